"""Where the parameters start, and how to see whether the hidden units are still copies of each other."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Calls, Inputs
from autograder.exercises.vectorized.unit import UNIT

_rng = np.random.default_rng(30021)


# Many inputs and hidden units, so that weights drawn with a usual variance (1/n, 2/n) keep below 1 as well.
@UNIT.exercise(
    "initialize",
    claims={
        "shapes and biases": Inputs(
            visible=[Calls(("", 60, 80, 8, 3))],
            hidden=[Calls(("", 90, 75, 5, 11)), Calls(("", 64, 120, 2, 12))],
            probe="starting_parameters",
        ),
        "seeds": Inputs(
            visible=[Calls(("", 100, 70, 10, 1), ("", 100, 70, 10, 2), ("", 100, 70, 10, 1))],
            hidden=[Calls(("", 128, 66, 3, 21), ("", 128, 66, 3, 22), ("", 128, 66, 3, 22), ("", 128, 66, 3, 21))],
            probe="starting_parameters",
        ),
    },
    ladder=(
        "Which of the four must differ from unit to unit, and which may be the same for all?",
        "W1 (n_h, n_x) and W2 (n_y, n_h): random numbers times a small factor such as 0.1; b1 (n_h, 1) and b2 (n_y, 1): zeros",
        "rng = np.random.default_rng(seed); W1 is 0.1 * rng.standard_normal((n_h, n_x)), and b1 is np.zeros((n_h, 1))",
    ),
)
def initialize(n_x, n_h, n_y, seed):
    rng = np.random.default_rng(seed)
    return {
        "W1": 0.1 * rng.standard_normal((n_h, n_x)), "b1": np.zeros((n_h, 1)),
        "W2": 0.1 * rng.standard_normal((n_y, n_h)), "b2": np.zeros((n_y, 1)),
    }  # fmt: skip


initialize.slips("""
zeros: All weights are zero. Then all hidden units start as copies of each other, and stay copies.
    rng = np.random.default_rng(seed) ->
    return {"W1": np.zeros((n_h, n_x)), "b1": np.zeros((n_h, 1)), "W2": np.zeros((n_y, n_h)),
        "b2": np.zeros((n_y, 1))}
all-equal: All weights are the same number. It need not be zero: equal is enough to make all hidden units copies.
    rng = np.random.default_rng(seed) -> number = np.random.default_rng(seed).uniform(-0.5, 0.5)
    0.1 * rng.standard_normal((n_h, n_x)) -> np.full((n_h, n_x), number)
    0.1 * rng.standard_normal((n_y, n_h)) -> np.full((n_y, n_h), number)
one-row-repeated: The numbers are random, but every row of a matrix is the same. Each unit needs a row of its own.
    return {"W1": 0.1 * rng.standard_normal(n_x) * np.ones((n_h, 1)), "b1": np.zeros((n_h, 1)),
        "W2": 0.1 * rng.standard_normal(n_h) * np.ones((n_y, 1)), "b2": np.zeros((n_y, 1))}
second-layer-zero: W1 is random, but W2 is zero, so at first nothing flows back through it. Both are asked to be random.
    0.1 * rng.standard_normal((n_y, n_h)) -> np.zeros((n_y, n_h))
seed-ignored: The seed is not used: every seed gives the same numbers.
    rng = np.random.default_rng(0)
no-seed: The same seed gives other numbers each time: the generator was made without it. Nobody could repeat your training.
    rng = np.random.default_rng()
shapes-exchanged: Rows and columns of the weights are exchanged: a row belongs to a unit, a column to one of its inputs.
    (n_h, n_x) -> (n_x, n_h)
    (n_y, n_h) -> (n_h, n_y)
biases-flat: The biases have one axis only. They are columns, (n, 1); else NumPy adds them along the examples.
    (n_h, 1) -> n_h
    (n_y, 1) -> n_y
biases-random: The biases are random. They may be, but it is not needed: different weights make the units different. Here they start at zero.
    np.zeros((n_h, 1)) -> 0.1 * rng.standard_normal((n_h, 1))
    np.zeros((n_y, 1)) -> 0.1 * rng.standard_normal((n_y, 1))
biases-one: The biases are ones. Here they start at zero.
    np.zeros((n_h, 1)) -> np.ones((n_h, 1))
    np.zeros((n_y, 1)) -> np.ones((n_y, 1))
biases-as-rows: The biases are rows. They are columns, (n, 1).
    (n_h, 1) -> (1, n_h)
    (n_y, 1) -> (1, n_y)
too-large: Some weights are 1 or more. Large weights push tanh to where it is flat, and its slope is almost zero there. A small factor is missing.
    0.1 * rng.standard_normal((n_h, n_x)) -> rng.standard_normal((n_h, n_x))
    0.1 * rng.standard_normal((n_y, n_h)) -> rng.standard_normal((n_y, n_h))
integers: Random whole numbers between −9 and 9 are far too large. A small factor is missing.
    0.1 * rng.standard_normal((n_h, n_x)) -> rng.integers(-9, 10, (n_h, n_x))
hidden-size-for-output: W2 and b2 have n_h rows. The second layer has n_y units.
    (n_y, n_h) -> (n_h, n_h)
    (n_y, 1) -> (n_h, 1)
single-numbers: The weights are single numbers: the generator was not told a shape.
    rng.standard_normal((n_h, n_x)) -> rng.standard_normal()
    rng.standard_normal((n_y, n_h)) -> rng.standard_normal()
""")


#: The largest gap lies between rows that are neither neighbours nor the first; other columns have smaller ones.
ROWS = np.array([[0.3, 0.15, 0.2], [0.8, 0.45, 0.1], [0.1, 0.2, -0.7], [-0.5, 0.1, -0.2]])
ROWS_SECRET = np.round(_rng.normal(size=(6, 4)), 2)
ROWS_SECRET[[1, 3, 4, 5], 2] = -2.5, 1.1, 2.75, -0.9
ROWS_NEGATIVE = -np.round(_rng.uniform(0.2, 2.0, size=(3, 5)), 2)
ROWS_EQUAL = np.tile(np.array([[0.4, -0.7, 0.25]]), (4, 1))
ROWS_EQUAL_SECRET = np.tile(np.round(_rng.normal(size=(1, 6)), 2), (3, 1))


@UNIT.exercise(
    "symmetry_gap",
    claims={
        "values": Inputs(visible=[(ROWS,)], hidden=[(ROWS_SECRET,), (ROWS_NEGATIVE,), (ROWS_SECRET[:2],)]),
        "equal rows": Inputs(visible=[(ROWS_EQUAL,)], hidden=[(ROWS_EQUAL_SECRET,), (ROWS_EQUAL_SECRET[:, :4] * 2,)]),
    },
    ladder=(
        "Take one input j, so one column of W1. How far apart are the two units that differ most there?",
        "gap = the largest over the columns j of ( max over i of W1[i, j] − min over i of W1[i, j] )",
        "np.max(W1, axis=0) minus np.min(W1, axis=0) gives one number a column; np.max of that",
    ),
)
def symmetry_gap(W1):
    return np.max(np.max(W1, axis=0) - np.min(W1, axis=0))


symmetry_gap.slips("""
wrong-axis: That compares the weights inside of one unit, a row. Compare the units with each other: down a column.
    return np.max(np.max(W1, axis=1) - np.min(W1, axis=1))
over-everything: The largest and the smallest weight of the whole matrix belong to different inputs. Compare inside of one column.
    return np.max(W1) - np.min(W1)
neighbours-only: Only neighbouring rows are compared. Two units that differ most may stand far apart.
    return np.max(np.abs(np.diff(W1, axis=0)))
first-row-only: Every row is compared with the first one only. The two that differ most may be others.
    return np.max(np.abs(W1 - W1[:1]))
two-rows-only: Only the first two rows are compared.
    return np.max(np.abs(W1[0] - W1[1]))
gap-for-each-column: That is a gap for each column. One number is asked for, the largest.
    return np.max(W1, axis=0) - np.min(W1, axis=0)
mean-of-gaps: The gaps of the columns were averaged. The largest is asked for.
    return np.mean(np.max(W1, axis=0) - np.min(W1, axis=0))
smallest-gap: That is the smallest gap. One column in which the rows agree would hide all the others.
    return np.min(np.max(W1, axis=0) - np.min(W1, axis=0))
from-the-mean: That is the distance from the mean row. The distance between two rows is larger.
    return np.max(np.abs(W1 - np.mean(W1, axis=0)))
size-of-weights: That is the largest weight. Equal rows with large weights must still give 0.
    return np.max(np.abs(W1))
standard-deviation: That is a standard deviation. The largest difference between two rows is asked for.
    return np.max(np.std(W1, axis=0))
yes-or-no: That says whether the rows are equal. How far apart they are is asked for.
    return bool(np.all(W1 == W1[0]))
absolute-values-compared: |a| − |b| is not |a − b|: 0.5 and −0.5 are 1 apart.
    ... -> size = np.abs(W1); return np.max(np.max(size, axis=0) - np.min(size, axis=0))
""")
