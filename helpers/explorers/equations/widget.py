"""The equation explorer: the two-layer network's equations as boxes, whose sizes can be changed one by one.

Document 001 checks its equations by their shapes: inner sizes must be equal, and foo and dfoo have the same shape. Here
each equation can be made wrong as learners make it wrong, and one sees whether the shapes tell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from helpers.explorers.common.explorer import Explorer, SettingError, labels_of, read_script, read_style, to_whole
from helpers.explorers.equations.answers import LARGEST, SMALLEST, Answers, sample_answers
from helpers.explorers.equations.forms import NAMES, SIGNS, Equation, Form, Term, make_equations
from helpers.explorers.equations.shapes import Verdict, number_of, tabulate, work_out
from helpers.messages import message


class EquationExplorer(Explorer):
    """Shows an equation of the two-layer network as boxes with their shapes, right or wrong, for sizes one can change.

    backward: the student's backward(x, y, parameters, cache), which gives a dict of dz2, dW2, db2, dz1, dW1, db1; the
        shapes of its results stand beside the right ones. It is called once for each choice of sizes.
    forward: the student's forward(x, parameters), which gives a dict of z1, a1, z2, a2.
    n_x, n_h, n_y, m: the sizes at first, each from 1 to 5.
    vectorized: True shows m examples in columns, False one example.
    equation: "z1", "a1", "z2", "a2", "dz2", "dW2", "db2", "dz1", "dW1" or "db1"; large and small letters are the same.
    form: "right", or the key of a wrong form, such as "transpose"; `forms` lists those of the present equation.

    All seven settings can be read and set, and follow the picture. Raises SettingError for one that cannot be used. A
    wrong function of the student is never raised: the explorer says what is wrong with it.
    """

    _esm = read_script("equations")
    _css = read_style("equations")
    _static_inches = (8.0, 2.6)
    # Plain traits: what they may hold is checked below, with messages of our own; Any would let None pass unchecked.
    n_x: traitlets.TraitType[Any, Any] = traitlets.TraitType(3, help="Number of inputs.").tag(sync=True)
    n_h: traitlets.TraitType[Any, Any] = traitlets.TraitType(4, help="Number of hidden units.").tag(sync=True)
    n_y: traitlets.TraitType[Any, Any] = traitlets.TraitType(2, help="Number of outputs.").tag(sync=True)
    m: traitlets.TraitType[Any, Any] = traitlets.TraitType(5, help="Number of examples, where vectorized.").tag(
        sync=True
    )
    vectorized: traitlets.TraitType[Any, Any] = traitlets.TraitType(False, help="m examples at once, or one.").tag(
        sync=True
    )
    equation: traitlets.TraitType[Any, Any] = traitlets.TraitType("dz1", help="Which equation is shown.").tag(sync=True)
    form: traitlets.TraitType[Any, Any] = traitlets.TraitType(
        "right", help="The right equation, or how it is made wrong."
    ).tag(sync=True)

    def __init__(
        self,
        backward: Callable | None = None,
        forward: Callable | None = None,
        n_x: int = 3,
        n_h: int = 4,
        n_y: int = 2,
        m: int = 5,
        vectorized: bool = False,
        equation: str = "dz1",
        form: str = "right",
    ):
        self._equations = {truth: {e.key: e for e in make_equations(truth)} for truth in (False, True)}
        self.answers = Answers() if self._skipped else sample_answers(forward, backward)
        super().__init__(
            n_x=n_x, n_h=n_h, n_y=n_y, m=m, vectorized=vectorized, equation=equation, spec=self._make_spec()
        )
        self.form = form

    def _make_spec(self) -> dict:
        if self._skipped:
            return {}
        equations = [[e.to_spec() for e in self._equations[truth].values()] for truth in (False, True)]
        spec = {
            "problem": "",
            "notes": [],
            "labels": labels_of("equations"),
            "signs": list(SIGNS),
            "limits": [SMALLEST, LARGEST],
        }
        verdicts = [tabulate(self._equations[truth].values(), truth) for truth in (False, True)]
        spec |= {"verdicts": {"one": verdicts[0], "many": verdicts[1]}}
        return spec | {"one": equations[0], "many": equations[1], "answers": self.answers.to_spec()}

    # ------------------------------------------------------------ what is shown

    @property
    def sizes(self) -> dict[str, int]:
        """The sizes that count: m is 1 for one example."""
        return {name: getattr(self, name) for name in NAMES[:3]} | {"m": self.m if self.vectorized else 1}

    @property
    def forms(self) -> dict[str, str]:
        """key -> words, of the forms that the present equation can be shown in."""
        return {form.key: message(f"equation_form.{form.key}") for form in self._equation().forms}

    @property
    def code(self) -> str:
        """The equation as it is shown, as a line of Python."""
        return f"{self._equation().result} = {self._form().code}"

    @property
    def verdict(self) -> Verdict:
        """What becomes of the shapes in the form that is shown."""
        return work_out(self._equation(), self._form(), self.sizes)

    @property
    def wrong_answers(self) -> list[str]:
        """Sentences about shapes that the student's functions give wrong for the present sizes."""
        answer, sentences = self.answers.at(self.sizes), []
        if "error" in answer:
            sentences.append(str(answer["error"]))
        for equation in self._equations[bool(self.vectorized)].values():
            got, needed = answer.get(equation.key), self._needed(equation)
            if got is not None and got != needed:
                text = got if isinstance(got, str) else _write(got)
                sentences.append(
                    message("equations.yours_wrong", result=equation.result, got=text, needed=_write(needed))
                )
        return sentences

    def _equation(self) -> Equation:
        return self._equations[bool(self.vectorized)][self.equation]

    def _form(self) -> Form:
        forms = self._equation().forms
        return next((form for form in forms if form.key == self.form), forms[0])

    def _needed(self, equation: Equation) -> list[int]:
        return [number_of(symbol, self.sizes) for symbol in equation.shape]

    # ------------------------------------------------------------ traits

    @traitlets.validate(*NAMES)
    def _keep_size(self, proposal) -> int:
        return to_whole(proposal["value"], proposal["trait"].name, SMALLEST, LARGEST)

    @traitlets.validate("vectorized")
    def _keep_truth(self, proposal) -> bool:
        if not isinstance(proposal["value"], bool):
            raise SettingError(message("equations.not_truth", value=proposal["value"]))
        return proposal["value"]

    @traitlets.validate("equation")
    def _keep_equation(self, proposal) -> str:
        for key in self._equations[False]:
            if isinstance(proposal["value"], str) and proposal["value"].lower() == key.lower():
                return key
        raise SettingError(
            message("equations.not_equation", known=", ".join(self._equations[False]), value=proposal["value"])
        )

    @traitlets.validate("form")
    def _keep_form(self, proposal) -> str:
        if proposal["value"] not in self.forms:
            known = ", ".join(map(repr, self.forms))
            raise SettingError(
                message("equations.not_form", known=known, equation=self._equation().result, value=proposal["value"])
            )
        return proposal["value"]

    @traitlets.observe("equation", "vectorized")
    def _return_to_right_form(self, change) -> None:
        """Another equation is shown right at first; a form that it does not have would mean nothing."""
        self.form = "right"

    # ------------------------------------------------------------ where no widget runs

    def describe(self) -> str:
        if self._skipped:
            return message("equations.described_skipped")
        sizes = ", ".join(f"{name} = {self.sizes[name]}" for name in (NAMES if self.vectorized else NAMES[:3]))
        sentence = message(
            "equations.described", equation=self.code, sizes=sizes, verdict=" ".join(self.verdict.sentences)
        )
        return " ".join([sentence, *self.wrong_answers])

    def draw_static(self, figure) -> bool:
        from helpers.plotting import Matrix, draw_shapes

        if self._skipped:
            return False
        equation, form = self._equation(), self._form()
        terms: list[Matrix | str] = [Matrix(equation.result, equation.shape), "=", *["1/m"] * form.average]
        for sign, term in zip(["", *form.signs], form.terms, strict=True):
            terms += [sign] * bool(sign) + [Matrix(term.text, _drawn_shape(term))]
        title = message("equations.title", equation=self.code, mark=message(f"equations.mark_{self.verdict.kind}"))
        draw_shapes(terms, self.sizes, title=title, ax=figure.subplots())
        return True


def _drawn_shape(term: Term) -> tuple[str | int, str | int]:
    """Rows and columns of the box: NumPy lays an array with one axis as a row."""
    used = term.used_shape
    return (used[0], used[1]) if len(used) == 2 else (1, used[0])


def _write(shape: list[int]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
