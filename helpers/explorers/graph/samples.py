"""The numbers that the graph explorer draws: the walk for each value of an input, held against small triangles.

Each node is measured by itself: its inputs are moved a little, one number at a time, and its output is weighted with
the gradient that arrived there. So a node whose backward is wrong is found even where others are wrong too.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from helpers.answers import call, holds_numbers
from helpers.explorers.common.explorer import SettingError, Unusable, pack, to_number
from helpers.explorers.graph.nodes import Graph, Operation, Pass, Value, fetch, hand_over, walk, walk_back
from helpers.messages import message

GRID = 41  # values of an input that is moved, its first one among them
MOST_CHOICES = 12  # numbers that can be moved without being asked for
MOST_MEASURED = 64  # numbers of one input of a node that are moved a little
STEP = 1e-5  # relative to 1 or to the number, whichever is larger
TOLERANCE = 1e-4  # relative; wrong formulas are off by far more, a one-sided difference by far less


@dataclass(frozen=True)
class Edge:
    """A gradient that a node sends: to an input by its place, or to a parameter that it holds by name ("W")."""

    node: str
    place: int | str
    variable: str
    shape: tuple[int, ...]
    by_element: bool  # each number of the input decides one number of the output, so there is one local slope for each

    @property
    def size(self) -> int:
        """How many numbers the gradient has."""
        return int(np.prod(self.shape, dtype=int))


@dataclass(frozen=True)
class Choice:
    """A number of an input that can be moved: "x", or "W[0, 1]"; its sampled values, and which one is the first."""

    name: str
    variable: str
    index: tuple[int, ...]
    grid: np.ndarray  # (n,) rising
    first: int


@dataclass
class Samples:
    """The graph in numbers. A record is one row: all values; all gradients, triangles and slopes of edges; verdicts."""

    graph: Graph
    base: Pass | None = None
    problem: str = ""  # why there is nothing to draw
    notes: list[str] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    first: np.ndarray | None = None  # (k,) the record of the inputs as given
    records: dict[str, np.ndarray] = field(default_factory=dict)  # choice -> (n, k)
    walks_back: bool = False

    def record(self, choice: str, value: float) -> np.ndarray:
        """The record for the sampled value nearest to `value`; of the inputs as given if there is no such choice."""
        for one in self.choices:
            if one.name == choice:
                return self.records[choice][int(np.argmin(np.abs(one.grid - value)))]
        return self.first

    def value_places(self) -> dict[str, slice]:
        """Where the values of each variable stand in a record."""
        places, at = {}, 0
        for name, value in self.base.values.items():
            places[name] = slice(at, at + value.size)
            at += value.size
        return places

    def edge_places(self, part: int) -> list[slice]:
        """Where each edge's gradient (part 0), triangle (1) or slope (2) stands in a record."""
        at = sum(value.size for value in self.base.values.values())
        total = sum(edge.size for edge in self.edges)
        places = []
        at += part * total
        for edge in self.edges:
            places.append(slice(at, at + edge.size))
            at += edge.size
        return places

    def to_spec(self) -> dict:
        """The numbers as bytes, for state.js."""
        return {"first": pack(self.first), "records": {name: pack(table) for name, table in self.records.items()}}


def sample_graph(
    graph: Graph, start: Value, sliders: Sequence[str] | None, ranges: Mapping[str, Sequence[float]]
) -> Samples:
    """Walk through `graph` as given and for each value of a number that can be moved; never raises for a wrong node."""
    samples = Samples(graph, notes=list(graph.notes))
    samples.choices = find_choices(graph, sliders, ranges)
    try:
        samples.base = walk(graph, graph.inputs)
    except Unusable as fault:
        samples.problem = str(fault)
        return samples
    samples.notes += _note_not_finite(graph, samples.base)
    try:
        samples.notes += walk_back(graph, samples.base, start)
        samples.walks_back = True
    except Unusable as fault:
        samples.notes.append(str(fault))
        samples.base.sent.clear()
    with contextlib.redirect_stdout(io.StringIO()):  # a print in the student's node speaks once, not a thousand times
        _measure_first(samples)
        _sample_choices(samples, start)
        _walk_again(
            graph, graph.inputs, start, samples.walks_back
        )  # the nodes are left remembering what the reader sees
    return samples


def find_choices(graph: Graph, sliders: Sequence[str] | None, ranges: Mapping[str, Sequence[float]]) -> list[Choice]:
    """The numbers that can be moved: of the inputs named in `sliders`, by default of all when they are few."""
    if sliders is None:
        sliders = [] if sum(value.size for value in graph.inputs.values()) > MOST_CHOICES else list(graph.inputs)
    for name in [*sliders, *ranges]:
        if name not in graph.inputs:
            raise SettingError(message("graph_sample.unknown_slider", name=name, known=", ".join(graph.inputs)))
    choices = []
    for name in sliders:
        for index in np.ndindex(graph.inputs[name].shape):
            value = float(graph.inputs[name][index])
            grid = _make_grid(name, value, ranges.get(name))
            title = f"{name}[{', '.join(map(str, index))}]" if graph.inputs[name].size > 1 else name
            choices.append(Choice(title, name, index, grid, int(np.argmin(np.abs(grid - value)))))
    return choices


def _make_grid(name: str, value: float, limits: Sequence[float] | None) -> np.ndarray:
    if limits is not None:
        try:
            low, high = (to_number(number, name) for number in limits)
        except (TypeError, ValueError) as error:
            raise SettingError(message("graph_sample.bad_range", name=name, value=limits)) from error
        if low >= high:
            raise SettingError(message("graph_sample.bad_range", name=name, value=limits))
        return np.union1d(np.linspace(low, high, GRID).round(12), [value])
    reach = max(2.0, 1.2 * abs(value))
    power = 10.0 ** np.floor(np.log10(reach))
    reach = next(factor * power for factor in (1, 2, 4, 10) if factor * power >= reach)
    grid = (value + reach * np.linspace(-1, 1, GRID)).round(12)
    grid[GRID // 2] = value
    return grid


# ---------------------------------------------------------------- triangles


@dataclass(frozen=True)
class _Triangles:
    """Of one edge: the gradient by central difference, and on either side; slopes where each number has its own."""

    central: np.ndarray
    low: np.ndarray
    high: np.ndarray
    slopes: np.ndarray
    noise: np.ndarray
    by_element: bool


def measure_edge(operation: Operation, values: Mapping[str, Value], place: int | str, arrived: Value) -> _Triangles:
    """Move each number that goes in at `place` (or of the parameter `place`) a little, and see what comes out.

    Numbers beyond the first `MOST_MEASURED`, spread evenly, are not moved; theirs are NaN.
    """
    arguments = fetch(operation, values)
    moved = np.array(operation.held()[place] if isinstance(place, str) else arguments[place], dtype=float)
    central, low, high, slopes, noise = np.full((5, moved.size), np.nan)
    by_element = True
    for at in np.unique(np.linspace(0, moved.size - 1, min(moved.size, MOST_MEASURED)).astype(int)):
        step = STEP * max(1.0, abs(moved.flat[at]))
        left, middle, right = (_output(operation, arguments, place, moved, at, way * step) for way in (-1, 0, 1))
        if left.shape != arrived.shape or right.shape != arrived.shape or middle.shape != arrived.shape:
            continue
        with np.errstate(all="ignore"):
            sides = np.sum(arrived * (middle - left)) / step, np.sum(arrived * (right - middle)) / step
            central[at] = np.sum(arrived * (right - left)) / (2 * step)
            noise[at] = 16 * np.finfo(float).eps * np.sum(np.abs(arrived * middle)) / step
        low[at], high[at] = min(sides), max(sides)
        changed = np.flatnonzero(left != right)
        by_element &= arrived.size == moved.size and set(changed.tolist()) <= {at}
        if by_element:
            slopes[at] = (right.flat[at] - left.flat[at]) / (2 * step)
    return _Triangles(central, low, high, slopes, noise, by_element)


def _output(operation: Operation, arguments: list, place: int | str, moved: Value, at: int, by: float) -> Value:
    changed = moved.copy()
    changed.flat[at] += by
    given = [hand_over(np.asarray(argument)) for argument in arguments]
    if not isinstance(place, str):
        given[place] = hand_over(changed)
        return _forward(operation, given)
    before = getattr(operation.owner, place)
    try:
        setattr(operation.owner, place, changed)
    except Exception:  # an attribute that cannot be set is not measured
        return np.full(0, np.nan)
    try:
        return _forward(operation, given)
    finally:
        setattr(operation.owner, place, before)


def _forward(operation: Operation, given: list) -> Value:
    """What forward gives; nothing where it gives no numbers: beside a point where the node works it may not."""
    value = call(operation.forward, *given).value
    return np.asarray(value, dtype=float) if holds_numbers(value) else np.full(0, np.nan)


def _differs(sent: np.ndarray, triangles: _Triangles) -> np.ndarray:
    """Where the gradient sent lies outside what the triangles on both sides allow; at a kink all between is right."""
    size = np.fmax(np.abs(sent), np.fmax(np.abs(triangles.low), np.abs(triangles.high)))
    slack = TOLERANCE * np.where(np.isfinite(size), size, 0.0) + triangles.noise
    known = np.isfinite(triangles.low) & np.isfinite(triangles.high)
    with np.errstate(invalid="ignore"):
        inside = (sent >= triangles.low - slack) & (sent <= triangles.high + slack)
    return known & ~inside


# ---------------------------------------------------------------- sampling


def _note_not_finite(graph: Graph, base: Pass) -> list[str]:
    for operation in graph.operations:
        value = base.values[operation.name]
        if not np.isfinite(value).all():
            bad = value[~np.isfinite(value)].flat[0]
            return [message("graph_sample.not_finite", node=operation.title, value=bad)]
    return []


def _measure_first(samples: Samples) -> None:
    operations = {operation.name: operation for operation in samples.graph.operations}
    sent, base = samples.base.sent, samples.base
    measured = {}
    for (node, place), gradient in sent.items():
        operation = operations[node]
        triangles = measure_edge(operation, base.values, place, base.arrived[node])
        measured[node, place] = triangles
        variable = place if isinstance(place, str) else cast(str, operation.arguments[place])
        samples.edges.append(Edge(node, place, variable, gradient.shape, triangles.by_element))
        if (wrong := _differs(gradient.ravel(), triangles)).any():
            key = "wrong_stored" if isinstance(place, str) else "wrong"
            samples.notes.append(_say_wrong(key, operation, samples.edges[-1], gradient, triangles, wrong))
    samples.first = _to_record(samples, base, measured)


def _say_wrong(
    key: str, operation: Operation, edge: Edge, gradient: Value, triangles: _Triangles, wrong: np.ndarray, **more
) -> str:
    gap = np.where(wrong, np.abs(gradient.ravel() - triangles.central), -1.0)
    worst = int(np.argmax(np.where(np.isnan(gap), np.inf, gap)))
    index = tuple(int(i) for i in np.unravel_index(worst, edge.shape or (1,)))
    where = message("graph_sample.at_index", index=list(index)) if edge.size > 1 else ""
    return message(
        f"graph_sample.{key}",
        node=operation.title,
        variable=edge.variable,
        got=_number(gradient.flat[worst]),
        where=where,
        expected=_number(triangles.central[worst]),
        **more,
    )


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "−")


def _to_record(samples: Samples, walked: Pass, measured: Mapping[tuple, _Triangles]) -> np.ndarray:
    gradients, central, slopes, verdicts = [], [], [], []
    for edge in samples.edges:
        sent, triangles = walked.sent[edge.node, edge.place].ravel(), measured[edge.node, edge.place]
        gradients.append(sent)
        central.append(triangles.central)
        slopes.append(_slopes(edge, sent, walked.arrived[edge.node].ravel(), triangles))
        verdicts.append([float(_differs(sent, triangles).any())])
    return np.concatenate(
        [*(value.ravel() for value in walked.values.values()), *gradients, *central, *slopes, *verdicts]
    )


def _slopes(edge: Edge, sent: np.ndarray, arrived: np.ndarray, triangles: _Triangles) -> np.ndarray:
    """The factor that the student's node used; where 0 arrived it cannot be read off, and the triangle's is shown."""
    if not edge.by_element:
        return np.full(edge.size, np.nan)
    with np.errstate(all="ignore"):
        return np.where(arrived != 0, sent / arrived, triangles.slopes)


def _sample_choices(samples: Samples, start: Value) -> None:
    for choice in samples.choices:
        table, blamed = [], bool(samples.notes)
        for value in choice.grid:
            try:
                row, wrong = _sample_one(samples, choice, float(value), start)
            except Unusable as fault:
                row = np.full(samples.first.size, np.nan)
                wrong = message("graph_sample.fails_at", choice=choice.name, at=_number(value), problem=fault)
            table.append(row)
            if wrong and not blamed:
                samples.notes.append(wrong)
                blamed = True
        samples.records[choice.name] = np.array(table)


def _sample_one(samples: Samples, choice: Choice, value: float, start: Value) -> tuple[np.ndarray, str]:
    """One record, and the sentence about the first node that is wrong there."""
    graph, operations = samples.graph, {operation.name: operation for operation in samples.graph.operations}
    inputs = {name: array.copy() for name, array in graph.inputs.items()}
    inputs[choice.variable][choice.index] = value
    walked = _walk_again(graph, inputs, start, samples.walks_back)
    changed = [name for name, before in samples.base.values.items() if walked.values[name].shape != before.shape]
    missing = [edge.variable for edge in samples.edges if (edge.node, edge.place) not in walked.sent]
    if changed or missing:
        raise Unusable(message("graph_sample.not_the_same", variable=[*changed, *missing][0]))
    measured, sentence = {}, ""
    for edge in samples.edges:
        operation, gradient = operations[edge.node], walked.sent[edge.node, edge.place]
        triangles = measure_edge(operation, walked.values, edge.place, walked.arrived[edge.node])
        measured[edge.node, edge.place] = triangles
        if not sentence and (wrong := _differs(gradient.ravel(), triangles)).any():
            sentence = _say_wrong(
                "wrong_later", operation, edge, gradient, triangles, wrong, choice=choice.name, at=_number(value)
            )
    return _to_record(samples, walked, measured), sentence


def _walk_again(graph: Graph, inputs: Mapping[str, Value], start: Value, back: bool) -> Pass:
    walked = walk(graph, inputs)
    if back:
        walk_back(graph, walked, start)
    return walked
