"""Where the cards and arrows of the graph explorer stand, once for a wide and once for a narrow page.

Arrows are routed by the same layout that draws the graphs of the lessons; only the cards' sizes and the grid differ.
"""

from __future__ import annotations

from collections.abc import Mapping

from helpers.explorers.graph.nodes import Graph
from helpers.plotting import _graph_layout as layout

PIXELS = 90  # of an inch of the layout, at the size where the writing is as large as in the text around
CARD_WIDTH, WIDEST_CARD, LINE, PADDING = 1.1, 1.5, 0.185, 0.11  # inches
GAP_ACROSS, GAP_DOWN = 0.9, 0.34  # a factor such as "× (−0.3875)" stands in the gap along an arrow
GAP_BESIDE = 0.16
WIDEST_FACTOR = "× (−0.0000)"

Place = tuple[float, float]


def find_grid(graph: Graph) -> dict[str, Place]:
    """(column, row) of each variable: a node stands behind its inputs, an input before the first node that takes it."""
    column: dict[str, int] = {}
    for operation in graph.operations:
        before = [column[name] for _, name in operation.variables if name in column]
        column[operation.name] = 1 + max(before, default=0)
    for name in graph.inputs:
        column[name] = min(column[o.name] for o in graph.operations if name in o.arguments) - 1
    # An input stands where the node that takes it has it: x above w in × (x, w).
    order = [name for o in graph.operations for name in [*(n for _, n in o.variables if n in graph.inputs), o.name]]
    order = list(dict.fromkeys(order))
    grid = {}
    for at in sorted(set(column.values())):
        here = sorted((name for name in order if column[name] == at), key=lambda name: name in graph.inputs)
        if at == 0 or len(here) == 1:
            here = [name for name in order if column[name] == at]
        for row, name in enumerate(here):
            grid[name] = float(at), row - (len(here) - 1) / 2
    return grid


def place_cards(graph: Graph, grid: Mapping[str, Place], gradients: set[str], lines: int) -> dict[str, dict]:
    """The layouts {"wide": …, "tall": …} in pixels: width, height, cards {name: [x, y]}, arrows in the edges' order.

    gradients: names of the variables that get a gradient, which have an arrow back beside the one forward.
    lines: lines of writing in a card.
    """
    high = lines * LINE + 2 * PADDING
    labels = {operation.name: operation.label for operation in graph.operations}
    writing = max(layout.inches(f"{name}   {labels.get(name, '')}", layout.LABEL)[0] for name in grid)
    width = min(max(CARD_WIDTH, writing + 0.2), WIDEST_CARD)
    wide = _place(graph, grid, gradients, (width, high), (width + GAP_ACROSS, high + GAP_BESIDE), turned=False)
    tall = _place(graph, grid, gradients, (high, width), (high + GAP_DOWN, width + GAP_BESIDE), turned=True)
    return {
        "wide": wide,
        "tall": tall,
        "card": {"width": width * PIXELS, "height": high * PIXELS, "line": LINE * PIXELS},
    }


def _place(
    graph: Graph, grid: Mapping[str, Place], gradients: set[str], size: Place, pitch: Place, turned: bool
) -> dict:
    body = layout.Body(size[0] / 2, size[1] / 2, False, (), ())
    placed = {
        name: layout.Placed(**vars(body), x=column * pitch[0], y=-row * pitch[1])
        for name, (column, row) in grid.items()
    }
    edges = [(name, operation.name) for operation in graph.operations for _, name in operation.variables]
    lines = layout.route(placed, edges, gradients)
    room = layout.Room(placed, lines)
    left, bottom, right, top = layout.bounds(placed, lines)
    to_pixels = _Pixels(left, bottom, right, top, turned)
    arrows = []
    for line in lines:
        if line.forward:
            label = line.points(3)[1] if turned else room.beside_edge(line, WIDEST_FACTOR)
            arrows.append({"forward": to_pixels.curve(line), "label": to_pixels.point(label)})
        else:
            arrows[-1]["back"] = to_pixels.curve(line)
    width, height = to_pixels.size
    return {
        "width": width,
        "height": height,
        "arrows": arrows,
        "cards": {name: to_pixels.point((body.x, body.y)) for name, body in placed.items()},
    }


class _Pixels:
    """From inches, y up, to pixels from the upper left corner; turned, what ran to the right runs down."""

    def __init__(self, left: float, bottom: float, right: float, top: float, turned: bool) -> None:
        self.left, self.top, self.turned = left, top, turned
        self.size = (
            ((top - bottom) * PIXELS, (right - left) * PIXELS)
            if turned
            else ((right - left) * PIXELS, (top - bottom) * PIXELS)
        )

    def point(self, point: Place) -> list[float]:
        """[x, y] of a point."""
        right, down = round((point[0] - self.left) * PIXELS, 2), round((self.top - point[1]) * PIXELS, 2)
        return [down, right] if self.turned else [right, down]

    def curve(self, line: layout.Line) -> list[float]:
        """Start, control point and end of the parabola that `Line.points` follows."""
        (x0, y0), (x1, y1) = line.start, line.end
        control = (x0 + x1) / 2 + line.bend * (y1 - y0), (y0 + y1) / 2 - line.bend * (x1 - x0)
        return [*self.point(line.start), *self.point(control), *self.point(line.end)]
