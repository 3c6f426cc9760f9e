"""The rules of a source notebook: ``python -m tests.support.notebook_rules source/01_activations/activations.ipynb``.

The tests and the hook before a commit both ask here.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

LONGEST_CELL = 25  # lines
POINTS = 100


def problems(path: Path) -> list[str]:
    """What breaks a rule in the notebook, one sentence for each; empty where all is well."""
    ids = [cell.get("id") for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    if len(set(ids)) < len(ids):  # nbformat gives one of them another id when it reads
        return ["Two cells have the same id."]
    notebook = nbformat.read(path, as_version=4)
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        return [f"It is no valid notebook: {str(error).splitlines()[0]}"]
    return [*_layout(notebook), *_tests(notebook)]


def _layout(notebook: NotebookNode) -> Iterator[str]:
    if notebook.nbformat_minor != 5:
        yield f"Its format is 4.{notebook.nbformat_minor}, expected 4.5, whose cells have ids."
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:
        if cell.outputs or cell.execution_count:
            yield f"Cell {cell.id} has outputs or a number. Clear the outputs of all cells and save."
        if (lines := len(cell.source.splitlines())) > LONGEST_CELL:
            yield f"Cell {cell.id} has {lines} lines, at most {LONGEST_CELL} are allowed. Split it."
    graded = [cell.metadata.nbgrader for cell in notebook.cells if cell.metadata.get("nbgrader")]
    for settings in graded:  # JupyterLab gives a new cell an id of its own; what lasts is the grade id
        if not re.fullmatch(r"[a-z][\w-]*", settings.grade_id):
            yield f"The grade id {settings.grade_id!r} does not begin with a small letter, followed by letters, digits, - and _."
    if (points := sum(settings.get("points", 0) for settings in graded)) != POINTS:
        yield f"The points add up to {points:g}, expected {POINTS}."
    for cell in code[1:]:
        shown = re.sub(r"(?s)### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS", "", cell.source)
        if re.search(r"^(import|from) ", shown, re.MULTILINE):
            yield f"Cell {cell.id} imports; imports stand in the first code cell."
    if not code or not re.search(r"^(import|from) ", code[0].source, re.MULTILINE):
        yield "The first code cell imports nothing."


def _tests(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        if not cell.metadata.get("nbgrader", {}).get("grade"):
            continue
        first = cell.source.partition("\n")[0]
        if not first.startswith("# Claim: ") or "hidden" not in first:
            yield f"Cell {cell.id} does not open with `# Claim: …`, with what its hidden part varies."
        for node in ast.parse(cell.source).body:
            if isinstance(node, ast.Expr) and not _is_check(node.value):
                yield f"Cell {cell.id} ends in a value, which a notebook would show."


def _is_check(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("expect", "verify")


def main(paths: list[str]) -> int:
    """Print the problems of each notebook; returns the exit code."""
    found = [f"{path}: {problem}" for path in paths for problem in problems(Path(path))]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
