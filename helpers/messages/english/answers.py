"""What is wrong with a learner's function, or with what it gave; see `helpers.answers`."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "answers.blank": "Fill in the blank (...) in {name} first, then run this cell again.",
    "answers.not-a-function": (
        "{name} should be a function, but it is {kind}. Pass the function itself, without calling it."
    ),
    "answers.not-written": (
        "{name} is not written yet: it raises NotImplementedError. Fill it in, then run this cell again."
    ),
    "answers.raised": "{name} stopped with an error: {error}.",
    "answers.none": "{name} returns None. Does every path through it end with return?",
    "answers.list": "{name} returns {kind}, but a number or a NumPy array is needed.",
    "answers.not-numbers": "{name} returns {kind} instead of numbers.",
    # What sentences call a value: {kind} above.
    "answers.kind-array": "an array of {kind}",
    "answers.kind-value": "a value of type {kind}",
    "answers.kind-list": "a {kind}",
    "answers.kind-list-of": "a {kind} of {count}",
    "answers.kind-none": "None",
    "answers.kind-large": "more than can be looked at",
    "answers.kind-own": "an object of a class of your own",
    "answers.kind-own-array": "an array of objects of a class of your own",
}
