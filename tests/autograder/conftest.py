"""Fixtures for the instructor's side: a released course in a temporary folder, and a class whose results are made up."""

import re
import shutil
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_output
from nbgrader.api import MissingEntry

from autograder.course import Course
from autograder.exercises import Unit, find_unit
from autograder.grading.records import GRADED, MISSING, Remark, SubmissionRecord
from autograder.release import release_unit
from helpers.checks.specification import FINDING_MIME
from helpers.checks.verdict import judge

REPOSITORY = Path(__file__).parents[2]
UNIT_ID = "01_activations"


@pytest.fixture(scope="session")
def released_course(tmp_path_factory) -> Path:
    """A course folder whose first unit is released; not to be written to."""
    root = tmp_path_factory.mktemp("released")
    shutil.copytree(REPOSITORY / "source", root / "source")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    release_unit(Course(root), find_unit(UNIT_ID))
    return root


@pytest.fixture
def fake_class(released_course, tmp_path):
    """A `FakeClass` in a course folder of its own."""
    root = tmp_path / "course"
    shutil.copytree(released_course, root)
    return FakeClass(Course(root), find_unit(UNIT_ID))


@dataclass
class FakeClass:
    """What grading would leave behind, without any cell being run."""

    course: Course
    unit: Unit
    max_score: float = field(init=False)

    def __post_init__(self):
        with self.course.gradebook() as gradebook:
            self.max_score = gradebook.find_assignment(self.unit.id).max_score

    def grade(self, student, failed=None, *, penalty=0.0, remarks=(), code=None, student_entry=None):
        """A graded submission.

        Args:
            failed: by grade id, a finding (dict), the text ``Name: text`` of another error, or "" for neither;
                these cells get 0 points, all others theirs.
            code: sources of solution cells by grade id; others keep the instructor's solution.
            student_entry: first_name, last_name, email for the gradebook.
        """
        failed = failed or {}
        notebook = nbformat.read(self.course.source(self.unit), as_version=4)
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name in failed:
                cell.outputs = _outputs(failed[name])
            cell.source = (code or {}).get(name, cell.source)
        path = self.course.autograded(self.unit, student)
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
        with self.course.gradebook() as gradebook:
            gradebook.update_or_create_student(student, **(student_entry or {}))
            gradebook.update_or_create_submission(self.unit.id, student)
            submitted = gradebook.find_submission_notebook(self.unit.notebook, self.unit.id, student)
            for grade in submitted.grades:
                grade.auto_score = 0 if grade.name in failed else grade.max_score
                grade.needs_manual_grade = False
            submitted.late_submission_penalty = penalty
            gradebook.db.commit()
            score = submitted.score
        remarks = tuple(Remark(*remark) for remark in remarks)
        return self.record(student, GRADED, score=score, remarks=remarks)

    def record(self, student, status, reason="", score=0.0, remarks=()):
        """Only the record of a submission; one that was missing has its 0 points in the gradebook too."""
        record = SubmissionRecord(student, self.unit.id, status, reason, score, self.max_score, 1.0, remarks)
        record.save(self.course.reports(self.unit) / "records")
        if status == MISSING:
            self.enrol(student)
            with self.course.gradebook() as gradebook:
                gradebook.update_or_create_submission(self.unit.id, student)
        return record

    def enrol(self, student, **entry):
        """A student of the gradebook, whether or not anything is handed in."""
        with self.course.gradebook() as gradebook:
            gradebook.update_or_create_student(student, **entry)

    def nbgrader_score(self, student):
        """The score as nbgrader's own interface gives it, or None."""
        with self.course.gradebook() as gradebook:
            try:
                return gradebook.find_submission(self.unit.id, student).score
            except MissingEntry:
                return None

    def finding(self, exercise, mistake, claim, hidden=True):
        """What the check of an exercise says about one of its known mistakes."""
        definition = self.unit.exercises[exercise]
        implementation = next(known.implementation for known in definition.mistakes if known.id == mistake)
        return judge(definition.hidden if hidden else definition.visible, implementation, claim).to_dict()


def _outputs(said):
    if isinstance(said, dict):
        return [
            new_output("display_data", data={FINDING_MIME: said, "text/plain": "card"}),
            new_output("error", ename="CheckFailed", evalue="card", traceback=["card"]),
        ]
    if said:
        name, _, text = said.partition(": ")
        return [new_output("error", ename=name, evalue=text, traceback=[said])]
    return []


class _Page(HTMLParser):
    """Tags, text and problems of a page."""

    VOID = {"meta", "br", "path", "use", "rect"}

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.problems, self.pieces = [], [], [], []
        self.feed(html)
        self.text = " ".join(" ".join(self.pieces).split())

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.VOID and (not self.open or self.open.pop() != tag):
            self.problems.append(tag)

    def handle_data(self, data):
        self.pieces.append(data)


@pytest.fixture(scope="session")
def read_page():
    """`_read_page`."""
    return _read_page


def _read_page(path):
    """Parse a page that must be well nested and must not load or run anything."""
    html = path.read_text(encoding="utf-8")
    page = _Page(html)
    assert not page.problems and not page.open
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in page.tags:
        assert tag not in {"script", "link", "img", "iframe", "object", "base", "form"}
        assert not any(name.startswith("on") for name in attributes)
        for name in ("href", "src", "xlink:href"):
            assert not re.match(r"\w+:|//", attributes.get(name) or ""), attributes
    assert not re.search(r"@import|url\((?!#)", html)
    return page
