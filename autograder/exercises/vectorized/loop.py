"""The way back example by example: slow, but plainly an average; it must agree with the vectorised one."""

from __future__ import annotations

from autograder.exercises.definition import Inputs
from autograder.exercises.vectorized.given import backward_one
from autograder.exercises.vectorized.unit import (
    SECRET,
    SECRET_ONE_EXAMPLE,
    SECRET_ONE_OUTPUT,
    SECRET_WIDE,
    SHOWN_ONE_OUTPUT,
    UNIT,
    Network,
)


def _input(network: Network) -> tuple:
    return network.X, network.Y, network.parameters


@UNIT.exercise(
    "backward_loop",
    claims={
        "values": Inputs(
            visible=[_input(SHOWN_ONE_OUTPUT)],
            hidden=[_input(SECRET), _input(SECRET_WIDE), _input(SECRET_ONE_OUTPUT), _input(SECRET_ONE_EXAMPLE)],
            sizes=SHOWN_ONE_OUTPUT.sizes,
        )
    },
    ladder=(
        "backward_one gives four gradients for one example. You have m examples and want four averages: what is collected, and when is it divided?",
        "dW1 = (1/m) Σ dW1 of example i, and so for all four; example i is the column X[:, i:i+1] with Y[:, i:i+1]",
        "in the loop: one = backward_one(X[:, i:i+1], Y[:, i:i+1], parameters), and total[name] = total[name] + one[name] / m for each name",
    ),
)
def backward_loop(X, Y, parameters):
    m = X.shape[1]
    total = {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0}
    for i in range(m):
        one = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
        for name in total:
            total[name] = total[name] + one[name] / m
    return total


backward_loop.slips("""
average-missing: The gradients of the examples are added up, but not averaged.
    m = X.shape[1] ->
    one[name] / m -> one[name]
    range(m) -> range(X.shape[1])
""")


@backward_loop.mistake(
    "last-example-only", "Only the last example is left: `=` forgets what was there. The gradients are collected."
)
def _(X, Y, parameters):
    for i in range(X.shape[1]):
        total = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
    return total


@backward_loop.mistake(
    "last-example-averaged",
    "Only the last example is left, divided by m. Each must be added to what was collected before.",
)
def _(X, Y, parameters):
    m = X.shape[1]
    total = {}
    for i in range(m):
        one = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
        for name in one:
            total[name] = one[name] / m
    return total


@backward_loop.mistake(
    "returned-in-the-loop", "Only the first example is there: the `return` stands inside of the loop."
)
def _(X, Y, parameters):
    for i in range(X.shape[1]):
        return backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)


backward_loop.slips("""
divided-in-each-round: The whole collection is divided in every round, so early examples count less and less. Divide once, at the end.
    total[name] = (total[name] + one[name]) / m
columns-flattened: X[:, i] is no column any more: it has shape (n_x,), and NumPy lays it along the wrong axis. X[:, i:i+1] keeps the column.
    one = backward_one(X[:, i], Y[:, i], parameters)
loop-over-rows: The loop runs over the rows of X. The examples are its columns.
    m = X.shape[0]
divided-by-features: It was divided by the number of rows of X. The examples are the columns.
    m = X.shape[1] ->
    one[name] / m -> one[name] / X.shape[0]
    range(m) -> range(X.shape[1])
first-example-skipped: The loop starts with 1, so the first example is left out. Python counts from 0.
    range(m) -> range(1, m)
last-example-skipped: The loop ends one example too early. range(m) stops before m by itself.
    range(m) -> range(m - 1)
same-label-for-all: Every example is compared with the first label. Example i has label i.
    Y[:, i:i + 1] -> Y[:, :1]
hard-coded-m: The number of examples is written into the code. It must come from X.
    m = X.shape[1] ->
    one[name] / m -> one[name] / 5
    range(m) -> range(X.shape[1])
list-of-gradients: That is a list with the gradients of each example. One dict with the four averages is asked for.
    ... -> return [backward_one(X[:, i:i + 1], Y[:, i:i + 1], parameters) for i in range(X.shape[1])]
all-at-once: backward_one was given all of X at once. It is made for one example: it neither averages nor sums the biases.
    ... -> return backward_one(X, Y, parameters)
""")
