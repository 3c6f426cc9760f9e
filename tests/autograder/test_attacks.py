"""A class that cheats in every way of tests/attacks: nobody gains, reads, writes, reaches or leaves anything."""

from __future__ import annotations

import collections
import hashlib
import os
import re
import shutil
import socket
import threading
from pathlib import Path

import nbformat
import pytest

import helpers
from autograder.course import Course
from autograder.exercises import bank_files, find_unit
from autograder.grade import grade_unit
from autograder.models import GRADED
from autograder.release import release_unit
from tests.attacks import hand_in, load_attacks
from tests.conftest import copy_course

UNIT = find_unit("01_activations")
ATTACKS = load_attacks()
SECRET = "sesame-of-the-grader"
#: Texts that no cell of a student may ever show: hidden tests, the bank, secrets, other submissions, files of the system.
FORBIDDEN = (SECRET, "HIDDEN TESTS", "@UNIT.exercise", "Z_SECRET", "SQLite format", "root:x:", "stolen", '"cell_type"')


class Listener(threading.Thread):
    """A server on this machine that nothing of a submission may reach."""

    def __init__(self):
        super().__init__(daemon=True)
        self.server = socket.create_server(("127.0.0.1", 0))
        self.datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.datagrams.bind(self.server.getsockname())
        self.datagrams.setblocking(False)
        self.port, self.reached = self.server.getsockname()[1], 0

    def run(self):
        while True:
            try:
                self.server.accept()
            except OSError:
                return
            self.reached += 1


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
    before = snapshot(course)
    os.environ["GRADER_SECRET"] = SECRET
    try:
        records = {record.student: record for record in grade_unit(course, UNIT)}
    finally:
        del os.environ["GRADER_SECRET"]
    yield course, records, before, snapshot(course), listener
    listener.server.close()
    listener.datagrams.close()


def snapshot(course):
    """Digests of all that a submission must not change."""
    folders = [course.root / name for name in ("source", "release", "submitted")] + [Path(helpers.__file__).parent]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in [*files, *bank_files(UNIT)]}


def cell_scores(course):
    with course.gradebook() as gradebook:
        return {submission.student.id: {grade.name: grade.score for notebook in submission.notebooks for grade in notebook.grades}
                for submission in gradebook.assignment_submissions(UNIT.id)}


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
    notebook = nbformat.read(graded[0].autograded(UNIT, attack.student), as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade")]
    seen = "\n".join(str(output) for cell in cells for output in cell.outputs)
    seen = re.sub(r"\\x1b\[[\d;]*m", "", seen)
    assert [text for text in FORBIDDEN if text in seen] == []


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if attack.kind == "notebook"], ids=lambda attack: attack.student)
def test_tampering_is_reported_and_nothing_else_is(graded, attack):
    kinds = {remark.kind for remark in graded[1][attack.student].remarks}
    assert kinds == ({"tampering"} if attack.tampers else set())


def test_nothing_is_written_outside_of_the_scratch_folder(graded):
    course, _, before, after, _ = graded
    assert before == after
    places = [course.root, Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path.home(), Path("/"), Path("/usr/local"), Path("/run")]
    planted = [path for place in places for path in place.glob("planted*")] + list(course.root.rglob("planted*"))
    assert planted == []


def test_nothing_reaches_the_network(graded):
    listener = graded[4]
    assert listener.reached == 0
    with pytest.raises(BlockingIOError):
        listener.datagrams.recv(100)


def test_no_process_and_no_shared_memory_is_left(graded):
    running = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            running.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    assert not [line for line in running if "98765" in line]
    for kind in ("shm", "sem", "msg"):
        assert str(424242) not in Path(f"/proc/sysvipc/{kind}").read_text()


def test_the_gradebook_is_whole(graded):
    import sqlite3

    with sqlite3.connect(graded[0].root / "gradebook.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM grade WHERE manual_score IS NOT NULL").fetchone() == (0,)
