"""Without a browser or Node.js a run of the tests says so in capitals at its very end; where one is required, it fails."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT


def run_browser_tests(**environment: str) -> subprocess.CompletedProcess:
    """Two browser tests as `make test` runs them, on a machine where CHROMIUM leads nowhere."""
    settings = {
        key: value for key, value in os.environ.items() if not key.startswith("PYTEST") and key != "REQUIRE_BROWSER"
    }
    settings |= {"CHROMIUM": "/no/browser/here", "PYTHONPATH": str(ROOT)} | environment
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "1",
        "-p",
        "no:cacheprovider",
        "tests/browser/test_unit_in_jupyterlab.py",
        "-k",
        "validate or explorer",
    ]
    return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True)


def test_the_last_lines_count_what_was_left_out():
    done = run_browser_tests()
    assert done.returncode == 0, done.stdout
    assert "2 skipped" in done.stdout
    assert (
        "2 BROWSER TESTS LEFT OUT: no Chromium found; install one or set CHROMIUM to its path"
        in done.stdout.splitlines()[-2:]
    )


def test_where_a_browser_is_required_its_absence_is_an_error():
    done = run_browser_tests(REQUIRE_BROWSER="1")
    assert done.returncode == 1, done.stdout
    assert "no Chromium found" in done.stdout
    assert "REQUIRE_BROWSER=1" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def run_javascript_tests(folder, **environment: str) -> subprocess.CompletedProcess:
    """The tests of the explorers' JavaScript on a machine without Node.js."""
    settings = {
        key: value for key, value in os.environ.items() if not key.startswith("PYTEST") and key != "REQUIRE_NODE"
    }
    settings |= {"PATH": str(folder), "PYTHONPATH": str(ROOT)} | environment
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/helpers/explorers",
        "-k",
        "linter or unit",
    ]
    return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True)


def test_javascript_tests_are_left_out_as_loudly(tmp_path):
    done = run_javascript_tests(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "2 JAVASCRIPT TESTS LEFT OUT: no node found; install Node.js 20 or newer" in done.stdout.splitlines()[-2:]
    required = run_javascript_tests(tmp_path, REQUIRE_NODE="1")
    assert required.returncode == 1 and "no node found" in required.stdout
    assert "REQUIRE_NODE=1" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
