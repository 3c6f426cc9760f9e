"""A network built from layers, and what its numerical gradient would cost."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

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
    return (
        made
        + [
            Calls(("forward", before), ("forward", X), ("backward", Y), ("gradients",), setup=(values,)),
            Calls(
                ("forward", shifted),
                ("backward", 1 - Y),
                ("forward", X),
                ("backward", Y),
                ("gradients",),
                setup=(values,),
            ),
        ]
        * twice
    )


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
SEVERAL_HIDDEN = [
    (parameters(2, 5, 3), numbers(2, 4), labels(3, 4)),
    (parameters(4, 3, 5, 2), numbers(4, 6), labels(2, 6)),
]


@UNIT.exercise(
    "network",
    name="Network",
    claims={
        "forward": Inputs(
            visible=[Calls(("forward", X), setup=(values,)) for values, X, _ in (*ONE, *SEVERAL)],
            hidden=[Calls(("forward", X), setup=(values,)) for values, X, _ in (*ONE_HIDDEN, *SEVERAL_HIDDEN)],
        ),
        "one affine layer": Inputs(
            visible=sequences(ONE, twice=True),
            hidden=sequences(ONE_HIDDEN, twice=True),
            probe="last_call",
            sizes={"m": 4, "n_y": 2},
        ),
        "several": Inputs(
            visible=sequences(SEVERAL, twice=False) + to_the_front(SEVERAL),
            hidden=sequences(SEVERAL_HIDDEN, twice=True) + to_the_front(SEVERAL_HIDDEN),
            probe="last_call",
            sizes={"m": 5, "n_y": 2},
            keeps_arguments=True,
        ),
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
        return {
            f"{name}{k}": value
            for k, affine in enumerate(self.affine, start=1)
            for name, value in affine.gradients().items()
        }


Network.slips("""
sigmoid-skipped: The last layer was left out on the way back. With the squared cost, A − Y arrives at the *output* of the sigmoid; it must still go back through it.
    reversed(self.layers) -> reversed(self.layers[:-1])
forward-order: On the way back the layers were asked in the order of the way forward. The last layer comes first.
    reversed(self.layers) -> self.layers
layers-turned-round: `self.layers.reverse()` turns the network itself round, so the next forward runs from the back. Go through the list in reverse and leave it as it is.
    dout = (self.A - Y) / Y.shape[1] -> dout = (self.A - Y) / Y.shape[1]; self.layers.reverse()
    reversed(self.layers) -> self.layers
not-chained: Every layer was given the same dout. A layer gets what the layer after it has returned.
    dout = layer.backward(dout) -> dx = layer.backward(dout)
    backward: return dx
only-affine-asked: Only the Affine layers were asked on the way back. ReLU and Sigmoid have slopes too.
    reversed(self.layers) -> reversed(self.affine)
input-to-every-layer: Every layer was given X. A layer gets what the layer before it has returned.
    forward: A = X ->
    forward: for layer in self.layers:
        A = layer.forward(X)
first-output-kept: The network remembers the output of its first forward only.
    self.A = A -> if not hasattr(self, "A"):
        self.A = A
average-missing: The division by m is missing at the start. The cost is an average over the examples.
    (self.A - Y) / Y.shape[1] -> self.A - Y
sign: The start has the wrong sign. If A is above Y, a larger A makes the cost larger.
    self.A - Y -> Y - self.A
divided-by-outputs: The start was divided by the number of rows. Examples are columns.
    Y.shape[1] -> Y.shape[0]
divided-by-elements: The start was divided by the number of all elements. The cost averages over the m examples only.
    Y.shape[1] -> Y.size
divided-by-four: The number of examples was typed in by hand. Read it from the shape of Y.
    Y.shape[1] -> 4
two-kept: A factor 2 is left at the start. The ½ in the cost cancels it.
    self.A - Y -> 2 * (self.A - Y)
starts-with-a: The network's output itself was sent back. What goes back is the slope of the cost, and that compares A with Y.
    self.A - Y -> self.A
starts-with-ones: Ones were sent back. What goes back is the slope of the cost, and that compares A with Y.
    self.A - Y -> np.ones(Y.shape)
sigmoid-twice: The slope of the sigmoid was put into the start, and then the Sigmoid layer put it in again.
    self.A - Y -> (self.A - Y) * self.A * (1 - self.A)
""")
