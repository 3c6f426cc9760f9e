"""A student works on the released notebook in JupyterLab: wrong answers first, then right ones."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass

import nbformat
import pytest

from autograder.course import Course
from autograder.exercises import Exercise, Unit, all_units, find_unit, source_of
from helpers.checks.judge import judge
from tests.browser.conftest import REPOSITORY, LabNotebook

pytestmark = pytest.mark.browser
UNIT = find_unit("01_activations")


@dataclass(frozen=True)
class Student:
    """A released notebook, opened by a student; `place` gives the number of each code cell by its id."""

    unit: Unit
    notebook: LabNotebook
    place: dict[str, int]
    given: list[str]

    def answer(self, exercise: Exercise, implementation) -> None:
        """Type an answer and run it."""
        self.notebook.write(self.place[exercise.id], source_of(implementation, exercise.name))
        self.notebook.run(self.place[exercise.id])

    def run(self, id: str):
        """Run a cell by its id."""
        return self.notebook.run(self.place[id])


@pytest.fixture
def open_unit(lab_server, browser_page, tmp_path):
    """Factory `open_unit(unit) -> Student`; what the notebook gives has been run."""

    def open_notebook(unit: Unit) -> Student:
        path = tmp_path / f"{unit.notebook}.ipynb"
        shutil.copy(Course(REPOSITORY).release(unit), path)
        cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        given = [cell.id for cell in cells if cell.metadata.get("nbgrader", {}).get("locked") and not cell.metadata.nbgrader.grade]
        page = browser_page(viewport={"width": 1100, "height": 1000})
        student = Student(unit, LabNotebook(page, lab_server(tmp_path), path), {cell.id: place for place, cell in enumerate(cells)}, given)
        for id in given:
            student.run(id)
        return student

    return open_notebook


@pytest.mark.parametrize("unit", all_units(), ids=lambda unit: unit.id)
def test_a_student_fails_reads_the_hints_and_passes(unit, open_unit, screenshots):
    student = open_unit(unit)
    page = student.notebook.page
    exercise = next(iter(unit.exercises.values()))
    released = nbformat.read(Course(REPOSITORY).release(unit), as_version=4)
    checks = [cell.id for cell in released.cells if re.search(rf'expect\("{unit.notebook}\.{exercise.id}"', cell.source)]
    check = checks[0]

    student.run(exercise.id)
    student.run(check).get_by_text("Fill in the blank").first.wait_for()

    mistake = next(mistake for mistake in exercise.mistakes if judge(exercise.visible, mistake.implementation, exercise.visible.claims[0]))
    student.answer(exercise, mistake.implementation)
    checked = student.run(check)
    card = checked.locator(".check-card")
    assert f"A known mistake: {mistake.id.replace('-', ' ')}" in card.inner_text()
    assert "Traceback" not in checked.inner_text()
    steps = card.locator("summary", has_text=re.compile("hint", re.IGNORECASE))
    assert [step.is_visible() for step in steps.all()] == [True, False, False]
    steps.nth(0).click()
    assert card.get_by_text(exercise.ladder[0]).is_visible()
    steps.nth(1).press("Enter")  # the ladder opens by keyboard too
    assert card.get_by_text(exercise.ladder[1]).is_visible()
    card.scroll_into_view_if_needed()
    page.screenshot(path=screenshots / f"card-{unit.notebook}.png")

    student.answer(exercise, exercise.reference)
    assert f"✓ {exercise.name}" in student.run(check).locator(".check-card.right").inner_text()

    for other in checks[1:]:
        student.run(other)
    shown = student.run("progress")
    shown.get_by_text(f"1 of {len(unit.exercises)} exercises pass").wait_for()
    shown.scroll_into_view_if_needed()
    page.screenshot(path=screenshots / f"progress-{unit.notebook}.png")
    assert page.errors == []


def test_an_explorer_shows_the_students_own_functions(open_unit, screenshots):
    student = open_unit(UNIT)
    for id in ("sigmoid", "sigmoid_slope"):
        student.run(id)
    blank = student.run("sigmoid_slope-explorer")
    blank.get_by_text("Fill in the blank").first.wait_for()
    for id in ("sigmoid", "sigmoid_slope"):
        student.answer(UNIT.exercises[id], UNIT.exercises[id].reference)
    explorer = student.run("sigmoid_slope-explorer")
    explorer.locator("svg").first.wait_for()
    explorer.scroll_into_view_if_needed()
    student.notebook.page.screenshot(path=screenshots / "explorer-in-unit.png")
    assert "0.1966" in explorer.inner_text()  # the slope of the sigmoid at z = 1
    assert student.notebook.page.errors == []
