"""Gradient descent along a sampled curve, and what can be said about a walk.

Python needs both for `path`, the sentence and the static picture; walk.js does them in the browser, where start and
learning rate are dragged. tests/helpers/explorers/test_agreement.py holds the two together.
"""

import math
from dataclasses import dataclass

import numpy as np

from helpers.explorers.common.curve import Curve, sample_curve

POINTS = 801  # with the ranges of the course, a smooth slope is then read right to about eight decimals
SAME = 1e-6  # two steps in a row count as equally long when their quotient is that close to 1 or −1


@dataclass(frozen=True)
class Walk:
    """A walk of gradient descent within the sampled range, from `Ground.walk`."""

    x: np.ndarray  # (k + 1,) the places, the start first
    slopes: np.ndarray  # (k + 1,) the slope at each
    steps: np.ndarray  # (k + 1,) −ν · slope: the step that is taken next from each
    left_to: float | None  # where the next step would go, when it was asked for and is outside the range


class Ground:
    """A function f and its slope, sampled once, on which walks can be made.

    f, slope: functions of an array (n,) that return an array (n,); a slope of None is measured.
    x_range: (first, last) x; a walk ends where it would leave it.
    name, variable: what notes call the function and its argument.
    """

    def __init__(self, f, slope, x_range: tuple[float, float], name: str, variable: str):
        self.x_range = x_range
        self.curve = sample_curve(f, slope, *x_range, name, POINTS, variable)
        self.slopes: Curve | None = None if self.curve.given is None else self.curve.given_curve()

    @property
    def decimals(self) -> int:
        """Decimals with which places are shown: six where the range is some tens wide."""
        return min(max(7 - math.floor(math.log10(self.x_range[1] - self.x_range[0])), 0), 10)

    def height(self, x: float) -> float:
        """f at any x of the range; NaN where it has no finite number."""
        return self.curve.at(x)[0]

    def slope_at(self, x: float) -> float:
        """The slope by which a walk goes, at any x of the range: the student's, else the measured one."""
        return self.curve.at(x)[1] if self.slopes is None else self.slopes.at(x)[0]

    def lowest(self) -> float | None:
        """The lowest place, from the lowest sample and the parabola through its neighbours.

        None where that is an end of the range, or where the curve is as low in another place.
        """
        values = np.where(np.isfinite(self.curve.values), self.curve.values, np.inf)
        i = int(np.argmin(values))
        nearly = np.flatnonzero(values - values[i] <= 1e-3 * np.ptp(values[np.isfinite(values)]))
        if not 0 < i < values.size - 1 or np.any(np.diff(nearly) > 1):
            return None
        before, here, after = values[i - 1 : i + 2]
        bend = before - 2 * here + after
        shift = 0.5 * (before - after) / bend if np.isfinite(bend) and bend > 0 else 0.0
        return float(self.curve.z[i] + shift * (self.curve.z[1] - self.curve.z[0]))

    def walk(self, x0: float, rate: float, steps: int) -> Walk:
        """Take `steps` steps x ← x − rate · slope from x0; fewer where the walk would leave the range or finds no
        slope.

        Source: document 004.
        """
        low, high = self.x_range
        slack = 1e-9 * (high - low)  # rounding may put a jump to the very end of the range a hair outside
        places, slopes, left_to = [x0], [self.slope_at(x0)], None
        for _ in range(steps):
            goal = places[-1] - rate * slopes[-1]
            if not math.isfinite(goal) or not math.isfinite(self.height(places[-1])):
                break
            if not low - slack <= goal <= high + slack:
                left_to = goal
                break
            places.append(min(max(goal, low), high))
            slopes.append(self.slope_at(places[-1]))
        there = np.array(slopes)
        return Walk(np.array(places), there, -rate * there, left_to)

    def judge(self, walk: Walk) -> tuple[str, dict[str, float]]:
        """What the walk does, as the id of its sentence without "descent.", and the numbers for its sentence."""
        x, step = float(walk.x[-1]), float(walk.steps[-1])
        k = walk.x.size - 1
        numbers = {"x": x, "next": x + step, "slope": float(walk.slopes[-1]), "k": k + 1}
        if not math.isfinite(step) or not math.isfinite(self.height(x)):
            return "nowhere", numbers
        before = float(walk.steps[-2]) if k else 0.0
        ratio = step / before if before else 0.0
        numbers |= {"last": float(walk.x[-2]) if k else x, "ratio": abs(ratio)}
        if walk.left_to is not None:
            return ("flies" if ratio < -1 - SAME else "left"), numbers
        unseen = 0.5 * 10.0**-self.decimals  # half a unit of the last decimal shown
        too_short = np.abs(walk.steps) < unseen
        if too_short[-1]:
            if too_short[0]:
                return ("flat" if abs(walk.slopes[0]) < unseen else "tiny"), numbers
            return ("one_step" if too_short[1] else "arrived"), numbers
        return self._compare(ratio, numbers) if k else ("begin", numbers)

    def _compare(self, ratio: float, numbers: dict[str, float]) -> tuple[str, dict[str, float]]:
        if abs(ratio + 1) < SAME:
            return "alternates", numbers
        if ratio < 0:
            return ("across" if ratio > -1 else "diverges"), numbers
        here = self.height(numbers["x"])
        if here - self.height(numbers["last"]) > SAME * abs(here):
            return "higher", numbers
        if abs(ratio - 1) < SAME:
            return "even", numbers
        if ratio > 1:
            return "longer", numbers
        return "closer", numbers | {"count": max(1, math.floor(math.log(0.1) / math.log(ratio) + 0.5))}
