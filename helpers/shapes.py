"""The shape table of an exercise: what shape each variable should have, beside the shape it has.

Document 001: "foo and dfoo always have the same shape", and matching shapes removes many bugs.
"""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from helpers.answers import Fault, describe, find_fault, make_plain, type_name
from helpers.errors import ArgumentError, HelpersError
from helpers.messages import message

Shape = tuple[int, ...]
Symbols = tuple[str | int, ...]

__all__ = ["ShapeMismatch", "ShapeRow", "ShapeTable", "check_shapes"]

TITLES = ("variable", "shape", "expected", "got")


@dataclass(frozen=True)
class ShapeRow:
    """One variable: its name, symbolic and expected shape, the shape found, what is wrong ("" if nothing)."""

    name: str
    symbols: str
    expected: Shape
    got: str
    problem: str = ""

    @property
    def ok(self) -> bool:
        """True if the variable has the expected shape."""
        return not self.problem


@dataclass(frozen=True)
class ShapeTable:
    """Expected shapes beside the shapes got: text with `str`, an HTML table in a notebook.

    Attributes: rows (tuple of ShapeRow, in the order of the exercise).
    """

    rows: tuple[ShapeRow, ...]

    @property
    def ok(self) -> bool:
        """True if every variable has its expected shape."""
        return all(row.ok for row in self.rows)

    def __str__(self) -> str:
        cells = [(*(message(f"shapes.{title}") for title in TITLES), "")]
        for row in self.rows:
            verdict = message("shapes.right" if row.ok else "shapes.wrong-word")
            cells.append((row.name, row.symbols, _shape_text(row.expected), row.got, verdict))
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        wrong = sum(not row.ok for row in self.rows)
        caption = message("shapes.caption.right", count=len(self.rows))
        if wrong:
            caption = message("shapes.caption.wrong", count=wrong, total=len(self.rows))
        titles = [html.escape(message(f"shapes.{title}")) for title in (*TITLES, "verdict")]
        head = "".join(f'<th scope="col" style="text-align:left">{title}</th>' for title in titles)
        body = "".join(_html_row(row) for row in self.rows)
        return (
            f'<table><caption style="text-align:left">{html.escape(caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


class ShapeMismatch(HelpersError, AssertionError):
    """At least one variable has a wrong shape; the message has one line for each, then the table.

    Attributes: table (ShapeTable).
    """

    def __init__(self, table: ShapeTable) -> None:
        problems = [row.problem for row in table.rows if not row.ok]
        super().__init__("\n".join([*problems, "", str(table)]))
        self.table = table


def check_shapes(
    expected: Mapping[str, Symbols], variables: Mapping[str, object], sizes: Mapping[str, int]
) -> ShapeTable:
    """Compare the shape of every variable with the shape that the exercise states.

    Args:
        expected: name -> symbolic shape, such as {"W1": ("n_h", "n_x"), "b1": ("n_h", 1), "J": ()}.
        variables: name -> array; plain numbers count as shape (); names that are not expected are ignored.
        sizes: symbol -> number, such as {"n_h": 4, "n_x": 3, "m": 5}.
    Returns:
        ShapeTable of all expected variables, if all are right.
    Raises:
        ShapeMismatch: names every wrong variable, with a guess at the cause, and shows the table.
        ArgumentError: an expected shape uses a symbol that sizes does not give (a fault of the exercise).
    Source: document 001, the shapes of the six equations.
    """
    table = ShapeTable(
        tuple(_check_one(name, _as_symbols(symbols), variables, sizes) for name, symbols in expected.items())
    )
    if not table.ok:
        raise ShapeMismatch(table)
    return table


def _check_one(name: str, symbols: Symbols, variables: Mapping[str, object], sizes: Mapping[str, int]) -> ShapeRow:
    shape = _in_numbers(name, symbols, sizes)
    symbols_text = _shape_text(symbols)
    # A symbolic shape of plain numbers would only repeat itself: "(1, 1) = (1, 1)".
    wanted = _shape_text(shape) + (f" = {symbols_text}" if any(isinstance(s, str) for s in symbols) else "")

    def row(got: str, problem: str = "") -> ShapeRow:
        return ShapeRow(name, symbols_text, shape, got, problem)

    if name not in variables:
        advice = _similar(name, variables)
        return row(message("shapes.missing"), message("shapes.is-missing", name=name, wanted=wanted, advice=advice))
    value = variables[name]
    fault = _find_fault(value, shape)
    if fault is None:
        return row(_shape_text(shape))
    if fault.kind != "shape":
        got = message("answers.kind-none") if value is None else type_name(value)
        ids, advice = {fault.kind: "shapes.is-no-array"}, _not_an_array_advice(fault, value)
        return row(got, describe(fault, name, ids, wanted=wanted, advice=advice))
    shape_got = tuple(np.shape(cast(Any, value)))
    facts = {"wanted": wanted, "advice": _guess(shape_got, shape, symbols, sizes)}
    return row(_shape_text(shape_got), message("shapes.has-shape", name=name, got=_shape_text(shape_got), **facts))


def _find_fault(value: object, shape: Shape) -> Fault | None:
    # A yes or no counts as a number elsewhere; here it is a comparison that stands where its result was meant.
    return Fault("not-numbers", value) if isinstance(value, bool) else find_fault(make_plain(value), shape)


def _as_symbols(symbols: Symbols | str | int) -> Symbols:
    # ("m") is a string, not a tuple: the comma that makes a tuple is easily forgotten.
    return (symbols,) if isinstance(symbols, str | int) else tuple(symbols)


def _in_numbers(name: str, symbols: Symbols, sizes: Mapping[str, int]) -> Shape:
    unknown = [s for s in symbols if isinstance(s, str) and s not in sizes]
    if unknown:
        known = ", ".join(sizes) or message("shapes.nothing")
        raise ArgumentError(message("shapes.unknown-symbol", name=name, unknown=", ".join(unknown), known=known))
    return tuple(int(sizes[s] if isinstance(s, str) else s) for s in symbols)


def _guess(got: Shape, expected: Shape, symbols: Symbols, sizes: Mapping[str, int]) -> str:
    """Say what most likely went wrong, the surest guess first."""
    if len(got) < len(expected):
        return _guess_dimension_lost(got, expected)
    if len(got) > len(expected):
        return message("shapes.too-many")
    return _guess_same_dimensions(got, expected, symbols, sizes)


def _guess_dimension_lost(got: Shape, expected: Shape) -> str:
    if got == ():
        return message("shapes.one-number")
    if got == tuple(n for n in expected if n != 1) or got in _one_axis_removed(expected, only_ones=True):
        return message("shapes.lost-one")
    if got in _one_axis_removed(expected):
        return message("shapes.wrong-axis")
    return message("shapes.too-few")


def _one_axis_removed(shape: Shape, only_ones: bool = False) -> list[Shape]:
    return [shape[:i] + shape[i + 1 :] for i, n in enumerate(shape) if n == 1 or not only_ones]


def _guess_same_dimensions(got: Shape, expected: Shape, symbols: Symbols, sizes: Mapping[str, int]) -> str:
    m = sizes.get("m")
    wrong = [axis for axis, (have, want) in enumerate(zip(got, expected, strict=True)) if have != want]
    if len(wrong) == 1 and m is not None and m != 1:
        axis = wrong[0]
        if got[axis] == m and expected[axis] == 1 and "m" not in symbols:
            return message("shapes.not-summed", axis=axis, m=m)
        if got[axis] == 1 and symbols[axis] == "m":
            return message("shapes.one-example", m=m)
    if len(got) == 2 and got == expected[::-1]:
        return message("shapes.transposed")
    if len(wrong) == 1 and 1 in expected and got == (max(expected),) * len(got):
        return message("shapes.square")
    axis = wrong[0]
    if got[axis] == 1 and len(wrong) == 1:
        return message("shapes.summed-away", axis=axis, expected=_named(expected[axis], sizes))
    return message("shapes.wrong-size", axis=axis, got=_named(got[axis], sizes), expected=_named(expected[axis], sizes))


def _named(size: int, sizes: Mapping[str, int]) -> str:
    names = [symbol for symbol, value in sizes.items() if value == size]
    together = f" {message('shapes.or')} ".join(names)
    return f"{size} ({together})" if names else str(size)


def _similar(name: str, variables: Mapping[str, object]) -> str:
    for other in variables:
        if str(other).lower().replace("_", "") == name.lower().replace("_", ""):
            return message("shapes.similar", other=other, name=name)
    return message("shapes.not-similar")


def _not_an_array_advice(fault: Fault, value: object) -> str:
    if fault.kind in ("none", "blank"):
        return message("shapes.fill-in")
    if fault.kind == "list":
        return message("shapes.make-array")
    return message("shapes.call-it" if callable(value) else "shapes.use-numpy")


def _shape_text(shape: tuple[object, ...]) -> str:
    """Write a shape as Python does, without quotation marks around symbols."""
    inside = ", ".join(map(str, shape))
    return f"({inside},)" if len(shape) == 1 else f"({inside})"


def _html_row(row: ShapeRow) -> str:
    # Mark and word beside colour: the verdict must not hang on colour alone (Okabe–Ito green and vermillion).
    colour, mark = ("#009e73", "✓") if row.ok else ("#d55e00", "✗")
    verdict = f"{mark} {html.escape(message('shapes.right' if row.ok else 'shapes.wrong'))}"
    cells = "".join(
        f'<td style="text-align:left"><code>{html.escape(text)}</code></td>'
        for text in (row.symbols, _shape_text(row.expected), row.got)
    )
    return (
        f'<tr><th scope="row" style="text-align:left"><code>{html.escape(row.name)}</code></th>{cells}'
        f'<td style="text-align:left;color:{colour};font-weight:bold">{verdict}</td></tr>'
    )
