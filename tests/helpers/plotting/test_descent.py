"""Walks of gradient descent, on a curve and on a cost surface."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from helpers.plotting import draw_cost_surface, draw_descent
from tests.helpers.plotting.examples import assert_all_can_be_read, bowl, parabola, walk

pytestmark = pytest.mark.filterwarnings("error")


def arrows(ax):
    return [text for text in ax.texts if getattr(text, "arrow_patch", None) is not None]


def written(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


class TestDescent:
    @pytest.mark.parametrize(
        ("path", "title"),
        [
            (walk(0.1, 33), "From x = 8 to 2.004 in 33 steps: y fell from 38 to 2"),
            (walk(0.5, 1), "From x = 8 to 2 in 1 step: y fell from 38 to 2"),
            (walk(1, 5), "From x = 8 to −4 in 5 steps: y is still 38"),
            (walk(1.05, 10), "From x = 8 to 17.56 in 10 steps: y rose from 38 to 244.2"),
            ([8], "The start: x = 8, where y = 38"),
            ([8, np.nan], "From x = 8 the path runs away: no number to draw after 1 step"),
            (walk(3, 400), "From x = 8 the path runs away: no number to draw after 71 steps"),
        ],
    )
    def test_titles_say_from_where_to_where(self, path, title, ax):
        assert draw_descent(parabola, path, ax=ax).get_title() == title
        ax.figure.draw_without_rendering()

    def test_a_title_and_names_may_be_given(self, ax):
        draw_descent(parabola, [3.0, 2.5], names=("w", "C"), title="One step", ax=ax)
        assert (ax.get_title(), ax.get_xlabel(), ax.get_ylabel()) == ("One step", "w", "C")
        assert written(ax) == ["start: w = 3", "end: w = 2.5"]

    @pytest.mark.parametrize(("rate", "steps"), [(0.1, 33), (0.5, 1), (1, 5), (1, 6), (1.05, 10), (0.9, 12)])
    def test_ends_can_be_read(self, rate, steps):
        ax = draw_descent(parabola, walk(rate, steps))
        assert_all_can_be_read(ax)
        if rate == 1 and steps == 6:
            assert written(ax) == ["start and end:\nx = 8"]

    def test_points_lie_on_the_curve_and_arrows_join_neighbours(self, ax):
        path = walk(1.05, 6)
        draw_descent(parabola, path, ax=ax)
        points = next(line for line in ax.lines if line.get_label() == "path").get_xydata()
        np.testing.assert_allclose(points, np.column_stack([path, parabola(np.array(path))]))
        assert [(arrow.xyann, arrow.xy) for arrow in arrows(ax)] == [
            (tuple(points[k]), tuple(points[k + 1])) for k in range(6)
        ]

    def test_the_way_back_does_not_cover_the_way_there(self, ax):
        draw_descent(parabola, walk(1, 2), ax=ax)
        there, back = arrows(ax)
        # Bent to the same side as seen by the walker, so to opposite sides as seen by the reader.
        assert there.arrow_patch.get_connectionstyle().rad == back.arrow_patch.get_connectionstyle().rad != 0

    def test_a_long_path_is_thinned_and_steps_too_small_to_see_get_no_arrow(self, ax):
        draw_descent(parabola, walk(0.001, 5000), ax=ax)
        points = next(line for line in ax.lines if line.get_label() == "path").get_xdata()
        assert points.size == 200 and points[0] == 8 and points[-1] == walk(0.001, 5000)[-1]
        draw_descent(parabola, walk(0.1, 33), ax=Figure().subplots())
        assert len(arrows(draw_descent(parabola, walk(0.1, 33), ax=Figure().subplots()))) < 20

    def test_the_range_may_be_given(self, ax):
        curve = draw_descent(parabola, [3, 2], x_range=(-10, 10), ax=ax).lines[0].get_xdata()
        assert (curve[0], curve[-1]) == (-10, 10)

    @pytest.mark.parametrize("path", [[], [np.nan, 1.0], [np.inf]])
    def test_a_path_without_a_start_is_refused(self, path):
        with pytest.raises(ValueError, match="path must start with a finite number"):
            draw_descent(parabola, path)
        assert plt.get_fignums() == []

    def test_an_f_of_a_wrong_shape_is_refused(self):
        with pytest.raises(ValueError, match="element by element"):
            draw_descent(lambda x: x[:1], [1.0, 2.0])

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
    def test_any_path_can_be_drawn(self, path):
        ax = draw_descent(parabola, path, ax=Figure().subplots())
        ax.figure.draw_without_rendering()
        assert 1 <= len(written(ax)) <= 2


class TestCostSurface:
    PATH = ((-2, 1), (0, 0.5), (1, 0))

    def test_the_path_and_its_costs(self, ax):
        draw_cost_surface(bowl, (-3, 3), (-2, 2), path=self.PATH, ax=ax)
        assert ax.get_title() == "The cost goes from 12 to 1 in 2 steps"
        np.testing.assert_array_equal(ax.lines[0].get_xydata(), self.PATH)
        assert (ax.get_xlabel(), ax.get_ylabel()) == ("w", "b")
        assert ax.get_xlim() == (-3, 3) and ax.get_ylim() == (-2, 2)

    def test_without_a_path_the_lowest_place_is_named(self, ax):
        draw_cost_surface(bowl, (-3, 3), (-2, 2), names=("w₁", "w₂"), ax=ax)
        assert ax.get_title() == "The cost is lowest, 1, near w₁ = 1, w₂ = 0"
        assert (ax.get_xlabel(), ax.get_ylabel()) == ("w₁", "w₂")

    def test_w_runs_across_and_b_up(self, ax):
        draw_cost_surface(lambda w, b: w + 100 * b, (0, 1), (0, 1), ax=ax)
        assert ax.get_title() == "The cost is lowest, 0, near w = 0, b = 0"
        draw_cost_surface(lambda w, b: w - b, (0, 2), (0, 1), ax=ax)
        assert ax.get_title().endswith("near w = 0, b = 1")

    def test_there_is_a_colour_bar(self, ax):
        draw_cost_surface(bowl, (-3, 3), (-2, 2), ax=ax)
        (bar,) = [other for other in ax.figure.axes if other is not ax]
        assert bar.get_ylabel() == "cost"

    @pytest.mark.parametrize(
        "cost",
        [
            lambda w, b: 3.0,
            lambda w, b: 0.0,
            lambda w, b: np.array([[w * w + b * b + 1e-6]]),
            lambda w, b: np.nan if w < 0 else w,
            lambda w, b: -w - b,
        ],
    )
    def test_flat_wide_and_broken_costs_will_do(self, cost, ax):
        draw_cost_surface(cost, (-3, 3), (-2, 2), ax=ax)
        ax.figure.draw_without_rendering()

    @pytest.mark.parametrize("path", [[], [1, 2], [[1, 2, 3]], [[1, np.nan]]])
    def test_a_path_of_another_shape_is_refused(self, path):
        with pytest.raises(ValueError, match=r"shape \(k, 2\)"):
            draw_cost_surface(bowl, (-3, 3), (-2, 2), path=path)
        assert plt.get_fignums() == []

    def test_a_cost_that_is_nowhere_a_number_is_refused(self):
        with pytest.raises(ValueError, match="nowhere in the picture a finite number"):
            draw_cost_surface(lambda w, b: np.inf, (-3, 3), (-2, 2))
        assert plt.get_fignums() == []
