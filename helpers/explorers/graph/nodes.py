"""A computation graph of the student's own nodes, read as data, and one walk through it: forward, then backward.

A node is an object with `forward(...)` and `backward(dout)`, a class of such objects, or a pair of functions
(forward, backward) where backward gets dout and then the inputs. Document 003 builds its layers in the first way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import isclass
from typing import Any, cast

import numpy as np

from helpers.answers import ask, describe, holds_numbers, kind_of, make_plain, type_name
from helpers.explorers.common.explorer import SettingError, Unusable, ask_for, read_numbers
from helpers.messages import message

#: How nodes of the course are written in a graph; the other classes are written by their name.
SYMBOLS = {"mul": "×", "add": "+", "exp": "exp", "reciprocal": "/"}

Value = np.ndarray  # float64; of shape () for a number


@dataclass(frozen=True)
class Operation:
    """One node: the variable that it makes, the student's object, and its inputs (names or constants)."""

    name: str
    label: str
    title: str  # what sentences call its class or function
    arguments: tuple[str | Value, ...]
    forward: Callable
    backward: Callable  # (dout, *inputs)
    owner: object | None  # the student's object, where there is one

    @property
    def variables(self) -> list[tuple[int, str]]:
        """(place, name) of the arguments that are variables."""
        return [(place, name) for place, name in enumerate(self.arguments) if isinstance(name, str)]

    def held(self) -> dict[str, object]:
        """What the object remembers at this moment, by attribute."""
        return dict(vars(self.owner)) if hasattr(self.owner, "__dict__") else {}


@dataclass(frozen=True)
class Graph:
    """Inputs by name, then the operations in the order in which they run; the last one makes the result."""

    inputs: dict[str, Value]
    operations: tuple[Operation, ...]
    notes: list[str] = field(default_factory=list)

    @property
    def result(self) -> str:
        """Name of the variable that the last node makes."""
        return self.operations[-1].name


@dataclass
class Pass:
    """What one pass through the graph gave; `sent` has the gradient for each (node, place) or (node, "W")."""

    values: dict[str, Value]
    parameters: dict[str, list[str]] = field(
        default_factory=dict
    )  # of a node's object: arrays that forward leaves alone
    arrived: dict[str, Value] = field(default_factory=dict)
    sent: dict[tuple[str, int | str], Value] = field(default_factory=dict)


# ---------------------------------------------------------------- reading


def read_graph(inputs: Mapping[str, object], nodes: Sequence[tuple], labels: Mapping[str, str]) -> Graph:
    """The graph in `inputs` and `nodes`, as GraphExplorer gets them.

    Raises SettingError where the graph itself makes no sense, Unusable where an object is no node.
    """
    values = {str(name): _read_input(name, value) for name, value in inputs.items()}
    entries = [_read_entry(node) for node in nodes]
    if not entries:
        raise SettingError(message("graph_node.nothing"))
    _check_names(values, entries)
    operations = tuple(_make_operation(*entry, labels.get(entry[0])) for entry in entries)
    return Graph(values, operations, _find_shared_objects(operations))


def _read_input(name: str, value: object) -> Value:
    if isinstance(value, (bool, str)) or not holds_numbers(value) or not np.isfinite(np.asarray(value, float)).all():
        raise SettingError(message("graph_node.bad_input", name=name, value=value))
    return np.array(value, dtype=float)


def _read_entry(node: object) -> tuple[str, object, tuple[str | Value, ...]]:
    if not isinstance(node, (tuple, list)) or len(node) < 3 or not isinstance(node[0], str):
        raise SettingError(message("graph_node.bad_node", node=node))
    arguments = tuple(
        name if isinstance(name, str) else _read_input(message("graph_node.input_of", node=node[0]), name)
        for name in node[2:]
    )
    return node[0], node[1], arguments


def _check_names(inputs: Mapping[str, Value], entries: Sequence[tuple]) -> None:
    known = list(inputs)
    for name, _, arguments in entries:
        if name in known:
            raise SettingError(message("graph_node.name_twice", name=name))
        for asked in arguments:
            if isinstance(asked, str) and asked not in known:
                raise SettingError(message("graph_node.unknown_input", name=name, asked=asked, known=", ".join(known)))
        known.append(name)
    used = {argument for _, _, arguments in entries for argument in arguments if isinstance(argument, str)}
    for name in known[:-1]:
        if name not in used:
            raise SettingError(message("graph_node.unused", name=name))


def _make_operation(name: str, node: Any, arguments: tuple, label: str | None) -> Operation:
    if node is Ellipsis:
        raise Unusable(message("answers.blank", name=name))
    if isclass(node):
        made = ask(node, read=lambda made: made)
        if made.fault:
            raise Unusable(message("graph_node.not_made", name=name, error=describe(made.fault, node.__name__)))
        node = made.value
    if isinstance(node, tuple) and len(node) == 2 and all(map(callable, node)):
        forward, backward = node
        title = getattr(forward, "__name__", name)
        title = name if title == "<lambda>" else title
        return Operation(name, label or "", title, arguments, forward, backward, None)
    forward, backward = getattr(node, "forward", None), getattr(node, "backward", None)
    if not (callable(forward) and callable(backward)):
        raise Unusable(message("graph_node.not_a_node", name=name, kind=kind_of(node)))
    title = type(node).__name__
    return Operation(
        name, label or _write_label(title, arguments), title, arguments, forward, lambda dout, *_: backward(dout), node
    )


def _write_label(title: str, arguments: tuple) -> str:
    """The symbol of a node, with its constants: "×(−1)", "+1", "exp"."""
    symbol = SYMBOLS.get(title.lower(), title)
    constants = [
        f"{float(value):g}".replace("-", "−") for value in arguments if not isinstance(value, str) and value.size == 1
    ]
    return symbol + "".join(f"({text})" if text.startswith("−") else text for text in constants)


def _find_shared_objects(operations: Sequence[Operation]) -> list[str]:
    notes: list[str] = []
    for index, second in enumerate(operations):
        for first in operations[:index]:
            if first.owner is not None and first.owner is second.owner:
                notes.append(message("graph_node.same_object", first=first.name, second=second.name))
    return notes


# ---------------------------------------------------------------- walking


def walk(graph: Graph, inputs: Mapping[str, Value]) -> Pass:
    """Run every node forward, from `inputs`. Raises Unusable, with the sentence for the student, at the first bad
    answer.
    """
    values, parameters = dict(inputs), {}
    for operation in graph.operations:
        before = operation.held()
        arguments = fetch(operation, values)
        name = f"{operation.title}.forward"
        values[operation.name] = read_numbers(name, ask_for(name, operation.forward, *arguments))
        # W is the same array after forward as before; a remembered input x is a new one.
        after = operation.held()
        parameters[operation.name] = [
            name for name, value in before.items() if holds_numbers(value) and after.get(name) is value
        ]
    return Pass(values, parameters)


def walk_back(graph: Graph, forward: Pass, start: Value) -> list[str]:
    """Run every node backward after `walk`, from the gradient `start` of the result; fills `arrived` and `sent`.

    Returns notes about where the way back ends early. Raises Unusable at the first bad answer.
    """
    expected = forward.values[graph.result].shape
    if start.shape not in ((), expected):
        raise Unusable(message("graph_node.start_shape", got=start.shape, variable=graph.result, expected=expected))
    total = {graph.result: np.broadcast_to(start, expected).copy()}
    notes: list[str] = []
    for operation in reversed(graph.operations):
        if operation.name not in total:
            continue
        forward.arrived[operation.name] = total[operation.name]
        for place, gradient in _ask_back(operation, forward).items():
            name = cast(str, operation.arguments[place])  # only of variables is a gradient asked
            if gradient is None:
                if name not in graph.inputs:
                    notes.append(message("graph_node.no_gradient", name=f"{operation.title}.backward", variable=name))
                continue
            forward.sent[operation.name, place] = gradient
            total[name] = gradient + total[name] if name in total else gradient
        forward.sent |= _read_stored(operation, forward.parameters[operation.name])
    return notes


def fetch(operation: Operation, values: Mapping[str, Value]) -> list[Value | np.float64]:
    """What goes into a node."""
    found = [values[name] if isinstance(name, str) else name for name in operation.arguments]
    return [hand_over(value) for value in found]


def hand_over(value: Value) -> Value | np.float64:
    """An array, or a number as a float (np.float64 is one) rather than an array of shape ()."""
    return value if value.ndim else np.float64(value)


def _ask_back(operation: Operation, forward: Pass) -> dict[int, Value | None]:
    """place -> gradient of the inputs that are variables; None where backward gives None on purpose."""
    name = f"{operation.title}.backward"
    arguments = fetch(operation, forward.values)
    answer: Any = ask_for(name, operation.backward, hand_over(forward.arrived[operation.name]), *arguments)
    count = len(arguments)
    many = isinstance(answer, (tuple, list))
    if count == 1 and many:
        raise Unusable(message("graph_node.one_gradient", name=name, kind=type_name(answer)))
    if count > 1 and (not many or len(answer) != count):
        kind = kind_of(answer)
        if many:
            kind = message("answers.kind-list-of", kind=type_name(answer), count=len(answer))
        raise Unusable(message("graph_node.many_gradients", name=name, kind=kind, count=count))
    answers = answer if many else [answer]
    return {
        place: _read_gradient(answers[place], name, variable, forward.values[variable], optional=count > 1)
        for place, variable in operation.variables
    }


def _read_gradient(answer: object, name: str, variable: str, value: Value, optional: bool) -> Value | None:
    if answer is None and optional:
        return None
    return read_numbers(name, answer, value.shape, {"shape": "graph_node.gradient_shape"}, variable=variable)


def _read_stored(operation: Operation, parameters: Sequence[str]) -> dict[tuple[str, int | str], Value]:
    """The gradients that a layer such as Affine keeps on itself, as dW beside W."""
    found: dict[tuple[str, int | str], Value] = {}
    held = operation.held()
    for name in parameters:
        if f"d{name}" not in held:
            continue
        title = f"{operation.title}.backward"
        # A plain text: dW keeps its small letter at the head of a sentence.
        stored = str(message("graph_node.stored", gradient=f"d{name}", name=title))
        ids, words = {"shape": "graph_node.stored_shape"}, {"title": title, "gradient": f"d{name}", "variable": name}
        gradient = read_numbers(stored, make_plain(held[f"d{name}"]), np.shape(cast(Any, held[name])), ids, **words)
        found[operation.name, name] = gradient
    return found
