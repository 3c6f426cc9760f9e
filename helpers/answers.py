"""What a learner's function gave: it is called, its result is read as plain data, and what is wrong with it is a
`Fault`.

A result may be an object of any class, with methods of its own for comparing, copying and counting; or endless; or
huge. None of that may stop a check, let alone satisfy it. So numbers, texts and containers are copied as what they are
made of, and everything else is noted as `Foreign`. What shape is needed, and what is said, is for the caller to decide.
"""

from __future__ import annotations

import builtins
import copy
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from helpers.messages import message

#: What a result may hold at most. The largest right one of the course has some 10,000 numbers.
MAX_NUMBERS, MAX_ITEMS, MAX_DEPTH = 10_000_000, 100_000, 20
MAX_BITS = 1023  # of a whole number that a float can still hold

_NUMPY_SCALARS = frozenset(np.sctypeDict.values())
#: Types that a message calls by name. A closed table: else the name of a class could carry a hidden input out of a
#: test.
KNOWN_TYPES = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type)) | frozenset(
    [
        "builtin_function_or_method",
        "datetime64",
        "Decimal",
        "deque",
        "DataFrame",
        "ellipsis",
        "Fraction",
        "function",
        "generator",
        "method",
        "module",
        "NoneType",
        "Polynomial",
        "poly1d",
        "Series",
        "Tensor",
        "timedelta64",
        "ufunc",
        "void",
    ]
)


@dataclass(frozen=True, repr=False)
class Foreign:
    """Stands for a piece of a result that is no plain data.

    Attributes:
        fault: ``type`` (an object of this type), ``elements`` (an array whose elements are of this type), ``complex``,
            ``long`` (a whole number that no float can hold), ``large`` or ``nested``.
        of: the type's name, see `KNOWN_TYPES`; "" for a class that is not in that table.
        is_array: whether it is an array of such elements.
    """

    fault: str
    of: str = ""
    is_array: bool = False

    def __repr__(self) -> str:
        return self.of or self.fault


def type_name(value: Any) -> str:
    """Name of a value's class, whatever the class or its metaclass says of itself."""
    return type.__dict__["__name__"].__get__(type(value))[:60]


def printable(text: str) -> str:
    """A text that can be sent and stored: half characters (lone surrogates), which UTF-8 cannot hold, become ``?``."""
    return text.encode("utf-8", "replace").decode("utf-8")


def make_plain(value: Any) -> Any:
    """Copy a result as plain data.

    Args:
        value: whatever a student's code returned; none of its methods is called.

    Returns:
        None, Ellipsis, numbers, text, bytes, arrays of numbers, and lists, tuples and dicts of these; `Foreign` for the
        rest. An array that holds the dots of a blank is Ellipsis.
    """
    return _Copier().copy(value, 0)


class _Copier:
    """One copy; counts what it has seen, so that a list that is inside of itself many times over comes to an end."""

    def __init__(self) -> None:
        self._items = 0
        self._numbers = 0

    def copy(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if value is None or value is Ellipsis or kind in (bool, float, str, bytes):
            return value
        if kind in _NUMPY_SCALARS:
            return _copy_scalar(value)
        if issubclass(kind, np.ndarray):
            return self._copy_array(np.ndarray.view(value, np.ndarray))
        if issubclass(kind, int):
            number = int.__index__(value)
            return number if number.bit_length() <= MAX_BITS else Foreign("long", "int")
        if issubclass(kind, float):
            return float.__float__(value)
        if issubclass(kind, complex):
            return Foreign("complex", "complex")
        if issubclass(kind, str):
            return str.__str__(value)
        for base in (list, tuple, dict):
            if issubclass(kind, base):
                return self._copy_container(base, value, depth)
        return Foreign("type", _known(type_name(value)))

    def _copy_array(self, array: np.ndarray) -> Any:
        self._numbers += array.size
        if self._numbers > MAX_NUMBERS:
            return Foreign("large", "ndarray")
        if array.dtype.kind == "c":
            return Foreign("complex", array.dtype.name, array.ndim > 0)
        if array.dtype.kind == "f" and array.dtype.itemsize > 8:
            with np.errstate(all="ignore"):
                return array.astype(float)
        if array.dtype.kind in "biuf":
            return np.array(array)
        if array.dtype.kind != "O":
            of = "str" if array.dtype.kind in "US" else _known(array.dtype.type.__name__)
            return Foreign("elements", of, array.ndim > 0)
        elements = array.ravel()[:MAX_ITEMS].tolist()
        if any(element is Ellipsis for element in elements):
            return Ellipsis
        first = elements[0] if elements else None
        odd = next((element for element in elements if not issubclass(type(element), int | float)), first)
        return Foreign("elements" if array.ndim else "type", _known(type_name(odd)), array.ndim > 0)

    def _copy_container(self, base: type[list] | type[tuple] | type[dict], value: Any, depth: int) -> Any:
        size = base.__len__(value)
        self._items += size
        if depth >= MAX_DEPTH:
            return Foreign("nested", base.__name__)
        if self._items > MAX_ITEMS:
            return Foreign("large", base.__name__)
        copies: Any
        if base is dict:
            copies = {_copy_key(key): self.copy(item, depth + 1) for key, item in dict.items(value)}
        else:
            copies = base([self.copy(item, depth + 1) for item in base.__iter__(value)])
        inner = copies.values() if base is dict else copies
        spoilt = (item for item in inner if isinstance(item, Foreign) and item.fault in ("nested", "large"))
        return next(spoilt, copies)  # too deep or too large is said of the whole


def _copy_scalar(value: np.generic) -> Any:
    if value.dtype.kind in "biu" or (value.dtype.kind == "f" and value.dtype.itemsize <= 8):
        return value
    if value.dtype.kind == "f":
        with np.errstate(all="ignore"):
            return float(value)
    if value.dtype.kind == "U":
        return str(value)
    kind, of = ("complex", value.dtype.name) if value.dtype.kind == "c" else ("type", _known(type_name(value)))
    return Foreign(kind, of)


def _copy_key(key: Any) -> str:
    """The name of an entry: a text as it is, a small number as text, anything else by its type."""
    if issubclass(type(key), str):
        return str.__str__(key)[:60]
    if type(key) in (int, bool, type(None)) and (key is None or key.bit_length() < 64):
        return str(key)
    return type_name(key)


def _known(name: str) -> str:
    return name if name in KNOWN_TYPES else ""


# ---------------------------------------------------------------- calling


@dataclass(frozen=True)
class Outcome:
    """What one call gave.

    Attributes:
        value: what it returned, as plain data; None where it raised.
        error: name of the error's type, None where it returned.
        message: first line of the error's text.
        changed: positions of the arguments that were changed in place, where that was watched.
        warning: first warning that NumPy or Python gave, "" for none.
    """

    value: Any = None
    error: str | None = None
    message: str = ""
    changed: tuple[int, ...] = ()
    warning: str = ""


def call(function: Callable, *arguments: Any, read: Callable[[Any], Any] = make_plain, watch: bool = False) -> Outcome:
    """Call a learner's function on copies of the arguments; never raises, and no warning is shown.

    Args:
        function: what the learner wrote.
        arguments: they stay as they are whatever the function does.
        read: makes plain data of what it returned; for a function whose result need not be read as a whole.
        watch: whether to note which arguments it changed in place.
    """
    given = copy.deepcopy(arguments)
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("always")
        try:
            value = read(function(*given))
        except (Exception, SystemExit) as error:  # whatever a learner's code raises is a finding, not a crash
            return Outcome(error=type_name(error), message=first_line(error))
    pairs = enumerate(zip(given, arguments, strict=True)) if watch else ()
    changed = tuple(place for place, pair in pairs if not _is_unchanged(*pair))
    return Outcome(value, changed=changed, warning=first_line(caught[0].message) if caught else "")


def first_line(error: BaseException | str) -> str:
    """The first line of what an error says, at most 300 characters; "" where it says nothing."""
    try:
        lines = str.__str__(str(error)).strip().splitlines()
    except Exception:  # an error of the learner's own class may fail to say what it is
        lines = []
    return printable(lines[0][:300]) if lines else ""


def _is_unchanged(now: Any, before: Any) -> bool:
    if type(now) is not type(before):  # an object that took the place of an argument is not asked whether it is equal
        return False
    if isinstance(before, np.ndarray):
        return now.dtype == before.dtype and np.array_equal(now, before, equal_nan=before.dtype.kind == "f")
    if isinstance(before, dict):
        return _is_unchanged(list(now), list(before)) and _is_unchanged(list(now.values()), list(before.values()))
    if isinstance(before, list | tuple):
        return len(now) == len(before) and all(map(_is_unchanged, now, before))
    return now is before or bool(now == before)


# ---------------------------------------------------------------- what is wrong


@dataclass(frozen=True)
class Fault:
    """What is wrong with a learner's function or with what it gave; `describe` makes a sentence of it.

    Attributes:
        kind: ``blank`` (it is, or holds, the dots of a blank), ``blank-used`` (it stopped because it computes with
            them),
            ``not-a-function``, ``not-written`` (NotImplementedError), ``raised``, ``none``, ``list`` (where an array is
            needed), ``not-numbers`` or ``shape``.
        value: what came, as plain data; what is no function as it is.
        error: name of the type of the error that was raised, "" for none.
        text: first line of what it said.
        expected: the shape that is needed, for ``shape``.
    """

    kind: str
    value: Any = None
    error: str = ""
    text: str = ""
    expected: tuple[int, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What a learner's function gave as plain data, or why there is nothing to look at."""

    value: Any = None
    fault: Fault | None = None


def ask(function: Any, *arguments: Any, read: Callable[[Any], Any] = make_plain) -> Answer:
    """Call what ought to be a learner's function; see `call`. None and blanks are faults, too."""
    fault = find_function_fault(function)
    if fault is None:
        outcome = call(function, *arguments, read=read)
        fault = find_error_fault(outcome) or find_gap(outcome.value)
    return Answer(fault=fault) if fault else Answer(outcome.value)


def find_function_fault(function: Any) -> Fault | None:
    """Why this cannot be called; None where it can."""
    if function is Ellipsis:
        return Fault("blank")
    return None if callable(function) else Fault("not-a-function", function)


def find_error_fault(outcome: Outcome) -> Fault | None:
    """Why a call stopped; None where it returned."""
    if outcome.error is None:
        return None
    text = outcome.message
    if "ellipsis" in text.lower() and "only integers, slices" not in text:  # NumPy lists what may be an index
        kind = "blank-used"
    else:
        kind = "not-written" if outcome.error == "NotImplementedError" else "raised"
    return Fault(kind, error=outcome.error, text=text)


def find_gap(value: Any) -> Fault | None:
    """Whether nothing came, or a blank in its place or among the entries of a list; None where something did."""
    if value is None:
        return Fault("none")
    holds_blank = value is Ellipsis or (isinstance(value, list | tuple) and any(item is Ellipsis for item in value))
    return Fault("blank", value) if holds_blank else None


def find_fault(value: Any, shape: tuple[int, ...] | None = None) -> Fault | None:
    """Why a value is no number or array of numbers; None where it is one.

    Args:
        value: plain data, see `make_plain`.
        shape: that the numbers must have; None for any.
    """
    if fault := find_gap(value):
        return fault
    if isinstance(value, list | tuple):
        return Fault("list", value)
    if not holds_numbers(value):
        return Fault("not-numbers", value)
    return None if shape is None or np.shape(value) == shape else Fault("shape", value, expected=shape)


def read_array(value: Any) -> Any:
    """What NumPy makes of a number, a list or the like, as plain data; for arguments that need not be arrays."""
    if value is None:
        return None
    try:
        return make_plain(np.asarray(value))
    except Exception:  # a list whose rows have different lengths, or an object that refuses
        return make_plain(value)


def is_number(value: Any) -> bool:
    """A plain or NumPy number, or an array of shape (); not a complex one."""
    return isinstance(value, int | float | np.integer | np.floating | np.bool_) or (
        isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind in "biuf"
    )


def holds_numbers(value: Any) -> bool:
    """A number or an array whose dtype is boolean, integer or floating."""
    return is_number(value) or (isinstance(value, np.ndarray) and value.dtype.kind in "biuf")


# ---------------------------------------------------------------- saying it


def describe(fault: Fault, name: str, ids: Mapping[str, str] = MappingProxyType({}), **values: Any) -> str:
    """The sentence about a fault, "answers.<kind>" of the catalogue.

    Args:
        fault: it fills the places {kind}, {error}, {got} and {expected}.
        name: what the sentence calls the function.
        ids: kind of fault -> id of another sentence, where more can be said about what is needed.
        values: for further places.
    """
    first = fault.text.split(". ")[0].rstrip(".")  # NumPy's second sentence sends a beginner to a.any()
    in_list = isinstance(fault.value, list | tuple) and fault.kind == "list"
    facts = {
        "kind": message("answers.kind-list", kind=type_name(fault.value)) if in_list else kind_of(fault.value),
        "error": f"{fault.error}: {first}" if first else fault.error,
        "got": np.shape(fault.value) if holds_numbers(fault.value) else "",
        "expected": fault.expected,
    }
    key = "blank" if fault.kind == "blank-used" else fault.kind
    return message(ids.get(key, f"answers.{key}"), name=name, **(facts | values))


def kind_of(value: Any) -> str:
    """What sentences call a value: "an array of complex128", "a value of type str", "None"."""
    if value is None:
        return message("answers.kind-none")
    if isinstance(value, np.ndarray):
        return message("answers.kind-array", kind=value.dtype.name)
    if not isinstance(value, Foreign):
        return message("answers.kind-value", kind=type_name(value))
    if value.fault == "large":
        return message("answers.kind-large")
    if not value.of:
        return message("answers.kind-own-array" if value.is_array else "answers.kind-own")
    return message("answers.kind-array" if value.is_array else "answers.kind-value", kind=value.of)
