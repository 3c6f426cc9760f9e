"""The parabola of document 004: its slope, and its lowest point from a formula."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.gradient_descent.unit import UNIT


@UNIT.exercise(
    "parabola_slope",
    claims={
        "values": Inputs(
            visible=[(8.0,), (np.array([-4.0, 0.0, 2.0, 5.0]),)],
            hidden=[(6.8,), (np.array([[-1.5, 0.3], [3.25, 11.0], [2.0, -7.0]]),), (np.array([0.5, 1.75, 40.0]),)],
        )
    },
    ladder=(
        "Take the three terms x², −4x and 6 one by one. What is the slope of each? Which one is flat?",
        "dy/dx = 2x − 4",
        "two times x, minus four",
    ),
)
def parabola_slope(x):
    return 2 * x - 4


@parabola_slope.mistake("height-returned", "That is the height y of the curve. The slope says how fast the height changes.")
def _(x):
    return x**2 - 4 * x + 6


@parabola_slope.mistake("constant-kept", "The 6 is still there. It lifts the whole curve and makes it no steeper.")
def _(x):
    return 2 * x - 4 + 6


@parabola_slope.mistake("power-kept", "The 2 came down in front of x², but the exponent stayed. It goes down by one.")
def _(x):
    return 2 * x**2 - 4


@parabola_slope.mistake("x-kept", "The term −4x is a straight line. Its slope is the same everywhere, so no x is left in it.")
def _(x):
    return 2 * x - 4 * x


@parabola_slope.mistake("factor-missing", "The exponent of x² went down by one, but it has to come down in front as a factor too.")
def _(x):
    return x - 4


@parabola_slope.mistake("line-forgotten", "That is the slope of x² alone. The straight line −4x has a slope too, the same everywhere.")
def _(x):
    return 2 * x


@parabola_slope.mistake("sign", "The sign of the last term is not the one it has in y.")
def _(x):
    return 2 * x + 4


@parabola_slope.mistake("negated", "Every slope has the wrong sign: right of the lowest point the curve rises.")
def _(x):
    return 4 - 2 * x


@parabola_slope.mistake("differentiated-twice", "That is the slope of the slope. Differentiate once only.")
def _(x):
    return 2 + 0 * x


@parabola_slope.mistake("wide-triangle", "That is the slope of a triangle of width 1, not of the tangent: it is off by 1 everywhere.")
def _(x):
    return ((x + 1) ** 2 - 4 * (x + 1) + 6) - (x**2 - 4 * x + 6)


@parabola_slope.mistake("height-over-x", "Height divided by x is the slope of a line from the origin, not of the curve at x.")
def _(x):
    return (x**2 - 4 * x + 6) / x


@UNIT.exercise(
    "exact_minimum",
    claims={
        "values": Inputs(
            visible=[(1.0, -4.0, 6.0), (2.0, 3.0, -1.0)],
            hidden=[(0.5, -3.0, 4.25), (3.0, 1.2, 0.7), (1.5, 5.0, -2.0), (4.0, -0.6, 0.1)],
        )
    },
    ladder=(
        "At the lowest point the curve is flat. What is the slope of a x² + b x + c, and where is it 0?",
        "2 a x + b = 0, so x = −b / (2a); then y = a x² + b x + c at this x",
        "x is minus b, divided by (2 * a) in parentheses; put this x into the formula of y",
    ),
)
def exact_minimum(a, b, c):
    x = -b / (2 * a)
    return x, a * x**2 + b * x + c


@exact_minimum.mistake("sign", "The place has the wrong sign: solve 2 a x + b = 0 for x once more.")
def _(a, b, c):
    x = b / (2 * a)
    return x, a * x**2 + b * x + c


@exact_minimum.mistake("factor-two-missing", "The slope of a x² is 2 a x. The 2 is missing in the place.")
def _(a, b, c):
    x = -b / a
    return x, a * x**2 + b * x + c


@exact_minimum.mistake("parentheses-missing", "`/ 2 * a` divides by 2 and then multiplies by a. The denominator 2a needs parentheses.")
def _(a, b, c):
    x = -b / 2 * a
    return x, a * x**2 + b * x + c


@exact_minimum.mistake("a-ignored", "For a = 1 that is right, but a is an argument and may be another number.")
def _(a, b, c):
    x = -b / 2
    return x, x**2 + b * x + c


@exact_minimum.mistake("hard-coded", "x = 2, y = 2 is the lowest point of one parabola. The function is asked about others too.")
def _(a, b, c):
    return 2.0, 2.0


@exact_minimum.mistake("height-is-c", "c is the height at x = 0. The height is wanted at the x that you found.")
def _(a, b, c):
    return -b / (2 * a), c


@exact_minimum.mistake("height-is-zero", "At the lowest point the slope is 0. The height need not be.")
def _(a, b, c):
    return -b / (2 * a), 0.0


@exact_minimum.mistake("a-missing-in-height", "The place is right. In the height the factor a of x² is missing.")
def _(a, b, c):
    x = -b / (2 * a)
    return x, x**2 + b * x + c


@exact_minimum.mistake("c-missing", "The place is right. The height lacks the constant c.")
def _(a, b, c):
    x = -b / (2 * a)
    return x, a * x**2 + b * x


@exact_minimum.mistake("exchanged", "The two results are exchanged: the place x comes first, then the height y.")
def _(a, b, c):
    x = -b / (2 * a)
    return a * x**2 + b * x + c, x


@exact_minimum.mistake("place-only", "Only the place is returned. The height belongs to the answer too.")
def _(a, b, c):
    return -b / (2 * a)
