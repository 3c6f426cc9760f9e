"""The graph explorer without a browser: its numbers against independent ones, its settings, what stands where no widget
runs.
"""

import base64

import numpy as np
import pytest
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.explorers import GraphExplorer
from helpers.explorers.common.explorer import SettingError
from helpers.gradcheck import numerical_gradient
from tests.support.display import displayed
from tests.support.graph_nodes import (
    AFFINE,
    SIGMOID,
    TANH,
    Add,
    Affine,
    Exp,
    Mul,
    Relu,
    sigmoid,
    sigmoid_nodes,
    two_layers,
    unit,
)

pytestmark = pytest.mark.filterwarnings("error")
WIDGET = "application/vnd.jupyter.widget-view+json"


# ---------------------------------------------------------------- numbers


def test_the_numbers_of_the_lesson_come_from_the_nodes():
    explorer = unit()
    assert explorer.values == {"x": 3, "w": 0.5, "b": -1, "wx": 1.5, "z": 0.5}
    assert explorer.gradients == {"z": 1, "wx": 1, "b": 1, "x": 0.5, "w": 3}
    assert explorer.notes == [] and explorer.problem == "" and explorer.last_step == 5


def test_the_sigmoid_collapses_for_every_value_that_can_be_moved_to():
    explorer = sigmoid_nodes()
    grid = explorer.samples.choices[0].grid
    assert len(grid) == 41 and 0.5 in grid and grid[0] < -1 and grid[-1] > 2
    for x in grid:
        explorer.value = float(x)
        y = 1 / (1 + np.exp(-x))
        np.testing.assert_allclose(explorer.values["y"], y, rtol=1e-14)
        np.testing.assert_allclose(explorer.gradients["x"], y * (1 - y), rtol=1e-12)
    assert explorer.notes == []


def test_a_value_that_goes_two_ways_gets_both_gradients():
    assert GraphExplorer({"x": 3.0}, [("y", Mul, "x", "x")]).gradients == {"y": 1, "x": 6}
    swish = GraphExplorer({"x": 1.0}, [("s", SIGMOID, "x"), ("y", Mul, "x", "s")])
    s = sigmoid(1.0)
    assert swish.gradients["x"] == pytest.approx(s + s * (1 - s), rel=1e-14)


def test_the_two_layer_network_gives_the_six_equations():
    inputs, nodes = two_layers()
    explorer = GraphExplorer(inputs, nodes)
    values, gradients = explorer.values, explorer.gradients
    dz2 = values["a2"] - inputs["y"]
    dz1 = inputs["W2"].T @ dz2 * (1 - values["a1"] ** 2)
    expected = {"z2": dz2, "W2": dz2 @ values["a1"].T, "b2": dz2, "z1": dz1, "W1": dz1 @ inputs["x"].T, "b1": dz1}
    for name, gradient in expected.items():
        np.testing.assert_allclose(gradients[name], gradient, rtol=1e-12, err_msg=name)
    assert "x" not in gradients and "y" not in gradients
    assert explorer.notes == [] and explorer.samples.choices == [], "31 numbers are too many to be sampled unasked"


def test_layers_with_parameters_are_measured_too():
    rng = np.random.default_rng(0)
    X, W, b = rng.normal(size=(6, 8)), rng.normal(size=(2, 6)), rng.normal(size=(2, 1))
    layer = Affine(W, b)
    explorer = GraphExplorer({"X": X}, [("Z", layer, "X"), ("A", Relu, "Z")], start=np.full((2, 8), 0.125))
    arrived = np.where(W @ X + b > 0, 0.125, 0.0)
    np.testing.assert_allclose(explorer.gradients["X"], W.T @ arrived, rtol=1e-12)
    assert [(edge.node, edge.place) for edge in explorer.samples.edges] == [("A", 0), ("Z", 0), ("Z", "W"), ("Z", "b")]
    assert explorer.notes == []
    assert layer.W is W, "the triangles put the parameters back"


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_gradients_of_any_graph_agree_with_its_numerical_gradient(data):
    names = ["p", "q", "r"]
    inputs = {name: data.draw(st.sampled_from([-1.5, -0.4, 0.3, 0.7, 1.2])) for name in names}
    nodes, known, free = [], list(names), list(names)
    while len(free) > 1 or len(nodes) < 3:
        first = data.draw(st.sampled_from(free if len(free) > 1 else known))
        second = data.draw(st.sampled_from([name for name in free if name != first] or known))
        kind = data.draw(st.sampled_from([Mul, Add, TANH]))
        taken = (first,) if kind is TANH else (first, second)
        nodes.append((f"n{len(nodes)}", kind, *taken))
        if kind is TANH and first not in free:
            taken = (*taken, *free)  # the last free one would be left unused
            nodes[-1] = (nodes[-1][0], Add, first, free[0])
        free = [name for name in free if name not in taken] + [nodes[-1][0]]
        known.append(nodes[-1][0])

    def result(point):
        values = dict(zip(names, point, strict=True))
        for name, kind, *arguments in nodes:
            numbers = [values[argument] for argument in arguments]
            values[name] = {Mul: np.prod, Add: np.sum, TANH: lambda one: np.tanh(one[0])}[kind](numbers)
        return float(values[nodes[-1][0]])

    explorer = GraphExplorer(inputs, nodes, sliders=[])
    expected = numerical_gradient(result, np.array([inputs[name] for name in names]))
    found = [explorer.gradients[name] for name in names]
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-8)
    assert explorer.notes == []


def test_slopes_are_what_the_node_multiplied_by():
    explorer = sigmoid_nodes()
    slopes = explorer.samples.first[explorer.samples.edge_places(2)[0]]
    assert slopes == pytest.approx(-(sigmoid(0.5) ** 2))
    blocked = GraphExplorer({"x": -2.0}, [("a", Relu, "x"), ("y", Mul, "a", 3.0)])
    by_node = {
        edge.node: blocked.samples.first[place][0]
        for edge, place in zip(blocked.samples.edges, blocked.samples.edge_places(2), strict=True)
    }
    assert by_node == {"a": 0, "y": 3}


def test_one_number_of_an_array_can_be_moved():
    inputs = {"W": np.array([[0.5, -0.25]]), "x": np.array([[1.0], [2.0]]), "b": np.array([[0.2]])}
    explorer = GraphExplorer(
        inputs, [("z", AFFINE, "W", "x", "b"), ("a", SIGMOID, "z")], sliders=["W"], ranges={"W": (-1, 1)}
    )
    explorer.input = "W[0, 1]"
    explorer.value = 0.75
    np.testing.assert_array_equal(explorer.values["W"], [[0.5, 0.75]])
    np.testing.assert_allclose(explorer.values["a"], [[sigmoid(2.2)]], rtol=1e-14)
    np.testing.assert_array_equal(inputs["W"], [[0.5, -0.25]])


# ---------------------------------------------------------------- settings


@pytest.mark.parametrize(
    ("inputs", "nodes", "message"),
    [
        ({"x": 1.0}, [], "at least one node"),
        ({"x": 1.0}, [("y", Exp)], r"should be \(name, object, inputs...\)"),
        ({"x": 1.0}, [("y", Exp, "z")], "asks for 'z', which is neither an input nor an earlier node. There are: x"),
        ({"x": 1.0}, [("x", Exp, "x")], "'x' is used twice"),
        ({"x": 1.0, "w": 2.0}, [("y", Exp, "x")], "'w' is used by no node"),
        ({"x": "1"}, [("y", Exp, "x")], "the input x should be a number or an array"),
        ({"x": np.nan}, [("y", Exp, "x")], "finite numbers"),
        ({"x": [1.0]}, [("y", Exp, "x")], "the input x should be"),
        ({"x": 1.0}, [("y", Mul, "x", None)], "the input of the node y should be"),
    ],
)
def test_a_graph_that_makes_no_sense_is_refused(inputs, nodes, message):
    with pytest.raises(SettingError, match=message):
        GraphExplorer(inputs, nodes)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"sliders": ["q"]}, "'q', which is no input"),
        ({"ranges": {"x": (1, 1)}}, "low < high"),
        ({"ranges": {"x": 3}}, "two finite numbers"),
        ({"start": "1"}, "start should be"),
        ({"start": None}, "start should be"),
        ({"at": {"q": (0, 0)}}, "'q', which is neither an input nor a node"),
        ({"step": 6}, "step should be a whole number from 0 to 5"),
        ({"step": -1}, "step should be"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(more, message):
    with pytest.raises(SettingError, match=message):
        unit(**more)


def test_a_start_of_the_wrong_shape_is_explained():
    assert "start has the shape (2,), but z has ()" in unit(start=np.ones(2)).notes[0]
    assert unit(start=2.0).gradients["w"] == 6


def test_step_input_and_value_travel_both_ways():
    explorer = unit()
    assert (explorer.step, explorer.input, explorer.value) == (0, "x", 3.0)
    explorer.set_state({"step": 4})  # what a message from the browser calls
    explorer.set_state({"input": "w", "value": 0.5})
    explorer.set_state({"value": 1.2})
    assert explorer.get_state(["step", "input", "value"]) == {"step": 4, "input": "w", "value": pytest.approx(1.2)}
    assert explorer.gradients["x"] == pytest.approx(1.2) and explorer.values["x"] == 3
    explorer.input = "b"
    assert explorer.value == -1 and explorer.gradients["x"] == 0.5, "with another number the first one returns"
    explorer.value = 99
    assert explorer.value == explorer.samples.choices[2].grid[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("step", "1"),
        ("step", 1.5),
        ("step", True),
        ("step", None),
        ("step", 6),
        ("input", "q"),
        ("input", 1),
        ("value", "1"),
        ("value", None),
        ("value", np.nan),
        ("value", np.ones(2)),
    ],
)
def test_wrong_settings_are_refused_and_change_nothing(name, value):
    explorer = unit()
    before = getattr(explorer, name)
    with pytest.raises(SettingError, match=f"{name} should be") as caught:
        setattr(explorer, name, value)
    assert isinstance(caught.value, traitlets.TraitError) and getattr(explorer, name) == before


def test_a_graph_without_sliders_says_so():
    with pytest.raises(SettingError, match=r"no number of this graph can be moved"):
        unit(sliders=[]).input = "x"


# ---------------------------------------------------------------- where no widget runs


def test_the_browser_gets_every_number():
    explorer = sigmoid_nodes()
    spec = explorer.get_state(["spec"])["spec"]
    first = np.frombuffer(spec["first"])
    table = np.frombuffer(spec["records"]["x"]).reshape(41, -1)
    np.testing.assert_array_equal(table[spec["choices"][0]["first"]], first)
    np.testing.assert_array_equal(first[:5], list(explorer.values.values()))
    assert [o["label"] for o in spec["operations"]] == ["×(−1)", "exp", "+1", "/"]
    assert len(bytes(spec["records"]["x"])) < 20_000


def test_cards_stand_behind_their_inputs_and_never_on_each_other():
    for explorer in (unit(), sigmoid_nodes(), GraphExplorer(*two_layers())):
        layouts = explorer.spec["layouts"]
        for layout, ahead in ((layouts["wide"], 0), (layouts["tall"], 1)):
            cards = layout["cards"]
            for operation in explorer.samples.graph.operations:
                assert all(cards[name][ahead] < cards[operation.name][ahead] for _, name in operation.variables)
            places = np.array(list(cards.values()))
            for index, place in enumerate(places):
                across, down = np.abs(np.delete(places, index, axis=0) - place).T
                assert ((across >= layouts["card"]["width"]) | (down >= layouts["card"]["height"])).all()
            assert (places > 0).all() and (places < [layout["width"], layout["height"]]).all()


def test_mimebundle_has_the_widget_a_picture_and_the_whole_walk_in_words():
    explorer = unit()
    data, metadata = displayed(explorer)
    assert set(data) == {WIDGET, "image/png", "text/plain"}
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG\r\n")
    assert (
        data["text/plain"]
        == metadata["image/png"]["alt"]
        == (
            "Computation graph of z. Forward: x = 3, w = 0.5, b = −1, wx = 1.5, z = 0.5. "
            "Backward: dz = 1, dwx = 1, db = 1, dx = 0.5, dw = 3."
        )
    )
    explorer.value = 2.0
    assert displayed(explorer)[0]["image/png"] != data["image/png"]
    assert "image/png" in displayed(GraphExplorer(*two_layers()))[0]


def test_nothing_is_called_or_sent_while_grading(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    calls = []
    explorer = GraphExplorer({"x": 1.0}, [("y", (calls.append, calls.append), "x")], step=2)
    data, _ = displayed(explorer)
    assert data == {"text/plain": "GraphExplorer: not drawn while the notebook is being graded."}
    assert (
        calls == [] and explorer.comm is None and explorer.notes == [] and explorer.values == {} and explorer.step == 2
    )
