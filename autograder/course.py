"""A course folder and nbgrader's view of it: configuration, folders, gradebook. The one place that knows its layout."""

from __future__ import annotations

import logging
import os
import sys
from functools import cached_property
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from autograder.errors import UsageError
from autograder.exercises import Unit, find_unit

CONFIG_FILE = "nbgrader_config.py"


class Course:
    """A folder with ``source/``, and after work in it ``release/ submitted/ autograded/ feedback/ reports/``.

    Args:
        root: the folder.

    Raises:
        UsageError: the folder has no ``source/``.
    """

    def __init__(self, root: Path | str):
        self.root = Path(root).resolve()
        if not (self.root / "source").is_dir():
            raise UsageError(f"{self.root} is no course folder: it has no source/. Go to the course or give --course-dir.")
        # nbgrader starts `alembic` by name, which an environment that is not activated does not find.
        scripts = str(Path(sys.executable).parent)
        if scripts not in os.environ.get("PATH", "").split(os.pathsep):
            os.environ["PATH"] = scripts + os.pathsep + os.environ.get("PATH", "")

    @cached_property
    def config(self) -> Config:
        """The folder's ``nbgrader_config.py``, with the folder itself as nbgrader's root."""
        config = Config()
        if (self.root / CONFIG_FILE).is_file():
            config = PyFileConfigLoader(CONFIG_FILE, path=str(self.root)).load_config()
        config.CourseDirectory.root = str(self.root)
        return config

    def directory(self, unit: str = "", student: str = "*") -> CourseDirectory:
        """nbgrader's own object for this folder, one unit and one student."""
        return CourseDirectory(config=self.config, assignment_id=unit, student_id=student)

    def gradebook(self) -> Gradebook:
        """The open gradebook; use it in a ``with`` statement."""
        directory = self.directory()
        return Gradebook(directory.db_url, directory.course_id)

    def unit(self, id: str) -> Unit:
        """The unit with this id, which must have a source notebook here.

        Raises:
            UsageError: no such unit, or its notebook is missing.
        """
        unit = find_unit(id)
        if not self.source(unit).is_file():
            raise UsageError(f"{self.source(unit)} is missing. Restore it, e.g. with `git checkout source`.")
        return unit

    def units(self) -> list[str]:
        """Ids of the units that have a source notebook here."""
        return sorted(path.name for path in (self.root / "source").iterdir() if any(path.glob("*.ipynb")))

    def source(self, unit: Unit) -> Path:
        """The instructor's notebook."""
        return self.root / "source" / unit.id / f"{unit.notebook}.ipynb"

    def release(self, unit: Unit) -> Path:
        """The student's notebook."""
        return self.root / "release" / unit.id / f"{unit.notebook}.ipynb"

    def submission(self, unit: Unit, student: str) -> Path:
        """The notebook that a student handed in."""
        return self.root / "submitted" / student / unit.id / f"{unit.notebook}.ipynb"

    def autograded(self, unit: Unit, student: str) -> Path:
        """The executed notebook of a student."""
        return self.root / "autograded" / student / unit.id / f"{unit.notebook}.ipynb"

    def feedback(self, unit: Unit, student: str) -> Path:
        """A student's feedback page."""
        return self.root / "feedback" / student / unit.id / f"{unit.notebook}.html"

    def reports(self, unit: Unit) -> Path:
        """The folder of what is said about a whole class."""
        return self.root / "reports" / unit.id

    def students(self, unit: Unit) -> list[str]:
        """Students with a folder in ``submitted/`` for this unit, in order."""
        submitted = self.root / "submitted"
        if not submitted.is_dir():
            return []
        return sorted(path.name for path in submitted.iterdir() if (path / unit.id).is_dir())


def collecting_log() -> tuple[logging.Logger, list[str]]:
    """A log for nbgrader's converters, which tell every step; here only what went wrong may matter.

    Returns:
        The log, which prints nothing, and the list into which it writes its errors.
    """
    told: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    log = logging.Logger("nbgrader", level=logging.ERROR)
    log.addHandler(Collect())
    return log, told
