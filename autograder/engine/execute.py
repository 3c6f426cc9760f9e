"""The preprocessor that stands in for nbgrader's `Execute`, named in ``nbgrader_config.py``.

nbgrader loses a whole submission when its kernel dies, and gives full points to a test cell that never ran. Here what
ran is kept, and every cell that did not run carries an error that says why, so it scores 0.
"""

from __future__ import annotations

from time import monotonic

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute as NbgraderExecute
from nbgrader.utils import setenv
from traitlets import Integer
from traitlets.config import Config

#: Names of the errors that are written into cells which were cut short; reports look for them.
TIMED_OUT, DIED, NOT_RUN = "CellTimeoutError", "KernelDied", "NotRun"


class Execute(NbgraderExecute):
    """Run a notebook in an ordinary kernel and keep whatever it came to."""

    notebook_timeout_seconds = Integer(
        300, help="After this many seconds the remaining cells of a notebook are not run.", min=1
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict | None = None, km: object = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Run every code cell of `nb`, in place.

        Returns:
            The notebook with outputs, and the resources. It never raises for what a student's code does.
        """
        self._deadline = monotonic() + self.notebook_timeout_seconds
        self._current = -1
        for cell in nb.cells:
            cell.metadata.pop("tags", None)  # "skip-execution" on a test cell would earn its points
        try:
            return super().preprocess(nb, resources, km)
        except DeadKernelError:
            self._stop(nb, DIED, "the kernel died in this cell")
        except CellTimeoutError:
            self._stop(nb, TIMED_OUT, f"stopped after {self.timeout} s, and could not be interrupted")
        except _OutOfTime:
            self._stop(nb, NOT_RUN, f"the notebook had used up its {self.notebook_timeout_seconds} s")
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: ResourcesDict, index: int) -> tuple:
        """Run one cell; stop the notebook when its time is used up."""
        self._current = index
        if monotonic() > self._deadline:
            raise _OutOfTime
        return super().preprocess_cell(cell, resources, index)

    def _stop(self, nb: NotebookNode, name: str, reason: str) -> None:
        """Write the reason into the cell that stopped the notebook, and into those that were never run."""
        for index, cell in enumerate(nb.cells):
            if cell.cell_type != "code" or index < self._current:
                continue
            if index == self._current:
                cell.outputs = [output for output in cell.outputs if output.output_type == "stream"]
                cell.outputs.append(_error(name, reason))
            else:
                cell.outputs = [_error(NOT_RUN, "an earlier cell stopped the notebook")]


class _OutOfTime(Exception):
    """The notebook's time is used up."""


def _error(name: str, reason: str) -> NotebookNode:
    return new_output("error", ename=name, evalue=reason, traceback=[f"{name}: {reason}"])


def run_notebook(text: str, folder: str, settings: dict) -> tuple[str, float]:
    """Run a sanitised notebook: plain data in, plain data out, so that any `concurrent.futures.Executor` will do.

    Args:
        text: the notebook as JSON.
        folder: the cells' working directory.
        settings: nbgrader's configuration by class, e.g. ``{"Execute": {"timeout": 20}}``.

    Returns:
        The executed notebook as JSON, and the seconds that it took.
    """
    started = monotonic()
    notebook = nbformat.reads(text, as_version=4)
    with setenv(NBGRADER_EXECUTION="autograde"):
        Execute(config=Config(settings)).preprocess(notebook, {"metadata": {"path": folder}})
    return nbformat.writes(notebook), monotonic() - started
