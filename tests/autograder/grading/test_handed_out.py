"""Grading never writes release/, and nobody is accused because the instructor changed source/."""

from __future__ import annotations

import gc
import shutil
import warnings

import nbformat
import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course import Course
from autograder.errors import ReleaseError
from autograder.exercises import find_unit
from autograder.grading.gradebook import RunGradebook
from autograder.grading.handed_out import prepare_unit
from autograder.grading.submissions import find_tampering
from autograder.release import release_unit

UNIT = find_unit("01_activations")


def hand_in(course: Course, student: str = "ada") -> None:
    """The released notebook, untouched."""
    path = course.submission(UNIT, student)
    path.parent.mkdir(parents=True)
    shutil.copy(course.release(UNIT), path)


def change(course: Course, id: str = "relu-values", **settings: object) -> None:
    """Another comment in a cell of the source, or other settings."""
    notebook = nbformat.read(course.source(UNIT), as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == id)
    if settings:
        cell.metadata.nbgrader.update(settings)
    else:
        cell.source = f"{cell.source}\n# said better"
    nbformat.write(notebook, course.source(UNIT))


def look_at_release(course: Course) -> dict:
    """Every file of release/ with its bytes and when it was written."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in course.releases.rglob("*") if path.is_file()}


def prepare(course: Course) -> tuple[str, list]:
    """What `grade` does before it grades: its notice, and the remarks about each submission."""
    before = look_at_release(course)
    try:
        with RunGradebook(course.gradebook()) as gradebook:
            handed_out = prepare_unit(course, UNIT, gradebook)
    finally:
        assert look_at_release(course) == before
    submitted = [nbformat.read(course.submission(UNIT, student), as_version=4) for student in course.students(UNIT)]
    return handed_out.notice, [
        remark for notebook in submitted for remark in find_tampering(notebook, handed_out.versions)
    ]


def test_source(course: Course, id: str) -> str:
    with course.gradebook() as gradebook:
        return gradebook.find_source_cell(id, UNIT.notebook, UNIT.id).source


test_source.__test__ = False


@pytest.fixture
def released(make_course) -> Course:
    """A released unit that one student handed in untouched."""
    course = make_course()
    release_unit(course, UNIT)
    hand_in(course)
    return course


def test_where_nothing_changed_there_is_nothing_to_say(released):
    assert prepare(released) == ("", [])


def test_after_a_change_of_source_its_tests_count_and_nobody_is_accused(released):
    change(released)
    for _ in range(2):
        notice, remarks = prepare(released)
        assert (
            notice.startswith("01_activations: the source notebook has changed")
            and "autograder release 01_activations" in notice
        )
        assert len(notice.splitlines()) == 1 and remarks == []
    assert test_source(released, "relu-values").endswith("# said better")


def test_an_answer_that_changed_in_source_stays_in_the_gradebook_as_it_was_handed_out(released):
    before = test_source(released, "relu")
    notebook = nbformat.read(released.source(UNIT), as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == "relu")
    cell.source = f"# another start\n{cell.source}"
    nbformat.write(notebook, released.source(UNIT))
    assert prepare(released)[0]
    assert test_source(released, "relu") == before


@pytest.mark.parametrize("known", [True, False], ids=["in the gradebook", "only in release/"])
def test_other_points_are_refused_in_one_line(released, known):
    if not known:
        released.gradebook_file.unlink()
    change(released, points=50)
    with pytest.raises(
        ReleaseError, match=r"does not fit what was handed out \(with other points: relu-values\)"
    ) as refused:
        prepare(released)
    assert len(str(refused.value).splitlines()) == 1
    done = CliRunner().invoke(main, ["--course-dir", str(released.root), "grade"])
    assert done.exit_code == 1 and "python -m autograder release 01_activations" in done.stderr
    assert not released.autograded(UNIT, "ada").exists()


def test_new_and_missing_cells_are_refused(released):
    change(released, grade_id="relu-renamed")
    with pytest.raises(ReleaseError, match="new: relu-renamed; gone: relu-values"):
        prepare(released)


@pytest.mark.parametrize("changed", [False, True], ids=["same source", "changed source"])
def test_a_unit_that_the_gradebook_does_not_know_is_noted_there(released, changed):
    released.gradebook_file.unlink()
    if changed:
        change(released)
    notice, remarks = prepare(released)
    assert (bool(notice), remarks) == (changed, [])
    assert test_source(released, "relu-values").endswith("# said better") == changed


def test_an_earlier_version_is_no_tampering_after_the_next_release(released):
    change(released)
    release_unit(released, UNIT)
    hand_in(released, "yuki")
    assert prepare(released) == ("", [])


def test_work_in_the_released_notebook_excuses_and_accuses_nobody(released):
    notebook = nbformat.read(released.release(UNIT), as_version=4)
    next(cell for cell in notebook.cells if cell.id == "relu-values").source = "pass"
    nbformat.write(notebook, released.release(UNIT))
    assert prepare(released) == ("", [])
    hand_in(released, "copied-it")
    assert [remark.cell for remark in prepare(released)[1]] == ["relu-values"]


def test_without_a_release_the_source_says_what_was_handed_out(released):
    shutil.rmtree(released.releases)
    shutil.rmtree(released.root / ".released")
    released.gradebook_file.unlink()
    assert prepare(released) == ("", [])
    assert not released.releases.exists()


def test_every_connection_is_closed(released):
    """From Python 3.13 on an SQLite connection that is left open warns when it is thrown away."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        warnings.simplefilter("error", pytest.PytestUnraisableExceptionWarning)
        prepare(released)
        with RunGradebook(released.gradebook()) as gradebook:
            gradebook.score_zero(UNIT.id, "ada")
            gradebook.remove_submission(UNIT.id, "ada")
        CliRunner().invoke(main, ["--course-dir", str(released.root), "doctor"])
        gc.collect()
