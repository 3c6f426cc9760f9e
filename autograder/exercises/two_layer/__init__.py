"""Unit 2, from the first half of document 001: two layers and one training example, forwards and backwards."""

from autograder.exercises.two_layer import bug, forward, gradients, logistic, loss, shapes
from autograder.exercises.two_layer.unit import UNIT

UNIT.arrange(  # the order of the notebook
    loss.loss, loss.loss_slope, loss.chain_step,
    logistic.logistic_backward,
    forward.forward,
    shapes.shape_table, shapes.gradient_shapes, shapes.product_shape,
    gradients.output_gradients,
    shapes.dz1_shapes,
    gradients.hidden_dz, gradients.hidden_gradients,
    bug.backward,
)  # fmt: skip

__all__ = ["UNIT"]
