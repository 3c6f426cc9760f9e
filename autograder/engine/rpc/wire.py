"""The plain-data protocol between two processes that do not trust each other.

A frame is a skeleton (msgpack: nested lists of numbers and short texts), followed by the raw bytes of arrays and long
texts. Every container of the skeleton carries a tag from a closed table, so nothing that arrives can name code: no
pickle, no eval. What is not plain data crosses as a reference, a number that only its owner can turn into an object.

All limits hold for sender and receiver. They protect the receiver: whatever arrives becomes a value or a `WireError`,
in bounded time and memory.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterable
from typing import Any, Literal

import msgpack
import numpy as np

from autograder.engine.rpc.limits import (
    DTYPES,
    MAX_DEPTH,
    MAX_HASHED,
    MAX_INT_BYTES,
    MAX_ITEMS,
    WireError,
    check_sizes,
    dtype_of,
    shape_of,
)

INLINE_BYTES = 4096  # longer texts and bytes travel outside the skeleton

HEADER = struct.Struct("!IQ")  # bytes of the skeleton, bytes of the buffers

(
    LIST,
    TUPLE,
    DICT,
    SET,
    FROZENSET,
    ARRAY,
    SCALAR,
    OBJECTS,
    COMPLEX,
    BIG_INT,
    SLICE,
    ELLIPSIS,
    LONG_TEXT,
    LONG_BYTES,
    REFERENCE,
    TRACKED,
    ALIAS,
) = range(17)


class WireTimeout(WireError):
    """The other side did not take or send a whole message in time."""


class WireClosed(WireError):
    """The other side is gone."""


class Encoder:
    """Turns one value into a frame.

    Args:
        refer: turns a value that is not plain data into plain data that stands for it; None refuses such values.
        track: number lists, dicts, sets and arrays as they come, so that one that comes twice is sent once, and the
            receiver can tell later how they have changed.
    """

    def __init__(self, refer: Callable[[Any], Any] | None = None, track: bool = False):
        self.mutables: list = []  # those that were numbered
        self._refer, self._track = refer, track
        self._numbers: dict[int, int] = {}
        self._open: list[int] = []  # numbers of those that are being encoded
        self._buffers: list = []
        self._hashed = self._items_seen = 0

    def frame(self, value: Any) -> bytes:
        """The value as header, skeleton and buffers.

        Raises:
            WireError: something in it cannot cross; the text says what.
        """
        try:
            skeleton = msgpack.packb(self._encode(value, 0), unicode_errors="surrogatepass")
        except (OverflowError, ValueError, MemoryError) as error:
            raise WireError(f"this value cannot be packed: {error}") from error
        size = sum(map(len, self._buffers))
        check_sizes(len(skeleton), size)
        return b"".join([HEADER.pack(len(skeleton), size), skeleton, *self._buffers])

    def _encode(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if value is None or kind is bool or kind is float:
            return value
        if depth > MAX_DEPTH:
            raise WireError(f"it is nested more than {MAX_DEPTH} levels deep")
        if kind in _ENCODERS:
            return _ENCODERS[kind](self, value, depth)
        for base in _BASES:  # a subclass crosses as what it is made of
            if issubclass(kind, base):
                return _ENCODERS[base](self, value, depth)
        if value is Ellipsis:
            return [ELLIPSIS]
        if self._refer is None:
            raise WireError(f"a value of type {kind.__name__} is not plain data")
        return [REFERENCE, self._encode(self._refer(value), depth + 1)]

    def _int(self, value: int, depth: int) -> Any:
        value = int(value)
        if -(2**63) <= value < 2**64:
            return value
        size = value.bit_length() // 8 + 1
        if size > MAX_INT_BYTES:
            raise WireError(f"a whole number of {size} bytes is too long; at most {MAX_INT_BYTES}")
        return [BIG_INT, value.to_bytes(size, "little", signed=True)]

    def _text(self, value: str, depth: int) -> Any:
        value = str.__str__(value)
        if len(value) <= INLINE_BYTES:
            return value
        return [LONG_TEXT, self._buffer(value.encode("utf-8", "surrogatepass"))]

    def _bytes(self, value: bytes, depth: int) -> Any:
        return bytes(value) if len(value) <= INLINE_BYTES else [LONG_BYTES, self._buffer(bytes(value))]

    def _slice(self, value: slice, depth: int) -> list:
        return [SLICE, *(self._encode(part, depth + 1) for part in (value.start, value.stop, value.step))]

    def _list(self, value: list, depth: int) -> list:
        return self._tracked(value) or self._wrap([LIST, *self._each(list.__iter__(value), list.__len__(value), depth)])

    def _each(self, items: Iterable, count: int, depth: int) -> list:
        """Encode the items of a container, as long as there are not too many in all."""
        self._items_seen += count
        if self._items_seen > MAX_ITEMS:
            raise WireError(f"it has too many parts (more than {MAX_ITEMS})")
        return [self._encode(item, depth + 1) for item in items]

    def _set(self, value: set, depth: int) -> list:
        return self._tracked(value) or self._wrap(self._items(SET, value, depth))

    def _dict(self, value: dict, depth: int) -> list:
        known = self._tracked(value)
        if known:
            return known
        self._count_hashed(len(value))
        self._each((), len(value), depth)
        flat: list = [DICT]
        for key, item in dict.items(value):
            flat += (self._encode(key, depth + 1), self._encode(item, depth + 1))
        return self._wrap(flat)

    def _items(self, tag: int, value: set | frozenset, depth: int) -> list:
        self._count_hashed(len(value))
        return [tag, *self._each(value, len(value), depth)]

    def _count_hashed(self, count: int) -> None:
        self._hashed += count
        if self._hashed > MAX_HASHED:
            raise WireError(f"dicts and sets hold more than {MAX_HASHED} entries")

    def _array(self, value: np.ndarray, depth: int) -> list:
        known = self._tracked(value)
        if known:
            return known
        plain = value if type(value) is np.ndarray else np.array(value, subok=False)
        if plain.dtype.kind not in "biufc":
            return self._wrap(self._objects(plain, depth))
        dtype = plain.dtype.newbyteorder("<").str
        if dtype not in DTYPES:
            raise WireError(f"an array of {plain.dtype} cannot cross")
        check_sizes(0, plain.nbytes)  # before it is copied
        fortran = plain.flags.f_contiguous and not plain.flags.c_contiguous
        raw = plain.astype(dtype, copy=False).tobytes("F" if fortran else "C")
        return self._wrap([ARRAY, dtype, list(plain.shape), fortran, plain.flags.writeable, self._buffer(raw)])

    def _objects(self, value: np.ndarray, depth: int) -> list:
        """An array of other things, item by item, so that a check can say what it holds."""
        if value.dtype.kind not in "OUS":
            raise WireError(f"an array of {value.dtype} cannot cross")
        return [OBJECTS, list(value.shape), *self._each(value.ravel().tolist(), value.size, depth)]

    def _scalar(self, value: np.generic, depth: int) -> Any:
        dtype = value.dtype.newbyteorder("<").str
        if dtype not in DTYPES:
            raise WireError(f"a number of type {type(value).__name__} cannot cross")
        return [SCALAR, dtype, np.asarray(value).astype(dtype).tobytes()]

    def _buffer(self, raw: bytes) -> int:
        self._buffers.append(raw)
        return len(raw)

    def _tracked(self, value: Any) -> list | None:
        if not self._track:
            return None
        number = self._numbers.get(id(value))
        if number is not None:
            if number in self._open:
                raise WireError("a container that holds itself cannot cross")
            return [ALIAS, number]
        self._open.append(len(self.mutables))
        self._numbers[id(value)] = len(self.mutables)
        self.mutables.append(value)
        return None

    def _wrap(self, encoded: list) -> list:
        if not self._track:
            return encoded
        self._open.pop()
        return [TRACKED, encoded]


_ENCODERS: dict[type, Callable] = {
    bool: lambda self, value, depth: bool(value),
    int: Encoder._int,
    float: lambda self, value, depth: float(value),
    complex: lambda self, value, depth: [COMPLEX, value.real, value.imag],
    str: Encoder._text,
    bytes: Encoder._bytes,
    slice: Encoder._slice,
    tuple: lambda self, value, depth: [TUPLE, *self._each(tuple.__iter__(value), tuple.__len__(value), depth)],
    frozenset: lambda self, value, depth: self._items(FROZENSET, value, depth),
    list: Encoder._list,
    set: Encoder._set,
    dict: Encoder._dict,
    np.ndarray: Encoder._array,
    np.generic: Encoder._scalar,
}
_BASES = (np.generic, np.ndarray, int, float, complex, str, bytes, tuple, list, dict, set, frozenset)


class Decoder:
    """Turns a frame back into a value, which shares nothing with the frame.

    Args:
        resolve: turns the plain data of a reference into its object; None refuses references.
    """

    def __init__(self, resolve: Callable[[Any], Any] | None = None):
        self.mutables: list = []  # in the sender's numbering
        self._resolve = resolve
        self._hashed = self._items_seen = 0
        self._sizes: list[int] = []  # items of each of the mutables, with those inside; 0 while it is being read

    def value(self, skeleton: bytes, buffers: bytes) -> Any:
        """Decode one frame.

        Raises:
            WireError: it breaks a rule of the protocol; nothing that the sender can choose raises anything else.
        """
        self._buffers, self._place = memoryview(buffers), 0
        try:
            tree = msgpack.unpackb(
                skeleton, unicode_errors="surrogatepass", use_list=True, max_ext_len=0, max_map_len=0
            )
            value = self._decode(tree, 0)
        except WireError:
            raise
        except Exception as error:  # msgpack and NumPy have many ways to refuse; MemoryError is one
            raise WireError(f"malformed message: {type(error).__name__}: {str(error)[:200]}") from error
        if self._place != len(self._buffers):
            raise WireError("malformed message: bytes are left over")
        return value

    def _decode(self, node: Any, depth: int) -> Any:
        if type(node) is not list:
            if node is None or type(node) in (bool, int, float, str, bytes):
                return node
            raise WireError(f"malformed message: {type(node).__name__} in the skeleton")
        if depth > 2 * MAX_DEPTH + 4:  # a value that is tracked or a reference takes two levels of the skeleton
            raise WireError(f"it is nested more than {MAX_DEPTH} levels deep")
        self._count_items(len(node))
        tag = node[0] if node else None
        if type(tag) is not int or not 0 <= tag < len(_DECODERS):
            raise WireError("malformed message: unknown tag")
        return _DECODERS[tag](self, node, depth + 1)

    def _count_items(self, count: int) -> None:
        self._items_seen += count
        if self._items_seen > 4 * MAX_ITEMS:  # with the tags, and a level of numbering around each container
            raise WireError(f"it has too many parts (more than {MAX_ITEMS})")

    def _many(self, nodes: list, depth: int) -> list:
        return [self._decode(node, depth) for node in nodes]

    def _list(self, node: list, depth: int) -> list:
        return self._many(node[1:], depth)

    def _dict(self, node: list, depth: int) -> dict:
        self._count_hashed(len(node) // 2)
        if len(node) % 2 == 0:
            raise WireError("malformed message: a key without a value")
        value = {}
        for place in range(1, len(node), 2):
            key = self._decode(node[place], depth)
            value[key] = self._decode(node[place + 1], depth)
        return value

    def _set(self, node: list, depth: int) -> set:
        self._count_hashed(len(node))
        return set(self._many(node[1:], depth))

    def _frozenset(self, node: list, depth: int) -> frozenset:
        self._count_hashed(len(node))
        return frozenset(self._many(node[1:], depth))

    def _count_hashed(self, count: int) -> None:
        self._hashed += count
        if self._hashed > MAX_HASHED + 1000:  # the tag of each set is counted too
            raise WireError(f"dicts and sets hold more than {MAX_HASHED} entries")

    def _array(self, node: list, depth: int) -> np.ndarray:
        _, name, shape, fortran, writeable, size = node
        dtype, raw = dtype_of(name), self._take(size)
        shape = shape_of(shape)
        if math.prod(shape) * dtype.itemsize != len(raw):
            raise WireError("malformed message: an array's shape does not fit its bytes")
        # any other byte than 0 and 1 would be a boolean that is neither
        flat = np.frombuffer(raw, np.uint8) != 0 if dtype.kind == "b" else np.frombuffer(raw, dtype)
        order: Literal["F", "C"] = "F" if fortran is True else "C"
        array = flat.reshape(shape, order=order).astype(flat.dtype.newbyteorder("="), order=order)
        array.flags.writeable = writeable is True
        return array

    def _objects(self, node: list, depth: int) -> np.ndarray:
        shape = shape_of(node[1])
        if math.prod(shape) != len(node) - 2:
            raise WireError("malformed message: an array's shape does not fit its items")
        array = np.empty(len(node) - 2, object)
        for place, item in enumerate(node[2:]):
            array[place] = self._decode(item, depth)
        return array.reshape(shape)

    def _scalar(self, node: list, depth: int) -> np.generic:
        _, name, raw = node
        dtype = dtype_of(name)
        if type(raw) is not bytes or len(raw) != dtype.itemsize:
            raise WireError("malformed message: a number's bytes do not fit its type")
        if dtype.kind == "b":
            return np.bool_(raw != b"\x00")
        return np.frombuffer(raw, dtype).astype(dtype.newbyteorder("="))[0]

    def _complex(self, node: list, depth: int) -> complex:
        _, real, imaginary = node
        if not type(real) is type(imaginary) is float:
            raise WireError("malformed message: a complex number that is not made of two floats")
        return complex(real, imaginary)

    def _big_int(self, node: list, depth: int) -> int:
        _, raw = node
        if type(raw) is not bytes or len(raw) > MAX_INT_BYTES:
            raise WireError(f"a whole number is too long; at most {MAX_INT_BYTES} bytes")
        return int.from_bytes(raw, "little", signed=True)

    def _slice(self, node: list, depth: int) -> slice:
        start, stop, step = self._many(node[1:], depth)
        return slice(start, stop, step)

    def _long_text(self, node: list, depth: int) -> str:
        _, size = node
        return bytes(self._take(size)).decode("utf-8", "surrogatepass")

    def _long_bytes(self, node: list, depth: int) -> bytes:
        _, size = node
        return bytes(self._take(size))

    def _reference(self, node: list, depth: int) -> Any:
        _, inner = node
        if self._resolve is None:
            raise WireError("a reference came where only data may come")
        return self._resolve(self._decode(inner, depth))

    def _tracked(self, node: list, depth: int) -> Any:
        _, inner = node
        tag = inner[0] if type(inner) is list and inner else None
        if tag not in (LIST, DICT, SET, ARRAY, OBJECTS):
            raise WireError("malformed message: only containers and arrays can be numbered")
        number, before = len(self.mutables), self._items_seen
        self.mutables.append(None)
        self._sizes.append(0)
        self.mutables[number] = value = self._decode(inner, depth)
        self._sizes[number] = self._items_seen - before
        return value

    def _alias(self, node: list, depth: int) -> Any:
        _, number = node
        if type(number) is not int or not 0 <= number < len(self.mutables):
            raise WireError("malformed message: an alias of nothing")
        if not self._sizes[number]:
            raise WireError("a container that holds itself cannot cross")
        self._count_items(self._sizes[number])
        return self.mutables[number]

    def _take(self, size: Any) -> memoryview:
        if type(size) is not int or not 0 <= size <= len(self._buffers) - self._place:
            raise WireError("malformed message: more bytes are announced than came")
        self._place += size
        return self._buffers[self._place - size : self._place]


_DECODERS = (
    Decoder._list,
    lambda self, node, depth: tuple(self._many(node[1:], depth)),
    Decoder._dict,
    Decoder._set,
    Decoder._frozenset,
    Decoder._array,
    Decoder._scalar,
    Decoder._objects,
    Decoder._complex,
    Decoder._big_int,
    Decoder._slice,
    lambda self, node, depth: Ellipsis,
    Decoder._long_text,
    Decoder._long_bytes,
    Decoder._reference,
    Decoder._tracked,
    Decoder._alias,
)


def pack(value: Any) -> bytes:
    """The frame of a value that is nothing but plain data."""
    return Encoder().frame(value)


def unpack(frame: tuple[bytes, bytes]) -> Any:
    """The value of a received frame that may hold nothing but plain data."""
    return Decoder().value(*frame)
