"""The unit itself and the inputs that its exercises share: small networks with a real forward pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.exercises.definition import Unit
from autograder.exercises.two_layer.given import sigmoid
from helpers.fixtures import NAMED_FUNCTIONS

UNIT = Unit("02_two_layer", notebook="two_layer")

EXP, AFFINE = NAMED_FUNCTIONS["exp"], NAMED_FUNCTIONS["affine"]


@dataclass(frozen=True)
class Example:
    """One training example and a two-layer network that has just seen it.

    Attributes:
        x: (n_x, 1), the inputs.
        y: (n_y, 1), the right answers, 0 or 1.
        parameters: ``W1 (n_h, n_x)  b1 (n_h, 1)  W2 (n_y, n_h)  b2 (n_y, 1)``.
        cache: ``z1  a1`` of shape (n_h, 1) and ``z2  a2`` of shape (n_y, 1), from the forward pass.
    """

    x: np.ndarray
    y: np.ndarray
    parameters: dict[str, np.ndarray]
    cache: dict[str, np.ndarray]

    @property
    def dz2(self) -> np.ndarray:
        """Gradient of the loss by z2, (n_y, 1)."""
        return self.cache["a2"] - self.y


def make_example(seed: int, n_x: int, n_h: int, n_y: int, g: Callable = np.tanh) -> Example:
    """Draw an example and a network from a seed; nothing is zero, and several outputs have both answers.

    Args:
        seed: of the random numbers.
        n_x, n_h, n_y: numbers of inputs, hidden units and outputs.
        g: activation of the hidden layer.
    """
    rng = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        """Both signs, and no number within 0.1 of 0."""
        return np.round(rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.1, 1.2, size=shape), 2)

    x, y = draw(n_x, 1), (np.arange(n_y).reshape(n_y, 1) + seed) % 2
    parameters = {"W1": draw(n_h, n_x), "b1": draw(n_h, 1), "W2": draw(n_y, n_h), "b2": draw(n_y, 1)}
    z1 = parameters["W1"] @ x + parameters["b1"]
    a1 = g(z1)
    z2 = parameters["W2"] @ a1 + parameters["b2"]
    return Example(x, y, parameters, {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)})


def integral_of_affine(z: np.ndarray) -> np.ndarray:
    """An activation whose slope is the table's ``affine``, 3z + 2."""
    return 1.5 * z**2 + 2 * z


#: Visible: one output, and two; every size differs from its neighbours.
SEEN_ONE = make_example(2001, n_x=3, n_h=4, n_y=1)
SEEN_TWO = make_example(2002, n_x=4, n_h=3, n_y=2)
#: Hidden: other sizes, other numbers.
HIDDEN_ONE = make_example(2003, n_x=2, n_h=5, n_y=1)
HIDDEN_TWO = make_example(2004, n_x=5, n_h=4, n_y=2)
HIDDEN_THREE = make_example(2005, n_x=2, n_h=6, n_y=3)
#: All sizes equal: no shape stops a wrong formula, so that its numbers show which one it is.
SEEN_SQUARE = make_example(2009, n_x=2, n_h=2, n_y=2)
HIDDEN_SQUARE = make_example(2010, n_x=3, n_h=3, n_y=3)
#: Other activations in the hidden layer: exp, which is its own slope, and one with the slope 3z + 2.
SEEN_EXP = make_example(2006, n_x=2, n_h=4, n_y=3, g=EXP)
HIDDEN_EXP = make_example(2007, n_x=4, n_h=5, n_y=2, g=EXP)
HIDDEN_AFFINE = make_example(2008, n_x=5, n_h=3, n_y=2, g=integral_of_affine)
