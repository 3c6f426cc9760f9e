"""Find the bug: the ReLU layer as document 003 prints it."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Calls, Inputs
from autograder.exercises.layers.unit import (
    DOUT,
    DOUT_NEXT,
    DOUT_ROW,
    DOUT_ROW_NEXT,
    UNIT,
    X_NEXT,
    X_ROW,
    X_ROW_NEXT,
    X,
)


class EitherSide:
    """ReLU with the other slope at the kink, x >= 0."""

    def forward(self, x):
        self.mask = x >= 0
        return np.where(self.mask, x, 0)

    def backward(self, dout):
        return np.where(self.mask, dout, 0)


@UNIT.exercise(
    "document_relu",
    name="DocumentRelu",
    claims={
        "numbers": Inputs(
            visible=[
                Calls(("forward", 10), ("backward", 1), ("forward", -5), ("backward", 1)),
                Calls(("forward", -5), ("forward", 10), ("backward", 1)),
                Calls(("forward", -2), ("backward", 3), ("forward", 7), ("backward", 4)),
            ],
            hidden=[
                Calls(
                    ("forward", -1.5),
                    ("backward", 2.5),
                    ("forward", 3.5),
                    ("backward", -0.5),
                    ("forward", 0.25),
                    ("backward", 4.5),
                ),
                Calls(
                    ("forward", 7.5),
                    ("other.forward", -2.5),
                    ("backward", 1.5),
                    ("forward", -8.5),
                    ("other.forward", 6.5),
                    ("backward", -3.5),
                    ("other.backward", 0.75),
                ),
            ],
        ),
        "arrays": Inputs(
            visible=[
                Calls(("forward", X), ("backward", DOUT)),
                Calls(("forward", -np.abs(X_NEXT)), ("forward", X), ("backward", DOUT_NEXT)),
            ],
            hidden=[
                Calls(("forward", X_ROW), ("backward", DOUT_ROW)),
                Calls(("forward", np.array([2.5, 0.0, -0.5])), ("backward", np.array([-0.7, 1.5, 0.8]))),
                Calls(("forward", X_ROW_NEXT), ("forward", np.abs(X_ROW)), ("backward", DOUT_ROW_NEXT)),
            ],
        ),
    },
    other_end=EitherSide,
    ladder=(
        "After forward(-5), what is self.mask? Then comes forward(10). Which line should change self.mask now, and what does it do?",
        "numbers: `==` asks a question, `=` stores. Arrays: the mask must say yes or no for every element",
        "self.mask = x > 0 in forward, whatever x is; then np.where(self.mask, ..., 0) in both methods",
    ),
)
class DocumentRelu:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        self.mask = x > 0
        return np.where(self.mask, x, 0)

    def backward(self, dout):
        return np.where(self.mask, dout, 0)


@DocumentRelu.mistake(
    "bug-still-there",
    "The document's bug is still there: after a negative x, a positive one does not clear the mask. Read the line that should do it.",
)
class _:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        if x > 0:
            self.mask == None  # noqa: E711
            out = x
        else:
            self.mask = True
            out = 0
        return out

    def backward(self, dout):
        if self.mask == None:  # noqa: E711
            dx = dout * 1
        else:
            dx = dout * 0
        return dx


@DocumentRelu.mistake(
    "numbers-only",
    "Right for numbers. But `if x > 0` wants one yes or no, and an array has many: decide element by element.",
)
class _:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        if x > 0:
            self.mask = None
            out = x
        else:
            self.mask = True
            out = 0
        return out

    def backward(self, dout):
        if self.mask is None:
            dx = dout * 1
        else:
            dx = dout * 0
        return dx


@DocumentRelu.mistake(
    "arrays-only", "Right for arrays, but a plain number has no `copy()` and no places to fill. np.where takes both."
)
class _:
    def forward(self, x):
        out = x.copy()
        self.mask = x <= 0
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dx = dout.copy()
        dx[self.mask] = 0
        return dx


@DocumentRelu.mistake(
    "cleared-in-backward",
    "The mask is cleared after each backward. But nobody promises that a backward comes after every forward: forward itself must set it.",
)
class _:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        if x > 0:
            out = x
        else:
            self.mask = True
            out = 0
        return out

    def backward(self, dout):
        dx = dout * 1 if self.mask is None else dout * 0
        self.mask = None
        return dx


@DocumentRelu.mistake("always-cleared", "The mask is now empty after every forward, so backward lets everything pass.")
class _:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        if x > 0:
            out = x
        else:
            out = 0
        self.mask = None
        return out

    def backward(self, dout):
        if self.mask is None:
            dx = dout * 1
        else:
            dx = dout * 0
        return dx


@DocumentRelu.mistake(
    "exchanged",
    "The two answers of backward are exchanged: what was stopped on the way forward passes on the way back.",
)
class _:
    def forward(self, x):
        self.mask = x > 0
        return np.where(self.mask, x, 0)

    def backward(self, dout):
        return np.where(self.mask, 0, dout)


@DocumentRelu.mistake("any-element", "One positive element lets the whole array pass. Each element has its own answer.")
class _:
    def forward(self, x):
        self.passes = np.any(x > 0)
        return x if self.passes else x * 0

    def backward(self, dout):
        return dout * 1 if self.passes else dout * 0


@DocumentRelu.mistake("all-elements", "One negative element stops the whole array. Each element has its own answer.")
class _:
    def forward(self, x):
        self.passes = np.all(x > 0)
        return x if self.passes else x * 0

    def backward(self, dout):
        return dout * 1 if self.passes else dout * 0


@DocumentRelu.mistake(
    "asks-dout", "backward looks at the sign of dout. Whether something passes was decided by x, on the way forward."
)
class _:
    def forward(self, x):
        return np.where(x > 0, x, 0)

    def backward(self, dout):
        return np.where(dout > 0, dout, 0)


@DocumentRelu.mistake("forward-passes-all", "The way back is right, but forward lets negative numbers pass.")
class _:
    def forward(self, x):
        self.mask = x > 0
        return x

    def backward(self, dout):
        return np.where(self.mask, dout, 0)
