"""The two blocks before the error, the activation and Z = W X + b; and two blocks one after the other: ∂E/∂Z."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.perceptron.given import sigmoid
from autograder.exercises.perceptron.unit import (
    A_DOCUMENT,
    FRACTIONS,
    LONG,
    ROWS,
    SECRET_FRACTIONS,
    SECRET_ROWS,
    SMALL,
    UNIT,
    WIDE,
    Y_DOCUMENT,
)


@UNIT.exercise(
    "activation_slope",
    claims={
        "values": Inputs(
            visible=[(A_DOCUMENT,), (SMALL.A,), (ROWS.A,)], hidden=[(WIDE.A,), (LONG.A,), (SECRET_ROWS.A,)]
        ),
        "argument kept": Inputs(visible=[(FRACTIONS.A,)], hidden=[(SECRET_FRACTIONS.A,)], keeps_arguments=True),
    },
    ladder=(
        "A already is σ(Z). Is any exponential needed to get its slope?",
        "∂A/∂Z = A (1 − A), for every element",
        "A times (1 - A), in parentheses",
    ),
)
def activation_slope(A):
    return A * (1 - A)


activation_slope.slips("""
sigmoid-again: σ was applied to A a second time. The argument is A, the output of σ, not Z.
    return sigmoid(A) * (1 - sigmoid(A))
tanh-formula: 1 − A² is the slope of tanh. This perceptron's activation is another function.
    return 1 - A ** 2
parentheses-missing: `A * 1 - A` is A − A, so nothing is left. The difference needs parentheses.
    return A * 1 - A
sign: The sign is reversed. σ rises everywhere, so its slope is never negative.
    return A * (A - 1)
second-factor-missing: Only the factor A is there. Near A = 1 the curve is flat, so the slope must come close to 0.
    return A
first-factor-missing: Only the factor 1 − A is there. Near A = 0 the curve is flat, so the slope must come close to 0.
    return 1 - A
plus-for-minus: A plus stands where a minus belongs. At A = 1 the slope should vanish, not be 2.
    return A * (1 + A)
relu-slope: That is the slope of ReLU. The sigmoid is nowhere as steep as 1.
    return np.where(A > 0, 1.0, 0.0)
summed: The slopes are added up. Each example has a slope of its own.
    return np.sum(A * (1 - A))
matrix-product: `@` mixes examples with each other. Multiply element by element.
    return A @ (1 - A).T
steepest-everywhere: 0.25 is the slope in the middle, at A = ½. Elsewhere it is smaller.
    return np.full_like(A, 0.25)
in-place: Something writes into the A that you were given (`A *= ...`), and its old values are still needed. Make a new array.
    return A * (1 - A) -> A *= 1 - A; return A
""")


def _columns(n_x: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """One example x (n_x, 1) and weights W (1, n_x)."""
    rng = np.random.default_rng(seed)
    return np.round(rng.normal(size=(n_x, 1)), 2), np.round(rng.normal(size=(1, n_x)), 2)


@UNIT.exercise(
    "input_slopes",
    claims={
        "values": Inputs(
            visible=[(np.array([[2.0], [-1.0], [0.5]]), np.array([[0.3, 0.8, -0.6]])), _columns(2, seed=40010)],
            hidden=[_columns(4, seed=40011), _columns(5, seed=40012)],
        )
    },
    ladder=(
        "z = w₁x₁ + w₂x₂ + … + b. If w₁ grows by 1, by how much does z grow? If x₁ does? If b does?",
        "∂z/∂w_j = x_j, ∂z/∂b = 1, ∂z/∂x_j = w_j; each slope has the shape of the variable after the ∂ below the line",
        "x turned into a row (.T), np.ones of the shape (1, 1), W turned into a column (.T)",
    ),
)
def input_slopes(x, W):
    return {"dz_dW": x.T, "dz_db": np.ones((1, 1)), "dz_dx": W.T}


input_slopes.slips("""
exchanged: dz_dW and dz_dx are exchanged. How much z moves with a weight depends on what that weight is multiplied by.
    return {"dz_dW": W, "dz_db": np.ones((1, 1)), "dz_dx": x}
not-turned: The numbers are right, their shapes are not: the slope by W is a row as W is, the slope by x a column as x is.
    return {"dz_dW": x, "dz_db": np.ones((1, 1)), "dz_dx": W}
weight-slope-not-turned: dz_dW has the right numbers, but the shape of x. It should have the shape of W.
    return {"dz_dW": x, "dz_db": np.ones((1, 1)), "dz_dx": W.T}
input-slope-not-turned: dz_dx has the right numbers, but the shape of W. It should have the shape of x.
    return {"dz_dW": x.T, "dz_db": np.ones((1, 1)), "dz_dx": W}
bias-zero: dz_db is 0, as if b were a constant. But b is what moves here, and z moves with it.
    np.ones((1, 1)) -> np.zeros((1, 1))
bias-plain-number: dz_db is the right number, but not an array. It should have the shape of b, (1, 1).
    np.ones((1, 1)) -> 1
bias-an-input-each: dz_db has an entry for every input. There is one b, so there is one slope.
    (1, 1) -> (1, W.shape[1])
bias-one-axis: dz_db has one axis only. b has two, so its slope has the shape (1, 1), given as one pair inside of the parentheses.
    (1, 1) -> 1
ones-without-pair: np.ones takes the shape as one argument, a pair: one more pair of parentheses is needed around the two sizes.
    np.ones((1, 1)) -> np.ones(1, 1)
flattened: The numbers are right, but rows and columns have become lists with one axis. A row has the shape (1, n_x), a column (n_x, 1).
    return {"dz_dW": x.ravel(), "dz_db": np.ones((1, 1)), "dz_dx": W.ravel()}
products: The products w·x are what is added up in z. A slope says how much one of them changes when one factor grows by 1.
    return {"dz_dW": W * x.T, "dz_db": np.ones((1, 1)), "dz_dx": W.T * x}
ones: All slopes are 1, as if z were a plain sum. But a weight's push is multiplied on its way to z.
    return {"dz_dW": np.ones_like(W), "dz_db": np.ones((1, 1)), "dz_dx": np.ones_like(x)}
added-up: The entries are added up. Each weight and each input has a slope of its own.
    return {"dz_dW": np.sum(x, keepdims=True), "dz_db": np.ones((1, 1)), "dz_dx": np.sum(W, keepdims=True)}
signs: A minus has crept in. z is a plain sum of products: where x is positive, z grows with w.
    return {"dz_dW": -x.T, "dz_db": np.ones((1, 1)), "dz_dx": -W.T}
""")


@UNIT.exercise(
    "z_gradient",
    claims={
        "values": Inputs(
            visible=[(A_DOCUMENT, Y_DOCUMENT), (FRACTIONS.A, FRACTIONS.Y)],
            hidden=[(WIDE.A, WIDE.Y), (SECRET_FRACTIONS.A, SECRET_FRACTIONS.Y)],
        ),
        "arguments kept": Inputs(visible=[(SMALL.A, SMALL.Y)], hidden=[(LONG.A, LONG.Y)], keeps_arguments=True),
    },
    ladder=(
        "Two blocks lie between E and Z. You have the slope of each; what does the chain rule do with slopes that follow each other?",
        "∂E/∂Z = (A − Y) ∗ A ∗ (1 − A), element by element",
        "(A - Y), times A, times (1 - A), with parentheses around both differences",
    ),
)
def z_gradient(A, Y):
    return (A - Y) * A * (1 - A)


z_gradient.slips("""
activation-omitted: The slope of the activation is missing: that is ∂E/∂A. (A − Y alone is right for the logarithmic loss of unit 2, where the slope of σ cancels.)
    return A - Y
error-omitted: The slope of the error is missing: that is ∂A/∂Z, the same whatever the wanted answers are.
    return A * (1 - A)
sign: The sign is reversed: where A is too large, a larger Z makes E larger.
    return (Y - A) * A * (1 - A)
half-kept: A ½ is left. It cancels when the square is differentiated.
    return 0.5 * (A - Y) * A * (1 - A)
two-kept: A 2 is left. It cancels against the ½ of E.
    return 2 * (A - Y) * A * (1 - A)
slopes-added: The two slopes are added. Slopes that follow each other are multiplied.
    return A - Y + A * (1 - A)
slope-at-a: The slope of σ is taken at A. It belongs to Z, and A is σ(Z) already.
    return (A - Y) * sigmoid(A) * (1 - sigmoid(A))
tanh-slope: 1 − A² is the slope of tanh; the activation here is the sigmoid.
    return (A - Y) * (1 - A ** 2)
parentheses-missing: `* 1 - A` takes A away at the end. The difference 1 − A needs parentheses.
    return (A - Y) * A * 1 - A
first-parentheses-missing: A − Y · … takes away a product: without parentheses, only Y is multiplied. The difference A − Y comes first.
    return A - Y * A * (1 - A)
half-of-the-slope: One factor of the slope of σ is missing: A (1 − A) has two.
    return (A - Y) * (1 - A)
slope-at-y: The slope of σ is made from Y. It belongs to what σ really gave.
    return (A - Y) * Y * (1 - Y)
matrix-product: `@` adds up over the examples. Each example keeps its own ∂E/∂Z, so multiply element by element.
    return (A - Y) @ (A * (1 - A)).T
errors-summed: The A − Y of all examples are added up first, as the document does. Each example keeps its own.
    return np.sum(A - Y) * A * (1 - A)
document-slope: The document's ½ Σ (A − Y) is in it. Each example has its own A − Y, without a ½.
    return 0.5 * np.sum(A - Y) * A * (1 - A)
mean: It is divided by the number of examples. E of this unit is a sum.
    return (A - Y) * A * (1 - A) / A.shape[1]
error-itself: The squared error itself is in it, not its slope. Squares are never negative, so the sign is lost.
    return 0.5 * (A - Y) ** 2 * A * (1 - A)
in-place: `A -= Y` changes A before it is used for the slope of σ (and for whoever called you). Make a new array.
    return (A - Y) * A * (1 - A) -> A -= Y; return A * A * (1 - A)
in-place-at-the-end: The numbers are right, but the given A is overwritten, and it is needed again. Make a new array.
    return (A - Y) * A * (1 - A) -> slope = A - Y; slope = slope * (1 - A); A *= slope; return A
""")
