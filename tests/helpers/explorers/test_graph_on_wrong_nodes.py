"""What the graph explorer says about wrong nodes: never an error, always the node by its name."""

import numpy as np
import pytest

from helpers.explorers import GraphExplorer
from tests.support.display import displayed
from tests.support.graph_nodes import Affine, Exp, Mul, Reciprocal, sigmoid, sigmoid_nodes

pytestmark = pytest.mark.filterwarnings("error")
WIDGET = "application/vnd.jupyter.widget-view+json"


def wrong(forward=None, backward=None):
    """The class Reciprocal with another forward or backward."""
    return type(
        "Over",
        (Reciprocal,),
        {name: method for name, method in (("forward", forward), ("backward", backward)) if method},
    )


def not_written(self, x):
    raise NotImplementedError


NO_FORWARD = {
    "blank": (wrong(lambda self, x: ...), "Fill in the blank (...) in Over.forward first"),
    "blank inside": (wrong(lambda self, x: ... * x), "Fill in the blank (...) in Over.forward first"),
    "blank itself": (..., "Fill in the blank (...) in y first"),
    "none": (wrong(lambda self, x: None), "Over.forward returns None"),
    "list": (wrong(lambda self, x: [1 / x]), "Over.forward returns a list"),
    "text": (wrong(lambda self, x: "1"), "Over.forward returns a value of type str"),
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
    assert explorer.spec["problem"] == explorer.problem and explorer.problem in explorer.describe()
    assert explorer.values == {} and explorer.gradients == {} and explorer.last_step == 0
    assert WIDGET in displayed(explorer)[0] and "image/png" not in displayed(explorer)[0]


NO_BACKWARD = {
    "blank": (lambda self, dout: ..., "Fill in the blank (...) in Over.backward first"),
    "none": (lambda self, dout: None, "Over.backward returns None"),
    "pair": (lambda self, dout: (dout, dout), "returns a tuple, but its node has one input"),
    "raises": (lambda self, dout: self.missing, "Over.backward stopped with an error: AttributeError"),
    "shape": (
        lambda self, dout: np.ones(3),
        "returns a gradient of shape (3,) for s, expected (): a gradient has the shape",
    ),
    "text": (lambda self, dout: "1", "Over.backward returns a value of type str"),
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
    assert "Single.backward returns a value of type float64, but its node has 2 inputs" in note


@pytest.mark.parametrize(
    ("backward", "got"),
    [
        (lambda self, dout: dout * self.y**2, "0.3875"),
        (lambda self, dout: -dout * self.y, "−0.6225"),
        (lambda self, dout: -(self.y**2) * 1.01, "−0.3913"),
        (lambda self, dout: dout * np.nan, "nan"),
    ],
)
def test_only_the_wrong_node_is_named(backward, got):
    explorer = sigmoid_nodes(wrong(backward=backward))
    (note,) = explorer.notes
    assert note.startswith(f"Over.backward gives s the gradient {got}, but a very small triangle says −0.3875.")
    verdicts = explorer.samples.first[-len(explorer.samples.edges) :]
    assert {edge.node for edge, bad in zip(explorer.samples.edges, verdicts, strict=True) if bad} == {"y"}
    assert note in explorer.describe()


def test_a_wrong_element_of_a_stored_gradient_is_named():
    class Forgets(Affine):
        def backward(self, dout):
            back = super().backward(dout)
            self.dW[1, 0] = 0.0
            return back

    rng = np.random.default_rng(1)
    explorer = GraphExplorer(
        {"X": rng.normal(size=(2, 3))}, [("Z", Forgets(rng.normal(size=(2, 2)), rng.normal(size=(2, 1))), "X")]
    )
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
    strict = GraphExplorer(
        {"x": 0.4}, [("y", (lambda x: 1 / float(x), lambda dout, x: -dout / x**2), "x")], ranges={"x": (-1, 1)}
    )
    assert "For x = 0 there are no numbers. " in strict.notes[0] and "ZeroDivisionError" in strict.notes[0]
    strict.value = 0.0
    assert np.isnan(strict.values["y"])
    assert (
        "Reciprocal.forward gives inf here" in GraphExplorer({"x": 0.0}, [("y", Reciprocal, "x")], sliders=[]).notes[0]
    )


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
