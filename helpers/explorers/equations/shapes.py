"""What becomes of the shapes in one form of an equation, step by step.

What is said depends on nothing but which sizes are equal to each other or to 1. So the browser gets every verdict as
data, in symbols, and fills the sizes in: `tabulate`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from helpers.explorers.equations.forms import NAMES, Equation, Form, Term
from helpers.messages import message

#: All different, so that a formula whose shapes fit here fits for all sizes.
GENERIC = {"n_x": 7, "n_h": 11, "n_y": 5, "m": 13}
ORDER = (*NAMES, 1)

Symbol = str | int  # of the size of an axis: "n_h", or 1
Symbols = tuple[Symbol, ...]


@dataclass
class Verdict:
    """What becomes of the shapes: sentences, the shape (None after a fault), and the marks of sides that meet.

    kind: "right", "fault" (NumPy stops), "shape" (the result has a wrong shape) or "silent" (wrong, but all shapes
        fit).
    In symbols, sentences hold {n_h} for a size, and the shape the names of sizes.
    """

    sentences: list[str] = field(default_factory=list)
    shape: tuple[int, ...] | Symbols | None = None
    kind: str = "right"
    fault: int | None = None  # index of the sign where it stops
    # (term, axis) -> "inner0", "rows", "columns" or "fault"
    marks: dict[tuple[int, int], str] = field(default_factory=dict)

    def at(self, sizes: Mapping[str, int]) -> Verdict:
        """The verdict with the sizes in place of their symbols."""
        sentences = [sentence.format_map(sizes) for sentence in self.sentences]
        shape = None if self.shape is None else tuple(number_of(symbol, sizes) for symbol in self.shape)
        return replace(self, sentences=sentences, shape=shape)


def work_out(equation: Equation, form: Form, sizes: Mapping[str, int]) -> Verdict:
    """Follow the shapes through `form`, from left to right."""
    return _Work(equation, form, sizes).verdict.at(sizes)


def tabulate(equations: Iterable[Equation], vectorized: bool) -> dict:
    """Every verdict on every form of the equations, in symbols, for the browser.

    Returns {"patterns": the patterns of sizes, as `patternOf` in shapes.js writes them; "sentences": each once;
    "forms": {"dz1 transpose": {"outcomes": verdicts with indices of sentences, "at": for each pattern an outcome}}}.
    """
    patterns = dict(_patterns(vectorized))
    sentences: dict[str, int] = {}
    forms = {}
    for equation in equations:
        for form in equation.forms:
            outcomes: list[dict] = []
            known: dict[tuple[int, ...], int] = {}  # what the sizes that count look like -> outcome
            used = {*equation.shape, *(symbol for term in form.terms for symbol in term.shape)} - {1}
            at = []
            for sizes in patterns.values():
                look = _digits([sizes[name] for name in NAMES if name in used])
                if look not in known:
                    outcome = _to_outcome(_Work(equation, form, sizes).verdict, sentences)
                    if outcome not in outcomes:
                        outcomes.append(outcome)
                    known[look] = outcomes.index(outcome)
                at.append(known[look])
            forms[f"{equation.key} {form.key}"] = {"outcomes": outcomes, "at": at}
    return {"patterns": list(patterns), "sentences": list(sentences), "forms": forms}


def _to_outcome(verdict: Verdict, sentences: dict[str, int]) -> dict:
    """A verdict as data, its sentences as indices into `sentences`, which grows."""
    return {
        "sentences": [sentences.setdefault(sentence, len(sentences)) for sentence in verdict.sentences],
        "shape": None if verdict.shape is None else list(verdict.shape),
        "kind": verdict.kind,
        "fault": verdict.fault,
        "marks": {f"{term},{axis}": mark for (term, axis), mark in verdict.marks.items()},
    }


def _digits(numbers: Sequence[int]) -> tuple[int, ...]:
    """0 where a number is 1, else a digit that all equal ones share: (3, 1, 3, 4) gives (1, 0, 1, 2)."""
    digit_of = {1: 0}
    return tuple(digit_of.setdefault(number, len(digit_of)) for number in numbers)


def _patterns(vectorized: bool) -> Iterator[tuple[str, dict[str, int]]]:
    """Each way in which the four sizes can be equal to 1 and to each other, and sizes that are so.

    A pattern has the digit of each size, as `_digits` gives them: "0112".
    """

    def extend(digits: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(digits) == len(NAMES):
            yield digits
        elif len(digits) == len(NAMES) - 1 and not vectorized:
            yield (*digits, 0)
        else:
            for digit in range(max(digits, default=0) + 2):
                yield from extend((*digits, digit))

    for digits in extend(()):
        yield "".join(map(str, digits)), {name: digit + 1 for name, digit in zip(NAMES, digits, strict=True)}


class _Work:
    """Follows the shapes through one form for some sizes, and writes down what it sees in symbols."""

    def __init__(self, equation: Equation, form: Form, sizes: Mapping[str, int]) -> None:
        self.equation, self.form, self.sizes = equation, form, sizes
        self.verdict = Verdict()
        self.chance: list[str] = []
        self._follow()

    def _say(self, key: str, **values: object) -> None:
        self.verdict.sentences.append(message(f"equation_verdict.{key}", **values))

    def _number(self, symbol: Symbol) -> int:
        return number_of(symbol, self.sizes)

    def _numbers(self, symbols: Symbols) -> list[int]:
        return [self._number(symbol) for symbol in symbols]

    def _count(self, symbol: Symbol, thing: str) -> str:
        """ "1 column", "{n_h} rows"; thing: "column" or "row"."""
        one = self._number(symbol) == 1
        return (
            message(f"equation_verdict.one_{thing}")
            if one
            else message(f"equation_verdict.{thing}s", count=_write(symbol))
        )

    def _follow(self) -> None:
        form, verdict = self.form, self.verdict
        value, text = self._prepare(form.terms[0]), form.terms[0].text
        for index, (sign, term) in enumerate(zip(form.signs, form.terms[1:], strict=True)):
            after = self._join(sign, index, (text, value), (term.text, self._prepare(term)))
            if after is None:
                verdict.kind, verdict.fault = "fault", index
                return
            value, text = after, f"{text} {sign} {term.text}"
        verdict.shape = value
        self._judge(value)

    def _prepare(self, term: Term) -> Symbols:
        after = term.used_shape
        if term.turned:
            texts = {"before": _write_shape(term.shape), "turned": f"{term.name}ᵀ", "after": _write_shape(after)}
            self._say("turns", name=term.name, **texts)
        elif term.flat:
            self._say("flattens", name=term.name, after=_write_shape(after))
        elif term.sum:
            key = {"columns": "sums", "flat": "sums_flat", "rows": "sums_rows"}[term.sum]
            columns = self._count(term.shape[1], "column")
            self._say(key, name=term.name, columns=columns, after=_write_shape(after))
        return after

    def _join(self, sign: str, index: int, left: tuple[str, Symbols], right: tuple[str, Symbols]) -> Symbols | None:
        names = {"left": left[0], "right": right[0], "before": _write_shape(left[1]), "with": _write_shape(right[1])}
        if sign == "·":
            return self._multiply(index, left[1], right[1], names)
        after = self._broadcast(left[1], right[1])
        marks = self.verdict.marks
        for axis, mark in ((0, "rows"), (1, "columns")):
            marks[index if axis else 0, axis] = marks[index + 1, axis] = "fault" if after is None else mark
        if after is None:
            self._say("cannot_combine", **names)
            return None
        for one, other in zip(left[1][::-1], right[1][::-1], strict=False):
            self._note_chance(one, other)
        same = self._numbers(left[1]) == self._numbers(right[1])
        self._say("elements" if same else "stretches", **names, after=_write_shape(after))
        return after

    def _multiply(self, index: int, left: Symbols, right: Symbols, names: Mapping[str, str]) -> Symbols | None:
        fits = self._number(left[-1]) == self._number(right[0])
        self.verdict.marks[index, 1] = self.verdict.marks[index + 1, 0] = f"inner{index}" if fits else "fault"
        if not fits:
            counts = {"columns": self._count(left[-1], "column"), "rows": self._count(right[0], "row")}
            self._say("cannot_multiply", **names, **counts)
            return None
        self._note_chance(left[-1], right[0])
        after = (left[0], right[1])
        self._say("multiplies", **names, inner=_write(left[-1]), after=_write_shape(after))
        return after

    def _broadcast(self, left: Symbols, right: Symbols) -> Symbols | None:
        axes = max(len(left), len(right))
        after = []
        for one, other in zip((1,) * (axes - len(left)) + left, (1,) * (axes - len(right)) + right, strict=True):
            numbers = self._number(one), self._number(other)
            if numbers[0] != numbers[1] and 1 not in numbers:
                return None
            after.append(one if numbers[1] == 1 else other)
        return tuple(after)

    def _note_chance(self, one: Symbol, other: Symbol) -> None:
        if one != other and self._number(one) == self._number(other):
            first, second = sorted((one, other), key=ORDER.index)
            parts = [first, second] if self._number(one) == 1 == second else [first, second, _write(first)]
            self.chance.append(" = ".join(map(str, parts)))

    def _judge(self, value: Symbols) -> None:
        equation, verdict = self.equation, self.verdict
        needed = equation.shape
        names = {"result": equation.result, "like": equation.like}
        names |= {"after": _write_shape(value), "needed": _write_shape(needed)}
        backward = equation.result != equation.like
        if self._numbers(value) != self._numbers(needed):
            verdict.kind = "shape"
            self._say("bad_shape" if backward else "bad_forward", **names)
            return
        if self.form.key == "right":
            self._say("good" if backward else "good_forward", **names)
            return
        verdict.kind = "silent"
        self._say("silent", why=message(f"equation_form.why_{self.form.key}"))
        for one, other in zip(value, needed, strict=True):
            self._note_chance(one, other)
        if self.sizes is GENERIC or _Work(equation, self.form, GENERIC).verdict.kind == "silent":
            self._say("never")
        elif self.chance:
            self._say("by_chance", sizes=f" {message('equation_verdict.and')} ".join(dict.fromkeys(self.chance)))
        else:
            self._say("by_one")


def number_of(symbol: Symbol, sizes: Mapping[str, int]) -> int:
    """The size that a symbol stands for; a number stands for itself."""
    return sizes[symbol] if isinstance(symbol, str) else symbol


def _write(symbol: Symbol) -> str:
    return f"{{{symbol}}}" if isinstance(symbol, str) else str(symbol)


def _write_shape(symbols: Symbols) -> str:
    """As Python writes it, with room for the sizes: "({n_h}, 1)", "({n_h},)"."""
    return f"({', '.join(map(_write, symbols))}{',' if len(symbols) == 1 else ''})"
