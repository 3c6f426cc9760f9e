"""The loss of one example, its slope, and one step of the chain rule back through the sigmoid."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.two_layer.given import sigmoid
from autograder.exercises.two_layer.unit import HIDDEN_THREE, UNIT

#: Answers and what they should have been: alone, in a column, in a table.
A_COLUMN, Y_COLUMN = np.array([[0.9], [0.35], [0.15]]), np.array([[1], [1], [0]])
_rng = np.random.default_rng(2010)
A_TABLE = np.round(_rng.uniform(0.05, 0.95, size=(2, 4)), 3)
Y_TABLE = np.array([[1, 0, 0, 1], [0, 1, 1, 0]])
A_HIDDEN, Y_HIDDEN = HIDDEN_THREE.cache["a2"], HIDDEN_THREE.y

GUESSES = Inputs(
    visible=[(0.8, 1), (0.8, 0), (A_COLUMN, Y_COLUMN)],
    hidden=[(0.23, 1), (0.64, 0), (A_TABLE, Y_TABLE), (A_HIDDEN, Y_HIDDEN)],
)


@UNIT.exercise(
    "loss",
    claims={"values": GUESSES},
    ladder=(
        "The right answer is y = 1. Which of the two terms is left? For which a is it 0?",
        "L = −y log a − (1 − y) log(1 − a), for every element; log is the natural logarithm",
        "-y * np.log(...) - (1 - y) * np.log(...): the first logarithm is of a, the second of what a lacks to 1",
    ),
)
def loss(a, y):
    return -y * np.log(a) - (1 - y) * np.log(1 - a)


loss.slips("""
sign-missing: log of a number below 1 is negative, so this loss is negative. A loss is 0 at its best and positive elsewhere: look at the signs.
    return y * np.log(a) + (1 - y) * np.log(1 - a)
second-sign: Only the first term has its minus: for y = 0 the loss comes out negative.
    return -y * np.log(a) + (1 - y) * np.log(1 - a)
wrong-probability: The two logarithms have changed places: for y = 1 an answer near 1 is good, but here it costs most.
    return -y * np.log(1 - a) - (1 - y) * np.log(a)
""")


@loss.mistake(
    "roles-exchanged",
    "a and y have changed places. y is 0 or 1, and the logarithm of 0 does not exist: the logarithms are taken of the answers.",
)
def _(a, y):
    with np.errstate(divide="ignore", invalid="ignore"):
        return -a * np.log(y) - (1 - a) * np.log(1 - y)


loss.slips("""
first-term-only: One term only: for y = 0 every answer costs nothing, however wrong it is.
    return -y * np.log(a)
always-the-first-log: Every answer is treated as if the right one were 1. The factors y and 1 − y choose which logarithm counts.
    return -np.log(a)
second-term-only: One term only: for y = 1 every answer costs nothing, however wrong it is.
    return -(1 - y) * np.log(1 - a)
both-terms-always: Both logarithms count at once. The factors y and 1 − y are there to switch one of them off.
    return -np.log(a) - np.log(1 - a)
log10: `np.log10` is the logarithm to base 10. The formula means the natural logarithm; only that one has the slope 1/a.
    return -y * np.log10(a) - (1 - y) * np.log10(1 - a)
log2: `np.log2` is the logarithm to base 2. The formula means the natural logarithm; only that one has the slope 1/a.
    return -y * np.log2(a) - (1 - y) * np.log2(1 - a)
parentheses: The parentheses around 1 − y are missing: `- 1 - y * ...` subtracts a whole 1 and multiplies by y.
    return -y * np.log(a) - 1 - y * np.log(1 - a)
squared-error: That is the squared error, another loss. Here the loss is made of logarithms.
    return (a - y) ** 2
half-squared-error: That is half the squared error, another loss (unit 4 uses it). Here the loss is made of logarithms.
    return (a - y) ** 2 / 2
summed: The losses were added up to one number. Here each element keeps its own loss.
    return np.sum(-y * np.log(a) - (1 - y) * np.log(1 - a))
y-swallowed: In the second term 1 − y became 1, so that term also counts where y = 1.
    return -y * np.log(a) - np.log(1 - a)
""")


@UNIT.exercise(
    "loss_slope",
    claims={"values": GUESSES},
    ladder=(
        "For y = 1 the loss is −log a. What is the slope of log a? And for y = 0, what does the inner 1 − a bring along?",
        "da = −y/a + (1 − y)/(1 − a)",
        "minus y over a, plus a fraction with (1 - y) above and (1 - a) below, each in its own parentheses",
    ),
)
def loss_slope(a, y):
    return -y / a + (1 - y) / (1 - a)


loss_slope.slips("""
as-the-document-prints-it: `/ 1 - a` divides by 1 and then subtracts a, as in the document's misprint. Which fraction is meant? Its denominator needs parentheses.
    return -y / a + (1 - y / 1 - a)
numerator-parenthesis: `1 - y / (1 - a)` divides only y. The numerator needs parentheses too.
    return -y / a + 1 - y / (1 - a)
inner-slope-forgotten: Both terms are negative here. log(1 − a) falls as a grows: the inner slope −1 turns the sign of the second term.
    return -y / a - (1 - y) / (1 - a)
negated: The whole sign is reversed: for y = 1 the loss falls as a grows, so its slope is negative there.
    return y / a - (1 - y) / (1 - a)
first-sign: The minus of the first term got lost: for y = 1 the loss falls as a grows.
    -y / a -> y / a
already-dz: a − y is the slope by z. This exercise stops one step earlier, at the slope by a.
    return a - y
denominators-exchanged: The denominators have changed places. The logarithm of a has the slope 1/a, and it stands beside y.
    return -y / (1 - a) + (1 - y) / a
logarithms-kept: The logarithms are still there: that is a loss, not its slope.
    return -y * np.log(a) + (1 - y) * np.log(1 - a)
products: Products stand where fractions belong: the slope of log a is 1/a, not a.
    return -y * a + (1 - y) * (1 - a)
y-lost: The factors y and 1 − y are gone, so both answers count at once.
    return -1 / a + 1 / (1 - a)
first-term-only: The second term is missing: for y = 0 nothing would tell a to become smaller.
    return -y / a
""")


def _da(a, y):
    """Slopes of the loss, the inputs of the next exercise."""
    return np.round(-y / a + (1 - y) / (1 - a), 3)


@UNIT.exercise(
    "chain_step",
    claims={
        "values": Inputs(
            visible=[(-1.25, 0.8), (5.0, 0.8), (_da(A_COLUMN, Y_COLUMN), A_COLUMN)],
            hidden=[
                (-4.348, 0.23),
                (2.778, 0.64),
                (_da(A_TABLE, Y_TABLE), A_TABLE),
                (_da(A_HIDDEN, Y_HIDDEN), A_HIDDEN),
            ],
        )
    },
    ladder=(
        "z moves a little. How far does a move? And how far, then, the loss? What do rates along a chain do?",
        "dz = da · g′(z), and for the sigmoid g′(z) = a(1 − a)",
        "da times a times (1 - a)",
    ),
)
def chain_step(da, a):
    return da * a * (1 - a)


chain_step.slips("""
slope-omitted: da came back unchanged: the slope g′(z) of the sigmoid is missing.
    return da
a-only: da was multiplied by a. The slope of the sigmoid has a second factor.
    return da * a
one-minus-a-only: da was multiplied by 1 − a. The slope of the sigmoid has a second factor.
    return da * (1 - a)
tanh-slope: 1 − a² is the slope of tanh. This unit's output is a sigmoid.
    return da * (1 - a ** 2)
slope-at-a: a went through the sigmoid a second time. It is already the activation, so g′ can be read off from it.
    return da * a * (1 - a) -> s = sigmoid(a); return da * s * (1 - s)
added: The two slopes were added. Rates along a chain multiply.
    return da + a * (1 - a)
divided: da was divided by the slope. Going back through a function multiplies by its slope.
    return da / (a * (1 - a))
parentheses: Without parentheses `da * a * 1 - a` subtracts a from the product.
    return da * a * 1 - a
negated: The sign is reversed. The slope of the sigmoid is positive, so dz has the sign of da.
    return -da * a * (1 - a)
slope-alone: That is the slope of the sigmoid alone. What arrived from behind, da, has to be multiplied in.
    return a * (1 - a)
slope-twice: The slope of the sigmoid was multiplied in twice; the path passes it once.
    return da * (a * (1 - a)) ** 2
""")
