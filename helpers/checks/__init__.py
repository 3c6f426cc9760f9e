"""Checks that teach: `expect` compares an answer with an exercise's fixture and names the mistake.

In a notebook::

    expect("activations.sigmoid", sigmoid)   # a card; a failed check is an AssertionError
    progress()                               # which exercises of this notebook pass
    example("activations.sigmoid")           # a call and what it should give
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from textwrap import wrap
from typing import Any

from helpers.checks import render
from helpers.checks.specification import FINDING_MIME, Case, Finding, Outcome, Specification, specification_from_fixture
from helpers.checks.verdict import examine, show_case, show_result
from helpers.errors import HelpersError
from helpers.fixtures import FixtureError, load_unit, unit_names
from helpers.messages import load, message

__all__ = [
    "FINDING_MIME",
    "Case",
    "CheckFailed",
    "Finding",
    "Outcome",
    "Specification",
    "example",
    "expect",
    "get_progress",
    "once_filled_in",
    "progress",
    "report",
    "set_progress",
]

LINE_LENGTH = 88  # characters of the sentence that stays below a card
_states: dict[str, dict[str, bool]] = {}  # what this session has seen: key -> claim -> passed


class CheckFailed(HelpersError, AssertionError):
    """A check found the answer not right yet; `finding` says why."""

    def __init__(self, finding: Finding):
        super().__init__(render.finding_text(finding))
        self.finding = finding
        self._shown = False

    def _render_traceback_(self) -> list[str]:
        """IPython asks for this instead of a traceback, once or twice: the card is shown, and one sentence remains."""
        if not self._shown:
            self._shown = True
            _display(render.finding_bundle(self.finding))
        # JupyterLab breaks a long line in the middle of a word, nbgrader's Validate dialog cuts it off.
        return wrap(f"CheckFailed: {self.finding.name} – {self.finding.headline}", LINE_LENGTH)


def expect(key: str, answer: Any, *, claim: str | None = None) -> None:
    """Check an answer on the inputs that the notebook shows.

    Args:
        key: ``<unit>.<exercise>``, e.g. ``"activations.sigmoid"``.
        answer: the student's function or class.
        claim: check only this claim of the exercise; None for all.

    Raises:
        CheckFailed: the answer is not right yet; the message names the mistake and gives a hint.
        FixtureError: there is no such exercise or claim.
    """
    report(_specification(key), answer, claim)


def report(specification: Specification, answer: Any, claim: str | None = None) -> None:
    """Check an answer against a specification: show a line where it is right, raise where it is not.

    Args:
        specification: from a fixture (`expect`) or straight from an exercise's definition (hidden tests).
        answer: the student's function or class.
        claim: the claim that decides; None for all.

    Raises:
        CheckFailed: the answer is not right yet.
        FixtureError: the exercise has no such claim.
    """
    if claim is not None and claim not in specification.claims:
        known = ", ".join(specification.claims)
        raise FixtureError(message("ask.no-claim", key=repr(specification.key), claim=repr(claim), known=known))
    finding, warning = examine(specification, answer, claim)
    decided = [claim] if claim else [finding.claim] if finding else specification.claims
    _states.setdefault(specification.key, {}).update(dict.fromkeys(decided, finding is None))
    if finding:
        raise CheckFailed(finding)
    count = sum(claim in (None, case.claim) for case in specification.cases)
    shown = "" if specification.hidden else warning
    _display(
        {
            "text/html": render.right_html(specification.name, count, shown),
            "text/plain": render.right_text(specification.name, count),
        }
    )


def progress(unit: str | None = None) -> None:
    """Show which exercises of a notebook pass, as far as their checks were run in this session.

    Args:
        unit: e.g. ``"activations"``; None for the unit of the last check.

    Raises:
        FixtureError: no such unit, or None before any check was run.
    """
    if unit is None:
        if not _states:
            raise FixtureError(message("ask.no-check"))
        unit = next(reversed(_states)).split(".")[0]
    rows = []
    for exercise in load_unit(unit)["exercises"]:
        seen = _states.get(f"{unit}.{exercise['id']}", {})
        rows.append((exercise["name"], {case["claim"]: seen.get(case["claim"]) for case in exercise["cases"]}))
    _display({"text/html": render.progress_html(rows), "text/plain": render.progress_text(rows)})


def example(key: str, number: int = 0) -> None:
    """Show a call of an exercise's function and the result that is expected of it.

    Args:
        key: ``<unit>.<exercise>``.
        number: which of the visible inputs, from 0.
    """
    specification = _specification(key)
    case = specification.cases[number]
    call, expected = show_case(specification.name, case), show_result(case.expected)
    _display({"text/html": render.example_html(call, expected), "text/plain": f"{call}\n{expected}"})


def get_progress() -> dict[str, dict[str, bool]]:
    """What `progress` knows: exercise -> claim -> whether it passed, for the checks that were run in this session."""
    return {key: dict(claims) for key, claims in _states.items()}


def set_progress(seen: dict[str, dict[str, bool]]) -> None:
    """Take over what the checks of another session have seen; grading runs tests in a process of their own."""
    for key, claims in seen.items():
        _states.setdefault(key, {}).update(claims)


@contextmanager
def once_filled_in() -> Iterator[None]:
    """Run a block that uses the student's functions; while a blank is still `...`, say so instead of a traceback.

    ``with once_filled_in(): print(sigmoid(z))``. Errors that have another reason pass through.
    """
    try:
        yield
    except Exception as error:
        if not _is_of_a_blank(error):
            raise
        said = message("blank.above")
        _display({"text/html": render.note_html(said), "text/plain": said})


def _is_of_a_blank(error: Exception) -> bool:
    """Whether an error comes from a blank: NumPy and Python speak of an ellipsis, helpers have a sentence for it."""
    if any(getattr(said, "id", "") in ("answers.blank", "gradcheck.blank") for said in error.args):
        return True
    return any(sign in str(error).lower() for sign in ("ellipsis", "inhomogeneous"))


@lru_cache(None)
def _specification(key: str) -> Specification:
    unit, _, name = key.partition(".")
    exercises = load_unit(unit)["exercises"]
    for exercise in exercises:
        if exercise["id"] == name:
            return specification_from_fixture(unit, exercise)
    known = ", ".join(f"{unit}.{exercise['id']}" for exercise in exercises)
    raise FixtureError(message("ask.no-exercise", key=repr(key), known=known))


def load_all() -> None:
    """Read every unit's fixture and the sentences now, for a process that is to be quick later."""
    load()
    for unit in unit_names():
        for exercise in load_unit(unit)["exercises"]:
            _specification(f"{unit}.{exercise['id']}")


def _display(bundle: dict) -> None:
    """Show a MIME bundle in Jupyter, its text elsewhere."""
    if "IPython" in sys.modules:  # never imported just to find out that there is no notebook
        from IPython import display, get_ipython

        if get_ipython() is not None:
            display.display(bundle, raw=True)
            return
    print(bundle["text/plain"])
