"""The table of shapes, and what is guessed about a wrong one; see `helpers.shapes`."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # The table.
    "shapes.variable": "variable",
    "shapes.shape": "shape",
    "shapes.expected": "expected",
    "shapes.got": "got",
    "shapes.verdict": "verdict",
    "shapes.right": "ok",
    "shapes.wrong": "wrong",
    "shapes.wrong-word": "WRONG",
    "shapes.missing": "missing",
    "shapes.caption.right": "All {count} shapes are right",
    "shapes.caption.wrong": "{count} of {total} shapes are wrong",
    # What is wrong with a variable.
    "shapes.is-missing": "{name} is missing, expected an array of shape {wanted}. {advice}",
    "shapes.is-no-array": "{name} is {kind}, expected an array of shape {wanted}. {advice}",
    "shapes.has-shape": "{name} has shape {got}, expected {wanted}. {advice}",
    "shapes.unknown-symbol": (
        "The shape of {name} uses {unknown}, but sizes gives only {known}. Add the size, or correct the symbol."
    ),
    "shapes.nothing": "nothing",
    # What may be the cause.
    "shapes.similar": "There is {other}: did you mean {name}?",
    "shapes.not-similar": "Is the line that makes it there, and is it returned under this name?",
    "shapes.fill-in": "Is a `return` or an assignment missing, or a blank not yet filled in?",
    "shapes.make-array": "np.array(...) makes an array of it.",
    "shapes.call-it": "Was the function named, but not called with (...)?",
    "shapes.use-numpy": "Compute it with numpy.",
    "shapes.too-many": "It has too many dimensions: look for a reshape, an np.newaxis or an extra keepdims=True.",
    "shapes.one-number": "It is one single number: did you sum over all axes? Name the axis, and use keepdims=True.",
    "shapes.lost-one": "A dimension of size 1 is lost: keepdims=True keeps it.",
    "shapes.wrong-axis": "Did you sum over the wrong axis?",
    "shapes.too-few": "It has too few dimensions: print the shapes of the factors it is made of.",
    "shapes.not-summed": "Axis {axis} still holds the m = {m} examples: it was not summed over the examples.",
    "shapes.one-example": (
        "It holds one example where m = {m} belong: was it summed too early, or made from one column only?"
    ),
    "shapes.transposed": "It is transposed: is a .T missing or extra, or are the factors in the wrong order?",
    "shapes.square": (
        "A column met a row and they were broadcast to a square: was keepdims=True or a .T forgotten before?"
    ),
    "shapes.summed-away": "Axis {axis} was summed away, expected {expected}: did you sum over the wrong axis?",
    "shapes.wrong-size": "Axis {axis} has size {got}, expected {expected}: which factor brings this axis in?",
    "shapes.or": "or",
}
