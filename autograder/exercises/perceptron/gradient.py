"""The gradients of the parameters: ∂E/∂W and ∂E/∂b, as sums over the examples."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.perceptron.given import forward, sigmoid, sigmoid_slope
from autograder.exercises.perceptron.unit import FRACTIONS, LONG, SECRET_FRACTIONS, SMALL, UNIT, WIDE


@UNIT.exercise(
    "weight_gradient",
    claims={
        "values": Inputs(
            visible=[(SMALL.X, SMALL.dZ), (FRACTIONS.X, FRACTIONS.dZ)],
            hidden=[(WIDE.X, WIDE.dZ), (LONG.X, LONG.dZ), (SECRET_FRACTIONS.X, SECRET_FRACTIONS.dZ)],
        )
    },
    ladder=(
        "One example gives dz · x for each weight. And all examples together, when E is a sum over them?",
        "∂E/∂W = dZ Xᵀ; shapes: (1, n_x) = (1, m) · (m, n_x)",
        "dZ @ the transpose of X",
    ),
)
def weight_gradient(X, dZ):
    return dZ @ X.T


weight_gradient.slips("""
transpose-missing: X has to be transposed. Write the shapes side by side: the inner sizes of a matrix product must be equal, and m is what is added up.
    return dZ @ X
wrong-side: The factors are exchanged, so a column comes out. The slope by W has the shape of W, a row.
    return X @ dZ.T
not-added-up: Those are the products of every single example. E is a sum over the examples, so its slope is one too.
    return dZ * X
axis-lost: The numbers are right, but an axis got lost. The result has the shape of W: two axes, one row.
    return np.sum(dZ * X, axis=1)
wrong-axis: The sum runs over the inputs. It must run over the examples, and leave one number for every input.
    return np.sum(dZ * X, axis=0, keepdims=True)
mean: It is divided by the number of examples. E of this unit is a sum, not an average.
    return dZ @ X.T / X.shape[1]
half: There is a ½ in it. The ½ of E has cancelled already, on the way to dZ.
    return 0.5 * dZ @ X.T
sign: The sign is reversed. The minus of gradient descent comes later, in the update.
    return -dZ @ X.T
summed-apart: dZ and X are added up apart and multiplied then. Each dz belongs to its own x: multiply first.
    return np.sum(dZ) * np.sum(X, axis=1, keepdims=True).T
x-missing: X is missing, so all weights get the same slope. That one belongs to the bias.
    return np.full((1, X.shape[0]), np.sum(dZ))
everything-summed: Everything is added up into one number. Each weight has a slope of its own.
    return np.sum(dZ * X)
first-example: Only the first example counts. All of them have a say.
    return dZ[:, :1] @ X[:, :1].T
""")


@weight_gradient.mistake(
    "last-example", "Only the last example counts: the loop overwrites the result instead of adding to it."
)
def _(X, dZ):
    for i in range(X.shape[1]):
        dW = dZ[:, i : i + 1] @ X[:, i : i + 1].T
    return dW


@UNIT.exercise(
    "bias_gradient",
    claims={
        "values": Inputs(
            visible=[(SMALL.dZ,), (FRACTIONS.dZ,)], hidden=[(WIDE.dZ,), (LONG.dZ,), (SECRET_FRACTIONS.dZ,)]
        )
    },
    ladder=(
        "For one example ∂z/∂b = 1, so it gives just its dz. And all examples together?",
        "∂E/∂b = Σ dZ over the examples, kept in the shape (1, 1)",
        "np.sum along axis 1, with keepdims=True",
    ),
)
def bias_gradient(dZ):
    return np.sum(dZ, axis=1, keepdims=True)


bias_gradient.slips("""
not-summed: That is one slope an example. There is one b for all of them, so the examples are added up.
    return dZ
mean: That is the mean over the examples. E of this unit is a sum.
    return np.mean(dZ, axis=1, keepdims=True)
axis-lost: The number is right, but an axis got lost: it has to have the shape of b, (1, 1). NumPy's sum can keep its axes.
    return np.sum(dZ, axis=1)
plain-number: The number is right, but it is a plain one. The slope by b has the shape of b, (1, 1).
    return np.sum(dZ)
wrong-axis: The sum runs along the wrong axis. The examples stand side by side, as columns.
    return np.sum(dZ, axis=0)
one: 1 is the slope of z by b. There are more blocks after it: their slopes are in dZ.
    return np.ones((1, 1))
zero: 0 would mean that b does not matter. But every z moves when b does.
    return np.zeros((1, 1))
sign: The sign is reversed. The minus of gradient descent comes later, in the update.
    return -np.sum(dZ, axis=1, keepdims=True)
half: There is a ½ in it. The ½ of E has cancelled already, on the way to dZ.
    return 0.5 * np.sum(dZ, axis=1, keepdims=True)
first-example: Only the first example counts. All of them share this b.
    return dZ[:, :1]
absolute: The signs got lost. Examples that pull in opposite directions must be able to cancel.
    return np.sum(np.abs(dZ), axis=1, keepdims=True)
column: dZ is only turned, not added up.
    return dZ.T
""")


@UNIT.exercise(
    "gradients",
    claims={
        "values": Inputs(
            visible=[SMALL[:4], FRACTIONS[:4]], hidden=[WIDE[:4], LONG[:4], SECRET_FRACTIONS[:4]], keeps_arguments=True
        )
    },
    ladder=(
        "Go forward first: which A comes out? Then backwards, block by block: E, σ, f.",
        "dZ = (A − Y) ∗ A ∗ (1 − A), ∂E/∂W = dZ Xᵀ, ∂E/∂b = Σ dZ over the examples",
        "A from forward(X, W, b); dZ as in exercise 6; dZ @ X.T; np.sum(dZ, axis=1, keepdims=True)",
    ),
)
def gradients(X, Y, W, b):
    A = forward(X, W, b)
    dZ = (A - Y) * A * (1 - A)
    return {"dW": dZ @ X.T, "db": np.sum(dZ, axis=1, keepdims=True)}


gradients.slips("""
activation-omitted: The slope of the activation is missing. With the squared error it does not cancel.
    A = forward(X, W, b) ->
    dZ = forward(X, W, b) - Y
error-omitted: The slope of the error, A − Y, is missing: Y has no influence on your gradients.
    dZ = A * (1 - A)
slope-at-a: The slope of σ is taken at A instead of at Z.
    dZ = (A - Y) * sigmoid_slope(A)
sign: Both signs are reversed: those are the directions in which E falls. A gradient points to where it grows.
    dZ = (Y - A) * A * (1 - A)
half-kept: A ½ is left. It cancels against the 2 of the square.
    dZ = 0.5 * (A - Y) * A * (1 - A)
two-kept: A 2 is left. It cancels against the ½ of E.
    dZ = 2 * (A - Y) * A * (1 - A)
mean: Both are divided by the number of examples, as in unit 3. There J was an average; E is a sum.
    dZ = (A - Y) * A * (1 - A) / X.shape[1]
bias-mean: db is a mean and dW is a sum. Both belong to the same E, so both are sums over the examples.
    np.sum -> np.mean
bias-not-summed: db has an entry an example. There is one b for all of them, so they are added up.
    return {"dW": dZ @ X.T, "db": dZ}
bias-axis-lost: db lost its axes. A gradient has the shape of its variable, and b is (1, 1).
    return {"dW": dZ @ X.T, "db": np.sum(dZ)}
x-missing: X is missing in dW: every weight got the slope of the bias.
    dZ @ X.T -> np.full(W.shape, np.sum(dZ))
wrong-side: dW is a column. It should have the shape of W, a row: mind the order of the factors.
    dZ @ X.T -> X @ dZ.T
transpose-missing: X has to be transposed in dW: m must stand inside of the matrix product, where it is added up.
    dZ @ X.T -> dZ @ X
bias-forgotten-forward: The way forward forgot to add b, so every A is another one.
    A = sigmoid(W @ X)
no-activation: A is W X + b itself. The way forward ends with σ.
    A = W @ X + b
document-slope: The document's ½ Σ (A − Y) is in it: one number for all examples. Each has its own A − Y.
    dZ = 0.5 * np.sum(A - Y) * A * (1 - A)
parentheses-missing: A − Y · … takes away a product: without parentheses, only Y is multiplied. The difference A − Y comes first.
    dZ = A - Y * A * (1 - A)
in-place: `A -= Y` changes A before it is used for the slope of σ: A is no longer A there.
    dZ = (A - Y) * A * (1 - A) -> A -= Y; dZ = A * A * (1 - A)
""")
