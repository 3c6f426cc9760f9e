"""One step of gradient descent."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.perceptron.unit import FRACTIONS, LONG, SECRET_FRACTIONS, SMALL, UNIT, WIDE, Task


def _step(task: Task, learning_rate: float) -> tuple:
    """W, b, their gradients from a real way back, and a learning rate."""
    return task.W, task.b, task.dZ @ task.X.T, np.sum(task.dZ, axis=1, keepdims=True), learning_rate


@UNIT.exercise(
    "update",
    claims={
        "values": Inputs(
            visible=[_step(SMALL, 0.5), _step(FRACTIONS, 0.3)],
            hidden=[_step(WIDE, 0.7), _step(LONG, 0.05), _step(SECRET_FRACTIONS, 2.0)],
        ),
        "arguments kept": Inputs(visible=[_step(SMALL, 0.2)], hidden=[_step(LONG, 1.5)], keeps_arguments=True),
    },
    ladder=(
        "A gradient points to where E grows. Which way do you want to go, and how far?",
        "W − η ∂E/∂W and b − η ∂E/∂b, with the learning rate η",
        "W - learning_rate * dW, and the same for b; no -= on what was given",
    ),
)
def update(W, b, dW, db, learning_rate):
    return {"W": W - learning_rate * dW, "b": b - learning_rate * db}


update.slips("""
plus: The step goes uphill: the gradient points to where E grows.
    return {"W": W + learning_rate * dW, "b": b + learning_rate * db}
rate-forgotten: The learning rate is not used: the step is as long as the gradient.
    return {"W": W - dW, "b": b - db}
hard-coded-rate: 0.1 is written into the code. The learning rate is an argument, and may be another number.
    return {"W": W - 0.1 * dW, "b": b - 0.1 * db}
divided-by-rate: It is divided by the learning rate. A larger rate should make a longer step.
    return {"W": W - dW / learning_rate, "b": b - db / learning_rate}
bias-not-updated: b stays as it was. It learns as the weights do.
    b - learning_rate * db -> b
weights-not-updated: W stays as it was. Only b has learned something.
    W - learning_rate * dW -> W
step-only: That is the step alone. It has to be taken from the place where W and b are now.
    return {"W": -learning_rate * dW, "b": -learning_rate * db}
exchanged-difference: The difference is turned round: the step minus the old value. Start from the old value.
    return {"W": learning_rate * dW - W, "b": learning_rate * db - b}
rate-times-all: The learning rate multiplies the old value too. Only the step is scaled by it: look at the parentheses.
    return {"W": learning_rate * (W - dW), "b": learning_rate * (b - db)}
shrunk-weights: The old value is multiplied where the gradient should be, so the gradient has no say.
    return {"W": W - learning_rate * W, "b": b - learning_rate * b}
bias-takes-weights-slope: b is moved by dW. It has a gradient of its own.
    db -> dW
bias-plus: W goes downhill, but b goes uphill. The same rule holds for both.
    b - learning_rate * db -> b + learning_rate * db
in-place: The numbers are right, but `-=` overwrites the arrays that were given. Whoever called you may still need the old ones: make new arrays.
    ... -> W -= learning_rate * dW; b -= learning_rate * db; return {"W": W, "b": b}
""")
