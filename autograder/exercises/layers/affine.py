"""The affine layer, Z = W X + b, for m examples as columns."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Calls, Inputs
from autograder.exercises.layers.unit import UNIT, numbers

#: Visible: 3 inputs, 2 outputs, 4 examples; then 5 examples.
W, B = np.array([[0.5, -1.2, 0.8], [1.1, 0.4, -0.7]]), np.array([[0.3], [-0.6]])
X4 = np.array([[1.5, -0.4, 2.0, 0.6], [-1.2, 0.7, -0.3, 1.9], [0.8, 1.3, -2.1, -0.5]])
DOUT4 = np.array([[0.3, 1.4, -0.6, 0.9], [2.0, -0.7, 0.8, -1.3]])
X5 = np.array([[0.2, -1.8, 1.1, 0.7, -0.9], [1.6, 0.5, -0.8, -1.4, 0.3], [-0.7, 2.2, 0.4, 1.2, -1.5]])
DOUT5 = np.array([[-0.8, 0.5, 1.7, -0.4, 1.1], [0.6, -1.9, 0.3, 1.2, 0.7]])
#: Hidden: 2 inputs, 4 outputs and 3 or 6 examples; 5 inputs, 3 outputs and 2 examples.
TALL = {"setup": (numbers(4, 2), numbers(4, 1))}
X_TALL, DOUT_TALL, X_TALL_NEXT, DOUT_TALL_NEXT = numbers(2, 3), numbers(4, 3), numbers(2, 6), numbers(4, 6)
WIDE = {"setup": (numbers(3, 5), numbers(3, 1))}
X_WIDE, DOUT_WIDE = numbers(5, 2), numbers(3, 2)
VISIBLE = {"setup": (W, B)}


def after_backward(*last):
    """Inputs of a claim that looks at the last call: backward, or what comes after it."""
    return Inputs(
        visible=[Calls(("forward", X4), ("backward", DOUT4), *last, **VISIBLE)],
        hidden=[
            Calls(("forward", X_TALL), ("backward", DOUT_TALL), *last, **TALL),
            Calls(("forward", X_TALL_NEXT), ("backward", DOUT_TALL_NEXT), *last, **TALL),
            Calls(("forward", X_WIDE), ("backward", DOUT_WIDE), *last, **WIDE),
        ],
        probe="last_call",
        keeps_arguments=True,
        sizes={"m": 4},
    )


@UNIT.exercise(
    "affine",
    name="Affine",
    claims={
        "forward": Inputs(
            visible=[Calls(("forward", X4), **VISIBLE)],
            hidden=[Calls(("forward", X_TALL), **TALL), Calls(("forward", X_WIDE), **WIDE)],
        ),
        "backward": after_backward(),
        "gradients": after_backward(("gradients",)),
        "memory": Inputs(
            visible=[
                Calls(("forward", X4), ("forward", X5), ("backward", DOUT5), ("gradients",), **VISIBLE),
                Calls(("forward", X5), ("backward", DOUT5), ("backward", -DOUT5[:, ::-1]), ("gradients",), **VISIBLE),
                Calls(("forward", X4), ("other.forward", X5), ("backward", DOUT4), ("gradients",), **VISIBLE),
            ],
            hidden=[
                Calls(
                    ("forward", X_TALL), ("forward", X_TALL_NEXT), ("backward", DOUT_TALL_NEXT), ("gradients",), **TALL
                ),
                Calls(
                    ("forward", X_TALL), ("backward", DOUT_TALL), ("backward", -DOUT_TALL[::-1]), ("gradients",), **TALL
                ),
                Calls(
                    ("forward", X_TALL_NEXT),
                    ("other.forward", X_TALL),
                    ("backward", DOUT_TALL_NEXT),
                    ("gradients",),
                    **TALL,
                ),
            ],
            probe="last_call",
        ),
    },
    ladder=(
        "Each gradient has the shape of its variable. Which product of dout (n_out, m) with W or X has the shape of X? Of W?",
        "Z = W X + b;  dX = Wᵀ dout;  dW = dout Xᵀ;  db = Σ of the columns of dout, shape (n_out, 1)",
        "self.W @ X + self.b; then self.W.T @ dout, dout @ self.X.T and np.sum(dout, axis=1, keepdims=True)",
    ),
)
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, X):
        self.X = X
        return self.W @ X + self.b

    def backward(self, dout):
        self.dW = dout @ self.X.T
        self.db = np.sum(dout, axis=1, keepdims=True)
        return self.W.T @ dout

    def gradients(self):
        return {"dW": self.dW, "db": self.db}


Affine.slips("""
factors-exchanged: W and X stand in the wrong order. The inner sizes of a product must agree: (n_out, n_in) before (n_in, m).
    self.W @ X -> X @ self.W
bias-missing: The bias b is not added on the way forward.
    forward: return self.W @ X
element-by-element: `*` multiplies element by element. The weights meet the inputs in a matrix product.
    self.W @ X -> self.W * X
w-not-transposed: dX needs W the other way round: on the way back the layer goes from n_out numbers to n_in. Check the shapes.
    backward: return self.W @ dout
dx-transposed: dX has examples as rows. It has the shape of X: one column an example.
    backward: return dout.T @ self.W
dout-passed-on: backward hands dout on unchanged. What reaches X has come through the weights.
    backward: return dout
x-not-transposed: dW needs X the other way round: the examples must meet each other in the middle of the product. Check the shapes.
    self.dW = dout @ self.X
dw-transposed: dW came out transposed. A gradient has the shape of its variable: rows are outputs, columns are inputs.
    self.dW = self.X @ dout.T
averaged: dW and db were divided by m. In this unit the division is part of the cost, and it is already in dout.
    self.dW = dout @ self.X.T / dout.shape[1]
    self.db = np.mean(dout, axis=1, keepdims=True)
db-mean: db is the mean of the columns; expected is their sum. The division by m is part of the cost, already in dout.
    self.db = np.mean(dout, axis=1, keepdims=True)
db-not-summed: db was not summed over the examples. One b serves all m columns, so it gets a gradient from each.
    self.db = dout
db-wrong-axis: db was summed over the outputs. Which axis holds the examples?
    self.db = np.sum(dout, axis=0, keepdims=True)
keepdims-lost: The sum for db lost an axis. db has the shape of b, a column; NumPy's sum can keep the axis.
    self.db = np.sum(dout, axis=1)
db-one-number: db was summed over everything. Each output has a bias of its own.
    self.db = np.sum(dout)
first-input-kept: The layer remembers the X of its first forward only. Each forward replaces what the one before has left.
    self.W, self.b = W, b -> self.W, self.b, self.X = W, b, None
    self.X = X -> if self.X is None:
        self.X = X
kept-by-the-class: `Affine.X = ...` writes on the class, so all layers share one memory. `self.X = ...` writes on this one layer.
    self.X = X -> type(self).X = X
added-up: The gradients of every backward are added up. Here each backward starts afresh: it replaces dW and db.
    self.W, self.b = W, b; self.dW, self.db = np.zeros(W.shape), np.zeros(b.shape)
    self.dW = self.dW + dout @ self.X.T
    self.db = self.db + np.sum(dout, axis=1, keepdims=True)
output-kept: dW was made with the layer's output. It needs what the weights were multiplied with, the input X.
    self.X = X -> self.Z = self.W @ X + self.b
    forward: return self.Z
    self.dW = dout @ self.Z.T
step-taken: backward changes W itself. Taking a step downhill is somebody else's job; backward only measures the slopes.
    self.db = np.sum(dout, axis=1, keepdims=True); self.W -= 0.1 * self.dW
""")
