"""What the packages import is declared, each dependency has its reason, and the pins follow the ranges."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import helpers
from tests.conftest import ROOT

OWN = {"helpers", "autograder", "course", "tests"}
#: Needed, though no module imports them: front ends, plug-ins, drivers and commands.
NOT_IMPORTED = {
    "backprop-helpers": {"ipywidgets"},
    "backprop-autograder": {
        "jupyter",
        "jupyterlab",
        "notebook",
        "ipykernel",
        "hatchling",
        "psycopg",
        "jsonschema",
        "myst-nb",
        "sphinx-book-theme",
        "pytest-xdist",
        "ruff",
        "mypy",
        "backprop-helpers",
    },
}
PROJECT_FILES = {
    "backprop-helpers": ROOT / "helpers" / "pyproject.toml",
    "backprop-autograder": ROOT / "pyproject.toml",
}


def declared(distribution: str) -> dict[str, dict[str, Requirement]]:
    """The requirements of a distribution by name: those that it always has under "", and those of each extra."""
    project = tomllib.loads(PROJECT_FILES[distribution].read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project.get("optional-dependencies", {})}
    return {
        group: {canonicalize_name(Requirement(text).name): Requirement(text) for text in texts}
        for group, texts in groups.items()
    }


@cache
def imported(folder: Path) -> dict[str, str]:
    """Distributions that the Python files in a folder import, each with one of these files."""
    found: dict[str, str] = {}
    homes = packages_distributions()
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            for top in {name.split(".")[0] for name in names} - OWN - set(sys.stdlib_module_names):
                found[canonicalize_name(homes.get(top, [top])[0])] = f"{path.relative_to(ROOT)} imports {top}"
    return found


@pytest.mark.parametrize(
    ("folder", "distributions", "extras"),
    [
        ("helpers", ["backprop-helpers"], []),
        ("autograder", ["backprop-autograder"], ["cluster"]),
        ("course", ["backprop-autograder"], ["site"]),
        ("tests", ["backprop-autograder", "backprop-helpers"], ["cluster", "site", "dev"]),
    ],
)
def test_what_is_imported_is_declared(folder, distributions, extras):
    names = set()
    for distribution in distributions:
        groups = declared(distribution)
        names |= {name for group in ["", *extras] for name in groups.get(group, {})}
    assert imported(ROOT / folder), "no import was found"
    undeclared = {where for name, where in imported(ROOT / folder).items() if name not in names}
    assert not undeclared


@pytest.mark.parametrize("distribution", PROJECT_FILES)
def test_what_is_declared_is_used(distribution):
    folders = ["helpers"] if distribution == "backprop-helpers" else ["autograder", "course", "tests"]
    used = {name for folder in folders for name in imported(ROOT / folder)} | {"nox"} | NOT_IMPORTED[distribution]
    for group, requirements in declared(distribution).items():
        assert set(requirements) <= used, group


def test_only_the_cluster_command_imports_its_extra_and_only_where_it_is_used():
    extra = set(declared("backprop-autograder")["cluster"]) - set(declared("backprop-autograder")[""])
    at_the_top = set()
    for path in (ROOT / "autograder").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Import):
                at_the_top |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                at_the_top.add(node.module.split(".")[0])
    assert not extra & at_the_top


@pytest.mark.parametrize("distribution", PROJECT_FILES)
def test_every_dependency_is_a_range_with_its_reason(distribution):
    lines = PROJECT_FILES[distribution].read_text(encoding="utf-8").splitlines()
    requirements = [line.strip() for line in lines if re.match(r' {4}"[\w\[\]-]+(\[\w+\])?[<>=!~]', line)]
    listed = [str(name) for group in declared(distribution).values() for name in group]
    assert len(requirements) == len(listed)
    for line in requirements:
        text, comment = re.fullmatch(r'"([^"]+)",\s*(?:# (.+))?', line).groups()
        operators = {specifier.operator for specifier in Requirement(text).specifier}
        assert "==" not in operators or text.startswith("backprop-helpers"), (
            f"{text}: pins belong into requirements.txt"
        )
        assert comment or text.startswith("pytest>="), f"{text} has no reason"
        if distribution == "backprop-helpers":
            assert operators == {">="}, f"{text}: a class gets what its machine has"


def test_requirements_txt_pins_everything_within_the_ranges():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    own = [line for line in lines if line.startswith("-e ")]
    assert sorted(own) == ["-e .", "-e ./helpers"]
    pins: dict[str, list[str]] = {}
    for line in lines:
        if line in own:
            continue
        requirement = Requirement(line)
        assert [specifier.operator for specifier in requirement.specifier] == ["=="], line
        pins.setdefault(canonicalize_name(requirement.name), []).append(next(iter(requirement.specifier)).version)
    for distribution in PROJECT_FILES:
        for group in declared(distribution).values():
            for name, requirement in group.items():
                if name != "backprop-helpers":
                    assert pins.get(name), f"{name} is not pinned: compile requirements.txt anew, see CONTRIBUTING.md"
                    assert all(pin in requirement.specifier for pin in pins[name]), requirement


def test_requirements_in_asks_for_both_distributions_and_every_extra():
    text = (ROOT / "requirements.in").read_text(encoding="utf-8")
    extras = re.search(r"^-e \.\[([\w,]+)\]$", text, re.MULTILINE).group(1).split(",")
    assert re.search(r"^-e \./helpers$", text, re.MULTILINE)
    assert set(extras) == set(declared("backprop-autograder")) - {""}


def test_both_distributions_have_the_one_version():
    assert version("backprop-helpers") == version("backprop-autograder") == helpers.__version__
    assert helpers.__version__ in declared("backprop-autograder")[""]["backprop-helpers"].specifier
    for path in PROJECT_FILES.values():
        assert "version" in tomllib.loads(path.read_text(encoding="utf-8"))["project"]["dynamic"]
