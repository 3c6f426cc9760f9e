"""The same student in Notebook 7, as `jupyter notebook` starts it: one unit, its explorer, nbgrader's button."""

from __future__ import annotations

import shutil

import pytest

from autograder.course import Course
from autograder.exercises import find_unit
from tests.browser.conftest import ClassicNotebook
from tests.browser.student import begin_drag, fail, find_checks, find_exercise, open_unit, press, read_slope, succeed
from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
UNIT = find_unit("01_activations")
#: Notebook 7.6 says this once when any notebook is opened, from its own start.
NOTEBOOKS_OWN_ERROR = "uncaught: Cannot read properties of undefined (reading 'schema')"


@pytest.fixture
def student(browser_page, lab_server, tmp_path):
    """The first unit, open in Notebook 7."""
    path = tmp_path / f"{UNIT.notebook}.ipynb"
    shutil.copy(Course(ROOT).release(UNIT), path)
    page = browser_page(viewport={"width": 1100, "height": 1000})
    return open_unit(page, lab_server(tmp_path, program="notebook"), path, UNIT, ClassicNotebook)


def test_a_student_fails_passes_drags_and_validates(student, screenshots):
    page, exercise = student.notebook.page, find_exercise(UNIT)
    assert page.locator("#jp-main-statusbar").count() == 0, "this should be Notebook 7, not JupyterLab"
    fail(student, exercise)
    page.screenshot(path=screenshots / "notebook7-card.png")
    succeed(student, exercise)

    for id in ("sigmoid", "sigmoid_slope"):
        student.answer(UNIT.exercises[id], UNIT.exercises[id].reference)
    explorer = student.run("sigmoid_slope-explorer").locator(".bp-explorer")
    explorer.locator("svg").first.wait_for()
    begin_drag(page, explorer, 0.6, 0.4)
    z, value, slope = read_slope(explorer)
    page.screenshot(path=screenshots / "notebook7-explorer.png")
    page.mouse.up()
    assert -3 < z < 0
    assert (value, slope) == pytest.approx(
        (UNIT.exercises["sigmoid"].reference(z), UNIT.exercises["sigmoid_slope"].reference(z)), rel=1e-3
    )
    assert press(explorer, "End")[0] == 6

    said = student.validate(screenshots / "notebook7-validate.png")
    answered = [
        check for id in (exercise.id, "sigmoid", "sigmoid_slope") for check in find_checks(student, UNIT.exercises[id])
    ]
    assert {id for id, source in student.checks.items() if "expect(" in source and source.splitlines()[-1] in said} == {
        id for id, source in student.checks.items() if "expect(" in source
    } - set(answered)
    assert [error for error in page.errors if error != NOTEBOOKS_OWN_ERROR] == []
