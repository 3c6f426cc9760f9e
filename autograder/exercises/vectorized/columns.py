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


@stack_columns.mistake("stacked-below", "The examples stand below each other in one tall column. They belong side by side.")
def _(examples):
    return np.vstack(examples)


@stack_columns.mistake("examples-as-rows", "Each example became a row. In this course an example is a column.")
def _(examples):
    return np.hstack(examples).T


@stack_columns.mistake("third-axis", "np.array of the list adds a third axis and keeps each example as a little matrix. Two axes are wanted: features and examples.")
def _(examples):
    return np.array(examples)


@stack_columns.mistake("third-axis-behind", "np.stack makes a new axis. The examples have an axis of length 1 already, and along that one they are joined.")
def _(examples):
    return np.stack(examples, axis=1)


@stack_columns.mistake("reshaped", "The shape is right, but reshape fills row by row and tears the examples apart. Compare the first column with the first example.")
def _(examples):
    return np.array(examples).reshape(len(examples[0]), len(examples))


@stack_columns.mistake("flattened", "All numbers stand in one row. The rows are the features, the columns the examples.")
def _(examples):
    return np.array(examples).ravel()


@stack_columns.mistake("first-example-only", "Only the first example is there. Did a `return` end the loop?")
def _(examples):
    for example in examples:
        return example


@stack_columns.mistake("last-example-only", "Only the last example is left: each one overwrote the one before.")
def _(examples):
    for example in examples:
        X = example
    return X


@stack_columns.mistake("added-up", "The examples were added up. Each keeps a column of its own.")
def _(examples):
    return sum(examples)


@stack_columns.mistake("reversed", "The columns come in reverse order. Then X no longer belongs to Y.")
def _(examples):
    return np.hstack(examples[::-1])


@stack_columns.mistake("list-returned", "That is still the list. The network needs one array.")
def _(examples):
    return list(examples)


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
        ),
    },
    ladder=(
        "W is (n_out, n_in) and A is (n_in, m). In which order do they fit together, and what shape comes out?",
        "Z = W A + b; b is (n_out, 1), and NumPy adds it to every column",
        "the matrix product is written W @ A; then plus b, as it is",
    ),
)
def linear(A, W, b):
    return W @ A + b


@linear.mistake("bias-missing", "The bias b is not added.")
def _(A, W, b):
    return W @ A


@linear.mistake("bias-subtracted", "The bias is subtracted. Look at the sign.")
def _(A, W, b):
    return W @ A - b


@linear.mistake("bias-multiplied", "The bias multiplies. It is a shift, so it is added.")
def _(A, W, b):
    return W @ A * b


@linear.mistake("bias-summed", "b was summed to one number. Each unit has a bias of its own, the same for all examples.")
def _(A, W, b):
    return W @ A + np.sum(b)


@linear.mistake("bias-flattened", "Without its axis of length 1, b is laid along the row of examples instead of down the column of units.")
def _(A, W, b):
    return W @ A + b.ravel()


@linear.mistake("bias-transposed", "A transposed b is a row: it runs along the examples. It must run down the units.")
def _(A, W, b):
    return W @ A + b.T


@linear.mistake("elementwise", "`*` multiplies element by element. A unit adds up weight times input over all inputs: that is a matrix product.")
def _(A, W, b):
    return W * A + b


@linear.mistake("order-exchanged", "The order of the factors: the inner sizes must be equal, and A has n_in rows.")
def _(A, W, b):
    return A @ W + b


@linear.mistake("weights-transposed", "W.T turns W to (n_in, n_out); its columns no longer fit to the rows of A.")
def _(A, W, b):
    return W.T @ A + b


@linear.mistake("examples-as-rows", "The result has one row an example. Examples stay columns all the way through.")
def _(A, W, b):
    return (W @ A + b).T


@linear.mistake("first-example-only", "Only the first column was computed. The formula takes all of A at once.")
def _(A, W, b):
    return W @ A[:, :1] + b


@linear.mistake("activation-applied", "An activation function was applied already. This step ends with Z; the activation comes after it.")
def _(A, W, b):
    return np.tanh(W @ A + b)


@linear.mistake("bias-in-the-sum", "b was put beside the products and added once for every input. It is added once, after the sum.")
def _(A, W, b):
    return W @ A + A.shape[0] * b
