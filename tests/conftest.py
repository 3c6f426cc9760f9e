"""Fixtures that tests of every room share."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from autograder.course import Course

# The same examples in every run: a test that fails once in a hundred runs helps nobody.
settings.register_profile("course", derandomize=True, deadline=None)
settings.load_profile("course")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout itself; tests read it and never write to it."""
    return ROOT


@pytest.fixture
def make_course(tmp_path):
    """Make a course folder of its own, with the real source notebooks and settings, and nothing else."""

    def make(name: str = "course") -> Course:
        return Course(copy_course(tmp_path / name))

    return make


def copy_course(folder: Path) -> Path:
    """Copy what a course needs into a new folder."""
    shutil.copytree(ROOT / "source", folder / "source")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    return folder


def ids_to_repair(notebook) -> set[str]:
    """Grade ids of the answers that hold code to be repaired, and so no blank."""
    return {cell.metadata.nbgrader.grade_id for cell in notebook.cells
            if cell.metadata.get("nbgrader", {}).get("solution") and not re.search(r"(=|return) \.\.\.", cell.source)}
