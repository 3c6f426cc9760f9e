"""The demonstration's class, graded: every mistake named, every accident survived, nothing lost, nothing done twice."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing

import nbformat
import pytest
from click.testing import CliRunner

from autograder.authoring.demo import BROKEN, MIXED, RIGHT, UNTOUCHED, mixed_students
from autograder.cli import main
from autograder.course import Course
from autograder.errors import UsageError
from autograder.exercises import all_units, find_unit
from autograder.grading.grade import grade_unit, grade_units
from autograder.grading.records import FAILED, GRADED, MISSING, REFUSED
from autograder.results.collect import collect_records, collect_results
from autograder.results.scores import read_scores
from tests.conftest import ROOT, copy_course

UNIT = find_unit("01_activations")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """`make demo`'s second command, run once, and what it printed."""
    folder = tmp_path_factory.mktemp("demo") / "class"
    done = CliRunner().invoke(main, ["--course-dir", str(ROOT), "demo", "--to", str(folder)])
    assert done.exit_code == 0, done.output
    return Course(folder), done.stdout


def results(course, unit=UNIT):
    return {result.record.student: result for result in collect_results(course, unit)}


def test_the_class_has_twelve_students_or_more_and_a_line_for_each(demo):
    course, printed = demo
    records = collect_records(course, UNIT.id)
    assert len(records) == mixed_students(UNIT) + 3 >= 12
    for record in records:
        assert record.student in printed
    for place in ("report.html", "feedback", "grades.csv"):
        assert place in printed


def test_right_answers_in_another_style_score_full_and_an_untouched_notebook_nothing(demo):
    records = {record.student: record for record in collect_records(demo[0], UNIT.id)}
    assert (records[RIGHT].score, records[RIGHT].max_score) == (100, 100)
    assert records[RIGHT].remarks == ()
    assert records[UNTOUCHED].score == 0
    assert records[UNTOUCHED].remarks == ()


#: What these do depends on the student's own earlier answers, so beside mistakes in those a mistake of their own looks
#: like another.
BUILT_ON_OWN_ANSWERS = {"layers.sigmoid_nodes", "layers.network", "gradient_descent.train"}


@pytest.mark.parametrize("unit", all_units(), ids=lambda unit: unit.id)
def test_every_known_mistake_is_made_by_someone_and_named_to_them(unit, demo):
    found = results(demo[0], unit)
    named = {
        (test.exercise, test.finding["mistake"]) for result in found.values() for test in result.tests if test.finding
    }
    made = {
        (exercise.key, mistake.id)
        for exercise in unit.exercises.values()
        if exercise.key not in BUILT_ON_OWN_ANSWERS
        for mistake in exercise.mistakes
    }
    assert made - named == set()


@pytest.mark.parametrize("unit", all_units(), ids=lambda unit: unit.id)
def test_in_every_unit_right_answers_score_full_and_untouched_ones_nothing(unit, demo):
    scores = {record.student: record.score for record in collect_records(demo[0], unit.id)}
    assert (scores[RIGHT], scores[UNTOUCHED]) == (100, 0)


def test_an_endless_loop_costs_its_own_exercise_and_nothing_else(demo):
    loop = results(demo[0])[MIXED[0]]
    assert loop.record.status == GRADED
    assert [(remark.kind, remark.cell) for remark in loop.record.remarks] == [("timeout", "triangle_slope-values")]
    after = [test for test in loop.tests if test.exercise != "activations.triangle_slope"]
    assert all(test.passed or test.finding for test in after)  # each was run and answered


def test_a_crash_costs_the_cells_in_which_it_happens_and_nothing_else(demo):
    crash = results(demo[0])[MIXED[8]]
    places = [(remark.kind, remark.cell) for remark in crash.record.remarks]
    assert places == [("crash", "slope_through_layers-look-run"), ("crash", "slope_through_layers-values")]
    assert crash.record.score > 0
    assert crash.tests[-1].score == 0
    assert crash.tests[-1].error == "KernelDied: the process ended itself in this cell (exit code 1)"


def test_a_broken_file_is_refused_with_its_reason_and_has_no_score(demo):
    course, printed = demo
    (record,) = [record for record in collect_records(course, UNIT.id) if record.student == BROKEN]
    assert record.status == REFUSED
    assert "not JSON" in record.reason
    assert "not JSON" in printed
    with course.gradebook() as gradebook:
        assert BROKEN not in [submission.student.id for submission in gradebook.assignment_submissions(UNIT.id)]


def test_everyone_has_feedback_and_the_class_a_report_and_a_csv(demo):
    course, _ = demo
    for record in collect_records(course, UNIT.id):
        page = course.feedback(UNIT, record.student).read_text(encoding="utf-8")
        assert record.student in page
    assert "numerical_slope" in (course.reports(UNIT) / "report.html").read_text(encoding="utf-8")
    with open(course.root / "grades.csv", newline="", encoding="utf-8") as file:
        rows = {row[0]: row for row in csv.reader(file)}
    assert "100" in "".join(rows[RIGHT])


def test_no_feedback_page_shows_a_hidden_test(demo):
    course, _ = demo
    for record in collect_records(course, UNIT.id):
        page = course.feedback(UNIT, record.student).read_text(encoding="utf-8")
        for secret in ("verify", "HIDDEN TESTS", "autograder.exercises"):
            assert secret not in page


def test_the_gradebook_is_whole_and_formgrader_finds_the_class(demo):
    course, _ = demo
    with closing(sqlite3.connect(course.root / "gradebook.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    from nbgrader.apps.api import NbGraderAPI

    api = NbGraderAPI(coursedir=course.directory(), config=course.config)
    submissions = {submission["student"]: submission for submission in api.get_submissions(UNIT.id)}
    assert submissions[RIGHT]["score"] == 100
    assert submissions[RIGHT]["autograded"]


@pytest.fixture
def graded(demo, tmp_path):
    """A copy of the graded class that a test may spoil; only three students, so that grading again is quick."""
    folder = tmp_path / "class"
    shutil.copytree(demo[0].root, folder)
    for student in MIXED:
        shutil.rmtree(folder / "submitted" / student, ignore_errors=True)
    return Course(folder)


class NoExecutor(ThreadPoolExecutor):
    """Fails the test when a notebook is run."""

    def submit(self, *arguments, **options):
        raise AssertionError("a notebook was run that had been graded before")


def test_grading_again_runs_nothing_that_is_unchanged(graded):
    told = []
    records = grade_unit(
        graded, UNIT, executor=NoExecutor(1), on_record=lambda record, fresh: told.append((record.student, fresh))
    )
    assert (RIGHT, False) in told
    assert {record.student: record.score for record in records} == {RIGHT: 100, UNTOUCHED: 0, BROKEN: 0}


class Recorded(ThreadPoolExecutor):
    """Gives back the submission without running it, and notes it."""

    def __init__(self, workers):
        super().__init__(workers)
        self.texts = []

    @property
    def runs(self):
        return len(self.texts)

    def submit(self, function, text, files, settings):
        self.texts.append(text)
        future = Future()
        future.set_result((text, 0.1))
        return future


def test_a_new_submission_a_changed_test_or_force_grades_again(graded):
    pool = Recorded(1)
    path = graded.submission(UNIT, RIGHT)
    path.write_text(path.read_text(encoding="utf-8").replace("my own notes", "my new notes"), encoding="utf-8")
    grade_unit(graded, UNIT, executor=pool)
    assert pool.runs == 1
    source = nbformat.read(graded.source(UNIT), as_version=4)
    next(cell for cell in source.cells if cell.id == "relu-values").source += "\nassert relu is not None"
    nbformat.write(source, graded.source(UNIT))
    grade_unit(graded, UNIT, executor=pool)
    assert pool.runs == 3
    grade_unit(graded, UNIT, [RIGHT], executor=pool, force=True)
    assert pool.runs == 4


def test_a_changed_exercise_bank_grades_again(graded, monkeypatch, tmp_path):
    bank = tmp_path / "bank.py"
    bank.write_text("a changed hint")
    monkeypatch.setattr("autograder.grading.grade.bank_files", lambda unit: [bank])
    pool = Recorded(1)
    grade_unit(graded, UNIT, executor=pool)
    assert pool.runs == 2


def test_a_submission_that_becomes_broken_or_vanishes_leaves_no_stale_score(graded):
    graded.submission(UNIT, RIGHT).write_text("{", encoding="utf-8")
    graded.submission(UNIT, UNTOUCHED).rename(graded.submission(UNIT, UNTOUCHED).with_name("mine.ipynb"))
    records = {record.student: record for record in grade_unit(graded, UNIT, executor=NoExecutor(1))}
    assert records[RIGHT].status == REFUSED
    assert records[UNTOUCHED].status == MISSING
    assert "found mine.ipynb. Was it renamed?" in records[UNTOUCHED].reason
    assert not graded.autograded(UNIT, RIGHT).exists()
    assert not graded.feedback(UNIT, RIGHT).exists()
    with graded.gradebook() as gradebook:
        scores = {submission.student.id: submission.score for submission in gradebook.assignment_submissions(UNIT.id)}
    assert RIGHT not in scores
    assert scores[UNTOUCHED] == 0


def test_the_longest_notebooks_come_first_and_the_records_in_order(graded):
    units = [unit for unit in all_units() if graded.students(unit)]
    sources = {unit.id: graded.source(unit) for unit in units}
    sizes = {nbformat.read(path, as_version=4).cells[0].source: path.stat().st_size for path in sources.values()}
    pool = Recorded(1)
    records = grade_units(graded, units, executor=pool, force=True)
    order = [sizes[nbformat.reads(text, as_version=4).cells[0].source] for text in pool.texts]
    assert len(set(order)) == len(units) > 1 and order == sorted(order, reverse=True)
    assert [(record.unit, record.student) for record in records] == [
        (unit.id, name) for unit in units for name in graded.students(unit)
    ]


class Breaking(ThreadPoolExecutor):
    """A worker that fails for one student."""

    def submit(self, function, text, files, settings):
        future = Future()
        if "my own notes" in text:
            future.set_exception(OSError("the disk is full"))
        else:
            future.set_result((text, 0.1))
        return future


def test_when_grading_one_submission_fails_the_others_are_graded(graded):
    records = {record.student: record for record in grade_unit(graded, UNIT, executor=Breaking(1), force=True)}
    assert records[RIGHT].status == FAILED
    assert "the disk is full" in records[RIGHT].reason
    assert records[UNTOUCHED].status == GRADED


def test_unknown_students_and_an_empty_class_are_one_clear_line(graded, make_course):
    with pytest.raises(UsageError, match=rf"'nobody' submitted nothing .* Submitted: {RIGHT}"):
        grade_unit(graded, UNIT, ["nobody"])
    with pytest.raises(UsageError, match="Nothing was submitted for 01_activations"):
        grade_unit(make_course(), UNIT)


def listen_to_interrupts():
    """A test run that was itself started in the background ignores Ctrl-C, and what it starts would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupted_run_saves_what_was_finished_and_goes_on_from_there(demo, tmp_path):
    folder = copy_course(tmp_path / "class")
    handed_in = [RIGHT, *MIXED[1:4], UNTOUCHED]
    for student in handed_in:
        shutil.copytree(demo[0].root / "submitted" / student, folder / "submitted" / student)
    course = Course(folder)
    command = [sys.executable, "-m", "autograder", "--course-dir", str(folder), "grade", "--workers", "1"]
    run = subprocess.Popen(
        command,
        start_new_session=True,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        preexec_fn=listen_to_interrupts,
    )
    deadline = time.monotonic() + 120
    while not collect_records(course, UNIT.id) and time.monotonic() < deadline:
        time.sleep(0.1)
    os.killpg(run.pid, signal.SIGINT)  # as Ctrl-C does: to the command and all that it started
    _, told = run.communicate(timeout=60)
    assert run.returncode == 1
    assert "interrupted. What was finished is saved" in told.splitlines()[-1]
    assert "Traceback" not in told
    assert "checksum" not in told  # nbgrader's own talk about every cell that it restores
    finished = {record.student for record in collect_records(course, UNIT.id)}
    with course.gradebook() as gradebook:
        scores = read_scores(gradebook, UNIT.id, collect_records(course, UNIT.id))
    assert {
        student for student, score in scores.items() if score.points is not None
    } == finished  # begun is not 0 points
    assert 1 <= len(finished) < len(handed_in)
    fresh = []
    grade_unit(course, UNIT, on_record=lambda record, new: fresh.append(record.student) if new else None)
    assert set(fresh) == set(handed_in) - finished
    scores = {record.student: record.score for record in collect_records(course, UNIT.id)}
    undisturbed = {record.student: record.score for record in collect_records(demo[0], UNIT.id)}
    assert scores == {student: undisturbed[student] for student in handed_in}


def test_every_unit_is_in_the_demonstration(demo):
    assert demo[0].units() == [unit.id for unit in all_units()]
