"""Equations of matrices: boxes to scale, inner sizes marked alike, misfits named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.plotting import COLOURS, Matrix, draw_shapes
from tests.helpers.plotting.examples import CHAIN, DW1, DZ1, EQUATIONS, NO_TRANSPOSE, SIZES, Z1, assert_all_can_be_read

pytestmark = pytest.mark.filterwarnings("error")


def boxes(ax):
    """(width, height) of each matrix; the bars on sides are the only rectangles with a hatch or a strong colour."""
    return [(patch.get_width(), patch.get_height()) for patch in ax.patches if not is_bar(patch)]


def is_bar(patch):
    from matplotlib.colors import to_hex

    return isinstance(patch, Rectangle) and to_hex(patch.get_facecolor()) in COLOURS.values()


def looks(ax):
    return [(patch.get_facecolor(), patch.get_hatch()) for patch in ax.patches if is_bar(patch)]


def words(ax):
    return [text.get_text() for text in ax.texts]


@pytest.mark.parametrize("terms", EQUATIONS.values(), ids=EQUATIONS)
class TestEveryEquation:
    def test_all_can_be_read(self, terms):
        assert_all_can_be_read(draw_shapes(terms, SIZES))

    def test_boxes_are_to_scale(self, terms, ax):
        draw_shapes(terms, SIZES, ax=ax)
        shapes = [[SIZES.get(size, size) for size in term.shape] for term in terms if isinstance(term, Matrix)]
        units = [
            side / number
            for (wide, high), (rows, columns) in zip(boxes(ax), shapes, strict=True)
            for side, number in ((wide, columns), (high, rows))
        ]
        assert units == pytest.approx([units[0]] * len(units))


class TestShapes:
    @pytest.mark.parametrize(
        ("terms", "title"),
        [
            (DZ1, "The shapes fit: both sides are (4, 5)"),
            (Z1, "The shapes fit: both sides are (4, 5)"),
            (DW1, "The shapes fit: both sides are (4, 3)"),
            (CHAIN, "The shapes fit: the result is (2, 5)"),
            (NO_TRANSPOSE, "The shapes do not fit: W2 has 4 columns, but dZ2 has 2 rows"),
            (
                [Matrix("db1", ("n_h", 1)), "=", Matrix("dZ1", ("n_h", "m"))],
                "The shapes do not fit: db1 is (4, 1), but dZ1 is (4, 5)",
            ),
            ([Matrix("A", (2, 3)), "∗", Matrix("B", (3, 2))], "The shapes do not fit: A is (2, 3), but B is (3, 2)"),
            (
                [Matrix("z", (1, 1)), "·", Matrix("x", ("n_x", 1))],
                "The shapes do not fit: z has 1 column, but x has 3 rows",
            ),
            (
                [Matrix("A", (2, 3)), "=", Matrix("B", (2, 1)), "+", Matrix("C", (1, 3))],
                "The shapes fit: both sides are (2, 3)",
            ),
            (
                [Matrix("A", (2, 3)), "+", Matrix("B", (2, 4)), "·", Matrix("C", (4, 3))],
                "The shapes fit: the result is (2, 3)",
            ),
        ],
    )
    def test_titles_say_whether_the_shapes_fit(self, terms, title, ax):
        assert draw_shapes(terms, SIZES, ax=ax).get_title() == title

    def test_each_matrix_has_its_name_rows_and_columns(self, ax):
        ax = draw_shapes([Matrix("X", ("n_x", "m")), "+", Matrix("b", ("n_x", 1))], SIZES, ax=ax)
        assert words(ax) == ["n_x = 3", "m = 5", "X", "+", "n_x = 3", "1", "b"]

    def test_inner_sizes_share_a_mark_and_two_products_do_not(self, ax):
        first, *middle, last = looks(draw_shapes(CHAIN, SIZES, ax=ax))
        assert middle == [first, last] and first[0] != last[0] and first[1] != last[1]

    def test_marks_stand_at_the_columns_of_the_left_and_the_rows_of_the_right(self, ax):
        draw_shapes(DW1, SIZES, ax=ax)
        left, right = (patch for patch in ax.patches if is_bar(patch))
        dZ1, XT = [patch for patch in ax.patches if not is_bar(patch)][1:]
        assert (left.get_x(), left.get_width()) == (dZ1.get_x(), dZ1.get_width()) and left.get_y() > 0
        assert (right.get_y(), right.get_height()) == (XT.get_y(), XT.get_height()) and right.get_x() < XT.get_x()

    def test_a_misfit_is_crossed_out_and_explained(self, ax):
        draw_shapes(NO_TRANSPOSE, SIZES, ax=ax)
        cross, reason = (next(text for text in ax.texts if start in text.get_text()) for start in ("✗", "W2 has 4"))
        assert cross.get_color() == reason.get_color() == COLOURS["vermillion"]
        sign = next(text for text in ax.texts if text.get_text() == "·")
        assert cross.get_position()[0] == sign.get_position()[0]
        assert {hatch for _, hatch in looks(ax)} == {""}
        assert "✗" not in words(draw_shapes(DZ1, SIZES, ax=Figure().subplots()))

    def test_one_fault_does_not_make_others(self, ax):
        assert words(draw_shapes([*NO_TRANSPOSE, "∗", Matrix("g", ("n_h", "m"))], SIZES, ax=ax)).count("✗") == 1
        both = [*NO_TRANSPOSE, "+", Matrix("A", (2, 3)), "·", Matrix("B", (2, 3))]
        assert words(draw_shapes(both, SIZES, ax=Figure().subplots())).count("✗") == 2

    def test_sizes_far_apart_are_noted(self, ax):
        sizes = {"n_x": 12288, "m": 209, "n_h": 4}
        terms = [Matrix("W1", ("n_h", "n_x")), "·", Matrix("X", ("n_x", "m"))]
        ax = draw_shapes(terms, sizes)
        assert any("not to scale" in text for text in words(ax))
        (_, low), (narrow, high) = boxes(ax)
        assert low < narrow < high <= 1.25 + 1e-9
        assert_all_can_be_read(ax)
        assert not any("not to scale" in text for text in words(draw_shapes(DZ1, SIZES, ax=Figure().subplots())))

    def test_a_title_may_be_given(self, ax):
        assert draw_shapes(DZ1, SIZES, title="Why the transpose", ax=ax).get_title() == "Why the transpose"

    @pytest.mark.parametrize(
        ("terms", "message"),
        [
            ([], "holds no Matrix"),
            (["=", "·"], "holds no Matrix"),
            ([Matrix("X", ("n_x", "k"))], "X has the size 'k', which sizes does not hold; it has: n_x, n_h, n_y, m"),
            ([Matrix("X", (0, 3))], "X: the size 0 is 0, expected a whole number above 0"),
            ([Matrix("X", (1.5, 3))], "the size 1.5 is 1.5"),
            ([Matrix("X", ("n_x",))], r"X has shape \('n_x',\), expected \(rows, columns\)"),
            ([Matrix("A", (2, 2)), Matrix("B", (2, 2))], "A and B stand side by side"),
        ],
    )
    def test_mistakes_are_named_before_a_figure_is_made(self, terms, message):
        with pytest.raises(ValueError, match=message):
            draw_shapes(terms, SIZES)
        assert plt.get_fignums() == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=4, max_size=4))
def test_a_product_fits_exactly_if_its_inner_sizes_are_equal(sizes):
    rows, columns, inner, last = sizes
    ax = draw_shapes([Matrix("A", (rows, columns)), "·", Matrix("B", (inner, last))], {}, ax=Figure().subplots())
    fits = columns == inner
    assert ("✗" in words(ax)) is not fits
    assert ax.get_title().startswith(
        f"The shapes fit: the result is ({rows}, {last})" if fits else "The shapes do not fit"
    )
