"""nbgrader's own tests hold with our engine; here the quick part, ``python -m tests.nbgrader_suite`` runs all of them."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from nbgrader.tests.apps.test_nbgrader_autograde import TestNbGraderAutograde as Commands
from nbgrader.tests.preprocessors.test_instantiatetests import TestInstantiateTests as MakesTests

from tests.nbgrader_suite import __main__ as nbgrader_suite

Commands.__test__ = MakesTests.__test__ = False  # they run in the suite's own process


def test_nbgraders_own_tests_pass_with_our_engine_and_with_our_command():
    done = subprocess.run(
        [sys.executable, "-m", "tests.nbgrader_suite", "--quick"], capture_output=True, text=True, timeout=400
    )
    assert done.returncode == 0, done.stdout[-5000:]
    passed = [int(count) for count in re.findall(r"(\d+) passed", done.stdout)]
    assert len(passed) == len(nbgrader_suite.PASSES)
    assert passed[0] >= 30 and passed[1] == len(nbgrader_suite.QUICK["grade"])
    assert "failed" not in done.stdout and "skipped" not in done.stdout


def test_every_exception_is_a_test_of_nbgraders():
    known = {*vars(Commands), *vars(MakesTests)}
    assert set(nbgrader_suite.EXCEPTIONS) <= known


def test_what_only_nbgrader_can_do_is_not_given_to_our_command():
    same = nbgrader_suite._same_meaning(["ps1", "--db", "sqlite:///x", "-f", "--student", "foo"])
    assert same == ("ps1", "sqlite:///x", ["--force", "--student", "foo"])
    with pytest.raises(pytest.skip.Exception, match="--no-execute is an option of nbgrader's alone"):
        nbgrader_suite._same_meaning(["ps1", "--no-execute"])
