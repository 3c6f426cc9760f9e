"""What the notebook gives to students in read-only cells; a test compares the two texts."""

from __future__ import annotations

import numpy as np


def sigmoid(z):
    """Sigmoid of every element. z: array of any shape. Returns an array of the same shape."""
    return 1 / (1 + np.exp(-z))


def backward_one(x, y, parameters):
    """The six equations for one example. x: (n_x, 1); y: (n_y, 1). Returns {"dW1", "db1", "dW2", "db2"}."""
    a1 = np.tanh(parameters["W1"] @ x + parameters["b1"])
    a2 = sigmoid(parameters["W2"] @ a1 + parameters["b2"])
    dz2 = a2 - y
    dz1 = parameters["W2"].T @ dz2 * (1 - a1**2)
    return {"dW1": dz1 @ x.T, "db1": dz1, "dW2": dz2 @ a1.T, "db2": dz2}
