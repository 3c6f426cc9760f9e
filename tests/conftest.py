"""Fixtures that tests of every room share."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

from autograder.course import Course

# The same examples in every run: a test that fails once in a hundred runs helps nobody.
settings.register_profile("course", derandomize=True, deadline=None)
settings.load_profile("course")

ROOT = Path(__file__).parent.parent
NOT_RUN = "BROWSER TEST NOT RUN"  # how the reason of every browser test begins that is left out
NOT_RUN_JAVASCRIPT = "JAVASCRIPT TEST NOT RUN"  # the same, of a test that needs Node.js


def pytest_addoption(parser) -> None:
    """`--update-pictures`: make the pictures that the README shows anew."""
    parser.addoption(
        "--update-pictures", action="store_true", help="make the pictures of course/pictures/ anew, from the notebooks"
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    """Say loudly, after everything else, how many browser and JavaScript tests were left out and why."""
    result = yield
    reasons = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        for not_run in (NOT_RUN, NOT_RUN_JAVASCRIPT):
            if not_run in reason:
                reasons[not_run.removesuffix(" NOT RUN"), reason.split(f"{not_run}: ")[-1]] += 1
    for (kind, reason), count in reasons.items():
        terminalreporter.write_line(f"{count} {kind}{'S' * (count > 1)} LEFT OUT: {reason}", red=True, bold=True)
    return result


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
    return {
        cell.metadata.nbgrader.grade_id
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution") and not re.search(r"(=|return) \.\.\.", cell.source)
    }
