"""Find the bug: the way back with the 1/m put into dZ2, where every shape is right and one gradient is not."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.vectorized.unit import SECRET, SECRET_ONE_OUTPUT, SECRET_WIDE, SHOWN_ONE_OUTPUT, UNIT, Network


def _input(network: Network) -> tuple:
    return network.X, network.Y, network.parameters, network.cache


@UNIT.exercise(
    "backward_early",
    claims={
        "values": Inputs(
            visible=[_input(SHOWN_ONE_OUTPUT)],
            hidden=[_input(SECRET), _input(SECRET_WIDE), _input(SECRET_ONE_OUTPUT)],
            sizes=SHOWN_ONE_OUTPUT.sizes,
        )
    },
    ladder=(
        "The gradient check says by which factor one of the four is off. Which number of this network is that?",
        "with the 1/m in dZ2 already, dZ1 = W2ᵀ dZ2 ∗ (1 − A1²) carries it too; so no later line may divide by m again",
        "compare the line of dW1 with the line of dW2: one of them divides by m, the other does not",
    ),
)
def backward_early(X, Y, parameters, cache):
    m = X.shape[1]
    dZ2 = (cache["A2"] - Y) / m
    dW2 = dZ2 @ cache["A1"].T
    db2 = np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = parameters["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    dW1 = dZ1 @ X.T
    db1 = np.sum(dZ1, axis=1, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


backward_early.slips("""
bug-still-there: The planted bug is still there: three gradients agree with the measurement, one does not.
    dW1 = dZ1 @ X.T / m
early-average-removed: Now dW1 is right, but dW2, db2 and db1 have lost their only average. The 1/m in dZ2 was no mistake.
    dZ2 = cache["A2"] - Y
    dW1 = dZ1 @ X.T / m
all-divided: Every line divides by m now, although dZ2 has done it: all four are averaged twice.
    dW2 = dZ2 @ cache["A1"].T / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dW1 = dZ1 @ X.T / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
multiplied-by-m: dW1 is multiplied by m now. It was divided once too often; multiplying leaves it without any average.
    dW1 = dZ1 @ X.T * m
divided-by-features: dW1 is divided by the number of features now. Ask whether it should be divided at all.
    dW1 = dZ1 @ X.T / X.shape[0]
hidden-bias-divided: db1 was right before. Look at the gradient that the check calls wrong.
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
output-weights-divided: The wrong line: dW2 was right before, dW1 is as it was.
    dW2 = dZ2 @ cache["A1"].T / m
    dW1 = dZ1 @ X.T / m
hidden-error-restored: dW1 is right now, but db1 has lost its only division by m: it lived on the 1/m that came with dZ1.
    dZ1 = parameters["W2"].T @ dZ2 * (1 - cache["A1"] ** 2) * m
    dW1 = dZ1 @ X.T / m
hidden-layer-divided: dW1 and db1 are both divided by m now. The 1/m came with dZ1 already.
    dW1 = dZ1 @ X.T / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
average-gone: No line divides by m any more. One division is needed, and dZ2 is where this colleague wants it.
    m = X.shape[1] ->
    dZ2 = cache["A2"] - Y
""")
