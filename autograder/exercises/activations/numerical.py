"""Slopes by measuring: a table of slopes, the central difference, and how far two slopes are apart."""

from __future__ import annotations

import numpy as np

from autograder.exercises.activations.unit import UNIT, Z_DOCUMENT
from autograder.exercises.definition import Inputs
from helpers.fixtures import NAMED_FUNCTIONS

SQUARE, CUBE, SIN, EXP, TANH, AFFINE = (
    NAMED_FUNCTIONS[name] for name in ("square", "cube", "sin", "exp", "tanh", "affine")
)
_rng = np.random.default_rng(20004)
POINTS = _rng.normal(size=5)


@UNIT.exercise(
    "slope_table",
    claims={
        "values": Inputs(
            visible=[([TANH, SQUARE], Z_DOCUMENT), ([CUBE, TANH, AFFINE, SIN], np.array([0.5, -1.2]))],
            hidden=[([SIN, CUBE, TANH], POINTS), ([AFFINE, SQUARE, SIN, TANH, CUBE], POINTS[:3])],
        )
    },
    ladder=(
        "What belongs into one row: all points of one function, or all functions at one point?",
        "table[i, j] = slopes[i](z[j]), so the table has the shape (number of functions, number of points)",
        "np.array of a list that has one entry a function: that function called with the whole of z",
    ),
)
def slope_table(slopes, z):
    return np.array([slope(z) for slope in slopes])


slope_table.slips("""
list-returned: The rows are right, but they are a list. np.array makes a table of them.
    return [slope(z) for slope in slopes]
transposed: Rows and columns are exchanged: one row belongs to one function.
    return np.array([slope(z) for slope in slopes]).T
""")


@slope_table.mistake(
    "returned-in-the-loop", "`return` stands inside the loop, so the function ends after the first row."
)
def _(slopes, z):
    for slope in slopes:
        return slope(z)


slope_table.slips("""
flattened: All numbers stand in one long row. The table needs a row for every function.
    return np.concatenate([slope(z) for slope in slopes])
applied-twice: Each function was applied to its own result. It is called once, with z.
    slope(z) -> slope(slope(z))
reversed: The rows come in the reverse order of the functions.
    return np.array([slope(z) for slope in slopes[::-1]])
first-function-everywhere: Every row holds the first function. The loop's variable is not used.
    return np.array([slopes[0](z) for _ in slopes])
summed: The rows were added up. They belong below each other.
    return sum((slope(z) for slope in slopes))
""")


@slope_table.mistake("last-row-only", "Only the last row is filled: the row index never moves.")
def _(slopes, z):
    table = np.zeros((len(slopes), len(z)))
    for slope in slopes:
        table[-1] = slope(z)
    return table


@UNIT.exercise(
    "numerical_slope",
    claims={
        "values": Inputs(
            visible=[(CUBE, np.array([[1.0, -2.0, 0.5]]), 0.1), (EXP, np.array([0.3, -0.7]), 0.2)],
            hidden=[(SIN, POINTS, 0.3), (CUBE, POINTS.reshape(5, 1), 0.25)],
        ),
        # The slope of x³ that is measured at 0 is h² and tells which step was used.
        "small steps": Inputs(
            visible=[(CUBE, np.array([2.0, 0.0]))],
            hidden=[
                (EXP, POINTS, 1e-4),
                (TANH, np.array([[0.4, -1.1], [2.0, 0.1]]), 1e-3),
                (CUBE, np.array([[0.0], [1.5]])),
            ],
        ),
        "argument kept": Inputs(
            visible=[(SQUARE, np.array([1.5, -0.5]), 0.25)], hidden=[(SIN, POINTS[:4], 0.125)], keeps_arguments=True
        ),
    },
    ladder=(
        "Draw the small triangle around z, not beside it. How far is its left corner from its right one?",
        "g′(z) ≈ (g(z + h) − g(z − h)) / (2h)",
        "call g twice, subtract the left value from the right one, divide by (2 * h), in parentheses",
    ),
)
def numerical_slope(g, z, h=1e-5):
    return (g(z + h) - g(z - h)) / (2 * h)


numerical_slope.slips("""
forward-difference: That triangle stands to the right of z only. Around z the error is far smaller (h² instead of h).
    return (g(z + h) - g(z)) / h
backward-difference: That triangle stands to the left of z only. Around z the error is far smaller (h² instead of h).
    return (g(z) - g(z - h)) / h
width-is-h: From z − h to z + h it is 2h, not h: your slope is twice too steep.
    return (g(z + h) - g(z - h)) / h
parentheses-missing: `/ 2 * h` divides by 2 and then multiplies by h. The width 2h needs parentheses.
    return (g(z + h) - g(z - h)) / 2 * h
left-minus-right: The left value minus the right one: the sign is reversed.
    return (g(z - h) - g(z + h)) / (2 * h)
added: The two values were added. The height of the triangle is their difference.
    return (g(z + h) + g(z - h)) / (2 * h)
not-divided: That is only the height of the triangle. The slope is height over width.
    return g(z + h) - g(z - h)
hard-coded-step: The step is written into the code. It is the argument h.
    return (g(z + 1e-05) - g(z - 1e-05)) / 2e-05
""")


@numerical_slope.mistake(
    "default-changed", "Where the call names no h, another number than 1e-5 is used. Look at the `def` line."
)
def _(g, z, h=1e-3):
    return (g(z + h) - g(z - h)) / (2 * h)


numerical_slope.slips("""
in-place: Something writes into the array that you were given (`z += h`, `z[...] = ...`, `out=z`), and its old values are still needed. Make a new array.
    return (g(z + h) - g(z - h)) / (2 * h) -> z += h; right = g(z); z -= 2 * h; return (right - g(z)) / (2 * h)
precedence: Only the second value is divided: the difference needs parentheses.
    return g(z + h) - g(z - h) / (2 * h)
""")


@UNIT.exercise(
    "slope_error",
    claims={
        "values": Inputs(
            visible=[
                (np.array([[0.2, -0.5], [0.0, 3.0]]), np.array([[0.21, -0.5], [0.0, 3.3]])),
                (np.array([-1.0, 2.0, 4.0]), np.array([1.0, 2.5, 4.0])),
                (np.array([1e-10]), np.array([3e-10])),
            ],
            hidden=[
                (POINTS, POINTS + np.array([0.1, -0.02, 0.0, 0.3, -0.4])),
                (np.array([[0.0, 1e-9]]), np.array([[0.0, 4e-9]])),
                (-POINTS, POINTS),
            ],
        )
    },
    ladder=(
        "An error of 0.01: is that much for a slope of 100? For a slope of 0.001? What should the difference be compared with?",
        "the largest element of |a − b| / max(|a| + |b|, 1e-8)",
        "np.abs(a - b), divided by np.maximum(np.abs(a) + np.abs(b), 1e-8), and np.max of that",
    ),
)
def slope_error(analytic, numeric):
    return np.max(np.abs(analytic - numeric) / np.maximum(np.abs(analytic) + np.abs(numeric), 1e-8))


slope_error.slips("""
absolute-error: The difference is not compared with anything: large slopes would always look bad, tiny ones always good.
    return np.max(np.abs(analytic - numeric))
sign-kept: Without |…| around the difference a slope that is too small gives a negative error, and the largest overlooks it.
    np.abs(analytic - numeric) -> analytic - numeric
mean-for-max: The mean hides one bad element among many good ones. The check wants the worst.
    np.max -> np.mean
not-reduced: That is an error for every element. The check wants one number: the largest.
    return np.abs(analytic - numeric) / np.maximum(np.abs(analytic) + np.abs(numeric), 1e-08)
one-side-only: The denominator looks at the first slope only. Neither of the two is known to be right, so both count.
    np.abs(analytic) + np.abs(numeric) -> np.abs(analytic)
""")


@slope_error.mistake("no-guard", "Where both slopes are 0 this is 0/0. The denominator needs its smallest value 1e-8.")
def _(analytic, numeric):
    with np.errstate(invalid="ignore"):
        return np.max(np.abs(analytic - numeric) / (np.abs(analytic) + np.abs(numeric)))


slope_error.slips("""
guard-added: 1e-8 was added to |a| + |b|. It should only take their place where they are smaller: the larger of the two.
    return np.max(np.abs(analytic - numeric) / (np.abs(analytic) + np.abs(numeric) + 1e-08))
ten-times-the-guard: The smallest denominator is ten times too large. In Python `10e-8` is 10 · 10⁻⁸; what is 10⁻⁸ itself?
    1e-08 -> 1e-07
""")


@slope_error.mistake(
    "minimum-for-maximum",
    "Of |a| + |b| and 1e-8 the smaller one was taken. The guard is to keep the denominator from being too small.",
)
def _(analytic, numeric):
    with np.errstate(invalid="ignore"):
        return np.max(np.abs(analytic - numeric) / np.minimum(np.abs(analytic) + np.abs(numeric), 1e-8))


slope_error.slips("""
guard-at-zero-only: Only a denominator of exactly 0 was replaced. Anything smaller than 1e-8 should be.
    ... -> size = np.abs(analytic) + np.abs(numeric);
        return np.max(np.abs(analytic - numeric) / np.where(size == 0, 1e-08, size))
min-for-max: That is the best element. The check wants the worst.
    np.max -> np.min
summed: The errors were added up, so longer arrays look worse. The check wants the largest.
    np.max -> np.sum
sum-inside: |a + b| can be 0 where the slopes have opposite signs. Take |a| and |b| first, then add.
    np.abs(analytic) + np.abs(numeric) -> np.abs(analytic + numeric)
""")
