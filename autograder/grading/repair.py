"""A sanitise step of nbgrader, named in ``nbgrader_config.py``: give every cell its own identity back.

Copying a cell in JupyterLab copies its nbgrader settings too, and one cell that is there twice makes nbgrader give up
on the whole submission. So do settings that are no settings. Here the gradebook decides what a cell is.
"""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.gradebook import ReleasedNotebook, read_released


class RepairCells(NbGraderPreprocessor):
    """Take nbgrader's settings of each cell from the gradebook instead of from the submission.

    A cell is known by its grade id, or, where that was lost, by its cell id. Of several cells with one grade id the
    last keeps it, as nbgrader has it; the others become ordinary cells and still run. What is not in the gradebook
    becomes an ordinary cell. A cell that is missing (deleted, or younger than the notebook that was handed out) is put
    back as it was released.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Repair the settings of `nb`, in place."""
        released = resources["nbgrader"].get("released") or _read(resources["nbgrader"])
        claimed = {}
        for cell in nb.cells:
            old = cell.metadata.pop("nbgrader", None)
            name = old.get("grade_id") if isinstance(old, dict) else None
            if isinstance(name, str) and name in released.cells:
                claimed[name] = cell
        for cell in nb.cells:
            if cell.get("id") in released.cells and not any(cell is known for known in claimed.values()):
                claimed.setdefault(cell.id, cell)
        before = None
        for known in released.source_cells:
            if known.name not in claimed:
                claimed[known.name] = _put_back(nb, known.source, known.cell_type, before)
            before = claimed[known.name]
            before.metadata["nbgrader"] = NotebookNode(known.settings)
        return nb, resources


def _read(about: dict) -> ReleasedNotebook:
    """For nbgrader's own command, which opens the gradebook for each step."""
    with Gradebook(about["db_url"]) as gradebook:
        return read_released(gradebook.db, about["assignment"]).notebooks[about["notebook"]]


def _put_back(nb: NotebookNode, source: str, cell_type: str, before: NotebookNode | None) -> NotebookNode:
    """Insert a cell that is missing behind the one that comes before it, or at the top; nbgrader's own way fails on two
    in a row.
    """
    cell = new_code_cell(source) if cell_type == "code" else new_markdown_cell(source)
    place = next((index for index, other in enumerate(nb.cells) if other is before), -1)
    nb.cells.insert(place + 1, cell)
    return cell
