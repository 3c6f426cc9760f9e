"""What a student's own code put into a finding, taken out of it.

The check of a visible input may repeat what the code chose: the text of an error, the repr of something that is no function. Code that
an earlier hidden test has called could put the inputs of that test there. So a page for students names the kind of fault only; the
notebook shows the rest to whoever runs the check. Numbers stay: one number for a check that fails is no way to learn a hidden test.
"""

from __future__ import annotations

from helpers.checks.explain import KNOWN_ERRORS
from helpers.checks.messages import message

TEXT = {
    "error": "The check's own input shows it: run the check in your notebook.",
    "not-callable": "something else",
    "extra": "The result has a part that was not asked for.",
}


def unquoted_headline(finding: dict) -> str:
    """The headline of a finding, without any text that the student's code chose.

    Args:
        finding: as `helpers.checks.Finding.to_dict` gives it, or whatever stands in its place.
    """
    name, headline = str(finding.get("name") or ""), finding.get("headline")
    if not isinstance(headline, str):
        return ""
    raised = _between("error.raised", headline, "error", name=name, message="") or _between("error.raised.mute", headline, "error", name=name)
    if raised:
        error = raised.partition(":")[0].removesuffix(".")
        shown = error if error in KNOWN_ERRORS else message("error.unknown")
        return f"{message('error.raised.mute', name=name, error=shown)} {TEXT['error']}"
    if _between("value.not-callable", headline, "got", name=name) is not None:
        return message("value.not-callable", name=name, got=TEXT["not-callable"])
    if _between("part.extra", headline, "part", expected="") is not None:
        return TEXT["extra"]
    return headline


def quotes(finding: dict) -> bool:
    """Whether the finding's headline holds text that the student's code chose."""
    return unquoted_headline(finding) != (finding.get("headline") or "")


def _between(key: str, text: str, place: str, **values: str) -> str | None:
    """What stands in one place of a sentence of the catalogue and behind it, None where the text is another sentence."""
    before, _, after = message(key, **{place: "\0"}, **values).partition("\0")
    rest = text.removeprefix(before)
    return rest if text.startswith(before) and after.strip() in rest else None
