"""What the notebook gives to students in read-only cells; a test compares the two texts."""

from __future__ import annotations

import numpy as np


def sigmoid(z):
    """Sigmoid of every element. z: array of any shape. Returns an array of the same shape."""
    return 1 / (1 + np.exp(-z))


def forward(X, parameters):
    """The network of unit 3. X: (n_x, m). Returns {"Z1", "A1": (n_h, m), "Z2", "A2": (n_y, m)}."""
    Z1 = parameters["W1"] @ X + parameters["b1"]
    A1 = np.tanh(Z1)
    Z2 = parameters["W2"] @ A1 + parameters["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}


def compute_cost(A2, Y):
    """Average cost J of unit 3. A2, Y: (n_y, m). Returns a number."""
    losses = -Y * np.log(A2) - (1 - Y) * np.log(1 - A2)
    return np.sum(losses) / Y.shape[1]


def backward(X, Y, parameters, cache):
    """The gradients of J. Returns {"dW1", "db1", "dW2", "db2"}, each with the shape of its parameter."""
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dZ1 = parameters["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    return {
        "dW1": dZ1 @ X.T / m,
        "db1": np.sum(dZ1, axis=1, keepdims=True) / m,
        "dW2": dZ2 @ cache["A1"].T / m,
        "db2": np.sum(dZ2, axis=1, keepdims=True) / m,
    }


def start_parameters(n_x, n_h, n_y, seed):
    """Random weights, biases 0. Returns {"W1", "b1", "W2", "b2"}."""
    rng = np.random.default_rng(seed)
    return {
        "W1": rng.normal(size=(n_h, n_x)) / np.sqrt(n_x),
        "b1": np.zeros((n_h, 1)),
        "W2": rng.normal(size=(n_y, n_h)) / np.sqrt(n_h),
        "b2": np.zeros((n_y, 1)),
    }
