"""No sentence for learners stands outside the catalogue: shown in a made-up language, nothing stays English."""

from __future__ import annotations

import ast
import importlib.util
import pkgutil
import re
from pathlib import Path

import numpy as np
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from matplotlib.figure import Figure
from matplotlib.text import Text

import helpers
from helpers import plotting
from helpers.answers import call, describe, find_error_fault, find_function_fault
from helpers.data import logic_gate, two_blobs
from helpers.errors import HelpersError
from helpers.explorers import (
    DescentExplorer,
    EquationExplorer,
    GradcheckExplorer,
    GraphExplorer,
    SlopeExplorer,
    TrainingExplorer,
)
from helpers.gradcheck import check_gradient, check_gradients, numerical_gradient
from helpers.messages import DOMAIN, ENGLISH, ONE, message
from helpers.shapes import check_shapes
from tests.support.display import displayed
from tests.support.graph_nodes import Add, Exp, Mul
from tests.support.network import forward, train
from tests.support.wrong_functions import WRONG_FUNCTIONS

#: What looks like words in code, but is nothing that a learner reads.
NO_SENTENCES = {
    "enough dimensions (has 0",  # looked for in what NumPy says
    "only integers, slices",
    "upper center", "upper right", "lower center", "offset points", "text-align:left",  # for Matplotlib and HTML
    "builtin_function_or_method datetime64 Decimal deque DataFrame ellipsis Fraction function generator method module ",
}  # fmt: skip
SPEAKING = ("answers", "data", "errors", "explorers", "gradcheck", "plotting", "shapes")
WORDS = re.compile(r"[A-Za-z]{2,}[,:;]? [A-Za-z]{2,}")
INNERMOST = re.compile(r"\[¡(?:(?!\[¡|!\]).)*!\]", re.DOTALL)


@pytest.fixture(scope="module")
def locales(tmp_path_factory) -> Path:
    """A folder of translations into a language that puts every sentence between [¡ and !]."""
    folder = tmp_path_factory.mktemp("locales")
    catalogue = Catalog(locale="en", domain=DOMAIN)
    for id, english in ENGLISH.items():
        if id + ONE in ENGLISH:
            one = ENGLISH[id + ONE]
            catalogue.add((one, english), (f"[¡{one}!]", f"[¡{english}!]"), context=id)
        elif not (id.endswith(ONE) and id.removesuffix(ONE) in ENGLISH):
            catalogue.add(english, f"[¡{english}!]", context=id)
    path = folder / "xx" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    return folder


@pytest.fixture(autouse=True)
def made_up_language(locales, monkeypatch) -> None:
    monkeypatch.setenv("COURSE_LOCALES", str(locales))
    monkeypatch.setenv("COURSE_LANGUAGE", "xx")


def left_in_english(text: str, *names: str) -> list[str]:
    """The words of a text that stand in no brackets, but for `names`."""
    before = None
    while before != text:
        before, text = text, INNERMOST.sub("", text)
    for name in names:
        text = text.replace(name, "")
    return re.findall(r"[A-Za-z]{3,}", text)


def strings_in(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings_in(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in strings_in(item)]
    return [value] if isinstance(value, str) else []


# ---------------------------------------------------------------- the code


def modules() -> list[str]:
    names = [found.name for found in pkgutil.walk_packages(helpers.__path__, "helpers.")]
    return [name for name in names if name.split(".")[1] in SPEAKING]


@pytest.mark.parametrize("name", modules())
def test_no_sentence_stands_in_the_code(name):
    tree = ast.parse(Path(importlib.util.find_spec(name).origin).read_text(encoding="utf-8"))
    skipped = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):  # docstrings
            skipped.add(node.value)
        if isinstance(node, ast.keyword) and node.arg == "help":  # of a trait, for programmers
            skipped.add(node.value)
        if isinstance(node, ast.FunctionDef) and node.name == "__getattr__":  # a slip of whoever writes the notebook
            skipped |= set(ast.walk(node))
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
            names = [ast.unparse(target) for target in getattr(node, "targets", [getattr(node, "target", None)])]
            assert "TEXT" not in names, f"{name}, line {node.lineno}: sentences belong to helpers/messages/english"
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            known = any(words in node.value for words in NO_SENTENCES)
            assert known or not WORDS.search(node.value), f"{name}, line {node.lineno}: {node.value!r}"


# ---------------------------------------------------------------- explorers


def slope_of_tanh(x):
    return 1 - np.tanh(x) ** 2


def make_training(**changed) -> TrainingExplorer:
    X, Y = two_blobs(m=30, seed=1)
    parameters = {
        "W1": 0.1 * np.arange(6.0).reshape(3, 2),
        "b1": np.zeros((3, 1)),
        "W2": np.ones((1, 3)),
        "b2": np.zeros((1, 1)),
    }
    given = {"train": train, "forward": forward, "X": X, "Y": Y, "parameters": parameters, "iterations": 20}
    return TrainingExplorer(**(given | changed))


def make_graph(node: object = Mul, **settings) -> GraphExplorer:
    return GraphExplorer({"x": 2.0, "w": -1.0}, [("z", node, "x", "w"), ("y", Exp, "z")], **settings)


class Wrong(Mul):
    """Exchanges nothing on the way back."""

    def backward(self, dout):
        """The same gradient for both."""
        return dout * self.p, dout * self.p


class Stopping(Mul):
    """Has no way back."""

    def backward(self, dout):
        """Raises."""
        raise NotImplementedError


def wrong_shapes(x, y, parameters, cache):
    return {"dz2": y.T, "dW2": None, "db2": ..., "dz1": 1.0}


EXPLORERS = {
    "slope": lambda: SlopeExplorer(np.tanh, slope_of_tanh, name="σ"),
    "slope, wrong": lambda: SlopeExplorer(np.tanh, np.cos, name="σ"),
    "slope, undefined": lambda: SlopeExplorer(np.log, name="σ"),
    "descent": DescentExplorer,
    "descent, wrong": lambda: DescentExplorer(np.cos, np.cos, rate=1.2),
    "gradcheck": lambda: GradcheckExplorer(np.tanh, slope_of_tanh),
    "gradcheck, wrong": lambda: GradcheckExplorer(np.tanh, np.cos),
    "gradcheck, single": lambda: GradcheckExplorer(lambda x: np.tanh(x.astype(np.float32)), lambda x: None),
    "training": make_training,
    "training, rises": lambda: make_training(learning_rate=-1.0),
    "training, no numbers": lambda: make_training(forward=lambda X, p: np.full((1, X.shape[1]), np.nan)),
    "training, parameters": lambda: make_training(parameters={"W1": ...}),
    "training, costs": lambda: make_training(train=lambda X, Y, p, r, n: (p, [1.0] * 50)),
    "equations": EquationExplorer,
    "equations, wrong": lambda: EquationExplorer(wrong_shapes, form="transpose"),
    "equations, by chance": lambda: EquationExplorer(n_x=2, n_h=2, n_y=2, form="transpose"),
    "graph": make_graph,
    "graph, wrong": lambda: make_graph(Wrong),
    "graph, no way back": lambda: make_graph(Stopping),
    "graph, added": lambda: GraphExplorer({"x": 2.0}, [("a", Exp, "x"), ("y", Add, "a", "x")]),
    "graph, blank": lambda: make_graph(...),
    "graph, no node": lambda: make_graph(3.0),
} | {
    f"{explorer.__name__}, {kind}": lambda explorer=explorer, function=function: explorer(function)
    for explorer in (SlopeExplorer, DescentExplorer, GradcheckExplorer, EquationExplorer)
    for kind, (function, _) in WRONG_FUNCTIONS.items()
}  # fmt: skip
#: Names of types, errors and variables, the code of an equation, and what Python itself says of an error.
NAMES = (
    "ZeroDivisionError", "NotImplementedError", "float", "list", "integer division or modulo by zero", "division by zero",
    "dz2", "dW2", "db2", "dz1", "dW1", "db1", "np.sum", "axis=1, keepdims=True", "tanh", "exp", "Exp", "Mul", "Add", "nan",
    "slope", "backward", "forward", "Stopping", "Wrong", "inf",
)  # fmt: skip


@pytest.mark.parametrize("which", EXPLORERS)
def test_all_that_an_explorer_says_and_draws_is_translated(which):
    explorer = EXPLORERS[which]()
    spec = explorer.spec
    assert spec["labels"] and all(text.startswith("[¡") and text.endswith("!]") for text in spec["labels"].values())
    for text in [spec["problem"], *spec["notes"], explorer.describe()]:
        assert not left_in_english(text, *NAMES), text
    for text in strings_in(spec):
        assert not WORDS.search(text) or "[¡" in text, text
    figure = Figure()
    if explorer.draw_static(figure):
        figure.canvas.draw()
        for text in figure.findobj(Text):
            assert not left_in_english(text.get_text(), *NAMES), text.get_text()


def test_the_made_up_language_is_seen_where_english_is_left():
    """The two tests above would notice an English word."""
    assert left_in_english(f"{message('answers.none', name='g')} tangent") == ["tangent"]
    assert left_in_english("a [¡b [¡cat!] and dog!] [1, 2] once") == ["once"]


def test_an_explorer_speaks_the_language_of_the_moment_when_it_is_made(monkeypatch):
    before = SlopeExplorer(np.tanh)
    monkeypatch.setenv("COURSE_LANGUAGE", "en")
    after = SlopeExplorer(np.tanh)
    assert before.spec["labels"]["hint"] == f"[¡{after.spec['labels']['hint']}!]"
    assert after.spec["labels"]["hint"] == ENGLISH["slope.hint"]


# ---------------------------------------------------------------- errors, tables, pictures


def cost(w, b):
    return np.nan


REFUSED = {
    "slope": lambda: SlopeExplorer(np.tanh, z_min=3, z_max=3),
    "number": lambda: SlopeExplorer(np.tanh, z="one"),
    "rate": lambda: DescentExplorer(max_rate=0),
    "steps": lambda: DescentExplorer(max_steps=0),
    "whole": lambda: DescentExplorer(steps=1.5),
    "h": lambda: GradcheckExplorer(np.tanh, h=-1.0),
    "X": lambda: make_training(X=np.zeros((3, 2))),
    "Y": lambda: make_training(Y=[1, 0]),
    "labels": lambda: make_training(Y=np.full((1, 30), 2)),
    "size": lambda: EquationExplorer(m=9),
    "equation": lambda: EquationExplorer(equation="dx"),
    "form": lambda: EquationExplorer(form="keepdims"),
    "vectorized": lambda: EquationExplorer(vectorized=1),
    "no nodes": lambda: GraphExplorer({"x": 1.0}, []),
    "input": lambda: GraphExplorer({"x": "one"}, [("y", Exp, "x")]),
    "constant": lambda: GraphExplorer({"x": 1.0}, [("y", Mul, "x", np.nan)]),
    "node": lambda: GraphExplorer({"x": 1.0}, ["y"]),
    "start": lambda: make_graph(start="one"),
    "sliders": lambda: make_graph(sliders=["b"]),
    "range": lambda: make_graph(ranges={"x": (1, 0)}),
    "place": lambda: make_graph(at={"b": (0, 0)}),
    "gradient": lambda: check_gradient(np.sum, np.ones((2, 3)), np.ones((3, 2))),
    "gradient, none": lambda: check_gradient(np.sum, np.ones(2), None),
    "gradient, blank": lambda: check_gradient(np.sum, np.ones(2), [..., 1]),
    "gradient, text": lambda: check_gradient(np.sum, np.ones(2), "1"),
    "gradient, factor": lambda: check_gradient(np.sum, np.ones(2), 2 * np.ones(2)),
    "gradient, sign": lambda: check_gradient(np.sum, np.ones(2), -np.ones(2)),
    "gradient, one": lambda: check_gradient(np.sum, np.ones(3), np.array([1, 1, 3.0])),
    "gradients": lambda: check_gradients(
        lambda p: np.sum(p["W"] * p["b"]), {"W": 2.0, "b": 3.0}, {"dW": 1.0, "db": 2.0}
    ),
    "gradients, missing": lambda: check_gradients(np.sum, {"W": 1.0}, {"b": 1.0}),
    "gradients, none": lambda: check_gradients(np.sum, {}, {}),
    "f, none": lambda: numerical_gradient(lambda x: None, np.ones(2)),
    "f, array": lambda: numerical_gradient(lambda x: x, np.ones(2)),
    "f, precision": lambda: numerical_gradient(lambda x: np.float32(1), np.ones(2)),
    "step": lambda: numerical_gradient(np.sum, np.ones(2), 0),
    "shape": lambda: check_shapes({"W": ("n_h", "m")}, {"W": np.ones((4, 1))}, {"n_h": 4, "m": 5}),
    "shape, list": lambda: check_shapes({"W": (2,)}, {"W": [1, 2]}, {}),
    "shape, missing": lambda: check_shapes({"W": (2,)}, {"w": [1, 2]}, {}),
    "shape, symbol": lambda: check_shapes({"W": ("n",)}, {}, {}),
    "gate": lambda: logic_gate("nor"),
    "few": lambda: two_blobs(m=1),
    "tangent": lambda: plotting.draw_tangent(np.tanh, 0.0, width=0),
    "cost surface": lambda: plotting.draw_cost_surface(cost, (0, 1), (0, 1)),
    "costs": lambda: plotting.draw_costs([]),
    "matrix": lambda: plotting.draw_shapes([plotting.Matrix("W", ("n", 2))], {}),
    "graph": lambda: plotting.draw_graph([], [], title=""),
    "image": lambda: plotting.draw_images([np.ones(3)]),
    "times": lambda: plotting.draw_timings([1, 2], {"tanh": [1.0]}),
}
CODE = (
    "n_h", "n_x", "n_y", "sizes", "equation", "form", "vectorized", "sliders", "one", "nor", "xor", "nand", "and", "str", "dx",
    "keepdims", "z_min", "z_max", "array", "start", "input",
)  # fmt: skip


@pytest.mark.parametrize("which", REFUSED)
def test_every_error_is_translated_and_in_the_tree(which):
    with pytest.raises(HelpersError) as caught:
        REFUSED[which]()
    said = str(caught.value)
    assert "[¡" in said and not left_in_english(said, *CODE, *NAMES), said


def test_a_table_of_shapes_is_translated():
    table = check_shapes({"W": (2,)}, {"W": np.ones(2)}, {})
    assert not left_in_english(str(table))
    assert not left_in_english(re.sub("<[^>]*>", " ", displayed(table)[0]["text/html"]))


PICTURES = {
    "activation": lambda: plotting.draw_activation(np.tanh),
    "tangent": lambda: plotting.draw_tangent(np.tanh, 0.5),
    "slopes": lambda: plotting.draw_slopes_compared([1, 2], [1, 2], [1, 3]),
    "error": lambda: plotting.draw_error_against_h(np.tanh, slope_of_tanh, 0.5),
    "descent": lambda: plotting.draw_descent(np.square, [3.0, 2.0, 1.0]),
    "surface": lambda: plotting.draw_cost_surface(lambda w, b: w * w + b * b, (-1, 1), (-1, 1)),
    "surface and path": lambda: plotting.draw_cost_surface(
        lambda w, b: w * w + b * b, (-1, 1), (-1, 1), path=[[1, 1], [0, 0]]
    ),
    "boundary": lambda: plotting.draw_decision_boundary(lambda X: X[:1] > 0, *two_blobs(m=20, seed=1)),
    "costs": lambda: plotting.draw_costs([3.0, 2.0]),
    "runs": lambda: plotting.draw_costs({"a": [3.0, 2.0], "b": [3.0, np.nan]}),
    "times": lambda: plotting.draw_timings([1, 2], {"a": [1, 2], "b": [2, 4]}),
    "images": lambda: plotting.draw_images([np.ones((2, 2))]),
    "no images": lambda: plotting.draw_images([]),
    "graph": lambda: plotting.draw_graph([plotting.Node("x", at=(0, 0), value=1.0, gradient=2.0)], [], title=""),
    "fits": lambda: plotting.draw_shapes([plotting.Matrix("W", (2, 3)), "·", plotting.Matrix("x", (3, 1))], {}),
    "does not fit": lambda: plotting.draw_shapes(
        [plotting.Matrix("W", (2, 30)), "·", plotting.Matrix("x", (2, 1))], {}
    ),
}


@pytest.mark.parametrize("which", PICTURES)
def test_every_picture_of_a_lesson_is_translated(which):
    from matplotlib import pyplot as plt

    drawn = PICTURES[which]()
    figure = drawn if isinstance(drawn, Figure) else drawn.get_figure(root=True)
    try:
        figure.canvas.draw()
        texts = [artist.get_text() for artist in figure.findobj(Text)]
    finally:
        plt.close(figure)
    assert any("[¡" in text for text in texts)
    for text in texts:
        assert not left_in_english(text, "mathdefault"), text  # of a tick such as 10⁻¹⁶


@pytest.mark.parametrize("answer", [lambda: ... + 1, lambda: 1 / 0])
def test_a_fault_of_a_function_is_translated(answer):
    assert not left_in_english(describe(find_error_fault(call(answer)), "g"), *NAMES)
    assert not left_in_english(describe(find_function_fault(3), "g"))
