"""Find the bugs: a whole backward pass with one that the dimension check sees and one that it cannot see."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.two_layer.given import tanh_slope
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
    """What a whole backward pass is made from."""
    return example.x, example.y, example.parameters, example.cache


@UNIT.exercise(
    "backward",
    claims={
        "shapes": Inputs(visible=[_given(SEEN_ONE)], hidden=[_given(HIDDEN_ONE), _given(HIDDEN_TWO)], probe="shapes"),
        "values": Inputs(
            visible=[_given(SEEN_TWO), _given(SEEN_SQUARE)],
            hidden=[_given(HIDDEN_ONE), _given(HIDDEN_THREE), _given(HIDDEN_SQUARE)],
        ),
    },
    ladder=(
        "Which gradients does the dimension check call wrong? And which does the gradient check call wrong besides? Where do those come from?",
        "going back from dz2 to the hidden layer takes the weights of the second layer; dW1 has the shape of W1",
        "compare the line of dz1 with dz1 = W2ᵀ dz2 ∗ g′(z1) letter by letter, and the line of dW1 with dW1 = dz1 xᵀ",
    ),
)
def backward(x, y, parameters, cache):
    dz2 = cache["a2"] - y
    dW2 = dz2 @ cache["a1"].T
    dz1 = parameters["W2"].T @ dz2 * tanh_slope(cache["z1"])
    dW1 = dz1 @ x.T
    return {"dz2": dz2, "dW2": dW2, "db2": dz2, "dz1": dz1, "dW1": dW1, "db1": dz1}


backward.slips("""
both-bugs-left: Both planted bugs are still there. Start with the one that the dimension check points at.
    parameters["W2"] -> dW2
    dW1 = x @ dz1.T
only-the-shape-repaired: All shapes are right now, but one bug is left that no shape can show. Which gradients does the gradient check still call wrong, and what do they have in common?
    parameters["W2"] -> dW2
only-the-numbers-repaired: One bug is repaired, the harder one. The other still shows in a shape.
    dW1 = x @ dz1.T
reshaped: The dimension check is content, but `reshape` only refills the numbers row by row. The factors of dW1 are still exchanged.
    dW1 = (x @ dz1.T).reshape(parameters["W1"].shape)
reshaped-and-dw2-left: `reshape` only silences the dimension check: the factors of dW1 are still exchanged. And the bug in dz1 is still there.
    parameters["W2"] -> dW2
    dW1 = (x @ dz1.T).reshape(parameters["W1"].shape)
slope-at-a: The weights and the order of the factors are right now, but the slope was right before: it belongs to z1, not to a1.
    cache["z1"] -> cache["a1"]
slope-removed: The slope of the hidden layer was taken out. It was not the bug.
    dz1 = parameters["W2"].T @ dz2
sign-turned: The sign of dz2 was turned. That line was right.
    dz2 = y - cache["a2"]
transpose-lost: Together with dW2 the transpose went away. W2 runs forwards, its transpose back.
    parameters["W2"].T -> parameters["W2"]
first-layers-weights: W1 got into dz1. The way back from the output to the hidden layer passes the other weights.
    parameters["W2"] -> parameters["W1"]
biases-summed: The biases' gradients were added up over the units. They were right: each unit has its own bias.
    return ... -> db1, db2 = np.full_like(dz1, np.sum(dz1)), np.full_like(dz2, np.sum(dz2));
        return {"dz2": dz2, "dW2": dW2, "db2": db2, "dz1": dz1, "dW1": dW1, "db1": db1}
""")
