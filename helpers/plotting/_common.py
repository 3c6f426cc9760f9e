"""What all drawings share: colours, a new Axes where none is given, labels and title, and how numbers are written."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[np.float64]
Function = Callable[[Array], ArrayLike]

#: Of a new figure, in inches: the 640 pixels that a notebook shows without shrinking them.
WIDTH = 6.4
SHORT_TITLE = 60  # characters that fit into one line above the Axes of a new figure
COLOURS = {
    "black": "#000000",
    "orange": "#e69f00",
    "sky": "#56b4e9",
    "green": "#009e73",
    "yellow": "#f0e442",
    "blue": "#0072b2",
    "vermillion": "#d55e00",
    "purple": "#cc79a7",
}


#: Looks that stay apart without colour, for several curves in one picture: colour, line style, marker.
LOOKS = (
    ("blue", "-", "o"),
    ("vermillion", "--", "s"),
    ("green", "-.", "^"),
    ("purple", ":", "D"),
    ("orange", "-", "v"),
    ("sky", "--", "x"),
    ("black", "-.", "+"),
    ("blue", ":", "*"),
)


def new_axes(ax: Axes | None, height: float = 4.0, left: float = 0.65) -> Axes:
    """Return the Axes given, or that of a new figure as wide as a notebook and `height` inches high, with `left` inches
    for labels.
    """
    if ax is not None:
        return ax
    from matplotlib import pyplot as plt

    figure, ax = plt.subplots(figsize=(WIDTH, height))
    # In inches, and no layout engine: notebooks cut a figure to what it shows anyway, and an engine draws it twice for
    # that.
    figure.subplots_adjust(left=left / WIDTH, right=1 - 0.1 / WIDTH, bottom=0.55 / height, top=1 - 0.35 / height)
    return ax


def finish(ax: Axes, title: str, xlabel: str, ylabel: str, legend: dict[str, object] | bool = False) -> Axes:
    """Label the Axes, set its title and, if asked for, its legend: True or the arguments of `Axes.legend`."""
    ax.set(xlabel=xlabel, ylabel=ylabel)
    # matplotlib measures a title that may wrap word by word, each time it lays the figure out
    ax.set_title(
        title, y=1.0, fontsize="medium", wrap=len(title) > SHORT_TITLE
    )  # with a `y` Matplotlib does not look for a free place
    ax.grid(alpha=0.25)
    if legend:
        ax.legend(**(legend if isinstance(legend, dict) else {}))
    return ax


def new_plan(ax: Axes | None, title: str, corners: tuple[float, float, float, float]) -> tuple[Axes, float]:
    """Return Axes for a diagram planned in inches, without axes, and by how much its inches are shrunk on paper.

    Args:
        ax: where to draw; by default a new figure, as wide as a notebook and as high as the plan needs.
        title: of the diagram.
        corners: left, bottom, right and top of the plan; where the Axes have more room, it stands in the middle.
    """
    left, bottom, right, top = corners
    if ax is None:
        from matplotlib import pyplot as plt

        above = 0.35 if measure_text(title, 10)[0] < 72 * WIDTH - 40 else 0.55  # a long title takes two lines
        height = (top - bottom) * min(1.0, WIDTH / (right - left)) + above
        ax = plt.figure(figsize=(WIDTH, height)).add_axes((0, 0, 1, (height - above) / height))
    ax.set_title(title, y=1.0, fontsize="medium", wrap=True)
    ax.set_axis_off()
    figure = ax.figure.figure  # of a subfigure, too; `get_figure(root=True)` came with Matplotlib 3.10
    if figure.get_layout_engine() is not None:
        figure.draw_without_rendering()  # only then the Axes have the size that they will have
    size = np.asarray(ax.get_window_extent().size) / figure.dpi
    scale = min(size[0] / (right - left), size[1] / (top - bottom), 1.0)
    spare = size / scale - (right - left, top - bottom)
    ax.set(
        xlim=(left - spare[0] / 2, right + spare[0] / 2),
        ylim=(bottom - spare[1] / 2, top + spare[1] / 2),
        aspect="equal",
    )
    return ax, float(scale)


def number_text(value: float) -> str:
    """Write a number with four significant digits and a true minus sign; −0 is 0."""
    return f"{value + 0.0:.4g}".replace("-", "−")


def curve_look(index: int) -> dict[str, Any]:
    """Colour, line style and marker of the curve with this index, as arguments of `Axes.plot`."""
    colour, style, marker = LOOKS[index % len(LOOKS)]
    return {"color": COLOURS[colour], "linestyle": style, "marker": marker}


@lru_cache(maxsize=4096)
def measure_text(text: str, size: float) -> tuple[float, float]:
    """Width and height in points of a text written in `size` points, lines of the full height; nothing is drawn."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    lines = text.split("\n")
    width = max(
        TextPath((0, 0), line, prop=FontProperties(size=size)).get_extents().width if line.strip() else 0.0
        for line in lines
    )
    return float(width), 1.2 * size * len(lines)
