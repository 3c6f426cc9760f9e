"""What can be said about a wrong number when it matches no known mistake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.answers import Foreign, Outcome, find_error_fault, find_fault, is_number
from helpers.checks.compare import is_same, is_shape, off_elements, parts
from helpers.checks.probes import describe_call, describe_look
from helpers.checks.specification import Case
from helpers.messages import Sentence, counted, message

Said = tuple[str, Sentence]  # (kind, sentence)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a value.

    Attributes:
        kind: as in `Finding`.
        sentence: says it.
        numbers: a second sentence with numbers, None for none.
        part: the piece of the result that is wrong, "" for the whole.
        chosen: whether the sentence repeats what the student's code chose (sizes, names of entries) and could so be
            made to carry a hidden input.
    """

    kind: str
    sentence: Sentence
    numbers: Sentence | None = None
    part: str = ""
    chosen: bool = False

    @property
    def tells(self) -> bool:
        """Whether the sentence gives away what was put in or expected, so that a hidden test must not show it."""
        return self.kind in ("number", "value") or self.chosen


def is_own_signature(name: str, outcome: Outcome) -> bool:
    """Whether the check could not call the student's function or method because it takes other arguments."""
    text = outcome.message
    own = (
        f"{name}()" in text or text.startswith(f"{name}.") or "<lambda>()" in text
    )  # a wrong call inside of the function names another one
    return (
        outcome.error == "TypeError"
        and own
        and "argument" in text
        and ("positional" in text or "unexpected" in text)
        and "'self'" not in text
    )


def describe_error(name: str, outcome: Outcome, case: Case) -> Said:
    """Say in plain words why a call raised."""
    text = outcome.message
    fault = find_error_fault(outcome)
    if fault and fault.kind == "blank-used":
        return "blank", message("blank.used", name=name)
    if is_own_signature(name, outcome):
        wanted = len(case.arguments)
        for step, given in case.calls:
            method = step.rpartition(".")[2]
            if not method or f"{method}()" in text:
                name, wanted = (f"{name}.{method}", len(given)) if method else (name, len(given))
                break
        return "error", counted("error.signature", wanted, name=name)
    return "error", message(
        "error.raised" if text else "error.raised.mute", name=name, error=outcome.error, message=text
    )


def describe_value(name: str, got: Any, case: Case) -> Fault:
    """Say what is wrong with a returned value; `got` is known not to be right."""
    if got is Ellipsis:
        return Fault("blank", message("blank.value", name=name))
    if got is None:
        return Fault("type", message("value.none", name=name))
    right, other = parts(case.expected), parts(case.other_end)
    whole = isinstance(case.expected, dict | tuple) and not is_shape(case.expected)
    mine = parts(got, like=case.expected) if whole else {"": got}
    if whole:
        if not isinstance(got, Mapping if isinstance(case.expected, dict) else tuple):
            expected = type(case.expected).__name__
            return Fault(
                *(_foreign("", got, expected) or ("type", about("type.other", "", got=_kind(got), expected=expected)))
            )
        for part in right:
            if part not in mine:
                return _describe_missing(name, part, mine, right)
        for part in mine:
            if part not in right:
                return Fault("type", message("part.extra", part=spoken(part), expected=_listed(right)), chosen=True)
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
        return Fault("type", message("value.none", name=spoken(around)), part=around)
    if around and isinstance(mine[around], list):
        return Fault("type", about("type.other", around, got="list", expected="tuple"), part=around)
    if any(got.startswith(f"{part}[") for got in mine):
        return Fault(
            "type", about("type.other", part, got="tuple", expected=message("type.array-or-number")), part=part
        )
    return Fault("type", message("part.missing", part=spoken(part), expected=_listed(right)), part=part)


def describe_part(part: str, got: Any, expected: Any, other_end: Any, case: Case) -> Fault:
    """Say what is wrong with one piece of a result: its type, shape, a pattern in its numbers, or its worst element."""
    for diagnosis in (_type, _plain_value, _shape, _not_finite):
        said = diagnosis(part, got, expected, case)
        if said:
            return Fault(*said, part=part, chosen=said[0] == "shape" and not _usual_sizes(got, expected, case))
    worst = _worst(part, got, expected, other_end, case.rtol)
    pattern = _pattern(part, got, expected, case)
    return Fault(*pattern, worst, part) if pattern else Fault("number", worst, part=part)


def _usual_sizes(got: Any, expected: Any, case: Case) -> bool:
    """Whether the lengths of a result's axes are lengths that the task is about."""
    arrays = [expected, *case.arguments, *(argument for _, given in case.calls for argument in given)]
    known = {size for array in arrays if isinstance(array, np.ndarray) for size in (*array.shape, array.size)}
    return set(np.shape(got)) <= known | {0, 1}


def spoken(part: str) -> str:
    """The name of a piece as it is shown: where a function is called once, "call." in front of it says nothing."""
    part = part.removeprefix("call.")
    return describe_call(part) or part


def _listed(parts_: Mapping[str, Any]) -> str:
    return ", ".join(map(spoken, parts_))


def about(id: str, part: str, /, **values: Any) -> Sentence:
    """A sentence about a piece of the result; the piece is "the result" where the result has only one."""
    return message(id, part=spoken(part) or message("part.result"), **values)


def _type(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    if got is Ellipsis:
        return "blank", about("blank.part", part)
    if got is None and part:
        return "type", message("value.none", name=spoken(part))
    wanted = _kind(expected) if _is_plain(expected) else message("type.array" if np.ndim(expected) else "type.number")
    if isinstance(got, Foreign):
        return _foreign(part, got, wanted)
    if is_shape(expected) and len(expected) == 2 and is_number(got) and _kind(got) != "bool":
        return "type", about("type.pair", part)
    if _is_plain(expected):
        alike = isinstance(got, list | tuple) if isinstance(expected, list | tuple) else _kind(got) == _kind(expected)
        return None if alike else ("type", about("type.other", part, got=_kind(got), expected=wanted))
    fault = find_fault(got)
    if fault is None:
        return None
    if fault.kind == "blank":
        return "blank", about("blank.part", part)
    return "type", about("type.list" if fault.kind == "list" else "type.other", part, got=_kind(got), expected=wanted)


_FUNCTIONS = ("function", "builtin_function_or_method", "method", "ufunc", "type")
_LAZY = ("generator", "map", "filter", "zip", "range", "enumerate", "reversed")


def _foreign(part: str, got: Any, expected: str) -> Said | None:
    """What is said of something that is no plain data; None where it is some."""
    if not isinstance(got, Foreign):
        return None
    key = f"type.{got.fault}"
    if got.fault == "type":
        kinds = {
            "type.function": _FUNCTIONS,
            "type.lazy": _LAZY,
            "type.exact": ("Fraction", "Decimal"),
            "type.own": ("",),
        }
        key = next((name for name, types in kinds.items() if got.of in types), "type.other")
    elif got.fault == "elements":
        kinds = {
            "type.text": ("str",),
            "type.objects.list": ("list", "tuple", "ndarray"),
            "type.objects.none": ("NoneType",),
            "type.objects.function": _FUNCTIONS,
        }
        key = next((name for name, types in kinds.items() if got.of in types), "type.objects")
    return "type", about(key, part, got=got.of or "object", expected=expected)


def _is_plain(expected: Any) -> bool:
    """An answer that is right or wrong as a whole: a shape, yes or no, a word, a list."""
    return isinstance(expected, bool | np.bool_) or not (isinstance(expected, np.ndarray) or is_number(expected))


def _kind(value: Any) -> str:
    if isinstance(value, Foreign):
        return value.of or "object"
    if value is None:
        return "None"
    return "bool" if isinstance(value, bool | np.bool_) else type(value).__name__


def _plain_value(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    if not _is_plain(expected):
        return None
    if is_shape(expected) and len(expected) > 1 and is_same(tuple(got), expected[::-1]):
        return "pattern", about("value.reversed", part, got=got)
    return "value", about("value.wrong", part, got=_short(got), expected=_short(expected))


def _short(value: Any) -> str:
    if isinstance(value, str) and (look := describe_look(value)):
        return look
    text = str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _shape(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    mine, right = np.shape(got), np.shape(expected)
    if mine == right:
        return None
    if right == ():
        return "shape", about("shape.number", part, got=mine)
    if mine == ():
        return "shape", about("shape.plain-number" if np.size(expected) == 1 else "shape.scalar", part, expected=right)
    if mine == right[::-1] and is_same(np.asarray(got).T, expected, rtol=case.rtol):
        return "pattern", about("pattern.transposed", part)
    if mine == right[::-1]:
        return "shape", about("shape.transposed", part, got=mine, expected=right)
    if len(mine) < len(right) and np.size(got) == np.size(expected):
        lost_ones = tuple(size for size in mine if size != 1) == tuple(size for size in right if size != 1)
        return "shape", about("shape.squeezed" if lost_ones else "shape.flattened", part, got=mine, expected=right)
    return "shape", about("shape.wrong", part, got=mine, expected=right)


def _not_finite(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    values = np.asarray(got, dtype=float)
    for kind, found in (("nan", np.isnan(values)), ("inf", np.isinf(values))):
        if found.any():
            if not values.ndim:
                return "number", about(f"number.{kind}.scalar", part)
            return "number", about(f"number.{kind}", part, index=_index(np.argwhere(found)[0]))
    return None


def _pattern(part: str, got: Any, expected: Any, case: Case) -> Said | None:
    got, expected = np.asarray(got), np.asarray(expected, dtype=float)
    if (
        got.dtype.kind == "f"
        and got.dtype.itemsize < 8
        and is_same(got, expected, rtol=16 * float(np.finfo(got.dtype).eps))
    ):
        return "pattern", about("pattern.precision", part, factor=got.dtype.name)
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
    if got.dtype.kind in "iu" and (got.size > 1 or np.trunc(expected).any()):
        yield "truncated", np.trunc(expected)
    for digits in range(5):
        if np.round(expected, digits).any():  # zeros everywhere have other reasons
            yield "rounded", np.round(expected, digits)
    for argument in (*case.arguments, *(argument for _, given in case.calls for argument in given)):
        if isinstance(argument, np.ndarray) and argument.shape == expected.shape:
            yield "input", argument
    if got.size > 1:
        yield "zero", np.zeros_like(expected)
        yield "constant", np.full_like(expected, got.flat[0])
    for axis in range(expected.ndim):
        yield f"mean:{axis}", np.broadcast_to(expected.mean(axis=axis, keepdims=True), expected.shape)


def _regions(shape: tuple[int, ...]) -> Iterator[tuple[str, tuple]]:
    if len(shape) == 2 and min(shape) > 1:
        yield "first-row", (0, slice(None))
        yield "first-column", (slice(None), 0)
    if shape:
        yield "first-example", (slice(0, 1),) * len(shape)


def _worst(part: str, got: Any, expected: Any, other_end: Any, rtol: float) -> Sentence:
    off = off_elements(got, expected, other_end, rtol)
    got, expected = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    other_end = expected if other_end is None else np.asarray(other_end, dtype=float)
    if got.ndim == 0:
        mine, right = _mine_and_right(float(got), float(expected), float(other_end))
        return about("number.scalar", part, got=mine, expected=right)
    error = np.where(off, np.abs(got - expected), -1.0)
    index = np.unravel_index(int(np.argmax(error)), got.shape)
    mine, right = _mine_and_right(float(got[index]), float(expected[index]), float(other_end[index]))
    wrong = int(off.sum())
    return counted(
        "number.worst",
        wrong,
        part=spoken(part) or message("part.result"),
        got=mine,
        expected=right,
        index=_index(index),
        size=off.size,
    )


def _mine_and_right(got: float, expected: float, other_end: float) -> tuple[str, str]:
    if expected == other_end:
        return tell_apart(got, expected)
    return f"{got:.6g}", message(
        "number.between", low=f"{min(expected, other_end):g}", high=f"{max(expected, other_end):g}"
    )


def tell_apart(got: float, expected: float) -> tuple[str, str]:
    """Two different numbers with six digits, or with as many as it takes to see the difference."""
    for digits in (6, 9, 12, 17):
        mine, right = f"{got + 0.0:.{digits}g}", f"{expected + 0.0:.{digits}g}"  # −0 is written 0
        if mine != right:
            break
    return mine, right


def _index(index: Any) -> str:
    return "[" + ", ".join(str(int(place)) for place in index) + "]"
