"""A training as it was: the student's own `train`, run in short stretches, and the network's answers after each of
them.

After every stretch the student's `forward` is asked about a grid over the plane and about the examples. The stretches
are short at first, where much happens, and longer towards the end: stretch i ends at iteration N (i / S)². Because
gradient descent remembers nothing but its parameters, training in stretches is the same training as in one go.
"""

import io
import itertools
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from time import thread_time

import numpy as np

from helpers.answers import describe, find_fault, find_gap, kind_of, make_plain
from helpers.explorers.common.explorer import Unusable, ask_for, pack, read_numbers, robust_limits
from helpers.messages import message

SIDE = 64  # grid points along each side
STRETCHES = 80
TIME_LIMIT_SECONDS = 1.5  # of computing; a busy machine does not cut a training short
EXAMPLES_DRAWN = 1000
COSTS_DRAWN = 2000
NO_NUMBER = 255  # in a field, where forward gives NaN; probabilities from 0 to 1 are 0 to 254
JUMPS_SHARE = 0.05  # of the iterations: more rises than this are worth a word


@dataclass(frozen=True)
class Recording:
    """A training from `record_training`: s states, one at each of `iterations`."""

    iterations: np.ndarray  # (s,) int, begins with 0
    costs: np.ndarray  # (iterations[-1] + 1,) float64, the cost at every iteration
    fields: np.ndarray  # (s, SIDE, SIDE) uint8, rows from the top: the probability times 254
    wrong: np.ndarray  # (s, m) bool, the examples on the wrong side
    limits: tuple[tuple[float, float], tuple[float, float]]  # of x₁ and x₂
    problem: str = ""
    notes: list[str] = field(default_factory=list)

    def index_of(self, iteration: float) -> int:
        """Number of the state that is nearest to `iteration`."""
        return int(np.argmin(np.abs(self.iterations - iteration)))

    def probabilities(self, index: int) -> np.ndarray:
        """(SIDE, SIDE) of state `index`, rows from the bottom; exact to 1/508, NaN where there is no number."""
        stored = self.fields[index][::-1]
        return np.where(stored == NO_NUMBER, np.nan, stored / 254)

    def to_spec(self, X: np.ndarray, Y: np.ndarray) -> dict:
        """What widget.js needs to draw the states; arrays as bytes."""
        shown = _spread(X.shape[1], EXAMPLES_DRAWN)
        curve = _spread(self.costs.size, COSTS_DRAWN)
        label = Y[0] > 0.5
        right = [[int(np.sum(~wrong & ~label)), int(np.sum(~wrong & label))] for wrong in self.wrong]
        return {
            "iterations": self.iterations.tolist(),
            "costs": pack(self.costs[self.iterations]),
            "curve": pack(np.stack([curve, self.costs[curve]])),
            "costLimits": robust_limits([0.0], self.costs),
            "side": SIDE,
            "fields": self.fields.tobytes(),
            "limits": self.limits,
            "points": pack(X[:, shown]),
            "labels": label[shown].astype(np.uint8).tobytes(),
            "wrong": self.wrong[:, shown].astype(np.uint8).tobytes(),
            "right": right,
            "totals": [int(np.sum(~label)), int(np.sum(label))],
        }


def choose_stops(iterations: int) -> np.ndarray:
    """Iterations to look at, from 0 to `iterations`: all of few, else N (i / S)² rounded, at most STRETCHES + 1."""
    shares = np.linspace(0, 1, min(iterations, STRETCHES) + 1)
    return np.unique(np.rint(iterations * (shares if iterations <= STRETCHES else shares**2)).astype(int))


def limits_of(X: np.ndarray) -> tuple[tuple[float, float], tuple[float, float]]:
    """Limits of x₁ and x₂ that leave a margin of a tenth around the examples X (2, m)."""
    pads = [0.1 * np.ptp(row) or 0.5 for row in X]
    across, up = ((float(row.min() - pad), float(row.max() + pad)) for row, pad in zip(X, pads, strict=True))
    return across, up


def grid_over(limits: tuple[tuple[float, float], tuple[float, float]]) -> np.ndarray:
    """(2, SIDE · SIDE) points of the plane, row by row from the top left."""
    across, up = (np.linspace(low, high, SIDE) for low, high in limits)
    return np.stack([part.ravel() for part in np.meshgrid(across, up[::-1])])


def record_training(train, forward, X, Y, parameters, learning_rate: float, iterations: int) -> Recording:
    """Train with the student's functions and look at the network on the way; never raises for wrong functions.

    train: function (X, Y, parameters, learning_rate, iterations) that gives the new parameters and one cost an
        iteration.
    forward: function (X, parameters) that gives probabilities (1, m), or a dict that holds them as "A2".
    X (2, m), Y (1, m): float64. parameters: dict of arrays.
    """
    tape = _Tape(train, forward, X, Y, learning_rate)
    stops = choose_stops(iterations)
    try:
        present = _check_parameters(make_plain(parameters))
    except Unusable as unusable:
        return tape.finish(stops[:0], str(unusable))
    start, began, done, trouble, diverged = present, thread_time(), 0, "", False
    for begin, end in itertools.pairwise([*stops, iterations + 1]):
        # The cost of a state comes with the first step away from it, so one step more than asked for is made at the
        # end.
        elapsed = thread_time() - began
        if begin and elapsed * end > TIME_LIMIT_SECONDS * begin:
            tape.note("slow", last=stops[done - 1], asked=iterations, seconds=elapsed)
            break
        try:
            following = tape.record(present, end - begin)
        except Unusable as unusable:
            trouble = str(unusable)
            break
        done, last, present = done + 1, present, following
        if diverged := end <= iterations and not _is_finite(following):
            tape.note("diverged", iteration=begin, rate=learning_rate)
            break
    if done > 1 and not diverged:
        tape.judge_fall(stops[done - 1], unchanged=_are_equal(start, last))
    return tape.finish(stops[:done], trouble)


class _Tape:
    """Collects the states of one training."""

    def __init__(self, train, forward, X, Y, learning_rate):
        self.train, self.forward, self.X, self.Y, self.learning_rate = train, forward, X, Y, learning_rate
        self.train_name, self.forward_name = _name_of(train, "train"), _name_of(forward, "forward")
        self.limits = limits_of(X)
        self.grid = grid_over(self.limits)
        self.costs, self.fields, self.wrong, self.notes = [], [], [], []
        self.lowest, self.highest = np.inf, -np.inf

    def note(self, key: str, **values) -> None:
        self.notes.append(message(f"training_record.{key}", **values))

    def record(self, parameters: dict, steps: int) -> dict:
        """Look at the network with these parameters, then train it `steps` iterations; the parameters after them."""
        examples, plane = self._ask(self.X, parameters), self._ask(self.grid, parameters)
        answer = _run(self.train, self.train_name, self.X, self.Y, parameters, self.learning_rate, steps)
        following, costs = _read_training(answer, parameters, steps, self.train_name)
        if not self.fields and not np.isfinite(plane).any():
            raise Unusable(message("training_record.no_numbers", name=self.forward_name, value=plane[0]))
        self.fields.append(_to_bytes(plane).reshape(SIDE, SIDE))
        self.wrong.append((examples > 0.5) != (self.Y[0] > 0.5))
        self.wrong[-1] |= np.isnan(examples)
        self.costs.append(costs)
        return following

    def _ask(self, X, parameters) -> np.ndarray:
        answer = _run(self.forward, self.forward_name, X, parameters)
        output = _read_output(answer, X.shape[1], self.forward_name)
        self.lowest, self.highest = (
            np.fmin.reduce(output, initial=self.lowest),
            np.fmax.reduce(output, initial=self.highest),
        )
        return output

    def judge_fall(self, last_iteration: int, unchanged: bool) -> None:
        """Note a cost that does not fall; `unchanged` says that the last parameters are those of the start."""
        costs = self._costs_until(last_iteration)
        costs = costs[np.isfinite(costs)]
        noise = 1e-9 * np.abs(costs).max(initial=0)
        rises = int(np.sum(np.diff(costs) > noise))
        if unchanged:
            self.note("unchanged", last=last_iteration, name=self.train_name)
        elif costs.size < 2:
            return
        elif costs[-1] > costs[0] + noise:
            self.note("rose", first=costs[0], last=costs[-1], rate=self.learning_rate)
        elif np.ptp(costs) <= noise:
            self.note("stayed", first=costs[0])
        elif rises > JUMPS_SHARE * (costs.size - 1):
            self.note("jumps", count=rises, total=costs.size - 1, rate=self.learning_rate)

    def _costs_until(self, last_iteration) -> np.ndarray:
        return np.concatenate(self.costs)[: last_iteration + 1]

    def finish(self, iterations, trouble: str) -> Recording:
        """The recording of the states at `iterations`; `trouble` says why it ends early or is empty."""
        s, m = len(iterations), self.X.shape[1]
        if s == 0:
            nothing = np.zeros(0), np.zeros((0, SIDE, SIDE), np.uint8), np.zeros((0, m), bool)
            return Recording(iterations, *nothing, self.limits, trouble)
        if trouble:
            self.note("broke", iteration=iterations[-1], problem=trouble)
        if self.lowest < -1e-9 or self.highest > 1 + 1e-9:
            self.note("not_probabilities", name=self.forward_name, low=self.lowest, high=self.highest)
        costs = self._costs_until(iterations[-1])
        lost = ~np.isfinite(costs)
        if lost.any():
            first = int(np.argmax(lost))
            self.note("cost_lost", count=lost.sum(), total=costs.size, first=first, value=costs[first])
        if m > EXAMPLES_DRAWN:
            self.note("thinned", shown=EXAMPLES_DRAWN, total=m)
        return Recording(iterations, costs, np.stack(self.fields), np.stack(self.wrong), self.limits, notes=self.notes)


def _run(function, name, *arguments):
    """The first two things that the student's function gives, with nothing printed; a third may be large."""
    with redirect_stdout(io.StringIO()):
        return ask_for(name, function, *arguments, read=_read_two)


def _read_two(answer):
    return make_plain(answer[:2] if isinstance(answer, tuple | list) else answer)


def _refuse_blank(value, name: str) -> None:
    if (fault := find_gap(value)) and fault.kind == "blank":
        raise Unusable(describe(fault, name))


def _name_of(function, otherwise: str) -> str:
    name = getattr(function, "__name__", otherwise)
    return name if name.isidentifier() else otherwise  # a lambda's name is no name


def _check_parameters(parameters, sentence: str = "parameters", name: str = "") -> dict:
    _refuse_blank(parameters, name or message("training_record.start"))
    if not isinstance(parameters, dict) or not parameters:
        raise Unusable(message(f"training_record.{sentence}", kind=kind_of(parameters), name=name))
    checked = {}
    for key, value in parameters.items():
        _refuse_blank(value, key)
        if find_fault(value) or np.asarray(value).dtype.kind == "b":
            raise Unusable(message("training_record.parameter_kind", key=key, kind=kind_of(value)))
        checked[key] = np.array(value)
    return checked


def _read_training(answer, before: dict, steps: int, name: str) -> tuple[dict, np.ndarray]:
    if not isinstance(answer, tuple | list) or len(answer) < 2:
        raise Unusable(message("training_record.two_things", name=name, kind=kind_of(answer)))
    after = _check_parameters(answer[0], "new_parameters", name)
    if after.keys() != before.keys():
        got, expected = (", ".join(names) for names in (after, before))
        raise Unusable(message("training_record.names", name=name, got=got, expected=expected))
    for key, value in after.items():
        read_numbers(name, value, before[key].shape, {"shape": "training_record.parameter_shape"}, key=key)
    _refuse_blank(answer[1], name)
    try:
        costs = np.asarray(answer[1], dtype=float)
    except (TypeError, ValueError):
        raise Unusable(message("training_record.cost_kind", name=name, kind=kind_of(answer[1]))) from None
    if costs.size != steps:
        raise Unusable(message("training_record.cost_count", name=name, got=costs.size, expected=steps))
    return after, costs.ravel()


def _read_output(answer, count: int, name: str) -> np.ndarray:
    if isinstance(answer, dict):
        if "A2" not in answer:
            raise Unusable(message("training_record.no_output", name=name, got=", ".join(answer)))
        answer = answer["A2"]
    shape = (count,) if np.shape(answer) == (count,) else (1, count)
    ids = {"list": "training_record.list", "shape": "training_record.output_shape"}
    return read_numbers(name, answer, shape, ids, count=count).ravel()


def _to_bytes(probabilities) -> np.ndarray:
    known = np.isfinite(probabilities)
    steps = np.rint(254 * np.clip(np.where(known, probabilities, 0), 0, 1))
    return np.where(known, steps, NO_NUMBER).astype(np.uint8)


def _is_finite(parameters: dict) -> bool:
    return all(np.isfinite(value).all() for value in parameters.values())


def _are_equal(first: dict, second: dict) -> bool:
    return all(np.array_equal(value, second[key]) for key, value in first.items())


def _spread(count: int, most: int) -> np.ndarray:
    """At most `most` of the numbers 0 to count − 1, evenly spread, with both ends."""
    return np.unique(np.rint(np.linspace(0, count - 1, min(count, most))).astype(int))
