"""What is wrong with a result, see `helpers.checks.diagnose`."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "blank.value": "Fill in the blank: {name} still returns the dots (…). Replace `...` by your formula.",
    "blank.used": (
        "Fill in the blank: {name} computes with a variable that is still `...`. Replace the dots by your formula."
    ),
    "blank.name": "Fill in the blank: {name} itself is still `...`.",
    "blank.part": "Fill in the blank: {part} is still `...`.",
    "blank.above": "Fill in the blanks (...) further up first, then run this cell again.",
    "value.none": "{name} returns None. Is there a `return` at its end?",
    "value.not-callable": "{name} is {got}, not a function. Was the name overwritten further up?",
    "type.list": "{part} is a {got}; expected {expected}.",
    "type.other": "{part} is of type {got}; expected {expected}.",
    "type.pair": (
        "{part} is one number; a pair (rows, columns) is expected. Parentheses alone make no pair: there are two "
        "numbers in it, and a comma between them."
    ),
    "type.own": "{part} is an object of a class of your own; expected {expected}.",
    "type.exact": "{part} is of type {got}; expected {expected}. float(...) makes an ordinary number of it.",
    "type.lazy": (
        "{part} is a {got}, which has not computed anything yet; expected {expected}. np.array(list(...)) makes "
        "an array of it."
    ),
    "type.function": (
        "{part} is a function, not what it gives. Call it: write parentheses with the argument behind its name."
    ),
    "type.text": "{part} holds text; numbers are expected.",
    "type.objects": "{part} holds Python objects ({got}), not plain numbers. An array of numbers is expected.",
    "type.objects.list": (
        "{part} holds Python objects (a list inside?), not plain numbers. Do all rows have the same length?"
    ),
    "type.objects.none": "{part} holds None where numbers are expected. Does a function lack its `return`?",
    "type.objects.function": (
        "{part} holds functions, not what they give. Call each: write parentheses with the argument behind it."
    ),
    "type.complex": (
        "{part} is complex; real numbers are expected. Is there the square root or the logarithm of a negative number?"
    ),
    "type.long": "{part} is a whole number of more than 300 digits, far too large.",
    "type.large": "{part} is far too large to be looked at. How many elements should it have?",
    "type.nested": "{part} is a {got} that contains itself, or lists in lists without end.",
    "type.array": "a NumPy array",
    "type.number": "one number",
    "type.array-or-number": "NumPy array or number",
    "value.of-type": "of type {type}",
    "value.wrong": "{part} is {got}, expected {expected}.",
    "value.reversed": "{part} is {got}: the two sizes are exchanged (rows come first, then columns).",
    "part.missing": "The result lacks {part}. Expected: {expected}.",
    "part.extra": "The result has {part}, which was not asked for. Expected: {expected}.",
    "shape.wrong": "{part} has shape {got}, expected {expected}.",
    "shape.transposed": "{part} has shape {got}, expected {expected}: it looks transposed.",
    "shape.number": "{part} has shape {got}; one single number is expected.",
    "shape.scalar": "{part} is one number, expected shape {expected}. Were the elements summed or averaged?",
    "shape.plain-number": "{part} is a plain number; an array of shape {expected} is expected, with one number in it.",
    "shape.squeezed": (
        "{part} has as many numbers as expected, but an axis of length 1 got lost: its shape is {got}, expected "
        "{expected}. (In a sum or mean, keepdims=True keeps such an axis.)"
    ),
    "shape.flattened": (
        "{part} has as many numbers as expected, but not in the right rows and columns: its shape is {got}, "
        "expected {expected}. Was it flattened or reshaped?"
    ),
    "number.nan": (
        "{part} holds nan (not a number) at index {index}. It arises from 0 / 0, or from the logarithm or root of"
        " a negative number."
    ),
    "number.nan.scalar": (
        "{part} is nan (not a number). It arises from 0 / 0, or from the logarithm or root of a negative number."
    ),
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
    "number.worst": "{part} is {got} at index {index}, expected {expected}. {count} of {size} elements are off.",
    "number.worst.one": "{part} is {got} at index {index}, expected {expected}. {count} of {size} elements is off.",
    "number.scalar": "{part} is {got}, expected {expected}.",
    "number.input": "Tried: {call}",
    "number.shape": "{shape} array",
    "argument.changed": (
        "{name} changes its argument in place. Whoever called it still needs the old values: work on a new array."
    ),
    "part.result": "the result",
    "part.call": "call {number}{entry}",
    "part.comparison": "the comparison of call {later} with call {earlier}",
    # what `helpers.checks.probes` finds
    "look.not-finite": "nan or infinite, shape {shape}",
    "look.zero": "all zero, shape {shape}",
    "look.large": "numbers of size 1 and more, shape {shape}",
    "look.constant": "the same number everywhere, shape {shape}",
    "look.equal-rows": "numbers with equal rows, shape {shape}",
    "look.small": "different small numbers, shape {shape}",
    "look.no-array": "no array of numbers but {got}",
    "look.same-numbers": "same numbers",
    "look.other-numbers": "other numbers",
    "hidden.value": "{part} is wrong.",
}
