"""The shape table of an exercise: what shape each variable should have, beside the shape it has.

Document 001: "foo and dfoo always have the same shape", and matching shapes removes many bugs.
"""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Number
from typing import Any, cast

import numpy as np

Shape = tuple[int, ...]
Symbols = tuple[str | int, ...]

__all__ = ["ShapeMismatch", "ShapeRow", "ShapeTable", "check_shapes"]


@dataclass(frozen=True)
class ShapeRow:
    """One variable: its name, symbolic and expected shape, what was got (as text), and what is wrong ("" if nothing)."""

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
        cells = [("variable", "shape", "expected", "got", "")]
        cells += [(row.name, row.symbols, _shape_text(row.expected), row.got, "ok" if row.ok else "WRONG")
                  for row in self.rows]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
                 for line in cells]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        wrong = sum(not row.ok for row in self.rows)
        caption = f"{wrong} of {len(self.rows)} shapes are wrong" if wrong else f"All {len(self.rows)} shapes are right"
        head = "".join(f'<th scope="col" style="text-align:left">{title}</th>'
                       for title in ("variable", "shape", "expected", "got", "verdict"))
        body = "".join(_html_row(row) for row in self.rows)
        return (f'<table><caption style="text-align:left">{caption}</caption>'
                f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


class ShapeMismatch(AssertionError):
    """At least one variable has a wrong shape; the message has one line for each, then the table.

    Attributes: table (ShapeTable).
    """

    def __init__(self, table: ShapeTable) -> None:
        problems = [row.problem for row in table.rows if not row.ok]
        super().__init__("\n".join([*problems, "", str(table)]))
        self.table = table


def check_shapes(expected: Mapping[str, Symbols], variables: Mapping[str, object],
                 sizes: Mapping[str, int]) -> ShapeTable:
    """Compare the shape of every variable with the shape that the exercise states.

    Args:
        expected: name -> symbolic shape, such as {"W1": ("n_h", "n_x"), "b1": ("n_h", 1), "J": ()}.
        variables: name -> array; plain numbers count as shape (); names that are not expected are ignored.
        sizes: symbol -> number, such as {"n_h": 4, "n_x": 3, "m": 5}.
    Returns:
        ShapeTable of all expected variables, if all are right.
    Raises:
        ShapeMismatch: names every wrong variable, with a guess at the cause, and shows the table.
        ValueError: an expected shape uses a symbol that sizes does not give (a fault of the exercise).
    Source: document 001, the shapes of the six equations.
    """
    table = ShapeTable(tuple(_check_one(name, _as_symbols(symbols), variables, sizes)
                             for name, symbols in expected.items()))
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
        return row("missing", f"{name} is missing, expected an array of shape {wanted}. {_similar(name, variables)}")
    value = variables[name]
    if not _has_shape(value):
        return row(_kind(value), f"{name} is {_with_article(_kind(value))}, expected an array of shape {wanted}. "
                                 f"{_not_an_array_advice(value)}")
    got = tuple(np.shape(cast(Any, value)))
    if got == shape:
        return row(_shape_text(got))
    return row(_shape_text(got), f"{name} has shape {_shape_text(got)}, expected {wanted}. "
                                 f"{_guess(got, shape, symbols, sizes)}")


def _as_symbols(symbols: Symbols | str | int) -> Symbols:
    # ("m") is a string, not a tuple: the comma that makes a tuple is easily forgotten.
    return (symbols,) if isinstance(symbols, str | int) else tuple(symbols)


def _in_numbers(name: str, symbols: Symbols, sizes: Mapping[str, int]) -> Shape:
    unknown = [s for s in symbols if isinstance(s, str) and s not in sizes]
    if unknown:
        raise ValueError(f"The shape of {name} uses {', '.join(unknown)}, but sizes gives only "
                         f"{', '.join(sizes) or 'nothing'}. Add the size, or correct the symbol.")
    return tuple(int(sizes[s] if isinstance(s, str) else s) for s in symbols)


def _has_shape(value: object) -> bool:
    return isinstance(value, np.ndarray | np.generic) or (isinstance(value, Number) and not isinstance(value, bool))


def _guess(got: Shape, expected: Shape, symbols: Symbols, sizes: Mapping[str, int]) -> str:
    """Say what most likely went wrong, the surest guess first."""
    if len(got) < len(expected):
        return _guess_dimension_lost(got, expected)
    if len(got) > len(expected):
        return "It has too many dimensions: look for a reshape, an np.newaxis or an extra keepdims=True."
    return _guess_same_dimensions(got, expected, symbols, sizes)


def _guess_dimension_lost(got: Shape, expected: Shape) -> str:
    if got == ():
        return "It is one single number: did you sum over all axes? Name the axis, and use keepdims=True."
    if got == tuple(n for n in expected if n != 1) or got in _one_axis_removed(expected, only_ones=True):
        return "A dimension of size 1 is lost: keepdims=True keeps it."
    if got in _one_axis_removed(expected):
        return "Did you sum over the wrong axis?"
    return "It has too few dimensions: print the shapes of the factors it is made of."


def _one_axis_removed(shape: Shape, only_ones: bool = False) -> list[Shape]:
    return [shape[:i] + shape[i + 1:] for i, n in enumerate(shape) if n == 1 or not only_ones]


def _guess_same_dimensions(got: Shape, expected: Shape, symbols: Symbols, sizes: Mapping[str, int]) -> str:
    m = sizes.get("m")
    wrong = [axis for axis, (have, want) in enumerate(zip(got, expected, strict=True)) if have != want]
    if len(wrong) == 1 and m is not None and m != 1:
        axis = wrong[0]
        if got[axis] == m and expected[axis] == 1 and "m" not in symbols:
            return f"Axis {axis} still holds the m = {m} examples: it was not summed over the examples."
        if got[axis] == 1 and symbols[axis] == "m":
            return f"It holds one example where m = {m} belong: was it summed too early, or made from one column only?"
    if len(got) == 2 and got == expected[::-1]:
        return "It is transposed: is a .T missing or extra, or are the factors in the wrong order?"
    if len(wrong) == 1 and 1 in expected and got == (max(expected),) * len(got):
        return "A column met a row and they were broadcast to a square: was keepdims=True or a .T forgotten before?"
    axis = wrong[0]
    if got[axis] == 1 and len(wrong) == 1:
        return f"Axis {axis} was summed away, expected {_named(expected[axis], sizes)}: did you sum over the wrong axis?"
    return (f"Axis {axis} has size {_named(got[axis], sizes)}, expected {_named(expected[axis], sizes)}: "
            "which factor brings this axis in?")


def _named(size: int, sizes: Mapping[str, int]) -> str:
    names = [symbol for symbol, value in sizes.items() if value == size]
    return f"{size} ({' or '.join(names)})" if names else str(size)


def _similar(name: str, variables: Mapping[str, object]) -> str:
    for other in variables:
        if str(other).lower().replace("_", "") == name.lower().replace("_", ""):
            return f"There is {other}: did you mean {name}?"
    return "Is the line that makes it there, and is it returned under this name?"


def _kind(value: object) -> str:
    return "None" if value is None else type(value).__name__


def _with_article(kind: str) -> str:
    if kind == "None":
        return kind
    return f"{'an' if kind[0].lower() in 'aeiou' else 'a'} {kind}"


def _not_an_array_advice(value: object) -> str:
    if value is None:
        return "Is a `return` or an assignment missing, or a blank not yet filled in?"
    if isinstance(value, list | tuple):
        return "np.array(...) makes an array of it."
    if callable(value):
        return "Was the function named, but not called with (...)?"
    return "Compute it with numpy."


def _shape_text(shape: tuple[object, ...]) -> str:
    """Write a shape as Python does, without quotation marks around symbols."""
    inside = ", ".join(map(str, shape))
    return f"({inside},)" if len(shape) == 1 else f"({inside})"


def _html_row(row: ShapeRow) -> str:
    # Mark and word beside colour: the verdict must not hang on colour alone (Okabe–Ito green and vermillion).
    colour, verdict = ("#009e73", "✓ ok") if row.ok else ("#d55e00", "✗ wrong")
    cells = "".join(f'<td style="text-align:left"><code>{html.escape(text)}</code></td>'
                    for text in (row.symbols, _shape_text(row.expected), row.got))
    return (f'<tr><th scope="row" style="text-align:left"><code>{html.escape(row.name)}</code></th>{cells}'
            f'<td style="text-align:left;color:{colour};font-weight:bold">{verdict}</td></tr>')
