"""Find the bug: one step of training whose first layer is computed with weights that have moved already."""

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


def _step(network: Network, learning_rate: float) -> tuple:
    return network.X, network.Y, network.parameters, learning_rate


@UNIT.exercise(
    "train_step",
    claims={
        "values": Inputs(
            visible=[_step(NETWORK, 0.8), _step(NETWORK_ONE_OUTPUT, 0.5)],
            hidden=[_step(SECRET_NETWORK, 0.7), _step(SECRET_NETWORK_WIDE, 1.1), _step(SECRET_NETWORK_ONE_OUTPUT, 0.4)],
            keeps_arguments=True,
        )
    },
    ladder=(
        "Which two of the four gradients are wrong? Which line do both of them depend on, and the other two not?",
        "all gradients belong to one and the same place: the parameters before the step",
        "the line with dZ1 has to use the weights of the second layer as they were before they were changed",
    ),
)
def train_step(X, Y, parameters, learning_rate):
    p, rate = dict(parameters), learning_rate / X.shape[1]
    cache = forward(X, p)
    dZ2 = cache["A2"] - Y
    dZ1 = p["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    p["W2"] = p["W2"] - rate * dZ2 @ cache["A1"].T
    p["b2"] = p["b2"] - rate * np.sum(dZ2, axis=1, keepdims=True)
    p["W1"] = p["W1"] - rate * dZ1 @ X.T
    p["b1"] = p["b1"] - rate * np.sum(dZ1, axis=1, keepdims=True)
    return p


train_step.slips("""
bug-still-there: The planted bug is still there: two of the four gradients are not those that you measure.
    dZ1 = ... ->
    p["b2"] = p["b2"] - rate * np.sum(dZ2, axis=1, keepdims=True); dZ1 = p["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
second-layer-frozen: Now the first layer is right, but the weights of the second layer no longer learn.
    dZ1 = ... ->
    p["W2"] = ... ->
    p["b2"] = p["b2"] - rate * np.sum(dZ2, axis=1, keepdims=True); dZ1 = p["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
second-forward-pass: A second forward pass after the second layer has moved makes the mix worse: all gradients belong to the place before the step.
    dZ1 = ... ->
    p["b2"] = p["b2"] - rate * np.sum(dZ2, axis=1, keepdims=True); cache = forward(X, p);
        dZ1 = p["W2"].T @ (cache["A2"] - Y) * (1 - cache["A1"] ** 2)
in-place: With `-=` the arrays of the caller are changed: dict() copies the dict, not the arrays in it.
    p["W2"] -= rate * dZ2 @ cache["A1"].T
    p["b2"] -= rate * np.sum(dZ2, axis=1, keepdims=True)
    p["W1"] -= rate * dZ1 @ X.T
    p["b1"] -= rate * np.sum(dZ1, axis=1, keepdims=True)
rate-not-divided: The division by m was right: the gradients are averages over the examples.
    p, rate = dict(parameters), learning_rate
slope-from-z: 1 − Z1² is not the slope of tanh. That factor was right as it stood, made from A1.
    dZ1 = p["W2"].T @ dZ2 * (1 - cache["Z1"] ** 2)
output-slope-added: dZ2 = A2 − Y was right: with the cost J the slope of σ has cancelled already.
    dZ2 = (cache["A2"] - Y) * cache["A2"] * (1 - cache["A2"])
""")


@train_step.mistake(
    "first-layer-first",
    "Now the first layer moves first and the forward pass is made again, so that the second layer gets gradients of another place.",
)
def _(X, Y, parameters, learning_rate):
    p, rate = dict(parameters), learning_rate / X.shape[1]
    cache = forward(X, p)
    dZ2 = cache["A2"] - Y
    dZ1 = p["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    p["W1"] = p["W1"] - rate * dZ1 @ X.T
    p["b1"] = p["b1"] - rate * np.sum(dZ1, axis=1, keepdims=True)
    cache = forward(X, p)
    dZ2 = cache["A2"] - Y
    p["W2"] = p["W2"] - rate * dZ2 @ cache["A1"].T
    p["b2"] = p["b2"] - rate * np.sum(dZ2, axis=1, keepdims=True)
    return p


train_step.slips("""
gradient-in-place-of-weight: In the line with dZ1 stands the gradient of the second layer. The signal goes back through the weights.
    dZ1 = ... -> dW2 = rate * dZ2 @ cache["A1"].T; dZ1 = dW2.T @ dZ2 * (1 - cache["A1"] ** 2)
    p["W2"] = p["W2"] - dW2
""")
