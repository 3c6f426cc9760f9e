"""A class that cheats in every way of tests/attacks: nobody gains, reads, writes, reaches or leaves anything."""

from __future__ import annotations

import collections
import os
import shutil
from contextlib import closing

import pytest

from autograder.course import Course
from autograder.exercises import find_unit
from autograder.grading.grade import grade_unit
from autograder.grading.records import GRADED
from autograder.release import release_unit
from tests.attacks import hand_in, load_attacks
from tests.attacks.harm import SECRET, Listener, forbidden_texts, in_shared_memory, planted, snapshot, still_running
from tests.conftest import copy_course

UNIT = find_unit("01_activations")
ATTACKS = load_attacks()


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The class, graded once; what it was before and after."""
    root = copy_course(tmp_path_factory.mktemp("attacks") / "course")
    (root / "secret.txt").write_text(SECRET)
    course = Course(root)
    release_unit(course, UNIT)
    listener = Listener()
    listener.start()
    hand_in(course, UNIT, listener.port)
    shutil.rmtree("/tmp/planted-folder", ignore_errors=True)
    before = snapshot(course, UNIT)
    os.environ["GRADER_SECRET"] = SECRET
    try:
        records = {record.student: record for record in grade_unit(course, UNIT)}
    finally:
        del os.environ["GRADER_SECRET"]
    yield course, records, before, snapshot(course, UNIT), listener
    listener.close()


def cell_scores(course):
    with course.gradebook() as gradebook:
        return {
            submission.student.id: {
                grade.name: grade.score for notebook in submission.notebooks for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(UNIT.id)
        }


def test_there_are_enough_attacks_of_every_class():
    kinds = collections.Counter(attack.kind for attack in ATTACKS)
    assert len(kinds) == 10 and min(kinds.values()) >= 3 and len(ATTACKS) >= 40
    assert len({attack.student for attack in ATTACKS}) == len(ATTACKS)


def test_the_honest_ones_have_what_they_deserve_whoever_was_graded_before(graded):
    course, records, *_ = graded
    scores = cell_scores(course)
    assert scores["a-honest"] == scores["z-honest"]
    assert 0 < records["a-honest"].score < 60
    assert records["a-honest"].remarks == records["z-honest"].remarks == ()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.student)
def test_nobody_gains_a_point(graded, attack):
    course, records, *_ = graded
    assert records[attack.student].status == GRADED, records[attack.student].reason
    scores = cell_scores(course)
    gained = {name: score for name, score in scores[attack.student].items() if score > scores["a-honest"][name]}
    assert gained == {}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.student)
def test_nobody_reads_a_test_or_a_secret(graded, attack):
    assert forbidden_texts(graded[0].autograded(UNIT, attack.student)) == []


@pytest.mark.parametrize(
    "attack", [attack for attack in ATTACKS if attack.kind == "notebook"], ids=lambda attack: attack.student
)
def test_tampering_is_reported_and_nothing_else_is(graded, attack):
    kinds = {remark.kind for remark in graded[1][attack.student].remarks}
    assert kinds == ({"tampering"} if attack.tampers else set())


def test_nothing_is_written_outside_of_the_scratch_folder(graded):
    course, _, before, after, _ = graded
    assert before == after
    assert planted(course) == []


def test_nothing_reaches_the_network(graded):
    assert not graded[4].reached()


def test_no_process_and_no_shared_memory_is_left(graded):
    assert still_running() == []
    assert in_shared_memory() == []


def test_the_gradebook_is_whole(graded):
    import sqlite3

    with closing(sqlite3.connect(graded[0].root / "gradebook.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM grade WHERE manual_score IS NOT NULL").fetchone() == (0,)
