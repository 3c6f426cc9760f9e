"""A feedback step of nbgrader, named in ``nbgrader_config.py``: show students no output that could quote a hidden test.

A function sees its arguments, so a student's code can keep the inputs of a hidden test, and print them in a later cell,
or put them into the text of an error or a warning. Expected values never reach the student's process, and the pages
that `results.feedback` writes show no cell's output. nbgrader's own feedback shows the whole graded notebook; this step
takes out of it what the student's process said after the first test. Students have these outputs in their own notebook.
Only the feedback is changed: the graded notebook, which instructors see, stays as it is.
"""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from autograder.results.collect import read_outputs
from autograder.results.feedback import explain_error
from autograder.results.quotes import quotes, unquoted_headline
from helpers.checks.specification import FINDING_MIME
from helpers.messages import message


class WithholdOutputs(NbGraderPreprocessor):
    """Take out of a graded notebook, before it becomes a page for the student, what could quote a hidden test."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Change the outputs of `nb`, in place: of the cells behind the first test, and of the tests themselves."""
        tested = False
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            if is_grade(cell) and not is_solution(cell):
                tested = True
                cell.outputs = _own_words(cell)
            elif tested and cell.outputs:
                cell.outputs = [new_output("stream", name="stdout", text=message("page.withheld") + "\n")]
        return nb, resources


def _own_words(cell: NotebookNode) -> list[NotebookNode]:
    """Of a test's outputs the check's finding, or the kind of error in plain words: warnings and errors can have the
    student's text.
    """
    finding, error = read_outputs(cell)
    if finding is not None and not quotes(finding):
        return [
            output for output in cell.outputs if output.output_type == "display_data" and FINDING_MIME in output.data
        ]
    words = unquoted_headline(finding) if finding is not None else explain_error(error) if error else ""
    return [new_output("stream", name="stdout", text=words + "\n")] if words else []
