"""What may cross between two processes: sizes, dtypes and shapes. Whatever is beyond is a `WireError`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

MAX_SKELETON_BYTES = 2 * 2**20
MAX_BUFFER_BYTES = 64 * 2**20
MAX_DEPTH = 64
MAX_INT_BYTES = 64 * 2**10
#: Entries of all dicts and sets of a frame: keys can be chosen to collide, which makes n insertions cost n².
MAX_HASHED = 10_000
#: Items of all containers of a value, each as often as it is met: a few lists that hold each other many times would be endless to
#: whoever goes through them.
MAX_ITEMS = 500_000

#: dtypes that may cross, by the name that they have on the wire; little-endian whatever the machine.
DTYPES: dict[str, np.dtype] = {np.dtype(name).str: np.dtype(name) for name in (
    "?", "<i1", "<i2", "<i4", "<i8", "<u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16", np.longdouble, np.clongdouble)}


class WireError(Exception):
    """A value cannot cross, or what arrived is not what the protocol allows; the text says which limit or rule."""


def dtype_of(name: Any) -> np.dtype:
    """The dtype of a name that arrived."""
    if type(name) is not str or name not in DTYPES:
        raise WireError("malformed message: a dtype that may not cross")
    return DTYPES[name]


def shape_of(shape: Any) -> tuple[int, ...]:
    """A shape that arrived. An axis of length 0 makes no other one cheap: a sum over it would have as many zeros as those are long."""
    if type(shape) is not list or len(shape) > 32 or not all(type(size) is int and 0 <= size <= MAX_BUFFER_BYTES for size in shape) or (
            math.prod(size or 1 for size in shape) > MAX_BUFFER_BYTES):
        raise WireError("malformed message: a shape that is none")
    return tuple(shape)


def check_sizes(skeleton: int, buffers: int) -> None:
    """Raise `WireError` where a frame of this many bytes is too large."""
    if skeleton > MAX_SKELETON_BYTES:
        raise WireError(f"it has too many parts ({skeleton} bytes of structure; at most {MAX_SKELETON_BYTES})")
    if buffers > MAX_BUFFER_BYTES:
        raise WireError(f"it is too large ({buffers / 2**20:.0f} MiB of numbers and text; at most {MAX_BUFFER_BYTES // 2**20} MiB)")
