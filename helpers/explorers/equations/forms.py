"""The equations of the two-layer network as data: the right form of each, and the wrong ones that learners write.

Documents 001: two layers forward, the six equations back, for one example (small letters) and for m examples in columns
(capital letters).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from helpers.messages import message

#: The sizes: of an input, of the hidden layer, of an output, and how many examples.
NAMES = ("n_x", "n_h", "n_y", "m")
#: Capital letters hold one column an example; for one example they are written small.
SHAPES: dict[str, tuple[str | int, str | int]] = {
    "X": ("n_x", "m"),
    "W1": ("n_h", "n_x"),
    "b1": ("n_h", 1),
    "Z1": ("n_h", "m"),
    "A1": ("n_h", "m"),
    "W2": ("n_y", "n_h"),
    "b2": ("n_y", 1),
    "Z2": ("n_y", "m"),
    "A2": ("n_y", "m"),
    "Y": ("n_y", "m"),
}
PER_EXAMPLE = {"X", "Y", "Z1", "A1", "Z2", "A2"}

_BIAS = {
    "vectorized": {"keepdims": "1/m Σflat {}", "axis": "1/m Σrows {}", "no_sum": "1/m {}", "average": "Σ {}"},
    "one": {"turned": "{}ᵀ"},
}
#: key -> right form, wrong forms; a form only for m examples stands under "vectorized", only for one under "one".
FORMS: dict[str, tuple[str, dict]] = {
    "z1": ("W1 · X + b1", {"both": {"turned": "W1ᵀ · X + b1", "order": "X · W1 + b1", "flat_bias": "W1 · X + b1flat"}}),
    "a1": ("tanh(Z1)", {"both": {"layer": "tanh(Z2)"}}),
    "z2": ("W2 · A1 + b2", {"both": {"input": "W2 · X + b2", "turned": "W2ᵀ · A1 + b2", "bias": "W2 · A1 + b1"}}),
    "a2": ("σ(Z2)", {"both": {"layer": "σ(Z1)"}}),
    "dz2": ("A2 − Y", {"both": {"turned": "A2 − Yᵀ", "layer": "A1 − Y", "sign": "Y − A2"}}),
    "dW2": (
        "1/m dZ2 · A1ᵀ",
        {
            "both": {
                "transpose": "1/m dZ2 · A1",
                "order": "1/m A1 · dZ2ᵀ",
                "input": "1/m dZ2 · Xᵀ",
                "star": "1/m dZ2 ∗ A1",
            },
            "vectorized": {"average": "dZ2 · A1ᵀ"},
        },
    ),
    "db2": (
        "1/m Σ dZ2",
        {"both": {"layer": "1/m Σ dZ1"}}
        | {mode: {key: text.format("dZ2") for key, text in forms.items()} for mode, forms in _BIAS.items()},
    ),
    "dz1": (
        "W2ᵀ · dZ2 ∗ g′(Z1)",
        {
            "both": {
                "transpose": "W2 · dZ2 ∗ g′(Z1)",
                "gradient": "dW2ᵀ · dZ2 ∗ g′(Z1)",
                "product": "W2ᵀ · dZ2 · g′(Z1)",
                "layer": "W2ᵀ · dZ2 ∗ g′(Z2)",
                "slope": "W2ᵀ · dZ2",
            }
        },
    ),
    "dW1": (
        "1/m dZ1 · Xᵀ",
        {
            "both": {
                "transpose": "1/m dZ1 · X",
                "order": "1/m X · dZ1ᵀ",
                "activation": "1/m dZ1 · A1ᵀ",
                "star": "1/m dZ1 ∗ X",
            },
            "vectorized": {"average": "dZ1 · Xᵀ"},
        },
    ),
    "db1": (
        "1/m Σ dZ1",
        {"both": {"layer": "1/m Σ dZ2"}}
        | {mode: {key: text.format("dZ1") for key, text in forms.items()} for mode, forms in _BIAS.items()},
    ),
}
SIGNS = ("·", "∗", "+", "−")
_CODE = {"·": "@", "∗": "*", "+": "+", "−": "-", "tanh": "np.tanh", "σ": "sigmoid", "g′": "slope"}
_SUMS = {"Σ": "columns", "Σflat": "flat", "Σrows": "rows"}


@dataclass(frozen=True)
class Term:
    """One matrix of a form: what it is called, its shape in symbols, and what is done with it before it is used."""

    name: str
    shape: tuple[str | int, str | int]
    wrap: str = ""  # a function around it: tanh, σ, g′
    turned: bool = False
    sum: str = ""  # "columns", "flat" (without keepdims) or "rows"
    flat: bool = False

    @property
    def text(self) -> str:
        """As it is written in the equation, such as "W2ᵀ" or "g′(z1)"."""
        text = self.name + ("ᵀ" if self.turned else "")
        text = f"{self.wrap}({text})" if self.wrap else text
        return f"Σ {text}" if self.sum else text

    @property
    def used_shape(self) -> tuple[str | int, ...]:
        """The shape, in symbols, that goes into the equation after what is done with it."""
        rows, columns = self.shape
        if self.turned:
            return columns, rows
        if self.flat or self.sum == "flat":
            return (rows,)
        return {"columns": (rows, 1), "rows": (1, columns)}.get(self.sum, (rows, columns))

    @property
    def code(self) -> str:
        """As it is written in Python."""
        code = self.name + (".T" if self.turned else "") + (".ravel()" if self.flat else "")
        code = f"{_CODE[self.wrap]}({code})" if self.wrap else code
        sums = {
            "columns": "np.sum({}, axis=1, keepdims=True)",
            "flat": "np.sum({}, axis=1)",
            "rows": "np.sum({}, axis=0, keepdims=True)",
        }
        return sums[self.sum].format(code) if self.sum else code


@dataclass(frozen=True)
class Form:
    """One way to write an equation, right or wrong: terms, the signs between them, and whether it divides by m."""

    key: str  # "right", or that of the sentence "equation_form.…" which says what is wrong
    terms: tuple[Term, ...]
    signs: tuple[str, ...]
    average: bool

    @property
    def code(self) -> str:
        """The right-hand side in Python."""
        parts = [self.terms[0].code]
        for sign, term in zip(self.signs, self.terms[1:], strict=True):
            parts += [_CODE[sign], term.code]
        return " ".join(parts) + (" / m" if self.average else "")


@dataclass(frozen=True)
class Equation:
    """One of the ten: its key, what it computes, the variable whose shape that must have, and its forms, the right one
    first.
    """

    key: str
    result: str
    like: str
    shape: tuple[str | int, str | int]
    forms: tuple[Form, ...]

    def to_spec(self) -> dict:
        """For widget.js."""
        spec = asdict(self)
        for form, written in zip(self.forms, spec["forms"], strict=True):
            written |= {"code": form.code, "words": message(f"equation_form.{form.key}")}
            for term, words in zip(form.terms, written["terms"], strict=True):
                words |= {"text": term.text, "usedShape": term.used_shape}
        return spec


def make_equations(vectorized: bool) -> list[Equation]:
    """The ten equations in the order in which they are computed, for m examples or for one."""
    equations = []
    for key, (right, wrong) in FORMS.items():
        name = (
            key
            if key in SHAPES
            else next(capital for capital in [*SHAPES, *(f"d{s}" for s in SHAPES)] if capital.lower() == key.lower())
        )
        texts = {"right": right} | wrong.get("both", {}) | wrong.get("vectorized" if vectorized else "one", {})
        forms = tuple(_read_form(form, text, vectorized) for form, text in texts.items())
        like = name.removeprefix("d")
        equations.append(
            Equation(key, _write(name, vectorized), _write(like, vectorized), _shape(name, vectorized), forms)
        )
    return equations


def _write(name: str, vectorized: bool) -> str:
    plain = name.removeprefix("d")
    return name if vectorized or plain not in PER_EXAMPLE else name.replace(plain, plain.lower())


def _shape(name: str, vectorized: bool) -> tuple[str | int, str | int]:
    rows, columns = SHAPES[name.removeprefix("d")]
    return (rows, 1) if columns == "m" and not vectorized else (rows, columns)


def _read_form(key: str, text: str, vectorized: bool) -> Form:
    terms, signs, add = [], [], ""
    words = text.split()
    average = words[0] == "1/m"
    for word in words[average:]:
        if word in SIGNS:
            signs.append(word)
        elif word in _SUMS:
            add = _SUMS[word] if vectorized else ""  # one example needs no sum
        else:
            terms.append(_read_term(word, add, vectorized))
    return Form(key, tuple(terms), tuple(signs), average and vectorized)


def _read_term(word: str, add: str, vectorized: bool) -> Term:
    wrap, _, inside = word.rstrip(")").rpartition("(")
    turned, flat = inside.endswith("ᵀ"), inside.endswith("flat")
    name = inside.removesuffix("ᵀ").removesuffix("flat")
    return Term(_write(name, vectorized), _shape(name, vectorized), wrap, turned, add, flat)
