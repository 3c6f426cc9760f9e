"""The equations of the way back one by one, for all examples: dW and db of any layer, dZ1 of the hidden one."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.vectorized.unit import (
    SECRET,
    SECRET_ONE_EXAMPLE,
    SECRET_ONE_OUTPUT,
    SECRET_WIDE,
    SHOWN,
    SHOWN_ONE_EXAMPLE,
    SHOWN_ONE_OUTPUT,
    UNIT,
    Network,
)


def _output_layer(network: Network) -> tuple:
    """dZ2 (n_y, m) and A1 (n_h, m)."""
    return network.cache["A2"] - network.Y, network.cache["A1"]


def _hidden_layer(network: Network) -> tuple:
    """dZ1 (n_h, m) and X (n_x, m)."""
    return hidden_error(*_hidden_error_input(network)), network.X


def _hidden_error_input(network: Network) -> tuple:
    return network.parameters["W2"], network.cache["A2"] - network.Y, network.cache["A1"]


@UNIT.exercise(
    "hidden_error",
    claims={
        "one output": Inputs(
            visible=[_hidden_error_input(SHOWN_ONE_OUTPUT)],
            hidden=[_hidden_error_input(SECRET_ONE_OUTPUT)],
            sizes=SHOWN_ONE_OUTPUT.sizes,
        ),
        "several outputs": Inputs(
            visible=[_hidden_error_input(SHOWN)],
            hidden=[
                _hidden_error_input(SECRET),
                _hidden_error_input(SECRET_WIDE),
                _hidden_error_input(SECRET_ONE_EXAMPLE),
            ],
            sizes=SHOWN.sizes,
        ),
        "arguments kept": Inputs(
            visible=[_hidden_error_input(SHOWN_ONE_EXAMPLE)],
            hidden=[_hidden_error_input(SECRET_WIDE)],
            keeps_arguments=True,
        ),
    },
    ladder=(
        "dZ1 has the shape of Z1, (n_h, m). Which of the three arguments must be turned so that n_h comes first?",
        "dZ1 = W2ᵀ dZ2 ∗ (1 − A1²), where ∗ multiplies element by element",
        "W2.T @ dZ2 first, then * with (1 minus A1 squared), in parentheses",
    ),
)
def hidden_error(W2, dZ2, A1):
    return W2.T @ dZ2 * (1 - A1**2)


hidden_error.slips("""
slope-omitted: The slope g′ of the hidden layer is missing. The way back passes through tanh too.
    return W2.T @ dZ2
transpose-missing: W2 is (n_y, n_h): forward it leads from the hidden units to the outputs. The way back goes in the other direction.
    return W2 @ dZ2 * (1 - A1 ** 2)
weights-gradient-for-weights: dW2 stands where W2 belongs. The error flows back through the weights themselves, not through their gradient.
    return W2.T @ dZ2 * (1 - A1 ** 2) -> dW2 = dZ2 @ A1.T / A1.shape[1]; return dW2.T @ dZ2 * (1 - A1 ** 2)
slope-at-a: tanh was applied to A1 again. A1 already is tanh(Z1); the slope is made from it as it is.
    A1 ** 2 -> np.tanh(A1) ** 2
square-missing: The square is missing in the slope of tanh.
    A1 ** 2 -> A1
sigmoid-slope: a (1 − a) is the slope of the sigmoid. The hidden layer has tanh.
    return W2.T @ dZ2 * (A1 * (1 - A1))
sigmoid-of-a: σ(a)(1 − σ(a)) is the slope of the sigmoid at A1. The hidden layer has tanh, and A1 is its output already.
    return W2.T @ dZ2 * (1 - A1 ** 2) -> a = 1 / (1 + np.exp(-A1)); return W2.T @ dZ2 * (a * (1 - a))
activation-for-slope: A1 itself stands where its slope belongs.
    return W2.T @ dZ2 * A1
plus-for-minus: 1 + a² grows where tanh flattens. Look at the sign in the slope.
    return W2.T @ dZ2 * (1 + A1 ** 2)
parentheses-missing: `*` binds tighter than `-`: without parentheses only the 1 is multiplied, and the square is subtracted afterwards.
    return W2.T @ dZ2 * 1 - A1 ** 2
elementwise-for-product: `*` between W2.T and dZ2 does not add up over the outputs. With one output it looks right; with several it cannot work.
    return W2.T * dZ2 * (1 - A1 ** 2)
product-for-elementwise: The slope of each unit belongs to that unit's own number: here ∗ is element by element, not a matrix product.
    return W2.T @ dZ2 @ (1 - A1 ** 2)
product-with-transposed-slope: A matrix product with the transposed slopes mixes the examples. Here ∗ is element by element.
    return W2.T @ dZ2 @ (1 - A1 ** 2).T
slope-inside: The slope stands between W2 and dZ2. First the product, then the slope of the hidden units.
    return W2.T @ (dZ2 * (1 - A1 ** 2))
averaged: dZ1 was divided by m. It keeps one column for each example; the average is taken later, in dW1 and db1, and would come in twice.
    return W2.T @ dZ2 * (1 - A1 ** 2) / A1.shape[1]
summed-over-examples: The examples were added up. dZ1 has a column for each of them, as Z1 has.
    return np.sum(W2.T @ dZ2 * (1 - A1 ** 2), axis=1, keepdims=True)
first-example-only: Only the first column is there. dZ1 has a column for every example.
    return W2.T @ dZ2[:, :1] * (1 - A1[:, :1] ** 2)
sign: The sign is wrong. dZ2 = A2 − Y has its sign already.
    return -(W2.T @ dZ2) * (1 - A1 ** 2)
in-place: Something writes into an array that you were given (`A1 **= 2`, `dZ2 *= ...`). The other gradients still need it. Make a new array.
    return W2.T @ dZ2 * (1 - A1 ** 2) -> A1 **= 2; return W2.T @ dZ2 * (1 - A1)
""")


@UNIT.exercise(
    "weight_gradient",
    claims={
        "one example": Inputs(visible=[_output_layer(SHOWN_ONE_EXAMPLE)], hidden=[_output_layer(SECRET_ONE_EXAMPLE)]),
        "average": Inputs(
            visible=[_output_layer(SHOWN), _hidden_layer(SHOWN_ONE_OUTPUT)],
            hidden=[_output_layer(SECRET), _hidden_layer(SECRET_WIDE), _output_layer(SECRET_ONE_OUTPUT)],
            sizes=SHOWN.sizes,
        ),
        "arguments kept": Inputs(
            visible=[_output_layer(SHOWN_ONE_OUTPUT)], hidden=[_hidden_layer(SECRET)], keeps_arguments=True
        ),
    },
    ladder=(
        "dW has the shape of W: a row for each unit of dZ, a column for each unit of A. Over what does the product add up?",
        "dW = (1/m) dZ Aᵀ, with m the number of columns",
        "dZ @ A.T, divided by A.shape[1]",
    ),
)
def weight_gradient(dZ, A):
    return dZ @ A.T / A.shape[1]


weight_gradient.slips("""
average-missing: The product adds up over the examples, but J is their average: a factor is missing.
    return dZ @ A.T
averaged-twice: The average was taken twice.
    return dZ @ A.T / A.shape[1] -> m = A.shape[1]; return dZ @ A.T / m / m
multiplied-by-m: It was multiplied by m. An average divides.
    return dZ @ A.T * A.shape[1]
divided-by-rows: It was divided by the number of rows of A (len, or shape[0]). The examples are the columns.
    return dZ @ A.T / A.shape[0]
divided-by-own-rows: It was divided by the number of units, the rows of dZ. The examples are the columns.
    return dZ @ A.T / dZ.shape[0]
transpose-missing: Without the transpose the columns of dZ meet the rows of A, and those are not the same thing. Which two sizes are both m?
    return dZ @ A / A.shape[1]
other-factor-transposed: The transpose sits on the wrong factor: the examples must meet in the middle of the product.
    return dZ.T @ A / A.shape[1]
transposed: That is the transpose of dW: a row for each input. dW must have the shape of W.
    return A @ dZ.T / A.shape[1]
elementwise: `*` pairs element with element, and the shapes differ. dW pairs every unit of dZ with every unit of A.
    return dZ * A / A.shape[1]
everything-averaged: np.mean over everything leaves a single number. Only the examples are averaged, and the product has added them up already.
    return np.mean(dZ @ A.T)
product-of-averages: Averages were multiplied. The average of products is not the product of averages: multiply example by example, then average.
    return np.mean(dZ, axis=1, keepdims=True) @ np.mean(A, axis=1, keepdims=True).T
first-example-only: Only the first example counts here.
    return dZ[:, :1] @ A[:, :1].T
""")


@weight_gradient.mistake(
    "last-example-only", "Only the last example is left: each one overwrote the one before instead of being added."
)
def _(dZ, A):
    for i in range(A.shape[1]):
        dW = dZ[:, i : i + 1] @ A[:, i : i + 1].T
    return dW


weight_gradient.slips("""
hard-coded-m: The number of examples is written into the code. It must come from the arrays.
    return dZ @ A.T / 5
sign: The sign is wrong. The minus of gradient descent comes later, in the update.
    return -dZ @ A.T / A.shape[1]
in-place: Something writes into an array that you were given (`dZ /= m`). The bias gradient still needs it. Make a new array.
    return dZ @ A.T / A.shape[1] -> dZ /= A.shape[1]; return dZ @ A.T
""")


@UNIT.exercise(
    "bias_gradient",
    claims={
        "one example": Inputs(
            visible=[_output_layer(SHOWN_ONE_EXAMPLE)[:1]], hidden=[_output_layer(SECRET_ONE_EXAMPLE)[:1]]
        ),
        "average": Inputs(
            visible=[_output_layer(SHOWN)[:1], _hidden_layer(SHOWN_ONE_OUTPUT)[:1]],
            hidden=[_output_layer(SECRET)[:1], _hidden_layer(SECRET_WIDE)[:1], _output_layer(SECRET_ONE_OUTPUT)[:1]],
            sizes=SHOWN.sizes,
        ),
        "arguments kept": Inputs(
            visible=[_output_layer(SHOWN_ONE_OUTPUT)[:1]], hidden=[_hidden_layer(SECRET)[:1]], keeps_arguments=True
        ),
    },
    ladder=(
        "All examples share one b. What shape has b, and along which axis must m numbers become one?",
        "db = (1/m) Σ over the columns of dZ, of shape (n, 1)",
        "np.sum with axis=1 and keepdims=True, divided by dZ.shape[1]",
    ),
)
def bias_gradient(dZ):
    return np.sum(dZ, axis=1, keepdims=True) / dZ.shape[1]


bias_gradient.slips("""
average-missing: The columns are added up but not averaged.
    return np.sum(dZ, axis=1, keepdims=True)
averaged-twice: The average was taken twice: np.mean has divided by m already.
    np.sum -> np.mean
not-summed: There is still a column for each example. They all share one b, so their columns become one.
    return dZ / dZ.shape[1]
returned-dz: That is dZ itself, as for a single example. With several, their columns become one.
    return dZ
keepdims-lost: The axis of length 1 got lost. b is (n, 1), so db must be (n, 1), or NumPy will add it along the wrong axis.
    return np.sum(dZ, axis=1) / dZ.shape[1]
wrong-axis: axis=0 adds up the units of each example. The examples are the columns: the other axis.
    return np.sum(dZ, axis=0, keepdims=True) / dZ.shape[1]
wrong-axis-mean: axis=0 averages the units of each example. The examples are the columns: the other axis.
    return np.mean(dZ, axis=0, keepdims=True)
everything-summed: Without an axis all numbers are added up. Each unit has a bias of its own.
    return np.sum(dZ) / dZ.shape[1]
everything-averaged: np.mean without an axis averages all numbers to one. Each unit has a bias of its own.
    return np.mean(dZ)
divided-by-rows: It was divided by the number of rows (len, or shape[0]). The examples are the columns.
    dZ.shape[1] -> dZ.shape[0]
row: That is a row. b is a column, (n, 1).
    return np.mean(dZ, axis=1, keepdims=True).T
first-example-only: Only the first example counts here.
    return dZ[:, :1].copy()
hard-coded-m: The number of examples is written into the code. It must come from dZ.
    dZ.shape[1] -> 5
sign: The sign is wrong. The minus of gradient descent comes later, in the update.
    return -np.sum(dZ, axis=1, keepdims=True) / dZ.shape[1]
in-place: Something writes into the array that you were given (`dZ /= m`). The weight gradient still needs it. Make a new array.
    ... -> dZ /= dZ.shape[1]; return np.sum(dZ, axis=1, keepdims=True)
""")
