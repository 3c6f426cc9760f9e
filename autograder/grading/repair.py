"""A sanitise step of nbgrader, named in ``nbgrader_config.py``: give every cell its own identity back.

Copying a cell in JupyterLab copies its nbgrader settings too, and one cell that is there twice makes nbgrader give up on the whole
submission. So do settings that are no settings. Here the gradebook decides what a cell is.
"""

from __future__ import annotations

from collections.abc import Iterator

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook, GradeCell, Notebook, SolutionCell, TaskCell
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.thrift import cells_of


class RepairCells(NbGraderPreprocessor):
    """Take nbgrader's settings of each cell from the gradebook instead of from the submission.

    A cell is known by its grade id, or, where that was lost, by its cell id. Of several cells with one grade id the last keeps it,
    as nbgrader has it; the others become ordinary cells and still run. What is not in the gradebook becomes an ordinary cell. A cell
    that is missing (deleted, or younger than the notebook that was handed out) is put back as it was released.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Repair the settings of `nb`, in place."""
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(about["notebook"], about["assignment"])
            settings = dict(_settings(notebook, gradebook))
            sources = {cell.name: cell.source for cell in notebook.source_cells}
        claimed = {}
        for cell in nb.cells:
            old = cell.metadata.pop("nbgrader", None)
            name = old.get("grade_id") if isinstance(old, dict) else None
            if isinstance(name, str) and name in settings:
                claimed[name] = cell
        for cell in nb.cells:
            if cell.get("id") in settings and not any(cell is known for known in claimed.values()):
                claimed.setdefault(cell.id, cell)
        before = None
        for name, known in settings.items():  # in the order of the notebook that was handed out
            if name not in claimed:
                claimed[name] = _put_back(nb, sources[name], known["cell_type"], before)
            before = claimed[name]
            before.metadata["nbgrader"] = NotebookNode(known)
        return nb, resources


def _put_back(nb: NotebookNode, source: str, cell_type: str, before: NotebookNode | None) -> NotebookNode:
    """Insert a cell that is missing behind the one that comes before it, or at the top; nbgrader's own way fails on two in a row."""
    cell = new_code_cell(source) if cell_type == "code" else new_markdown_cell(source)
    place = next((index for index, other in enumerate(nb.cells) if other is before), -1)
    nb.cells.insert(place + 1, cell)
    return cell


def _settings(notebook: Notebook, gradebook: Gradebook) -> Iterator[tuple[str, dict]]:
    """nbgrader's settings of every cell that the gradebook knows, by grade id."""
    points = {cell.name: cell.max_score for cell in cells_of(GradeCell, notebook, gradebook)}
    solutions = {cell.name for cell in cells_of(SolutionCell, notebook, gradebook)}
    tasks = {cell.name: cell.max_score for cell in cells_of(TaskCell, notebook, gradebook)}
    for cell in notebook.source_cells:
        settings = {
            "schema_version": 3, "grade_id": cell.name, "grade": cell.name in points, "solution": cell.name in solutions,
            "locked": cell.locked, "task": cell.name in tasks, "cell_type": cell.cell_type, "checksum": cell.checksum,
        }
        if cell.name in points or cell.name in tasks:
            settings["points"] = points.get(cell.name, tasks.get(cell.name))
        yield cell.name, settings
