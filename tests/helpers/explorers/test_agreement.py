"""Where Python and JavaScript both compute, because a drag cannot wait for Python, they give the same."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from helpers.explorers import (
    DescentExplorer,
    EquationExplorer,
    GradcheckExplorer,
    GraphExplorer,
    SlopeExplorer,
    TrainingExplorer,
)
from helpers.explorers.equations.forms import make_equations
from helpers.explorers.equations.shapes import work_out
from tests.helpers.explorers.node import ask
from tests.support import network
from tests.support.graph_nodes import AFFINE, TANH, Add, Mul, sigmoid_nodes, two_layers

pytestmark = pytest.mark.filterwarnings("error")


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_slope(z):
    return sigmoid(z) * (1 - sigmoid(z))


# ---------------------------------------------------------------- between the samples

READ_CURVE = """
import { makeCurve } from "./common/curve.js";
import { measure } from "./slope/triangle.js";
const answer = ({ spec, settings }) => {
  const curve = makeCurve(spec);
  return settings.map(([z, width]) => {
    const { value, numeric, slope, differs, height } = measure(curve, z, width, spec.zRange);
    return { read: [value, numeric, slope], differs, height };
  });
};
"""


@pytest.mark.parametrize(
    ("g", "slope"),
    [
        (np.tanh, None),
        (lambda z: np.maximum(0, z), lambda z: (z >= 0) * 1.0),
        (np.log, np.tanh),
        (lambda z: 1 / z, None),
        (lambda z: np.tanh(z).astype(np.float32), None),
    ],
    ids=["tanh", "relu", "log with a wrong slope", "pole", "single precision"],
)
def test_the_curve_is_read_alike_and_the_triangle_on_it_has_the_same_height(g, slope):
    explorer = SlopeExplorer(g, slope)
    rng = np.random.default_rng(0)
    zs = [-6.0, 0.0, 6.0, *rng.uniform(-6, 6, 400).tolist(), *explorer.curve.z[::20].tolist()]
    widths = np.geomspace(*explorer._width_range, len(zs)).tolist()
    settings = list(zip(zs, rng.permutation(widths).tolist(), strict=True))
    found = ask(READ_CURVE, {"spec": explorer.spec, "settings": settings})
    gap = explorer.curve.gap() if slope else np.zeros(explorer.curve.z.size)
    for (z, width), one in zip(settings, found, strict=True):
        np.testing.assert_allclose(one["read"], explorer.curve.at(z), rtol=1e-12, atol=1e-15)
        assert one["differs"] == (gap[np.argmin(np.abs(explorer.curve.z - z))] > 0)
        explorer.z, explorer.width = z, width
        np.testing.assert_allclose(one["height"], explorer.triangle()[1], rtol=1e-9, atol=1e-15)


# ---------------------------------------------------------------- walks

WALK = """
import { makeGround } from "./descent/walk.js";
const answer = ({ spec, settings }) => {
  const ground = makeGround(spec);
  return settings.map((setting) => {
    const walk = ground.walk(...setting);
    return { ...walk, judged: ground.judge(walk) };
  });
};
"""


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (None, None),
        (lambda x: x**4 / 400 - x**2 / 5, None),
        (lambda x: np.abs(x - 2), lambda x: np.sign(x - 2)),
        (np.log, lambda x: 1 / x),
        (lambda x: x**2, lambda x: -2 * x),
    ],
    ids=["parabola", "two valleys", "kink", "undefined on the left", "uphill"],
)
def test_walks_go_to_the_same_places_and_are_judged_alike(f, slope):
    explorer = DescentExplorer(f, slope)
    rng = np.random.default_rng(0)
    draws = zip(rng.uniform(-12, 16, 300), rng.uniform(0, 1.2, 300), rng.integers(0, 41, 300), strict=True)
    settings = [[float(x0), float(rate), int(steps)] for x0, rate, steps in draws]
    settings += [[8.0, rate, steps] for rate in (0, 0.1, 0.5, 1, 1.05) for steps in (0, 1, 2, 33)] + [[2.0, 0.3, 5]]
    for setting, found in zip(settings, ask(WALK, {"spec": explorer.spec, "settings": settings}), strict=True):
        walk = explorer.ground.walk(*setting)
        np.testing.assert_allclose(found["x"], walk.x, rtol=1e-10, atol=1e-12)
        np.testing.assert_allclose(found["slopes"], walk.slopes, rtol=1e-9, atol=1e-11)
        np.testing.assert_allclose(found["steps"], walk.steps, rtol=1e-9, atol=1e-11)
        assert (found["leftTo"] is None) == (walk.left_to is None)
        key, numbers = explorer.ground.judge(walk)
        assert found["judged"][0] == key, setting
        for name, number in numbers.items():
            np.testing.assert_allclose(found["judged"][1][name], number, rtol=1e-6, atol=1e-9)


# ---------------------------------------------------------------- what Python hands over is read rightly

JUDGE = """
import { makeDifferences } from "./gradcheck/differences.js";
const answer = ({ spec, places }) => {
  const data = makeDifferences(spec);
  return places.map(([x, h]) => {
    const [i, j] = [data.indexOfPoint(x), data.indexOfStep(Math.log10(h))];
    return { ...data.judge(i, j), at: [i, j], errors: [data.errors(data.central, i)[j], data.errors(data.forward, i)[j]] };
  });
};
"""


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (sigmoid, sigmoid_slope),
        (np.tanh, lambda x: 1 - x**2),
        (np.abs, None),
        (np.log, lambda x: 1 / x),
        (lambda x: np.sin(x).astype(np.float32), np.cos),
    ],
    ids=["right", "wrong", "kink", "undefined on the left", "single precision"],
)
def test_measured_slopes_are_told_as_python_judges_them(f, slope):
    explorer = GradcheckExplorer(f, slope)
    rng = np.random.default_rng(0)
    places = np.stack([rng.uniform(-6, 6, 400), 10 ** rng.uniform(-15, 0, 400)], axis=1).tolist()
    for (x, h), found in zip(places, ask(JUDGE, {"spec": explorer.spec, "places": places}), strict=True):
        explorer.x, explorer.h = x, h  # they snap to what was measured
        i, j = explorer.indices()
        key, numbers = explorer.differences.judge(i, j)
        assert (found["at"], found["key"], found["hasBest"]) == ([i, j], key, "central_h" in numbers)
        assert found["numbers"].keys() == numbers.keys()
        for name, number in numbers.items():
            np.testing.assert_array_equal(float(found["numbers"][name]), float(number))
        np.testing.assert_array_equal(np.array(found["errors"], dtype=float), explorer.errors())


SHAPES = """
import { readVerdict } from "./equations/shapes.js";
const answer = ({ spec, cases, mode }) => cases.map(([n_x, n_h, n_y, m]) => spec[mode].flatMap((equation) =>
  equation.forms.map((form) => readVerdict(spec.verdicts[mode], equation, form, { n_x, n_h, n_y, m }))));
"""


@pytest.mark.parametrize("vectorized", [False, True])
def test_every_equation_is_judged_for_all_sizes_as_python_works_it_out(vectorized):
    spec = EquationExplorer().spec
    cases = (
        list(product(range(1, 6), repeat=4))
        if vectorized
        else [(*sizes, 1) for sizes in product(range(1, 6), repeat=3)]
    )
    mode = "many" if vectorized else "one"
    for numbers, verdicts in zip(cases, ask(SHAPES, {"spec": spec, "cases": cases, "mode": mode}), strict=True):
        sizes = dict(zip(("n_x", "n_h", "n_y", "m"), numbers, strict=True))
        expected = [
            work_out(equation, form, sizes) for equation in make_equations(vectorized) for form in equation.forms
        ]
        for one, found in zip(expected, verdicts, strict=True):
            assert (one.sentences, one.kind, one.fault) == (found["sentences"], found["kind"], found["fault"])
            assert (None if one.shape is None else list(one.shape)) == found["shape"]
            assert {f"{term},{axis}": mark for (term, axis), mark in one.marks.items()} == found["marks"]


ANSWERS = """
import { answerAt, describeAnswer, isRight, sizesNow } from "./equations/shapes.js";
import { toFloats } from "./common/numbers.js";
const answer = ({ spec, settings }) => settings.map(({ vectorized, ...sizes }) => {
  const now = sizesNow((name) => sizes[name], vectorized);
  const answers = answerAt({ outcomes: spec.answers.outcomes, index: toFloats(spec.answers.index) }, now, spec.limits);
  const told = (vectorized ? spec.many : spec.one).map((equation) => describeAnswer(equation, answers, now, spec.labels));
  return told.filter(({ wrong }) => wrong).map(({ here }) => here);
});
"""


def test_the_students_shapes_are_told_wrong_where_python_tells_it():
    def backward(x, y, parameters, cache):
        dz2 = cache["a2"] - y
        dz1 = parameters["W2"].T @ dz2 * (1 - cache["a1"] ** 2)
        return {"dz2": dz2, "dW2": dz2 @ cache["a1"].T, "db2": dz2[:, 0], "dz1": None, "dW1": (dz1 @ x.T).T, "db1": dz1}

    explorer, settings = EquationExplorer(backward), []
    rng = np.random.default_rng(1)
    for vectorized in (False, True):
        sizes = rng.integers(1, 6, size=(60, 4)).tolist()
        settings += [dict(zip(("n_x", "n_h", "n_y", "m"), one, strict=True), vectorized=vectorized) for one in sizes]
    for setting, found in zip(settings, ask(ANSWERS, {"spec": explorer.spec, "settings": settings}), strict=True):
        for name, value in setting.items():
            setattr(explorer, name, value)
        assert explorer.wrong_answers == found


GRAPH = """
import { makeGraph } from "./graph/state.js";
const answer = ({ spec, settings }) => {
  const graph = makeGraph(spec);
  return settings.map(([input, value]) => {
    const state = graph.stateAt(spec.lastStep, input, value);
    return Object.fromEntries(spec.variables.map(({ name }) => [name, [state.value(name), state.gradient(name)]]));
  });
};
"""


def branching():
    inputs = {"W": np.array([[0.5, -0.25], [1.0, 0.7]]), "x": np.array([[1.0], [2.0]]), "b": np.array([[0.2], [0.1]])}
    total = np.sum, lambda dout, q: dout * np.ones_like(q)
    return GraphExplorer(
        inputs, [("z", AFFINE, "W", "x", "b"), ("a", TANH, "z"), ("q", Mul, "a", "a"), ("y", total, "q")]
    )


@pytest.mark.parametrize(
    "make",
    [
        branching,
        sigmoid_nodes,
        lambda: GraphExplorer(*two_layers(), sliders=["b1"]),
        lambda: GraphExplorer({"x": 2.0}, [("d", Add, "x", "x"), ("y", Mul, "d", "x")], start=-3.0),
    ],
    ids=["branching", "sigmoid", "two layers", "three ways, other start"],
)
def test_gradients_that_come_several_ways_are_added_up_alike(make):
    explorer = make()
    settings = [[choice.name, float(value)] for choice in explorer.samples.choices for value in choice.grid[::7]]
    assert settings
    for (choice, value), found in zip(settings, ask(GRAPH, {"spec": explorer.spec, "settings": settings}), strict=True):
        explorer.input = choice
        explorer.value = value
        for name, number in explorer.values.items():
            np.testing.assert_array_equal(found[name][0], number.ravel())
            gradient = explorer.gradients.get(name)
            if gradient is None:
                assert found[name][1] is None
            else:
                np.testing.assert_allclose(found[name][1], gradient.ravel(), rtol=1e-14)


TRAINING = """
import { unpack } from "./training/frames.js";
const answer = ({ spec, iterations }) => {
  const training = unpack(spec);
  return iterations.map((iteration) => {
    const index = training.indexOf(iteration);
    return { index, cost: training.costs[index], field: training.fieldAt(index), wrong: training.wrongAt(index) };
  });
};
"""


@pytest.mark.parametrize("iterations", [1, 7, 500])
def test_the_state_shown_is_the_nearest_one_recorded(iterations):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(2, 40))
    explorer = TrainingExplorer(
        network.train, network.forward, X, (X[:1] > 0) * 1.0, network.start(), iterations=iterations
    )
    asked = [0, iterations, *rng.integers(0, iterations + 1, 50).tolist()]
    for iteration, found in zip(
        asked, ask(TRAINING, {"spec": explorer.spec["training"], "iterations": asked}), strict=True
    ):
        index = explorer.recording.index_of(iteration)
        assert found["index"] == index
        assert found["cost"] == explorer.recording.costs[explorer.recording.iterations[index]]
        np.testing.assert_array_equal(found["field"], explorer.recording.fields[index].ravel())
        np.testing.assert_array_equal(found["wrong"], explorer.recording.wrong[index])


# ---------------------------------------------------------------- how numbers are written

WRITE = """
import { plain, scientific } from "./common/numbers.js";
const answer = (numbers) => numbers.map((number) => [plain(number, 6), plain(number, 7), scientific(number, 2), scientific(number, 3)]);
"""


def test_numbers_in_sentences_are_written_alike():
    from helpers.explorers.descent import widget as descent
    from helpers.explorers.gradcheck import widget as gradcheck

    rng = np.random.default_rng(0)
    numbers = [
        *(rng.normal(size=600) * 10.0 ** rng.uniform(-3, 5, 600)).tolist(),
        0.0,
        1.0,
        -2.5,
        0.1,
        100.0,
        12345.0,
        0.001,
    ]
    tiny = (rng.normal(size=200) * 10.0 ** rng.uniform(-15, -4, 200)).tolist()
    for number, (six, seven, two, three) in zip(numbers, ask(WRITE, numbers), strict=True):
        if number == 0 or abs(number) >= 1e-4:  # below, Python writes 5e−05 and JavaScript 0.00005
            assert (six, seven) == (gradcheck._number_text(number), descent._number_text(number))
        if abs(number) < 100:  # Python turns to 1e+02 for two digits of a hundred; errors are far smaller
            assert two == gradcheck._scientific(number, 2)
        if abs(number) < 1000:
            assert three == gradcheck._scientific(number, 3)
    for number, (_, _, two, three) in zip(tiny, ask(WRITE, tiny), strict=True):
        assert (two, three) == (gradcheck._scientific(number, 2), gradcheck._scientific(number, 3))
