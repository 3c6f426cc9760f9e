"""nbgrader's steps that use the gradebook, each in a form that asks a run's `RunGradebook` instead of opening
nbgrader's.

A course lists nbgrader's steps in ``nbgrader_config.py``. `grade` runs that list; a step of nbgrader's that is in
`QUICK` gives way to the one here, which does the same, every other runs as it is. They find the gradebook in
``resources["nbgrader"]``: ``released`` is a `ReleasedNotebook`, ``entry`` a `SubmissionEntry`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import ClearMetadataPreprocessor, ExecutePreprocessor
from nbformat.notebooknode import NotebookNode
from nbgrader import preprocessors
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task
from traitlets import HasTraits
from traitlets.config import Configurable
from traitlets.utils.importstring import import_item

from autograder.grading.repair import RepairCells
from autograder.grading.validation import CheckSettings


class RestoreCells(preprocessors.OverwriteCells):
    """`OverwriteCells`, which asks what is released; nbgrader's own code looks at each cell."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Give locked cells their text back, and every cell its settings."""
        about = resources["nbgrader"]
        self.notebook_id, self.assignment_id, self.gradebook = about["notebook"], about["assignment"], about["released"]
        for index, cell in enumerate(nb.cells):
            nb.cells[index], resources = self.preprocess_cell(cell, resources, index)
        if self.add_missing_cells:
            nb, resources = self.add_missing_grade_cells(nb, resources)
            nb, resources = self.add_missing_task_cells(nb, resources)
        return nb, resources


class RestoreKernelspec(preprocessors.OverwriteKernelspec):
    """`OverwriteKernelspec`, which asks what is released."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Take the instructor's kernel."""
        kernelspec = resources["nbgrader"]["released"].kernelspec
        if kernelspec:
            nb.metadata["kernelspec"] = NotebookNode(kernelspec)
        return nb, resources


class SaveScores(preprocessors.SaveAutoGrades):
    """`SaveAutoGrades`, which writes all cells at once."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Determine the points of each graded cell and note them."""
        scores, comments = {}, {}
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if is_grade(cell):
                scores[name], _ = determine_grade(cell, self.log)
            if is_solution(cell) or is_task(cell):
                untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell) and not is_task(cell)
                comments[name] = "No response." if untouched else None
        about = resources["nbgrader"]
        about["entry"].save_scores(about["notebook"], scores)
        about["entry"].save_comments(about["notebook"], comments)
        return nb, resources


class AssignPenalties(preprocessors.AssignLatePenalties):
    """`AssignLatePenalties`, with the course's plug-in."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Note what is taken off a notebook that was late: not below nothing, and not more than it has."""
        about = resources["nbgrader"]
        entry, notebook = about["entry"], about["notebook"]
        late, penalty = entry.seconds_late(), None
        if late > 0:
            self.init_plugin()
            score = entry.score(notebook)
            penalty = self.plugin_inst.late_submission_penalty(about["student"], score, late)
            if penalty is not None:
                penalty = 0 if penalty < 0 else min(penalty, score)
        entry.save_penalty(notebook, penalty)
        return nb, resources


#: Steps of nbgrader's that open the gradebook, or are slow, and what stands in for them.
QUICK = {
    preprocessors.OverwriteCells: RestoreCells,
    preprocessors.OverwriteKernelspec: RestoreKernelspec,
    preprocessors.CheckCellMetadata: CheckSettings,
    preprocessors.SaveAutoGrades: SaveScores,
    preprocessors.AssignLatePenalties: AssignPenalties,
}
#: What is known not to open the gradebook.
SELF_CONTAINED = {
    *QUICK.values(),
    RepairCells,
    preprocessors.ClearOutput,
    preprocessors.DeduplicateIds,
    preprocessors.LimitOutput,
    preprocessors.IgnorePattern,
    ClearMetadataPreprocessor,
}


def split_at_execution(steps: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """The steps before the one that runs the cells, and those after it; that one is left out, since the engine takes
    its place.
    """
    resolved = list(map(_resolve, steps))
    runs = [isinstance(step, type) and issubclass(step, ExecutePreprocessor) for step in resolved]
    place = runs.index(True) if True in runs else 0
    return resolved[:place], [
        step for step, cells_run in zip(resolved[place:], runs[place:], strict=True) if not cells_run
    ]


def run_steps(
    steps: Iterable[Any], notebook: NotebookNode, resources: ResourcesDict, parent: Configurable
) -> tuple[NotebookNode, ResourcesDict]:
    """Run steps as a course lists them, on the notebook itself.

    Args:
        steps: classes, names of classes, or callables.
        notebook: a submission.
        resources: nbgrader's, with ``released`` and ``entry``.
        parent: the exporter whose settings they inherit.

    Returns:
        The notebook and the resources, as the last step left them.
    """
    for step in _instances(steps, parent):
        if type(step) not in SELF_CONTAINED:
            resources["nbgrader"]["entry"].hand_over()
        notebook, resources = step(notebook, resources)
    return notebook, resources


def _instances(steps: Iterable[Any], parent: Configurable) -> Iterator[Callable]:
    for step in map(_resolve, steps):
        if isinstance(step, type):
            step = step(parent=parent) if issubclass(step, HasTraits) else step()
        yield step


def _resolve(step: Any) -> Any:
    step = import_item(step) if isinstance(step, str) else step
    return QUICK.get(step, step) if isinstance(step, type) else step
