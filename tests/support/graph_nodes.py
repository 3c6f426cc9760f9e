"""The nodes and graphs of units 2 and 5, as a student writes them, for tests that need some to step through."""

import numpy as np

from helpers.explorers import GraphExplorer


class Mul:
    """p times q."""

    def forward(self, p, q):
        self.p, self.q = p, q
        return p * q

    def backward(self, dout):
        return dout * self.q, dout * self.p


class Add:
    """p plus q."""

    def forward(self, p, q):
        return p + q

    def backward(self, dout):
        return dout, dout


class Exp:
    """e to the power of x."""

    def forward(self, x):
        self.out = np.exp(x)
        return self.out

    def backward(self, dout):
        return dout * self.out


class Reciprocal:
    """1 / x."""

    def forward(self, x):
        self.y = 1 / x
        return self.y

    def backward(self, dout):
        return -dout * self.y**2


class Relu:
    """Lets pass what is above 0."""

    def forward(self, x):
        self.mask = x > 0
        return np.where(self.mask, x, 0)

    def backward(self, dout):
        return np.where(self.mask, dout, 0)


class Affine:
    """W X + b, which keeps its parameters' gradients."""

    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = ..., ...

    def forward(self, X):
        self.X = X
        return self.W @ X + self.b

    def backward(self, dout):
        self.dW = dout @ self.X.T
        self.db = np.sum(dout, axis=1, keepdims=True)
        return self.W.T @ dout


def sigmoid(z):
    """σ of every element."""
    return 1 / (1 + np.exp(-z))


def loss(a, y):
    """The logistic loss."""
    return -y * np.log(a) - (1 - y) * np.log(1 - a)


AFFINE = (lambda W, a, b: W @ a + b), (lambda dout, W, a, b: (dout @ a.T, W.T @ dout, dout))
SIGMOID = sigmoid, lambda dout, z: dout * sigmoid(z) * (1 - sigmoid(z))
TANH = np.tanh, lambda dout, z: dout * (1 - np.tanh(z) ** 2)
LOSS = (lambda a, y: np.sum(loss(a, y))), (lambda dout, a, y: (dout * (-y / a + (1 - y) / (1 - a)), None))


def unit(**more):
    """An explorer of w x + b."""
    return GraphExplorer({"x": 3.0, "w": 0.5, "b": -1.0}, [("wx", Mul(), "x", "w"), ("z", Add(), "wx", "b")], **more)


def sigmoid_nodes(last=Reciprocal, **more):
    """An explorer of the sigmoid from four nodes; `last` stands where 1 / x belongs."""
    nodes = [("u", Mul, "x", -1.0), ("e", Exp, "u"), ("s", Add, "e", 1.0), ("y", last, "s")]
    return GraphExplorer({"x": 0.5}, nodes, **more)


def two_layers():
    """Inputs and nodes of a network of two layers with two outputs, and its loss."""
    rng = np.random.default_rng(3)
    inputs = {
        "W1": rng.normal(size=(4, 3)),
        "x": rng.normal(size=(3, 1)),
        "b1": rng.normal(size=(4, 1)),
        "W2": rng.normal(size=(2, 4)),
        "b2": rng.normal(size=(2, 1)),
        "y": np.array([[1], [0]]),
    }
    first = AFFINE[0], lambda dout, W, x, b: (dout @ x.T, None, dout)
    nodes = [
        ("z1", first, "W1", "x", "b1"),
        ("a1", TANH, "z1"),
        ("z2", AFFINE, "W2", "a1", "b2"),
        ("a2", SIGMOID, "z2"),
        ("L", LOSS, "a2", "y"),
    ]
    return inputs, nodes
