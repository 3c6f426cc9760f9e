"""Mistakes of the network: which layer is asked when, and with what."""

from __future__ import annotations

from autograder.exercises.layers.affine import Affine
from autograder.exercises.layers.network import Network
from autograder.exercises.layers.relu import Relu
from autograder.exercises.layers.sigmoid import Sigmoid


@Network.mistake("sigmoid-skipped", "The last layer was left out on the way back. With the squared cost, A − Y arrives at the *output* of the sigmoid; it must still go back through it.")
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
        dout = (self.A - Y) / Y.shape[1]
        for layer in reversed(self.layers[:-1]):
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("forward-order", "On the way back the layers were asked in the order of the way forward. The last layer comes first.")
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
        dout = (self.A - Y) / Y.shape[1]
        for layer in self.layers:
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("layers-turned-round", "`self.layers.reverse()` turns the network itself round, so the next forward runs from the back. Go through the list in reverse and leave it as it is.")
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
        dout = (self.A - Y) / Y.shape[1]
        self.layers.reverse()
        for layer in self.layers:
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("not-chained", "Every layer was given the same dout. A layer gets what the layer after it has returned.")
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
        dout = (self.A - Y) / Y.shape[1]
        for layer in reversed(self.layers):
            dx = layer.backward(dout)
        return dx

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("only-affine-asked", "Only the Affine layers were asked on the way back. ReLU and Sigmoid have slopes too.")
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
        dout = (self.A - Y) / Y.shape[1]
        for layer in reversed(self.affine):
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("input-to-every-layer", "Every layer was given X. A layer gets what the layer before it has returned.")
class _:
    def __init__(self, parameters):
        depth = len(parameters) // 2
        self.affine = [Affine(parameters[f"W{k}"], parameters[f"b{k}"]) for k in range(1, depth + 1)]
        self.layers = []
        for affine in self.affine:
            self.layers += [affine, Relu()]
        self.layers[-1] = Sigmoid()

    def forward(self, X):
        for layer in self.layers:
            A = layer.forward(X)
        self.A = A
        return A

    def backward(self, Y):
        dout = (self.A - Y) / Y.shape[1]
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}


@Network.mistake("first-output-kept", "The network remembers the output of its first forward only.")
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
        if not hasattr(self, "A"):
            self.A = A
        return A

    def backward(self, Y):
        dout = (self.A - Y) / Y.shape[1]
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}
