"""The steps that stand in for nbgrader's: which ones, and that they decide as nbgrader does."""

from __future__ import annotations

import copy

import nbformat
import pytest
from nbconvert.preprocessors import ExecutePreprocessor
from nbgrader import preprocessors
from nbgrader.converters import Autograde
from nbgrader.preprocessors import CheckCellMetadata

from autograder.course import Course
from autograder.exercises import find_unit
from autograder.grading.steps import QUICK, SELF_CONTAINED, split_at_execution
from autograder.grading.validation import CheckSettings

UNIT = find_unit("01_activations")


def test_every_step_that_nbgrader_grades_with_is_known():
    """Where a new nbgrader grades with a step that is not known here, it is run as it is, and this test says so."""
    defaults = Autograde()
    for step in [*defaults.sanitize_preprocessors, *defaults.autograde_preprocessors]:
        assert step in QUICK or step in SELF_CONTAINED or issubclass(step, ExecutePreprocessor), step


def test_a_step_of_the_courses_own_is_kept_where_it_stands_and_the_engine_takes_the_place_of_the_executor():
    class Own(preprocessors.SaveAutoGrades):
        pass

    before, after = split_at_execution(
        [Own, "autograder.engine.execute.Execute", "nbgrader.preprocessors.SaveAutoGrades", Own]
    )
    assert before == [Own]
    assert after == [QUICK[preprocessors.SaveAutoGrades], Own]
    assert split_at_execution([Own])[1] == [Own]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda settings: None,
        lambda settings: settings.update(schema_version=2),
        lambda settings: settings.update(schema_version=99),
        lambda settings: settings.update(points="many"),
        lambda settings: settings.update(points=-1),
        lambda settings: settings.update(grade="yes"),
        lambda settings: settings.update(checksum="short"),
        lambda settings: settings.update(unknown=1),
        lambda settings: settings.pop("grade_id"),
        lambda settings: settings.pop("points"),
        lambda settings: settings.pop("locked"),
        lambda settings: settings.update(grade_id=""),
        lambda settings: settings.update(grade_id="sigmoid-values"),
        lambda settings: settings.update(cell_type="raw"),
    ],
)
def test_settings_are_judged_as_nbgrader_judges_them(repository, spoil):
    notebook = copy.deepcopy(nbformat.read(Course(repository).release(UNIT), as_version=4))
    spoil(next(cell for cell in notebook.cells if cell.id == "relu-values").metadata.nbgrader)
    assert verdict(CheckSettings(), notebook) == verdict(CheckCellMetadata(), notebook)


def verdict(step, notebook) -> str:
    try:
        step.preprocess(copy.deepcopy(notebook), {})
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "fine"
