"""What a student's code returned, as plain data that a check can look at without running any more of that code.

A result may be an object of any class, with methods of its own for comparing, copying and counting; or endless; or huge.
None of that may stop a check, let alone satisfy it. So numbers, texts and containers are copied as what they are made of,
and everything else is noted as `Foreign`.
"""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from typing import Any

import numpy as np

#: What a result may hold at most. The largest right one of the course has some 10,000 numbers.
MAX_NUMBERS, MAX_ITEMS, MAX_DEPTH = 10_000_000, 100_000, 20
MAX_BITS = 1023  # of a whole number that a float can still hold

_NUMPY_SCALARS = frozenset(np.sctypeDict.values())
#: Types that a message calls by name. A closed table: else the name of a class could carry a hidden input out of a test.
KNOWN_TYPES = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type)) | {
    "builtin_function_or_method", "datetime64", "Decimal", "deque", "DataFrame", "ellipsis", "Fraction", "function",
    "generator", "method", "module", "NoneType", "Polynomial", "poly1d", "Series", "Tensor", "timedelta64", "ufunc", "void",
}


@dataclass(frozen=True, repr=False)
class Foreign:
    """Stands for a piece of a result that is no plain data.

    Attributes:
        fault: ``type`` (an object of this type), ``elements`` (an array whose elements are of this type), ``complex``,
            ``long`` (a whole number that no float can hold), ``large`` or ``nested``.
        of: the type's name, see `KNOWN_TYPES`; "" for a class that is not in that table.
    """

    fault: str
    of: str = ""

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
            return Foreign("complex")
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
            return Foreign("complex")
        if array.dtype.kind == "f" and array.dtype.itemsize > 8:
            with np.errstate(all="ignore"):
                return array.astype(float)
        if array.dtype.kind in "biuf":
            return np.array(array)
        if array.dtype.kind != "O":
            return Foreign("elements", "str" if array.dtype.kind in "US" else _known(array.dtype.type.__name__))
        elements = array.ravel()[:MAX_ITEMS].tolist()
        if any(element is Ellipsis for element in elements):
            return Ellipsis
        odd = next((element for element in elements if not issubclass(type(element), int | float)), elements[0] if elements else None)
        return Foreign("elements" if array.ndim else "type", _known(type_name(odd)))

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
        spoilt = next((item for item in inner if isinstance(item, Foreign) and item.fault in ("nested", "large")), None)
        return spoilt or copies  # too deep or too large is said of the whole


def _copy_scalar(value: np.generic) -> Any:
    if value.dtype.kind in "biu" or (value.dtype.kind == "f" and value.dtype.itemsize <= 8):
        return value
    if value.dtype.kind == "f":
        with np.errstate(all="ignore"):
            return float(value)
    if value.dtype.kind == "U":
        return str(value)
    return Foreign("complex") if value.dtype.kind == "c" else Foreign("type", _known(type_name(value)))


def _copy_key(key: Any) -> str:
    """The name of an entry: a text as it is, a small number as text; anything else by its type, since it cannot be asked for."""
    if issubclass(type(key), str):
        return str.__str__(key)[:60]
    if type(key) in (int, bool, type(None)) and (key is None or key.bit_length() < 64):
        return str(key)
    return type_name(key)


def _known(name: str) -> str:
    return name if name in KNOWN_TYPES else ""
