"""How an exercise is defined: once, with its reference, its known mistakes and its inputs.

From a definition come the fixtures of the visible checks, the hidden tests and the audit::

    UNIT = Unit("01_activations", notebook="activations")

    @UNIT.exercise("sigmoid", claims={"values": Inputs(visible=[(z,)], hidden=[(z_secret,)])}, ladder=(…, …, …))
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    sigmoid.slips('''
    minus-missing: The exponent lost its minus …
        -z -> z
    ''')

    @sigmoid.mistake("loop-without-end", "The result is returned inside the loop …")
    def _(z):
        for number in z:
            return 1 / (1 + np.exp(-number))
"""

from __future__ import annotations

import ast
import copy
import inspect
import linecache
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import Any

from autograder.errors import DefinitionError
from autograder.exercises.slips import make_slip, read_slips
from helpers.checks.specification import Case, Outcome, Specification
from helpers.checks.verdict import call
from helpers.fixtures import encode


@dataclass(frozen=True)
class Calls:
    """An input of several calls: methods of one object of the student's class, or one function more than once.

    ``Calls(("forward", x), ("backward", dout))`` makes one object and calls its methods in this order; ``setup`` holds
    the arguments of the class. A method named ``"other.forward"`` is called on a second object that is made in the same
    way: two objects must not share what they remember. ``Calls(("", 1), ("", 2))`` calls a function twice. The results
        are
    compared as a dict, ``{"forward": …, "backward": …}``; a method that is called more than once has its results
    numbered, "forward 1".
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
    """A wrong implementation that learners really write, and the hint that names the misconception.

    Attributes:
        id: short name, unique in the exercise.
        hint: names the misconception without giving the answer.
        make: gives the implementation; of a slip it is made when it is first asked for.
    """

    id: str
    hint: str
    make: Callable[[], Callable]

    @cached_property
    def implementation(self) -> Callable:
        """The wrong function or class.

        Raises:
            DefinitionError: a slip that does not fit the reference.
        """
        return self.make()


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
        mistakes: in the order in which they are written.
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

    @cached_property
    def source(self) -> str:
        """The source of the reference."""
        return source_of(self.reference, self.name)

    def slips(self, text: str) -> None:
        """Write down mistakes as what they change in the reference.

        Args:
            text: a line ``id: hint`` for each mistake, and its changes indented below, in the notation of
                `autograder.exercises.slips`. The id is unique in the exercise; the hint names the misconception without
                giving the answer.
        """
        for id, hint, changes in read_slips(self.key, text):
            make = partial(self._make_slip, id, changes)
            self._add_mistake(Mistake(id, hint, make))

    def _make_slip(self, id: str, changes: tuple[str, ...]) -> Callable:
        return make_slip(f"{self.key}: {id}", self.reference, self.source, changes)

    def mistake(self, id: str, hint: str) -> Callable[[Callable], Callable]:
        """Decorate a wrong implementation whose structure differs from the reference's; `slips` is for all others.

        Args:
            id: short name, unique in the exercise.
            hint: names the misconception without giving the answer.
        """

        def register(implementation: Callable) -> Callable:
            self._add_mistake(Mistake(id, hint, lambda: implementation))
            return implementation

        return register

    def _add_mistake(self, mistake: Mistake) -> None:
        if any(known.id == mistake.id for known in self.mistakes):
            raise DefinitionError(f"{self.key} has two mistakes named {mistake.id!r}. Give one of them another id.")
        self.mistakes.append(mistake)

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
            claim=claim,
            arguments=arguments,
            calls=calls,
            probe=inputs.probe,
            expected=right.value,
            other_end=run(self.other_end).value if self.other_end else None,
            keeps_arguments=inputs.keeps_arguments,
            rtol=inputs.rtol,
            sizes=inputs.sizes,
            mistakes={mistake.id: run(mistake.implementation) for mistake in self.mistakes},
        )

    def to_fixture(self) -> dict:
        """The visible specification as plain data; holds numbers and hints, no code."""
        return {
            "id": self.id,
            "name": self.name,
            "ladder": list(self.ladder),
            "hints": dict(self.visible.hints),
            "cases": [_case_to_fixture(case) for case in self.visible.cases],
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

    def exercise(
        self,
        id: str,
        *,
        claims: Mapping[str, Inputs],
        ladder: tuple[str, str, str],
        name: str | None = None,
        other_end: Callable | None = None,
        few_mistakes: str = "",
    ) -> Callable[[Callable], Exercise]:
        """Decorate the reference implementation of an exercise; see `Exercise` for the arguments."""

        def register(reference: Callable) -> Exercise:
            if id in self.exercises:
                raise DefinitionError(f"{self.id} has two exercises named {id!r}.")
            exercise = Exercise(
                f"{self.notebook}.{id}", id, name or id, reference, claims, ladder, other_end, few_mistakes
            )
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
        implementation: a plain function or class of a module, or what a slip made of one.
        name: the name that it gets.

    Returns:
        Source text without decorators, ready to be executed where ``np`` is NumPy.
    """
    definition = _definition_of(implementation)
    definition.name, definition.decorator_list = name, []
    return ast.unparse(definition)


def _definition_of(implementation: Callable) -> ast.FunctionDef | ast.ClassDef:
    """The syntax tree of a function or class, found by its line: many mistakes share the name ``_``."""
    kind = ast.ClassDef if isinstance(implementation, type) else ast.FunctionDef
    methods = vars(implementation).values() if kind is ast.ClassDef else [implementation]
    codes = [method.__code__ for method in methods if inspect.isfunction(method)]
    line = min((code.co_firstlineno for code in codes), default=0)
    for node in _definitions_in("".join(linecache.getlines(codes[0].co_filename))) if codes else ():
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        if isinstance(node, kind) and node.name == implementation.__name__ and first <= line <= node.end_lineno:
            return copy.copy(node)
    raise DefinitionError(
        f"{implementation!r} is not a plain function or class of a module, so its source cannot be put into a cell."
    )


@lru_cache
def _definitions_in(module: str) -> tuple[ast.FunctionDef | ast.ClassDef, ...]:
    """The functions and classes at the top of a module's text, or of what `make_slip` has left for `linecache`."""
    return tuple(node for node in ast.parse(module).body if isinstance(node, ast.FunctionDef | ast.ClassDef))


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
