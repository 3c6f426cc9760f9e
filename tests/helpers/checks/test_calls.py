"""Checks of classes, of functions called more than once, and of results in several pieces."""

from __future__ import annotations

import json

import numpy as np
import pytest

from autograder.errors import DefinitionError
from autograder.exercises import Calls, Inputs, Unit, source_of
from helpers.checks import once_filled_in
from helpers.checks.render import finding_text
from helpers.checks.specification import specification_from_fixture
from helpers.checks.verdict import judge, show, show_case, show_result

X, DOUT = np.array([1.5, -2.0, 3.0]), np.array([0.5, 4.0, -1.0])
UNIT = Unit("99_test", notebook="test")


@UNIT.exercise(
    "gate",
    name="Gate",
    claims={
        "forward": Inputs(visible=[Calls(("forward", X), setup=(2.0,))], hidden=[Calls(("forward", -X), setup=(3.0,))]),
        "both ways": Inputs(
            visible=[Calls(("forward", X), ("forward", -X), ("backward", DOUT), setup=(2.0,))],
            hidden=[Calls(("forward", -X), ("backward", DOUT), setup=(0.5,))],
            keeps_arguments=True,
        ),
    },
    ladder=("?", "formula", "code"),
)
class Gate:
    def __init__(self, scale):
        self.scale = scale

    def forward(self, x):
        self.mask = x > 0
        return self.scale * x * self.mask

    def backward(self, dout):
        return self.scale * dout * self.mask, float(np.sum(dout))


@Gate.mistake("mask-kept", "The mask is made only once.")
class _:
    def __init__(self, scale):
        self.scale, self.mask = scale, None

    def forward(self, x):
        if self.mask is None:
            self.mask = x > 0
        return self.scale * x * (x > 0)

    def backward(self, dout):
        return self.scale * dout * self.mask, float(np.sum(dout))


@Gate.mistake("in-place", "It writes into dout.")
class _:
    def __init__(self, scale):
        self.scale = scale

    def forward(self, x):
        self.mask = x > 0
        return self.scale * x * self.mask

    def backward(self, dout):
        total = float(np.sum(dout))
        dout *= self.scale * self.mask
        return dout, total


def test_a_right_class_passes_and_its_calls_are_on_one_object():
    assert judge(Gate.visible, Gate.reference) is None
    assert judge(Gate.hidden, Gate.reference) is None
    (case,) = [case for case in Gate.visible.cases if case.claim == "both ways"]
    assert list(case.expected) == ["forward 1", "forward 2", "backward"]
    np.testing.assert_array_equal(case.expected["backward"][0], 2 * DOUT * (-X > 0))


@pytest.mark.parametrize("number", [0, 1])
def test_a_mistake_of_a_class_is_named(number):
    mistake = Gate.mistakes[number]
    assert judge(Gate.visible, mistake.implementation, "forward") is None
    assert judge(Gate.visible, mistake.implementation, "both ways").mistake == mistake.id


def test_a_class_survives_the_fixture():
    read = specification_from_fixture("test", json.loads(json.dumps(Gate.to_fixture())))
    assert judge(read, Gate.reference) is None
    assert judge(read, Gate.mistakes[0].implementation).mistake == "mask-kept"


def test_the_source_of_a_class_is_its_own_although_many_have_one_name():
    first, second = (source_of(mistake.implementation, "Gate") for mistake in Gate.mistakes)
    assert first.startswith("class Gate:") and "is None" in first and "dout *=" not in first
    assert second.startswith("class Gate:") and "dout *=" in second
    with pytest.raises(DefinitionError, match="not a plain function or class"):
        source_of(lambda: None, "Gate")


class Greedy(Gate.reference):
    """Wants more than the task gives."""

    def forward(self, x, y):
        return x


Greedy.forward.__qualname__ = "Gate.forward"


def gate(**methods):
    """Gate with some methods exchanged."""
    return type("Gate", (Gate.reference,), methods)


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (gate(backward=lambda self, dout: ...), "blank", "Fill in the blank: backward is still"),
        (gate(backward=lambda self, dout: (..., 2.5)), "blank", "Fill in the blank: backward[0] is still"),
        (gate(backward=lambda self, dout: None), "type", "backward returns None"),
        (gate(backward=lambda self, dout: (dout, 2.5, 1.0)), "type", "backward[2], which was not asked for"),
        (gate(backward=lambda self, dout: dout), "type", "lacks backward[0]"),
        (gate(forward=lambda self, x: x[:2]), "shape", "forward has shape (2,), expected (3,)"),
        (gate(forward=lambda self, x: self.scale * -x * (x > 0)), "pattern", "forward is exactly the negative"),
        (Greedy, "error", "Gate.forward could not be called with 1 argument"),
        (gate(__init__=lambda self: None), "error", "Gate could not be called with 1 argument"),
        (gate(forward=lambda self, x: self.memory), "error", "has no attribute 'memory'"),
    ],
)
def test_what_is_said_about_a_wrong_class(answer, kind, words):
    finding = judge(Gate.visible, answer)
    assert finding.kind == kind
    assert words in finding_text(finding)


def test_calls_are_shown_as_they_would_be_typed():
    case = Gate.visible.cases[1]
    assert show_case("Gate", case) == (
        "layer = Gate(2.0); layer.forward([ 1.5, -2. ,  3. ]); layer.forward([-1.5,  2. , -3. ]); "
        "layer.backward([ 0.5,  4. , -1. ])"
    )
    assert show_result(case.expected).splitlines()[2] == "backward[0] = [ 0.,  8., -0.]"


def test_a_result_shows_a_small_matrix_in_full_row_below_row():
    shown = show_result({"Z1": -np.arange(20.0).reshape(4, 5), "b": np.ones((2, 1))}).splitlines()
    assert shown[0] == "Z1 = [[ -0.,  -1.,  -2.,  -3.,  -4.],"
    assert shown[1] == "      [ -5.,  -6.,  -7.,  -8.,  -9.],"
    assert shown[4] == "b = [[1.], [1.]]"
    assert show_result(np.ones((6, 7))).splitlines()[2] == " ...,"


def test_a_single_call_of_a_function_is_not_named():
    once = Inputs(visible=[Calls(("", 2, 3))], hidden=[Calls(("", 4, 5))], probe="starting_parameters")
    draw = UNIT.exercise("draw", claims={"values": once}, ladder=("?", "formula", "code"))(start.reference)
    assert show_result(draw.visible.cases[0].expected).startswith("W1 = ")
    assert (
        judge(draw.visible, lambda n_x, n_h: {"W1": ..., "b1": ...}).headline == "Fill in the blank: W1 is still `...`."
    )


def test_a_list_is_shown_as_it_would_be_typed():
    assert show([np.array([[1.5], [2.0]]), np.sin, [3, "four"]]) == "[[[1.5], [2. ]], sin, [3, 'four']]"


@UNIT.exercise(
    "pair",
    name="Pair",
    claims={
        "two objects": Inputs(
            visible=[Calls(("forward", X), ("other.forward", DOUT), ("backward", 2.0), ("other.backward", 3.0))],
            hidden=[Calls(("forward", -X), ("other.forward", X), ("backward", 4.0))],
        ),
        "way back": Inputs(
            visible=[Calls(("forward", X), ("backward", 0.5))],
            hidden=[Calls(("forward", DOUT), ("backward", 5.0))],
            probe="last_call",
        ),
    },
    ladder=("?", "formula", "code"),
)
class Pair:
    def forward(self, x):
        self.x = x
        return 2 * x

    def backward(self, dout):
        return dout * self.x, dout


@Pair.mistake("on-the-class", "All objects share one memory.")
class _:
    def forward(self, x):
        type(self).x = x
        return 2 * x

    def backward(self, dout):
        return dout * self.x, dout


def pair(**methods):
    """Pair with some methods exchanged."""
    return type("Pair", (Pair.reference,), methods)


def test_a_second_object_shows_a_memory_that_is_shared():
    shared = Pair.mistakes[0].implementation
    assert judge(Pair.visible, Pair.reference) is None
    assert judge(Pair.visible, shared, "two objects").mistake == "on-the-class"
    assert judge(Pair.hidden, shared, "way back") is None
    (case, _) = Pair.visible.cases
    assert list(case.expected) == ["forward", "other.forward", "backward", "other.backward"]
    assert show_case("Pair", case) == (
        "layer = Pair(); other = Pair(); layer.forward([ 1.5, -2. ,  3. ]); other.forward([ 0.5,  4. , -1. ]); "
        "layer.backward(2.0); other.backward(3.0)"
    )


def test_with_the_last_call_alone_a_wrong_result_before_it_costs_nothing():
    def forward(self, x):
        self.x = x
        return -x

    wrong_forward = pair(forward=forward)
    assert judge(Pair.visible, wrong_forward, "way back") is None
    assert judge(Pair.visible, wrong_forward, "two objects") is not None
    finding = judge(Pair.visible, pair(backward=lambda self, dout: (self.x, dout)), "way back")
    assert finding.headline == "backward[0] is exactly 2 times the expected value."


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (pair(backward=lambda self, dout: [dout * self.x, dout]), "backward is of type list; expected tuple"),
        (pair(backward=lambda self, dout: None), "backward returns None"),
        (
            pair(forward=lambda self, x: (x, x), backward=lambda self, dout: (dout, dout)),
            "forward is of type tuple; expected NumPy array or number",
        ),
        (pair(forward=lambda self, x: x[0](x)), "A product needs its sign"),
        (pair(forward=lambda self, x: 2.5 * (x, x)), "return several values"),
        (pair(forward=lambda self, x: list(None)), "Something is None"),
        (pair(forward=lambda self, x: self.memory), "Is `self.` in front of the name where the value is stored?"),
        (pair(forward=lambda self, x: unheard_of), "stored with `self.`"),  # noqa: F821
    ],
)
def test_what_beginners_do_with_classes_is_explained(answer, words):
    assert words in finding_text(judge(Pair.visible, answer))


@UNIT.exercise(
    "start",
    claims={
        "shapes": Inputs(
            visible=[Calls(("", 2, 3), ("", 4, 1))], hidden=[Calls(("", 5, 2), ("", 1, 1))], probe="shapes"
        )
    },
    ladder=("?", "formula", "code"),
)
def start(n_x, n_h):
    return {"W1": np.random.default_rng(0).normal(size=(n_h, n_x)), "b1": np.zeros((n_h, 1))}


@start.mistake("exchanged", "Rows and columns are exchanged.")
def _(n_x, n_h):
    return {"W1": np.zeros((n_x, n_h)), "b1": np.zeros((n_h, 1))}


def test_a_probe_lets_any_numbers_pass_and_looks_at_what_counts():
    def ones(n_x, n_h):
        return {"b1": np.ones((n_h, 1)), "W1": np.ones((n_h, n_x))}

    assert judge(start.visible, ones) is None
    assert judge(start.visible, start.mistakes[0].implementation).mistake == "exchanged"
    finding = judge(start.visible, lambda n_x, n_h: {"W1": np.ones((n_h, n_x)), "b1": np.ones(n_h)})
    assert finding.headline == "call 1.b1 is (3,), expected (3, 1)."
    assert judge(start.visible, lambda n_x, n_h: None).headline.startswith("call 1 returns None")


def test_a_hidden_test_does_not_tell_which_shape_was_expected():
    finding = judge(start.hidden, lambda n_x, n_h: {"W1": np.ones((n_h, n_x)), "b1": np.ones(n_h)})
    assert finding.headline == "call 1.b1 is wrong."


@UNIT.exercise(
    "table",
    claims={"values": Inputs(visible=[(2, 3)], hidden=[(4, 5)])},
    ladder=("?", "formula", "code"),
)
def table(rows, columns):
    return {
        "shape": (rows, columns),
        "fits": True,
        "name": "W1",
        "cost": 0.5,
        "more": {"db": (rows, 1)},
        "none": None,
        "b": np.array([[0.25]]),
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"shape": [2, 3], "fits": np.True_, "cost": np.float64(0.5)}, ""),
        ({"shape": (3, 2)}, "shape is (3, 2): the two sizes are exchanged"),
        ({"shape": (2, 3, 1)}, "shape is (2, 3, 1), expected (2, 3)"),
        ({"shape": "2 x 3"}, "shape is of type str; expected tuple"),
        ({"shape": 6}, "shape is one number; a pair (rows, columns) is expected"),
        ({"shape": True}, "shape is of type bool; expected tuple"),
        ({"none": (2, 3)}, "none is of type tuple; expected None"),
        ({"b": 0.25}, "b is a plain number; an array of shape (1, 1) is expected"),
        ({"fits": False}, "fits is False, expected True"),
        ({"fits": 1}, "fits is of type int; expected bool"),
        ({"name": "W2"}, "name is W2, expected W1"),
        ({"cost": 0.75}, "cost is 0.75, expected 0.5"),
        ({"more": {"db": (2,)}}, "more.db is (2,), expected (2, 1)"),
        ({"more": ...}, "Fill in the blank: more is still"),
        ({"extra": 1}, "extra, which was not asked for"),
    ],
)
def test_pieces_of_every_kind(change, words):
    finding = judge(table.visible, lambda rows, columns: table.reference(rows, columns) | change)
    assert (finding.headline if finding else "").replace("The result", "the result").find(words) >= 0
    assert bool(finding) == bool(words)


def test_an_error_that_cannot_say_what_it_is_does_not_crash_the_check():
    class Mute(Exception):
        def __str__(self):
            raise RuntimeError

    def answer(rows, columns):
        raise Mute

    assert "stopped with Mute" in judge(table.visible, answer).headline


def test_a_blank_further_up_is_told_for_classes_too(capsys):
    with once_filled_in():
        np.ones(2) * gate(forward=lambda self, x: ...)(1.0).forward(X)
    assert "Fill in the blanks" in capsys.readouterr().out


def test_each_input_is_tried_once_whatever_is_said_of_it():
    tried = []

    def counted(answer):
        def made(*arguments):
            tried.append(arguments)
            return answer(*arguments)

        return made

    assert judge(Gate.visible, counted(Gate.reference)) is None and len(tried) == len(Gate.visible.cases)
    tried.clear()
    assert judge(Gate.visible, counted(Gate.mistakes[0].implementation)).mistake == "mask-kept" and len(tried) == len(
        Gate.visible.cases
    )
