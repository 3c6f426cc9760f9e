"""Find the bug: a layer in which x goes two ways, and one of the two gradients is lost."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Calls, Inputs
from autograder.exercises.layers.unit import (
    DOUT,
    DOUT_CUBE,
    DOUT_NEXT,
    DOUT_ROW,
    DOUT_ROW_NEXT,
    UNIT,
    X_CUBE,
    X_NEXT,
    X_ROW,
    X_ROW_NEXT,
    X,
)


@UNIT.exercise(
    "swish",
    name="Swish",
    claims={
        "backward": Inputs(
            visible=[
                Calls(("forward", X), ("backward", DOUT)),
                Calls(("forward", X), ("forward", X_NEXT), ("backward", DOUT_NEXT)),
            ],
            hidden=[
                Calls(("forward", 1.7), ("backward", -0.6)),
                Calls(("forward", X_CUBE), ("backward", DOUT_CUBE)),
                Calls(("forward", X_ROW), ("backward", DOUT_ROW), ("forward", X_ROW_NEXT), ("backward", DOUT_ROW_NEXT)),
            ],
            keeps_arguments=True,
        )
    },
    ladder=(
        "On the way forward x goes two ways: straight into × and through σ. How many gradients come back to x? How many are returned?",
        "dx = dout · s + dout · x · s(1 − s): one part for each way",
        "the last line of backward gives dx a new value and so loses the first part; add to it",
    ),
)
class Swish:
    def forward(self, x):
        self.x = x
        self.s = 1 / (1 + np.exp(-x))
        return x * self.s

    def backward(self, dout):
        dx = dout * self.s
        ds = dout * self.x
        dx = dx + ds * self.s * (1 - self.s)
        return dx


Swish.slips("""
bug-still-there: The planted bug is still there. Follow the two ways that x takes forward, and look for both on the way back.
    dx + ds * self.s * (1 - self.s) -> ds * self.s * (1 - self.s)
other-way-lost: Now the other of the two ways is lost: what comes back through σ. x gets a gradient from each.
    backward: ... -> return dout * self.s
multiplied: The two gradients were multiplied. One after the other, slopes multiply; side by side, they do something else.
    backward: ... -> return dout * self.s * (dout * self.x * self.s * (1 - self.s))
averaged: The two gradients were averaged. Each way passes on its own share in full.
    backward: ... -> return (dout * self.s + dout * self.x * self.s * (1 - self.s)) / 2
subtracted: One of the two gradients was taken away from the other. Is there a minus on either way forward?
    backward: ... -> return dout * self.s - dout * self.x * self.s * (1 - self.s)
ds-added: ds itself was added. It is the gradient at the output of σ and has still to come back through σ.
    backward: ... -> return dout * self.s + dout * self.x
dx-through-sigmoid: The part that came straight through × was sent through σ as well. Only ds goes that way.
    backward: ... -> return (dout * self.s + dout * self.x) * self.s * (1 - self.s)
dout-used-twice: dout was multiplied in a second time on the way through σ. It is in ds already.
    dx = dout * self.s ->
    dx = dx + ds * self.s * (1 - self.s); return dx -> return dout * self.s + ds * dout * self.s * (1 - self.s)
inputs-of-times-exchanged: At the × node the wrong inputs were exchanged: that line was right. dout for one input is multiplied by the other.
    backward: ... -> return dout * self.x + dout * self.s * self.s * (1 - self.s)
slope-of-tanh: 1 − s² is the slope of tanh. The line with s(1 − s) was right in that respect.
    backward: ... -> return dout * self.s + dout * self.x * (1 - self.s ** 2)
""")
