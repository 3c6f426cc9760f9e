"""The forward pass and the cost, for all examples at once."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.vectorized.given import sigmoid
from autograder.exercises.vectorized.unit import (
    SECRET,
    SECRET_ONE_EXAMPLE,
    SECRET_ONE_OUTPUT,
    SECRET_WIDE,
    SHOWN,
    SHOWN_ONE_OUTPUT,
    UNIT,
    Network,
)


def _forward_input(network: Network) -> tuple:
    return network.X, network.parameters


def _cost_input(network: Network) -> tuple:
    return network.cache["A2"], network.Y


@UNIT.exercise(
    "forward",
    claims={
        "values": Inputs(
            visible=[_forward_input(SHOWN)],
            hidden=[_forward_input(SECRET), _forward_input(SECRET_WIDE), _forward_input(SECRET_ONE_EXAMPLE)],
        ),
        "one output": Inputs(visible=[_forward_input(SHOWN_ONE_OUTPUT)], hidden=[_forward_input(SECRET_ONE_OUTPUT)]),
    },
    ladder=(
        "What does the second layer get as its input: the examples, or what the first layer makes of them?",
        "Z1 = W1 X + b1, A1 = tanh(Z1), Z2 = W2 A1 + b2, A2 = σ(Z2)",
        "twice the linear step (W @ A + b), once followed by np.tanh and once by sigmoid",
    ),
)
def forward(X, parameters):
    Z1 = parameters["W1"] @ X + parameters["b1"]
    A1 = np.tanh(Z1)
    Z2 = parameters["W2"] @ A1 + parameters["b2"]
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


forward.slips("""
sigmoid-in-hidden-layer: The hidden layer uses the sigmoid. In this network it uses tanh; only the output layer has σ.
    A1 = sigmoid(Z1)
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
tanh-at-output: The output layer uses tanh, so A2 can be negative. A probability lies between 0 and 1.
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": np.tanh(Z2)}
activations-exchanged: tanh and σ have changed places: each layer got the other's activation function.
    A1 = sigmoid(Z1)
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": np.tanh(Z2)}
relu-in-hidden-layer: The hidden layer uses ReLU. This network's hidden layer has tanh.
    A1 = np.maximum(0, Z1)
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
z1-into-second-layer: The second layer was given Z1. It sees what came out of the activation function, not what went in.
    Z2 = parameters["W2"] @ Z1 + parameters["b2"]
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
x-into-second-layer: The second layer was given X again. Its inputs are the hidden layer's activations.
    Z2 = parameters["W2"] @ X + parameters["b2"]
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
no-activation-at-output: A2 is still Z2: the output layer has an activation function too.
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": Z2}
a2-from-a1: A2 was made from A1, past the second layer's weights.
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(A1)}
biases-missing: Neither layer adds its bias.
    Z1 = parameters["W1"] @ X
    Z2 = parameters["W2"] @ A1
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
second-bias-missing: The first layer is right, but the second one does not add its bias.
    Z2 = parameters["W2"] @ A1
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
first-bias-again: The second layer adds b1, the first layer's bias.
    Z2 = parameters["W2"] @ A1 + parameters["b1"]
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
z1-overwritten: Z1 comes back as tanh(Z1): it was overwritten on the way. Give the activation a name of its own.
    A1 = np.tanh(Z1, out=Z1)
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
first-example-only: Only the first example goes through. X holds all of them, and the formulas take them all at once.
    Z1 = parameters["W1"] @ X[:, :1] + parameters["b1"]
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
output-only: Only A2 comes back. The way back needs the other three as well, so all four are returned.
    ... -> A1 = np.tanh(parameters["W1"] @ X + parameters["b1"]);
        return sigmoid(parameters["W2"] @ A1 + parameters["b2"])
rounded-output: A2 is rounded to 0 or 1. The cost and the gradients need the probabilities themselves.
    A2 = sigmoid(Z2) ->
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": np.round(sigmoid(Z2))}
""")


@UNIT.exercise(
    "cost",
    claims={
        "one output": Inputs(
            visible=[_cost_input(SHOWN_ONE_OUTPUT)],
            hidden=[_cost_input(SECRET_ONE_OUTPUT)],
            sizes=SHOWN_ONE_OUTPUT.sizes,
        ),
        "several outputs": Inputs(
            visible=[_cost_input(SHOWN)],
            hidden=[_cost_input(SECRET), _cost_input(SECRET_WIDE), _cost_input(SECRET_ONE_EXAMPLE)],
            sizes=SHOWN.sizes,
        ),
    },
    ladder=(
        "How many losses are there, and by what must their sum be divided so that twice the examples do not cost twice as much?",
        "J = −(1/m) Σ ( Y log A2 + (1 − Y) log(1 − A2) ), the sum running over all outputs and all examples; m is the number of columns",
        "one np.sum over everything that the parentheses give, a minus in front, divided by Y.shape[1]",
    ),
)
def cost(A2, Y):
    m = Y.shape[1]
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m


cost.slips("""
sign: The minus in front is missing: logarithms of probabilities are negative, and a cost is not.
    m = Y.shape[1] ->
    return np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / Y.shape[1]
sum-for-mean: The losses are added up but not averaged: with twice as many examples the cost would be twice as high.
    m = Y.shape[1] ->
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))
averaged-twice: The average was taken twice: once by np.mean, or by a division, and once more.
    m = Y.shape[1] ->
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / Y.shape[1] ** 2
averaged-over-outputs-too: The mean runs over the outputs as well. In this course the losses of the outputs of one example are added, and only the examples are averaged.
    m = Y.shape[1] ->
    return -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))
divided-by-outputs: The sum was divided by the number of rows. Examples are columns.
    m = Y.shape[1] ->
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / Y.shape[0]
wrong-probability: The logarithms are exchanged: where y = 1, it is log(a) that counts.
    m = Y.shape[1] ->
    return -np.sum(Y * np.log(1 - A2) + (1 - Y) * np.log(A2)) / Y.shape[1]
same-logarithm-twice: Both terms have log(a). Where y = 0, it is the probability of the other answer that counts.
    m = Y.shape[1] ->
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(A2)) / Y.shape[1]
""")


@cost.mistake(
    "log-of-label",
    "The logarithm was taken of the label. log(0) is minus infinity: the logarithm belongs to the probability.",
)
def _(A2, Y):
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.sum(A2 * np.log(Y) + (1 - A2) * np.log(1 - Y)) / Y.shape[1]


cost.slips("""
second-term-missing: Only the examples with y = 1 count here. Those with y = 0 have a term of their own.
    m = Y.shape[1] ->
    return -np.sum(Y * np.log(A2)) / Y.shape[1]
minus-on-first-term-only: The minus stands in front of the first term only. Put parentheses around both.
    m = Y.shape[1] ->
    return np.sum(-Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / Y.shape[1]
per-example: That is a cost for every example. J is one number, their average.
    m = Y.shape[1] ->
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2), axis=0, keepdims=True)
built-in-sum: Python's own `sum` adds up the rows and leaves a number for each example. `np.sum` adds up everything.
    m = Y.shape[1] ->
    return sum(-(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))) / Y.shape[1]
not-summed: There is still a number for every output and example. J is one number.
    m = Y.shape[1] ->
    return -(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / Y.shape[1]
per-output: That is a cost for every output. J is one number: the outputs are added.
    m = Y.shape[1] ->
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2), axis=1, keepdims=True) / Y.shape[1]
matrix-product: The matrix product of (n_y, m) and (m, n_y) is a matrix, even if it is only (1, 1). J is one number, and each output belongs to its own label only.
    m = Y.shape[1] ->
    return -(Y @ np.log(A2).T + (1 - Y) @ np.log(1 - A2).T) / Y.shape[1]
squared-error: That is the mean squared error. The loss of this network is the one with the logarithms.
    m = Y.shape[1] ->
    return np.sum((A2 - Y) ** 2) / Y.shape[1]
base-ten: np.log10 is the logarithm to base 10. The loss uses the natural one, whose slope is 1/a.
    m = Y.shape[1] ->
    return -np.sum(Y * np.log10(A2) + (1 - Y) * np.log10(1 - A2)) / Y.shape[1]
hard-coded-m: The number of examples is written into the code. It must come from Y.
    m = Y.shape[1] ->
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / 5
first-example-only: Only the first example's loss is counted.
    m = Y.shape[1] ->
    return -np.sum(Y[:, 0] * np.log(A2[:, 0]) + (1 - Y[:, 0]) * np.log(1 - A2[:, 0]))
""")
