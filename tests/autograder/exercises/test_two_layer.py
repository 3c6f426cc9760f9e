"""Unit 2's references against implementations of their own: HIPS autograd, measurements, and the document's statements."""

from __future__ import annotations

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.exercises import find_unit
from autograder.exercises.two_layer.given import sigmoid, tanh_slope
from autograder.exercises.two_layer.unit import integral_of_affine, make_example
from helpers import check_gradients
from helpers.fixtures import NAMED_FUNCTIONS

EXERCISES = find_unit("02_two_layer").exercises
#: Activations whose slope the table of named functions holds, and that slope's name; tanh's is the default.
ACTIVATIONS = {
    "tanh": (anp.tanh, ()),
    "exp": (anp.exp, ("exp",)),
    "affine": (integral_of_affine, ("affine",)),
    "sin": (lambda z: -anp.cos(z), ("sin",)),
}
sizes = st.tuples(*[st.integers(1, 5)] * 3)
probabilities = st.floats(0.01, 0.99)
answers = st.integers(0, 1)


def cross_entropy(a, y):
    """The loss, chosen by the right answer instead of switched by a product."""
    return anp.sum(anp.where(y == 1, -anp.log(a), -anp.log(1 - a)))


def oracle(x, y, g=anp.tanh):
    """The loss of the two-layer network as a function of its parameters, for autograd to differentiate."""

    def loss(parameters):
        a1 = g(anp.dot(parameters["W1"], x) + parameters["b1"])
        return cross_entropy(1 / (1 + anp.exp(-anp.dot(parameters["W2"], a1) - parameters["b2"])), y)

    return loss


def six_gradients(example, *slope):
    """All six equations, by the references of the single exercises."""
    cache = example.cache
    gradients = EXERCISES["output_gradients"](cache["a1"], cache["a2"], example.y)
    dz1 = EXERCISES["hidden_dz"](cache["z1"], example.parameters["W2"], gradients["dz2"], *slope)
    return gradients | {"dz1": dz1} | EXERCISES["hidden_gradients"](example.x, dz1)


@given(probabilities, answers)
def test_loss_and_its_slope_agree_with_hips_autograd(a, y):
    np.testing.assert_allclose(EXERCISES["loss"](a, y), cross_entropy(a, y), rtol=1e-12)
    np.testing.assert_allclose(EXERCISES["loss_slope"](a, y), autograd.grad(cross_entropy)(a, y), rtol=1e-9)


@given(probabilities, answers)
def test_two_steps_of_the_chain_rule_collapse_to_a_minus_y(a, y):
    assert EXERCISES["chain_step"](EXERCISES["loss_slope"](a, y), a) == pytest.approx(a - y, rel=1e-9)


@given(st.floats(-6, 6), st.floats(-3, 3))
def test_the_chain_step_agrees_with_hips_autograd(z, da):
    dz = autograd.grad(lambda z: da / (1 + anp.exp(-z)))(z)
    assert EXERCISES["chain_step"](da, sigmoid(z)) == pytest.approx(dz, rel=1e-6, abs=1e-12)


def test_the_documents_printed_slope_is_wrong_where_the_reference_is_right():
    """Erratum: −y/a+(1−y/1−a) for a = 0.8 and y = 0 gives 0.2; the loss has the slope 5 there."""
    a, y = 0.8, 0
    assert -y / a + (1 - y / 1 - a) == pytest.approx(0.2)
    assert EXERCISES["loss_slope"](a, y) == pytest.approx(5.0) == autograd.grad(cross_entropy)(a, y)


@pytest.mark.parametrize("y", [0, 1])
def test_logistic_regression_agrees_with_hips_autograd(y):
    rng = np.random.default_rng(y)
    x, W, b, y = rng.normal(size=(4, 1)), rng.normal(size=(1, 4)), rng.normal(size=(1, 1)), np.array([[y]])

    def loss(W, b):
        return cross_entropy(1 / (1 + anp.exp(-anp.dot(W, x) - b)), y)

    gradients = EXERCISES["logistic_backward"](x, sigmoid(W @ x + b), y)
    dW, db = autograd.grad(loss, (0, 1))(W, b)
    np.testing.assert_allclose(gradients["dW"], dW, rtol=1e-9)
    np.testing.assert_allclose(gradients["db"], db, rtol=1e-9)
    np.testing.assert_allclose(gradients["dz"], db, rtol=1e-9)


def test_with_the_documents_upright_w_nothing_is_transposed():
    """Erratum: in the document's logistic regression w is the column; only W², the row, needs the transpose."""
    x, a, y = np.array([[2.0], [-1.0], [0.5]]), np.array([[0.7]]), np.array([[1]])
    w_column_gradient = autograd.grad(lambda w: cross_entropy(1 / (1 + anp.exp(-anp.dot(w.T, x))), y))(
        np.log(a / (1 - a)) * x / np.sum(x**2)
    )  # a w for which the answer is a
    gradients = EXERCISES["logistic_backward"](x, a, y)
    np.testing.assert_allclose(w_column_gradient, x * gradients["dz"], rtol=1e-9)
    np.testing.assert_allclose(w_column_gradient.T, gradients["dW"], rtol=1e-9)


@given(sizes)
def test_forward_agrees_with_sums_over_single_elements(n):
    example = make_example(7, *n)
    W1, b1, W2, b2 = (example.parameters[name] for name in ("W1", "b1", "W2", "b2"))
    cache = EXERCISES["forward"](example.x, example.parameters)
    for j in range(n[1]):
        z = b1[j, 0] + sum(W1[j, i] * example.x[i, 0] for i in range(n[0]))
        assert cache["z1"][j, 0] == pytest.approx(z)
        assert cache["a1"][j, 0] == pytest.approx((np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)))
    for k in range(n[2]):
        z = b2[k, 0] + sum(W2[k, j] * cache["a1"][j, 0] for j in range(n[1]))
        assert cache["z2"][k, 0] == pytest.approx(z)
        assert cache["a2"][k, 0] == pytest.approx(1 / (1 + np.exp(-z)))


@given(sizes)
def test_the_shape_table_is_that_of_a_real_pass_and_foo_has_the_shape_of_dfoo(n):
    example = make_example(8, *n)
    table = EXERCISES["shape_table"](*n)
    variables = {"x": example.x} | example.parameters | example.cache
    assert table == {name: value.shape for name, value in variables.items()}
    gradients = six_gradients(example)
    shapes = EXERCISES["gradient_shapes"](table)
    assert shapes.keys() == {f"d{name}" for name in variables} - {"dx"}
    assert {name: value.shape for name, value in gradients.items()} == {name: shapes[name] for name in gradients}


pairs = st.tuples(st.integers(1, 4), st.integers(1, 4))


@given(pairs, pairs)
def test_the_product_rule_is_that_of_numpy(left, right):
    try:
        expected = (np.ones(left) @ np.ones(right)).shape
    except ValueError:
        expected = None
    assert EXERCISES["product_shape"](left, right) == expected


@given(sizes)
def test_the_dimension_check_is_what_a_real_pass_has(n):
    example = make_example(9, *n)
    factor, dz2, slope = example.parameters["W2"].T, example.dz2, tanh_slope(example.cache["z1"])
    found = {"W2.T": factor, "dz2": dz2, "W2.T @ dz2": factor @ dz2, "slope of z1": slope, "dz1": factor @ dz2 * slope}
    assert EXERCISES["dz1_shapes"](n[1], n[2]) == {name: value.shape for name, value in found.items()}
    assert example.dz2.shape == example.cache["z2"].shape  # erratum: the document says z1


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("n", [(3, 4, 1), (2, 5, 3), (4, 2, 2)])
def test_the_six_equations_agree_with_hips_autograd(activation, n):
    g, slope = ACTIVATIONS[activation]
    example = make_example(11, *n, g=g)
    gradients = six_gradients(example, *(NAMED_FUNCTIONS[name] for name in slope))
    expected = autograd.grad(oracle(example.x, example.y, g))(example.parameters)
    for name in expected:
        np.testing.assert_allclose(gradients[f"d{name}"], expected[name], rtol=1e-9, atol=1e-14)
    np.testing.assert_array_equal(gradients["dz1"], gradients["db1"])
    np.testing.assert_array_equal(gradients["dz2"], gradients["db2"])


@given(sizes)
def test_the_repaired_backward_pass_agrees_with_hips_autograd_and_with_a_measurement(n):
    example = make_example(12, *n)
    gradients = EXERCISES["backward"](example.x, example.y, example.parameters, example.cache)
    expected = autograd.grad(oracle(example.x, example.y))(example.parameters)
    for name in expected:
        np.testing.assert_allclose(gradients[f"d{name}"], expected[name], rtol=1e-8, atol=1e-14)
    check_gradients(oracle(example.x, example.y), example.parameters, gradients)


def test_the_second_planted_bug_shows_in_no_shape_but_in_the_gradient_check():
    backward = EXERCISES["backward"]
    (half_repaired,) = [
        mistake.implementation for mistake in backward.mistakes if mistake.id == "only-the-shape-repaired"
    ]
    example = make_example(13, 3, 4, 2)
    given = example.x, example.y, example.parameters, example.cache
    wrong, right = half_repaired(*given), backward(*given)
    assert {name: value.shape for name, value in wrong.items()} == {name: value.shape for name, value in right.items()}
    with pytest.raises(AssertionError, match="d(W1|b1) is wrong"):
        check_gradients(oracle(example.x, example.y), example.parameters, wrong)


def test_examples_have_both_answers_and_no_number_near_zero():
    """A zero, or outputs that all have one answer, could hide a mistake."""
    for exercise in (EXERCISES["forward"], EXERCISES["backward"]):
        for case in (*exercise.visible.cases, *exercise.hidden.cases):
            parameters = next(argument for argument in case.arguments if isinstance(argument, dict))
            assert all(np.min(np.abs(value)) >= 0.1 for value in (case.arguments[0], *parameters.values()))
    for case in EXERCISES["output_gradients"].hidden.cases:
        y = case.arguments[2]
        assert len(y) == 1 or set(y.ravel()) == {0, 1}
