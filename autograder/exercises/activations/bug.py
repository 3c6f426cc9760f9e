"""Find the bug: the slope through several tanh layers, with the slope of tanh as document 000 prints it."""

from __future__ import annotations

import numpy as np

from autograder.exercises.activations.unit import UNIT, Z_DOCUMENT, Z_MATRIX, Z_ROW, Z
from autograder.exercises.definition import Inputs


@UNIT.exercise(
    "slope_through_layers",
    claims={
        "values": Inputs(
            visible=[(Z, 1), (Z, 2), (Z_DOCUMENT, 3)],
            hidden=[(Z_ROW, 1), (Z_MATRIX, 2), (Z_ROW, 4)],
        )
    },
    ladder=(
        "With one layer the result should be the slope of tanh. Measure that at z = 0.5: does the code agree?",
        "a layer multiplies the slope by tanh′ = 1 − a², where a is that layer's own output",
        "the exponent in the last line of the loop is the misprint of document 000: it must be 2 (in Python: ** 2)",
    ),
)
def slope_through_layers(z, layers):
    slope = np.ones_like(z)
    a = z
    for _ in range(layers):
        a = np.tanh(a)
        slope = slope * (1 - a**2)
    return slope


@slope_through_layers.mistake("bug-still-there", "The planted bug is still there: already for one layer the result is not the slope that you measure.")
def _(z, layers):
    slope = np.ones_like(z)
    a = z
    for _ in range(layers):
        a = np.tanh(a)
        slope = slope * (1 - a**1)
    return slope


@slope_through_layers.mistake("caret-for-power", "In Python `^` is not a power (it is exclusive-or). A power is written `**`.")
def _(z, layers):
    slope = np.ones_like(z)
    a = z
    for _ in range(layers):
        a = np.tanh(a)
        slope = slope * (1 - a ^ 2)
    return slope


@slope_through_layers.mistake("square-outside", "The right line, but the square is around the whole difference. Only a is squared.")
def _(z, layers):
    slope = np.ones_like(z)
    a = z
    for _ in range(layers):
        a = np.tanh(a)
        slope = slope * (1 - a) ** 2
    return slope


@slope_through_layers.mistake("z-for-a", "The right line, but z is squared. Each layer's slope is made from that layer's own output a.")
def _(z, layers):
    slope = np.ones_like(z)
    a = z
    for _ in range(layers):
        a = np.tanh(a)
        slope = slope * (1 - z**2)
    return slope


@slope_through_layers.mistake("sigmoid-formula", "The right line, but a·(1 − a) belongs to σ. For tanh the formula is another one.")
def _(z, layers):
    slope = np.ones_like(z)
    a = z
    for _ in range(layers):
        a = np.tanh(a)
        slope = slope * (a * (1 - a))
    return slope


@slope_through_layers.mistake("lines-exchanged", "Now the slope uses the a of the layer before. The two lines of the loop were in the right order.")
def _(z, layers):
    slope = np.ones_like(z)
    a = z
    for _ in range(layers):
        slope = slope * (1 - a**2)
        a = np.tanh(a)
    return slope


@slope_through_layers.mistake("last-layer-only", "The slope is overwritten in each layer, so only the last one counts. The slopes of all layers are multiplied.")
def _(z, layers):
    slope = np.ones_like(z)
    a = z
    for _ in range(layers):
        a = np.tanh(a)
        slope = 1 - a**2
    return slope


@slope_through_layers.mistake("added", "The slopes were added. Behind each other, slopes multiply: twice as steep, then three times as steep, is six times.")
def _(z, layers):
    slope = np.zeros_like(z)
    a = z
    for _ in range(layers):
        a = np.tanh(a)
        slope = slope + (1 - a**2)
    return slope
