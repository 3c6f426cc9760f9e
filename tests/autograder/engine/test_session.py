"""A notebook in two processes looks like one that ran in a kernel, and tests see what they would see there."""

from __future__ import annotations

import base64
import io
import re

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from PIL import Image

from autograder.course import Course
from autograder.engine.execute import files_beside, run_notebook
from autograder.engine.rpc.outputs import clean_outputs
from autograder.errors import EngineError
from tests.conftest import ROOT

#: What the course asks of the engine.
COURSE = {**Course(ROOT).config.Execute, "timeout": 20}


def cell(source, kind="own"):
    made = new_code_cell(source)
    if kind != "own":
        made.metadata["nbgrader"] = {
            "grade_id": made.id,
            "schema_version": 3,
            "task": False,
            "points": 1,
            "grade": kind == "test",
            "solution": False,
            "locked": True,
        }
    return made


def run(*cells, files=None, **settings):
    notebook = new_notebook(cells=list(cells))
    text, _ = run_notebook(nbformat.writes(notebook), files or {}, {"Execute": {**COURSE, **settings}})
    return [made.outputs for made in nbformat.reads(text, as_version=4).cells]


def texts(outputs):
    return "".join(
        output.get("text", "") or output.get("data", {}).get("text/plain", "") or f"{output.ename}: {output.evalue}"
        for output in outputs
    )


CELLS = [
    "import matplotlib.pyplot as plt, numpy as np, sys",
    "1 + 1",
    "print('a'); print('b', file=sys.stderr); 'c'",
    "x = 5;\nx;",
    "display({'a': 1}); h = display('b', display_id=True); h.update('c')",
    "print('gone'); from IPython.display import clear_output; clear_output()",
    "plt.plot([1, 2], [3, 4]); plt.title('t'); plt.show()",
    "fig, ax = plt.subplots(); ax.plot([1]); fig",
    "def f(:",
    "1 / 0",
    "def g(x):\n    return x.y\ng(1)",
    "raise KeyError('k')",
    "from helpers import example; example('activations.relu')",
    "import ipywidgets",
    "_",
    "from IPython.display import HTML, Latex; display(HTML('<b>x</b>'), Latex('$x$'))",
    "np.array([[1.5, 2.0]])",
    "import warnings; warnings.warn('careful')",
    "%matplotlib inline",
    "!echo hello",
    "assert False, 'no'",
    "import asyncio; await asyncio.sleep(0); 3",
]


def test_outputs_are_those_of_an_ordinary_kernel():
    mine = run(*map(cell, CELLS))
    kernel = run(*map(cell, CELLS), unconfined=True)
    for source, ours, theirs in zip(CELLS, mine, kernel, strict=True):
        assert [output.output_type for output in ours] == [output.output_type for output in theirs], source
        for one, other in zip(ours, theirs, strict=True):
            if one.output_type == "stream" and "warn" in source:
                continue  # names the file of the cell, which has another name
            if "image/png" in one.get("data", {}):  # drawn once and not cropped, see `figures`
                assert looks_alike(one.data.pop("image/png"), other.data.pop("image/png")), source
            if one.output_type == "stream":
                other.text = other.text.replace("\r", "")  # a kernel runs !commands in a terminal
            assert {k: v for k, v in one.items() if k not in ("traceback", "evalue")} == {
                k: v for k, v in other.items() if k not in ("traceback", "evalue")
            }, source
            if one.output_type == "error" and one.ename != "SyntaxError":
                assert one.evalue == other.evalue
                assert one.traceback[-1] == without_colour(other.traceback[-1])


def test_without_figures_a_cell_shows_how_large_they_are_and_runs_as_ever():
    outputs = run(
        cell("import matplotlib.pyplot as plt"),
        cell("fig, ax = plt.subplots(figsize=(3, 2)); ax.plot([1])"),
        cell("fig"),
        cell("plt.plot([2]); plt.show(); len(plt.get_fignums())"),
        figures=False,
    )
    shown = [output.data for made in outputs[1:] for output in made]
    assert all(set(data) == {"text/plain"} for data in shown)
    assert [data["text/plain"] for data in shown][1:] == ["<Figure size 300x200 with 1 Axes>"] * 2 + [
        "<Figure size 640x480 with 1 Axes>",
        "0",
    ]


def without_colour(text):
    """The text without the codes that colour it in a terminal."""
    return re.sub(r"\x1b\[[\d;]*m", "", text)


def looks_alike(one, other):
    """Whether two pictures show the same and differ only in how much of the background around it they show."""
    first, second = map(ink_of, (one, other))
    return np.abs(np.subtract(first.shape, second.shape)).max() <= 2 and abs(first.sum() / second.sum() - 1) < 0.03


def ink_of(picture):
    """How dark each pixel of a picture in base 64 is, cropped to what is not white."""
    ink = 1 - np.asarray(Image.open(io.BytesIO(base64.b64decode(picture))).convert("L")) / 255
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


STUDENT = """
import numpy as np
scale = 3
table = {"a": [1, 2], "b": np.arange(2.0)}
def double(x): return x * 2
def spoil(x): x[0] = 99; return x
def apply(f, x): return f(x) + 1
def outer(n):
    def inner(x): return x + n
    return inner
def broken(x): raise IndexError("mine")
def warns(x): return np.log(x)
class Layer:
    kind = "dense"
    def __init__(self, n): self.n = n; self.cache = None
    def forward(self, x): self.cache = x; return x * self.n
    def backward(self, d): return d * self.n, self.cache
class Steps:
    def __init__(self, W): self.W = W
    def keep(self, x): self.x = x
    def step(self, d): self.W -= d; self.x[0] = 7; return d + 1
def refuse(f): return f / 2
"""


@pytest.mark.parametrize(
    "test",
    [
        "assert scale == 3 and table['a'] == [1, 2] and (table['b'] == [0, 1]).all()",
        "import numpy as np\nx = np.arange(3.0)\nassert (double(x) == [0, 2, 4]).all() and (x == [0, 1, 2]).all()",
        "import numpy as np\nx = np.arange(3)\nassert spoil(x)[0] == 99 and x[0] == 99",
        "x = [1, 2]\nspoil(x)\nassert x == [99, 2]",
        "import numpy as np\nx = np.zeros((2, 2))\nspoil(x[:, 0])\nassert x[0, 0] == 99 and x[1, 0] == 0",
        "assert apply(lambda x: x * 10, 4) == 41",
        "assert apply(double, 4) == 9",
        "import numpy as np\nassert apply(np.sin, 0.0) == 1.0 and apply(f=np.cos, x=0.0) == 2.0",
        "assert outer(5)(1) == 6 and callable(outer(5)) and double.__name__ == 'double'",
        "try:\n    broken(1)\nexcept IndexError as error:\n    assert str(error) == 'mine' and type(error).__name__ == 'IndexError'\nelse:\n    assert False",
        "layer = Layer(3)\nassert layer.forward(2) == 6 and layer.backward(1) == (3, 2)\nassert layer.kind == 'dense' and layer.n == 3\n"
        "layer.n = 5\nassert layer.forward(1) == 5 and type(layer).__name__ == 'Layer' and not callable(layer) and hasattr(layer, 'cache')\n"
        "assert not hasattr(layer, 'missing') and not hasattr(layer, '_private') and Layer(1) != Layer(1)",
        "assert blank is ... and not callable(blank)",
        "import copy\nassert copy.deepcopy(double) is double and double == double and double is not broken",
        "import numpy as np, warnings\nwith warnings.catch_warnings(record=True) as caught:\n    warnings.simplefilter('always')\n    warns(np.array([0.0]))\n"
        "assert 'divide by zero' in str(caught[0].message)",
        "try:\n    never_defined\nexcept NameError:\n    pass\nelse:\n    assert False",
        "import collections\nassert given(2) == 4  # calls the student's function from a read-only cell",
        "import numpy as np\nassert np.array_equal(np.array([double(1), double(2)]), [2, 4])",
        # what an object keeps, a later call may change; whoever handed it over sees that
        "import numpy as np\nW, x, d = np.ones(2), np.zeros(3), np.ones(2)\nlayer = Steps(W)\nlayer.keep(x)\nfor n in range(3):\n    double(np.ones(2))\n"
        "layer.step(d)\nassert (W == 0).all() and x[0] == 7 and (d == 1).all()\nlayer.step(d)\nassert (W == -1).all() and x[0] == 7",
        "try:\n    refuse(lambda x: x)\nexcept TypeError as error:\n    assert \"'function' and 'int'\" in str(error), error\nelse:\n    assert False",
        "import numpy as np\ntry:\n    refuse(np.sin)\nexcept TypeError as error:\n    assert \"'numpy.ufunc' and 'int'\" in str(error), error\nelse:\n    assert False",
        "def again(x): return apply(again, x - 1) if x else 0\nassert again(3) == 3",
    ],
)
def test_a_test_sees_what_it_would_see_in_one_process(test):
    cells = [cell("def given(x): return double(x)", "given"), cell(STUDENT), cell("blank = ..."), cell(test, "test")]
    for unconfined in (False, True) if "layer" in test else (False,):
        assert texts(run(*cells, unconfined=unconfined)[-1]) == ""


KEEPER = """
class Keeper:
    def keep(self, thing, also=None): self.thing = thing
    def keep_view(self, x): self.thing = x[1:].reshape(-1, 1)
    def keep_call(self, x): self.thing = lambda: x
    def keep_step(self, x): self.thing = (y for y in [x])
    def spoil(self):
        things = self.thing
        if not isinstance(things, (list, tuple)):
            things = list(things.values()) if isinstance(things, dict) else [next(things) if hasattr(things, "send") else things() if callable(things) else things]
        for x in things:
            x[...] = 7
def other(x): return x.sum()
"""


@pytest.mark.parametrize(
    "keep",
    [
        "keep(x)",
        "keep((x, y))",
        "keep([x, y])",
        "keep({'x': x})",
        "keep(also=y, thing=x)",
        "keep_view(x)",
        "keep_call(x)",
        "keep_step(x)",
    ],
)
def test_a_test_sees_what_a_later_call_does_to_what_an_object_has_kept(keep):
    test = f"x, y = np.zeros(3), np.zeros(2)\nkeeper = Keeper()\nkeeper.{keep}\nfor n in range(9): other(np.ones(n + 1))\nkeeper.spoil()\nassert x[-1] == 7, x"
    assert texts(run(cell(KEEPER), cell("import numpy as np", "given"), cell(test, "test"))[-1]) == ""


def test_what_a_test_defines_and_imports_is_there_for_the_next_test_and_not_for_the_student():
    outputs = run(
        cell("def f(): return 1"),
        cell("import numpy as np\nkept = f() + 1", "test"),
        cell("kept"),
        cell("assert kept == 2 and np.pi > 3", "test"),
    )
    assert texts(outputs[2]) == "NameError: name 'kept' is not defined"
    assert texts(outputs[3]) == ""


def test_a_name_that_the_checker_has_is_never_the_students():
    mine = "import builtins\ndef isinstance(*a): return True\ndef check(x): return True\nall = any = isinstance\nclass np: pass"
    outputs = run(
        cell("import numpy as np\ndef check(x): return x == 5", "given"),
        cell(mine),
        cell("assert check(4)", "test"),
        cell("assert isinstance(1, str)", "test"),
        cell("assert np.pi > 3", "test"),
    )
    assert "AssertionError" in texts(outputs[2]) and "AssertionError" in texts(outputs[3]) and texts(outputs[4]) == ""


def test_progress_in_the_last_cell_knows_what_the_tests_saw():
    outputs = run(
        cell("from helpers import expect, progress", "given"),
        cell("def triangle_slope(h, w): return h / w"),
        cell("expect('activations.triangle_slope', triangle_slope)", "test"),
        cell("progress('activations')"),
    )
    assert "1 of 14 exercises pass" in texts(outputs[-1])


def test_what_a_function_prints_while_it_is_tested_is_not_kept():
    outputs = run(
        cell("def f(x): print('secret', x); display(x); return x"),
        cell("assert f(41) == 41\nprint('ours')", "test"),
        cell("1"),
    )
    assert texts(outputs[1]) == "ours\n" and texts(outputs[2]) == "1"


def test_files_beside_the_notebook_can_be_read_and_no_others(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "points.txt").write_text("1 2 3")
    (tmp_path / "other.ipynb").write_text("{}")
    (tmp_path / "link").symlink_to("/etc/passwd")
    files = files_beside(str(tmp_path))
    assert files == {"data/points.txt": b"1 2 3"}
    assert texts(run(cell("print(open('data/points.txt').read())"), files=files)[0]) == "1 2 3\n"


def test_a_cell_after_a_crash_finds_what_the_cells_before_it_defined():
    outputs = run(
        cell("a = 1; print('once')"), cell("import os; print('before', flush=True); os._exit(1)"), cell("print(a)")
    )
    assert texts(outputs[0]) == "once\n" and texts(outputs[2]) == "1\n"
    assert "KernelDied: the process ended itself in this cell (exit code 1)" in texts(outputs[1])


def test_the_notebooks_time_limit_leaves_cells_out():
    outputs = run(*[cell("import time; time.sleep(0.7)") for _ in range(3)], notebook_timeout_seconds=1)
    assert "had used up its 1 s" in texts(outputs[2])


def test_without_confinement_nothing_runs_unless_it_is_asked_for(monkeypatch):
    from autograder.engine.sandbox.confine import Layers
    from autograder.engine.workers.handles import ZygoteHandle

    monkeypatch.setattr(ZygoteHandle, "start", lambda self: Layers(network="own network namespace"))
    with pytest.raises(EngineError, match=r"nothing protects files and processes.*--unconfined"):
        run(cell("1"))
    assert texts(run(cell("import ipykernel; get_ipython().kernel is not None"), unconfined=True)[0]) == "True"
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    with pytest.raises(EngineError, match=r"cannot be confined on Darwin.*--unconfined"):
        run(cell("1"))


@pytest.mark.parametrize(
    "raw",
    [
        None,
        5,
        "x",
        {},
        [None],
        [[]],
        [{"output_type": "stream"}],
        [{"output_type": "stream", "name": "file", "text": "x"}],
        [{"output_type": "error", "ename": 1, "evalue": "", "traceback": []}],
        [{"output_type": "update"}],
        [{"output_type": "execute_result", "execution_count": "7", "data": {}, "metadata": {}}],
        [{"output_type": "display_data", "data": {"text/plain": 5}, "metadata": {}}],
        [{"output_type": "display_data", "data": {"text/plain": object()}, "metadata": {}}],
    ],
)
def test_what_is_no_output_is_left_out(raw):
    assert clean_outputs(raw) == []
