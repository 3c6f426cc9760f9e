"""What a check looks at where many different results are right.

Random starting values, for instance, may be any numbers; what counts is their shape and that no two are alike. A probe is
a function of the result (with several calls: of the dict of all results) that gives something to compare. It may
raise for a result that is not made as it should be; then the result itself is compared, and found wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from helpers.checks.compare import holds_numbers, parts


def shapes(value: Any) -> dict[str, tuple[int, ...]]:
    """The shape of every piece of a result.

    Raises:
        TypeError: a piece is neither an array nor a number.
    """
    pieces = parts(value)
    for name, piece in pieces.items():
        if not holds_numbers(piece):
            raise TypeError(f"{name} has no shape")
    return {name: np.shape(piece) for name, piece in pieces.items()}


def last_call(value: Mapping[str, Any]) -> dict[str, Any]:
    """The result of the last of several calls, so that a wrong one before it costs no points here.

    Raises:
        AttributeError, IndexError: the result is not that of several calls.
    """
    return dict([list(value.items())[-1]])


#: Probes by name. A closed table, as for functions: a fixture can name code, not carry it.
PROBES: Mapping[str, Callable[[Any], Any]] = MappingProxyType({"shapes": shapes, "last_call": last_call})
