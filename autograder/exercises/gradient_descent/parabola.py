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


parabola_slope.slips("""
height-returned: That is the height y of the curve. The slope says how fast the height changes.
    return x ** 2 - 4 * x + 6
constant-kept: The 6 is still there. It lifts the whole curve and makes it no steeper.
    return 2 * x - 4 + 6
power-kept: The 2 came down in front of x², but the exponent stayed. It goes down by one.
    return 2 * x ** 2 - 4
x-kept: The term −4x is a straight line. Its slope is the same everywhere, so no x is left in it.
    return 2 * x - 4 * x
factor-missing: The exponent of x² went down by one, but it has to come down in front as a factor too.
    return x - 4
line-forgotten: That is the slope of x² alone. The straight line −4x has a slope too, the same everywhere.
    return 2 * x
sign: The sign of the last term is not the one it has in y.
    return 2 * x + 4
negated: Every slope has the wrong sign: right of the lowest point the curve rises.
    return 4 - 2 * x
differentiated-twice: That is the slope of the slope. Differentiate once only.
    return 2 + 0 * x
wide-triangle: That is the slope of a triangle of width 1, not of the tangent: it is off by 1 everywhere.
    return (x + 1) ** 2 - 4 * (x + 1) + 6 - (x ** 2 - 4 * x + 6)
height-over-x: Height divided by x is the slope of a line from the origin, not of the curve at x.
    return (x ** 2 - 4 * x + 6) / x
""")


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


exact_minimum.slips("""
sign: The place has the wrong sign: solve 2 a x + b = 0 for x once more.
    x = b / (2 * a)
factor-two-missing: The slope of a x² is 2 a x. The 2 is missing in the place.
    x = -b / a
parentheses-missing: `/ 2 * a` divides by 2 and then multiplies by a. The denominator 2a needs parentheses.
    x = -b / 2 * a
a-ignored: For a = 1 that is right, but a is an argument and may be another number.
    x = -b / 2
    return x, x ** 2 + b * x + c
hard-coded: x = 2, y = 2 is the lowest point of one parabola. The function is asked about others too.
    x = -b / (2 * a) ->
    return 2.0, 2.0
height-is-c: c is the height at x = 0. The height is wanted at the x that you found.
    x = -b / (2 * a) ->
    return -b / (2 * a), c
height-is-zero: At the lowest point the slope is 0. The height need not be.
    x = -b / (2 * a) ->
    return -b / (2 * a), 0.0
a-missing-in-height: The place is right. In the height the factor a of x² is missing.
    return x, x ** 2 + b * x + c
c-missing: The place is right. The height lacks the constant c.
    return x, a * x ** 2 + b * x
exchanged: The two results are exchanged: the place x comes first, then the height y.
    return a * x ** 2 + b * x + c, x
place-only: Only the place is returned. The height belongs to the answer too.
    x = -b / (2 * a) ->
    return -b / (2 * a)
""")
