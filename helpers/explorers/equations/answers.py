"""The shapes that the student's own forward and backward really give, for all sizes that the explorer can show."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np

from helpers.answers import ask, describe, find_fault, kind_of
from helpers.explorers.common.explorer import pack
from helpers.explorers.equations.forms import NAMES
from helpers.messages import message

SMALLEST, LARGEST = 1, 5  # of n_x, n_h, n_y and m
FORWARD, BACKWARD = ("z1", "a1", "z2", "a2"), ("dz2", "dW2", "db2", "dz1", "dW1", "db1")

Answer = dict[str, list[int] | str]  # key -> shape, or what came instead of an array


@dataclass(frozen=True)
class Answers:
    """What the student's functions gave. `table` has for each choice of sizes an index into `outcomes`.

    An outcome is {key: shape or words} and, under "error", the sentence where a function could not be used.
    """

    outcomes: list[Answer] = field(default_factory=list)
    table: dict[tuple[int, ...], int] = field(default_factory=dict)

    def at(self, sizes: Mapping[str, int]) -> Answer:
        """The outcome for the sizes, {} where no function was given."""
        return self.outcomes[self.table[tuple(sizes[name] for name in NAMES)]] if self.table else {}

    def to_spec(self) -> dict:
        """For widget.js: the index for n_x, n_h, n_y, m in the order of nested loops."""
        return {"outcomes": self.outcomes, "index": pack(list(self.table.values()))}


def sample_answers(forward: Callable | None, backward: Callable | None) -> Answers:
    """Call the student's functions once for every choice of sizes; never raises for a wrong function.

    forward(x, parameters) gives a dict of z1, a1, z2, a2; backward(x, y, parameters, cache) one of dz2, dW2, db2, dz1,
    dW1, db1. Capital letters (Z1, dZ2) are the same names. The cache handed to backward is always a right one.
    """
    answers, known = Answers(), {}
    if forward is None and backward is None:
        return answers
    with contextlib.redirect_stdout(io.StringIO()):  # a print in the student's function would speak 625 times
        for sizes in all_sizes():
            outcome: Answer = {}
            for name, function, keys, arguments in _calls(forward, backward, sizes):
                outcome |= _ask(name, function, keys, arguments)
            text = repr(sorted(outcome.items()))
            if text not in known:
                known[text] = len(answers.outcomes)
                answers.outcomes.append(outcome)
            answers.table[tuple(sizes.values())] = known[text]
    return answers


def all_sizes() -> Iterator[dict[str, int]]:
    """Every choice of the four sizes."""
    for numbers in product(range(SMALLEST, LARGEST + 1), repeat=len(NAMES)):
        yield dict(zip(NAMES, numbers, strict=True))


def _calls(forward, backward, sizes: Mapping[str, int]) -> list[tuple]:
    network = make_network(**sizes)
    calls: list[tuple] = []
    if forward is not None:
        calls.append(("forward", forward, FORWARD, (network["x"], network["parameters"])))
    if backward is not None:
        calls.append(("backward", backward, BACKWARD, tuple(network[key] for key in ("x", "y", "parameters", "cache"))))
    return calls


def make_network(n_x: int, n_h: int, n_y: int, m: int) -> dict:
    """A network of these sizes after its forward pass: x, y, parameters and cache, with names in both spellings."""
    rng = np.random.default_rng(7)
    x, y = rng.normal(size=(n_x, m)), rng.integers(0, 2, size=(n_y, m)).astype(float)
    parameters = {
        "W1": rng.normal(size=(n_h, n_x)),
        "b1": rng.normal(size=(n_h, 1)),
        "W2": rng.normal(size=(n_y, n_h)),
        "b2": rng.normal(size=(n_y, 1)),
    }
    z1 = parameters["W1"] @ x + parameters["b1"]
    a1 = np.tanh(z1)
    z2 = parameters["W2"] @ a1 + parameters["b2"]
    cache = {"z1": z1, "a1": a1, "z2": z2, "a2": 1 / (1 + np.exp(-z2))}
    return {
        "x": x,
        "y": y,
        "parameters": parameters,
        "cache": cache | {name.upper(): value for name, value in cache.items()},
    }


def _ask(name: str, function: Callable, keys: tuple[str, ...], arguments: tuple) -> Answer:
    answer = ask(function, *arguments)
    if fault := answer.fault:
        if "enough dimensions (has 0" in fault.text:  # what NumPy makes of ... @ matrix, too
            return {"error": message("equation_answer.no_matrix", name=name)}
        return {"error": describe(fault, name)}
    listed = ", ".join(keys)
    if not isinstance(answer.value, dict):
        return {"error": message("equation_answer.not_a_dict", name=name, kind=kind_of(answer.value), keys=listed)}
    given = {key.lower(): value for key, value in answer.value.items()}
    found = {key: _shape_or_words(given[key.lower()]) for key in keys if key.lower() in given}
    return found or {"error": message("equation_answer.no_key", name=name, keys=listed)}


def _shape_or_words(value: Any) -> list[int] | str:
    fault = find_fault(value)
    if fault is None:
        return list(np.shape(value))
    if fault.kind == "blank":
        return message("equation_answer.a_blank")
    return message("equation_answer.no_array", kind=kind_of(value))
