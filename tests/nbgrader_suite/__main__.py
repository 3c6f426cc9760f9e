"""nbgrader's own tests of autograding, run on our engine: ``python -m tests.nbgrader_suite``.

Two passes over the tests that nbgrader ships in its package:

    execute  nbgrader's commands, interface and steps, with our executor where nbgrader has `Execute`
    grade    ``autograder grade`` wherever a test runs ``nbgrader autograde`` in a way that means the same

With ``--quick`` a part that takes less than a minute, which `make test` runs too; other arguments go to pytest. This
module is both the command and the pytest plug-in that makes the exchange.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from nbgrader.converters import Autograde
from traitlets.config import PyFileConfigLoader

from autograder import cli, exercises
from autograder.engine.execute import Execute
from autograder.exercises import Unit
from autograder.grading import grade
from autograder.grading.records import FAILED, REFUSED, SubmissionRecord

COMMANDS = "nbgrader.tests.apps.test_nbgrader_autograde"
PASSES = {
    "execute": (
        COMMANDS,
        "nbgrader.tests.apps.test_api::TestNbGraderAPI::test_autograde",
        "nbgrader.tests.preprocessors",
    ),
    "grade": (COMMANDS,),
}
_NO_DOCS = (
    "load_test_template_file",
    "replace_autotest_code",
    "consistent_release_version",
    "kernel_right_workingdir",
    "kernel_wrong_workingdir",
    "warning_autotest_nongrade",
    "error_autotest_nongrade",
    "int_autotest",
    "float_autotest",
    "string_autotest",
    "list_autotest",
)
#: Tests of nbgrader that do not hold here, and why; tests that use an option or a layout of nbgrader's alone are found
#: out as they run.
EXCEPTIONS = {
    "test_side_effects": "it looks for a file that a cell wrote beside the notebook; a submission writes to a scratch folder that vanishes",
    "test_hidden_tests_single_notebook": "one of its tests deletes a name from the student's notebook to see a function fail without it; "
    "tests run in another process and cannot reach the student's names",
    "test_missing_source_kernelspec": "it expects an error for a kernel that is not installed; no kernel is started, cells are Python",
    "test_incorrect_source_kernelspec": "the same",
    **{
        f"test_{name}": "it reads nbgrader's documentation folder, which its package does not hold, so it fails without us too"
        for name in _NO_DOCS
    },
}
#: What `make test` runs of each pass: scores, penalties, files beside the notebook, broken submissions, the steps that
#: we configure.
QUICK = {
    "execute": (
        "test_autograde",
        "test_grade",
        "test_showtraceback_exploit",
        "test_late_submission_penalty_plugin",
        "test_grade_overwrite_files_subdirs",
        "test_handle_failure_single_notebook",
        "test_infinite_loop",
        "test_no_execute",
        "TestSaveAutoGrades",
        "TestIgnorePattern",
        "TestLimitOutput",
        "TestCheckCellMetadata",
    ),
    "grade": ("test_grade", "test_force", "test_late_submission_penalty_none", "test_showtraceback_exploit"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which pass, and whether only a part of it."""
    parser.addoption("--pass", choices=PASSES, default="execute", dest="which_pass")
    parser.addoption("--quick", action="store_true")


def pytest_configure(config: pytest.Config) -> None:
    """Name our executor where nbgrader names its own; in the second pass exchange the command too."""
    os.environ["PATH"] = (
        str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]
    )  # nbgrader starts `alembic` by name
    steps = Autograde.class_traits()["autograde_preprocessors"]
    (default,) = steps.default_args
    steps.default_args = ([Execute, *default[1:]],)
    assert Autograde().autograde_preprocessors[0] is Execute
    if config.getoption("which_pass") == "grade":
        from nbgrader.tests.apps import test_nbgrader_autograde as commands

        commands.run_nbgrader = run_grade_instead(commands.run_nbgrader)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what `EXCEPTIONS` lists, and with ``--quick`` what `QUICK` does not."""
    which = config.getoption("which_pass")
    if config.getoption("quick"):
        items[:] = [item for item in items if item.name in QUICK[which] or item.cls.__name__ in QUICK[which]]
    for item in items:
        if item.name in EXCEPTIONS:
            item.add_marker(pytest.mark.skip(reason=EXCEPTIONS[item.name]))


def run_grade_instead(run_nbgrader: Callable) -> Callable:
    """nbgrader's test function for its commands, with ``autograder grade`` in place of ``nbgrader autograde``."""

    def run(arguments: list[str], retcode: int = 0, **options: object) -> str:
        if arguments[0] != "autograde":
            return run_nbgrader(arguments, retcode, **options)
        unit, db_url, chosen = _same_meaning(arguments[1:])
        root = _course_of_this_test(db_url)
        code, said = _grade(root, unit, chosen)
        if code != retcode:
            raise AssertionError(f"autograder grade ended with {code} instead of {retcode}: {said}")
        return said

    return run


def _same_meaning(arguments: list[str]) -> tuple[str, str, list[str]]:
    """Assignment, database and what `grade` is given; a test that uses what only nbgrader has is skipped."""
    unit, db_url, chosen, left = "", "", [], list(arguments)
    while left:
        argument = left.pop(0)
        if argument == "--db":
            db_url = left.pop(0)
        elif argument in ("--force", "-f"):
            chosen.append("--force")
        elif argument == "--student":
            chosen += ["--student", left.pop(0)]
        elif argument.startswith("-"):
            pytest.skip(f"{argument.partition('=')[0]} is an option of nbgrader's alone")
        else:
            unit = argument
    return unit, db_url, chosen


def _course_of_this_test(db_url: str) -> Path:
    """The test's course folder, with the settings that nbgrader would have taken from the working directory and the
    command line.
    """
    settings = Path("nbgrader_config.py")
    root = Path(PyFileConfigLoader(settings.name, path=os.getcwd()).load_config().CourseDirectory.root)
    more = f"\nc.CourseDirectory.db_url = {db_url!r}\n" if db_url else "\n"
    (root / settings.name).write_text(settings.read_text() + more)
    return root


def _grade(root: Path, id: str, chosen: list[str]) -> tuple[int, str]:
    """Run the command for an assignment that has no exercise bank; its exit code as nbgrader means it, and what was
    said.
    """
    notebooks = sorted(path.stem for path in (root / "source" / id).glob("*.ipynb"))
    if len(notebooks) > 1:
        pytest.skip("a unit of this course is one notebook")
    unit = Unit(id, notebooks[0] if notebooks else id)
    with ExitStack() as stack:
        for place, name, value in (
            (exercises, "find_unit", lambda id: unit),
            (exercises, "UNIT_MODULES", {id: ""}),
            (grade, "bank_files", lambda unit: []),
        ):
            stack.enter_context(patch.object(place, name, value))
        done = CliRunner().invoke(cli.main, ["--course-dir", str(root), "grade", id, *chosen], catch_exceptions=False)
    # `grade` also ends with 1 for what somebody should look at; nbgrader only for what it could not grade
    states = {record.status for record in _records(root, id)}
    looked_at = done.exit_code == cli.NEEDS_A_LOOK and states and not states & {REFUSED, FAILED}
    return (0 if looked_at else min(done.exit_code, 1)), done.output


def _records(root: Path, id: str) -> list[SubmissionRecord]:
    return [SubmissionRecord.load(path) for path in (root / "reports" / id / "records").glob("*.json")]


def run(*arguments: str) -> int:
    """Run both passes; 0 where nothing failed."""
    codes = []
    for which, targets in PASSES.items():
        print(f"== {which}", flush=True)
        command = [
            sys.executable,
            "-m",
            "pytest",
            "--pyargs",
            *targets,
            "-p",
            "tests.nbgrader_suite.__main__",
            f"--pass={which}",
            "-c",
            os.devnull,
            "-q",
            "-rs",
            "-p",
            "no:cacheprovider",
            "-W",
            "ignore",
            *arguments,
        ]
        codes.append(subprocess.run(command, check=False).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
