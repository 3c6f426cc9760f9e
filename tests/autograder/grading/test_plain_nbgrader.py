"""nbgrader itself, from its command line, without our command: same notebooks, same scores."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from autograder.authoring.demo import fill_in
from autograder.course import Course
from autograder.exercises import Unit, all_units, find_unit, source_of
from autograder.grading.grade import grade_unit
from tests.conftest import copy_course, ids_to_repair

UNIT = find_unit("01_activations")  # the one that is also tried with wrong answers


def nbgrader(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run nbgrader as an instructor does who never activated the environment."""
    command = [str(Path(sys.executable).parent / "nbgrader"), *arguments]
    environment = os.environ | {"PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, timeout=300)


def answers(unit: Unit, mistake: int | None = None) -> dict[str, str]:
    """Sources by exercise: each with its mistake in this place, or right."""
    chosen = {}
    for exercise in unit.exercises.values():
        implementation = exercise.reference if mistake is None else exercise.mistakes[mistake].implementation
        chosen[exercise.id] = source_of(implementation, exercise.name)
    return chosen


@dataclass(frozen=True)
class Graded:
    """The same submissions graded twice: by nbgrader with its own executor, tests and answers in one kernel, and by us."""

    unit: Unit
    plain: Course
    ours: Course

    def scores(self, course: Course) -> dict[str, dict[str, float]]:
        """Score of every graded cell by student, from the gradebook."""
        with course.gradebook() as gradebook:
            return {
                submission.student.id: {
                    grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades
                }
                for submission in gradebook.assignment_submissions(self.unit.id)
            }


@pytest.fixture(scope="module", params=all_units(), ids=lambda unit: unit.id)
def graded(request, tmp_path_factory):
    """Every unit: its solution and its untouched notebook; unit 1 with more."""
    unit = request.param
    folder = copy_course(tmp_path_factory.mktemp("plain") / "course")
    done = nbgrader(folder, "generate_assignment", unit.id)
    assert done.returncode == 0, done.stderr
    course = Course(folder)
    released = nbformat.read(course.release(unit), as_version=4)
    solved = nbformat.read(course.source(unit), as_version=4)
    handed_in = {"solved": solved, "untouched": released}
    if unit is UNIT:
        warns = answers(unit) | {
            "relu": "import warnings\ndef relu(z):\n    warnings.warn('careful')\n    return np.maximum(0, z)"
        }
        handed_in |= {"warns": fill_in(released, warns), "wrong": fill_in(released, answers(unit, 6))}
    for student, notebook in handed_in.items():
        path = course.submission(unit, student)
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    ours = Course(shutil.copytree(folder, folder.parent / "ours"))
    settings = folder / "nbgrader_config.py"
    settings.write_text(
        settings.read_text().replace("autograder.engine.execute.Execute", "nbgrader.preprocessors.Execute")
    )
    done = nbgrader(folder, "autograde", unit.id)
    assert done.returncode == 0, done.stderr
    grade_unit(ours, unit)
    return Graded(unit, course, ours)


only_unit_1 = pytest.mark.parametrize("graded", [UNIT], indirect=True, ids=["01"])


def test_every_cell_has_the_same_score_in_both(graded):
    plain = graded.scores(graded.plain)
    assert plain == graded.scores(graded.ours)
    assert len(plain) >= 2


@only_unit_1
def test_nbgraders_command_and_button_use_our_engine_in_this_checkout(graded, tmp_path):
    folder = tmp_path / "checkout"
    shutil.copytree(graded.ours.root, folder, ignore=shutil.ignore_patterns("autograded", "feedback", "reports"))
    course = Course(folder)
    path = course.submission(UNIT, "warns")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(new_code_cell("import os; os.listdir('/')"))
    nbformat.write(notebook, path)
    done = nbgrader(folder, "autograde", UNIT.id, "--student", "warns", "--force")
    assert done.returncode == 0, done.stderr
    last = nbformat.read(course.autograded(UNIT, "warns"), as_version=4).cells[-1].outputs[0]
    assert (last.output_type, last.ename) == ("error", "PermissionError")
    assert graded.scores(course)["warns"] == graded.scores(graded.ours)["warns"]


def test_the_solution_scores_full_and_the_untouched_notebook_nothing(graded):
    plain = graded.scores(graded.plain)
    assert sum(plain["solved"].values()) == 100
    assert set(plain["untouched"].values()) == {0}


def test_the_solved_notebook_writes_nothing_to_stderr(graded):
    notebook = nbformat.read(graded.plain.autograded(graded.unit, "solved"), as_version=4)
    told = {
        cell.id: output.text
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if output.get("name") == "stderr"
    }
    assert told == {}


def test_the_untouched_notebook_speaks_of_blanks_and_of_nothing_else(graded):
    """Only code that a student repairs has no blank."""
    notebook = nbformat.read(graded.plain.autograded(graded.unit, "untouched"), as_version=4)
    repairs = tuple(f"{id}-" for id in ids_to_repair(notebook))
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                assert output.ename == "CheckFailed", (cell.id, output.ename, output.evalue)
                assert "Fill in the blank" in "\n".join(output.traceback) or cell.id.startswith(repairs), cell.id


@only_unit_1
def test_a_warning_costs_nothing(graded):
    assert sum(graded.scores(graded.plain)["warns"].values()) == 100


@only_unit_1
def test_wrong_answers_lose_points(graded):
    assert 0 < sum(graded.scores(graded.plain)["wrong"].values()) < 60


@only_unit_1
def test_nbgraders_own_feedback_works(graded):
    done = nbgrader(graded.plain.root, "generate_feedback", UNIT.id)
    assert done.returncode == 0, done.stderr
    assert graded.plain.feedback(UNIT, "wrong").is_file()


@only_unit_1
def test_nbgraders_own_feedback_works_on_what_we_graded(graded):
    done = nbgrader(graded.ours.root, "generate_feedback", UNIT.id)
    assert done.returncode == 0, done.stderr


@only_unit_1
def test_validating_a_notebook_tells_what_fails(graded, tmp_path):
    shutil.copy(graded.plain.submission(UNIT, "wrong"), tmp_path / "activations.ipynb")
    done = nbgrader(tmp_path, "validate", "activations.ipynb")
    assert "VALIDATION FAILED ON" in done.stdout
    shutil.copy(graded.plain.source(UNIT), tmp_path / "activations.ipynb")
    done = nbgrader(tmp_path, "validate", "activations.ipynb")
    assert "Success! Your notebook passes all the tests." in done.stdout
