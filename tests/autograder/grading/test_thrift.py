"""nbgrader's gradebook, kept open for a run: what it tells and stores stays the same, also after something went wrong."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from nbgrader.api import Gradebook, InvalidEntry, Student
from sqlalchemy.exc import IntegrityError

from autograder.grading.thrift import thrift


@pytest.fixture
def url(tmp_path, monkeypatch):
    """A gradebook with one notebook of two cells, and one student."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")  # nbgrader starts `alembic` by name
    place = f"sqlite:///{tmp_path}/gradebook.db"
    with Gradebook(place) as gradebook:
        gradebook.add_assignment("a")
        gradebook.add_notebook("n", "a")
        for name in ("one", "two"):
            gradebook.add_grade_cell(name, "n", "a", max_score=5, cell_type="code")
            gradebook.add_source_cell(name, "n", "a", source=f"assert {name}", cell_type="code")
        gradebook.add_student("s")
    return place


def rows(url, table="grade"):
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return connection.execute(f"select count(*) from {table}").fetchone()[0]


def test_what_one_opening_writes_the_next_one_reads(url):
    with thrift():
        with Gradebook(url) as gradebook:
            gradebook.add_submission("a", "s")
            gradebook.find_grade("one", "n", "a", "s").auto_score = 3
        with Gradebook(url) as gradebook:
            submission = gradebook.find_submission_notebook("n", "a", "s")
            assert (submission.score, submission.max_score) == (3, 10)
            gradebook.find_grade("two", "n", "a", "s").auto_score = 4
        with Gradebook(url) as gradebook:
            assert gradebook.find_submission_notebook("n", "a", "s").score == 7
    with Gradebook(url) as gradebook:
        assert gradebook.find_submission_notebook("n", "a", "s").score == 7


def test_it_is_written_when_an_opening_ends_and_not_before(url):
    with thrift():
        with Gradebook(url) as gradebook:
            gradebook.add_submission("a", "s")
            assert rows(url) == 0
        assert rows(url) == 2


def test_what_a_release_wrote_is_kept_and_what_a_submission_brought_is_not(url):
    with thrift():
        with Gradebook(url) as gradebook:
            cell, grade = gradebook.find_graded_cell("one", "n", "a"), gradebook.add_submission("a", "s").notebooks[0].grades[0]
        with Gradebook(url) as gradebook:
            assert gradebook.find_graded_cell("one", "n", "a") is cell and cell.max_score == 5
            assert gradebook.find_source_cell("two", "n", "a").source == "assert two"
            assert all(again is not grade for again in gradebook.find_submission_notebook("n", "a", "s").grades)


def test_an_opening_within_another_leaves_it_what_it_has_read(url):
    with thrift():
        with Gradebook(url) as outer:
            outer.add_submission("a", "s")
            grade = outer.find_grade("one", "n", "a", "s")
            with Gradebook(url) as inner:
                inner.find_grade("two", "n", "a", "s").auto_score = 1
            assert rows(url) == 2
            grade.auto_score = 4
        with Gradebook(url) as gradebook:
            assert gradebook.find_submission_notebook("n", "a", "s").score == 5


def test_the_same_answers_with_another_course(url):
    with thrift():
        for course in ("default_course", "another"):
            with Gradebook(url, course) as gradebook:
                assert gradebook.find_notebook("n", "a").name == "n" and gradebook.course_id == course
        assert rows(url, "course") == 2


def test_an_error_is_told_and_the_next_opening_works(url):
    with thrift():
        with Gradebook(url) as gradebook:
            gradebook.add_submission("a", "s")
        with pytest.raises(InvalidEntry), Gradebook(url) as gradebook:
            gradebook.add_submission("a", "s")
        with pytest.raises(IntegrityError), Gradebook(url) as gradebook:
            gradebook.db.add(Student(id="s"))
        with Gradebook(url) as gradebook:
            gradebook.find_grade("one", "n", "a", "s").auto_score = 2
    assert rows(url) == 2
    with Gradebook(url) as gradebook:
        assert gradebook.find_submission_notebook("n", "a", "s").score == 2
