"""Functions, points and diagrams that several of these tests draw."""

import numpy as np
from matplotlib.text import Text

from helpers import data
from helpers.plotting import Matrix, Node

Z = np.linspace(-6, 6, 61)
BLOBS = data.two_blobs(60, 1)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_slope(z):
    return sigmoid(z) * (1 - sigmoid(z))


def relu(z):
    return np.maximum(0, z)


def above_diagonal(X):
    return sigmoid(X[:1] + X[1:])


def parabola(x):
    return x**2 - 4 * x + 6


def walk(rate, steps, x=8.0):
    """The points of gradient descent on the parabola."""
    path = [x]
    for _ in range(steps):
        path.append(path[-1] - rate * (2 * path[-1] - 4))
    return path


def bowl(w, b):
    return (w - 1) ** 2 + 2 * b**2 + 1


def operation(name, label=None, **options):
    return Node(name, label, kind="operation", **options)


LOGISTIC = (
    [
        Node("x", at=(0, 0), value=2),
        Node("w", at=(0, 1), value=0.5, gradient=-0.5379),
        Node("b", at=(0, 2), value=0, gradient=-0.2689),
        Node("z", at=(1, 1), value=1, gradient="dz = −0.2689"),
        Node("a", at=(2, 1), value=0.7311, gradient="da = −1.368"),
        Node("L", at=(3, 1), value=0.3133, gradient=1),
    ],
    [("x", "z"), ("w", "z"), ("b", "z"), ("z", "a"), ("a", "L")],
)
TWO_LAYER = (
    [
        Node("x", at=(0, 1), shape=("n_x", 1)),
        Node("W1", at=(0, 0), shape=("n_h", "n_x"), gradient="dW1"),
        Node("b1", at=(0, 2), shape=("n_h", 1), gradient="db1"),
        Node("z1", at=(1, 1), shape=("n_h", 1), gradient="dz1"),
        Node("a1", at=(2, 1), shape=("n_h", 1), gradient="da1"),
        Node("W2", at=(2, 0), shape=("n_y", "n_h"), gradient="dW2"),
        Node("b2", at=(2, 2), shape=("n_y", 1), gradient="db2"),
        Node("z2", at=(3, 1), shape=("n_y", 1), gradient="dz2"),
        Node("a2", at=(4, 1), shape=("n_y", 1), gradient="da2"),
        Node("L", at=(5, 1), shape=(1, 1)),
    ],
    [
        ("x", "z1"),
        ("W1", "z1"),
        ("b1", "z1"),
        ("z1", "a1"),
        ("a1", "z2"),
        ("W2", "z2"),
        ("b2", "z2"),
        ("z2", "a2"),
        ("a2", "L"),
    ],
)
SIGMOID = (
    [
        Node("x", at=(0, 0), value=1, gradient=0.1966),
        operation("negate", "×(−1)", at=(1, 0), value=-1, gradient=-0.1966),
        operation("exp", at=(2, 0), value=0.3679, gradient=-0.5344),
        operation("add", "+1", at=(3, 0), value=1.3679, gradient=-0.5344),
        operation("invert", "1/x", at=(4, 0), value=0.7311, gradient=1),
        Node("y", at=(5, 0), value=0.7311, gradient=1),
    ],
    [
        ("x", "negate", "× (−1)"),
        ("negate", "exp", "× eˣ"),
        ("exp", "add", "× 1"),
        ("add", "invert", "× (−y²)"),
        ("invert", "y"),
    ],
)
BLOCKS = (
    [
        Node("W", at=(0, 0), gradient="∂E/∂W"),
        operation("f", at=(1, 0)),
        Node("Z", at=(2, 0), gradient="∂E/∂Z"),
        operation("σ", at=(3, 0)),
        Node("A", at=(4, 0), gradient="∂E/∂A"),
        operation("SSE", at=(5, 0)),
        Node("E", at=(6, 0)),
    ],
    [("W", "f"), ("f", "Z", "∂Z/∂W"), ("Z", "σ"), ("σ", "A", "∂A/∂Z"), ("A", "SSE"), ("SSE", "E")],
)
BRANCHES = (
    [
        Node("x", at=(0, 0), value=3, gradient=7),
        operation("square", "×", at=(1, 0), value=9, gradient=1),
        operation("+", at=(2, 0), value=13, gradient=1),
        Node("y", at=(3, 0), value=13, gradient=1),
        Node("c", at=(2, 1), value=1),
    ],
    [("x", "square"), ("square", "+"), ("x", "+"), ("+", "y"), ("c", "+")],
)
GRAPHS = {"logistic": LOGISTIC, "two layers": TWO_LAYER, "sigmoid": SIGMOID, "blocks": BLOCKS, "branches": BRANCHES}

SIZES = {"n_x": 3, "n_h": 4, "n_y": 2, "m": 5}
DZ1 = [
    Matrix("dZ1", ("n_h", "m")),
    "=",
    Matrix("W2ᵀ", ("n_h", "n_y")),
    "·",
    Matrix("dZ2", ("n_y", "m")),
    "∗",
    Matrix("g′(Z1)", ("n_h", "m")),
]
Z1 = [
    Matrix("Z1", ("n_h", "m")),
    "=",
    Matrix("W1", ("n_h", "n_x")),
    "·",
    Matrix("X", ("n_x", "m")),
    "+",
    Matrix("b1", ("n_h", 1)),
]
DW1 = [Matrix("dW1", ("n_h", "n_x")), "=", "1/m", Matrix("dZ1", ("n_h", "m")), "·", Matrix("Xᵀ", ("m", "n_x"))]
CHAIN = [Matrix("W2", ("n_y", "n_h")), "·", Matrix("W1", ("n_h", "n_x")), "·", Matrix("X", ("n_x", "m"))]
NO_TRANSPOSE = [Matrix("dZ1", ("n_h", "m")), "=", Matrix("W2", ("n_y", "n_h")), "·", Matrix("dZ2", ("n_y", "m"))]
EQUATIONS = {"dZ1": DZ1, "Z1": Z1, "dW1": DW1, "chain": CHAIN, "no transpose": NO_TRANSPOSE}


def arrow_patches(ax):
    """The arrows of all annotations."""
    patches = (getattr(text, "arrow_patch", None) for text in ax.texts)
    return [patch for patch in patches if patch is not None]


def boxes_of_texts(ax):
    """(words, box in pixels) of all that is written: title, texts and legend."""
    ax.figure.draw_without_rendering()
    legend = ax.get_legend()
    texts = [ax.title, *ax.texts, *(legend.get_texts() if legend else [])]
    return [(text.get_text(), Text.get_window_extent(text)) for text in texts if text.get_text()]


def assert_all_can_be_read(ax):
    """No two texts overlap, and none leaves the figure."""
    boxes = boxes_of_texts(ax)
    page = ax.figure.bbox
    for index, (words, box) in enumerate(boxes):
        assert page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1, words
        for other, taken in boxes[index + 1 :]:
            assert not box.overlaps(taken), f"{words!r} and {other!r}"
