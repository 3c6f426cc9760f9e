"""What can be said about a wrong number when it matches no known mistake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from helpers.checks.compare import is_number, is_same, off_elements, parts
from helpers.checks.messages import message
from helpers.checks.model import Case, Outcome

Said = tuple[str, str]  # (kind, sentence)


def describe_error(name: str, outcome: Outcome, arguments: tuple) -> Said:
    """Say in plain words why a call raised."""
    text = outcome.message
    if "ellipsis" in text.lower():
        return "blank", message("blank.used", name=name)
    own = f"{name}()" in text or "<lambda>()" in text  # a wrong call inside of the function names another one
    if outcome.error == "TypeError" and own and "argument" in text and ("positional" in text or "unexpected" in text):
        return "error", message("error.signature", name=name, count=len(arguments))
    return "error", message("error.raised", name=name, error=outcome.error, message=text)


def explain_error(outcome: Outcome) -> str | None:
    """A sentence on the usual reason for an error of this text, None where there is none."""
    text = outcome.message
    if "truth value" in text:
        return message("error.truth")
    if "bitwise_xor" in text or "for ^" in text:
        return message("error.power")
    if "can be converted to Python scalars" in text or "must be real number, not" in text:
        return message("error.scalar-only")
    if outcome.error == "NameError":
        return message("error.name", message=text)
    if "not aligned" in text or "broadcast" in text or "mismatch in its core dimension" in text:
        return message("error.shapes", message=text)
    return None


def describe_value(name: str, got: Any, case: Case) -> tuple[str, str, str]:
    """Say what is wrong with a returned value; `got` is known not to be right.

    Returns:
        The kind of fault, a sentence, and a second sentence with numbers ("" where there is none).
    """
    if got is Ellipsis:
        return "blank", message("blank.value", name=name), ""
    if got is None:
        return "type", message("value.none", name=name), ""
    right, other = parts(case.expected), parts(case.other_end)
    mine = parts(got) if isinstance(case.expected, dict | tuple) else {"": got}
    if isinstance(case.expected, dict | tuple):
        if not isinstance(got, Mapping if isinstance(case.expected, dict) else tuple):
            expected = type(case.expected).__name__
            return "type", _about("type.other", "", got=type(got).__name__, expected=expected), ""
        listed = ", ".join(right)
        for part in right:
            if part not in mine:
                return "type", message("part.missing", part=part, expected=listed), ""
        for part in mine:
            if part not in right:
                return "type", message("part.extra", part=part, expected=listed), ""
    for part in right:
        if not is_same(mine[part], right[part], other.get(part), case.rtol):
            return describe_part(part, mine[part], right[part], other.get(part), case)
    raise ValueError("describe_value was asked about a right value")


def describe_part(part: str, got: Any, expected: Any, other_end: Any, case: Case) -> tuple[str, str, str]:
    """Say what is wrong with one piece of a result: its type, shape, a pattern in its numbers, or its worst element."""
    for diagnosis in (_type, _shape, _not_finite):
        said = diagnosis(part, got, expected, case)
        if said:
            return *said, ""
    worst = _worst(part, got, expected, other_end, case.rtol)
    pattern = _pattern(part, got, expected, case)
    return (*pattern, worst) if pattern else ("number", worst, "")


def _about(key: str, part: str, /, **values: Any) -> str:
    """A sentence about a piece of the result; the piece is "the result" where the result has only one."""
    whole = message("part.result")
    text = message(key, part=part or whole, **values)
    return text[0].upper() + text[1:] if not part and text.startswith(whole) else text


def _type(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    if got is Ellipsis:
        return "blank", _about("blank.part", part)
    if not isinstance(expected, np.ndarray) and not is_number(expected):
        return "type", _about("type.other", part, got=type(got).__name__, expected=type(expected).__name__)
    if isinstance(got, list | tuple):
        return "type", _about("type.list", part, got=type(got).__name__)
    if isinstance(got, np.ndarray) and got.dtype.kind not in "biuf":
        return "type", _about("type.dtype", part, got=got.dtype.name)
    if not isinstance(got, np.ndarray) and not is_number(got):
        return "type", _about("type.other", part, got=type(got).__name__, expected="NumPy array or number")
    return None


def _shape(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    mine, right = np.shape(got), np.shape(expected)
    if mine == right:
        return None
    if mine == ():
        return "shape", _about("shape.scalar", part, expected=right)
    if mine == right[::-1] and is_same(np.asarray(got).T, expected, rtol=case.rtol):
        return "pattern", _about("pattern.transposed", part)
    if mine == right[::-1]:
        return "shape", _about("shape.transposed", part, got=mine, expected=right)
    if len(mine) < len(right) and np.size(got) == np.size(expected):
        return "shape", _about("shape.keepdims", part, got=mine, expected=right)
    return "shape", _about("shape.wrong", part, got=mine, expected=right)


def _not_finite(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    values = np.asarray(got, dtype=float)
    for kind, found in (("nan", np.isnan(values)), ("inf", np.isinf(values))):
        if found.any():
            return "number", _about(f"number.{kind}", part, index=_index(np.argwhere(found)[0]))
    return None


def _pattern(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    got, expected = np.asarray(got), np.asarray(expected, dtype=float)
    for name, values in _candidates(got, expected, case):
        if is_same(got, values, rtol=case.rtol):
            key, _, detail = name.partition(":")
            return "pattern", _about(f"pattern.{key}", part, factor=detail, axis=detail)
    for name, where in _regions(got.shape):
        off = off_elements(got, expected, None, case.rtol)
        rest = off.copy()
        rest[where] = True
        if off.size > 1 and not off[where].any() and off[where].size < off.size and rest.all():
            return "pattern", _about(f"pattern.{name}", part)
    return None


def _candidates(got: np.ndarray, expected: np.ndarray, case: Case) -> Iterator[tuple[str, np.ndarray]]:
    """Wrong values that have a name, most telling first."""
    if not expected.any():
        return  # every factor times 0 is 0: nothing can be told apart
    yield "negated", -expected
    if expected.ndim == 2 and expected.shape[0] == expected.shape[1]:
        yield "transposed", expected.T
    for name, size in case.sizes.items():
        yield f"factor:{name}", expected * size
        yield f"factor:1/{name}", expected / size
    yield "factor:2", expected * 2
    yield "factor:½", expected / 2
    if got.dtype.kind in "iu" and np.trunc(expected).any():
        yield "truncated", np.trunc(expected)
    for digits in range(5):
        if np.round(expected, digits).any():  # zeros everywhere have other reasons
            yield "rounded", np.round(expected, digits)
    for argument in case.arguments:
        if isinstance(argument, np.ndarray) and argument.shape == expected.shape:
            yield "input", argument
    if got.size > 1:
        yield "constant", np.full_like(expected, got.flat[0])
    for axis in range(expected.ndim):
        yield f"mean:{axis}", np.broadcast_to(expected.mean(axis=axis, keepdims=True), expected.shape)


def _regions(shape: tuple[int, ...]) -> Iterator[tuple[str, tuple]]:
    if len(shape) == 2 and min(shape) > 1:
        yield "first-row", (0, slice(None))
        yield "first-column", (slice(None), 0)
    if shape:
        yield "first-example", (slice(0, 1),) * len(shape)


def _worst(part: str, got: Any, expected: Any, other_end: Any, rtol: float) -> str:
    off = off_elements(got, expected, other_end, rtol)
    got, expected = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    if got.ndim == 0:
        return _about("number.scalar", part, got=_digits(got), expected=_digits(expected))
    error = np.where(off, np.abs(got - expected), -1.0)
    index = np.unravel_index(int(np.argmax(error)), got.shape)
    return _about("number.worst", part, got=_digits(got[index]), expected=_digits(expected[index]),
                   index=_index(index), wrong=int(off.sum()), size=off.size)


def _digits(number: Any) -> str:
    return f"{float(number):.6g}"


def _index(index: Any) -> str:
    return "[" + ", ".join(str(int(place)) for place in index) + "]"
