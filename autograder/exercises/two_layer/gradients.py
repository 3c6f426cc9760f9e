"""The six equations for one example: three of the output layer, three of the hidden layer."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.two_layer.given import sigmoid, tanh_slope
from autograder.exercises.two_layer.unit import (
    AFFINE,
    EXP,
    HIDDEN_AFFINE,
    HIDDEN_EXP,
    HIDDEN_ONE,
    HIDDEN_SQUARE,
    HIDDEN_THREE,
    HIDDEN_TWO,
    SEEN_EXP,
    SEEN_ONE,
    SEEN_SQUARE,
    SEEN_TWO,
    UNIT,
    Example,
)


def _output(example: Example) -> tuple:
    """What the output layer's gradients are made from."""
    return example.cache["a1"], example.cache["a2"], example.y


@UNIT.exercise(
    "output_gradients",
    claims={
        "one output": Inputs(visible=[_output(SEEN_ONE)], hidden=[_output(HIDDEN_ONE)]),
        "several outputs": Inputs(
            visible=[_output(SEEN_TWO), _output(SEEN_SQUARE)],
            hidden=[_output(HIDDEN_TWO), _output(HIDDEN_THREE), _output(HIDDEN_SQUARE)],
        ),
        "arguments kept": Inputs(visible=[_output(SEEN_TWO)], hidden=[_output(HIDDEN_TWO)], keeps_arguments=True),
    },
    ladder=(
        "This is logistic regression again. What took the place of x? Which of the shapes is (n_y, n_h)?",
        "dz2 = a2 − y, dW2 = dz2 a1ᵀ, db2 = dz2",
        "dz2: a2 minus y. dW2: dz2 @ a1.T. db2: dz2 as it is",
    ),
)
def output_gradients(a1, a2, y):
    dz2 = a2 - y
    return {"dz2": dz2, "dW2": dz2 @ a1.T, "db2": dz2}


output_gradients.slips("""
sign: y − a2 points the wrong way: an output that is too large needs a positive dz2.
    dz2 = y - a2
slope-twice: a2 − y already contains the slope of the sigmoid. Here it was multiplied in once more.
    dz2 = (a2 - y) * a2 * (1 - a2)
tanh-slope-at-the-output: 1 − a² is the slope of tanh, which sits in the hidden layer. And the output's own slope is already inside of a2 − y.
    dz2 = (a2 - y) * (1 - a2 ** 2)
da2-for-dz2: That is da2. The step back through the output's sigmoid is missing.
    dz2 = -y / a2 + (1 - y) / (1 - a2)
dot-without-transpose: In `dz2 @ a1` the inner sizes do not agree: (n_y, 1) meets (n_h, 1). One of the two has to lie on its side.
    dz2 @ a1.T -> dz2 @ a1
transpose-on-the-wrong-factor: The transpose is on dz2, and the order is turned too: (n_h, n_y) comes out. A gradient has the shape of its variable.
    dz2 @ a1.T -> a1 @ dz2.T
star-for-dot: `dz2 * a1` goes element by element. Here every element of dz2 has to meet every element of a1.
    dz2 @ a1.T -> dz2 * a1
a2-for-a1: dW2 was made with a2. What counts is the number that each weight was multiplied with on the way forward.
    dz2 @ a1.T -> dz2 @ a2.T
db2-summed: db2 was added up over the outputs. Each output has its own bias.
    return {"dz2": dz2, "dW2": dz2 @ a1.T, "db2": np.sum(dz2, keepdims=True)}
db2-averaged: db2 was averaged. There is one example, and each output has its own bias: nothing to average.
    return {"dz2": dz2, "dW2": dz2 @ a1.T, "db2": np.full_like(dz2, np.mean(dz2))}
db2-is-one: db2 is 1 here. That is how z2 reacts to b2; how the loss reacts to z2 is missing.
    return {"dz2": dz2, "dW2": dz2 @ a1.T, "db2": np.ones_like(dz2)}
averaged-over-units: dW2 was divided by the number of hidden units. There is one example and nothing to average.
    dz2 @ a1.T -> dz2 @ a1.T / a1.shape[0]
in-place: Something writes into an array that you were given (`a2 -= y` does). The activation is needed again later: make a new array.
    dz2 = a2 - y -> a2 -= y
    return {"dz2": a2, "dW2": a2 @ a1.T, "db2": a2}
""")


def _hidden(example: Example, *slope) -> tuple:
    """What dz1 is made from."""
    return example.cache["z1"], example.parameters["W2"], example.dz2, *slope


@UNIT.exercise(
    "hidden_dz",
    claims={
        "tanh": Inputs(
            visible=[_hidden(SEEN_ONE), _hidden(SEEN_TWO), _hidden(SEEN_SQUARE)],
            hidden=[_hidden(HIDDEN_ONE), _hidden(HIDDEN_TWO), _hidden(HIDDEN_THREE), _hidden(HIDDEN_SQUARE)],
            keeps_arguments=True,
        ),
        "any activation": Inputs(
            visible=[_hidden(SEEN_EXP, EXP)], hidden=[_hidden(HIDDEN_EXP, EXP), _hidden(HIDDEN_AFFINE, AFFINE)]
        ),
    },
    ladder=(
        "Go back one step at a time: first through W2, then through the activation. Which of the two steps adds up over the outputs?",
        "dz1 = W2ᵀ dz2 ∗ g′(z1), where ∗ goes element by element",
        "W2.T @ dz2 for da1, then times slope(z1) with `*`",
    ),
)
def hidden_dz(z1, W2, dz2, slope=tanh_slope):
    return W2.T @ dz2 * slope(z1)


hidden_dz.slips("""
slope-omitted: That is da1. The step back through the activation function is missing.
    return W2.T @ dz2
slope-at-a: The slope was taken at a1. It belongs to the point where the activation function was entered, z1.
    return W2.T @ dz2 * slope(np.tanh(z1))
z-squared: 1 − z1² is no slope of tanh: the formula 1 − a² wants the activation, not z.
    return W2.T @ dz2 * (1 - z1 ** 2)
sigmoid-slope: That is the slope of the sigmoid. The hidden layer has another activation, and its slope is handed to you.
    return W2.T @ dz2 * sigmoid(z1) * (1 - sigmoid(z1))
function-for-slope: It was multiplied by tanh itself. Going back takes the slope of the function.
    return W2.T @ dz2 * np.tanh(z1)
z1-for-slope: It was multiplied by z1. Going back takes the slope of the activation there.
    return W2.T @ dz2 * z1
tanh-always: The slope of tanh is written into the code. The layer's own slope is the argument `slope`.
    return W2.T @ dz2 * (1 - np.tanh(z1) ** 2)
transpose-missing: W2 @ dz2 runs forwards: W2 takes in n_h numbers, but dz2 has n_y. On the way back the matrix is turned.
    return W2 @ dz2 * slope(z1)
row-meets-column: `dz2.T @ W2` is a row, and a row times a column is broadcast to a square. dz1 is a column.
    return dz2.T @ W2 * slope(z1)
star-for-dot: `W2.T * dz2` goes element by element. A hidden unit has to add up what comes back from all outputs.
    return W2.T * dz2 * slope(z1)
dot-for-star: The step through the activation became a matrix product and mixed the units. Each unit is multiplied by its own slope only.
    return W2.T @ dz2 @ slope(z1).T
sign: There is a minus too many. Going back through a layer multiplies by weights and slopes only.
    return -(W2.T @ dz2) * slope(z1)
added: The slope was added. Rates along a chain multiply.
    return W2.T @ dz2 + slope(z1)
averaged-over-outputs: The sum over the outputs was divided by their number. A weight's effects add up; nothing is averaged.
    return W2.T @ dz2 * slope(z1) / dz2.shape[0]
weights-forgotten: The weights W2 have no part in it: what comes back was spread evenly over the hidden units.
    return np.sum(dz2) * slope(z1)
""")


def _dz1(example: Example) -> tuple[np.ndarray, np.ndarray]:
    """Input and hidden gradient of a tanh network."""
    return example.x, example.parameters["W2"].T @ example.dz2 * (1 - example.cache["a1"] ** 2)


@UNIT.exercise(
    "hidden_gradients",
    claims={
        "values": Inputs(
            visible=[_dz1(SEEN_ONE), _dz1(SEEN_TWO), _dz1(SEEN_SQUARE)],
            hidden=[_dz1(HIDDEN_ONE), _dz1(HIDDEN_TWO), _dz1(HIDDEN_SQUARE)],
        )
    },
    ladder=(
        "Compare with dW2 = dz2 a1ᵀ. What is the input of the first layer?",
        "dW1 = dz1 xᵀ, db1 = dz1",
        "dW1: dz1 @ x.T. db1: dz1 as it is",
    ),
)
def hidden_gradients(x, dz1):
    return {"dW1": dz1 @ x.T, "db1": dz1}


hidden_gradients.slips("""
dot-without-transpose: In `dz1 @ x` the inner sizes do not agree: (n_h, 1) meets (n_x, 1). One of the two has to lie on its side.
    dz1 @ x.T -> dz1 @ x
transposed: dW1 has rows and columns exchanged. A gradient has the shape of its variable, and W1 is (n_h, n_x).
    dz1 @ x.T -> x @ dz1.T
reshaped: The right shape, but `reshape` only refills the numbers row by row. Rows and columns are exchanged by a transpose.
    dz1 @ x.T -> (x @ dz1.T).reshape(len(dz1), len(x))
x-missing: x is missing in dW1: a weight whose input is large moves z1 more.
    dz1 @ x.T -> dz1 @ np.ones_like(x).T
star-for-dot: `dz1 * x` goes element by element, but every element of dz1 has to meet every element of x.
    dz1 @ x.T -> dz1 * x
dw1-is-dz1: dW1 is only dz1. It needs one number for each weight.
    dz1 @ x.T -> dz1
db1-summed: db1 was added up over the hidden units. Each of them has its own bias.
    return {"dW1": dz1 @ x.T, "db1": np.sum(dz1, keepdims=True)}
db1-from-dw1: db1 was made by adding up dW1. The bias stands in z1 alone, without x.
    return {"dW1": dz1 @ x.T, "db1": np.sum(dz1 @ x.T, axis=1, keepdims=True)}
db1-row: db1 lies on its side. b1 is a column, and so is its gradient.
    return {"dW1": dz1 @ x.T, "db1": dz1.T}
averaged-over-inputs: dW1 was divided by the number of inputs. There is one example and nothing to average.
    dz1 @ x.T -> dz1 @ x.T / len(x)
sign: There is a minus too many. The gradient itself is asked for, not the step that learning takes.
    return {"dW1": -(dz1 @ x.T), "db1": -dz1}
""")
