"""A class with every accident of the faults table: each costs what it must, says why, and costs nobody else anything."""

from __future__ import annotations

import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from autograder.authoring.demo import fill_in
from autograder.course import Course
from autograder.exercises import find_unit, source_of
from autograder.grading.grade import grade_unit
from autograder.grading.records import GRADED, MISSING, REFUSED
from autograder.release import release_unit
from tests.attacks import wrong_answers
from tests.conftest import copy_course

UNIT = find_unit("01_activations")
RIGHT = {id: source_of(exercise.reference, exercise.name) for id, exercise in UNIT.exercises.items()}
SWALLOWS = "import time\nwhile True:\n    try:\n        while True: time.sleep(0.01)\n    except BaseException: pass"
#: What happens inside of `tanh_slope`, and words of the reason that the cells must give.
IN_A_FUNCTION = {
    "loop": ("while True: pass", "stopped after 4 s"),
    "loop-that-swallows": (SWALLOWS, "stopped after 4 s"),
    "exit": ("import os; os._exit(3)", "exit code 3"),
    "segfault": ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
    "killed": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
    "memory": ("return np.ones(10**11)", "Unable to allocate"),
    "recursion": ("return tanh_slope(z)", "RecursionError"),
    "huge-result": ("return np.zeros((3000, 3500))", "cannot be handed to the test"),
    "exception": ("raise ZeroDivisionError('mine')", "ZeroDivisionError"),
    "system-exit": ("raise SystemExit", "SystemExit"),
}
#: What a cell of the student's own does, and words of the reason that it must give.
IN_A_CELL = {
    "cell-loop": ("while True: pass", "stopped after 4 s"),
    "cell-loop-that-swallows": (SWALLOWS, "stopped after 4 s, and could not be interrupted"),
    "cell-exit": ("import os; os._exit(0)", "exit code 0"),
    "cell-segfault": ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
    "cell-memory": ("x = []\nwhile True: x.append(np.empty(5 * 10**6))", "Unable to allocate"),
    "cell-forks": ("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass", "more than 32 processes"),
    "cell-disk": (
        "with open('big', 'wb') as file:\n    while True: file.write(b'x' * 10**6)",
        "File too large|No space left",
    ),
    "cell-many-files": ("n = 0\nwhile True:\n    n += 1\n    open(f'f{n}', 'wb').write(b'x' * 10**6)", "No space left"),
    "cell-output": ("while True: print('x' * 1000)", "printed more than"),
    "cell-displays": ("while True: display(1)", "displayed more than"),
    "cell-threads": (
        "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(60,)).start()",
        "can't start new thread|stopped after 4 s|more than",
    ),
    "cell-closes-everything": ("import os; os.closerange(0, 256)", "broke off|ended"),
}
FILES = {
    "not-json": b"{'cells': []}",
    "empty": b"",
    "old-format": b'{"nbformat": 2, "cells": []}',
    "null-bytes": b"{\x00}",
    "large": b'{"cells": [], "x": "' + b"x" * (50 * 2**20) + b'"}',
    "no-notebook": b"[1, 2]",
}
HEALTHY = ("all-right", "all-wrong", "warns")


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A released course; a cell may run for 4 s and use 256 MiB."""
    root = copy_course(tmp_path_factory.mktemp("faults") / "course")
    with open(root / "nbgrader_config.py", "a") as settings:
        settings.write("\nc.Execute.timeout = 4\nc.Execute.limits = {'memory_mib': 256}\n")
    release_unit(Course(root), UNIT)
    return root


def healthy(course):
    released = nbformat.read(course.release(UNIT), as_version=4)
    loud = "import sys, warnings\ndef relu(z):\n    warnings.warn('careful')\n    print('!', file=sys.stderr)\n    return np.maximum(0, z)"
    answers = {"all-right": RIGHT, "all-wrong": wrong_answers(UNIT), "warns": RIGHT | {"relu": loud}}
    for student, filled in answers.items():
        write(course, student, nbformat.writes(fill_in(released, filled)).encode())
    return released


def write(course, student, content, name="activations.ipynb"):
    path = course.submission(UNIT, student).with_name(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture(scope="module")
def undisturbed(base, tmp_path_factory):
    """Scores of those who hand in what runs, alone."""
    course = Course(shutil.copytree(base, tmp_path_factory.mktemp("alone") / "course"))
    healthy(course)
    return {record.student: record.score for record in grade_unit(course, UNIT)}


@pytest.fixture(scope="module")
def graded(base, tmp_path_factory):
    """The class with all accidents, graded once."""
    course = Course(shutil.copytree(base, tmp_path_factory.mktemp("accidents") / "course"))
    released = healthy(course)
    for student, (body, _) in IN_A_FUNCTION.items():
        lines = "\n    ".join(body.splitlines())
        write(
            course,
            student,
            nbformat.writes(fill_in(released, RIGHT | {"tanh_slope": f"def tanh_slope(z):\n    {lines}"})).encode(),
        )
    for student, (source, _) in IN_A_CELL.items():
        notebook = fill_in(released, RIGHT)
        notebook.cells.insert(20, new_code_cell(source, id="accident"))
        write(course, student, nbformat.writes(notebook).encode())
    for student, content in FILES.items():
        write(course, student, content)
    course.submission(UNIT, "nothing").parent.mkdir(parents=True)
    right = course.submission(UNIT, "all-right").read_bytes()
    write(course, "renamed", right, "activations-final.ipynb")
    write(course, "extra", right)
    write(course, "extra", right, "scratch.ipynb")
    return course, {record.student: record for record in grade_unit(course, UNIT)}


def cells(course, student):
    return {
        cell.id: cell
        for cell in nbformat.read(course.autograded(UNIT, student), as_version=4).cells
        if cell.cell_type == "code"
    }


def said(cell):
    return "\n".join(
        f"{output.get('ename', '')}: {output.get('evalue', '')} {output.get('data', {}).get('text/plain', '')}"
        for output in cell.outputs
    )


def points(course, student):
    with course.gradebook() as gradebook:
        return {
            grade.name: (grade.auto_score, grade.max_score)
            for grade in gradebook.find_submission_notebook(UNIT.notebook, UNIT.id, student).grades
        }


def test_everyone_else_has_the_score_that_they_have_alone(graded, undisturbed):
    _, records = graded
    assert {student: records[student].score for student in HEALTHY} == undisturbed
    assert undisturbed["all-right"] == undisturbed["warns"] == 100
    assert 0 < undisturbed["all-wrong"] < 60


@pytest.mark.parametrize("student", IN_A_FUNCTION)
def test_an_accident_in_a_function_costs_its_exercise_and_says_why(graded, student):
    course, records = graded
    assert records[student].status == GRADED
    for name, (score, most) in points(course, student).items():
        assert score == (0 if name.startswith("tanh_slope-") else most), name
    assert IN_A_FUNCTION[student][1] in said(cells(course, student)["tanh_slope-values"])


@pytest.mark.parametrize("student", IN_A_CELL)
def test_an_accident_in_a_cell_costs_nothing_else_and_says_why(graded, student):
    import re

    course, records = graded
    assert records[student].score == 100
    assert re.search(IN_A_CELL[student][1], said(cells(course, student)["accident"]))


@pytest.mark.parametrize("student", ["loop", "exit", "cell-loop", "cell-segfault", "cell-forks"])
def test_time_outs_and_crashes_are_in_the_record(graded, student):
    kinds = {remark.kind for remark in graded[1][student].remarks}
    assert kinds == {"timeout"} if "loop" in student else kinds == {"crash"}


@pytest.mark.parametrize("student", FILES)
def test_a_broken_file_is_refused_with_its_reason(graded, student):
    course, records = graded
    assert records[student].status == REFUSED
    assert len(records[student].reason) > 10
    assert not course.autograded(UNIT, student).exists()


def test_missing_renamed_and_extra_notebooks_are_as_in_nbgrader(graded):
    _, records = graded
    assert (records["nothing"].status, records["nothing"].score) == (MISSING, 0)
    assert (records["renamed"].status, records["renamed"].score) == (MISSING, 0)
    assert "activations-final.ipynb" in records["renamed"].reason
    assert (records["extra"].status, records["extra"].score) == (GRADED, 100)


def test_what_was_printed_before_an_accident_is_kept(graded):
    flood = cells(graded[0], "cell-output")["accident"].outputs
    assert flood[0].output_type == "stream" and flood[0].text.startswith("xxx")


def test_grading_again_gives_the_same(graded):
    course, records = graded
    chosen = ["all-right", "all-wrong", "exit", "memory", "empty"]
    before = {student: points(course, student) for student in chosen[:-1]}
    again = {record.student: record for record in grade_unit(course, UNIT, chosen, force=True)}
    assert {student: again[student].score for student in chosen} == {
        student: records[student].score for student in chosen
    }
    assert {student: points(course, student) for student in chosen[:-1]} == before
