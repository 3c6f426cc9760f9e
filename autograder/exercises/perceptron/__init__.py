"""Unit 4, from document 002: one perceptron with the squared error, block by block."""

from autograder.exercises.perceptron import blocks, bug, error, gradient, predict, training, update
from autograder.exercises.perceptron.unit import UNIT

UNIT.arrange(  # the order of the notebook
    error.error, error.error_slope, error.document_slope,
    blocks.activation_slope, blocks.input_slopes, blocks.z_gradient,
    gradient.weight_gradient, gradient.bias_gradient, gradient.gradients,
    update.update, training.train, predict.predict,
    bug.learn,
)  # fmt: skip

__all__ = ["UNIT"]
