"""Both distributions as they would be published: nothing missing, nothing that gives an answer away, the same bytes
each time.
"""

from __future__ import annotations

import ast
import email
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDERS = {"backprop-helpers": ROOT / "helpers", "backprop-autograder": ROOT}
#: Files in helpers/ that tools need and notebooks do not.
FOR_TOOLS = {"pyproject.toml", "README.md", "LICENSE"}


def build(folder: Path, target: Path, *kinds: str) -> None:
    """Build with the backend itself, as `pip` does, without an environment of its own and so without the network."""
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(target)]
    for kind in kinds:
        command += ["--target", kind]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A folder with a wheel and an sdist of each distribution."""
    folder = tmp_path_factory.mktemp("dist")
    for home in FOLDERS.values():
        build(home, folder, "wheel", "sdist")
    return folder


@pytest.fixture(scope="module")
def wheels(built) -> dict[str, dict[str, bytes]]:
    """What each wheel holds."""
    return {name: contents(next(built.glob(f"{name.replace('-', '_')}-*.whl"))) for name in FOLDERS}


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def packaged(wheel: dict[str, bytes]) -> set[str]:
    return {name for name in wheel if ".dist-info/" not in name}


def test_the_helpers_wheel_holds_every_file_of_the_helpers_and_nothing_else(wheels):
    expected = files(ROOT / "helpers") - {f"helpers/{name}" for name in FOR_TOOLS}
    # Of the explorers' JavaScript a browser loads the bundles, and a translator's template is no translation.
    expected -= {name for name in expected if name.endswith(".js") and not name.endswith(".bundle.js")}
    expected -= {name for name in expected if name.endswith(".pot")}
    assert packaged(wheels["backprop-helpers"]) == expected
    for name in (
        "helpers/fixtures/layers.json",
        "helpers/data/digits.npz",
        "helpers/explorers/common/theme.css",
        "helpers/explorers/slope/widget.bundle.js",
        "helpers/py.typed",
    ):
        assert name in wheels["backprop-helpers"], name


def test_the_autograder_wheel_holds_every_module_and_template_and_nothing_else(wheels):
    names = packaged(wheels["backprop-autograder"])
    assert names == {name for name in files(ROOT / "autograder") if not name.endswith(".md")}
    assert {"autograder/py.typed", "autograder/results/templates/report.html.j2"} <= names


@pytest.mark.parametrize("name", FOLDERS)
def test_a_wheel_made_of_the_sdist_is_the_same(name, built, tmp_path):
    with tarfile.open(next(built.glob(f"{name.replace('-', '_')}-*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    build(next(tmp_path.iterdir()), tmp_path / "wheel", "wheel")
    assert (
        next((tmp_path / "wheel").glob("*.whl")).read_bytes()
        == next(built.glob(f"{name.replace('-', '_')}-*.whl")).read_bytes()
    )


def test_metadata_say_what_pip_and_pyodide_must_know(wheels):
    for name, licence in (("backprop-helpers", "MIT AND CC-BY-4.0"), ("backprop-autograder", "MIT")):
        wheel = wheels[name]
        info = next(entry for entry in wheel if entry.endswith(".dist-info/METADATA"))
        metadata = email.message_from_bytes(wheel[info])
        assert metadata["Name"] == name
        assert metadata["License-Expression"] == licence
        assert metadata["Metadata-Version"] == "2.4"
        for path in metadata.get_all("License-File"):
            assert wheel[info.replace("METADATA", f"licenses/{path}")]
        assert b"Root-Is-Purelib: true" in wheel[info.replace("METADATA", "WHEEL")]
        assert b"Tag: py3-none-any" in wheel[info.replace("METADATA", "WHEEL")]
    helpers = wheels["backprop-helpers"]
    info = email.message_from_bytes(next(data for entry, data in helpers.items() if entry.endswith("/METADATA")))
    assert "data/SOURCES.md" in info.get_all("License-File")
    # Pyodide has these, compiled for it, or they are pure Python.
    assert {text.split(">=")[0] for text in info.get_all("Requires-Dist")} == {
        "numpy",
        "matplotlib",
        "ipython",
        "traitlets",
        "ipywidgets",
        "anywidget",
    }


def test_the_licence_beside_the_helpers_is_the_repositorys_own():
    assert (ROOT / "helpers" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


def bodies(source: str) -> set[str]:
    """The statements of each function and method, without names, docstrings and layout; short ones are common
    knowledge.
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            statements = node.body[1:] if ast.get_docstring(node) else node.body
            if len(statements) > 1:
                found.add("\n".join(map(ast.unparse, statements)))
    return found


def test_the_helpers_wheel_holds_no_answer_no_known_mistake_and_no_hidden_test(wheels):
    wheel = wheels["backprop-helpers"]
    texts = {name: data.decode("utf-8") for name, data in wheel.items() if not name.endswith((".npz", ".mo"))}
    assert not [
        name
        for name, text in texts.items()
        if "BEGIN SOLUTION" in text or "BEGIN HIDDEN TESTS" in text or "verify(" in text
    ]
    assert not [name for name, text in texts.items() if name.endswith(".py") and "import autograder" in text]
    shipped = set().union(*(bodies(text) for name, text in texts.items() if name.endswith(".py")))
    bank = {
        body
        for path in (ROOT / "autograder" / "exercises").glob("*/*.py")
        if path.name != "given.py"
        for body in bodies(path.read_text(encoding="utf-8"))
    }
    assert len(bank) > 100
    assert not bank & shipped
