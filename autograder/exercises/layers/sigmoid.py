"""The sigmoid as one layer that remembers its output."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Calls, Inputs
from autograder.exercises.layers.functions import claims
from autograder.exercises.layers.unit import UNIT

FAR, FAR_HIDDEN = np.array([10.0, -10.0, 1000.0, -1000.0]), np.array([[12.0, -1500.0], [900.0, -11.0], [-6.5, 2000.0]])
DOUT_FAR, DOUT_FAR_HIDDEN = np.array([1.0, 1.0, 0.5, -2.0]), np.array([[0.7, 1.3], [-0.4, 2.0], [1.1, 0.9]])


@UNIT.exercise(
    "sigmoid",
    name="Sigmoid",
    claims={
        **claims(),
        "far from 0": Inputs(
            visible=[Calls(("forward", FAR), ("backward", DOUT_FAR))],
            hidden=[Calls(("forward", FAR_HIDDEN), ("backward", DOUT_FAR_HIDDEN))],
        ),
    },
    ladder=(
        "Four nodes collapsed to one: which single number of the way forward is enough for the whole way back?",
        "y = 1 / (1 + e⁻ˣ), and dx = dout · y · (1 − y)",
        "forward keeps its output as self.out; backward returns dout * self.out * (1 - self.out)",
    ),
)
class Sigmoid:
    def forward(self, x):
        with np.errstate(over="ignore"):
            self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, dout):
        return dout * self.out * (1 - self.out)


Sigmoid.slips("""
y-only: The factor 1 − y is missing.
    forward: ... -> self.out = 1 / (1 + np.exp(-x)); return self.out
    backward: return dout * self.out
one-minus-y-only: The factor y is missing.
    forward: ... -> self.out = 1 / (1 + np.exp(-x)); return self.out
    dout * self.out -> dout
sigmoid-again: The sigmoid was applied once more, to the output. What forward has kept is y already.
    forward: ... -> self.out = 1 / (1 + np.exp(-x)); return self.out
    return dout * self.out * (1 - self.out) -> again = 1 / (1 + np.exp(-self.out)); return dout * again * (1 - again)
x-for-y: The rule y(1 − y) was used with the input x. It is about the output.
    forward: ... -> self.x = x; return 1 / (1 + np.exp(-x))
    backward: return dout * self.x * (1 - self.x)
slope-at-dout: The slope was taken at dout. It belongs to the point where forward was.
    forward: ... -> return 1 / (1 + np.exp(-x))
    return dout * self.out * (1 - self.out) -> y = 1 / (1 + np.exp(-dout)); return dout * y * (1 - y)
dout-missing: That is the slope of the sigmoid alone. What arrives from the right, dout, must be multiplied in.
    forward: ... -> self.out = 1 / (1 + np.exp(-x)); return self.out
    dout * self.out -> self.out
slope-of-tanh: 1 − y² is the slope of tanh. The sigmoid has another one.
    forward: ... -> self.out = 1 / (1 + np.exp(-x)); return self.out
    backward: return dout * (1 - self.out ** 2)
parentheses-missing: Parentheses are missing: `dout * 1 - y * y` is dout minus y². What belongs together must be enclosed.
    forward: ... -> self.out = 1 / (1 + np.exp(-x)); return self.out
    backward: return dout * 1 - self.out * self.out
minus-missing: The exponent lost its minus: this falls where the sigmoid should rise.
    forward: ... -> self.out = 1 / (1 + np.exp(x)); return self.out
one-divided-first: Parentheses are missing in forward: `1 / 1 + e` divides first and adds then.
    forward: ... -> self.out = 1 / 1 + np.exp(-x); return self.out
grows-over: eˣ / (1 + eˣ) is the sigmoid on paper, but for a large x it is infinity over infinity. Which form has no such trouble?
    forward: ... -> self.out = np.exp(x) / (1 + np.exp(x)); return self.out
quotient-on-the-way-back: e⁻ˣ / (1 + e⁻ˣ)² is the slope on paper, but at x = −1000 it is infinity over infinity. The output y never leaves the range from 0 to 1.
    forward: ... -> self.e = np.exp(-x); return 1 / (1 + self.e)
    backward: return dout * self.e / (1 + self.e) ** 2
""")


@Sigmoid.mistake(
    "first-output-kept",
    "The layer remembers the output of its first forward only. Each forward replaces what the one before has left.",
)
class _:
    def __init__(self):
        self.out = None

    def forward(self, x):
        if self.out is None:
            self.out = 1 / (1 + np.exp(-x))
        return 1 / (1 + np.exp(-x))

    def backward(self, dout):
        return dout * self.out * (1 - self.out)


Sigmoid.slips("""
kept-by-the-class: `Sigmoid.out = ...` writes on the class, so all layers share one memory. `self.out = ...` writes on this one layer.
    forward: ... -> type(self).out = 1 / (1 + np.exp(-x)); return self.out
memory-overwritten: backward overwrites what the layer remembers, so a second backward starts from the wrong number. Use a new name.
    forward: ... -> self.out = 1 / (1 + np.exp(-x)); return self.out
    return dout * self.out * (1 - self.out) -> self.out = dout * self.out * (1 - self.out); return self.out
dout-in-place: `dout *= ...` writes into the array that was handed to you; another branch may still need it. Make a new array.
    forward: ... -> self.out = 1 / (1 + np.exp(-x)); return self.out
    return dout * self.out * (1 - self.out) -> dout *= self.out * (1 - self.out); return dout
""")
