"""Unit 5, from document 003: layers as nodes of a computation graph."""

from autograder.exercises.layers import (
    affine,
    document_relu,
    evaluations,
    functions,
    network,
    nodes,
    relu,
    sigmoid,
    sigmoid_nodes,
    swish,
)
from autograder.exercises.layers.unit import UNIT

UNIT.arrange(  # the order of the notebook
    nodes.Mul, nodes.Add, functions.Exp, functions.Reciprocal,
    sigmoid_nodes.SigmoidNodes, sigmoid.Sigmoid,
    document_relu.DocumentRelu, relu.Relu,
    affine.Affine, network.Network, evaluations.evaluations_needed,
    swish.Swish,
)  # fmt: skip

__all__ = ["UNIT"]
