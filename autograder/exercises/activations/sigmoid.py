"""The sigmoid function, its slope from z and its slope from the cached activation a."""

from __future__ import annotations

import numpy as np

from autograder.exercises.activations.unit import UNIT, Z_CUBE, Z_DOCUMENT, Z_INTEGERS, Z_MATRIX, Z_ROW, Z
from autograder.exercises.definition import Inputs

A = np.array([[0.1, 0.35, 0.5], [0.62, 0.8, 0.97]])
_rng = np.random.default_rng(20002)
A_SECRET = _rng.uniform(0.03, 0.98, size=(3, 5))
A_ROW = _rng.uniform(0.03, 0.98, size=8)


@UNIT.exercise(
    "sigmoid",
    claims={
        "values": Inputs(visible=[(Z,), (Z_DOCUMENT,)], hidden=[(Z_ROW,), (Z_MATRIX,), (np.array([0.0, 12.0, -9.0]),)]),
        "any shape": Inputs(hidden=[(Z_CUBE,), (Z_INTEGERS,), (np.array([[0.7]]),)]),
    },
    ladder=(
        "What should come out for a very large z? And for a very negative one? Which sign of the exponent does that?",
        "σ(z) = 1 / (1 + e^(−z)), for every element of z",
        "np.exp takes a whole array: one divided by (one plus np.exp of minus z)",
    ),
)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


sigmoid.slips("""
minus-missing: The exponent lost its minus: your curve falls where σ rises. (Document 004 has the same slip.)
    return 1 / (1 + np.exp(z))
parentheses-missing: Division binds tighter than plus: 1/1 is computed first. The whole sum belongs under the bar.
    return 1 / 1 + np.exp(-z)
factor-for-power: e was multiplied by −z. e to the power of −z is np.exp(-z).
    return 1 / (1 + np.e * -z)
one-missing: The 1 + in the denominator is missing: the result grows without bound instead of staying below 1.
    return 1 / np.exp(-z)
""")


@sigmoid.mistake("minus-in-the-sum", "The denominator is a sum. With a minus it becomes 0 at z = 0.")
def _(z):
    with np.errstate(divide="ignore"):
        return 1 / (1 - np.exp(-z))


sigmoid.slips("""
tanh-instead: That is tanh: it runs from −1 to 1. σ runs from 0 to 1.
    return np.tanh(z)
slope-instead: That is already the slope of σ. This exercise asks for σ itself.
    return 1 / (1 + np.exp(-z)) -> a = 1 / (1 + np.exp(-z)); return a * (1 - a)
rounded: The values are rounded to 0 or 1. That throws away the slope: a step has slope 0 everywhere.
    return np.round(1 / (1 + np.exp(-z)))
math-exp: math.exp takes a single number. np.exp takes a whole array, element by element.
    return 1 / (1 + np.exp(-z)) -> import math; return 1 / (1 + math.exp(-z))
""")


@UNIT.exercise(
    "sigmoid_slope",
    claims={
        "values": Inputs(visible=[(Z,)], hidden=[(Z_ROW,), (Z_MATRIX,), (Z_CUBE,)]),
        "far from 0": Inputs(visible=[(Z_DOCUMENT,)], hidden=[(np.array([9.0, -9.5, 11.0, -12.0, 0.0]),)]),
    },
    ladder=(
        "Where is the curve of σ steepest, and how steep is it far out? Does your function say so?",
        "σ′(z) = σ(z) · (1 − σ(z))",
        "first a = σ(z), then a times (1 minus a); z itself does not appear in the second line",
    ),
)
def sigmoid_slope(z):
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)


sigmoid_slope.slips("""
activation-instead: That is σ(z) itself. The slope says how fast σ changes at z.
    a = 1 / (1 + np.exp(-z)) ->
    return 1 / (1 + np.exp(-z))
z-for-a: The formula a·(1 − a) wants the activation a = σ(z); z was put in instead.
    a = 1 / (1 + np.exp(-z)) ->
    return z * (1 - z)
tanh-formula: 1 − a² is the slope of tanh. Each activation function has its own formula.
    return 1 - a ** 2
first-factor-missing: Only (1 − a) is there. The product has a second factor; for very negative z yours would be 1.
    return 1 - a
sigmoid-twice: σ was applied twice. Once gives a; the formula then uses a as it is.
    a = 1 / (1 + np.exp(-(1 / (1 + np.exp(-z)))))
sign: The sign is wrong: σ rises everywhere, so its slope is never negative.
    return a * (a - 1)
plus-for-minus: a·(1 + a) grows where σ flattens. Look at the sign inside the parentheses.
    return a * (1 + a)
parentheses-missing: Without parentheses `a * 1 - a` is a − a: zero everywhere.
    return a * 1 - a
square-misplaced: The quotient rule squares the whole denominator, not only the exponential in it.
    a = 1 / (1 + np.exp(-z)) ->
    return np.exp(-z) / (1 + np.exp(-z) ** 2)
averaged: The slopes were averaged to one number. Every element of z has a slope of its own.
    return np.mean(a * (1 - a))
""")


@UNIT.exercise(
    "sigmoid_slope_from_a",
    claims={
        "values": Inputs(visible=[(A,)], hidden=[(A_SECRET,), (A_ROW,)]),
        "argument kept": Inputs(visible=[(A[0],)], hidden=[(A_ROW,)], keeps_arguments=True),
    },
    ladder=(
        "You are handed a, not z. Is there anything left to exponentiate?",
        "g′ = a · (1 − a)",
        "one line: the argument times (1 minus the argument)",
    ),
)
def sigmoid_slope_from_a(a):
    return a * (1 - a)


sigmoid_slope_from_a.slips("""
sigmoid-again: σ was applied to a. But a already is σ(z): that is what caching it is good for.
    return a * (1 - a) -> s = 1 / (1 + np.exp(-a)); return s * (1 - s)
returned-a: That is a itself. The slope is made from a in one more step.
    return a
tanh-formula: 1 − a² is the slope of tanh. This a comes out of a sigmoid.
    return 1 - a ** 2
sign: The sign is wrong: σ rises everywhere, so its slope is never negative.
    return a * (a - 1)
parentheses-missing: Without parentheses `a * 1 - a` is a − a: zero everywhere.
    return a * 1 - a
first-factor-missing: Only (1 − a) is there. For a near 0 the curve is flat, so the slope must go to 0 there too.
    return 1 - a
plus-for-minus: a·(1 + a) grows where σ flattens. Look at the sign inside the parentheses.
    return a * (1 + a)
in-place: Something writes into the array that you were given (`a *= ...`, `a[...] = ...`, `out=a`), and its old values are still needed. Make a new array.
    return a * (1 - a) -> a *= 1 - a; return a
square-only: That is a². The second factor is not a again, but what is missing from a to 1.
    return a * a
""")
