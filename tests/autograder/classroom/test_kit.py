"""The student kit holds all that a notebook needs, and no answer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version

import nbformat
import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement

import helpers
from autograder.classroom.kit import FOLDER, write_kit
from autograder.cli import main
from autograder.course import Course
from autograder.errors import ReleaseError, UsageError
from autograder.exercises import all_units
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """The kit, unpacked."""
    folder = tmp_path_factory.mktemp("kit")
    with zipfile.ZipFile(write_kit(Course(ROOT), all_units(), folder / "kit.zip")) as archive:
        archive.extractall(folder)
    return folder / FOLDER


@pytest.fixture(scope="module")
def installed(kit, tmp_path_factory):
    """A folder into which pip has installed the kit's wheel, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    wheel = (kit / "requirements.txt").read_text().splitlines()[0]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", folder, wheel],
        cwd=kit,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_the_kit_holds_lessons_exercises_and_helpers_and_nothing_of_the_instructors(kit):
    wheel = f"backprop_helpers-{helpers.__version__}-py3-none-any.whl"
    assert sorted(path.name for path in kit.iterdir()) == ["README.md", wheel, "course", "release", "requirements.txt"]
    assert sorted(path.stem for path in kit.glob("course/*.ipynb")) == [unit.id for unit in all_units()]
    for unit in all_units():
        notebook = kit / "release" / unit.id / f"{unit.notebook}.ipynb"
        assert notebook.read_bytes() == Course(ROOT).release(unit).read_bytes()


def test_its_notebooks_import_what_they_need_from_its_wheel_alone(kit, installed, tmp_path):
    for unit in all_units():
        cells = nbformat.read(kit / "release" / unit.id / f"{unit.notebook}.ipynb", as_version=4).cells
        first = next(cell for cell in cells if cell.cell_type == "code").source
        source = f"import sys\nsys.modules['autograder'] = None\n{first}\nimport helpers\nprint(helpers.__file__)\nprogress('{unit.notebook}')"
        environment = os.environ | {"PYTHONPATH": str(installed)}
        done = subprocess.run(
            [sys.executable, "-c", source], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(str(installed))


def test_its_requirements_are_the_wheel_and_ranges_and_few(kit):
    wheel, *lines = (kit / "requirements.txt").read_text().splitlines()
    assert (kit / wheel).is_file()
    requirements = [Requirement(line) for line in lines]
    assert [requirement.name for requirement in requirements] == ["jupyterlab", "ipykernel"]
    for requirement in requirements:
        assert version(requirement.name) in requirement.specifier
        assert {specifier.operator for specifier in requirement.specifier} == {">="}, (
            "a student's machine has what it has"
        )


def test_its_readme_says_how_on_every_system(kit):
    lines = [line.strip() for line in (kit / "README.md").read_text().splitlines()]
    assert ".venv/bin/pip install -r requirements.txt" in lines
    assert r".venv\Scripts\pip install -r requirements.txt" in lines
    assert r".venv\Scripts\jupyter lab" in lines


def test_the_same_course_gives_the_same_zip_anywhere(tmp_path, monkeypatch):
    first = write_kit(Course(ROOT), all_units(), tmp_path / "a.zip")
    checkout = tmp_path / "elsewhere"  # another place, another umask, other dates
    for name in ("course", "release", "source", "helpers"):
        shutil.copytree(
            ROOT / name, checkout / name, copy_function=shutil.copy, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", checkout)
    (checkout / "helpers" / "shapes.py").chmod(0o600)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    second = write_kit(Course(checkout), all_units(), tmp_path / "b.zip")
    assert first.read_bytes() == second.read_bytes()


def test_a_folder_without_the_helpers_and_helpers_that_cannot_be_packed_are_one_clear_line(tmp_path):
    checkout = tmp_path / "course"
    for name in ("course", "release", "source"):
        shutil.copytree(ROOT / name, checkout / name)
    with pytest.raises(UsageError, match=r"pyproject.toml is missing: .* checkout of the course"):
        write_kit(Course(checkout), all_units(), tmp_path / "kit.zip")
    shutil.copy(ROOT / "pyproject.toml", checkout)
    (checkout / "helpers").mkdir()
    (checkout / "helpers" / "pyproject.toml").write_bytes((ROOT / "helpers" / "pyproject.toml").read_bytes())
    with pytest.raises(ReleaseError, match=r"helpers cannot be packed as a wheel: \w*Error: .*__init__.py"):
        write_kit(Course(checkout), all_units(), tmp_path / "kit.zip")
    assert not (tmp_path / "kit.zip").exists()


def test_a_course_without_lessons_is_one_clear_line_and_leaves_no_half_zip(make_course, tmp_path):
    course = make_course()
    (course.root / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    with pytest.raises(UsageError, match=r"01_activations.ipynb is missing.*make release"):
        write_kit(course, all_units(), tmp_path / "out" / "kit.zip")
    assert list((tmp_path / "out").iterdir()) == []


def test_the_command_says_what_it_wrote(tmp_path):
    done = CliRunner().invoke(main, ["--course-dir", str(ROOT), "kit", "--to", str(tmp_path / "kit.zip")])
    assert done.exit_code == 0, done.output
    assert f"{len(all_units())} units" in done.output
    assert (tmp_path / "kit.zip").is_file()
