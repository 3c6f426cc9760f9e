"""Nothing that a learner reads is left out of the catalogue: in a language made of "[¡…!]", no English is left."""

from __future__ import annotations

import re

import numpy as np
import pytest

import helpers.checks as checks
from autograder.authoring.messages import all_entries
from autograder.exercises import all_units, find_exercise, find_unit
from autograder.grading.records import FAILED, GRADED, MISSING, REFUSED, StudentResult, SubmissionRecord, TestResult
from autograder.results.feedback import explain_error, feedback_page
from autograder.results.scores import Score
from helpers.answers import KNOWN_TYPES
from helpers.checks import example, expect, once_filled_in, progress, render, set_progress
from helpers.checks.compare import parts
from helpers.checks.diagnose import describe_value
from helpers.checks.explain import KNOWN_ERRORS, NOT_IN_NUMPY, NUMPY_NAMES, RULES
from helpers.checks.explain import explain_error as explain
from helpers.checks.specification import Case, Outcome
from helpers.checks.verdict import judge
from helpers.fixtures import FixtureError
from helpers.messages import ENGLISH, current_language, messages
from tests.support.pseudo import LANGUAGE, make_pseudo_language, readable, untranslated

#: What is no sentence on a card: types, errors, names of the course's code.
NAMES = (
    *tuple(KNOWN_TYPES | KNOWN_ERRORS),
    "sigmoid",
    "result",
    "CheckFailed",
    "float16",
    "float64",
    "float32",
    "nan",
    "inf",
    "np",
    "str",
    "numpy",
    "ipynb",
    "ada",
    "def",
    "lambda",
    "return",
    "forward",
    "backward",
    "layer",
    "W1",
    "b1",
    "W2",
    "b2",
    "dW1",
    "db1",
    "dW2",
    "db2",
    "NumPy",
    "ndarray",
    "None",
)


@pytest.fixture(scope="module")
def locales(tmp_path_factory):
    return make_pseudo_language(tmp_path_factory.mktemp("locales"))


@pytest.fixture(autouse=True)
def pseudo(locales, monkeypatch):
    """Speak the pseudo-language, in a fresh session."""
    monkeypatch.setenv("COURSE_LOCALES", str(locales))
    monkeypatch.setenv("COURSE_LANGUAGE", LANGUAGE)
    monkeypatch.setattr(checks, "_states", {})
    assert current_language() == LANGUAGE


def assert_translated(finding, *known):
    """Card, text and what feedback makes of the finding hold no English."""
    names = (*NAMES, finding.name, finding.key, *known)
    assert untranslated(render.finding_text(finding), names) == [], render.finding_text(finding)
    html = render.finding_html(finding)
    assert "[¡" in html
    assert untranslated(readable(html), names) == [], html
    return finding


@pytest.mark.parametrize("unit", all_units(), ids=lambda unit: unit.id)
@pytest.mark.parametrize("hidden", [False, True], ids=["visible", "hidden"])
def test_every_known_mistake_has_a_translated_card(unit, hidden):
    for exercise in unit.exercises.values():
        specification = exercise.hidden if hidden else exercise.visible
        for mistake in exercise.mistakes:
            finding = judge(specification, mistake.implementation)
            if finding is None:
                continue  # a mistake that shows on hidden inputs only
            assert finding.headline.startswith("[¡") and all(hint.startswith("[¡") for hint in finding.ladder)
            calls = {
                name
                for detail in finding.details
                if detail.id == "number.input"
                for name in re.findall(r"[A-Za-z_]\w*", detail.values["call"])
            }
            raised = {case.mistakes[mistake.id].message for case in specification.cases} - {
                ""
            }  # Python's and NumPy's words
            assert_translated(finding, *calls, *piece_names(specification), *raised)


def piece_names(specification) -> set[str]:
    """Names of the pieces of all results, such as dW1; and words that are results themselves, such as "lands"."""
    results = [
        value
        for case in specification.cases
        for value in (case.expected, *(outcome.value for outcome in case.mistakes.values()))
    ]
    words = {piece for value in results for piece in ([value] if isinstance(value, str) else parts(value))}
    return {
        name for word in words if not word.startswith("the comparison") for name in re.findall(r"[A-Za-z_]\w*", word)
    } - {"call"}


def right_sigmoid(z):
    return 1 / (1 + np.exp(-z))


def raising(error):
    def implementation(z):
        raise error

    return implementation


class Own:
    """An object of a class of a student's own."""


def nested():
    value = []
    value.append(value)
    return value


ANSWERS = [
    ...,
    3.5,
    Own(),
    lambda z: ...,
    lambda z: 1 / (1 + ...),
    lambda z: np.exp(...),
    lambda z: None,
    lambda z: right_sigmoid(z).tolist(),
    lambda z: right_sigmoid(z).astype(str),
    lambda z: right_sigmoid(z).astype(object),
    lambda z: np.array([[1], 2, None], dtype=object),
    lambda z: np.array([None] * 6, dtype=object),
    lambda z: np.exp,
    lambda z: np.array([np.exp] * 6, dtype=object),
    lambda z: (x for x in z),
    lambda z: Own(),
    lambda z: {"a": z},
    lambda z: z + 1j,
    lambda z: 10**400,
    lambda z: list(range(200_000)),
    lambda z: nested(),
    lambda z: "text",
    lambda z: [..., 1],
    lambda z: right_sigmoid(z).T,
    lambda z: right_sigmoid(z).ravel(),
    lambda z: np.ones((3, 2)),
    lambda z: np.ones((7, 9, 2)),
    lambda z: float(right_sigmoid(z).mean()),
    lambda z: np.where(z > 2, np.nan, right_sigmoid(z)),
    lambda z: np.where(z > 2, np.inf, right_sigmoid(z)),
    lambda z: -right_sigmoid(z),
    lambda z: 2 * right_sigmoid(z),
    lambda z: np.round(right_sigmoid(z), 2),
    lambda z: right_sigmoid(z).astype(np.float16),
    lambda z: right_sigmoid(z).astype(int),
    lambda z: z - z,
    lambda z: tuple(right_sigmoid(z)),
    lambda z: z,
    lambda z: np.full(z.shape, 0.5),
    lambda z: right_sigmoid(z) * np.array([[1.0, 1.0, 1.0], [1.1, 1.1, 1.1]]),
    lambda z: right_sigmoid(z) * np.array([1.0, 1.1, 1.2]),
    lambda z: right_sigmoid(z) + 0.25 * (z > 1),
    lambda z: right_sigmoid(z) + 0.25 * (z > -1),
    lambda z: np.broadcast_to(right_sigmoid(z).mean(axis=0), z.shape),
    lambda: 1,
    raising(ValueError("0.3 words of Python")),
    raising(ValueError()),
    raising(type("OwnError", (Exception,), {})("0.3")),
]


@pytest.mark.parametrize("answer", ANSWERS, ids=range(len(ANSWERS)))
@pytest.mark.parametrize("hidden", [False, True], ids=["visible", "hidden"])
def test_every_other_fault_has_a_translated_card(answer, hidden):
    exercise = find_exercise("activations.sigmoid")
    finding = judge(exercise.hidden if hidden else exercise.visible, answer)
    assert_translated(
        finding,
        "words of Python",
        "OwnError",
        "Own",
        "object",
        "tests.test_languages",
        "at",
        *re.findall(r"0x\w+", str(finding.headline)),
        *re.findall(r"unsupported operand.*|loop of ufunc.*|takes 0.*", str(finding.headline)),
    )


#: (expected, got, further fields of the case): faults of results that are no array.
VALUES = [
    (np.ones(3), np.ones(1)[0], {}),
    (np.ones((1, 1)), 5.0, {}),
    (5.0, np.ones(3), {}),
    (np.ones((1, 3)), np.zeros(3), {}),
    (5.0, float("nan"), {}),
    (5.0, float("inf"), {}),
    (5.0, 4.0, {}),
    (5.0, 9.0, {"other_end": 6.0}),
    (np.arange(3.0), np.array([0.0, 9, 9]), {}),
    (np.arange(9.0).reshape(3, 3), np.arange(9.0).reshape(3, 3).T, {}),
    (np.array([1.0, 2, 3]), np.array([1.0, 9, 9]), {}),
    (np.arange(6.0).reshape(2, 3), np.ones((3, 2)), {}),
    ((2, 3), (3, 2), {}),
    ((2, 3), 6, {}),
    (True, False, {}),
    (True, "yes", {}),
    ({"dW1": np.ones(2), "db1": 1.0}, {"dW1": np.ones(2)}, {}),
    ({"dW1": 1.0}, {"dW1": 1.0, "extra": 2}, {}),
    ({"dW1": 1.0}, [1], {}),
    ({"dW1": 1.0}, {"dW1": ...}, {}),
    ({"dW1": 1.0}, {"dW1": None}, {}),
    ({"g": {"dW1": 1.0}}, {"g": ...}, {}),
    ({"g": {"dW1": 1.0}}, {"g": None}, {}),
    ((1.0, 2.0), (1.0, (2.0, 1.0)), {}),
    ({"g": (1.0, 2.0)}, {"g": [1.0, 2.0]}, {}),
    ({"call 1": {"W1": 1.0}}, {"call 1": {"W1": 2.0}}, {}),
    *(
        ({"call 2": {"W1": "all zero, shape (2, 1)"}}, {"call 2": {"W1": said}}, {})
        for said in (
            "nan or infinite, shape (2,)",
            "numbers of size 1 and more, shape (2,)",
            "the same number everywhere, shape (2,)",
            "numbers with equal rows, shape (2,)",
            "different small numbers, shape (2,)",
            "no array of numbers but [1]",
        )
    ),
    (
        {"the comparison of call 2 with call 1": "other numbers"},
        {"the comparison of call 2 with call 1": "same numbers"},
        {},
    ),
]


@pytest.mark.parametrize("expected, got, more", VALUES, ids=range(len(VALUES)))
def test_every_fault_of_a_value_is_translated(expected, got, more):
    fault = describe_value("f", got, Case("values", (), expected, **more))
    names = (*NAMES, "extra", "yes", "True", "False")
    assert fault.sentence.id and "[¡" in fault.sentence
    assert untranslated(fault.sentence, names) == []
    assert untranslated(fault.numbers or "", names) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[2])
def test_every_usual_reason_of_an_error_is_translated(rule):
    assert untranslated(messages("error.")[f"error.{rule[2]}"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "name 'exp' is not defined",
        "module 'numpy' has no attribute 'ln'",
        "module 'numpy' has no attribute 'sigmoid'",
        "module 'numpy' has no attribute 'exq'",
    ],
)
def test_a_reason_that_names_something_is_translated(text):
    said = explain(Outcome(error="NameError" if text.startswith("name") else "AttributeError", message=text))
    assert untranslated(said, (*NUMPY_NAMES, *NOT_IN_NUMPY)) == []


def test_a_right_answer_an_example_and_progress_in_every_state_are_translated(capsys):
    expect("activations.sigmoid", right_sigmoid)
    example("activations.sigmoid")
    progress("activations")
    set_progress({"activations.sigmoid": {"values": False}, "activations.relu": {"values": True}})
    progress("activations")
    with once_filled_in():
        print([[1, 2], ...] @ np.array([...]))
    names = tuple(find_unit("01_activations").exercises)
    text = capsys.readouterr().out
    assert "[¡" in text
    assert untranslated(text, names) == []
    rows = [("sigmoid", {"a": state, "b": other}) for state in (True, False, None) for other in (True, None)]
    for html in (
        render.right_html("sigmoid", 1),
        render.right_html("sigmoid", 2, "overflow"),
        render.example_html("sigmoid(1)", "2"),
        render.progress_html(rows),
        render.note_html(messages("blank.above")["blank.above"]),
    ):
        assert "[¡" in html
        assert untranslated(readable(html), ("sigmoid", "overflow")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: expect("activations.nothing", right_sigmoid),
        lambda: expect("nothing.sigmoid", right_sigmoid),
        lambda: expect("activations.sigmoid", right_sigmoid, claim="nothing"),
        progress,
    ],
)
def test_what_is_said_of_a_wrong_name_is_translated(wrong):
    known = [
        part
        for unit in all_units()
        for key in (unit.notebook, *unit.exercises)
        for part in (f"{unit.notebook}.{key}", key)
    ]
    with pytest.raises(FixtureError) as caught:
        wrong()
    assert untranslated(str(caught.value), (*known, "nothing.sigmoid", "nothing", "values")) == []


def _test(score=0.0, **values):
    return TestResult(
        **{"cell": "sigmoid-values", "exercise": "activations.sigmoid", "claim": "", "score": score, "max_score": 6.0}
        | values
    )


def _page(tests=(), status=GRADED, score=None, **values):
    record = SubmissionRecord("ada", "01_activations", status, **values)
    return feedback_page(
        find_unit("01_activations"),
        StudentResult(record, tuple(tests), (("sigmoid", "return 42"),)),
        score or Score(5.0, 10.0, 1.5, status),
    )


ERRORS = (
    "CellTimeoutError: after 20 seconds",
    "CellTimeoutError",
    "KernelDied",
    "NotRun",
    "NameError: name 'relu' is not defined",
    "ValueError: x",
    "",
)


def test_feedback_pages_are_translated_also_of_findings_made_in_another_language(monkeypatch):
    exercise = find_exercise("activations.sigmoid")
    monkeypatch.setenv("COURSE_LANGUAGE", "en")
    answers = [
        lambda z: 1 / (1 + np.exp(z)),
        lambda z: z.tolist(),
        raising(ValueError("secret")),
        3,
        lambda z: right_sigmoid(z) + (z > 1),
    ]
    findings = [
        judge(specification, answer).to_dict()
        for answer in answers
        for specification in (exercise.visible, exercise.hidden)
    ]
    assert "lost its minus" in findings[0]["headline"]
    monkeypatch.setenv("COURSE_LANGUAGE", LANGUAGE)
    tests = [_test(3.0, finding=finding) for finding in findings] + [_test(finding=findings[-1])]
    tests += [_test(error=error) for error in ERRORS] + [_test(6.0, exercise="activations.relu"), _test(exercise="")]
    pages = [_page(tests), _page([_test(6.0)]), _page([_test(finding={"kind": "error", "headline": "secret"})])]
    pages += [_page(status=status) for status in (GRADED, MISSING, REFUSED, FAILED)]
    pages += [_page([_test(comment="ada")], score=Score(None, 10.0, 0.0, GRADED))]
    remark = type("Remark", (), {"kind": "tampering", "cell": "relu"})
    pages += [_page([_test(6.0)], remarks=(remark,))]
    for page in pages:
        assert f'<html lang="{LANGUAGE}">' in page and "[¡" in page and "secret" not in page
        shown = re.findall(r"sigmoid\([^<]*", page)
        text = readable(page).replace("activations[¡.ipynb", "[¡.ipynb")  # the name of a file
        assert untranslated(text, (*NAMES, "sigmoid-values", "relu", *shown)) == [], text
    for error in ERRORS:
        assert untranslated(explain_error(error), ("relu", "ValueError")) == []


def test_every_sentence_of_the_pages_is_in_the_pseudo_language(locales):
    """Also those that no page above shows; so a sentence that is added is translated as well."""
    for id, text in messages("").items():
        assert untranslated(re.sub(r"\{\w+[^{}]*\}", " ", text)) == [], id
    assert set(messages("")) == set(ENGLISH)
    assert len(all_entries()) > len(ENGLISH)
