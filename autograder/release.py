"""source/ -> release/ and fixtures. The notebooks are made by nbgrader itself."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from nbgrader.api import MissingEntry
from nbgrader.converters import GenerateAssignment

from autograder.course import Course, collecting_log
from autograder.errors import ReleaseError
from autograder.exercises import Unit
from helpers import fixtures

#: An innermost list of numbers in indented JSON; a text never matches, its line breaks are written \\n there.
ROW = re.compile(r"\[\n([-+.,\w\s]+)\n\s*\]")

#: What must never be found in a student's notebook.
SECRETS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN", "END HIDDEN", "autograder")


def release_unit(course: Course, unit: Unit) -> Path:
    """Let nbgrader make the student's notebook and note its cells in the gradebook.

    Args:
        course: the folder; its ``release/<unit>`` is replaced.
        unit: the unit.

    Returns:
        Path of the new notebook.

    Raises:
        ReleaseError: nbgrader refused the source notebook, or the result would show a solution or a hidden test.
    """
    fresh = course.root / f".release-{os.getpid()}"  # the old release stays until there is a new one
    converter = GenerateAssignment(coursedir=course.directory(unit.id, "."), config=course.config)
    converter.coursedir.release_directory = fresh.name
    converter.force = True
    converter.log, told = collecting_log()
    try:
        converter.start()
        text = (fresh / unit.id / f"{unit.notebook}.ipynb").read_text(encoding="utf-8")
        for secret in SECRETS:
            if secret in text:
                raise ReleaseError(f"The release of {course.source(unit)} shows {secret!r}: a solution or hidden-test region of it "
                                   "is not closed.")
        shutil.rmtree(course.release(unit).parent, ignore_errors=True)
        course.release(unit).parent.parent.mkdir(exist_ok=True)
        shutil.move(fresh / unit.id, course.release(unit).parent)
    except ReleaseError:
        raise
    except Exception as error:  # nbgrader raises bare exceptions of many kinds here, and says why only in its log
        raise ReleaseError(f"nbgrader cannot release {course.source(unit)}: {_reason(error, told)}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return course.release(unit)


def _reason(error: Exception, told: list[str]) -> str:
    """The first line of what went wrong, which nbgrader puts at the end of a traceback in its log."""
    lines = [line for text in told for line in text.strip().splitlines() if "Error: " in line or "Exception: " in line]
    reason = lines[-1].partition(": ")[2] if lines else str(error)
    if "submissions associated" in reason:
        reason += (" A class was graded with other cells. Release from a fresh copy of the course, or, if that class is done with, "
                   "move gradebook.db away and grade again.")
    return reason


def is_registered(course: Course, unit: Unit) -> bool:
    """Whether the gradebook knows the source notebook as it is now, so that a class can be graded with it."""
    source = nbformat.read(course.source(unit), as_version=4)
    with course.gradebook() as gradebook:
        try:
            known = {cell.name: cell for cell in gradebook.find_notebook(unit.notebook, unit.id).source_cells}
            points = {cell.name: cell.max_score for cell in gradebook.find_notebook(unit.notebook, unit.id).grade_cells}
        except MissingEntry:
            return False
        current = {}
        for cell in source.cells:
            settings = cell.metadata.get("nbgrader", {})
            if settings.get("locked") or settings.get("grade"):
                current[settings["grade_id"]] = (cell.source, settings.get("points"))
        return all(
            name in known and known[name].source == text and (worth is None or points.get(name) == worth)
            for name, (text, worth) in current.items()
        ) and all(name in current for name in points)


def write_fixture(unit: Unit, folder: Path = fixtures.FIXTURES) -> bool:
    """Write the unit's fixture, unless the one there says the same.

    Two machines may compute e^x with a different last bit, so numbers count as the same within 1e-12.

    Returns:
        Whether the file was written.
    """
    path = folder / f"{unit.notebook}.json"
    fresh = unit.to_fixture()
    if path.is_file() and same_fixture(json.loads(path.read_text(encoding="utf-8")), fresh):
        return False
    text = json.dumps(fresh, ensure_ascii=False, indent=1)
    text = ROW.sub(lambda row: f"[{' '.join(row[1].split())}]", text)  # half the size, and a row reads as a row
    path.write_text(text + "\n", encoding="utf-8")
    fixtures.load_unit.cache_clear()
    return True


def same_fixture(old: Any, new: Any) -> bool:
    """Whether two fixtures hold the same structure and texts, and numbers equal within a relative 1e-12."""
    if isinstance(old, float) and isinstance(new, float):
        return bool(np.isclose(old, new, rtol=1e-12, atol=1e-300))
    if type(old) is not type(new):
        return False
    if isinstance(old, dict):
        return list(old) == list(new) and all(same_fixture(old[name], new[name]) for name in old)
    if isinstance(old, list):
        return len(old) == len(new) and all(map(same_fixture, old, new))
    return old == new
