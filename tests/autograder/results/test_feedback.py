"""Feedback pages: what they say, what they never say, and that nothing on them is markup of a student."""

import re

import pytest

from autograder.exercises import find_unit
from autograder.grading.records import FAILED, GRADED, MISSING, REFUSED, StudentResult, SubmissionRecord, TestResult
from autograder.results import pages
from autograder.results.collect import collect_records, collect_student
from autograder.results.feedback import (
    as_sentence,
    explain_error,
    feedback_page,
    highlight_code,
    write_all_feedback,
    write_feedback,
)
from autograder.results.scores import Score

HOSTILE = "<script>alert(1)</script>"
TIMEOUT = (
    "CellTimeoutError: A cell timed out while it was being executed, after 20 seconds.\nHere is a preview:\n"
    'verify("activations.relu", relu, secret=[0.37])'
)


@pytest.fixture
def written(fake_class, read_page):
    """Write the page of one student and read it."""

    def write(student):
        [record] = [
            record for record in collect_records(fake_class.course, fake_class.unit.id) if record.student == student
        ]
        with fake_class.course.gradebook() as gradebook:
            result = collect_student(fake_class.course, fake_class.unit, record, gradebook)
        path = write_feedback(fake_class.course, fake_class.unit, result)
        assert path == fake_class.course.feedback(fake_class.unit, student)
        return read_page(path)

    return write


def _page(tests=(), *, code=(), status=GRADED, reason="", student="ada", score=None):
    record = SubmissionRecord(student, "01_activations", status, reason)
    score = score or Score(5.0, 10.0, 0.0, status)
    return feedback_page(find_unit("01_activations"), StudentResult(record, tuple(tests), tuple(code)), score)


def _test(score=0.0, **values):
    return TestResult(
        **{
            "cell": "sigmoid-values",
            "exercise": "activations.sigmoid",
            "claim": "it works",
            "score": score,
            "max_score": 6.0,
        }
        | values
    )


def test_page_shows_score_sections_in_order_and_points(fake_class, written):
    fake_class.grade("ada", {"sigmoid-values": fake_class.finding("sigmoid", "minus-missing", "values")})
    page = written("ada")
    assert "94 of 100 points" in page.text and "94 %" in page.text
    total = len(fake_class.unit.exercises)
    assert f"{total - 1} of {total} exercises are complete. Go on with sigmoid" in page.text
    headings = re.findall(r"<h2><code>(\w+)</code>", fake_class.course.feedback(fake_class.unit, "ada").read_text())
    assert headings == list(fake_class.unit.exercises)
    assert "✗ not yet · 2 of 8" in page.text and "✓ complete · 10 of 10" in page.text


def test_failed_claim_names_the_mistake_once_with_its_hint_and_ladder(fake_class, written):
    exercise = fake_class.unit.exercises["sigmoid"]
    found = fake_class.finding("sigmoid", "minus-missing", "values")
    fake_class.grade("ada", {"sigmoid-values": found})
    page = written("ada")
    assert "A known mistake: minus missing" in page.text
    assert page.text.count(found["hint"]) == 1
    assert "Seen on inputs that the notebook does not show." in page.text
    for hint in exercise.ladder:
        assert page.text.count(hint) == 1
    assert fake_class.unit.exercises["relu"].ladder[0] not in page.text  # nothing failed there


def test_ladder_is_nested():
    html = _page([_test(finding={"headline": "no", "hidden": False})])
    assert re.search(
        r"\(1 of 3\)</summary>.*?<details><summary>.*?\(2 of 3\).*?<details><summary>.*?\(3 of 3\)", html, re.S
    )
    assert not re.search(r"\(1 of 3\)</summary>.*?</details>.*?\(2 of 3\)", html, re.S)


@pytest.mark.parametrize("hidden, shown", [(False, True), (True, False), (None, False), ("", False), (0, False)])
def test_details_are_shown_only_where_the_inputs_are_public(hidden, shown):
    html = _page([_test(finding={"headline": "wrong", "details": ["Tried: sigmoid(0.37)"], "hidden": hidden})])
    assert ("0.37" in html) is shown


def test_no_source_of_a_hidden_test_reaches_the_page(fake_class, written):
    fake_class.grade(
        "ada",
        {
            "relu-values": TIMEOUT,
            "tanh_slope-values": "AssertionError: g(0.37) is 0.87",
            "sigmoid-values": fake_class.finding("sigmoid", "minus-missing", "values"),
        },
    )
    text = written("ada").text
    for secret in ("verify", "HIDDEN TESTS", "0.37", "expect(", "autograder.exercises"):
        assert secret not in text


@pytest.mark.parametrize(
    "error, said",
    [
        (TIMEOUT, "did not finish within the time limit of 20 seconds"),
        ("CellTimeoutError", "did not finish within the time limit."),
        ("KernelDied: the kernel died in this cell", "Python itself stopped"),
        ("NotRun: an earlier cell stopped the notebook", "did not run, because an earlier cell"),
        ("NameError: name 'relu' is not defined", "The name relu does not exist"),
        ("NameError: name 'x' is not defined, 0.37", "stopped with NameError."),
        ("ZeroDivisionError: secret", "stopped with ZeroDivisionError."),
        ("", "No reason was noted."),
    ],
)
def test_errors_are_told_in_plain_words(error, said):
    assert said in explain_error(error)
    assert "secret" not in explain_error(error) and "0.37" not in explain_error(error)


@pytest.mark.parametrize(
    "claim, said",
    [
        ("the slope is right", "The slope is right"),
        ("at z = 0 it is a number", "At z = 0 it is a number"),
        ("relu(z) is max(0, z)", "`relu(z)` is max(0, z)"),
        ("table[i, j] is function i", "`table[i, j]` is function i"),
        ("sigmoid works for any shape", "`sigmoid` works for any shape"),
        ("sigmoids are s-shaped", "Sigmoids are s-shaped"),
        ("dz is a − y", "dz is a − y"),
        ("dW1 is right", "dW1 is right"),
        ("J(W1, f(x)) is one number", "J(W1, f(x)) is one number"),
        ("", ""),
        ("<b>", "<b>"),
    ],
)
def test_claim_opens_with_a_capital_or_with_code(claim, said):
    assert as_sentence(claim, "sigmoid") == said


def test_code_in_a_text_is_set_as_code_and_escaped():
    found = {
        "headline": "`<b>` and `np.exp`",
        "hidden": False,
        "details": ["`x`"],
        "mistake": "a",
        "hint": "not `math`",
    }
    html = _page([_test(claim="relu(z) is `<i>`", finding=found)])
    for said in (
        "<code>&lt;b&gt;</code> and <code>np.exp</code>",
        "<code>x</code>",
        "not <code>math</code>",
        "<code>relu(z)</code> is <code>&lt;i&gt;</code>",
    ):
        assert said in html
    assert "<b>`" not in html and "<i>" not in html


def test_same_reason_is_not_told_twice():
    found = {"headline": "The sign is wrong.", "hidden": True}
    html = _page(
        [_test(finding=found), _test(cell="b", finding=found), _test(cell="c", finding={"headline": "Other."})]
    )
    assert html.count("The sign is wrong.") == 1 and html.count("For the same reason") == 1 and "Other." in html


def test_same_mistake_with_other_details_tells_only_the_details():
    found = {"headline": "One over m.", "mistake": "m-missing", "hidden": False}
    html = _page(
        [
            _test(finding=found | {"details": ["Tried: f(1)"]}),
            _test(cell="b", finding=found | {"details": ["Tried: f(2)"]}),
            _test(cell="c", finding=found | {"hidden": True}),
            _test(cell="d", finding=found | {"hidden": True}),
        ]
    )
    assert html.count("One over m.") == html.count("m missing") == 1 and html.count("For the same reason") == 3
    assert html.count("f(1)") == html.count("f(2)") == html.count("Seen on inputs") == 1


def test_partial_and_overruled_scores():
    html = _page(
        [_test(3.0, finding={"headline": "half right"}), _test(6.0, cell="b", finding={"headline": "overruled"})]
    )
    assert "◐" in html and "partly, 3 of 6" in html and "half right" in html
    assert "overruled" not in html


def test_comment_code_and_restored_cells(fake_class, written):
    fake_class.grade(
        "ada",
        {"sigmoid-values": ""},
        code={"sigmoid": "def sigmoid(z):\n    return 42"},
        remarks=[("tampering", "relu-values", "changed"), ("timeout", "tanh-values", "secret preview")],
    )
    page = written("ada")
    assert re.search(r"return.*42", page.text)
    assert "put back before grading: relu-values" in page.text
    assert "secret preview" not in page.text
    assert "Your grader wrote: Well &lt;done&gt;" in _page([_test(comment="Well <done>")]).replace("</b>", "")


def test_code_stays_with_its_own_exercise():
    html = _page(
        [_test(), _test(exercise="activations.sigmoid_slope", cell="s")],
        code=[("sigmoid", "first"), ("sigmoid_slope", "second"), ("sigmoid-2", "third")],
    )
    first, second = html.split('id="exercise-2"')
    assert "first" in first and "third" in first and "second" not in first and "second" in second


def test_late_penalty_is_told(fake_class, written):
    fake_class.grade("ada", penalty=7.5)
    page = written("ada")
    assert "92.5 of 100 points" in page.text and "7.5 points were taken off" in page.text


@pytest.mark.parametrize(
    "status, said, score",
    [
        (MISSING, "Hand in the notebook under its own name, activations.ipynb", "Score now: 0 of 100 points"),
        (REFUSED, "take a fresh activations.ipynb", "There is no score yet"),
        (FAILED, "Tell your instructor", "There is no score yet"),
    ],
)
def test_submission_without_a_grade_gets_reason_and_advice(fake_class, written, status, said, score):
    fake_class.record("ada", status, reason=f"Because. {HOSTILE}")
    text = written("ada").text
    assert said in text and score in text
    assert ("Because." in text) == (status != FAILED)  # why grading itself failed is not for students to read


def test_graded_notebook_that_is_gone_is_told(fake_class, written):
    fake_class.grade("ada")
    fake_class.course.autograded(fake_class.unit, "ada").unlink()
    assert "The graded notebook is no longer there" in written("ada").text


def test_hostile_texts_are_text(fake_class, written):
    student = "<script>alert('name')"
    found = dict.fromkeys(("headline", "hint", "mistake", "claim", "name"), HOSTILE)
    found |= {"details": [HOSTILE], "ladder": HOSTILE, "hidden": False, "kind": 3}
    fake_class.grade(
        student,
        {"sigmoid-values": found, "relu-values": f"{HOSTILE}: boom"},
        code={"sigmoid": f"'''{HOSTILE}''' # \x00\x1b"},
        remarks=[("tampering", HOSTILE, HOSTILE)],
    )
    page = written(student)
    assert page.text.count("alert(1)") >= 5 and "alert('name')" in page.text


def test_malformed_findings_do_no_harm():
    for found in ({}, {"headline": None, "details": 7, "hidden": False}, {"mistake": ["a"], "ladder": {}, "hint": 1.5}):
        assert "not yet" in _page([_test(finding=found, exercise="activations.unknown")])
    assert len(_page([_test(finding={"headline": "x" * 10**6})])) < 20_000


def test_code_is_escaped_cut_and_keeps_blank_lines():
    assert "&lt;b&gt;" in highlight_code("x = '<b>'") and "<b>" not in highlight_code("x = '<b>'")
    assert len(highlight_code("#" * 10**6)) < 25_000
    assert highlight_code("\n\nx").count("\n") >= 3


def test_all_feedback_has_a_page_for_everyone(fake_class, read_page):
    fake_class.grade("bob")
    fake_class.grade("ada", {"sigmoid-values": ""})
    fake_class.record("eve", REFUSED, "broken")
    paths = write_all_feedback(fake_class.course, fake_class.unit)
    assert paths == [fake_class.course.feedback(fake_class.unit, name) for name in ("ada", "bob", "eve")]
    assert "94 of 100" in read_page(paths[0]).text and "Every exercise is complete." in read_page(paths[1]).text


def test_lone_surrogates_do_not_stop_a_page(fake_class, read_page):
    fake_class.grade("ada")
    [record] = collect_records(fake_class.course, fake_class.unit.id)
    result = StudentResult(record, (_test(comment="a\ud800b"),), (("sigmoid", "'\udfff'"),))
    assert "Your grader wrote: a?b" in read_page(write_feedback(fake_class.course, fake_class.unit, result)).text


@pytest.mark.parametrize("share, said", [(1, "100 %"), (0.996, "99 %"), (0.5, "50 %"), (0, "0 %")])
def test_only_complete_is_100_percent(share, said):
    assert pages.format_percent(share) == said


@pytest.mark.parametrize(
    "points, said", [(7.0, "7"), (7.5, "7.5"), (2 / 3, "0.67"), (1234567.0, "1234567"), (-0.0, "0")]
)
def test_points_are_short(points, said):
    assert pages.format_points(points) == said
