"""Every figure is labelled, states its finding, keeps to the axes it is given, and does not rely on colour alone."""

import inspect
import subprocess
import sys

import matplotlib
import numpy as np
import pytest
from matplotlib import pyplot as plt

from helpers import plotting
from tests.helpers.plotting.examples import (
    BLOBS,
    DZ1,
    LOGISTIC,
    SIZES,
    Z,
    above_diagonal,
    bowl,
    parabola,
    sigmoid,
    sigmoid_slope,
    walk,
)

pytestmark = pytest.mark.filterwarnings("error")

CURVES = {
    "activation": lambda ax: plotting.draw_activation(sigmoid, name="σ", ax=ax),
    "tangent": lambda ax: plotting.draw_tangent(sigmoid, 1.0, ax=ax),
    "slopes": lambda ax: plotting.draw_slopes_compared(Z, sigmoid_slope(Z), sigmoid_slope(Z) + 1e-11, ax=ax),
    "error": lambda ax: plotting.draw_error_against_h(sigmoid, sigmoid_slope, 0.7, ax=ax),
    "boundary": lambda ax: plotting.draw_decision_boundary(above_diagonal, *BLOBS, ax=ax),
    "costs": lambda ax: plotting.draw_costs({"slow": [0.7, 0.5, 0.4], "fast": np.linspace(0.7, 0.1, 80)}, ax=ax),
    "descent": lambda ax: plotting.draw_descent(parabola, walk(0.1, 33), ax=ax),
    "surface": lambda ax: plotting.draw_cost_surface(bowl, (-3, 3), (-2, 2), path=[(-2, 1), (0, 0.5), (1, 0)], ax=ax),
    "timings": lambda ax: plotting.draw_timings([10, 100], {"loop": [1, 10], "vectorised": [0.1, 0.2]}, ax=ax),
}
DIAGRAMS = {
    "graph": lambda ax: plotting.draw_graph(*LOGISTIC, title="dz is a − y, whatever x is", ax=ax),
    "shapes": lambda ax: plotting.draw_shapes(DZ1, SIZES, ax=ax),
}
DRAWINGS = CURVES | DIAGRAMS


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
class TestEveryDrawing:
    def test_draws_on_the_axes_given_and_opens_nothing(self, draw, ax):
        assert draw(ax) is ax
        assert plt.get_fignums() == []
        ax.figure.canvas.draw()

    def test_has_a_title(self, draw, ax):
        assert len(draw(ax).get_title()) > 20

    def test_makes_one_figure_when_given_none_and_does_not_show_it(self, draw, monkeypatch):
        monkeypatch.setattr(plt, "show", lambda *_: pytest.fail("plt.show was called"))
        drawn = draw(None)
        assert plt.get_fignums() == [drawn.figure.number]

    def test_curves_differ_in_more_than_colour(self, draw, ax):
        draw(ax)
        looks = [
            (line.get_linestyle(), str(line.get_marker())) for line in ax.lines if not line.get_label().startswith("_")
        ]
        assert len(set(looks)) == len(looks)

    def test_colours_are_those_of_okabe_and_ito(self, draw, ax):
        draw(ax)
        assert {matplotlib.colors.to_hex(line.get_color()) for line in ax.lines} <= set(plotting.COLOURS.values())


def test_every_public_drawing_is_covered_here_and_takes_ax_last():
    public = [name for name in plotting.__all__ if name.startswith("draw_")]
    public.remove("draw_images")  # it fills a Figure
    assert len(public) == len(DRAWINGS)
    for name in public:
        parameter = list(inspect.signature(getattr(plotting, name)).parameters.values())[-1]
        assert parameter.name == "ax" and parameter.default is None


@pytest.mark.parametrize("draw", CURVES.values(), ids=CURVES)
def test_both_axes_are_labelled(draw, ax):
    draw(ax)
    assert ax.get_xlabel() and ax.get_ylabel()


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_new_figure_is_as_wide_as_a_notebook(draw):
    assert draw(None).figure.get_figwidth() == 6.4


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_draws_into_a_subfigure(draw):
    figure = matplotlib.figure.Figure(layout="constrained")
    left, _ = figure.subfigures(1, 2)
    assert draw(left.subplots()).figure is left
    figure.draw_without_rendering()


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_picture_is_a_small_svg(draw, tmp_path):
    draw(None).figure.savefig(tmp_path / "picture.svg")
    assert (tmp_path / "picture.svg").stat().st_size < 400_000


def test_importing_does_not_load_matplotlib():
    code = (
        "import sys, helpers.plotting, helpers.data, helpers.gradcheck, helpers.shapes; "
        "sys.exit(any(name.split('.')[0] in ('matplotlib', 'autograder') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False, timeout=60).returncode == 0
