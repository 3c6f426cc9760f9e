"""Read what grading left behind (records, gradebook, executed notebooks) into `models.StudentResult`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Grade, Gradebook, MissingEntry

from autograder.course import Course
from autograder.exercises import Unit
from autograder.grading.records import GRADED, StudentResult, SubmissionRecord, TestResult
from helpers.checks.specification import FINDING_MIME

_CLAIM = re.compile(r"# Claim:(.*)")
_KEY = re.compile(r"(?:expect|verify)\(\s*[\"']([\w.]+)[\"']")


def collect_records(course: Course, unit_id: str) -> list[SubmissionRecord]:
    """The record of every submission to a unit that was looked at, by student."""
    return [SubmissionRecord.load(path) for path in sorted(course.records(unit_id).glob("*.json"))]


def collect_results(course: Course, unit: Unit) -> Iterator[StudentResult]:
    """The results of every student, one at a time, so that a class of any size fits into memory."""
    records = collect_records(course, unit.id)
    with course.gradebook() as gradebook:
        for record in records:
            yield collect_student(course, unit, record, gradebook)


def collect_student(course: Course, unit: Unit, record: SubmissionRecord, gradebook: Gradebook) -> StudentResult:
    """The results of one student; a submission that was not graded has no tests."""
    path = course.autograded(unit, record.student)
    if record.status != GRADED or not path.is_file():
        return StudentResult(record)
    try:
        submitted = gradebook.find_submission_notebook(unit.notebook, unit.id, record.student)
    except MissingEntry:
        return StudentResult(record)
    grades = {grade.name: grade for grade in submitted.grades}
    comments = {comment.name: comment.comment or "" for comment in submitted.comments}
    tests, code = [], []
    for cell in nbformat.read(path, as_version=4).cells:
        settings = cell.metadata.get("nbgrader", {})
        if settings.get("grade") and settings["grade_id"] in grades:
            tests.append(_test_result(cell, grades[settings["grade_id"]], comments.get(settings["grade_id"], "")))
        elif settings.get("solution"):
            code.append((settings["grade_id"], cell.source))
    return StudentResult(record, tuple(tests), tuple(code))


def _test_result(cell: NotebookNode, grade: Grade, comment: str) -> TestResult:
    key = _KEY.search(cell.source)
    claim = _CLAIM.match(cell.source)  # nothing else of a test cell's text may reach a page that students see
    finding, error = read_outputs(cell)
    return TestResult(
        cell=grade.name,
        exercise=key.group(1) if key else "",
        claim=claim.group(1).strip() if claim else "",
        score=grade.score or 0.0,
        max_score=grade.max_score,
        finding=finding,
        error=error,
        comment=comment,
    )


def read_outputs(cell: NotebookNode) -> tuple[dict | None, str]:
    """What a test cell left behind: the check's finding, and any other error as ``Name: text``."""
    finding, error = None, ""
    for output in cell.get("outputs", ()):
        if output.output_type == "display_data" and FINDING_MIME in output.data:
            finding = dict(output.data[FINDING_MIME])
        elif output.output_type == "error" and output.ename != "CheckFailed":
            error = f"{output.ename}: {output.evalue}".rstrip(": ")
    return finding, error
