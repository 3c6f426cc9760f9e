"""One neuron with the quadratic cost of document 004: output, cost and gradients."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.gradient_descent.given import sigmoid
from autograder.exercises.gradient_descent.unit import (
    NEURON,
    NEURON_ONE_EXAMPLE,
    SECRET_NEURON,
    SECRET_NEURON_ONE_EXAMPLE,
    SECRET_NEURON_WIDE,
    UNIT,
    Neuron,
)


def _guesses(neuron: Neuron) -> np.ndarray:
    return sigmoid(neuron.w @ neuron.X + neuron.b)


def _costed(*neurons: Neuron) -> list[tuple]:
    return [(_guesses(neuron), neuron.Y) for neuron in neurons]


@UNIT.exercise(
    "neuron_output",
    claims={
        "values": Inputs(
            visible=[(neuron.X, neuron.w, neuron.b) for neuron in (NEURON, NEURON_ONE_EXAMPLE)],
            hidden=[
                (neuron.X, neuron.w, neuron.b)
                for neuron in (SECRET_NEURON, SECRET_NEURON_WIDE, SECRET_NEURON_ONE_EXAMPLE)
            ],
        )
    },
    ladder=(
        "w is a row and every example is a column. Which product gives one number for each column? What is added before σ?",
        "Ŷ = σ(w X + b), of shape (1, N)",
        "sigmoid of (w @ X + b)",
    ),
)
def neuron_output(X, w, b):
    return sigmoid(w @ X + b)


neuron_output.slips("""
minus-missing: The minus in the exponent is missing: a large z gives an output near 0 instead of 1.
    return 1 / (1 + np.exp(w @ X + b))
b-dropped: The bias b is not used. Without it the neuron cannot shift its threshold.
    return sigmoid(w @ X)
b-outside: b was added after σ. It belongs to z, inside of σ.
    return sigmoid(w @ X) + b
b-subtracted: The bias was taken off. It is added; and the minus of σ belongs to the whole of z, so −(w X + b) needs its parentheses.
    return sigmoid(w @ X - b)
sigmoid-missing: That is z. The activation function is missing.
    return w @ X + b
tanh: That is tanh. This neuron's output is a number between 0 and 1.
    return np.tanh(w @ X + b)
product-not-summed: `*` multiplies element by element and adds nothing up: there is still a row for every feature. A matrix product is wanted.
    return sigmoid(w.T * X + b)
examples-as-rows: The result is a column. In this course the examples stand side by side: one row of outputs.
    return sigmoid(X.T @ w.T + b)
all-examples-summed: The examples were added up into one number. Each has an output of its own.
    return sigmoid(np.sum(w.T * X) + b)
label-returned: That is already the label, 0 or 1. The output before the decision is wanted.
    return (sigmoid(w @ X + b) > 0.5).astype(float)
""")


@UNIT.exercise(
    "neuron_cost",
    claims={
        "values": Inputs(
            visible=_costed(NEURON, NEURON_ONE_EXAMPLE),
            sizes=NEURON.sizes,
            hidden=_costed(SECRET_NEURON, SECRET_NEURON_WIDE, SECRET_NEURON_ONE_EXAMPLE),
        )
    },
    ladder=(
        "Each example has a mistake ŷ − y. What is done with it before they are added up? How many examples are there?",
        "C = (1 / 2N) Σ (ŷ_i − y_i)², with i from 1 to N",
        "np.sum of the squared differences, divided by (2 * N) in parentheses; N is Y.shape[1]",
    ),
)
def neuron_cost(Y_hat, Y):
    return np.sum((Y_hat - Y) ** 2) / (2 * Y.shape[1])


neuron_cost.slips("""
half-missing: That is 1/N times the sum, the document's first formula. This one has a ½ as well, so that the 2 of the derivative cancels.
    2 * Y.shape[1] -> Y.shape[1]
not-averaged: That is half of the sum. A cost that grows with the number of examples cannot be compared: divide by N. (Y.shape[0] and len(Y) are 1, the number of rows.)
    2 * Y.shape[1] -> 2
one-example-too-many: A sum from 0 to N has N + 1 terms; there are only N examples. N is the number of columns, not one more.
    Y.shape[1] -> Y.shape[1] + 1
""")


@neuron_cost.mistake(
    "last-example-left-out", "The last example is left out of the sum. Python's range already stops one before its end."
)
def _(Y_hat, Y):
    N, total = Y.shape[1], 0.0
    for i in range(N - 1):
        total = total + (Y_hat[0, i] - Y[0, i]) ** 2
    return total / (2 * N)


neuron_cost.slips("""
square-missing: The differences are not squared, so a guess too high and one too low cancel.
    (Y_hat - Y) ** 2 -> Y_hat - Y
square-outside: The sum is squared. Each difference is squared by itself, and then they are added up.
    return np.sum(Y_hat - Y) ** 2 / (2 * Y.shape[1])
absolute-value: |ŷ − y| has a kink where the guess is right. The quadratic cost squares the difference.
    (Y_hat - Y) ** 2 -> np.abs(Y_hat - Y)
parentheses-missing: `/ 2 * N` divides by 2 and then multiplies by N. The denominator 2N needs parentheses.
    return np.sum((Y_hat - Y) ** 2) / 2 * Y.shape[1]
not-summed: That is a cost for every example. They are added up to one number.
    return (Y_hat - Y) ** 2 / (2 * Y.shape[1])
matrix-product: A row times a column is an array with one element, of shape (1, 1). The cost is a plain number: add up with np.sum.
    return (Y_hat - Y) @ (Y_hat - Y).T / (2 * Y.shape[1])
root-taken: There is a square root around it. The quadratic cost has none.
    return np.sqrt(np.sum((Y_hat - Y) ** 2) / (2 * Y.shape[1]))
hard-coded-N: The number of examples is written into the code. Read it off the shape of Y.
    Y.shape[1] -> 5
cross-entropy: That is the logistic loss of unit 2. This exercise asks for the quadratic cost.
    return np.sum(-Y * np.log(Y_hat) - (1 - Y) * np.log(1 - Y_hat)) / Y.shape[1]
""")
