"""What pages for students say; part of the one catalogue, see `helpers.messages`. Pages for instructors are in English."""

from __future__ import annotations

from helpers.messages import add_messages

MESSAGES: dict[str, str] = {
    # the head of a page
    "page.feedback": "Feedback",
    "page.feedback-for": "Feedback for {student}",
    "page.unit": "Unit {number}: {name}",
    "page.other-cells": "other cells",
    # a submission that has no score, and what a student can do about it
    "page.problem.missing": "No notebook was found",
    "page.problem.refused": "Your file could not be read",
    "page.problem.failed": "Your submission could not be graded",
    "page.problem.gone": "Nothing can be shown",
    "page.advice": "What to do:",
    "page.advice.missing": "Hand in the notebook under its own name, {notebook}.ipynb.",
    "page.advice.refused": (
        "Open it in JupyterLab, choose Restart Kernel and Run All Cells, save, and hand it in again. If it does not "
        "open, take a fresh {notebook}.ipynb and copy your answers into it."
    ),
    "page.advice.failed": (
        "This need not be your fault, and it is not a score of 0. Tell your instructor, and keep your file as it is."
    ),
    "page.advice.gone": "The graded notebook is no longer there. Ask your instructor to grade it again.",
    # points
    "page.score": "Score",
    "page.no-score": "No score yet",
    "page.no-score-sentence": "There is no score yet.",
    "page.score-now": "Score now: {points} of {most} points.",
    "page.points": "{points} of {most} points",
    "page.late": "{points} points were taken off because it was handed in late.",
    "page.some-complete": "{done} of {total} exercises are complete. Go on with {exercise}.",
    "page.all-complete": "Every exercise is complete.",
    "page.restored": "Read-only cells that were changed were put back before grading: {cells}.",
    # an exercise and its claims
    "page.complete": "complete",
    "page.not-yet": "not yet",
    "page.complete-points": "complete · {points} of {most}",
    "page.not-yet-points": "not yet · {points} of {most}",
    "page.claim.passed": "passed, {points} of {most}",
    "page.claim.partly": "partly, {points} of {most}",
    "page.claim.failed": "not yet, {points} of {most}",
    "page.same-reason": "For the same reason as the one above.",
    "page.mistake": "A known mistake: {mistake}",
    "page.hidden": "Seen on inputs that the notebook does not show.",
    "page.grader": "Your grader wrote:",
    "page.hint": "A hint ({number} of {total})",
    "page.next-hint": "Still stuck? The next hint ({number} of {total})",
    "page.code": "Your code",
    # a test cell that ended without a finding
    "page.check-failed": "The check failed.",
    "page.error.time": "The code did not finish within the time limit. Is there a loop that never ends?",
    "page.error.seconds": (
        "The code did not finish within the time limit of {seconds} seconds. Is there a loop that never ends?"
    ),
    "page.error.died": (
        "Python itself stopped while this test ran: too much memory, a call that never stops calling itself, or a call "
        "such as exit(). Does the notebook run through from the top after Restart Kernel?"
    ),
    "page.error.not-run": (
        "This test did not run, because an earlier cell stopped the notebook. Repair that one first."
    ),
    "page.error.undefined": (
        "The name {name} does not exist when the notebook runs from the top. Is it spelled as in the task?"
    ),
    "page.error.stopped": (
        "The test stopped with {error}. Does the notebook run through from the top after Restart Kernel?"
    ),
    "page.error.none": "No reason was noted. Ask your instructor.",
    # in place of what a student's own code put into a finding, see `autograder.results.quotes`
    "page.unquoted.error": "{name} stopped with {error}. The check's own input shows it: run the check in your notebook.",
    "page.unquoted.not-callable": "something else",
    "page.unquoted.extra": "The result has a part that was not asked for.",
    # in nbgrader's own feedback
    "page.withheld": (
        "(What this cell showed is left out here, because tests had run before it. Your own notebook has it.)"
    ),
}

add_messages(MESSAGES)
