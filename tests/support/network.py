"""The two-layer network of units 3 and 6, as a student writes it, for tests that need one to train."""

import numpy as np


def sigmoid(z):
    """σ of every element."""
    return 1 / (1 + np.exp(-z))


def forward(X, parameters):
    """{"A1": (n_h, m), "A2": (1, m)} of a tanh layer and a sigmoid output."""
    A1 = np.tanh(parameters["W1"] @ X + parameters["b1"])
    return {"A1": A1, "A2": sigmoid(parameters["W2"] @ A1 + parameters["b2"])}


def compute_cost(A2, Y):
    """The logistic loss, averaged."""
    return np.sum(-Y * np.log(A2) - (1 - Y) * np.log(1 - A2)) / Y.shape[1]


def backward(X, Y, parameters, cache):
    """The gradients of the cost."""
    m, dZ2 = X.shape[1], cache["A2"] - Y
    dZ1 = parameters["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    return {
        "dW1": dZ1 @ X.T / m,
        "db1": dZ1.sum(1, keepdims=True) / m,
        "dW2": dZ2 @ cache["A1"].T / m,
        "db2": dZ2.sum(1, keepdims=True) / m,
    }


def train(X, Y, parameters, learning_rate, iterations):
    """Gradient descent: the new parameters, and the cost before each step."""
    costs = []
    for _ in range(iterations):
        cache = forward(X, parameters)
        costs.append(compute_cost(cache["A2"], Y))
        gradients = backward(X, Y, parameters, cache)
        parameters = {name: value - learning_rate * gradients["d" + name] for name, value in parameters.items()}
    return parameters, np.array(costs)


def start(n_h=8, seed=1):
    """Random weights for points of the plane."""
    rng = np.random.default_rng(seed)
    return {
        "W1": rng.normal(size=(n_h, 2)) / np.sqrt(2),
        "b1": np.zeros((n_h, 1)),
        "W2": rng.normal(size=(1, n_h)) / np.sqrt(n_h),
        "b2": np.zeros((1, 1)),
    }
