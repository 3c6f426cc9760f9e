"""One submission on its way through nbgrader's steps: files and cells before its cells run, scores and the graded
notebook after.
"""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.writers import FilesWriter
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import writes_json
from nbgrader.converters import Autograde
from nbgrader.utils import find_all_files

from autograder.course import Course, collecting_log
from autograder.exercises import Unit
from autograder.grading.gradebook import RunGradebook, SubmissionEntry
from autograder.grading.steps import run_steps, split_at_execution


class SubmissionConverter(Autograde):
    """nbgrader's `Autograde` for one submission, with its settings and its ways with files, but without its gradebook.

    Args:
        course: the folder.
        unit: the unit.
        student: id.
    """

    def __init__(self, course: Course, unit: Unit, student: str):
        super().__init__(coursedir=course.directory(unit.id, student), config=course.config)
        self.log, _ = collecting_log()
        self.force = True
        self.notebooks = [str(course.submission(unit, student))]
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy what lies beside the notebook, and over it what lies beside the instructor's."""
        super(Autograde, self).init_assignment(assignment_id, student_id)
        directory = self.coursedir
        source = Path(directory.format_path(directory.source_directory, ".", assignment_id))
        graded = Path(directory.format_path(directory.autograded_directory, student_id, assignment_id))
        kept = {source / name for name in self.exclude_overwriting.get(assignment_id, [])}
        for file in map(Path, find_all_files(str(source), [*directory.ignore, "*.ipynb"])):
            if file in kept:
                continue
            target = graded / file.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copy(file, target)


class Conversion:
    """One submission, from what was handed in to its scores.

    Args:
        course: the folder.
        unit: the unit.
        student: id.
        gradebook: the run's.
    """

    def __init__(self, course: Course, unit: Unit, student: str, gradebook: RunGradebook):
        self._unit, self._student, self._gradebook = unit, student, gradebook
        self._submission, self._graded = course.submission(unit, student), course.autograded(unit, student)
        self._converter = SubmissionConverter(course, unit, student)
        self._before, self._after = split_at_execution(self._converter.autograde_preprocessors)

    @property
    def folder(self) -> Path:
        """Where the graded notebook will stand; once prepared, the files beside it are there already."""
        return self._graded.parent

    def prepare(self, submitted: NotebookNode) -> NotebookNode:
        """Restore the instructor's cells, in place, and put what else was handed in into ``autograded/``."""
        self._converter.init_destination(self._unit.id, self._student)
        self._converter.run_pre_convert_hook()
        self._converter.init_assignment(self._unit.id, self._student)
        with self._entry() as entry:
            resources = self._resources(entry, self._submission.parent)
            steps = [*self._converter.sanitize_preprocessors, *self._before]
            return run_steps(steps, submitted, resources, self._converter.exporter)[0]

    def finish(self, executed: NotebookNode) -> tuple[float, float]:
        """Determine the scores, note them and the late penalty, and write the executed notebook.

        Returns:
            Points after the penalty, and points that could be had.
        """
        with self._entry() as entry:
            executed, resources = run_steps(
                self._after, executed, self._resources(entry, self.folder), self._converter.exporter
            )
            score = max(0.0, entry.score(self._unit.notebook) - entry.penalty(self._unit.notebook))
        self._converter.write_single_notebook(writes_json(executed), resources)
        self._converter.set_permissions(self._unit.id, self._student)
        self._converter.run_post_convert_hook()
        return score, self._gradebook.released(self._unit.id).max_score

    def _entry(self) -> AbstractContextManager[SubmissionEntry]:
        timestamp = self._converter.coursedir.get_existing_timestamp(str(self._submission.parent))
        return self._gradebook.submission(
            self._unit.id, self._student, timestamp, create_student=self._converter.create_student
        )

    def _resources(self, entry: SubmissionEntry, folder: Path) -> ResourcesDict:
        """What nbgrader hands from step to step, and what the steps of this package ask for."""
        name = self._unit.notebook
        about = {
            "student": self._student,
            "assignment": self._unit.id,
            "notebook": name,
            "db_url": self._converter.coursedir.db_url,
        }
        released = self._gradebook.released(self._unit.id).notebooks[name]
        return ResourcesDict(
            unique_key=name,
            output_files_dir=f"{name}_files",
            output_extension=self._converter.exporter.file_extension,
            metadata=ResourcesDict(name=name, path=str(folder)),
            nbgrader=about | {"released": released, "entry": entry},
        )
