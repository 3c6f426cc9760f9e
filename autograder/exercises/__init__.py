"""The exercise bank: what is right, what is wrong and why. Hidden tests call `verify`.

Each unit is a folder: its exercises, and in ``variants.py`` right answers in other styles, which only the audit, the
demonstration and the benchmark load: grading does not need them.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder.errors import DefinitionError, UsageError
from autograder.exercises.definition import Calls, Exercise, Inputs, Mistake, Unit, source_of

__all__ = [
    "UNIT_MODULES",
    "Calls",
    "Exercise",
    "Inputs",
    "Mistake",
    "Unit",
    "all_units",
    "bank_files",
    "find_exercise",
    "find_unit",
    "find_variants",
    "source_of",
    "verify",
    "warm_up",
]

#: Units in the order of the course: id -> module of this package that defines `UNIT`.
UNIT_MODULES = {
    "01_activations": "activations",
    "02_two_layer": "two_layer",
    "03_vectorized": "vectorized",
    "04_perceptron": "perceptron",
    "05_layers": "layers",
    "06_gradient_descent": "gradient_descent",
}
#: The module of a unit that lists right answers in other styles.
VARIANTS_MODULE = "variants"


def find_unit(id: str) -> Unit:
    """The unit with this id.

    Raises:
        UsageError: no such unit; the message lists those that exist.
    """
    if id not in UNIT_MODULES:
        raise UsageError(f"There is no unit {id!r}. Units: {', '.join(UNIT_MODULES)}.")
    return import_module(f"{__name__}.{UNIT_MODULES[id]}").UNIT


def all_units() -> list[Unit]:
    """Every unit, in the order of the course."""
    return [find_unit(id) for id in UNIT_MODULES]


def bank_files(unit: Unit) -> list[Path]:
    """The files that define a unit's exercises: a change to one may change every score. A new variant changes none."""
    home = Path(find_spec(_module(unit)).origin).parent
    return sorted(path for path in home.glob("*.py") if path.stem != VARIANTS_MODULE)


def find_variants(unit: Unit) -> dict[str, list[Callable]]:
    """Right answers in other styles: exercise id -> functions or classes, as the unit's ``variants.py`` lists them.

    Raises:
        DefinitionError: there is no such file, or it has variants of an exercise that the unit does not have.
    """
    module = f"{_module(unit)}.{VARIANTS_MODULE}"
    if find_spec(module) is None:
        raise DefinitionError(f"{unit.id} has no right answers in other styles. List them in VARIANTS of {module}.")
    variants = import_module(module).VARIANTS
    if unknown := sorted(set(variants) - set(unit.exercises)):
        raise DefinitionError(f"{module} has variants of exercises that do not exist: {', '.join(unknown)}.")
    return variants


def _module(unit: Unit) -> str:
    return f"{__name__}.{UNIT_MODULES[unit.id]}"


def find_exercise(key: str) -> Exercise:
    """The exercise with this key, e.g. ``activations.sigmoid``.

    Raises:
        UsageError: no such exercise.
    """
    notebook, _, id = key.partition(".")
    for unit in all_units():
        if unit.notebook == notebook and id in unit.exercises:
            return unit.exercises[id]
    raise UsageError(f"There is no exercise {key!r}. `autograder audit` lists all keys.")


def verify(key: str, answer: Any, *, claim: str) -> None:
    """Hidden test: check an answer on the exercise's secret inputs.

    Args:
        key: ``<unit>.<exercise>``.
        answer: the student's function.
        claim: the claim to test.

    Raises:
        CheckFailed: the answer is wrong; the message names the mistake but shows no secret input.
    """
    from helpers.checks import report

    report(find_exercise(key).hidden, answer, claim)


def warm_up() -> None:
    """Work out every hidden test now, for a process that is to be quick later."""
    for unit in all_units():
        for exercise in unit.exercises.values():
            _ = exercise.hidden
