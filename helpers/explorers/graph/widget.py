"""The graph explorer: steps through a computation graph, values forward node by node, then gradients backward.

Documents 001 and 003: on the way back each node multiplies the gradient that arrives by its local slope. Every number
shown is what the student's own forward and backward gave; a very small triangle at each node says whether it can be
right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import traitlets

from helpers.explorers.common.explorer import (
    Explorer,
    SettingError,
    Unusable,
    labels_of,
    pack,
    read_script,
    read_style,
    to_number,
    to_whole,
)
from helpers.explorers.graph.nodes import Graph, Value, read_graph
from helpers.explorers.graph.places import find_grid, place_cards
from helpers.explorers.graph.samples import Samples, sample_graph
from helpers.messages import message


class GraphExplorer(Explorer):
    """Steps through a computation graph of the student's nodes, with the values and gradients that these really give.

    inputs: name -> number or array, such as {"x": 3.0, "w": 0.5}.
    nodes: one tuple a node, in the order in which they run: (name of what it makes, node, its inputs...). A node is an
        object with forward(...) and backward(dout), a class of such objects, or a pair of functions
        (forward(*inputs), backward(dout, *inputs)). An input is a name, or a number that stays as it is. The last node
        makes the result.
    start: the gradient at the result with which the way back begins; a number, or an array of the result's shape.
    labels: name -> what is written for its node, instead of the symbol or the name of its class.
    sliders: the inputs whose numbers can be moved, one at a time; by default all, when there are few numbers.
    ranges: name -> (low, high) for these.
    at: name -> (column, row), where a card should stand; by default each stands behind its inputs.
    step: where to begin; 0 shows the inputs alone.

    `explorer.step`, `explorer.input` (which number is moved, such as "x" or "W[0, 1]") and `explorer.value` follow the
    picture and move it. A value goes to the nearest one that was sampled. `values` and `gradients` give what is shown.
    Raises SettingError where the graph itself makes no sense. A wrong node is never raised: the explorer says which one
    and why.
    """

    _esm = read_script("graph")
    _css = read_style("graph")
    _static_inches = (8.0, 3.6)  # the height follows the rows of the graph
    # Plain traits: what they may hold is checked below, with messages of our own; Any would let None pass unchecked.
    step: traitlets.TraitType[Any, Any] = traitlets.TraitType(0, help="How far the walk has come: 0 to last_step.").tag(
        sync=True
    )
    input: traitlets.TraitType[Any, Any] = traitlets.TraitType("", help="Which number is moved.").tag(sync=True)
    value: traitlets.TraitType[Any, Any] = traitlets.TraitType(0.0, help="The value of that number.").tag(sync=True)

    def __init__(
        self,
        inputs: Mapping[str, object],
        nodes: Sequence[tuple],
        start=1.0,
        labels: Mapping[str, str] | None = None,
        sliders: Sequence[str] | None = None,
        ranges: Mapping[str, Sequence[float]] | None = None,
        at: Mapping[str, tuple[float, float]] | None = None,
        step: int = 0,
    ):
        self.samples: Samples | None = None
        self.problem = ""
        self._grid: dict[str, tuple[float, float]] = {}
        if self._skipped:
            super().__init__(step=step)
            return
        start = _read_start(start)
        try:
            graph = read_graph(inputs, nodes, labels or {})
        except Unusable as fault:
            self.problem = str(fault)
            super().__init__(
                step=step,
                spec={
                    "problem": self.problem,
                    "notes": [],
                    "labels": labels_of("graph", result=message("graph.unnamed")),
                },
            )
            return
        self._grid = _find_grid(graph, at or {})
        self.samples = samples = sample_graph(graph, start, sliders, ranges or {})
        self.problem = samples.problem
        self._start = np.array(start)
        first = samples.choices[0] if samples.choices else None
        traits = {"input": first.name, "value": float(first.grid[first.first])} if first and not self.problem else {}
        super().__init__(step=step, spec=self._make_spec(), **traits)

    # ------------------------------------------------------------ what is shown

    @property
    def notes(self) -> list[str]:
        """Sentences about nodes that are wrong, or about places where there are no numbers."""
        return [] if self.samples is None else list(self.samples.notes)

    @property
    def last_step(self) -> int:
        """The step at which everything is filled in; only the way forward if a backward could not be called."""
        return max(len(self._list_steps()) - 1, 0)

    def _list_steps(self) -> list[dict[str, str]]:
        """What each step does, for the browser too: kind "inputs", "forward", "start" or "back", and the node
        concerned.
        """
        if self.samples is None or self.problem:
            return []
        names = [operation.name for operation in self.samples.graph.operations]
        steps = [{"kind": "inputs"}, *({"kind": "forward", "node": name} for name in names)]
        if self.samples.walks_back:
            steps.append({"kind": "start", "node": self.samples.graph.result})
            steps += [{"kind": "back", "node": name} for name in reversed(names)]
        return steps

    @property
    def values(self) -> dict[str, Value]:
        """name -> value of every variable after the way forward, for the present value of the number that is moved."""
        if self.samples is None or self.problem:
            return {}
        record, base = self._record(), self.samples.base.values
        return {name: record[place].reshape(base[name].shape) for name, place in self.samples.value_places().items()}

    @property
    def gradients(self) -> dict[str, Value]:
        """name -> gradient after the way back, of every variable that gets one; several that come to one are added."""
        if self.samples is None or self.problem or not self.samples.walks_back:
            return {}
        record, result = self._record(), self.samples.graph.result
        total = {result: np.broadcast_to(self._start, self.samples.base.values[result].shape).astype(float)}
        for edge, place in zip(self.samples.edges, self.samples.edge_places(0), strict=True):
            if not isinstance(edge.place, str):
                total[edge.variable] = record[place].reshape(edge.shape) + total.get(edge.variable, 0.0)
        return total

    def _record(self) -> np.ndarray:
        return self.samples.record(self.input, self.value)

    # ------------------------------------------------------------ traits

    @traitlets.validate("step")
    def _keep_step(self, proposal) -> int:
        high = 10**6 if self._skipped else self.last_step
        return to_whole(proposal["value"], "step", 0, max(high, 0))

    @traitlets.validate("input")
    def _keep_input(self, proposal) -> str:
        known = [] if self.samples is None else [choice.name for choice in self.samples.choices]
        if proposal["value"] in known or self._skipped or (not known and proposal["value"] == ""):
            return str(proposal["value"])
        if not known:
            raise SettingError(message("graph.no_choice"))
        raise SettingError(message("graph.not_choice", known=", ".join(map(repr, known)), value=proposal["value"]))

    @traitlets.validate("value")
    def _keep_value(self, proposal) -> float:
        number = to_number(proposal["value"], "value")
        for choice in self.samples.choices if self.samples else ():
            if choice.name == self.input:
                return float(choice.grid[np.argmin(np.abs(choice.grid - number))])
        return number

    @traitlets.observe("input")
    def _return_to_first_value(self, change) -> None:
        """Only one number is moved at a time: with another one, all stand again as they were given."""
        for choice in self.samples.choices if self.samples else ():
            if choice.name == change["new"]:
                self.value = float(choice.grid[choice.first])

    # ------------------------------------------------------------ for the browser

    def _make_spec(self) -> dict:
        samples = self.samples
        labels = labels_of("graph", result=samples.graph.result)
        if self.problem:
            return {"problem": self.problem, "notes": [], "labels": labels}
        gradients = set(self.gradients)
        has_arrays = any(value.ndim for value in samples.base.values.values())
        spec: dict[str, Any] = {"problem": "", "notes": samples.notes, "labels": labels, "result": samples.graph.result}
        spec |= {
            "layouts": place_cards(samples.graph, self._grid, gradients, 4 if has_arrays else 3),
            "steps": self._list_steps(),
            "lastStep": self.last_step,
        }
        spec |= {
            "variables": self._describe_variables(gradients),
            "operations": self._describe_operations(),
            "edges": self._describe_edges(),
            "choices": self._describe_choices(),
        }
        start: Any = (
            np.broadcast_to(self._start, samples.base.values[samples.graph.result].shape) if samples.walks_back else []
        )
        return spec | {"start": pack(start)} | samples.to_spec()

    def _describe_variables(self, gradients: set[str]) -> list[dict]:
        samples, labels = self.samples, {o.name: o.label for o in self.samples.graph.operations}
        return [
            {
                "name": name,
                "label": labels.get(name, ""),
                "given": name in samples.graph.inputs,
                "at": place.start,
                "shape": list(samples.base.values[name].shape),
                "hasGradient": name in gradients,
            }
            for name, place in samples.value_places().items()
        ]

    def _describe_operations(self) -> list[dict]:
        return [
            {
                "name": o.name,
                "title": o.title,
                "label": o.label,
                "arguments": [
                    {"name": a} if isinstance(a, str) else {"constant": pack(a), "shape": list(a.shape)}
                    for a in o.arguments
                ],
            }
            for o in self.samples.graph.operations
        ]

    def _describe_edges(self) -> list[dict]:
        samples = self.samples
        places = zip(samples.edges, *(samples.edge_places(part) for part in range(3)), strict=True)
        verdicts = samples.first.size - len(samples.edges)
        return [
            {
                "node": e.node,
                "place": e.place,
                "variable": e.variable,
                "shape": list(e.shape),
                "byElement": e.by_element,
                "stored": isinstance(e.place, str),
                "gradient": g.start,
                "triangle": t.start,
                "slope": s.start,
                "verdict": verdicts + i,
            }
            for i, (e, g, t, s) in enumerate(places)
        ]

    def _describe_choices(self) -> list[dict]:
        return [{"name": c.name, "grid": pack(c.grid), "first": c.first} for c in self.samples.choices]

    # ------------------------------------------------------------ where no widget runs

    def describe(self) -> str:
        """The whole walk in a sentence, whatever the step: on paper nobody can press Next."""
        if self._skipped:
            return message("graph.described_skipped")
        if self.problem or self.samples is None:
            return message("graph.described_problem", problem=self.problem)
        values = ", ".join(f"{name} = {write_value(value)}" for name, value in self.values.items())
        sentences = [message("graph.described", result=self.samples.graph.result, values=values)]
        if gradients := ", ".join(f"d{name} = {write_value(value)}" for name, value in self.gradients.items()):
            sentences.append(message("graph.described_back", gradients=gradients))
        return " ".join(sentences + self.notes)

    def draw_static(self, figure) -> bool:
        """The whole walk, as `draw_graph` draws it."""
        from helpers.plotting import Node, draw_graph

        if self.samples is None or self.problem:
            return False
        values, gradients = self.values, self.gradients
        labels = {operation.name: operation.label for operation in self.samples.graph.operations}
        notes = {name: _few(gradient) or f"d{name}" for name, gradient in gradients.items()}
        nodes = [
            Node(
                name,
                labels.get(name) or name,
                at=self._grid[name],
                value=_few(value),
                shape=value.shape or None,
                gradient=notes.get(name),
                kind="operation" if labels.get(name) else "variable",
            )
            for name, value in values.items()
        ]
        title = message("graph.title") if gradients else message("graph.title_forward")
        rows = [row for _, row in self._grid.values()]
        figure.set_size_inches(self._static_inches[0], 1.8 + 0.9 * (max(rows) - min(rows)))
        draw_graph(nodes, self._label_edges(), title=title, ax=figure.subplots())
        return True

    def _label_edges(self) -> list[tuple[str, str] | tuple[str, str, str]]:
        record, factors = self._record(), {}
        for edge, place in zip(self.samples.edges, self.samples.edge_places(2), strict=True):
            if edge.size == 1 and edge.by_element and np.isfinite(record[place]).all():
                factor = write_value(record[place])
                factors[edge.node, edge.place] = f"× ({factor})" if factor.startswith("−") else f"× {factor}"
        return [
            (name, o.name, factors.get((o.name, place), ""))
            for o in self.samples.graph.operations
            for place, name in o.variables
        ]


def _read_start(start: object) -> Value:
    try:
        array = np.array(start, dtype=float)
    except (TypeError, ValueError) as error:
        raise SettingError(message("graph.not_start", value=start)) from error
    if isinstance(start, (bool, str)) or start is None or not np.isfinite(array).all():
        raise SettingError(message("graph.not_start", value=start))
    return array


def _find_grid(graph: Graph, at: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    grid = find_grid(graph)
    for name in at:
        if name not in grid:
            raise SettingError(message("graph.unknown_place", name=name, known=", ".join(grid)))
    return grid | dict(at)


def write_value(value: Value) -> str:
    """Up to four numbers in full, such as "−0.5" and "(0.5, −0.25)"; of more the shape, such as "4 × 3 numbers"."""
    if value.size <= 4:
        text = ", ".join(f"{number:.4g}".replace("-", "−") for number in value.ravel())
        return text if value.size == 1 else f"({text})"
    return " × ".join(map(str, value.shape)) + " " + message("graph.numbers")


def _few(value: Value) -> str | None:
    return write_value(value).strip("()") if value.size <= 3 else None
