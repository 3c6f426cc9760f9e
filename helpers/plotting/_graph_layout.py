"""Where the parts of a computation graph stand: sizes of nodes, the grid, arrows and the writing beside them.

Everything is in inches of the plan, x to the right and y up. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from math import hypot

import numpy as np

from helpers.plotting._common import WIDTH, Array, measure_text

LABEL, SMALL, SHAPE = 11, 9, 8  # points
LINE_HEIGHT = 0.17  # of SMALL writing
GAP = 0.06  # between writing and what it stands beside
ARROW_ROOM = 0.34  # between two nodes, so that an arrow has a shaft
LANE = 0.045  # half the distance of the way forward and the way back
WIDEST_COLUMN, NARROWEST_COLUMN, LOWEST_ROW = 1.45, 0.8, 0.6
BENDS = (0.0, 0.2, -0.2, 0.35, -0.35, 0.5, -0.5)

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Writing:
    """Words inside a node: their place from its middle, and their size in points."""

    words: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Body:
    """A node with its measures: half its width and height, the writing inside, and (kind, words) for that beside it."""

    half_width: float
    half_height: float
    round: bool
    inside: tuple[Writing, ...]
    beside: tuple[tuple[str, str], ...]

    @property
    def reach(self) -> tuple[float, float, float]:
        """How far the node with its writing reaches from its middle: to either side, up and down."""
        widest = max((inches(words)[0] / 2 for _, words in self.beside), default=0.0)
        above = sum(kind == "above" for kind, _ in self.beside)
        line = LINE_HEIGHT + GAP / 2
        return (
            max(self.half_width, widest),
            self.half_height + GAP / 2 + line * above,
            self.half_height + GAP / 2 + line * (len(self.beside) - above),
        )


@dataclass(frozen=True)
class Placed(Body):
    """A body with its middle."""

    x: float = 0.0
    y: float = 0.0

    @property
    def rectangle(self) -> Rectangle:
        """The node without the writing beside it."""
        return (
            self.x - self.half_width,
            self.y - self.half_height,
            self.x + self.half_width,
            self.y + self.half_height,
        )


@dataclass(frozen=True)
class Line:
    """An arrow between two nodes; `ends` are the names of the edge, in the direction forward."""

    ends: tuple[str, str]
    start: tuple[float, float]
    end: tuple[float, float]
    forward: bool = True
    bend: float = 0.0

    def points(self, number: int = 30) -> Array:
        """Points on the arrow (number, 2): the parabola that matplotlib's arc3 draws."""
        first, last = np.array(self.start), np.array(self.end)
        way = last - first
        middle = (first + last) / 2 + self.bend * np.array([way[1], -way[0]])
        part = np.linspace(0, 1, number)[:, None]
        return (1 - part) ** 2 * first + 2 * part * (1 - part) * middle + part**2 * last


def inches(words: str, size: float = SMALL) -> tuple[float, float]:
    """Width and height of writing."""
    width, height = measure_text(words, size)
    return width / 72, height / 72


def box(label: str, shape: str, above: str, below: Sequence[str]) -> Body:
    """A box as large as its label and the shape under it."""
    wide, high = inches(label, LABEL)
    inside = [Writing(label, 0, 0.09 if shape else 0, LABEL)]
    if shape:
        wide, high = max(wide, inches(shape, SHAPE)[0]), high + 0.15
        inside.append(Writing(shape, 0, -high / 2 + 0.06, SHAPE))
    return Body(max(0.19, wide / 2 + 0.08), high / 2 + 0.08, False, tuple(inside), _beside(above, ("below", below)))


def circle(label: str, above: str, below: Sequence[str]) -> Body:
    """A circle around its label, which is written smaller if it is long."""
    wide = inches(label, LABEL)[0]
    radius = min(max(0.19, wide / 2 + 0.06), 0.27)
    size = LABEL * min(1.0, (2 * radius - 0.09) / wide) if wide else LABEL
    shape, gradient = below
    return Body(
        radius, radius, True, (Writing(label, 0, 0, size),), _beside(above, ("shape", [shape]), ("below", [gradient]))
    )


def _beside(above: str, *below: tuple[str, Iterable[str]]) -> tuple[tuple[str, str], ...]:
    notes = [("above", above), *((kind, words) for kind, lines in below for words in lines)]
    return tuple((kind, words) for kind, words in notes if words)


def place(
    bodies: Mapping[str, Body], at: Mapping[str, tuple[float, float]], edges: Sequence[tuple[str, str, str]]
) -> dict[str, Placed]:
    """Give every node its middle; columns and rows are as far apart as the writing needs."""
    x_of = _columns(bodies, at, edges)
    places = {name: x_of[column] for name, (column, _) in at.items()}
    row = max([LOWEST_ROW, *_needs_down(bodies, at, places)])
    return {name: Placed(**vars(body), x=places[name], y=-at[name][1] * row) for name, body in bodies.items()}


def _columns(
    bodies: Mapping[str, Body], at: Mapping[str, tuple[float, float]], edges: Sequence[tuple[str, str, str]]
) -> dict[float, float]:
    """The x of every column: evenly spread if the page is wide enough for that, else each as near as its writing lets
    it.
    """
    columns = sorted({column for column, _ in at.values()})
    needs = list(_needs_across(bodies, at, edges))
    span = columns[-1] - columns[0]
    if not span:
        return dict.fromkeys(columns, 0.0)
    first, last = min(at, key=lambda name: at[name][0]), max(at, key=lambda name: at[name][0])
    room = WIDTH - 0.4 - bodies[first].reach[0] - bodies[last].reach[0]
    even = max([NARROWEST_COLUMN, *(need / (right - left) for left, right, need in needs)])
    if even * span <= room:  # a small graph takes the room that the page has
        even = max(even, min(WIDEST_COLUMN, room / span))
        return {column: even * (column - columns[0]) for column in columns}
    x_of = {columns[0]: 0.0}
    for before, column in pairwise(columns):
        x_of[column] = max(
            [
                x_of[before] + 0.3 * (column - before),
                *(x_of[left] + need for left, right, need in needs if right == column),
            ]
        )
    spare = max(0.0, room - x_of[columns[-1]]) / span
    return {column: x + spare * (column - columns[0]) for column, x in x_of.items()}


def _needs_across(
    bodies: Mapping[str, Body], at: Mapping[str, tuple[float, float]], edges: Sequence[tuple[str, str, str]]
) -> Iterable[tuple[float, float, float]]:
    """Yield (left column, right column, least distance) of nodes that stand side by side or share an edge."""
    for pair in combinations(bodies, 2):
        (left, first), (right, second) = sorted(
            ((at[name][0], bodies[name]) for name in pair), key=lambda item: item[0]
        )
        if abs(at[pair[0]][1] - at[pair[1]][1]) < 0.5:
            yield left, right, first.half_width + second.half_width + ARROW_ROOM
            yield left, right, first.reach[0] + second.reach[0] + 0.1
    for source, target, words in edges:
        left, right = sorted((at[source][0], at[target][0]))
        if right - left >= 0.5:
            room = max(ARROW_ROOM, inches(words)[0] + 0.08)
            yield left, right, bodies[source].half_width + bodies[target].half_width + room
            if words and at[source][1] == at[target][1]:  # it stands between the writing under both nodes
                yield left, right, bodies[source].reach[0] + bodies[target].reach[0] + inches(words)[0] + 0.2


def _needs_down(
    bodies: Mapping[str, Body], at: Mapping[str, tuple[float, float]], x_of: Mapping[str, float]
) -> Iterable[float]:
    for one, other in combinations(bodies, 2):
        across, down = abs(x_of[one] - x_of[other]), abs(at[one][1] - at[other][1])
        upper, lower = (bodies[name] for name in sorted((one, other), key=lambda name: at[name][1]))
        if down >= 0.5 and across < upper.reach[0] + lower.reach[0] + 0.05:
            yield (upper.reach[2] + lower.reach[1] + (0.2 if across < 0.4 else 0.04)) / down


def bounds(placed: Mapping[str, Placed], lines: Sequence[Line]) -> Rectangle:
    """The rectangle around all nodes, the writing beside them and all arrows, with a margin."""
    corners = [
        point
        for body in placed.values()
        for point in (
            (body.x - body.reach[0], body.y - body.reach[2]),
            (body.x + body.reach[0], body.y + body.reach[1]),
        )
    ]
    points = np.concatenate([corners, *(line.points() for line in lines)])
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    return float(left) - 0.1, float(bottom) - 0.1, float(right) + 0.1, float(top) + 0.1


def route(placed: Mapping[str, Placed], edges: Sequence[tuple[str, str]], gradients: Iterable[str]) -> list[Line]:
    """Arrows for all edges, forward and, where the first node has a gradient, back; bent around nodes in their way."""
    starts = _ports(placed, edges, end=0)
    stops = _ports(placed, edges, end=1)
    lines = []
    for index, edge in enumerate(edges):
        line = Line(edge, starts[index], stops[index])
        others = [body for name, body in placed.items() if name not in edge]
        line = min((replace(line, bend=bend) for bend in BENDS), key=lambda line: _hits(line, others))
        sideways = _side(placed[edge[0]], placed[edge[1]])[0] != 0
        lines += _two_lanes(line, sideways) if edge[0] in gradients else [line]
    return lines


def _hits(line: Line, bodies: Iterable[Placed]) -> int:
    rectangles = [(b.x - b.reach[0], b.y - b.reach[2], b.x + b.reach[0], b.y + b.reach[1]) for b in bodies]
    return sum(covered(line.points(), rectangle) for rectangle in rectangles)


def _two_lanes(line: Line, sideways: bool) -> list[Line]:
    """The way forward and, to the right of it, the way back; both slide along the sides that they leave and reach."""
    (x0, y0), (x1, y1) = line.start, line.end
    length = hypot(x1 - x0, y1 - y0)
    # A steep way needs more of a side to keep its distance.
    if sideways:
        dx, dy = 0.0, LANE * np.sign(x1 - x0) * min(2.0, length / abs(x1 - x0))
    else:
        dx, dy = -LANE * np.sign(y1 - y0) * min(2.0, length / abs(y1 - y0)), 0.0
    return [
        replace(line, start=(x0 + dx, y0 + dy), end=(x1 + dx, y1 + dy)),
        Line(line.ends, (x1 - dx, y1 - dy), (x0 - dx, y0 - dy), forward=False, bend=-line.bend),
    ]


def _ports(placed: Mapping[str, Placed], edges: Sequence[tuple[str, str]], end: int) -> dict[int, tuple[float, float]]:
    """For each edge the point where it leaves (end 0) or reaches (end 1) its node; several share a side evenly."""
    sides: dict[tuple[str, int, int], list[int]] = {}
    for index, edge in enumerate(edges):
        sides.setdefault((edge[end], *_side(placed[edge[end]], placed[edge[1 - end]])), []).append(index)
    ports = {}
    for (name, right, up), indices in sides.items():
        body = placed[name]
        along = 1 if right else 0  # ports of a left or right side are spread over y
        others = {index: placed[edges[index][1 - end]] for index in indices}
        indices.sort(key={index: (other.x, other.y)[along] for index, other in others.items()}.__getitem__)
        length = body.half_height if right else body.half_width
        step = min(0.2, 1.4 * length / len(indices))
        for place, index in enumerate(indices):
            offset = step * (place - (len(indices) - 1) / 2)
            ports[index] = _port(body, right, up, offset)
    return ports


def _side(body: Placed, other: Placed) -> tuple[int, int]:
    """(1, 0), (−1, 0), (0, 1) or (0, −1): the side of body that looks at other; left and right go first."""
    across = abs(other.x - body.x) - body.half_width - other.half_width
    if across > 0.15:
        return (1 if other.x > body.x else -1), 0
    return 0, (1 if other.y > body.y else -1)


def _port(body: Placed, right: int, up: int, offset: float) -> tuple[float, float]:
    if right:
        out = np.sqrt(body.half_width**2 - offset**2) if body.round else body.half_width
        return body.x + right * (out + 0.02), body.y + offset
    out = np.sqrt(body.half_height**2 - offset**2) if body.round else body.half_height
    return body.x + offset, body.y + up * (out + 0.02)


def covered(points: Array, rectangle: Rectangle) -> int:
    """How many of the points (k, 2) lie in the rectangle."""
    left, bottom, right, top = rectangle
    return int(((points > (left, bottom)) & (points < (right, top))).all(axis=1).sum())


class Room:
    """What is taken already; hands out places for writing."""

    def __init__(self, placed: Mapping[str, Placed], lines: Sequence[Line]) -> None:
        self._taken = [body.rectangle for body in placed.values()]
        self._points = np.concatenate([np.zeros((0, 2)), *(line.points(60) for line in lines)])
        self._frame = bounds(placed, lines)

    def beside_node(self, body: Placed, kind: str, words: str) -> tuple[float, float]:
        """The middle of a place above or below a node, straight if possible, else to one side of its arrows."""
        wide, high = inches(words)
        sign = 1 if kind == "above" else -1
        rows = [body.half_height + GAP / 2 + LINE_HEIGHT / 2 + row * (LINE_HEIGHT + GAP / 2) for row in (0, 1)]
        shifts = sorted((side * step / 20 for side in (1, -1) for step in range(16)), key=abs)
        return self._take([(body.x + shift, body.y + sign * out) for out in rows for shift in shifts], wide, high)

    def beside_edge(self, line: Line, words: str) -> tuple[float, float]:
        """The middle of a place beside the middle of an edge, below it if possible."""
        wide, high = inches(words)
        points = line.points(101)
        way = points[-1] - points[0]
        normal = np.array([way[1], -way[0]]) / (np.hypot(*way) or 1.0)
        out = abs(normal[0]) * wide / 2 + abs(normal[1]) * LINE_HEIGHT / 2 + 0.04
        places = [
            points[at] + side * normal * (out + 2 * LANE * (side > 0) + far)
            for far in (0.0, 0.12, 0.25)
            for side in (1, -1)
            for at in (50, 45, 55, 40, 60, 35, 65, 30, 70)
        ]
        return self._take([(float(x), float(y)) for x, y in places], wide, high)

    def _take(self, places: Sequence[tuple[float, float]], wide: float, high: float) -> tuple[float, float]:
        high = min(high, LINE_HEIGHT) if high < 2 * LINE_HEIGHT else high
        rectangles = [(x - wide / 2 - 0.04, y - high / 2, x + wide / 2 + 0.04, y + high / 2) for x, y in places]
        best = min(range(len(places)), key=lambda index: self._cost(rectangles[index]))
        self._taken.append(rectangles[best])
        return places[best]

    def _cost(self, rectangle: Rectangle) -> float:
        left, bottom, right, top = rectangle
        overlaps = sum(left < r and right > l and bottom < t and top > b for l, b, r, t in self._taken)  # noqa: E741
        outside = left < self._frame[0] or bottom < self._frame[1] or right > self._frame[2] or top > self._frame[3]
        return 1000 * (overlaps + outside) + covered(self._points, rectangle)
