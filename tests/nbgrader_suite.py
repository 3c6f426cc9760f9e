"""nbgrader's own tests of autograding, with our executor in place of `Execute`: ``python -m tests.nbgrader_suite``.

This module is the pytest plug-in that exchanges the executor, and the command that runs the tests with it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from nbgrader.converters import Autograde

from autograder.engine.execute import Execute

TESTS = "nbgrader.tests.apps.test_nbgrader_autograde"
#: Tests of nbgrader that do not hold here, and why.
EXCEPTIONS = {
    "test_side_effects": "it looks for a file that a cell wrote beside the notebook; a submission writes to a scratch folder that vanishes",
    "test_hidden_tests_single_notebook": "one of its tests deletes a name from the student's notebook to see a function fail without it; "
                                         "tests run in another process and cannot reach the student's names",
    "test_missing_source_kernelspec": "it expects an error for a kernel that is not installed; no kernel is started, cells are Python",
    "test_incorrect_source_kernelspec": "the same",
}


def pytest_configure(config: pytest.Config) -> None:
    """Name our executor where nbgrader names its own."""
    os.environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]  # nbgrader starts `alembic` by name
    steps = Autograde.class_traits()["autograde_preprocessors"]
    (default,) = steps.default_args
    steps.default_args = ([Execute, *default[1:]],)
    assert Autograde().autograde_preprocessors[0] is Execute


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what `EXCEPTIONS` lists."""
    for item in items:
        if item.name in EXCEPTIONS:
            item.add_marker(pytest.mark.skip(reason=EXCEPTIONS[item.name]))


def run(*arguments: str) -> int:
    """Run the tests; pytest's exit code comes back."""
    return pytest.main(["--pyargs", TESTS, "-p", "tests.nbgrader_suite", "-c", "/dev/null", "-q", "-rs", "-p", "no:cacheprovider", *arguments])


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
