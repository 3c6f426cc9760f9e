"""A network built from layers, and what its numerical gradient would cost."""

from __future__ import annotations

from itertools import pairwise

from autograder.exercises.definition import Calls, Inputs
from autograder.exercises.layers.affine import Affine
from autograder.exercises.layers.relu import Relu
from autograder.exercises.layers.sigmoid import Sigmoid
from autograder.exercises.layers.unit import UNIT, numbers


def parameters(*sizes):
    """Parameters of a network: numbers of units from the input to the output, e.g. (3, 4, 2)."""
    layers = list(pairwise(sizes))
    weights = {f"W{k}": numbers(n_out, n_in, low=0.1, high=1.1) for k, (n_in, n_out) in enumerate(layers, start=1)}
    return weights | {f"b{k}": numbers(n_out, 1, low=0.1, high=0.6) for k, (_, n_out) in enumerate(layers, start=1)}


def sequences(cases, *, twice):
    """``forward, backward, gradients`` on each case; with `twice`, also after other examples."""
    made = [Calls(("forward", X), ("backward", Y), ("gradients",), setup=(parameters,)) for parameters, X, Y in cases]
    values, X, Y = cases[0]
    before = numbers(len(X), X.shape[1] + 1)
    shifted = numbers(*X.shape)
    return made + [
        Calls(("forward", before), ("forward", X), ("backward", Y), ("gradients",), setup=(values,)),
        Calls(("forward", shifted), ("backward", 1 - Y), ("forward", X), ("backward", Y), ("gradients",), setup=(values,)),
    ] * twice


def to_the_front(cases):
    """``forward, backward``, whose result is the gradient of X."""
    return [Calls(("forward", X), ("backward", Y), setup=(parameters,)) for parameters, X, Y in cases]


def labels(*shape):
    """Target values: 0s and 1s, in no pattern that a sum could hide."""
    return (numbers(*shape) > 0) * 1.0


#: (parameters, X, Y): one Affine layer; several with ReLU between them. Sizes differ between visible and hidden.
ONE = [(parameters(3, 2), numbers(3, 4), labels(2, 4))]
ONE_HIDDEN = [(parameters(2, 3), numbers(2, 5), labels(3, 5)), (parameters(4, 2), numbers(4, 3), labels(2, 3))]
SEVERAL = [(parameters(3, 4, 2), numbers(3, 5), labels(2, 5))]
SEVERAL_HIDDEN = [(parameters(2, 5, 3), numbers(2, 4), labels(3, 4)), (parameters(4, 3, 5, 2), numbers(4, 6), labels(2, 6))]


@UNIT.exercise(
    "network",
    name="Network",
    claims={
        "forward": Inputs(
            visible=[Calls(("forward", X), setup=(values,)) for values, X, _ in (*ONE, *SEVERAL)],
            hidden=[Calls(("forward", X), setup=(values,)) for values, X, _ in (*ONE_HIDDEN, *SEVERAL_HIDDEN)],
        ),
        "one affine layer": Inputs(visible=sequences(ONE, twice=True), hidden=sequences(ONE_HIDDEN, twice=True),
                                   probe="last_call", sizes={"m": 4, "n_y": 2}),
        "several": Inputs(visible=sequences(SEVERAL, twice=False) + to_the_front(SEVERAL),
                          hidden=sequences(SEVERAL_HIDDEN, twice=True) + to_the_front(SEVERAL_HIDDEN),
                          probe="last_call", sizes={"m": 5, "n_y": 2}, keeps_arguments=True),
    },
    ladder=(
        "On the way forward each layer eats what the one before gave. Who feeds whom on the way back, and what starts it?",
        "start: dout = (A − Y) / m, where m is the number of columns; then the layers' backward, from the last to the first",
        "for layer in reversed(self.layers): dout = layer.backward(dout)",
    ),
)
class Network:
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
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {f"{name}{k}": value for k, affine in enumerate(self.affine, start=1)
                for name, value in affine.gradients().items()}
