"""Leaky ReLU and its slope; the leak is an argument, 0.01 in document 000."""

from __future__ import annotations

import numpy as np

from autograder.exercises.activations.unit import UNIT, Z_CUBE, Z_INTEGERS, Z_MATRIX, Z_ROW, Z
from autograder.exercises.definition import Inputs

WHOLE = np.array([-4, 3, -1, 2])


@UNIT.exercise(
    "leaky_relu",
    claims={
        "values": Inputs(
            visible=[(Z, 0.01), (Z[0],)], hidden=[(Z_ROW, 0.01), (Z_MATRIX, 0.01), (Z_CUBE, 0.01), (Z_ROW,)]
        ),
        "any leak": Inputs(visible=[(Z, 0.2)], hidden=[(Z_MATRIX, 0.15), (Z_ROW, 0.3)], keeps_arguments=True),
        "whole numbers": Inputs(visible=[(WHOLE, 0.1)], hidden=[(Z_INTEGERS, 0.25)]),
    },
    ladder=(
        "Plain ReLU sends negative numbers to 0. What small thing is let through here instead?",
        "leaky ReLU(z) = max(leak · z, z), for every element of z",
        "np.maximum of two arrays: the leak times z, and z",
    ),
)
def leaky_relu(z, leak=0.01):
    return np.maximum(leak * z, z)


leaky_relu.slips("""
hard-coded-leak: 0.01 is written into the code. The leak is an argument, and may be another number.
    return np.maximum(0.01 * z, z)
""")


@leaky_relu.mistake(
    "default-changed", "Where the call names no leak, another number than 0.01 is used. Look at the `def` line."
)
def _(z, leak=0.1):
    return np.maximum(leak * z, z)


leaky_relu.slips("""
leak-forgotten: Negative numbers become 0: that is plain ReLU. A little of them should leak through.
    return np.maximum(0, z)
leak-not-times-z: On the left stands the leak alone. It is a slope there, so it has to be multiplied by z.
    return np.where(z > 0, z, leak)
sign: On the left the sign is wrong: leak · z is negative where z is.
    return np.where(z > 0, z, -leak * z)
exchanged: The two sides are exchanged: large positive numbers should pass unchanged.
    return np.where(z > 0, leak * z, z)
leak-added: The leak was added to z. It is a factor, not a shift.
    return np.maximum(leak + z, z)
in-place: Something writes into the array that you were given (`a *= ...`, `a[...] = ...`, `out=a`), and its old values are still needed. Make a new array.
    return np.maximum(leak * z, z) -> z[z < 0] *= leak; return z
builtin-max: `if`, `max`, `and` and `a < b < c` each need one yes or no; an array has many. Choose element by element with NumPy.
    return max(leak * z, z)
integer-result: np.zeros_like(z) makes whole numbers when z holds whole numbers; the small values are cut to 0. Ask for floats.
    ... -> result = np.zeros_like(z); result[z > 0] = z[z > 0]; result[z <= 0] = leak * z[z <= 0]; return result
""")


def _slope_one_at_kink(z, leak=0.01):
    return np.where(z >= 0, 1.0, leak)


@UNIT.exercise(
    "leaky_relu_slope",
    claims={
        "values": Inputs(
            visible=[(Z, 0.01), (np.array([2.0, 0.0, -1.0]), 0.01), (Z[1],)],
            hidden=[(Z_ROW, 0.01), (Z_MATRIX, 0.01), (np.array([0.0, -1.0, 2.0]), 0.01), (Z_CUBE,)],
        ),
        "any leak": Inputs(visible=[(Z, 0.2)], hidden=[(Z_MATRIX, 0.15), (Z_CUBE, 0.3)], keeps_arguments=True),
        "whole numbers": Inputs(visible=[(WHOLE, 0.1)], hidden=[(Z_INTEGERS, 0.25)]),
    },
    other_end=_slope_one_at_kink,
    ladder=(
        "The graph has two straight pieces. What is the slope of each? Does either slope depend on how far out z is?",
        "g′(z) = 1 where z > 0, and leak where z < 0 (at z = 0 either may be returned)",
        "np.where(condition, value where true, value where false)",
    ),
)
def leaky_relu_slope(z, leak=0.01):
    return np.where(z > 0, 1.0, leak)


leaky_relu_slope.slips("""
hard-coded-leak: 0.01 is written into the code. The leak is an argument, and may be another number.
    return np.where(z > 0, 1.0, 0.01)
""")


@leaky_relu_slope.mistake(
    "default-changed", "Where the call names no leak, another number than 0.01 is used. Look at the `def` line."
)
def _(z, leak=0.1):
    return np.where(z > 0, 1.0, leak)


leaky_relu_slope.slips("""
leak-forgotten: On the left stands 0: that is plain ReLU. Here the left piece rises a little.
    return np.where(z > 0, 1.0, 0.0)
exchanged: The two sides are exchanged: the steep piece is on the right.
    return np.where(z > 0, leak, 1.0)
leak-times-z: leak · z is the height of the left piece. Its slope is the same everywhere, so no z is left in it.
    return np.where(z > 0, 1.0, leak * z)
activation-instead: That is Leaky ReLU itself. The slope is one number on each side.
    return np.maximum(leak * z, z)
sign: On the left the sign is wrong: the left piece rises too, only gently.
    return np.where(z > 0, 1.0, -leak)
z-not-differentiated: On the right stands z itself. How fast does z grow when z grows by one?
    return np.where(z > 0, z, leak)
integer-result: np.ones_like(z) makes whole numbers when z holds whole numbers; the leak is cut to 0. Ask for floats.
    return np.where(z > 0, 1.0, leak) -> slope = np.ones_like(z); slope[z < 0] = leak; return slope
""")


@leaky_relu_slope.mistake(
    "if-on-array",
    "`if`, `max`, `and` and `a < b < c` each need one yes or no; an array has many. Choose element by element with NumPy.",
)
def _(z, leak=0.01):
    if z > 0:
        return 1.0
    return leak
