"""The unit itself and the inputs that its exercises share."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Unit

UNIT = Unit("05_layers", notebook="layers")

_rng = np.random.default_rng(20035)


def numbers(*shape, low=0.25, high=2.2):
    """Random numbers of both signs, none near 0, where a mistake could hide, or near a kink."""
    size = np.round(_rng.uniform(low, high, size=shape), 2)
    return np.where(_rng.random(shape) < 0.5, -size, size)


#: Visible inputs of a node, and what arrives on the way back.
X, X_NEXT = np.array([[1.5, -0.4, 2.0], [-1.2, 0.7, -0.3]]), np.array([[-0.8, 1.1, -1.7], [0.6, -2.1, 0.9]])
DOUT, DOUT_NEXT = np.array([[0.3, 1.4, -0.6], [2.0, -0.7, 0.8]]), np.array([[-1.1, 0.4, 0.7], [0.5, 1.6, -0.9]])

#: Hidden inputs: other numbers, one and three dimensions, two examples more.
X_ROW, X_ROW_NEXT, DOUT_ROW, DOUT_ROW_NEXT = numbers(5), numbers(5), numbers(5), numbers(5)
X_CUBE, X_CUBE_NEXT, DOUT_CUBE = numbers(2, 2, 3), numbers(2, 2, 3), numbers(2, 2, 3)
X_MATRIX, X_MATRIX_NEXT, DOUT_MATRIX = numbers(4, 2), numbers(4, 2), numbers(4, 2)


def memory(steps):
    """Sequences that show what a layer with one input remembers: of the latest forward, unspoilt, and of its own.

    Args:
        steps: ``(x, x_next, dout, dout_next)``, arrays of one shape.

    Returns:
        Tuples of steps: forward twice, then backward; backward twice after one forward; two objects in turn.
    """
    x, x_next, dout, dout_next = steps
    return (
        (("forward", x), ("forward", x_next), ("backward", dout)),
        (("forward", x_next), ("backward", dout_next), ("backward", dout)),
        (("forward", x), ("other.forward", x_next), ("backward", dout)),
    )
