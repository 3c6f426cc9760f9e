"""Unit 1, from document 000: activation functions and their slopes."""

from autograder.exercises.activations import bug, leaky, numerical, relu, sigmoid, tanh, triangle
from autograder.exercises.activations.unit import UNIT

UNIT.arrange(  # the order of the notebook
    triangle.triangle_slope,
    sigmoid.sigmoid, sigmoid.sigmoid_slope, sigmoid.sigmoid_slope_from_a,
    tanh.tanh_slope, tanh.tanh_slope_from_a,
    relu.relu, relu.relu_slope,
    leaky.leaky_relu, leaky.leaky_relu_slope,
    numerical.slope_table, numerical.numerical_slope, numerical.slope_error,
    bug.slope_through_layers,
)  # fmt: skip

__all__ = ["UNIT"]
