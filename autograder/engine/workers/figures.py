"""Pictures of figures for a notebook, drawn once.

IPython crops a picture to what the figure shows. To measure that, Matplotlib draws the figure twice, and drawing is a
fifth of the time that grading takes. Here the whole figure is drawn, once; only where something reaches its edge, and
so may be cut off, IPython draws it as usual. What lies wholly outside it, such as a legend far beside it, is not
noticed and not shown.
"""

from __future__ import annotations

import numpy as np
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.pylabtools import print_figure
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib_inline.config import InlineBackend

COMPRESSION = {"compress_level": 1}  # of 9: files grow by a fifth


def draw_once(shell: InteractiveShell) -> None:
    """Have the shell show figures through `picture`, until the notebook sets `InlineBackend` otherwise."""
    shell.display_formatter.formatters["image/png"].for_type(Figure, picture)


def draw_none() -> None:
    """Have the shell show only the size of a figure."""
    InlineBackend.instance().figure_formats = set()


def picture(figure: Figure) -> str | None:
    """Draw a figure as a PNG picture in base 64; None for a figure with nothing in it."""
    if not isinstance(figure.canvas, FigureCanvasAgg):
        return print_figure(figure, base64=True)
    whole = print_figure(figure, base64=True, bbox_inches=None, pil_kwargs=COMPRESSION)
    if whole is None or _has_plain_edges(np.asarray(figure.canvas.buffer_rgba())):
        return whole
    return print_figure(figure, base64=True)


def _has_plain_edges(pixels: np.ndarray) -> bool:
    """Whether all pixels along the edges of a picture (height × width × 4) are alike, so that nothing is cut off."""
    return all((edge == pixels[0, 0]).all() for edge in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]))
