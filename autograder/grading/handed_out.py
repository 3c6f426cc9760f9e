"""What a unit's submissions are compared and graded with: the notebooks that were handed out, and the instructor's
tests of now.

Grading never writes ``release/``. Where the instructor has changed ``source/`` since, submissions are graded with its
tests as they are now, if they fit what was handed out: the same cells with the same points. They are compared with
every version that was handed out.
"""

from __future__ import annotations

from dataclasses import dataclass

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import MissingEntry
from nbgrader.utils import compute_checksum, is_grade, is_locked, is_solution, is_task

from autograder.course import Course
from autograder.errors import ReleaseError
from autograder.exercises import Unit
from autograder.grading.gradebook import ReleasedCell, RunGradebook
from autograder.release import Generated, digest, generate, is_as_released, read_digests, read_versions, register

NAMED = 3


@dataclass(frozen=True)
class HandedOut:
    """A unit as its students know it.

    Attributes:
        versions: every version of their notebook.
        notice: what the instructor should know before the class is graded, "" where there is nothing.
    """

    versions: tuple[NotebookNode, ...]
    notice: str


def prepare_unit(course: Course, unit: Unit, gradebook: RunGradebook) -> HandedOut:
    """See that the gradebook holds a unit's cells with the tests of ``source/``; ``release/`` is only read.

    Raises:
        ReleaseError: nbgrader refuses the source notebook, or its cells and points are not those that were handed out.
    """
    generated = generate(course, unit)
    instructor = _cells(generated.instructor)
    versions = read_versions(course, unit, generated)
    try:
        known = gradebook.released(unit.id).notebooks[unit.notebook].cells
    except (MissingEntry, KeyError):
        known = _cells(_released_now(course, unit, versions))
        _require_fit(course, unit, instructor, known)
        register(course, unit, generated.instructor)
        gradebook.forget(unit.id)
        _take(gradebook, unit, [cell for cell in known.values() if not cell.locked])
    else:
        _require_fit(course, unit, instructor, known)
        _take(gradebook, unit, [cell for cell in instructor.values() if cell.locked])
    return HandedOut(tuple(versions), _notice(course, unit, generated))


def _released_now(course: Course, unit: Unit, versions: list[NotebookNode]) -> NotebookNode:
    """The version in ``release/``, or the only one that there is."""
    path = course.release(unit)
    return nbformat.read(path, as_version=4) if path.is_file() and is_as_released(course, unit) else versions[0]


def _cells(notebook: NotebookNode) -> dict[str, ReleasedCell]:
    """The cells of a notebook that the gradebook would know, by name."""
    found = {}
    for cell in notebook.cells:
        grade, solution, locked, task = (ask(cell) for ask in (is_grade, is_solution, is_locked, is_task))
        if grade or solution or locked or task:
            settings = cell.metadata.nbgrader
            points = float(settings["points"]) if grade or task else None
            found[settings["grade_id"]] = ReleasedCell(
                settings["grade_id"],
                cell.cell_type,
                locked,
                cell.source,
                compute_checksum(cell),
                points,
                grade,
                solution,
                task,
            )
    return found


def _require_fit(
    course: Course, unit: Unit, instructor: dict[str, ReleasedCell], known: dict[str, ReleasedCell]
) -> None:
    """Refuse a source notebook whose cells, or their points or uses, are not those that were handed out."""
    both = [name for name in instructor if name in known]
    differences = {
        "new": [name for name in instructor if name not in known],
        "gone": [name for name in known if name not in instructor],
        "with other points": [name for name in both if instructor[name].max_score != known[name].max_score],
        "of another kind": [name for name in both if _kind(instructor[name]) != _kind(known[name])],
    }
    told = [f"{what}: {_some(names)}" for what, names in differences.items() if names]
    if told:
        raise ReleaseError(
            f"{course.source(unit)} does not fit what was handed out ({'; '.join(told)}). Release it with `python -m "
            f"autograder release {unit.id}` and hand it out again, or restore the cells."
        )


def _kind(cell: ReleasedCell) -> tuple:
    return cell.cell_type, cell.grade, cell.solution, cell.locked, cell.task


def _some(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")


def _take(gradebook: RunGradebook, unit: Unit, cells: list[ReleasedCell]) -> None:
    """Let the gradebook hold the text of these cells."""
    known = gradebook.released(unit.id).notebooks[unit.notebook].cells
    changed = [
        cell for cell in cells if (known[cell.name].source, known[cell.name].checksum) != (cell.source, cell.checksum)
    ]
    if changed:
        gradebook.restore_sources(unit.id, unit.notebook, changed)


def _notice(course: Course, unit: Unit, generated: Generated) -> str:
    """One line where what is handed out is not what the source gives now."""
    path = course.release(unit)
    if not path.is_file():
        return ""
    released = read_digests(course).get(path.relative_to(course.releases).as_posix()) or digest(path.read_bytes())
    if released == digest(generated.student.encode("utf-8")):
        return ""
    return (
        f"{unit.id}: the source notebook has changed since it was released. Its present tests are used; "
        f"what students have stays as it is until `python -m autograder release {unit.id}`."
    )
