"""Meet the grader: the slope as height over width of the small triangle."""

from __future__ import annotations

from autograder.exercises.activations.unit import UNIT
from autograder.exercises.definition import Inputs


@UNIT.exercise(
    "triangle_slope",
    claims={
        "values": Inputs(
            visible=[(0.5, 2.0), (-3.0, 4.0), (7.0, 2.0)], hidden=[(1.75, 0.5), (-0.02, 0.01), (5.0, 8.0), (3.0, 1.5)]
        )
    },
    ladder=(
        "A hill rises 1 metre over a distance of 4 metres. How steep is it, as one number? Is it steeper if it rises 2?",
        "slope = height / width",
        "return the first argument divided by the second",
    ),
)
def triangle_slope(height, width):
    return height / width


triangle_slope.slips("""
inverted: Height and width are exchanged: a steeper hill should give a larger number.
    return width / height
product: Height times width is an area. A slope compares the two sides: how much up for each step along?
    return height * width
area: That is the triangle's area. The slope is about the ratio of its sides, not about its size.
    return height * width / 2
difference: The difference of the sides changes when you measure in centimetres; a slope must not.
    return height - width
hypotenuse: That is the length of the long side. The slope is how steeply that side rises.
    return height / width -> import math; return math.sqrt(height ** 2 + width ** 2)
floor-division: `//` cuts the quotient to a whole number. Slopes between the whole numbers are slopes too.
    return height // width
sign-lost: The sign got lost: a function that falls has a negative slope.
    return abs(height / width)
angle: That is the angle of the slope (arc tangent), not the slope itself.
    return height / width -> import math; return math.atan2(height, width)
""")
