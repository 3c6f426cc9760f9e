"""Unit 3: every reference against HIPS autograd, and what the document says about shapes, averages and equal rows."""

from __future__ import annotations

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.exercises import find_exercise, find_unit
from autograder.exercises.vectorized import unit as shared
from autograder.exercises.vectorized.given import backward_one
from autograder.exercises.vectorized.unit import Network, make_network

NETWORKS = {name: value for name, value in vars(shared).items() if isinstance(value, Network)}
each_network = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
sizes = st.integers(1, 6)
networks = st.builds(make_network, seed=st.integers(0, 10_000), n_x=sizes, n_h=sizes, n_y=sizes, m=st.integers(1, 9))


def reference(id):
    return find_exercise(f"vectorized.{id}").reference


def cost_of(parameters, X, Y):
    """J written with autograd's NumPy and as a plain double sum, apart from the references."""
    A1 = anp.tanh(anp.dot(parameters["W1"], X) + parameters["b1"])
    A2 = 1 / (1 + anp.exp(-(anp.dot(parameters["W2"], A1) + parameters["b2"])))
    m, n_y = Y.shape[1], Y.shape[0]
    return (
        sum(-Y[k, i] * anp.log(A2[k, i]) - (1 - Y[k, i]) * anp.log(1 - A2[k, i]) for i in range(m) for k in range(n_y))
        / m
    )


def oracle(network):
    gradients = autograd.grad(cost_of)(network.parameters, network.X, network.Y)
    return {f"d{name}": gradient for name, gradient in gradients.items()}


def assert_alike(mine, right):
    assert mine.keys() == right.keys()
    for name in right:
        assert mine[name].shape == right[name].shape
        np.testing.assert_allclose(mine[name], right[name], rtol=1e-9, atol=1e-13)


@each_network
@pytest.mark.parametrize("id", ["backward", "backward_early"])
def test_the_gradients_agree_with_hips_autograd(network, id):
    assert_alike(reference(id)(network.X, network.Y, network.parameters, network.cache), oracle(network))


@each_network
def test_the_loop_agrees_with_hips_autograd(network):
    assert_alike(reference("backward_loop")(network.X, network.Y, network.parameters), oracle(network))


@given(networks)
@settings(max_examples=25, deadline=None)
def test_loop_and_vectorised_gradients_agree_for_networks_of_any_size(network):
    loop = reference("backward_loop")(network.X, network.Y, network.parameters)
    assert_alike(reference("backward")(network.X, network.Y, network.parameters, network.cache), loop)
    assert_alike(loop, oracle(network))


@each_network
def test_the_given_equations_for_one_example_agree_with_hips_autograd(network):
    x, y = network.X[:, :1], network.Y[:, :1]
    right = autograd.grad(cost_of)(network.parameters, x, y)
    assert_alike(backward_one(x, y, network.parameters), {f"d{name}": value for name, value in right.items()})


@each_network
def test_forward_cost_and_their_pieces_agree_with_hips_autograd(network):
    found = reference("forward")(network.X, network.parameters)
    assert_alike(found, network.cache)
    assert np.isclose(
        reference("cost")(found["A2"], network.Y), cost_of(network.parameters, network.X, network.Y), rtol=1e-12
    )
    Z1 = reference("linear")(network.X, network.parameters["W1"], network.parameters["b1"])
    np.testing.assert_allclose(Z1, found["Z1"], rtol=1e-12)


@each_network
def test_the_pieces_of_the_way_back_agree_with_hips_autograd(network):
    def J_of_Z1(Z1):
        A2 = 1 / (1 + anp.exp(-(anp.dot(network.parameters["W2"], anp.tanh(Z1)) + network.parameters["b2"])))
        return -anp.sum(network.Y * anp.log(A2) + (1 - network.Y) * anp.log(1 - A2))

    dZ2 = network.cache["A2"] - network.Y
    dZ1 = reference("hidden_error")(network.parameters["W2"], dZ2, network.cache["A1"])
    np.testing.assert_allclose(dZ1, autograd.grad(J_of_Z1)(network.cache["Z1"]), rtol=1e-9, atol=1e-13)
    right = oracle(network)
    for layer, dZ, A in (("1", dZ1, network.X), ("2", dZ2, network.cache["A1"])):
        np.testing.assert_allclose(reference("weight_gradient")(dZ, A), right[f"dW{layer}"], rtol=1e-9, atol=1e-13)
        np.testing.assert_allclose(reference("bias_gradient")(dZ), right[f"db{layer}"], rtol=1e-9, atol=1e-13)


@given(networks)
@settings(max_examples=25, deadline=None)
def test_foo_and_dfoo_have_the_same_shape(network):
    gradients = reference("backward")(network.X, network.Y, network.parameters, network.cache)
    assert {name: gradients[f"d{name}"].shape for name in network.parameters} == {
        name: value.shape for name, value in network.parameters.items()
    }
    dZ2 = network.cache["A2"] - network.Y
    assert dZ2.shape == network.cache["Z2"].shape
    dZ1 = reference("hidden_error")(network.parameters["W2"], dZ2, network.cache["A1"])
    assert dZ1.shape == network.cache["Z1"].shape


@given(networks)
@settings(max_examples=25, deadline=None)
def test_every_example_twice_changes_neither_cost_nor_gradients(network):
    twice = {name: np.hstack([value, value]) for name, value in network.cache.items()}
    X, Y = np.hstack([network.X, network.X]), np.hstack([network.Y, network.Y])
    assert np.isclose(reference("cost")(twice["A2"], Y), reference("cost")(network.cache["A2"], network.Y), rtol=1e-12)
    assert_alike(
        reference("backward")(X, Y, network.parameters, twice),
        reference("backward")(network.X, network.Y, network.parameters, network.cache),
    )


@given(networks)
@settings(max_examples=25, deadline=None)
def test_stacked_columns_are_the_examples(network):
    examples = [network.X[:, [i]] for i in range(network.X.shape[1])]
    np.testing.assert_array_equal(reference("stack_columns")(examples), network.X)


def train(parameters, steps=50):
    network = make_network(77, n_x=3, n_h=4, n_y=2, m=6)
    for _ in range(steps):
        cache = reference("forward")(network.X, parameters)
        gradients = reference("backward")(network.X, network.Y, parameters, cache)
        parameters = {name: value - 0.5 * gradients[f"d{name}"] for name, value in parameters.items()}
    return parameters


def test_equal_rows_stay_equal_and_random_rows_do_not():
    equal = {"W1": np.full((4, 3), 0.1), "b1": np.zeros((4, 1)), "W2": np.full((2, 4), 0.1), "b2": np.zeros((2, 1))}
    gap = reference("symmetry_gap")
    trained = train(equal)["W1"]
    assert not np.allclose(trained, 0.1)  # the weights did learn, all rows in the same way
    assert gap(trained) < 1e-12
    assert gap(train(reference("initialize")(3, 4, 2, 5))["W1"]) > 0.1


@given(st.integers(2, 6), st.integers(1, 6), st.integers(0, 1000))
def test_the_gap_is_the_largest_difference_of_any_two_rows(rows, columns, seed):
    W1 = np.random.default_rng(seed).normal(size=(rows, columns))
    pairs = max(np.abs(W1[a] - W1[b]).max() for a in range(rows) for b in range(a))
    assert np.isclose(reference("symmetry_gap")(W1), pairs, rtol=1e-12)


@each_network
def test_the_inputs_could_hide_no_mistake(network):
    """All sizes differ, nothing is zero, near a flat end of tanh or the same twice, and both classes occur."""
    named = {**network.sizes}
    assert len(set(named.values())) == len(named)
    for values in (network.X, *network.parameters.values()):
        assert len(np.unique(values)) > 0.8 * values.size and np.abs(values).min() > 0.09
    assert all(len(np.unique(network.parameters[name])) == network.parameters[name].size for name in ("b1", "b2"))
    assert np.abs(network.cache["A1"]).max() < 0.999
    if network.Y.shape[1] > 1:
        assert all(set(row) == {0.0, 1.0} for row in network.Y)


def test_there_are_two_values_of_m_and_several_outputs_for_the_student_and_in_secret():
    for specification in (find_exercise("vectorized.backward").visible, find_exercise("vectorized.backward").hidden):
        shapes = {case.arguments[1].shape for case in specification.cases}
        assert len({m for _, m in shapes}) >= 3
        assert max(n_y for n_y, _ in shapes) >= 2


def test_mistakes_of_one_exercise_can_be_told_apart():
    from helpers.checks.compare import is_same_outcome

    for exercise in find_unit("03_vectorized").exercises.values():
        cases = (*exercise.visible.cases, *exercise.hidden.cases)
        ids = list(exercise.visible.hints)
        alike = [
            (one, other)
            for place, one in enumerate(ids)
            for other in ids[:place]
            if all(is_same_outcome(case.mistakes[one], case.mistakes[other], case.rtol) for case in cases)
        ]
        assert alike == [], exercise.key
