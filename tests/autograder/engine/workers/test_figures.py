"""A figure is drawn once and still shows what it shows when it is drawn twice; the course's own figures lose nothing."""

from __future__ import annotations

import base64
import io
import json

import nbformat
import numpy as np
import pytest
from IPython.core.pylabtools import print_figure
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from nbformat.v4 import new_code_cell
from PIL import Image

from autograder.engine.execute import run_in_place
from autograder.engine.workers.figures import picture
from tests.autograder.engine.test_session import COURSE, ink_of
from tests.conftest import ROOT

#: The notebooks that draw figures; the others have explorers only.
SOURCES = [path for path in sorted(ROOT.glob("source/*/*.ipynb")) if "draw_" in path.read_text()]
#: Show beside each figure its size and the box around all that it shows, in inches: left, bottom, right, top.
MEASURE = """
import json
from matplotlib.figure import Figure
def measure(figure):
    return json.dumps([figure.get_size_inches().tolist(), figure.get_tightbbox().extents.tolist()])
get_ipython().display_formatter.formatters["text/html"].for_type(Figure, measure);
"""


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


def several():
    made = figure(figsize=(9, 3), layout="constrained")
    for ax in made.subplots(1, 3):
        ax.plot([1e3, 2e3], [1, 2])
    return made


def see_through():
    made = lines()
    made.set_facecolor("none")
    return made


def small():
    """Too low for its label: the default layout would cut it."""
    made = figure(figsize=(3, 1.6))
    made.add_subplot(title="a title", xlabel="a label").plot([1, 3, 2])
    return made


def legend_beside():
    made = lines()
    made.axes[0].legend(loc="upper left", bbox_to_anchor=(1.02, 1))
    return made


def title_too_long():
    made = lines()
    made.suptitle("a title that is far too long for the figure " * 3)
    return made


def across_the_edge():
    made = lines()
    made.add_artist(Line2D([0.2, 0.8], [-0.1, 0.1], linewidth=5))
    return made


def up_to_the_edge():
    made = figure(figsize=(3, 2))
    made.add_axes((0, 0, 1, 1)).imshow(np.eye(3))
    return made


WHOLE = [lines, dark, several, see_through]
CROPPED = [small, legend_beside, title_too_long, across_the_edge, up_to_the_edge]


def size_of(data):
    return Image.open(io.BytesIO(base64.b64decode(data))).size


@pytest.mark.parametrize("make", WHOLE)
def test_a_figure_that_shows_everything_is_drawn_once_and_whole(make, monkeypatch):
    made, drawn = make(), []
    draw = made.draw
    monkeypatch.setattr(made, "draw", lambda renderer: (drawn.append(1), draw(renderer)))
    data = picture(made)
    passes = 2 if made.get_layout_engine() else 1  # a layout engine measures the figure first
    assert drawn == [1] * passes and size_of(data) == tuple(made.bbox.size)
    if make in (lines, several):
        ink, ink_drawn_twice = ink_of(data), ink_of(print_figure(make(), base64=True))
        assert np.abs(np.subtract(ink.shape, ink_drawn_twice.shape)).max() <= 2
        assert ink.sum() == pytest.approx(ink_drawn_twice.sum(), rel=0.02)


@pytest.mark.parametrize("make", CROPPED)
def test_a_figure_that_would_be_cut_is_drawn_as_ipython_draws_it(make):
    assert picture(make()) == print_figure(make(), base64=True)


def test_nothing_to_see_gives_no_picture():
    assert picture(figure()) is None


def test_another_canvas_is_left_to_ipython():
    made = lines()
    FigureCanvasSVG(made)
    assert picture(made) == print_figure(made, base64=True)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_figures_of_a_solved_notebook_lose_no_label(path):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, new_code_cell(MEASURE, id="measure"))
    executed, _ = run_in_place(notebook, {}, {"Execute": COURSE})
    shown = [
        output.data
        for cell in executed.cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
    ]
    measured = [
        (data["image/png"], *json.loads(data["text/html"]))
        for data in shown
        if data.get("text/html", "").startswith("[[")
    ]
    assert measured
    for data, (width, height), (left, bottom, right, top) in measured:
        assert left >= 0 and bottom >= 0 and right <= width and top <= height
        assert size_of(data) == (int(100 * width), int(100 * height))
