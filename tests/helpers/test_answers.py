"""A learner's function is called once and on copies, and whatever it does becomes plain data or a fault with its facts."""

from __future__ import annotations

import warnings
from fractions import Fraction

import numpy as np
import pytest

from helpers.answers import (
    Foreign,
    ask,
    call,
    describe,
    find_error_fault,
    find_fault,
    find_function_fault,
    holds_numbers,
    kind_of,
    make_plain,
    read_array,
)

X = np.arange(3.0)


class Own:
    """A class of a learner's own."""


def change(x):
    x += 1
    return x


def warn(x):
    warnings.warn("look out", UserWarning, stacklevel=1)
    return np.log(x)


def not_written(x):
    raise NotImplementedError


def leave(x):
    raise SystemExit(3)


def test_a_call_gets_copies_and_tells_what_it_changed_where_that_is_watched():
    x = X.copy()
    outcome = call(change, x, watch=True)
    assert outcome.changed == (0,)
    np.testing.assert_array_equal(x, X)
    np.testing.assert_array_equal(outcome.value, X + 1)
    assert call(change, x).changed == ()
    assert call(np.exp, x, watch=True).changed == ()


def test_warnings_are_noted_and_not_shown(recwarn):
    assert call(warn, X).warning == "look out"
    assert call(np.log, X).warning == "divide by zero encountered in log"
    assert not recwarn.list


def test_only_what_is_read_is_copied():
    assert call(lambda: (1, 2, Own()), read=lambda given: make_plain(given[:2])).value == (1, 2)


@pytest.mark.parametrize(("function", "kind", "facts"), [
    (..., "blank", {}),
    (3.0, "not-a-function", {"value": 3.0}),
    (lambda x: ..., "blank", {"value": ...}),
    (lambda x: [1, ...], "blank", {"value": [1, ...]}),
    (lambda x: np.array([1, ...]), "blank", {"value": ...}),
    (lambda x: ... * x, "blank-used", {"error": "TypeError"}),
    (lambda x: x[{}], "raised", {"error": "IndexError"}),  # its text speaks of an ellipsis, too
    (not_written, "not-written", {"error": "NotImplementedError"}),
    (lambda x: 1 / 0, "raised", {"error": "ZeroDivisionError", "text": "division by zero"}),
    (leave, "raised", {"error": "SystemExit", "text": "3"}),
    (lambda x: None, "none", {}),
])  # fmt: skip
def test_what_is_no_answer_is_a_fault_with_its_facts(function, kind, facts):
    answer = ask(function, X)
    assert answer.value is None
    assert answer.fault.kind == kind
    for name, fact in facts.items():
        assert getattr(answer.fault, name) == fact


def test_an_answer_is_plain_data_without_a_fault():
    answer = ask(lambda x: {"A": x, "B": Own()}, X)
    assert answer.fault is None
    np.testing.assert_array_equal(answer.value["A"], X)
    assert answer.value["B"] == Foreign("type")
    assert find_function_fault(np.exp) is None
    assert find_error_fault(call(np.exp, X)) is None


@pytest.mark.parametrize(("value", "shape", "kind"), [
    (1.0, None, None),
    (True, (), None),
    (X, (3,), None),
    (X, (3, 1), "shape"),
    (1.0, (3,), "shape"),
    ([1.0], None, "list"),
    ((), None, "list"),
    ("1", None, "not-numbers"),
    ({"A": X}, None, "not-numbers"),
    (1j, None, "not-numbers"),
    (np.array([None]), None, "not-numbers"),
    (Fraction(1, 2), None, "not-numbers"),
    (None, None, "none"),
    (..., None, "blank"),
])  # fmt: skip
def test_what_is_no_array_of_numbers_is_a_fault(value, shape, kind):
    fault = find_fault(make_plain(value), shape)
    assert (fault and fault.kind) == kind
    assert kind in ("shape", None) or not holds_numbers(make_plain(value))


@pytest.mark.parametrize(("value", "words"), [
    (None, "None"),
    (X * 1j, "an array of complex128"),
    (np.complex64(1), "a value of type complex64"),
    (1j, "a value of type complex"),
    ("1", "a value of type str"),
    (np.array(["a"]), "an array of str"),
    (np.array("a"), "a value of type str"),
    (Own(), "an object of a class of your own"),
    (np.array([Own()]), "an array of objects of a class of your own"),
    ([0] * 200_000, "more than can be looked at"),
])  # fmt: skip
def test_a_value_is_called_what_it_is(value, words):
    assert kind_of(make_plain(value)) == words


def test_a_sentence_is_made_of_the_facts_and_can_be_another_one():
    assert describe(ask(lambda: [1, ...]).fault, "g") == describe(ask(lambda: ... + 1).fault, "g")
    assert describe(ask(lambda: 1 / 0).fault, "g") == "g stopped with an error: ZeroDivisionError: division by zero."
    fault = find_fault(X, (3, 1))
    said = describe(fault, "dW", {"shape": "gradcheck.shape"}, advice="Look again.")
    assert said.startswith("dW has shape (3,), expected (3, 1)") and said.endswith("Look again.")


def test_lists_are_read_as_arrays_where_they_may_be():
    np.testing.assert_array_equal(read_array([1, 2]), [1, 2])
    assert read_array(None) is None
    assert find_fault(read_array([[1], [1, 2]])).kind == "list"
    assert read_array([..., 1]) is ...
