"""Slopes measured with many steps h at many points, and how far they are from a slope that a student gives.

f is called once, with real float64 numbers x, x + h and x − h, so that the rounding is real too. What the slope ought
to be is extrapolated from the measurements (Richardson): some digits better than the best of them.
"""

import math
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from helpers.explorers.common.explorer import sample
from helpers.gradcheck import THRESHOLD
from helpers.messages import message

PER_DECADE = 4
H = np.array([float(f"{10 ** (exponent / PER_DECADE):.3g}") for exponent in range(-15 * PER_DECADE, 1)])
MOST_POINTS = 161
WAYS = ("central", "forward")
#: What can be seen at a point with a step; ids of sentences without "gradcheck_explorer.".
VERDICTS = (
    "nowhere",
    "wrong",
    "wrong_at_kink",
    "kink",
    "outside",
    "lost",
    "wide",
    "wide_unbent",
    "near",
    "between",
    "narrow",
)
#: A step within that factor of the best one counts as near it.
NEAR = 4
#: A slope may be off by that many times the uncertainty of the extrapolated one before it is called wrong.
MARGIN = 10


@dataclass(frozen=True)
class Differences:
    """Measurements of one function, from `measure`; n points, k = `H.size` steps; NaN where f has no finite number."""

    x: np.ndarray  # (n,) the points
    values: np.ndarray  # (n,) f(x)
    central: np.ndarray  # (n, k) (f(x + h) − f(x − h)) / 2h
    forward: np.ndarray  # (n, k) (f(x + h) − f(x)) / h
    slope: np.ndarray  # (n,) the slope they are compared with: the student's, else the extrapolated one
    low: np.ndarray  # (n,) the extrapolated slope; at a kink that of the flatter side
    high: np.ndarray  # (n,) the same, at a kink that of the steeper side
    doubt: np.ndarray  # (n,) how uncertain the extrapolated slope is
    precision: float  # of one number that f gives, relative
    given: bool = False  # the slope is the student's
    problem: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def is_kink(self) -> np.ndarray:
        """(n,) bool: the slopes to the left and to the right differ."""
        return self.high > self.low

    @cached_property
    def is_wrong(self) -> np.ndarray:
        """(n,) bool: the student's slope is neither the extrapolated one nor, at a kink, between the two."""
        with np.errstate(invalid="ignore"):
            size = np.abs(self.slope) + np.maximum(np.abs(self.low), np.abs(self.high))
            return self.gap > THRESHOLD * size + MARGIN * self.doubt

    @cached_property
    def errors(self) -> dict[str, np.ndarray]:
        """How far each way of measuring is from the slope: {"central" or "forward": (n, k)}."""
        with np.errstate(invalid="ignore"):
            return {way: np.abs(getattr(self, way) - self.slope[:, None]) for way in WAYS}

    @property
    def digits(self) -> int:
        """Decimal digits of a number that f gives: 16, or 7 in single precision."""
        return round(-math.log10(self.precision / 2))

    @property
    def rounding(self) -> np.ndarray:
        """(n,) c in c/h, the error that rounding f(x) to its last digit makes on average."""
        return 0.5 * self.precision * np.abs(self.values)

    @cached_property
    def best(self) -> dict[str, np.ndarray]:
        """Index of the step from which the smallest error can be expected: {"central" or "forward": (n,)}."""
        return {
            way: np.argmin(np.where(np.isfinite(error), error, np.inf), axis=1) for way, error in self._around.items()
        }

    @cached_property
    def best_error(self) -> dict[str, np.ndarray]:
        """The error to be expected with that step: {"central" or "forward": (n,)}."""
        return {way: error[np.arange(self.x.size), self.best[way]] for way, error in self._around.items()}

    @cached_property
    def _around(self) -> dict[str, np.ndarray]:
        # A single dip is luck: the worst of a step and its two neighbours counts, and rounding even where it happens to
        # be 0.
        padded = {way: np.pad(error, ((0, 0), (1, 1)), mode="edge") for way, error in self.errors.items()}
        worst = {way: np.max([error[:, :-2], error[:, 1:-1], error[:, 2:]], axis=0) for way, error in padded.items()}
        return {way: error + self.rounding[:, None] / H for way, error in worst.items()}

    @cached_property
    def gap(self) -> np.ndarray:
        """(n,) how far the slope lies outside [low, high]; NaN where one of them is no number."""
        return np.maximum(np.maximum(self.low - self.slope, self.slope - self.high), 0.0)

    @cached_property
    def has_best(self) -> np.ndarray:
        """(n,) bool: there is a slope to be near to, so that a best step can be named."""
        known = np.isfinite(self.slope) & np.isfinite(self.low) & np.isfinite(self.high)
        return known & ~self.is_wrong & ~self.is_kink

    @cached_property
    def agreeing(self) -> np.ndarray:
        """(n, k) uint8: in about how many decimal digits f(x + h) and f(x − h) agree; 0 where there are no numbers."""
        with np.errstate(all="ignore"):
            above = self.values[:, None] + self.forward * H
            rise = self.central * 2 * H
            size = np.maximum(np.abs(above), np.abs(above - rise))
            digits = np.floor(np.log10(size / np.abs(rise)) + 0.5)
        digits = np.where(rise == 0, self.digits, digits)
        return np.clip(np.nan_to_num(digits, nan=0.0), 0, self.digits).astype(np.uint8)

    @cached_property
    def verdicts(self) -> np.ndarray:
        """(n, k) uint8: what is seen at each point with each step, as an index into `VERDICTS`."""

        def at_points(condition) -> np.ndarray:
            return np.broadcast_to(condition[:, None], self.central.shape)

        known = np.isfinite(self.slope) & np.isfinite(self.low) & np.isfinite(self.high)
        measured = np.isfinite(self.central) & np.isfinite(self.forward)
        central_h, forward_h = H[self.best["central"]][:, None], H[self.best["forward"]][:, None]
        bends = at_points(self.theory[0] != 0)
        # The first condition that holds decides.
        seen = {
            "nowhere": at_points(~known),
            "wrong_at_kink": at_points(self.is_wrong & self.is_kink),
            "wrong": at_points(self.is_wrong),
            "kink": at_points(self.is_kink),
            "lost": ~measured & (self.x[:, None] + H == self.x[:, None]),
            "outside": ~measured,
            "wide": (NEAR * central_h < H) & bends,
            "wide_unbent": NEAR * central_h < H,
            "narrow": forward_h / NEAR > H,
            "near": central_h / NEAR < H,
        }
        indices = [VERDICTS.index(key) for key in seen]
        return np.select(list(seen.values()), indices, VERDICTS.index("between")).astype(np.uint8)

    def judge(self, i: int, j: int) -> tuple[str, dict[str, float]]:
        """What is seen at point i with step j, as the id of its sentence without "gradcheck_explorer.", and the numbers
        for it.
        """
        low = float(self.low[i])
        numbers = {"x": self.x[i], "given": float(self.slope[i]), "low": low, "high": float(self.high[i])}
        numbers |= {"reference": low, "gap": float(self.gap[i])}
        if self.has_best[i]:
            for way in WAYS:
                numbers |= {f"{way}_h": H[self.best[way][i]], f"{way}_error": self.best_error[way][i]}
            numbers |= {"all": self.digits, "digits": int(self.agreeing[i, j])}
        return VERDICTS[self.verdicts[i, j]], numbers

    @cached_property
    def theory(self) -> np.ndarray:
        """(2, n) what theory expects of the errors: c in c·h, one-sided, and in c·h², central; 0 where there is no such
        term.

        They are |f″|/2 and |f‴|/6 of the Taylor series, from differences with a moderate h.
        """
        moderate = int(np.searchsorted(H, 0.9e-2))
        h, central = H[moderate], self.central[:, moderate]
        with np.errstate(all="ignore"):
            gaps = np.abs([self.forward[:, moderate] - central, central - self.low])
            seen = (gaps > MARGIN * (self.doubt + self.rounding / h)) & ~self.is_kink
            return np.where(seen, gaps, 0.0) / np.array([[h], [h**2]])


def make_points(x_range: tuple[float, float]) -> np.ndarray:
    """At most 161 round numbers over the range: multiples of 1, 2 or 5 times a power of ten."""
    low, high = x_range
    finest = (high - low) / (MOST_POINTS - 1)
    power = 10.0 ** np.floor(np.log10(finest))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= finest * (1 - 1e-9))
    digits = max(0, int(-np.floor(np.log10(step) + 1e-9)))
    return np.round(np.arange(np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9) + 1) * step, digits) + 0.0


def measure(f, slope, x: np.ndarray, name: str, variable: str) -> Differences:
    """Measure the slope of f at the points x (n,) with every step of `H`; f and slope are called once.

    Never raises for a wrong function: `problem` says why there is nothing, `notes` what is wrong with the slope.
    """
    above, below = x[:, None] + H, x[:, None] - H
    points = np.concatenate([x, above.ravel(), below.ravel()])
    sampled = sample(f, points, name, variable)
    nothing = np.full(x.size, np.nan)
    if sampled.values is None:
        empty = np.full(above.shape, np.nan)
        return Differences(x, nothing, empty, empty, nothing, nothing, nothing, nothing, 0.0, problem=sampled.problem)
    values = sampled.values[: x.size]
    high, low = sampled.values[x.size :].reshape(2, *above.shape)
    precision = float(np.finfo(np.float32 if sampled.single_precision else np.float64).eps)
    with np.errstate(all="ignore"):
        # The step really taken: x ± h is rounded, and at the smallest h it may vanish.
        forward, backward = (
            _quotient(high - values[:, None], above - x[:, None]),
            _quotient(values[:, None] - low, x[:, None] - below),
        )
        central = _quotient(high - low, above - below)
        noise = precision * np.max(np.abs([high, low, np.broadcast_to(values[:, None], high.shape)]), axis=0)
        if sampled.single_precision:  # then f rounds its argument too
            noise = noise + precision * np.abs(x[:, None] * central)
        noise = noise / H
    right, right_doubt = _extrapolate(forward, noise, order=1)
    left, left_doubt = _extrapolate(backward, noise, order=1)
    middle, doubt = _extrapolate(central, noise, order=2)
    with np.errstate(invalid="ignore"):
        kink = np.abs(right - left) > MARGIN * (right_doubt + left_doubt) + 1e-3 * (np.abs(right) + np.abs(left))
    ends = np.where(kink, np.minimum(left, right), middle), np.where(kink, np.maximum(left, right), middle)
    doubt = np.where(kink, right_doubt + left_doubt, doubt)
    notes: list[str] = [message("gradcheck_explorer.single", name=name)] if sampled.single_precision else []
    answer, given = None, nothing
    if slope is not None:
        answer = sample(slope, x, f"{name}′", variable)
        notes += (
            []
            if answer.values is not None
            else [f"{answer.problem} {message('gradcheck_explorer.fallback', name=name)}"]
        )
    has_slope = answer is not None and answer.values is not None
    given = answer.values if has_slope else middle
    return Differences(x, values, central, forward, given, *ends, doubt, precision, has_slope, notes=notes)


def _quotient(rise, step):
    return np.where(step > 0, rise / step, np.nan)


def _extrapolate(measured, noise, order: int) -> tuple[np.ndarray, np.ndarray]:
    """The slope at h → 0 of measurements (n, k) whose error is a series in h^order, and its uncertainty, both (n,).

    The parabola in h^order through three steps is read at 0; of all such triples that one is taken that moves least
    against its neighbours, rounding included.
    """
    apart = PER_DECADE // 2
    t = H**order
    a, b, c = (measured[:, i * apart : measured.shape[1] - (2 - i) * apart] for i in range(3))
    ta, tb, tc = (t[i * apart : t.size - (2 - i) * apart] for i in range(3))
    with np.errstate(all="ignore"):
        at_zero = (
            a * tb * tc / ((ta - tb) * (ta - tc))
            + b * ta * tc / ((tb - ta) * (tb - tc))
            + c * ta * tb / ((tc - ta) * (tc - tb))
        )
        moved = np.abs(np.diff(at_zero, axis=1))
        moved = np.maximum(np.pad(moved, ((0, 0), (1, 0)), mode="edge"), np.pad(moved, ((0, 0), (0, 1)), mode="edge"))
        doubt = moved + 2 * noise[:, : at_zero.shape[1]]
    doubt = np.where(np.isfinite(doubt), doubt, np.inf)
    best = np.argmin(doubt, axis=1)
    rows = np.arange(best.size)
    known = np.isfinite(doubt[rows, best])
    return np.where(known, at_zero[rows, best], np.nan), np.where(known, doubt[rows, best], np.nan)
