"""What may cross between two processes: sizes, dtypes and shapes. Anything else is a `WireError`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

MAX_SKELETON_BYTES = 2 * 2**20
MAX_BUFFER_BYTES = 64 * 2**20
MAX_DEPTH = 64
MAX_INT_BYTES = 64 * 2**10
#: Entries of all dicts and sets of a frame. Keys can be chosen to collide, and then n insertions cost n².
MAX_HASHED = 10_000
#: Items of all containers of a value, counted as often as they are met: a few lists that hold each other many times
#: would take forever to go through.
MAX_ITEMS = 500_000

_NAMES = ("?", "<i1", "<i2", "<i4", "<i8", "<u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16")
#: dtypes that may cross, by their name on the wire; little-endian on every machine.
DTYPES: dict[str, np.dtype] = {np.dtype(name).str: np.dtype(name) for name in (*_NAMES, np.longdouble, np.clongdouble)}


class WireError(Exception):
    """A value cannot cross, or what arrived breaks the protocol; the text says which limit or rule."""


def dtype_of(name: Any) -> np.dtype:
    """The dtype of a name that arrived."""
    if type(name) is not str or name not in DTYPES:
        raise WireError("malformed message: a dtype that may not cross")
    return DTYPES[name]


def shape_of(shape: Any) -> tuple[int, ...]:
    """A shape that arrived.

    An empty axis does not make the others cheap: a sum over it has as many zeros as they are long.
    """
    if type(shape) is not list or len(shape) > 32:
        raise WireError("malformed message: an invalid shape")
    fits = all(type(size) is int and 0 <= size <= MAX_BUFFER_BYTES for size in shape)
    if not fits or math.prod(size or 1 for size in shape) > MAX_BUFFER_BYTES:
        raise WireError("malformed message: an invalid shape")
    return tuple(shape)


def check_sizes(skeleton: int, buffers: int) -> None:
    """Raise `WireError` if a frame of this many bytes is too large."""
    if skeleton > MAX_SKELETON_BYTES:
        raise WireError(f"it has too many parts ({skeleton} bytes of structure; at most {MAX_SKELETON_BYTES})")
    if buffers > MAX_BUFFER_BYTES:
        most = MAX_BUFFER_BYTES // 2**20
        raise WireError(f"it is too large ({buffers / 2**20:.0f} MiB of numbers and text; at most {most} MiB)")
