"""The score of every student in one unit, from nbgrader's gradebook: one truth for feedback, report and export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nbgrader.api import Grade, Gradebook, GradeCell, MissingEntry, SubmittedAssignment, SubmittedNotebook

from autograder.grading.records import FAILED, GRADED, MISSING, REFUSED, SubmissionRecord


@dataclass(frozen=True)
class Score:
    """What one student got for one unit.

    Attributes:
        points: after the late penalty, manual scores included; None where there is no score (which is not 0 points).
        max_points: what could be had.
        penalty: points taken off because the submission was late.
        status: one of ``graded missing refused failed``, "" where nothing was handed in.
    """

    points: float | None
    max_points: float
    penalty: float = 0.0
    status: str = ""

    @property
    def share(self) -> float:
        """Points as a share of what could be had, 0 where there is none."""
        return (self.points or 0.0) / self.max_points if self.max_points else 0.0


def read_scores(gradebook: Gradebook, unit: str, records: Iterable[SubmissionRecord]) -> dict[str, Score]:
    """The scores of one unit as nbgrader has them now.

    Args:
        gradebook: open.
        unit: nbgrader's assignment id.
        records: what grading found out; a submission that nbgrader graded without us has none.

    Returns:
        A score for every student of the gradebook or of the records, by id and in its order.
    """
    max_points = max_score(gradebook, unit)
    graded = _read_submissions(gradebook, unit) if max_points is not None else {}
    statuses = {record.student: record.status for record in records}
    students = sorted({student.id for student in gradebook.students} | set(statuses))
    return {student: _score(statuses.get(student, ""), graded.get(student), max_points or 0.0) for student in students}


def max_score(gradebook: Gradebook, unit: str) -> float | None:
    """Points that can be had in a unit; None where the gradebook does not know it."""
    try:
        return float(gradebook.find_assignment(unit).max_score)
    except MissingEntry:
        return None


def _read_submissions(gradebook: Gradebook, unit: str) -> dict[str, tuple[float, float]]:
    """Score and late penalty by student, in one query for a class of any size."""
    assignment = gradebook.find_assignment(unit).id
    rows = gradebook.db.query(
        SubmittedAssignment.student_id, SubmittedAssignment.score, SubmittedAssignment.late_submission_penalty
    ).filter(SubmittedAssignment.assignment_id == assignment)
    # nbgrader notes a submission before it runs; one that was interrupted there has no scores yet, which is not a score
    # of 0
    begun = (
        gradebook.db.query(SubmittedAssignment.student_id)
        .join(SubmittedAssignment.notebooks)
        .join(SubmittedNotebook.grades)
    )
    begun = begun.join(GradeCell, GradeCell.id == Grade.cell_id).filter(
        SubmittedAssignment.assignment_id == assignment,
        Grade.auto_score.is_(None),
        Grade.manual_score.is_(None),
        GradeCell.cell_type == "code",
    )
    unfinished = {student for (student,) in begun}
    return {student: (score or 0.0, penalty or 0.0) for student, score, penalty in rows if student not in unfinished}


def _score(status: str, graded: tuple[float, float] | None, max_points: float) -> Score:
    if status in (REFUSED, FAILED):
        return Score(None, max_points, status=status)
    if status == MISSING:
        return Score(0.0, max_points, status=status)
    if graded is None:
        return Score(None, max_points, status=status)
    earned, penalty = graded
    # nbgrader's own CSV export takes the penalty off in the same way: a submission's `score` is without it.
    return Score(max(0.0, earned - penalty), max_points, penalty, status or GRADED)
