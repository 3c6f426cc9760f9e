"""Generated mistakes: each is a change that matters or is dropped by the stated rule, and weak inputs are found out."""

from __future__ import annotations

import ast

import numpy as np
import pytest

from autograder.authoring.mutants import generate, survey
from autograder.exercises import Calls, Inputs, Unit, all_units

LADDER = ("?", "formula", "code")
X, Y = np.array([[0.5, -1.5, 2.0], [1.25, 3.0, -0.75]]), np.array([[1.0, 0.5, 2.0], [0.25, 4.0, 3.0]])


def changes(source: str) -> dict[str, str]:
    return {mutant.change: mutant.source for mutant in generate(source)}


def test_every_kind_of_slip_is_generated():
    found = " / ".join(
        changes(
            "def f(X, W, m):\n"
            "    s = {'dW': W}\n"
            "    Z = -(W.T @ X) + 2\n"
            "    mean = np.sum(Z * X, axis=1, keepdims=True) / m\n"
            "    if m > 1:\n"
            "        mean = np.maximum(mean, s['dW'] - s['db'])\n"
            "    return mean"
        )
    )
    for slip in (
        "`W.T * X` for `W.T @ X`",
        "`W` for `W.T`",
        "`W.T` for `W.T @ X`",
        "`(W.T).T @ X`",
        "`W.T @ X` for `-(W.T @ X)`",
        "`3` for `2`",
        "`-2` for `2`",
        "`2` for `1`",
        "`False` for `True`",
        "np.sum(Z * X, keepdims=True)",
        "np.sum(Z * X, axis=1)",
        "`np.mean` for `np.sum`",
        "* m` for",
        "`m >= 1` for `m > 1`",
        "`np.minimum` for `np.maximum`",
        "`s['db']` for `s['dW']`",
        "`Z` for `X`",
        "left out",
        "np.maximum(s['dW'] - s['db'], mean)",
    ):
        assert slip in found or slip.replace("(W.T).T", "W.T.T") in found, slip


def test_each_mutant_is_another_program_with_one_change():
    source = "def f(a, b):\n    c = a + b\n    return c * a"
    texts = list(changes(source).values())
    assert len(texts) == len(set(texts)) > 8
    assert source not in texts
    for text in texts:
        ast.parse(text)


def test_classes_have_their_own_attributes_exchanged():
    found = changes(
        "class F:\n    def forward(self, x):\n        self.x = x\n        self.y = -x\n        return self.y\n"
    )
    assert any("`self.x` for `self.y`" in change for change in found)
    assert any("`self.x = x` left out" in change for change in found)


# References stand in the module itself, where `source_of` looks for them.
def weighted(x, y):
    return np.sum(x * y, axis=0) / 2


def larger(x, y):
    return np.maximum(x, y)


def step(z):
    return np.where(z > 0, 1.0, 0.0)


def halvings(x):
    count = 0
    while x > 1:
        x = x / 2
        count = count + 1
    return count


def area(rows, columns):
    return rows * columns


class Square:
    def forward(self, x):
        self.x = x
        return x * x

    def backward(self, dout):
        return 2 * self.x * dout


def survey_of(reference, *hidden, other_end=None, **options):
    """What becomes of the mutants of a reference that is tested on these inputs."""
    unit = Unit("99_test", notebook="test")
    name = reference.__name__
    unit.exercise(name, claims={"values": Inputs(hidden=hidden, **options)}, ladder=LADDER, other_end=other_end)(
        reference
    )
    return survey(unit.exercises[name])


def told(mutants) -> list[str]:
    return [mutant.change.partition(": ")[2] for mutant in mutants]


def test_good_inputs_kill_every_mutant_that_matters():
    found = survey_of(weighted, (X, Y))
    assert found.survivors == ()
    assert found.killed >= 10
    assert told(found.equivalent) == []


@pytest.mark.parametrize(
    ("inputs", "options", "change"),
    [
        ((np.zeros((2, 3)), Y), {}, "`x / y` for `x * y`"),
        ((X, np.ones((2, 3))), {}, "`x` for `x * y`"),
        ((X[:, :1], X[:, :1]), {}, "`x` for `y`"),
        ((X, Y), {"rtol": 9.0}, "`x + y` for `x * y`"),
    ],
)
def test_inputs_that_hide_a_slip_let_it_survive(inputs, options, change):
    assert change not in told(survey_of(weighted, (X, Y)).survivors)
    assert change in " / ".join(told(survey_of(weighted, inputs, **options).survivors))


def test_another_way_to_write_the_same_is_dropped_by_the_rule():
    found = survey_of(larger, (X, Y))
    assert told(found.equivalent) == ["`np.maximum(y, x)` for `np.maximum(x, y)`"]
    assert found.survivors == ()


def test_both_ends_of_the_right_interval_are_equivalent():
    found = survey_of(step, (np.array([-1.5, 0.0, 2.0]),), other_end=lambda z: np.where(z >= 0, 1.0, 0.0))
    assert "`z >= 0` for `z > 0`" in told(found.equivalent)


def test_a_mutant_that_never_ends_is_stopped_and_counts_as_found():
    found = survey_of(halvings, (10.0,), (3.5,))  # `x = x / 2` left out goes on for ever
    assert "`x = x / 2` left out" not in told((*found.survivors, *found.equivalent))
    assert found.killed >= 8


def test_whole_numbers_vary_where_no_array_must_fit_them():
    assert "`rows + columns` for `rows * columns`" in told(survey_of(area, (2, 2)).survivors)
    assert survey_of(area, (2, 2), (2, 5), (3, 1)).survivors == ()


def test_classes_are_mutated_as_a_whole():
    both_ways = Calls(("forward", X), ("forward", Y), ("backward", X))
    assert survey_of(Square, both_ways).survivors == ()
    # The rule varies the numbers, not the calls: where backward is never called, what it needs may be missing.
    assert "`self.x = x` left out" in told(survey_of(Square, Calls(("forward", X))).equivalent)


@pytest.mark.parametrize("unit", all_units(), ids=lambda unit: unit.id)
def test_the_units_mutants_are_found(unit):
    surveys = [survey(exercise) for exercise in unit.exercises.values()]
    killed, survived = sum(found.killed for found in surveys), sum(len(found.survivors) for found in surveys)
    assert killed / (killed + survived) >= 0.98
    assert killed >= 5 * len(surveys)
