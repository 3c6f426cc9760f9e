"""A stored finding as a page for students tells it: in the language of the class, without what a student's own code put
into it.

The check of a visible input may repeat what the code chose: the text of an error, the repr of something that is no
function. Code that an earlier hidden test has called could put the inputs of that test there. So a page for students
names the kind of fault only; the notebook shows the rest to whoever runs the check. Numbers stay: one number for a
check that fails is no way to learn a hidden test.

A finding names its sentences (`helpers.checks.Finding.to_dict`), so they are told anew. Without the checker's own
process a student can print a finding, so nothing about its form is taken for granted; what names no sentence is shown
as it is.
"""

from __future__ import annotations

from autograder.results import sentences  # noqa: F401  (the sentences of the pages join the catalogue)
from helpers.checks.explain import KNOWN_ERRORS
from helpers.messages import Sentence, message, retell

#: Sentences that repeat what the student's code chose.
_RAISED = ("error.raised", "error.raised.mute")
#: Kinds of findings in which they occur; of such a finding without sentences nothing is shown.
_QUOTING_KINDS = ("error", "type")


def unquoted_headline(finding: dict) -> str:
    """The headline of a finding, without any text that the student's code chose.

    Args:
        finding: as `helpers.checks.Finding.to_dict` gives it, or whatever stands in its place.
    """
    if not isinstance(finding.get("headline"), str):
        return ""
    told = _told(finding, "headline")
    if told is None:
        return message("page.check-failed") if finding.get("kind") in _QUOTING_KINDS else finding["headline"]
    if told.id in _RAISED:
        error = told.values["error"]
        shown = error if error in KNOWN_ERRORS else message("error.unknown")
        return message("page.unquoted.error", name=told.values["name"], error=shown)
    if told.id == "value.not-callable":
        return message(told.id, name=told.values["name"], got=message("page.unquoted.not-callable"))
    return message("page.unquoted.extra") if told.id == "part.extra" else told


def quotes(finding: dict) -> bool:
    """Whether the finding's headline holds text that the student's code chose."""
    told = _told(finding, "headline")
    if told is None:
        return finding.get("kind") in _QUOTING_KINDS
    return told.id in (*_RAISED, "value.not-callable", "part.extra")


def told_details(finding: dict) -> list[str]:
    """The details of a finding; none where they are not what a check gives."""
    texts, said = finding.get("details"), finding.get("said")
    if not isinstance(texts, list | tuple):
        return []
    stored = said.get("details") if isinstance(said, dict) else None
    if not isinstance(stored, list) or len(stored) != len(texts):
        stored = [None] * len(texts)
    return [retell(raw) or str(text) for raw, text in zip(stored, texts, strict=True)]


def told_hint(finding: dict) -> str:
    """The hint of the known mistake; "" for none."""
    told = _told(finding, "headline")
    return told if told and told.id.startswith("hint.") else str(finding.get("hint") or "")


def _told(finding: dict, part: str) -> Sentence | None:
    said = finding.get("said")
    return retell(said.get(part)) if isinstance(said, dict) else None
