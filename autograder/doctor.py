"""Check the machine and the course: is everything there that grading needs?"""

from __future__ import annotations

import importlib.metadata
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from packaging.requirements import Requirement

from autograder.course import CONFIG_FILE, Course
from autograder.engine.execute import Execute
from autograder.errors import EngineError
from autograder.exercises import UNIT_MODULES, find_unit
from helpers.fixtures import FIXTURES

OK, NOTE, PROBLEM = "ok", "note", "problem"


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at: `OK`, a `NOTE`, or a `PROBLEM` and what to do about it."""

    state: str
    text: str


def examine(course: Course) -> Iterator[Diagnosis]:
    """Look at everything, one diagnosis at a time."""
    yield _python()
    yield from _packages(course.requirements)
    yield _alembic()
    yield _kernel()
    yield _settings(course)
    yield from _units(course)
    yield _gradebook(course.gradebook_file)
    yield _writable(course.root)
    yield from _confinement(course)


def _python() -> Diagnosis:
    return Diagnosis(OK, f"Python {'.'.join(map(str, sys.version_info[:3]))}")


def _packages(requirements: Path) -> Iterator[Diagnosis]:
    """Compare what is installed with the pins, as far as they apply to this machine."""
    if not requirements.is_file():
        yield Diagnosis(NOTE, f"No {requirements.name} here, so versions were not compared.")
        return
    wrong, count = [], 0
    for line in requirements.read_text(encoding="utf-8").splitlines():
        if "==" not in line:
            continue
        pin = Requirement(line)
        if pin.marker and not pin.marker.evaluate():
            continue
        count += 1
        try:
            installed = importlib.metadata.version(pin.name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{pin.name} is missing, pinned {pin.specifier}")
            continue
        if installed not in pin.specifier:
            wrong.append(f"{pin.name} is {installed}, pinned {pin.specifier}")
    if wrong:
        yield Diagnosis(PROBLEM, f"Packages: {'; '.join(wrong)}. Run `pip install -r requirements.txt`.")
    else:
        yield Diagnosis(OK, f"{count} packages as pinned")


def _alembic() -> Diagnosis:
    found = shutil.which("alembic")
    if found is None:
        return Diagnosis(
            PROBLEM, "nbgrader starts `alembic` for a new gradebook, and it is not on PATH. Install alembic."
        )
    return Diagnosis(OK, f"alembic: {found}")


def _kernel() -> Diagnosis:
    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return Diagnosis(PROBLEM, "No kernel named python3. Run `python -m ipykernel install --sys-prefix`.")
    return Diagnosis(OK, f"kernel python3: {spec.argv[0]}")


def _settings(course: Course) -> Diagnosis:
    if not course.config_file.is_file():
        return Diagnosis(
            PROBLEM,
            f"{course.config_file} is missing: nbgrader would grade with its own settings. Copy it "
            "from the repository.",
        )
    return Diagnosis(OK, f"{CONFIG_FILE}: course {course.directory().course_id!r}")


def _units(course: Course) -> Iterator[Diagnosis]:
    for id in UNIT_MODULES:
        unit = find_unit(id)
        missing = [
            str(path.relative_to(course.root))
            for path in (course.source(unit), course.release(unit))
            if not path.is_file()
        ]
        fixture = FIXTURES / f"{unit.notebook}.json"
        if not fixture.is_file():
            missing.append(str(fixture))
        if missing:
            yield Diagnosis(PROBLEM, f"{id}: {', '.join(missing)} missing. Run `make release`.")
        else:
            yield Diagnosis(OK, f"{id}: source, release and fixture")


def _gradebook(path: Path) -> Diagnosis:
    if not path.is_file():
        return Diagnosis(NOTE, "No gradebook.db yet; the first `release` or `grade` makes it.")
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        return Diagnosis(
            PROBLEM, f"gradebook.db is damaged ({verdict}). Restore a backup, or remove it and grade again."
        )
    return Diagnosis(OK, "gradebook.db is whole")


def _writable(root: Path) -> Diagnosis:
    probe = root / ".doctor"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        return Diagnosis(PROBLEM, f"{root} cannot be written to ({error.strerror}).")
    return Diagnosis(OK, f"{root} can be written to")


def _confinement(course: Course) -> Iterator[Diagnosis]:
    """How cells are confined, tried out on this machine."""
    execute = Execute(config=course.config)
    if execute.unconfined:
        yield Diagnosis(
            NOTE, f"{CONFIG_FILE} sets Execute.unconfined: cells run in ordinary kernels, with your rights."
        )
        return
    try:
        layers = execute.require_confinement()
    except EngineError as error:
        yield Diagnosis(PROBLEM, str(error))
        return
    yield Diagnosis(
        OK,
        f"cells are confined: files: {layers.files}; network: {layers.network}; processes: {layers.processes}; "
        f"scratch folder: {layers.scratch}",
    )
    if not layers.namespaces:
        yield Diagnosis(
            NOTE,
            "No namespaces here (user namespaces are switched off); Landlock and the filter of system calls stand in.",
        )
