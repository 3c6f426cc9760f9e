"""The shape table is right when shapes are right, and names every wrong shape with a likely cause."""

from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.shapes import ShapeMismatch, ShapeTable, check_shapes
from tests.support.display import displayed

pytestmark = pytest.mark.filterwarnings("error")

SIZES = {"n_x": 3, "n_h": 4, "n_y": 2, "m": 5}
EXPECTED = {
    "W1": ("n_h", "n_x"),
    "b1": ("n_h", 1),
    "W2": ("n_y", "n_h"),
    "b2": ("n_y", 1),
    "dZ1": ("n_h", "m"),
    "dZ2": ("n_y", "m"),
    "J": (),
}


def in_numbers(symbols):
    return tuple(SIZES.get(s, s) for s in symbols)


def right_variables():
    return {name: np.zeros(in_numbers(symbols)) for name, symbols in EXPECTED.items()}


def message_for(symbols, value, name="v", sizes=SIZES):
    with pytest.raises(ShapeMismatch) as caught:
        check_shapes({name: symbols}, {name: value}, sizes)
    return str(caught.value).splitlines()[0]


def test_right_shapes_give_a_table_of_all_variables():
    table = check_shapes(EXPECTED, right_variables() | {"extra": "ignored"}, SIZES)
    assert isinstance(table, ShapeTable) and table.ok
    assert [row.name for row in table.rows] == list(EXPECTED)
    assert str(table).splitlines()[1].split() == ["W1", "(n_h,", "n_x)", "(4,", "3)", "(4,", "3)", "ok"]


@given(st.dictionaries(st.sampled_from(sorted(EXPECTED)), st.lists(st.integers(0, 6), max_size=3).map(tuple)))
def test_exactly_the_wrong_shapes_are_reported(changed):
    variables = right_variables() | {name: np.zeros(shape) for name, shape in changed.items()}
    wrong = [name for name in EXPECTED if variables[name].shape != in_numbers(EXPECTED[name])]
    if not wrong:
        assert check_shapes(EXPECTED, variables, SIZES).ok
        return
    with pytest.raises(ShapeMismatch) as caught:
        check_shapes(EXPECTED, variables, SIZES)
    table, message = caught.value.table, str(caught.value)
    assert [row.name for row in table.rows if not row.ok] == wrong
    assert str(table) in message
    problems = message.split("\n\n")[0].splitlines()
    assert [problem.split()[0] for problem in problems] == wrong
    assert all(problem[-1] in "?." for problem in problems)


def test_the_message_of_the_style_guide():
    assert message_for(("n_h", "n_x"), np.zeros(3), "dW1") == (
        "dW1 has shape (3,), expected (4, 3) = (n_h, n_x). Did you sum over the wrong axis?"
    )


@pytest.mark.parametrize(
    ("symbols", "got", "words"),
    [
        (("n_h", "n_x"), (3, 4), "It is transposed"),
        (("n_h", 1), (1, 4), "It is transposed"),
        (("n_h", 1), (4,), "keepdims=True keeps it"),
        ((1, "m"), (5,), "keepdims=True keeps it"),
        ((1, 1), (1,), "keepdims=True keeps it"),
        ((1, 1), (), "keepdims=True"),
        (("n_h", "n_x"), (), "sum over all axes"),
        (("n_h", "n_x"), (4,), "sum over the wrong axis"),
        (("n_h", "n_x"), (7,), "too few dimensions"),
        (("n_h", 1), (4, 5), "not summed over the examples"),
        ((1, 1), (1, 5), "Axis 1 still holds the m = 5 examples"),
        (("n_h", "m"), (4, 1), "one example where m = 5 belong"),
        ((1, "m"), (5, 5), "broadcast to a square"),
        (("n_h", 1), (4, 4), "broadcast to a square"),
        (("n_h", "n_x"), (4, 1), "Axis 1 was summed away"),
        (("n_h", "n_x"), (4, 1, 3), "too many dimensions"),
        (("n_h", "m"), (2, 5), "Axis 0 has size 2 (n_y), expected 4 (n_h)"),
        (("n_h", "m"), (7, 5), "Axis 0 has size 7, expected 4 (n_h)"),
    ],
)
def test_likely_causes(symbols, got, words):
    assert words in message_for(symbols, np.zeros(got))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "v is None, expected an array of shape (4, 3) = (n_h, n_x). Is a `return`"),
        ([[1, 2, 3]] * 4, "v is a list, expected an array of shape (4, 3) = (n_h, n_x). np.array(...)"),
        (np.zeros, "not called with (...)"),
        ("text", "v is a value of type str"),
        (True, "v is a value of type bool"),
        (0.5, "v has shape (), expected (4, 3)"),
    ],
)
def test_what_is_no_array(value, words):
    assert words in message_for(("n_h", "n_x"), value)


@pytest.mark.parametrize("value", [0.5, 2, np.float64(0.5), np.array(0.5)])
def test_one_number_has_shape_zero_dimensions(value):
    assert check_shapes({"J": ()}, {"J": value}, {}).ok


def test_missing_variables():
    with pytest.raises(ShapeMismatch, match=r"W1 is missing, expected .* There is w_1: did you mean W1\?"):
        check_shapes({"W1": ("n_h", "n_x")}, {"w_1": 1}, SIZES)
    with pytest.raises(ShapeMismatch, match="b1 is missing.*returned under this name"):
        check_shapes({"b1": ("n_h", 1)}, {}, SIZES)


def test_plain_numbers_as_expected_shape_are_not_repeated():
    assert "expected (1, 1). " in message_for((1, 1), np.zeros(2))


def test_a_shape_without_its_comma_is_understood():
    assert check_shapes({"x": ("n_x"), "k": 7}, {"x": np.zeros(3), "k": np.zeros(7)}, SIZES).ok


def test_one_example_is_not_mistaken_for_m():
    assert "examples" not in message_for(("n_h", 1), np.zeros((4, 2)), sizes=SIZES | {"m": 1})


def test_an_unknown_symbol_is_the_fault_of_the_exercise():
    with pytest.raises(ValueError, match="The shape of W1 uses n_q, but sizes gives only n_x"):
        check_shapes({"W1": ("n_q", 3)}, {}, {"n_x": 3})


class Balanced(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_html_is_balanced_escaped_and_has_words_beside_colour():
    parser = Balanced()
    with pytest.raises(ShapeMismatch) as caught:
        check_shapes({"<b>": ("n_h", "n_x"), "J": ()}, {"<b>": np.zeros(3), "J": 1.0}, SIZES)
    parser.feed(displayed(caught.value.table)[0]["text/html"])
    assert not parser.open
    assert {"<b>", "(n_h, n_x)", "(4, 3)", "(3,)", "✗ wrong", "✓ ok", "1 of 2 shapes are wrong"} <= set(parser.text)
    assert "All 1 shapes are right" in displayed(check_shapes({"J": ()}, {"J": 1.0}, {}))[0]["text/html"]
