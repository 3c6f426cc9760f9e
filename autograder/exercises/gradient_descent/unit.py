"""The unit itself and the functions, neurons and networks that its exercises share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.exercises.definition import Unit
from helpers.fixtures import NAMED_FUNCTIONS

UNIT = Unit("06_gradient_descent", notebook="gradient_descent")

PARABOLA, PARABOLA_SLOPE, PARABOLA_CURVATURE, QUARTIC, QUARTIC_SLOPE, QUARTIC_CURVATURE = (
    NAMED_FUNCTIONS[name]
    for name in ("parabola", "parabola_slope", "parabola_curvature", "quartic", "quartic_slope", "quartic_curvature")
)
AFFINE, SIN, COS, EXP, TANH = (NAMED_FUNCTIONS[name] for name in ("affine", "sin", "cos", "exp", "tanh"))


def walk(x: float, rate: float, steps: int) -> np.ndarray:
    """The points of gradient descent on the document's parabola, 2 + (x − 2)(1 − 2 rate)^k for k = 0 … steps."""
    return 2 + (x - 2) * (1 - 2 * rate) ** np.arange(steps + 1)


@dataclass(frozen=True)
class Neuron:
    """One neuron with examples: X (n_x, N), Y (1, N) of 0 and 1, w (1, n_x), b (1, 1)."""

    X: np.ndarray
    Y: np.ndarray
    w: np.ndarray
    b: np.ndarray

    @property
    def given(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """What a function of examples and parameters is called with: X, Y, w, b."""
        return self.X, self.Y, self.w, self.b

    @property
    def sizes(self) -> dict[str, int]:
        """Names of the numbers that a wrong factor may turn out to be."""
        return {name: size for name, size in (("N", self.X.shape[1]), ("n_x", self.X.shape[0])) if size > 1}


@dataclass(frozen=True)
class Network:
    """A two-layer network with examples: X (n_x, m), Y (n_y, m) of 0 and 1, and its parameters."""

    X: np.ndarray
    Y: np.ndarray
    parameters: dict[str, np.ndarray]

    @property
    def sizes(self) -> dict[str, int]:
        """Names of the numbers that a wrong factor may turn out to be; no two are equal."""
        (n_h, n_x), (n_y, m) = self.parameters["W1"].shape, self.Y.shape
        return {name: size for name, size in (("m", m), ("n_x", n_x), ("n_h", n_h), ("n_y", n_y)) if size > 1}


def _numbers(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Generic numbers with two decimals, none near 0."""
    drawn = rng.normal(scale=0.8, size=shape)
    return np.round(drawn + np.where(drawn < 0, -0.1, 0.1), 2)


def _labels(rng: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    """Labels (rows, columns), both classes in every row where there are two columns or more."""
    return np.array([(rng.permutation(columns) + row + 1) % 2 for row in range(rows)], dtype=float)


def make_neuron(seed: int, n_x: int, N: int) -> Neuron:
    """A neuron that has not learned anything yet, with examples."""
    rng = np.random.default_rng(seed)
    return Neuron(_numbers(rng, n_x, N), _labels(rng, 1, N), _numbers(rng, 1, n_x), _numbers(rng, 1, 1))


def make_network(seed: int, n_x: int, n_h: int, n_y: int, m: int) -> Network:
    """A network that has not learned anything yet, with examples."""
    rng = np.random.default_rng(seed)
    X, Y = _numbers(rng, n_x, m), _labels(rng, n_y, m)
    return Network(
        X,
        Y,
        {
            "W1": _numbers(rng, n_h, n_x),
            "b1": _numbers(rng, n_h, 1),
            "W2": _numbers(rng, n_y, n_h),
            "b2": _numbers(rng, n_y, 1),
        },
    )


#: Visible; all sizes of a neuron or network differ, so that no wrong axis or factor can pass for a right one.
NEURON = make_neuron(60001, n_x=3, N=5)
NEURON_ONE_EXAMPLE = make_neuron(60002, n_x=2, N=1)
NETWORK = make_network(60003, n_x=3, n_h=4, n_y=2, m=5)
NETWORK_ONE_OUTPUT = make_network(60004, n_x=2, n_h=3, n_y=1, m=4)

#: Hidden: other numbers, other sizes.
SECRET_NEURON = make_neuron(60011, n_x=4, N=7)
SECRET_NEURON_WIDE = make_neuron(60012, n_x=2, N=6)
SECRET_NEURON_ONE_EXAMPLE = make_neuron(60013, n_x=5, N=1)
SECRET_NETWORK = make_network(60014, n_x=4, n_h=3, n_y=2, m=7)
SECRET_NETWORK_WIDE = make_network(60015, n_x=2, n_h=5, n_y=3, m=4)
SECRET_NETWORK_ONE_OUTPUT = make_network(60016, n_x=5, n_h=4, n_y=1, m=6)
