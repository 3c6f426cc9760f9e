"""The gradient-check explorer in a real browser: in JupyterLab with Python behind it, and on a bare page without any
kernel.

SCREENSHOT_DIR keeps the pictures for a person to look at.
"""

import re

import numpy as np
import pytest

from helpers.explorers import GradcheckExplorer
from helpers.explorers.gradcheck.differences import H
from tests.browser.bare_page import check_end, check_narrow_layout, frames_that_moved, mount

sync_api = pytest.importorskip("playwright.sync_api", reason="BROWSER TEST NOT RUN: playwright is not installed")

sync_api.expect.set_options(timeout=20_000)  # a busy machine, not a slow explorer
pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

CELLS = [
    """import numpy as np
from helpers.explorers import GradcheckExplorer
sigmoid = lambda z: 1 / (1 + np.exp(-z))
explorer = GradcheckExplorer(sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z)), x=0.5, name='σ', variable='z')
explorer""",
    "print('python sees', explorer.x, explorer.h)",
    "explorer.x, explorer.h = -2, 1e-5",
    "GradcheckExplorer(sigmoid, sigmoid, x=-2, name='σ')",
    "GradcheckExplorer(lambda z: z[:3], name='σ')",
]


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_slope(x):
    return sigmoid(x) * (1 - sigmoid(x))


def wait_for_text(locator, pattern):
    sync_api.expect(locator).to_have_text(re.compile(pattern))


def seen_by_python(notebook):
    words = notebook.run(1).locator(".jp-OutputArea-output").inner_text().split()
    return float(words[-2]), float(words[-1])


def read_row(explorer, label):
    """The numbers in a row: what was measured, and how far off it is."""
    row = explorer.locator(".bp-row", has=explorer.page.locator(".bp-name", has_text=label))
    text = row.locator(".bp-number").inner_text().replace("−", "-")
    return [float(number) for number in re.findall(r"-?\d[\d.]*(?:e-?\d+)?", text)]


def test_mouse_keys_and_python_move_the_same_point_and_step(
    lab_server, tmp_path, open_in_lab, browser_page, screenshots
):
    page = browser_page(color_scheme="light")  # JupyterLab's theme decides, not the system's preference
    notebook = open_in_lab(page, lab_server(tmp_path), tmp_path / "gradcheck.ipynb", CELLS)
    explorer = notebook.run(0).locator(".bp-explorer")
    verdict = explorer.locator(".bp-verdict")
    wait_for_text(verdict, "^Truncation")
    assert read_row(explorer, "central") == pytest.approx([0.235002, 1.6e-6], rel=0.05)
    assert notebook.cells.nth(0).locator("img").count() == 0, (
        "JupyterLab should show the widget, not its static picture"
    )
    explorer.screenshot(path=screenshots / "gradcheck-light.png")

    curve, errors = (plot.bounding_box() for plot in explorer.locator("svg.bp-plot").all())
    page.mouse.move(errors["x"] + 0.7 * errors["width"], errors["y"] + 60)
    page.mouse.down()
    page.mouse.move(errors["x"] + 0.2 * errors["width"], errors["y"] + 60, steps=8)
    page.mouse.up()
    wait_for_text(verdict, r"^Rounding: σ\(z \+ h\) and σ\(z − h\) agree in about 1\d of 16 digits")
    x, h = seen_by_python(notebook)
    assert x == 0.5 and 1e-14 < h < 1e-11 and h in H
    page.mouse.move(curve["x"] + 0.5 * curve["width"], curve["y"] + 60)
    page.mouse.down()
    page.mouse.move(curve["x"] + 0.8 * curve["width"], curve["y"] + 60, steps=4)
    page.mouse.up()
    assert 2 < seen_by_python(notebook)[0] < 4 and seen_by_python(notebook)[1] == h

    slider = explorer.get_by_role("slider", name="step h")
    slider.focus()
    page.keyboard.press("End")
    wait_for_text(explorer.locator(".bp-slider output").nth(1), "^1$")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    wait_for_text(explorer.locator(".bp-slider output").nth(1), r"^0\.1$")
    assert slider.evaluate("node => node === document.activeElement"), "JupyterLab took the keys"
    explorer.get_by_role("slider", name="z", exact=True).focus()
    page.keyboard.press("Home")
    wait_for_text(explorer.locator(".bp-slider output").first, r"^−6\.0$")
    explorer.screenshot(path=screenshots / "gradcheck-keyboard-focus.png")
    assert seen_by_python(notebook) == (-6.0, 0.1)

    notebook.run(2)
    wait_for_text(verdict, "^This is about the best that the central difference can do")
    assert read_row(explorer, "your slope σ′") == pytest.approx([sigmoid_slope(-2)], rel=1e-11)
    wait_for_text(
        explorer.locator(".bp-spoken"),
        r"^z = −2\.0, h = 1e−5: the central difference is off by \S+, the one-sided by \S+e−7",
    )

    wrong = notebook.run(3).locator(".bp-explorer")
    wait_for_text(
        wrong.locator(".bp-verdict"),
        r"^The error does not fall: .* 0\.104994, but your σ′ says 0\.119203\. That is 0\.0142093 off",
    )
    wrong.screenshot(path=screenshots / "gradcheck-wrong.png")
    nothing = notebook.run(4).locator(".bp-explorer")
    wait_for_text(nothing, r"^σ returns an array of shape \(3,\)")
    assert nothing.locator("svg").count() == 0

    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    assert explorer.evaluate("node => getComputedStyle(node).colorScheme") == "dark"
    assert [text for text in page.errors if re.search(r"widget|bp-|explorer|uncaught", text, re.IGNORECASE)] == []


def test_without_a_kernel_it_drags_and_fits_a_narrow_screen(browser_page, screenshots):
    page = browser_page(viewport={"width": 1000, "height": 1500}, color_scheme="dark")
    relu = GradcheckExplorer(lambda x: np.maximum(0, x), lambda x: np.where(x > 0, 1, 0.01), x=2, h=1e-2, name="relu")
    explorers = mount(page, GradcheckExplorer(sigmoid, sigmoid_slope, x=0.5, h=1e-9), relu)
    first, second = explorers.nth(0), explorers.nth(1)
    wait_for_text(second.locator(".bp-notice"), r"^Your relu′ is right here, but not at x = −0\.1\.$")

    assert frames_that_moved(page, 0, ".bp-on-curve", "cx", np.linspace(0.3, 0.7, 21)) == [True] * 20
    assert frames_that_moved(page, 1, ".bp-ring", "cx", np.linspace(0.2, 0.9, 21)) == [True] * 20
    assert page.evaluate("[models[0].saves, models[1].saves]") == [2, 0], "Python hears of a drag when it ends"
    assert page.evaluate("models[0].get('h')") in H
    for svg in first.locator("svg.bp-plot").all():
        assert (
            svg.locator("title").text_content() and "central difference is off by" in svg.locator("desc").text_content()
        )
    assert first.get_by_role("slider").count() == 2

    for value, sentence in (
        (0, "There is a kink at x = 0: slope 0 on one side, 1 on the other"),
        (-2, "The error does not fall"),
    ):
        page.evaluate("x => models[1].set('x', x)", value)
        wait_for_text(second.locator(".bp-verdict"), f"^{sentence}")
    check_narrow_layout(page, first, screenshots / "gradcheck-narrow.png")
    check_end(page)
