"""Find the bug: the slope through several tanh layers."""

from __future__ import annotations

import numpy as np

from autograder.exercises.activations.unit import UNIT, Z_DOCUMENT, Z_MATRIX, Z_ROW, Z
from autograder.exercises.definition import Inputs


@UNIT.exercise(
    "slope_through_layers",
    claims={
        "values": Inputs(visible=[(Z, 1), (Z, 2), (Z_DOCUMENT, 3)], hidden=[(Z_ROW, 1), (Z_MATRIX, 2), (Z_ROW, 4)])
    },
    ladder=(
        "For one tanh the code agrees with the measurement, for two it does not. What should be new in the second round of the loop?",
        "a_k = tanh(a_(k−1)) with a_0 = z; the slope is (1 − a_1²) · (1 − a_2²) · …",
        "print a in every round: it never changes. Which line makes a, and from what does it make it?",
    ),
)
def slope_through_layers(z, layers):
    slope = np.ones_like(z)
    a = z
    for _ in range(layers):
        a = np.tanh(a)
        slope = slope * (1 - a**2)
    return slope


slope_through_layers.slips("""
bug-still-there: One tanh comes out right, two do not: the same factor is taken in every round. Follow a by hand through two rounds of the loop.
    np.tanh(a) -> np.tanh(z)
z-for-a: The slope is now made from z. The factor of each tanh comes from that tanh's own output.
    a ** 2 -> z ** 2
""")


@slope_through_layers.mistake(
    "lines-exchanged",
    "Now the slope uses the a of the round before. The two lines of the loop were in the right order.",
)
def _(z, layers):
    slope = np.ones_like(z)
    a = z
    for _ in range(layers):
        slope = slope * (1 - a**2)
        a = np.tanh(a)
    return slope


slope_through_layers.slips("""
tanh-once-more: a already is the output of the tanh. Another tanh in the slope goes one too deep.
    a ** 2 -> np.tanh(a) ** 2
last-one-only: The slope is overwritten in each round, so only the last factor counts. The slopes of all rounds are multiplied.
    slope * (1 - a ** 2) -> 1 - a ** 2
first-one-only: Only the first tanh counts, however many there are. The slopes of all of them are multiplied.
    a = z ->
    np.tanh(a) -> np.tanh(z)
    slope * (1 - a ** 2) -> 1 - a ** 2
one-round-short: The loop runs one round too few: with one tanh it does not run at all.
    range(layers) -> range(layers - 1)
added: The slopes were added. Behind each other, slopes multiply: twice as steep, then three times as steep, is six times.
    np.ones_like(z) -> np.zeros_like(z)
    slope * (1 - a ** 2) -> slope + (1 - a ** 2)
sigmoid-formula: a·(1 − a) belongs to σ. The formula for tanh was right.
    1 - a ** 2 -> a * (1 - a)
chain-instead: That is tanh(tanh(…)) itself. The task is about its slope.
    slope = np.ones_like(z) ->
    slope = slope * (1 - a ** 2) ->
    return a
""")
