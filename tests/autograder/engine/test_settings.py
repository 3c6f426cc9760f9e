"""The engine knows no course: what one needs is set, here for a made-up course."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_notebook

from autograder.engine.execute import Execute, find_code, newest_change, run_notebook
from autograder.errors import EngineError
from tests.autograder.engine.test_session import cell, texts

LESSON = """
seen, loaded = [], []
def load(): loaded.append(1)
def see(what): seen.append(what)
def get_seen(): return {"seen": seen}
def set_seen(state): seen[:] = state["seen"]
"""


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A package for notebooks and one for tests, and the settings that name them."""
    for name, text in {"lesson": LESSON, "lesson_tests": "right = 42\ndef load(): print(right)"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    return {
        "shared_preload": ["lesson:load"],
        "test_preload": ["lesson_tests:load"],
        "shared_state": ["lesson:get_seen", "lesson:set_seen"],
    }


def run(*cells, **settings):
    text, _ = run_notebook(
        nbformat.writes(new_notebook(cells=list(cells))), {}, {"Execute": {"timeout": 20, **settings}}
    )
    return [texts(made.outputs) for made in nbformat.reads(text, as_version=4).cells]


def test_nothing_needs_to_be_set():
    assert run(cell("x = 1"), cell("assert x == 1; print('ok')", "test"), cell("x + 1")) == ["", "ok\n", "2"]


def test_what_is_shared_is_loaded_once_and_can_be_read_wherever_it_lies(course):
    loaded, source = run(
        cell("import lesson; len(lesson.loaded)"), cell("print('def load' in open(lesson.__file__).read())"), **course
    )
    assert (loaded, source) == ("1", "True\n")


def test_what_tests_load_is_there_for_them_alone(course):
    outputs = run(
        cell("import sys; print([name for name in sys.modules if 'lesson' in name])"),
        cell("import lesson_tests"),
        cell("from lesson_tests import right; print(right)", "test"),
        **course,
    )
    assert outputs[0] == "['lesson']\n" and "PermissionError" in outputs[1] and outputs[2] == "42\n"


def test_later_cells_know_what_the_tests_leave_and_nothing_goes_the_other_way(course):
    outputs = run(
        cell("import lesson; lesson.see('mine')"),
        cell("import lesson; lesson.see('tested'); print(lesson.seen)", "test"),
        cell("print(lesson.seen)"),
        **course,
    )
    assert outputs[1:] == ["['tested']\n", "['tested']\n"]


def test_a_student_who_breaks_what_takes_the_state_breaks_only_that(course):
    outputs = run(
        cell("import lesson; lesson.seen = None"),
        cell("import lesson; lesson.see('tested')", "test"),
        cell("print(lesson.seen)"),
        **course,
    )
    assert outputs[2] == "None\n"


def test_what_only_tests_may_load_must_not_be_shared(course):
    with pytest.raises(EngineError, match="lesson_tests was imported into the process that forks student processes"):
        run(cell("1"), **course | {"shared_preload": ["lesson_tests"]})


def test_variables_of_the_environment_are_passed_on_by_name(monkeypatch):
    monkeypatch.setenv("LESSON_LANGUAGE", "ja")
    monkeypatch.setenv("LESSON_SECRET", "sesame")
    look = "import os; print([os.environ.get('LESSON_' + name) for name in ('LANGUAGE', 'SECRET')])"
    assert (
        run(cell(look), cell(look, "test"), inherited_environment=["LESSON_LANGUAGE", "LESSON_NOTHING"])
        == ["['ja', None]\n"] * 2
    )


def test_code_is_found_without_importing_it(course, tmp_path):
    (tmp_path / "single.py").write_text("raise ImportError")
    assert find_code(["lesson.part:load", "single", "no_such_module", "sys"]) == [
        tmp_path / "lesson",
        tmp_path / "single.py",
    ]


def test_a_change_of_code_is_noticed_but_not_of_what_is_installed(course, tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.engine.execute.monotonic", iter(range(0, 100, 10)).__next__)
    os.utime(tmp_path / "lesson" / "__init__.py", (1, 5_000_000_000))
    assert newest_change(tmp_path / "lesson", tmp_path / "lesson_tests") == 5_000_000_000
    assert newest_change(Path(nbformat.__file__).parent) == 0


def test_the_options_are_those_of_the_configuration():
    names = {
        "shared_preload",
        "test_preload",
        "shared_state",
        "inherited_environment",
        "limits",
        "figures",
        "unconfined",
        "notebook_timeout_seconds",
    }
    assert names == set(Execute.class_own_traits(config=True))
    assert all(Execute.class_own_traits(config=True)[name].help for name in names)
