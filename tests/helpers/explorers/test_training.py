"""The training player without a browser: the played values against a training of its own, wrong functions, traits, the
static picture.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data import logic_gate, planar_flower
from helpers.explorers import TrainingExplorer
from helpers.explorers.common.explorer import SettingError
from helpers.explorers.training import recording
from helpers.explorers.training.recording import SIDE, choose_stops, record_training
from tests.support.display import displayed
from tests.support.network import backward, compute_cost, forward, start, train

pytestmark = pytest.mark.filterwarnings("error")
WIDGET = "application/vnd.jupyter.widget-view+json"
X, Y = planar_flower(60, noise=0.05)


def play(train=train, forward=forward, parameters=None, iterations=12, **settings):
    return TrainingExplorer(
        train, forward, X, Y, start(3) if parameters is None else parameters, iterations=iterations, **settings
    )


def train_at_once(X, Y, parameters, rate, iterations):
    """The parameters at each of 0 … iterations, from one loop of its own."""
    history = [parameters]
    for _ in range(iterations):
        now = history[-1]
        gradients = backward(X, Y, now, forward(X, now))
        history.append({name: now[name] - rate * gradients[f"d{name}"] for name in now})
    return history


# ---------------------------------------------------------------- numbers


@given(iterations=st.integers(1, 300), rate=st.floats(0.01, 2), seed=st.integers(0, 99), n_h=st.integers(1, 5))
def test_played_costs_regions_and_accuracy_are_those_of_a_training_in_one_go(iterations, rate, seed, n_h):
    X, Y = planar_flower(30, seed=seed)
    tape = record_training(train, forward, X, Y, start(n_h, seed), rate, iterations)
    history = train_at_once(X, Y, start(n_h, seed), rate, iterations)
    assert tape.problem == ""
    assert tape.iterations[0] == 0 and tape.iterations[-1] == iterations
    np.testing.assert_allclose(tape.costs, [compute_cost(forward(X, p)["A2"], Y) for p in history], rtol=1e-9)
    (left, right), (low, high) = tape.limits
    across, up = np.meshgrid(np.linspace(left, right, SIDE), np.linspace(low, high, SIDE))
    for index, iteration in list(enumerate(tape.iterations))[:: max(1, iterations // 5)]:
        says = forward(X, history[iteration])["A2"]
        clear = np.abs(says - 0.5)[0] > 1e-9
        np.testing.assert_array_equal(tape.wrong[index][clear], ((says > 0.5) != Y)[0][clear])
        plane = forward(np.stack([across.ravel(), up.ravel()]), history[iteration])["A2"].reshape(SIDE, SIDE)
        np.testing.assert_allclose(tape.probabilities(index), plane, atol=0.501 / 254)


def test_the_browser_gets_the_same_numbers():
    explorer = play()
    sent = explorer.spec["training"]
    assert sent["iterations"] == explorer.recorded == list(range(13))
    np.testing.assert_array_equal(np.frombuffer(sent["costs"]), explorer.recording.costs)
    np.testing.assert_array_equal(np.frombuffer(sent["curve"]).reshape(2, -1), [range(13), explorer.recording.costs])
    np.testing.assert_array_equal(np.frombuffer(sent["points"]).reshape(2, -1), X)
    np.testing.assert_array_equal(np.frombuffer(sent["labels"], np.uint8), Y[0])
    np.testing.assert_array_equal(np.frombuffer(sent["wrong"], np.uint8).reshape(13, 60), explorer.recording.wrong)
    np.testing.assert_array_equal(
        np.frombuffer(sent["fields"], np.uint8).reshape(13, SIDE, SIDE), explorer.recording.fields
    )
    for right, wrong in zip(sent["right"], explorer.recording.wrong, strict=True):
        assert right == [np.sum(~wrong & (Y[0] == kind)) for kind in (0, 1)]
    assert sent["totals"] == [30, 30]


@given(iterations=st.integers(1, 100_000))
def test_stops_run_from_the_start_to_the_end_close_together_at_first(iterations):
    stops = choose_stops(iterations)
    assert stops[0] == 0 and stops[-1] == iterations
    assert len(stops) <= recording.STRETCHES + 1
    assert (np.diff(stops) > 0).all()
    if iterations <= recording.STRETCHES:
        assert len(stops) == iterations + 1
    else:
        assert np.diff(stops)[0] <= np.diff(stops)[-1]


def test_a_long_training_of_many_examples_is_quick_and_small():
    many = planar_flower(3000)
    explorer = TrainingExplorer(train, forward, *many, start(), iterations=100_000)
    sent = explorer.spec["training"]
    assert sum(len(part) for part in sent.values() if isinstance(part, bytes)) < 2**20
    assert "draws 1000 of 3000 examples" in explorer.notes[-1]
    assert "was stopped after" in explorer.notes[0]
    assert explorer.recorded[-1] < 100_000
    assert sum(sent["totals"]) == 3000  # the counts know all examples
    assert sent["right"][-1] == [np.sum(~explorer.recording.wrong[-1] & (many[1][0] == kind)) for kind in (0, 1)]


def test_a_training_over_its_time_limit_is_played_as_far_as_it_came(monkeypatch):
    monkeypatch.setattr(recording, "TIME_LIMIT_SECONDS", 0.0)
    explorer = play(iterations=500)
    assert explorer.recorded == [0] and explorer.problem == ""
    assert "was stopped after 0 of 500 iterations" in explorer.notes[0]


def test_what_train_prints_and_changes_stays_inside(capsys):
    def loud(X, Y, parameters, learning_rate, iterations):
        print("cost?")
        trained, costs = train(X, Y, parameters, learning_rate, iterations)
        for name in parameters:
            parameters[name] *= np.nan
        X *= 0
        return trained, list(costs), "more"

    begin = start(3)
    noisy, quiet = play(loud, parameters=begin), play()
    assert capsys.readouterr().out == ""
    np.testing.assert_array_equal(noisy.recording.costs, quiet.recording.costs)
    np.testing.assert_array_equal(noisy.recording.fields, quiet.recording.fields)
    assert all(np.array_equal(value, begin[name]) for name, value in start(3).items())


@pytest.mark.parametrize("answer", ["A2 in a dict", "(1, m)", "(m,)", "labels", "bool"])
def test_what_forward_may_give(answer):
    forms = {
        "A2 in a dict": forward,
        "(1, m)": lambda X, p: forward(X, p)["A2"],
        "(m,)": lambda X, p: forward(X, p)["A2"][0],
        "labels": lambda X, p: (forward(X, p)["A2"] > 0.5) * 1.0,
        "bool": lambda X, p: forward(X, p)["A2"] > 0.5,
    }
    explorer = play(forward=forms[answer])
    assert explorer.problem == "" and explorer.notes == []
    np.testing.assert_array_equal(explorer.recording.wrong, play().recording.wrong)


# ---------------------------------------------------------------- wrong functions


def not_written(*arguments):
    raise NotImplementedError


def divide(*arguments):
    return 1 / 0


BLANK = "Fill in the blank (...) in "


def with_blank(X, p):
    Z1 = ...
    return {"A2": np.tanh(Z1)}


def reshaping(X, Y, p, rate, steps):
    p, costs = train(X, Y, p, rate, steps)
    return p | {"b2": p["b2"] - np.ones((1, 7))}, costs


WRONG_TRAIN = {
    "blank itself": (..., BLANK),
    "blank": (lambda *_: ..., BLANK),
    "blank parameters": (lambda *_: (..., [1.0]), BLANK),
    "blank cost": (lambda X, Y, p, *_: (p, [...]), BLANK),
    "blank costs": (lambda X, Y, p, *_: (p, ...), BLANK),
    "blank weight": (lambda X, Y, p, *_: (p | {"W1": ...}, [1.0]), BLANK),
    "blank inside": (lambda X, Y, p, *_: (p["W1"] * ..., [1.0]), BLANK),
    "called": (train(X, Y, start(3), 1.0, 1), "train should be a function, but it is a value of type tuple"),
    "none": (lambda *_: None, "returns None"),
    "not written": (not_written, "not_written is not written yet"),
    "raises": (divide, "divide stopped with an error: ZeroDivisionError: division by zero."),
    "arguments": (lambda X, Y: None, "train stopped with an error: TypeError"),
    "parameters only": (
        lambda X, Y, p, *_: p,
        "should return two things, the new parameters and the costs, but it returns a value of type dict",
    ),
    "wrong order": (
        lambda X, Y, p, *_: ([1.0], p),
        "The first thing that train returns should be a dict of parameters, but it is a value of type list",
    ),
    "other names": (
        lambda X, Y, p, *_: ({"W1": p["W1"]}, [1.0]),
        "returns the parameters W1, but it was given W1, b1, W2, b2",
    ),
    "shape": (reshaping, "b2 comes out of reshaping with shape (1, 7), but it went in with (1, 1)"),
    "list weights": (
        lambda X, Y, p, *_: (p | {"W1": [1, 2]}, [1.0]),
        "W1 should be an array of numbers, but it is a value of type list",
    ),
    "text costs": (lambda X, Y, p, *_: (p, "low"), "should be the costs, plain numbers, but it is a value of type str"),
    "fixed count": (lambda X, Y, p, r, n: train(X, Y, p, r, 50), "returns 50 costs for 1 iterations"),
    "last cost": (lambda X, Y, p, r, n: (train(X, Y, p, r, n)[0], []), "returns 0 costs for 1 iterations"),
}
WRONG_FORWARD = {
    "blank itself": (..., BLANK),
    "blank": (lambda X, p: ..., BLANK),
    "blank in the cache": (lambda X, p: {"A2": ...}, BLANK),
    "blank used": (with_blank, BLANK),
    "not written": (not_written, "not written yet"),
    "none": (lambda X, p: None, "returns None"),
    "none in the cache": (lambda X, p: {"A2": None}, "returns None"),
    "raises": (divide, "ZeroDivisionError"),
    "list": (lambda X, p: forward(X, p)["A2"].tolist(), "returns a list, but a NumPy array of shape (1, m) is needed"),
    "other name": (lambda X, p: {"A1": 0, "Z2": 0}, "a dict that holds A1, Z2, but no A2"),
    "hidden layer": (
        lambda X, p: forward(X, p)["A1"],
        "an array of shape (3, 60) for 60 examples. It should be (1, 60)",
    ),
    "rows": (lambda X, p: forward(X, p)["A2"].T, "shape (60, 1) for 60 examples"),
    "one number": (lambda X, p: 0.5, "shape () for 60 examples"),
    "kind": (lambda X, p: forward(X, p)["A2"] * 1j, "an array of complex128 instead of numbers"),
    "text": (lambda X, p: "yes", "type str instead of numbers"),
    "nan": (lambda X, p: forward(X, p)["A2"] * np.nan, "gives nan for every point at the very start"),
    "called": (forward(X, start(3)), "should be a function"),
}
WRONG_PARAMETERS = {
    "blank": (..., BLANK),
    "blank weight": ({"W1": ...}, BLANK),
    "none": (None, "should be a dict of arrays such as W1 and b1, but they are None"),
    "empty": ({}, "should be a dict of arrays"),
    "list": ({"W1": [[1.0]]}, "W1 should be an array of numbers, but it is a value of type list"),
    "text": ({"W1": np.array(["a"])}, "W1 should be an array of numbers"),
}
WRONG = (
    [pytest.param(*case, "train", id=f"train: {name}") for name, case in WRONG_TRAIN.items()]
    + [pytest.param(*case, "forward", id=f"forward: {name}") for name, case in WRONG_FORWARD.items()]
    + [pytest.param(*case, "parameters", id=f"parameters: {name}") for name, case in WRONG_PARAMETERS.items()]
)


@pytest.mark.parametrize(("wrong", "sentence", "which"), WRONG)
def test_wrong_functions_and_parameters_are_explained_not_raised(wrong, sentence, which):
    arguments = {"train": train, "forward": forward, "X": X, "Y": Y, "parameters": start(3)} | {which: wrong}
    explorer = TrainingExplorer(**arguments, iterations=3)
    assert sentence in explorer.problem
    assert explorer.spec["problem"] == explorer.problem and "training" not in explorer.spec
    assert explorer.problem in explorer.describe()
    data, _ = displayed(explorer)
    assert WIDGET in data and "image/png" not in data
    assert explorer.recorded == [] and np.isnan(explorer.cost) and np.isnan(explorer.accuracy)


def test_a_training_that_breaks_on_the_way_is_played_until_there():
    def breaks(X, Y, p, rate, steps):
        p, costs = train(X, Y, p, rate, steps)
        p["b2"] = p["b2"] - 1
        if p["b2"] < -4.5:
            raise ValueError("too low")
        return p, costs

    explorer = play(breaks)
    assert explorer.problem == "" and 2 <= len(explorer.recorded) <= 7
    assert (
        f"played up to iteration {explorer.recorded[-1]} only. breaks stopped with an error: ValueError: too low."
        in explorer.notes[-1]
    )
    assert explorer.recording.costs.size == explorer.recorded[-1] + 1


def frozen(X, Y, p, rate, steps):
    return p, train(X, Y, p, rate, steps)[1]


def at_first(X, Y, p, rate, steps):
    return train(X, Y, p, rate, steps)[0], [0.7] * steps


def exploding(X, Y, p, rate, steps):
    return {name: value * 1e200**steps for name, value in p.items()}, [1.0] * steps


def lost_cost(X, Y, p, rate, steps):
    p, costs = train(X, Y, p, rate, steps)
    return p, np.where(costs < 0.69, np.nan, costs)


STRANGE = {
    "frozen": ({"train": frozen}, "After 12 iterations every parameter is still what it was at the start."),
    "zero start": (
        {"parameters": {name: 0 * value for name, value in start(3).items()}},
        "Either all gradients are 0, or train does not keep",
    ),
    "uphill": ({"learning_rate": -0.5}, "is a minus missing"),
    "cost stays": ({"train": at_first}, "The cost stays at 0.7 although the parameters change."),
    "jumps": ({"learning_rate": 8.0, "iterations": 80}, "iterations instead of falling: the learning rate 8 is large"),
    "diverges": ({"train": exploding}, "the training has diverged"),
    "cost lost": ({"train": lost_cost, "iterations": 40}, "The cost is not a finite number at"),
    "no sigmoid": (
        {"forward": lambda X, p: p["W2"] @ forward(X, p)["A1"]},
        "but a probability lies between 0 and 1. Is there a sigmoid",
    ),
}


@pytest.mark.parametrize("kind", STRANGE)
def test_a_strange_training_is_played_and_named(kind):
    settings, sentence = STRANGE[kind]
    explorer = play(**settings)
    assert explorer.problem == ""
    assert sentence in " ".join(explorer.notes)
    assert len(explorer.notes) == 1, explorer.notes
    assert explorer.spec["notes"] == explorer.notes and explorer.notes[0] in explorer.describe()
    assert "image/png" in displayed(explorer)[0]


def test_a_good_training_is_blamed_for_nothing():
    for rate in (0.1, 0.5, 1.0, 2.0):
        assert play(iterations=300, learning_rate=rate).notes == []


# ---------------------------------------------------------------- traits and settings


def test_the_iteration_moves_to_the_nearest_recorded_one_and_the_numbers_follow():
    explorer = play(iterations=1000, iteration=10**5)
    assert explorer.iteration == 1000
    history = train_at_once(X, Y, start(3), 1.0, 1000)
    for wanted in (0, 7, 333, 998.0, np.int64(4), np.array(3)):
        explorer.iteration = wanted
        nearest = min(explorer.recorded, key=lambda recorded: abs(recorded - wanted))
        assert explorer.iteration == nearest and type(explorer.iteration) is int
        says = forward(X, history[nearest])["A2"]
        assert explorer.cost == pytest.approx(compute_cost(says, Y), rel=1e-9)
        assert explorer.accuracy == pytest.approx(np.mean((says > 0.5) == Y))
        assert f"Iteration {nearest} of 1000: cost {explorer.cost:.4g}" in explorer.describe()


def test_the_iteration_travels_both_ways():
    explorer = play()
    seen = []
    explorer.observe(lambda change: seen.append(change["new"]), "iteration")
    explorer.set_state({"iteration": 5})  # what a message from the browser calls
    explorer.iteration = 7
    assert seen == [5, 7] and explorer.get_state(["iteration"]) == {"iteration": 7}


@pytest.mark.parametrize("value", ["1", None, ..., np.nan, np.inf, True, [1], np.zeros(3), 1j, 2.5, -1])
def test_the_iteration_must_be_a_whole_number(value):
    explorer = play(iteration=3)
    with pytest.raises(SettingError, match="iteration should be a whole number from 0 to 100000, but it was set to"):
        explorer.iteration = value
    assert explorer.iteration == 3
    with pytest.raises(SettingError, match="iterations should be a whole number from 1 to 100000"):
        play(iterations=value)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"X": X.T}, r"shape \(2, m\). It is an array of shape \(60, 2\)"),
        ({"X": X.tolist()}, "It is a value of type list"),
        ({"X": ...}, "It is a value of type ellipsis"),
        ({"X": X[:, :0], "Y": Y[:, :0]}, r"shape \(2, 0\)"),
        ({"X": X * np.nan}, "finite numbers"),
        ({"Y": Y[0]}, r"shape \(1, 60\). It is an array of shape \(60,\)"),
        ({"Y": 2 * Y}, "nothing but 0 and 1, but it holds 2"),
        ({"learning_rate": "fast"}, "learning_rate should be one finite number"),
        ({"iterations": 0}, "iterations should be a whole number from 1 to 100000, but it was set to 0"),
        ({"iterations": 100_001}, "from 1 to 100000"),
        ({"iteration": "last"}, "iteration should be a whole number from 0 to 100000"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(settings, sentence):
    usable = {"train": train, "forward": forward, "X": X, "Y": Y, "parameters": start(3)}
    with pytest.raises(SettingError, match=sentence):
        TrainingExplorer(**usable | settings)


# ---------------------------------------------------------------- where no widget runs


def test_the_picture_shows_the_state_and_the_end_and_leaves_pyplot_alone():
    import matplotlib.pyplot as plt
    from matplotlib.figure import Figure

    explorer = play(iterations=200)
    first = displayed(explorer)[0]["image/png"]
    titles = []
    for iteration in (0, 50, 200):
        explorer.iteration = iteration
        figure = Figure()
        assert explorer.draw_static(figure)
        titles.append([ax.get_title().split(":")[0] for ax in figure.axes[:2]])
        assert all(ax.get_xlabel() and ax.get_ylabel() for ax in figure.axes)
    assert titles == [
        ["iteration 0", "iteration 200"],
        ["iteration 50", "iteration 200"],
        ["iteration 0", "iteration 200"],
    ]
    data, metadata = displayed(explorer)
    assert set(data) == {WIDGET, "image/png", "text/plain"} and data["image/png"] != first
    assert metadata["image/png"]["alt"] == data["text/plain"] == explorer.describe()
    assert plt.get_fignums() == []


def test_two_gates_and_one_iteration_can_be_drawn():
    explorer = TrainingExplorer(train, forward, *logic_gate("xor"), start(2), iterations=1)
    assert explorer.recorded == [0, 1]
    assert "image/png" in displayed(explorer)[0]


def test_nothing_is_trained_or_sent_while_grading(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    calls = []
    explorer = TrainingExplorer(calls.append, calls.append, ..., None, ...)
    data, metadata = displayed(explorer)
    assert data == {"text/plain": "TrainingExplorer: not drawn while the notebook is being graded."}
    assert metadata == {} and calls == [] and explorer.comm is None
    explorer.iteration = 20
    assert explorer.iteration == 20 and explorer.problem == "" and explorer.notes == [] and explorer.recorded == []
    assert explorer.describe() == "The training player was not run."
