"""The way forward through two layers, one example."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.two_layer.given import sigmoid
from autograder.exercises.two_layer.unit import (
    HIDDEN_ONE,
    HIDDEN_SQUARE,
    HIDDEN_THREE,
    HIDDEN_TWO,
    SEEN_ONE,
    SEEN_SQUARE,
    SEEN_TWO,
    UNIT,
    Example,
)


def _given(example: Example) -> tuple:
    """What a forward pass is made from."""
    return example.x, example.parameters


@UNIT.exercise(
    "forward",
    claims={
        "one output": Inputs(visible=[_given(SEEN_ONE)], hidden=[_given(HIDDEN_ONE)]),
        "several outputs": Inputs(
            visible=[_given(SEEN_TWO), _given(SEEN_SQUARE)],
            hidden=[_given(HIDDEN_TWO), _given(HIDDEN_THREE), _given(HIDDEN_SQUARE)],
            keeps_arguments=True,
        ),
    },
    ladder=(
        "Each layer does the same two things. What does the second layer take in, where the first one takes x?",
        "z1 = W1 x + b1, a1 = tanh(z1), z2 = W2 a1 + b2, a2 = σ(z2)",
        "W1 @ x + b1 for z1; np.tanh for a1; then the same with W2, a1 and b2, and sigmoid at the end",
    ),
)
def forward(x, parameters):
    z1 = parameters["W1"] @ x + parameters["b1"]
    a1 = np.tanh(z1)
    z2 = parameters["W2"] @ a1 + parameters["b2"]
    a2 = sigmoid(z2)
    return {"z1": z1, "a1": a1, "z2": z2, "a2": a2}


forward.slips("""
bias-1-missing: z1 lacks its bias b1.
    z1 = parameters["W1"] @ x
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)}
biases-missing: Both z1 and z2 lack their biases: b1 and b2 are not used at all.
    z1 = parameters["W1"] @ x
    z2 = parameters["W2"] @ a1
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)}
bias-2-missing: z2 lacks its bias b2.
    z2 = parameters["W2"] @ a1
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)}
sigmoid-in-the-hidden-layer: The hidden layer has tanh here. The sigmoid belongs to the output.
    a1 = sigmoid(z1)
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)}
relu-in-the-hidden-layer: The hidden layer got a ReLU. It has tanh here.
    a1 = np.maximum(0, z1)
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)}
weights-transposed: The weights were transposed. W1 has a column for each input already, so it can meet x as it is.
    z1 = parameters["W1"].T @ x + parameters["b1"]
    z2 = parameters["W2"].T @ a1 + parameters["b2"]
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)}
first-weights-transposed: W1 was transposed. It has a column for each input already, so it can meet x as it is.
    z1 = parameters["W1"].T @ x + parameters["b1"]
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)}
tanh-at-the-output: The output has a sigmoid: only a number from 0 to 1 can be read as a probability.
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": a1, "z2": z2, "a2": np.tanh(z2)}
activations-exchanged: The two activation functions have changed places.
    a1 = sigmoid(z1)
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": a1, "z2": z2, "a2": np.tanh(z2)}
no-bend: The hidden layer has no activation: a1 is z1. Two layers without a bend between them are one.
    a1 = np.tanh(z1) ->
    z2 = parameters["W2"] @ z1 + parameters["b2"]
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": z1, "z2": z2, "a2": sigmoid(z2)}
z1-passed-on: a1 is right, but the second layer was fed with z1. It takes in what the first layer puts out.
    a1 = np.tanh(z1) ->
    z2 = parameters["W2"] @ z1 + parameters["b2"]
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": np.tanh(z1), "z2": z2, "a2": sigmoid(z2)}
x-passed-by: The second layer was fed with x. In a two-layer network x does not go straight to the output.
    a1 = np.tanh(z1) ->
    z2 = parameters["W2"] @ x + parameters["b2"]
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": np.tanh(z1), "z2": z2, "a2": sigmoid(z2)}
star-for-dot: `*` multiplies element by element. A layer needs the matrix product, which also adds up.
    z1 = parameters["W1"] * x + parameters["b1"]
    z2 = parameters["W2"] * a1 + parameters["b2"]
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)}
bias-after-the-bend: The biases were added after the activation functions. They belong into z.
    z1 = parameters["W1"] @ x
    a1 = np.tanh(z1) + parameters["b1"]
    z2 = parameters["W2"] @ a1
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2) + parameters["b2"]}
z1-overwritten: z1 holds what belongs to a1: its own values were overwritten. The way back still needs them.
    z1 = np.tanh(parameters["W1"] @ x + parameters["b1"])
    a1 = np.tanh(z1) ->
    z2 = parameters["W2"] @ z1 + parameters["b2"]
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": z1, "z2": z2, "a2": sigmoid(z2)}
first-bias-for-all: Every output got the first element of b2. Each output has its own bias.
    z2 = parameters["W2"] @ a1 + parameters["b2"][0]
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)}
in-place: Something writes into a parameter (`b1 += ...` does). The network still needs it as it was.
    z1 = ... -> z1, z2 = parameters["b1"], parameters["b2"]; z1 += parameters["W1"] @ x
    z2 += parameters["W2"] @ a1
    a2 = sigmoid(z2) ->
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)}
""")
