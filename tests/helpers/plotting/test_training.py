"""The decision boundary and the costs of a training."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from helpers.plotting import draw_costs, draw_decision_boundary
from tests.helpers.plotting.examples import BLOBS, above_diagonal

pytestmark = pytest.mark.filterwarnings("error")


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

    @pytest.mark.parametrize(
        "predict",
        [
            lambda X: (X[0] > 0).astype(int),
            lambda X: X[:1] > 0,
            lambda X: np.zeros((1, X.shape[1])),
            lambda X: np.ones((1, X.shape[1])),
            lambda X: np.full((1, X.shape[1]), 0.5),
        ],
    )
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
    @pytest.mark.parametrize(
        ("costs", "title"),
        [
            ([0.7, 0.35], "The cost fell from 0.7 to 0.35 in 10 iterations"),
            ([0.7, 0.9, 1.5], "The cost rose from 0.7 to 1.5 in 20 iterations"),
            ([0.7, 0.7], "The cost went from 0.7 to 0.7 in 10 iterations"),
            ([0.7], "The cost starts at 0.7"),
            ([0.7, np.inf, np.nan], "The cost is no longer a number from iteration 10 on"),
            ([np.nan], "The cost is no longer a number from iteration 0 on"),
        ],
    )
    def test_titles_state_the_finding(self, costs, title, ax):
        assert draw_costs(costs, every=10, ax=ax).get_title() == title
        ax.figure.canvas.draw()

    def test_no_costs_are_refused(self):
        with pytest.raises(ValueError, match="costs is empty"):
            draw_costs([])


class TestSeveralRuns:
    RUNS = {"slow": [0.7, 0.6, 0.5], "fast": [0.7, 0.1], "lost": [0.7, 1.4, np.inf]}

    def test_the_title_names_the_best_the_worst_and_the_lost(self, ax):
        assert (
            draw_costs(self.RUNS, ax=ax).get_title()
            == "The cost ends lowest with fast, at 0.1; highest with slow, at 0.5. No longer a number: lost"
        )

    @pytest.mark.parametrize(
        ("runs", "title"),
        [
            ({"tanh": [0.7, 0.35]}, "tanh: The cost fell from 0.7 to 0.35 in 10 iterations"),
            ({"a": [0.7, 0.5], "b": [0.9, 0.5]}, "Every cost ends at 0.5"),
            ({"a": [np.nan], "b": [0.9, np.inf]}, "No longer a number: a, b"),
        ],
    )
    def test_one_run_equal_runs_and_lost_runs(self, runs, title, ax):
        assert draw_costs(runs, every=10, ax=ax).get_title() == title

    def test_every_run_has_its_own_line_style_or_marker_and_its_name(self, ax):
        draw_costs({str(index): np.linspace(1, 0.1 * index, 60) for index in range(8)}, ax=ax)
        assert [text.get_text() for text in ax.get_legend().get_texts()] == list("01234567")
        looks = [(line.get_linestyle(), line.get_color()) for line in ax.lines]
        assert len(set(looks)) == 8
        assert len({style for style, _ in looks[:4]}) == 4

    def test_every_stretches_all_runs(self, ax):
        draw_costs(self.RUNS, every=100, ax=ax)
        assert [line.get_xdata().max() for line in ax.lines] == [200, 100, 200]

    @pytest.mark.parametrize("runs", [{}, {"a": []}, {"a": [1.0], "b": []}])
    def test_runs_without_costs_are_refused(self, runs):
        with pytest.raises(ValueError, match="costs is empty"):
            draw_costs(runs)
        assert plt.get_fignums() == []

    def test_more_runs_than_can_be_told_apart_are_refused(self):
        with pytest.raises(ValueError, match="9 runs, but only 8"):
            draw_costs({str(index): [1.0] for index in range(9)})
