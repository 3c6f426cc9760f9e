"""The unit itself and the networks that its exercises share; every cache comes from a real forward pass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.exercises.definition import Unit
from autograder.exercises.vectorized.given import sigmoid

UNIT = Unit("03_vectorized", notebook="vectorized")


@dataclass(frozen=True)
class Network:
    """A two-layer network with examples: X (n_x, m), Y (n_y, m), parameters and the cache of its forward pass."""

    X: np.ndarray
    Y: np.ndarray
    parameters: dict[str, np.ndarray]
    cache: dict[str, np.ndarray]

    @property
    def sizes(self) -> dict[str, int]:
        """Names of the numbers that a wrong factor may turn out to be; no two are equal, and 2 may just be a 2."""
        (n_h, n_x), (n_y, m) = self.parameters["W1"].shape, self.Y.shape
        return {name: size for name, size in (("m", m), ("n_x", n_x), ("n_h", n_h), ("n_y", n_y)) if size > 2}


def make_network(seed: int, n_x: int, n_h: int, n_y: int, m: int) -> Network:
    """A network with generic numbers, no weight or bias near 0; both classes in every row of Y where m allows it."""
    rng = np.random.default_rng(seed)

    def numbers(*shape: int) -> np.ndarray:
        drawn = rng.normal(scale=0.8, size=shape)
        return np.round(drawn + np.where(drawn < 0, -0.1, 0.1), 2)

    X, W1, b1, W2, b2 = numbers(n_x, m), numbers(n_h, n_x), numbers(n_h, 1), numbers(n_y, n_h), numbers(n_y, 1)
    Y = np.array([(rng.permutation(m) + row + 1) % 2 for row in range(n_y)], dtype=float)
    Z1 = W1 @ X + b1
    A1 = np.tanh(Z1)
    Z2 = W2 @ A1 + b2
    cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
    return Network(X, Y, {"W1": W1, "b1": b1, "W2": W2, "b2": b2}, cache)


#: Visible networks. All sizes of a network differ, so that no wrong axis or factor can pass for a right one.
SHOWN = make_network(30401, n_x=3, n_h=4, n_y=2, m=5)
SHOWN_ONE_OUTPUT = make_network(30002, n_x=2, n_h=3, n_y=1, m=4)
SHOWN_ONE_EXAMPLE = make_network(30103, n_x=4, n_h=3, n_y=2, m=1)

#: Hidden networks: other numbers and other sizes.
SECRET = make_network(31511, n_x=4, n_h=3, n_y=2, m=7)
SECRET_WIDE = make_network(30512, n_x=2, n_h=5, n_y=3, m=4)
SECRET_ONE_OUTPUT = make_network(30213, n_x=5, n_h=4, n_y=1, m=6)
SECRET_ONE_EXAMPLE = make_network(30314, n_x=2, n_h=4, n_y=3, m=1)
