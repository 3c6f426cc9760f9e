"""The descent explorer without a browser: where its walks go, what it says about them and about wrong functions."""

import base64

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.explorers import DescentExplorer
from helpers.explorers.common.explorer import SettingError
from helpers.explorers.descent.walk import Ground
from tests.support.display import displayed
from tests.support.wrong_functions import WRONG_FUNCTIONS

pytestmark = pytest.mark.filterwarnings("error")
WIDGET = "application/vnd.jupyter.widget-view+json"


def parabola(x):
    return x**2 - 4 * x + 6


def parabola_slope(x):
    return 2 * x - 4


def descend(slope, x, rate, steps):
    """The definition, with the function itself and no samples."""
    path = [x]
    for _ in range(steps):
        path.append(path[-1] - rate * slope(path[-1]))
    return np.array(path)


@pytest.fixture(scope="module")
def ground():
    return Ground(parabola, parabola_slope, (-12.0, 16.0), "y", "x")


# ---------------------------------------------------------------- walks


def test_the_default_is_the_walk_of_the_document():
    explorer = DescentExplorer(steps=33)
    exact = 2 + 6 * 0.8 ** np.arange(34)
    np.testing.assert_allclose(explorer.path, exact, rtol=0, atol=1e-12)
    shown = [f"{x:.{explorer.spec['decimals']}f}" for x in explorer.path]
    assert shown == [f"{x:.6f}" for x in exact] and shown[-1] == "2.003803"


def test_without_a_slope_the_measured_one_shows_the_same_digits():
    explorer = DescentExplorer(parabola, steps=40)
    np.testing.assert_allclose(explorer.path, 2 + 6 * 0.8 ** np.arange(41), rtol=0, atol=1e-9)


@given(x0=st.floats(-12, 16), rate=st.floats(0, 1.2))
@settings(max_examples=200, deadline=None)
def test_every_walk_on_the_parabola_is_exact_until_it_leaves_the_range(ground, x0, rate):
    walk = ground.walk(x0, rate, 40)
    exact = 2 + (x0 - 2) * (1 - 2 * rate) ** np.arange(41)
    inside = walk.x.size
    np.testing.assert_allclose(walk.x, exact[:inside], rtol=0, atol=1e-9)
    if walk.left_to is None:
        assert inside == 41
    else:
        assert walk.left_to == pytest.approx(exact[inside]) and not -12 <= walk.left_to <= 16


CURVED = {
    "cosine": (np.cos, lambda x: -np.sin(x), 1.0),
    "two valleys": (lambda x: x**4 / 20 - x**2, lambda x: x**3 / 5 - 2 * x, 0.3),
    "exponential": (lambda x: np.exp(x) - 2 * x, lambda x: np.exp(x) - 2, 1.5),
    "logistic loss": (lambda x: np.log1p(np.exp(-x)), lambda x: -1 / (1 + np.exp(x)), -3.0),
}


@pytest.mark.parametrize("kind", CURVED)
@pytest.mark.parametrize("with_slope", [True, False])
def test_walks_on_curves_that_are_no_parabola(kind, with_slope):
    f, slope, start = CURVED[kind]
    explorer = DescentExplorer(f, slope if with_slope else None, x0=start, steps=40, x_min=-6, x_max=6)
    np.testing.assert_allclose(explorer.path, descend(slope, start, 0.1, 40), rtol=0, atol=2e-7)


def test_a_kink_is_walked_over_not_smoothed():
    explorer = DescentExplorer(np.abs, np.sign, x0=1.3, rate=0.5, steps=6, x_min=-6, x_max=6)
    np.testing.assert_allclose(explorer.path, [1.3, 0.8, 0.3, -0.2, 0.3, -0.2, 0.3], atol=1e-9)


def test_each_function_is_called_once():
    calls = []

    def counted(x):
        calls.append(x.shape)
        return parabola(x)

    explorer = DescentExplorer(counted, parabola_slope)
    explorer.x0, explorer.rate = 3.0, 0.7
    explorer.describe()
    assert len(calls) == 1


# ---------------------------------------------------------------- what happens

VERDICTS = [
    (
        {"rate": 0.1, "steps": 12},
        "closer",
        "0.8 times as long as the last; at this pace each further decimal takes about 10 steps",
    ),
    ({"rate": 0.5, "steps": 1}, "one_step", "lands in one step"),
    ({"rate": 0.5, "steps": 30}, "one_step", "lands in one step"),
    ({"rate": 0.9, "steps": 5}, "across", "jumps across the lowest point and comes closer: the next jump is 0.8 times"),
    ({"rate": 1, "steps": 5}, "alternates", "alternates between x = 8 and x = −4"),
    ({"rate": 1.05, "steps": 3}, "diverges", "diverges: each jump lands on the other side, and the next is 1.1 times"),
    (
        {"rate": 1.05, "steps": 30},
        "flies",
        "diverges: the next jump would be 1.1 times as long as the last and go to x = −12.14769",
    ),
    ({"rate": 0.1, "steps": 0}, "begin", "slope here is 12. The first step goes against it, to x = 6.8"),
    ({"rate": 1.2, "steps": 1, "x0": -11}, "left", "Step 1 would go to x = 20.2, outside the picture"),
    ({"rate": 0.45, "steps": 30}, "arrived", "has arrived"),
    ({"rate": 0, "steps": 5}, "tiny", "so small that nothing seems to move"),
    ({"x0": 2, "rate": 0.3}, "flat", "flat here"),
    ({"f": lambda x: 3 * x, "steps": 4}, "even", "same as before"),
    ({"f": lambda x: -(x**2), "x0": 1, "steps": 4}, "longer", "gets steeper: the next step is 1.2 times"),
    ({"f": parabola, "slope": lambda x: 4 - 2 * x, "x0": 3, "steps": 4}, "higher", "ended higher than it began"),
    ({"f": np.log, "x0": -3}, "nowhere", "no number at x = −3"),
    ({"f": parabola, "slope": lambda x: np.log(x), "x0": -3}, "nowhere", "no number at x = −3"),
]


@pytest.mark.parametrize(
    ("setting", "key", "sentence"), VERDICTS, ids=[f"{key}-{i}" for i, (_, key, _) in enumerate(VERDICTS)]
)
def test_it_says_what_happens(setting, key, sentence):
    explorer = DescentExplorer(**setting)
    assert explorer.ground.judge(explorer.walk())[0] == key
    assert sentence in explorer.verdict() and explorer.verdict() in explorer.describe()


@given(x0=st.floats(-12, 16), rate=st.floats(0.001, 1.2), steps=st.integers(2, 40))
@settings(max_examples=200, deadline=None)
def test_the_verdict_fits_the_factor(ground, x0, rate, steps):
    walk = ground.walk(x0, rate, steps)
    key, factor = ground.judge(walk)[0], 1 - 2 * rate
    allowed = {"flat", "one_step", "arrived", "begin", "tiny"}
    if abs(abs(factor) - 1) > 1e-5:
        allowed |= {"closer"} if 0 < factor < 1 else {"across"} if -1 < factor < 0 else {"diverges", "flies", "left"}
    else:
        allowed |= {"alternates", "diverges", "across", "flies", "left"}
    assert key in allowed


def test_the_lowest_place_is_marked_where_there_is_one():
    assert DescentExplorer().spec["lowest"] == pytest.approx(2, abs=1e-9)
    assert DescentExplorer(lambda x: np.exp(x) - 2 * x, x_min=-3, x_max=3).spec["lowest"] == pytest.approx(
        np.log(2), abs=1e-3
    )
    for f in (np.cos, lambda x: -(x**2), lambda x: 0 * x):  # two of them, none inside, everywhere
        assert DescentExplorer(f, x_min=-6, x_max=6).spec["lowest"] is None


def test_a_wrong_slope_is_named():
    explorer = DescentExplorer(parabola, lambda x: 2 * x - 5)
    assert "Your y′ and a very small triangle disagree" in explorer.describe()
    assert explorer.spec["worstX"] is not None
    assert DescentExplorer(parabola, parabola_slope).spec["worstX"] is None


# ---------------------------------------------------------------- wrong functions


def with_if(x):
    return x if x > 0 else -x


WRONG = WRONG_FUNCTIONS | {
    "shape": (lambda x: x[:7], "shape (7,) for an array x of shape (2403,)"),
    "nan": (lambda x: x * np.nan, "nan for every x from -12 to 16"),
    "scalars only": (with_if, "such as (x > 0)"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_function_is_explained_not_raised(kind):
    function, sentence = WRONG[kind]
    explorer = DescentExplorer(function, name="cost")
    assert sentence in explorer.problem and explorer.problem in explorer.describe()
    assert explorer.spec["problem"] == explorer.problem
    data, _ = displayed(explorer)
    assert WIDGET in data and "image/png" not in data


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_slope_function_is_explained_and_the_walk_goes_by_the_measured_slope(kind):
    function, sentence = WRONG[kind]
    explorer = DescentExplorer(parabola, function, steps=3)
    assert explorer.problem == "" and sentence in explorer.notes[0] and "Until y′ works" in explorer.notes[0]
    np.testing.assert_allclose(explorer.path, [8, 6.8, 5.84, 5.072], atol=1e-8)
    assert "image/png" in displayed(explorer)[0]


def test_a_function_with_a_hole_is_walked_up_to_it():
    explorer = DescentExplorer(
        lambda x: x - 3 * np.sqrt(x), lambda x: 1 - 1.5 / np.sqrt(x), x0=4, rate=0.5, x_min=-2, x_max=8
    )
    assert explorer.notes[0].startswith("y gives no finite number at")
    np.testing.assert_allclose(explorer.path, descend(lambda x: 1 - 1.5 / np.sqrt(x), 4.0, 0.5, 10), atol=1e-6)
    assert "image/png" in displayed(explorer)[0]


# ---------------------------------------------------------------- traits


def test_traits_stay_in_their_ranges_and_travel_both_ways():
    explorer = DescentExplorer(x0=99, rate=7, steps=99)
    assert (explorer.x0, explorer.rate, explorer.steps) == (16.0, 1.2, 40)
    explorer.x0, explorer.rate, explorer.steps = -99, -1, -3
    assert (explorer.x0, explorer.rate, explorer.steps) == (-12.0, 0.0, 0)
    explorer.set_state({"x0": 3.5, "rate": 0.25, "steps": 2})  # what a message from the browser calls
    np.testing.assert_allclose(explorer.path, [3.5, 2.75, 2.375])
    explorer.steps = np.int64(1)
    assert explorer.get_state(["x0", "rate", "steps"]) == {"x0": 3.5, "rate": 0.25, "steps": 1}


@pytest.mark.parametrize("trait", ["x0", "rate", "steps"])
@pytest.mark.parametrize("value", ["1", None, ..., np.nan, np.inf, True, [1.0]])
def test_traits_must_be_numbers(trait, value):
    explorer = DescentExplorer()
    with pytest.raises(SettingError, match=f"{trait} should be one finite number, but it was set to"):
        setattr(explorer, trait, value)
    with pytest.raises(SettingError, match=f"{trait} should be"):
        DescentExplorer(**{trait: value})


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"steps": 2.5}, "steps should be a whole number, but it was set to 2.5"),
        ({"x_min": 3, "x_max": 3}, "x_min should be less than x_max"),
        ({"max_rate": 0}, "max_rate should be above 0"),
        ({"max_steps": 1000}, "max_steps should be from 1 to 200"),
        ({"x_max": None}, "x_max should be one finite number"),
    ],
)
def test_impossible_settings_are_refused(setting, message):
    with pytest.raises(SettingError, match=message):
        DescentExplorer(**setting)


def test_names_appear_in_every_sentence():
    labels = DescentExplorer(np.cos, name="cost", variable="w", x0=1, x_min=-6, x_max=6).spec["labels"]
    assert labels["x0_slider"] == "start w₀" and labels["column_y"] == "cost"
    assert not [text for text in labels.values() if "{name}" in text or "{var}" in text]


# ---------------------------------------------------------------- where no widget runs


def test_mimebundle_has_the_widget_a_picture_and_a_sentence():
    explorer = DescentExplorer(steps=33)
    data, metadata = displayed(explorer)
    assert set(data) == {WIDGET, "image/png", "text/plain"}
    assert data["text/plain"].startswith(
        "Gradient descent on y from x = 8 with learning rate 0.1: after 33 steps x = 2.003803"
    )
    assert metadata["image/png"]["alt"] == data["text/plain"]
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    explorer.rate = 0.5
    assert displayed(explorer)[0]["image/png"] != data["image/png"]


def test_nothing_is_sampled_or_sent_while_grading(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    calls = []
    explorer = DescentExplorer(calls.append, calls.append)
    assert displayed(explorer)[0] == {"text/plain": "DescentExplorer: not drawn while the notebook is being graded."}
    assert calls == [] and explorer.comm is None and explorer.problem == "" and explorer.notes == []
    explorer.rate = 0.3
    assert explorer.rate == 0.3
