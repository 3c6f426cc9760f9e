"""The data are what they are said to be: shapes, seeds, separability, source; errors are one clear line."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import data

pytestmark = pytest.mark.filterwarnings("error")


def train_logistic(X, Y, iterations=1500, rate=0.5):
    """Plain logistic regression: the accuracy it reaches on its own training data."""
    w, b = np.zeros((1, X.shape[0])), 0.0
    for _ in range(iterations):
        dz = 1 / (1 + np.exp(-(w @ X + b))) - Y
        w, b = w - rate * dz @ X.T / X.shape[1], b - rate * dz.mean()
    return float(np.mean((w @ X + b > 0) == Y))


class TestLogicGate:
    @pytest.mark.parametrize(
        ("name", "gate"),
        [
            ("and", lambda a, b: a and b),
            ("or", lambda a, b: a or b),
            ("xor", lambda a, b: a != b),
            ("nand", lambda a, b: not (a and b)),
        ],
    )
    def test_truth_table(self, name, gate):
        for spelling in (name, name.upper()):
            X, Y = data.logic_gate(spelling)
            assert X.shape == (2, 4) and Y.shape == (1, 4) and X.dtype == Y.dtype == np.float64
            assert len({tuple(column) for column in X.T}) == 4
            for (a, b), y in zip(X.T, Y[0], strict=True):
                assert y == gate(bool(a), bool(b))

    @pytest.mark.parametrize("name", ["nor", "", None, 3])
    def test_an_unknown_gate_is_one_clear_line(self, name):
        with pytest.raises(ValueError, match=r"^There is no gate .*; choose one of and, or, xor, nand\.$"):
            data.logic_gate(name)

    def test_results_are_fresh(self):
        data.logic_gate("and")[0][:] = 7
        assert data.logic_gate("and")[0].max() == 1


@pytest.mark.parametrize("make", [data.two_blobs, data.planar_flower])
class TestToySets:
    @settings(deadline=None, max_examples=30)
    @given(m=st.integers(2, 300), seed=st.integers(0, 2**32 - 1))
    def test_shapes_classes_and_determinism(self, make, m, seed):
        X, Y = make(m, seed)
        assert X.shape == (2, m) and Y.shape == (1, m) and X.dtype == Y.dtype == np.float64
        assert np.isfinite(X).all() and set(np.unique(Y)) == {0.0, 1.0}
        assert abs(Y.sum() - m / 2) <= 0.5
        again = make(m, seed)
        np.testing.assert_array_equal(X, again[0])
        np.testing.assert_array_equal(Y, again[1])

    def test_seeds_differ_and_the_global_generator_is_left_alone(self, make):
        before = np.random.get_state()[1].copy()
        assert not np.array_equal(make(50, 1)[0], make(50, 2)[0])
        np.testing.assert_array_equal(np.random.get_state()[1], before)

    def test_examples_are_mixed(self, make):
        Y = make(200, 1)[1][0]
        assert np.count_nonzero(np.diff(Y)) > 60

    @pytest.mark.parametrize("m", [1, 0, -3])
    def test_too_few_examples(self, make, m):
        with pytest.raises(ValueError, match=r"^m must be at least 2, .*got"):
            make(m)


@pytest.mark.parametrize("seed", range(5))
class TestSeparability:
    def test_a_line_separates_the_blobs(self, seed):
        assert train_logistic(*data.two_blobs(300, seed)) == 1.0

    def test_no_line_separates_the_flower(self, seed):
        assert train_logistic(*data.planar_flower(400, seed)) < 0.7

    def test_the_product_of_the_coordinates_separates_the_clean_flower(self, seed):
        X, Y = data.planar_flower(400, seed, noise=0)
        np.testing.assert_array_equal(X[0] * X[1] < 0, Y[0] == 1)


@given(st.integers(2, 200), st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=30)
def test_the_documented_line_separates_any_blobs(m, seed):
    X, Y = data.two_blobs(m, seed)
    np.testing.assert_array_equal(2 * X[0] + X[1] > 0, Y[0] == 1)


def test_noise_must_not_be_negative():
    with pytest.raises(ValueError, match="noise must not be negative"):
        data.planar_flower(10, noise=-1)


class TestDigits:
    def test_the_stored_images_are_those_of_the_source(self):
        with np.load(data.DIGITS_FILE, allow_pickle=False) as stored:
            images, digits = stored["images"], stored["digits"]
        assert images.shape == (1797, 8, 8) and images.dtype == digits.dtype == np.uint8
        # The class counts that UCI publishes for its test file.
        assert np.bincount(digits).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
        assert hashlib.sha256(images.tobytes() + digits.tobytes()).hexdigest() == (
            "87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826"
        )

    def test_source_and_licence_are_stated(self):
        for text in (data.__doc__, Path(data.__file__).with_name("SOURCES.md").read_text(encoding="utf-8")):
            assert "CC BY 4.0" in text and "Alpaydin" in text and "10.24432/C50P49" in text

    def test_a_pair(self):
        pair = data.load_digits_pair()
        assert pair.names == ("3", "8")
        assert pair.X_train.shape == (64, 267) and pair.X_test.shape == (64, 90)
        assert pair.Y_train.shape == (1, 267) and pair.Y_test.shape == (1, 90)
        for X, Y in ((pair.X_train, pair.Y_train), (pair.X_test, pair.Y_test)):
            assert X.dtype == Y.dtype == np.float64
            assert X.min() == 0 and X.max() == 1 and set(np.unique(Y)) == {0, 1}
        with pytest.raises(AttributeError):
            pair.names = ()

    @pytest.mark.parametrize(("first", "second"), [(3, 8), (8, 3), (0, 9), (np.int64(1), np.uint8(7))])
    def test_every_image_of_both_digits_is_there_once_with_its_label(self, first, second):
        pair = data.load_digits_pair(first, second)
        with np.load(data.DIGITS_FILE) as stored:
            images, digits = stored["images"], stored["digits"]
        got = {0: [], 1: []}
        for X, Y in ((pair.X_train, pair.Y_train), (pair.X_test, pair.Y_test)):
            for x, y in zip(X.T, Y[0], strict=True):
                got[int(y)].append(tuple((x * 16).astype(int).tolist()))
        for label, digit in ((0, first), (1, second)):
            assert sorted(got[label]) == sorted(tuple(i.ravel().tolist()) for i in images[digits == digit])
        assert pair.names == (str(int(first)), str(int(second)))

    def test_the_split_is_fixed_and_results_are_fresh(self):
        one, two = data.load_digits_pair(), data.load_digits_pair()
        np.testing.assert_array_equal(one.X_test, two.X_test)
        np.testing.assert_array_equal(one.Y_train, two.Y_train)
        one.X_train[:] = 0
        assert two.X_train.any()

    def test_images_have_the_pixels_of_their_column(self):
        pair = data.load_digits_pair()
        picture = pair.image(5)
        assert picture.shape == (8, 8)
        np.testing.assert_array_equal(picture.ravel(), pair.X_train[:, 5])
        np.testing.assert_array_equal(pair.image(89, "test").ravel(), pair.X_test[:, 89])
        picture[:] = 9
        assert pair.X_train.max() == 1

    def test_image_errors(self):
        pair = data.load_digits_pair()
        with pytest.raises(IndexError, match=r"^There is no test image 90; there are 90, counted from 0\.$"):
            pair.image(90, "test")
        with pytest.raises(ValueError, match="part must be"):
            pair.image(0, "all")

    @pytest.mark.parametrize("digit", [10, -1, "3", 3.0, None, True])
    def test_an_unknown_digit_is_one_clear_line(self, digit):
        for pair in ((digit, 8), (8, digit)):
            with pytest.raises(
                ValueError, match=r"^There are no images of .*; choose two whole numbers from 0 to 9\.$"
            ):
                data.load_digits_pair(*pair)

    def test_the_same_digit_twice_is_one_clear_line(self):
        with pytest.raises(ValueError, match=r"^Both digits are 4: choose two different digits.*$"):
            data.load_digits_pair(4, 4)
