"""A class graded on a dask.distributed cluster of several worker processes, also when one of them is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import nbformat
import pytest
from distributed import Client, LocalCluster

from autograder.authoring.demo import fill_in
from autograder.cli import main
from autograder.course import Course
from autograder.exercises import find_unit, source_of
from autograder.grading.grade import grade_unit
from autograder.release import release_unit
from tests.attacks import wrong_answers
from tests.conftest import copy_course

UNIT = find_unit("01_activations")
STUDENTS = 8

pytestmark = pytest.mark.filterwarnings("ignore")  # of distributed's own making


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A class of right, wrong and crashing submissions."""
    course = Course(copy_course(tmp_path_factory.mktemp("cluster") / "course"))
    release_unit(course, UNIT)
    released = nbformat.read(course.release(UNIT), as_version=4)
    right = {id: source_of(exercise.reference, exercise.name) for id, exercise in UNIT.exercises.items()}
    crash = right | {"relu": "import os\ndef relu(z):\n    os._exit(1)"}
    for number in range(STUDENTS):
        path = course.submission(UNIT, f"student{number}")
        path.parent.mkdir(parents=True)
        nbformat.write(fill_in(released, (right, wrong_answers(UNIT), crash)[number % 3]), path)
    return course.root


@pytest.fixture
def course(base, tmp_path):
    """A class of its own for each test."""
    return Course(shutil.copytree(base, tmp_path / "course"))


@pytest.fixture(scope="module")
def local(base, tmp_path_factory):
    """Scores of the class, graded on this machine without a cluster."""
    course = Course(shutil.copytree(base, tmp_path_factory.mktemp("local") / "course"))
    return {record.student: record.score for record in grade_unit(course, UNIT)}


@pytest.fixture(scope="module")
def cluster():
    """Three worker processes, one notebook at a time each."""
    with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster


def test_the_scores_are_those_of_a_local_run(course, local, cluster):
    with Client(cluster) as client:
        records = grade_unit(course, UNIT, executor=client.get_executor())
    assert {record.student: record.score for record in records} == local
    assert len(set(local.values())) == 3


def test_a_killed_worker_costs_nothing(course, local, cluster):
    with Client(cluster) as client:
        client.wait_for_workers(3)
        victim = next(iter(cluster.workers.values())).pid

        def kill():
            while not list((course.root / "autograded").glob("*")):
                time.sleep(0.05)
            os.kill(victim, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        records = grade_unit(course, UNIT, executor=client.get_executor())
        killer.join()
    assert {record.student: record.score for record in records} == local


def test_the_command_takes_the_address_of_a_scheduler(course, local, cluster):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "autograder",
            "--course-dir",
            str(course.root),
            "grade",
            "--scheduler",
            cluster.scheduler_address,
        ],
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 1, done.stderr  # crashes need a look
    with course.gradebook() as gradebook:
        assert {
            submission.student.id: submission.score for submission in gradebook.assignment_submissions(UNIT.id)
        } == local


def test_an_address_where_nobody_answers_is_one_clear_line(course):
    from click.testing import CliRunner

    done = CliRunner().invoke(main, ["--course-dir", str(course.root), "grade", "--scheduler", "tcp://127.0.0.1:9"])
    assert done.exit_code == 2
    assert "No scheduler answers at tcp://127.0.0.1:9" in done.output
