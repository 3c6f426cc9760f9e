"""The student kit: one zip with lessons, exercise notebooks and what they import, and nothing that gives an answer
away.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from autograder.course import Course
from autograder.errors import ReleaseError, UsageError
from autograder.exercises import Unit
from autograder.files import replacing

FOLDER = "backprop-course"  # what the zip unpacks to
#: Where students work; what notebooks import comes with the helpers' wheel.
PACKAGES = ("jupyterlab", "ipykernel")

README = r"""# Backpropagation from scratch

You need Python 3.11 or newer. In this folder, on Linux and macOS:

    python3 -m venv .venv
    .venv/bin/pip install -r requirements.txt
    .venv/bin/jupyter lab

and on Windows:

    py -m venv .venv
    .venv\Scripts\pip install -r requirements.txt
    .venv\Scripts\jupyter lab

Read a lesson in `course/`, then do the exercises of the same number in `release/`: replace each `...`, run the check
below it, and read what it says. Hand in the notebook from `release/` under its own name.
"""


def write_kit(course: Course, units: list[Unit], path: Path) -> Path:
    """Write the zip, whole or not at all; the same course gives the same bytes.

    Args:
        course: the course's own folder, with ``course/``, ``release/``, ``helpers/`` and pyproject.toml.
        units: what to hand out.
        path: the zip; an older one is replaced.

    Returns:
        `path`.

    Raises:
        UsageError: the folder lacks a lesson, a released notebook or the helpers.
        ReleaseError: pyproject.toml lacks a package that students need, or the helpers cannot be packed.
    """
    with replacing(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _entries(course, units):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)
    return path


def build_wheel(helpers: Path, folder: Path) -> Path:
    """Pack the helpers as they would be published; the same files give the same bytes, and no network is needed.

    Args:
        helpers: the folder with the helpers and their pyproject.toml.
        folder: where the wheel goes.

    Returns:
        The wheel's path.

    Raises:
        ReleaseError: hatchling, the build backend, could not do it.
    """
    environment = {
        name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"
    }  # it would date the entries
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=helpers, env=environment, capture_output=True, text=True)
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        reason = next(
            (line for line in reversed(lines) if "Error: " in line), lines[-1]
        )  # a message may have several lines
        raise ReleaseError(f"{helpers} cannot be packed as a wheel: {reason}")
    return wheels[0]


def _entries(course: Course, units: list[Unit]) -> Iterator[tuple[str, bytes]]:
    for unit in units:
        for file in (course.lesson(unit), course.release(unit)):
            if not file.is_file():
                raise UsageError(
                    f"{file} is missing, so there is nothing to hand out for {unit.id}. Run `make release`."
                )
            yield file.relative_to(course.root).as_posix(), file.read_bytes()
    for file in (course.project_file, course.helpers_project_file):
        if not file.is_file():
            raise UsageError(
                f"{file} is missing: a kit is packed in a checkout of the course, which holds the helpers. Go there."
            )
    yield "README.md", README.encode()
    with tempfile.TemporaryDirectory() as folder:
        wheel = build_wheel(course.helpers_project_file.parent, Path(folder))
        yield wheel.name, wheel.read_bytes()
        yield (
            "requirements.txt",
            "".join(f"{line}\n" for line in (f"./{wheel.name}", *_ranges(course.project_file))).encode(),
        )


def _ranges(project_file: Path) -> list[str]:
    """The lines of pyproject.toml about the packages that students work with."""
    dependencies = tomllib.loads(project_file.read_text(encoding="utf-8"))["project"]["dependencies"]
    ranges = {Requirement(text).name: text for text in dependencies}
    missing = [name for name in PACKAGES if name not in ranges]
    if missing:
        raise ReleaseError(
            f"{project_file} does not name {', '.join(missing)}, which students need. Add it to the dependencies."
        )
    return [ranges[name] for name in PACKAGES]
