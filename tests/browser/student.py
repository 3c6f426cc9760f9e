"""A student at work in a released notebook: what the tests in JupyterLab and in Notebook 7 share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.exercises import Exercise, Unit, source_of
from helpers.checks.verdict import judge
from helpers.messages import message
from tests.browser.conftest import LabNotebook

VALIDATE_MILLISECONDS = 120_000
#: The exercise of each unit that a student gets wrong first; elsewhere the unit's first one.
TRIED = {"03_vectorized": "hidden_error", "05_layers": "affine"}
DESCRIBED = re.compile(r"z = (?P<z>\S+), \S+ = (?P<value>\S+), slope (?P<slope>[−\d.e-]*\d)")


@dataclass(frozen=True)
class Student:
    """A notebook of a unit, opened by a student; `place` gives the number of each code cell by its id, `checks` the
    source of each test.
    """

    unit: Unit
    notebook: LabNotebook
    place: dict[str, int]
    checks: dict[str, str]

    def answer(self, exercise: Exercise, implementation) -> None:
        """Type an answer and run it."""
        self.notebook.write(self.place[exercise.id], source_of(implementation, exercise.name))
        self.run(exercise.id)

    def run(self, id: str):
        """Run a cell by its id and return its locator."""
        return self.notebook.run(self.place[id])

    def cell(self, id: str):
        """The locator of a cell."""
        return self.notebook.cells.nth(self.place[id])

    def validate(self, screenshot: Path | None = None) -> str:
        """Press nbgrader's Validate button, read what its dialog says and close it; a picture of the dialog goes to
        `screenshot`.
        """
        page = self.notebook.page
        page.locator("jp-button.validate-button").click()
        said = page.locator(".nbgrader-SuccessDialog, .nbgrader-ErrorDialog")
        said.wait_for(timeout=VALIDATE_MILLISECONDS)
        text = said.locator(".jp-Dialog-body").inner_text()
        if screenshot:
            page.screenshot(path=screenshot)
        said.get_by_role("button", name="Ok").click()
        return text


def open_unit(page, address: str, path: Path, unit: Unit, view: type[LabNotebook] = LabNotebook) -> Student:
    """Open a unit's notebook and run what it gives (imports, functions that are not to be written)."""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    checks = {cell.id: cell.source for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")}
    student = Student(unit, view(page, address, path), {cell.id: place for place, cell in enumerate(cells)}, checks)
    for cell in cells:
        settings = cell.metadata.get("nbgrader", {})
        if settings.get("locked") and not settings.get("grade"):
            student.run(cell.id)
    return student


def find_exercise(unit: Unit) -> Exercise:
    """The exercise that the student tries, see `TRIED`."""
    return unit.exercises[TRIED[unit.id]] if unit.id in TRIED else next(iter(unit.exercises.values()))


def find_checks(student: Student, exercise: Exercise) -> list[str]:
    """Ids of the test cells of an exercise that check something visible."""
    call = f'expect("{student.unit.notebook}.{exercise.id}"'
    return [id for id, source in student.checks.items() if call in source]


def find_mistake(exercise: Exercise):
    """The first known mistake that the visible inputs of the first test cell show."""
    return next(
        mistake
        for mistake in exercise.mistakes
        if judge(exercise.visible, mistake.implementation, exercise.visible.claims[0])
    )


def fail(student: Student, exercise: Exercise):
    """Run the check on the blank and on a known mistake, open the hints one by one; returns the card's locator."""
    check = find_checks(student, exercise)[0]
    student.run(exercise.id)
    student.run(check).get_by_text("Fill in the blank").first.wait_for()

    mistake = find_mistake(exercise)
    student.answer(exercise, mistake.implementation)
    checked = student.run(check)
    card = checked.locator(".check-card")
    assert f"{message('card.known-mistake')}: {mistake.id.replace('-', ' ')}" in card.inner_text()
    assert "Traceback" not in checked.inner_text()
    climb(card, exercise.ladder)
    return card


def climb(card, ladder: tuple[str, ...]) -> None:
    """Open the hints by mouse and by both keys; only what was opened may be seen."""
    steps = card.locator("summary", has_text=re.compile("hint", re.IGNORECASE)).all()
    hints = [step.locator("xpath=following-sibling::p") for step in steps]
    assert [hint.text_content() for hint in hints] == [hint.replace("`", "") for hint in ladder]
    for number, act in enumerate(
        (lambda step: step.click(), lambda step: step.press("Enter"), lambda step: step.press("Space"))
    ):
        assert [step.is_visible() for step in steps] == [place <= number for place in range(len(steps))]
        act(steps[number])
        hints[number].wait_for()
        assert [hint.is_visible() for hint in hints] == [place <= number for place in range(len(hints))]


def succeed(student: Student, exercise: Exercise) -> None:
    """Answer rightly, run all checks of the exercise and look at the progress."""
    student.answer(exercise, exercise.reference)
    for check in find_checks(student, exercise):
        card = student.run(check).locator(".check-card.right")
        assert f"✓ {exercise.name} – {message('card.right')}" in card.inner_text()
    shown = student.run("progress").locator(".check-card")
    title = message("progress.title", passed=1, total=len(student.unit.exercises))
    assert title in shown.inner_text()


def read_slope(explorer) -> tuple[float, float, float]:
    """What a slope explorer's picture says of itself: z, the function's value there, and the slope."""
    found = DESCRIBED.search(explorer.locator("svg.bp-plot desc").first.text_content())
    return tuple(float(found[part].replace("−", "-")) for part in ("z", "value", "slope"))


def press(explorer, key: str) -> tuple[float, float, float]:
    """Press a key on the slider of z, wait until the picture has changed, and read it."""
    description = explorer.locator("svg.bp-plot desc").first
    before = description.text_content()
    explorer.get_by_role("slider", name="z", exact=True).press(key)
    explorer.page.wait_for_function(
        "([node, before]) => node.textContent !== before", arg=[description.element_handle(), before]
    )
    return read_slope(explorer)


def begin_drag(page, explorer, start: float, end: float) -> None:
    """Take hold of the first plot at the share `start` of its width and move to `end`; the button stays down."""
    explorer.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # JupyterLab scrolls after a cell has run
    box = explorer.locator("svg.bp-plot").first.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + start * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + end * box["width"], middle, steps=8)
