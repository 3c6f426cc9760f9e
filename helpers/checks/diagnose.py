"""What can be said about a wrong number when it matches no known mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.checks.compare import is_number, is_same, is_shape, off_elements, parts
from helpers.checks.messages import message
from helpers.checks.model import Case, Outcome

Said = tuple[str, str]  # (kind, sentence)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a value.

    Attributes:
        kind: as in `Finding`.
        sentence: says it.
        numbers: a second sentence with numbers, "" for none.
        part: the piece of the result that is wrong, "" for the whole.
    """

    kind: str
    sentence: str
    numbers: str = ""
    part: str = ""

    @property
    def tells(self) -> bool:
        """Whether the sentence gives away what was expected, so that a hidden test must not show it."""
        return self.kind in ("number", "value")


def describe_error(name: str, outcome: Outcome, case: Case) -> Said:
    """Say in plain words why a call raised."""
    text = outcome.message
    if "ellipsis" in text.lower():
        return "blank", message("blank.used", name=name)
    own = f"{name}()" in text or text.startswith(f"{name}.") or "<lambda>()" in text  # a wrong call inside of the function names another one
    if outcome.error == "TypeError" and own and "argument" in text and ("positional" in text or "unexpected" in text):
        wanted = len(case.arguments)
        for step, given in case.calls:
            method = step.rpartition(".")[2]
            if not method or f"{method}()" in text:
                name, wanted = (f"{name}.{method}", len(given)) if method else (name, len(given))
                break
        return "error", message("error.signature", name=name, count=wanted)
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
    if "object is not callable" in text:
        return message("error.not-callable")
    if "can't multiply sequence" in text:
        return message("error.sequence")
    if outcome.error == "TypeError" and "'NoneType' object" in text:
        return message("error.none")
    if outcome.error == "AttributeError" and re.match(r"'(?!NoneType)[A-Z]\w*' object has no attribute", text):
        return message("error.attribute")
    if "not aligned" in text or "broadcast" in text or "mismatch in its core dimension" in text:
        return message("error.shapes", message=text)
    if "does not have enough dimensions" in text:
        return message("error.no-matrix")
    if "setting an array element with a sequence" in text:
        return message("error.one-place")
    return None


def describe_value(name: str, got: Any, case: Case) -> Fault:
    """Say what is wrong with a returned value; `got` is known not to be right."""
    if got is Ellipsis:
        return Fault("blank", message("blank.value", name=name))
    if got is None:
        return Fault("type", message("value.none", name=name))
    right, other = parts(case.expected), parts(case.other_end)
    whole = isinstance(case.expected, dict | tuple) and not is_shape(case.expected)
    mine = parts(got) if whole else {"": got}
    if whole:
        if not isinstance(got, Mapping if isinstance(case.expected, dict) else tuple):
            expected = type(case.expected).__name__
            return Fault("type", about("type.other", "", got=type(got).__name__, expected=expected))
        for part in right:
            if part not in mine:
                return _describe_missing(name, part, mine, right)
        for part in mine:
            if part not in right:
                return Fault("type", message("part.extra", part=part, expected=", ".join(right)))
    for part in right:
        if not is_same(mine[part], right[part], other.get(part), case.rtol):
            return describe_part(part, mine[part], right[part], other.get(part), case)
    raise ValueError("describe_value was asked about a right value")


def _describe_missing(name: str, part: str, mine: Mapping[str, Any], right: Mapping[str, Any]) -> Fault:
    """A piece is not there; perhaps a blank, nothing or something whole stands where it should be a part."""
    around = next((got for got in mine if got and part.startswith((f"{got}[", f"{got}."))), None)
    if around and mine[around] is Ellipsis:
        return Fault("blank", about("blank.part", around), part=around)
    if around and mine[around] is None:
        return Fault("type", message("value.none", name=around), part=around)
    if around and isinstance(mine[around], list):
        return Fault("type", about("type.other", around, got="list", expected="tuple"), part=around)
    if any(got.startswith(f"{part}[") for got in mine):
        return Fault("type", about("type.other", part, got="tuple", expected="NumPy array or number"), part=part)
    return Fault("type", message("part.missing", part=part, expected=", ".join(right)), part=part)


def describe_part(part: str, got: Any, expected: Any, other_end: Any, case: Case) -> Fault:
    """Say what is wrong with one piece of a result: its type, shape, a pattern in its numbers, or its worst element."""
    for diagnosis in (_type, _plain_value, _shape, _not_finite):
        said = diagnosis(part, got, expected, case)
        if said:
            return Fault(*said, part=part)
    worst = _worst(part, got, expected, other_end, case.rtol)
    pattern = _pattern(part, got, expected, case)
    return Fault(*pattern, worst, part) if pattern else Fault("number", worst, part=part)


def about(key: str, part: str, /, **values: Any) -> str:
    """A sentence about a piece of the result; the piece is "the result" where the result has only one."""
    whole = message("part.result")
    text = message(key, part=part or whole, **values)
    return text[0].upper() + text[1:] if not part and text.startswith(whole) else text


def _type(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    if got is Ellipsis:
        return "blank", about("blank.part", part)
    if got is None and part:
        return "type", message("value.none", name=part)
    if _is_plain(expected):
        alike = isinstance(got, list | tuple) if isinstance(expected, list | tuple) else _kind(got) == _kind(expected)
        return None if alike else ("type", about("type.other", part, got=_kind(got), expected=_kind(expected)))
    if isinstance(got, list | tuple):
        return "type", about("type.list", part, got=type(got).__name__)
    if isinstance(got, np.ndarray) and got.dtype.kind not in "biuf":
        return "type", about("type.dtype", part, got=got.dtype.name)
    if not isinstance(got, np.ndarray) and not is_number(got):
        return "type", about("type.other", part, got=type(got).__name__, expected="NumPy array or number")
    return None


def _is_plain(expected: Any) -> bool:
    """An answer that is right or wrong as a whole: a shape, yes or no, a word, a list."""
    return isinstance(expected, bool | np.bool_) or not (isinstance(expected, np.ndarray) or is_number(expected))


def _kind(value: Any) -> str:
    return "bool" if isinstance(value, bool | np.bool_) else type(value).__name__


def _plain_value(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    if not _is_plain(expected):
        return None
    if is_shape(expected) and len(expected) > 1 and tuple(got) == expected[::-1]:
        return "pattern", about("value.reversed", part, got=got)
    return "value", about("value.wrong", part, got=got, expected=expected)


def _shape(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    mine, right = np.shape(got), np.shape(expected)
    if mine == right:
        return None
    if mine == ():
        return "shape", about("shape.scalar", part, expected=right)
    if mine == right[::-1] and is_same(np.asarray(got).T, expected, rtol=case.rtol):
        return "pattern", about("pattern.transposed", part)
    if mine == right[::-1]:
        return "shape", about("shape.transposed", part, got=mine, expected=right)
    if len(mine) < len(right) and np.size(got) == np.size(expected):
        return "shape", about("shape.keepdims", part, got=mine, expected=right)
    return "shape", about("shape.wrong", part, got=mine, expected=right)


def _not_finite(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    values = np.asarray(got, dtype=float)
    for kind, found in (("nan", np.isnan(values)), ("inf", np.isinf(values))):
        if found.any():
            return "number", about(f"number.{kind}", part, index=_index(np.argwhere(found)[0]))
    return None


def _pattern(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    got, expected = np.asarray(got), np.asarray(expected, dtype=float)
    for name, values in _candidates(got, expected, case):
        if is_same(got, values, rtol=case.rtol):
            key, _, detail = name.partition(":")
            return "pattern", about(f"pattern.{key}", part, factor=detail, axis=detail)
    for name, where in _regions(got.shape):
        off = off_elements(got, expected, None, case.rtol)
        rest = off.copy()
        rest[where] = True
        if off.size > 1 and not off[where].any() and off[where].size < off.size and rest.all():
            return "pattern", about(f"pattern.{name}", part)
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
    for argument in (*case.arguments, *(argument for _, given in case.calls for argument in given)):
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
        return about("number.scalar", part, got=_digits(got), expected=_digits(expected))
    error = np.where(off, np.abs(got - expected), -1.0)
    index = np.unravel_index(int(np.argmax(error)), got.shape)
    return about("number.worst", part, got=_digits(got[index]), expected=_digits(expected[index]),
                   index=_index(index), wrong=int(off.sum()), size=off.size)


def _digits(number: Any) -> str:
    return f"{float(number):.6g}"


def _index(index: Any) -> str:
    return "[" + ", ".join(str(int(place)) for place in index) + "]"
