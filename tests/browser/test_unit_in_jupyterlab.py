"""A student works on the released notebook in JupyterLab: wrong answers first, then right ones."""

from __future__ import annotations

import re
import shutil

import nbformat
import pytest

from autograder.course import Course
from autograder.exercises import find_unit, source_of
from tests.browser.conftest import REPOSITORY, LabNotebook

pytestmark = pytest.mark.browser
UNIT = find_unit("01_activations")


@pytest.fixture
def student(lab_server, browser_page, tmp_path):
    """The released notebook, opened by a student, and the place of each code cell by its id."""
    path = tmp_path / "activations.ipynb"
    shutil.copy(Course(REPOSITORY).release(UNIT), path)
    cells = [cell.id for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    page = browser_page(viewport={"width": 1100, "height": 1000})
    return LabNotebook(page, lab_server(tmp_path), path), {id: place for place, id in enumerate(cells)}


def test_a_student_fails_reads_the_hints_and_passes(student, screenshots):
    notebook, place = student
    page = notebook.page
    notebook.run(place["imports"])

    notebook.run(place["triangle_slope"])
    blank = notebook.run(place["triangle_slope-values"])
    blank.get_by_text("Fill in the blank").first.wait_for()

    wrong = source_of(UNIT.exercises["triangle_slope"].mistakes[0].implementation, "triangle_slope")
    notebook.write(place["triangle_slope"], wrong)
    notebook.run(place["triangle_slope"])
    check = notebook.run(place["triangle_slope-values"])
    card = check.locator(".check-card")
    assert "A known mistake: inverted" in card.inner_text()
    assert "Traceback" not in check.inner_text()
    steps = card.locator("summary", has_text=re.compile("hint", re.IGNORECASE))
    assert [step.is_visible() for step in steps.all()] == [True, False, False]
    steps.nth(0).click()
    assert card.get_by_text("How steep is it, as one number?").is_visible()
    steps.nth(1).press("Enter")  # the ladder opens by keyboard too
    assert card.get_by_text("slope = height / width").is_visible()
    card.scroll_into_view_if_needed()
    page.screenshot(path=screenshots / "card-known-mistake.png")

    right = source_of(UNIT.exercises["triangle_slope"].reference, "triangle_slope")
    notebook.write(place["triangle_slope"], right)
    notebook.run(place["triangle_slope"])
    check = notebook.run(place["triangle_slope-values"])
    assert "✓ triangle_slope" in check.locator(".check-card.right").inner_text()

    shown = notebook.run(place["progress"])
    shown.get_by_text(f"1 of {len(UNIT.exercises)} exercises pass").wait_for()
    shown.scroll_into_view_if_needed()
    page.screenshot(path=screenshots / "progress.png")
    assert page.errors == []


def test_an_explorer_shows_the_students_own_functions(student, screenshots):
    notebook, place = student
    notebook.run(place["imports"])
    for id in ("sigmoid", "sigmoid_slope"):
        notebook.run(place[id])
    blank = notebook.run(place["sigmoid_slope-explorer"])
    blank.get_by_text("Fill in the blank").first.wait_for()
    for id in ("sigmoid", "sigmoid_slope"):
        exercise = UNIT.exercises[id]
        notebook.write(place[id], source_of(exercise.reference, exercise.name))
        notebook.run(place[id])
    explorer = notebook.run(place["sigmoid_slope-explorer"])
    explorer.locator("svg").first.wait_for()
    explorer.scroll_into_view_if_needed()
    notebook.page.screenshot(path=screenshots / "explorer-in-unit.png")
    assert "0.1966" in explorer.inner_text()  # the slope of the sigmoid at z = 1
    assert notebook.page.errors == []
