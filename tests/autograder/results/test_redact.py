"""Pages for students show no input of a hidden test, whatever the code that was called with it did to carry it out."""

from __future__ import annotations

import re

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.converters import GenerateFeedback

from autograder.authoring.demo import fill_in
from autograder.course import Course, collecting_log
from autograder.exercises import find_exercise, find_unit
from autograder.grading.grade import grade_unit
from autograder.release import release_unit
from autograder.results.feedback import write_all_feedback
from autograder.results.quotes import unquoted_headline
from autograder.results.redact import WithholdOutputs
from autograder.results.sentences import MESSAGES
from helpers.checks.specification import FINDING_MIME
from helpers.checks.verdict import judge
from tests.attacks import load_attacks, wrong_answers
from tests.conftest import copy_course

UNIT = find_unit("01_activations")
ATTACKS = [attack for attack in load_attacks() if attack.kind == "smuggling"]


WITHHELD = MESSAGES["page.withheld"] + "\n"


def numbers_of(specification):
    return {
        round(float(number), 6)
        for case in specification.cases
        for argument in case.arguments
        for number in np.ravel(argument)
    }


#: Numbers that only hidden tests of the function use, each in the way in which any text would show it.
SECRETS = {
    f"{number:.5f}"[:-1]
    for number in numbers_of(find_exercise("activations.sigmoid").hidden)
    - numbers_of(find_exercise("activations.sigmoid").visible)
    if number % 1
}


def told(text):
    """The secret numbers that a text holds, also where the dot is written in another way."""
    plain = re.sub(r"(\d)_(\d)", r"\1.\2", text)
    return {secret for secret in SECRETS if secret.lstrip("-") in plain}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The attacks, graded, with nbgrader's feedback kept beside ours."""
    course = Course(copy_course(tmp_path_factory.mktemp("smuggling") / "course"))
    release_unit(course, UNIT)
    released = nbformat.read(course.release(UNIT), as_version=4)
    for attack in ATTACKS:
        path = course.submission(UNIT, attack.student)
        path.parent.mkdir(parents=True)
        nbformat.write(attack.notebook(released, wrong_answers(UNIT), course.root, 1), path)
    honest = course.submission(UNIT, "honest")
    honest.parent.mkdir(parents=True)
    nbformat.write(fill_in(released, wrong_answers(UNIT)), honest)
    grade_unit(course, UNIT)
    converter = GenerateFeedback(coursedir=course.directory(UNIT.id), config=course.config)
    converter.log, _ = collecting_log()
    converter.start()
    for path in course.root.glob("feedback/*/*/*.html"):
        path.rename(path.with_suffix(".nbgrader"))
    write_all_feedback(course, UNIT)
    return course


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_no_page_shows_what_the_code_carried_out(course, attack):
    page = course.feedback(UNIT, attack.student)
    assert told(page.read_text()) == set()
    assert told(page.with_suffix(".nbgrader").read_text()) == set()
    assert told(course.autograded(UNIT, attack.student).read_text()), (
        "the attack carries nothing, so this tests nothing"
    )


def test_the_feedback_of_an_honest_student_is_whole(course):
    page = course.feedback(UNIT, "honest").with_suffix(".nbgrader").read_text()
    assert "minus missing" in page  # the finding of a test
    assert MESSAGES["page.withheld"] in page
    assert page.count("check-card") > 5


def notebook_of(*cells):
    made = []
    for number, (kind, *outputs) in enumerate(cells):
        cell = new_code_cell("pass", outputs=outputs)
        cell.metadata["nbgrader"] = {
            "grade_id": f"c{number}",
            "schema_version": 3,
            "task": False,
            "points": 1,
            "locked": True,
            "grade": kind in ("test", "manual"),
            "solution": kind == "manual",
        }
        made.append(cell)
    return WithholdOutputs().preprocess(new_notebook(cells=made), {})[0]


def test_cells_before_the_first_test_keep_their_outputs_and_later_ones_do_not():
    said = new_output("stream", name="stdout", text="mine")
    notebook = notebook_of(("own", said), ("manual", said), ("test",), ("own", said), ("manual", said), ("own",))
    texts = ["".join(output.text for output in cell.outputs) for cell in notebook.cells]
    assert texts == ["mine", "mine", "", WITHHELD, WITHHELD, ""]


def test_a_test_says_its_finding_or_the_kind_of_error_and_no_more():
    finding = judge(find_exercise("activations.sigmoid").hidden, lambda z: z, "values").to_dict()
    card = new_output("display_data", data={FINDING_MIME: finding, "text/plain": "card"})
    loud = new_output("stream", name="stderr", text="secret")
    failed = new_output("error", ename="CheckFailed", evalue="secret", traceback=["secret"])
    died = new_output("error", ename="KernelDied", evalue="secret", traceback=["secret"])
    first, second, third = (
        cell.outputs for cell in notebook_of(("test", loud, card, failed), ("test", loud, died), ("test", loud)).cells
    )
    assert first == [card] and third == []
    assert "Python itself stopped" in second[0].text and "secret" not in str(second)


@pytest.mark.parametrize(
    "implementation, kept",
    [
        (lambda z: 1 / 0, "sigmoid stopped with ZeroDivisionError"),
        (lambda z: int("secret"), "sigmoid stopped with ValueError"),
        (lambda: 1, "could not be called with 1 argument"),
        ("secret", "not a function"),
        (lambda z: None, "returns None"),
        (lambda z: np.zeros(3), "shape"),
        (lambda z: -1 / (1 + np.exp(-z)), "negative"),
    ],
)
def test_a_headline_keeps_its_kind_and_loses_what_the_code_chose(implementation, kept):
    finding = judge(find_exercise("activations.sigmoid").visible, implementation, "values").to_dict()
    assert kept in unquoted_headline(finding)
    assert "secret" not in unquoted_headline(finding)
    if finding["kind"] not in ("error", "type"):
        assert unquoted_headline(finding) == finding["headline"]


def test_the_name_of_an_error_is_only_repeated_if_it_is_pythons_own():
    def raising(z):
        raise type("carried_0_25", (Exception,), {})("0.25")

    finding = judge(find_exercise("activations.sigmoid").visible, raising, "values").to_dict()
    assert "carried" in finding["headline"]
    assert "an error of its own kind" in unquoted_headline(finding) and "0" not in unquoted_headline(finding)
    assert unquoted_headline({"headline": 5}) == "" == unquoted_headline({})
