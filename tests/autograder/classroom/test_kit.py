"""The student kit holds all that a notebook needs, and no answer."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile

import nbformat
import pytest
from click.testing import CliRunner

from autograder.classroom.kit import FOLDER, write_kit
from autograder.cli import main
from autograder.course import Course
from autograder.errors import UsageError
from autograder.exercises import all_units
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """The kit, unpacked."""
    folder = tmp_path_factory.mktemp("kit")
    with zipfile.ZipFile(write_kit(Course(ROOT), all_units(), folder / "kit.zip")) as archive:
        archive.extractall(folder)
    return folder / FOLDER


def test_the_kit_holds_lessons_exercises_and_helpers_and_nothing_of_the_instructors(kit):
    assert sorted(path.name for path in kit.iterdir()) == [
        "README.md", "course", "helpers", "pyproject.toml", "release", "requirements.txt"]
    assert sorted(path.stem for path in kit.glob("course/*.ipynb")) == [unit.id for unit in all_units()]
    for unit in all_units():
        notebook = kit / "release" / unit.id / f"{unit.notebook}.ipynb"
        assert notebook.read_bytes() == Course(ROOT).release(unit).read_bytes()


def test_its_notebooks_import_what_they_need_from_the_kit_alone(kit, tmp_path):
    for unit in all_units():
        cells = nbformat.read(kit / "release" / unit.id / f"{unit.notebook}.ipynb", as_version=4).cells
        first = next(cell for cell in cells if cell.cell_type == "code").source
        source = f"import sys\nsys.modules['autograder'] = None\n{first}\nimport helpers\nprint(helpers.__file__)\nprogress('{unit.notebook}')"
        environment = os.environ | {"PYTHONPATH": str(kit)}
        done = subprocess.run([sys.executable, "-c", source], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(str(kit))


def test_its_requirements_are_pinned_and_few(kit):
    lines = (kit / "requirements.txt").read_text().splitlines()
    assert lines[0] == "-e ."
    assert all("==" in line for line in lines[1:])
    assert "nbgrader" not in " ".join(lines)


def test_the_same_course_gives_the_same_zip(tmp_path):
    first, second = (write_kit(Course(ROOT), all_units(), tmp_path / name) for name in ("a.zip", "b.zip"))
    assert first.read_bytes() == second.read_bytes()


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
