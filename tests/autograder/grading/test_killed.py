"""The grader is killed at any moment: run again, it goes on; the gradebook is whole and nothing is left behind."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import nbformat
import pytest

from autograder.authoring.demo import fill_in
from autograder.course import Course
from autograder.exercises import find_unit, source_of
from autograder.grading.grade import grade_unit
from autograder.release import release_unit
from tests.attacks import wrong_answers
from tests.conftest import copy_course

UNIT = find_unit("01_activations")
MOMENTS = 10


def processes(graders: list[int]) -> list[int]:
    """Warm processes of these graders and all that those forked, which have the same command line."""
    marks = [f"--of={pid}\0".encode() for pid in graders]
    return [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if any(mark in _read(path) for mark in marks)
    ]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class whose cells take a while."""
    course = Course(copy_course(tmp_path_factory.mktemp("killed") / "course"))
    release_unit(course, UNIT)
    released = nbformat.read(course.release(UNIT), as_version=4)
    right = {id: source_of(exercise.reference, exercise.name) for id, exercise in UNIT.exercises.items()}
    busy = right | {
        "relu": "import subprocess\nsubprocess.Popen(['sleep', '7777777'])\ndef relu(z):\n    return np.maximum(0, z)"
    }
    for number in range(14):
        path = course.submission(UNIT, f"student{number}")
        path.parent.mkdir(parents=True)
        nbformat.write(fill_in(released, (right, wrong_answers(UNIT), busy)[number % 3]), path)
    return course


@pytest.fixture(scope="module")
def expected(course, tmp_path_factory):
    """Scores of a run that nobody disturbs, and how long it takes."""
    alone = Course(shutil.copytree(course.root, tmp_path_factory.mktemp("alone") / "course"))
    started = time.monotonic()
    subprocess.run(command(alone), stdout=subprocess.DEVNULL, check=True)
    seconds = time.monotonic() - started
    return {record.student: record.score for record in grade_unit(alone, UNIT)}, seconds


def command(course: Course) -> list[str]:
    return [sys.executable, "-m", "autograder", "--course-dir", str(course.root), "grade"]


def graded(course: Course) -> int:
    return len(list(course.root.glob("reports/*/records/*.json")))


def test_a_grader_that_is_killed_at_ten_moments_loses_and_leaves_nothing(course, expected):
    scores, seconds = expected
    graders, folders = [], set()
    draw = random.Random(7)
    for moment in range(MOMENTS):
        done = graded(course)
        run = subprocess.Popen(command(course), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        latest = time.monotonic() + seconds * draw.uniform(0.1, 1)
        while (
            time.monotonic() < latest and run.poll() is None and graded(course) <= done
        ):  # never more than a few are finished
            time.sleep(0.01)
        time.sleep(draw.uniform(0, 0.2) if moment else 0)
        graders.append(run.pid)
        folders |= {
            Path(os.readlink(f"/proc/{pid}/cwd")) for pid in processes([run.pid]) if os.path.exists(f"/proc/{pid}/cwd")
        }
        run.send_signal(signal.SIGKILL)
        run.wait()
        with closing(sqlite3.connect(course.root / "gradebook.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert graded(course) >= 1
    deadline = time.monotonic() + 30
    homes = {folder for folder in folders if folder.name.startswith("cells-")}
    while (processes(graders) or any(map(Path.exists, homes))) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert homes
    assert processes(graders) == []
    assert not [folder for folder in homes if folder.exists()]
    assert not [path for path in Path("/proc").glob("[0-9]*/cmdline") if b"7777777" in _read(path)]
    records = {record.student: record.score for record in grade_unit(course, UNIT)}
    assert records == scores
    with course.gradebook() as gradebook:
        assert {
            submission.student.id: submission.score for submission in gradebook.assignment_submissions(UNIT.id)
        } == scores


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
