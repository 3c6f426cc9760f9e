"""nbgrader itself, from its command line, without our command: same notebooks, same scores."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from autograder.course import Course
from autograder.demo import fill_in
from autograder.exercises import find_unit, source_of
from autograder.grade import grade_unit
from tests.conftest import copy_course

UNIT = find_unit("01_activations")


def nbgrader(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run nbgrader as an instructor does who never activated the environment."""
    command = [str(Path(sys.executable).parent / "nbgrader"), *arguments]
    environment = os.environ | {"PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, timeout=300)


def answers(mistake: int | None = None) -> dict[str, str]:
    """Sources by exercise: each with its mistake in this place, or right."""
    chosen = {}
    for exercise in UNIT.exercises.values():
        implementation = exercise.reference if mistake is None else exercise.mistakes[mistake].implementation
        chosen[exercise.id] = source_of(implementation, exercise.name)
    return chosen


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The same class graded twice: by nbgrader with its own executor, tests and answers in one kernel, and by us."""
    folder = copy_course(tmp_path_factory.mktemp("plain") / "course")
    done = nbgrader(folder, "generate_assignment", UNIT.id)
    assert done.returncode == 0, done.stderr
    course = Course(folder)
    released = nbformat.read(course.release(UNIT), as_version=4)
    solved = nbformat.read(course.source(UNIT), as_version=4)
    warns = answers() | {"relu": "import warnings\ndef relu(z):\n    warnings.warn('careful')\n    return np.maximum(0, z)"}
    handed_in = {"solved": solved, "untouched": released, "warns": fill_in(released, warns),
                 "wrong": fill_in(released, answers(6))}
    for student, notebook in handed_in.items():
        path = course.submission(UNIT, student)
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    ours = Course(shutil.copytree(folder, folder.parent / "ours"))
    settings = folder / "nbgrader_config.py"
    settings.write_text(settings.read_text().replace("autograder.engine.execute.Execute", "nbgrader.preprocessors.Execute"))
    done = nbgrader(folder, "autograde", UNIT.id)
    assert done.returncode == 0, done.stderr
    grade_unit(ours, UNIT)
    return course, ours


def scores(course: Course) -> dict[str, dict[str, float]]:
    """Score of every graded cell by student, from the gradebook."""
    with course.gradebook() as gradebook:
        return {
            submission.student.id: {grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades}
            for submission in gradebook.assignment_submissions(UNIT.id)
        }


def test_every_cell_has_the_same_score_in_both(graded):
    plain, ours = map(scores, graded)
    assert plain == ours
    assert len(plain) == 4


def test_nbgraders_command_and_button_use_our_engine_in_this_checkout(graded, tmp_path):
    folder = tmp_path / "checkout"
    shutil.copytree(graded[1].root, folder, ignore=shutil.ignore_patterns("autograded", "feedback", "reports"))
    course = Course(folder)
    path = course.submission(UNIT, "warns")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(new_code_cell("import os; os.listdir('/')"))
    nbformat.write(notebook, path)
    done = nbgrader(folder, "autograde", UNIT.id, "--student", "warns", "--force")
    assert done.returncode == 0, done.stderr
    last = nbformat.read(course.autograded(UNIT, "warns"), as_version=4).cells[-1].outputs[0]
    assert (last.output_type, last.ename) == ("error", "PermissionError")
    assert scores(course)["warns"] == scores(graded[1])["warns"]


def test_the_solution_scores_full_and_the_untouched_notebook_nothing(graded):
    plain = scores(graded[0])
    assert sum(plain["solved"].values()) == 100
    assert set(plain["untouched"].values()) == {0}


def test_a_warning_costs_nothing(graded):
    assert sum(scores(graded[0])["warns"].values()) == 100


def test_wrong_answers_lose_points(graded):
    assert 0 < sum(scores(graded[0])["wrong"].values()) < 60


def test_the_untouched_notebook_speaks_of_blanks_and_of_nothing_else(graded):
    notebook = nbformat.read(graded[0].autograded(UNIT, "untouched"), as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                assert output.ename == "CheckFailed"
                said = "\n".join(output.traceback)
                assert "Fill in the blank" in said or cell.id == "slope_through_layers-values"


def test_nbgraders_own_feedback_works(graded):
    done = nbgrader(graded[0].root, "generate_feedback", UNIT.id)
    assert done.returncode == 0, done.stderr
    assert graded[0].feedback(UNIT, "wrong").is_file()


def test_nbgraders_own_feedback_works_on_what_we_graded(graded):
    done = nbgrader(graded[1].root, "generate_feedback", UNIT.id)
    assert done.returncode == 0, done.stderr


def test_validating_a_notebook_tells_what_fails(graded, tmp_path):
    shutil.copy(graded[0].submission(UNIT, "wrong"), tmp_path / "activations.ipynb")
    done = nbgrader(tmp_path, "validate", "activations.ipynb")
    assert "VALIDATION FAILED ON" in done.stdout
    shutil.copy(graded[0].source(UNIT), tmp_path / "activations.ipynb")
    done = nbgrader(tmp_path, "validate", "activations.ipynb")
    assert "Success! Your notebook passes all the tests." in done.stdout
