"""How good are the tests? Every known mistake must lose points and be named; every right variant must keep all points;
and of the mistakes that are generated (`autograder.authoring.mutants`) nearly all must lose points.

The audit runs the test cells of the source notebook themselves, hidden parts included, on each implementation,
written into the notebook as a student would have it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.authoring.mutants import survey
from autograder.course import Course
from autograder.errors import DefinitionError
from autograder.exercises import Exercise, Unit, find_variants, source_of
from helpers.checks import CheckFailed

MIN_MISTAKES, MIN_VARIANTS, MIN_NAMED, MIN_KILLED = 8, 4, 0.95, 0.98
POINTS = 100  # of each notebook


@dataclass(frozen=True)
class ExerciseAudit:
    """The audit of one exercise.

    Attributes:
        key: the exercise.
        mistakes, caught, named: known mistakes; those that lose points; those that a check names, and names rightly.
        variants, passed: right answers in other styles; those that keep all points.
        mutants, killed: generated mistakes, without those that are equivalent to the reference; those that lose points.
        survivors: the mutants that keep all points, in words.
        problems: one sentence for each thing that is not as it should be.
    """

    key: str
    mistakes: int
    caught: int
    named: int
    variants: int
    passed: int
    mutants: int
    killed: int
    survivors: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Audit:
    """The audit of a unit: of its exercises, and what is wrong with the notebook as a whole."""

    unit: str
    exercises: tuple[ExerciseAudit, ...]
    problems: tuple[str, ...] = ()

    @property
    def named_share(self) -> float:
        """Share of the mistakes that are named rightly."""
        mistakes = sum(exercise.mistakes for exercise in self.exercises)
        return sum(exercise.named for exercise in self.exercises) / mistakes if mistakes else 1.0

    @property
    def killed_share(self) -> float:
        """Share of the mutants that lose points."""
        mutants = sum(exercise.mutants for exercise in self.exercises)
        return sum(exercise.killed for exercise in self.exercises) / mutants if mutants else 1.0

    @property
    def ok(self) -> bool:
        """Every mistake loses points, enough are named, every variant keeps all points, every exercise has enough of
        both; and enough mutants are found."""
        faults = self.problems or any(exercise.problems for exercise in self.exercises)
        return self.named_share >= MIN_NAMED and self.killed_share >= MIN_KILLED and not faults

    def to_dict(self) -> dict:
        """Plain data for ``--json``."""
        return {
            "unit": self.unit,
            "ok": self.ok,
            "named_share": round(self.named_share, 4),
            "killed_share": round(self.killed_share, 4),
            "problems": self.problems,
            "exercises": [asdict(exercise) for exercise in self.exercises],
        }


def audit_unit(course: Course, unit: Unit, on_exercise: Callable[[str], None] = lambda key: None) -> Audit:
    """Audit every exercise of a unit.

    Args:
        course: where the source notebook is.
        unit: the unit.
        on_exercise: called with each key before it is audited.

    Raises:
        DefinitionError: the source notebook does not run, or the variants are not those of its exercises.
    """
    variants = find_variants(unit)
    bench = TestBench(course, unit)
    audits = []
    for id, exercise in unit.exercises.items():
        on_exercise(exercise.key)
        audits.append(_audit_exercise(bench, exercise, variants.get(id, [])))
    points = bench.all_points()
    wrong = () if points == POINTS else (f"The points of the notebook add up to {points:g}; expected {POINTS}.",)
    return Audit(unit.id, tuple(audits), wrong)


class TestBench:
    """A unit's source notebook, ready to have one function exchanged and its tests run.

    Args:
        course, unit: which notebook.

    Raises:
        DefinitionError: a given or solution cell does not run.
    """

    __test__ = False

    def __init__(self, course: Course, unit: Unit):
        cells = nbformat.read(course.source(unit), as_version=4).cells
        self._namespace: dict = {"__name__": "__main__"}
        for cell in cells:
            settings = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and settings and not settings.get("grade"):
                self._run_given(cell, unit)
        self._tests = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]

    def _run_given(self, cell: NotebookNode, unit: Unit) -> None:
        try:
            exec(compile(cell.source, f"<{unit.notebook}:{cell.id}>", "exec"), self._namespace)
        except Exception as error:
            raise DefinitionError(f"Cell {cell.id!r} of {unit.notebook}.ipynb does not run: {error!r}.") from error

    def solution(self, exercise: Exercise) -> Callable:
        """The function that the source notebook's solution cell defines."""
        return self._namespace[exercise.name]

    def tests_of(self, exercise: Exercise) -> list[NotebookNode]:
        """The test cells that name the exercise's key."""
        return [cell for cell in self._tests if re.search(rf"[\"']{re.escape(exercise.key)}[\"']", cell.source)]

    def points(self, exercise: Exercise) -> float:
        """All points of the exercise."""
        return sum(float(cell.metadata.nbgrader.points) for cell in self.tests_of(exercise))

    def all_points(self) -> float:
        """All points of the notebook."""
        return sum(float(cell.metadata.nbgrader.points) for cell in self._tests)

    def run(self, exercise: Exercise, source: str) -> tuple[float, dict[str, str | None]]:
        """Write a function into the notebook and run the exercise's tests.

        Args:
            exercise: whose tests.
            source: source text that defines a function of the exercise's name.

        Returns:
            The points that were earned; and for every failed cell, by its id, the mistake that the check named (None:
            none).
        """
        namespace = dict(self._namespace)
        earned, named = 0.0, {}
        with redirect_stdout(io.StringIO()):
            exec(source, namespace)
            for cell in self.tests_of(exercise):
                try:
                    exec(cell.source, dict(namespace))
                except CheckFailed as failed:
                    named[cell.id] = failed.finding.mistake
                except Exception:
                    named[cell.id] = None
                else:
                    earned += float(cell.metadata.nbgrader.points)
        return earned, named


def _audit_exercise(bench: TestBench, exercise: Exercise, variants: list[Callable]) -> ExerciseAudit:
    problems = list(_standing_problems(bench, exercise, len(variants)))
    points, caught, named, passed = bench.points(exercise), 0, 0, 0
    never_failed = {cell.id for cell in bench.tests_of(exercise)}
    for mistake in exercise.mistakes:
        earned, names = bench.run(exercise, source_of(mistake.implementation, exercise.name))
        caught += earned < points
        never_failed -= names.keys()
        said = set(names.values())
        rightly = mistake.id in said and said <= {mistake.id, None}
        named += rightly
        if earned >= points:
            problems.append(f"The mistake {mistake.id!r} keeps all points.")
        elif not rightly:
            told = ", ".join(sorted(name for name in names if name)) or "nothing"
            problems.append(f"The mistake {mistake.id!r} is not named rightly; the checks name {told}.")
    problems += [f"No known mistake fails the test cell {cell!r}. Can it fail at all?" for cell in sorted(never_failed)]
    for variant in variants:
        earned, _ = bench.run(exercise, source_of(variant, exercise.name))
        passed += earned == points
        if earned < points:
            problems.append(f"The right variant {variant.__name__!r} gets {earned:g} of {points:g} points.")
    mutants = survey(exercise)
    survivors = tuple(mutant.change for mutant in mutants.survivors)
    return ExerciseAudit(
        exercise.key,
        len(exercise.mistakes),
        caught,
        named,
        len(variants),
        passed,
        mutants.killed + len(survivors),
        mutants.killed,
        survivors,
        tuple(problems),
    )


def _standing_problems(bench: TestBench, exercise: Exercise, variants: int) -> Iterator[str]:
    """What is wrong with an exercise before anything is run."""
    if not bench.tests_of(exercise):
        yield "No test cell of the source notebook names this exercise."
    if len(exercise.mistakes) < MIN_MISTAKES and not exercise.few_mistakes:
        yield f"It has {len(exercise.mistakes)} mistakes; expected {MIN_MISTAKES}, or the reason in few_mistakes."
    if variants < MIN_VARIANTS:
        yield f"It has {variants} right variants; expected {MIN_VARIANTS}."
    source = "\n".join(cell.source for cell in bench.tests_of(exercise))
    for claim in exercise.claims:
        if f'verify("{exercise.key}", {exercise.name}, claim="{claim}")' not in source:
            yield f"No hidden test of the source notebook verifies the claim {claim!r}."
    untested = [claim for claim in exercise.claims if not exercise.claims[claim].hidden]
    if untested:
        yield f"Claims without hidden inputs: {', '.join(untested)}. A table of the visible answers would pass them."
