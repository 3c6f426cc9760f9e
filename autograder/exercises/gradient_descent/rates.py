"""What a rate does, and the numbers of document 004's table."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.gradient_descent.unit import UNIT


@UNIT.exercise(
    "classify_rate",
    claims={
        "arrives": Inputs(
            visible=[(0.1, 2.0), (0.5, 2.0), (0.8, 2.0), (0.3, 3.0), (0.5, 3.0)],
            hidden=[(0.05, 4.0), (0.25, 4.0), (0.4, 4.0), (0.125, 8.0), (0.2, 3.0), (0.9, 1.5), (1.5, 0.5)],
        ),
        "never arrives": Inputs(
            visible=[(1.0, 2.0), (1.05, 2.0), (0.8, 3.0)],
            hidden=[(0.5, 4.0), (0.6, 4.0), (4.0, 0.5), (0.25, 8.0), (0.9, 3.0)],
        ),
    },
    ladder=(
        "Each step multiplies the distance from the lowest point by the same factor. What does a negative factor do? One below −1?",
        "factor = 1 − ν·c: 0 lands, 0 to 1 creeps, −1 to 0 swings, −1 alternates, below −1 diverges",
        "if factor == 0, elif factor > 0, elif factor > -1, elif factor == -1, else",
    ),
)
def classify_rate(rate, curvature):
    factor = 1 - rate * curvature
    if factor == 0:
        return "lands"
    if factor > 0:
        return "creeps"
    if factor > -1:
        return "swings"
    if factor == -1:
        return "alternates"
    return "diverges"


classify_rate.slips("""
hard-coded-curvature: 1 − 2ν holds for curvature 2 only. The curvature is an argument.
    factor = 1 - 2 * rate
curvature-missing: The factor lacks the curvature: a steeper valley needs a smaller rate.
    factor = 1 - rate
factor-negated: The factor has the wrong sign: with a tiny rate nearly the whole distance is left, so it is close to +1.
    factor = rate * curvature - 1
one-missing: The factor lacks the 1: of the whole distance a part is taken off.
    factor = -rate * curvature
plus: 1 + ν·c is above 1 for every rate: that is walking uphill.
    factor = 1 + rate * curvature
    factor > 0 -> 0 < factor < 1
    factor > -1 -> -1 < factor < 0
""")


@classify_rate.mistake(
    "sign-lost", "The factor's sign is lost. A negative one throws the point to the other side at every step."
)
def _(rate, curvature):
    factor = abs(1 - rate * curvature)
    if factor == 0:
        return "lands"
    if factor < 1:
        return "creeps"
    if factor == 1:
        return "alternates"
    return "diverges"


@classify_rate.mistake(
    "creeps-and-swings-exchanged", "Creeping and swinging are exchanged. A positive factor keeps the point on its side."
)
def _(rate, curvature):
    factor = 1 - rate * curvature
    if factor == 0:
        return "lands"
    if factor > 0:
        return "swings"
    if factor > -1:
        return "creeps"
    if factor == -1:
        return "alternates"
    return "diverges"


classify_rate.slips("""
every-overshoot-diverges: Not every walk that overshoots is lost: with a factor between −1 and 0 each swing is smaller than the last.
    if factor > -1:
        return "swings" ->
alternating-forgotten: With a factor of exactly −1 the distance neither grows nor shrinks. That case has a word of its own.
    if factor == -1:
        return "alternates" ->
""")


@classify_rate.mistake(
    "landing-forgotten",
    "With a factor of exactly 0 nothing is left of the distance after one step. That case has a word of its own.",
)
def _(rate, curvature):
    factor = 1 - rate * curvature
    if factor >= 0:
        return "creeps"
    if factor > -1:
        return "swings"
    if factor == -1:
        return "alternates"
    return "diverges"


classify_rate.slips("""
factor-halved: The factor is computed with half of the curvature. The slope grows by the whole of c for each unit of x.
    factor = 1 - rate * curvature / 2
""")


#: No number lies so close to a cut that the last bit of x · 10^decimals could decide.
POSITIVE = np.array([5.0726, 4.4579, 3.9663, 2.8057, 2.0048])
MIXED = np.array([[-1.2749, 3.6181], [0.0093, -7.5068]])


@UNIT.exercise(
    "truncate",
    claims={
        "positive numbers": Inputs(
            visible=[(POSITIVE, 2), (POSITIVE, 1)],
            hidden=[
                (np.array([[6.1287, 0.5559], [12.3471, 9.9968]]), 3),
                (np.array([1.6493, 8.0779, 3.2568]), 1),
                (np.array([25.87, 104.36, 3.98]), 0),
            ],
        ),
        "negative numbers": Inputs(
            visible=[(MIXED, 2)],
            hidden=[(np.array([-3.4679, -0.0827, 5.9193, -12.6654]), 1), (-POSITIVE[:4].reshape(2, 2), 3)],
        ),
    },
    ladder=(
        "Which NumPy function cuts everything after the point, whatever the next digit is? How do you bring the digits to keep in front of the point?",
        "multiply by 10^decimals, cut, divide by 10^decimals",
        "np.trunc of x times 10**decimals, then divided by 10**decimals",
    ),
)
def truncate(x, decimals):
    return np.trunc(x * 10**decimals) / 10**decimals


truncate.slips("""
rounded: That rounds: a digit that is cut off still lifts the one before it. Truncating only cuts.
    return np.round(x, decimals)
floor: np.floor goes down, which for a negative number is away from 0. Cutting digits off goes towards 0.
    return np.floor(x * 10 ** decimals) / 10 ** decimals
ceil: np.ceil goes up to the next number. Cutting digits off never makes a positive number larger.
    return np.ceil(x * 10 ** decimals) / 10 ** decimals
not-scaled-back: The digits are right, but the point is not back in its place.
    return np.trunc(x * 10 ** decimals)
not-scaled-up: All digits after the point are cut. Those to keep must stand in front of the point first.
    x * 10 ** decimals -> x
decimals-ignored: All digits after the point are cut. `decimals` of them should stay.
    return np.trunc(x)
hard-coded-two: Two decimals are written into the code. Their number is an argument.
    return np.trunc(x * 100) / 100
ten-times: 10 times decimals is not 10 to the power of decimals.
    return np.trunc(x * 10 * max(decimals, 1)) / (10 * max(decimals, 1))
caret-for-power: In Python `^` is not a power (it is exclusive-or). A power is written `**`.
    return np.trunc(x * (10 ^ decimals)) / (10 ^ decimals)
half-added: Adding a half before the cut is a way to round. Truncating only cuts.
    x * 10 ** decimals -> x * 10 ** decimals + 0.5
python-int: int() takes one number; x is an array. NumPy cuts every element with np.trunc.
    return int(x * 10 ** decimals) / 10 ** decimals
sign-lost: The sign is gone: negative numbers come out positive.
    x * 10 ** decimals -> np.abs(x) * 10 ** decimals
""")
