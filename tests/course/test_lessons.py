"""Every lesson runs without a warning and keeps the rules for notebooks. What each teaches is in `test_facts.py`."""

import ast
import re
import statistics
import warnings

import nbformat
import pytest

from tests.course.lessons import LESSONS, execute, run_lesson

CPU_SECONDS = {"06_gradient_descent": 60}  # unit 6 trains networks; its own limit is a minute
USUAL_CPU_SECONDS = 15
LONGEST_CELL, LONGEST_MEDIAN = 25, 5


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture(scope="module")
def lesson(path):
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


@pytest.fixture(scope="module")
def executed(path):
    return run_lesson(path)


def code_cells(lesson) -> list:
    return [cell for cell in lesson.cells if cell.cell_type == "code"]


def without_magics(source: str) -> str:
    """Python that `ast` can read: line magics and shell lines are blanked, so that line numbers stay."""
    return re.sub(r"^[ \t]*[%!].*$", "", source, flags=re.MULTILINE)


def imports(source: str) -> list[str]:
    """The import statements in the source, also those inside functions."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(without_magics(source)))
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def test_there_is_a_lesson():
    assert [path.stem for path in LESSONS][:1] == ["01_activations"]


class TestRun:
    def test_no_cell_fails_or_warns(self, executed):
        failures = {
            id_: f"{output.ename}: {output.evalue}"
            for id_, output in executed.outputs()
            if output.output_type == "error"
        }
        assert failures == {}

    def test_nothing_goes_to_stderr(self, executed):
        stderr = {
            id_: output.text
            for id_, output in executed.outputs()
            if output.output_type == "stream" and output.name == "stderr"
        }
        assert stderr == {}

    def test_it_is_quick(self, path, executed):
        assert executed.cpu_seconds < CPU_SECONDS.get(path.stem, USUAL_CPU_SECONDS)

    def test_it_leaves_no_files(self, executed):
        assert executed.left_behind == []

    def test_every_figure_is_followed_by_its_description(self, executed):
        undescribed = []
        for cell, following in zip(executed.cells, [*executed.cells[1:], None], strict=True):
            pictures = [
                output
                for output in cell.get("outputs", [])
                if any(kind.startswith("image/") for kind in output.get("data", {}))
            ]
            described = (
                following is not None and following.cell_type == "markdown" and "The picture shows" in following.source
            )
            if pictures and not described:
                undescribed.append(cell.id)
        assert undescribed == []

    def test_most_cells_that_show_something_are_predicted_first(self, executed):
        before = dict(zip((cell.id for cell in executed.cells[1:]), executed.cells, strict=False))
        showing = [cell for cell in executed.cells if cell.get("outputs")]
        predicted = [cell for cell in showing if "**Predict before you run:**" in before[cell.id].source]
        assert len(predicted) > 0.75 * len(showing), sorted(
            {cell.id for cell in showing} - {cell.id for cell in predicted}
        )


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
        assert [
            id_ for id_ in ids if not re.fullmatch(r"[a-z][a-z0-9_-]+", id_) or re.fullmatch(r"[0-9a-f]{8}", id_)
        ] == []

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


@pytest.fixture(scope="module")
def faulty():
    sources = {
        "warns": "import warnings\nwarnings.warn('careful')",
        "deprecated": "import warnings\nwarnings.warn('old', DeprecationWarning)",
        "overflows": "import numpy\nnumpy.exp(numpy.array([1000.0]))",
        "writes": "import sys\nprint('oh', file=sys.stderr)",
        "asks": "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')",
        "leaves": "open('left.txt', 'w').close()",
    }
    cells = [nbformat.v4.new_code_cell(source, id=id_) for id_, source in sources.items()]
    return execute(nbformat.v4.new_notebook(cells=cells))


class TestTheseTests:
    """The run must be able to fail: each planted fault is seen."""

    def test_each_fault_is_seen(self, faulty):
        errors = {id_: output.evalue for id_, output in faulty.outputs() if output.output_type == "error"}
        assert errors.keys() == {"warns", "deprecated", "overflows", "asks"} and "without network" in errors["asks"]
        assert [id_ for id_, output in faulty.outputs() if output.get("name") == "stderr"] == ["writes"]
        assert faulty.left_behind == ["left.txt"]

    def test_imports_are_found_anywhere(self):
        assert imports("%config a = 1\ndef f():\n    from math import pi") == ["from math import pi"]
