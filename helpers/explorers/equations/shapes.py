"""What becomes of the shapes in one form of an equation, step by step; shapes.js does the same in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers.explorers.equations.forms import Equation, Form, Term
from helpers.messages import message

#: All different, so that a formula whose shapes fit here fits for all sizes.
GENERIC = {"n_x": 7, "n_h": 11, "n_y": 5, "m": 13}
ORDER = ("n_x", "n_h", "n_y", "m", 1)

Dims = list[tuple[str | int, int]]  # (symbol, number) of each axis


@dataclass
class Verdict:
    """What becomes of the shapes: sentences, the shape (None after a fault), and the marks of sides that meet.

    kind: "right", "fault" (NumPy stops), "shape" (the result has a wrong shape) or "silent" (wrong, but all shapes fit).
    """

    sentences: list[str] = field(default_factory=list)
    shape: tuple[int, ...] | None = None
    kind: str = "right"
    fault: int | None = None  # index of the sign where it stops
    # (term, axis) -> "inner0", "rows", "columns" or "fault"
    marks: dict[tuple[int, int], str] = field(default_factory=dict)


def work_out(equation: Equation, form: Form, sizes: Mapping[str, int]) -> Verdict:
    """Follow the shapes through `form`, from left to right."""
    verdict = Verdict()
    chance: list[str] = []
    value, text = _prepare(form.terms[0], sizes, verdict), form.terms[0].text
    for index, sign in enumerate(form.signs):
        term = form.terms[index + 1]
        right = _prepare(term, sizes, verdict)
        value = _join(sign, index, (text, value), (term.text, right), verdict, chance)
        if value is None:
            verdict.kind, verdict.fault = "fault", index
            return verdict
        text = f"{text} {sign} {term.text}"
    verdict.shape = tuple(number for _, number in value)
    _judge(equation, form, sizes, value, verdict, chance)
    return verdict


def _prepare(term: Term, sizes: Mapping[str, int], verdict: Verdict) -> Dims:
    dims = [(size, sizes[size] if isinstance(size, str) else size) for size in term.shape]
    say = verdict.sentences.append
    if term.turned:
        turned = dims[::-1]
        say(
            message("equation_verdict.turns", 
                name=term.name, before=write_shape(dims), turned=f"{term.name}ᵀ", after=write_shape(turned)
            )
        )
        return turned
    if term.flat:
        say(message("equation_verdict.flattens", name=term.name, after=write_shape(dims[:1])))
        return dims[:1]
    if term.sum:
        after = {"columns": [dims[0], (1, 1)], "flat": dims[:1], "rows": [(1, 1), dims[1]]}[term.sum]
        key = {"columns": "sums", "flat": "sums_flat", "rows": "sums_rows"}[term.sum]
        say(message(f"equation_verdict.{key}", name=term.name, columns=count_words(dims[1][1], "column"), after=write_shape(after)))
        return after
    return dims


def _join(
    sign: str, index: int, left: tuple[str, Dims], right: tuple[str, Dims], verdict: Verdict, chance: list[str]
) -> Dims | None:
    names = {"left": left[0], "right": right[0], "before": write_shape(left[1]), "with": write_shape(right[1])}
    if sign == "·":
        return _multiply(index, left[1], right[1], names, verdict, chance)
    after = _broadcast(left[1], right[1])
    fits = after is not None
    for axis, mark in ((0, "rows"), (1, "columns")):
        verdict.marks[index if axis else 0, axis] = verdict.marks[index + 1, axis] = mark if fits else "fault"
    if not fits:
        verdict.sentences.append(message("equation_verdict.cannot_combine", **names))
        return None
    for one, other in zip(left[1][::-1], right[1][::-1], strict=False):
        _note_chance(one, other, chance)
    key = "elements" if len(left[1]) == len(right[1]) and write_shape(left[1]) == write_shape(right[1]) else "stretches"
    verdict.sentences.append(message(f"equation_verdict.{key}", **names, after=write_shape(after)))
    return after


def _multiply(
    index: int, left: Dims, right: Dims, names: Mapping[str, str], verdict: Verdict, chance: list[str]
) -> Dims | None:
    columns, rows = left[-1][1], right[0][1]
    verdict.marks[index, 1] = verdict.marks[index + 1, 0] = f"inner{index}" if columns == rows else "fault"
    if columns != rows:
        verdict.sentences.append(
            message("equation_verdict.cannot_multiply", 
                **names, columns=count_words(columns, "column"), rows=count_words(rows, "row")
            )
        )
        return None
    _note_chance(left[-1], right[0], chance)
    after = [left[0], right[1]]
    verdict.sentences.append(message("equation_verdict.multiplies", **names, inner=columns, after=write_shape(after)))
    return after


def _broadcast(left: Dims, right: Dims) -> Dims | None:
    after: Dims = []
    for place in range(1, max(len(left), len(right)) + 1):
        one = left[-place] if place <= len(left) else (1, 1)
        other = right[-place] if place <= len(right) else (1, 1)
        if one[1] != other[1] and 1 not in (one[1], other[1]):
            return None
        after.insert(0, one if other[1] == 1 else other)
    return after


def _note_chance(one: tuple, other: tuple, chance: list[str]) -> None:
    if one[0] != other[0] and one[1] == other[1]:
        first, second = sorted((one[0], other[0]), key=ORDER.index)
        chance.append(" = ".join(str(part) for part in dict.fromkeys([first, second, one[1]])))


def _judge(
    equation: Equation, form: Form, sizes: Mapping[str, int], value: Dims, verdict: Verdict, chance: list[str]
) -> None:
    needed = [(size, sizes[size] if isinstance(size, str) else size) for size in equation.shape]
    names = {
        "result": equation.result,
        "like": equation.like,
        "after": write_shape(value),
        "needed": write_shape(needed),
    }
    backward = equation.result != equation.like
    if verdict.shape != tuple(number for _, number in needed):
        verdict.kind = "shape"
        verdict.sentences.append(message(f"equation_verdict.{'bad_shape' if backward else 'bad_forward'}", **names))
        return
    if form.key == "right":
        verdict.sentences.append(message(f"equation_verdict.{'good' if backward else 'good_forward'}", **names))
        return
    verdict.kind = "silent"
    verdict.sentences.append(message("equation_verdict.silent", why=message(f"equation_form.why_{form.key}")))
    for one, other in zip(value, needed, strict=True):
        _note_chance(one, other, chance)
    if sizes is GENERIC or work_out(equation, form, GENERIC).kind == "silent":
        verdict.sentences.append(message("equation_verdict.never"))
    elif chance:
        verdict.sentences.append(message("equation_verdict.by_chance", sizes=" and ".join(dict.fromkeys(chance))))
    else:
        verdict.sentences.append(message("equation_verdict.by_one"))


def count_words(count: int, thing: str) -> str:
    """ "1 column", "3 rows"; thing: "column" or "row"."""
    return message(f"equation_verdict.one_{thing}") if count == 1 else message(f"equation_verdict.{thing}s", count=count)


def write_shape(dims: Dims) -> str:
    """As Python writes it: "(4, 3)", "(4,)"."""
    return f"({', '.join(str(number) for _, number in dims)}{',' if len(dims) == 1 else ''})"
