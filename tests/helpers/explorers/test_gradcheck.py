"""The gradient-check explorer without a browser: its measurements, its verdicts, and what it says about wrong
functions.
"""

import base64

import numpy as np
import pytest

from helpers import numerical_gradient
from helpers.explorers import GradcheckExplorer
from helpers.explorers.common.explorer import SettingError
from helpers.explorers.gradcheck.differences import H, make_points, measure
from tests.support.display import displayed
from tests.support.wrong_functions import WRONG_FUNCTIONS

pytestmark = pytest.mark.filterwarnings("error")
WIDGET = "application/vnd.jupyter.widget-view+json"
X = make_points((-6, 6))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_slope(x):
    return sigmoid(x) * (1 - sigmoid(x))


def relu(x):
    return np.maximum(0, x)


RIGHT = {
    "sigmoid": (sigmoid, sigmoid_slope),
    "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    "sine": (np.sin, np.cos),
    "fast sine": (lambda x: np.sin(20 * x), lambda x: 20 * np.cos(20 * x)),
    "parabola": (lambda x: x**2 - 4 * x + 6, lambda x: 2 * x - 4),
    "exponential": (np.exp, np.exp),
    "line": (lambda x: 3 * x + 1, lambda x: np.full_like(x, 3)),
    "constant": (lambda x: 0 * x + 5, lambda x: 0 * x),
    "logarithm": (np.log, lambda x: 1 / x),
    "pole": (lambda x: 1 / x, lambda x: -1 / x**2),
    "large numbers": (lambda x: 1e12 * np.sin(x), lambda x: 1e12 * np.cos(x)),
    "tiny numbers": (lambda x: 1e-12 * np.sin(x), lambda x: 1e-12 * np.cos(x)),
    "relu, 0 at 0": (relu, lambda x: (x > 0) * 1.0),
    "relu, 1 at 0": (relu, lambda x: (x >= 0) * 1.0),
    "leaky relu": (lambda x: np.maximum(0.01 * x, x), lambda x: np.where(x > 0, 1, 0.01)),
    "absolute": (np.abs, np.sign),
    "single precision": (lambda x: np.tanh(x).astype(np.float32), lambda x: 1 - np.tanh(x) ** 2),
    "single precision inside": (lambda x: np.tanh(x.astype(np.float32)), lambda x: 1 - np.tanh(x) ** 2),
}
WRONG_SLOPES = {
    "sigmoid for its slope": (sigmoid, sigmoid, 121),
    "1 − z² for 1 − a²": (np.tanh, lambda x: 1 - x**2, 120),
    "sign": (np.sin, lambda x: -np.cos(x), 121),
    "one part in 100,000": (np.sin, lambda x: 1.00001 * np.cos(x), 121),
    "leaks": (relu, lambda x: np.where(x > 0, 1, 0.01), 60),
    "beyond the kink": (relu, lambda x: np.where(x == 0, 2, x > 0), 1),
    "2 % in single precision": (lambda x: np.sin(x).astype(np.float32), lambda x: 1.02 * np.cos(x), 121),
}


def measured(f, slope=None, x=X):
    with np.errstate(all="ignore"):
        return measure(f, slope, x, "f", "x")


# ---------------------------------------------------------------- measurements


def test_points_and_steps_are_round_numbers():
    assert X.size == 121 and {0.5, -0.3, 0.8, 0.0} <= set(X.tolist())
    assert {1e-15, 1e-5, 1.78e-5, 1e-2, 1.0} <= set(H.tolist()) and H.size == 61
    assert make_points((0, 1)).size <= 161 and make_points((-1e4, 1e4)).size <= 161


def test_measurements_are_real_float64_evaluations():
    data = measured(sigmoid, sigmoid_slope)
    for x, h in ((0.5, 1e-5), (-3.2, 1e-12), (0.8, 1.0)):
        i, j = np.flatnonzero(x == X)[0], np.flatnonzero(h == H)[0]
        above, below = x + h, x - h
        assert data.central[i, j] == (sigmoid(above) - sigmoid(below)) / (above - below)
        assert data.forward[i, j] == (sigmoid(above) - sigmoid(x)) / (above - x)


def test_the_central_difference_at_1e_5_is_the_course_s_numerical_gradient():
    data = measured(np.tanh)
    expected = numerical_gradient(lambda x: np.sum(np.tanh(x)), X)
    j = int(np.flatnonzero(H == 1e-5)[0])
    np.testing.assert_allclose(data.central[:, j], expected, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("kind", RIGHT)
def test_a_right_slope_is_never_blamed(kind):
    data = measured(*RIGHT[kind])
    assert X[data.is_wrong].tolist() == []
    # Where a slope is known, it is extrapolated within its own doubt.
    with np.errstate(all="ignore"):
        known = np.isfinite(data.low) & np.isfinite(data.slope) & ~data.is_kink
        assert known.sum() >= 55
        assert np.all(np.abs(data.low - data.slope)[known] <= 10 * data.doubt[known] + 1e-7 * np.abs(data.slope[known]))


@pytest.mark.parametrize("kind", WRONG_SLOPES)
def test_a_wrong_slope_is_seen(kind):
    f, slope, count = WRONG_SLOPES[kind]
    assert measured(f, slope).is_wrong.sum() == pytest.approx(count, abs=2)


def test_kinks_are_found_and_smooth_curves_have_none():
    assert X[measured(relu).is_kink].tolist() == [0.0]
    assert X[measured(np.abs).is_kink].tolist() == [0.0]
    assert not any(measured(f).is_kink.any() for f in (np.sin, np.exp, sigmoid))


@pytest.mark.parametrize("kind", ["sigmoid", "tanh", "sine", "exponential"])
def test_errors_follow_theory(kind):
    """c·h and c·h² with Taylor's constants from independent derivatives, c/h from rounding."""
    f, slope = RIGHT[kind]
    second, third = {
        "sigmoid": (lambda a: a * (1 - a) * (1 - 2 * a), lambda a: a * (1 - a) * (1 - 6 * a + 6 * a**2)),
        "tanh": (lambda a: -2 * a * (1 - a**2), lambda a: (1 - a**2) * (6 * a**2 - 2)),
        "sine": (lambda a: -a, lambda a: -np.cos(X)),
        "exponential": (lambda a: a, lambda a: a),
    }[kind]
    data = measured(f, slope)
    linear, quadratic = data.theory
    seen = (np.abs(second(f(X))) > 0.05) & (np.abs(third(f(X))) > 0.05)
    np.testing.assert_allclose(linear[seen], np.abs(second(f(X)))[seen] / 2, rtol=0.05)
    np.testing.assert_allclose(quadratic[seen], np.abs(third(f(X)))[seen] / 6, rtol=0.05)
    j = int(np.flatnonzero(H == 1e-3)[0])
    np.testing.assert_allclose(data.errors["forward"][seen, j], linear[seen] * 1e-3, rtol=0.05)
    np.testing.assert_allclose(data.errors["central"][seen, j], quadratic[seen] * 1e-6, rtol=0.05)
    tiny = slice(4, 20)  # 1e-14 to 1e-10: rounding alone, on average as large as expected
    rounded = data.values != 0
    average = np.mean(data.errors["central"][rounded, tiny] * H[tiny], axis=1) / data.rounding[rounded]
    assert 0.05 < np.median(average) < 3


def test_the_best_steps_are_those_of_the_lesson():
    data = measured(sigmoid, sigmoid_slope)
    central, forward = H[data.best["central"]], H[data.best["forward"]]
    assert 3e-6 <= np.median(central) <= 3e-5 and 3e-9 <= np.median(forward) <= 1e-7


# ---------------------------------------------------------------- what is seen

VERDICTS = [
    ({"h": 0.1}, "wide", "Truncation: the triangle is too wide"),
    ({"h": 0.1, "x": 0}, "wide_unbent", "for once as good as the central one"),
    ({"h": 1e-5}, "near", "about the best that the central difference can do"),
    ({"h": 1e-7}, "between", "already so small that rounding counts"),
    ({"h": 1e-13}, "narrow", "agree in about 13 of 16 digits"),
    (
        {"slope": sigmoid, "x": -2},
        "wrong",
        "with small h the slope is 0.104994, but your σ′ says 0.119203. That is 0.0142093 off",
    ),
    ({"f": relu, "slope": None, "x": 0}, "kink", "kink at x = 0: slope 0 on one side, 1 on the other"),
    ({"f": relu, "slope": lambda x: np.full_like(x, 2), "x": 0}, "wrong_at_kink", "says 2, which is neither of them"),
    ({"f": np.log, "slope": lambda x: 1 / x, "h": 1}, "outside", "gives no number at x − h"),
    ({"x_min": -90, "x_max": 90, "x": 70, "h": 1e-15}, "lost", "x + h is the same number as x, since only 16 digits"),
    ({"f": np.log, "slope": lambda x: 1 / x, "x": -1}, "nowhere", "gives no number here"),
]


@pytest.mark.parametrize(("setting", "key", "sentence"), VERDICTS, ids=[key for _, key, _ in VERDICTS])
def test_it_says_what_is_seen(setting, key, sentence):
    explorer = GradcheckExplorer(**{"f": sigmoid, "slope": sigmoid_slope, "x": 0.5, "name": "σ"} | setting)
    assert explorer.differences.judge(*explorer.indices())[0] == key
    assert sentence in explorer.verdict() and explorer.verdict() in explorer.describe()
    assert "image/png" in displayed(explorer)[0]


@pytest.mark.parametrize("x_range", [(-6, 6), (-20, 20), (0, 1e-3), (-1e6, 1e6)])
@pytest.mark.parametrize(
    "f",
    [sigmoid, np.log, lambda x: 1 / x, lambda x: x**2, lambda x: np.exp(x) ** 40, np.round],
    ids=["sigmoid", "log", "pole", "square", "overflow", "steps"],
)
def test_it_has_something_to_say_everywhere(f, x_range):
    explorer = GradcheckExplorer(f, x_min=x_range[0], x_max=x_range[1])
    points = explorer.differences.x
    for x in (points[0], points[-1], 16.0, 0.0, *points[::25]):
        for h in H[::9]:
            explorer.x, explorer.h = float(x), float(h)
            assert len(explorer.describe()) > 60 and "{" not in explorer.describe()


def test_a_slope_that_is_wrong_elsewhere_is_named_with_the_place():
    explorer = GradcheckExplorer(relu, lambda x: np.where(x > 0, 1, 0.01), x=2)
    assert "right here, but not at x = −0.1" in explorer.describe() and explorer.wrong_at() == -0.1
    assert GradcheckExplorer(sigmoid, sigmoid_slope).wrong_at() is None


def test_single_precision_is_named():
    assert "rounds to single precision" in GradcheckExplorer(lambda x: np.tanh(x).astype(np.float32)).notes[0]


# ---------------------------------------------------------------- wrong functions


@pytest.mark.parametrize("kind", WRONG_FUNCTIONS)
def test_a_wrong_function_is_explained_not_raised(kind):
    function, sentence = WRONG_FUNCTIONS[kind]
    explorer = GradcheckExplorer(function, name="cost")
    assert sentence in explorer.problem and explorer.problem in explorer.describe()
    assert explorer.spec["problem"] == explorer.problem
    data, _ = displayed(explorer)
    assert WIDGET in data and "image/png" not in data


@pytest.mark.parametrize("kind", WRONG_FUNCTIONS)
def test_a_wrong_slope_function_is_explained_and_the_extrapolated_slope_serves(kind):
    function, sentence = WRONG_FUNCTIONS[kind]
    explorer = GradcheckExplorer(sigmoid, function, x=0.5, h=1e-2)
    assert explorer.problem == "" and sentence in explorer.notes[0] and "Until f′ works" in explorer.notes[0]
    assert explorer.wrong_at() is None and not explorer.spec["given"]
    assert explorer.errors()[0] == pytest.approx(abs(0.2350021 - sigmoid_slope(0.5)), rel=0.05)


def test_each_function_is_called_once_and_cannot_spoil_the_points():
    calls = []

    def doubles_its_argument(x):
        calls.append(x.shape)
        x *= 2
        return x

    explorer = GradcheckExplorer(doubles_its_argument, doubles_its_argument)
    assert calls == [(121 * (1 + 2 * 61),), (121,)]
    np.testing.assert_array_equal(explorer.differences.values, 2 * X)


# ---------------------------------------------------------------- traits


def test_x_and_h_snap_to_what_was_measured_and_travel_both_ways():
    explorer = GradcheckExplorer(np.tanh, x=99, h=7)
    assert (explorer.x, explorer.h) == (6.0, 1.0)
    explorer.x, explorer.h = -0.26, 1.1e-5
    assert (explorer.x, explorer.h) == (-0.3, 1e-5)
    explorer.set_state({"x": 0.5, "h": 1e-20})  # what a message from the browser calls
    assert explorer.get_state(["x", "h"]) == {"x": 0.5, "h": 1e-15}


@pytest.mark.parametrize("trait", ["x", "h"])
@pytest.mark.parametrize("value", ["1", None, ..., np.nan, np.inf, True, [1.0]])
def test_traits_must_be_numbers(trait, value):
    explorer = GradcheckExplorer(np.tanh)
    with pytest.raises(SettingError, match=f"{trait} should be one finite number, but it was set to"):
        setattr(explorer, trait, value)
    with pytest.raises(SettingError, match=f"{trait} should be"):
        GradcheckExplorer(np.tanh, **{trait: value})


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"h": 0}, "h should be above 0"),
        ({"h": -1e-5}, "h should be above 0"),
        ({"x_min": 6}, "x_min should be less"),
    ],
)
def test_impossible_settings_are_refused(setting, message):
    with pytest.raises(SettingError, match=message):
        GradcheckExplorer(np.tanh, **setting)


def test_names_appear_in_every_sentence():
    labels = GradcheckExplorer(np.tanh, name="σ", variable="z").spec["labels"]
    assert labels["x_slider"] == "z" and labels["given_row"] == "your slope σ′(z)"
    assert not [text for text in labels.values() if "{name}" in text or "{var}" in text]


# ---------------------------------------------------------------- where no widget runs


def test_mimebundle_has_the_widget_a_picture_and_a_sentence():
    explorer = GradcheckExplorer(sigmoid, sigmoid_slope, x=0.5, h=1e-2, name="σ", variable="z")
    data, metadata = displayed(explorer)
    assert set(data) == {WIDGET, "image/png", "text/plain"}
    assert data["text/plain"].startswith("Slope of σ at z = 0.5: with h = 0.01 the central difference is off by 1.6e−6")
    assert metadata["image/png"]["alt"] == data["text/plain"]
    explorer.h = 1e-8
    assert base64.b64decode(displayed(explorer)[0]["image/png"]) != base64.b64decode(data["image/png"])


def test_nothing_is_sampled_or_sent_while_grading(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    calls = []
    explorer = GradcheckExplorer(calls.append, calls.append)
    assert displayed(explorer)[0] == {"text/plain": "GradcheckExplorer: not drawn while the notebook is being graded."}
    assert calls == [] and explorer.comm is None and explorer.problem == "" and explorer.notes == []
    explorer.h = 1e-5
    assert explorer.h == 1e-5
