"""The command line: help for everything, one clear line for bad input, exit codes, nothing written by a refused
command.
"""

from __future__ import annotations

import os
import subprocess
import sys

import click
import nbformat
import pytest
from click.testing import CliRunner

from autograder.authoring.demo import fill_in
from autograder.cli import main
from autograder.exercises import UNIT_MODULES, find_unit, source_of
from autograder.release import release_unit

COMMANDS = sorted(main.commands)


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def files(folder):
    return sorted(str(path) for path in folder.rglob("*"))


def test_the_commands_are_those_that_the_course_promises():
    assert COMMANDS == [
        "audit",
        "demo",
        "doctor",
        "export",
        "feedback",
        "grade",
        "kit",
        "messages",
        "release",
        "report",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_has_help(command):
    done = run(command, "--help")
    assert done.exit_code == 0
    assert " ".join(main.commands[command].help.split()) in " ".join(done.output.split())
    for parameter in main.commands[command].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{command} {parameter.name}"


@pytest.mark.parametrize("command", sorted(main.commands["messages"].commands))
def test_every_command_for_translators_has_help(command):
    known = main.commands["messages"].commands[command]
    assert known.help and run("messages", command, "--help").exit_code == 0
    assert all(parameter.help for parameter in known.params if isinstance(parameter, click.Option))


@pytest.mark.parametrize("command", ["grade", "feedback", "report", "export", "release", "audit"])
def test_an_unknown_unit_is_a_usage_error_and_writes_nothing(command, make_course):
    course = make_course()
    before = files(course.root)
    done = run("--course-dir", course.root, command, "07_nothing")
    assert done.exit_code == 2
    assert done.stderr.strip() == f"autograder: There is no unit '07_nothing'. Units: {', '.join(UNIT_MODULES)}."
    assert files(course.root) == before


@pytest.mark.parametrize("command", ["feedback", "report", "export"])
def test_what_needs_grades_says_so_before_there_are_any(command, make_course):
    course = make_course()
    before = files(course.root)
    done = run("--course-dir", course.root, command)
    assert done.exit_code == 2
    assert "has not been graded yet. Run `python -m autograder grade` first." in done.stderr
    assert files(course.root) == before


def test_grading_an_empty_class_is_a_usage_error(make_course):
    course = make_course()
    done = run("--course-dir", course.root, "grade")
    assert done.exit_code == 2
    assert "Nothing was submitted" in done.stderr
    assert not (course.root / "gradebook.db").exists()


def test_a_missing_source_notebook_is_a_usage_error(make_course):
    course = make_course()
    (course.root / "source" / "01_activations" / "activations.ipynb").unlink()
    done = run("--course-dir", course.root, "release", "01_activations")
    assert done.exit_code == 2
    assert "activations.ipynb is missing" in done.stderr


def test_a_source_notebook_that_is_not_json_is_one_line(make_course):
    course = make_course()
    path = course.root / "source" / "01_activations" / "activations.ipynb"
    path.write_text("{")
    done = run("--course-dir", course.root, "release", "01_activations")
    assert done.exit_code == 1
    assert done.stderr.startswith("autograder: nbgrader cannot release")
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (course.root / "release" / "01_activations").exists()


def test_a_folder_without_a_course_and_a_bad_option_are_usage_errors(tmp_path):
    done = run("--course-dir", tmp_path, "grade")
    assert done.exit_code == 2
    assert "is no course folder" in done.stderr
    assert run("grade", "--nonsense").exit_code == 2
    assert run("grade", "--workers", "0").exit_code == 2
    assert run("export", "--layout", "excel").exit_code == 2
    assert run("nonsense").exit_code == 2


def test_a_file_that_cannot_be_written_is_one_line(fake_class):
    fake_class.grade("ada")
    done = run("--course-dir", fake_class.course.root, "export", "--to", "/proc/none/grades.csv")
    assert done.exit_code == 1
    assert done.stderr.startswith("autograder: /proc/none")
    assert len(done.stderr.splitlines()) == 1


def test_the_demonstration_refuses_to_replace_a_repository(repository):
    before = (repository / "README.md").read_bytes()
    for target in (repository, repository / "tests" / ".."):
        done = run("--course-dir", repository, "demo", "--to", target)
        assert done.exit_code == 2
        assert "Choose another folder" in done.stderr
    assert (repository / "README.md").read_bytes() == before


def test_the_demonstration_refuses_a_folder_that_is_not_one(tmp_path, repository):
    (tmp_path / "thesis.txt").write_text("years of work")
    done = run("--course-dir", repository, "demo", "--to", tmp_path)
    assert done.exit_code == 2
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_doctor_finds_the_repository_well_and_tells_what_is_missing(repository, make_course):
    done = run("--course-dir", repository, "doctor")
    assert done.exit_code == 0, done.output
    assert "✓ 01_activations" in done.output
    course = make_course()
    (course.root / "gradebook.db").write_text("this is no database")
    done = run("--course-dir", course.root, "doctor")
    assert done.exit_code == 1
    assert "✗ 01_activations: release" in done.output
    assert "✗ gradebook.db is damaged" in done.output


def test_the_module_runs_and_its_help_does_not_load_what_grading_needs():
    code = "import sys, autograder.cli; print([m for m in ('nbgrader', 'matplotlib', 'rich', 'jinja2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "--help"],
        capture_output=True,
        text=True,
        env=os.environ | {"COLUMNS": "100"},
        check=True,
    )
    assert "Release, grade and report" in done.stdout


def test_grading_several_units_for_one_student_with_figures_and_without(make_course):
    course = make_course()
    units = [find_unit(name) for name in ("01_activations", "04_perceptron")]
    for unit, students in zip(units, (["ada", "bob"], ["bob"]), strict=True):
        release_unit(course, unit)
        released = nbformat.read(course.release(unit), as_version=4)
        right = {exercise.id: source_of(exercise.reference, exercise.name) for exercise in unit.exercises.values()}
        for student in students:
            path = course.submission(unit, student)
            path.parent.mkdir(parents=True)
            path.write_text(nbformat.writes(fill_in(released, right)), encoding="utf-8")

    def grade(*options):
        done = run("--course-dir", course.root, "grade", *options)
        return done, [
            course.autograded(units[1], "bob").read_text().count(mime) for mime in ('"image/png"', "<Figure size")
        ]

    done, shown = grade("--student", "bob")
    assert done.exit_code == 0 and done.stdout.count("100 / 100") == 2 and "ada" not in done.stdout
    assert shown[0] == shown[1] > 0
    done, without = grade("--force", "--no-figures", "--student", "ada", "--student", "bob")
    assert done.exit_code == 0 and done.stdout.count("100 / 100") == 3, "ada has handed in one of the two"
    assert without == [0, shown[1]]
    done = run("--course-dir", course.root, "grade", "--student", "eve")
    assert (
        done.exit_code == 2
        and "'eve' submitted nothing for 01_activations, 04_perceptron. Submitted: ada, bob." in done.stderr
    )
