"""Lessons take seconds to run; the processes of one test run share what came out."""

import os

import pytest

from tests.course import lessons


@pytest.fixture(scope="session", autouse=True)
def share_executed_lessons(tmp_path_factory):
    """With pytest-xdist, the folder above the worker's own is the test run's."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        lessons.shared = tmp_path_factory.getbasetemp().parent / "lessons"
