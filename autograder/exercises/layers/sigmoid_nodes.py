"""The sigmoid as a chain of four nodes, with the gradient on every edge."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Calls, Inputs
from autograder.exercises.layers.functions import Exp, Reciprocal
from autograder.exercises.layers.nodes import Add, Mul
from autograder.exercises.layers.unit import (
    DOUT,
    DOUT_NEXT,
    DOUT_ROW,
    DOUT_ROW_NEXT,
    UNIT,
    X_NEXT,
    X_ROW,
    X_ROW_NEXT,
    X,
)


@UNIT.exercise(
    "sigmoid_nodes",
    name="SigmoidNodes",
    claims={
        "forward": Inputs(
            visible=[Calls(("forward", 0.5)), Calls(("forward", X))],
            hidden=[Calls(("forward", -1.3)), Calls(("forward", X_ROW))],
        ),
        "backward": Inputs(
            visible=[
                Calls(("forward", 0.5), ("backward", 2.0)),
                Calls(("forward", X), ("backward", DOUT)),
                Calls(("forward", X_NEXT), ("forward", X[0]), ("backward", DOUT_NEXT[0])),
            ],
            hidden=[
                Calls(("forward", -1.3), ("backward", 0.4)),
                Calls(("forward", X_ROW), ("backward", DOUT_ROW)),
                Calls(("forward", X_ROW), ("forward", X_ROW_NEXT), ("backward", DOUT_ROW_NEXT)),
            ],
            probe="last_call",
            keeps_arguments=True,
        ),
    },
    ladder=(
        "Which node was the last on the way forward? It is the first on the way back. What arrives there, and what leaves?",
        "ds = −y² · dout;  de = ds;  du = e · de;  dx = −du",
        "ask the nodes' own backward, from right to left; Mul and Add return two gradients, and the first is the one of u or e",
    ),
)
class SigmoidNodes:
    def __init__(self):
        self.divide, self.plus, self.exp, self.times = Reciprocal(), Add(), Exp(), Mul()

    def forward(self, x):
        u = self.times.forward(x, -1)
        e = self.exp.forward(u)
        s = self.plus.forward(e, 1.0)
        y = self.divide.forward(s)
        return {"u": u, "e": e, "s": s, "y": y}

    def backward(self, dout):
        ds = self.divide.backward(dout)
        de, _ = self.plus.backward(ds)
        du = self.exp.backward(de)
        dx, _ = self.times.backward(du)
        return {"ds": ds, "de": de, "du": du, "dx": dx}


@SigmoidNodes.mistake("minus-node-missing", "The node ×(−1) is missing: exp was given x itself.")
class _:
    def forward(self, x):
        self.e = np.exp(x)
        self.y = 1 / (1 + self.e)
        return {"u": x, "e": self.e, "s": 1 + self.e, "y": self.y}

    def backward(self, dout):
        ds = -dout * self.y**2
        return {"ds": ds, "de": ds, "du": ds * self.e, "dx": ds * self.e}


@SigmoidNodes.mistake("minus-after-exp", "The minus came after exp: −eˣ is not e⁻ˣ. The nodes stand in a fixed order.")
class _:
    def forward(self, x):
        self.e = np.exp(x)
        s = 1 - self.e
        self.y = 1 / s
        return {"u": -x, "e": -self.e, "s": s, "y": self.y}

    def backward(self, dout):
        ds = -dout * self.y**2
        return {"ds": ds, "de": ds, "du": -ds * self.e, "dx": ds * self.e}


@SigmoidNodes.mistake("one-not-added", "The node +1 is missing: `/` was given e itself.")
class _:
    def forward(self, x):
        self.e = np.exp(-x)
        self.y = 1 / self.e
        return {"u": -x, "e": self.e, "s": self.e, "y": self.y}

    def backward(self, dout):
        ds = -dout * self.y**2
        return {"ds": ds, "de": ds, "du": ds * self.e, "dx": -ds * self.e}


@SigmoidNodes.mistake(
    "minus-forgotten-on-the-way-back",
    "On the way back the last node was left out: ×(−1) multiplies the gradient by −1 too.",
)
class _:
    def forward(self, x):
        self.e = np.exp(-x)
        self.y = 1 / (1 + self.e)
        return {"u": -x, "e": self.e, "s": 1 + self.e, "y": self.y}

    def backward(self, dout):
        ds = -dout * self.y**2
        return {"ds": ds, "de": ds, "du": ds * self.e, "dx": ds * self.e}


@SigmoidNodes.mistake(
    "sign-of-the-reciprocal", "The slope of 1/s lost its minus, so every gradient further back has the wrong sign."
)
class _:
    def forward(self, x):
        self.e = np.exp(-x)
        self.y = 1 / (1 + self.e)
        return {"u": -x, "e": self.e, "s": 1 + self.e, "y": self.y}

    def backward(self, dout):
        ds = dout * self.y**2
        return {"ds": ds, "de": ds, "du": ds * self.e, "dx": -ds * self.e}


@SigmoidNodes.mistake(
    "one-added-on-the-way-back", "The node +1 added 1 to the gradient. On the way back a + node only passes on."
)
class _:
    def forward(self, x):
        self.e = np.exp(-x)
        self.y = 1 / (1 + self.e)
        return {"u": -x, "e": self.e, "s": 1 + self.e, "y": self.y}

    def backward(self, dout):
        ds = -dout * self.y**2
        de = ds + 1
        return {"ds": ds, "de": de, "du": de * self.e, "dx": -de * self.e}


@SigmoidNodes.mistake(
    "exp-passes-on",
    "The exp node passed its gradient on unchanged. It multiplies by its slope, which is its own output.",
)
class _:
    def forward(self, x):
        self.e = np.exp(-x)
        self.y = 1 / (1 + self.e)
        return {"u": -x, "e": self.e, "s": 1 + self.e, "y": self.y}

    def backward(self, dout):
        ds = -dout * self.y**2
        return {"ds": ds, "de": ds, "du": ds, "dx": -ds}


@SigmoidNodes.mistake(
    "exp-times-input", "At the exp node the gradient was multiplied by u, the node's input. Its slope is its output."
)
class _:
    def forward(self, x):
        self.u = -x
        e = np.exp(self.u)
        self.y = 1 / (1 + e)
        return {"u": self.u, "e": e, "s": 1 + e, "y": self.y}

    def backward(self, dout):
        ds = -dout * self.y**2
        return {"ds": ds, "de": ds, "du": ds * self.u, "dx": -ds * self.u}


@SigmoidNodes.mistake(
    "dout-missing",
    "These are right for dout = 1 only. The first node on the way back multiplies by what arrives there.",
)
class _:
    def forward(self, x):
        self.e = np.exp(-x)
        self.y = 1 / (1 + self.e)
        return {"u": -x, "e": self.e, "s": 1 + self.e, "y": self.y}

    def backward(self, dout):
        ds = -(self.y**2)
        return {"ds": ds, "de": ds, "du": ds * self.e, "dx": -ds * self.e}


@SigmoidNodes.mistake(
    "one-edge-late",
    "Each gradient got the name of an edge too far to the left. The gradient ds has already passed the node `/`.",
)
class _:
    def forward(self, x):
        self.e = np.exp(-x)
        self.y = 1 / (1 + self.e)
        return {"u": -x, "e": self.e, "s": 1 + self.e, "y": self.y}

    def backward(self, dout):
        ds = -dout * self.y**2
        return {"ds": dout, "de": ds, "du": ds, "dx": ds * self.e}


@SigmoidNodes.mistake(
    "local-slopes",
    "These are the local slopes, each for itself. A node multiplies its slope by the gradient that arrives from the right.",
)
class _:
    def forward(self, x):
        self.e = np.exp(-x)
        self.y = 1 / (1 + self.e)
        return {"u": -x, "e": self.e, "s": 1 + self.e, "y": self.y}

    def backward(self, dout):
        one = np.ones_like(dout)
        return {"ds": -dout * self.y**2, "de": one, "du": self.e, "dx": -one}


@SigmoidNodes.mistake(
    "forward-order", "On the way back the nodes were asked in the order of the way forward. The last node comes first."
)
class _:
    def forward(self, x):
        self.e = np.exp(-x)
        self.y = 1 / (1 + self.e)
        return {"u": -x, "e": self.e, "s": 1 + self.e, "y": self.y}

    def backward(self, dout):
        dx = -dout
        du = dx * self.e
        return {"ds": -du * self.y**2, "de": du, "du": du, "dx": dx}


@SigmoidNodes.mistake(
    "not-chained", "Every node was given the same dout. A node gets what the node to its right has sent back."
)
class _:
    def forward(self, x):
        self.e = np.exp(-x)
        self.y = 1 / (1 + self.e)
        return {"u": -x, "e": self.e, "s": 1 + self.e, "y": self.y}

    def backward(self, dout):
        return {"ds": -dout * self.y**2, "de": dout, "du": dout * self.e, "dx": -dout}


@SigmoidNodes.mistake(
    "second-gradient", "The node × gives two gradients back. The second one belongs to the −1; which input was x?"
)
class _:
    def forward(self, x):
        self.x, self.e = x, np.exp(-x)
        self.y = 1 / (1 + self.e)
        return {"u": -x, "e": self.e, "s": 1 + self.e, "y": self.y}

    def backward(self, dout):
        ds = -dout * self.y**2
        return {"ds": ds, "de": ds, "du": ds * self.e, "dx": ds * self.e * self.x}
