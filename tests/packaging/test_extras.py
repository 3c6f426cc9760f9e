"""A command that needs an extra which is not installed says so in one line."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

import helpers
from autograder.cli import main
from autograder.course import Course
from autograder.errors import UsageError
from tests.conftest import ROOT


@pytest.mark.parametrize("arguments", [["-m", "autograder"], ["-c", "from autograder.cli import main; main()"]])
def test_the_version_is_that_of_both_distributions(arguments, tmp_path):
    done = subprocess.run(
        [sys.executable, *arguments, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == f"autograder {helpers.__version__}"


def test_a_cluster_without_distributed(make_course, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    course = make_course()
    path = course.submitted / "ada" / "01_activations" / "activations.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    done = CliRunner().invoke(main, ["--course-dir", str(course.root), "grade", "--scheduler", "tcp://127.0.0.1:1"])
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        "autograder: --scheduler needs distributed: pip install 'backprop-autograder[cluster]'."
    ]


@pytest.mark.parametrize(
    ("address", "driver", "wanted"),
    [
        ("postgresql+psycopg://localhost/grades", "psycopg", "pip install 'backprop-autograder[postgres]'"),
        ("mysql+aiomysql://localhost/grades", "aiomysql", "pip install aiomysql"),
    ],
)
def test_a_database_without_its_driver(address, driver, wanted, make_course, monkeypatch):
    monkeypatch.setitem(sys.modules, driver, None)
    course = make_course()
    with course.config_file.open("a") as settings:
        settings.write(f"\nc.CourseDirectory.db_url = {address!r}\n")
    with pytest.raises(UsageError) as caught:
        Course(course.root).gradebook()
    assert wanted in str(caught.value)
    assert str(caught.value).startswith("CourseDirectory.db_url in nbgrader_config.py needs")


def test_the_site_without_its_packages(tmp_path):
    """In an interpreter of its own, whose finders do not know Sphinx and its theme."""
    code = (
        "import importlib.util, runpy, sys\n"
        "found = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *rest: None if name in ('sphinx', 'sphinx_book_theme') else found(name, *rest)\n"
        "sys.argv = ['site', '--to', sys.argv[1]]\n"
        "runpy.run_module('course.site', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "make site: sphinx, sphinx_book_theme must be installed for the site: pip install 'backprop-autograder[site]'."
    ]
    assert not (tmp_path / "site").exists()
