"""Formgrader in this course's folder: it lists the class and its autograde button runs our executor."""

from __future__ import annotations

import json
import shutil
import urllib.request

import pytest

from autograder.course import Course
from autograder.exercises import find_unit
from autograder.release import release_unit
from tests.conftest import copy_course

pytestmark = pytest.mark.browser
UNIT = find_unit("01_activations")


@pytest.fixture(scope="module")
def served(tmp_path_factory, lab_server):
    """A course with one submission, the instructor's own notebook, and the address of a server on it."""
    course = Course(copy_course(tmp_path_factory.mktemp("formgrader") / "course"))
    release_unit(course, UNIT)
    for student, notebook in (("ada", course.source(UNIT)), ("yuki", course.release(UNIT))):
        course.submission(UNIT, student).parent.mkdir(parents=True)
        shutil.copy(notebook, course.submission(UNIT, student))
    return course, lab_server(course.root)


def request(url: str, data: bytes | None = None):
    with urllib.request.urlopen(urllib.request.Request(url, data=data), timeout=120) as answer:
        return json.load(answer)


def test_its_autograde_button_gives_the_same_scores(served):
    _, url = served
    for student, score in (("ada", 100), ("yuki", 0)):
        done = request(f"{url}/formgrader/api/submission/{UNIT.id}/{student}/autograde", data=b"{}")
        assert done["success"], done
        assert request(f"{url}/formgrader/api/submission/{UNIT.id}/{student}")["score"] == score


def test_the_page_lists_the_unit(served, browser_page, screenshots):
    _, url = served
    page = browser_page()
    page.goto(f"{url}/formgrader")
    page.get_by_text(UNIT.id).first.wait_for()
    page.screenshot(path=screenshots / "formgrader.png")
