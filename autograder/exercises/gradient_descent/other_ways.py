"""Two other ways to a minimum that document 004 names: Newton–Raphson and grid search."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.gradient_descent.unit import (
    COS,
    EXP,
    PARABOLA,
    PARABOLA_CURVATURE,
    PARABOLA_SLOPE,
    QUARTIC,
    QUARTIC_CURVATURE,
    QUARTIC_SLOPE,
    SIN,
    UNIT,
)


@UNIT.exercise(
    "newton",
    claims={
        "parabola": Inputs(
            visible=[(PARABOLA_SLOPE, PARABOLA_CURVATURE, 8.0, 2)],
            hidden=[(PARABOLA_SLOPE, PARABOLA_CURVATURE, -3.5, 1), (PARABOLA_SLOPE, PARABOLA_CURVATURE, 11.0, 3)],
        ),
        "other functions": Inputs(
            visible=[(QUARTIC_SLOPE, QUARTIC_CURVATURE, 4.0, 4)],
            hidden=[(QUARTIC_SLOPE, QUARTIC_CURVATURE, 3.0, 5), (SIN, COS, 0.6, 3), (EXP, EXP, 1.3, 4)],
        ),
    },
    ladder=(
        "Gradient descent multiplies the slope by a fixed rate. What does Newton put in the place of the rate?",
        "x_new = x_old − slope(x_old) / curvature(x_old)",
        "x_new is x minus slope(x) divided by curvature(x)",
    ),
)
def newton(slope, curvature, x, steps):
    path = [x]
    for _ in range(steps):
        x = x - slope(x) / curvature(x)
        path.append(x)
    return np.array(path)


newton.slips("""
uphill: A plus leads away from the minimum. The quotient is taken off.
    x = x + slope(x) / curvature(x)
""")


@newton.mistake("inverted", "Slope and curvature are exchanged in the quotient.")
def _(slope, curvature, x, steps):
    path = [x]
    for _ in range(steps):
        with np.errstate(divide="ignore"):
            x = x - np.divide(curvature(x), slope(x))
        path.append(x)
    return np.array(path)


newton.slips("""
multiplied: Slope and curvature were multiplied. In a strongly bent valley the step has to be shorter, not longer.
    x = x - slope(x) * curvature(x)
curvature-missing: That is gradient descent with rate 1. Newton divides by the curvature.
    x = x - slope(x)
hard-coded-curvature: The curvature 2 is the parabola's. Other functions have another one at every x.
    x = x - slope(x) / 2
rate-kept: A rate of 0.1 is still there. Newton needs none: the curvature says how far to go.
    slope(x) -> 0.1 * slope(x)
stale-curvature: The curvature at the start is used for every step. It changes from point to point, as the slope does.
    path = [x] -> path, first = [x], curvature(x)
    x = x - slope(x) / first
stale-slope: The slope at the start is used for every step. At each new point there is a new one.
    path = [x] -> path, first = [x], slope(x)
    x = x - first / curvature(x)
functions-not-called: `slope` and `curvature` are functions, not numbers. Their values at x are slope(x) and curvature(x).
    x = x - slope / curvature
old-x-dropped: That is only the step. It has to be taken from the point where you stand.
    x = -slope(x) / curvature(x)
start-not-recorded: The point where the walk starts is missing in the path.
    path = []
one-too-many: There is one step too many: the loop runs once more than asked.
    range(steps) -> range(steps + 1)
last-point-only: Only the last point is returned. The whole path is wanted, the start included.
    path = [x] ->
    path.append(x) ->
    return x
""")


@UNIT.exercise(
    "grid_search",
    claims={
        "values": Inputs(
            visible=[
                (PARABOLA, -4.0, 9.0, 14),
                (SIN, -3.0, 4.0, 5),
                (PARABOLA, 3.0, 8.0, 6),
                (PARABOLA, -4.0, 1.0, 5),
                (SIN, -6.0, 5.0, 12),
            ],
            hidden=[
                (PARABOLA, -1.0, 7.0, 12),
                (QUARTIC, -1.0, 4.0, 9),
                (SIN, -4.0, 2.5, 11),
                (COS, 0.5, 5.0, 8),
                (EXP, -2.0, 1.0, 7),
                (PARABOLA, -6.0, 1.5, 5),
                (SIN, -7.0, 0.5, 10),
            ],
        )
    },
    ladder=(
        "Which x should be tried? And when you know all the heights: do you want the lowest height, or where it is?",
        "the x_i with the smallest f(x_i), where x_1 = low, …, x_count = high are evenly spaced",
        "np.linspace(low, high, count) gives the points; np.argmin of their heights gives the place of the lowest",
    ),
)
def grid_search(f, low, high, count):
    points = np.linspace(low, high, count)
    return points[np.argmin(f(points))]


grid_search.slips("""
height-returned: That is the lowest height. The x where it is reached is wanted.
    points = np.linspace(low, high, count) ->
    return np.min(f(np.linspace(low, high, count)))
index-returned: That is the number of the point in the grid. Its x is wanted.
    points = np.linspace(low, high, count) ->
    return np.argmin(f(np.linspace(low, high, count)))
highest: That is the highest point. The lowest is wanted.
    return points[np.argmax(f(points))]
last-point-left-out: The grid ends before `high`. Both ends belong to it, and the gaps are a little wider then.
    points = np.linspace(low, high, count, endpoint=False)
one-point-too-many: The grid has one point too many: `count` is the number of points, not of gaps.
    points = np.linspace(low, high, count + 1)
whole-steps: np.arange goes in steps of 1, however many points are asked for.
    points = np.arange(low, high + 1)
hard-coded-count: The number of points is written into the code. It is an argument.
    points = np.linspace(low, high, 100)
smallest-x: That is the smallest x of the grid. It is the height that should be smallest.
    points = np.linspace(low, high, count) ->
    return np.min(np.linspace(low, high, count))
closest-to-zero: That looks for the height closest to 0. A height below 0 is lower still.
    f(points) -> np.abs(f(points))
""")


@grid_search.mistake(
    "stops-at-the-first-rise",
    "The search ends as soon as the height rises for the first time. Behind the rise there may be a lower place.",
)
def _(f, low, high, count):
    points = np.linspace(low, high, count)
    best = points[0]
    for x in points[1:]:
        if f(x) > f(best):
            return best
        best = x
    return best


grid_search.slips("""
pair-returned: Both x and the height are returned. Only x is wanted.
    return points[np.argmin(f(points))] -> best = points[np.argmin(f(points))]; return best, f(best)
""")
