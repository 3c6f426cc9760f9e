"""The nodes with two inputs: × and +."""

from __future__ import annotations

from autograder.exercises.definition import Calls, Inputs
from autograder.exercises.layers.unit import (
    DOUT,
    DOUT_CUBE,
    DOUT_NEXT,
    DOUT_ROW,
    DOUT_ROW_NEXT,
    UNIT,
    X_CUBE,
    X_CUBE_NEXT,
    X_MATRIX,
    X_MATRIX_NEXT,
    X_NEXT,
    X_ROW,
    X_ROW_NEXT,
    X,
)

FORWARD = Inputs(
    visible=[Calls(("forward", 3.0, -0.4)), Calls(("forward", X, X_NEXT))],
    hidden=[
        Calls(("forward", -1.5, 2.4)),
        Calls(("forward", X_ROW, X_ROW_NEXT)),
        Calls(("forward", X_CUBE, X_CUBE_NEXT)),
    ],
)
BACKWARD = Inputs(
    visible=[Calls(("forward", 3.0, -0.4), ("backward", 0.5)), Calls(("forward", X, X_NEXT), ("backward", DOUT))],
    hidden=[
        Calls(("forward", -1.5, 2.4), ("backward", -0.7)),
        Calls(("forward", X_ROW, X_ROW_NEXT), ("backward", DOUT_ROW)),
        Calls(("forward", X_CUBE, X_CUBE_NEXT), ("backward", DOUT_CUBE)),
    ],
    probe="last_call",
    keeps_arguments=True,
)


@UNIT.exercise(
    "mul",
    name="Mul",
    claims={
        "forward": FORWARD,
        "backward": BACKWARD,
        "memory": Inputs(
            visible=[
                Calls(("forward", X, X_NEXT), ("forward", X_NEXT[0], DOUT[0]), ("backward", DOUT_NEXT[0])),
                Calls(("forward", X[0], X_NEXT[0]), ("backward", DOUT[0]), ("backward", DOUT_NEXT[0])),
                Calls(("forward", X[0], X_NEXT[0]), ("other.forward", DOUT[0], X[0]), ("backward", DOUT_NEXT[0])),
            ],
            hidden=[
                Calls(("forward", X_MATRIX, X_MATRIX_NEXT), ("forward", X_ROW, X_ROW_NEXT), ("backward", DOUT_ROW)),
                Calls(("forward", X_ROW, X_ROW_NEXT), ("backward", DOUT_ROW), ("backward", DOUT_ROW_NEXT)),
                Calls(("forward", X_ROW, X_ROW_NEXT), ("other.forward", DOUT_ROW, X_ROW), ("backward", DOUT_ROW_NEXT)),
            ],
            probe="last_call",
        ),
    },
    ladder=(
        "Let y stay and let x grow by a little. By how much does x · y grow? Which of the two inputs tells you?",
        "∂(x·y)/∂x = y and ∂(x·y)/∂y = x; each is multiplied by dout",
        "forward keeps both inputs (self.x, self.y); backward returns dout times the one and dout times the other",
    ),
)
class Mul:
    def forward(self, x, y):
        self.x = x
        self.y = y
        return x * y

    def backward(self, dout):
        return dout * self.y, dout * self.x


Mul.slips("""
own-input: dx was multiplied by x, and dy by y. How fast x · y grows with x depends on the *other* input.
    backward: return dout * self.x, dout * self.y
dout-missing: These are the local derivatives only. The chain rule multiplies them by what arrives from the right, dout.
    backward: return self.y, self.x
passed-on: dout was passed on unchanged. That is what a + node does; a × node stretches it.
    self.x = x; self.y = y ->
    backward: return dout, dout
both-inputs: dout was multiplied by both inputs at once. Each gradient takes only one of them.
    backward: return dout * self.x * self.y, dout * self.x * self.y
divided: The way back does not undo the multiplication. It asks how fast the output grows, and that is a product.
    backward: return dout / self.y, dout / self.x
added: The node adds its inputs; it should multiply them.
    forward: return x + y
one-number: Two inputs need two gradients. They were added to one.
    backward: return dout * self.y + dout * self.x
""")


@Mul.mistake(
    "first-inputs-kept",
    "The node remembers the inputs of its first forward only. Each forward replaces what the one before has left.",
)
class _:
    def __init__(self):
        self.x = None

    def forward(self, x, y):
        if self.x is None:
            self.x = x
            self.y = y
        return x * y

    def backward(self, dout):
        return dout * self.y, dout * self.x


Mul.slips("""
kept-by-the-class: All nodes share one memory: `Mul.x = ...` writes on the class, `global` for the whole notebook. `self.x = ...` writes on this one node.
    self.x = x -> type(self).x = x
    self.y = y -> type(self).y = y
memory-overwritten: backward overwrites what the node remembers, so a second backward computes with gradients in place of inputs. Use new names.
    return dout * self.y, dout * self.x -> self.x, self.y = dout * self.y, dout * self.x; return self.x, self.y
self-forgotten: Without `self.` a name is gone when forward returns. `self.x = x` is what lasts until backward.
    self.x = x; self.y = y ->
    backward: return dout * y, dout * x
dout-in-place: `*=` writes into the array dout that was handed to you; another branch may still need it. Make a new array.
    return dout * self.y, dout * self.x -> dx = dout * self.y; dout *= self.x; return dx, dout
""")


@UNIT.exercise(
    "add",
    name="Add",
    claims={"forward": FORWARD, "backward": BACKWARD},
    ladder=(
        "Let x grow by 0.01 and y stay. By how much does x + y grow? Does it depend on x or y?",
        "∂(x+y)/∂x = 1 and ∂(x+y)/∂y = 1; each is multiplied by dout",
        "return dout for x and dout for y; there is nothing to remember",
    ),
)
class Add:
    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        return dout, dout


Add.slips("""
dout-missing: 1 and 1 are the local derivatives. The chain rule multiplies them by what arrives from the right, dout.
    backward: return dout * 0 + 1, dout * 0 + 1
plain-ones: 1 and 1 are the local derivatives, and in the wrong shape for an array. What becomes of the gradient that arrives, dout?
    backward: return 1, 1
as-a-product: dout was multiplied by the other input, as a × node does. x + y grows just as fast as x, whatever y is.
    return x + y -> self.x = x; self.y = y; return x + y
    backward: return dout * self.y, dout * self.x
own-input: dout was multiplied by the inputs. How fast x + y grows with x does not depend on where x is.
    return x + y -> self.x = x; self.y = y; return x + y
    backward: return dout * self.x, dout * self.y
shared-out: dout was shared out between the inputs, half and half. It is no cake: each input gets all of it.
    backward: return dout / 2, dout / 2
doubled: dout was added to itself. Gradients add up where one value goes to two places, not where two values meet.
    backward: return dout + dout, dout + dout
second-negated: The second gradient has a minus. That belongs to x − y; when y grows, x + y grows.
    backward: return dout, -dout
first-only: Only one gradient is returned. Two inputs need two, even if they are equal.
    backward: return dout
second-zero: The second input got no gradient. It is an input like the first one.
    backward: return dout, dout * 0
multiplied: The node multiplies its inputs; it should add them.
    forward: return x * y
dout-in-place: Something writes into dout (`dout *= 1`, `dout -= dout`, `dout[...] = ...`); another branch may still need it. Pass it on as it is.
    return dout, dout -> dx = dout + 0; dout *= 0; dout += 1; return dx, dx
""")
