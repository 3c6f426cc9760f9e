"""Examples side by side as columns, and the linear step of a layer for all of them at once."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.vectorized.unit import SECRET, SECRET_ONE_EXAMPLE, SECRET_WIDE, SHOWN, UNIT


def _columns(X: np.ndarray) -> list[np.ndarray]:
    """The examples of X (n_x, m) one by one, each (n_x, 1)."""
    return [X[:, i : i + 1].copy() for i in range(X.shape[1])]


@UNIT.exercise(
    "stack_columns",
    claims={
        "values": Inputs(
            visible=[(_columns(SHOWN.X),)],
            hidden=[(_columns(SECRET.X),), (_columns(SECRET_WIDE.X),), (_columns(SECRET_ONE_EXAMPLE.X),)],
        )
    },
    ladder=(
        "Each example is a column. Should the next one stand below it, or beside it?",
        "X = [ x(1)  x(2)  …  x(m) ], of shape (n_x, m)",
        "NumPy's hstack (h for horizontal) takes the list as it is",
    ),
)
def stack_columns(examples):
    return np.hstack(examples)


stack_columns.slips("""
stacked-below: The examples stand below each other in one tall column. They belong side by side.
    return np.vstack(examples)
examples-as-rows: Each example became a row. In this course an example is a column.
    return np.hstack(examples).T
third-axis: np.array of the list adds a third axis and keeps each example as a little matrix. Two axes are wanted: features and examples.
    return np.array(examples)
third-axis-behind: np.stack makes a new axis. The examples have an axis of length 1 already, and along that one they are joined.
    return np.stack(examples, axis=1)
reshaped: The shape is right, but reshape fills row by row and tears the examples apart. Compare the first column with the first example.
    return np.array(examples).reshape(len(examples[0]), len(examples))
flattened: All numbers stand in one row. The rows are the features, the columns the examples.
    return np.array(examples).ravel()
""")


@stack_columns.mistake("first-example-only", "Only the first example is there. Did a `return` end the loop?")
def _(examples):
    for example in examples:
        return example


@stack_columns.mistake("last-example-only", "Only the last example is left: each one overwrote the one before.")
def _(examples):
    for example in examples:
        X = example
    return X


stack_columns.slips("""
added-up: The examples were added up. Each keeps a column of its own.
    return sum(examples)
reversed: The columns come in reverse order. Then X no longer belongs to Y.
    return np.hstack(examples[::-1])
list-returned: That is still the list. The network needs one array.
    return list(examples)
""")


@UNIT.exercise(
    "linear",
    claims={
        "values": Inputs(
            visible=[(SHOWN.X, SHOWN.parameters["W1"], SHOWN.parameters["b1"])],
            hidden=[
                (SECRET.X, SECRET.parameters["W1"], SECRET.parameters["b1"]),
                (SECRET_WIDE.cache["A1"], SECRET_WIDE.parameters["W2"], SECRET_WIDE.parameters["b2"]),
                (SECRET_ONE_EXAMPLE.X, SECRET_ONE_EXAMPLE.parameters["W1"], SECRET_ONE_EXAMPLE.parameters["b1"]),
            ],
            sizes=SHOWN.sizes,
        )
    },
    ladder=(
        "W is (n_out, n_in) and A is (n_in, m). In which order do they fit together, and what shape comes out?",
        "Z = W A + b; b is (n_out, 1), and NumPy adds it to every column",
        "the matrix product is written W @ A; then plus b, as it is",
    ),
)
def linear(A, W, b):
    return W @ A + b


linear.slips("""
bias-missing: The bias b is not added.
    return W @ A
bias-subtracted: The bias is subtracted. Look at the sign.
    return W @ A - b
bias-multiplied: The bias multiplies. It is a shift, so it is added.
    return W @ A * b
bias-summed: b was summed to one number. Each unit has a bias of its own, the same for all examples.
    return W @ A + np.sum(b)
bias-flattened: Without its axis of length 1, b is laid along the row of examples instead of down the column of units.
    return W @ A + b.ravel()
bias-transposed: A transposed b is a row: it runs along the examples. It must run down the units.
    return W @ A + b.T
elementwise: `*` multiplies element by element. A unit adds up weight times input over all inputs: that is a matrix product.
    return W * A + b
order-exchanged: The order of the factors: the inner sizes must be equal, and A has n_in rows.
    return A @ W + b
weights-transposed: W.T turns W to (n_in, n_out); its columns no longer fit to the rows of A.
    return W.T @ A + b
examples-as-rows: The result has one row an example. Examples stay columns all the way through.
    return (W @ A + b).T
first-example-only: Only the first column was computed. The formula takes all of A at once.
    return W @ A[:, :1] + b
activation-applied: An activation function was applied already. This step ends with Z; the activation comes after it.
    return np.tanh(W @ A + b)
bias-in-the-sum: b was put beside the products and added once for every input. It is added once, after the sum.
    return W @ A + A.shape[0] * b
""")
