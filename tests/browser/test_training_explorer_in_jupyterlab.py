"""The training player in a real JupyterLab: what is drawn, playing, dragging, keys, and the iteration on its way to
Python and back.

SCREENSHOT_DIR keeps the pictures for a person to look at.
"""

import base64
import re

import nbformat
import numpy as np
import pytest

from helpers.data import planar_flower
from helpers.explorers import TrainingExplorer
from tests.browser.conftest import LabNotebook
from tests.support import network

sync_api = pytest.importorskip("playwright.sync_api", reason="BROWSER TEST NOT RUN: playwright is not installed")

sync_api.expect.set_options(timeout=20_000)  # a busy machine, not a slow explorer
pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

CREATE = """from helpers.data import planar_flower
from helpers.explorers import TrainingExplorer
from tests.support.network import forward, start, train
X, Y = planar_flower(noise=0.05)
explorer = TrainingExplorer(train, forward, X, Y, start())
explorer"""
PRINT = "print('python sees', explorer.iteration)"
SET = "explorer.iteration = 2000"
WRONG = "TrainingExplorer(train, lambda X, p: forward(X, p)['A1'], X, Y, start())"
UPHILL = "TrainingExplorer(train, forward, X, Y, start(), learning_rate=-0.3, iterations=60, iteration=60)"
CELLS = [CREATE, PRINT, SET, WRONG, UPHILL]


@pytest.fixture(scope="module")
def notebook(lab_server, tmp_path_factory, browser):
    """The notebook, open in one page for all tests, with its first cell run."""
    folder = tmp_path_factory.mktemp("notebooks")
    written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    written.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(written, folder / "training.ipynb")
    context = browser.new_context(viewport={"width": 1200, "height": 1000})
    page = context.new_page()
    page.errors = []
    page.on("console", lambda message: message.type == "error" and page.errors.append(message.text))
    page.on("pageerror", lambda error: page.errors.append(f"uncaught: {error}"))
    opened = LabNotebook(page, lab_server(folder), folder / "training.ipynb")
    opened.run(0)
    yield opened
    context.close()


@pytest.fixture
def explorer(notebook):
    return notebook.cells.nth(0).locator(".bp-explorer")


@pytest.fixture
def picture(screenshots):
    def save(locator, name):
        locator.screenshot(path=screenshots / f"training-{name}.png")

    return save


def position(explorer):
    return explorer.locator(".bp-slider output")


def shown(explorer):
    return int(position(explorer).inner_text().split()[0])


def row(explorer, label):
    return explorer.locator(".bp-row", has=explorer.page.locator(".bp-name", has_text=label)).locator(".bp-number")


def seen_by_python(notebook):
    return int(notebook.run(1).locator(".jp-OutputArea-output").inner_text().split()[-1])


def expect_text(locator, pattern):
    sync_api.expect(locator).to_have_text(re.compile(pattern))


def trained(iterations):
    X, Y = planar_flower(noise=0.05)
    parameters, _ = network.train(X, Y, network.start(), 1.0, iterations)
    A2 = network.forward(X, parameters)["A2"]
    return network.compute_cost(A2, Y), int(np.sum((A2 > 0.5) != Y)), parameters


def test_python_and_the_picture_tell_of_the_same_training(notebook, explorer, picture):
    expect_text(position(explorer), r"^0 of 2000$")
    picture(explorer, "start")
    notebook.run(2)  # explorer.iteration = 2000
    expect_text(position(explorer), r"^2000 of 2000$")
    cost, wrong, _ = trained(2000)
    assert float(row(explorer, "cost J").inner_text()) == pytest.approx(cost, rel=1e-3)
    assert row(explorer, "on the wrong side").inner_text().startswith(f"{wrong} of 400 (")
    expect_text(
        explorer.locator(".bp-spoken"),
        rf"^Iteration 2000 of 2000: .* {400 - wrong} of 400 examples on the right side\.$",
    )
    rings = explorer.locator(".bp-plot .bp-ring").get_attribute("d")
    assert rings.count("M") == wrong
    picture(explorer, "end")
    assert notebook.cells.nth(0).locator("img").count() == 0, (
        "JupyterLab should show the widget, not its static picture"
    )


BORDER = """node => {
  const box = node.querySelector('.bp-stage .bp-field').getBoundingClientRect();
  const svg = node.querySelector('.bp-stage svg').getBoundingClientRect();
  const canvas = node.querySelector('canvas');
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  return {path: node.querySelector('.bp-boundary').getAttribute('d'), left: box.left - svg.left, top: box.top - svg.top,
          width: box.width, height: box.height, side: canvas.width, red: [...pixels].filter((_, i) => i % 4 === 0)};
}"""


def test_regions_and_border_are_where_the_network_says_one_half(notebook, explorer):
    notebook.run(2)
    expect_text(position(explorer), r"^2000 of 2000$")
    drawn = explorer.evaluate(BORDER)
    X, _ = planar_flower(noise=0.05)
    (left, right), (low, high) = ((row.min() - 0.1 * np.ptp(row), row.max() + 0.1 * np.ptp(row)) for row in X)
    points = np.array([pair.split(",") for pair in re.findall(r"[-\d.]+,[-\d.]+", drawn["path"])], dtype=float)
    x = left + (points[:, 0] - drawn["left"]) / drawn["width"] * (right - left)
    y = high - (points[:, 1] - drawn["top"]) / drawn["height"] * (high - low)
    *_, parameters = trained(2000)
    says = network.forward(np.stack([x, y]), parameters)["A2"][0]
    moved = network.forward(np.stack([x + 0.3, y]), parameters)["A2"][0]
    assert len(x) > 100
    # The grid is 0.15 wide and the border is steep, so half means half give or take a cell.
    assert np.median(np.abs(says - 0.5)) < 0.03 < 0.1 < np.median(np.abs(moved - 0.5))
    across, up = np.linspace(left, right, drawn["side"]), np.linspace(high, low, drawn["side"])
    plane = network.forward(np.stack([part.ravel() for part in np.meshgrid(across, up)]), parameters)["A2"][0]
    clear = np.abs(plane - 0.5) > 0.01
    assert ((np.array(drawn["red"]) > 150) == (plane > 0.5))[clear].all()  # orange for class 1, sky for class 0


def test_drag_keys_and_play_move_the_iteration_and_python_follows(notebook, explorer, picture):
    page = notebook.page
    box = explorer.locator("svg.bp-plot").nth(1).bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.8 * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.3 * box["width"], middle, steps=8)
    sync_api.expect(position(explorer)).to_have_text(re.compile(r"^[34]\d\d of 2000$"))
    picture(explorer, "dragging")
    page.mouse.up()
    assert seen_by_python(notebook) == shown(explorer)

    slider = explorer.get_by_role("slider", name="iteration")
    slider.focus()
    for key, expected in {"Home": "0", "ArrowRight": "1", "End": "2000", "ArrowLeft": "1950"}.items():
        page.keyboard.press(key)
        expect_text(position(explorer), f"^{expected} of 2000$")
    assert slider.evaluate("node => node === document.activeElement"), "JupyterLab took the keys"
    assert slider.get_attribute("aria-valuetext") == "1950 of 2000"
    assert seen_by_python(notebook) == 1950

    play = explorer.get_by_role("button", name="Play")
    play.focus()
    picture(explorer, "focus")
    page.keyboard.press("Enter")
    expect_text(position(explorer), r"^2000 of 2000$")
    sync_api.expect(play).to_be_visible()  # it stopped by itself and says Play again
    page.keyboard.press("Space")  # from the end it begins anew
    expect_text(position(explorer), r"^[1-9]\d{0,2} of 2000$")
    explorer.get_by_role("button", name="Pause").click()
    expect_text(position(explorer), f"^{seen_by_python(notebook)} of 2000$")  # drawn with the next frame
    slider.focus()
    page.keyboard.press("Space")
    sync_api.expect(explorer.get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press("Home")  # a move by hand ends the playing
    expect_text(position(explorer), r"^0 of 2000$")
    sync_api.expect(play).to_be_visible()


def test_wrong_functions_and_a_rising_cost_speak_inside_the_frame(notebook, picture):
    wrong = notebook.run(3).locator(".bp-explorer")
    expect_text(wrong, r"^forward returns an array of shape \(8, 400\) for 400 examples\. It should be \(1, 400\)")
    assert wrong.locator("svg").count() == 0
    uphill = notebook.run(4).locator(".bp-explorer")
    expect_text(uphill.locator(".bp-notice").first, r"^The cost rose from 0\.7183 to .*is a minus missing")
    expect_text(position(uphill), r"^60 of 60$")
    # The part of the curve that was played is uncovered by this explorer's own frame, not by that of another one.
    covers = uphill.locator("clipPath").evaluate_all(
        "nodes => nodes.map(node => document.querySelectorAll(`[id='${node.id}']`).length)"
    )
    assert covers == [1, 1, 1]
    picture(uphill, "uphill")


# What the dark theme sets, without another server that has it.
DARK = """const { dataset, style } = document.body;
dataset.jpThemeLight = 'false';
style.setProperty('--jp-layout-color0', '#111111');
style.setProperty('--jp-ui-font-color1', '#dedede');"""


def test_dark_theme_narrow_screen_and_reduced_motion(notebook, explorer, picture):
    page = notebook.page
    page.emulate_media(reduced_motion="reduce")
    slider = explorer.get_by_role("slider", name="iteration")
    slider.focus()
    page.keyboard.press("Home")
    explorer.get_by_role("button", name="Play").click()
    expect_text(position(explorer), r"^38 of 2000$")  # one leap of ten states instead of ten small moves
    explorer.get_by_role("button", name="Pause").click()
    page.evaluate(DARK)
    sync_api.expect(explorer.locator(".bp-class1").first).to_have_css("fill", "rgb(230, 159, 0)")
    picture(explorer, "dark")
    page.evaluate("document.body.dataset.jpThemeLight = 'true'; document.body.removeAttribute('style')")
    page.set_viewport_size({"width": 420, "height": 1000})
    boxes = explorer.locator(".bp-panel")
    page.wait_for_function(
        "([one, two]) => two.getBoundingClientRect().top > one.getBoundingClientRect().top + 100",
        arg=[boxes.nth(0).element_handle(), boxes.nth(1).element_handle()],
    )
    sticking_out = explorer.evaluate("""node => [...node.querySelectorAll('.bp-number, output, input, button, svg.bp-plot, p:not(.bp-spoken)')]
        .filter(part => part.getBoundingClientRect().right > node.getBoundingClientRect().right).map(part => part.outerHTML)""")
    assert sticking_out == []
    picture(explorer, "narrow")
    ours = [text for text in page.errors if re.search(r"widget|bp-|explorer|uncaught|anywidget", text, re.IGNORECASE)]
    assert ours == []


# A model that answers from a saved state, as on a static page: whoever asked Python for something would get nothing.
TWO_VIEWS_OF_A_SAVED_STATE = """async ([module, spec]) => {
  const unpack = (value) => {
    if (Array.isArray(value)) return value.map(unpack);
    if (value && typeof value === 'object') {
      if ('bytes' in value) return new DataView(Uint8Array.from(atob(value.bytes), (c) => c.charCodeAt(0)).buffer);
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, unpack(part)]));
    }
    return value;
  };
  const state = { spec: unpack(spec), iteration: 0 };
  const listeners = [];
  const model = {
    get: (name) => state[name],
    set(name, value) { state[name] = value; listeners.forEach((listener) => listener()); },
    on: (name, listener) => listeners.push(listener),
    off: (name, listener) => listeners.splice(listeners.indexOf(listener), 1),
    save_changes() {},
  };
  const { default: { render } } = await import(URL.createObjectURL(new Blob([module], { type: 'text/javascript' })));
  window.leave = [1, 2].map(() => render({ model, el: document.body.appendChild(document.createElement('div')) }));
  window.listening = () => listeners.length;
}"""


def to_json(value):
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {key: to_json(part) for key, part in value.items()}
    return value


def test_two_views_of_a_saved_state_move_together_without_a_kernel(browser_page):
    X, Y = planar_flower(noise=0.05)
    saved = TrainingExplorer(network.train, network.forward, X, Y, network.start(), iterations=300)
    page = browser_page()
    page.evaluate(TWO_VIEWS_OF_A_SAVED_STATE, [str(saved._esm), to_json(saved.spec)])
    one, two = page.locator(".bp-explorer").all()
    one.get_by_role("slider", name="iteration").focus()
    page.keyboard.press("End")
    for view in (one, two):
        expect_text(position(view), "^300 of 300$")
        assert float(row(view, "cost J").inner_text()) == pytest.approx(trained(300)[0], rel=1e-3)
    two.get_by_role("button", name="Play").click()
    expect_text(position(one), r"^[1-9]\d? of 300$")
    page.evaluate("leave.forEach((end) => end())")
    assert page.evaluate("listening()") == 0
    assert page.errors == []
