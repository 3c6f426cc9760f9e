"""The last block: the squared error, its slope, and the slope as document 002 prints it."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.perceptron.unit import (
    A_DOCUMENT,
    FRACTIONS,
    LONG,
    ROWS,
    SECRET_FRACTIONS,
    SECRET_ROWS,
    SMALL,
    UNIT,
    WIDE,
    Y_DOCUMENT,
)


@UNIT.exercise(
    "error",
    claims={
        "values": Inputs(
            visible=[(A_DOCUMENT, Y_DOCUMENT), (SMALL.A, SMALL.Y), (FRACTIONS.A, FRACTIONS.Y)],
            hidden=[(WIDE.A, WIDE.Y), (LONG.A, LONG.Y.astype(int)), (SECRET_FRACTIONS.A, SECRET_FRACTIONS.Y)],
        ),
        "several outputs": Inputs(
            visible=[(ROWS.A, ROWS.Y)], hidden=[(SECRET_ROWS.A, SECRET_ROWS.Y)], keeps_arguments=True
        ),
    },
    ladder=(
        "How far off is each answer? A miss by −0.3 should count like one by 0.3. How many numbers should come out?",
        "E = ½ Σ (A − Y)², the sum over all elements",
        "0.5 times np.sum of the squared differences; the square belongs to every single difference",
    ),
)
def error(A, Y):
    return 0.5 * np.sum((A - Y) ** 2)


error.slips("""
half-missing: The ½ in front is missing. Without it a 2 would be left over when E is differentiated.
    return np.sum((A - Y) ** 2)
mean: That is a mean over all elements. This E is a plain sum: more examples, more error.
    return 0.5 * np.mean((A - Y) ** 2)
divided-by-m: There is a 1/m in it, as in the average cost J of unit 3. E of this unit is a sum without it.
    return np.sum((A - Y) ** 2) / (2 * A.shape[1])
square-missing: The differences are not squared, so misses upwards and downwards cancel.
    return 0.5 * np.sum(A - Y)
absolute: Those are distances. Squares are asked for: they punish one large miss more than many small ones.
    return 0.5 * np.sum(np.abs(A - Y))
square-of-the-sum: The sum comes first and is squared then, so misses cancel before. Square each difference by itself.
    return 0.5 * np.sum(A - Y) ** 2
not-summed: That is the error of every example by itself. E is one number for all of them.
    return 0.5 * (A - Y) ** 2
difference-of-squares: A² − Y² is not (A − Y)². The difference comes first, then the square.
    return 0.5 * np.sum(A ** 2 - Y ** 2)
half-squared: The ½ is squared too and has become ¼. Look at the parentheses.
    return np.sum((0.5 * (A - Y)) ** 2)
added: A and Y are added. How far they are apart is their difference.
    return 0.5 * np.sum((A + Y) ** 2)
root: A square root is taken at the end: that is a length. E stays squared.
    return 0.5 * np.sqrt(np.sum((A - Y) ** 2))
sum-of-one-axis: The sum runs along one axis only, so an array comes out. E is one number for the whole array.
    return 0.5 * np.sum((A - Y) ** 2, axis=1)
builtin-sum: Python's own sum goes along the first axis only, so an array is left. NumPy's sum adds up all elements.
    return 0.5 * sum((A - Y) ** 2)
boxed: Right so far, but the number still sits in a (1, 1) array. E is a plain number.
    return 0.5 * np.sum((A - Y) ** 2, keepdims=True)
in-place: The number is right, but `A -= Y` overwrites the A that the other blocks still need. Make a new array.
    return 0.5 * np.sum((A - Y) ** 2) -> A -= Y; return 0.5 * np.sum(A * A)
matrix-product: `@` multiplies rows by columns and mixes different outputs with each other. Square element by element.
    return 0.5 * np.sum((A - Y) ** 2) -> D = A - Y; return 0.5 * D @ D.T
""")


@UNIT.exercise(
    "error_slope",
    claims={
        "values": Inputs(
            visible=[(A_DOCUMENT, Y_DOCUMENT), (FRACTIONS.A, FRACTIONS.Y), (ROWS.A, ROWS.Y)],
            hidden=[(WIDE.A, WIDE.Y), (SECRET_FRACTIONS.A, SECRET_FRACTIONS.Y), (SECRET_ROWS.A, SECRET_ROWS.Y)],
        ),
        "arguments kept": Inputs(visible=[(SMALL.A, SMALL.Y)], hidden=[(LONG.A, LONG.Y)], keeps_arguments=True),
    },
    ladder=(
        "Only one term of the sum holds A of this example. What is the slope of ½ (A − Y)² alone?",
        "∂E/∂A = A − Y, for every element",
        "one subtraction of two whole arrays, no sum and no factor",
    ),
)
def error_slope(A, Y):
    return A - Y


error_slope.slips("""
sign: The sign is reversed. If A is too large, E grows with A: the slope must be positive there.
    return Y - A
half-kept: A ½ is left. The square brings a 2 down in front when it is differentiated; what becomes of both?
    return 0.5 * (A - Y)
two-kept: A 2 is left. E has a ½ in front; what becomes of both?
    return 2 * (A - Y)
summed: The slopes of all examples are added up. But each example's A can be moved by itself, so each has its own slope.
    return np.sum(A - Y)
summed-boxed: The slopes of one row are added up. But each example's A can be moved by itself, so each has its own slope.
    return np.sum(A - Y, axis=1, keepdims=True)
as-the-document: That is the document's last line. It keeps a ½ that should be gone, and a sum that does not belong there.
    return 0.5 * np.sum(A - Y)
square-kept: The square is still there. A slope of a square has the power one.
    return (A - Y) ** 2
not-differentiated: That is the error of every example itself. Asked for is how fast it changes with A.
    return 0.5 * (A - Y) ** 2
mean: It is divided by the number of examples. E of this unit is a sum, not an average.
    return (A - Y) / A.shape[1]
distance: The sign got lost. Whether A is too large or too small decides which way to go.
    return np.abs(A - Y)
one-block-too-far: The slope of σ is in it already. That is the next block; this one ends at A.
    return (A - Y) * A * (1 - A)
y-forgotten: Y is missing. The same A is too large for one Y and too small for another.
    return A
factor-on-one-term: A factor reached only one of the two terms. It belongs to the whole difference.
    return 0.5 * (2 * A - Y)
other-loss: That is the slope of the logarithmic loss of unit 2. This unit's E is a sum of squares.
    return -Y / A + (1 - Y) / (1 - A)
in-place: The numbers are right, but `A -= Y` overwrites the A that the next block still needs. Make a new array.
    return A - Y -> A -= Y; return A
""")


@UNIT.exercise(
    "document_slope",
    claims={
        "one half": Inputs(
            visible=[(A_DOCUMENT, Y_DOCUMENT, 0.5), (SMALL.A, SMALL.Y, 0.5)],
            hidden=[(WIDE.A, WIDE.Y, 0.5), (SECRET_FRACTIONS.A, SECRET_FRACTIONS.Y, 0.5)],
        ),
        "any factor": Inputs(
            visible=[(A_DOCUMENT, Y_DOCUMENT, 0.3), (FRACTIONS.A, FRACTIONS.Y, 1.5)],
            hidden=[(LONG.A, LONG.Y, 0.2), (SECRET_FRACTIONS.A, SECRET_FRACTIONS.Y, 3.0), (WIDE.A, WIDE.Y, 1.0)],
            keeps_arguments=True,
        ),
    },
    ladder=(
        "The measured slopes are as many as there are examples; the code gives one number. And by which factor is it off for m = 1?",
        "E = c Σ (A − Y)², so ∂E/∂A = 2 c (A − Y) for every element",
        "drop np.sum, and put back the 2 that the document loses between its last two expressions",
    ),
)
def document_slope(A, Y, c):
    return c * (2 * A - 2 * Y)


document_slope.slips("""
bug-still-there: This is still the document's line: one number for all examples together, where the measurement gives one for each of them.
    return c * np.sum(A - Y)
two-still-lost: The sum is gone, well found. There is a second slip: compare the size of your numbers with the measured ones.
    return c * (A - Y)
sum-still-there: The lost factor is back, well found. There is a second slip: how many numbers does the measurement give?
    return c * np.sum(2 * A - 2 * Y)
sum-boxed: The sum is still there, only its shape has changed. Each example has a slope of its own.
    return c * np.sum(2 * A - 2 * Y, axis=1, keepdims=True)
half-hard-coded: That is right for c = ½ only. The factor c is an argument, and may be another number.
    return A - Y
factor-forgotten: c is not used. If E is stretched by c, so are all its slopes.
    return 2 * (A - Y)
sign: The sign is reversed: where A is too large, E grows with A.
    return 2 * c * (Y - A)
square-kept: The square is still there. A slope of a square has the power one.
    return 2 * c * (A - Y) ** 2
not-differentiated: That is c times the squares, E before it is differentiated.
    return c * (A ** 2 - 2 * A * Y + Y ** 2)
y-forgotten: Only A² was differentiated. The term −2AY holds A too.
    return 2 * c * A
two-on-one-term: The 2 stands at one of the two terms only. It belongs to the whole difference.
    return c * (2 * A - Y)
mean: There is a 1/m in it. E is a sum, so no slope is divided by the number of examples.
    return 2 * c * (A - Y) / A.shape[1]
divided-by-factor: It is divided by c. A larger c makes E steeper, not flatter.
    return (A - Y) / (2 * c)
in-place: The numbers are right, but the given A is overwritten, and the next block still needs it. Make a new array.
    return c * (2 * A - 2 * Y) -> A -= Y; return 2 * c * A
""")
