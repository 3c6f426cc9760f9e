"""A one-dimensional function as its samples: values, slopes, and a student's slope beside them.

g is called once, on every sample point and on two neighbours h to its left and right. The neighbours give the slope on
either side of each point, so that a kink (ReLU at 0) is a kink and not a smeared curve; between two points a cubic
with these slopes stands in for g. curve.js repeats `Curve.at` in the browser, where a drag cannot wait for Python;
tests/helpers/explorers/test_agreement.py holds the two together.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from helpers.explorers.common.explorer import pack, robust_limits, sample
from helpers.messages import message

POINTS = 401
STEPS_ACROSS = 1.2e6  # h = (z_max - z_min) / STEPS_ACROSS, which is the course's 1e-5 on the usual range of 12
TOLERANCE = 2e-3  # relative; a wrong formula is off by far more, interpolation and rounding by far less
ZERO = 1e-6  # relative to the two samples around: less than this is a zero that interpolation just missed


@dataclass(frozen=True)
class Curve:
    """Samples of g, from `sample_curve`; every array is float64 and NaN or infinite where g has no finite number."""

    z: np.ndarray  # (n,) evenly spaced
    values: np.ndarray  # (n,) g(z)
    left: np.ndarray  # (n,) slope from the left
    right: np.ndarray  # (n,) slope from the right
    given: np.ndarray | None  # (3, n) the student's slope at z - h, z, z + h
    noise: float  # slopes that differ by less than this cannot be told apart
    problem: str = ""  # why there is no curve at all
    notes: list[str] = field(default_factory=list)  # what is wrong with parts of it
    zero: float = ZERO  # relative to the two samples around: a smaller value is read as 0

    @cached_property
    @np.errstate(all="ignore")
    def numeric(self) -> np.ndarray:
        """(n,) the numerical slope at the sample points: the mean of left and right, or the one that exists."""
        middle = (self.left + self.right) / 2
        one_sided = np.where(np.isfinite(self.left), self.left, self.right)
        return np.where(np.isfinite(middle), middle, one_sided)

    @property
    def slopes(self) -> np.ndarray:
        """(n,) the slope that is shown: the student's where there is one, else the numerical one."""
        return self.numeric if self.given is None else self.given[1]

    @np.errstate(all="ignore")
    def gap(self) -> np.ndarray:
        """(n,) how far the student's slope lies outside [left, right]; at a kink every slope between is accepted."""
        low, high = np.fmin(self.left, self.right), np.fmax(self.left, self.right)
        gap = np.maximum(np.maximum(low - self.given[1], self.given[1] - high), 0.0)
        size = np.fmax(np.abs(self.given[1]), np.fmax(np.abs(low), np.abs(high)))
        return np.where(gap > TOLERANCE * size + self.noise, gap, 0.0)

    def worst_z(self) -> float | None:
        """The z where the student's slope is furthest from the numerical one; None when they agree everywhere."""
        if self.given is None:
            return None
        gap = self.gap()
        return float(self.z[np.argmax(gap)]) if gap.max() > 0 else None

    def given_curve(self) -> "Curve":
        """The student's slope as a curve of its own, to be read between the samples as exactly as g itself."""
        h = (self.z[-1] - self.z[0]) / STEPS_ACROSS
        left, right = _one_sided_slopes(np.stack([self.z - h, self.z, self.z + h]), self.given)
        # A walk multiplies what it reads by itself, so nothing is rounded to 0 here.
        return Curve(self.z, self.given[1], left, right, None, _rounding_noise(self.given[1], np.float64, h), zero=0.0)

    @np.errstate(all="ignore")
    def at(self, z: float) -> tuple[float, float, float]:
        """(g, numerical slope, slope shown) at any z in the range; NaN where g has no finite number."""
        cell = (self.z[-1] - self.z[0]) / (self.z.size - 1)
        position = (z - self.z[0]) / cell
        nearest = round(position)
        if abs(position - nearest) < 1e-9:
            return float(self.values[nearest]), float(self.numeric[nearest]), float(self.slopes[nearest])
        i = int(position)
        t = position - i
        y0, y1, m0, m1 = self.values[i], self.values[i + 1], self.right[i] * cell, self.left[i + 1] * cell
        bend0, bend1 = m0 - (y1 - y0), m1 - (y1 - y0)
        value = y0 + t * (y1 - y0) + t * (1 - t) * ((1 - t) * bend0 - t * bend1)
        if abs(value) < self.zero * (abs(y0) + abs(y1)):
            value = 0.0
        slope = (y1 - y0 + (1 - t) * (1 - 3 * t) * bend0 + t * (3 * t - 2) * bend1) / cell
        if self.given is None:
            return float(value), float(slope), float(slope)
        # Interpolating the difference keeps a right slope exactly right between the samples.
        difference = (1 - t) * (self.given[2, i] - self.right[i]) + t * (self.given[0, i + 1] - self.left[i + 1])
        return float(value), float(slope), float(slope + difference)

    def to_spec(self) -> dict:
        """What curve.js needs to draw and read the curve; arrays as bytes."""
        slopes = [self.slopes] if self.given is None else [self.slopes, self.numeric]
        spec = {name: pack(getattr(self, name)) for name in ("z", "values", "left", "right", "numeric")}
        return spec | {
            "given": b"" if self.given is None else pack(self.given),
            "gap": b"" if self.given is None else pack(self.gap()),
            "zero": self.zero,
            "valueLimits": robust_limits(self.values),
            "slopeLimits": robust_limits([0.0], *slopes),
        }


def sample_curve(g, slope, z_min: float, z_max: float, name: str, points: int = POINTS, variable: str = "z") -> Curve:
    """Sample g, and slope if there is one, on `points` evenly spaced points from z_min to z_max; one call to each.

    name, variable: how notes call the function and its argument.

    Never raises for a wrong function: `problem` says why there is no curve, `notes` what is wrong with parts of it.
    """
    z = np.linspace(z_min, z_max, points)
    h = (z_max - z_min) / STEPS_ACROSS
    stencil = np.stack([z - h, z, z + h])
    sampled = sample(g, stencil.ravel(), name, variable)
    if sampled.values is None:
        nothing = np.full(points, np.nan)
        return Curve(z, nothing, nothing, nothing, None, 0.0, problem=sampled.problem)
    values = sampled.values.reshape(3, points)
    if sampled.single_precision:
        left, right = _secant_slopes(z, values[1])
        noise = _rounding_noise(values[1], np.float32, z[1] - z[0])
    else:
        left, right = _one_sided_slopes(stencil, values)
        noise = _rounding_noise(values[1], np.float64, h)
    notes = _note_gaps(z, values[1], name, variable)
    given = None
    if slope is not None:
        answer = sample(slope, stencil.ravel(), f"{name}′", variable)
        given = None if answer.values is None else answer.values.reshape(3, points)
        fallback = message("explorers.slope_fallback", name=f"{name}′")
        notes += [f"{answer.problem} {fallback}"] if given is None else _note_gaps(z, given[1], f"{name}′", variable)
    return Curve(z, values[1], left, right, given, noise, notes=notes)


def _one_sided_slopes(stencil, values) -> tuple[np.ndarray, np.ndarray]:
    z, middle = stencil[1], values[1]
    cell = z[1] - z[0]
    finite = middle[np.isfinite(middle)]
    span = np.ptp(finite) if finite.size else 0.0
    with np.errstate(all="ignore"):
        left = (middle - values[0]) / (z - stencil[0])
        right = (values[2] - middle) / (stencil[2] - z)
        smooth = np.abs(left - right) <= 1e-3 * (np.abs(left) + np.abs(right) + span / np.ptp(z))
        central = (values[2] - values[0]) / (stencil[2] - stencil[0])
        left, right = np.where(smooth, central, left), np.where(smooth, central, right)
        # A side that rises more than the whole curve within one cell is a jump: no cubic may follow it.
        secant = np.diff(middle) / cell
        left[1:] = np.where(np.abs(left[1:]) * cell > 2 * span, secant, left[1:])
        right[:-1] = np.where(np.abs(right[:-1]) * cell > 2 * span, secant, right[:-1])
    return left, right


def _secant_slopes(z, values) -> tuple[np.ndarray, np.ndarray]:
    # For a g that rounds to float32: h is far below what it resolves, so the neighbouring samples serve.
    with np.errstate(all="ignore"):
        secant = np.diff(values) / np.diff(z)
    return np.concatenate([secant[:1], secant]), np.concatenate([secant, secant[-1:]])


def _rounding_noise(values, precision, step) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(8 * np.finfo(precision).eps * finite.max() / step) if finite.size else 0.0


def _note_gaps(z, values, name, variable) -> list[str]:
    bad = ~np.isfinite(values)
    if not bad.any():
        return []
    first = int(np.argmax(bad))
    where = {"variable": variable, "first": z[first], "value": values[first]}
    return [message("explorers.partly_finite", name=name, count=bad.sum(), total=bad.size, **where)]
