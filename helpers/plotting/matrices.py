"""An equation of matrices as boxes drawn to scale, so that one sees which sizes must meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import TYPE_CHECKING, Any

from helpers.errors import ArgumentError
from helpers.messages import counted, message
from helpers.plotting._common import COLOURS, WIDTH, measure_text, new_plan

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Shape = tuple[int, int]

PRODUCTS, BY_ELEMENT, EQUALS = ("·", "@"), ("∗", "*", "+", "−", "-", "/"), ("=", "→")
#: The marks of a pair of inner sizes: colour and hatch, so that they stay apart without colour.
MARKS = (("orange", "////"), ("sky", "...."), ("green", "xxxx"), ("purple", "----"))
#: In inches: the longest and the shortest side of a box, the largest cell, the bar on a side, a gap.
LONGEST, SHORTEST, CELL, BAR, GAP = 1.25, 0.12, 0.26, 0.08, 0.05
#: What the shortest side is where the sizes are too different for one scale.
SHORTEST_OFF_SCALE = 0.26
NAME, SIGN, SMALL = 11, 15, 9  # points
LINE = 0.17  # inches of a line of SMALL


@dataclass(frozen=True)
class Matrix:
    """A matrix of an equation: its name as it is to be written, and (rows, columns) as symbols or numbers."""

    name: str
    shape: tuple[str | int, str | int]


@dataclass(frozen=True)
class _Value:
    """What a part of the equation gives: its name, its shape (None after a fault), and its last matrix."""

    name: str
    shape: Shape | None
    last: int


@dataclass
class _Verdict:
    """The equation worked out: for each faulty sign the reason, and the marks of sides, {(matrix, axis): mark}.

    A mark is an index into `MARKS`, or −1 where the sizes do not match.
    """

    faults: dict[int, str] = field(default_factory=dict)
    marks: dict[tuple[int, int], int] = field(default_factory=dict)
    sides: list[_Value] = field(default_factory=list)

    @property
    def finding(self) -> str:
        """The title of the picture."""
        if self.faults:
            return message("plot.shapes-do-not-fit", fault=next(iter(self.faults.values())))
        key = "plot.sides-fit" if len(self.sides) > 1 else "plot.result-fits"
        return message(key, shape=_write(self.sides[0].shape))


def draw_shapes(
    terms: Sequence[Matrix | str], sizes: Mapping[str, int], *, title: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw an equation of matrices as boxes to scale; inner sizes that must match carry the same mark.

    Args:
        terms: matrices and the signs between them. "·" (or "@") is the matrix product, "∗", "+", "−" and "/" work
            element by element with NumPy's broadcasting, "=" compares. A product binds first; signs of one kind run
            from left to right. Any other text, such as "1/m" or "Σ", is only written.
        sizes: the number for each symbol, {"n_h": 4, "m": 5}, each 1 or more.
        title: by default whether the shapes fit, and what they give or which do not.
        ax: where to draw, its axes are switched off; a new figure by default.
    Returns:
        The Axes. Where shapes do not fit, a red ✗ stands at the sign and the reason under the equation; nothing is
        raised. Sizes too different for one scale are brought nearer to each other, which the picture says.
    Raises:
        ArgumentError: there is no matrix, two stand side by side without a sign, a symbol has no size, or a size is not
            a whole number above 0.
    Source: document 001, (n1, n2)·(n2, 1) gives (n1, 1).
    """
    shapes = _resolve(terms, sizes)
    verdict = _work_out(terms, shapes)
    plan = _Plan(terms, shapes)
    notes = [*verdict.faults.values(), *plan.notes]
    bottom = -plan.down - LINE * (len(notes) + 0.4)
    ax, scale = new_plan(ax, title or verdict.finding, (0, bottom, plan.width, plan.up))
    for index, term in enumerate(terms):
        if isinstance(term, Matrix):
            _draw_matrix(ax, plan, index, verdict.marks, scale)
            continue
        # In the ordinary weight a dot is lost between the boxes.
        ax.text(
            plan.middle[index],
            0,
            term,
            fontsize=_sign_size(term) * scale,
            ha="center",
            va="center",
            weight="bold" if term in PRODUCTS else "normal",
        )
        if index in verdict.faults:
            ax.text(
                plan.middle[index],
                -0.3,
                "✗",
                fontsize=20 * scale,
                color=COLOURS["vermillion"],
                ha="center",
                va="center",
            )
    for row, words in enumerate(notes):
        colour = COLOURS["vermillion"] if row < len(verdict.faults) else COLOURS["black"]
        ax.text(
            plan.width / 2,
            -plan.down - LINE * (row + 0.6),
            words,
            fontsize=SMALL * scale,
            color=colour,
            ha="center",
            va="center",
        )
    return ax


def _resolve(terms: Sequence[Any], sizes: Mapping[str, int]) -> dict[int, Shape]:
    """The shape in numbers of each matrix, by its place in the equation."""
    shapes: dict[int, Any] = {
        index: tuple(_number(term, size, sizes) for size in term.shape)
        for index, term in enumerate(terms)
        if isinstance(term, Matrix)
    }
    if not shapes:
        raise ArgumentError(message("plot.no-matrix"))
    for index, shape in shapes.items():
        if len(shape) != 2:
            raise ArgumentError(message("plot.bad-matrix", name=terms[index].name, got=terms[index].shape))
    return shapes


def _number(matrix: Matrix, size: str | int, sizes: Mapping[str, int]) -> int:
    if isinstance(size, str) and size not in sizes:
        known = ", ".join(sizes) or message("plot.no-sizes")
        raise ArgumentError(message("plot.unknown-size", name=matrix.name, size=size, known=known))
    number = sizes[size] if isinstance(size, str) else size
    if number != int(number) or number < 1:
        raise ArgumentError(message("plot.bad-size", name=matrix.name, size=size, number=number))
    return int(number)


def _work_out(terms: Sequence[Any], shapes: Mapping[int, Shape]) -> _Verdict:
    verdict = _Verdict()
    total = product = by_element = times = equals = None
    for index, term in enumerate([*terms, "="]):
        if index in shapes:
            value = _Value(term.name, shapes[index], index)
            if product is not None and times is None:
                raise ArgumentError(message("plot.no-sign", left=product.name, right=term.name))
            product = value if product is None else _multiply(product, value, times, verdict)
            times = None
        elif term in PRODUCTS and product is not None:
            times = index
        elif term in BY_ELEMENT + EQUALS and product is not None:
            total = product if total is None else _combine(total, product, terms[by_element], by_element, verdict)
            by_element, product = index, None
            if term in EQUALS:
                _compare(total, equals, verdict)
                verdict.sides.append(total)
                total, equals = None, index
    return verdict


def _multiply(left: _Value, right: _Value, sign: int, verdict: _Verdict) -> _Value:
    name = f"{left.name}·{right.name}"
    columns, rows = left.shape and left.shape[1], right.shape[0]
    fits = columns is None or columns == rows
    mark = len({mark for mark in verdict.marks.values() if mark >= 0}) % len(MARKS) if fits else -1
    verdict.marks[left.last, 1] = verdict.marks[right.last, 0] = mark
    if not fits:
        counts = {"columns": counted("plot.columns", columns), "rows": counted("plot.rows", rows)}
        verdict.faults[sign] = message("plot.inner-sizes", left=left.name, right=right.name, **counts)
    return _Value(name, (left.shape[0], right.shape[1]) if fits and left.shape else None, right.last)


def _combine(left: _Value, right: _Value, operator: str, sign: int, verdict: _Verdict) -> _Value:
    name, shape = f"{left.name} {operator} {right.name}", None
    if left.shape and right.shape:
        if all(a == b or 1 in (a, b) for a, b in zip(left.shape, right.shape, strict=True)):
            shape = max(left.shape[0], right.shape[0]), max(left.shape[1], right.shape[1])
        else:
            verdict.faults[sign] = _differ(left, right)
    return _Value(name, shape, right.last)


def _compare(side: _Value, sign: int | None, verdict: _Verdict) -> None:
    if sign is not None:
        before = verdict.sides[-1]
        if before.shape and side.shape and before.shape != side.shape:
            verdict.faults[sign] = _differ(before, side)


def _differ(left: _Value, right: _Value) -> str:
    shapes = {"left_shape": _write(left.shape), "right_shape": _write(right.shape)}
    return message("plot.other-shape", left=left.name, right=right.name, **shapes)


def _write(shape: Shape) -> str:
    return f"({shape[0]}, {shape[1]})"


class _Plan:
    """Where everything stands, in inches; y = 0 is the middle of all boxes, x runs from 0 to `width`."""

    def __init__(self, terms: Sequence[Any], shapes: Mapping[int, Shape]) -> None:
        self.terms, self.shapes = terms, shapes
        numbers = [number for shape in shapes.values() for number in shape]
        low, high = min(numbers), max(numbers)
        self.to_scale = high / low <= LONGEST / SHORTEST
        power = 1.0 if self.to_scale else log(LONGEST / SHORTEST_OFF_SCALE) / log(high / low)
        unit = min(CELL, LONGEST / high) * low if self.to_scale else SHORTEST_OFF_SCALE
        self.box = {index: tuple(unit * (n / low) ** power for n in reversed(shape)) for index, shape in shapes.items()}
        self.notes = [] if self.to_scale else [message("plot.not-to-scale")]
        self._arrange(" ")
        if self.width > WIDTH:  # sizes in two lines take less room
            self._arrange("\n")
        heights = [high for _, high in self.box.values()]
        self.up = max(heights) / 2 + BAR + LINE + 3 * GAP
        self.down = max(high / 2 + GAP + (0 if self.inside(index) else 0.22) for index, (_, high) in self.box.items())
        self.down = max(self.down, 0.5, LINE + GAP)

    def _arrange(self, between: str) -> None:
        self.middle, self.size_text = {}, {}
        x = GAP
        for index, term in enumerate(self.terms):
            left = right = _inches(term, _sign_size(term)) / 2 + 1.4 * GAP if isinstance(term, str) else 0.0
            if index in self.shapes:
                wide = self.box[index][0]
                rows = _size_text(term.shape[0], self.shapes[index][0], between)
                columns = _size_text(term.shape[1], self.shapes[index][1], " ")
                self.size_text[index] = rows, columns
                over = max(_inches(columns, SMALL), 0.0 if self.inside(index) else _inches(term.name, NAME)) / 2
                left = max(wide / 2 + BAR + 2 * GAP + _inches(rows, SMALL), over) + GAP
                right = max(wide / 2, over) + GAP
            self.middle[index] = x + left
            x += left + right
        self.width = x + GAP

    def inside(self, index: int) -> bool:
        """True if the name fits into its box."""
        wide, high = self.box[index]
        return _inches(self.terms[index].name, NAME) + 2 * GAP < wide and high > 0.24


def _inches(words: str, size: float) -> float:
    return measure_text(words, size)[0] / 72


def _sign_size(term: str) -> float:
    return SIGN if term in PRODUCTS + BY_ELEMENT + EQUALS else NAME


def _size_text(size: str | int, number: int, between: str) -> str:
    return f"{size}{between}= {number}" if isinstance(size, str) else str(number)


def _draw_matrix(ax: Axes, plan: _Plan, index: int, marks: Mapping[tuple[int, int], int], scale: float) -> None:
    from matplotlib.patches import Rectangle

    x, (wide, high) = plan.middle[index], plan.box[index]
    left, top = x - wide / 2, high / 2
    ax.add_patch(
        Rectangle((left, -top), wide, high, facecolor="#eef3f8", edgecolor=COLOURS["black"], linewidth=1.2 * scale)
    )
    rows, columns = plan.shapes[index]
    if plan.to_scale:
        look: dict[str, Any] = {"color": "#b8c4d0", "linewidth": 0.5 * scale, "zorder": 1.5}
        ax.hlines([-top + high * row / rows for row in range(1, rows)], left, left + wide, **look)
        ax.vlines([left + wide * column / columns for column in range(1, columns)], -top, top, **look)
    bars = {0: (left - GAP / 2 - BAR, -top, BAR, high), 1: (left, top + GAP / 2, wide, BAR)}
    for axis, (bar_x, bar_y, bar_wide, bar_high) in bars.items():
        mark = marks.get((index, axis))
        if mark is not None:
            colour, hatch = MARKS[mark] if mark >= 0 else ("vermillion", "")
            ax.add_patch(
                Rectangle(
                    (bar_x, bar_y),
                    bar_wide,
                    bar_high,
                    facecolor=COLOURS[colour],
                    hatch=hatch,
                    edgecolor=COLOURS["black"],
                    linewidth=0.6 * scale,
                )
            )
    row_text, column_text = plan.size_text[index]
    ax.text(
        left - BAR - 1.5 * GAP, 0, row_text, fontsize=SMALL * scale, ha="right", va="center", multialignment="center"
    )
    ax.text(x, top + BAR + 1.5 * GAP, column_text, fontsize=SMALL * scale, ha="center", va="bottom")
    inside = plan.inside(index)
    ax.text(
        x,
        0 if inside else -top - GAP,
        plan.terms[index].name,
        fontsize=NAME * scale,
        ha="center",
        va="center" if inside else "top",
        zorder=3,
        bbox={"facecolor": "#eef3f8", "edgecolor": "none", "pad": 1} if inside else None,
    )
