"""From probabilities to labels, and what share of them is right."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.gradient_descent.given import forward
from autograder.exercises.gradient_descent.unit import (
    NETWORK,
    NETWORK_ONE_OUTPUT,
    SECRET_NETWORK,
    SECRET_NETWORK_ONE_OUTPUT,
    SECRET_NETWORK_WIDE,
    UNIT,
    Network,
)


def _asked(network: Network, threshold: float) -> tuple:
    return network.X, network.parameters, threshold


@UNIT.exercise(
    "predict",
    claims={
        "values": Inputs(
            visible=[
                _asked(NETWORK, 0.5),
                _asked(NETWORK_ONE_OUTPUT, 0.5),
                _asked(NETWORK, 0.7),
                _asked(NETWORK_ONE_OUTPUT, 0.4),
            ],
            hidden=[
                _asked(SECRET_NETWORK, 0.5),
                _asked(SECRET_NETWORK_WIDE, 0.5),
                _asked(SECRET_NETWORK_WIDE, 0.65),
                _asked(SECRET_NETWORK, 0.35),
                _asked(SECRET_NETWORK_ONE_OUTPUT, 0.3),
                _asked(SECRET_NETWORK_ONE_OUTPUT, 0.45),
            ],
        )
    },
    ladder=(
        "The last layer gives numbers between 0 and 1. Which of them become label 1?",
        "label = 1 where A2 > threshold, else 0",
        'forward(X, parameters)["A2"] compared with the threshold, as an array of floats (.astype(float))',
    ),
)
def predict(X, parameters, threshold):
    return (forward(X, parameters)["A2"] > threshold).astype(float)


predict.slips("""
threshold-ignored: np.round, or a comparison with 0.5, always cuts in the middle. The threshold is an argument.
    return np.round(forward(X, parameters)["A2"])
labels-exchanged: The labels are exchanged: a high output means class 1.
    return (forward(X, parameters)["A2"] < threshold).astype(float)
probabilities-returned: Those are the outputs of the last layer. Each of them has to become a 0 or a 1.
    return forward(X, parameters)["A2"]
hidden-layer: A1 belongs to the hidden layer. The answer of the network is the activation of the last layer.
    return (forward(X, parameters)["A1"] > threshold).astype(float)
z-for-a: Z2 was compared with the threshold. Z2 is no probability: it has not been through σ.
    return (forward(X, parameters)["Z2"] > threshold).astype(float)
first-example-only: Only the first example is decided. Compare the whole array with the threshold.
    return (forward(X, parameters)["A2"][:, :1] > threshold).astype(float)
averaged-first: The outputs were averaged before the decision. Each example has a label of its own.
    return float(np.mean(forward(X, parameters)["A2"]) > threshold)
flattened: The labels stand in one flat row. They keep the shape of A2.
    return (forward(X, parameters)["A2"] > threshold).astype(float).ravel()
transposed: Rows and columns are exchanged: an example stays a column.
    return (forward(X, parameters)["A2"] > threshold).astype(float).T
""")


@predict.mistake(
    "if-on-an-array", "`if` needs one yes or no; an array has many. The comparison itself works element by element."
)
def _(X, parameters, threshold):
    if forward(X, parameters)["A2"] > threshold:
        return 1.0
    return 0.0


def _row(*labels: int) -> np.ndarray:
    return np.array([labels], dtype=float)


@UNIT.exercise(
    "accuracy",
    claims={
        "values": Inputs(
            visible=[
                (_row(1, 0, 1, 1, 0), _row(1, 1, 1, 0, 0)),
                (_row(0, 0, 1, 0), _row(0, 0, 1, 0)),
                (_row(1, 1, 0, 1, 1, 1, 0, 0), _row(1, 0, 1, 1, 0, 0, 0, 0)),
            ],
            hidden=[
                (_row(0, 1, 1, 0, 1, 1, 0), _row(1, 1, 1, 0, 1, 0, 0)),
                (_row(1, 1, 0), _row(0, 0, 1)),
                (_row(0, 0, 0, 1, 0, 0, 1, 0, 0), _row(0, 1, 0, 1, 0, 0, 0, 0, 1)),
                (_row(1, 0, 0, 0, 1, 1), _row(1, 0, 0, 0, 1, 1)),
            ],
        )
    },
    ladder=(
        "For which examples are the two rows equal? What is the average of a row of True and False?",
        "accuracy = (number of examples with label = y) / m, a number from 0 to 1",
        "np.mean of labels == Y",
    ),
)
def accuracy(labels, Y):
    return np.mean(labels == Y)


accuracy.slips("""
per-cent: That is per cent. A share from 0 to 1 is wanted.
    return 100 * np.mean(labels == Y)
errors: That is the share of wrong labels. The right ones are wanted.
    return np.mean(labels != Y)
count: That is how many are right. Divide by the number of examples (len(Y) is 1, the number of rows).
    return np.sum(labels == Y)
not-averaged: That says for each example whether it is right. One number is wanted: the share.
    return labels == Y
all-or-nothing: That is 1 only where every label is right. np.all asks for that, `==` between lists does, and `//` cuts all other shares to 0.
    return np.all(labels == Y)
only-class-one: A label 0 that is right counts as well; labels * Y sees the ones only.
    return np.mean(labels * Y)
share-of-class-one: That is how often the label is 1. It has not been compared with Y.
    return np.mean(labels)
found-among-class-one: That looks only at examples of class 1. The others count too.
    return np.sum(labels * Y) / np.sum(Y)
plus-and-minus: The signed differences cancel: a 0 taken for a 1 makes up for a 1 taken for a 0.
    return 1 - np.abs(np.mean(labels - Y))
""")
