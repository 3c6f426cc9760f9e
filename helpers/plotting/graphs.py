"""Computation graphs: what flows forward along the edges, and what flows back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpers.errors import ArgumentError
from helpers.messages import message
from helpers.plotting import _graph_layout as layout
from helpers.plotting._common import COLOURS, new_plan, number_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Edge = tuple[str, str] | tuple[str, str, str]
FORWARD, BACKWARD = COLOURS["blue"], COLOURS["vermillion"]


@dataclass(frozen=True)
class Node:
    """One node of a computation graph.

    Attributes:
        name: what edges call it; unique in a graph.
        label: what is written in it; by default its name.
        at: (column, row) in grid units, fractions allowed; column 0 is on the left, row 0 at the top.
        value: what the forward pass gives here, a number or text; written above the node.
        gradient: what the backward pass gives here, a number or text such as "dz = a − y"; written below the node.
        shape: of the variable, such as ("n_h", "m") or (4, 1); written into a box, below a circle.
        kind: "variable" (a rounded box) or "operation" (a circle).
    """

    name: str
    label: str | None = None
    at: tuple[float, float] = (0, 0)
    value: float | str | None = None
    gradient: float | str | None = None
    shape: tuple[int | str, ...] | None = None
    kind: str = "variable"


def draw_graph(nodes: Sequence[Node], edges: Sequence[Edge], *, title: str, ax: Axes | None = None) -> Axes:
    """Draw a computation graph: values forward in blue above the nodes, gradients back in vermillion below them.

    Args:
        nodes: the nodes, each at its own place: at least half a column or half a row from every other.
        edges: (from, to) or (from, to, label), by name. An edge is a solid arrow forward; where its first node has a
            gradient, a dashed arrow beside it runs back. A label, such as a local gradient "× a(1 − a)", stands
            beside the middle of the edge.
        title: the finding.
        ax: where to draw, its axes are switched off; by default a new figure, as high as the graph needs.
    Returns:
        The Axes. Writing and nodes keep their sizes in a new figure, and shrink with the Axes given if they must.
    Raises:
        ArgumentError: a name is used twice or unknown, two nodes are too close, a kind is unknown, or a value or
            gradient is neither one number nor text.
    Source: documents 001 and 003, computation graphs.
    """
    bodies = {node.name: _measure(node) for node in nodes}
    _refuse_what_cannot_be_drawn(nodes, edges)
    placed = layout.place(bodies, {node.name: node.at for node in nodes}, [_words(edge) for edge in edges])
    gradients = {node.name for node in nodes if node.gradient is not None}
    lines = layout.route(placed, [edge[:2] for edge in edges], gradients)
    left, bottom, right, top = layout.bounds(placed, lines)
    ax, scale = new_plan(ax, title, (left, bottom - 0.3 * bool(gradients), right, top))

    for node in nodes:
        _draw_body(ax, node, placed[node.name], scale)
    for line in lines:
        _draw_line(ax, line, scale)
    _draw_notes(ax, nodes, edges, placed, lines, scale)
    if gradients:
        _draw_legend(ax, scale)
    return ax


def _refuse_what_cannot_be_drawn(nodes: Sequence[Node], edges: Sequence[Edge]) -> None:
    known: dict[str, Node] = {}
    for node in nodes:
        if node.name in known:
            raise ArgumentError(message("plot.node-twice", name=node.name))
        for other in known.values():
            if abs(node.at[0] - other.at[0]) < 0.5 and abs(node.at[1] - other.at[1]) < 0.5:
                places = {"one": other.name, "one_at": other.at, "other": node.name, "other_at": node.at}
                raise ArgumentError(message("plot.nodes-too-close", **places))
        known[node.name] = node
    if not known:
        raise ArgumentError(message("plot.no-nodes"))
    for edge in edges:
        if len(edge) not in (2, 3) or edge[0] == edge[1]:
            raise ArgumentError(message("plot.bad-edge", edge=edge))
        for name in edge[:2]:
            if name not in known:
                raise ArgumentError(message("plot.unknown-node", edge=edge, name=name, known=", ".join(known)))


def _words(edge: Edge) -> tuple[str, str, str]:
    return (*edge, "")[:3]


def _text(value: float | str | None, what: str, name: str) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    try:
        # An array of one element, as a network's output often is, counts as a number.
        return number_text(float(value.item() if hasattr(value, "item") else value))
    except (TypeError, ValueError):
        raise ArgumentError(message(f"plot.bad-{what}", name=name, value=value)) from None


def _shape_text(node: Node) -> str:
    if node.shape is None:
        return ""
    return f"({', '.join(map(str, node.shape))}{',' if len(node.shape) == 1 else ''})"


def _measure(node: Node) -> layout.Body:
    if node.kind not in ("variable", "operation"):
        raise ArgumentError(message("plot.bad-kind", name=node.name, kind=node.kind))
    label = node.name if node.label is None else node.label
    above, below = _text(node.value, "value", node.name), _text(node.gradient, "gradient", node.name)
    shape = _shape_text(node)
    if node.kind == "operation":
        return layout.circle(label, above, [shape, below])
    return layout.box(label, shape, above, [below])


def _draw_body(ax: Axes, node: Node, body: layout.Placed, scale: float) -> None:
    from matplotlib.patches import Circle, FancyBboxPatch

    look: dict[str, Any] = {"facecolor": "white", "edgecolor": COLOURS["black"], "linewidth": 1.2 * scale, "zorder": 2}
    wide, high = body.half_width, body.half_height
    if node.kind == "operation":
        ax.add_patch(Circle((body.x, body.y), wide, **{**look, "facecolor": "#e8eef4"}))
    else:
        ax.add_patch(
            FancyBboxPatch(
                (body.x - wide, body.y - high), 2 * wide, 2 * high, boxstyle="round,pad=0,rounding_size=0.08", **look
            )
        )
    for text in body.inside:
        ax.text(
            body.x + text.x, body.y + text.y, text.words, fontsize=text.size * scale, ha="center", va="center", zorder=5
        )


def _draw_line(ax: Axes, line: layout.Line, scale: float) -> None:
    colour, style = (FORWARD, "-") if line.forward else (BACKWARD, (0, (4, 2)))
    ax.annotate(
        "",
        line.end,
        line.start,
        zorder=1.5,
        arrowprops={
            "arrowstyle": "-|>,head_length=0.35,head_width=0.18",
            "color": colour,
            "linestyle": style,
            "linewidth": 1.3 * scale,
            "shrinkA": 0,
            "shrinkB": 0,
            "mutation_scale": 16 * scale,
            "connectionstyle": f"arc3,rad={line.bend}",
        },
    )


def _draw_notes(
    ax: Axes,
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    placed: Mapping[str, layout.Placed],
    lines: Sequence[layout.Line],
    scale: float,
) -> None:
    """Write what stands beside nodes and edges, each where it covers nothing."""
    room = layout.Room(placed, lines)
    colours = {"above": FORWARD, "below": BACKWARD, "shape": COLOURS["black"]}
    for node in nodes:
        for kind, words in placed[node.name].beside:
            x, y = room.beside_node(placed[node.name], kind, words)
            ax.text(x, y, words, fontsize=layout.SMALL * scale, color=colours[kind], ha="center", va="center", zorder=5)
    for source, target, words in map(_words, edges):
        if words:
            x, y = room.beside_edge(next(line for line in lines if line.ends == (source, target)), words)
            ax.text(x, y, words, fontsize=layout.SMALL * scale, ha="center", va="center", zorder=5)


def _draw_legend(ax: Axes, scale: float) -> None:
    from matplotlib.lines import Line2D

    forward = Line2D([], [], color=FORWARD, label=message("plot.value-forward"))
    backward = Line2D([], [], color=BACKWARD, linestyle="--", label=message("plot.gradient-backward"))
    ax.legend(
        handles=[forward, backward],
        loc="lower center",
        ncols=2,
        frameon=False,
        borderpad=0,
        borderaxespad=0.2,
        fontsize=layout.SMALL * scale,
    )
