"""The unit itself and the inputs that its exercises share."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Unit

UNIT = Unit("01_activations", notebook="activations")

#: Visible inputs: both signs, both sides of 1, no symmetry that could hide a sign, no kink.
Z = np.array([[-2.0, -0.5, 0.3], [1.5, 2.5, -0.1]])
#: The document's three points.
Z_DOCUMENT = np.array([10.0, -10.0, 0.0])

_rng = np.random.default_rng(20001)
#: Hidden inputs, shapes unlike the visible ones; kinks at 0 kept out by a margin of 0.05.
Z_ROW = (lambda z: np.sign(z) * (np.abs(z) + 0.05))(_rng.normal(scale=2.0, size=7))
Z_MATRIX = (lambda z: np.sign(z) * (np.abs(z) + 0.05))(_rng.normal(scale=1.5, size=(4, 3)))
Z_CUBE = (lambda z: np.sign(z) * (np.abs(z) + 0.05))(_rng.normal(scale=1.5, size=(2, 3, 4)))
Z_INTEGERS = np.array([[-3, -1, 2], [4, 1, -2]])
