"""Small images with captions, and the time of several methods."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from helpers.plotting import draw_images, draw_timings

pytestmark = pytest.mark.filterwarnings("error")

DIGITS = np.random.default_rng(0).random((14, 8, 8))


def shown(figure):
    return [ax for ax in figure.axes if ax.images]


class TestImages:
    def test_every_image_is_shown_with_its_caption(self):
        captions = [f"true {k % 10}, said 8 (0.71)" for k in range(14)]
        figure = draw_images(DIGITS, captions, title="14 of 360 digits are misclassified")
        assert figure.get_suptitle() == "14 of 360 digits are misclassified"
        assert [ax.get_title().replace("\n", " ") for ax in shown(figure)] == captions
        for ax, image in zip(shown(figure), DIGITS, strict=True):
            np.testing.assert_array_equal(ax.images[0].get_array(), image)

    def test_captions_do_not_overlap(self):
        figure = draw_images(DIGITS, ["true 3, said 8 (0.71)"] * 14)
        figure.draw_without_rendering()
        boxes = [ax.title.get_window_extent() for ax in shown(figure)] + [
            ax.get_window_extent() for ax in shown(figure)
        ]
        for index, box in enumerate(boxes):
            assert figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1
            assert not any(box.overlaps(other) for other in boxes[index + 1 :])

    def test_grey_has_one_meaning_in_all_images_and_dark_is_high(self):
        figure = draw_images([np.zeros((2, 2)), np.full((2, 2), 16)])
        assert {ax.images[0].get_clim() for ax in shown(figure)} == {(0, 16)}
        assert {ax.images[0].get_cmap().name for ax in shown(figure)} == {"gray_r"}

    @settings(max_examples=15, deadline=None)
    @given(st.integers(1, 13), st.integers(1, 7))
    def test_rows_are_as_long_as_asked(self, number, columns):
        figure = draw_images(DIGITS[:number], columns=columns, figure=Figure())
        assert figure.get_suptitle() == f"{number} image{'s' * (number > 1)}"
        assert figure.axes[0].get_gridspec().get_geometry() == (-(-number // columns), columns)
        assert len(shown(figure)) == number

    def test_no_images_are_said_to_be_none(self):
        figure = draw_images([], [], title="0 of 360 digits are misclassified")
        assert [text.get_text() for text in figure.texts] == ["0 of 360 digits are misclassified", "no images to show"]
        figure.draw_without_rendering()

    def test_a_figure_or_subfigure_may_be_given(self):
        figure = Figure()
        left, right = figure.subfigures(1, 2)
        assert draw_images(DIGITS[:2], columns=2, figure=right) is right
        assert plt.get_fignums() == [] and not left.axes
        figure.draw_without_rendering()

    def test_one_new_figure_is_made(self):
        assert draw_images(DIGITS[:2], columns=2).number in plt.get_fignums()
        assert len(plt.get_fignums()) == 1

    @pytest.mark.parametrize(
        ("images", "options", "message"),
        [
            ([np.zeros(64)], {}, r"image 0 has shape \(64,\), expected \(height, width\)"),
            ([np.zeros((0, 3))], {}, "image 0 has shape"),
            (DIGITS[:3], {"titles": ["a"]}, "1 titles for 3 images"),
            (DIGITS[:3], {"columns": 0}, "columns is 0"),
        ],
    )
    def test_mistakes_are_named_before_a_figure_is_made(self, images, options, message):
        with pytest.raises(ValueError, match=message):
            draw_images(images, **options)
        assert plt.get_fignums() == []


class TestTimings:
    TIMES = {"loop": [0.1, 1.0, 10.0], "vectorised": [0.1, 0.05, 0.02]}

    def test_the_title_says_the_ratio_at_the_largest_size(self, ax):
        draw_timings([10, 100, 1000], self.TIMES, ax=ax)
        assert ax.get_title() == "At size 1,000, vectorised is 500 times as fast as loop"
        assert ax.get_xscale() == ax.get_yscale() == "log"
        assert ax.get_ylabel() == "time" and ax.get_xlabel() == "number of examples m"
        draw_timings([10, 100, 1000], self.TIMES | {"loop": [0.1, 1.0, 168.83]}, ax=ax)
        assert ax.get_title() == "At size 1,000, vectorised is 8,440 times as fast as loop"
        draw_timings([1000, 100, 10], self.TIMES, size_name="parameters", ax=ax)
        assert ax.get_title() == "At size 1,000, all take about 0.1 seconds"
        assert ax.get_xlabel() == "parameters"

    def test_times_have_units(self, ax):
        draw_timings([10, 100, 1000], {"loop": [1e-5, 1e-4, 1e-3]}, ax=ax)
        shown = {ax.yaxis.get_major_formatter()(value) for value in (1e-5, 1e-3, 1)}
        assert shown == {"10 µs", "1 ms", "1 s"}

    @pytest.mark.parametrize(
        ("sizes", "ticks"),
        [
            ([500, 10, 100], [10, 100, 500]),
            ([13, 49, 193, 385], [13, 49, 193, 385]),
            ([10, 11, 12, 100], [10, 100]),
            (range(1, 100), [1, 10, 100]),
        ],
    )
    def test_the_sizes_are_written_below_where_there_is_room(self, ax, sizes, ticks):
        draw_timings(sizes, {"loop": np.ones(len(sizes))}, ax=ax)
        left, right = ax.get_xlim()
        assert [tick for tick in ax.get_xticks() if left <= tick <= right] == ticks

    def test_sizes_are_put_in_order(self, ax):
        draw_timings([100, 10], {"a": [2, 1]}, ax=ax)
        np.testing.assert_array_equal(ax.lines[0].get_xydata(), [[10, 1], [100, 2]])
        assert ax.get_title() == "At size 100, a takes 2 seconds"

    @pytest.mark.parametrize(
        ("sizes", "times", "message"),
        [
            ([], {"a": []}, "sizes must be numbers above 0"),
            ([1, 2], {}, "holds 0 methods, expected 1 to 8"),
            ([1, 2], {str(k): [1, 1] for k in range(9)}, "holds 9 methods"),
            ([1, 2], {"a": [1]}, "a has 1 times for 2 sizes"),
            ([1, 2], {"a": [1, 0]}, r"times of a must be numbers above 0.*got \[1.0, 0.0\]"),
            ([0, 2], {"a": [1, 1]}, "sizes must be numbers above 0"),
            ([1, 2], {"a": [1, np.nan]}, "times of a"),
        ],
    )
    def test_mistakes_are_named_before_a_figure_is_made(self, sizes, times, message):
        with pytest.raises(ValueError, match=message):
            draw_timings(sizes, times)
        assert plt.get_fignums() == []
