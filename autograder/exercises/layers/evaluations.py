"""What a numerical gradient costs: how many times the cost must be computed."""

from __future__ import annotations

from autograder.exercises.definition import Inputs
from autograder.exercises.layers.unit import UNIT


@UNIT.exercise(
    "evaluations_needed",
    claims={
        "values": Inputs(
            visible=[({"W1": (4, 3), "b1": (4, 1), "W2": (2, 4), "b2": (2, 1)},), ({"W1": (2, 5), "b1": (2, 1)},)],
            hidden=[
                ({"W1": (7, 6), "b1": (7, 1), "W2": (3, 7), "b2": (3, 1)},),
                ({"W1": (1, 9), "b1": (1, 1)},),
                ({"W1": (50, 784), "b1": (50, 1), "W2": (20, 50), "b2": (20, 1), "W3": (10, 20), "b3": (10, 1)},),
            ],
        )
    },
    ladder=(
        "How many numbers does an array of shape (4, 3) hold? How often is the cost computed for each of them?",
        "2 · (number of all parameters): once with +h and once with −h for each",
        "add rows * columns over shapes.values(), then take it twice",
    ),
)
def evaluations_needed(shapes):
    parameters = 0
    for rows, columns in shapes.values():
        parameters += rows * columns
    return 2 * parameters


evaluations_needed.slips("""
one-each: That is the number of parameters. A central difference looks to both sides of each.
    ... -> return sum((rows * columns for rows, columns in shapes.values()))
one-each-and-one: That counts one-sided differences: one evaluation for each parameter and one where you stand. Central differences look to both sides.
    ... -> return sum((rows * columns for rows, columns in shapes.values())) + 1
arrays-counted: That counts arrays. Each single number inside is moved by itself.
    ... -> return 2 * len(shapes)
biases-left-out: The biases are parameters too.
    ... -> return 2 * sum((rows * columns for name, (rows, columns) in shapes.items() if name.startswith("W")))
sizes-added: Rows and columns were added. How many places has a table of 4 rows and 3 columns?
    ... -> return 2 * sum((rows + columns for rows, columns in shapes.values()))
arrays-multiplied: The arrays' sizes were multiplied with each other. One parameter is moved at a time, so they add up.
    parameters = 0 -> total = 1
    parameters += rows * columns -> total = total * rows * columns
    return 2 * total
squared: There is nothing to square: two evaluations for each parameter, however many there are.
    ... -> return sum((rows * columns for rows, columns in shapes.values())) ** 2
last-array-only: Only the last array was counted. Does the sum start anew, or `=` stand where it should add up?
    parameters = 0 ->
    parameters = rows * columns
doubled-twice: A factor 2 too many. For each parameter: once a little to the right, once a little to the left.
    ... -> return 4 * sum((rows * columns for rows, columns in shapes.values()))
backprop-counted: That is about backpropagation, where one pass back serves all parameters. Here each parameter is moved by itself.
    ... -> return 2
""")
