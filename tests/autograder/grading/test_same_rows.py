"""What `grade` leaves behind is what ``nbgrader autograde`` leaves behind: every row of every table, every file."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import SubmittedAssignment, SubmittedNotebook

from autograder.authoring.demo import fill_in
from autograder.course import Course
from autograder.exercises import Unit, find_unit, source_of
from autograder.grading.grade import grade_units
from autograder.release import release_unit
from tests.attacks import wrong_answers
from tests.autograder.grading.test_plain_nbgrader import nbgrader
from tests.conftest import copy_course

UNIT = find_unit("01_activations")
#: An assignment with all that nbgrader knows and the course has not: answers and tasks that a person grades.
ESSAY = Unit("07_essay", "essay")
DUE = datetime(2026, 5, 1, 12)
#: A late policy and steps of the course's own, one of which writes to the gradebook by itself.
SETTINGS = '''
from nbgrader.api import Gradebook
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import NbGraderPreprocessor


class Hourly(BasePlugin):
    """A point for each hour, of which a very late submission would have too few."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600 if student_id != "forgiven" else -5


class Flag(NbGraderPreprocessor):
    """Looks at the gradebook and writes to it, as a course's own step may."""

    def preprocess(self, nb, resources):
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            notebook.flagged = notebook.score > 50
            gradebook.db.commit()
        nb.metadata["points"] = resources.get("seen", 0)
        resources["seen"] = 1
        return nb, resources


c.AssignLatePenalties.plugin_class = Hourly
c.Autograde.sanitize_preprocessors.insert(3, Flag)
c.Autograde.autograde_preprocessors.insert(6, Flag)
c.LimitOutput.max_lines = 3
'''


def settings(name: str, **more: object) -> dict:
    return {
        "nbgrader": {
            "schema_version": 3,
            "grade_id": name,
            "grade": False,
            "solution": False,
            "locked": False,
            "task": False,
        }
        | more
    }


def essay() -> nbformat.NotebookNode:
    """The instructor's notebook."""
    manual = {"grade": True, "solution": True}
    cells = [
        new_code_cell("import math", id="imports", metadata=settings("imports", locked=True)),
        new_code_cell(
            "def area(r):\n    ### BEGIN SOLUTION\n    return math.pi * r**2\n    ### END SOLUTION",
            id="area",
            metadata=settings("area", solution=True),
        ),
        new_code_cell("for line in range(9):\n    print(line)", id="prints"),
        new_code_cell(
            "assert area(1) > 3\n### BEGIN HIDDEN TESTS\nassert area(0) == 0\n### END HIDDEN TESTS",
            id="area-test",
            metadata=settings("area-test", grade=True, locked=True, points=60),
        ),
        new_code_cell("7.5", id="partial", metadata=settings("partial", grade=True, locked=True, points=30)),
        new_markdown_cell("Why?", id="why", metadata=settings("why", points=20, **manual)),
        new_code_cell(
            "### BEGIN SOLUTION\nx = 1\n### END SOLUTION",
            id="code-by-hand",
            metadata=settings("code-by-hand", points=5, **manual),
        ),
        new_markdown_cell(
            "Draw a circle below.", id="draw", metadata=settings("draw", task=True, locked=True, points=4)
        ),
        new_markdown_cell("The end."),
    ]
    return new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    )


def answer_essay(released: nbformat.NotebookNode, area: str, why: str | None = None) -> nbformat.NotebookNode:
    notebook = nbformat.from_dict(released)
    for cell in notebook.cells:
        if cell.id == "area":
            cell.source = area
        if cell.id == "why" and why:
            cell.source = why
    return notebook


def hand_in(
    course: Course,
    unit: Unit,
    student: str,
    notebook: nbformat.NotebookNode,
    *,
    hours: float | None = None,
    **files: str,
) -> None:
    """`hours` after the due date, in a time stamp as nbgrader writes it."""
    path = course.submission(unit, student)
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    if hours is not None:
        path.with_name("timestamp.txt").write_text(f"{DUE + timedelta(hours=hours):%Y-%m-%d %H:%M:%S.%f} UTC")
    for name, content in files.items():
        path.with_name(f"{name}.txt").write_text(content)


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Course:
    """Two units, released and handed in."""
    course = Course(copy_course(tmp_path_factory.mktemp("rows") / "course"))
    with open(course.config_file, "a") as config:
        config.write(SETTINGS)
    course.source(ESSAY).parent.mkdir()
    nbformat.write(essay(), course.source(ESSAY))
    course.source(ESSAY).with_name("table.txt").write_text("the instructor's")
    for unit in (UNIT, ESSAY):
        release_unit(course, unit)
        with course.gradebook() as gradebook:
            gradebook.update_or_create_assignment(unit.id, duedate=DUE)
    first, second = (nbformat.read(course.release(unit), as_version=4) for unit in (UNIT, ESSAY))
    right = fill_in(
        first, {id: source_of(exercise.reference, exercise.name) for id, exercise in UNIT.exercises.items()}
    )
    hand_in(course, UNIT, "right", right, hours=-1)
    hand_in(course, UNIT, "late", right, hours=3)
    hand_in(course, UNIT, "very-late", fill_in(first, wrong_answers(UNIT)), hours=1000)
    hand_in(course, UNIT, "forgiven", right, hours=2)
    hand_in(course, UNIT, "untouched", first)
    good = "def area(r):\n    return math.pi * r**2"
    hand_in(course, ESSAY, "right", answer_essay(second, good, "Because."), hours=-1, table="a student's", notes="mine")
    hand_in(course, ESSAY, "late", answer_essay(second, "def area(r):\n    return 4", "So."), hours=20)
    hand_in(course, ESSAY, "untouched", second, hours=0)
    copied = answer_essay(second, good)
    copied.cells.insert(4, copied.cells[3].copy())
    copied.cells[4].id = "pasted"
    hand_in(course, ESSAY, "careless", copied)
    hand_in(course, ESSAY, "renamed", second)
    course.submission(ESSAY, "renamed").rename(course.submission(ESSAY, "renamed").with_name("mine.ipynb"))
    return course


def grade_by_hand(course: Course) -> None:
    """What a person does between two runs: scores, comments, extra credit, an extension, another hour, another answer."""
    with course.gradebook() as gradebook:
        why = gradebook.find_grade("why", ESSAY.notebook, ESSAY.id, "right")
        why.manual_score, why.extra_credit, why.needs_manual_grade = 12, 2.5, False
        test = gradebook.find_grade("area-test", ESSAY.notebook, ESSAY.id, "late")
        test.manual_score, test.needs_manual_grade = 31, False
        gradebook.find_grade("relu-values", UNIT.notebook, UNIT.id, "late").extra_credit = 3
        gradebook.find_comment("why", ESSAY.notebook, ESSAY.id, "right").manual_comment = "Well said."
        gradebook.find_submission(UNIT.id, "late").extension = timedelta(hours=2)
        gradebook.update_or_create_student("right", first_name="Ada", email="ada@example.org")
        gradebook.db.commit()
    hand_in(
        course,
        ESSAY,
        "untouched",
        answer_essay(nbformat.read(course.release(ESSAY), as_version=4), "area = round", "Then."),
        hours=5,
    )


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory) -> dict[str, tuple[Course, Course]]:
    """The class graded once, and once more after a person graded, by nbgrader and by us."""
    place = tmp_path_factory.mktemp("graded")
    rounds, plain, ours = {}, released.root, released.root
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograder.grading.grade.bank_files", lambda unit: [])  # the essay has no exercises
        for name in ("first", "again"):
            plain, ours = (
                Course(shutil.copytree(root, place / name / who)) for who, root in (("plain", plain), ("ours", ours))
            )
            if name == "again":
                grade_by_hand(plain)
                grade_by_hand(ours)
            for unit, code in ((UNIT, 0), (ESSAY, 1)):  # nbgrader's command ends with 1 for a renamed notebook
                done = nbgrader(plain.root, "autograde", unit.id, "--force")
                assert done.returncode == code, done.stderr
            grade_units(ours, [UNIT, ESSAY], force=True)
            rounds[name] = plain, ours
            plain, ours = plain.root, ours.root
    return rounds


each_round = pytest.mark.parametrize("name", ["first", "again"])


def read_tables(course: Course) -> dict[str, list[str]]:
    """Every row of every table; an id that nbgrader made up is replaced by the row that it stands for."""
    tables, names = {}, {}
    with closing(sqlite3.connect(course.gradebook_file)) as connection:
        connection.row_factory = sqlite3.Row
        order = [
            "course",
            "assignment",
            "notebook",
            "base_cell",
            "grade_cells",
            "solution_cells",
            "task_cells",
            "source_cell",
            "student",
            "submitted_assignment",
            "submitted_notebook",
            "grade",
            "comment",
            "alembic_version",
        ]
        found = {row["name"] for row in connection.execute("select name from sqlite_master where type = 'table'")}
        assert found == set(order)
        for table in order:
            rows = []
            for row in map(dict, connection.execute(f"select * from {table}")):
                id = row.pop("id") if len(str(row.get("id"))) == 32 and row["id"] not in names else None
                text = str({column: names.get(value, value) for column, value in row.items()})
                if id:
                    names[id] = f"{table}: {text}"
                rows.append(text)
            tables[table] = sorted(rows)
    return tables


@each_round
def test_every_row_of_every_table_is_the_same(graded, name):
    plain, ours = map(read_tables, graded[name])
    for table in plain:
        # nbgrader gives up on a renamed notebook before it has a score; here it has 0 points
        expected = [
            row.replace("'auto_score': None", "'auto_score': 0.0").replace(
                "'needs_manual_grade': 1", "'needs_manual_grade': 0"
            )
            if table == "grade" and "renamed" in row
            else row
            for row in plain[table]
        ]
        assert ours[table] == sorted(expected), table
    assert len(plain["grade"]) > 100 and len(plain["comment"]) > 50


@each_round
def test_every_file_is_the_same_and_so_are_its_rights(graded, name):
    plain, ours = map(read_files, graded[name])
    assert plain == ours
    assert sum(path.suffix == ".ipynb" for path in plain) == 9


def read_files(course: Course) -> dict[Path, tuple]:
    """Contents and rights; where nothing is graded, nbgrader leaves an empty folder behind."""
    folder = course.root / "autograded"
    return {
        path.relative_to(folder): (oct(path.stat().st_mode), read(path))
        for path in folder.rglob("*")
        if path.name != "renamed"
    }


def read(path: Path) -> object:
    """What a file holds, of a notebook its cells and settings."""
    if path.is_dir():
        return "folder"
    if path.suffix != ".ipynb":
        return path.read_bytes()
    return nbformat.read(path, as_version=4)


def test_the_class_has_what_is_to_be_compared(graded):
    """Late and very late, forgiven, graded by hand, given extra credit: in the first round or in the second."""
    for name, expected in (("first", {"late": 3, "very-late": None, "forgiven": 0}), ("again", {"late": 1})):
        with graded[name][1].gradebook() as gradebook:
            for student, points in expected.items():
                submission = gradebook.find_submission(UNIT.id, student)
                assert submission.late_submission_penalty == (submission.score if points is None else points)
    with graded["again"][1].gradebook() as gradebook:
        why = gradebook.find_grade("why", ESSAY.notebook, ESSAY.id, "right")
        assert (why.score, why.needs_manual_grade) == (14.5, True)
        assert gradebook.find_comment("why", ESSAY.notebook, ESSAY.id, "right").comment == "Well said."
        assert gradebook.find_comment("area", ESSAY.notebook, ESSAY.id, "careless").auto_comment is None
        flagged = gradebook.db.query(SubmittedNotebook).filter(SubmittedNotebook.flagged).count()
        assert 3 <= flagged < gradebook.db.query(SubmittedAssignment).count()
