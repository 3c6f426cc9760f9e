"""The audit tells good tests from bad ones; and the course's own tests are good."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from click.testing import CliRunner

from autograder.authoring.audit import audit_unit
from autograder.cli import main
from autograder.course import Course
from autograder.errors import DefinitionError
from autograder.exercises import all_units, find_unit, find_variants

UNIT = find_unit("01_activations")


@pytest.fixture(scope="module")
def audits(repository):
    return [audit_unit(Course(repository), unit) for unit in all_units()]


def test_every_mistake_loses_points_and_is_named_and_every_variant_passes(audits):
    assert [problem for audit in audits for exercise in audit.exercises for problem in exercise.problems] == []
    assert all(audit.ok for audit in audits)
    assert all(exercise.caught == exercise.mistakes >= 8 for audit in audits for exercise in audit.exercises)
    assert all(exercise.passed == exercise.variants >= 4 for audit in audits for exercise in audit.exercises)
    assert all(audit.named_share >= 0.95 for audit in audits)


@pytest.fixture
def course(make_course):
    """A course whose source notebook a test may spoil."""
    return make_course()


def edit(course, cell_id, change):
    path = course.source(UNIT)
    notebook = nbformat.read(path, as_version=4)
    (cell,) = [cell for cell in notebook.cells if cell.id == cell_id]
    cell.source = change(cell.source)
    nbformat.write(notebook, path)


def problems(course):
    return {
        exercise.key.split(".")[1]: " ".join(exercise.problems)
        for exercise in audit_unit(course, UNIT).exercises
        if exercise.problems
    }


def test_a_test_cell_that_cannot_fail_is_found(course):
    edit(course, "sigmoid-any_shape", lambda source: source.replace("verify(", "(lambda *_, **__: None)("))
    found = problems(course)
    assert list(found) == ["sigmoid"]
    assert "No known mistake fails the test cell 'sigmoid-any_shape'" in found["sigmoid"]
    assert "No hidden test of the source notebook verifies the claim 'any shape'" in found["sigmoid"]


def test_a_mistake_that_keeps_all_points_is_found(course):
    for cell in ("relu-kept", "relu-values"):
        edit(course, cell, lambda source: source.replace('claim="argument kept"', 'claim="values"'))
    assert "The mistake 'in-place' keeps all points." in problems(course)["relu"]


def test_a_right_variant_that_loses_points_is_found(course):
    edit(course, "relu_slope-values", lambda source: source + "\nassert relu_slope(np.array([1.0])).dtype == float")
    found = problems(course)["relu_slope"]
    assert "'relu_slope_boolean' gets" in found
    assert "'relu_slope_cast'" not in found


def test_a_wrong_variant_and_one_too_few_are_found(course, monkeypatch):
    known = find_variants(UNIT)
    right, wrong = known["slope_error"][0], known["slope_table"][0]
    monkeypatch.setitem(known, "slope_error", [right, wrong])
    found = problems(course)["slope_error"]
    assert f"{wrong.__name__!r} gets 0 of 2 points" in found
    assert f"{right.__name__!r}" not in found
    assert "It has 2 right variants; expected 4." in found


def test_an_exercise_without_a_test_is_found(course):
    edit(course, "slope_error-values", lambda source: "pass")
    assert "No test cell of the source notebook names this exercise." in problems(course)["slope_error"]


def test_points_that_do_not_add_up_are_found(course):
    path = course.source(UNIT)
    path.write_text(path.read_text().replace('"points": 6', '"points": 7', 1))
    audit = audit_unit(course, UNIT)
    assert audit.problems == ("The points of the notebook add up to 101; expected 100.",)
    assert not audit.ok


def test_the_readmes_figures_are_those_of_the_audit(audits, repository):
    exercises = [exercise for audit in audits for exercise in audit.exercises]
    mistakes, variants, mutants, killed = (
        sum(getattr(exercise, name) for exercise in exercises) for name in ("mistakes", "variants", "mutants", "killed")
    )
    text = " ".join((repository / "README.md").read_text().split())
    assert (
        f"{mistakes} mistakes, {mistakes} caught, {mistakes} named; {variants} variants, {variants} passed; "
        f"{mutants} mutants, {killed} killed"
    ) in text


def test_a_source_notebook_that_does_not_run_is_one_clear_line(course):
    edit(course, "relu", lambda source: "1 / 0")
    with pytest.raises(DefinitionError, match=r"Cell 'relu' of activations.ipynb does not run: ZeroDivisionError"):
        audit_unit(course, UNIT)


def test_missing_variants_and_variants_of_nothing_are_one_clear_line(course, monkeypatch):
    known = find_variants(UNIT)
    monkeypatch.setitem(known, "softplus", [])
    with pytest.raises(
        DefinitionError, match=r"activations.variants has variants of exercises that do not exist: softplus"
    ):
        audit_unit(course, UNIT)
    monkeypatch.setattr("autograder.exercises.VARIANTS_MODULE", "nowhere")
    with pytest.raises(
        DefinitionError, match="01_activations has no right answers in other styles. List them in VARIANTS of"
    ):
        audit_unit(course, UNIT)


def test_an_installed_package_can_audit_a_course_folder_without_tests(make_course, repository, tmp_path):
    """As from a wheel: the packages lie somewhere else, and neither they nor the course have a folder ``tests``."""
    site, course = tmp_path / "site", make_course()
    for package in ("autograder", "helpers"):
        shutil.copytree(repository / package, site / package, ignore=shutil.ignore_patterns("__pycache__"))
    assert not (course.root / "tests").exists()
    command = [sys.executable, "-P", "-m", "autograder", "--course-dir", str(course.root), "audit", UNIT.id, "--json"]
    done = subprocess.run(
        command,
        cwd=course.root,
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    (audit,) = json.loads(done.stdout)
    assert audit["ok"] and [exercise["variants"] for exercise in audit["exercises"]] == [
        len(variants) for variants in map(find_variants(UNIT).get, UNIT.exercises)
    ]


def test_the_command_prints_json_and_exits_by_what_it_found(course):
    arguments = ["--course-dir", str(course.root), "audit", "01_activations"]
    good = CliRunner().invoke(main, [*arguments, "--json"])
    assert good.exit_code == 0
    (audit,) = json.loads(good.stdout)
    assert audit["ok"]
    assert len(audit["exercises"]) == len(UNIT.exercises)
    edit(course, "sigmoid-any_shape", lambda source: "# Claim: nothing\npass")
    bad = CliRunner().invoke(main, arguments)
    assert bad.exit_code == 1
    assert "activations.sigmoid: " in bad.output
