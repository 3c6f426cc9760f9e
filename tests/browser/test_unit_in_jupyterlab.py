"""A student works on the released notebooks in JupyterLab: wrong answers first, then right ones.

SCREENSHOT_DIR keeps the pictures for a person to look at; `--update-pictures` makes those of the README anew.
"""

from __future__ import annotations

import shutil

import nbformat
import pytest

from autograder.authoring.demo import fill_in
from autograder.course import Course
from autograder.exercises import all_units, find_unit, source_of
from tests.browser.conftest import open_pages
from tests.browser.student import (
    begin_drag,
    fail,
    find_checks,
    find_exercise,
    find_mistake,
    open_unit,
    press,
    read_slope,
    succeed,
)
from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
UNIT = find_unit("01_activations")
PICTURED = find_unit("03_vectorized")
NEARLY_DONE = "nearly_done.ipynb"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The released notebooks as handed out, and one of them with all answers, of which one is wrong."""
    folder, course = tmp_path_factory.mktemp("student"), Course(ROOT)
    for unit in all_units():
        shutil.copy(course.release(unit), folder)
    answers = {exercise.id: source_of(exercise.reference, exercise.name) for exercise in UNIT.exercises.values()}
    exercise = find_exercise(UNIT)
    answers[exercise.id] = source_of(find_mistake(exercise).implementation, exercise.name)
    nbformat.write(fill_in(nbformat.read(course.release(UNIT), as_version=4), answers), folder / NEARLY_DONE)
    return folder


@pytest.fixture(scope="module")
def address(lab_server, folder, browser):
    return lab_server(folder)


@pytest.fixture(scope="module")
def page(browser):
    """One page for all tests: what it fetched for one notebook serves the next."""
    with open_pages(browser) as open_page:
        yield open_page(viewport={"width": 1000, "height": 1000}, device_scale_factor=1.5)


@pytest.mark.parametrize("unit", all_units(), ids=lambda unit: unit.id)
def test_a_student_fails_reads_the_hints_and_passes(unit, address, folder, page, screenshots, save_picture):
    page.errors.clear()
    student = open_unit(page, address, folder / f"{unit.notebook}.ipynb", unit)
    exercise = find_exercise(unit)
    card = fail(student, exercise)
    page.screenshot(path=screenshots / f"card-{unit.notebook}.png")
    if unit is PICTURED:
        card.locator("summary").last.click()  # the README does not give the answer away
        save_picture("card", page, student.cell(exercise.id), card)
    succeed(student, exercise)
    page.screenshot(path=screenshots / f"progress-{unit.notebook}.png")
    assert page.errors == []


def test_an_explorer_shows_the_students_own_functions(address, folder, page, screenshots, save_picture):
    page.errors.clear()
    student = open_unit(page, address, folder / f"{UNIT.notebook}.ipynb", UNIT)
    for id in ("sigmoid", "sigmoid_slope"):
        student.run(id)
    blank = student.run("sigmoid_slope-explorer")
    blank.get_by_text("Fill in the blank").first.wait_for()
    for id in ("sigmoid", "sigmoid_slope"):
        student.answer(UNIT.exercises[id], UNIT.exercises[id].reference)
    explorer = student.run("sigmoid_slope-explorer").locator(".bp-explorer")
    explorer.locator("svg").first.wait_for()

    begin_drag(page, explorer, 0.6, 0.4)
    z, value, slope = read_slope(explorer)
    assert -3 < z < 0
    assert (value, slope) == pytest.approx(
        (UNIT.exercises["sigmoid"].reference(z), UNIT.exercises["sigmoid_slope"].reference(z)), rel=1e-3
    )
    save_picture("explorer", page, student.cell("sigmoid_slope-explorer"), explorer)
    page.mouse.up()
    assert z < press(explorer, "ArrowRight")[0] < z + 0.2
    page.screenshot(path=screenshots / "explorer-in-unit.png")
    assert page.errors == []


def test_nbgraders_validate_button_names_the_check_that_fails(address, folder, page, screenshots):
    page.errors.clear()
    student, exercise = open_unit(page, address, folder / NEARLY_DONE, UNIT), find_exercise(UNIT)
    said = student.validate(screenshots / "validate.png")
    assert said.count("The following cell failed") == 1
    assert student.checks[find_checks(student, exercise)[0]] in said
    assert f"CheckFailed: {exercise.name} – {find_mistake(exercise).hint}" in " ".join(said.split())
    student.answer(exercise, exercise.reference)
    assert "Success! Your notebook passes all the tests." in student.validate()
    assert page.errors == []
