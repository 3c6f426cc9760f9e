"""The house is in order: who may import whom, what is documented, what the README promises."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import subprocess
from pathlib import Path

import nbformat
import pytest

import autograder
import helpers
from tests.conftest import ROOT
from tests.support.notebook_rules import problems

#: Imports run one way: a module may import from its own level and from those before it.
LEVELS = [
    {"autograder.errors", "autograder.files", "autograder.course"},
    {"autograder.exercises", "autograder.engine"},
    {"autograder.release", "autograder.grading"},
    {"autograder.classroom", "autograder.results", "autograder.authoring", "autograder.doctor"},
    {"autograder.cli"},
    {"autograder.__main__"},
]
#: The same inside the engine.
ENGINE_LEVELS = [
    {"autograder.engine.sandbox", "autograder.engine.rpc"},
    {"autograder.engine.workers"},
    {"autograder.engine.session"},
    {"autograder.engine.execute"},
]
#: What a notebook of the course may load.
HELPERS_MAY_IMPORT = {"numpy", "matplotlib", "ipywidgets", "anywidget", "traitlets", "IPython"}


def modules(package) -> list[str]:
    return [package.__name__] + [name for _, name, _ in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]


def imports(name: str) -> set[str]:
    spec = importlib.util.find_spec(name)
    found = set()
    for node in ast.walk(ast.parse(Path(spec.origin).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def level(name: str, levels: list[set[str]] = LEVELS) -> int | None:
    for place, rooms in enumerate(levels):
        if any(name == room or name.startswith(room + ".") for room in rooms):
            return place
    return None


@pytest.mark.parametrize("levels", [LEVELS, ENGINE_LEVELS], ids=["package", "engine"])
@pytest.mark.parametrize("name", modules(autograder)[1:])
def test_imports_run_one_way(name, levels):
    if levels is ENGINE_LEVELS and not name.startswith("autograder.engine."):
        return
    assert level(name, levels) is not None, f"{name} is in no room; give it a place in the levels"
    for imported in imports(name):
        if level(imported, levels) is not None:
            assert level(imported, levels) <= level(name, levels), f"{name} may not import {imported}"


def test_exercises_and_engine_do_not_know_each_other():
    for name in modules(autograder):
        if name.startswith("autograder.exercises"):
            assert not any(imported.startswith("autograder.engine") for imported in imports(name))
        if name.startswith("autograder.engine"):
            assert not any(imported.startswith("autograder.exercises") for imported in imports(name))


@pytest.mark.parametrize("name", [name for name in modules(autograder) if name.startswith("autograder.engine")])
def test_the_engine_names_no_course(name):
    """What a course needs is set in ``nbgrader_config.py``."""
    assert not any(imported.split(".")[0] == "helpers" for imported in imports(name))
    text = Path(importlib.util.find_spec(name).origin).read_text(encoding="utf-8")
    assert not re.search(r"helpers|exercises|backprop|COURSE_LANGUAGE", text), name


@pytest.mark.parametrize("name", modules(helpers))
def test_helpers_know_nothing_of_the_autograder_and_load_few_packages(name):
    import sys

    for imported in imports(name):
        top = imported.split(".")[0]
        assert top in HELPERS_MAY_IMPORT | {"helpers"} or top in sys.stdlib_module_names, f"{name} imports {imported}"


@pytest.mark.parametrize("name", modules(helpers) + modules(autograder))
def test_every_module_and_public_name_is_documented(name):
    tree = ast.parse(Path(importlib.util.find_spec(name).origin).read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), name
    if name.startswith("autograder.exercises.") and len(name.split(".")) > 3:
        return  # references and mistakes: their hints are what is to be read
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{name}.{node.name}"
            for method in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                    inherits = getattr(getattr(importlib.import_module(name), node.name), method.name)
                    assert inspect.getdoc(inherits), f"{name}.{node.name}.{method.name}"


def test_only_the_course_joins_paths_of_its_folders():
    """A folder's name stands in `course.py` alone; what packs, copies or describes the folder itself may name it, too."""
    rooms = {"source", "release", "submitted", "autograded", "feedback", "reports", "records", "build"}
    for name in modules(autograder):
        if name == "autograder.course":
            continue
        for node in ast.walk(ast.parse(Path(importlib.util.find_spec(name).origin).read_text(encoding="utf-8"))):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and isinstance(node.right, ast.Constant):
                assert node.right.value not in rooms, f"{name}, line {node.lineno}: ask the course for this path"


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_commands_files_and_links_of_the_documents_exist(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    from autograder.cli import main

    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for target in re.findall(r"\bmake ([a-z]+)\b", _code(text)):
        assert target in targets, f"make {target}"
    for command, options in re.findall(r"python -m autograder ([a-z]+)([^`\n|#]*)", text):
        known = {option for parameter in main.commands[command].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", options)) <= known, f"{command}{options}"
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (ROOT / link).exists(), link
    for path in re.findall(r"`((?:autograder|helpers|source|course|tests|release)/[\w./]+)`", text):
        assert (ROOT / path).exists(), path


def _code(text: str) -> str:
    return "\n".join(re.findall(r"`+[^`]+`+", text))


def test_every_make_target_of_the_help_exists_and_makes_its_own_environment():
    makefile = (ROOT / "Makefile").read_text()
    helped = set(re.findall(r'@echo "make (\w+)', makefile))
    phony = set(re.search(r"\.PHONY: (.*)", makefile).group(1).split()) - {"help"}
    assert helped == phony
    for target in phony - {"clean"}:
        assert re.search(rf"^{target}: .*\$\(READY\)", makefile, re.MULTILINE), target


def test_only_make_release_writes_the_notebooks_in_which_students_work():
    for target in ("lab", "demo", "test"):
        shown = subprocess.run(
            ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        assert "autograder release" not in shown, target


SOURCES = sorted(ROOT.glob("source/*/*.ipynb"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_source_notebooks_keep_the_rules(path):
    assert problems(path) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda cells: cells[0].update(execution_count=3), "has outputs or a number"),
        (lambda cells: cells[0].update(source="x = 1\n" * 26), "has 26 lines"),
        (lambda cells: cells[3].update(source=f"import os\n{cells[3].source}"), "imports stand in the first code cell"),
        (lambda cells: _graded(cells).metadata.nbgrader.update(points=99), "The points add up to"),
        (lambda cells: _graded(cells).metadata.nbgrader.update(grade_id="1st"), "The grade id '1st'"),
        (lambda cells: _graded(cells).update(source="expect(1)"), "does not open with `# Claim"),
        (lambda cells: _graded(cells).update(source=f"{_graded(cells).source}\n1 + 1"), "ends in a value"),
        (lambda cells: cells[1].update(id=cells[0].id), "the same id"),
    ],
)
def test_a_notebook_that_breaks_a_rule_is_told(change, said, tmp_path):
    notebook = nbformat.read(SOURCES[0], as_version=4)
    change([cell for cell in notebook.cells if cell.cell_type == "code"])
    path = tmp_path / "broken.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert any(said in problem for problem in problems(path))


def _graded(cells):
    return next(cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade"))
