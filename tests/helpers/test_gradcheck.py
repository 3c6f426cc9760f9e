"""Numerical gradients agree with HIPS autograd; a failed check shows index, both numbers, the error and a next step."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from helpers.gradcheck import (
    GradientMismatch,
    check_gradient,
    check_gradients,
    numerical_gradient,
    relative_error,
)

pytestmark = pytest.mark.filterwarnings("error")

FINITE = st.floats(-1e6, 1e6, allow_nan=False)
POINTS = arrays(np.float64, array_shapes(min_dims=0, max_dims=3, max_side=3), elements=st.floats(-2, 2))

# Smooth everywhere, so that a random tower of them is a fair test at every point.
SMOOTH = {
    "sin": anp.sin,
    "tanh": anp.tanh,
    "square": lambda v: 0.3 * v**2,
    "sigmoid": lambda v: 1 / (1 + anp.exp(-v)),
    "log1p": lambda v: anp.log(1 + v**2),
    "affine": lambda v: 1.7 * v - 0.4,
    "mixed": lambda v: v * anp.mean(anp.cos(v)),  # each element depends on all
}
towers = st.lists(st.sampled_from(sorted(SMOOTH)), min_size=1, max_size=3)


def build(tower):
    def f(x):
        for name in tower:
            x = SMOOTH[name](x)
        return anp.sum(x)

    return f


def network(seed=0, n_x=3, n_h=4, n_y=2, m=5):
    """A two-layer network: cost as a function of its parameters, the parameters, and autograd's gradients."""
    rng = np.random.default_rng(seed)
    X, Y = rng.normal(size=(n_x, m)), (rng.random((n_y, m)) > 0.5).astype(float)
    parameters = {
        "W1": rng.normal(size=(n_h, n_x)),
        "b1": rng.normal(size=(n_h, 1)),
        "W2": rng.normal(size=(n_y, n_h)),
        "b2": rng.normal(size=(n_y, 1)),
    }

    def cost(p):
        A1 = anp.tanh(anp.dot(p["W1"], X) + p["b1"])
        A2 = 1 / (1 + anp.exp(-(anp.dot(p["W2"], A1) + p["b2"])))
        return -anp.sum(Y * anp.log(A2) + (1 - Y) * anp.log(1 - A2)) / m

    gradients = {f"d{name}": value for name, value in grad(cost)(parameters).items()}
    return cost, parameters, gradients


class TestNumericalGradient:
    @settings(deadline=None, max_examples=60)
    @given(towers, POINTS)
    def test_agrees_with_autograd_on_random_expressions(self, tower, x):
        f = build(tower)
        exact = grad(f)(x)
        np.testing.assert_allclose(numerical_gradient(f, x), exact, rtol=1e-6, atol=1e-7)

    @settings(deadline=None, max_examples=60)
    @given(POINTS)
    def test_x_and_shape_are_kept(self, x):
        before = x.copy()
        result = numerical_gradient(lambda v: float(np.sum(v**2)), x)
        assert result.shape == x.shape and result.dtype == np.float64 and isinstance(result, np.ndarray)
        np.testing.assert_array_equal(x, before)

    def test_x_is_kept_when_f_raises_or_writes_into_it(self):
        x = np.array([1.0, 2.0, 3.0])

        def breaks(v):
            v *= 100
            raise RuntimeError("no")

        with pytest.raises(RuntimeError):
            numerical_gradient(breaks, x)
        np.testing.assert_array_equal(x, [1, 2, 3])

        def writes(v):
            v **= 2
            return v.sum()

        np.testing.assert_allclose(numerical_gradient(writes, x), 2 * x, rtol=1e-8)
        np.testing.assert_array_equal(x, [1, 2, 3])

    def test_a_read_only_x_will_do(self):
        x = np.arange(3.0)
        x.flags.writeable = False
        np.testing.assert_allclose(numerical_gradient(lambda v: np.sum(v * v), x), 2 * x, atol=1e-9)

    @pytest.mark.parametrize("x", [3.0, np.float64(3.0), np.array(3.0), 3])
    def test_zero_dimensions(self, x):
        result = numerical_gradient(lambda v: v**2, x)
        assert result.shape == ()
        assert result == pytest.approx(6.0, rel=1e-9)

    @pytest.mark.parametrize("dtype", [np.int64, np.float32])
    def test_x_of_another_type_is_taken_as_float64(self, dtype):
        result = numerical_gradient(lambda v: np.sum(v**3), np.array([1, 2], dtype=dtype))
        np.testing.assert_allclose(result, [3, 12], rtol=1e-9)

    def test_the_step_really_taken_is_used(self):
        # x ± 1e-5 is rounded to multiples of 1.5e-11 here: dividing by 2h itself would be wrong by 5e-7.
        assert numerical_gradient(lambda v: 3 * (v - 1e5), 1e5) == pytest.approx(3.0, rel=1e-9)

    def test_a_cost_of_shape_1_1_is_one_number(self):
        np.testing.assert_allclose(numerical_gradient(lambda v: v @ v.T, np.array([[1.0, 2.0]])), [[2, 4]], rtol=1e-8)

    def test_an_empty_array_has_an_empty_gradient(self):
        assert numerical_gradient(np.sum, np.zeros((0, 3))).shape == (0, 3)

    @pytest.mark.parametrize(
        ("f", "words"),
        [
            (lambda v: v, "np.sum"),
            (lambda v: None, "return"),
            (lambda v: "1", "one real number"),
            (lambda v: 1j, "one real number"),
            (lambda v: np.float32(v.sum()), "float64"),
        ],
    )
    def test_f_that_gives_no_number_is_refused(self, f, words):
        with pytest.raises(TypeError, match=words):
            numerical_gradient(f, np.ones(2))

    @pytest.mark.parametrize("h", [0, -1e-5, float("nan")])
    def test_h_must_be_positive(self, h):
        with pytest.raises(ValueError, match="positive"):
            numerical_gradient(np.sum, np.ones(2), h)

    def test_h_must_not_vanish(self):
        with pytest.raises(ValueError, match=r"vanishes beside x = 1e\+20 at \[1\]"):
            numerical_gradient(np.sum, np.array([1.0, 1e20]))


class TestRelativeError:
    @given(FINITE, FINITE)
    def test_follows_the_formula(self, a, b):
        assert relative_error(a, b) == abs(a - b) / max(abs(a) + abs(b), 1e-8)

    @given(POINTS)
    def test_equal_is_zero_and_negated_is_at_most_one(self, a):
        assert not relative_error(a, a).any()
        assert (relative_error(a, -a) <= 1).all()
        assert relative_error(a, a).shape == a.shape

    @pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
    def test_what_is_not_finite_is_never_equal(self, bad):
        assert np.isnan(relative_error(bad, bad)) and np.isnan(relative_error(1.0, bad))


class TestCheckGradient:
    X = np.array([[0.3, -1.2, 0.8], [1.5, 0.4, -0.7]])

    @staticmethod
    def f(x):
        return np.sum(np.sin(x) * x)

    @staticmethod
    def exact(x):
        return np.cos(x) * x + np.sin(x)

    def fail(self, analytic, **options):
        with pytest.raises(GradientMismatch) as caught:
            check_gradient(self.f, self.X, analytic, **options)
        return caught.value

    def test_a_right_gradient_gives_the_largest_error_and_its_place(self):
        result = check_gradient(self.f, self.X, self.exact(self.X))
        error = relative_error(self.exact(self.X), result.numeric)
        assert result.largest_error == error.max() < 1e-9
        assert error[result.index] == error.max()
        np.testing.assert_array_equal(result.errors, error)
        assert f"{result.largest_error:.1e}" in str(result)
        with pytest.raises(AttributeError):
            result.largest_error = 0

    def test_a_message_shows_index_both_numbers_error_and_next_step(self):
        analytic = self.exact(self.X)
        analytic[1, 2] += 0.5
        error = self.fail(analytic, name="dW1")
        message = str(error)
        assert error.index == (1, 2) and error.name == "dW1" and error.analytic == analytic[1, 2]
        for part in (
            "dW1 is wrong at index [1, 2]",
            repr(error.analytic),
            repr(error.numeric),
            f"{error.error:.3g}",
            "at most 1e-07",
            "1 of 6 elements differ",
            "by hand",
        ):
            assert part in message
        assert isinstance(error, AssertionError)

    @settings(deadline=None)
    @given(st.integers(0, 5), st.floats(1e-5, 10) | st.floats(-10, -1e-5))
    def test_any_single_wrong_element_is_found(self, place, change):
        analytic = self.exact(self.X)
        analytic.flat[place] += change
        error = self.fail(analytic)
        assert np.ravel_multi_index(error.index, self.X.shape) == place

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda g: -g, "wrong sign"),
            (lambda g: 5 * g, "5 times"),
            (lambda g: g / 2, "0.5 times"),
            (lambda g: 0 * g, "zero everywhere"),
            (lambda g: g.T, r"shape (3, 2), expected (2, 3)"),
            (lambda g: g.T, "transposed"),
            (lambda g: g[0], "factors"),
            (lambda g: g * [[1, 1, np.nan]], "NaN"),
            (lambda g: g * [[1, 1, np.inf]], "NaN or infinity"),
            (lambda g: None, "is None"),
            (lambda g: "no", "no array of numbers but a value of type str"),
            (lambda g: g + 3e-6 * np.abs(g) * [[1, -1, 1]], "Nearly right"),
        ],
    )
    def test_wrong_gradients_are_named(self, change, words):
        assert words in str(self.fail(change(self.exact(self.X))))

    def test_a_lost_dimension_is_named(self):
        with pytest.raises(GradientMismatch, match="keepdims"):
            check_gradient(np.sum, np.ones((3, 1)), np.ones(3))

    def test_f_that_ignores_its_argument_is_named(self):
        with pytest.raises(GradientMismatch, match="Does f use its argument"):
            check_gradient(lambda x: 1.0, self.X, self.X)

    def test_nan_from_f_fails(self):
        with pytest.raises(GradientMismatch, match="f gives NaN"):
            check_gradient(lambda x: np.nan, self.X, self.X)

    @settings(deadline=None)
    @given(st.floats(1e-9, 1e-3), st.floats(0, 50), st.integers(0, 2**32 - 1))
    def test_small_right_gradients_pass_beside_a_large_cost(self, size, offset, seed):
        w = size * np.random.default_rng(seed).normal(size=4)
        check_gradient(
            lambda x: float(w @ np.sin(x)) + offset, np.array([0.1, 1.0, -2.0, 3.0]), w * np.cos([0.1, 1.0, -2.0, 3.0])
        )

    def test_a_small_slope_is_still_checked(self):
        # σ′(−10) = 4.5e-5: neither 0 nor the slope from a wrong formula passes for it.
        def f(z):
            return np.sum(1 / (1 + np.exp(-z)))

        a = 1 / (1 + np.exp(10.0))
        check_gradient(f, np.array([-10.0]), np.array([a * (1 - a)]))
        for wrong in (0.0, a, 1.0001 * a * (1 - a)):
            with pytest.raises(GradientMismatch):
                check_gradient(f, np.array([-10.0]), np.array([wrong]))

    def test_the_allowance_for_rounding_is_small(self):
        def f(x):
            return 1 + 1e-6 * float(np.sum(x))

        check_gradient(f, np.zeros(2), np.full(2, 1e-6))
        with pytest.raises(GradientMismatch):
            check_gradient(f, np.zeros(2), np.full(2, 1e-6 + 1e-9))

    def test_elements_lost_in_rounding_are_not_counted_as_wrong(self):
        w = np.array([1.0, 1e-7, 2.0])
        with pytest.raises(GradientMismatch, match="1 of 3 elements differ"):
            check_gradient(lambda x: float(w @ np.sin(x)) + 30, np.ones(3), w * np.cos(1) + [0, 0, 1])

    def test_it_never_prints(self, capsys):
        check_gradient(self.f, self.X, self.exact(self.X))
        self.fail(-self.exact(self.X))
        assert capsys.readouterr() == ("", "")

    def test_an_empty_gradient_passes(self):
        assert check_gradient(np.sum, np.zeros(0), np.zeros(0)).largest_error == 0


class TestCheckGradients:
    @pytest.mark.parametrize("seed", range(5))
    def test_a_network_agrees_with_autograd(self, seed):
        cost, parameters, gradients = network(seed)
        result = check_gradients(cost, parameters, gradients)
        assert set(result.results) == set(parameters)
        assert result.largest_error == max(r.largest_error for r in result.results.values()) < 1e-7
        assert f"of {result.worst}" in str(result)
        check_gradients(cost, parameters, {name[1:]: g for name, g in gradients.items()})

    def test_the_worst_parameter_is_named_and_the_others_listed(self):
        cost, parameters, gradients = network()
        gradients["dW1"] = gradients["dW1"] * 5
        gradients["db2"] = gradients["db2"] * 1.1
        with pytest.raises(GradientMismatch) as caught:
            check_gradients(cost, parameters, gradients)
        message = str(caught.value)
        assert caught.value.name == "dW1" and message.startswith("dW1 is wrong at index")
        assert "5 times" in message and "db2 is wrong too" in message and "dW2 agrees" in message

    def test_a_missing_or_misshapen_gradient_is_named(self):
        cost, parameters, gradients = network()
        with pytest.raises(GradientMismatch, match="db2 is missing: gradients holds dW1, db1, dW2"):
            check_gradients(cost, parameters, {k: v for k, v in gradients.items() if k != "db2"})
        with pytest.raises(GradientMismatch, match=r"db1 has shape \(4,\), expected \(4, 1\).*keepdims"):
            check_gradients(cost, parameters, gradients | {"db1": gradients["db1"].ravel()})

    def test_nan_is_the_worst(self):
        cost, parameters, gradients = network()
        gradients["dW1"] = -gradients["dW1"]
        gradients["db2"] = np.full_like(gradients["db2"], np.nan)
        with pytest.raises(GradientMismatch, match="^db2 is wrong"):
            check_gradients(cost, parameters, gradients)

    def test_parameters_are_kept_even_when_f_writes_into_them(self):
        cost, parameters, gradients = network()
        before = {name: value.copy() for name, value in parameters.items()}

        def careless(p):
            result = cost(p)
            for value in p.values():
                value *= 0
            return result

        check_gradients(careless, parameters, gradients)
        for name, value in before.items():
            np.testing.assert_array_equal(parameters[name], value)

    def test_extra_gradients_are_ignored_and_no_parameters_refused(self):
        cost, parameters, gradients = network()
        check_gradients(cost, parameters, gradients | {"dX": None})
        with pytest.raises(ValueError, match="empty"):
            check_gradients(cost, {}, gradients)
