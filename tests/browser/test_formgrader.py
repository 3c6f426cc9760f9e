"""Formgrader in this course's folder: it lists the class and its autograde button runs our executor."""

from __future__ import annotations

import json
import shutil
import urllib.request

import nbformat
import pytest

from autograder.course import Course
from autograder.exercises import find_unit
from autograder.release import release_unit
from tests.browser.conftest import READY_MILLISECONDS, LabNotebook
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


def test_an_instructor_finds_it_in_the_menu_and_opens_a_graded_submission(served, browser_page, screenshots):
    course, url = served
    page = browser_page(viewport={"width": 1300, "height": 900})
    page.goto(f"{url}/lab?reset")
    page.get_by_role("menuitem", name="Nbgrader").click(timeout=READY_MILLISECONDS)
    page.get_by_role("menuitem", name="Formgrader").click()
    formgrader = page.frame_locator("iframe[src*=formgrader]")
    row = formgrader.locator("tr", has=formgrader.get_by_role("link", name=UNIT.id))
    row.wait_for(timeout=READY_MILLISECONDS)
    assert row.locator(".num-submissions").inner_text() == "2"
    page.screenshot(path=screenshots / "formgrader.png")

    formgrader.get_by_role("link", name="Manual Grading").click()
    formgrader.locator(".breadcrumb", has_text="Manual Grading").wait_for()
    for name in (UNIT.id, UNIT.notebook):
        formgrader.locator("tbody").get_by_role("link", name=name, exact=True).click()
    submissions = formgrader.locator("tbody tr")
    submissions.nth(1).wait_for()
    scores = [row.locator(".score").inner_text() for row in submissions.all()]
    assert sorted(scores) == ["0 / 100", "100 / 100"]
    page.screenshot(path=screenshots / "formgrader-submissions.png")
    submissions.nth(scores.index("0 / 100")).get_by_role("link").first.click()
    check = formgrader.locator(".code_cell", has_text=f'expect("{UNIT.notebook}.{next(iter(UNIT.exercises))}"')
    check.locator("input.score").wait_for()
    check.scroll_into_view_if_needed()
    page.screenshot(path=screenshots / "formgrader-submission.png")
    points = [float(box.get_attribute("placeholder")) for box in formgrader.locator("input.score").all()]
    assert len(points) == len(graded_cells(course.source(UNIT))) and sum(points) == 0
    assert "Fill in the blank" in check.locator(".output").inner_text()


def graded_cells(path) -> dict[str, float]:
    """Points by id of every test cell of a notebook."""
    settings = [cell.metadata.get("nbgrader", {}) for cell in nbformat.read(path, as_version=4).cells]
    return {each["grade_id"]: each["points"] for each in settings if each.get("grade")}


def test_create_assignment_shows_what_each_cell_is_for_and_its_points(served, browser_page, screenshots):
    course, url = served
    page = browser_page(viewport={"width": 1300, "height": 900})
    LabNotebook(page, url, course.source(UNIT).relative_to(course.root))
    page.get_by_role("tab", name="Create Assignment").click()
    panel = page.locator(".nbgrader-NotebookWidget")
    panel.wait_for()
    page.screenshot(path=screenshots / "create-assignment.png")
    assert float(panel.page.locator(".nbgrader-TotalPointsInput").input_value()) == 100
    shown = panel.locator(".nbgrader-CellWidget")
    wanted = graded_cells(course.source(UNIT))
    found = {}
    for cell in shown.filter(has=page.locator(".nbgrader-CellPoints input:visible")).all():
        assert cell.locator("select").input_value() == "tests"
        found[cell.locator(".nbgrader-CellId input").input_value()] = float(
            cell.locator(".nbgrader-CellPoints input").input_value()
        )
    assert found == wanted
