"""Is a result the expected one? Numbers only; what is said about a wrong one is in `diagnose`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from helpers.answers import Outcome, holds_numbers

#: Absolute tolerance: forgives rounding where the right value is exactly 0, and nothing else. The smallest slope
#: that the course computes is 8e-9 (tanh at z = ±10), where allclose's default of 1e-8 would accept 0.
ATOL = 1e-13


def parts(value: Any, name: str = "", like: Any = None) -> dict[str, Any]:
    """Name the pieces of a result, down to its arrays, numbers and shapes.

    A dict's entries keep their names (``dW1``; inside of another dict ``backward.dW1``), a tuple's items are numbered
    as Python does (``result[0]``), and a value in one piece is named "". A tuple of whole numbers is one piece, a
    shape,
    unless `like`, the expected result, has a tuple of several pieces in its place: ``return 1, 1`` gives two gradients.
    """
    if isinstance(value, Mapping):
        known = like if isinstance(like, Mapping) else {}
        pieces = [(f"{name}.{key}" if name else str(key), item, known.get(key)) for key, item in value.items()]
    elif isinstance(value, tuple) and not (is_shape(value) and (is_shape(like) or not isinstance(like, tuple))):
        wanted = like if isinstance(like, tuple) else ()
        pieces = [
            (f"{name or 'result'}[{place}]", item, wanted[place] if place < len(wanted) else None)
            for place, item in enumerate(value)
        ]
    else:
        return {name: value}
    return {inner: leaf for piece, item, known in pieces for inner, leaf in parts(item, piece, known).items()}


def is_shape(value: Any) -> bool:
    """A tuple of whole numbers, as ``array.shape`` gives it; one answer, not several."""
    return isinstance(value, tuple) and all(type(item) is int or isinstance(item, np.integer) for item in value)


def off_elements(got: Any, expected: Any, other_end: Any, rtol: float) -> np.ndarray:
    """Mark the elements that are wrong.

    Args:
        got, expected: numbers or arrays of one shape.
        other_end: None, or the other end of the interval of right values.
        rtol: relative tolerance.

    Returns:
        Boolean array of that shape, True where `got` lies outside of the interval by more than the tolerance.
    """
    got, expected = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    if got.shape != expected.shape:  # an object may lie about its shape; the array made of it does not
        return np.ones(expected.shape, dtype=bool)
    other = expected if other_end is None else np.asarray(other_end, dtype=float)
    low, high = np.minimum(expected, other), np.maximum(expected, other)
    tolerance = rtol * np.maximum(np.abs(low), np.abs(high)) + ATOL
    with np.errstate(invalid="ignore"):
        inside = (got >= low - tolerance) & (got <= high + tolerance)
    return ~inside


def is_same(got: Any, expected: Any, other_end: Any = None, rtol: float = 1e-6) -> bool:
    """Whether a whole result is right: same pieces, same shapes, numbers within tolerance."""
    if is_shape(expected):  # a list of the same numbers is as good
        return isinstance(got, list | tuple) and is_shape(tuple(got)) and tuple(got) == expected
    if isinstance(expected, dict | tuple):
        if not isinstance(got, Mapping if isinstance(expected, dict) else tuple):
            return False
        mine, right, other = parts(got, like=expected), parts(expected), parts(other_end)
        return mine.keys() == right.keys() and all(
            is_same(mine[name], right[name], other.get(name), rtol) for name in right
        )
    if isinstance(expected, bool | np.bool_):
        return isinstance(got, bool | np.bool_) and bool(got) == bool(expected)
    if isinstance(expected, list):
        return (
            isinstance(got, list)
            and len(got) == len(expected)
            and all(is_same(mine, right, None, rtol) for mine, right in zip(got, expected, strict=True))
        )
    if isinstance(expected, str | None.__class__):
        return type(got) is type(expected) and got == expected
    if not holds_numbers(got) or np.shape(got) != np.shape(expected):
        return False
    if np.ndim(expected) and not isinstance(got, np.ndarray):
        return False
    return not off_elements(got, expected, other_end, rtol).any()


def is_same_outcome(got: Outcome, known: Outcome, rtol: float) -> bool:
    """Whether a call gave just what a known mistake gives: value, error and changed arguments.

    A nan in the mistake's numbers is matched by a nan.
    """
    if got.error or known.error:
        return got.error == known.error and got.message == known.message
    if got.changed != known.changed:
        return False
    return _matches(got.value, known.value, rtol)


def _matches(got: Any, known: Any, rtol: float) -> bool:
    if holds_numbers(got) and holds_numbers(known) and np.shape(got) == np.shape(known):
        same_kind = isinstance(got, np.ndarray) == isinstance(known, np.ndarray) or not np.ndim(known)
        got, known = np.asarray(got, dtype=float), np.asarray(known, dtype=float)
        odd = ~np.isfinite(known)
        same_odd = np.array_equal(got[odd], known[odd], equal_nan=True)
        return same_kind and same_odd and not off_elements(got[~odd], known[~odd], None, rtol).any()
    if is_shape(known):
        return isinstance(got, list | tuple) and tuple(got) == known
    if isinstance(known, dict | tuple) and type(got) is type(known):
        mine, theirs = parts(got, like=known), parts(known)
        return mine.keys() == theirs.keys() and all(_matches(mine[name], theirs[name], rtol) for name in theirs)
    if isinstance(known, list) and isinstance(got, list):
        return len(got) == len(known) and all(_matches(a, b, rtol) for a, b in zip(got, known, strict=True))
    if isinstance(got, np.ndarray) or isinstance(known, np.ndarray):
        return False  # arrays of one shape that hold numbers were compared above
    return type(got) is type(known) and not holds_numbers(got) and got == known
