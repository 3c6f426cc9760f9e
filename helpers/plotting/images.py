"""Small images side by side, such as the digits that a classifier took for others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import ArrayLike

from helpers.errors import ArgumentError
from helpers.messages import counted, message
from helpers.plotting._common import WIDTH

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Inches of a row beside its images: one line of a caption and a gap.
CAPTION_HEIGHT = 0.22


def draw_images(
    images: ArrayLike | Sequence[ArrayLike],
    titles: Sequence[str] | None = None,
    *,
    columns: int = 6,
    title: str | None = None,
    figure: Figure | None = None,
) -> Figure:
    """Draw small images in rows, each with its caption; a high value is dark, on one grey scale for all.

    Args:
        images: k images, each (height, width) of any numbers; none at all is drawn as a sentence that says so.
        titles: the k captions, for instance "true 3, said 8 (0.71)"; a caption too long for its column is broken.
        columns: images in a row.
        title: of the whole; by default it says how many images there are.
        figure: where to draw (a subfigure will do); a new figure by default.
    Returns:
        The Figure.
    Raises:
        ArgumentError: an image is not (height, width), there are not as many captions as images, or columns is below 1.
    """
    images = [np.asarray(image, dtype=np.float64) for image in cast(Sequence[ArrayLike], images)]
    for index, image in enumerate(images):
        if image.ndim != 2 or not image.size:
            raise ArgumentError(message("plot.bad-image", index=index, got=image.shape))
    if titles is not None and len(titles) != len(images):
        raise ArgumentError(message("plot.bad-titles", titles=len(titles), images=len(images)))
    if columns < 1:
        raise ArgumentError(message("plot.bad-columns", columns=columns))
    captions = _break_captions(titles or [], columns)
    rows = -(-len(images) // columns)
    middle = 0.5
    if figure is None:
        figure, middle = _new_figure(images, captions, rows, columns)
    figure.suptitle(title or _count(len(images)), x=middle, fontsize="medium")
    if not images:
        figure.text(0.5, 0.4, message("plot.nothing-to-show"), ha="center", va="center")
        return figure

    low, high = min(image.min() for image in images), max(image.max() for image in images)
    places = figure.subplots(rows, columns, squeeze=False).ravel()
    for place in places:
        place.set_axis_off()
    for place, image in zip(places, images, strict=False):
        place.imshow(image, cmap="gray_r", vmin=low, vmax=high if high > low else low + 1, interpolation="nearest")
        # Without a frame an image with a light edge has no visible size.
        place.set_axis_on()
        place.set(xticks=[], yticks=[])
    for place, caption in zip(places, captions, strict=False):
        place.set_title(caption, y=1.0, fontsize=8, pad=3)
    return figure


def _count(number: int) -> str:
    return counted("plot.images", number) if number else message("plot.no-images")


def _break_captions(titles: Sequence[str], columns: int) -> list[str]:
    import textwrap

    # A character of 8 points is about 0.065 inches wide.
    return ["\n".join(textwrap.wrap(str(title), max(6, int(WIDTH / columns / 0.065)))) for title in titles]


def _new_figure(images: Sequence[np.ndarray], captions: Sequence[str], rows: int, columns: int) -> tuple[Figure, float]:
    """A figure and the middle of its rows. In inches, since a layout engine would draw every image twice to find the
    places.
    """
    from matplotlib import pyplot as plt

    lines = max((caption.count("\n") + 1 for caption in captions), default=0)
    tallest = max((image.shape[0] / image.shape[1] for image in images), default=1)
    side = 0.85 * WIDTH / max(columns, 4)
    above = CAPTION_HEIGHT * (lines + 0.3)
    height = 0.35 + rows * (side * tallest + above) if images else 1.2
    figure = plt.figure(figsize=(WIDTH, height))
    across, middle = 0.48 * min(columns, 4) / 4, 0.5
    if images:
        middle += across * (min(len(images), columns) / columns - 1)
        figure.subplots_adjust(
            left=0.5 - across,
            right=0.5 + across,
            wspace=0.1,
            hspace=above / (side * tallest),
            bottom=0.05 / height,
            top=1 - (0.3 + above) / height,
        )
    return figure, middle
