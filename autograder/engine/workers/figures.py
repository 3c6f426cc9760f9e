"""Pictures of figures for a notebook, drawn once.

IPython has Matplotlib cut a figure to what it shows, for which Matplotlib draws it twice: once to measure it. Drawing is a fifth of what
grading takes, so here a figure is drawn once and its picture is cut. Where text, a line or ink at the edge
says that this would show less, IPython's own way is taken. Not noticed are images and single markers that lie wholly beside the figure.

A third of drawing is text: Matplotlib fits each letter to the pixels anew, to measure it and to draw it. Here each text is made once
and kept; it starts at a whole pixel, as it did before Matplotlib 3.11.
"""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from IPython.core.pylabtools import print_figure
from matplotlib import rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg, get_hinting_flag
from matplotlib.colors import to_rgba_array
from matplotlib.font_manager import FontProperties, fontManager, get_font

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell
    from matplotlib.figure import Figure

COMPRESSION = 3  # of 9
#: Of most axes; made before a process is forked.
TICK_LABELS = ["0", *(f"{sign}{number}" for sign in ("", "−") for number in (
    *range(1, 11), *range(20, 100, 20), *range(25, 201, 25), *range(250, 501, 50), *range(600, 1001, 100), *range(1250, 2001, 250),
    *(f"{tenths / 10:.1f}" for tenths in range(11)), *(f"{hundredths / 100:.2f}" for hundredths in range(0, 11, 2))))]


def draw_once(shell: InteractiveShell) -> None:
    """Have the shell show figures as PNG pictures that are drawn once; what `%config InlineBackend` sets later replaces this."""
    from matplotlib.figure import Figure

    shell.display_formatter.formatters["image/png"].for_type(Figure, picture)


def leave_out(shell: InteractiveShell) -> None:
    """Have the shell show of a figure only how large it is."""
    from matplotlib.figure import Figure

    shell.display_formatter.formatters["image/png"].pop(Figure, None)


def picture(figure: Figure) -> str | None:
    """A figure as a PNG picture in base 64, cut to what it shows and a margin; None for one without anything in it."""
    if not figure.axes and not figure.lines:
        return None
    background = to_rgba_array(figure.get_facecolor())[0]
    pixels = _draw(figure)
    box = _ink(pixels, background) if pixels is not None else None
    if box is None:
        return print_figure(figure, base64=True)
    margin = round(rcParams["savefig.pad_inches"] * figure.dpi)
    channels = 3 if background[3] == 1 else 4  # where nothing shines through, three bytes a pixel will do
    return b64encode(_png(pixels[:, :, :channels], box, margin, figure.dpi)).decode("ascii")


def _draw(figure: Figure) -> np.ndarray | None:
    """Red, green, blue, alpha of each pixel: height × width × 4 bytes; None where a part of it, or all, would have to be drawn elsewhere."""
    if type(figure.canvas).draw is not FigureCanvasAgg.draw:
        return None
    renderer = _renderer(*figure.bbox.size, figure.dpi)
    renderer.clear()
    renderer.missed = False
    figure.draw(renderer)
    return None if renderer.missed else np.asarray(renderer.buffer_rgba())


class _Renderer(RendererAgg):
    """Keeps texts; notes whether a text or a path was drawn beside the picture, where no pixel tells of it."""

    missed = False

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:
        if gc.get_clip_rectangle() is None and len(path.vertices):
            corners = transform.transform(path.vertices)
            self._look_at(*corners.min(axis=0), *corners.max(axis=0))
        super().draw_path(gc, path, transform, rgbFace)

    def draw_text(self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, ismath: Any = False, mtext: Any = None) -> None:
        self._look_at(x, y, x, y)
        if ismath or not gc.get_antialiased() or (mtext is not None and (mtext.get_fontfeatures() or mtext.get_language())):
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
        else:
            text = _text(s, prop, angle, self.dpi, get_hinting_flag())
            self._renderer.draw_text_image(text.ink, round(x + text.left), round(y + text.descent) + 1, 0, gc)

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        if ismath:
            return super().get_text_width_height_descent(s, prop, ismath)
        text = _text(s, prop, 0, self.dpi, get_hinting_flag())
        return text.width, text.height, text.descent

    def _look_at(self, left: float, bottom: float, right: float, top: float) -> None:
        self.missed = self.missed or right < 0 or top < 0 or left > self.width or bottom > self.height


class _Text(NamedTuple):
    """A text as pixels: how dark each is, its size before it is turned, and where its picture stands from where it starts."""

    ink: np.ndarray
    width: float
    height: float
    descent: float
    left: float


@lru_cache(1024)
def _text(text: str, font_properties: FontProperties, angle: float, dpi: float, hinting: Any) -> _Text:
    font = get_font(fontManager._find_fonts_by_props(font_properties))  # those that help out for a missing letter, too
    font.clear()
    font.set_size(font_properties.get_size_in_points(), dpi)
    font.set_text(text, angle, flags=hinting)
    width, height, descent, left = (length / 64 for length in (*font.get_width_height(), font.get_descent(), font.get_bitmap_offset()[0]))
    font.draw_glyphs_to_bitmap()
    return _Text(font.get_image().copy(), width, height, descent, left)


def keep_tick_labels() -> None:
    """Make the texts that most figures have."""
    properties = FontProperties(size=rcParams["xtick.labelsize"])
    for text in TICK_LABELS:
        _text(text, properties, 0, rcParams["figure.dpi"], get_hinting_flag())


@lru_cache(4)
def _renderer(width: float, height: float, dpi: float) -> _Renderer:
    """One for all figures of a size: Matplotlib measures each text once for a renderer."""
    return _Renderer(width, height, dpi)


def _ink(pixels: np.ndarray, background: Any) -> tuple[int, int, int, int] | None:
    """Top, bottom, left and right of what is not background; None where it cannot be told, or may go beyond the picture."""
    shade = pixels[0, 0]
    if np.abs(shade / 255 - background).max() > 1 / 255:
        return None
    ink = pixels.view(np.uint32)[:, :, 0] != shade.view(np.uint32)[0]
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size or rows[0] == 0 or columns[0] == 0 or rows[-1] == ink.shape[0] - 1 or columns[-1] == ink.shape[1] - 1:
        return None
    return rows[0], rows[-1] + 1, columns[0], columns[-1] + 1


def _png(pixels: np.ndarray, box: tuple[int, int, int, int], margin: int, dpi: float) -> bytes:
    """What is in the box, with a margin around it, as a file.

    Pillow tries five filters for each row; that takes four times as long, for a file that is hardly smaller.
    Source: PNG specification, third edition, chapters 5, 9 and 11.
    """
    top, bottom, left, right = box
    height, width, channels = bottom - top + 2 * margin, right - left + 2 * margin, pixels.shape[2]
    rows = np.zeros((height, 1 + width * channels), np.uint8)  # the first byte of a row says which filter: none
    made = rows[:, 1:].reshape(height, width, channels)
    made[:margin] = made[height - margin :] = made[:, :margin] = made[:, width - margin :] = pixels[0, 0]
    made[margin : height - margin, margin : width - margin] = pixels[top:bottom, left:right]
    kind_of_colour = {3: 2, 4: 6}[channels]
    dots_a_metre = round(dpi / 0.0254)
    return b"\x89PNG\r\n\x1a\n" + b"".join((
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind_of_colour, 0, 0, 0)),
        _chunk(b"pHYs", struct.pack(">IIB", dots_a_metre, dots_a_metre, 1)),
        _chunk(b"IDAT", zlib.compress(rows.tobytes(), COMPRESSION)),
        _chunk(b"IEND", b"")))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
