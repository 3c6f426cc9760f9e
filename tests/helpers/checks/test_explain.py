"""Errors are explained to somebody who meets them for the first time; a hidden test shows nothing of their text."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.exercises import find_exercise
from helpers.checks.explain import RULES, explain_error
from helpers.checks.render import finding_html, finding_text
from helpers.checks.specification import Outcome
from helpers.checks.verdict import judge
from helpers.messages import ENGLISH
from tests.helpers.checks.test_calls import gate

SIGMOID = find_exercise("activations.sigmoid")


def read(code):
    """A function whose body is this expression, with only NumPy and math around it."""
    return eval(f"lambda z: {code}", {"np": np, "math": math})


def itself(z):
    return itself(z)


def unbound(z):
    if z.size > 100:
        a = z
    return a


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (read("1 / (1 + e ** -z)"), "written `np.exp(x)`"),
        (read("1 / (1 + exp(-z))"), "`exp` by itself is unknown. It belongs to NumPy: write `np.exp`"),
        (read("log(z)"), "write `np.log`"),
        (read("ln(z)"), "write `np.log`"),
        (read("maximum(0, z)"), "write `np.maximum`"),
        (read("z * pi"), "write `np.pi`"),
        (read("z * π"), "write `np.pi`"),
        (read("sigma(z)"), "σ is not known to Python"),
        (read("numpy.exp(z)"), "short name `np`"),
        (read("sigmoidd(z)"), "Is it spelled as in the task?"),
        (eval("lambda z: np.exp(z)", {}), "Run the first code cell"),
        (unbound, "before it has a value"),
        (itself, "calls itself again and again"),
        (read("np.sigmoid(z)"), "`np.sigmoid` does not exist in NumPy"),
        (read("np.ln(z)"), "Is `np.log` meant?"),
        (read("np.tahn(z)"), "Is `np.tanh` meant?"),
        (read("print().append(z)"), "Write `rows.append(x)` alone"),
        (read("list([np.exp])(z)"), "A list or dict cannot be called"),
        (read("np.zeros(2, 3)"), "`np.zeros((2, 3))`"),
        (read("[z][np.exp]"), "An index must be a whole number"),
        (read("[x for x in 3]"), "`for _ in range(n)`"),
        (read("np.where(z > 0, z)"), "needs three things"),
        (read("np.maxium(0, z)"), "Is `np.maximum` meant?"),
        (read("np.nothing_like_it(z)"), "NumPy has nothing of this name"),
        (read("z.exp()"), "`np.exp(z)`, not `z.exp()`"),
        (read("list(z).shape"), "A Python list or tuple is not an array"),
        (read("print().shape"), "Something is None"),
        (read("1 / (1 + print())"), "Something is None"),
        (read("(1 + z)(1 - z)"), "`a * (1 - a)`, not `a(1 - a)`"),
        (read("dict(z=z) / 2"), "A dict does not calculate"),
        (read("2.0 * list(z)"), "A list or tuple times a number"),
        (read("1 - z.tolist()"), "do not calculate element by element"),
        (read("-z.tolist()"), "do not calculate element by element"),
        (read("1 / (1 + np.exp)"), "A function stands where its result should be"),
        (read("np.exp[-z]"), "Square brackets"),
        (read("z[2]"), "counts from 0"),
        (read("z[0, 1, 2]"), "More indices"),
        (read("z[z]"), "An index must be a whole number"),
        (read("z[[True]]"), "A mask must have the shape"),
        (read("np.sum(z, axis=2)"), "Axes are counted from 0"),
        (read("1 / 0"), "divided by 0"),
        (read("z ^ 2"), "`**`"),
        (read("math.exp(z)"), "take whole arrays"),
        (read("float(z)"), "take whole arrays"),
        (read("math.exp(1000)"), "too large to be stored"),
        (read("math.log(-1)"), "for which it is not defined"),
        (read("1 if z > 0 else 0"), "no single truth value"),
        (read("z + z.T"), "Write the shapes"),
        (read("z @ z"), "Write the shapes"),
        (read("z.reshape(7)"), "Write the shapes"),
        (read("np.array([z, 1, [1]])"), "different lengths"),
        (read("np.zeros(2).__setitem__(0, z)"), "room for one number"),
        (read("2.0 @ z"), "rows by columns"),
        (read("... @ z"), "a blank that is still `...`"),
        (read("np.zeros(2.5)"), "A whole number is needed"),
        (read("range(z[0, 0])"), "A whole number is needed"),
        (read("np.maximum(z)"), "too many arguments, with too few"),
        (read("np.sum(z, keepdim=True)"), "with a name that it does not know"),
        (read("'z' - 1"), "Text and numbers are mixed"),
        (read("z + 'a'"), "Text and numbers are mixed"),
        (read("np.exp([1, None])"), "not numbers"),
        (read("len(1.0)"), "as if it had elements"),
        (read("np.mean(z)[0]"), "More indices"),
        (read("float(1)[0]"), "as if it had elements"),
        (read("{}['dz']"), "no entry of this name"),
        (read("__import__('nowhere')"), "need NumPy only"),
        (read("np.arange(3).__imul__(0.5)"), "whole numbers, and the result does not fit"),
        (read("np.arange(1, 3) ** -1"), "`1 / ...`"),
        (read("next(iter([]))"), "nothing is left"),
    ],
)
def test_an_error_is_explained(answer, words):
    text = finding_text(judge(SIGMOID.visible, answer))
    assert words in text
    assert " stopped with " in text


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (gate(forward=lambda self, x: self.memory), "Is `self.` in front of the name"),
        (gate(forward=lambda x: x), "the first name in the parentheses of every `def` is `self`"),
        (gate(forward=lambda self, x: type(self).backward()), "called on the class itself"),
        (gate(forward=lambda self, x: type(self).memory), "stored and read as `self.name`"),
    ],
)
def test_an_error_of_a_class_is_explained(answer, words):
    from tests.helpers.checks.test_calls import Gate

    for name in ("forward", "backward"):
        getattr(answer, name).__qualname__ = f"Gate.{name}"
    assert words in finding_text(judge(Gate.visible, answer))


def test_an_error_without_a_text_is_told_without_a_colon():
    assert (
        judge(SIGMOID.visible, read("(_ for _ in ()).throw(AssertionError)")).headline
        == "sigmoid stopped with AssertionError."
    )


def test_an_index_that_is_no_number_is_not_taken_for_a_blank():
    assert judge(SIGMOID.visible, read("z[0.5]")).kind == "error"
    assert judge(SIGMOID.visible, read("z * ...")).kind == "blank"


def test_what_nobody_can_explain_is_left_unexplained():
    assert explain_error(Outcome(error="Odd", message="something else")) is None


def test_every_explanation_has_a_rule_and_every_rule_a_sentence():
    said = {key for key in ENGLISH if key.startswith("error.")}
    ruled = {f"error.{key}" for _, _, key in RULES}
    apart = {
        "error.raised",
        "error.raised.mute",
        "error.signature",
        "error.signature.one",
        "error.hidden",
        "error.unknown",
        "error.name.numpy",
        "error.not-in-numpy.name",
        "error.not-in-numpy.alike",
    }
    assert said == ruled | apart


SECRET = 0.734912


def dig(text):
    """The text with the secret number in the place of its braces, as it could stand in a name."""
    return text.replace("{}", str(SECRET).replace(".", "_"))


@pytest.mark.parametrize(
    "error",
    [
        NameError(dig("name 'x{}' is not defined")),
        AttributeError(dig("module 'numpy' has no attribute 'x{}'")),
        ValueError(f"operands could not be broadcast together with shapes {SECRET}"),
        KeyError(SECRET),
        ValueError(SECRET),
        AttributeError(dig("'x{}' object has no attribute 'x{}'")),
        IndexError(f"index {SECRET} is out of bounds"),
        type(dig("E{}"), (Exception,), {})(),
        TypeError(dig("x{}.f() takes 1 positional argument but 2 were given")),
        TypeError(f"sigmoid() takes {SECRET} positional arguments"),
        SystemExit(SECRET),
        UserWarning(SECRET),
    ],
)
def test_a_hidden_test_shows_nothing_of_an_errors_text_or_of_a_name_that_a_student_chose(error):
    def answer(z):
        raise error

    assert_silent(judge(SIGMOID.hidden, answer))


@pytest.mark.parametrize(
    "answer",
    [
        lambda z: type(dig("T{}"), (), {})(),
        lambda z: [type(dig("T{}"), (), {})()],
        lambda z: {dig("{}"): SECRET},
        lambda z: np.zeros(734912),
        lambda z: np.zeros((1, 734912 // 2, 2)),
        lambda z: np.array([[type(dig("T{}"), (), {})()]]),
        lambda z: dig("{}"),
        lambda z: np.full(z.shape, SECRET),
        lambda z: (SECRET,),
    ],
)
def test_a_hidden_test_shows_no_size_and_no_name_that_a_student_chose(answer):
    assert_silent(judge(SIGMOID.hidden, answer))


def test_a_hidden_test_still_tells_a_shape_that_the_task_is_about():
    from_a = find_exercise("activations.sigmoid_slope_from_a")
    assert "has shape (15,), expected" not in judge(from_a.hidden, lambda a: (a * (1 - a)).ravel()).headline
    assert "its shape is (15,), expected (3, 5)" in judge(from_a.hidden, lambda a: (a * (1 - a)).ravel()).headline


def assert_silent(finding):
    for said in (finding_text(finding), finding_html(finding).partition("</style>")[2], repr(finding.to_dict())):
        assert "734912" not in said
        assert "367456" not in said
