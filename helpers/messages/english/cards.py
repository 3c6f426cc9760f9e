"""The card of a check, the table of progress, and what stands beside them."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "card.right": "right",
    "card.not-yet": "not yet",
    "card.cases": "{count} inputs tried",
    "card.cases.one": "{count} input tried",
    "card.hint": "Hint {number}",
    "card.next-hint": "Still stuck? The next hint",
    "card.known-mistake": "A known mistake",
    "card.what-was-seen": "What was seen",
    "card.hidden": "Seen on inputs that the notebook does not show",
    "card.warned": "Right, but NumPy warned: {warning}",
    "card.example": "{call} is expected to give",
    "progress.title": "{passed} of {total} exercises pass",
    "progress.passed": "passes",
    "progress.partly": "{passed} of {total} checks pass",
    "progress.failed": "not yet",
    "progress.untried": "not tried",
    # what was typed is not there
    "ask.no-check": "No check has run yet. Run one, or name the unit: progress('activations').",
    "ask.no-claim": "Exercise {key} makes no claim {claim}. Claims: {known}.",
    "ask.no-exercise": "There is no exercise {key}. Exercises: {known}.",
    "ask.no-unit": "There is no unit {unit}. Units: {known}. Is the key spelled as in the notebook?",
    "ask.damaged": "{file} is damaged ({error}). Get a fresh copy of the course's helpers folder.",
}
