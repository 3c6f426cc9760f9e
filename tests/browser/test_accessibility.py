"""Who cannot see the screen, or not well, or has no mouse: axe-core looks at every kind of card and every explorer in
JupyterLab.

The site's own tests look at its pages. SCREENSHOT_DIR keeps the pictures for a person to look at.
"""

from __future__ import annotations

import nbformat
import pytest

from autograder.exercises import find_unit, source_of
from tests.benchmarks import explorers as bench_explorers
from tests.browser.conftest import LabNotebook, open_pages
from tests.browser.student import find_mistake

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
UNIT = find_unit("01_activations")
EXERCISE = UNIT.exercises["sigmoid_slope"]
CALL = f'expect("{UNIT.notebook}.{EXERCISE.name}", {EXERCISE.name})'
#: One cell for each kind of card; the wrong number matches no known mistake and so shows what was seen.
CARDS = {
    "blank": f"{EXERCISE.name} = lambda z: ...\n{CALL}",
    "mistake": f"{source_of(find_mistake(EXERCISE).implementation, EXERCISE.name)}\n{CALL}",
    "number": f"{EXERCISE.name} = lambda z: 1.23 + 0 * z\n{CALL}",
    "right": f"{source_of(EXERCISE.reference, EXERCISE.name)}\n{CALL}",
    "example": f'example("{UNIT.notebook}.{EXERCISE.name}", 1)',
    "note": "with once_filled_in():\n    blank = ...\n    blank + 1",
    "progress": f'progress("{UNIT.notebook}")',
}
WRONG = "explorers.SlopeExplorer(np.tanh, lambda z: 1 / 0)"
IMPORTS = f"{bench_explorers.IMPORTS}\nfrom helpers import example, expect, once_filled_in, progress\nsigmoid = lambda z: 1 / (1 + np.exp(-z))"
EXPLORERS = {subject.name: subject.code for subject in bench_explorers.EXPLORERS} | {"wrong function": WRONG}
DARK = "JupyterLab Dark"


@pytest.fixture(scope="module")
def notebook(browser, lab_server, tmp_path_factory):
    """All cards and all explorers in one notebook; `place` tells which cell shows what."""
    folder = tmp_path_factory.mktemp("accessibility")
    sources = {"imports": IMPORTS} | CARDS | EXPLORERS
    written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources.values()])
    written.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(written, folder / "parts.ipynb")
    with open_pages(browser) as open_page:
        opened = LabNotebook(
            open_page(viewport={"width": 1100, "height": 1000}), lab_server(folder), folder / "parts.ipynb"
        )
        opened.place = {name: place for place, name in enumerate(sources)}
        for place in opened.place.values():
            opened.run(place)
        # JupyterLab's body has no height and hides what flows over; axe-core takes all text in it for invisible, and so
        # for readable.
        opened.page.add_style_tag(content="body { min-height: 100vh }")
        yield opened


def show_part(notebook, name: str) -> str:
    """Unfold the card or explorer that the cell of this name shows and scroll it to the top; returns its CSS selector.

    What is scrolled out of JupyterLab's notebook has no background for axe-core, and so no contrast.
    """
    part = notebook.cells.nth(notebook.place[name]).locator(".check-card, .bp-explorer").first
    part.wait_for()
    part.evaluate(
        """(node, id) => {
        node.id = id;
        for (const folded of node.querySelectorAll('details')) folded.open = true;
        node.scrollIntoView({ block: 'start' });
    }""",
        id := f"part-{notebook.place[name]}",
    )
    return f"#{id}"


def look(notebook, find_barriers, rules=None, folder=None) -> list[str]:
    """Barriers in all cards and explorers; a picture of each goes to `folder`."""
    found = []
    for name in (*CARDS, *EXPLORERS):
        selector = show_part(notebook, name)
        found += [f"{name}: {problem}" for problem in find_barriers(notebook.page, rules, only=selector)]
        if folder:
            notebook.page.locator(selector).screenshot(path=folder / f"part-dark-{name.replace(' ', '-')}.png")
    return found


def test_cards_and_explorers_have_no_barriers_in_light_and_dark(notebook, find_barriers, screenshots):
    page = notebook.page
    assert look(notebook, find_barriers) == []
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    for label in ("Theme", DARK):
        page.locator(".lm-Menu-itemLabel").get_by_text(label, exact=True).click()
    page.wait_for_function("() => document.body.dataset.jpThemeLight === 'false'")
    assert look(notebook, find_barriers, ["color-contrast"], screenshots) == []


def test_axe_sees_a_barrier_where_there_is_one(notebook, find_barriers):
    """Else an empty list would say nothing."""
    selector = show_part(notebook, "right")
    notebook.page.locator(selector).evaluate("""node => {
        node.insertAdjacentHTML('beforeend', '<p style="color: #777; background: #888">faint</p><img src="data:,">');
    }""")
    found = find_barriers(notebook.page, only=selector)
    assert {problem.split(":")[0] for problem in found} == {"color-contrast", "image-alt"}
