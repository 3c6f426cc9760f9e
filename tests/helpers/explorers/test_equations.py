"""The equation explorer without a browser: every form against NumPy itself, the student's shapes, its settings."""

import base64
from itertools import product

import numpy as np
import pytest
import traitlets

from helpers.explorers import EquationExplorer
from helpers.explorers.common.explorer import SettingError
from helpers.explorers.equations.answers import all_sizes, make_network
from helpers.explorers.equations.forms import make_equations
from helpers.explorers.equations.shapes import GENERIC, work_out
from helpers.gradcheck import check_gradients
from helpers.messages import ENGLISH
from tests.support.display import displayed

pytestmark = pytest.mark.filterwarnings("error")
WIDGET = "application/vnd.jupyter.widget-view+json"
SIX = ["dz2", "dW2", "db2", "dz1", "dW1", "db1"]


def backward(x, y, parameters, cache):
    """As in the lesson on one example."""
    dz2 = cache["a2"] - y
    dW2, db2 = dz2 @ cache["a1"].T, dz2
    dz1 = parameters["W2"].T @ dz2 * (1 - cache["a1"] ** 2)
    return {"dz2": dz2, "dW2": dW2, "db2": db2, "dz1": dz1, "dW1": dz1 @ x.T, "db1": dz1}


def vectorized_backward(X, Y, parameters, cache):
    """As in the lesson on m examples."""
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dZ1 = parameters["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    return {
        "dZ2": dZ2,
        "dW2": dZ2 @ cache["A1"].T / m,
        "db2": np.sum(dZ2, axis=1, keepdims=True) / m,
        "dZ1": dZ1,
        "dW1": dZ1 @ X.T / m,
        "db1": np.sum(dZ1, axis=1, keepdims=True) / m,
    }


def forward(x, parameters):
    z1 = parameters["W1"] @ x + parameters["b1"]
    z2 = parameters["W2"] @ np.tanh(z1) + parameters["b2"]
    return {"z1": z1, "a1": np.tanh(z1), "z2": z2, "a2": 1 / (1 + np.exp(-z2))}


def names_in_numpy(sizes, vectorized):
    """Everything that an equation may name, as arrays of these sizes."""
    network = make_network(**sizes)
    x, y, parameters, cache = (network[name] for name in ("x", "y", "parameters", "cache"))
    names = {
        "np": np,
        "m": sizes["m"],
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "slope": lambda z: 1 - np.tanh(z) ** 2,
    }
    names |= parameters | vectorized_backward(x, y, parameters, cache) | {"X": x, "Y": y, **cache}
    return (
        names
        | {name.replace("Z", "z"): value for name, value in names.items() if name.startswith("dZ")}
        | {"x": x, "y": y}
    )


# ---------------------------------------------------------------- the forms


@pytest.mark.parametrize("vectorized", [False, True])
def test_every_form_behaves_as_numpy_does(vectorized):
    kinds = set()
    for numbers in product((1, 2, 4), (1, 3, 4), (1, 2, 3), (1, 2, 5) if vectorized else (1,)):
        sizes = dict(zip(("n_x", "n_h", "n_y", "m"), numbers, strict=True))
        names = names_in_numpy(sizes, vectorized)
        for equation in make_equations(vectorized):
            for form in equation.forms:
                verdict = work_out(equation, form, sizes)
                try:
                    shape = np.shape(eval(form.code, names))
                except ValueError:
                    shape = None
                assert verdict.shape == shape, (equation.key, form.code, sizes)
                assert (verdict.kind == "fault") == (shape is None)
                assert (verdict.fault is not None) == (shape is None)
                needed = names[equation.result].shape
                assert (verdict.kind in ("right", "silent")) == (shape == needed), (equation.key, form.code, sizes)
                assert (verdict.kind == "right") == (form.key == "right")
                kinds.add(verdict.kind)
    assert kinds == {"right", "fault", "shape", "silent"}


@pytest.mark.parametrize("vectorized", [False, True])
def test_right_equations_have_the_right_numbers_and_wrong_ones_have_not(vectorized):
    sizes = {"n_x": 4, "n_h": 4, "n_y": 4, "m": 4 if vectorized else 1}  # equal, so that nearly everything fits
    names = names_in_numpy(sizes, vectorized)
    for equation in make_equations(vectorized):
        for form in equation.forms:
            verdict = work_out(equation, form, sizes)
            if verdict.shape is not None and verdict.kind != "shape":
                close = np.allclose(eval(form.code, names), names[equation.result], rtol=1e-9)
                assert close == (form.key == "right"), form.code


def test_the_ten_equations_in_their_order_train_the_network():
    network = make_network(3, 4, 2, 5)
    names = {"X": network["x"], "Y": network["y"], "m": 5, "np": np, **network["parameters"]}
    names |= {"sigmoid": lambda z: 1 / (1 + np.exp(-z)), "slope": lambda z: 1 - np.tanh(z) ** 2}
    for equation in make_equations(True):
        names[equation.result] = eval(equation.forms[0].code, names)

    def cost(parameters):
        a2 = forward(network["x"], parameters)["a2"]
        return -np.sum(network["y"] * np.log(a2) + (1 - network["y"]) * np.log(1 - a2)) / 5

    check_gradients(cost, network["parameters"], {name: names[name] for name in ("dW1", "db1", "dW2", "db2")})


@pytest.mark.parametrize("vectorized", [False, True])
def test_every_equation_can_be_made_wrong_in_words(vectorized):
    equations = make_equations(vectorized)
    assert [equation.key for equation in equations] == ["z1", "a1", "z2", "a2", *SIX]
    for equation in equations:
        assert len(equation.forms) >= 2 and len({form.key for form in equation.forms}) == len(equation.forms)
        for form in equation.forms[1:]:
            assert {f"equation_form.{form.key}", f"equation_form.why_{form.key}"} <= ENGLISH.keys()
            assert all(sentence and "{" not in sentence for sentence in work_out(equation, form, GENERIC).sentences)


@pytest.mark.parametrize(
    ("settings", "kind", "sentence"),
    [
        (
            {"equation": "dz1", "form": "transpose"},
            "fault",
            "W2 has 4 columns, but dz2 has 2 rows. The inner sizes do not match, and NumPy stops",
        ),
        ({"equation": "dz1", "form": "transpose", "n_y": 4}, "silent", "They fit only because n_h = n_y = 4."),
        (
            {"equation": "dz1", "form": "gradient"},
            "silent",
            "No choice of sizes shows it. Only the gradient check does.",
        ),
        ({"equation": "dz1", "form": "slope"}, "silent", "Only the gradient check does."),
        ({"equation": "dw2", "form": "order"}, "shape", "It gives (4, 2), but dW2 must be (2, 4), the shape of W2."),
        (
            {"equation": "db2", "form": "keepdims", "vectorized": True},
            "shape",
            "loses its axis without keepdims=True: (2,).",
        ),
        ({"equation": "db2", "form": "no_sum", "vectorized": True, "m": 1}, "silent", "They fit only because m = 1."),
        ({"equation": "dW1", "form": "activation", "n_x": 4}, "silent", "They fit only because n_x = n_h = 4."),
        (
            {"equation": "z1", "form": "flat_bias", "vectorized": True, "m": 4},
            "silent",
            "They fit only because n_h = m = 4.",
        ),
        ({"equation": "Z1", "vectorized": True}, "right", "A size of 1 is stretched: (4, 5) and (4, 1) give (4, 5)."),
        (
            {"equation": "dz1"},
            "right",
            "W2ᵀ is (4, 2) and dz2 is (2, 1): the inner sizes are both 2 and disappear, which leaves (4, 1).",
        ),
    ],
)
def test_what_is_said(settings, kind, sentence):
    explorer = EquationExplorer(**settings)
    assert explorer.verdict.kind == kind
    assert sentence in explorer.describe()


def test_the_code_is_that_of_the_lesson():
    explorer = EquationExplorer()
    assert explorer.code == "dz1 = W2.T @ dz2 * slope(z1)"
    explorer.vectorized, explorer.equation = True, "db2"
    assert explorer.code == "db2 = np.sum(dZ2, axis=1, keepdims=True) / m"


# ---------------------------------------------------------------- the student's functions


def wrong_names(explorer, **sizes):
    for name, size in sizes.items():
        setattr(explorer, name, size)
    return [sentence.split()[1] for sentence in explorer.wrong_answers]


def test_right_functions_are_right_for_all_sizes():
    one, many = EquationExplorer(backward, forward), EquationExplorer(vectorized_backward, forward, vectorized=True)
    for sizes in all_sizes():
        assert wrong_names(many, **sizes) == []
        if sizes["m"] == 1:
            assert wrong_names(one, **{name: sizes[name] for name in ("n_x", "n_h", "n_y")}) == []


def test_formulas_for_one_example_are_found_out_when_there_are_more():
    explorer = EquationExplorer(backward)
    explorer.vectorized = True
    assert explorer.wrong_answers == [
        "Your db2 is (2, 5) here, but it should be (2, 1).",
        "Your db1 is (4, 5) here, but it should be (4, 1).",
    ]
    assert wrong_names(explorer, m=1) == []


def test_a_mistake_hides_where_sizes_are_equal():
    def turned(x, y, parameters, cache):
        right = backward(x, y, parameters, cache)
        return right | {"dW1": right["dW1"].T, "db2": right["db2"][:, 0], "dz1": None, "db1": ...}

    explorer = EquationExplorer(turned)
    assert wrong_names(explorer) == ["db2", "dz1", "dW1", "db1"]
    assert "Your db2 is (2,) here, but it should be (2, 1)." in explorer.wrong_answers
    assert "Your dz1 is not an array (None) here" in explorer.wrong_answers[1]
    assert "still a blank (...)" in explorer.wrong_answers[3]
    assert wrong_names(explorer, n_x=4) == ["db2", "dz1", "db1"]


def test_the_functions_get_copies_and_a_right_cache():
    seen = []

    def spoils(x, y, parameters, cache):
        seen.append((x.shape, y.shape, sorted(cache)))
        parameters["W2"] = cache["a2"] = None
        return backward(x, y, *make_parts(x.shape, y.shape))

    def make_parts(x_shape, y_shape):
        network = make_network(x_shape[0], 4, y_shape[0], x_shape[1])
        return network["parameters"], network["cache"]

    explorer = EquationExplorer(spoils, forward=lambda x, parameters: {"z1": None})
    assert len(seen) == 5**4 and seen[0][2] == ["A1", "A2", "Z1", "Z2", "a1", "a2", "z1", "z2"]
    assert wrong_names(explorer) == ["z1"]


def fails(*arguments):
    raise NotImplementedError


WRONG = {
    "blank": (lambda *a: ..., "Fill in the blank (...) in backward first"),
    "blank inside": (lambda *a: ... * a[0], "Fill in the blank (...) in backward first"),
    "blank in a product": (lambda *a: ... @ a[0], "got a single number or a blank (...) for a matrix"),
    "blank itself": (..., "Fill in the blank (...) in backward first"),
    "none": (lambda *a: None, "backward returns None"),
    "tuple": (
        lambda *a: (1, 2),
        "backward returns a value of type tuple; a dict with dz2, dW2, db2, dz1, dW1, db1 is needed",
    ),
    "other keys": (lambda *a: {"dx": 1}, "a dict without any of dz2"),
    "raises": (lambda *a: a[0].missing, "backward stopped with an error: AttributeError"),
    "arguments": (lambda x: x, "backward stopped with an error: TypeError"),
    "not written": (fails, "backward is not written yet"),
    "called": (3.0, "backward should be a function, but it is a value of type float"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_function_is_explained_and_the_equations_still_shown(kind):
    function, sentence = WRONG[kind]
    explorer = EquationExplorer(function)
    assert sentence in explorer.wrong_answers[0] and sentence in explorer.describe()
    assert sentence in explorer.spec["answers"]["outcomes"][0]["error"]
    assert explorer.verdict.kind == "right" and "image/png" in displayed(explorer)[0]


def test_a_product_that_fails_for_some_sizes_only():
    explorer = EquationExplorer(lambda x, y, parameters, cache: {"dz1": parameters["W2"] @ (cache["a2"] - y)})
    assert "matmul" in explorer.wrong_answers[0]
    explorer.n_y = 4
    assert explorer.wrong_answers == []


def test_a_print_in_the_function_stays_quiet(capsys):
    EquationExplorer(lambda *arguments: print("here"))
    assert capsys.readouterr().out == ""


# ---------------------------------------------------------------- settings


def test_settings_travel_both_ways():
    explorer = EquationExplorer()
    explorer.set_state({"n_h": 5})  # what a message from the browser calls
    explorer.set_state({"equation": "dW2", "form": "right"})
    explorer.set_state({"form": "star"})
    assert explorer.code == "dW2 = dz2 * a1" and explorer.sizes == {"n_x": 3, "n_h": 5, "n_y": 2, "m": 1}
    explorer.equation = "DB2"
    assert (explorer.equation, explorer.form) == ("db2", "right"), "another equation begins with its right form"
    explorer.vectorized = True
    explorer.form = "axis"
    explorer.vectorized = False
    assert explorer.form == "right" and list(explorer.forms) == ["right", "layer", "turned"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n_x", 0),
        ("n_h", 6),
        ("n_y", 1.5),
        ("m", "5"),
        ("m", True),
        ("n_x", None),
        ("equation", "dx"),
        ("equation", 3),
        ("form", "keepdims"),
        ("form", None),
        ("vectorized", 1),
        ("vectorized", None),
    ],
)
def test_wrong_settings_are_refused_and_change_nothing(name, value):
    explorer = EquationExplorer()
    before = getattr(explorer, name)
    with pytest.raises(SettingError, match=f"{name} should be") as caught:
        setattr(explorer, name, value)
    assert isinstance(caught.value, traitlets.TraitError) and getattr(explorer, name) == before
    with pytest.raises(SettingError, match=f"{name} should be"):
        EquationExplorer(**{name: value})


# ---------------------------------------------------------------- where no widget runs


def test_mimebundle_has_the_widget_a_picture_and_the_verdict():
    explorer = EquationExplorer(backward)
    data, metadata = displayed(explorer)
    assert set(data) == {WIDGET, "image/png", "text/plain"}
    assert data["text/plain"] == metadata["image/png"]["alt"] == explorer.describe()
    assert data["text/plain"].startswith(
        "Shapes of dz1 = W2.T @ dz2 * slope(z1) for n_x = 3, n_h = 4, n_y = 2. W2 is (2, 4);"
    )


def test_right_and_wrong_forms_have_different_pictures():
    explorer, pictures = EquationExplorer(vectorized=True), set()
    for equation, form in (
        ("z1", "flat_bias"),
        ("dz2", "turned"),
        ("db2", "keepdims"),
        ("db2", "axis"),
        ("dz1", "right"),
    ):
        explorer.equation = equation
        explorer.form = form
        picture = base64.b64decode(displayed(explorer)[0]["image/png"])
        assert picture.startswith(b"\x89PNG\r\n")
        pictures.add(picture)
    assert len(pictures) == 5


def test_the_browser_gets_the_students_shapes_in_the_order_of_the_sizes():
    spec = EquationExplorer(backward).spec
    index = np.frombuffer(spec["answers"]["index"]).astype(int)
    for place, sizes in enumerate(all_sizes()):
        outcome = spec["answers"]["outcomes"][index[place]]
        assert outcome["dW1"] == [sizes["n_h"], sizes["n_x"]]
    assert index.size == 625


def test_nothing_is_called_or_sent_while_grading(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    calls = []
    explorer = EquationExplorer(lambda *arguments: calls.append(1))
    assert displayed(explorer)[0] == {"text/plain": "EquationExplorer: not drawn while the notebook is being graded."}
    assert calls == [] and explorer.comm is None and explorer.wrong_answers == []
    explorer.n_x = 2
    assert explorer.n_x == 2
