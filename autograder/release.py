"""source/ -> release/ and fixtures. The notebooks are made by nbgrader itself."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import shutil
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import CheckCellMetadata, SaveCells
from traitlets.utils.importstring import import_item

from autograder.course import Course, collecting_log
from autograder.errors import ReleaseError
from autograder.exercises import Unit
from autograder.files import replacing, write_whole
from autograder.grading.validation import CheckSettings
from helpers import fixtures

#: What must never be found in a student's notebook.
SECRETS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN", "END HIDDEN", "autograder")


@dataclass(frozen=True)
class Generated:
    """What nbgrader makes of a source notebook.

    Attributes:
        instructor: the notebook as the gradebook is to know it, hidden tests and all.
        student: the text of the student's notebook.
    """

    instructor: NotebookNode
    student: str


def generate(course: Course, unit: Unit) -> Generated:
    """Take a source notebook through nbgrader's steps; nothing is written.

    Raises:
        ReleaseError: nbgrader refused the source notebook, or the result would show a solution or a hidden test.
    """
    converter, told = _converter(course, unit)
    exporter = converter.exporter_class(parent=converter, config=converter.config)
    resources = _resources(course, unit)
    instructor = None
    try:
        notebook = nbformat.read(course.source(unit), as_version=4)
        with chdir(course.root):  # where nbgrader's steps look for autotests.yml
            for step in converter.preprocessors:
                step = import_item(step) if isinstance(step, str) else step
                if step is SaveCells:
                    instructor = copy.deepcopy(notebook)
                    continue
                step = CheckSettings if step is CheckCellMetadata else step  # the same, and twenty times as fast
                notebook, resources = step(parent=exporter)(notebook, resources)
        text = nbformat.writes(notebook, version=4)
    except Exception as error:  # nbgrader raises bare exceptions of many kinds here, and says why only in its log
        raise ReleaseError(f"nbgrader cannot release {course.source(unit)}: {_reason(error, told)}") from error
    for secret in SECRETS:
        if secret in text:
            raise ReleaseError(
                f"The release of {course.source(unit)} shows {secret!r}: a solution or hidden-test region of it "
                "is not closed."
            )
    return Generated(notebook if instructor is None else instructor, text if text.endswith("\n") else text + "\n")


def register(course: Course, unit: Unit, instructor: NotebookNode) -> None:
    """Let nbgrader note the cells of a notebook in the gradebook, without releasing it.

    Args:
        course: the folder.
        unit: the unit.
        instructor: see `Generated`.

    Raises:
        ReleaseError: nbgrader refused.
    """
    converter, told = _converter(course, unit)
    try:
        with course.gradebook() as gradebook:
            gradebook.update_or_create_assignment(unit.id)
        SaveCells(parent=converter)(instructor, _resources(course, unit))
    except Exception as error:
        raise ReleaseError(
            f"nbgrader cannot note the cells of {course.source(unit)}: {_reason(error, told)}"
        ) from error


def release_unit(course: Course, unit: Unit, *, force: bool = False) -> Path:
    """Let nbgrader make the student's notebook and note its cells in the gradebook.

    Args:
        course: the folder; in its ``release/<unit>`` is replaced what an earlier release wrote, everything else stays.
        unit: the unit.
        force: replace the notebook even where somebody has worked in it.

    Returns:
        Path of the new notebook.

    Raises:
        ReleaseError: nbgrader refused the source notebook, or the result would show a solution or a hidden test, or
            somebody has worked in the released notebook.
    """
    generated, path = generate(course, unit), course.release(unit)
    if path.is_file():
        if is_as_released(course, unit):
            keep_version(course, unit)
        elif not force and digest(path.read_bytes()) != digest(generated.student.encode("utf-8")):
            raise ReleaseError(
                f"Somebody has worked in {path}: it is not as it was released. Move it away to keep that work, "
                "or replace it "
                f"with `python -m autograder release {unit.id} --force`."
            )
    fresh = course.root / f".release-{os.getpid()}"  # the old release stays until there is a new one
    converter, told = _converter(course, unit)
    converter.coursedir.release_directory = fresh.name
    try:
        converter.start()
        _replace_files(course, unit, fresh / unit.id)
    except Exception as error:  # nbgrader raises bare exceptions of many kinds here, and says why only in its log
        raise ReleaseError(f"nbgrader cannot release {course.source(unit)}: {_reason(error, told)}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    keep_version(course, unit)
    return path


def _converter(course: Course, unit: Unit) -> tuple[GenerateAssignment, list[str]]:
    converter = GenerateAssignment(coursedir=course.directory(unit.id, "."), config=course.config)
    converter.force = True
    converter.log, told = collecting_log()
    return converter, told


def _resources(course: Course, unit: Unit) -> ResourcesDict:
    about = {"student": ".", "assignment": unit.id, "notebook": unit.notebook, "db_url": course.directory().db_url}
    return ResourcesDict(
        nbgrader=about,
        unique_key=unit.notebook,
        metadata=ResourcesDict(name=unit.notebook, path=str(course.source(unit).parent)),
    )


def _replace_files(course: Course, unit: Unit, fresh: Path) -> None:
    """Put the files of a new release in the place of the old one's, and remember their digests; what others put there
    stays.
    """
    folder = course.release(unit).parent
    digests = read_digests(course)
    old = {name for name in digests if name.startswith(f"{unit.id}/")}
    new = {}
    for file in sorted(path for path in fresh.rglob("*") if path.is_file()):
        target = folder / file.relative_to(fresh)
        target.parent.mkdir(parents=True, exist_ok=True)
        new[target.relative_to(course.releases).as_posix()] = digest(file.read_bytes())
        os.replace(file, target)
    for name in old - set(new):
        stale = course.releases / name
        if stale.is_file() and digest(stale.read_bytes()) == digests[name]:
            stale.unlink()
    changed = {name: known for name, known in digests.items() if name not in old} | new
    if changed != digests:
        lines = (f"{known}  {name}\n" for name, known in sorted(changed.items()))
        write_whole(course.release_digests, "".join(lines))


def digest(content: bytes) -> str:
    """SHA-256 of a text file, the same whichever way its lines end."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def read_digests(course: Course) -> dict[str, str]:
    """Digests of the files that the last release wrote, by path below ``release/``; {} where none was noted."""
    if not course.release_digests.is_file():
        return {}
    lines = course.release_digests.read_text(encoding="utf-8").splitlines()
    return {name: known for known, _, name in (line.partition("  ") for line in lines)}


def is_as_released(course: Course, unit: Unit) -> bool:
    """Whether the student's notebook in ``release/`` is one that `release` wrote, so that nobody has worked in it
    since.
    """
    path = course.release(unit)
    known = digest(path.read_bytes())
    noted = read_digests(course).get(path.relative_to(course.releases).as_posix())
    return known == noted or _version(course, unit, known).is_file()


def keep_version(course: Course, unit: Unit) -> None:
    """Keep a copy of the student's notebook as it is handed out: submissions are compared with it, also after the next
    release.
    """
    content = course.release(unit).read_bytes()
    kept = _version(course, unit, digest(content))
    if not kept.is_file():
        with replacing(kept) as temporary:
            temporary.write_bytes(content)


def read_versions(course: Course, unit: Unit, generated: Generated) -> list[NotebookNode]:
    """Every version of the student's notebook that was handed out, as far as this folder knows.

    What is in ``release/`` is one, unless somebody works in it; where nothing is known, it is what nbgrader makes of
    the source now.
    """
    path = course.release(unit)
    untouched = path.is_file() and (
        is_as_released(course, unit) or digest(path.read_bytes()) == digest(generated.student.encode("utf-8"))
    )
    if untouched:
        keep_version(course, unit)
    kept = sorted(course.handed_out(unit).glob("*.ipynb"))
    return [nbformat.read(version, as_version=4) for version in kept] or [
        nbformat.reads(generated.student, as_version=4)
    ]


def _version(course: Course, unit: Unit, digest: str) -> Path:
    return course.handed_out(unit) / f"{digest[:16]}.ipynb"


def _reason(error: Exception, told: list[str]) -> str:
    """The first line of what went wrong, which nbgrader puts at the end of a traceback in its log."""
    lines = [line for text in told for line in text.strip().splitlines() if "Error: " in line or "Exception: " in line]
    reason = lines[-1].partition(": ")[2] if lines else str(error)
    if "submissions associated" in reason:
        reason += (
            " A class was graded with other cells. Release from a fresh copy of the course, or, if that class is "
            "done with, "
            "move gradebook.db away and grade again."
        )
    return reason


def has_own_fixtures(course: Course) -> bool:
    """Whether the fixtures that notebooks load here are the course's own, and not those of a package that is installed
    elsewhere.
    """
    return course.fixtures.resolve() == fixtures.FIXTURES.resolve()


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
    path.write_text(fixtures.to_text(fresh) + "\n", encoding="utf-8")
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
