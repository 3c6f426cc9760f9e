"""Mistakes of the affine layer about what it remembers."""

from __future__ import annotations

import numpy as np

from autograder.exercises.layers.affine import Affine


@Affine.mistake("first-input-kept", "The layer remembers the X of its first forward only. Each forward replaces what the one before has left.")
class _:
    def __init__(self, W, b):
        self.W, self.b, self.X = W, b, None

    def forward(self, X):
        if self.X is None:
            self.X = X
        return self.W @ X + self.b

    def backward(self, dout):
        self.dW = dout @ self.X.T
        self.db = np.sum(dout, axis=1, keepdims=True)
        return self.W.T @ dout

    def gradients(self):
        return {"dW": self.dW, "db": self.db}


@Affine.mistake("kept-by-the-class", "`Affine.X = ...` writes on the class, so all layers share one memory. `self.X = ...` writes on this one layer.")
class _:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, X):
        type(self).X = X
        return self.W @ X + self.b

    def backward(self, dout):
        self.dW = dout @ self.X.T
        self.db = np.sum(dout, axis=1, keepdims=True)
        return self.W.T @ dout

    def gradients(self):
        return {"dW": self.dW, "db": self.db}


@Affine.mistake("added-up", "The gradients of every backward are added up. Here each backward starts afresh: it replaces dW and db.")
class _:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = np.zeros(W.shape), np.zeros(b.shape)

    def forward(self, X):
        self.X = X
        return self.W @ X + self.b

    def backward(self, dout):
        self.dW = self.dW + dout @ self.X.T
        self.db = self.db + np.sum(dout, axis=1, keepdims=True)
        return self.W.T @ dout

    def gradients(self):
        return {"dW": self.dW, "db": self.db}


@Affine.mistake("output-kept", "dW was made with the layer's output. It needs what the weights were multiplied with, the input X.")
class _:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, X):
        self.Z = self.W @ X + self.b
        return self.Z

    def backward(self, dout):
        self.dW = dout @ self.Z.T
        self.db = np.sum(dout, axis=1, keepdims=True)
        return self.W.T @ dout

    def gradients(self):
        return {"dW": self.dW, "db": self.db}


@Affine.mistake("step-taken", "backward changes W itself. Taking a step downhill is somebody else's job; backward only measures the slopes.")
class _:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, X):
        self.X = X
        return self.W @ X + self.b

    def backward(self, dout):
        self.dW = dout @ self.X.T
        self.db = np.sum(dout, axis=1, keepdims=True)
        self.W -= 0.1 * self.dW
        return self.W.T @ dout

    def gradients(self):
        return {"dW": self.dW, "db": self.db}
