"""What a check looks at where many different results are right.

Random starting values, for instance, may be any numbers; what counts is their shape and that no two are alike. A probe
is a function of the result (with several calls: of the dict of all results) that gives something to compare. It may
raise for a result that is not made as it should be; then the result itself is compared, and found wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from helpers.answers import holds_numbers
from helpers.checks.compare import parts
from helpers.messages import Sentence, message

#: What `_look` says of an array, and what a probe says of two results -> id of the sentence. The words on the left are
#: data, which fixtures hold; what a learner reads is the sentence.
LOOKS = MappingProxyType(
    {
        "nan or infinite": "look.not-finite",
        "all zero": "look.zero",
        "numbers of size 1 and more": "look.large",
        "the same number everywhere": "look.constant",
        "numbers with equal rows": "look.equal-rows",
        "different small numbers": "look.small",
        "same numbers": "look.same-numbers",
        "other numbers": "look.other-numbers",
    }
)

_NO_ARRAY = "no array of numbers but "


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


def starting_parameters(value: Any) -> dict[str, Any]:
    """What counts in a network's starting parameters: shapes, biases at zero, small weights of which no two rows are
    alike.

    Args:
        value: ``{"call 1": parameters, "call 2": …}``, where parameters is a dict of arrays such as ``{"W1": …, "b1":
            …}``.

    Returns:
        For each call and parameter its look in words (`_look`); for each later call whether it gave the same numbers as
        each call before it. What is no dict of parameters, or still a blank, comes back as it is.
    """
    found: dict[str, Any] = {}
    for call, parameters in value.items():
        found[call] = (
            {name: item if item is ... else _look(item) for name, item in parameters.items()}
            if isinstance(parameters, Mapping)
            else parameters
        )
        for before in list(value)[: list(value).index(call)]:
            same = _same_numbers(value[before], parameters)
            found[f"the comparison of {call} with {before}"] = "same numbers" if same else "other numbers"
    return found


def _look(item: Any) -> str:
    """A parameter in words, such as "all zero, shape (4, 1)"."""
    if not isinstance(item, np.ndarray) or not holds_numbers(item):
        return f"{_NO_ARRAY}{item!r}"[:60]
    if not np.isfinite(item).all():
        words = "nan or infinite"
    elif not item.any():
        words = "all zero"
    elif np.abs(item).max() >= 1:
        words = "numbers of size 1 and more"
    elif item.size > 1 and np.ptp(item) == 0:
        words = "the same number everywhere"
    elif item.ndim and len(np.unique(item, axis=0)) < len(item):
        words = "numbers with equal rows"
    else:
        words = "different small numbers"
    return f"{words}, shape {item.shape}"


def describe_look(found: str) -> Sentence | None:
    """What a probe found, as a learner reads it; None for a text that is none of a probe's."""
    words, _, shape = found.rpartition(", shape ")
    if words in LOOKS:
        return message(LOOKS[words], shape=shape)
    other = found.removeprefix(_NO_ARRAY)
    return message("look.no-array", got=other) if other != found else message(LOOKS[found]) if found in LOOKS else None


def describe_call(part: str) -> Sentence | None:
    """The name of one of several calls, or of a comparison of two, as a learner reads it; None for any other piece."""
    if match := re.fullmatch(r"the comparison of call (\d+) with call (\d+)", part):
        return message("part.comparison", later=match[1], earlier=match[2])
    match = re.match(r"call (\d+)", part)
    return message("part.call", number=match[1], entry=part[match.end() :]) if match else None


def _same_numbers(one: Any, other: Any) -> bool:
    if not (isinstance(one, Mapping) and isinstance(other, Mapping)) or one.keys() != other.keys():
        return False
    return all(np.array_equal(one[name], other[name]) for name in one)


#: Probes by name. A closed table, as for functions: a fixture can name code, not carry it.
PROBES: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {"shapes": shapes, "last_call": last_call, "starting_parameters": starting_parameters}
)
