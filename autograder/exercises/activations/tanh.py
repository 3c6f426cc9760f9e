"""The slope of tanh, from z and from the cached activation a."""

from __future__ import annotations

import numpy as np

from autograder.exercises.activations.unit import UNIT, Z_CUBE, Z_DOCUMENT, Z_MATRIX, Z_ROW, Z
from autograder.exercises.definition import Inputs

A = np.array([[-0.95, -0.4, 0.15], [0.55, 0.7, 0.99]])
_rng = np.random.default_rng(20003)
A_SECRET = _rng.uniform(-0.97, 0.97, size=(4, 3))
A_ROW = _rng.uniform(-0.97, 0.97, size=6)


@UNIT.exercise(
    "tanh_slope",
    claims={
        "values": Inputs(visible=[(Z,)], hidden=[(Z_ROW,), (Z_MATRIX,), (Z_CUBE,)]),
        "far from 0": Inputs(visible=[(Z_DOCUMENT,)], hidden=[(np.array([6.0, -7.0, 8.5, -9.0, 0.0]),)]),
    },
    ladder=(
        "tanh is steepest in the middle. How steep is it there, and what must remain far out, where tanh is nearly 1?",
        "tanh′(z) = 1 − tanh(z)²",
        "first a = np.tanh(z), then 1 minus a to the power of two (in Python: **)",
    ),
)
def tanh_slope(z):
    return 1 - np.tanh(z) ** 2


tanh_slope.slips("""
z-for-a: 1 − a² wants a = tanh(z); z was put in instead.
    return 1 - z ** 2
square-inside: z was squared before tanh. It is the value of tanh that gets squared.
    return 1 - np.tanh(z ** 2)
square-missing: The square is missing. (Document 000 prints 1 − 1^1; it must be 1 − 1².)
    return 1 - np.tanh(z)
doubled-for-squared: `* 2` doubles. The square is a power; in Python a power has two stars.
    return 1 - np.tanh(z) * 2
sigmoid-formula: a·(1 − a) is the slope of σ. Each activation function has its own formula.
    return 1 - np.tanh(z) ** 2 -> a = np.tanh(z); return a * (1 - a)
square-outside: The square is around the whole difference. Only a is squared.
    return (1 - np.tanh(z)) ** 2
sign: The sign is wrong: tanh rises everywhere, so its slope is never negative.
    return np.tanh(z) ** 2 - 1
plus-for-minus: 1 + a² grows where tanh flattens. Look at the sign.
    return 1 + np.tanh(z) ** 2
activation-instead: That is tanh(z) itself. The slope says how fast tanh changes at z.
    return np.tanh(z)
sigmoid-instead: That is the slope of σ. tanh is steeper: its slope at 0 is 1.
    return 1 - np.tanh(z) ** 2 -> a = 1 / (1 + np.exp(-z)); return a * (1 - a)
""")


@UNIT.exercise(
    "tanh_slope_from_a",
    claims={
        "values": Inputs(visible=[(A,)], hidden=[(A_SECRET,), (A_ROW,)]),
        "argument kept": Inputs(visible=[(A[1],)], hidden=[(A_ROW,)], keeps_arguments=True),
    },
    ladder=(
        "a already is tanh(z). What is left to do with it?",
        "g′ = 1 − a²",
        "one line: 1 minus the argument to the power of two (in Python: **)",
    ),
)
def tanh_slope_from_a(a):
    return 1 - a**2


tanh_slope_from_a.slips("""
square-missing: The square is missing. (Document 000 prints 1 − 1^1; it must be 1 − 1².)
    return 1 - a
tanh-again: tanh was applied to a. But a already is tanh(z): that is what caching it is good for.
    return 1 - np.tanh(a) ** 2
doubled-for-squared: `* 2` doubles. The square is a power; in Python a power has two stars.
    return 1 - a * 2
sigmoid-formula: a·(1 − a) is the slope of σ. This a comes out of a tanh.
    return a * (1 - a)
caret-for-power: In Python `^` is not a power (it is exclusive-or). A power is written `**`.
    return 1 - a ^ 2
square-outside: The square is around the whole difference. Only a is squared.
    return (1 - a) ** 2
sign: The sign is wrong: tanh rises everywhere, so its slope is never negative.
    return a ** 2 - 1
in-place: Something writes into the array that you were given (`a *= ...`, `a[...] = ...`, `out=a`), and its old values are still needed. Make a new array.
    return 1 - a ** 2 -> a **= 2; return 1 - a
plus-for-minus: 1 + a² grows where tanh flattens. Look at the sign.
    return 1 + a ** 2
differentiated-again: −2a is the derivative of 1 − a² by a. But 1 − a² already is the slope: do not differentiate again.
    return -2 * a
""")
