"""What a check knows before the student's code runs (`Specification`) and what it says afterwards (`Finding`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from helpers.answers import Outcome
from helpers.fixtures import decode
from helpers.messages import Sentence

#: MIME type under which a check leaves its finding in a notebook's outputs, for feedback and reports.
FINDING_MIME = "application/vnd.backprop.check+json"


@dataclass(frozen=True)
class Case:
    """One input, the right answer, and what each known mistake makes of it.

    Attributes:
        claim: the claim that this input is to test, e.g. "values".
        arguments: positional arguments of the call; with `calls`, those of the class.
        calls: for a class, the methods that are called one after the other on one object, each with its arguments,
            ``(("forward", (x,)), ("backward", (dout,)))``, or with ``("other.forward", (x,))`` on a second object of
            the class; for a function that is called several times, the same with
            "" for the name. The result is then a dict of all results.
        probe: name of a function of `helpers.checks.probes`: not the result itself is compared, but what it finds.
        expected: the right result.
        other_end: a second right result; every number between it and `expected` is right (subgradients at a kink).
        keeps_arguments: whether an argument changed in place makes the case fail.
        rtol: relative tolerance of this case.
        sizes: names of numbers that a wrong factor may turn out to be, e.g. ``{"m": 5}``.
        mistakes: what each known mistake gives, by the mistake's id.
    """

    claim: str
    arguments: tuple
    expected: Any
    calls: tuple[tuple[str, tuple], ...] = ()
    probe: str = ""
    other_end: Any = None
    keeps_arguments: bool = False
    rtol: float = 1e-6
    sizes: Mapping[str, int] = field(default_factory=dict)
    mistakes: Mapping[str, Outcome] = field(default_factory=dict)


@dataclass(frozen=True)
class Specification:
    """All that the check of one exercise needs; holds numbers, never a solution.

    Attributes:
        key: ``<unit>.<exercise>``.
        name: the name that the student's function must have.
        cases: in the order in which they are tried.
        hints: what to say about each known mistake, by its id.
        ladder: three hints, each saying more: a question, the formula, near-code.
        hidden: whether the inputs are secret; then no message may show one.
    """

    key: str
    name: str
    cases: tuple[Case, ...]
    hints: Mapping[str, str]
    ladder: tuple[str, ...]
    hidden: bool = False

    @property
    def claims(self) -> tuple[str, ...]:
        """Names of the claims, in order, each once."""
        return tuple(dict.fromkeys(case.claim for case in self.cases))


@dataclass(frozen=True)
class Finding:
    """Why an answer is not right yet, in words.

    Attributes:
        key: the exercise.
        name: the student's function.
        claim: the claim that failed.
        kind: what sort of fault: ``blank error type shape number pattern argument mistake`` or ``value``.
        headline: one sentence.
        details: further sentences: what was seen.
        mistake: id of the known mistake, None where the numbers match none.
        hint: the known mistake's hint.
        ladder: the exercise's hint ladder.
        hidden: found on inputs that the notebook does not show.

    The texts are `Sentence` objects, so that `to_dict` can hand on which sentences they are.
    """

    key: str
    name: str
    claim: str
    kind: str
    headline: Sentence
    details: tuple[Sentence, ...] = ()
    mistake: str | None = None
    hint: Sentence | None = None
    ladder: tuple[Sentence, ...] = ()
    hidden: bool = False

    def to_dict(self) -> dict:
        """Plain data for the notebook's output, see `FINDING_MIME`."""
        plain = dict(vars(self))
        plain |= {"headline": str(self.headline), "hint": self.hint and str(self.hint)}
        plain |= {"details": [str(detail) for detail in self.details], "ladder": [str(hint) for hint in self.ladder]}
        return plain | {
            "said": {"headline": self.headline.to_dict(), "details": [detail.to_dict() for detail in self.details]}
        }


def specification_from_fixture(unit: str, exercise: dict) -> Specification:
    """Read one exercise of a unit's fixture (see `helpers.fixtures`)."""
    return Specification(
        key=f"{unit}.{exercise['id']}",
        name=exercise["name"],
        cases=tuple(_case_from_fixture(case) for case in exercise["cases"]),
        hints=exercise["hints"],
        ladder=tuple(exercise["ladder"]),
    )


def _case_from_fixture(raw: dict) -> Case:
    return Case(
        claim=raw["claim"],
        arguments=decode(raw["arguments"]),
        expected=decode(raw["expected"]),
        calls=tuple(decode(raw.get("calls", []))),
        probe=raw.get("probe", ""),
        other_end=decode(raw.get("other_end")),
        keeps_arguments=raw.get("keeps_arguments", False),
        rtol=raw.get("rtol", Case.rtol),
        sizes=raw.get("sizes", {}),
        mistakes={name: outcome_from_fixture(outcome) for name, outcome in raw["mistakes"].items()},
    )


def outcome_from_fixture(raw: dict) -> Outcome:
    """Read one outcome of a fixture."""
    return Outcome(
        value=decode(raw.get("value")),
        error=raw.get("error"),
        message=raw.get("message", ""),
        changed=tuple(raw.get("changed", ())),
    )
