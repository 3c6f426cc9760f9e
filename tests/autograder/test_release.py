"""What students get is made by nbgrader from source/, always the same, and gives nothing away."""

from __future__ import annotations

import ast
import re
import shutil

import nbformat
import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course import Course
from autograder.errors import ReleaseError
from autograder.exercises import all_units, find_unit, source_of
from autograder.release import digest, generate, has_own_fixtures, read_digests, release_unit
from tests.conftest import ids_to_repair

UNIT = find_unit("01_activations")
each_unit = pytest.mark.parametrize("unit", all_units(), ids=lambda unit: unit.id)


@each_unit
def test_the_committed_release_is_what_nbgrader_makes_of_the_source(unit, make_course, repository):
    fresh = release_unit(make_course(), unit).read_bytes()
    assert fresh == Course(repository).release(unit).read_bytes(), "run `make release`"


@each_unit
def test_the_release_shows_no_solution_hidden_test_mistake_or_reference(unit, repository):
    notebook = nbformat.read(Course(repository).release(unit), as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells)
    for word in ("SOLUTION", "HIDDEN TESTS", "verify", "autograder"):
        assert word not in text
    # Given functions are shown on purpose, and of code to be repaired all but one line is right.
    shown_on_purpose = ids_to_repair(notebook)
    code = {
        line
        for cell in notebook.cells
        if cell.cell_type == "code"
        and cell.id not in shown_on_purpose
        and not (cell.metadata.get("nbgrader", {}).get("locked") and not cell.metadata.nbgrader.grade)
        for line in steps(cell.source)
    }
    for exercise in unit.exercises.values():
        for implementation in (exercise.reference, *(mistake.implementation for mistake in exercise.mistakes)):
            assert not steps(source_of(implementation, exercise.name)) & code, exercise.key


def steps(source: str) -> set[str]:
    """The lines of some code that compute something, but for what a task has to give: how the function is called and
    what it returns.
    """
    lines = {
        ast.unparse(node)
        for node in ast.walk(ast.parse(re.sub(r"^%.*", "", source, flags=re.MULTILINE)))
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Return | ast.Expr)
        and not isinstance(getattr(node, "value", None), ast.Constant)
    }
    return {line for line in lines if re.search(r"[-+*/@(]", line) and not re.match(r"self\.\w+ = \w+$", line)}


def test_the_bug_is_still_in_the_released_find_the_bug(repository):
    (cell,) = [
        cell
        for cell in nbformat.read(Course(repository).release(UNIT), as_version=4).cells
        if cell.id == "slope_through_layers"
    ]
    assert "a = np.tanh(z)" in cell.source
    assert "np.tanh(a)" not in cell.source


def test_an_open_solution_region_is_refused(make_course):
    course = make_course()
    path = course.source(UNIT)
    path.write_text(path.read_text().replace('"    ### END SOLUTION\\n",', "", 1))
    with pytest.raises(ReleaseError, match="nbgrader cannot release .*activations.ipynb"):
        release_unit(course, UNIT)


def test_a_secret_outside_of_its_region_is_refused(make_course):
    course = make_course()
    notebook = nbformat.read(course.source(UNIT), as_version=4)
    notebook.cells[0].source += "\nfrom autograder.exercises import verify"
    nbformat.write(notebook, course.source(UNIT))
    with pytest.raises(ReleaseError, match="shows 'autograder'"):
        release_unit(course, UNIT)
    assert not course.release(UNIT).exists()


def test_a_release_that_fails_keeps_the_old_one_and_tells_the_real_reason(make_course):
    course = make_course()
    old = release_unit(course, UNIT).read_bytes()
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada")
        gradebook.update_or_create_submission(UNIT.id, "ada")
    notebook = nbformat.read(course.source(UNIT), as_version=4)
    (extra,) = [cell.copy() for cell in notebook.cells if cell.id == "relu-kept"]
    extra.update(id="extra", metadata={"nbgrader": extra.metadata.nbgrader | {"grade_id": "extra"}})
    notebook.cells.append(extra)
    nbformat.write(notebook, course.source(UNIT))
    with pytest.raises(ReleaseError, match="Cannot add or remove cells .* move gradebook.db away"):
        release_unit(course, UNIT)
    assert course.release(UNIT).read_bytes() == old
    assert not list(course.root.glob(".release-*"))


def test_what_is_generated_in_memory_is_what_is_released(make_course):
    course = make_course()
    for unit in all_units():
        assert release_unit(course, unit).read_text(encoding="utf-8") == generate(course, unit).student


def work_in(course: Course) -> bytes:
    """Somebody fills in the released notebook."""
    notebook = nbformat.read(course.release(UNIT), as_version=4)
    notebook.cells[0].source += "\nmy notes"
    nbformat.write(notebook, course.release(UNIT))
    return course.release(UNIT).read_bytes()


def change_source(course: Course) -> None:
    notebook = nbformat.read(course.source(UNIT), as_version=4)
    notebook.cells[0].source += "\nsaid better"
    nbformat.write(notebook, course.source(UNIT))


def test_a_notebook_in_which_somebody_has_worked_is_not_replaced_unless_forced(make_course):
    course = make_course()
    release_unit(course, UNIT)
    work = work_in(course)
    with pytest.raises(ReleaseError, match="Somebody has worked in .*activations.ipynb.* --force"):
        release_unit(course, UNIT)
    assert course.release(UNIT).read_bytes() == work
    release_unit(course, UNIT, force=True)
    assert course.release(UNIT).read_text(encoding="utf-8") == generate(course, UNIT).student


def test_a_new_release_replaces_an_untouched_one_and_leaves_what_others_put_there(make_course):
    course = make_course()
    old = release_unit(course, UNIT).read_bytes()
    mine = course.release(UNIT).with_name("copy.ipynb")
    mine.write_bytes(b"{}")
    change_source(course)
    assert release_unit(course, UNIT).read_bytes() != old
    assert mine.read_bytes() == b"{}"
    assert {path.read_bytes() for path in course.handed_out(UNIT).iterdir()} == {old, course.release(UNIT).read_bytes()}


def test_a_file_that_the_source_no_longer_has_leaves_the_release(make_course):
    course = make_course()
    beside = course.source(UNIT).with_name("table.txt")
    beside.write_text("1")
    released = release_unit(course, UNIT).with_name("table.txt")
    assert released.read_text() == "1"
    beside.unlink()
    release_unit(course, UNIT)
    assert not released.exists()


def test_a_fresh_clone_is_released_anew_without_a_question(make_course, repository):
    """It has the committed release and its digests, and no copies of earlier releases."""
    course = make_course()
    shutil.copytree(repository / "release", course.root / "release")
    release_unit(course, UNIT)
    change_source(course)
    shutil.rmtree(course.root / ".released")
    release_unit(course, UNIT)
    assert "said better" in course.release(UNIT).read_text(encoding="utf-8")


def test_the_committed_digests_are_those_of_the_committed_release(repository):
    course = Course(repository)
    files = {f"{unit.id}/{unit.notebook}.ipynb": digest(course.release(unit).read_bytes()) for unit in all_units()}
    assert read_digests(course) == files, "run `make release`"


def test_a_release_of_another_course_writes_no_fixture_of_this_package(make_course, repository):
    done = CliRunner().invoke(main, ["--course-dir", str(make_course().root), "release", UNIT.id])
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [f"{UNIT.id}: release/{UNIT.id}/activations.ipynb, fixtures: not this course's"],
    )
    assert has_own_fixtures(Course(repository))
