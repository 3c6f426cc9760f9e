"""Mistakes of the network: what is sent back, and how it is averaged."""

from __future__ import annotations

import numpy as np

from autograder.exercises.layers.affine import Affine
from autograder.exercises.layers.network import Network
from autograder.exercises.layers.relu import Relu
from autograder.exercises.layers.sigmoid import Sigmoid


@Network.mistake("average-missing", "The division by m is missing at the start. The cost is an average over the examples.")
class _:
    def __init__(self, parameters):
        depth = len(parameters) // 2
        self.affine = [Affine(parameters[f"W{k}"], parameters[f"b{k}"]) for k in range(1, depth + 1)]
        self.layers = []
        for affine in self.affine:
            self.layers += [affine, Relu()]
        self.layers[-1] = Sigmoid()

    def forward(self, X):
        A = X
        for layer in self.layers:
            A = layer.forward(A)
        self.A = A
        return A

    def backward(self, Y):
        dout = self.A - Y
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("sign", "The start has the wrong sign. If A is above Y, a larger A makes the cost larger.")
class _:
    def __init__(self, parameters):
        depth = len(parameters) // 2
        self.affine = [Affine(parameters[f"W{k}"], parameters[f"b{k}"]) for k in range(1, depth + 1)]
        self.layers = []
        for affine in self.affine:
            self.layers += [affine, Relu()]
        self.layers[-1] = Sigmoid()

    def forward(self, X):
        A = X
        for layer in self.layers:
            A = layer.forward(A)
        self.A = A
        return A

    def backward(self, Y):
        dout = (Y - self.A) / Y.shape[1]
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("divided-by-outputs", "The start was divided by the number of rows. Examples are columns.")
class _:
    def __init__(self, parameters):
        depth = len(parameters) // 2
        self.affine = [Affine(parameters[f"W{k}"], parameters[f"b{k}"]) for k in range(1, depth + 1)]
        self.layers = []
        for affine in self.affine:
            self.layers += [affine, Relu()]
        self.layers[-1] = Sigmoid()

    def forward(self, X):
        A = X
        for layer in self.layers:
            A = layer.forward(A)
        self.A = A
        return A

    def backward(self, Y):
        dout = (self.A - Y) / Y.shape[0]
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("divided-by-elements", "The start was divided by the number of all elements. The cost averages over the m examples only.")
class _:
    def __init__(self, parameters):
        depth = len(parameters) // 2
        self.affine = [Affine(parameters[f"W{k}"], parameters[f"b{k}"]) for k in range(1, depth + 1)]
        self.layers = []
        for affine in self.affine:
            self.layers += [affine, Relu()]
        self.layers[-1] = Sigmoid()

    def forward(self, X):
        A = X
        for layer in self.layers:
            A = layer.forward(A)
        self.A = A
        return A

    def backward(self, Y):
        dout = (self.A - Y) / Y.size
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("divided-by-four", "The number of examples was typed in by hand. Read it from the shape of Y.")
class _:
    def __init__(self, parameters):
        depth = len(parameters) // 2
        self.affine = [Affine(parameters[f"W{k}"], parameters[f"b{k}"]) for k in range(1, depth + 1)]
        self.layers = []
        for affine in self.affine:
            self.layers += [affine, Relu()]
        self.layers[-1] = Sigmoid()

    def forward(self, X):
        A = X
        for layer in self.layers:
            A = layer.forward(A)
        self.A = A
        return A

    def backward(self, Y):
        dout = (self.A - Y) / 4
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("two-kept", "A factor 2 is left at the start. The ½ in the cost cancels it.")
class _:
    def __init__(self, parameters):
        depth = len(parameters) // 2
        self.affine = [Affine(parameters[f"W{k}"], parameters[f"b{k}"]) for k in range(1, depth + 1)]
        self.layers = []
        for affine in self.affine:
            self.layers += [affine, Relu()]
        self.layers[-1] = Sigmoid()

    def forward(self, X):
        A = X
        for layer in self.layers:
            A = layer.forward(A)
        self.A = A
        return A

    def backward(self, Y):
        dout = 2 * (self.A - Y) / Y.shape[1]
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("starts-with-a", "The network's output itself was sent back. What goes back is the slope of the cost, and that compares A with Y.")
class _:
    def __init__(self, parameters):
        depth = len(parameters) // 2
        self.affine = [Affine(parameters[f"W{k}"], parameters[f"b{k}"]) for k in range(1, depth + 1)]
        self.layers = []
        for affine in self.affine:
            self.layers += [affine, Relu()]
        self.layers[-1] = Sigmoid()

    def forward(self, X):
        A = X
        for layer in self.layers:
            A = layer.forward(A)
        self.A = A
        return A

    def backward(self, Y):
        dout = self.A / Y.shape[1]
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("starts-with-ones", "Ones were sent back. What goes back is the slope of the cost, and that compares A with Y.")
class _:
    def __init__(self, parameters):
        depth = len(parameters) // 2
        self.affine = [Affine(parameters[f"W{k}"], parameters[f"b{k}"]) for k in range(1, depth + 1)]
        self.layers = []
        for affine in self.affine:
            self.layers += [affine, Relu()]
        self.layers[-1] = Sigmoid()

    def forward(self, X):
        A = X
        for layer in self.layers:
            A = layer.forward(A)
        self.A = A
        return A

    def backward(self, Y):
        dout = np.ones(Y.shape) / Y.shape[1]
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("sigmoid-twice", "The slope of the sigmoid was put into the start, and then the Sigmoid layer put it in again.")
class _:
    def __init__(self, parameters):
        depth = len(parameters) // 2
        self.affine = [Affine(parameters[f"W{k}"], parameters[f"b{k}"]) for k in range(1, depth + 1)]
        self.layers = []
        for affine in self.affine:
            self.layers += [affine, Relu()]
        self.layers[-1] = Sigmoid()

    def forward(self, X):
        A = X
        for layer in self.layers:
            A = layer.forward(A)
        self.A = A
        return A

    def backward(self, Y):
        dout = (self.A - Y) * self.A * (1 - self.A) / Y.shape[1]
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}
