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


@backward_loop.mistake("average-missing", "The gradients of the examples are added up, but not averaged.")
def _(X, Y, parameters):
    total = {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0}
    for i in range(X.shape[1]):
        one = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
        for name in total:
            total[name] = total[name] + one[name]
    return total


@backward_loop.mistake("last-example-only", "Only the last example is left: `=` forgets what was there. The gradients are collected.")
def _(X, Y, parameters):
    for i in range(X.shape[1]):
        total = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
    return total


@backward_loop.mistake("last-example-averaged", "Only the last example is left, divided by m. Each must be added to what was collected before.")
def _(X, Y, parameters):
    m = X.shape[1]
    total = {}
    for i in range(m):
        one = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
        for name in one:
            total[name] = one[name] / m
    return total


@backward_loop.mistake("returned-in-the-loop", "Only the first example is there: the `return` stands inside of the loop.")
def _(X, Y, parameters):
    for i in range(X.shape[1]):
        return backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)


@backward_loop.mistake("divided-in-each-round", "The whole collection is divided in every round, so early examples count less and less. Divide once, at the end.")
def _(X, Y, parameters):
    m = X.shape[1]
    total = {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0}
    for i in range(m):
        one = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
        for name in total:
            total[name] = (total[name] + one[name]) / m
    return total


@backward_loop.mistake("columns-flattened", "X[:, i] is no column any more: it has shape (n_x,), and NumPy lays it along the wrong axis. X[:, i:i+1] keeps the column.")
def _(X, Y, parameters):
    m = X.shape[1]
    total = {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0}
    for i in range(m):
        one = backward_one(X[:, i], Y[:, i], parameters)
        for name in total:
            total[name] = total[name] + one[name] / m
    return total


@backward_loop.mistake("loop-over-rows", "The loop runs over the rows of X. The examples are its columns.")
def _(X, Y, parameters):
    m = X.shape[0]
    total = {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0}
    for i in range(m):
        one = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
        for name in total:
            total[name] = total[name] + one[name] / m
    return total


@backward_loop.mistake("divided-by-features", "It was divided by the number of rows of X. The examples are the columns.")
def _(X, Y, parameters):
    total = {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0}
    for i in range(X.shape[1]):
        one = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
        for name in total:
            total[name] = total[name] + one[name] / X.shape[0]
    return total


@backward_loop.mistake("first-example-skipped", "The loop starts with 1, so the first example is left out. Python counts from 0.")
def _(X, Y, parameters):
    m = X.shape[1]
    total = {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0}
    for i in range(1, m):
        one = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
        for name in total:
            total[name] = total[name] + one[name] / m
    return total


@backward_loop.mistake("last-example-skipped", "The loop ends one example too early. range(m) stops before m by itself.")
def _(X, Y, parameters):
    m = X.shape[1]
    total = {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0}
    for i in range(m - 1):
        one = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
        for name in total:
            total[name] = total[name] + one[name] / m
    return total


@backward_loop.mistake("same-label-for-all", "Every example is compared with the first label. Example i has label i.")
def _(X, Y, parameters):
    m = X.shape[1]
    total = {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0}
    for i in range(m):
        one = backward_one(X[:, i : i + 1], Y[:, :1], parameters)
        for name in total:
            total[name] = total[name] + one[name] / m
    return total


@backward_loop.mistake("hard-coded-m", "The number of examples is written into the code. It must come from X.")
def _(X, Y, parameters):
    total = {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0}
    for i in range(X.shape[1]):
        one = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
        for name in total:
            total[name] = total[name] + one[name] / 5
    return total


@backward_loop.mistake("list-of-gradients", "That is a list with the gradients of each example. One dict with the four averages is asked for.")
def _(X, Y, parameters):
    return [backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters) for i in range(X.shape[1])]


@backward_loop.mistake("all-at-once", "backward_one was given all of X at once. It is made for one example: it neither averages nor sums the biases.")
def _(X, Y, parameters):
    return backward_one(X, Y, parameters)
