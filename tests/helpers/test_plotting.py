"""Every figure is labelled, states its finding, keeps to the axes it is given, and does not rely on colour alone."""

import inspect
import subprocess
import sys

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import pyplot as plt

from helpers import data, plotting
from helpers.plotting import (
    draw_activation,
    draw_costs,
    draw_decision_boundary,
    draw_error_against_h,
    draw_slopes_compared,
    draw_tangent,
)

pytestmark = pytest.mark.filterwarnings("error")

Z = np.linspace(-6, 6, 61)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_slope(z):
    return sigmoid(z) * (1 - sigmoid(z))


def relu(z):
    return np.maximum(0, z)


def above_diagonal(X):
    return sigmoid(X[:1] + X[1:])


BLOBS = data.two_blobs(60, 1)
DRAWINGS = {
    "activation": lambda ax: draw_activation(sigmoid, name="σ", ax=ax),
    "tangent": lambda ax: draw_tangent(sigmoid, 1.0, ax=ax),
    "slopes": lambda ax: draw_slopes_compared(Z, sigmoid_slope(Z), sigmoid_slope(Z) + 1e-11, ax=ax),
    "error": lambda ax: draw_error_against_h(sigmoid, sigmoid_slope, 0.7, ax=ax),
    "boundary": lambda ax: draw_decision_boundary(above_diagonal, *BLOBS, ax=ax),
    "costs": lambda ax: draw_costs([0.7, 0.5, 0.4], ax=ax),
}


@pytest.fixture(autouse=True)
def no_open_figures():
    plt.close("all")
    yield
    plt.close("all")


@pytest.fixture
def ax():
    # A Figure that pyplot does not know: whatever pyplot then holds was opened by the function under test.
    return matplotlib.figure.Figure().subplots()


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
class TestEveryDrawing:
    def test_draws_on_the_axes_given_and_opens_nothing(self, draw, ax):
        assert draw(ax) is ax
        assert plt.get_fignums() == []
        ax.figure.canvas.draw()

    def test_has_labels_and_a_title(self, draw, ax):
        draw(ax)
        assert ax.get_xlabel() and ax.get_ylabel() and len(ax.get_title()) > 20

    def test_makes_one_figure_when_given_none_and_does_not_show_it(self, draw, monkeypatch):
        monkeypatch.setattr(plt, "show", lambda *_: pytest.fail("plt.show was called"))
        drawn = draw(None)
        assert plt.get_fignums() == [drawn.figure.number]

    def test_curves_differ_in_more_than_colour(self, draw, ax):
        draw(ax)
        looks = [(line.get_linestyle(), str(line.get_marker())) for line in ax.lines
                 if not line.get_label().startswith("_")]
        assert len(set(looks)) == len(looks)

    def test_colours_are_those_of_okabe_and_ito(self, draw, ax):
        draw(ax)
        assert {matplotlib.colors.to_hex(line.get_color()) for line in ax.lines} <= set(plotting.COLOURS.values())


def test_every_public_drawing_is_covered_here_and_takes_ax_last():
    public = [name for name in plotting.__all__ if name.startswith("draw_")]
    assert len(public) == len(DRAWINGS)
    for name in public:
        parameter = list(inspect.signature(getattr(plotting, name)).parameters.values())[-1]
        assert parameter.name == "ax" and parameter.default is None


class TestActivation:
    def test_titles_state_the_finding(self, ax):
        cases = [
            (sigmoid, "σ is steepest at z = 0, where its slope is 0.25"),
            (relu, "The slope of σ is either 0 or 1"),
            (lambda z: 3 * z, "σ has the same slope everywhere: 3"),
            (lambda z: sigmoid(z - 1.3), "σ is steepest at z = 1.3, where its slope is 0.25"),
        ]
        for g, title in cases:
            assert draw_activation(g, name="σ", ax=ax).get_title() == title

    def test_curve_and_slope_are_what_the_functions_give(self, ax):
        draw_activation(sigmoid, sigmoid_slope, ax=ax)
        curve, slope = ax.lines
        np.testing.assert_array_equal(curve.get_ydata(), sigmoid(curve.get_xdata()))
        np.testing.assert_array_equal(slope.get_ydata(), sigmoid_slope(curve.get_xdata()))
        draw_activation(sigmoid, ax=ax)
        np.testing.assert_allclose(ax.lines[-1].get_ydata(), slope.get_ydata(), rtol=1e-7)

    def test_a_g_that_writes_into_its_argument_does_no_harm(self, ax):
        def square(z):
            z *= z
            return z
        draw_activation(square, ax=ax)
        np.testing.assert_allclose(ax.lines[0].get_ydata(), ax.lines[0].get_xdata()**2)

    def test_a_slope_may_be_one_number(self, ax):
        draw_activation(lambda z: 2 * z, lambda z: 2.0, ax=ax)

    def test_a_g_of_a_wrong_shape_is_refused(self, ax):
        with pytest.raises(ValueError, match="element by element"):
            draw_activation(lambda z: z[:3], ax=ax)


class TestTangent:
    def test_title_labels_and_triangle(self, ax):
        draw_tangent(sigmoid, 0.0, width=2, slope=sigmoid_slope, name="σ", ax=ax)
        assert ax.get_title() == "Slope of σ at z = 0: height / width = 0.5 / 2 = 0.25"
        assert [text.get_text() for text in ax.texts] == ["width 2", "height 0.5"]
        np.testing.assert_allclose(ax.lines[2].get_xydata(), [[0, 0.5], [2, 0.5], [2, 1.0]])

    @pytest.mark.parametrize("z", [-6, -2, 0, 3, 6])
    @pytest.mark.parametrize("width", [-1.0, 0.2, 3.0])
    def test_triangle_and_labels_stay_in_view(self, z, width, ax):
        draw_tangent(sigmoid, z, width=width, ax=ax)
        ax.figure.canvas.draw()
        box = ax.get_window_extent()
        corners = ax.transData.transform(ax.lines[2].get_xydata())
        for x, y in [*corners, *(p for text in ax.texts for p in text.get_window_extent().get_points())]:
            assert box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1

    def test_a_flat_function_can_be_drawn(self, ax):
        assert draw_tangent(lambda z: 0 * z, 1.0, ax=ax).get_title().endswith("= 0")

    def test_no_width_is_refused_before_a_figure_is_made(self):
        with pytest.raises(ValueError, match="width is 0"):
            draw_tangent(sigmoid, 0.0, width=0)
        assert plt.get_fignums() == []


class TestSlopesCompared:
    def test_verdicts(self, ax):
        exact = sigmoid_slope(Z)
        numeric = (sigmoid(Z + 1e-5) - sigmoid(Z - 1e-5)) / 2e-5
        assert draw_slopes_compared(Z, exact, numeric, ax=ax).get_title().startswith("The slopes agree: ")
        assert draw_slopes_compared(Z, exact + 1e-4, exact, ax=ax).get_title().startswith("The slopes look alike, but")
        wrong = exact.copy()
        wrong[10] += 0.2
        title = draw_slopes_compared(Z, wrong, exact, ax=ax).get_title()
        assert title == "The slopes differ: largest gap 0.2, at z = -4"
        wrong[20] = np.nan
        assert "z = -2" in draw_slopes_compared(Z, wrong, exact, ax=ax).get_title()

    def test_z_in_any_order_and_shape(self, ax):
        z = np.array([[1.0, -1.0], [0.0, 2.0]])
        draw_slopes_compared(z, sigmoid_slope(z), sigmoid_slope(z), ax=ax)
        assert ax.lines[0].get_xdata().tolist() == [-1, 0, 1, 2]

    @pytest.mark.parametrize("shapes", [(3, 3, 4), (3, 2, 3), (0, 0, 0)])
    def test_shapes_must_agree(self, shapes):
        with pytest.raises(ValueError, match="one shape"):
            draw_slopes_compared(*map(np.zeros, shapes))


class TestErrorAgainstH:
    def test_truncation_on_one_side_and_rounding_on_the_other(self, ax):
        draw_error_against_h(np.tanh, lambda z: 1 - np.tanh(z)**2, 0.7, ax=ax)
        assert ax.get_xscale() == ax.get_yscale() == "log"
        h = ax.lines[0].get_xdata()
        forward, central = (line.get_ydata() for line in ax.lines[:2])

        def order(error, low, high):
            inside = (h > low) & (h < high)
            return np.polyfit(np.log(h[inside]), np.log(error[inside]), 1)[0]

        assert order(central, 1e-3, 1e-1) == pytest.approx(2, abs=0.1)
        assert order(forward, 1e-6, 1e-2) == pytest.approx(1, abs=0.1)
        assert order(central, 1e-14, 1e-7) == pytest.approx(-1, abs=0.3)
        assert 1e-7 < h[np.argmin(central)] < 1e-4

    def test_no_error_at_all_can_be_drawn(self, ax):
        draw_error_against_h(lambda z: 2 * z, lambda z: 2.0, 0.0, ax=ax)
        assert (ax.lines[1].get_ydata() > 0).all()

    def test_steps_that_vanish_beside_z_are_no_error(self, ax):
        draw_error_against_h(np.sin, np.cos, 1000.0, ax=ax)


class TestDecisionBoundary:
    def test_right_and_wrong_examples_are_counted_and_ringed(self, ax):
        X = np.array([[1.0, -1.0, 2.0], [1.0, -1.0, 1.0]])
        draw_decision_boundary(above_diagonal, X, np.array([[1, 0, 0]]), ax=ax)
        assert ax.get_title() == "2 of 3 examples lie on the right side (67%)"
        ringed = next(c for c in ax.collections if c.get_label() == "on the wrong side")
        np.testing.assert_array_equal(ringed.get_offsets(), [[2, 1]])

    def test_classes_have_markers_of_their_own(self, ax):
        draw_decision_boundary(above_diagonal, *BLOBS, ax=ax)
        zero, one = (next(c for c in ax.collections if c.get_label() == f"class {k}") for k in (0, 1))
        assert len(zero.get_paths()[0]) != len(one.get_paths()[0])

    @pytest.mark.parametrize("predict", [
        lambda X: (X[0] > 0).astype(int),
        lambda X: X[:1] > 0,
        lambda X: np.zeros((1, X.shape[1])),
        lambda X: np.ones((1, X.shape[1])),
        lambda X: np.full((1, X.shape[1]), 0.5),
    ])
    def test_labels_booleans_and_constants_will_do(self, predict, ax):
        draw_decision_boundary(predict, *BLOBS, ax=ax)

    def test_examples_on_one_spot_will_do(self, ax):
        draw_decision_boundary(above_diagonal, np.ones((2, 3)), np.ones((1, 3)), ax=ax)

    def test_wrong_shapes_are_refused(self):
        X, Y = BLOBS
        with pytest.raises(ValueError, match=r"X must be \(2, m\)"):
            draw_decision_boundary(above_diagonal, X.T, Y)
        with pytest.raises(ValueError, match=r"Y \(1, m\)"):
            draw_decision_boundary(above_diagonal, X, Y[0])
        with pytest.raises(ValueError, match=r"predict gave shape \(2, \d+\)"):
            draw_decision_boundary(lambda X: X, X, Y)
        assert plt.get_fignums() == []


class TestCosts:
    @pytest.mark.parametrize(("costs", "title"), [
        ([0.7, 0.35], "The cost fell from 0.7 to 0.35 in 10 iterations"),
        ([0.7, 0.9, 1.5], "The cost rose from 0.7 to 1.5 in 20 iterations"),
        ([0.7, 0.7], "The cost went from 0.7 to 0.7 in 10 iterations"),
        ([0.7], "The cost starts at 0.7"),
        ([0.7, np.inf, np.nan], "The cost is no longer a number from iteration 10 on"),
        ([np.nan], "The cost is no longer a number from iteration 0 on"),
    ])
    def test_titles_state_the_finding(self, costs, title, ax):
        assert draw_costs(costs, every=10, ax=ax).get_title() == title
        ax.figure.canvas.draw()

    def test_no_costs_are_refused(self):
        with pytest.raises(ValueError, match="costs is empty"):
            draw_costs([])


def test_importing_does_not_load_matplotlib():
    code = ("import sys, helpers.plotting, helpers.data, helpers.gradcheck, helpers.shapes; "
            "sys.exit(any(name.split('.')[0] in ('matplotlib', 'autograder') for name in sys.modules))")
    assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False, timeout=60).returncode == 0
