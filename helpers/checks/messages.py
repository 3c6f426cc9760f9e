"""Every sentence that a check says to a student, by id.

The sentences below are the English edition. Another language is a gettext catalogue
``helpers/locale/<language>/LC_MESSAGES/helpers.mo`` whose msgids are these ids (and, for what an exercise says,
``<exercise key>.<mistake id>``); a sentence missing there falls back to English. The environment
variable ``COURSE_LANGUAGE`` chooses.
"""

from __future__ import annotations

import gettext
import os
from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).parent.parent / "locale"

ENGLISH = {
    # the card
    "card.right": "right",
    "card.not-yet": "not yet",
    "card.cases": "{count} inputs tried",
    "card.hint": "Hint {number}",
    "card.next-hint": "Still stuck? The next hint",
    "card.known-mistake": "A known mistake",
    "card.what-was-seen": "What was seen",
    "card.hidden": "Seen on inputs that the notebook does not show",
    "card.warned": "Right, but NumPy warned: {warning}",
    "card.example": "{call} is expected to give",
    # progress
    "progress.title": "{passed} of {total} exercises pass",
    "progress.passed": "passes",
    "progress.failed": "not yet",
    "progress.untried": "not tried",
    # what is said when the numbers match no known mistake
    "blank.value": "Fill in the blank: {name} still returns the dots (…). Replace `...` by your formula.",
    "blank.used": "Fill in the blank: {name} computes with a variable that is still `...`. Replace the dots by your formula.",
    "blank.name": "Fill in the blank: {name} itself is still `...`.",
    "blank.part": "Fill in the blank: {part} is still `...`.",
    "blank.above": "Fill in the blanks (...) further up first, then run this cell again.",
    "value.none": "{name} returns None. Is there a `return` at its end?",
    "value.not-callable": "{name} is {got}, not a function. Was the name overwritten further up?",
    "error.raised": "{name} stopped with {error}: {message}",
    "error.signature": "{name} could not be called with {count} argument(s). Compare the `def` line with the task's.",
    "error.truth": "The code asks `if` of a whole array, which has no single truth value. "
                   "Ask element by element, e.g. with np.where, np.maximum or a mask.",
    "error.scalar-only": "Functions of Python's `math` module take one number; these inputs are arrays. NumPy has the same functions.",
    "error.name": "A name is used that does not exist here: {message}. Is it spelled as in the task? "
                  "In a class: was it stored with `self.`?",
    "error.not-callable": "Parentheses behind a number or an array are read as a call. Is a `*` missing in front of them?",
    "error.sequence": "A tuple or list stands where a number or an array is expected. Does something further up return several values?",
    "error.none": "Something is None. Does a function or method further up return nothing (`list.reverse()` does not, for instance)?",
    "error.attribute": "The object does not have this. Was it stored on the object before (`self.` in front of its name), and is it "
                       "spelled alike in both places?",
    "error.shapes": "Two shapes do not fit together: {message}. Write the shapes beside the formula.",
    "error.no-matrix": "`@` multiplies rows by columns, but one side of it is a plain number, or a blank that is still `...`.",
    "error.one-place": "An array was put where there is room for one number. What shape does the right side have?",
    "error.power": "In Python `^` is not a power (it is exclusive-or). A power is written `**`.",
    "type.list": "{part} is a {got}; a NumPy array is expected.",
    "type.dtype": "{part} holds {got}; numbers are expected.",
    "type.other": "{part} is of type {got}; expected {expected}.",
    "value.wrong": "{part} is {got}, expected {expected}.",
    "value.reversed": "{part} is {got}: the two sizes are exchanged (rows come first, then columns).",
    "part.missing": "The result lacks {part}. Expected: {expected}.",
    "part.extra": "The result has {part}, which was not asked for. Expected: {expected}.",
    "shape.wrong": "{part} has shape {got}, expected {expected}.",
    "shape.transposed": "{part} has shape {got}, expected {expected}: it looks transposed.",
    "shape.scalar": "{part} is one number, expected shape {expected}. Were the elements summed or averaged?",
    "shape.keepdims": "{part} has shape {got}, expected {expected}: an axis got lost (keepdims=True keeps it).",
    "number.nan": "{part} holds nan (not a number) at index {index}.",
    "number.inf": "{part} is infinite at index {index}.",
    "pattern.negated": "{part} is exactly the negative of the expected value.",
    "pattern.transposed": "{part} is exactly the transpose of the expected value.",
    "pattern.factor": "{part} is exactly {factor} times the expected value.",
    "pattern.truncated": "{part} is cut to whole numbers. Does an array of integers store the result?",
    "pattern.rounded": "{part} is rounded. Return the full value.",
    "pattern.input": "{part} is the input itself, unchanged.",
    "pattern.constant": "{part} is the same number everywhere; the expected values differ.",
    "pattern.first-row": "Only the first row of {part} is right.",
    "pattern.first-column": "Only the first column of {part} is right.",
    "pattern.first-example": "Only the first element of {part} is right.",
    "pattern.mean": "{part} holds the mean over axis {axis} in every place.",
    "number.worst": "{part} is {got} at index {index}, expected {expected}. "
                    "{wrong} of {size} elements are off.",
    "number.scalar": "{part} is {got}, expected {expected}.",
    "number.input": "Tried: {call}",
    "argument.changed": "{name} changes its argument in place. Whoever called it still needs the old values: "
                        "work on a new array.",
    "part.result": "the result",
    "error.hidden": "{name} stopped with {error} for inputs that the notebook does not show.",
    "hidden.value": "{part} is wrong for inputs that the notebook does not show.",
}


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("helpers", LOCALES, languages=[language], fallback=True)


def message(key: str, default: str | None = None, /, **values: object) -> str:
    """The sentence with this id in the chosen language, its ``{places}`` filled in.

    Args:
        key: id of the sentence.
        default: English text for ids that are not in `ENGLISH`, such as the hints of an exercise.
        values: what the places stand for; a default is text as it is and takes none.
    """
    english = ENGLISH[key] if default is None else default
    translated = _catalogue(os.environ.get("COURSE_LANGUAGE", "en")).gettext(key)
    text = english if translated == key else translated
    return text.format(**values) if values else text
