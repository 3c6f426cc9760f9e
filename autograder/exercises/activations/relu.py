"""ReLU and its slope."""

from __future__ import annotations

import numpy as np

from autograder.exercises.activations.unit import UNIT, Z_CUBE, Z_INTEGERS, Z_MATRIX, Z_ROW, Z
from autograder.exercises.definition import Inputs

KINK = np.array([0.0, -1.0, 0.0, 2.0])


@UNIT.exercise(
    "relu",
    claims={
        "values": Inputs(visible=[(Z,), (KINK,)], hidden=[(Z_ROW,), (Z_MATRIX,), (Z_CUBE,), (Z_INTEGERS,)]),
        "argument kept": Inputs(visible=[(Z[0],)], hidden=[(Z_MATRIX,)], keeps_arguments=True),
    },
    ladder=(
        "What happens to a positive number, and what to a negative one? Can one NumPy function do both for a whole array?",
        "ReLU(z) = max(0, z), for every element of z",
        "np.maximum compares element by element (np.max looks for the one largest element)",
    ),
)
def relu(z):
    return np.maximum(0, z)


relu.slips("""
minimum: That keeps the negative numbers and drops the positive ones: it is the other way round.
    return np.minimum(0, z)
absolute-value: Negative numbers became positive. ReLU sets them to 0.
    return np.abs(z)
in-place: Something writes into the array that you were given (`a *= ...`, `a[...] = ...`, `out=a`), and its old values are still needed. Make a new array.
    return np.maximum(0, z) -> z[z < 0] = 0; return z
builtin-max: `if`, `max`, `and` and `a < b < c` each need one yes or no; an array has many. Choose element by element with NumPy.
    return max(0, z)
np-max: np.max looks for the largest element along an axis. Its relative np.maximum compares element by element.
    return np.max(0, z)
slope-instead: That is the slope of ReLU (0 or 1). Positive numbers pass unchanged.
    return (z > 0) * 1.0
leaky-instead: Negative numbers leak through. Plain ReLU gives 0 there.
    return np.maximum(0.01 * z, z)
filtered: The negative elements are gone. They must become 0 and stay in their places, so that the shape is kept.
    return z[z > 0]
clipped-at-one: Values above 1 were cut off. ReLU has no upper limit.
    return np.clip(z, 0, 1)
""")


def _slope_one_at_kink(z):
    return np.where(z >= 0, 1.0, 0.0)


@UNIT.exercise(
    "relu_slope",
    claims={
        "values": Inputs(visible=[(Z,)], hidden=[(Z_ROW,), (Z_MATRIX,), (Z_CUBE,), (Z_INTEGERS,)]),
        "at the kink": Inputs(visible=[(KINK,)], hidden=[(np.array([[0.0, 3.0], [-4.0, 0.0], [0.0, 0.5]]),)]),
        "argument kept": Inputs(visible=[(Z[0],)], hidden=[(Z_MATRIX,)], keeps_arguments=True),
    },
    other_end=_slope_one_at_kink,
    ladder=(
        "The graph of ReLU has two straight pieces. What is the slope of each?",
        "ReLU′(z) = 1 where z > 0, and 0 where z < 0 (at z = 0 either may be returned)",
        "np.where(condition, value where true, value where false)",
    ),
)
def relu_slope(z):
    return np.where(z > 0, 1.0, 0.0)


relu_slope.slips("""
activation-instead: That is ReLU itself. On its right half the slope is the same number everywhere.
    return np.maximum(0, z)
exchanged: The two sides are exchanged: ReLU is flat on the left and rises on the right.
    return np.where(z < 0, 1.0, 0.0)
sign-function: np.sign gives −1 on the left. ReLU is flat there.
    return np.sign(z)
always-one: The slope is not 1 everywhere: on the left ReLU is flat.
    return np.ones_like(z)
leaky-instead: 0.01 on the left belongs to Leaky ReLU. Plain ReLU is flat there.
    return np.where(z > 0, 1.0, 0.01)
""")


@relu_slope.mistake(
    "if-on-array",
    "`if`, `max`, `and` and `a < b < c` each need one yes or no; an array has many. Choose element by element with NumPy.",
)
def _(z):
    if z > 0:
        return 1.0
    return 0.0


@relu_slope.mistake("divided-by-z", "ReLU(z) / z is 0/0 at z = 0. Compare z with 0 instead of dividing by it.")
def _(z):
    with np.errstate(invalid="ignore"):
        return np.maximum(0, z) / z


relu_slope.slips("""
in-place: Something writes into the array that you were given (`a *= ...`, `a[...] = ...`, `out=a`), and its old values are still needed. Make a new array.
    return np.where(z > 0, 1.0, 0.0) -> z[z > 0] = 1; z[z < 0] = 0; return z
kink-at-one: The kink of ReLU is at z = 0, not at z = 1.
    return np.where(z > 1, 1.0, 0.0)
""")
