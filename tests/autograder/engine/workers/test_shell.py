"""A cell that is Python already runs as IPython would run it."""

from __future__ import annotations

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.engine.workers.shell import as_python
from tests.conftest import ROOT

NOTEBOOKS = sorted([*ROOT.glob("source/*/*.ipynb"), *ROOT.glob("course/*.ipynb")])
PLAIN = [
    "1",
    "x = 5;\nx;",
    "text = '''\n%time\n!ls\n'''",
    "a = (1\n%2)",
    "# why?",
    "f'{0.5:.1%}'",
    "await g()",
    "def f():\n    pass\n",
]
NOT_PLAIN = [
    "%time 1",
    "%%time\n1",
    "!ls",
    "x?",
    "x = !ls",
    "x = %pwd",
    ",f a b",
    "/f 1",
    "\n\n1",
    "  1\n  2",
    "In [1]: int",
    "In [1]: 1",
    ">>> 1",
    "'\\d'",
    "def f(:",
    "1 if",
    "a\0b",
]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_courses_cells(notebook):
    sources = [cell.source for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
    made = {source: as_python(source) for source in sources}
    assert all(
        python == TransformerManager().transform_cell(source) for source, python in made.items() if python is not None
    )
    assert sum(python is not None for python in made.values()) > 0.8 * len(sources)


@pytest.mark.parametrize("source", PLAIN)
def test_python(source):
    assert as_python(source) == TransformerManager().transform_cell(source)


@pytest.mark.parametrize("source", NOT_PLAIN)
def test_what_is_left_to_ipython(source):
    assert as_python(source) is None
