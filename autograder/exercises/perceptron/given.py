"""What the notebook gives: the sigmoid and its slope from unit 1, and the way forward of the perceptron."""

import numpy as np


def sigmoid(z):
    """Sigmoid of every element. z: array of any shape. Returns an array of the same shape."""
    return 1 / (1 + np.exp(-z))


def sigmoid_slope(z):
    """Slope of the sigmoid at every z. z: array of any shape. Returns an array of the same shape."""
    return sigmoid(z) * (1 - sigmoid(z))


def forward(X, W, b):
    """The perceptron's answers. X: (n_x, m); W: (1, n_x); b: (1, 1). Returns A: (1, m)."""
    return sigmoid(W @ X + b)
