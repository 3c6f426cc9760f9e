"""Computation graphs: all can be read, forward and backward differ in more than colour, mistakes are named."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch
from matplotlib.path import Path

from helpers.plotting import COLOURS, Node, draw_graph
from helpers.plotting import _graph_layout as layout
from tests.helpers.plotting.examples import (
    GRAPHS,
    LOGISTIC,
    SIGMOID,
    TWO_LAYER,
    arrow_patches,
    assert_all_can_be_read,
    boxes_of_texts,
)

pytestmark = pytest.mark.filterwarnings("error")


def arrows(ax):
    """(colour, line style) of every arrow."""
    return [
        (to_hex(patch.get_edgecolor()), "solid" if patch.get_linestyle() in ("-", "solid") else "dashed")
        for patch in arrow_patches(ax)
    ]


def text(ax, words):
    return next(text for text in ax.texts if text.get_text() == words)


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)
class TestEveryGraph:
    def test_no_texts_overlap(self, graph):
        assert_all_can_be_read(draw_graph(*graph, title="A graph that can be read"))

    def test_no_texts_overlap_on_axes_side_by_side(self, graph):
        left, right = Figure(figsize=(12, 4), layout="constrained").subplots(1, 2)
        for ax in (left, right):
            assert_all_can_be_read(draw_graph(*graph, title="A graph that can be read", ax=ax))

    def test_writing_beside_a_node_keeps_off_all_nodes(self, graph):
        ax = draw_graph(*graph, title="A graph that can be read")
        boxes = boxes_of_texts(ax)
        for patch in ax.patches:
            body = patch.get_window_extent()
            for words, box in boxes:
                middle = body.contains((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
                assert middle or not body.overlaps(box), words

    def test_arrows_keep_off_writing(self, graph):
        nodes, edges = graph
        ax = draw_graph(nodes, edges, title="A graph that can be read")
        boxes = [(words, box) for words, box in boxes_of_texts(ax) if words]
        for arrow in arrow_patches(ax):
            drawn = arrow.get_transform().transform_path(arrow.get_path()).to_polygons(closed_only=False)
            path = np.concatenate([Path(polygon).interpolated(20).vertices for polygon in drawn])
            for words, box in boxes:
                # A pixel of the space around the letters does not count.
                inside = (path > (box.x0 + 1, box.y0 + 2)) & (path < (box.x1 - 1, box.y1 - 2))
                assert not inside.all(axis=1).any(), words

    def test_one_arrow_forward_an_edge_and_one_back_where_there_is_a_gradient(self, graph, ax):
        nodes, edges = graph
        drawn = arrows(draw_graph(nodes, edges, title="A graph", ax=ax))
        known = {node.name for node in nodes if node.gradient is not None}
        assert drawn.count((COLOURS["blue"], "solid")) == len(edges)
        assert drawn.count((COLOURS["vermillion"], "dashed")) == sum(edge[0] in known for edge in edges)
        assert len(drawn) == len(edges) + sum(edge[0] in known for edge in edges)

    def test_columns_run_to_the_right_and_rows_down(self, graph, ax):
        nodes, edges = graph
        draw_graph(nodes, edges, title="A graph", ax=ax)
        middles = dict(
            zip(
                (node.name for node in nodes),
                (np.mean(patch.get_extents().get_points(), axis=0) for patch in ax.patches),
                strict=True,
            )
        )
        for one, other in combinations(nodes, 2):
            assert np.sign(np.round(middles[one.name] - middles[other.name], 6)).tolist() == [
                np.sign(one.at[0] - other.at[0]),
                np.sign(other.at[1] - one.at[1]),
            ]


class TestGraph:
    def test_values_stand_above_and_gradients_below(self):
        ax = draw_graph(*SIGMOID, title="The sigmoid")
        boxes = dict(boxes_of_texts(ax))
        assert boxes["−1"].y0 > boxes["×(−1)"].y1 and boxes["−0.1966"].y1 < boxes["×(−1)"].y0
        assert text(ax, "−1").get_color() == COLOURS["blue"]
        assert text(ax, "−0.1966").get_color() == COLOURS["vermillion"]

    def test_shapes_stand_in_boxes_and_under_circles(self, ax):
        draw_graph(
            [Node("W", shape=("n_h", "n_x")), Node("·", at=(1, 0), shape=(4,), kind="operation")],
            [("W", "·")],
            title="Shapes",
            ax=ax,
        )
        box, circle = ax.patches
        assert isinstance(box, FancyBboxPatch) and isinstance(circle, Circle)
        ax.figure.draw_without_rendering()
        assert box.get_window_extent().contains(*text(ax, "(n_h, n_x)").get_window_extent().get_points().mean(axis=0))
        assert text(ax, "(4,)").get_window_extent().y1 < circle.get_window_extent().y0

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (1 / 3, "0.3333"),
            (-0.0, "0"),
            (-2, "−2"),
            (np.float32(0.5), "0.5"),
            (np.array([[1e-5]]), "1e−05"),
            ("z > 0", "z > 0"),
            (123456, "1.235e+05"),
        ],
    )
    def test_numbers_are_rounded_to_four_digits(self, value, words, ax):
        draw_graph([Node("x", value=value)], [], title="One number", ax=ax)
        assert text(ax, words)

    def test_a_graph_without_gradients_has_no_legend(self, ax):
        assert draw_graph([Node("x"), Node("y", at=(1, 0))], [("x", "y")], title="x", ax=ax).get_legend() is None
        names = [item.get_text() for item in draw_graph(*LOGISTIC, title="x", ax=ax).get_legend().get_texts()]
        assert names == ["value, forward →", "gradient, backward ←"]

    def test_an_edge_goes_around_a_node_in_its_way(self):
        nodes, edges = GRAPHS["branches"]
        bodies = {node.name: layout.circle(node.name, "", ["", ""]) for node in nodes}
        placed = layout.place(bodies, {node.name: node.at for node in nodes}, [(*edge, "") for edge in edges])
        bends = {line.ends: line.bend for line in layout.route(placed, edges, ())}
        assert bends.pop(("x", "+")) != 0
        assert set(bends.values()) == {0}

    def test_a_crowded_graph_is_shrunk_to_the_page(self):
        ax = draw_graph(
            [Node(f"z{k}", "z = W·a + b, a long one", at=(k, 0)) for k in range(6)], [], title="Long labels"
        )
        assert_all_can_be_read(ax)
        assert ax.figure.get_figwidth() == 6.4

    @pytest.mark.parametrize(
        ("nodes", "edges", "message"),
        [
            ([], [], "no nodes"),
            ([Node("x"), Node("x", at=(1, 0))], [], "two nodes are named 'x'"),
            ([Node("x"), Node("y", at=(0.2, 0.3))], [], r"'x' at \(0, 0\) and 'y' at \(0.2, 0.3\) are too close"),
            ([Node("x")], [("x", "q")], "names 'q', which is no node. The nodes are: x"),
            ([Node("x")], [("x", "x")], "must be"),
            ([Node("x"), Node("y", at=(1, 0))], [("x",)], "must be"),
            ([Node("x", kind="circle")], [], "has kind 'circle', expected 'variable' or 'operation'"),
            ([Node("x", value=np.ones(3))], [], "value of 'x' must be one number or text"),
            ([Node("x", gradient=[1])], [], "gradient of 'x' must be one number or text"),
        ],
    )
    def test_mistakes_are_named_before_a_figure_is_made(self, nodes, edges, message):
        with pytest.raises(ValueError, match=message):
            draw_graph(nodes, edges, title="Wrong")
        assert plt.get_fignums() == []

    def test_nodes_can_be_compared_but_not_changed(self):
        assert Node("x", at=(1, 2)) == Node("x", at=(1, 2))
        with pytest.raises(AttributeError):
            TWO_LAYER[0][0].name = "y"


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 3)),
        st.sampled_from(["z", "tanh(z)", "z = W·x + b"]),
        min_size=1,
        max_size=9,
    )
)
def test_nodes_with_their_writing_never_overlap(grid):
    bodies = {str(at): layout.box(label, "(n_h, m)", "0.7311", ["da = −1.368"]) for at, label in grid.items()}
    placed = layout.place(bodies, {str(at): at for at in grid}, [])
    for one, other in combinations(placed.values(), 2):
        beside = abs(one.x - other.x) >= one.reach[0] + other.reach[0]
        upper, lower = (one, other) if one.y > other.y else (other, one)
        assert beside or upper.y - upper.reach[2] >= lower.y + lower.reach[1]
