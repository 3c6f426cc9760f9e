"""The nodes with one input: exp and `/`, which turns x into 1/x."""

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
    memory,
)


def claims():
    """Claims of a node that turns x into one output."""
    return {
        "forward": Inputs(
            visible=[Calls(("forward", -0.5)), Calls(("forward", X))],
            hidden=[Calls(("forward", 1.6)), Calls(("forward", X_ROW)), Calls(("forward", X_CUBE))],
        ),
        "backward": Inputs(
            visible=[Calls(("forward", -0.5), ("backward", 2.0)), Calls(("forward", X), ("backward", DOUT))],
            hidden=[
                Calls(("forward", 1.6), ("backward", -0.3)),
                Calls(("forward", X_ROW), ("backward", DOUT_ROW)),
                Calls(("forward", X_CUBE), ("backward", DOUT_CUBE)),
            ],
            probe="last_call",
            keeps_arguments=True,
        ),
        "memory": Inputs(
            visible=[Calls(*steps) for steps in memory((X[0], X_NEXT[0], DOUT[0], DOUT_NEXT[0]))],
            hidden=[Calls(*steps) for steps in memory((X_ROW, X_ROW_NEXT, DOUT_ROW, DOUT_ROW_NEXT))],
            probe="last_call",
        ),
    }


@UNIT.exercise(
    "exp",
    name="Exp",
    claims=claims(),
    ladder=(
        "What is the slope of eˣ? Which number that forward has already computed is it?",
        "out = eˣ, and ∂out/∂x = eˣ = out; multiplied by dout",
        "forward keeps its output as self.out; backward returns dout times it",
    ),
)
class Exp:
    def forward(self, x):
        self.out = np.exp(x)
        return self.out

    def backward(self, dout):
        return dout * self.out


Exp.slips("""
passed-on: dout was passed on unchanged, as if the slope of eˣ were 1. It is 1 only at x = 0.
    self.out = np.exp(x); return self.out -> return np.exp(x)
    backward: return dout
dout-missing: That is the slope of eˣ alone. What arrives from the right, dout, must be multiplied in.
    backward: return self.out
times-x: dout was multiplied by the input x. The slope of eˣ is something else; keep what you need for it.
    self.out = np.exp(x) -> self.x = x
    forward: return np.exp(x)
    backward: return dout * self.x
exp-of-out: The exponential was taken twice. The remembered output is eˣ already.
    backward: return dout * np.exp(self.out)
power-rule: The rule n·xⁿ⁻¹ is for powers with a fixed exponent. Here x is in the exponent.
    self.out = np.exp(x) -> self.x = x
    forward: return np.exp(x)
    backward: return dout * self.x * np.exp(self.x - 1)
exp-of-dout: The slope was taken at dout. It belongs to the point where forward was, x.
    self.out = np.exp(x); return self.out -> return np.exp(x)
    backward: return dout * np.exp(dout)
divided: The way back does not undo the exponential. It multiplies by the slope.
    backward: return dout / self.out
minus-too-early: The sign changed. The minus of the sigmoid has a node of its own; exp alone grows with x.
    self.out = np.exp(-x)
    backward: return -dout * self.out
e-rounded: e was typed in by hand with too few digits. NumPy knows it in full.
    self.out = 2.718 ** x
math-exp: The functions of Python's `math` take one number only. NumPy's work on whole arrays.
    self.out = np.exp(x) -> import math; self.out = math.exp(x)
""")


@Exp.mistake(
    "first-output-kept",
    "The node remembers the output of its first forward only. Each forward replaces what the one before has left.",
)
class _:
    def __init__(self):
        self.out = None

    def forward(self, x):
        if self.out is None:
            self.out = np.exp(x)
        return np.exp(x)

    def backward(self, dout):
        return dout * self.out


Exp.slips("""
kept-by-the-class: `Exp.out = ...` writes on the class, so all nodes share one memory. `self.out = ...` writes on this one node.
    self.out = np.exp(x) -> type(self).out = np.exp(x)
memory-overwritten: backward overwrites what the node remembers, so a second backward starts from the wrong number. Use a new name.
    return dout * self.out -> self.out = self.out * dout; return self.out
dout-in-place: `dout *= ...` writes into the array that was handed to you; another branch may still need it. Make a new array.
    return dout * self.out -> dout *= self.out; return dout
""")


@UNIT.exercise(
    "reciprocal",
    name="Reciprocal",
    claims=claims(),
    ladder=(
        "If x grows, does 1/x grow or shrink? So which sign has its slope, for positive and for negative x?",
        "y = 1/x, and ∂y/∂x = −1/x² = −y²; multiplied by dout",
        "forward keeps its output y; backward returns minus dout times y squared (** 2)",
    ),
)
class Reciprocal:
    def forward(self, x):
        self.out = 1 / x
        return self.out

    def backward(self, dout):
        return -dout * self.out**2


Reciprocal.slips("""
sign-missing: The minus is missing: when x grows, 1/x falls.
    backward: return dout * self.out ** 2
square-missing: The square is missing. Measure at x = 2: from 1/2 to 1/2.01 the fall is about a quarter of 0.01, not a half.
    backward: return -dout * self.out
x-squared: dout was multiplied by x² where it should be divided by it. Far out 1/x is flat, so its slope is small there.
    self.out = 1 / x -> self.x = x
    forward: return 1 / x
    backward: return -dout * self.x ** 2
dout-missing: That is the slope of 1/x alone. What arrives from the right, dout, must be multiplied in.
    backward: return -self.out ** 2 + 0 * dout
square-outside: dout was squared too. Only the output is.
    backward: return -(dout * self.out) ** 2
integral: A logarithm is the area under 1/x. Asked for is its slope.
    self.out = 1 / x -> self.x = x
    forward: return 1 / x
    backward: return dout * np.log(np.abs(self.x))
doubled: A factor 2 stands there. It belongs to the slope of x², or of 1/x²; here the square comes from the rule itself.
    backward: return -2 * dout * self.out ** 2
passed-on: dout was passed on unchanged, as if the slope of 1/x were 1.
    self.out = 1 / x; return self.out -> return 1 / x
    backward: return dout
reciprocal-of-dout: The slope was taken at dout. It belongs to the point where forward was, x.
    self.out = 1 / x; return self.out -> return 1 / x
    backward: return -1 / dout ** 2
negative: The reciprocal of x is not its negative: 1/2, not −2.
    self.out = 1 / x; return self.out -> return -x
    backward: return -dout
floor-division: `//` cuts the quotient to a whole number.
    self.out = 1 // x
""")


@Reciprocal.mistake(
    "first-output-kept",
    "The node remembers the output of its first forward only. Each forward replaces what the one before has left.",
)
class _:
    def __init__(self):
        self.out = None

    def forward(self, x):
        if self.out is None:
            self.out = 1 / x
        return 1 / x

    def backward(self, dout):
        return -dout * self.out**2


Reciprocal.slips("""
kept-by-the-class: `Reciprocal.out = ...` writes on the class, so all nodes share one memory. `self.out = ...` writes on this one node.
    self.out = 1 / x -> type(self).out = 1 / x
""")
