"""The slope explorer in a real JupyterLab: drawing, dragging, the keyboard, and z on its way to Python and back.

SCREENSHOT_DIR keeps the pictures for a person to look at.
"""

import math
import os
import re
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="BROWSER TEST NOT RUN: playwright is not installed")

sync_api.expect.set_options(timeout=20_000)  # a busy machine, not a slow explorer
pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

CREATE = """import numpy as np
from helpers.explorers import SlopeExplorer
explorer = SlopeExplorer(np.tanh, slope=lambda z: 1 - np.tanh(z) ** 2)
explorer"""
PRINT_Z = "print('python sees', round(explorer.z, 6), round(explorer.width, 6))"
SET_Z = "explorer.z = 2.0"
WRONG = """sigmoid = lambda z: 1 / (1 + np.exp(-z))
SlopeExplorer(sigmoid, slope=sigmoid, z=-2, name='σ')"""
BLANK = "SlopeExplorer(lambda z: ...)"
CELLS = [CREATE, PRINT_Z, SET_Z, WRONG, BLANK]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("notebooks")


@pytest.fixture(scope="module")
def light_lab(lab_server, folder):
    return lab_server(folder)


@pytest.fixture
def picture(tmp_path):
    target = Path(os.environ.get("SCREENSHOT_DIR", tmp_path))
    target.mkdir(parents=True, exist_ok=True)

    def save(locator_or_page, name):
        locator_or_page.screenshot(path=target / f"slope-{name}.png")

    return save


def read_row(explorer, label):
    row = explorer.locator(".bp-row", has=explorer.page.locator(".bp-name", has_text=label))
    return number(row.locator(".bp-number").inner_text())


def number(text):
    return float(text.replace("−", "-").split("=")[-1])


def seen_by_python(notebook):
    words = notebook.run(1).locator(".jp-OutputArea-output").inner_text().split()
    return float(words[-2]), float(words[-1])


def wait_for_text(locator, pattern):
    sync_api.expect(locator).to_have_text(re.compile(pattern))


def console_errors(page):
    """Errors that mention the widget; JupyterLab's own (a missing icon, an extension listing) are not ours."""
    return [text for text in page.errors if re.search(r"widget|bp-|explorer|uncaught|anywidget", text, re.IGNORECASE)]


def test_drag_keys_and_python_see_the_same_z(light_lab, folder, open_in_lab, browser_page, picture):
    page = browser_page()
    notebook = open_in_lab(page, light_lab, folder / "drag.ipynb", CELLS)
    explorer = notebook.run(0).locator(".bp-explorer")
    z_slider = explorer.get_by_role("slider", name="z", exact=True)
    z_text = explorer.locator(".bp-slider output").first
    wait_for_text(z_text, r"^1\.00$")
    assert read_row(explorer, "your g′(z)") == pytest.approx(0.42, abs=1e-4)
    assert notebook.cells.nth(0).locator("img").count() == 0, (
        "JupyterLab should show the widget, not its static picture"
    )
    picture(explorer, "light")

    plot = explorer.locator("svg.bp-plot").first.bounding_box()
    middle = plot["y"] + plot["height"] / 2
    page.mouse.move(plot["x"] + 0.6 * plot["width"], middle)
    page.mouse.down()
    page.mouse.move(plot["x"] + 0.2 * plot["width"], middle, steps=12)
    wait_for_text(z_text, r"^−\d")
    picture(explorer, "dragging")
    page.mouse.up()
    dragged = number(z_text.inner_text())
    assert -5 < dragged < -2
    value = read_row(explorer, "g(z)")
    z_python, _ = seen_by_python(notebook)
    assert z_python == pytest.approx(dragged, abs=1e-9)
    assert value == pytest.approx(math.tanh(dragged), rel=2e-4)

    z_slider.focus()
    before = number(z_text.inner_text())
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(100)
    assert before + 0.09 < number(z_text.inner_text()) <= before + 0.16
    for key, expected in {"Home": "−6.00", "PageUp": r"−4\.\d\d", "End": "6.00"}.items():
        page.keyboard.press(key)
        wait_for_text(z_text, f"^{expected}$")
    picture(explorer, "keyboard-focus")
    assert z_slider.evaluate("node => node === document.activeElement"), "JupyterLab took the keys"
    assert seen_by_python(notebook)[0] == 6.0

    notebook.run(2)  # explorer.z = 2.0
    wait_for_text(z_text, r"^2\.00$")
    assert read_row(explorer, "your g′(z)") == pytest.approx(0.0706508, rel=1e-3)
    wait_for_text(explorer.locator(".bp-spoken"), r"z = 2\.00, g\(z\) = 0\.9640, slope 0\.07065")
    assert console_errors(page) == []


def test_the_triangle_runs_into_the_tangent(light_lab, folder, open_in_lab, browser_page):
    page = browser_page()
    notebook = open_in_lab(page, light_lab, folder / "width.ipynb", CELLS)
    explorer = notebook.run(0).locator(".bp-explorer")
    slider = explorer.get_by_role("slider", name="triangle width Δz")
    slider.focus()
    distances = []
    for key in ("End", "PageDown", "PageDown", "Home"):
        page.keyboard.press(key)
        page.wait_for_timeout(100)
        distances.append(abs(read_row(explorer, "triangle − tangent")))
    assert distances == sorted(distances, reverse=True)
    assert distances[0] > 0.2
    assert distances[-1] < 0.005
    assert seen_by_python(notebook)[1] == 0.01
    assert console_errors(page) == []


def test_a_drag_redraws_within_a_frame_without_python(light_lab, folder, open_in_lab, browser_page):
    page = browser_page()
    notebook = open_in_lab(page, light_lab, folder / "frame.ipynb", CELLS)
    explorer = notebook.run(0).locator(".bp-explorer")
    explorer.locator(".bp-point").first.wait_for()
    frames = page.evaluate(
        """async () => {
          const svg = document.querySelector('.bp-explorer svg.bp-plot');
          const point = svg.querySelector('.bp-point');
          const box = svg.getBoundingClientRect();
          const fire = (type, share) => svg.dispatchEvent(new PointerEvent(type, {
            clientX: box.left + share * box.width, clientY: box.top + 90, button: 0, pointerId: 1, bubbles: true }));
          svg.setPointerCapture = () => {};
          fire('pointerdown', 0.3);
          const moved = [];
          for (let i = 0; i < 20; i++) {
            const before = point.getAttribute('cx');
            fire('pointermove', 0.3 + 0.02 * (i + 1));
            await new Promise(requestAnimationFrame);
            await new Promise(done => setTimeout(done));
            moved.push(point.getAttribute('cx') !== before);
          }
          return moved;
        }"""
    )
    assert frames == [True] * 20
    assert seen_by_python(notebook)[0] == 1.0, "Python should hear of z when the drag ends, not while it lasts"


def test_wrong_functions_speak_inside_the_frame(light_lab, folder, open_in_lab, browser_page, picture):
    page = browser_page()
    notebook = open_in_lab(page, light_lab, folder / "wrong.ipynb", CELLS)
    notebook.run(0)
    wrong = notebook.run(3).locator(".bp-explorer")
    wait_for_text(wrong.locator("p.bp-notice"), r"Your σ′ says 0\.1192 here; a very small triangle says 0\.1050\.")
    picture(wrong, "wrong-slope")
    blank = notebook.run(4).locator(".bp-explorer")
    wait_for_text(blank, r"^Fill in the blank \(\.\.\.\) in \w+ first, then run this cell again\.$")
    assert blank.locator("svg").count() == 0
    assert console_errors(page) == []


def test_svg_and_controls_have_names(light_lab, folder, open_in_lab, browser_page):
    page = browser_page()
    notebook = open_in_lab(page, light_lab, folder / "names.ipynb", CELLS)
    explorer = notebook.run(0).locator(".bp-explorer")
    sync_api.expect(explorer).to_have_attribute("aria-label", re.compile("Slope explorer for g"))
    assert explorer.get_by_role("slider").count() == 2
    for svg in explorer.locator("svg.bp-plot").all():
        assert svg.locator("title").text_content() and "slope 0.4200" in svg.locator("desc").text_content()
    assert explorer.locator(".bp-spoken").get_attribute("aria-live") == "polite"


def test_dark_theme(lab_server, folder, open_in_lab, browser_page, picture):
    page = browser_page(color_scheme="light")  # JupyterLab's theme decides, not the system's preference
    notebook = open_in_lab(page, lab_server(folder, "JupyterLab Dark"), folder / "dark.ipynb", CELLS)
    explorer = notebook.run(0).locator(".bp-explorer")
    wait_for_text(explorer.locator(".bp-slider output").first, r"^1\.00$")
    picture(explorer, "dark")
    assert brightness(explorer, "background-color") < 60 and brightness(explorer, "color") > 180
    assert brightness(explorer.locator(".bp-curve").first, "stroke") > 120
    notebook.run(3)
    picture(notebook.cells.nth(3).locator(".bp-explorer"), "dark-wrong-slope")
    assert console_errors(page) == []


def brightness(locator, style):
    """0 (black) to 255 (white) of a computed colour."""
    colour = locator.evaluate("(node, style) => getComputedStyle(node).getPropertyValue(style)", style)
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    return sum(parts) / 3


def test_narrow_screen(light_lab, folder, open_in_lab, browser_page, picture):
    page = browser_page()
    notebook = open_in_lab(page, light_lab, folder / "narrow.ipynb", CELLS)
    explorer = notebook.run(0).locator(".bp-explorer")
    wait_for_text(explorer.locator(".bp-slider output").first, r"^1\.00$")
    page.set_viewport_size({"width": 420, "height": 1000})
    page.wait_for_timeout(300)
    boxes = [panel.bounding_box() for panel in explorer.locator(".bp-panel").all()]
    assert boxes[1]["y"] > boxes[0]["y"] + 100, "the panels should stand below each other"
    sticking_out = explorer.evaluate("""node => [...node.querySelectorAll('.bp-number, output, input, svg.bp-plot, p:not(.bp-spoken)')]
        .filter(part => part.getBoundingClientRect().right > node.getBoundingClientRect().right).map(part => part.outerHTML)""")
    assert sticking_out == []
    picture(explorer, "narrow")
