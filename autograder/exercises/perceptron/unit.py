"""The unit itself and the inputs that its exercises share."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from autograder.exercises.definition import Unit
from autograder.exercises.perceptron.given import forward

UNIT = Unit("04_perceptron", notebook="perceptron")


class Task(NamedTuple):
    """Examples, parameters to start from, and what one real way forward makes of them.

    X (n_x, m), Y (n_y, m), W (n_y, n_x), b (n_y, 1), A (n_y, m), dZ (n_y, m) = ∂E/∂Z; n_y is 1 for a perceptron.
    """

    X: np.ndarray
    Y: np.ndarray
    W: np.ndarray
    b: np.ndarray
    A: np.ndarray
    dZ: np.ndarray


def _task(n_x: int, m: int, seed: int, n_y: int = 1, yes_or_no: bool = True) -> Task:
    """Seeded examples; wanted answers are 0 and 1, or numbers between them, so that Y² is not Y."""
    rng = np.random.default_rng(seed)
    X, W, b = (np.round(rng.normal(size=shape), 2) for shape in ((n_x, m), (n_y, n_x), (n_y, 1)))
    Y = rng.uniform(0.05, 0.95, size=(n_y, m))
    Y = np.round(Y) if yes_or_no else np.round(Y, 2)
    A = forward(X, W, b)
    return Task(X, Y, W, b, A, (A - Y) * A * (1 - A))


#: Visible tasks: other numbers and other sizes than the hidden ones.
SMALL, FRACTIONS = _task(2, 5, seed=40001), _task(3, 4, seed=40002, yes_or_no=False)
ROWS = _task(2, 3, seed=40003, n_y=4, yes_or_no=False)

#: Hidden tasks.
WIDE, LONG = _task(4, 6, seed=40004), _task(2, 7, seed=40005)
SECRET_FRACTIONS = _task(5, 3, seed=40006, yes_or_no=False)
SECRET_ROWS = _task(3, 5, seed=40007, n_y=2, yes_or_no=False)

#: Document 002 is about A and Y in general; these are the numbers by which its derivative is put to the test.
A_DOCUMENT, Y_DOCUMENT = np.array([[0.2, 0.7]]), np.array([[0.0, 1.0]])

#: The truth tables: inputs as columns.
GATE_INPUTS = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
AND, OR = np.array([[0.0, 0.0, 0.0, 1.0]]), np.array([[0.0, 1.0, 1.0, 1.0]])
GATE_START = np.array([[0.3, -0.2]]), np.array([[0.1]])
