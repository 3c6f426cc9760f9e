"""The gradients of one neuron's quadratic cost, which document 004 leaves in pieces."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.gradient_descent.given import sigmoid
from autograder.exercises.gradient_descent.unit import (
    NEURON,
    NEURON_ONE_EXAMPLE,
    SECRET_NEURON,
    SECRET_NEURON_ONE_EXAMPLE,
    SECRET_NEURON_WIDE,
    UNIT,
)


@UNIT.exercise(
    "neuron_gradients",
    claims={
        "one example": Inputs(
            visible=[NEURON_ONE_EXAMPLE.given], hidden=[SECRET_NEURON_ONE_EXAMPLE.given], keeps_arguments=True
        ),
        "many examples": Inputs(
            visible=[NEURON.given],
            hidden=[SECRET_NEURON.given, SECRET_NEURON_WIDE.given],
            keeps_arguments=True,
            sizes=NEURON.sizes,
        ),
    },
    ladder=(
        "The way from w to C is w → z → ŷ → C. What is the slope of each of the three arrows? And which sum turns N examples into one gradient?",
        "dZ = (1/N) (Ŷ − Y) ∗ Ŷ ∗ (1 − Ŷ); dw = dZ Xᵀ; db = the sum of dZ over the examples",
        "dw is dZ @ X.T; db is np.sum of dZ with axis=1 and keepdims=True",
    ),
)
def neuron_gradients(X, Y, w, b):
    Y_hat = sigmoid(w @ X + b)
    dZ = (Y_hat - Y) * Y_hat * (1 - Y_hat) / X.shape[1]
    return {"dw": dZ @ X.T, "db": np.sum(dZ, axis=1, keepdims=True)}


neuron_gradients.slips("""
sigmoid-slope-missing: The slope of σ is missing: from z to C the way leads through the activation function. (Without it you have the gradient of the logistic loss.)
    dZ = (Y_hat - Y) / X.shape[1]
x-missing: The input is missing in dw. The slope of z = w x + b with respect to w is not 1.
    return ... -> total = np.sum(dZ, axis=1, keepdims=True); return {"dw": total * np.ones_like(w), "db": total}
not-averaged: Both gradients are N times too large: the cost is an average over the examples.
    dZ = (Y_hat - Y) * Y_hat * (1 - Y_hat)
averaged-twice: 1/N stands there twice.
    Y_hat = sigmoid(w @ X + b) -> N = X.shape[1]; Y_hat = sigmoid(w @ X + b)
    dZ = (Y_hat - Y) * Y_hat * (1 - Y_hat) / N
    return {"dw": dZ @ X.T / N, "db": np.mean(dZ, axis=1, keepdims=True)}
half-kept: The ½ of the cost is still there. The 2 that comes down from the square cancels it.
    X.shape[1] -> 2 * X.shape[1]
hard-coded-N: The number of examples is written into the code. Read it off the shape of X.
    X.shape[1] -> 5
divided-by-n-x: X.shape[0] is the number of features. The average goes over the examples.
    X.shape[1] -> X.shape[0]
pair-returned: The two gradients are right, but they come as a pair. A dict with the names dw and db is wanted.
    return dZ @ X.T, np.sum(dZ, axis=1, keepdims=True)
sign: Every gradient has the wrong sign: the difference is taken the wrong way round.
    Y_hat - Y -> Y - Y_hat
slope-from-z: z(1 − z) was used. The short form of the slope of σ is made from the output, not from z.
    Y_hat = sigmoid(w @ X + b) -> Z = w @ X + b
    dZ = (sigmoid(Z) - Y) * Z * (1 - Z) / X.shape[1]
tanh-slope: 1 − ŷ² is the slope of tanh. This neuron has a sigmoid.
    dZ = (Y_hat - Y) * (1 - Y_hat ** 2) / X.shape[1]
minus-missing: The output was computed with 1/(1 + e^z). Without the minus it falls where it should rise.
    Y_hat = 1 / (1 + np.exp(w @ X + b))
b-dropped: The output was computed without the bias b.
    Y_hat = sigmoid(w @ X)
db-not-summed: db still has a number for every example. There is only one b: add them up.
    return {"dw": dZ @ X.T, "db": dZ}
db-averaged-again: dZ holds the 1/N already. np.mean divides db by N once more.
    np.sum -> np.mean
dw-transposed: dw is a column, but w is a row. A gradient has the shape of its variable.
    dZ @ X.T -> X @ dZ.T
keepdims-lost: db lost an axis: b has two. keepdims=True keeps them.
    return {"dw": dZ @ X.T, "db": np.sum(dZ, axis=1)}
slope-is-zero: The slope of σ came out as 0 everywhere. Is it made from ŷ (not from Y), with parentheses around 1 − ŷ?
    dZ = (Y_hat - Y) * (Y_hat * 1 - Y_hat) / X.shape[1]
in-place: Something writes into the arrays that you were given (`w -= ...`). Only the gradients are asked for.
    return ... -> gradients = {"dw": dZ @ X.T, "db": np.sum(dZ, axis=1, keepdims=True)};
        w -= gradients["dw"]; b -= gradients["db"]; return gradients
""")
