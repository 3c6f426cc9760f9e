"""The whole way back for all examples at once."""

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


def _input(network: Network) -> tuple:
    return network.X, network.Y, network.parameters, network.cache


@UNIT.exercise(
    "backward",
    claims={
        "one example": Inputs(visible=[_input(SHOWN_ONE_EXAMPLE)], hidden=[_input(SECRET_ONE_EXAMPLE)]),
        "m examples": Inputs(
            visible=[_input(SHOWN)],
            hidden=[_input(SECRET), _input(SECRET_WIDE), _input(SECRET_ONE_OUTPUT)],
            sizes=SHOWN.sizes,
        ),
        "arguments kept": Inputs(
            visible=[_input(SHOWN_ONE_OUTPUT)], hidden=[_input(SECRET_WIDE)], keeps_arguments=True
        ),
    },
    ladder=(
        "Where does the way back start, and which of the six results are needed before which others?",
        "dZ2 = A2 − Y; dW2 = (1/m) dZ2 A1ᵀ; db2 = (1/m) Σ dZ2; dZ1 = W2ᵀ dZ2 ∗ (1 − A1²); dW1 = (1/m) dZ1 Xᵀ; db1 = (1/m) Σ dZ1",
        "the same two lines (dZ @ A.T / m, np.sum(dZ, axis=1, keepdims=True) / m) once with dZ2 and A1, once with dZ1 and X",
    ),
)
def backward(X, Y, parameters, cache):
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dW2 = dZ2 @ cache["A1"].T / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = parameters["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    dW1 = dZ1 @ X.T / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


backward.slips("""
average-missing: No gradient is averaged. J is an average over the examples, so each dW and db is one too.
    m = X.shape[1] ->
    dW2 = dZ2 @ cache["A1"].T
    db2 = np.sum(dZ2, axis=1, keepdims=True)
    dW1 = dZ1 @ X.T
    db1 = np.sum(dZ1, axis=1, keepdims=True)
averaged-twice: The average is taken twice: dZ2 is divided by m already, and then each dW and db again.
    dZ2 = (cache["A2"] - Y) / m
average-only-in-output-layer: The output layer is averaged, the hidden layer is not.
    dW1 = dZ1 @ X.T
    db1 = np.sum(dZ1, axis=1, keepdims=True)
hidden-averaged-twice: dW2 and db2 are right, but dZ1 is divided by m, so that the hidden layer is averaged twice.
    dZ1 = parameters["W2"].T @ dZ2 * (1 - cache["A1"] ** 2) / m
biases-not-averaged: The weights' gradients are averaged, the biases' are only added up.
    db2 = np.sum(dZ2, axis=1, keepdims=True)
    db1 = np.sum(dZ1, axis=1, keepdims=True)
divided-by-features: m is the number of columns of X, not of its rows.
    m = X.shape[0]
hard-coded-m: The number of examples is written into the code. It must come from X.
    m = 5
sign: The signs of all gradients are wrong: the way back starts with A2 − Y, not with Y − A2.
    dZ2 = Y - cache["A2"]
output-slope-again: dZ2 was multiplied by the slope of the output's σ. That slope and the one of the logarithm have cancelled: A2 − Y is all.
    dZ2 = (cache["A2"] - Y) * cache["A2"] * (1 - cache["A2"])
z2-for-a2: dZ2 was made from Z2. The error is measured at the output A2.
    dZ2 = cache["Z2"] - Y
slope-omitted: The slope g′ of the hidden layer is missing: without it the way back ignores tanh.
    dZ1 = parameters["W2"].T @ dZ2
sigmoid-slope: a (1 − a) is the slope of the sigmoid. The hidden layer has tanh.
    1 - cache["A1"] ** 2 -> cache["A1"] * (1 - cache["A1"])
slope-from-z: 1 − Z1² is not the slope of tanh: it is the activation that is squared.
    cache["A1"] ** 2 -> cache["Z1"] ** 2
slope-at-a: tanh was applied to A1 again. A1 already is tanh(Z1).
    cache["A1"] ** 2 -> np.tanh(cache["A1"]) ** 2
weights-gradient-for-weights: dW2 stands where W2 belongs. The error flows back through the weights themselves.
    parameters["W2"] -> dW2
transpose-missing-in-dz1: W2 is (n_y, n_h). To come from the outputs back to the hidden units it must be turned.
    parameters["W2"].T -> parameters["W2"]
keepdims-lost: db1 and db2 have lost their axis of length 1. b is (n, 1), and so is db.
    db2 = np.sum(dZ2, axis=1) / m
    db1 = np.sum(dZ1, axis=1) / m
biases-not-summed: db1 and db2 still have a column for each example. All examples share one b.
    db2 = dZ2 / m
    db1 = dZ1 / m
wrong-axis: axis=0 adds up the units of each example. The examples are the columns.
    db2 = np.sum(dZ2, axis=0, keepdims=True) / m
    db1 = np.sum(dZ1, axis=0, keepdims=True) / m
weights-transposed: dW1 and dW2 are transposed. A gradient has the shape of its variable.
    dW2 = (dZ2 @ cache["A1"].T / m).T
    dW1 = (dZ1 @ X.T / m).T
hidden-activation-for-x: dW1 was made with A1. The first layer's inputs are the examples X, which play A0.
    dW1 = dZ1 @ cache["A1"].T / m
x-for-hidden-activation: dW2 was made with X. The second layer's inputs are the hidden activations A1.
    dW2 = dZ2 @ X.T / m
first-example-only: Only the first example counts here.
    m = 1
    dZ2 = (cache["A2"] - Y)[:, :1]
    dW2 = dZ2 @ cache["A1"][:, :1].T / m
    cache["A1"] ** 2 -> cache["A1"][:, :1] ** 2
    dW1 = dZ1 @ X[:, :1].T / m
in-place: The cache or another argument is changed (`dZ2 = cache["A2"]` and then `dZ2 -= Y` writes into the cache). Make a new array.
    dZ2 = cache["A2"]; dZ2 -= Y
""")
