"""How an exercise is defined: once, with its reference, its known mistakes and its inputs.

From a definition come the fixtures of the visible checks, the hidden tests and the audit::

    UNIT = Unit("01_activations", notebook="activations")

    @UNIT.exercise("sigmoid", claims={"values": Inputs(visible=[(z,)], hidden=[(z_secret,)])}, ladder=(…, …, …))
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    @sigmoid.mistake("minus-missing", "The exponent lost its minus …")
    def _(z):
        return 1 / (1 + np.exp(z))
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.errors import DefinitionError
from helpers.checks.specification import Case, Outcome, Specification
from helpers.checks.verdict import call
from helpers.fixtures import encode


@dataclass(frozen=True)
class Calls:
    """An input of several calls: methods of one object of the student's class, or one function more than once.

    ``Calls(("forward", x), ("backward", dout))`` makes one object and calls its methods in this order; ``setup`` holds
    the arguments of the class. A method named ``"other.forward"`` is called on a second object that is made in the same
    way: two objects must not share what they remember. ``Calls(("", 1), ("", 2))`` calls a function twice. The results are
    compared as a dict, ``{"forward": …, "backward": …}``; a method that is called more than once has its results numbered,
    "forward 1".
    """

    steps: tuple[tuple[str, tuple], ...]
    setup: tuple

    def __init__(self, *steps: tuple, setup: tuple = ()):
        object.__setattr__(self, "steps", tuple((name, tuple(arguments)) for name, *arguments in steps))
        object.__setattr__(self, "setup", tuple(setup))


@dataclass(frozen=True)
class Inputs:
    """The inputs that test one claim.

    Attributes:
        visible: argument tuples (or `Calls`) that the student may see; they end up in the fixture.
        hidden: argument tuples (or `Calls`) of the hidden test; fresh numbers, other sizes.
        probe: name of a function of `helpers.checks.probes`; what it finds is compared, not the result itself.
        keeps_arguments: whether an argument changed in place fails the claim.
        rtol: relative tolerance.
        sizes: names of numbers that a wrong factor may turn out to be.
    """

    visible: Sequence[tuple | Calls] = ()
    hidden: Sequence[tuple | Calls] = ()
    probe: str = ""
    keeps_arguments: bool = False
    rtol: float = 1e-6
    sizes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Mistake:
    """A wrong implementation that learners really write, and the hint that names the misconception."""

    id: str
    hint: str
    implementation: Callable


@dataclass(eq=False)
class Exercise:
    """One exercise, a function or a class that the student writes; calling it calls the reference.

    Attributes:
        key: ``<unit's notebook>.<id>``.
        id: name inside the unit; also the name of the student's function unless `name` says otherwise.
        name: name that the student's function must have.
        reference: the right implementation.
        claims: inputs by claim.
        ladder: three hints: a question, the formula, near-code.
        other_end: implementation that gives the other end of the interval of right values, for subgradients.
        few_mistakes: why this exercise has fewer than eight mistakes; "" where it has eight.
    """

    key: str
    id: str
    name: str
    reference: Callable
    claims: Mapping[str, Inputs]
    ladder: tuple[str, str, str]
    other_end: Callable | None = None
    few_mistakes: str = ""
    mistakes: list[Mistake] = field(default_factory=list)

    def __call__(self, *arguments: Any) -> Any:
        return self.reference(*arguments)

    def mistake(self, id: str, hint: str) -> Callable[[Callable], Callable]:
        """Decorate a wrong implementation.

        Args:
            id: short name, unique in the exercise.
            hint: names the misconception without giving the answer.
        """

        def register(implementation: Callable) -> Callable:
            if any(known.id == id for known in self.mistakes):
                raise DefinitionError(f"{self.key} has two mistakes named {id!r}. Give one of them another id.")
            self.mistakes.append(Mistake(id, hint, implementation))
            return implementation

        return register

    @cached_property
    def visible(self) -> Specification:
        """What the check in the student's notebook knows."""
        return self._specification(hidden=False)

    @cached_property
    def hidden(self) -> Specification:
        """What the hidden tests know."""
        return self._specification(hidden=True)

    def _specification(self, hidden: bool) -> Specification:
        cases = tuple(
            self._case(claim, inputs, given)
            for claim, inputs in self.claims.items()
            for given in (inputs.hidden if hidden else inputs.visible)
        )
        hints = {mistake.id: mistake.hint for mistake in self.mistakes}
        return Specification(self.key, self.name, cases, hints, self.ladder, hidden)

    def _case(self, claim: str, inputs: Inputs, given: tuple | Calls) -> Case:
        arguments, calls = (given.setup, given.steps) if isinstance(given, Calls) else (given, ())

        def run(implementation: Callable) -> Outcome:
            return call(implementation, arguments, calls, inputs.probe)

        right = run(self.reference)
        if right.error or right.changed:
            raise DefinitionError(f"The reference of {self.key} fails its own claim {claim!r}: {right}.")
        return Case(
            claim=claim, arguments=arguments, calls=calls, probe=inputs.probe, expected=right.value,
            other_end=run(self.other_end).value if self.other_end else None,
            keeps_arguments=inputs.keeps_arguments, rtol=inputs.rtol, sizes=inputs.sizes,
            mistakes={mistake.id: run(mistake.implementation) for mistake in self.mistakes},
        )

    def to_fixture(self) -> dict:
        """The visible specification as plain data; holds numbers and hints, no code."""
        return {
            "id": self.id, "name": self.name, "ladder": list(self.ladder),
            "hints": dict(self.visible.hints), "cases": [_case_to_fixture(case) for case in self.visible.cases],
        }


@dataclass(eq=False)
class Unit:
    """One unit of the course.

    Attributes:
        id: nbgrader's assignment id and folder name, e.g. ``01_activations``.
        notebook: name of the notebook without its ending; the first part of every key.
    """

    id: str
    notebook: str
    exercises: dict[str, Exercise] = field(default_factory=dict)

    def exercise(self, id: str, *, claims: Mapping[str, Inputs], ladder: tuple[str, str, str], name: str | None = None,
                 other_end: Callable | None = None, few_mistakes: str = "") -> Callable[[Callable], Exercise]:
        """Decorate the reference implementation of an exercise; see `Exercise` for the arguments."""

        def register(reference: Callable) -> Exercise:
            if id in self.exercises:
                raise DefinitionError(f"{self.id} has two exercises named {id!r}.")
            exercise = Exercise(f"{self.notebook}.{id}", id, name or id, reference, claims, ladder, other_end,
                                few_mistakes)
            self.exercises[id] = exercise
            return exercise

        return register

    def arrange(self, *exercises: Exercise) -> None:
        """Put the exercises into the order of the notebook.

        Raises:
            DefinitionError: one is left out, or is of another unit.
        """
        ids = [exercise.id for exercise in exercises]
        if sorted(ids) != sorted(self.exercises):
            odd = ", ".join(sorted(set(ids) ^ set(self.exercises))) or "one is there twice"
            raise DefinitionError(f"The order of {self.id} does not hold every exercise once: {odd}.")
        self.exercises = {exercise.id: exercise for exercise in exercises}

    def to_fixture(self) -> dict:
        """The fixture of the unit: every exercise in the order of the notebook."""
        return {"unit": self.id, "exercises": [exercise.to_fixture() for exercise in self.exercises.values()]}


def source_of(implementation: Callable, name: str) -> str:
    """The source of a mistake or variant as a student would have it in a cell.

    Args:
        implementation: a plain function or class of a bank or of ``tests/variants``.
        name: the name that it gets.

    Returns:
        Source text without decorators, ready to be executed where ``np`` is NumPy.
    """
    definition = _definition_of(implementation)
    definition.name, definition.decorator_list = name, []
    return ast.unparse(definition)


def _definition_of(implementation: Callable) -> ast.FunctionDef | ast.ClassDef:
    """The syntax tree of a function or class, found by its line: many mistakes share the name ``_``."""
    methods = vars(implementation).values() if isinstance(implementation, type) else [implementation]
    line = min((method.__code__.co_firstlineno for method in methods if inspect.isfunction(method)), default=0)
    kind = ast.ClassDef if isinstance(implementation, type) else ast.FunctionDef
    for node in ast.parse(Path(inspect.getfile(implementation)).read_text(encoding="utf-8")).body:
        first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])
        if isinstance(node, kind) and node.name == implementation.__name__ and first <= line <= node.end_lineno:
            return node
    raise DefinitionError(f"{implementation!r} is not a plain function or class of a module, so its source cannot be put into a cell.")


def _case_to_fixture(case: Case) -> dict:
    raw: dict[str, Any] = {"claim": case.claim, "arguments": encode(case.arguments), "expected": encode(case.expected)}
    if case.calls:
        raw["calls"] = encode(list(case.calls))
    if case.probe:
        raw["probe"] = case.probe
    if case.other_end is not None:
        raw["other_end"] = encode(case.other_end)
    if case.keeps_arguments:
        raw["keeps_arguments"] = True
    if case.rtol != Case.rtol:
        raw["rtol"] = case.rtol
    if case.sizes:
        raw["sizes"] = dict(case.sizes)
    raw["mistakes"] = {name: _outcome_to_fixture(outcome) for name, outcome in case.mistakes.items()}
    return raw


def _outcome_to_fixture(outcome: Outcome) -> dict:
    if outcome.error:
        return {"error": outcome.error, "message": outcome.message}
    raw: dict[str, Any] = {"value": encode(outcome.value)}
    if outcome.changed:
        raw["changed"] = list(outcome.changed)
    return raw
