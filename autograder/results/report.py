"""One page a class: scores, how hard each exercise was, which mistakes how often, what needs a look."""

from __future__ import annotations

import os
import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from autograder.course import Course
from autograder.exercises import Unit
from autograder.files import write_whole
from autograder.grading.records import FAILED, GRADED, MISSING, REFUSED, StudentResult, SubmissionRecord
from autograder.results import pictures
from autograder.results.collect import collect_records, collect_results
from autograder.results.pages import STATUS_WORDS, clean, exercise_name, mistake_name, render, unit_title
from autograder.results.scores import Score, read_scores
from helpers.messages import speaking

#: Mistakes in the picture and in the table; a class of 500 makes more than anyone reads.
DRAWN_MISTAKES, LISTED_MISTAKES = 12, 30
#: Remarks shown of one student; who edited the whole notebook would fill pages.
REMARKS_A_STUDENT = 8
#: Names that a sentence lists before it says how many more there are.
NAMES_IN_A_ROW = 6

_KIND_WORDS = {
    "timeout": "◔ time limit",
    "crash": "✗ crash",
    "not-run": "… not run",
    "tampering": "✎ changed",
    MISSING: STATUS_WORDS[MISSING],
    REFUSED: STATUS_WORDS[REFUSED],
    FAILED: STATUS_WORDS[FAILED],
}


@dataclass
class Tally:
    """What the report needs of all results, summed up one student at a time.

    Attributes:
        shares: by exercise, the share of points of each student; in the order of the notebook.
        solved: by exercise, how many students have all points.
        mistakes: students by (exercise, mistake).
        hints: what was said about each of them.
    """

    shares: dict[str, list[float]] = field(default_factory=dict)
    solved: Counter[str] = field(default_factory=Counter)
    mistakes: Counter[tuple[str, str]] = field(default_factory=Counter)
    hints: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, result: StudentResult) -> None:
        """Count one student; each mistake once, however many claims it broke."""
        points: dict[str, tuple[float, float]] = {}
        made: dict[tuple[str, str], str] = {}
        for test in result.tests:
            earned, possible = points.get(test.exercise, (0.0, 0.0))
            points[test.exercise] = earned + test.score, possible + test.max_score
            if test.finding and test.finding.get("mistake") and not test.passed:
                made[test.exercise, clean(test.finding["mistake"], 80)] = clean(test.finding.get("hint") or "")
        for key, (earned, possible) in points.items():
            if possible:
                self.shares.setdefault(key, []).append(earned / possible)
                self.solved[key] += earned >= possible
        self.mistakes.update(made.keys())
        for mistake, hint in made.items():
            self.hints.setdefault(mistake, hint)


@dataclass(frozen=True)
class ExerciseRow:
    """One exercise of the report: mean share of points, students with all points, students graded."""

    name: str
    mean: float
    solved: int
    students: int


@dataclass(frozen=True)
class MistakeRow:
    """One known mistake of the report: where, its name, its hint, and how many students made it."""

    exercise: str
    name: str
    hint: str
    students: int


@dataclass(frozen=True)
class LookRow:
    """Something that an instructor should open; `cells` are those that it is about, `more_cells` how many are not
    listed.
    """

    student: str
    link: str
    kind: str
    text: str
    cells: tuple[str, ...] = ()
    more_cells: int = 0


@dataclass(frozen=True)
class StudentRow:
    """One line of the table of students; `link` is "" where there is no feedback."""

    student: str
    link: str
    score: Score
    status: str


def write_report(course: Course, unit: Unit) -> Path:
    """Write the report of one unit.

    Args:
        course: the folder; ``reports/<unit>/report.html`` is written, whole or not at all.
        unit: graded or not; without any submission the report says so.

    Returns:
        The page.
    """
    records = collect_records(course, unit.id)
    with course.gradebook() as gradebook:
        scores = read_scores(gradebook, unit.id, records)
    tally = Tally()
    for result in collect_results(course, unit):
        tally.add(result)
    path = course.reports(unit) / "report.html"
    with speaking("en"):  # a page for instructors
        return write_whole(path, report_page(course, unit, records, scores, tally))


def report_page(
    course: Course, unit: Unit, records: list[SubmissionRecord], scores: dict[str, Score], tally: Tally
) -> str:
    """The report as HTML; complete in itself, no network needed."""
    links = {record.student: feedback_link(course, unit, record.student) for record in records}
    graded = [score for score in scores.values() if score.status == GRADED and score.points is not None]
    shares, points = [score.share for score in graded], [score.points for score in graded if score.points is not None]
    exercises, mistakes = exercise_rows(tally), mistake_rows(unit, tally)
    drawn, hardest = mistakes[:DRAWN_MISTAKES], hardest_exercises(exercises)
    return render(
        "report.html.j2",
        title=unit_title(unit),
        exercises=exercises,
        mistakes=mistakes[:LISTED_MISTAKES],
        more_mistakes=max(0, len(mistakes) - LISTED_MISTAKES),
        look=look_rows(records, links),
        students=[
            StudentRow(student, links.get(student, ""), score, STATUS_WORDS[score.status])
            for student, score in scores.items()
        ],
        statuses=count_statuses(scores.values()),
        hardest=hardest[:NAMES_IN_A_ROW],
        more_hardest=max(0, len(hardest) - NAMES_IN_A_ROW),
        hardest_mean=min((row.mean for row in exercises), default=0.0),
        needs_a_look=sum(record.needs_a_look for record in records),
        graded=len(graded),
        mean=statistics.fmean(points) if points else None,
        median=statistics.median(points) if points else None,
        max_points=max((score.max_points for score in scores.values()), default=0.0),
        counts=pictures.bin_scores(shares),
        bin_percent=100 // pictures.BINS,
        scores_picture=pictures.draw_scores(shares) if shares else None,
        exercises_picture=pictures.draw_difficulty([row.name for row in exercises], [row.mean for row in exercises])
        if exercises
        else None,
        mistakes_picture=pictures.draw_mistakes(
            [(row.exercise, row.name) for row in drawn], [row.students for row in drawn]
        )
        if drawn
        else None,
    )


def count_statuses(scores: Iterable[Score]) -> list[str]:
    """How many students have each status, in words: ``12 graded``."""
    counts = Counter(score.status for score in scores)
    return [f"{counts[status]} {words[2:]}" for status, words in STATUS_WORDS.items() if counts[status]]


def exercise_rows(tally: Tally) -> list[ExerciseRow]:
    """Every exercise, in the order of the notebook."""
    return [
        ExerciseRow(exercise_name(key) or "other cells", statistics.fmean(shares), tally.solved[key], len(shares))
        for key, shares in tally.shares.items()
    ]


def hardest_exercises(rows: list[ExerciseRow]) -> list[str]:
    """Names of the exercises with the smallest mean share of points; none where everyone solved everything."""
    least = min((row.mean for row in rows), default=1.0)
    return [row.name for row in rows if row.mean <= least + 1e-9] if least < 1 else []


def mistake_rows(unit: Unit, tally: Tally) -> list[MistakeRow]:
    """Every known mistake that was made, the most frequent first; hints as the bank has them now."""
    rows = []
    for (key, id), students in sorted(tally.mistakes.items(), key=lambda item: (-item[1], item[0])):
        exercise = unit.exercises.get(exercise_name(key))
        hints = {mistake.id: mistake.hint for mistake in exercise.mistakes} if exercise else {}
        hint = hints.get(id, tally.hints[key, id])
        rows.append(MistakeRow(exercise_name(key) or "other cells", mistake_name(id), hint, students))
    return rows


def look_rows(records: Iterable[SubmissionRecord], links: dict[str, str]) -> list[LookRow]:
    """What needs a look: submissions without a score first, then remarks, one row for cells that share a remark."""
    rows, remarks = [], []
    for record in records:
        link = links[record.student]
        if record.status != GRADED:
            rows.append(LookRow(record.student, link, _KIND_WORDS[record.status], clean(record.reason)))
        cells: dict[tuple[str, str], list[str]] = {}
        for remark in record.remarks:
            cells.setdefault((remark.kind, clean(remark.text, 200)), []).append(clean(remark.cell, 80))
        for (kind, text), named in list(cells.items())[:REMARKS_A_STUDENT]:
            remarks.append(
                LookRow(
                    record.student,
                    link,
                    _KIND_WORDS.get(kind, clean(kind, 40)),
                    text,
                    tuple(named[:NAMES_IN_A_ROW]),
                    max(0, len(named) - NAMES_IN_A_ROW),
                )
            )
        if len(cells) > REMARKS_A_STUDENT:
            more = f"{len(cells) - REMARKS_A_STUDENT} more remarks on this submission."
            remarks.append(LookRow(record.student, link, "… more", more))
    return rows + remarks


def feedback_link(course: Course, unit: Unit, student: str) -> str:
    """The student's feedback page as seen from the report."""
    return quote(
        os.path.relpath(course.feedback(unit, student), course.reports(unit)).replace(os.sep, "/"), errors="replace"
    )
