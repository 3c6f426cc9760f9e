"""What a learner may hand over instead of a function of x, each with words of the sentence that an explorer answers."""

from __future__ import annotations

import numpy as np


def _not_written(x):
    raise NotImplementedError


WRONG_FUNCTIONS = {
    "blank": (lambda x: ..., "Fill in the blank (...) in "),
    "none": (lambda x: None, "returns None"),
    "list": (lambda x: [1.0] * len(x), "one number for each x"),
    "one number": (lambda x: 1.0, "a single number, 1, for a whole array of x"),
    "shape": (lambda x: x[:7], "shape (7,) for an array x of shape"),
    "nan": (lambda x: x * np.nan, "nan for every x from"),
    "raises": (lambda x: 1 // 0, "ZeroDivisionError"),
    "not written": (_not_written, "not written yet"),
    "called": (3.0, "should be a function"),
}
