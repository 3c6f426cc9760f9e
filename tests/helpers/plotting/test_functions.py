"""Activation functions, tangents, slopes and the error against h."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from helpers.plotting import draw_activation, draw_error_against_h, draw_slopes_compared, draw_tangent
from tests.helpers.plotting.examples import Z, relu, sigmoid, sigmoid_slope

pytestmark = pytest.mark.filterwarnings("error")


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
        np.testing.assert_allclose(ax.lines[0].get_ydata(), ax.lines[0].get_xdata() ** 2)

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
        draw_error_against_h(np.tanh, lambda z: 1 - np.tanh(z) ** 2, 0.7, ax=ax)
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
