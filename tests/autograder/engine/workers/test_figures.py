"""A figure that is drawn once shows what Matplotlib shows that draws it twice."""

from __future__ import annotations

import base64
import io

import matplotlib
import numpy as np
import pytest
from IPython.core.pylabtools import print_figure
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from PIL import Image

from autograder.engine.workers import figures
from autograder.engine.workers.figures import picture


def figure(**options):
    made = Figure(**options)
    FigureCanvasAgg(made)
    return made


def lines():
    made = figure(figsize=(6.4, 4))
    ax = made.add_subplot(title="a title", xlabel="x", ylabel="y")
    ax.plot([1, 3, 2], label="a line")
    ax.legend()
    return made


def dark():
    made = lines()
    made.set_facecolor("#102030")
    return made


def beyond_the_edge():
    made = lines()
    made.text(0.5, 1.1, "above the figure")
    return made


def legend_beside():
    made = lines()
    made.axes[0].legend(loc="upper left", bbox_to_anchor=(1.3, 1))
    return made


def line_below():
    made = lines()
    made.add_artist(Line2D([0.2, 0.8], [-0.3, -0.3], linewidth=5))
    return made


def up_to_the_edge():
    made = figure(figsize=(3, 2))
    made.add_axes((0, 0, 1, 1)).imshow(np.eye(3))
    return made


def see_through():
    made = lines()
    made.set_facecolor("none")
    return made


def several():
    made = figure(figsize=(9, 3), layout="constrained")
    for ax in made.subplots(1, 3):
        ax.plot([1e3, 2e3], [1, 2])
    return made


def pixels(data):
    image = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGBA")
    return np.asarray(image) / 255, image.info["dpi"]


def texts():
    made = figure(figsize=(4, 3))
    for x, angle in zip((0.15, 0.4, 0.6, 0.85), (0, 45, 90, 270), strict=True):
        made.text(x, 0.5, "−1.5 is σ′\nin two lines", rotation=angle, color="red", alpha=0.5, ha="center", va="center")
    made.add_axes((0.3, 0.02, 0.1, 0.1))
    made.text(0.5, 0.1, r"$\hat{y}$", antialiased=False)
    return made


@pytest.mark.parametrize("make", [lines, dark, beyond_the_edge, legend_beside, line_below, up_to_the_edge, see_through, several, texts])
def test_it_shows_what_is_shown_when_drawn_twice(make):
    (mine, my_dpi), (theirs, their_dpi) = pixels(picture(make())), pixels(print_figure(make(), base64=True))
    assert np.abs(np.subtract(mine.shape, theirs.shape)).max() <= 8 and my_dpi == pytest.approx(their_dpi)
    assert np.abs(mine[0, 0] - theirs[0, 0]).max() == 0
    ink, ink_drawn_twice = (np.abs(image - image[0, 0]).sum() for image in (mine, theirs))
    assert ink == pytest.approx(ink_drawn_twice, rel=0.02)


@pytest.mark.parametrize("make", [lines, dark, several])
def test_it_is_drawn_once(make, monkeypatch):
    monkeypatch.setattr(figures, "print_figure", None)
    made, drawn = make(), []
    draw = made.draw
    monkeypatch.setattr(made, "draw", lambda renderer: (drawn.append(1), draw(renderer)))
    assert picture(made) and drawn == [1]


def test_the_next_figure_of_the_same_size_starts_on_an_empty_page():
    first = picture(lines())
    empty = figure(figsize=(6.4, 4))
    empty.text(0.5, 0.5, "x")
    empty.add_axes((0.2, 0.2, 0.1, 0.1))
    picture(empty)
    assert picture(lines()) == first


def ink_of_text(kind, text, angle, at):
    """How much ink there is, and the middle of it."""
    renderer = kind(200, 200, 100)
    gc = renderer.new_gc()
    renderer.draw_text(gc, *at, text, FontProperties(size=12), angle)
    ink = np.asarray(renderer.buffer_rgba())[:, :, 3] / 255
    return ink.sum(), np.argwhere(ink).T @ ink[ink > 0] / ink.sum()


@pytest.mark.parametrize("angle", [0, 30, 90, 135, 180, 270])
@pytest.mark.parametrize("text", ["0.25", "gypsy", "−1", "σ′(z)"])
def test_a_kept_text_stands_where_matplotlib_draws_it(text, angle):
    ink, middle = ink_of_text(RendererAgg, text, angle, (100, 100))
    kept_ink, kept_middle = ink_of_text(figures._Renderer, text, angle, (100, 100))
    assert kept_ink == pytest.approx(ink, rel=0.05)
    assert np.abs(kept_middle - middle).max() < 1


def test_a_text_is_measured_as_matplotlib_measures_it():
    mine, theirs = figures._Renderer(50, 50, 100), RendererAgg(50, 50, 100)
    for text, ismath in (("gypsy", False), ("", False), ("$x_1$", True)):
        given = (text, FontProperties(size=9), ismath)
        assert mine.get_text_width_height_descent(*given) == theirs.get_text_width_height_descent(*given)


def test_other_fonts_and_sizes_are_other_texts():
    wide = {figures._Renderer(50, 50, dpi).get_text_width_height_descent("many words", FontProperties(size=size, weight=weight), False)
            for dpi in (50, 100) for size in (8, 20) for weight in ("normal", "bold")}
    assert len(wide) == 8


def test_nothing_to_see_gives_no_picture():
    assert picture(figure()) is None


def test_an_empty_axes_and_another_canvas_are_left_to_ipython():
    made = figure(figsize=(2, 2))
    made.add_subplot().set_axis_off()
    assert picture(made) == print_figure(made, base64=True)
    made = lines()
    FigureCanvasSVG(made)
    assert picture(made) == print_figure(made, base64=True)


def test_the_margin_is_matplotlibs():
    with matplotlib.rc_context({"savefig.pad_inches": 0.0}):
        tight, _ = pixels(picture(lines()))
    wide, _ = pixels(picture(lines()))
    assert np.subtract(wide.shape, tight.shape).tolist() == [20, 20, 0]
