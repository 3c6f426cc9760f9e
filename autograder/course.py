"""A course folder and nbgrader's view of it: configuration, folders, gradebook. The only place that joins paths."""

from __future__ import annotations

import logging
import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from traitlets.config import Config, PyFileConfigLoader

from autograder.errors import UsageError

if TYPE_CHECKING:  # nbgrader takes a second to import, and not every command needs it
    from nbgrader.api import Gradebook
    from nbgrader.coursedir import CourseDirectory

CONFIG_FILE = "nbgrader_config.py"


class Assignment(Protocol):
    """What a path depends on, of a unit: nbgrader's assignment id, and the notebook's name without its ending."""

    id: str
    notebook: str


class Course:
    """A folder with ``source/``, and after work in it ``release/ submitted/ autograded/ feedback/ reports/``.

    Args:
        root: the folder.

    Raises:
        UsageError: the folder has no ``source/``.
    """

    def __init__(self, root: Path | str):
        self.root = Path(root).resolve()
        if not self.sources.is_dir():
            raise UsageError(
                f"{self.root} is no course folder: it has no source/. Go to the course or give --course-dir."
            )
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
        from nbgrader.coursedir import CourseDirectory

        return CourseDirectory(config=self.config, assignment_id=unit, student_id=student)

    def gradebook(self) -> Gradebook:
        """The open gradebook; use it in a ``with`` statement.

        Raises:
            UsageError: its database needs a driver that is not installed.
        """
        from nbgrader.api import Gradebook

        directory = self.directory()
        try:
            return Gradebook(directory.db_url, directory.course_id)
        except ModuleNotFoundError as error:
            wanted = "'backprop-autograder[postgres]'" if error.name == "psycopg" else error.name
            raise UsageError(
                f"CourseDirectory.db_url in {CONFIG_FILE} needs {error.name}: pip install {wanted}."
            ) from error

    def units(self) -> list[str]:
        """Ids of the units that have a source notebook here."""
        return sorted(path.name for path in self.sources.iterdir() if any(path.glob("*.ipynb")))

    def students(self, unit: Assignment) -> list[str]:
        """Students with a folder in ``submitted/`` for this unit, in order."""
        if not self.submitted.is_dir():
            return []
        return sorted(path.name for path in self.submitted.iterdir() if (path / unit.id).is_dir())

    # What the course is made of.

    def lesson(self, unit: Assignment) -> Path:
        """The notebook that students read."""
        return self.root / "course" / f"{unit.id}.ipynb"

    @property
    def sources(self) -> Path:
        """The folder of the instructor's notebooks."""
        return self.root / "source"

    def source(self, unit: Assignment) -> Path:
        """The instructor's notebook."""
        return self.sources / unit.id / f"{unit.notebook}.ipynb"

    def release(self, unit: Assignment) -> Path:
        """The student's notebook."""
        return self.releases / unit.id / f"{unit.notebook}.ipynb"

    @property
    def releases(self) -> Path:
        """The folder of the students' notebooks."""
        return self.root / "release"

    @property
    def release_digests(self) -> Path:
        """What `release` wrote, as ``sha256sum`` lists it; it tells a released notebook from one in which somebody has
        worked.
        """
        return self.releases / "SHA256SUMS"

    def handed_out(self, unit: Assignment) -> Path:
        """The folder of every version of the student's notebook that was released here."""
        return self.root / ".released" / unit.id

    @property
    def fixtures(self) -> Path:
        """The numbers of the visible checks, in the course's own folder."""
        return self.root / "helpers" / "fixtures"

    @property
    def config_file(self) -> Path:
        """nbgrader's settings."""
        return self.root / CONFIG_FILE

    @property
    def requirements(self) -> Path:
        """The pinned versions of all packages."""
        return self.root / "requirements.txt"

    @property
    def project_file(self) -> Path:
        """What the instructor's distribution depends on."""
        return self.root / "pyproject.toml"

    @property
    def helpers_project_file(self) -> Path:
        """What the notebooks' distribution depends on; it lies in the folder that is packed."""
        return self.root / "helpers" / "pyproject.toml"

    # What a class hands in and gets back.

    @property
    def submitted(self) -> Path:
        """The folder of everything that was handed in."""
        return self.root / "submitted"

    def submission(self, unit: Assignment, student: str) -> Path:
        """The notebook that a student handed in."""
        return self.submitted / student / unit.id / f"{unit.notebook}.ipynb"

    def autograded(self, unit: Assignment, student: str) -> Path:
        """The executed notebook of a student."""
        return self.root / "autograded" / student / unit.id / f"{unit.notebook}.ipynb"

    @property
    def all_feedback(self) -> Path:
        """The folder of every student's pages."""
        return self.root / "feedback"

    def feedback(self, unit: Assignment, student: str) -> Path:
        """A student's feedback page."""
        return self.all_feedback / student / unit.id / f"{unit.notebook}.html"

    def reports(self, unit: Assignment) -> Path:
        """The folder of what is said about a whole class."""
        return self.root / "reports" / unit.id

    def report(self, unit: Assignment) -> Path:
        """The page about a whole class."""
        return self.reports(unit) / "report.html"

    def records(self, unit_id: str) -> Path:
        """The folder of what grading found out about each submission to the unit with this id."""
        return self.root / "reports" / unit_id / "records"

    @property
    def gradebook_file(self) -> Path:
        """nbgrader's database, where it is the default one."""
        return self.root / "gradebook.db"

    @property
    def grades(self) -> Path:
        """Where a table of all scores goes by default."""
        return self.root / "grades.csv"

    # What can be made again at any time.

    @property
    def build(self) -> Path:
        """The folder of what git ignores and anyone can rebuild."""
        return self.root / "build"

    @property
    def kit(self) -> Path:
        """The zip for students."""
        return self.build / "backprop-course.zip"

    @property
    def demonstration(self) -> Path:
        """The folder of the made-up class."""
        return self.build / "demo"


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
