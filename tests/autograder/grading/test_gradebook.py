"""The gradebook of a run: what it stores is what nbgrader reads, whole or not at all."""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook, MissingEntry

from autograder.grading.gradebook import RunGradebook


@pytest.fixture
def url(tmp_path, monkeypatch):
    """A gradebook with one notebook of two graded cells and an answer, and one student."""
    monkeypatch.setenv(
        "PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )  # nbgrader starts `alembic` by name
    place = f"sqlite:///{tmp_path}/gradebook.db"
    with Gradebook(place) as gradebook:
        gradebook.add_assignment("a", duedate=datetime(2026, 5, 1))
        gradebook.add_notebook("n", "a", kernelspec="{}")
        for name in ("one", "two"):
            gradebook.add_grade_cell(name, "n", "a", max_score=5, cell_type="code")
            gradebook.add_source_cell(name, "n", "a", source=f"assert {name}", cell_type="code", locked=True)
        gradebook.add_solution_cell("answer", "n", "a")
        gradebook.add_source_cell("answer", "n", "a", source="...", cell_type="code")
        gradebook.add_student("s")
    return place


def score(url: str) -> float:
    with Gradebook(url) as gradebook:
        return gradebook.find_submission_notebook("n", "a", "s").score


def test_what_is_written_nbgrader_reads_once_the_submission_is_finished(url):
    with RunGradebook(Gradebook(url)) as run:
        with run.submission("a", "s") as entry:
            entry.save_scores("n", {"one": 3, "two": None})
            entry.save_comments("n", {"answer": "No response."})
            assert entry.score("n") == 3
            with Gradebook(url) as other, pytest.raises(MissingEntry):
                other.find_submission("a", "s")
        assert score(url) == 3
    with Gradebook(url) as gradebook:
        assert gradebook.find_grade("two", "n", "a", "s").needs_manual_grade
        assert not gradebook.find_grade("one", "n", "a", "s").needs_manual_grade
        assert gradebook.find_comment("answer", "n", "a", "s").comment == "No response."


def test_an_error_writes_nothing_and_the_next_submission_works(url):
    with RunGradebook(Gradebook(url)) as run:
        with (
            pytest.raises(MissingEntry, match="No such cell in the gradebook: three"),
            run.submission("a", "s") as entry,
        ):
            entry.save_scores("n", {"one": 5})
            entry.save_scores("n", {"three": 1})
        with Gradebook(url) as gradebook, pytest.raises(MissingEntry):
            gradebook.find_submission("a", "s")
        with run.submission("a", "s") as entry:
            entry.save_scores("n", {"one": 2})
    assert score(url) == 2


def test_what_a_person_graded_stays_and_is_to_be_looked_at_again(url):
    with RunGradebook(Gradebook(url)) as run:
        for points in (1, 5):
            with run.submission("a", "s") as entry:
                entry.save_scores("n", {"one": points})
            with Gradebook(url) as gradebook:
                grade = gradebook.find_grade("one", "n", "a", "s")
                assert (grade.auto_score, grade.needs_manual_grade) == (points, points == 5)
                grade.manual_score = 4
                gradebook.db.commit()
    assert score(url) == 4


def test_a_step_that_opens_the_gradebook_itself_finds_what_is_known_so_far_and_may_write(url):
    with RunGradebook(Gradebook(url)) as run, run.submission("a", "s") as entry:
        entry.save_scores("n", {"one": 5})
        entry.hand_over()
        with Gradebook(url) as gradebook:
            gradebook.find_grade("one", "n", "a", "s").extra_credit = 1
            gradebook.db.commit()
        assert entry.score("n") == 6


def test_lateness_is_counted_from_the_due_date_and_the_extension(url):
    with RunGradebook(Gradebook(url)) as run:
        with run.submission("a", "s", datetime(2026, 5, 1, 2)) as entry:
            assert entry.seconds_late() == 7200
        with Gradebook(url) as gradebook:
            gradebook.find_submission("a", "s").extension = timedelta(hours=1)
            gradebook.db.commit()
        with run.submission("a", "s") as entry:  # without a time stamp the old one counts
            assert entry.seconds_late() == 3600


def test_zero_and_removed_leave_nothing_of_an_earlier_submission(url):
    with RunGradebook(Gradebook(url)) as run:
        with run.submission("a", "s") as entry:
            entry.save_scores("n", {"one": 5, "two": 5})
        run.score_zero("a", "s")
        with Gradebook(url) as gradebook:
            assert [
                (grade.auto_score, grade.needs_manual_grade)
                for grade in gradebook.find_submission_notebook("n", "a", "s").grades
            ] == [(0, False)] * 2
        run.remove_submission("a", "s")
        with Gradebook(url) as gradebook:
            assert gradebook.assignment_submissions("a") == [] and gradebook.find_student("s")


def test_only_known_students_where_nobody_is_to_be_entered(url):
    with RunGradebook(Gradebook(url)) as run:
        with (
            pytest.raises(MissingEntry, match="No student with ID 'x'"),
            run.submission("a", "x", create_student=False) as entry,
        ):
            entry.enrol()
        with pytest.raises(MissingEntry, match="No such assignment: b"):
            run.released("b")
