"""The student kit: one zip with lessons, exercise notebooks and what they import, and nothing that gives an answer away."""

from __future__ import annotations

import re
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from autograder.course import Course
from autograder.errors import ReleaseError, UsageError
from autograder.exercises import Unit
from autograder.files import replacing

FOLDER = "backprop-course"  # what the zip unpacks to
#: Packages that a student needs, of those that pyproject.toml pins.
PACKAGES = ("numpy", "matplotlib", "ipywidgets", "anywidget", "jupyterlab", "ipykernel")

README = """# Backpropagation from scratch

You need Python 3.11 or newer. In this folder:

    python -m venv .venv
    .venv/bin/pip install -r requirements.txt        (Windows: .venv\\\\Scripts\\\\pip)
    .venv/bin/jupyter lab                            (Windows: .venv\\\\Scripts\\\\jupyter)

Read a lesson in `course/`, then do the exercises of the same number in `release/`: replace each `...`, run the check below it,
and read what it says. Hand in the notebook from `release/` under its own name.
"""


def write_kit(course: Course, units: list[Unit], path: Path) -> Path:
    """Write the zip, whole or not at all; the same course gives the same bytes.

    Args:
        course: the course's own folder, with ``course/``, ``release/`` and ``helpers/``.
        units: what to hand out.
        path: the zip; an older one is replaced.

    Returns:
        `path`.

    Raises:
        UsageError: the folder lacks a lesson or a released notebook.
        ReleaseError: pyproject.toml does not pin a package that students need.
    """
    with replacing(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _entries(course, units):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)
    return path


def _entries(course: Course, units: list[Unit]) -> Iterator[tuple[str, bytes]]:
    project = tomllib.loads((course.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    yield "README.md", README.encode()
    yield "requirements.txt", ("-e .\n" + "".join(f"{pin}\n" for pin in _pins(project))).encode()
    yield "pyproject.toml", _pyproject(project).encode()
    for unit in units:
        for file in (course.lesson(unit), course.release(unit)):
            if not file.is_file():
                raise UsageError(f"{file} is missing, so there is nothing to hand out for {unit.id}. Run `make release`.")
            yield file.relative_to(course.root).as_posix(), file.read_bytes()
    for file in sorted((course.root / "helpers").rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(course.root).as_posix(), file.read_bytes()


def _pins(project: dict) -> list[str]:
    pinned = {re.match(r"[\w-]+", text).group(): text for text in project["dependencies"] if "==" in text}
    missing = [name for name in PACKAGES if name not in pinned]
    if missing:
        raise ReleaseError(f"pyproject.toml does not pin {', '.join(missing)}, which students need. Add it with ==.")
    return [pinned[name] for name in PACKAGES]


def _pyproject(project: dict) -> str:
    return (
        '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n\n'
        f'[project]\nname = "{project["name"]}-helpers"\nversion = "{project["version"]}"\n'
        f'requires-python = "{project["requires-python"]}"\n\n'
        '[tool.setuptools.packages.find]\ninclude = ["helpers*"]\n'
    )
