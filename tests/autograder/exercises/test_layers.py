"""Unit 5's references against HIPS autograd, the document's numbers and properties of layers."""

from __future__ import annotations

from decimal import Decimal, localcontext

import autograd
import autograd.numpy as anp
import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.course import Course
from autograder.exercises import find_exercise, find_unit
from helpers import numerical_gradient
from helpers.checks.verdict import judge

UNIT = find_unit("05_layers")
arrays = hnp.arrays(
    np.float64,
    hnp.array_shapes(min_dims=1, max_dims=3, max_side=4),
    elements=st.floats(-5, 5).filter(lambda value: abs(value) > 0.01),
)


def make(id, *setup):
    return find_exercise(f"layers.{id}")(*setup)


#: Forward of every node and layer without parameters, for HIPS autograd to differentiate.
ORACLES = {
    "exp": anp.exp,
    "reciprocal": lambda x: 1 / x,
    "sigmoid": lambda x: 1 / (1 + anp.exp(-x)),
    "relu": lambda x: anp.maximum(0.0, x),
    "document_relu": lambda x: anp.maximum(0.0, x),
    "swish": lambda x: x / (1 + anp.exp(-x)),
}


@pytest.mark.parametrize("id", ORACLES)
@given(x=arrays, seed=st.integers(0, 2**32 - 1))
def test_layers_agree_with_hips_autograd(id, x, seed):
    dout = np.random.default_rng(seed).normal(size=x.shape)
    layer = make(id)
    np.testing.assert_allclose(layer.forward(x), ORACLES[id](x), rtol=1e-12)
    expected = autograd.grad(lambda z: anp.sum(dout * ORACLES[id](z)))(x)
    np.testing.assert_allclose(layer.backward(dout), expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("id", "function"), [("mul", lambda x, y: x * y), ("add", lambda x, y: x + y)])
@given(x=arrays)
def test_nodes_agree_with_hips_autograd(id, function, x):
    y, dout = x[..., ::-1] * 0.7 + 0.1, np.cos(x)
    node = make(id)
    np.testing.assert_allclose(node.forward(x, y), function(x, y))
    for place, got in enumerate(node.backward(dout)):
        expected = autograd.grad(lambda *inputs: anp.sum(dout * function(*inputs)), place)(x, y)
        np.testing.assert_allclose(got, expected, rtol=1e-12)


@given(x=arrays)
def test_the_four_nodes_collapse_to_one_layer(x):
    nodes, layer, dout = make("sigmoid_nodes"), make("sigmoid"), np.sin(x) + 2
    np.testing.assert_allclose(nodes.forward(x)["y"], layer.forward(x), rtol=1e-12)
    gradients = nodes.backward(dout)
    np.testing.assert_allclose(gradients["dx"], layer.backward(dout), rtol=1e-9)
    edges = {"ds": lambda s: 1 / s, "de": lambda e: 1 / (1 + e), "du": lambda u: 1 / (1 + anp.exp(u))}
    for name, from_here in edges.items():  # what is still to come behind this edge, differentiated on its own
        value = nodes.forward(x)[name[1:]]
        np.testing.assert_allclose(gradients[name], dout * autograd.elementwise_grad(from_here)(value), rtol=1e-9)


def cost(parameters, X, Y):
    depth = len(parameters) // 2
    A = X
    for k in range(1, depth + 1):
        Z = anp.dot(parameters[f"W{k}"], A) + parameters[f"b{k}"]
        A = 1 / (1 + anp.exp(-Z)) if k == depth else anp.maximum(0.0, Z)
    return anp.sum((A - Y) ** 2) / (2 * Y.shape[1])


def network_cases():
    exercise = find_exercise("layers.network")
    for case in (*exercise.visible.cases, *exercise.hidden.cases):
        if case.calls[-1][0] == "gradients":
            yield case


@pytest.mark.parametrize("case", list(network_cases()))
def test_the_network_agrees_with_hips_autograd(case):
    (parameters,) = case.arguments
    *_, (_, (X,)), (_, (Y,)), _ = case.calls
    expected = autograd.grad(cost)(parameters, X, Y)
    assert {f"d{name}" for name in expected} == set(case.expected["gradients"])
    for name, gradient in expected.items():
        np.testing.assert_allclose(case.expected["gradients"][f"d{name}"], gradient, rtol=1e-9, atol=1e-15)
    network = make("network", parameters)
    network.forward(X)
    np.testing.assert_allclose(network.backward(Y), autograd.grad(cost, 1)(parameters, X, Y), rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("case", list(network_cases()))
def test_no_hidden_unit_of_a_case_stands_at_the_kink_and_some_stop(case):
    (parameters,) = case.arguments
    network = make("network", parameters)
    stopped = 0
    for step, (A,) in (call for call in case.calls if call[0] == "forward"):
        for layer in network.layers[:-1]:
            if not hasattr(layer, "W"):
                assert np.abs(A).min() > 1e-3, step
                stopped += np.sum(A < 0)
            A = layer.forward(A)
    assert stopped or len(parameters) == 2


@given(sizes=st.tuples(*[st.integers(1, 5)] * 3))
def test_affine_agrees_with_hips_autograd_for_any_sizes(sizes):
    n_in, n_out, m = sizes
    rng = np.random.default_rng(sizes)
    W, b, X, dout = (rng.normal(size=shape) for shape in ((n_out, n_in), (n_out, 1), (n_in, m), (n_out, m)))
    layer = make("affine", W, b)
    layer.forward(X)
    dX = layer.backward(dout)
    got = {"W": layer.gradients()["dW"], "b": layer.gradients()["db"], "X": dX}
    for place, name in enumerate("WbX"):
        expected = autograd.grad(lambda *all: anp.sum(dout * (anp.dot(all[0], all[2]) + all[1])), place)(W, b, X)
        assert got[name].shape == expected.shape
        np.testing.assert_allclose(got[name], expected, rtol=1e-9, atol=1e-12)


@given(shapes=st.dictionaries(st.text(max_size=3), st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=4))
def test_evaluations_needed_counts_what_the_numerical_gradient_does(shapes):
    counted = []
    for shape in shapes.values():
        numerical_gradient(lambda values: counted.append(1) or float(np.sum(values)), np.ones(shape))
    assert find_exercise("layers.evaluations_needed")(shapes) == len(counted)


def planted(id):
    """The class of an answer cell as a student finds it."""
    from tests.conftest import ROOT

    notebook = nbformat.read(Course(ROOT).release(UNIT), as_version=4)
    (cell,) = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == id]
    namespace = {"np": np}
    exec(cell.source, namespace)
    return namespace[find_exercise(f"layers.{id}").name]


def test_the_documents_relu_prints_10_1_0_0_and_hides_a_bug():
    Relu = planted("document_relu")
    relu1, relu2 = Relu(), Relu()
    assert [relu1.forward(10), relu1.backward(1), relu2.forward(-5), relu2.backward(1)] == [10, 1, 0, 0]
    used = Relu()
    assert [used.forward(-5), used.forward(10), used.backward(1)] == [0, 10, 0]
    with pytest.raises(ValueError, match="truth value"):
        Relu().forward(np.array([10.0, -5.0]))


@pytest.mark.parametrize("id", ["document_relu", "swish"])
def test_a_planted_bug_is_the_known_mistake_and_earns_nothing(id):
    exercise = find_exercise(f"layers.{id}")
    for specification in (exercise.visible, exercise.hidden):
        for claim in specification.claims:
            assert judge(specification, planted(id), claim).mistake == "bug-still-there"


def test_the_documents_sigmoid():
    layer = make("sigmoid")
    assert layer.forward(10) == pytest.approx(0.9999546021312976, rel=1e-15)
    assert layer.backward(1) == pytest.approx(4.5395807735907655e-05, rel=1e-11)


def test_backprop_is_exact_to_rounding_and_measuring_is_not():
    with localcontext() as context:
        context.prec = 40
        y = 1 / (1 + Decimal("-0.8").exp())
        truth = y * (1 - y)
        layer = make("sigmoid")
        layer.forward(0.8)
        backprop = abs(Decimal(float(layer.backward(1.0))) - truth)
        measured = {
            h: abs(
                Decimal(float(make("sigmoid").forward(0.8 + h) - make("sigmoid").forward(0.8 - h)) / (2 * h)) - truth
            )
            for h in (0.1, 1e-5, 1e-12)
        }
    assert backprop < Decimal("1e-16")
    assert all(error > 1000 * backprop for error in measured.values())
    assert measured[1e-5] < measured[0.1] and measured[1e-5] < measured[1e-12]
