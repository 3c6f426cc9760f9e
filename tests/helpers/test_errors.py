"""All errors of `helpers` stand in one tree, drawn in the docstring of `helpers.errors`, and keep their built-in types."""

from __future__ import annotations

import ast
import builtins
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import helpers
from helpers import errors
from helpers.checks import CheckFailed
from helpers.explorers.common.explorer import ExplorerError, SettingError
from helpers.fixtures import FixtureError
from helpers.gradcheck import GradientMismatch
from helpers.shapes import ShapeMismatch

TREE = [
    (FixtureError, LookupError), (CheckFailed, AssertionError), (ShapeMismatch, AssertionError),
    (GradientMismatch, AssertionError), (errors.ArgumentError, ValueError), (errors.OutOfRangeError, IndexError),
    (errors.ResultError, TypeError), (ExplorerError, Exception), (SettingError, ValueError),
]  # fmt: skip


@pytest.mark.parametrize(("error", "built_in"), TREE)
def test_an_error_has_the_root_and_its_built_in_type(error, built_in):
    assert issubclass(error, errors.HelpersError) and issubclass(error, built_in)


def test_the_docstring_draws_the_tree():
    drawn = re.findall(r"[├└]── (\w+)(?: \((\w+)\))?", errors.__doc__)
    assert drawn == [(error.__name__, "" if built_in is Exception else built_in.__name__) for error, built_in in TREE]


def test_whatever_helpers_raises_is_in_the_tree():
    """Built-in errors are for programmers: an id or an attribute that does not exist, a check asked in a wrong way."""
    inside = ("helpers.messages", "helpers.checks.diagnose", "helpers.checks.probes")
    allowed = {error.__name__ for error, _ in TREE} | {"Unusable", "AttributeError", "KeyError", "NotImplementedError"}
    for found in pkgutil.walk_packages(helpers.__path__, "helpers."):
        if found.name.startswith(inside):
            continue
        module = importlib.import_module(found.name)
        for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
                name = node.exc.func.id
                is_error = isinstance(getattr(module, name, getattr(builtins, name, None)), type)
                assert not is_error or name in allowed, f"{found.name}, line {node.lineno}: {name}"
