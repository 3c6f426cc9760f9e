"""Data for the exercises: seeded toy sets and one small set of real images; nothing is downloaded.

The images are "Optical Recognition of Handwritten Digits", E. Alpaydin and C. Kaynak (1998), UCI Machine Learning
Repository, https://doi.org/10.24432/C50P49, licensed CC BY 4.0; see SOURCES.md beside this file.
Examples are columns everywhere: X (n_x, m), Y (1, m), both float64; Y holds 0 and 1.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from helpers.errors import ArgumentError, OutOfRangeError
from helpers.messages import message

__all__ = ["DigitPair", "load_digits_pair", "logic_gate", "planar_flower", "two_blobs"]

Array = NDArray[np.float64]

DIGITS_FILE = Path(__file__).with_name("digits.npz")
IMAGE_SIDE = 8
DARKEST = 16  # the source counts inked dots in blocks of 4 × 4
TEST_SHARE = 0.25
SPLIT_SEED = 20240501

# Outputs for the inputs (0,0), (0,1), (1,0), (1,1).
GATES = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "xor": (0, 1, 1, 0), "nand": (1, 1, 1, 0)}

PETALS = 4
FLOWER_RADIUS = 4.0
BLOB_CENTRE = np.array([[2.0], [1.0]])
# Less than the distance 2.24 of the centre from the origin, so that no two blobs ever touch.
BLOB_RADIUS = 1.9


def logic_gate(name: str) -> tuple[Array, Array]:
    """Return the truth table of a logic gate as training data.

    Args:
        name: "and", "or", "xor" or "nand", in any case.
    Returns:
        X (2, 4): the inputs (0,0), (0,1), (1,0), (1,1) as columns; Y (1, 4): the outputs. float64.
    Raises:
        ArgumentError: there is no such gate.
    Source: document 002 trains AND and OR with one perceptron; XOR is the gate that one perceptron cannot learn.
    """
    outputs = GATES.get(name.lower()) if isinstance(name, str) else None
    if outputs is None:
        raise ArgumentError(message("data.no-gate", name=name, known=", ".join(GATES)))
    X = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
    return X, np.array([outputs], dtype=np.float64)


def two_blobs(m: int = 200, seed: int = 1) -> tuple[Array, Array]:
    """Return two round clouds of points that a straight line through the origin always separates.

    Args:
        m: number of examples, at least 2; the classes differ by at most one example.
        seed: of numpy's default_rng; the same seed gives the same data.
    Returns:
        X (2, m) and Y (1, m), float64, in mixed order: class 0 around (−2, −1), class 1 around (2, 1), radius 1.9.
    Raises:
        ArgumentError: m is below 2.
    """
    rng = np.random.default_rng(seed)
    Y = _mixed_labels(m, rng)
    angle, radius = rng.uniform(0, 2 * np.pi, m), BLOB_RADIUS * rng.uniform(0, 1, m)
    return BLOB_CENTRE * (2 * Y - 1) + _to_plane(radius, angle), Y


def planar_flower(m: int = 400, seed: int = 1, noise: float = 0.15) -> tuple[Array, Array]:
    """Return points on the petals of a flower, neighbouring petals of different class: no line separates them.

    Args:
        m: number of examples, at least 2; the classes differ by at most one example.
        seed: of numpy's default_rng; the same seed gives the same data.
        noise: standard deviation of the shift of each point, in units of X (a petal is 4 long); 0 for clean petals.
    Returns:
        X (2, m) and Y (1, m), float64, in mixed order; petals 0 and 2 are class 0, petals 1 and 3 class 1.
    Raises:
        ArgumentError: m is below 2 or noise is negative.
    """
    if not noise >= 0:
        raise ArgumentError(message("data.negative-noise", noise=noise))
    rng = np.random.default_rng(seed)
    Y = _mixed_labels(m, rng)
    petal = Y[0] + 2 * rng.integers(0, PETALS // 2, m)
    within = rng.uniform(-1, 1, m)  # across one petal, from edge to edge
    angle = (petal + 0.5 + 0.5 * within) * 2 * np.pi / PETALS
    radius = FLOWER_RADIUS * np.cos(0.5 * np.pi * within) * np.sqrt(rng.uniform(0.1, 1, m))
    return _to_plane(radius, angle) + noise * rng.standard_normal((2, m)), Y


@dataclass(frozen=True, eq=False)
class DigitPair:
    """Images of two handwritten digits, split into training and test examples.

    Attributes:
        X_train (64, m_train), X_test (64, m_test): float64 in [0, 1], 0 = paper, 1 = ink, rows of the image in order.
        Y_train (1, m_train), Y_test (1, m_test): float64, 0 for names[0], 1 for names[1].
        names: the two digits as text, such as ("3", "8").
    """

    X_train: Array
    Y_train: Array
    X_test: Array
    Y_test: Array
    names: tuple[str, str]

    def image(self, i: int, part: Literal["train", "test"] = "train") -> Array:
        """Return example i as a picture.

        Args:
            i: number of the example, its column in X_train or X_test.
            part: "train" or "test".
        Returns:
            float64 array (8, 8) in [0, 1], a copy; show with `ax.imshow(image, cmap="gray_r")`.
        Raises:
            ArgumentError: part is neither "train" nor "test".
            OutOfRangeError: there is no example i.
        """
        if part not in ("train", "test"):
            raise ArgumentError(message("data.bad-part", part=part))
        X = self.X_train if part == "train" else self.X_test
        if not -X.shape[1] <= i < X.shape[1]:
            raise OutOfRangeError(message("data.no-image", part=part, i=i, count=X.shape[1]))
        return X[:, i].reshape(IMAGE_SIDE, IMAGE_SIDE).copy()


def load_digits_pair(first: int = 3, second: int = 8) -> DigitPair:
    """Load the real images of two handwritten digits, three quarters to train with and one quarter to test with.

    Args:
        first: the digit that is class 0, from 0 to 9.
        second: the digit that is class 1, from 0 to 9.
    Returns:
        DigitPair; the split is fixed, and holds the same share of both digits.
    Raises:
        ArgumentError: no such digit, or the same digit twice.
    Source: UCI Optical Recognition of Handwritten Digits (CC BY 4.0), see SOURCES.md; document 004, "cat or dog".
    """
    for digit in (first, second):
        if isinstance(digit, bool) or not isinstance(digit, int | np.integer) or not 0 <= digit <= 9:
            raise ArgumentError(message("data.no-digit", digit=digit))
    if first == second:
        raise ArgumentError(message("data.same-digits", digit=first))
    with np.load(DIGITS_FILE, allow_pickle=False) as stored:
        images, digits = stored["images"], stored["digits"]

    rng = np.random.default_rng(SPLIT_SEED)
    parts: tuple[list[Array], list[Array]] = ([], [])
    for digit in (first, second):
        of_digit = rng.permutation(np.flatnonzero(digits == digit))
        n_test = round(TEST_SHARE * of_digit.size)
        parts[0].append(of_digit[n_test:])
        parts[1].append(of_digit[:n_test])
    train, test = (rng.permutation(np.concatenate(part)) for part in parts)

    pixels, labels = images.reshape(-1, IMAGE_SIDE**2).T / DARKEST, (digits[np.newaxis] == second).astype(np.float64)
    return DigitPair(pixels[:, train], labels[:, train], pixels[:, test], labels[:, test], (str(first), str(second)))


def _mixed_labels(m: int, rng: np.random.Generator) -> Array:
    """Return labels (1, m), half of them 1 (one more for odd m), in random order."""
    if m < 2:
        raise ArgumentError(message("data.too-few", m=m))
    return rng.permutation(np.arange(m) % 2 == 0).astype(np.float64)[np.newaxis]


def _to_plane(radius: Array, angle: Array) -> Array:
    """Polar coordinates (m,) and (m,) to points (2, m)."""
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)])
