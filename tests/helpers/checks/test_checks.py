"""What a student sees of a check: cards, messages, hints, progress."""

from __future__ import annotations

import re

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import helpers
from helpers import checks
from helpers.checks import CheckFailed, example, expect, once_filled_in, progress, render
from helpers.checks.diagnose import tell_apart
from helpers.fixtures import FixtureError, load_unit


@pytest.fixture(autouse=True)
def fresh_states(monkeypatch):
    monkeypatch.setattr(checks, "_states", {})


@pytest.fixture
def shell():
    """An IPython shell, so that a check finds itself in a notebook."""
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def right_sigmoid(z):
    return 1 / (1 + np.exp(-z))


def fail(key, answer, **options) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        expect(key, answer, **options)
    return caught.value


def test_a_right_answer_says_so_and_returns_nothing(capsys):
    assert expect("activations.sigmoid", right_sigmoid) is None
    assert capsys.readouterr().out.startswith("✓ sigmoid: right (2 inputs tried)")


def test_a_failed_check_is_an_assertion_error_so_nbgrader_sees_it():
    assert isinstance(fail("activations.sigmoid", lambda z: z), AssertionError)


def test_a_known_mistake_is_named_with_its_hint():
    error = fail("activations.sigmoid", lambda z: 1 / (1 + np.exp(z)))
    assert error.finding.mistake == "minus-missing"
    assert "lost its minus" in str(error)


def test_the_message_shows_what_was_seen_and_the_first_hint_only():
    error = fail("activations.sigmoid", lambda z: 1 / (1 + np.exp(-z)) + 0.25 * (z > 1))
    text = str(error)
    assert error.finding.mistake is None
    assert "expected 0.817574" in text
    assert "[1, 0]" in text
    first, second, third = load_unit("activations")["exercises"][1]["ladder"]
    assert first in text
    assert second not in text
    assert third not in text


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (..., "blank", "sigmoid itself is still"),
        (lambda z: ..., "blank", "Fill in the blank"),
        (lambda z: 1 / (1 + ...), "blank", "Fill in the blank"),
        (lambda z: np.exp(...), "blank", "Fill in the blank"),
        (3.5, "type", "not a function"),
        (lambda z: None, "type", "return"),
        (lambda z: right_sigmoid(z).tolist(), "type", "list"),
        (lambda z: right_sigmoid(z).astype(str), "type", "numbers are expected"),
        (lambda z: right_sigmoid(z).astype(object), "type", "Python objects (float), not plain numbers"),
        (lambda z: {"a": z}, "type", "dict"),
        (lambda z: right_sigmoid(z).T, "pattern", "transpose"),
        (
            lambda z: right_sigmoid(z).ravel(),
            "shape",
            "but not in the right rows and columns: its shape is (6,), expected (2, 3)",
        ),
        (lambda z: float(right_sigmoid(z).mean()), "shape", "one number"),
        (lambda z: np.where(z > 2, np.nan, right_sigmoid(z)), "number", "nan"),
        (lambda z: np.where(z > 2, np.inf, right_sigmoid(z)), "number", "infinite"),
        (lambda z: -right_sigmoid(z), "pattern", "negative"),
        (lambda z: 2 * right_sigmoid(z), "pattern", "2 times"),
        (lambda z: np.round(right_sigmoid(z), 2), "pattern", "rounded"),
        (lambda z: right_sigmoid(z).astype(np.float16), "pattern", "holds float16 numbers"),
        (lambda z: right_sigmoid(z).astype(int), "pattern", "cut to whole numbers"),
        (lambda z: z - z, "pattern", "is 0 everywhere"),
        (lambda z: tuple(right_sigmoid(z)), "type", "is a tuple; expected a NumPy array"),
        (lambda z: z, "pattern", "input itself"),
        (lambda z: np.full(z.shape, 0.5), "pattern", "same number everywhere"),
        (lambda z: right_sigmoid(z) * np.array([[1.0, 1.0, 1.0], [1.1, 1.1, 1.1]]), "pattern", "first row"),
        (lambda z: right_sigmoid(z) * np.array([1.0, 1.1, 1.2]), "pattern", "first column"),
        (lambda z: undefined_name, "error", "undefined_name"),  # noqa: F821
        (lambda z, extra: z, "error", "could not be called with 1 argument"),
        (lambda z: z @ z, "error", "Two shapes do not fit"),
        (lambda z: ... @ z, "error", "a blank that is still `...`"),
        (lambda z: np.zeros(2).__setitem__(0, z), "error", "room for one number"),
        (lambda z: 1 if z > 0 else 0, "error", "truth value"),
    ],
)
def test_what_is_said_when_the_numbers_match_no_known_mistake(answer, kind, words):
    error = fail("activations.sigmoid", answer)
    assert error.finding.kind == kind
    assert error.finding.mistake is None
    assert words in str(error)


def test_an_argument_changed_in_place_fails_only_the_claim_about_it():
    def in_place(z):
        z[z < 0] = 0
        return z

    expect("activations.relu", in_place, claim="values")
    assert fail("activations.relu", in_place, claim="argument kept").finding.mistake == "in-place"


def test_the_students_arrays_stay_as_they_are_whatever_the_answer_does():
    def destroys(z):
        z[...] = 7
        return z

    before = str(load_unit("activations"))
    fail("activations.sigmoid", destroys)
    expect("activations.sigmoid", right_sigmoid)
    assert str(load_unit("activations")) == before


def test_a_subgradient_at_the_kink_may_be_any_number_between_the_two_slopes():
    for at_kink in (0.0, 0.3, 1.0):
        expect("activations.relu_slope", lambda z, k=at_kink: np.where(z > 0, 1.0, np.where(z < 0, 0.0, k)))
    for at_kink in (-0.1, 1.1, np.nan):
        fail("activations.relu_slope", lambda z, k=at_kink: np.where(z > 0, 1.0, np.where(z < 0, 0.0, k)))


def test_an_axis_that_got_lost_is_first_told_in_plain_words():
    text = str(fail("activations.numerical_slope", lambda g, z, h=1e-5: ((g(z + h) - g(z - h)) / (2 * h)).squeeze()))
    assert (
        text.index("an axis of length 1 got lost") < text.index("(3,), expected (1, 3)") < text.index("keepdims=True")
    )


def test_as_many_digits_are_shown_as_it_takes_to_see_the_difference():
    text = str(fail("activations.sigmoid", lambda z: right_sigmoid(z) + 4e-7 * (z == -0.5)))
    assert "is 0.377541069 at index [0, 1], expected 0.377540669. 1 of 6 elements is off." in text
    text = str(fail("activations.triangle_slope", lambda height, width: height / width * (1 + 1.1e-6)))
    assert "is 0.250000275, expected 0.25." in text


def test_zero_has_no_sign():
    assert tell_apart(2.0, -0.0) == ("2", "0") and tell_apart(-0.0, -1.5) == ("0", "-1.5")


def test_one_is_counted_as_one(capsys):
    expect("activations.relu", lambda z: np.maximum(0, z), claim="argument kept")
    assert "(1 input tried)" in capsys.readouterr().out
    assert "with 1 argument. " in str(fail("activations.relu", lambda: 0))
    assert "with 2 arguments. " in str(fail("activations.triangle_slope", lambda: 0))


def test_functions_in_a_list_are_shown_by_name(capsys):
    assert "Tried: slope_table([tanh, square], [ 10., -10.,   0.])" in str(
        fail("activations.slope_table", lambda slopes, z: z)
    )
    example("activations.slope_table", 1)
    assert capsys.readouterr().out.startswith("slope_table([cube, tanh, affine, sin], [ 0.5, -1.2])")


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ([0.25], "is a list; expected one number"),
        (np.array([0.25]), "has shape (1,); one single number is expected"),
        ("0.25", "is of type str; expected one number"),
        (np.nan, "The result is nan (not a number). It arises"),
        (-np.inf, "The result is infinite. It arises"),
    ],
)
def test_where_one_number_is_expected_that_is_said(result, words):
    assert words in str(fail("activations.triangle_slope", lambda height, width: result))


def test_at_a_kink_the_whole_range_of_right_numbers_is_told():
    text = str(fail("activations.leaky_relu_slope", lambda z, leak=0.01: np.where(z > 0, 1, np.where(z < 0, leak, 0))))
    assert "is 0 at index [1], expected a number from 0.01 to 1." in text


def test_tiny_slopes_are_compared_relatively():
    expect("activations.tanh_slope", lambda z: 1 / np.cosh(z) ** 2)
    fail("activations.tanh_slope", lambda z: np.where(np.abs(z) > 5, 0.0, 1 / np.cosh(z) ** 2))


def test_a_warning_costs_nothing_and_is_passed_on(shell):
    def warns(z):
        np.log(np.zeros(2))
        return right_sigmoid(z)

    with capture_output() as shown:
        expect("activations.sigmoid", warns)
    assert "divide by zero" in shown.outputs[0].data["text/html"]


def test_unknown_keys_and_claims_are_answered_with_those_that_exist():
    with pytest.raises(FixtureError, match=r"no exercise 'activations.sigmod'.*activations.sigmoid"):
        expect("activations.sigmod", right_sigmoid)
    with pytest.raises(FixtureError, match=r"no unit 'activation'.*activations"):
        expect("activation.sigmoid", right_sigmoid)
    with pytest.raises(FixtureError, match=r"no claim 'value'.*values"):
        expect("activations.sigmoid", right_sigmoid, claim="value")


def test_the_card_in_jupyter_has_the_ladder_inside_itself_and_escapes_what_students_write(shell):
    def evil(z):
        raise ValueError("<script>alert(1)</script>")

    error = fail("activations.sigmoid", evil)
    with capture_output() as shown:
        lines = error._render_traceback_()
        error._render_traceback_()  # the kernel asks a second time, for its reply
    assert len(shown.outputs) == 1
    bundle = shown.outputs[0].data
    assert "<script>" not in bundle["text/html"]
    assert "&lt;script&gt;" in bundle["text/html"]
    steps = re.findall(r"<summary>([^<]*Hint[^<]*)</summary>", bundle["text/html"], re.IGNORECASE)
    assert len(steps) == 3
    assert bundle[checks.FINDING_MIME]["kind"] == "error"
    assert len(lines) == 1


def test_code_is_set_as_code_on_the_card_and_what_students_write_stays_text(shell):
    def evil(z):
        raise ValueError("`<img src=x>` `x` `<b>`")

    html = render.finding_html(fail("activations.sigmoid", evil).finding)
    assert "<code>&lt;img src=x&gt;</code> <code>x</code>" in html
    assert "<img" not in html
    html = render.finding_html(fail("activations.sigmoid", lambda z: 1 / (1 + exp(-z))).finding)  # noqa: F821
    assert "write <code>np.exp</code>." in html
    assert "`" not in html


def test_progress_counts_what_passed_failed_and_was_not_tried(capsys):
    expect("activations.sigmoid", right_sigmoid)
    fail("activations.relu", lambda z: z)
    capsys.readouterr()
    progress()
    out = capsys.readouterr().out
    total = len(load_unit("activations")["exercises"])
    assert out.startswith(f"1 of {total} exercises pass")
    assert "sigmoid: passes" in out
    assert "relu: not yet" in out
    assert "tanh_slope: not tried" in out


def test_progress_counts_an_exercise_only_when_all_its_claims_passed(capsys):
    def in_place(z):
        z[z < 0] = 0
        return z

    expect("activations.relu", in_place, claim="values")
    fail("activations.relu", in_place, claim="argument kept")
    progress("activations")
    assert "relu: not yet" in capsys.readouterr().out


def test_progress_says_how_many_checks_of_an_exercise_pass_while_others_have_not_run(capsys):
    total = len(load_unit("activations")["exercises"])
    expect("activations.relu", lambda z: np.maximum(0, z), claim="values")
    progress()
    assert f"0 of {total} exercises pass\n" in (out := capsys.readouterr().out) and "relu: 1 of 2 checks pass" in out
    expect("activations.relu", lambda z: np.maximum(0, z), claim="argument kept")
    progress()
    assert f"1 of {total} exercises pass\n" in (out := capsys.readouterr().out) and "relu: passes" in out


def test_progress_forgets_an_old_failure_when_the_checks_pass_one_by_one(capsys):
    fail("activations.relu", lambda z: z)
    for claim in ("values", "argument kept"):
        expect("activations.relu", lambda z: np.maximum(0, z), claim=claim)
    progress()
    assert "relu: passes" in capsys.readouterr().out


def test_the_card_writes_a_mistake_without_hyphens():
    finding = fail("activations.sigmoid", lambda z: 1 / (1 + np.exp(z))).finding
    assert "A known mistake: minus missing<" in render.finding_html(finding)


def test_a_long_call_names_the_shapes_of_its_largest_arrays():
    def no_gradients(x, y, parameters, cache):
        return {"dW1": np.zeros((3, 4))}

    [tried] = [
        detail for detail in fail("two_layer.backward", no_gradients).finding.details if detail.startswith("Tried")
    ]
    assert len(tried) <= 200 and "W1: (4, 3) array" in tried and "[[1]]" in tried  # one number stays as it is
    tried = fail("two_layer.product_shape", lambda left, right: (9, 9)).finding.details[-1]
    assert tried.startswith("Tried: product_shape((")


def test_progress_before_any_check_says_what_to_do():
    with pytest.raises(FixtureError, match=r"progress\('activations'\)"):
        progress()


def test_the_example_shows_the_numbers_of_the_fixture(capsys):
    example("activations.sigmoid", 1)
    call, expected = capsys.readouterr().out.splitlines()
    assert call == "sigmoid([ 10., -10.,   0.])"
    assert "5.0000e-01" in expected


def test_an_example_shows_no_rounding_of_floats(capsys):
    example("perceptron.error")
    call, expected = capsys.readouterr().out.splitlines()
    assert call == "error([[0.2, 0.7]], [[0., 1.]])"
    assert expected == "0.065"


def test_a_pair_of_whole_numbers_is_two_answers_and_no_shape():
    said = str(fail("gradient_descent.exact_minimum", lambda a, b, c: (2, 3)))
    assert "result[1]" in said and "lacks" not in said
    expect("gradient_descent.exact_minimum", lambda a, b, c: (whole(-b / (2 * a)), whole(c - b * b / (4 * a))))


def whole(number: float) -> float:
    return int(number) if number == int(number) else number


def test_once_filled_in_speaks_of_blanks_and_of_nothing_else(capsys):
    with once_filled_in():
        print(1 + ...)
    assert "Fill in the blanks" in capsys.readouterr().out
    with pytest.raises(ZeroDivisionError), once_filled_in():
        print(1 / 0)


def test_an_array_that_lies_about_its_shape_is_not_believed():
    class Liar(np.ndarray):
        @property
        def shape(self):
            return np.asarray(self).shape[1:]

        @property
        def ndim(self):
            return np.asarray(self).ndim - 1

    assert fail("activations.sigmoid", lambda z: np.zeros((0, *z.shape)).view(Liar))


def test_another_language_is_a_catalogue_with_the_same_ids(tmp_path, monkeypatch):
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    hint = load_unit("activations")["exercises"][1]["hints"]["minus-missing"]
    catalogue = Catalog(locale="ja")
    catalogue.add("not yet", "まだです", context="card.not-yet")
    catalogue.add(hint, "指数のマイナスがありません。", context="hint.activations.sigmoid.minus-missing")
    folder = tmp_path / "ja" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with open(folder / "backprop.mo", "wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setenv("COURSE_LOCALES", str(tmp_path))
    monkeypatch.setenv("COURSE_LANGUAGE", "ja")
    text = str(fail("activations.sigmoid", lambda z: 1 / (1 + np.exp(z))))
    assert "まだです" in text
    assert "指数のマイナスがありません。" in text
    assert "Hint 1" in text  # not in the catalogue, so in English


def test_helpers_tell_what_they_have():
    assert helpers.expect is expect
    assert "expect" in dir(helpers)
    with pytest.raises(AttributeError, match="helpers has no 'expct'"):
        helpers.expct  # noqa: B018
