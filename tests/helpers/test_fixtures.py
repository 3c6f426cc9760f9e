"""Fixtures: what goes in comes out, and the committed files are what the exercises say now."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.exercises import all_units
from autograder.release import same_fixture, write_fixture
from helpers.checks.specification import specification_from_fixture
from helpers.fixtures import NAMED_FUNCTIONS, FixtureError, decode, encode, load_unit, to_text
from helpers.gradcheck import numerical_gradient

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(list(NAMED_FUNCTIONS.values()))
    | hnp.arrays(
        st.sampled_from([np.float64, np.float32, np.int64, np.bool_]), hnp.array_shapes(min_dims=0, max_side=3)
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text().filter(lambda name: not name.startswith("$")), inner, max_size=3)
    ),
    max_leaves=8,
)


def same(a, b) -> bool:
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[name], b[name]) for name in a)
    return a is b or a == b or (a != a and b != b)


@given(plain)
def test_json_gives_back_what_was_put_in(value):
    assert same(value, decode(json.loads(json.dumps(encode(value)))))


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        ("parabola", "parabola_slope"),
        ("parabola_slope", "parabola_curvature"),
        ("quartic", "quartic_slope"),
        ("quartic_slope", "quartic_curvature"),
        ("sin", "cos"),
    ],
)
def test_slopes_among_the_named_functions_are_the_slopes_of_their_functions(f, slope):
    points = np.array([-1.3, 0.4, 2.0, 3.7])
    measured = numerical_gradient(lambda x: np.sum(NAMED_FUNCTIONS[f](x)), points)
    np.testing.assert_allclose(NAMED_FUNCTIONS[slope](points), measured, rtol=1e-7, atol=1e-8)


def test_code_cannot_be_stored():
    with pytest.raises(FixtureError, match="cannot hold"):
        encode(lambda x: x)


@pytest.mark.parametrize("unit", all_units(), ids=lambda unit: unit.id)
def test_the_committed_fixture_is_what_the_exercises_say(unit):
    assert same_fixture(load_unit(unit.notebook), json.loads(json.dumps(unit.to_fixture()))), "run `make release`"


@pytest.mark.parametrize("unit", all_units(), ids=lambda unit: unit.id)
def test_a_fixture_reads_as_the_specification_it_was_made_from(unit):
    for raw, exercise in zip(unit.to_fixture()["exercises"], unit.exercises.values(), strict=True):
        read, written = specification_from_fixture(unit.notebook, raw), exercise.visible
        assert (read.key, read.name, read.ladder, read.claims) == (
            written.key,
            written.name,
            written.ladder,
            written.claims,
        )
        assert read.hints == written.hints
        for mine, right in zip(read.cases, written.cases, strict=True):
            assert same((mine.arguments, mine.calls, mine.probe), (right.arguments, right.calls, right.probe))
            assert same(mine.expected, right.expected)
            assert (mine.rtol, mine.keeps_arguments) == (right.rtol, right.keeps_arguments)
            assert mine.mistakes.keys() == right.mistakes.keys()
            assert all(same(mine.mistakes[name].value, right.mistakes[name].value) for name in mine.mistakes)


def test_a_last_bit_does_not_rewrite_a_fixture_but_a_changed_number_does(tmp_path):
    unit = all_units()[0]
    assert write_fixture(unit, tmp_path)
    path = tmp_path / f"{unit.notebook}.json"
    content = path.read_text()
    nudged = content.replace("0.11920292202211755", repr(np.nextafter(0.11920292202211755, 1).item()))
    assert nudged != content
    path.write_text(nudged)
    assert not write_fixture(unit, tmp_path)
    path.write_text(content.replace("0.11920292202211755", "0.1192029220"))
    assert write_fixture(unit, tmp_path)
    assert path.read_text() == content


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=30,
)


@given(json_values)
def test_the_text_of_a_fixture_gives_back_what_was_written(value):
    text = to_text(value)
    assert json.dumps(json.loads(text)) == json.dumps(value)  # dumps tells 1 from 1.0 and True, and keeps the order
    assert to_text(json.loads(text)) == text


@given(
    st.dictionaries(st.text().filter(lambda name: not name.startswith("$")), plain.map(encode), min_size=1, max_size=5)
)
def test_each_value_that_a_mistake_gives_is_one_line(values):
    mistakes = {name: {"value": value} for name, value in values.items()}
    fixture = {"unit": "u", "exercises": [{"id": "e", "cases": [{"claim": "c", "mistakes": mistakes}]}]}
    text = to_text(fixture)
    assert json.loads(text) == json.loads(json.dumps(fixture))
    assert len(text.split("\n")) == len(mistakes)
    for name, outcome in mistakes.items():
        assert json.dumps(name, ensure_ascii=False) + ": " + json.dumps(outcome, ensure_ascii=False) in text


@pytest.mark.parametrize("unit", all_units(), ids=lambda unit: unit.id)
def test_a_changed_number_changes_its_line_of_the_file(unit):
    fixture = json.loads(json.dumps(unit.to_fixture()))
    before = to_text(fixture).split("\n")
    for exercise in fixture["exercises"]:
        case = exercise["cases"][-1]
        name = next(reversed(case["mistakes"]))
        case["mistakes"][name] = {"value": 123.5}
        after = to_text(fixture).split("\n")
        assert len(after) == len(before)
        assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
        before = after


def test_a_hint_an_argument_and_a_result_are_a_line_each(tmp_path, monkeypatch):
    unit = all_units()[0]
    content = {"unit": "u", "exercises": [{
        "id": "e", "name": "f", "ladder": ["a [ 1 ] b", "[\n1\n]"], "hints": {"x": "one", "y": "two"},
        "cases": [{"claim": "c", "arguments": {"$tuple": [[[1.5, -2e-05, True], [3, None, 4]]]}, "expected": [],
                   "rtol": 0.1, "mistakes": {"x": {"error": "E", "message": "m"}, "y": {"value": {"$float": "nan"}}}}],
    }]}  # fmt: skip
    monkeypatch.setattr(unit, "to_fixture", lambda: content, raising=False)
    assert write_fixture(unit, tmp_path)
    text = (tmp_path / f"{unit.notebook}.json").read_text()
    assert json.loads(text) == content
    assert (
        text
        == """\
{"unit": "u", "exercises": [{"id": "e", "name": "f", "ladder": ["a [ 1 ] b",
    "[\\n1\\n]"],
   "hints": {"x": "one",
    "y": "two"},
   "cases": [{"claim": "c", "arguments": {"$tuple": [[[1.5, -2e-05, true], [3, null, 4]]]},
     "expected": [], "rtol": 0.1,
     "mistakes": {"x": {"error": "E", "message": "m"},
      "y": {"value": {"$float": "nan"}}}}]}]}
"""
    )


def test_a_damaged_fixture_is_one_clear_line(tmp_path, monkeypatch):
    from helpers import fixtures

    (tmp_path / "broken.json").write_text("{")
    monkeypatch.setattr(fixtures, "FIXTURES", tmp_path)
    with pytest.raises(FixtureError, match=r"broken.json is damaged.*fresh copy"):
        load_unit("broken")
