"""The graph and the equation explorer in a real JupyterLab, and on a plain page that has no kernel at all.

SCREENSHOT_DIR keeps the pictures for a person to look at.
"""

import base64
import inspect
import os
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import numpy as np
import pytest

from helpers.explorers import EquationExplorer, GraphExplorer
from tests.browser.conftest import LabNotebook
from tests.support.graph_nodes import Add, Exp, Mul, Reciprocal

sync_api = pytest.importorskip("playwright.sync_api", reason="BROWSER TEST NOT RUN: playwright is not installed")

sync_api.expect.set_options(timeout=20_000)  # a busy machine, not a slow explorer
pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

NODES = (
    "".join(map(inspect.getsource, (Mul, Add, Exp, Reciprocal)))
    + """
class Forgetful(Reciprocal):
    def backward(self, dout):
        return dout * self.y**2
"""
)
BACKWARD = """def backward(x, y, parameters, cache):
    dz2 = cache["a2"] - y
    dz1 = parameters["W2"].T @ dz2 * (1 - cache["a1"] ** 2)
    return {"dz2": dz2, "dW2": dz2 @ cache["a1"].T, "db2": dz2, "dz1": dz1, "dW1": dz1 @ x.T, "db1": dz1}
"""
CHAIN = '[("u", Mul, "x", -1.0), ("e", Exp, "u"), ("s", Add, "e", 1.0), ("y", {last}, "s")]'
CELLS = [
    "import numpy as np\nfrom helpers.explorers import GraphExplorer\n"
    + NODES
    + f"graph = GraphExplorer({{'x': 0.5}}, {CHAIN.format(last='Reciprocal')})\ngraph",
    "print('python sees', graph.step, repr(graph.value), float(graph.gradients['x']))",
    "graph.step, graph.value = 9, 1.0",
    f"GraphExplorer({{'x': 0.5}}, {CHAIN.format(last='Forgetful')}, step=6)",
    f"GraphExplorer({{'x': 0.5}}, {CHAIN.format(last='Add')})",
    "from helpers.explorers import EquationExplorer\n" + BACKWARD + "shapes = EquationExplorer(backward)\nshapes",
    "print('python sees', shapes.n_y, shapes.equation, shapes.form, shapes.vectorized)",
    "shapes.vectorized, shapes.equation = True, 'db2'",
]


@pytest.fixture(scope="module")
def notebook(lab_server, browser, tmp_path_factory):
    """One notebook in one JupyterLab for the whole module; `page.errors` lists what its console complained about."""
    folder = tmp_path_factory.mktemp("notebooks")
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), folder / "steppers.ipynb")
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.errors = []
    page.on("console", lambda message: message.type == "error" and page.errors.append(message.text))
    page.on("pageerror", lambda error: page.errors.append(f"uncaught: {error}"))
    yield LabNotebook(page, lab_server(folder), folder / "steppers.ipynb")
    context.close()


@pytest.fixture
def picture(tmp_path):
    target = Path(os.environ.get("SCREENSHOT_DIR", tmp_path))
    target.mkdir(parents=True, exist_ok=True)
    return lambda locator, name: locator.screenshot(path=target / f"steppers-{name}.png")


def card(explorer, name, kind):
    return explorer.locator(f".bp-card[data-name='{name}'] .bp-card-{kind}")


def wait_for_text(locator, text):
    sync_api.expect(locator).to_have_text(text if isinstance(text, re.Pattern) else re.compile(f"^{re.escape(text)}$"))


def printed(notebook, index):
    return notebook.run(index).locator(".jp-OutputArea-output").inner_text().split("sees ")[1].split()


def console_errors(page):
    """Errors that mention the widget; JupyterLab's own are not ours."""
    return [text for text in page.errors if re.search(r"widget|bp-|explorer|uncaught|anywidget", text, re.IGNORECASE)]


# ---------------------------------------------------------------- in JupyterLab


def test_the_graph_steps_moves_and_talks_with_python(notebook, picture):
    page = notebook.page
    explorer = notebook.run(0).locator(".bp-explorer")
    wait_for_text(card(explorer, "x", "value"), "0.5")
    wait_for_text(card(explorer, "u", "value"), "")
    for _ in range(2):
        explorer.get_by_role("button", name="Next").click()
    wait_for_text(card(explorer, "e", "value"), "0.6065")
    wait_for_text(explorer.locator(".bp-words"), "Exp takes u = −0.5 and gives e = 0.6065.")

    step = explorer.get_by_role("slider", name="step")
    step.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    wait_for_text(card(explorer, "s", "gradient"), "ds −0.3875")
    wait_for_text(
        explorer.locator(".bp-words"),
        re.compile(r"local slope for s is −0.3875, so it sends back ds = 1 × \(−0.3875\) = −0.3875"),
    )
    page.keyboard.press("End")
    wait_for_text(card(explorer, "x", "gradient"), "dx 0.235")
    assert step.evaluate("node => node === document.activeElement"), "JupyterLab took the keys"
    picture(explorer, "graph-end")
    explorer.locator(".bp-card[data-name='e']").click()
    wait_for_text(explorer.locator(".bp-heading"), "Backward through Add")

    slider = explorer.get_by_role("slider", name="x", exact=True).bounding_box()
    middle = slider["y"] + slider["height"] / 2
    page.mouse.move(slider["x"] + slider["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(slider["x"] + 0.2 * slider["width"], middle, steps=10)
    wait_for_text(card(explorer, "x", "value"), re.compile(r"^−0\.\d$"))
    page.mouse.up()
    shown = float(card(explorer, "y", "value").text_content())
    seen_step, seen_value, seen_gradient = map(float, printed(notebook, 1))
    assert seen_step == 7 and shown == pytest.approx(1 / (1 + np.exp(-seen_value)), rel=1e-3)
    assert seen_gradient == pytest.approx(shown * (1 - shown), rel=1e-3)

    notebook.run(2)  # graph.step, graph.value = 9, 1.0
    wait_for_text(card(explorer, "x", "gradient"), "dx 0.1966")
    wait_for_text(explorer.locator(".bp-spoken"), re.compile(r"^9 of 9\. du = −0.1966 arrives at Mul"))

    wrong = notebook.run(3).locator(".bp-explorer")
    wait_for_text(
        wrong.locator("p.bp-notice").first,
        re.compile("^Forgetful.backward gives s the gradient 0.3875, but a very small triangle says −0.3875"),
    )
    wait_for_text(
        wrong.locator("p.bp-notice[role=status]"),
        "Forgetful.backward gives ds = 0.3875 here, but a very small triangle says −0.3875.",
    )
    picture(wrong, "graph-wrong")
    broken = notebook.run(4).locator(".bp-explorer")
    wait_for_text(broken, re.compile("^Add.forward stopped with an error: TypeError"))
    assert broken.locator("svg").count() == 0

    page.evaluate("document.body.setAttribute('data-jp-theme-light', 'false')")
    assert brightness(card(explorer, "x", "value"), "fill") > 120
    page.evaluate("document.body.setAttribute('data-jp-theme-light', 'true')")
    assert console_errors(page) == []


def brightness(locator, style):
    """0 (black) to 255 (white) of a computed colour."""
    colour = locator.evaluate("(node, style) => getComputedStyle(node).getPropertyValue(style)", style)
    return sum(float(part) for part in re.findall(r"[\d.]+", colour)[:3]) / 3


def test_the_equations_step_turn_wrong_and_talk_with_python(notebook, picture):
    page = notebook.page
    explorer = notebook.run(5).locator(".bp-explorer")
    verdict = explorer.locator(".bp-judged")
    wait_for_text(explorer.locator(".bp-code"), "dz1 = W2.T @ dz2 * slope(z1)")
    wait_for_text(explorer.locator(".bp-yours"), "Your dz1 is (4, 1) here, as it should be.")
    explorer.get_by_label("written as").select_option("transpose")
    wait_for_text(verdict, re.compile("does not fit. W2 has 4 columns, but dz2 has 2 rows"))
    assert explorer.locator(".bp-mark-fault").count() >= 2 and explorer.locator(".bp-cross").count() == 1
    picture(explorer, "equations-fault")

    outputs = explorer.get_by_role("spinbutton", name="n_y, outputs")
    outputs.focus()
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    wait_for_text(verdict, re.compile("fits, but wrong.*They fit only because n_h = n_y = 4"))
    assert printed(notebook, 6) == ["4", "dz1", "transpose", "False"]

    explorer.get_by_role("radio", name="dz1").focus()
    page.keyboard.press("ArrowRight")
    wait_for_text(explorer.locator(".bp-code"), "dW1 = dz1 @ x.T")
    explorer.get_by_role("button", name="n_y: one less").click()
    explorer.get_by_role("button", name="n_y: one less").click()
    explorer.get_by_role("radio", name="m examples").click()
    wait_for_text(explorer.locator("p.bp-notice"), "Wrong in your function for these sizes: db2, db1.")
    assert printed(notebook, 6) == ["2", "dW1", "right", "True"]

    notebook.run(7)  # shapes.vectorized, shapes.equation = True, 'db2'
    wait_for_text(explorer.locator(".bp-yours"), "Your db2 is (2, 5) here, but it should be (2, 1).")
    wait_for_text(
        explorer.locator(".bp-spoken"), re.compile(r"^db2 = np.sum\(dZ2, axis=1, keepdims=True\) / m\. ✓ right")
    )
    picture(explorer, "equations-yours")
    assert console_errors(page) == []


# ---------------------------------------------------------------- on a page without a kernel


AFFINE = (lambda W, a, b: W @ a + b), (lambda dout, W, a, b: (dout @ a.T, W.T @ dout, dout))
TANH = np.tanh, lambda dout, z: dout * (1 - np.tanh(z) ** 2)


def make_graph():
    inputs = {"W": np.array([[0.5, -0.25], [1.0, 0.7]]), "x": np.array([[1.0], [2.0]]), "b": np.array([[0.2], [0.1]])}
    nodes = [
        ("z", AFFINE, "W", "x", "b"),
        ("a", TANH, "z"),
        ("q", Mul, "a", "a"),
        ("y", (np.sum, lambda dout, q: dout * np.ones_like(q)), "q"),
    ]
    return GraphExplorer(inputs, nodes)


# The parts of a widget model that explorers use; as on a static page, nothing listens behind it.
SHOW = """async ([widgets, copies]) => {
  const unpack = (value) => {
    if (Array.isArray(value)) return value.map(unpack);
    if (!value || typeof value !== "object") return value;
    if ("bytes" in value) return new DataView(Uint8Array.from(atob(value.bytes), c => c.charCodeAt(0)).buffer);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unpack(inner)]));
  };
  const makeModel = (state) => {
    const heard = {};
    return { saves: 0, get: key => state[key], save_changes() { this.saves++; },
      set(key, value) { if (state[key] === value) return; state[key] = value; (heard[`change:${key}`] ?? []).forEach(f => f()); },
      on(name, f) { (heard[name] ??= []).push(f); }, off(name, f) { heard[name] = heard[name].filter(g => g !== f); } };
  };
  window.models = [];
  for (const { module, state } of widgets) {
    // A copy of the module for each, as anywidget does it.
    const { default: { render } } = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
    const model = makeModel(unpack(state));
    window.models.push(model);
    for (let copy = 0; copy < copies; copy++) render({ model, el: document.body.appendChild(document.createElement("div")) });
  }
}"""


def plain(value):
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def show_on_page(page, explorers, copies=1):
    """Draw each explorer's saved state on a blank page, `copies` times; `window.models` holds their models."""
    widgets = []
    for explorer in explorers:
        names = [name for name in explorer.keys if name == "spec" or not name.startswith(("_", "layout", "tab"))]
        state = plain({name: getattr(explorer, name) for name in names})
        widgets.append({"module": str(explorer._esm), "state": state})
    styles = "".join(f"<style>{explorer._css}</style>" for explorer in explorers)
    page.set_content(f"<!doctype html><body>{styles}</body>")
    page.evaluate(SHOW, [widgets, copies])
    page.locator(".bp-hint").last.wait_for()


def test_two_explorers_of_a_kind_do_not_disturb_each_other(browser_page):
    page = browser_page()
    show_on_page(page, [EquationExplorer(), EquationExplorer(), make_graph(), make_graph()])
    equations = page.locator(".bp-explorer", has=page.locator(".bp-boxes"))
    equations.nth(1).get_by_role("radio", name="db1").check(force=True)
    wait_for_text(equations.nth(1).locator(".bp-code"), "db1 = dz1")
    assert [equations.nth(at).get_by_role("radio", checked=True).count() for at in (0, 1)] == [2, 2], (
        "a mode and an equation each"
    )
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(node => node.id)")
    assert len(ids) == len(set(ids)) > 0
    assert page.errors == []


def test_saved_states_live_together_twice_each_and_follow_each_other(browser_page, picture):
    page = browser_page()
    show_on_page(page, [make_graph(), EquationExplorer()], copies=2)
    graphs = page.locator(".bp-explorer", has=page.locator(".bp-graph"))
    graphs.nth(0).get_by_role("button", name="End").click()
    for number in (0, 1):
        wait_for_text(card(graphs.nth(number), "W", "gradient"), "dW (2, 2)")
    graphs.nth(1).get_by_label("number to move").first.select_option("b[1, 0]")
    wait_for_text(graphs.nth(0).locator(".bp-mover .bp-slider span"), "b[1, 0]")
    equations = page.locator(".bp-explorer", has=page.locator(".bp-boxes"))
    equations.nth(0).get_by_role("radio", name="db1").check(force=True)
    wait_for_text(equations.nth(1).locator(".bp-code"), "db1 = dz1")
    assert (
        equations.nth(1).get_by_role("radio", name="db1").is_checked()
        and equations.nth(0).get_by_role("radio", name="db1").is_checked()
    )
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(node => node.id)")
    assert len(ids) == len(set(ids)) > 0
    assert page.errors == []
    picture(page, "together")


def test_a_drag_redraws_within_a_frame_and_saves_nothing(browser_page):
    page = browser_page()
    show_on_page(page, [make_graph()])
    page.get_by_role("button", name="End").click()
    wait_for_text(card(page, "y", "gradient"), "dy 1")
    frames = page.evaluate("""async () => {
      const input = document.querySelector(".bp-mover input");
      const shown = () => document.querySelector(".bp-card[data-name=y] .bp-card-value").textContent;
      const saves = models[0].saves, moved = [];
      for (let at = 10; at < 30; at++) {
        const before = shown();
        input.value = at;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise(requestAnimationFrame);
        await new Promise(done => setTimeout(done));
        moved.push(shown() !== before);
      }
      return [moved, models[0].saves - saves];
    }""")
    assert frames == [[True] * 20, 0], "the picture follows each move; Python hears of it when the drag ends"


def test_controls_and_pictures_have_names_and_fit_a_narrow_screen(browser_page, picture):
    page = browser_page(viewport={"width": 400, "height": 1000}, color_scheme="dark")
    show_on_page(page, [make_graph(), EquationExplorer(vectorized=True)])
    page.get_by_role("button", name="End").click()
    wait_for_text(card(page, "W", "gradient"), "dW (2, 2)")
    unnamed = page.evaluate("""[...document.querySelectorAll("button, input, select")].filter(node =>
        !(node.getAttribute("aria-label") || node.labels?.[0]?.textContent.trim() || node.textContent.trim())).length""")
    assert unnamed == 0
    for number in range(2):
        assert (
            page.locator("[role=img]")
            .nth(number)
            .evaluate("node => node.getAttribute('aria-label') || node.querySelector('desc').textContent")
        )
    cards = [page.locator(f".bp-card[data-name={name}]").bounding_box() for name in ("W", "z", "a", "q")]
    assert all(lower["y"] > upper["y"] + 60 for upper, lower in pairwise(cards)), "the graph should run down the page"
    sticking_out = page.evaluate("""[...document.querySelectorAll(".bp-explorer")].flatMap(frame =>
        [...frame.querySelectorAll(":not(.bp-spoken)")].filter(part => part.getBoundingClientRect().right > frame.getBoundingClientRect().right + 1)
        .map(part => part.outerHTML.slice(0, 120)))""")
    assert sticking_out == []
    picture(page, "narrow")
    assert page.errors == []
