"""Every lesson runs without a warning and keeps the notebook rules of style.md; lesson 1 states the facts of document 000."""

import ast
import os
import re
import statistics
import warnings
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

REPOSITORY = Path(__file__).parents[2]
LESSONS = sorted((REPOSITORY / "course").glob("*.ipynb"))
CELL_TIMEOUT_SECONDS = 60
CPU_SECONDS = 15
LONGEST_CELL, LONGEST_MEDIAN = 25, 5

# Runs before the lesson, in its kernel: PYTHONWARNINGS would hit the start of the kernel itself, which is not ours.
PRELUDE = """
import sys, warnings
warnings.simplefilter("error")
for kind in (DeprecationWarning, PendingDeprecationWarning):
    # Python itself shows these to no reader, unless our own code is to blame.
    warnings.simplefilter("ignore", kind)
    warnings.filterwarnings("error", category=kind, module="__main__|helpers")

def _refuse_network(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise RuntimeError(f"a lesson must run without network, but asked for {event} {arguments}")

sys.addaudithook(_refuse_network)
"""
# CPU time, not time on the wall: other tests run beside this one.
EPILOGUE = """
import time
print(time.process_time())
"""


@dataclass(frozen=True)
class Executed:
    """A lesson after it ran: its cells with outputs, its kernel's CPU time, and the files it left in its folder."""

    cells: list
    cpu_seconds: float
    left_behind: list[str]

    def outputs(self) -> list:
        """(cell id, output) of every output, in order."""
        return [(cell.id, output) for cell in self.cells if cell.cell_type == "code" for output in cell.outputs]

    def printed(self, cell_id: str) -> str:
        """What the cell wrote to stdout."""
        return "".join(output.text for id_, output in self.outputs()
                       if id_ == cell_id and output.output_type == "stream" and output.name == "stdout")


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture(scope="module")
def lesson(path):
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


@pytest.fixture(scope="module")
def executed(lesson, tmp_path_factory):
    return execute(lesson, tmp_path_factory.mktemp("lesson"), tmp_path_factory.mktemp("home"))


def execute(notebook, folder: Path, home: Path) -> Executed:
    """Run a copy of the notebook in a fresh kernel in `folder`, going on after an error so that tests can name the cell."""
    copy = nbformat.from_dict(notebook)
    prelude, epilogue = (nbformat.v4.new_code_cell(source) for source in (PRELUDE, EPILOGUE))
    copy.cells = [prelude, *copy.cells, epilogue]
    # While grading explorers draw nothing; a reader sees them.
    environment = {key: value for key, value in os.environ.items() if key != "NBGRADER_EXECUTION"}
    client = NotebookClient(copy, timeout=CELL_TIMEOUT_SECONDS, kernel_name="python3", allow_errors=True,
                            resources={"metadata": {"path": str(folder)}})
    client.execute(env=environment | {"IPYTHONDIR": str(home)})
    assert not prelude.outputs, f"the prelude of the test failed: {prelude.outputs}"
    return Executed(copy.cells[1:-1], float(epilogue.outputs[0].text), sorted(os.listdir(folder)))


def code_cells(lesson) -> list:
    return [cell for cell in lesson.cells if cell.cell_type == "code"]


def without_magics(source: str) -> str:
    """Python that `ast` can read: line magics and shell lines are blanked, so that line numbers stay."""
    return re.sub(r"^[ \t]*[%!].*$", "", source, flags=re.MULTILINE)


def imports(source: str) -> list[str]:
    """The import statements in the source, also those inside functions."""
    return [ast.unparse(node) for node in ast.walk(ast.parse(without_magics(source)))
            if isinstance(node, ast.Import | ast.ImportFrom)]


def test_there_is_a_lesson():
    assert [path.stem for path in LESSONS][:1] == ["01_activations"]


class TestRun:
    def test_no_cell_fails_or_warns(self, executed):
        failures = {id_: f"{output.ename}: {output.evalue}" for id_, output in executed.outputs()
                    if output.output_type == "error"}
        assert failures == {}

    def test_nothing_goes_to_stderr(self, executed):
        stderr = {id_: output.text for id_, output in executed.outputs()
                  if output.output_type == "stream" and output.name == "stderr"}
        assert stderr == {}

    def test_it_is_quick(self, executed):
        assert executed.cpu_seconds < CPU_SECONDS

    def test_it_leaves_no_files(self, executed):
        assert executed.left_behind == []

    def test_every_figure_is_followed_by_its_description(self, executed):
        undescribed = []
        for cell, following in zip(executed.cells, [*executed.cells[1:], None], strict=True):
            pictures = [output for output in cell.get("outputs", [])
                        if any(kind.startswith("image/") for kind in output.get("data", {}))]
            described = following is not None and following.cell_type == "markdown" and "The picture shows" in following.source
            if pictures and not described:
                undescribed.append(cell.id)
        assert undescribed == []

    def test_most_cells_that_show_something_are_predicted_first(self, executed):
        before = dict(zip((cell.id for cell in executed.cells[1:]), executed.cells, strict=False))
        showing = [cell for cell in executed.cells if cell.get("outputs")]
        predicted = [cell for cell in showing if "**Predict before you run:**" in before[cell.id].source]
        assert len(predicted) > 0.75 * len(showing), sorted({cell.id for cell in showing} - {cell.id for cell in predicted})


class TestFile:
    def test_it_is_valid(self, lesson):
        assert (lesson.nbformat, lesson.nbformat_minor) == (4, 5)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            nbformat.validate(lesson)
        assert lesson.metadata.kernelspec.name == "python3"

    def test_ids_are_unique_and_made_by_a_person(self, lesson):
        ids = [cell.id for cell in lesson.cells]
        assert len(ids) == len(set(ids))
        assert [id_ for id_ in ids if not re.fullmatch(r"[a-z][a-z0-9_-]+", id_) or re.fullmatch(r"[0-9a-f]{8}", id_)] == []

    def test_nothing_of_a_run_is_stored(self, lesson):
        ran = [cell.id for cell in code_cells(lesson) if cell.outputs or cell.execution_count is not None]
        assert ran == []
        assert "widgets" not in lesson.metadata

    def test_cells_are_short(self, lesson):
        lines = {cell.id: len(cell.source.splitlines()) for cell in code_cells(lesson)}
        assert {id_: count for id_, count in lines.items() if count > LONGEST_CELL} == {}
        assert statistics.median(lines.values()) <= LONGEST_MEDIAN

    def test_imports_stand_in_the_first_code_cell(self, lesson):
        first, *others = code_cells(lesson)
        assert imports(first.source)
        assert [line for line in imports(first.source) if line.endswith("import *")] == []
        assert {cell.id: found for cell in others if (found := imports(cell.source))} == {}

    def test_it_opens_with_a_title_and_ends_with_summary_and_self_check(self, lesson):
        assert re.match(r"# Unit \d · ", lesson.cells[0].source)
        *_, summary, self_check = lesson.cells
        assert {summary.cell_type, self_check.cell_type} == {"markdown"}
        assert summary.source.startswith("## Summary\n") and self_check.source.startswith("## Self-check\n")

    def test_every_question_of_the_self_check_has_an_answer_that_opens(self, lesson):
        source = lesson.cells[-1].source
        questions = re.findall(r"^\d+\. ", source, flags=re.MULTILINE)
        answers = re.findall(r"<details><summary>Answer</summary>\n\n.+?\n\n</details>", source, flags=re.DOTALL)
        assert len(questions) == len(answers) == source.count("<details>") >= 5

    def test_math_is_closed(self, lesson):
        odd = [cell.id for cell in lesson.cells if cell.cell_type == "markdown" and cell.source.count("$") % 2]
        assert odd == []


@pytest.mark.parametrize("path", [path for path in LESSONS if path.stem == "01_activations"], indirect=True, ids=["01"])
class TestActivations:
    # Numbers that the cells compute when they run: content.md, document 000.
    @pytest.mark.parametrize(("cell_id", "facts"), [
        ("triangle-shrink", ["0.19511514", "0.23196975", "0.23471433", "0.23497492", "0.23500083"]),
        ("sigmoid-slope-again-run", ["0.2350037"]),
        ("sigmoid-three-run", ["0.9999546021    slope = 4.5396e-05", "4.53978687e-05    slope = 4.5396e-05", "0.5    slope = 0.25"]),
        ("sigmoid-symmetry", ["[1. 1. 1.]"]),
        ("cache-count-run", ["way forward:            50000", "cached a:  50000"]),
        ("cache-count-again", ["100000", "same slopes: True"]),
        ("tanh-three-run", [" 0.99999999588    slope = 8.2446e-09", "-0.99999999588    slope = 8.2446e-09", " 0    slope = 1"]),
        ("tanh-erratum-run", ["0 and 0", "0.53788", "0.78644773"]),
        ("tanh-caret", ["8 1 1"]),
        ("compare-vanishing", ["10 layers: sigmoid slopes multiply to at most 9.5e-07"]),
        ("relu-numbers-run", ["slopes [0. 0. 1.]", "slopes [0.01 0.01 1.  ]"]),
        ("kink-triangles", ["to the right 1,  to the left 0"]),
        ("zero-pixels", ["(64, 267)", "47.4%"]),
        ("zero-patch-run", ["z is exactly 0 for 32.6% of 267 images"]),
        ("zero-weights-run", ["exactly 0: 100%", "(z > 0):  0%", "(z >= 0): 100%"]),
        ("check-slip-run", ["1 - a**1 is wrong at index"]),
        ("check-h-numbers", ["h = 1e-15   measured 0.2775"]),
    ])
    def test_cells_show_the_facts(self, executed, cell_id, facts):
        printed = executed.printed(cell_id)
        assert [fact for fact in facts if fact not in printed] == [], printed

    def test_all_four_formulas_pass_the_gradient_check(self, executed):
        lines = executed.printed("check-four").splitlines()
        assert [line.split()[0] for line in lines] == ["sigmoid", "tanh", "relu", "leaky_relu"]
        assert all("gradients agree" in line for line in lines)

    @pytest.mark.parametrize("fact", [
        r"$4.5396 \cdot 10^{-5}$", r"$a = 4.5398 \cdot 10^{-5}$", "$a = 0.9999546021$", r"$8.2446 \cdot 10^{-9}$",
        "$a = 0.99999999588$", "$a = -0.99999999588$", r"$9.5 \cdot 10^{-7}$", "g prime of z", r"\frac{d}{dz}\,g(z)",
        r"\max(0,\, z)", r"\max(0.01\,z,\; z)", "a **subgradient**", r"g'(z) = a\,(1 - a)", "1 - a^2", "height over width",
    ])
    def test_the_text_states_the_facts(self, lesson, fact):
        assert any(fact.lower() in cell.source.lower() for cell in lesson.cells if cell.cell_type == "markdown")

    def test_both_errors_of_the_document_stand_in_boxes(self, lesson):
        boxes = re.findall(r"^> \*\*The document says\*\*.*", "\n".join(cell.source for cell in lesson.cells), flags=re.MULTILINE)
        assert len(boxes) == 2
        assert "1^1" in boxes[0] and "$1 - 1^2$" in boxes[0]
        assert "almost never exactly 0" in boxes[1]

    def test_the_explorer_is_drawn(self, executed):
        data = [output.data for id_, output in executed.outputs() if id_ == "triangle-explorer"]
        assert [kind for kind in ("application/vnd.jupyter.widget-view+json", "image/png") if kind not in data[0]] == []


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    sources = {
        "warns": "import warnings\nwarnings.warn('careful')",
        "deprecated": "import warnings\nwarnings.warn('old', DeprecationWarning)",
        "overflows": "import numpy\nnumpy.exp(numpy.array([1000.0]))",
        "writes": "import sys\nprint('oh', file=sys.stderr)",
        "asks": "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')",
        "leaves": "open('left.txt', 'w').close()",
    }
    cells = [nbformat.v4.new_code_cell(source, id=id_) for id_, source in sources.items()]
    return execute(nbformat.v4.new_notebook(cells=cells), tmp_path_factory.mktemp("faulty"), tmp_path_factory.mktemp("home"))


class TestTheseTests:
    """The run must be able to fail: each planted fault is seen."""

    def test_each_fault_is_seen(self, faulty):
        errors = {id_: output.evalue for id_, output in faulty.outputs() if output.output_type == "error"}
        assert errors.keys() == {"warns", "deprecated", "overflows", "asks"} and "without network" in errors["asks"]
        assert [id_ for id_, output in faulty.outputs() if output.get("name") == "stderr"] == ["writes"]
        assert faulty.left_behind == ["left.txt"]

    def test_imports_are_found_anywhere(self):
        assert imports("%config a = 1\ndef f():\n    from math import pi") == ["from math import pi"]
