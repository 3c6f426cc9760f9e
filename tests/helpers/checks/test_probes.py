"""The probe of starting parameters: any small random numbers are the same to it, and nothing else is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.checks.probes import PROBES

probe = PROBES["starting_parameters"]
SHAPES = {"W1": (4, 3), "b1": (4, 1), "W2": (2, 4), "b2": (2, 1)}


def start(seed=0, draw=lambda rng, shape: 0.1 * rng.standard_normal(shape), **changed):
    rng = np.random.default_rng(seed)
    return {
        name: np.zeros(shape) if name.startswith("b") else draw(rng, shape) for name, shape in SHAPES.items()
    } | changed


RIGHT = {
    "call 1": {
        "W1": "different small numbers, shape (4, 3)",
        "b1": "all zero, shape (4, 1)",
        "W2": "different small numbers, shape (2, 4)",
        "b2": "all zero, shape (2, 1)",
    }
}


@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from(
        [
            lambda rng, shape: rng.uniform(-0.99, 0.99, shape),
            lambda rng, shape: rng.random(shape),
            lambda rng, shape: 1e-4 * rng.standard_normal(shape),
            lambda rng, shape: (0.05 * rng.standard_normal(shape)).astype(np.float32),
        ]
    ),
)
def test_any_generator_and_scale_gives_one_and_the_same_finding(seed, draw):
    assert probe({"call 1": start(seed, draw)}) == RIGHT


def test_whole_zeros_are_zeros_too():
    assert probe({"call 1": start(b1=np.zeros((4, 1), dtype=int))}) == RIGHT


@pytest.mark.parametrize(
    ("name", "value", "look"),
    [
        ("W1", np.zeros((4, 3)), "all zero, shape (4, 3)"),
        ("W1", np.full((4, 3), 0.3), "the same number everywhere, shape (4, 3)"),
        ("W1", np.tile([[0.1, -0.2, 0.3]], (4, 1)), "numbers with equal rows, shape (4, 3)"),
        ("W1", np.array([[0.1, 0.2], [0.3, 0.4], [0.1, 0.2]]), "numbers with equal rows, shape (3, 2)"),
        ("W1", np.array([[0.1, -1.0, 0.3]]), "numbers of size 1 and more, shape (1, 3)"),
        ("W1", np.array([[0.1, np.nan]]), "nan or infinite, shape (1, 2)"),
        ("W2", np.array([[0.1, 0.1, 0.2]]), "different small numbers, shape (1, 3)"),
        ("W2", np.array([[0.25]]), "different small numbers, shape (1, 1)"),
        ("b1", np.full((4, 1), 0.1), "the same number everywhere, shape (4, 1)"),
        ("b1", np.zeros(4), "all zero, shape (4,)"),
        ("b1", 0.0, "no array of numbers but 0.0"),
        ("b1", [0.0, 0.0], "no array of numbers but [0.0, 0.0]"),
        ("b1", None, "no array of numbers but None"),
        ("b1", np.array(["0"]), "no array of numbers but array(['0'], dtype='<U1')"),
    ],
)
def test_each_fault_has_its_words(name, value, look):
    assert probe({"call 1": start(**{name: value})})["call 1"][name] == look


def test_calls_are_compared_with_each_other():
    found = probe({"call 1": start(1), "call 2": start(2), "call 3": start(1)})
    assert {name: words for name, words in found.items() if "comparison" in name} == {
        "the comparison of call 2 with call 1": "other numbers",
        "the comparison of call 3 with call 1": "same numbers",
        "the comparison of call 3 with call 2": "other numbers",
    }
    assert (
        probe({"call 1": start(1), "call 2": {"W1": np.ones(2)}})["the comparison of call 2 with call 1"]
        == "other numbers"
    )


def test_what_is_no_dict_or_still_a_blank_comes_back_as_it_is():
    assert probe({"call 1": None}) == {"call 1": None}
    assert probe({"call 1": start(W1=...)})["call 1"]["W1"] is ...
