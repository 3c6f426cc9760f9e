"""nbgrader's own tests of autograding, with our executor in place of `Execute`: ``python -m tests.nbgrader_suite``.

This module is the pytest plug-in that exchanges the executor, and the command that runs the tests with it.
"""

from __future__ import annotations

import sys

import pytest
from nbgrader.converters import Autograde

from autograder.engine.execute import Execute

TESTS = "nbgrader.tests.apps.test_nbgrader_autograde"
#: Tests of nbgrader that do not hold here, and why.
EXCEPTIONS: dict[str, str] = {}


def pytest_configure(config: pytest.Config) -> None:
    """Name our executor where nbgrader names its own."""
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
