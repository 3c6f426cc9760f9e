"""Unit 6: the references against HIPS autograd and closed forms, and every number and error of document 004."""

from __future__ import annotations

import math

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.exercises import find_exercise
from autograder.exercises.gradient_descent import unit as shared
from autograder.exercises.gradient_descent.given import backward, compute_cost, forward, sigmoid, start_parameters
from autograder.exercises.gradient_descent.unit import Network, Neuron, make_network, make_neuron, walk
from helpers.data import load_digits_pair, planar_flower, two_blobs
from helpers.fixtures import NAMED_FUNCTIONS

NEURONS = {name: value for name, value in vars(shared).items() if isinstance(value, Neuron)}
NETWORKS = {name: value for name, value in vars(shared).items() if isinstance(value, Network)}
each_neuron = pytest.mark.parametrize("neuron", NEURONS.values(), ids=NEURONS)
each_network = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
PARABOLA, PARABOLA_SLOPE, PARABOLA_CURVATURE, QUARTIC, QUARTIC_SLOPE, QUARTIC_CURVATURE = (
    NAMED_FUNCTIONS[name]
    for name in ("parabola", "parabola_slope", "parabola_curvature", "quartic", "quartic_slope", "quartic_curvature")
)

#: The 33 numbers as document 004 prints them.
TABLE = np.array(
    [
        6.8,
        5.84,
        5.07,
        4.45,
        3.96,
        3.57,
        3.25,
        3.00,
        2.80,
        2.64,
        2.51,
        2.41,
        2.32,
        2.26,
        2.21,
        2.16,
        2.13,
        2.10,
        2.08,
        2.06,
        2.05,
        2.04,
        2.03,
        2.02,
        2.02,
        2.01,
        2.01,
        2.01,
        2.00,
        2.00,
        2.00,
        2.00,
        2.00,
    ]
)


def reference(id):
    return find_exercise(f"gradient_descent.{id}").reference


def quadratic_cost(parameters, X, Y):
    """C of one neuron as a plain sum over the examples, with autograd's NumPy."""
    N = Y.shape[1]
    total = 0.0
    for i in range(N):
        z = sum(parameters["w"][0, j] * X[j, i] for j in range(X.shape[0])) + parameters["b"][0, 0]
        total = total + (1 / (1 + anp.exp(-z)) - Y[0, i]) ** 2
    return total / (2 * N)


def logistic_cost(parameters, X, Y):
    """J of the two-layer network, with autograd's NumPy."""
    A1 = anp.tanh(anp.dot(parameters["W1"], X) + parameters["b1"])
    A2 = 1 / (1 + anp.exp(-(anp.dot(parameters["W2"], A1) + parameters["b2"])))
    return anp.sum(anp.mean(-Y * anp.log(A2) - (1 - Y) * anp.log(1 - A2), axis=1))


class TestParabola:
    def test_the_slope_agrees_with_hips_autograd(self):
        x = np.linspace(-5, 9, 29)
        np.testing.assert_allclose(
            reference("parabola_slope")(x), autograd.elementwise_grad(PARABOLA)(x), rtol=1e-12, atol=1e-14
        )

    def test_the_documents_minimum(self):
        assert reference("exact_minimum")(1.0, -4.0, 6.0) == (2.0, 2.0)

    @given(st.floats(0.1, 10), st.floats(-10, 10), st.floats(-10, 10), st.floats(-20, 20))
    def test_nothing_lies_below_the_exact_minimum(self, a, b, c, elsewhere):
        x, y = reference("exact_minimum")(a, b, c)
        assert y <= a * elsewhere**2 + b * elsewhere + c + 1e-9
        assert math.isclose(y, a * x**2 + b * x + c, rel_tol=1e-9, abs_tol=1e-9)
        assert math.isclose(y, c - b * b / (4 * a), rel_tol=1e-9, abs_tol=1e-9)


class TestDescent:
    def test_the_documents_33_points_are_truncated_not_rounded(self):
        x = reference("descend")(PARABOLA_SLOPE, 8.0, 0.1, 33)[1:]
        assert TABLE.size == 33
        np.testing.assert_allclose(reference("truncate")(x + 1e-9, 2), TABLE, rtol=1e-12)
        assert np.isclose(np.round(x, 2), TABLE).sum() == 14
        np.testing.assert_allclose(x[-1], 2.003803, atol=5e-7)

    @given(st.floats(-50, 50), st.floats(0.01, 1.2), st.integers(0, 30))
    def test_the_walk_on_the_parabola_has_a_closed_form(self, x, rate, steps):
        path = reference("descend")(PARABOLA_SLOPE, x, rate, steps)
        np.testing.assert_allclose(path, walk(x, rate, steps), rtol=1e-9, atol=1e-9)

    def test_the_rates_of_content(self):
        descend = reference("descend")
        assert descend(PARABOLA_SLOPE, 8.0, 0.5, 1).tolist() == [8.0, 2.0]
        assert descend(PARABOLA_SLOPE, 8.0, 1.0, 4).tolist() == [8.0, -4.0, 8.0, -4.0, 8.0]
        assert (np.diff(np.abs(descend(PARABOLA_SLOPE, 8.0, 1.05, 20) - 2)) > 0).all()

    def test_x_is_never_exactly_2_in_the_documents_walk(self):
        assert (reference("descend")(PARABOLA_SLOPE, 8.0, 0.1, 100) > 2).all()

    @given(st.floats(0.01, 0.9), st.floats(0.001, 1.0))
    def test_how_many_steps_agrees_with_the_logarithm(self, rate, tolerance):
        path = walk(8.0, rate, 400)
        k = reference("steps_until")(path, 2.0, tolerance)
        distance = np.abs(path - 2)
        assert k == -1 or (distance[k] < tolerance and (distance[:k] >= tolerance).all())
        factor = abs(1 - 2 * rate)
        if 0.02 < factor < 0.97:
            assert abs(k - math.log(tolerance / 6) / math.log(factor)) <= 1 + 1e-6

    @pytest.mark.parametrize(
        ("rate", "word"), [(0.1, "creeps"), (0.5, "lands"), (0.8, "swings"), (1, "alternates"), (1.05, "diverges")]
    )
    def test_a_rate_does_what_its_word_says(self, rate, word):
        assert reference("classify_rate")(rate, 2.0) == word
        distance = reference("descend")(PARABOLA_SLOPE, 8.0, rate, 6) - 2
        sizes, sides = np.abs(distance), np.sign(np.round(distance, 12))
        seen = (
            "lands"
            if not sides[1:].any()
            else "alternates"
            if np.allclose(sizes, 6)
            else "diverges"
            if sizes[-1] > 6
            else "creeps"
            if (sides > 0).all()
            else "swings"
        )
        assert seen == word


class TestOtherWays:
    def test_newton_lands_in_one_step_on_the_parabola_only(self):
        assert reference("newton")(PARABOLA_SLOPE, PARABOLA_CURVATURE, 8.0, 2).tolist() == [8.0, 2.0, 2.0]
        path = reference("newton")(QUARTIC_SLOPE, QUARTIC_CURVATURE, 4.0, 8)
        assert abs(path[1] - 2.25) > 0.5
        np.testing.assert_allclose(path[-1], 2.25, rtol=1e-12)

    def test_newton_may_walk_to_a_flat_place_that_is_no_minimum(self):
        x = reference("newton")(QUARTIC_SLOPE, QUARTIC_CURVATURE, 0.4, 30)[-1]
        assert abs(x) < 1e-6 and abs(QUARTIC_SLOPE(x)) < 1e-9
        assert QUARTIC(0.1) < QUARTIC(0) < QUARTIC(-0.1)

    @given(st.floats(-9, 1), st.floats(3, 9), st.integers(2, 60))
    def test_grid_search_finds_a_neighbour_of_the_minimum(self, low, high, count):
        x = reference("grid_search")(PARABOLA, low, high, count)
        assert abs(x - 2) <= (high - low) / (count - 1) / 2 + 1e-9


class TestNeuron:
    @each_neuron
    def test_the_gradients_agree_with_hips_autograd(self, neuron):
        self.compare(neuron)

    @settings(max_examples=25, deadline=None)
    @given(st.integers(0, 10_000), st.integers(1, 6), st.integers(1, 9))
    def test_the_gradients_agree_for_any_neuron(self, seed, n_x, N):
        self.compare(make_neuron(seed, n_x, N))

    def compare(self, neuron):
        gradients = reference("neuron_gradients")(*neuron.given)
        oracle = autograd.grad(quadratic_cost)({"w": neuron.w, "b": neuron.b}, neuron.X, neuron.Y)
        for name in oracle:
            np.testing.assert_allclose(gradients["d" + name], oracle[name], rtol=1e-9, atol=1e-14)

    @each_neuron
    def test_output_and_cost_agree_with_the_plain_sum(self, neuron):
        cost = reference("neuron_cost")(reference("neuron_output")(neuron.X, neuron.w, neuron.b), neuron.Y)
        np.testing.assert_allclose(cost, quadratic_cost({"w": neuron.w, "b": neuron.b}, neuron.X, neuron.Y), rtol=1e-12)

    def test_the_documents_sigmoid_lacks_the_minus(self):
        two = np.array([[2.0]])
        assert f"{reference('neuron_output')(two, np.ones((1, 1)), np.zeros((1, 1)))[0, 0]:.3f}" == "0.881"
        assert f"{1 / (1 + np.exp(2.0)):.3f}" == "0.119"

    def test_the_documents_two_costs_differ_by_a_factor_of_two(self):
        Y_hat, Y = np.array([[0.2, 0.7]]), np.array([[0.0, 1.0]])
        np.testing.assert_allclose(reference("neuron_cost")(Y_hat, Y), 0.0325)
        np.testing.assert_allclose(np.mean((Y_hat - Y) ** 2), 0.065)


class TestNetwork:
    @each_network
    def test_the_given_gradients_agree_with_hips_autograd(self, network):
        gradients = backward(network.X, network.Y, network.parameters, forward(network.X, network.parameters))
        oracle = autograd.grad(logistic_cost)(network.parameters, network.X, network.Y)
        for name in oracle:
            np.testing.assert_allclose(gradients["d" + name], oracle[name], rtol=1e-9, atol=1e-14)

    @settings(max_examples=20, deadline=None)
    @given(
        st.integers(0, 10_000),
        st.integers(1, 5),
        st.integers(1, 5),
        st.integers(1, 3),
        st.integers(1, 6),
        st.floats(0.01, 2),
    )
    def test_one_step_is_the_step_of_an_oracle_and_of_one_iteration(self, seed, n_x, n_h, n_y, m, rate):
        network = make_network(seed, n_x, n_h, n_y, m)
        oracle = autograd.grad(logistic_cost)(network.parameters, network.X, network.Y)
        stepped = reference("train_step")(network.X, network.Y, network.parameters, rate)
        trained, costs = reference("train")(network.X, network.Y, network.parameters, rate, 1)
        for name, old in network.parameters.items():
            np.testing.assert_allclose(stepped[name], old - rate * oracle[name], rtol=1e-9, atol=1e-12)
            np.testing.assert_allclose(trained[name], stepped[name], rtol=1e-12)
        np.testing.assert_allclose(costs, [logistic_cost(network.parameters, network.X, network.Y)], rtol=1e-12)

    @each_network
    def test_labels_follow_the_threshold(self, network):
        predict, A2 = reference("predict"), forward(network.X, network.parameters)["A2"]
        assert (predict(network.X, network.parameters, 0.0) == 1).all()
        assert (predict(network.X, network.parameters, 1.0) == 0).all()
        for threshold in (0.3, 0.5, 0.7):
            labels, above = predict(network.X, network.parameters, threshold), np.greater(A2, threshold).astype(float)
            np.testing.assert_array_equal(labels, above)

    @given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=20))
    def test_accuracy_counts_the_right_labels(self, pairs):
        labels, Y = (np.array([row], dtype=float) for row in zip(*pairs, strict=True))
        assert math.isclose(reference("accuracy")(labels, Y), sum(a == b for a, b in pairs) / len(pairs))


class TestTrainingForReal:
    """What lesson and notebook promise about the data, with the functions that students write."""

    def share(self, X, Y, parameters):
        return reference("accuracy")(reference("predict")(X, parameters, 0.5), Y)

    def neuron_share(self, X, Y, iterations):
        parameters = {"w": np.zeros((1, X.shape[0])), "b": np.zeros((1, 1))}
        for _ in range(iterations):
            gradients = reference("neuron_gradients")(X, Y, parameters["w"], parameters["b"])
            parameters = reference("update")(parameters, gradients, 1.0)
        return np.mean((sigmoid(parameters["w"] @ X + parameters["b"]) > 0.5) == Y)

    def test_one_neuron_parts_two_clouds_but_fails_on_the_flower(self):
        assert self.neuron_share(*two_blobs(), 200) == 1
        assert 0.45 < self.neuron_share(*planar_flower(noise=0.05), 1000) < 0.6

    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_the_network_learns_the_flower_and_its_cost_only_falls(self, seed):
        X, Y = planar_flower(noise=0.05)
        trained, costs = reference("train")(X, Y, start_parameters(2, 8, 1, seed), 1.0, 2000)
        assert self.share(X, Y, trained) >= 0.95
        assert (np.diff(costs) < 0).all() and costs[-1] < 0.1
        assert math.isclose(costs[0], compute_cost(forward(X, start_parameters(2, 8, 1, seed))["A2"], Y))

    @pytest.mark.parametrize("seed", [1, 2])
    def test_the_network_reads_digits_that_it_has_never_seen(self, seed):
        digits = load_digits_pair(1, 8)
        trained, _ = reference("train")(digits.X_train, digits.Y_train, start_parameters(64, 8, 1, seed), 0.2, 1000)
        assert self.share(digits.X_train, digits.Y_train, trained) == 1
        assert 0.94 <= self.share(digits.X_test, digits.Y_test, trained) < 1
