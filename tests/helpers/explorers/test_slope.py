"""The slope explorer without a browser: its numbers, what it says about wrong functions, and what it shows where no
widget runs.
"""

import base64
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import traitlets

from helpers.explorers import SlopeExplorer
from helpers.explorers.common.curve import POINTS, sample_curve
from helpers.explorers.common.explorer import SettingError, robust_limits, sample
from tests.support.display import displayed

pytestmark = pytest.mark.filterwarnings("error")
REPOSITORY = str(Path(__file__).parents[3])
WIDGET = "application/vnd.jupyter.widget-view+json"


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


RIGHT_PAIRS = {
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "sine": (np.sin, np.cos),
    "quadratic": (lambda x: x**2 - 4 * x + 6, lambda x: 2 * x - 4),
    "exponential": (np.exp, np.exp),
}
RELU_SLOPES = {"0 at 0": lambda z: (z > 0) * 1.0, "1 at 0": lambda z: (z >= 0) * 1.0, "bool": lambda z: z > 0}
WRONG_SLOPES = {
    "sigmoid in a tanh layer": (np.tanh, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "1 - z**2": (np.tanh, lambda z: 1 - z**2),
    "sign": (np.sin, lambda z: -np.cos(z)),
    "2 % too large": (np.sin, lambda z: 1.02 * np.cos(z)),
    "relu leaks": (relu, lambda z: np.where(z > 0, 1.0, 0.01)),
}


# ---------------------------------------------------------------- numbers


def test_samples_are_the_function_at_evenly_spaced_points():
    curve = SlopeExplorer(np.tanh).curve
    np.testing.assert_array_equal(curve.z, np.linspace(-6, 6, 401))
    np.testing.assert_array_equal(curve.values, np.tanh(curve.z))
    np.testing.assert_allclose(curve.numeric, 1 - np.tanh(curve.z) ** 2, rtol=1e-6, atol=1e-10)


def test_each_function_is_called_once_and_cannot_spoil_the_points():
    calls = []

    def doubles_its_argument(z):
        calls.append(z.shape)
        z *= 2
        return z

    curve = SlopeExplorer(doubles_its_argument, slope=doubles_its_argument).curve
    assert calls == [(3 * POINTS,)] * 2
    np.testing.assert_array_equal(curve.values, 2 * np.linspace(-6, 6, POINTS))


@pytest.mark.parametrize("name", RIGHT_PAIRS)
@pytest.mark.parametrize("given", [False, True])
def test_reading_between_the_samples_is_right_to_four_digits(name, given):
    g, slope = RIGHT_PAIRS[name]
    curve = sample_curve(g, slope if given else None, -6, 6, "g")
    z = np.random.default_rng(0).uniform(-6, 6, 300)
    read = np.array([curve.at(point) for point in z])
    scale = np.abs(curve.values).max()
    np.testing.assert_allclose(read[:, 0], g(z), rtol=5e-5, atol=1e-7 * scale)
    np.testing.assert_allclose(read[:, 1], slope(z), rtol=5e-5, atol=2e-5 * scale)
    np.testing.assert_allclose(read[:, 2], slope(z), rtol=5e-5, atol=2e-5 * scale)


@pytest.mark.parametrize("at", [-0.01, 0.01, -0.029, 2.345])
@pytest.mark.parametrize("kind", RELU_SLOPES)
def test_a_kink_stays_a_kink(at, kind):
    value, numeric, shown = sample_curve(relu, RELU_SLOPES[kind], -6, 6, "g").at(at)
    assert (value, numeric, shown) == pytest.approx((max(at, 0.0), float(at > 0), float(at > 0)), abs=1e-9)


def test_numbers_of_the_first_source_document():
    curve = sample_curve(sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z)), -12, 12, "σ")
    assert curve.at(10.0) == pytest.approx((0.9999546021, 4.5396e-5, 4.5396e-5), rel=1e-5)
    assert curve.at(0.0) == pytest.approx((0.5, 0.25, 0.25))


@pytest.mark.parametrize("name", RIGHT_PAIRS)
@pytest.mark.parametrize("z_range", [(-6, 6), (-12, 12), (-0.5, 0.25), (-4, 8)])
def test_a_right_slope_is_never_blamed(name, z_range):
    assert sample_curve(*RIGHT_PAIRS[name], *z_range, "g").worst_z() is None


@pytest.mark.parametrize("slope", RELU_SLOPES.values(), ids=RELU_SLOPES)
@pytest.mark.parametrize("z_range", [(-6, 6), (-5, 6)])
def test_every_subgradient_is_accepted_at_a_kink(slope, z_range):
    assert sample_curve(relu, slope, *z_range, "g").worst_z() is None


@pytest.mark.parametrize("case", WRONG_SLOPES)
def test_a_wrong_slope_is_seen(case):
    explorer = SlopeExplorer(*WRONG_SLOPES[case])
    assert explorer.curve.worst_z() is not None
    assert "disagree" in explorer.describe()
    assert explorer.spec["worstZ"] == explorer.curve.worst_z()


def test_the_shown_slope_is_the_students_even_when_wrong():
    explorer = SlopeExplorer(sigmoid, slope=sigmoid, z=0)
    assert explorer.curve.at(0.0) == pytest.approx((0.5, 0.25, 0.5))
    assert "slope 0.5" in explorer.describe()


def test_single_precision_is_not_blamed_for_its_rounding():
    def tanh_of_singles(z):
        return np.tanh(z).astype(np.float32)

    curve = sample_curve(tanh_of_singles, RIGHT_PAIRS["tanh"][1], -6, 6, "g")
    assert curve.worst_z() is None
    assert curve.at(1.0)[1] == pytest.approx(0.42, abs=0.01)


def test_triangle_is_height_over_width_and_turns_left_at_the_edge():
    explorer = SlopeExplorer(np.tanh, z=1.0)
    assert explorer.triangle() == pytest.approx((1.0, np.tanh(2) - np.tanh(1)))
    explorer.z = 5.5
    assert explorer.triangle() == pytest.approx((1.0, np.tanh(5.5) - np.tanh(4.5)))
    explorer.width = 0.01
    width, height = explorer.triangle()
    assert height / width == pytest.approx(1 - np.tanh(5.505) ** 2, rel=1e-3)


def test_a_pole_does_not_squash_the_picture():
    explorer = SlopeExplorer(lambda z: 1 / z)
    assert explorer.notes == ["g gives no finite number at 1 of 401 points, first at z = 0 (inf)."]
    low, high = explorer.spec["valueLimits"]
    assert -20 < low < -1 and 1 < high < 20


def test_limits_of_a_constant_and_of_nothing_are_not_empty():
    for low, high in (robust_limits(np.zeros(9)), robust_limits(np.full(9, 7.0)), robust_limits([np.nan])):
        assert low < high


# ---------------------------------------------------------------- wrong functions


def fails_on_arrays(z):
    return z if z > 0 else 0.01 * z


def has_a_blank_in_a_branch(z):
    return z if np.all(z > 100) else ...


def divides_by_zero(z):
    return 1 / 0


def not_written(z):
    raise NotImplementedError


WRONG = {
    "blank": (lambda z: ..., "Fill in the blank (...) in f"),
    "blank in a branch": (has_a_blank_in_a_branch, "Fill in the blank (...) in f"),
    "blank inside": (lambda z: ... * z, "Fill in the blank (...) in f"),
    "blank in a list": (lambda z: [...], "Fill in the blank (...) in f"),
    "blank in an array": (lambda z: np.array([..., 1]), "Fill in the blank (...) in f"),
    "blank itself": (..., "Fill in the blank (...) in f"),
    "none": (lambda z: None, "returns None"),
    "list": (lambda z: list(z), "returns a list"),
    "tuple": (lambda z: (z, z), "returns a tuple"),
    "text": (lambda z: "0", "type str instead of numbers"),
    "complex": (lambda z: z * 1j, "an array of complex128 instead of numbers"),
    "one number": (lambda z: 1.0, "a single number, 1, for a whole array"),
    "shape": (lambda z: z[:5], "shape (5,) for an array z of shape (1203,)"),
    "column": (lambda z: z[:, None], "shape (1203, 1)"),
    "nan": (lambda z: z * np.nan, "nan for every z from -6 to 6"),
    "array": (fails_on_arrays, "works for one number but not for an array (ValueError: The truth value"),
    "raises": (divides_by_zero, "stopped with an error: ZeroDivisionError: division by zero."),
    "not written": (not_written, "not written yet"),
    "called": (np.tanh(1.0), "should be a function, but it is a value of type float64"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_function_is_explained_not_raised(kind):
    function, sentence = WRONG[kind]
    explorer = SlopeExplorer(function, name="f")
    assert sentence in explorer.problem
    assert explorer.spec["problem"] == explorer.problem
    assert explorer.problem in explorer.describe()
    data, _ = displayed(explorer)
    assert WIDGET in data and "image/png" not in data


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_slope_function_is_explained_and_g_still_drawn(kind):
    function, sentence = WRONG[kind]
    explorer = SlopeExplorer(np.tanh, slope=function, name="f")
    assert explorer.problem == ""
    (note,) = explorer.notes
    assert sentence in note and "Until f′ works" in note
    assert explorer.curve.at(0.0) == pytest.approx((0, 1, 1))
    assert "image/png" in displayed(explorer)[0]


def test_a_function_undefined_in_places_is_drawn_where_it_is_defined():
    explorer = SlopeExplorer(np.log, slope=lambda z: 1 / z)
    assert explorer.problem == "" and "201 of 401 points" in explorer.notes[0]
    assert explorer.curve.at(1.0) == pytest.approx((0, 1, 1), abs=1e-3)
    assert np.isnan(explorer.curve.at(-1.0)[0])
    explorer.z = -1
    assert "nan" in explorer.describe()
    assert "image/png" in displayed(explorer)[0]


@pytest.mark.parametrize("answer", [np.ones(3), np.ones(3, int), np.ones(3, bool), np.ones(3, np.float32)])
def test_numbers_of_every_kind_are_accepted(answer):
    sampled = sample(lambda z: answer, np.zeros(3), "g")
    assert sampled.problem == "" and sampled.values.dtype == float
    np.testing.assert_array_equal(sampled.values, np.ones(3))


# ---------------------------------------------------------------- traits


def test_z_and_width_stay_in_their_ranges():
    explorer = SlopeExplorer(np.tanh, z=50)
    assert explorer.z == 6
    explorer.z = -50
    assert explorer.z == -6
    explorer.z = np.float32(0.5)
    assert explorer.z == 0.5 and type(explorer.z) is float
    explorer.width = 100
    assert explorer.width == 2.0
    explorer.width = 0
    assert explorer.width == 0.01


@pytest.mark.parametrize("value", ["1", None, ..., np.nan, np.inf, True, [1.0], np.zeros(3), 1j])
def test_z_must_be_a_number(value):
    explorer = SlopeExplorer(np.tanh, z=2.0)
    with pytest.raises(SettingError, match="z should be one finite number, but it was set to") as caught:
        explorer.z = value
    assert isinstance(caught.value, ValueError) and isinstance(caught.value, traitlets.TraitError)
    assert explorer.z == 2.0
    with pytest.raises(SettingError, match="z should be"):
        SlopeExplorer(np.tanh, z=value)


@pytest.mark.parametrize("z_range", [(1, 1), (2, 1), (0, np.inf), ("a", 1)])
def test_an_impossible_range_is_refused(z_range):
    with pytest.raises(SettingError, match="z_m"):
        SlopeExplorer(np.tanh, z_min=z_range[0], z_max=z_range[1])


def test_z_travels_both_ways():
    explorer = SlopeExplorer(np.tanh)
    seen = []
    explorer.observe(lambda change: seen.append(change["new"]), "z")
    explorer.set_state({"z": 2.5})  # what a message from the browser calls
    explorer.z = 3
    assert seen == [2.5, 3.0]
    assert explorer.get_state(["z", "width"]) == {"z": 3.0, "width": 1.0}


def test_the_browser_gets_the_arrays_as_float64_bytes():
    explorer = SlopeExplorer(np.tanh, slope=lambda z: 1 - np.tanh(z) ** 2)
    spec = explorer.get_state(["spec"])["spec"]
    values = struct.unpack(f"<{POINTS}d", spec["values"])
    np.testing.assert_array_equal(values, explorer.curve.values)
    assert len(spec["given"]) == 3 * 8 * POINTS
    assert set(spec["zRange"]) == {-6.0, 6.0}
    assert (explorer.z_min, explorer.z_max) == (-6.0, 6.0)


def test_the_name_appears_in_every_sentence_for_the_browser():
    labels = SlopeExplorer(np.tanh, name="σ").spec["labels"]
    assert labels["value_row"] == "σ(z)"
    assert not [text for text in labels.values() if "{name}" in text]


# ---------------------------------------------------------------- where no widget runs


def test_mimebundle_has_the_widget_a_picture_and_a_sentence():
    explorer = SlopeExplorer(np.tanh)
    data, metadata = displayed(explorer)
    assert set(data) == {WIDGET, "image/png", "text/plain"}
    assert data[WIDGET]["model_id"] == explorer.model_id
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG\r\n")
    assert data["text/plain"] == (
        "g(1) = 0.7616; the tangent there has slope 0.42, the triangle of width 1 has slope 0.2024."
    )
    assert metadata["image/png"]["alt"] == data["text/plain"]


def test_the_picture_follows_z_and_leaves_pyplot_alone():
    import matplotlib
    import matplotlib.pyplot as plt

    before = dict(matplotlib.rcParams)
    explorer = SlopeExplorer(np.tanh, slope=np.tanh, name="名前 $x_1")
    first = displayed(explorer)[0]["image/png"]
    explorer.z = -3
    assert displayed(explorer)[0]["image/png"] != first
    assert plt.get_fignums() == []
    assert dict(matplotlib.rcParams) == before


def test_nothing_is_sampled_or_sent_while_grading(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    calls = []
    explorer = SlopeExplorer(calls.append, slope=calls.append)
    data, metadata = displayed(explorer)
    assert data == {"text/plain": "SlopeExplorer: not drawn while the notebook is being graded."}
    assert metadata == {} and calls == [] and explorer.comm is None
    explorer.z = 2
    assert explorer.z == 2 and explorer.problem == "" and explorer.notes == []
    monkeypatch.delenv("NBGRADER_EXECUTION")
    assert set(displayed(explorer)[0]) == {"text/plain"}


def test_importing_the_package_loads_no_widget_library():
    heavy = ("anywidget", "ipywidgets", "matplotlib", "numpy")
    loaded = f"print([m for m in {heavy!r} if m in sys.modules]);"
    script = (
        f"import sys, helpers.explorers; {loaded} from helpers.explorers import SlopeExplorer;"
        f"import numpy; SlopeExplorer(numpy.tanh); {loaded}"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["[]", "['anywidget', 'ipywidgets', 'numpy']"]


def test_a_name_the_package_does_not_have_is_an_attribute_error():
    import helpers.explorers

    assert "SlopeExplorer" in dir(helpers.explorers)
    with pytest.raises(AttributeError, match="SlopeExplorr"):
        helpers.explorers.SlopeExplorr  # noqa: B018


def test_a_page_without_widget_state_shows_the_picture_with_its_alternative_text():
    import nbformat
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter

    code = "import numpy as np\nfrom helpers.explorers import SlopeExplorer\nSlopeExplorer(np.tanh)"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(
        notebook, timeout=120, store_widget_state=False, resources={"metadata": {"path": REPOSITORY}}
    ).execute()
    (output,) = notebook.cells[0].outputs
    assert set(output.data) == {WIDGET, "image/png", "text/plain"}
    # nbconvert's other template, "lab", shows the picture too, but has no place for alternative texts.
    html, _ = HTMLExporter(template_name="classic").from_notebook_node(notebook)
    assert 'src="data:image/png;base64,' in html
    assert 'alt="g(1) = 0.7616; the tangent there has slope 0.42' in html
