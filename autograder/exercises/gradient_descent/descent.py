"""Gradient descent on a function of one variable: the walk, and how many steps it takes."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.gradient_descent.unit import (
    AFFINE,
    EXP,
    PARABOLA_SLOPE,
    QUARTIC_SLOPE,
    SIN,
    TANH,
    UNIT,
    walk,
)


@UNIT.exercise(
    "descend",
    claims={
        "one step": Inputs(
            visible=[(PARABOLA_SLOPE, 8.0, 0.1, 1), (PARABOLA_SLOPE, 8.0, 0.1, 0)],
            hidden=[(PARABOLA_SLOPE, -3.0, 0.2, 1), (SIN, 1.2, 0.3, 1), (PARABOLA_SLOPE, 5.5, 0.4, 0)],
        ),
        "path": Inputs(
            visible=[(PARABOLA_SLOPE, 8.0, 0.1, 33), (PARABOLA_SLOPE, 5.0, 0.3, 4)],
            hidden=[(PARABOLA_SLOPE, -4.0, 0.15, 6), (PARABOLA_SLOPE, 8.0, 1.0, 5), (PARABOLA_SLOPE, 3.5, 1.05, 7)],
        ),
        "any function": Inputs(
            visible=[(SIN, 2.0, 0.4, 5)],
            hidden=[(QUARTIC_SLOPE, 4.0, 0.01, 6), (EXP, 0.7, 0.3, 4), (TANH, -1.5, 0.8, 3), (AFFINE, 1.0, 0.05, 5)],
        ),
    },
    ladder=(
        "You stand at x. If the curve rises to the right, which way is down? How far do you go?",
        "x_new = x_old − ν · slope(x_old), again and again; each x goes into the path",
        "x_new is x minus rate times slope(x)",
    ),
)
def descend(slope, x, rate, steps):
    path = [x]
    for _ in range(steps):
        x = x - rate * slope(x)
        path.append(x)
    return np.array(path)


descend.slips("""
uphill: You walk uphill. Where the slope is positive, down is to the left: a minus, not a plus.
    x = x + rate * slope(x)
rate-missing: The slope is taken off whole. The rate says what part of it.
    x = x - slope(x)
hard-coded-rate: The rate 0.1 is written into the code. It is an argument, and may be another number.
    x = x - 0.1 * slope(x)
hard-coded-steps: The number of steps is written into the code. It is an argument, and may be another number.
    range(steps) -> range(33)
hard-coded-slope: 2x − 4 is written into the code. The slope comes as an argument: it is a function that you call.
    x = x - rate * (2 * x - 4)
start-not-recorded: The point where the walk starts is missing in the path.
    path = []
""")


@descend.mistake(
    "start-recorded-twice",
    "The start is recorded twice, and the last step not at all: record after the step, not before it.",
)
def _(slope, x, rate, steps):
    path = [x]
    for _ in range(steps):
        path.append(x)
        x = x - rate * slope(x)
    return np.array(path)


descend.slips("""
one-too-few: One step is missing: the loop ends too early.
    range(steps) -> range(1, steps)
one-too-many: There is one step too many: the loop runs once more than asked.
    range(steps) -> range(steps + 1)
stale-slope: The slope at the start is used for every step. At each new point the hill has a new slope.
    path = [x] -> path, first = [x], slope(x)
    x = x - rate * first
always-from-the-start: Every step starts from the first point again. Each one should go on from where the last one ended.
    x = x - rate * slope(x); path.append(x) -> path.append(x - rate * slope(x))
last-point-only: Only the last point is returned. The whole path is wanted, the start included.
    path = [x] ->
    path.append(x) ->
    return x
old-x-dropped: That is only the step. It has to be taken from the point where you stand.
    x = -rate * slope(x)
slope-not-called: `slope` is a function, not a number. Its value at x is slope(x).
    x = x - rate * slope
list-returned: The points are right, but they are a list. np.array makes an array of it.
    return path
""")


CREEPS, SWINGS, ALTERNATES, DIVERGES = walk(8.0, 0.1, 33), walk(8.0, 0.8, 12), walk(8.0, 1.0, 9), walk(2.5, 1.05, 10)


@UNIT.exercise(
    "steps_until",
    claims={
        "count": Inputs(
            visible=[(CREEPS, 2.0, 0.01), (CREEPS, 2.0, 1.0), (SWINGS, 2.0, 0.5), (walk(2.05, 1.05, 6), 2.0, 0.07)],
            hidden=[
                (walk(-3.0, 0.15, 20), 2.0, 0.1),
                (walk(9.0, 0.7, 15), 2.0, 0.03),
                (walk(5.0, 0.9, 30), 2.0, 0.2),
                (walk(2.04, 1.05, 8), 2.0, 0.07),
                (walk(8.0, 0.1, 33) - 3.0, -1.0, 0.25),
            ],
        ),
        "never": Inputs(
            visible=[(ALTERNATES, 2.0, 0.1)],
            hidden=[(DIVERGES, 2.0, 0.3), (walk(7.0, 0.02, 12), 2.0, 0.5), (CREEPS[:11], 2.0, 0.05)],
        ),
    },
    ladder=(
        "“Close” means close on either side. How do you write the distance of two numbers?",
        "the smallest k with |x_k − target| < tolerance; −1 if there is none",
        "inside the loop over enumerate(path): the distance is np.abs of x minus target",
    ),
)
def steps_until(path, target, tolerance):
    for k, x in enumerate(path):
        if np.abs(x - target) < tolerance:
            return k
    return -1


steps_until.slips("""
one-side-only: Without |…| every point left of the target counts as close, however far away it is.
    np.abs(x - target) -> x - target
exactly-equal: The path comes close to the target but need not hit it exactly. Ask for a distance below the tolerance.
    np.abs(x - target) < tolerance -> x == target
counted-from-one: The start is step 0: nothing has been walked yet. Your count is one too high.
    return k -> return k + 1
last-close-point: That is the last close point. The first one is asked for.
    ... -> close = np.flatnonzero(np.abs(path - target) < tolerance); return close[-1] if len(close) else -1
close-points-counted: That counts how many points are close. It is asked when the first one comes.
    ... -> return np.sum(np.abs(path - target) < tolerance) or -1
""")


@steps_until.mistake(
    "length-of-the-step", "That compares two neighbouring points. Small steps do not mean that the target is near."
)
def _(path, target, tolerance):
    for k in range(1, len(path)):
        if np.abs(path[k] - path[k - 1]) < tolerance:
            return k
    return -1


@steps_until.mistake("point-returned", "That is the point itself. Its number in the path is asked for.")
def _(path, target, tolerance):
    for x in path:
        if np.abs(x - target) < tolerance:
            return x
    return -1


steps_until.slips("""
never-not-noticed: np.argmax of a row of False is 0, so a walk that never arrives seems to start at the target.
    ... -> return np.argmax(np.abs(path - target) < tolerance)
length-when-never: Where no point is close, −1 is wanted, not the length of the path.
    return -1 -> return len(path)
none-when-never: Where no point is close, nothing is returned. −1 is wanted: is there a `return` after the loop?
    return -1 ->
""")


@steps_until.mistake(
    "gives-up-at-once", "`return -1` stands inside the loop: it gives up at the first point that is not close."
)
def _(path, target, tolerance):
    for k, x in enumerate(path):
        if np.abs(x - target) < tolerance:
            return k
        return -1


steps_until.slips("""
hard-coded-tolerance: The tolerance 0.01 is written into the code. It is an argument.
    tolerance -> 0.01
hard-coded-target: The target 2 is written into the code. It is an argument, and may be another number.
    x - target -> x - 2
closest-point: That is the point closest of all. The first one below the tolerance comes earlier.
    ... -> k = np.argmin(np.abs(path - target)); return k if np.abs(path[k] - target) < tolerance else -1
""")
