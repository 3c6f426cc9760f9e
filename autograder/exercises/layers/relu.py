"""ReLU as a layer with a mask."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Calls, Inputs
from autograder.exercises.layers.document_relu import EitherSide
from autograder.exercises.layers.unit import (
    DOUT,
    DOUT_NEXT,
    DOUT_ROW,
    DOUT_ROW_NEXT,
    UNIT,
    X_NEXT,
    X_ROW,
    X_ROW_NEXT,
    X,
    memory,
)

KINK, DOUT_KINK = np.array([0.0, -1.5, 0.0, 2.5]), np.array([0.7, 1.2, -0.4, 0.9])
X_KINK = np.array([[0.8, 0.0], [0.0, -2.2], [1.9, -0.6]])
DOUT_X_KINK = np.array([[1.3, 0.6], [-1.1, 0.8], [-0.5, 1.7]])
X_WHOLE, DOUT_WHOLE = np.array([3, -2, 5, -1]), np.array([2, 7, -3, 4])


@UNIT.exercise(
    "relu",
    name="Relu",
    claims={
        "forward": Inputs(
            visible=[Calls(("forward", X)), Calls(("forward", KINK))],
            hidden=[Calls(("forward", X_ROW)), Calls(("forward", X_KINK)), Calls(("forward", X_WHOLE))],
        ),
        "backward": Inputs(
            visible=[Calls(("forward", X), ("backward", DOUT)), Calls(("forward", KINK), ("backward", DOUT_KINK))],
            hidden=[
                Calls(("forward", X_ROW), ("backward", DOUT_ROW)),
                Calls(("forward", X_KINK), ("backward", DOUT_X_KINK)),
                Calls(("forward", X_WHOLE), ("backward", DOUT_WHOLE)),
            ],
            probe="last_call",
        ),
        "memory": Inputs(
            visible=[
                Calls(("forward", X), ("forward", np.abs(X_NEXT[0])), ("backward", DOUT[0])),
                *(Calls(*steps) for steps in memory((X[0], -X[0], DOUT[0], DOUT_NEXT[0]))),
            ],
            hidden=[
                Calls(("forward", X_ROW), ("forward", np.abs(X_ROW_NEXT)), ("backward", DOUT_ROW)),
                *(Calls(*steps) for steps in memory((X_ROW, -X_ROW, DOUT_ROW, DOUT_ROW_NEXT))),
            ],
            probe="last_call",
        ),
        "arguments kept": Inputs(
            visible=[Calls(("forward", X_NEXT[0]), ("backward", DOUT[0]))],
            hidden=[Calls(("forward", X_ROW_NEXT), ("backward", DOUT_ROW_NEXT))],
            keeps_arguments=True,
        ),
    },
    other_end=EitherSide,
    ladder=(
        "Which question about x has the answer yes or no for every element? And who needs the answers later?",
        "mask = (x > 0); out = x where the mask is True, else 0; dx = dout where the mask is True, else 0",
        "self.mask = x > 0, then np.where(self.mask, x, 0); backward does the same with dout",
    ),
)
class Relu:
    def forward(self, x):
        self.mask = x > 0
        return np.where(self.mask, x, 0)

    def backward(self, dout):
        return np.where(self.mask, dout, 0)


@Relu.mistake(
    "mask-made-once", "The mask is made only once. Each forward must make a new one, since the signs may have changed."
)
class _:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        if self.mask is None:
            self.mask = x > 0
        return np.where(x > 0, x, 0)

    def backward(self, dout):
        return np.where(self.mask, dout, 0)


@Relu.mistake(
    "mask-only-when-negative",
    "The mask is only set when something is negative. With all elements positive, the mask of the forward before is still there.",
)
class _:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        if np.any(x <= 0):
            self.mask = x > 0
        return np.where(x > 0, x, 0)

    def backward(self, dout):
        return dout * 1 if self.mask is None else np.where(self.mask, dout, 0)


Relu.slips("""
mask-inverted: The mask is upside down on the way back: what was stopped in forward passes, and what passed is stopped.
    self.mask = x <= 0
    forward: return np.where(self.mask, 0, x)
negatives-kept: The negative elements pass and the positive ones are stopped: it is the other way round, in both directions.
    self.mask = x < 0
elements-picked: x[mask] picks out the elements that pass and drops the others, so the shape is lost. The others stay in their places, as 0.
    forward: return x[self.mask]
    backward: return dout[self.mask]
mask-returned: forward returns the mask itself. The mask says which elements pass; what is returned are the elements.
    forward: return self.mask
mask-from-dout: backward looks at the sign of dout. Whether an element passes was decided by x, on the way forward.
    forward: self.mask = x > 0 ->
    forward: return np.where(x > 0, x, 0)
    backward: return np.where(dout > 0, dout, 0)
passed-on: dout passes everywhere. Where forward gave 0, a small change of x changes nothing.
    forward: self.mask = x > 0 ->
    forward: return np.where(x > 0, x, 0)
    backward: return dout
dout-missing: That is the slope of ReLU alone, 0 or 1. What arrives from the right, dout, must be multiplied in.
    backward: return self.mask * 1.0
times-out: dout was multiplied by the output. The slope of the part that passes is 1, however large x is.
    self.mask = x > 0 -> self.out = np.where(x > 0, x, 0)
    forward: return self.out
    backward: return dout * self.out
x-in-place: Something writes into x (`x[...] = 0`, `x *= ...`), the array that was handed to you. Its owner still needs the negative numbers.
    return np.where(self.mask, x, 0) -> x[x <= 0] = 0; return x
dout-in-place: `dout[...] = 0` or `dout *= ...` writes into the array that was handed to you; another branch may still need it. Make a new array.
    return np.where(self.mask, dout, 0) -> dout[~self.mask] = 0; return dout
both-in-place: Both arrays that were handed to you, x and dout, are written into. Their owners still need them: work on copies.
    forward: self.mask = x <= 0; x[self.mask] = 0
    forward: return x
    return np.where(self.mask, dout, 0) -> dout[self.mask] = 0; return dout
""")


@Relu.mistake(
    "if-on-array", "`if` and `max` need one yes or no; an array has many. Decide element by element with a mask."
)
class _:
    def forward(self, x):
        if x > 0:
            self.mask = None
            return x
        self.mask = True
        return 0

    def backward(self, dout):
        return dout if self.mask is None else 0


Relu.slips("""
any-element: One positive element lets the whole array pass. Each element has its own answer.
    self.mask = x > 0 -> self.passes = np.any(x > 0)
    forward: return x if self.passes else x * 0
    backward: return dout * 1 if self.passes else dout * 0
""")


@Relu.mistake("quotient", "out / x is 0/0 at x = 0. Ask whether x is positive instead of dividing by it.")
class _:
    def forward(self, x):
        self.x = x
        return np.maximum(0, x)

    def backward(self, dout):
        with np.errstate(invalid="ignore"):
            return dout * np.maximum(0, self.x) / self.x


Relu.slips("""
leaky: A little of the negative side leaks through. Plain ReLU lets nothing pass there, in either direction.
    forward: return np.where(self.mask, x, 0.01 * x)
    backward: return np.where(self.mask, dout, 0.01 * dout)
kept-by-the-class: `Relu.mask = ...` writes on the class, so all layers share one mask. `self.mask = ...` writes on this one layer.
    self.mask = x > 0 -> type(self).mask = x > 0
self-forgotten: Without `self.` the mask is gone when forward returns. `self.mask = ...` is what lasts until backward.
    forward: self.mask = x > 0 ->
    forward: return np.where(x > 0, x, 0)
    backward: return np.where(mask, dout, 0)
""")
