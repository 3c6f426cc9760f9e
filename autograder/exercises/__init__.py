"""The exercise bank: what is right, what is wrong and why. Hidden tests call `verify`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from autograder.errors import UsageError
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
    """The files that define a unit's exercises: a change to one may change every score."""
    home = Path(import_module(f"{__name__}.{UNIT_MODULES[unit.id]}").__file__)
    return sorted(home.parent.glob("*.py")) if home.name == "__init__.py" else [home]


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
