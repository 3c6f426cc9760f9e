"""Cells that students copied, or whose settings got lost, do not cost the submission."""

from __future__ import annotations

import copy

import nbformat
import pytest

from autograder.course import Course
from autograder.exercises import find_unit
from autograder.grading.gradebook import RunGradebook
from autograder.grading.pipeline import Conversion
from autograder.grading.repair import RepairCells

UNIT = find_unit("01_activations")


@pytest.fixture
def released(released_course):
    return nbformat.read(Course(released_course).release(UNIT), as_version=4)


@pytest.fixture
def repair(released_course):
    """Repair a notebook as a submission to unit 1."""
    url = Course(released_course).directory().db_url

    def run(notebook):
        about = {"db_url": url, "notebook": UNIT.notebook, "assignment": UNIT.id}
        return RepairCells().preprocess(copy.deepcopy(notebook), {"nbgrader": about})[0]

    return run


def settings(notebook):
    """What nbgrader goes by, in order of the cells."""
    wanted = ("grade_id", "grade", "solution", "locked", "task", "points")
    return [
        {name: cell.metadata.nbgrader.get(name) for name in wanted}
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    ]


def find(notebook, id):
    return next(cell for cell in notebook.cells if cell.id == id)


def test_an_honest_notebook_stays_as_it_is(released, repair):
    assert settings(repair(released)) == settings(released)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda cell: cell.metadata.pop("nbgrader"),
        lambda cell: cell.metadata.update(nbgrader=3),
        lambda cell: cell.metadata.update(nbgrader={}),
        lambda cell: cell.metadata.nbgrader.pop("grade_id"),
        lambda cell: cell.metadata.nbgrader.update(grade_id=["relu-values"]),
        lambda cell: cell.metadata.nbgrader.update(grade_id="something-else"),
        lambda cell: cell.metadata.nbgrader.update(grade=False, locked=False, solution=True),
        lambda cell: cell.metadata.nbgrader.update(points=1000),
        lambda cell: cell.metadata.nbgrader.update(schema_version=99),
    ],
)
@pytest.mark.parametrize("id", ["imports", "relu", "relu-values"])
def test_settings_come_back_from_the_gradebook(released, repair, spoil, id):
    spoiled = copy.deepcopy(released)
    spoil(find(spoiled, id))
    assert settings(repair(spoiled)) == settings(released)


@pytest.mark.parametrize("id", ["imports", "relu", "relu-values"])
def test_of_two_copies_one_keeps_the_identity(released, repair, id):
    doubled = copy.deepcopy(released)
    place = doubled.cells.index(find(doubled, id))
    extra = copy.deepcopy(doubled.cells[place])
    extra.id = "pasted"
    doubled.cells.insert(place, extra)
    repaired = repair(doubled)
    assert settings(repaired) == settings(released)
    assert "nbgrader" not in find(repaired, "pasted").metadata
    assert len(repaired.cells) == len(released.cells) + 1


def test_a_cell_that_the_gradebook_does_not_know_becomes_an_ordinary_one(released, repair):
    added = copy.deepcopy(released)
    bonus = nbformat.v4.new_code_cell(
        "pass",
        id="bonus",
        metadata={
            "nbgrader": {
                "grade_id": "bonus",
                "grade": True,
                "locked": True,
                "solution": False,
                "points": 50,
                "schema_version": 3,
            }
        },
    )
    added.cells.append(bonus)
    assert settings(repair(added)) == settings(released)


@pytest.mark.parametrize(
    "gone", [["relu"], ["relu-values"], ["relu", "relu-values", "relu-kept"], ["imports", "triangle_slope"], None]
)
def test_deleted_cells_come_back_in_their_order(released, repair, gone):
    cut = copy.deepcopy(released)
    cut.cells = [cell for cell in cut.cells if gone and cell.id not in gone]
    assert settings(repair(cut)) == settings(released)


def test_nbgraders_other_steps_accept_what_was_repaired(released, make_course):
    """The whole sanitise half of nbgrader, on a notebook with two test cells of one id and one without settings."""
    from autograder.release import release_unit

    course = make_course()
    release_unit(course, UNIT)
    spoiled = copy.deepcopy(released)
    extra = copy.deepcopy(find(spoiled, "relu-values"))
    extra.id = "pasted"
    spoiled.cells.append(extra)
    find(spoiled, "sigmoid-values").metadata.pop("nbgrader")
    path = course.submission(UNIT, "ada")
    path.parent.mkdir(parents=True)
    nbformat.write(spoiled, path)
    with RunGradebook(course.gradebook()) as gradebook:
        cells = Conversion(course, UNIT, "ada", gradebook).prepare(nbformat.read(path, as_version=4))
    assert "verify(" in find(cells, "sigmoid-values").source
    assert sum("verify(" in cell.source and "relu" in cell.source for cell in cells.cells) >= 1
    assert len(settings(cells)) == len(settings(released))
