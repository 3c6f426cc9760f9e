"""The descent explorer in a real browser: in JupyterLab with Python behind it, and on a bare page without any kernel.

SCREENSHOT_DIR keeps the pictures for a person to look at.
"""

import re

import numpy as np
import pytest

from helpers.explorers import DescentExplorer
from tests.browser.bare_page import check_end, check_narrow_layout, frames_that_moved, mount

sync_api = pytest.importorskip("playwright.sync_api", reason="BROWSER TEST NOT RUN: playwright is not installed")

sync_api.expect.set_options(timeout=20_000)  # a busy machine, not a slow explorer
pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

CELLS = [
    "from helpers.explorers import DescentExplorer\nexplorer = DescentExplorer()\nexplorer",
    "print('python sees', explorer.x0, explorer.rate, explorer.steps)",
    "explorer.x0, explorer.rate, explorer.steps = 8, 1, 5",
    "explorer",
    "DescentExplorer(lambda x: x**2 - 4*x + 6, lambda x: 2*x - 5)",
    "DescentExplorer(lambda x: None, name='cost')",
]


def wait_for_text(locator, pattern):
    sync_api.expect(locator).to_have_text(re.compile(pattern))


def seen_by_python(notebook):
    words = notebook.run(1).locator(".jp-OutputArea-output").inner_text().split()
    return tuple(float(word) for word in words[-3:])


def places(explorer):
    """The column x of the table, top to bottom."""
    texts = [row.locator("td").nth(1).inner_text() for row in explorer.locator("tbody tr").all()]
    return [float(text.replace("−", "-")) for text in texts if text]


def test_mouse_keys_buttons_and_python_move_the_same_walk(lab_server, tmp_path, open_in_lab, browser_page, screenshots):
    page = browser_page(color_scheme="light")  # JupyterLab's theme decides, not the system's preference
    notebook = open_in_lab(page, lab_server(tmp_path), tmp_path / "descent.ipynb", CELLS)
    explorer = notebook.run(0).locator(".bp-explorer")
    verdict = explorer.locator(".bp-verdict")
    wait_for_text(verdict, "comes closer from one side. The next step is 0.8 times")
    assert places(explorer) == [float(f"{2 + 6 * 0.8**k:.6f}") for k in range(6, 11)]
    assert notebook.cells.nth(0).locator("img").count() == 0, (
        "JupyterLab should show the widget, not its static picture"
    )
    explorer.screenshot(path=screenshots / "descent-light.png")

    plot = explorer.locator("svg.bp-plot").first.bounding_box()
    page.mouse.move(plot["x"] + 0.7 * plot["width"], plot["y"] + 60)
    page.mouse.down()
    page.mouse.move(plot["x"] + 0.2 * plot["width"], plot["y"] + 60, steps=8)
    page.mouse.up()
    start, *others = seen_by_python(notebook)
    assert -9 < start < -5 and others == [0.1, 10]
    assert places(explorer)[-1] == pytest.approx(2 + (start - 2) * 0.8**10, abs=1e-6)

    rate = explorer.get_by_role("slider", name="learning rate ν")
    rate.focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    wait_for_text(explorer.locator(".bp-slider output").nth(1), r"^0\.12$")
    page.keyboard.press("End")
    wait_for_text(verdict, r"^Step 1 would go to x = \d.* outside the picture")
    assert rate.evaluate("node => node === document.activeElement"), "JupyterLab took the keys"
    restart = explorer.get_by_role("button", name="To the start")
    restart.focus()
    page.keyboard.press("Enter")
    wait_for_text(verdict, r"^The slope here is −\d")
    explorer.get_by_role("button", name="One step").focus()
    page.keyboard.press("Space")
    wait_for_text(explorer.locator(".bp-slider output").nth(2), "^1$")
    explorer.screenshot(path=screenshots / "descent-keyboard-focus.png")
    assert seen_by_python(notebook)[1:] == (1.2, 1)

    notebook.run(2)
    twin = notebook.run(3).locator(".bp-explorer")
    for shown in (explorer, twin):
        wait_for_text(shown.locator(".bp-verdict"), "^It alternates between x = 8 and x = −4, and comes no closer.$")
    wait_for_text(
        explorer.locator(".bp-spoken"), "Start 8.00, learning rate 1.00, 5 steps: x = −4, y = 38. It alternates"
    )

    wrong = notebook.run(4).locator(".bp-explorer")
    wait_for_text(wrong.locator("p.bp-notice"), r"^Your y′ says 1\.181 here; a very small triangle says 2\.181\.$")
    nothing = notebook.run(5).locator(".bp-explorer")
    wait_for_text(nothing, r"^cost returns None\.")
    assert nothing.locator("svg").count() == 0

    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    assert explorer.evaluate("node => getComputedStyle(node).colorScheme") == "dark"
    assert [text for text in page.errors if re.search(r"widget|bp-|explorer|uncaught", text, re.IGNORECASE)] == []


def test_without_a_kernel_it_plays_drags_and_fits_a_narrow_screen(browser_page, screenshots):
    page = browser_page(viewport={"width": 1000, "height": 1500}, color_scheme="dark")
    left = DescentExplorer(np.cos, lambda x: -np.sin(x), x0=1, rate=0.5, steps=0, x_min=-6, x_max=6)
    explorers = mount(page, left, DescentExplorer(rate=1.05, steps=3))
    first, second = explorers.nth(0), explorers.nth(1)
    wait_for_text(second.locator(".bp-verdict"), "^It diverges")

    first.get_by_role("button", name="Play").click()
    wait_for_text(first.locator(".bp-slider output").nth(2), r"^([3-9]|\d\d)$")
    first.get_by_role("button", name="Pause").click()
    exact = [1.0]
    for _ in range(40):
        exact.append(exact[-1] + 0.5 * np.sin(exact[-1]))
    steps, shown = page.evaluate("models[0].get('steps')"), places(first)
    assert shown == pytest.approx(exact[steps + 1 - len(shown) : steps + 1], abs=2e-6) and len(shown) >= 4
    assert page.evaluate("models[0].saves") >= 1 and page.evaluate("models[1].get('steps')") == 3, (
        "only the first walks"
    )

    assert frames_that_moved(page, 0, ".bp-start", "x", np.linspace(0.3, 0.7, 21)) == [True] * 20
    assert frames_that_moved(page, 1, ".bp-point", "cx", np.linspace(0.3, 0.9, 11)) == [True] * 10
    assert page.evaluate("models[0].get('steps')") > 30, "dragging in the right panel chooses the step"

    for svg in first.locator("svg.bp-plot").all():
        assert svg.locator("title").text_content() and "learning rate" in svg.locator("desc").text_content()
    ids = page.locator("[id]").evaluate_all("nodes => nodes.map(node => node.id)")
    assert len(ids) == len(set(ids)) >= 14, "an id stands once, whoever else is on the page"
    assert first.get_by_role("slider").count() == 3 and first.get_by_role("button").count() == 4
    assert first.evaluate("node => getComputedStyle(node).colorScheme") == "light dark", (
        "the system's preference decides"
    )
    check_narrow_layout(page, first, screenshots / "descent-narrow.png")
    check_end(page)
