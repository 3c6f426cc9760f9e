"""Numerical gradients, and the comparison that tells whether a backward pass agrees with them.

Document 003: the numerical gradient is simple but slow, backpropagation is fast but easy to get wrong,
so one is used to check the other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.answers import describe, find_fault, kind_of, read_array
from helpers.errors import ArgumentError, HelpersError, ResultError
from helpers.messages import message

__all__ = [
    "GradientMismatch",
    "GradientResult",
    "GradientResults",
    "check_gradient",
    "check_gradients",
    "numerical_gradient",
    "relative_error",
]

Array = NDArray[np.float64]

STEP = 1e-5
THRESHOLD = 1e-7
# Below this size of |a| + |b| the relative error fades into an absolute one instead of dividing by almost zero.
SMALLEST_SCALE = 1e-8
# A cost is a sum of rounded terms, so its last digits are off: measured on two-layer nets with tiny gradients, by 1.4
# units with np.sum, and by 12 when a loop adds 2,000 examples.
ROUNDING_UNITS = 32


class GradientMismatch(HelpersError, AssertionError):
    """An analytic gradient disagrees with the numerical one.

    Attributes: name (str, the gradient), index (tuple, the worst element; None for a wrong shape),
    analytic, numeric, error (floats at that index; None for a wrong shape).
    """

    def __init__(
        self,
        message: str,
        name: str,
        index: tuple[int, ...] | None = None,
        analytic: float | None = None,
        numeric: float | None = None,
        error: float | None = None,
    ) -> None:
        super().__init__(message)
        self.name, self.index = name, index
        self.analytic, self.numeric, self.error = analytic, numeric, error


@dataclass(frozen=True, eq=False)
class GradientResult:
    """One gradient that agrees with its numerical value.

    Attributes: largest_error (relative, no unit), index (tuple, where it is), numeric (float64, shape of x),
    errors (float64, shape of x: the relative error of each element, 0 where the difference is lost in rounding).
    """

    largest_error: float
    index: tuple[int, ...]
    numeric: Array
    errors: Array

    def __str__(self) -> str:
        return message("gradcheck.agrees", error=self.largest_error, index=_index_text(self.index))


@dataclass(frozen=True, eq=False)
class GradientResults:
    """The gradients of several parameters, all in agreement with their numerical values.

    Attributes: worst (str, the parameter with the largest error), results (name of parameter -> GradientResult).
    """

    worst: str
    results: Mapping[str, GradientResult]

    @property
    def largest_error(self) -> float:
        """The largest relative error over all parameters."""
        return self.results[self.worst].largest_error

    def __str__(self) -> str:
        worst = self.results[self.worst]
        where = {"error": worst.largest_error, "index": _index_text(worst.index), "worst": self.worst}
        return message("gradcheck.all-agree", count=len(self.results), **where)


def numerical_gradient(f: Callable[[Array], float], x: ArrayLike, h: float = STEP) -> Array:
    """Estimate ∂f/∂x by central differences, (f(x+h) − f(x−h)) / 2h, one element of x at a time.

    Args:
        f: function of a float64 array shaped like x; returns one number. For an elementwise g use
            `lambda z: np.sum(g(z))`: the gradient is then g′(z), element by element.
        x: array of any shape, also 0-d; integers and float32 are taken as float64. f only ever sees copies.
        h: step, in units of x.
    Returns:
        float64 array with the shape of x.
    Raises:
        ResultError: f does not return one real number of float64 precision.
        ArgumentError: h is not positive, or vanishes beside an element of x.
    Source: document 003, numerical differentiation.
    """
    return _difference(f, _as_float64(x), h)[0]


def relative_error(a: ArrayLike, b: ArrayLike) -> Array:
    """Compare two arrays element by element: |a − b| / max(|a| + |b|, 1e-8).

    Args:
        a, b: numbers or arrays that broadcast together.
    Returns:
        float64 array: 0 where equal, 1 where one is zero or the signs differ, NaN where either is NaN or infinite.
    """
    a, b = _as_float64(a), _as_float64(b)
    with np.errstate(invalid="ignore", over="ignore"):  # inf − inf is a result to report here, not a warning
        scale = np.maximum(np.abs(a) + np.abs(b), SMALLEST_SCALE)
        return np.where(np.isfinite(a) & np.isfinite(b), np.abs(a - b) / scale, np.nan)


def check_gradient(
    f: Callable[[Array], float],
    x: ArrayLike,
    analytic: ArrayLike,
    h: float = STEP,
    threshold: float = THRESHOLD,
    name: str = "gradient",
) -> GradientResult:
    """Hold an analytic gradient against the numerical one.

    An element also passes when it differs by no more than the rounding of f makes the difference quotient uncertain
    (about 7e-10 · |f|): a right gradient of 1e-6 would otherwise be called wrong.

    Args:
        f: function of a float64 array shaped like x; returns one number.
        x: the point, any shape; stay 1e-3 away from kinks such as ReLU's z = 0.
        analytic: the gradient to check, same shape as x.
        h: step, in units of x.
        threshold: largest relative error that passes.
        name: what messages call the gradient.
    Returns:
        GradientResult with the largest relative error, its index, and the numerical gradient.
    Raises:
        GradientMismatch: wrong shape, NaN, or an element beyond the threshold; shows index, both numbers, the error.
        ResultError, ArgumentError: as `numerical_gradient`.
    """
    x = _as_float64(x)
    analytic = _comparable(analytic, x, name)
    result = _compare(f, x, analytic, h, threshold)
    if not result.largest_error <= threshold:  # `not <=` also catches NaN
        raise _mismatch(name, result, analytic, threshold)
    return result


def check_gradients(
    f: Callable[[dict[str, Array]], float],
    parameters: Mapping[str, ArrayLike],
    gradients: Mapping[str, ArrayLike],
    h: float = STEP,
    threshold: float = THRESHOLD,
) -> GradientResults:
    """Hold the gradients of all parameters of a network against the numerical ones.

    Args:
        f: cost as a function of the whole dict of parameters (float64 copies); returns one number.
        parameters: name -> array, such as {"W1": (n_h, n_x), "b1": (n_h, 1)}.
        gradients: name -> gradient, keyed "dW1" or "W1"; entries of no parameter are ignored.
        h, threshold: as `check_gradient`.
    Returns:
        GradientResults: the worst parameter's name and one GradientResult for each parameter.
    Raises:
        GradientMismatch: a gradient is missing, has a wrong shape, or differs; details of the worst, a line for each
            other.
        ResultError, ArgumentError: as `numerical_gradient`; ArgumentError also for no parameters.
    """
    if not parameters:
        raise ArgumentError(message("gradcheck.no-parameters"))
    values = {name: _as_float64(value) for name, value in parameters.items()}
    keys = {name: _gradient_key(name, gradients) for name in values}
    analytic = {name: _comparable(gradients[keys[name]], values[name], keys[name]) for name in values}

    results = {
        name: _compare(_vary_one(f, values, name), value, analytic[name], h, threshold)
        for name, value in values.items()
    }
    worst = max(results, key=lambda name: _rank(results[name].largest_error))
    if not results[worst].largest_error <= threshold:
        others = [_one_line(keys[name], results[name], threshold) for name in results if name != worst]
        raise _mismatch(keys[worst], results[worst], analytic[worst], threshold, others)
    return GradientResults(worst, MappingProxyType(results))


def _vary_one(
    f: Callable[[dict[str, Array]], float], values: Mapping[str, Array], name: str
) -> Callable[[Array], float]:
    """Return f as a function of the one parameter `name`, the others kept."""

    def cost(value: Array) -> float:
        return f({other: value if other == name else kept.copy() for other, kept in values.items()})

    return cost


def _as_float64(value: ArrayLike) -> Array:
    return np.asarray(value, dtype=np.float64)


def _difference(f: Callable[[Array], float], x: Array, h: float) -> tuple[Array, Array]:
    """Return the central difference and, for each element, the larger of |f(x+h)| and |f(x−h)|."""
    if not h > 0:
        raise ArgumentError(message("gradcheck.h-not-positive", h=h))
    gradient, size = np.empty(x.shape), np.empty(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x[index] + h, x[index] - h
        # x ± h is rounded, so the step really taken is measured, not assumed to be 2h.
        step = above - below
        if step == 0:
            raise ArgumentError(message("gradcheck.h-vanishes", h=h, x=x[index], index=_index_text(index)))
        high, low = _evaluate(f, x, index, above), _evaluate(f, x, index, below)
        gradient[index] = (high - low) / step
        size[index] = max(abs(high), abs(low))
    return gradient, size


def _evaluate(f: Callable[[Array], float], x: Array, index: tuple[int, ...], value: Any) -> float:
    # A fresh copy each time: an f that changes its argument in place must not spoil the next evaluation.
    moved = x.copy()
    moved[index] = value
    number = read_array(f(moved))
    if fault := find_fault(number):
        key = "gradcheck.f-none" if fault.kind == "none" else "gradcheck.f-not-numbers"
        raise ResultError(message(key, kind=kind_of(number)))
    if np.size(number) != 1:
        raise ResultError(message("gradcheck.f-array", shape=np.shape(number)))
    if number.dtype.kind == "f" and number.dtype.itemsize < 8:
        raise ResultError(message("gradcheck.f-precision", dtype=number.dtype))
    return float(number.item())


def _rounding_noise(size: Array, h: float) -> Array:
    """How far rounding in f alone can move the quotient: a few times ε·|f| / h."""
    return ROUNDING_UNITS * np.finfo(np.float64).eps * size / h


def _compare(f: Callable[[Array], float], x: Array, analytic: Array, h: float, threshold: float) -> GradientResult:
    numeric, size = _difference(f, x, h)
    error = relative_error(analytic, numeric)
    with np.errstate(invalid="ignore"):
        lost_in_rounding = (error > threshold) & (np.abs(analytic - numeric) <= _rounding_noise(size, h))
    error = np.where(lost_in_rounding, 0.0, error)
    if not error.size:
        return GradientResult(0.0, (), numeric, error)
    index = tuple(int(i) for i in np.unravel_index(int(np.argmax(_rank(error))), error.shape))
    return GradientResult(float(error[index]), index, numeric, error)


def _rank(error: ArrayLike) -> Array:
    """Order errors so that NaN counts as the worst."""
    return np.nan_to_num(_as_float64(error), nan=np.inf)


def _gradient_key(name: str, gradients: Mapping[str, ArrayLike]) -> str:
    for key in (f"d{name}", name):
        if key in gradients:
            return key
    present = ", ".join(map(str, gradients)) or message("gradcheck.nothing")
    raise GradientMismatch(message("gradcheck.missing", name=name, present=present), name=f"d{name}")


def _comparable(analytic: ArrayLike, x: Array, name: str) -> Array:
    analytic = read_array(analytic)
    if fault := find_fault(analytic, x.shape):
        kind = "not-numbers" if fault.kind == "list" else fault.kind
        facts = {"expected": x.shape, "advice": _shape_advice(np.shape(fault.value), x.shape)}
        raise GradientMismatch(describe(fault, name, {fault.kind: f"gradcheck.{kind}"}, **facts), name=name)
    return _as_float64(analytic)


def _shape_advice(got: tuple[int, ...], expected: tuple[int, ...]) -> str:
    if got == expected[::-1]:
        return message("gradcheck.transposed")
    if got == tuple(n for n in expected if n != 1):
        return message("gradcheck.lost-one")
    return message("gradcheck.print-shapes")


def _mismatch(
    name: str, result: GradientResult, analytic: Array, threshold: float, others: list[str] | None = None
) -> GradientMismatch:
    index, numeric = result.index, result.numeric
    lines = [
        message("gradcheck.wrong", name=name, index=_index_text(index)),
        message("gradcheck.analytic", value=float(analytic[index])),
        message("gradcheck.numeric", value=float(numeric[index])),
        message("gradcheck.error", error=result.largest_error, threshold=threshold),
        _advice(analytic, result, threshold),
        *(others or []),
    ]
    return GradientMismatch(
        "\n".join(lines), name, index, float(analytic[index]), float(numeric[index]), result.largest_error
    )


def _advice(analytic: Array, result: GradientResult, threshold: float) -> str:
    numeric = result.numeric
    if not np.isfinite(analytic).all():
        return message("gradcheck.not-finite")
    if not np.isfinite(numeric).all():
        return message("gradcheck.f-not-finite")
    if not numeric.any():
        return message("gradcheck.f-constant")
    if not analytic.any():
        return message("gradcheck.zero")
    factor = float(np.sum(analytic * numeric) / np.sum(numeric * numeric))
    # Looser than the threshold: the numeric side carries rounding, and the factor is only a hint.
    if np.abs(analytic - factor * numeric).max() <= 1e-5 * np.abs(analytic).max():
        return _factor_advice(factor)
    wrong = int(np.sum(~(result.errors <= threshold)))
    return message("gradcheck.some-differ", wrong=wrong, size=analytic.size)


def _factor_advice(factor: float) -> str:
    if np.isclose(factor, -1, rtol=1e-5):
        return message("gradcheck.sign")
    if np.isclose(factor, 1, rtol=1e-5):
        return message("gradcheck.nearly")
    return message("gradcheck.factor", factor=factor)


def _one_line(name: str, result: GradientResult, threshold: float) -> str:
    key = "gradcheck.other.agrees" if result.largest_error <= threshold else "gradcheck.other.wrong"
    return message(key, name=name, error=result.largest_error, index=_index_text(result.index))


def _index_text(index: tuple[int, ...]) -> str:
    return "[" + ", ".join(map(str, index)) + "]" if index else "()"
