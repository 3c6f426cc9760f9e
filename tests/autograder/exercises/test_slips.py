"""A slip says what a mistake changes in the reference: every form of it, and every way in which it may not fit."""

from __future__ import annotations

import ast
import re
import traceback

import numpy as np
import pytest

from autograder.errors import DefinitionError
from autograder.exercises import Calls, Inputs, Unit, all_units, bank_files, source_of

LADDER = ("?", "formula", "code")
UNIT = Unit("99_slips", notebook="slips")


def helper(x):
    """Stands in the module of the references, where slips look for what they call."""
    return 10 * x


X, SCALE = np.array([1.0, 2.0, 6.0]), 2.0


@UNIT.exercise("average", claims={"values": Inputs(visible=[(X, SCALE)], hidden=[(X[:2], 0.5)])}, ladder=LADDER)
def average(x, scale):
    m = len(x)
    total = 0
    for i in range(m):
        total += x[i]
    mean = total / m
    return scale * mean


@UNIT.exercise(
    "gate", name="Gate", claims={"both": Inputs(visible=[Calls(("forward", 1.5), ("backward", 2.0))])}, ladder=LADDER
)
class Gate:
    def forward(self, x):
        self.passes = x > 0
        return x * self.passes

    def backward(self, dout):
        slope = 1.0
        return dout * self.passes * slope


@pytest.fixture(autouse=True)
def clean():
    """Each test writes mistakes of its own."""
    yield
    average.mistakes.clear()
    Gate.mistakes.clear()


def source_with(exercise, *changes):
    """The source of a mistake that makes these changes."""
    text = "\n".join(f"    {line}" for change in changes for line in change.split("\n"))
    exercise.slips(f"slip: A hint.\n{text}")
    mistake = exercise.mistakes.pop()
    return source_of(mistake.implementation, exercise.name)


@pytest.mark.parametrize(("changes", "new", "gone", "result"), [
    (["mean = total"], "mean = total\n", "total / m", 18.0),
    (["return mean"], "return mean", "scale * mean", 3.0),
    (["total = 1"], "total = 1\n", "total = 0", 20 / 3),
    (["total += 2 * x[i]"], "total += 2 * x[i]", "total += x[i]", 12.0),
    (["mean = total; mean /= 2"], "mean /= 2", "total / m", 9.0),
    (["total / m -> total"], "mean = total\n", "total / m", 18.0),
    (["range(m) -> range(1, m)"], "range(1, m)", "range(m)", 16 / 3),
    (["x[i] -> helper(x[i])"], "total += helper(x[i])", "total += x[i]", 60.0),
    (["mean = total / m -> mean = max(x)"], "mean = max(x)", "total / m", 12.0),
    (["m = len(x) -> m = 2; x = x[:m]"], "x = x[:m]", "len(x)", 3.0),
    (["m = len(x); total = 0 -> m, total = len(x), 3"], "m, total = (len(x), 3)", "total = 0", 8.0),
    (["mean = ... -> mean = x[0]; mean += 1"], "mean += 1", "total / m", 4.0),
    (["mean = ... ->", "return ... -> return total"], "return total", "mean", 9.0),
    (["total += ... -> total = x[i]"], "total = x[i]", "total += x[i]", 4.0),
    (["m = 2;\n    x = x[:m]"], "x = x[:m]", "len(x)", 3.0),
    (["return max(mean,\n    scale)"], "return max(mean, scale)", "scale * mean", 3.0),
    (["total += x[i] -> if x[i] > 1:\n    total += x[i]"], "if x[i] > 1:", "for i in range(m):\n        total", 16 / 3),
    (["total += x[i] ->"], "pass", "total += x[i]", 0.0),
    (["... -> return scale * x[0]"], "return scale * x[0]", "for", 2.0),
    (["for i in range(m):\n    total = x[i]"], "total = x[i]", "total += x[i]", 4.0),
    (["mean = total", "return mean"], "return mean", "scale * mean", 9.0),
])  # fmt: skip
def test_each_form_changes_what_it_says_and_nothing_else(changes, new, gone, result):
    source = source_with(average, *changes)
    assert new in source + "\n" and gone not in source
    assert source.startswith("def average(x, scale):")
    namespace = {"np": np, "helper": helper}
    exec(source, namespace)
    assert namespace["average"](X, SCALE) == pytest.approx(result)


@pytest.mark.parametrize(("change", "new", "results"), [
    ("self.passes = True", "self.passes = True", (1.5, 2.0)),
    ("backward: return -dout", "return -dout", (1.5, -2.0)),
    ("forward: return -x", "return -x", (-1.5, 2.0)),
    ("forward: ... -> self.passes = x > 2; return x", "self.passes = x > 2", (1.5, 0.0)),
    ("slope = 1.0 -> slope = 3.0", "slope = 3.0", (1.5, 6.0)),
    ("backward: self.passes -> 0.5", "dout * 0.5 * slope", (1.5, 1.0)),
])  # fmt: skip
def test_a_class_is_changed_in_one_method(change, new, results):
    source = source_with(Gate, change)
    assert source.startswith("class Gate:") and new in source
    namespace = {}
    exec(source, namespace)
    gate = namespace["Gate"]()
    assert (gate.forward(1.5), gate.backward(2.0)) == results


@pytest.mark.parametrize(("exercise", "change", "words"), [
    (average, "sum = 3", "is not found in the reference; expected once"),
    (average, "3 * x -> x", "is not found in the reference; expected once. Copy from the reference"),
    (average, "total / m * scale -> 1", "is not found in the reference"),
    (average, "m -> 1", "is found 2 times in the reference; expected once. Copy from the reference"),
    (Gate, "return 0", "is found 2 times in the reference; expected once"),
    (average, "mean = total / m", "changes nothing. Write what the learner does instead"),
    (average, "total / m -> total / m", "changes nothing"),
    (average, "m = len(x) -> m = len(x)", "changes nothing"),
    (average, "mean = = 3", "is no Python: invalid syntax"),
    (average, "mean = total / m -> mean = (", "is no Python"),
    (average, "sum = ... -> sum = 3", "is not found in the reference; expected once"),
    (average, "print(x)", "sets nothing that would tell which statement it replaces. Write `old -> new`"),
    (average, "-> x", "has nothing in front of the arrow"),
])  # fmt: skip
def test_a_slip_that_does_not_fit_is_an_error_that_names_exercise_slip_and_change(exercise, change, words):
    exercise.slips(f"odd-one: A hint.\n    {change}")
    with pytest.raises(DefinitionError) as caught:
        _ = exercise.mistakes[0].implementation
    said = str(caught.value)
    assert said.startswith(f"The slip {exercise.key}: odd-one does not fit: {change!r} ")
    assert words in said


def test_a_slip_that_does_not_fit_stops_the_checks_of_its_exercise():
    unit = Unit("98_slips", notebook="odd")
    odd = unit.exercise("average", claims=average.claims, ladder=LADDER)(average.reference)
    odd.slips("away: A hint.\n    nowhere = 1")
    for specification in ("visible", "hidden"):
        with pytest.raises(DefinitionError, match=r"odd.average: away"):
            getattr(odd, specification)


@pytest.mark.parametrize(("text", "words"), [
    ("sign is wrong", "A slip of slips.average begins with 'sign is wrong'; expected `id: hint`"),
    ("sign: ", "expected `id: hint`"),
    ("two words: A hint.\n    m = 1", "expected `id: hint`"),
    ("    m = 1\nsign: A hint.", "begin with the change 'm = 1'; expected a line `id: hint` before it"),
    ("sign: A hint.\n    m = 1\nsign: Another.\n    m = 2", "two mistakes named 'sign'"),
])  # fmt: skip
def test_text_that_is_no_list_of_slips_is_refused(text, words):
    with pytest.raises(DefinitionError, match=re.escape(words)):
        average.slips(text)


def test_a_slip_without_changes_is_refused():
    average.slips("nothing: A hint.")
    with pytest.raises(DefinitionError, match=r"slips.average: nothing changes nothing"):
        _ = average.mistakes[0].implementation


def test_mistakes_keep_ids_hints_and_their_order_among_whole_functions():
    average.slips("""
    one: The first: with a colon, and `code`.
        mean = total
    two: The second.
        m = len(x) - 1
        return mean
    """)

    @average.mistake("three", "A whole function.")
    def _(x, scale):
        return 0.0

    average.slips("""
    four: The fourth.
        return scale
    """)
    assert [(mistake.id, mistake.hint) for mistake in average.mistakes] == [
        ("one", "The first: with a colon, and `code`."),
        ("two", "The second."),
        ("three", "A whole function."),
        ("four", "The fourth."),
    ]
    assert [mistake.implementation(X, SCALE) for mistake in average.mistakes] == [18.0, 1.5, 0.0, 2.0]
    assert average.mistakes[0].implementation is average.mistakes[0].implementation


@pytest.mark.parametrize(("exercise", "change"), [(average, "mean = total"), (Gate, "backward: return dout")])
def test_the_source_of_a_slip_reads_back_as_the_same_code(exercise, change):
    exercise.slips(f"slip: A hint.\n    {change}")
    implementation = exercise.mistakes[0].implementation
    source = source_of(implementation, exercise.name)
    assert ast.unparse(ast.parse(source)) == source
    namespace = {}
    exec(source, namespace)
    made = namespace[exercise.name]
    if exercise is average:
        assert made(X, SCALE) == implementation(X, SCALE) == 18.0
    else:
        assert made().backward(2.0) == implementation().backward(2.0) == 2.0


def test_a_slip_lives_in_the_module_of_its_reference_and_leaves_nothing_there():
    average.slips("slip: A hint.\n    x[i] -> helper(x[i])")
    before = dict(globals())
    implementation = average.mistakes[0].implementation
    assert implementation.__globals__ is globals()
    assert globals() == before


def test_a_traceback_shows_the_changed_line():
    average.slips("slip: A hint.\n    mean = total / 0")
    with pytest.raises(ZeroDivisionError) as caught:
        average.mistakes[0].implementation([1.0], 1.0)
    said = "".join(traceback.format_exception(caught.value))
    assert "slips.average: slip" in said and "mean = total / 0" in said


def test_every_slip_of_the_bank_fits_and_has_a_source():
    for unit in all_units():
        for exercise in unit.exercises.values():
            for mistake in exercise.mistakes:
                assert source_of(mistake.implementation, exercise.name) != exercise.source, (exercise.key, mistake.id)


@pytest.mark.parametrize("unit", all_units(), ids=lambda unit: unit.id)
def test_what_a_file_of_the_bank_imports_is_used_in_code_or_in_a_slip(unit):
    """Ruff cannot see the names inside a slip, so it does not look for unused imports there."""
    for path in bank_files(unit):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        lines = text.splitlines()
        for node in imports:
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
        rest = "\n".join(lines)
        for alias in (alias for node in imports for alias in node.names if alias.name != "annotations"):
            assert re.search(rf"\b{alias.asname or alias.name}\b", rest), (
                f"{path.name} imports {alias.name} for nothing"
            )
