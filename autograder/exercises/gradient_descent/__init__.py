"""Unit 6, from document 004: gradient descent on a parabola, on one neuron, and on the network of unit 3."""

from autograder.exercises.gradient_descent import (
    bug,
    descent,
    judging,
    neuron,
    neuron_gradients,
    other_ways,
    parabola,
    rates,
    training,
)
from autograder.exercises.gradient_descent.unit import UNIT

UNIT.arrange(  # the order of the notebook
    parabola.parabola_slope, parabola.exact_minimum,
    descent.descend, descent.steps_until, rates.classify_rate, rates.truncate,
    other_ways.newton, other_ways.grid_search,
    neuron.neuron_output, neuron.neuron_cost, neuron_gradients.neuron_gradients,
    training.update, training.train, judging.predict, judging.accuracy,
    bug.train_step,
)  # fmt: skip

__all__ = ["UNIT"]
