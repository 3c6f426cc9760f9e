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
    "card.cases.one": "{count} input tried",
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
    "progress.partly": "{passed} of {total} checks pass",
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
    "error.raised.mute": "{name} stopped with {error}.",
    "error.signature": "{name} could not be called with {count} arguments. Compare the `def` line with the task's.",
    "error.signature.one": "{name} could not be called with {count} argument. Compare the `def` line with the task's.",
    "error.hidden": "{name} stopped with {error}.",
    "error.unknown": "an error of its own kind",
    # the usual reason for an error, see `explain`
    "error.append": "`append` changes the list itself and gives back None. Write `rows.append(x)` alone, without `rows =` in front of it.",
    "error.arguments": "A function was called with too many arguments, with too few, or with a name that it does not know. "
                       "Compare the call with the function's `def` line or its help.",
    "error.array-method": "This has no such method or attribute. Most things that NumPy does are functions: `np.exp(z)`, not `z.exp()`.",
    "error.attribute": "An attribute is read that was never set. Is `self.` in front of the name where the value is stored? "
                       "Is it spelled the same in both places? And is the method that stores it called first?",
    "error.axis": "An axis is asked for that the array does not have. Axes are counted from 0: a matrix has the axes 0 and 1.",
    "error.brackets": "A function is called with parentheses `( )`. Square brackets `[ ]` take elements out of an array or list.",
    "error.called-on-class": "The method was called on the class itself. Make an object first, by calling the class, and call the "
                             "method on the object; inside the class, on `self`.",
    "error.class-attribute": "The name is looked for in the class itself. Values that belong to an object are stored and read as `self.name`.",
    "error.dict": "A dict does not calculate; its entries do. Take one out by its name, with square brackets.",
    "error.domain": "A function of Python's `math` module got a number for which it is not defined, such as the logarithm of 0 or less.",
    "error.exit": "The code ends Python (`exit()`, `quit()` or `sys.exit()`). Leave that out; `return` ends a function.",
    "error.function": "A function stands where its result should be. Call it: write parentheses with the argument behind its name.",
    "error.import": "Something is imported that is not here. The exercises need NumPy only, which the first cell imports as `np`.",
    "error.index": "An index is too large. Python counts from 0, so the last of n elements has the index n − 1.",
    "error.key": "A dict has no entry of this name. Is it spelled as where it was stored?",
    "error.list": "Python's lists and tuples do not calculate element by element. `np.array(...)` makes an array of one, which does.",
    "error.list-called": "A list or dict cannot be called. If it holds functions, call them one by one, for instance in a loop.",
    "error.list-method": "A Python list or tuple is not an array. `np.array(...)` makes an array of it.",
    "error.list-times-number": "A list or tuple times a number repeats it, or fails. `np.array(...)` makes an array of a list, which "
                               "multiplies element by element. Or does something further up return several values?",
    "error.mask": "A mask must have the shape of the array that it is used on.",
    "error.memory": "This needs more memory than there is. Is an array, or a power, far larger than the task asks for?",
    "error.name": "A name is used that does not exist here. Is it spelled as in the task? Was the cell that defines it run? "
                  "In a class: was it stored with `self.`?",
    "error.name.e": "Python has no `e` of its own. e to the power of x is written `np.exp(x)`; the number alone is `np.e`.",
    "error.name.module": "The notebook imports NumPy only, under the short name `np`: write `np.exp`, `np.sqrt` and so on.",
    "error.name.np": "NumPy is not loaded yet. Run the first code cell of the notebook, the one with the imports.",
    "error.name.numpy": "`{name}` by itself is unknown. It belongs to NumPy: write `np.{right}`.",
    "error.name.sigma": "The sign σ is not known to Python. Write the formula of the sigmoid, or call your own `sigmoid`.",
    "error.negative-power": "Whole numbers cannot be raised to a negative power in NumPy. Write `1 / ...`, or use floats.",
    "error.no-matrix": "`@` multiplies rows by columns, but one side of it is a plain number, or a blank that is still `...`.",
    "error.none": "Something is None where a value is needed. Does a function lack its `return`?",
    "error.not-callable": "Parentheses behind a number or an array mean a call. A product needs its sign: `a * (1 - a)`, not `a(1 - a)`.",
    "error.not-implemented": "The line `raise NotImplementedError` is still there. Put your code in its place.",
    "error.not-in-numpy": "NumPy has nothing of this name. Is it spelled right? Is it a function that you wrote yourself? "
                          "Then call it without `np.`.",
    "error.not-in-numpy.alike": "NumPy has nothing of this name. Is `np.{name}` meant?",
    "error.not-in-numpy.name": "`np.{name}` does not exist in NumPy. Write the formula, or call a function of your own.",
    "error.objects": "NumPy was given something that is not numbers: text, None, a function, or a list with lists of different lengths in it.",
    "error.not-iterable": "A loop needs something to go through, and here it got a single number. "
                          "To repeat something n times, write `for _ in range(n)`.",
    "error.one-number": "A single number is treated as if it had elements. Was an array expected here? What was it made of?",
    "error.one-place": "An array was put where there is room for one number. What shape does the right side have?",
    "error.overflow": "A number became too large to be stored. Is the sign of an exponent right?",
    "error.power": "In Python `^` is not a power (it is exclusive-or). A power is written `**`.",
    "error.recursion": "The function calls itself again and again and never comes to an end. "
                       "Is its own name used where the formula, or another function, is meant?",
    "error.scalar-only": "One number is needed here, and an array was given. Functions of Python's `math` module and `float(...)` "
                         "take one number; NumPy's functions take whole arrays.",
    "error.self": "In a class, the first name in the parentheses of every `def` is `self`; the arguments come behind it.",
    "error.shape-argument": "The shape of a new array is one argument, with parentheses of its own: `np.zeros((2, 3))`.",
    "error.shapes": "Two shapes do not fit together. Write the shapes beside the formula.",
    "error.stop": "`next` was called, but nothing is left.",
    "error.text": "Text and numbers are mixed. Without quotation marks a name stands for its value.",
    "error.too-many-indices": "More indices are given than the array has axes. The inputs may have any shape, also one axis only.",
    "error.truth": "`if`, `and`, `max(...)` and the like need one yes or no; a whole array has no single truth value. "
                   "Ask element by element, e.g. with np.where, np.maximum or a mask.",
    "error.unbound": "A variable is used before it has a value in this function. Is the name spelled the same in every line? "
                     "Is the line that sets it run first, whatever the input?",
    "error.uneven": "Things of different lengths or shapes cannot become the rows of one array. Which of them is shorter, or a single number?",
    "error.whole-array": "The array holds whole numbers, and the result does not fit into it. Make a new array instead of changing the old one.",
    "error.whole-index": "An index must be a whole number, or a mask made by a comparison; here it is something else, perhaps the values themselves.",
    "error.whole-number": "A whole number is needed here, for a length, a shape, an index or an axis, and something else was given.",
    "error.where": "np.where needs three things: the condition, the values where it is true, and the values where it is false.",
    "error.zero-division": "Something is divided by 0. Which denominator can become 0, and for which input?",
    "type.list": "{part} is a {got}; expected {expected}.",
    "type.other": "{part} is of type {got}; expected {expected}.",
    "type.pair": "{part} is one number; a pair (rows, columns) is expected. Parentheses alone make no pair: "
                 "there are two numbers in it, and a comma between them.",
    "type.own": "{part} is an object of a class of your own; expected {expected}.",
    "type.exact": "{part} is of type {got}; expected {expected}. float(...) makes an ordinary number of it.",
    "type.lazy": "{part} is a {got}, which has not computed anything yet; expected {expected}. np.array(list(...)) makes an array of it.",
    "type.function": "{part} is a function, not what it gives. Call it: write parentheses with the argument behind its name.",
    "type.text": "{part} holds text; numbers are expected.",
    "type.objects": "{part} holds Python objects ({got}), not plain numbers. An array of numbers is expected.",
    "type.objects.list": "{part} holds Python objects (a list inside?), not plain numbers. Do all rows have the same length?",
    "type.objects.none": "{part} holds None where numbers are expected. Does a function lack its `return`?",
    "type.objects.function": "{part} holds functions, not what they give. Call each: write parentheses with the argument behind it.",
    "type.complex": "{part} is complex; real numbers are expected. Is there the square root or the logarithm of a negative number?",
    "type.long": "{part} is a whole number of more than 300 digits, far too large.",
    "type.large": "{part} is far too large to be looked at. How many elements should it have?",
    "type.nested": "{part} is a {got} that contains itself, or lists in lists without end.",
    "type.array": "a NumPy array",
    "type.number": "one number",
    "value.wrong": "{part} is {got}, expected {expected}.",
    "value.reversed": "{part} is {got}: the two sizes are exchanged (rows come first, then columns).",
    "part.missing": "The result lacks {part}. Expected: {expected}.",
    "part.extra": "The result has {part}, which was not asked for. Expected: {expected}.",
    "shape.wrong": "{part} has shape {got}, expected {expected}.",
    "shape.transposed": "{part} has shape {got}, expected {expected}: it looks transposed.",
    "shape.number": "{part} has shape {got}; one single number is expected.",
    "shape.scalar": "{part} is one number, expected shape {expected}. Were the elements summed or averaged?",
    "shape.plain-number": "{part} is a plain number; an array of shape {expected} is expected, with one number in it.",
    "shape.squeezed": "{part} has as many numbers as expected, but an axis of length 1 got lost: its shape is {got}, expected {expected}. "
                      "(In a sum or mean, keepdims=True keeps such an axis.)",
    "shape.flattened": "{part} has as many numbers as expected, but not in the right rows and columns: its shape is {got}, "
                       "expected {expected}. Was it flattened or reshaped?",
    "number.nan": "{part} holds nan (not a number) at index {index}. It arises from 0 / 0, or from the logarithm or root of a negative number.",
    "number.nan.scalar": "{part} is nan (not a number). It arises from 0 / 0, or from the logarithm or root of a negative number.",
    "number.inf": "{part} is infinite at index {index}. It arises where something is divided by 0, or grows too large.",
    "number.inf.scalar": "{part} is infinite. It arises where something is divided by 0, or grows too large.",
    "number.between": "a number from {low} to {high}",
    "pattern.negated": "{part} is exactly the negative of the expected value.",
    "pattern.transposed": "{part} is exactly the transpose of the expected value.",
    "pattern.factor": "{part} is exactly {factor} times the expected value.",
    "pattern.precision": "{part} holds {factor} numbers, which keep only a few digits. NumPy's usual type is float64.",
    "pattern.truncated": "{part} is cut to whole numbers. Does an array of integers store the result?",
    "pattern.rounded": "{part} is rounded. Return the full value.",
    "pattern.input": "{part} is the input itself, unchanged.",
    "pattern.zero": "{part} is 0 everywhere. Is something subtracted from itself, multiplied by 0, or never filled in?",
    "pattern.constant": "{part} is the same number everywhere; the expected values differ.",
    "pattern.first-row": "Only the first row of {part} is right.",
    "pattern.first-column": "Only the first column of {part} is right.",
    "pattern.first-example": "Only the first element of {part} is right.",
    "pattern.mean": "{part} holds the mean over axis {axis} in every place.",
    "number.worst": "{part} is {got} at index {index}, expected {expected}. "
                    "{wrong} of {size} elements are off.",
    "number.worst.one": "{part} is {got} at index {index}, expected {expected}. "
                        "{wrong} of {size} elements is off.",
    "number.scalar": "{part} is {got}, expected {expected}.",
    "number.input": "Tried: {call}",
    "number.shape": "{shape} array",
    "argument.changed": "{name} changes its argument in place. Whoever called it still needs the old values: "
                        "work on a new array.",
    "part.result": "the result",
    "hidden.value": "{part} is wrong.",
}


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("helpers", LOCALES, languages=[language], fallback=True)


def counted(key: str, count: int, /, **values: object) -> str:
    """The sentence with this id; its ``.one`` form where it speaks of one thing only."""
    return message(f"{key}.one" if count == 1 else key, count=count, **values)


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
