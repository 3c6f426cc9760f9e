"""nbgrader's gradebook during a run of `grade`: opened once, in the only process that writes it.

nbgrader's own steps open the gradebook some ten times for each submission, ask for each cell by itself, and commit
after each. That takes longer than running the notebook. Here what a release wrote is read once for each unit, and a
submission is written in one transaction, with the models that `nbgrader.api` offers. What is stored is what nbgrader
would store; a test compares every row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    SourceCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
    new_uuid,
)
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session


@dataclass(frozen=True)
class ReleasedCell:
    """A cell as the gradebook knows it, under the names that nbgrader's models use.

    Attributes:
        max_score: points of a graded cell or task; None for any other.
        grade, solution, task: what nbgrader calls the cell.
    """

    name: str
    cell_type: str
    locked: bool
    source: str
    checksum: str | None
    max_score: float | None
    grade: bool
    solution: bool
    task: bool

    @property
    def settings(self) -> dict:
        """nbgrader's settings of this cell, as a notebook holds them."""
        settings = {
            "schema_version": 3,
            "grade_id": self.name,
            "grade": self.grade,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
        }
        return settings if self.max_score is None else settings | {"points": self.max_score}


@dataclass(frozen=True)
class ReleasedNotebook:
    """A notebook as the gradebook knows it; nbgrader's steps may ask it as they ask a gradebook.

    Attributes:
        id, name: of nbgrader's entry.
        kernelspec: the instructor's, {} where there is none.
        source_cells: all cells that have settings, in the order in which they were released.
        graded_ids: ids of the entries that grades belong to, by name of the cell.
        comment_ids: the same for comments.
    """

    id: str
    name: str
    kernelspec: dict
    source_cells: tuple[ReleasedCell, ...]
    graded_ids: Mapping[str, str]
    comment_ids: Mapping[str, str]

    @cached_property
    def cells(self) -> dict[str, ReleasedCell]:
        """The cells by name."""
        return {cell.name: cell for cell in self.source_cells}

    @property
    def grade_cells(self) -> list[ReleasedCell]:
        """The graded cells."""
        return [cell for cell in self.source_cells if cell.grade]

    @property
    def solution_cells(self) -> list[ReleasedCell]:
        """The cells that students fill in."""
        return [cell for cell in self.source_cells if cell.solution]

    @property
    def task_cells(self) -> list[ReleasedCell]:
        """The tasks that a grader marks by hand."""
        return [cell for cell in self.source_cells if cell.task]

    def find_notebook(self, name: str, assignment: str) -> ReleasedNotebook:
        """This notebook, whatever it is called."""
        return self

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> ReleasedCell:
        """The cell of this name.

        Raises:
            MissingEntry: the gradebook knows no such cell.
        """
        if name not in self.cells:
            raise MissingEntry(f"No such source cell: {assignment}/{notebook}/{name}")
        return self.cells[name]

    find_graded_cell = find_source_cell


@dataclass(frozen=True)
class ReleasedAssignment:
    """An assignment as the gradebook knows it: its entry's id, its points, its notebooks by name."""

    id: str
    name: str
    max_score: float
    notebooks: Mapping[str, ReleasedNotebook]


def read_released(session: Session, name: str) -> ReleasedAssignment:
    """What a release wrote about one assignment.

    Raises:
        MissingEntry: it was never released.
    """
    entry = session.execute(select(Assignment.id, Assignment.max_score).where(Assignment.name == name)).one_or_none()
    if entry is None:
        raise MissingEntry(f"No such assignment: {name}")
    columns = select(Notebook.id, Notebook.name, Notebook.kernelspec)
    found = session.execute(columns.where(Notebook.assignment_id == entry.id).order_by(Notebook.name)).all()
    return ReleasedAssignment(
        entry.id, name, entry.max_score, {row.name: _read_notebook(session, *row) for row in found}
    )


def _read_notebook(session: Session, id: str, name: str, kernelspec: str | None) -> ReleasedNotebook:
    points, tasks = (
        {
            row.name: row
            for row in session.execute(select(kind.id, kind.name, kind.max_score).where(kind.notebook_id == id))
        }
        for kind in (GradeCell, TaskCell)
    )
    solutions = {
        row.name: row
        for row in session.execute(select(SolutionCell.id, SolutionCell.name).where(SolutionCell.notebook_id == id))
    }
    graded = points | tasks
    columns = select(SourceCell.name, SourceCell.cell_type, SourceCell.locked, SourceCell.source, SourceCell.checksum)
    cells = tuple(
        ReleasedCell(
            *row,
            graded[row.name].max_score if row.name in graded else None,
            row.name in points,
            row.name in solutions,
            row.name in tasks,
        )
        for row in session.execute(columns.where(SourceCell.notebook_id == id))
    )
    return ReleasedNotebook(
        id, name, json.loads(kernelspec) if kernelspec else {}, cells, _ids(graded), _ids(solutions | tasks)
    )


def _ids(rows: Mapping) -> dict[str, str]:
    return {name: row.id for name, row in rows.items()}


class RunGradebook:
    """The gradebook of one run; use it in a ``with`` statement.

    Args:
        gradebook: nbgrader's, just opened: that made missing tables and looked at their version. It is closed at the
            end.
    """

    def __init__(self, gradebook: Gradebook):
        self._gradebook = gradebook
        try:
            gradebook.check_course()  # nbgrader's steps open the gradebook without saying which course
            gradebook.db.remove()
            self._session = Session(gradebook.engine)
        except BaseException:
            gradebook.close()
            raise
        self._released: dict[str, ReleasedAssignment] = {}

    def __enter__(self) -> RunGradebook:
        return self

    def __exit__(self, *error: object) -> None:
        self._session.close()
        self._gradebook.close()

    def released(self, assignment: str) -> ReleasedAssignment:
        """What a release wrote about one assignment; read once.

        Raises:
            MissingEntry: it was never released.
        """
        if assignment not in self._released:
            with self._session.begin():
                self._released[assignment] = read_released(self._session, assignment)
        return self._released[assignment]

    def forget(self, assignment: str) -> None:
        """Read anew what a release wrote, when it is asked for next."""
        self._released.pop(assignment, None)

    def restore_sources(self, assignment: str, notebook: str, cells: Iterable[ReleasedCell]) -> None:
        """Take the text and checksum of some cells in place of those that a release wrote."""
        released = self.released(assignment).notebooks[notebook]
        with self._session.begin():
            for cell in cells:
                mine = (SourceCell.notebook_id == released.id, SourceCell.name == cell.name)
                self._session.execute(
                    update(SourceCell).where(*mine).values(source=cell.source, checksum=cell.checksum)
                )
        self.forget(assignment)

    @contextmanager
    def submission(
        self, assignment: str, student: str, timestamp: datetime | None = None, *, create_student: bool = True
    ) -> Iterator[SubmissionEntry]:
        """One student's submission, to be written to; committed at the end, and not at all after an error.

        Args:
            assignment: its name.
            student: id.
            timestamp: when it was handed in, UTC; None leaves what is known.
            create_student: whether a student whom the gradebook does not know is entered.
        """
        released = self.released(assignment)
        try:
            yield SubmissionEntry(self._session, released, student, timestamp, create_student)
            self._session.commit()
        except BaseException:
            self._session.rollback()
            raise

    def remove_submission(self, assignment: str, student: str) -> None:
        """Forget a submission and all that was written about it; the student stays."""
        released = self.released(assignment)
        with self._session.begin():
            _remove_submission(self._session, released.id, student)

    def score_zero(self, assignment: str, student: str) -> None:
        """As nbgrader does for notebooks that were not handed in; what was known of the submission is forgotten."""
        released = self.released(assignment)
        with self.submission(assignment, student) as entry:
            _remove_submission(self._session, released.id, student)
            for name, notebook in released.notebooks.items():
                entry.save_scores(name, dict.fromkeys(notebook.graded_ids, 0.0))


def _remove_submission(session: Session, assignment_id: str, student: str) -> None:
    mine = (SubmittedAssignment.assignment_id == assignment_id, SubmittedAssignment.student_id == student)
    submissions = select(SubmittedAssignment.id).where(*mine)
    notebooks = select(SubmittedNotebook.id).where(SubmittedNotebook.assignment_id.in_(submissions))
    for statement in (
        delete(Grade).where(Grade.notebook_id.in_(notebooks)),
        delete(Comment).where(Comment.notebook_id.in_(notebooks)),
        delete(SubmittedNotebook).where(SubmittedNotebook.assignment_id.in_(submissions)),
        delete(SubmittedAssignment).where(*mine),
    ):
        session.execute(statement.execution_options(synchronize_session=False))


class SubmissionEntry:
    """One submission's rows, within a transaction of `RunGradebook.submission`."""

    def __init__(
        self,
        session: Session,
        released: ReleasedAssignment,
        student: str,
        timestamp: datetime | None,
        create_student: bool,
    ):
        self._session, self._released, self._student = session, released, student
        self._timestamp, self._create_student = timestamp, create_student
        self._notebooks: dict[str, str] | None = None  # ids by name; None until the rows are known to be there

    def enrol(self) -> dict[str, str]:
        """See that the student and the submission have their rows, with an empty grade or comment for each cell.

        Returns:
            The ids of the submitted notebooks, by name.

        Raises:
            MissingEntry: the gradebook does not know the student, and is not to enter anyone.
        """
        if self._notebooks is not None:
            return self._notebooks
        if self._session.scalar(select(Student.id).where(Student.id == self._student)) is None:
            if not self._create_student:
                raise MissingEntry(f"No student with ID '{self._student}' exists in the database")
            self._session.execute(insert(Student), [{"id": self._student}])
        known = self._session.scalar(
            select(SubmittedAssignment.id).where(
                SubmittedAssignment.assignment_id == self._released.id, SubmittedAssignment.student_id == self._student
            )
        )
        if known is None:
            self._notebooks = self._add_submission()
            return self._notebooks
        if self._timestamp:
            self._session.execute(update(SubmittedAssignment), [{"id": known, "timestamp": self._timestamp}])
        names = select(Notebook.name, SubmittedNotebook.id).join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        self._notebooks = dict(self._session.execute(names.where(SubmittedNotebook.assignment_id == known)).all())
        return self._notebooks

    def _add_submission(self) -> dict[str, str]:
        submission, notebooks = new_uuid(), {name: new_uuid() for name in self._released.notebooks}
        self._session.execute(
            insert(SubmittedAssignment),
            [
                {
                    "id": submission,
                    "assignment_id": self._released.id,
                    "student_id": self._student,
                    "timestamp": self._timestamp,
                }
            ],
        )
        for name, released in self._released.notebooks.items():
            self._session.execute(
                insert(SubmittedNotebook),
                [{"id": notebooks[name], "assignment_id": submission, "notebook_id": released.id}],
            )
            for kind, ids in ((Grade, released.graded_ids), (Comment, released.comment_ids)):
                if ids:
                    self._session.execute(
                        insert(kind), [{"cell_id": id, "notebook_id": notebooks[name]} for id in ids.values()]
                    )
        return notebooks

    def hand_over(self) -> None:
        """Write what is known so far, for a step that opens the gradebook by itself."""
        self.enrol()
        self._session.commit()

    def save_scores(self, notebook: str, scores: Mapping[str, float | None]) -> None:
        """Note what the tests gave.

        Args:
            notebook: name.
            scores: by name of the cell; None where a person must grade. What a person graded already is to be looked at
                again.

        Raises:
            MissingEntry: a cell that the gradebook does not know.
        """
        known = self._rows(Grade, notebook, Grade.manual_score)
        self._update(
            Grade,
            [
                {"id": id, "auto_score": score, "needs_manual_grade": manual_score is not None or score is None}
                for score, (id, manual_score) in _matched(scores, known)
            ],
        )

    def save_comments(self, notebook: str, comments: Mapping[str, str | None]) -> None:
        """Note what is said about a cell automatically, by name of the cell.

        Raises:
            MissingEntry: a cell that the gradebook does not know.
        """
        known = self._rows(Comment, notebook, Comment.auto_comment)
        self._update(
            Comment,
            [
                {"id": id, "auto_comment": comment}
                for comment, (id, before) in _matched(comments, known)
                if comment != before
            ],
        )

    def _rows(self, kind: type[Grade] | type[Comment], notebook: str, column: Any) -> dict[str, tuple]:
        """Id and one column of a notebook's grades or comments, by name of the cell."""
        rows = select(BaseCell.name, kind.id, column).join(BaseCell, kind.cell_id == BaseCell.id)
        return {
            name: (id, value)
            for name, id, value in self._session.execute(rows.where(kind.notebook_id == self.enrol()[notebook]))
        }

    def _update(self, kind: type, rows: list[dict]) -> None:
        if rows:
            self._session.execute(update(kind), rows)

    def score(self, notebook: str) -> float:
        """Points of a notebook, manual ones and extra credit included, before a penalty."""
        total = select(func.coalesce(func.sum(Grade.score), 0.0)).where(Grade.notebook_id == self.enrol()[notebook])
        return self._session.scalar(total)

    def penalty(self, notebook: str) -> float:
        """Points that are taken off a notebook that was late."""
        taken = select(SubmittedNotebook.late_submission_penalty).where(SubmittedNotebook.id == self.enrol()[notebook])
        return self._session.scalar(taken) or 0.0

    def save_penalty(self, notebook: str, penalty: float | None) -> None:
        """Note the points that are taken off, None for none."""
        self._update(SubmittedNotebook, [{"id": self.enrol()[notebook], "late_submission_penalty": penalty}])

    def seconds_late(self) -> float:
        """How long after its due date, a student's extension included, the submission was handed in; 0 where it was not
        late.
        """
        self.enrol()
        dates = select(SubmittedAssignment.timestamp, SubmittedAssignment.extension, Assignment.duedate).join(
            Assignment, SubmittedAssignment.assignment_id == Assignment.id
        )
        timestamp, extension, due = self._session.execute(
            dates.where(
                SubmittedAssignment.assignment_id == self._released.id, SubmittedAssignment.student_id == self._student
            )
        ).one()
        if timestamp is None or due is None:
            return 0.0
        return max(0.0, (timestamp - (due + extension if extension else due)).total_seconds())


def _matched(values: Mapping[str, object], known: Mapping[str, tuple]) -> Iterator[tuple]:
    for name, value in values.items():
        if name not in known:
            raise MissingEntry(f"No such cell in the gradebook: {name}")
        yield value, known[name]
