"""Unit 4: the references agree with gradients that HIPS autograd finds by itself, and with document 002 where it is
right.
"""

from __future__ import annotations

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.exercises import find_unit
from autograder.exercises.perceptron import unit
from helpers.data import logic_gate

EXERCISES = find_unit("04_perceptron").exercises
START = np.array([[0.3, -0.2]]), np.array([[0.1]])


def reference(id):
    return EXERCISES[id].reference


def error_of(X, Y, W, b):
    """E of the perceptron, for autograd."""
    return 0.5 * anp.sum((1 / (1 + anp.exp(-(anp.dot(W, X) + b))) - Y) ** 2)


def cases(id):
    return [case.arguments for case in (*EXERCISES[id].visible.cases, *EXERCISES[id].hidden.cases)]


@st.composite
def tasks(draw):
    """X, Y, W, b of any sizes."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    n_x, m = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    return rng.normal(size=(n_x, m)), rng.uniform(size=(1, m)), rng.normal(size=(1, n_x)), rng.normal(size=(1, 1))


@pytest.mark.parametrize("A, Y", cases("error_slope"))
def test_the_slope_of_the_error_agrees_with_hips_autograd(A, Y):
    slope = autograd.grad(lambda A: 0.5 * anp.sum((A - Y) ** 2))(A)
    np.testing.assert_allclose(reference("error_slope")(A, Y), slope, rtol=1e-12)
    assert reference("error")(A, Y) == pytest.approx(
        0.5 * sum((a - y) ** 2 for a, y in zip(A.ravel(), Y.ravel(), strict=True))
    )


@pytest.mark.parametrize("A, Y, c", cases("document_slope"))
def test_the_repaired_slope_agrees_with_hips_autograd(A, Y, c):
    slope = autograd.grad(lambda A: c * anp.sum((A - Y) ** 2))(A)
    np.testing.assert_allclose(reference("document_slope")(A, Y, c), slope, rtol=1e-12)


def test_the_documents_line_is_wrong_by_its_own_numbers():
    A, Y = np.array([[0.2, 0.7]]), np.array([[0.0, 1.0]])
    document = next(
        mistake.implementation for mistake in EXERCISES["document_slope"].mistakes if mistake.id == "bug-still-there"
    )
    assert document(A, Y, 0.5) == pytest.approx(-0.05)
    np.testing.assert_allclose(reference("document_slope")(A, Y, 0.5), [[0.2, -0.3]])
    np.testing.assert_allclose(reference("error_slope")(A, Y), [[0.2, -0.3]])


@pytest.mark.parametrize("z", [-3.0, -0.4, 0.0, 1.3])
def test_the_slope_from_the_cached_answer_agrees_with_hips_autograd(z):
    def sigmoid(z):
        return 1 / (1 + anp.exp(-z))

    assert reference("activation_slope")(np.array([sigmoid(z)])) == pytest.approx(autograd.grad(sigmoid)(z))


@pytest.mark.parametrize("x, W", cases("input_slopes"))
def test_the_slopes_of_the_line_agree_with_hips_autograd(x, W):
    def line(x, W, b):
        return anp.sum(anp.dot(W, x) + b)

    slopes, b = reference("input_slopes")(x, W), np.array([[0.7]])
    for place, (name, variable) in enumerate({"dz_dx": x, "dz_dW": W, "dz_db": b}.items()):
        np.testing.assert_allclose(slopes[name], autograd.grad(line, place)(x, W, b), err_msg=name)
        assert slopes[name].shape == variable.shape


@given(tasks())
def test_the_gradients_agree_with_hips_autograd(task):
    X, Y, W, b = task
    slopes = reference("gradients")(X, Y, W, b)
    np.testing.assert_allclose(slopes["dW"], autograd.grad(error_of, 2)(X, Y, W, b), rtol=1e-9, atol=1e-14)
    np.testing.assert_allclose(slopes["db"], autograd.grad(error_of, 3)(X, Y, W, b), rtol=1e-9, atol=1e-14)


@given(tasks())
def test_the_blocks_put_together_are_the_gradients(task):
    X, Y, W, b = task
    A = 1 / (1 + np.exp(-(W @ X + b)))
    dZ = reference("z_gradient")(A, Y)
    np.testing.assert_allclose(dZ, reference("error_slope")(A, Y) * reference("activation_slope")(A))
    by_line = [reference("input_slopes")(X[:, [i]], W) for i in range(X.shape[1])]
    slopes = reference("gradients")(X, Y, W, b)
    np.testing.assert_allclose(slopes["dW"], reference("weight_gradient")(X, dZ))
    np.testing.assert_allclose(
        slopes["dW"], sum(dz * line["dz_dW"] for dz, line in zip(dZ[0], by_line, strict=True)), atol=1e-15
    )
    np.testing.assert_allclose(slopes["db"], reference("bias_gradient")(dZ))


@given(tasks())
def test_e_is_a_sum_so_two_copies_of_the_examples_double_it(task):
    X, Y, W, b = task
    once, twice = (reference("gradients")(np.tile(X, (1, n)), np.tile(Y, (1, n)), W, b) for n in (1, 2))
    for name in once:
        np.testing.assert_allclose(twice[name], 2 * once[name], atol=1e-15)
    assert reference("error")(np.tile(Y + 0.1, (1, 2)), np.tile(Y, (1, 2))) == pytest.approx(
        2 * reference("error")(Y + 0.1, Y)
    )


@given(tasks(), st.floats(0.01, 2))
def test_a_step_of_training_is_an_update_by_the_gradients_of_hips_autograd(task, learning_rate):
    X, Y, W, b = task
    dW, db = (autograd.grad(error_of, place)(X, Y, W, b) for place in (2, 3))
    step = reference("update")(W, b, dW, db, learning_rate)
    trained, repaired = (reference(id)(X, Y, W, b, learning_rate, 1) for id in ("train", "learn"))
    for name in ("W", "b"):
        np.testing.assert_allclose(trained[name], step[name], rtol=1e-9, atol=1e-13)
        np.testing.assert_allclose(repaired[name], step[name], rtol=1e-9, atol=1e-13)
    assert trained["errors"] == pytest.approx([error_of(X, Y, W, b)])


def test_errors_are_those_before_the_steps():
    X, Y = logic_gate("and")
    long, short = (reference("train")(X, Y, *START, 0.8, n) for n in (6, 5))
    assert len(long["errors"]) == 6
    assert long["errors"][5] == pytest.approx(error_of(X, Y, short["W"], short["b"]))


@pytest.mark.parametrize(("gate", "learned"), [("and", True), ("or", True), ("nand", True), ("xor", False)])
def test_and_and_or_are_learned_and_xor_is_not(gate, learned):
    X, Y = logic_gate(gate)
    end = reference("train")(X, Y, *START, 1.0, 500)
    if learned:
        assert end["errors"][-1] < 0.02
        np.testing.assert_array_equal(reference("predict")(X, end["W"], end["b"]), Y)
    else:
        assert end["errors"][-1] == pytest.approx(0.5)


@given(tasks())
def test_no_perceptron_decides_xor(task):
    _, _, W, b = task
    X, Y = logic_gate("xor")
    assert (reference("predict")(X, np.resize(W, (1, 2)), b) != Y).any()


def test_exactly_one_half_is_a_yes():
    X = np.array([[0.0, 1.0, -1.0], [0.0, 1.0, 0.0]])
    np.testing.assert_array_equal(reference("predict")(X, np.array([[1.0, -1.0]]), np.array([[0.0]])), [[1, 1, 0]])


def test_the_planted_bug_lowers_the_error_and_yet_is_no_gradient_descent():
    """The task says that the error of the wrong loop falls, even further than that of the right one."""
    X, Y = logic_gate("and")
    W, b = np.array([[1.5, -2.0]]), np.array([[0.5]])
    buggy = next(mistake.implementation for mistake in EXERCISES["learn"].mistakes if mistake.id == "bug-still-there")
    wrong, right = (error_of(X, Y, **answer(X, Y, W, b, 1.0, 1000)) for answer in (buggy, reference("learn")))
    assert wrong == pytest.approx(0.0010, abs=5e-5)
    assert right == pytest.approx(0.0053, abs=5e-5)
    quotient = (W - buggy(X, Y, W, b, 1.0, 1)["W"]) / autograd.grad(error_of, 2)(X, Y, W, b)
    assert quotient.min() < 0


def test_sizes_that_could_hide_a_mistake_are_apart_and_hidden_ones_are_fresh():
    visible = {(*task.X.shape, *task.b.shape[:1]) for task in (unit.SMALL, unit.FRACTIONS, unit.ROWS)}
    hidden = {
        (*task.X.shape, *task.b.shape[:1]) for task in (unit.WIDE, unit.LONG, unit.SECRET_FRACTIONS, unit.SECRET_ROWS)
    }
    assert all(len(set(sizes)) == 3 for sizes in visible | hidden)  # n_x, m, n_y
    assert not {sizes[:2] for sizes in visible} & {sizes[:2] for sizes in hidden}
