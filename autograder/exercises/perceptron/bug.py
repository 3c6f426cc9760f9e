"""Find the bug: a training loop whose errors fall nicely, with the slope of the sigmoid taken at the wrong place."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.perceptron.given import sigmoid, sigmoid_slope
from autograder.exercises.perceptron.unit import (
    AND,
    FRACTIONS,
    GATE_INPUTS,
    GATE_START,
    LONG,
    SECRET_FRACTIONS,
    SMALL,
    UNIT,
    WIDE,
)


@UNIT.exercise(
    "learn",
    claims={
        "one step": Inputs(
            visible=[(*SMALL[:4], 0.5, 1)], hidden=[(*WIDE[:4], 0.7, 1), (*SECRET_FRACTIONS[:4], 1.1, 1)]
        ),
        "several steps": Inputs(
            visible=[(GATE_INPUTS, AND, *GATE_START, 0.6, 5), (*FRACTIONS[:4], 1.2, 3)],
            hidden=[(*LONG[:4], 0.4, 8), (*SECRET_FRACTIONS[:4], 0.9, 4)],
        ),
    },
    ladder=(
        "The measured gradient and the one of the code differ by another factor for each weight. Which of the blocks has a slope that is different for every example?",
        "∂A/∂Z is the slope of σ at Z; sigmoid_slope(z) wants to be given z",
        "look at what is handed to sigmoid_slope: it should be what sigmoid was given, not what it returned",
    ),
)
def learn(X, Y, W, b, learning_rate, iterations):
    for _ in range(iterations):
        Z = W @ X + b
        A = sigmoid(Z)
        dA = A - Y
        dZ = dA * sigmoid_slope(Z)
        dW = dZ @ X.T
        db = np.sum(dZ, axis=1, keepdims=True)
        W = W - learning_rate * dW
        b = b - learning_rate * db
    return {"W": W, "b": b}


learn.slips("""
bug-still-there: The planted bug is still there: the step is not the one that the measured gradient asks for.
    dZ = dA * sigmoid_slope(A)
activation-omitted: The right line, but the slope of the activation is gone now. It is needed, only at another place.
    dA = A - Y ->
    dZ = A - Y
activation-twice: The right line, but now the slope of the activation is in it twice.
    dA = (A - Y) * A * (1 - A)
""")


@learn.mistake("averaged", "Something was divided by m. E of this unit is a sum, so its gradient has no 1/m.")
def _(X, Y, W, b, learning_rate, iterations):
    m = X.shape[1]
    for _ in range(iterations):
        Z = W @ X + b
        A = sigmoid(Z)
        dZ = (A - Y) * A * (1 - A) / m
        dW = dZ @ X.T
        db = np.sum(dZ, axis=1, keepdims=True)
        W = W - learning_rate * dW
        b = b - learning_rate * db
    return {"W": W, "b": b}


learn.slips("""
sigmoid-for-slope: The right line, but it multiplies by σ itself. The chain rule wants a slope there.
    dZ = dA * sigmoid(Z)
formula-with-z: The right line, but a(1 − a) is written with Z. That short formula is for A.
    dZ = dA * Z * (1 - Z)
slope-of-the-error: The slope of σ is taken at A − Y now. That is how wrong the answer is, not where σ was evaluated.
    dZ = dA * sigmoid_slope(dA)
bias-left-out: Nearly: the slope is taken at W X. But σ was evaluated at W X + b.
    dZ = dA * sigmoid_slope(W @ X)
sign-turned: The sign of A − Y was right. Now every step goes uphill, and the bug is still there.
    dA = Y - A
    dZ = dA * sigmoid_slope(A)
mean-instead: A 1/m was put in, but the sums were right: E is a sum. The bug is still there.
    dZ = dA * sigmoid_slope(A)
    dW = dZ @ X.T / X.shape[1]
    db = np.mean(dZ, axis=1, keepdims=True)
half-put-in: A ½ was put in front of A − Y. The ½ of E has cancelled there, and the bug is still there.
    dA = 0.5 * (A - Y)
    dZ = dA * sigmoid_slope(A)
""")
