"""Unit 3, from the second half of document 001: all m examples at once."""

from autograder.exercises.vectorized import backward, bug, columns, forward, gradients, loop, start
from autograder.exercises.vectorized.unit import UNIT

UNIT.arrange(  # the order of the notebook
    columns.stack_columns, columns.linear,
    forward.forward, forward.cost,
    gradients.weight_gradient, gradients.bias_gradient, gradients.hidden_error,
    backward.backward, loop.backward_loop,
    start.initialize, start.symmetry_gap,
    bug.backward_early,
)  # fmt: skip

__all__ = ["UNIT"]
