"""Scores as CSV for a learning platform, from our command line or as an exporter of ``nbgrader export``.

What the platforms ask for:

- Moodle, Grades ▸ Import ▸ CSV file (docs.moodle.org, "Grade import"): the person is found by one mapped column, best
the ID number;
  ``-`` means no grade. An empty cell would become 0 where the import makes a new grade item.
- Canvas, Grades ▸ Import (its ``gradebook_importer.rb``): columns in this order, a second line that begins with
  ``Points Possible``; a person is found by ID, else by SIS User ID, else by SIS Login ID; an empty cell is no grade.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins.export import ExportPlugin

from autograder.course import Course
from autograder.errors import UsageError
from autograder.exercises import Unit
from autograder.files import write_whole
from autograder.grading.records import SubmissionRecord
from autograder.results.collect import collect_records
from autograder.results.pages import format_points
from autograder.results.scores import Score, max_score, read_scores

_NO_SCORE = Score(None, 0.0)


@dataclass(frozen=True)
class Person:
    """A student as the gradebook knows them; only the id is certain."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""

    @property
    def sortable_name(self) -> str:
        """``Last, First``, or the id where the gradebook has no name."""
        return ", ".join(part for part in (self.last_name, self.first_name) if part) or self.id


@dataclass(frozen=True)
class ScoreTable:
    """All that a layout needs: people by line, units by column.

    Attributes:
        people: in the order of the lines.
        max_points: points that can be had, by unit, in the order of the columns.
        scores: by unit and student.
    """

    people: tuple[Person, ...]
    max_points: Mapping[str, float]
    scores: Mapping[str, Mapping[str, Score]]

    def score(self, unit: str, person: Person) -> Score:
        """One score; without points where there is none."""
        return self.scores[unit].get(person.id, _NO_SCORE)


def write_csv(course: Course, units: Iterable[Unit], path: Path | str, layout: str = "plain") -> Path:
    """Write the scores of some units, whole or not at all.

    Args:
        course: the folder.
        units: a column each (three in the plain layout), in this order.
        path: the file.
        layout: a key of `LAYOUTS`: ``plain``, ``moodle`` or ``canvas``.

    Returns:
        The file.

    Raises:
        UsageError: no such layout, or the gradebook does not know a unit.
    """
    with course.gradebook() as gradebook:
        table = read_table(gradebook, [unit.id for unit in units], lambda id: collect_records(course, id))
    return write_whole(Path(path), to_csv(table, layout))


def read_table(
    gradebook: Gradebook,
    units: Sequence[str],
    records: Callable[[str], list[SubmissionRecord]],
    students: Sequence[str] = (),
) -> ScoreTable:
    """Read the scores of some units.

    Args:
        gradebook: open.
        units: nbgrader's assignment ids.
        records: gives the records of a unit.
        students: only these; empty for all.

    Raises:
        UsageError: the gradebook does not know a unit.
    """
    possible: dict[str, float] = {}
    for unit in units:
        points = max_score(gradebook, unit)
        if points is None:
            raise UsageError(f"The gradebook does not know {unit!r}. Release it and grade a submission first.")
        possible[unit] = points
    scores = {unit: read_scores(gradebook, unit, records(unit)) for unit in units}
    people = {
        entry.id: Person(entry.id, entry.first_name or "", entry.last_name or "", entry.email or "")
        for entry in gradebook.students
    }
    known = set(people).union(*scores.values())
    chosen = sorted(known.intersection(students) if students else known)
    return ScoreTable(tuple(people.get(id, Person(id)) for id in chosen), possible, scores)


def to_csv(table: ScoreTable, layout: str) -> str:
    """A table as CSV text in one of `LAYOUTS`; see `write_csv`."""
    if layout not in LAYOUTS:
        raise UsageError(f"There is no CSV layout {layout!r}. Layouts: {', '.join(LAYOUTS)}.")
    file = StringIO()
    csv.writer(file).writerows(LAYOUTS[layout](table))
    return file.getvalue()


def guard(text: str) -> str:
    """Text that a spreadsheet does not take for a formula: an apostrophe goes before ``= + - @``, tab and return."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _plain(table: ScoreTable) -> Iterable[list[str]]:
    yield ["student", *(f"{unit} {column}" for unit in table.max_points for column in ("score", "max", "status"))]
    for person in table.people:
        line = [guard(person.id)]
        for unit, possible in table.max_points.items():
            score = table.score(unit, person)
            line += [_points(score), format_points(possible), score.status or "not submitted"]
        yield line


def _moodle(table: ScoreTable) -> Iterable[list[str]]:
    yield ["ID number", "Email address", *map(guard, table.max_points)]
    for person in table.people:
        points = [_points(table.score(unit, person)) or "-" for unit in table.max_points]
        yield [guard(person.id), guard(person.email), *points]


def _canvas(table: ScoreTable) -> Iterable[list[str]]:
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *map(guard, table.max_points)]
    yield ["Points Possible", "", "", "", "", *map(format_points, table.max_points.values())]
    for person in table.people:
        points = [_points(table.score(unit, person)) for unit in table.max_points]
        # ID is Canvas's own number, which nobody here knows; left empty, Canvas goes by the next two.
        yield [guard(person.sortable_name), "", guard(person.id), guard(person.id), "", *points]


def _points(score: Score) -> str:
    return "" if score.points is None else format_points(score.points)


#: How a table becomes lines, by layout.
LAYOUTS: dict[str, Callable[[ScoreTable], Iterable[list[str]]]] = {
    "plain": _plain,
    "moodle": _moodle,
    "canvas": _canvas,
}


class _Exporter(ExportPlugin):
    """What both exporters share; honours ``--to``, ``--assignment`` and ``--student``."""

    layout = "plain"

    def export(self, gradebook: Gradebook) -> None:
        """Write the file; without ``--to`` it is ``<layout>.csv`` in the current folder."""
        units = list(map(str, self.assignment)) or [assignment.name for assignment in gradebook.assignments]
        table = read_table(gradebook, units, self._records, list(map(str, self.student)))
        path = write_whole(Path(self.to or f"{self.layout}.csv"), to_csv(table, self.layout))
        self.log.info("Exported %d students and %d assignments to %s", len(table.people), len(units), path)

    def _records(self, unit: str) -> list[SubmissionRecord]:
        """Records lie in the course folder; a course that was graded by nbgrader alone has none."""
        directory = getattr(self.parent, "coursedir", None)
        try:
            course = Course(directory.root if directory is not None else ".")
        except UsageError:
            return []
        return collect_records(course, unit)


class MoodleExporter(_Exporter):
    """``nbgrader export --exporter=autograder.results.export.MoodleExporter`` for Moodle's grade import."""

    layout = "moodle"


class CanvasExporter(_Exporter):
    """``nbgrader export --exporter=autograder.results.export.CanvasExporter`` for Canvas's grade import."""

    layout = "canvas"
