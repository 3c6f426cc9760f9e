"""Learning: many steps of gradient descent."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.perceptron.given import forward, sigmoid_slope
from autograder.exercises.perceptron.unit import (
    AND,
    FRACTIONS,
    GATE_INPUTS,
    GATE_START,
    LONG,
    OR,
    SECRET_FRACTIONS,
    SMALL,
    UNIT,
    WIDE,
)


def _gate(Y: np.ndarray, learning_rate: float, iterations: int) -> tuple:
    return GATE_INPUTS, Y, *GATE_START, learning_rate, iterations


@UNIT.exercise(
    "train",
    claims={
        "one step": Inputs(
            visible=[(*SMALL[:4], 0.5, 1), _gate(AND, 0.8, 1)],
            hidden=[(*WIDE[:4], 0.3, 1), (*SECRET_FRACTIONS[:4], 1.2, 1)],
        ),
        "several steps": Inputs(
            visible=[_gate(OR, 0.8, 4), (*FRACTIONS[:4], 1.5, 7)],
            hidden=[(*LONG[:4], 0.6, 9), (*WIDE[:4], 0.25, 13), _gate(OR, 1.7, 6)],
        ),
        "arguments kept": Inputs(visible=[(*SMALL[:4], 0.4, 3)], hidden=[(*LONG[:4], 0.9, 5)], keeps_arguments=True),
    },
    ladder=(
        "One round: forward, note E, go back, step. Which W and b does the way back belong to, if W has changed already?",
        "A = σ(W X + b); E; dZ = (A − Y) ∗ A ∗ (1 − A); dW = dZ Xᵀ; db = Σ dZ; then W − η dW and b − η db",
        "compute A, E and dZ first; then W moves by -learning_rate * (dZ @ X.T), and b by -learning_rate * np.sum(dZ, axis=1, keepdims=True)",
    ),
)
def train(X, Y, W, b, learning_rate, iterations):
    errors = []
    for _ in range(iterations):
        A = forward(X, W, b)
        errors.append(0.5 * np.sum((A - Y) ** 2))
        dZ = (A - Y) * A * (1 - A)
        W, b = W - learning_rate * dZ @ X.T, b - learning_rate * np.sum(dZ, axis=1, keepdims=True)
    return {"W": W, "b": b, "errors": np.array(errors)}


train.slips("""
plus: Each step goes uphill, so the errors grow. The gradient points to where E grows.
    W, b = W + learning_rate * dZ @ X.T, b + learning_rate * np.sum(dZ, axis=1, keepdims=True)
new-weights-for-bias: The slope for b is computed with the W that has moved already. Both slopes belong to the same place: compute both, then move both.
    dZ = ... ->
    W, b = ... -> W = W - learning_rate * ((A - Y) * A * (1 - A)) @ X.T; A = forward(X, W, b);
        b = b - learning_rate * np.sum((A - Y) * A * (1 - A), axis=1, keepdims=True)
new-bias-for-weights: The slope for W is computed with the b that has moved already. Both slopes belong to the same place: compute both, then move both.
    dZ = ... ->
    W, b = ... -> b = b - learning_rate * np.sum((A - Y) * A * (1 - A), axis=1, keepdims=True);
        A = forward(X, W, b); W = W - learning_rate * ((A - Y) * A * (1 - A)) @ X.T
errors-after-the-step: W and b are right. But each error is taken after its step; the task wants it before, so that the first one belongs to the start.
    errors.append(0.5 * np.sum((A - Y) ** 2)) ->
    W, b = W - learning_rate * dZ @ X.T, b - learning_rate * np.sum(dZ, axis=1, keepdims=True);
        errors.append(0.5 * np.sum((forward(X, W, b) - Y) ** 2))
errors-without-half: W and b are right. But the ½ of E is missing in the errors.
    0.5 * np.sum((A - Y) ** 2) -> np.sum((A - Y) ** 2)
errors-averaged: W and b are right. But the errors are averages; E is a sum over the examples.
    np.sum((A - Y) ** 2) -> np.mean((A - Y) ** 2)
last-error-only: W and b are right. But only one error is left. E is noted in every round, and each round has a place of its own.
    errors = [] ->
    errors.append(0.5 * np.sum((A - Y) ** 2)) -> errors = [0.5 * np.sum((A - Y) ** 2)]
hard-coded-iterations: The number of steps is written into the code. It is an argument, and may be another number.
    range(iterations) -> range(10)
hard-coded-rate: The learning rate 0.1 is written into the code. It is an argument, and may be another number.
    W, b = W - 0.1 * dZ @ X.T, b - 0.1 * np.sum(dZ, axis=1, keepdims=True)
one-step-too-few: There is one step too few. range(n) already gives n rounds, from 0 to n − 1.
    range(iterations) -> range(1, iterations)
one-step-too-many: There is one step too many. range(n) already gives n rounds, from 0 to n − 1.
    range(iterations) -> range(iterations + 1)
""")


@train.mistake("returned-in-the-loop", "`return` stands inside of the loop, so the function ends after the first step.")
def _(X, Y, W, b, learning_rate, iterations):
    errors = []
    for _ in range(iterations):
        A = forward(X, W, b)
        errors.append(0.5 * np.sum((A - Y) ** 2))
        dZ = (A - Y) * A * (1 - A)
        W, b = W - learning_rate * dZ @ X.T, b - learning_rate * np.sum(dZ, axis=1, keepdims=True)
        return {"W": W, "b": b, "errors": np.array(errors)}


@train.mistake(
    "forward-once",
    "The way forward stands before the loop, so every step uses the slopes of the start. A changes when W and b do.",
)
def _(X, Y, W, b, learning_rate, iterations):
    errors = []
    A = forward(X, W, b)
    dZ = (A - Y) * A * (1 - A)
    for _ in range(iterations):
        errors.append(0.5 * np.sum((A - Y) ** 2))
        W, b = W - learning_rate * dZ @ X.T, b - learning_rate * np.sum(dZ, axis=1, keepdims=True)
    return {"W": W, "b": b, "errors": np.array(errors)}


train.slips("""
activation-omitted: The slope of the activation is missing in dZ. With the squared error it does not cancel.
    dZ = A - Y
slope-at-a: The slope of σ is taken at A instead of at Z. The errors still fall, but the steps are not the right ones.
    dZ = (A - Y) * sigmoid_slope(A)
mean: The gradients are divided by the number of examples. E is a sum, so its gradients are sums.
    dZ = (A - Y) * A * (1 - A) / X.shape[1]
half-kept: A ½ is left in dZ. It cancels against the 2 of the square.
    dZ = 0.5 * (A - Y) * A * (1 - A)
bias-forgotten: b never moves. It learns as the weights do.
    dZ = ... ->
    W, b = ... -> W = W - learning_rate * ((A - Y) * A * (1 - A)) @ X.T
bias-not-summed: The slope for b is not added up over the examples, so b gets an entry for each of them.
    np.sum(dZ, axis=1, keepdims=True) -> dZ
bias-mean: The slope for b is a mean and the one for W a sum. Both belong to the same E, so both are sums.
    np.sum(dZ, axis=1, keepdims=True) -> np.mean(dZ, axis=1, keepdims=True)
step-only: Each round keeps the step alone and forgets where it started. A step is added to the place where W and b are.
    W, b = -learning_rate * dZ @ X.T, -learning_rate * np.sum(dZ, axis=1, keepdims=True)
start-ignored: The start is overwritten by zeros. Train from the W and b that were given.
    errors = []; W, b = np.zeros_like(W), np.zeros_like(b)
in-place: The numbers are right, but `-=` overwrites the W and b that were given: a second training would not start where the first did.
    W, b = ... -> W -= learning_rate * dZ @ X.T; b -= learning_rate * np.sum(dZ, axis=1, keepdims=True)
""")
