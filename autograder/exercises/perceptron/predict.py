"""Yes or no: the perceptron's answer as 0 or 1."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.perceptron.given import forward
from autograder.exercises.perceptron.unit import FRACTIONS, LONG, SECRET_FRACTIONS, SMALL, UNIT, WIDE

# W x + b is exactly 0 for some columns, in whatever order it is added up: only halves and whole numbers.
ON_THE_LINE = np.array([[0.0, 2.0, 1.0, -1.0], [0.0, 1.0, -0.5, 2.0]]), np.array([[1.0, -2.0]]), np.array([[0.0]])
SECRET_ON_THE_LINE = (
    np.array([[1.0, 0.5, 3.0, -2.0, 0.0], [2.0, 0.5, -1.0, 0.0, 3.0], [0.0, -0.5, 0.5, 2.0, -1.0]]),
    np.array([[-1.0, 1.0, 2.0]]),
    np.array([[-1.0]]),
)


@UNIT.exercise(
    "predict",
    claims={
        "values": Inputs(
            visible=[(SMALL.X, SMALL.W, SMALL.b), (FRACTIONS.X, FRACTIONS.W, FRACTIONS.b)],
            hidden=[
                (WIDE.X, WIDE.W, WIDE.b),
                (LONG.X, LONG.W, LONG.b),
                (SECRET_FRACTIONS.X, SECRET_FRACTIONS.W, SECRET_FRACTIONS.b),
            ],
        ),
        "on the line": Inputs(visible=[ON_THE_LINE], hidden=[SECRET_ON_THE_LINE]),
    },
    ladder=(
        "A is between 0 and 1. From which A on is the answer rather yes than no, and what was agreed for exactly ½?",
        "1 where A ≥ ½, and 0 elsewhere",
        "compare the result of forward(X, W, b) with 0.5, using >=; .astype(float) turns True and False into 1 and 0",
    ),
)
def predict(X, W, b):
    return (forward(X, W, b) >= 0.5).astype(float)


predict.slips("""
activations-returned: Those are the activations. Asked for is a decision: 0 or 1.
    return forward(X, W, b)
half-is-no: A = ½ exactly comes out as 0, but the task counts it as yes. (`>` leaves it out; np.round rounds ½ to the even neighbour, 0.)
    return np.round(forward(X, W, b))
reversed: Yes and no are exchanged: a large A means yes.
    return (forward(X, W, b) < 0.5).astype(float)
threshold-on-z: Z is compared with ½. The threshold ½ belongs to A, after the activation; where is Z when A is ½?
    return (W @ X + b >= 0.5).astype(float)
bias-forgotten: b is missing, so the border goes through the origin.
    return (W @ X >= 0).astype(float)
flattened: The decisions are right, but an axis got lost: the result has the shape (1, m) of Y.
    return (forward(X, W, b) >= 0.5).astype(float).ravel()
minus-one: No is written as −1. Y says 0 for no.
    return np.where(forward(X, W, b) >= 0.5, 1.0, -1.0)
one-for-all: One decision is made for all examples together. Each has its own.
    return float(np.mean(forward(X, W, b)) >= 0.5)
always-yes: Every answer is 1. A is above 0 always, so the threshold cannot be there (and np.ceil rounds every A up).
    return np.ceil(forward(X, W, b))
always-no: Every answer is 0: turning numbers below 1 into integers cuts them to 0.
    return forward(X, W, b).astype(int)
""")


@predict.mistake("if-on-array", "`if` needs one yes or no; an array of answers has many. Compare element by element.")
def _(X, W, b):
    if forward(X, W, b) >= 0.5:
        return 1
    return 0


predict.slips("""
int-of-array: int turns one number into a whole one; here is an array with an answer for each example. Arrays have .astype for that.
    return int(forward(X, W, b) >= 0.5)
list-returned: The decisions are right, but they are a Python list. Return an array of the shape (1, m).
    return [1 if a >= 0.5 else 0 for a in forward(X, W, b)[0]]
""")
