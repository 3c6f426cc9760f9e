"""The graph explorer without a browser: its numbers against independent ones, what it says about wrong nodes, its settings."""

import base64

import numpy as np
import pytest
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.explorers import GraphExplorer
from helpers.explorers.base import SettingError
from helpers.gradcheck import numerical_gradient

pytestmark = pytest.mark.filterwarnings("error")
WIDGET = "application/vnd.jupyter.widget-view+json"


class Mul:
    def forward(self, p, q):
        self.p, self.q = p, q
        return p * q

    def backward(self, dout):
        return dout * self.q, dout * self.p


class Add:
    def forward(self, p, q):
        return p + q

    def backward(self, dout):
        return dout, dout


class Exp:
    def forward(self, x):
        self.out = np.exp(x)
        return self.out

    def backward(self, dout):
        return dout * self.out


class Reciprocal:
    def forward(self, x):
        self.y = 1 / x
        return self.y

    def backward(self, dout):
        return -dout * self.y**2


class Relu:
    def forward(self, x):
        self.mask = x > 0
        return np.where(self.mask, x, 0)

    def backward(self, dout):
        return np.where(self.mask, dout, 0)


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = ..., ...

    def forward(self, X):
        self.X = X
        return self.W @ X + self.b

    def backward(self, dout):
        self.dW = dout @ self.X.T
        self.db = np.sum(dout, axis=1, keepdims=True)
        return self.W.T @ dout


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def loss(a, y):
    return -y * np.log(a) - (1 - y) * np.log(1 - a)


AFFINE = (lambda W, a, b: W @ a + b), (lambda dout, W, a, b: (dout @ a.T, W.T @ dout, dout))
SIGMOID = sigmoid, lambda dout, z: dout * sigmoid(z) * (1 - sigmoid(z))
TANH = np.tanh, lambda dout, z: dout * (1 - np.tanh(z) ** 2)
LOSS = (lambda a, y: np.sum(loss(a, y))), (lambda dout, a, y: (dout * (-y / a + (1 - y) / (1 - a)), None))


def unit(**more):
    return GraphExplorer({"x": 3.0, "w": 0.5, "b": -1.0}, [("wx", Mul(), "x", "w"), ("z", Add(), "wx", "b")], **more)


def sigmoid_nodes(last=Reciprocal, **more):
    nodes = [("u", Mul, "x", -1.0), ("e", Exp, "u"), ("s", Add, "e", 1.0), ("y", last, "s")]
    return GraphExplorer({"x": 0.5}, nodes, **more)


def two_layers():
    rng = np.random.default_rng(3)
    inputs = {"W1": rng.normal(size=(4, 3)), "x": rng.normal(size=(3, 1)), "b1": rng.normal(size=(4, 1)),
              "W2": rng.normal(size=(2, 4)), "b2": rng.normal(size=(2, 1)), "y": np.array([[1], [0]])}
    first = AFFINE[0], lambda dout, W, x, b: (dout @ x.T, None, dout)
    nodes = [("z1", first, "W1", "x", "b1"), ("a1", TANH, "z1"), ("z2", AFFINE, "W2", "a1", "b2"), ("a2", SIGMOID, "z2"), ("L", LOSS, "a2", "y")]
    return inputs, nodes


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
    by_node = {edge.node: blocked.samples.first[place][0] for edge, place in zip(blocked.samples.edges, blocked.samples.edge_places(2), strict=True)}
    assert by_node == {"a": 0, "y": 3}


def test_one_number_of_an_array_can_be_moved():
    inputs = {"W": np.array([[0.5, -0.25]]), "x": np.array([[1.0], [2.0]]), "b": np.array([[0.2]])}
    explorer = GraphExplorer(inputs, [("z", AFFINE, "W", "x", "b"), ("a", SIGMOID, "z")], sliders=["W"], ranges={"W": (-1, 1)})
    explorer.input = "W[0, 1]"
    explorer.value = 0.75
    np.testing.assert_array_equal(explorer.values["W"], [[0.5, 0.75]])
    np.testing.assert_allclose(explorer.values["a"], [[sigmoid(2.2)]], rtol=1e-14)
    np.testing.assert_array_equal(inputs["W"], [[0.5, -0.25]])


# ---------------------------------------------------------------- wrong nodes


def wrong(forward=None, backward=None):
    """The class Reciprocal with another forward or backward."""
    return type("Over", (Reciprocal,), {name: method for name, method in (("forward", forward), ("backward", backward)) if method})


def not_written(self, x):
    raise NotImplementedError


NO_FORWARD = {
    "blank": (wrong(lambda self, x: ...), "Over.forward: fill in the blank (...)"),
    "blank inside": (wrong(lambda self, x: ... * x), "Over.forward: fill in the blank (...)"),
    "blank itself": (..., "y: fill in the blank (...)"),
    "none": (wrong(lambda self, x: None), "Over.forward gives back None"),
    "list": (wrong(lambda self, x: [1 / x]), "Over.forward gives back a list"),
    "text": (wrong(lambda self, x: "1"), "Over.forward gives back a value of type str"),
    "raises": (wrong(lambda self, x: x.missing), "Over.forward stopped with an error: AttributeError"),
    "not written": (wrong(not_written), "Over.forward is not written yet"),
    "needs arguments": (Affine, "could not be made: Affine stopped with an error: TypeError"),
    "no node": (3.0, "should be an object with the methods forward and backward, but it is a value of type float"),
    "a function": (np.tanh, "should be an object with the methods forward and backward"),
}


@pytest.mark.parametrize("kind", NO_FORWARD)
def test_a_node_without_a_value_is_explained_not_raised(kind):
    node, sentence = NO_FORWARD[kind]
    explorer = sigmoid_nodes(node)
    assert sentence in explorer.problem
    assert explorer._spec["problem"] == explorer.problem and explorer.problem in explorer.describe()
    assert explorer.values == {} and explorer.gradients == {} and explorer.last_step == 0
    assert WIDGET in explorer._repr_mimebundle_()[0] and "image/png" not in explorer._repr_mimebundle_()[0]


NO_BACKWARD = {
    "blank": (lambda self, dout: ..., "Over.backward: fill in the blank (...)"),
    "none": (lambda self, dout: None, "Over.backward gives back None"),
    "pair": (lambda self, dout: (dout, dout), "gives back a tuple, but its node has one input"),
    "raises": (lambda self, dout: self.missing, "Over.backward stopped with an error: AttributeError"),
    "shape": (lambda self, dout: np.ones(3), "gives back a gradient of shape (3,) for s, expected (): a gradient has the shape"),
    "text": (lambda self, dout: "1", "Over.backward gives back a value of type str"),
}


@pytest.mark.parametrize("kind", NO_BACKWARD)
def test_without_a_backward_the_way_forward_is_still_shown(kind):
    backward, sentence = NO_BACKWARD[kind]
    explorer = sigmoid_nodes(wrong(backward=backward))
    assert explorer.problem == "" and sentence in explorer.notes[0]
    assert explorer.last_step == 4 and explorer.gradients == {}
    assert explorer.values["y"] == pytest.approx(sigmoid(0.5))
    explorer.value = 1.0
    assert explorer.values["y"] == pytest.approx(sigmoid(explorer.value))


def test_too_few_gradients_of_a_node_with_two_inputs():
    single = type("Single", (Mul,), {"backward": lambda self, dout: dout * self.q})
    (note,) = GraphExplorer({"x": 3.0, "w": 0.5}, [("y", single, "x", "w")]).notes
    assert "Single.backward gives back a value of type float64, but its node has 2 inputs" in note


@pytest.mark.parametrize(("backward", "got"), [
    (lambda self, dout: dout * self.y**2, "0.3875"), (lambda self, dout: -dout * self.y, "−0.6225"),
    (lambda self, dout: -self.y**2 * 1.01, "−0.3913"), (lambda self, dout: dout * np.nan, "nan")])
def test_only_the_wrong_node_is_named(backward, got):
    explorer = sigmoid_nodes(wrong(backward=backward))
    (note,) = explorer.notes
    assert note.startswith(f"Over.backward gives s the gradient {got}, but a very small triangle says −0.3875.")
    verdicts = explorer.samples.first[-len(explorer.samples.edges):]
    assert {edge.node for edge, bad in zip(explorer.samples.edges, verdicts, strict=True) if bad} == {"y"}
    assert note in explorer.describe()


def test_a_wrong_element_of_a_stored_gradient_is_named():
    class Forgets(Affine):
        def backward(self, dout):
            back = super().backward(dout)
            self.dW[1, 0] = 0.0
            return back

    rng = np.random.default_rng(1)
    explorer = GraphExplorer({"X": rng.normal(size=(2, 3))}, [("Z", Forgets(rng.normal(size=(2, 2)), rng.normal(size=(2, 1))), "X")])
    (note,) = explorer.notes
    assert "Forgets.backward stores dW = 0 at [1, 0], but a very small triangle says" in note


def test_a_stale_mask_shows_when_the_number_is_moved():
    class DocumentRelu:
        mask = None

        def forward(self, x):
            if x > 0:
                self.mask == None  # noqa: B015, E711
                return x
            self.mask = True
            return 0

        def backward(self, dout):
            return dout if self.mask is None else 0

    explorer = GraphExplorer({"x": 2.0}, [("y", DocumentRelu(), "x")])
    (note,) = explorer.notes
    assert "right at first, but not for x = 0.2: it gives x the gradient 0 where a very small triangle says 1" in note


def test_a_kink_is_no_mistake_from_either_side():
    for slope in (0.0, 1.0):
        node = np.maximum, lambda dout, x, zero, slope=slope: (dout * (slope if x == 0 else float(x > 0)), None)
        assert GraphExplorer({"x": 0.0}, [("y", node, "x", 0.0)]).notes == []


def test_one_object_in_two_places_is_noticed():
    times = Mul()
    explorer = GraphExplorer({"x": 3.0, "w": 0.5, "v": 2.0}, [("p", times, "x", "w"), ("y", times, "p", "v")])
    assert "p and y are made by the same object" in explorer.notes[0]
    assert any(note.startswith("Mul.backward gives") for note in explorer.notes[1:])


def test_values_without_a_number_are_said_and_the_rest_is_shown():
    explorer = GraphExplorer({"x": 0.4}, [("y", (np.log, lambda dout, x: dout / x), "x")], ranges={"x": (-1, 1)})
    assert explorer.notes == []
    explorer.value = -0.5
    assert np.isnan(explorer.values["y"])
    strict = GraphExplorer({"x": 0.4}, [("y", (lambda x: 1 / float(x), lambda dout, x: -dout / x**2), "x")], ranges={"x": (-1, 1)})
    assert "For x = 0 there are no numbers. " in strict.notes[0] and "ZeroDivisionError" in strict.notes[0]
    strict.value = 0.0
    assert np.isnan(strict.values["y"])
    assert "Reciprocal.forward gives inf here" in GraphExplorer({"x": 0.0}, [("y", Reciprocal, "x")], sliders=[]).notes[0]


def test_a_node_that_changes_its_arguments_spoils_nothing():
    class InPlace:
        def forward(self, x):
            x *= 0
            return x + 1

        def backward(self, dout):
            dout *= 0
            return dout

    explorer = GraphExplorer({"x": np.ones((2, 1))}, [("y", InPlace, "x")])
    np.testing.assert_array_equal(explorer.values["x"], np.ones((2, 1)))
    np.testing.assert_array_equal(explorer.gradients["y"], np.ones((2, 1)))


def test_a_print_in_a_node_speaks_once(capsys):
    class Chatty(Exp):
        def forward(self, x):
            print("forward")
            return super().forward(x)

    GraphExplorer({"x": 1.0}, [("y", Chatty, "x")])
    assert capsys.readouterr().out == "forward\n"


def test_the_nodes_are_left_remembering_what_the_reader_sees():
    times = Mul()
    GraphExplorer({"x": 3.0, "w": 0.5}, [("y", times, "x", "w")])
    assert times.backward(1.0) == (0.5, 3.0)


# ---------------------------------------------------------------- settings


@pytest.mark.parametrize(("inputs", "nodes", "message"), [
    ({"x": 1.0}, [], "at least one node"),
    ({"x": 1.0}, [("y", Exp)], r"should be \(name, object, inputs...\)"),
    ({"x": 1.0}, [("y", Exp, "z")], "asks for 'z', which is no input and no node before it. There are: x"),
    ({"x": 1.0}, [("x", Exp, "x")], "'x' is used twice"),
    ({"x": 1.0, "w": 2.0}, [("y", Exp, "x")], "'w' is used by no node"),
    ({"x": "1"}, [("y", Exp, "x")], "the input x should be a number or an array"),
    ({"x": np.nan}, [("y", Exp, "x")], "finite numbers"),
    ({"x": [1.0]}, [("y", Exp, "x")], "the input x should be"),
    ({"x": 1.0}, [("y", Mul, "x", None)], "the input of the node y should be"),
])
def test_a_graph_that_makes_no_sense_is_refused(inputs, nodes, message):
    with pytest.raises(SettingError, match=message):
        GraphExplorer(inputs, nodes)


@pytest.mark.parametrize(("more", "message"), [
    ({"sliders": ["q"]}, "'q', which is no input"), ({"ranges": {"x": (1, 1)}}, "low < high"), ({"ranges": {"x": 3}}, "two finite numbers"),
    ({"start": "1"}, "start should be"), ({"start": None}, "start should be"), ({"at": {"q": (0, 0)}}, "'q', which is no input and no node"),
    ({"step": 6}, "step should be a whole number from 0 to 5"), ({"step": -1}, "step should be"),
])
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


@pytest.mark.parametrize(("name", "value"), [
    ("step", "1"), ("step", 1.5), ("step", True), ("step", None), ("step", 6), ("input", "q"), ("input", 1),
    ("value", "1"), ("value", None), ("value", np.nan), ("value", np.ones(2))])
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
    spec = explorer.get_state(["_spec"])["_spec"]
    first = np.frombuffer(spec["first"])
    table = np.frombuffer(spec["records"]["x"]).reshape(41, -1)
    np.testing.assert_array_equal(table[spec["choices"][0]["first"]], first)
    np.testing.assert_array_equal(first[:5], list(explorer.values.values()))
    assert [o["label"] for o in spec["operations"]] == ["×(−1)", "exp", "+1", "/"]
    assert len(bytes(spec["records"]["x"])) < 20_000


def test_cards_stand_behind_their_inputs_and_never_on_each_other():
    for explorer in (unit(), sigmoid_nodes(), GraphExplorer(*two_layers())):
        layouts = explorer._spec["layouts"]
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
    data, metadata = explorer._repr_mimebundle_()
    assert set(data) == {WIDGET, "image/png", "text/plain"}
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG\r\n")
    assert data["text/plain"] == metadata["image/png"]["alt"] == (
        "Computation graph of z. Forward: x = 3, w = 0.5, b = −1, wx = 1.5, z = 0.5. "
        "Backward: dz = 1, dwx = 1, db = 1, dx = 0.5, dw = 3."
    )
    explorer.value = 2.0
    assert explorer._repr_mimebundle_()[0]["image/png"] != data["image/png"]
    assert "image/png" in GraphExplorer(*two_layers())._repr_mimebundle_()[0]


def test_nothing_is_called_or_sent_while_grading(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    calls = []
    explorer = GraphExplorer({"x": 1.0}, [("y", (calls.append, calls.append), "x")], step=2)
    data, _ = explorer._repr_mimebundle_()
    assert data == {"text/plain": "GraphExplorer: not drawn while the notebook is being graded."}
    assert calls == [] and explorer.comm is None and explorer.notes == [] and explorer.values == {} and explorer.step == 2
