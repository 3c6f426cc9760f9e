"""The web site as a reader meets it: built once, every page opened in Chromium, with nothing to be had from elsewhere.

SCREENSHOT_DIR keeps a picture of every page for a person to look at.
"""

from __future__ import annotations

import functools
import http.server
import re
import subprocess
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import nbformat
import pytest

from autograder.exercises import all_units
from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

LESSONS = sorted(path.stem for path in (ROOT / "course").glob("*.ipynb"))
GUIDES = sorted(f"guides/{path.stem}" for path in (ROOT / "course" / "guides").glob("*.md"))
PAGES = [*LESSONS, *GUIDES, "index", "search"]
BOX = re.compile(r"^> \*\*The document says", re.MULTILINE)
FIRST_PAGE_REQUESTS, FIRST_PAGE_BYTES = 30, 3_000_000

#: What an explorer draws, without its controls and its words: a control that changes only itself moves no picture.
PICTURE = """explorer => {
  const drawn = [...explorer.querySelectorAll("svg, [role=img]")].map(node => node.outerHTML);
  return drawn.concat([...explorer.querySelectorAll("canvas")].map(canvas => canvas.toDataURL())).join();
}"""
#: Formulas that scroll, but not by keyboard.
OUT_OF_REACH = """() => [...document.querySelectorAll("mjx-container")].filter(
  formula => formula.scrollWidth > formula.clientWidth && formula.tabIndex < 0 && getComputedStyle(formula).overflowX === "auto").length"""
FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="session")
def site(tmp_path_factory, vendored) -> Path:
    """The folder of the built site; lessons that did not change are not run again."""
    target = tmp_path_factory.mktemp("built") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "course.site", "--to", target], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "http.server" in done.stdout and target.name in done.stdout
    return target


@pytest.fixture(scope="session")
def address(site):
    """The base address of a server on the site."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_page(address, browser_page):
    """Factory `open_page(name, **context_options) -> Page`, once all is drawn; `page.errors` also lists failed and
    foreign requests.
    """

    def open_page(name: str, **options):
        page = browser_page(**options)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("requestfailed", lambda request: page.errors.append(f"failed: {request.url} {request.failure}"))
        page.on(
            "response", lambda answer: answer.status >= 400 and page.errors.append(f"{answer.status}: {answer.url}")
        )
        page.context.route(
            lambda url: not url.startswith((address, "blob:", "data:")), lambda route: route.abort("blockedbyclient")
        )
        page.goto(f"{address}/{name}")
        wait_until_drawn(page)
        return page

    return open_page


def wait_until_drawn(page) -> None:
    """Wait for MathJax and for as many widgets as the page announces."""
    page.wait_for_load_state()
    page.evaluate("() => window.MathJax?.startup.promise")
    page.wait_for_function("""() => document.querySelectorAll(".widget-subarea .bp-explorer").length
        === document.querySelectorAll('script[type="application/vnd.jupyter.widget-view+json"]').length""")


@pytest.mark.parametrize("name", PAGES)
def test_page(name, open_page, find_barriers, screenshots):
    page = open_page(f"{name}.html")
    page.screenshot(path=screenshots / f"site-{name.replace('/', '-')}.png")
    formulas = page.locator(".math.notranslate").count()
    assert page.locator("mjx-container").count() == formulas
    assert page.locator("mjx-merror").count() == 0
    if name in LESSONS:
        assert formulas > 50, "a lesson without formulas was not read as it should be"
    for explorer in page.locator(".bp-explorer").all():
        move_every_control(page, explorer)
    assert page.evaluate(OUT_OF_REACH) == 0
    assert page.errors == []
    if (
        name in LESSONS
    ):  # hundreds of formulas, all of a kind, take axe-core longer than all the rest: it sees those of the guides
        page.evaluate("() => document.querySelectorAll('mjx-container').forEach(formula => formula.remove())")
    assert find_barriers(page) == []


def move_every_control(page, explorer) -> None:
    """Sliders by keyboard and by mouse, choices and number fields by keyboard; each move must change the picture, with
    no kernel to help.

    A number may play no part in what is drawn just now; then the words must change (a field's own value is not among
    them).
    """
    explorer.scroll_into_view_if_needed()
    controls = explorer.locator("input[type=range], input[type=number], input[type=radio]:checked").all()
    assert controls
    names = [control.evaluate("node => node.name || node.getAttribute('aria-label')") for control in controls]
    kinds = [control.get_attribute("type") for control in controls]
    for control, kind, name in zip(controls, kinds, names, strict=True):
        if kind == "radio":  # the one that is chosen is another one after a move
            control = explorer.locator(f'input[name="{name}"]:checked')
        before, words = explorer.evaluate(PICTURE), explorer.inner_text()
        control.focus()
        at_the_end = kind != "radio" and control.evaluate("node => node.value === node.max")
        page.keyboard.press("ArrowDown" if at_the_end or kind == "radio" else "ArrowUp")
        page.evaluate(FRAMES)
        by_key = explorer.evaluate(PICTURE)
        assert by_key != before or (kind == "number" and explorer.inner_text() != words), f"{kind} {name}"
        if kind == "range":
            drag(page, control)
            assert explorer.evaluate(PICTURE) != by_key, f"{kind} {name}"


def drag(page, slider) -> None:
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.3 * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.8 * box["width"], middle, steps=4)
    page.mouse.up()
    page.evaluate(FRAMES)


def test_explorers_are_on_lessons_and_in_a_subfolder(site):
    with_explorers = {
        path.relative_to(site).as_posix() for path in site.rglob("*.html") if "widget-view+json" in path.read_text()
    }
    assert {"01_activations.html", "guides/exercises.html"} <= with_explorers
    for path in (ROOT / "course").glob("*.ipynb"):
        if any(
            re.search(r"^\w+Explorer\(", cell.source, re.MULTILINE)
            for cell in nbformat.read(path, 4).cells
            if cell.cell_type == "code"
        ):
            assert f"{path.stem}.html" in with_explorers


def test_dark_light_and_paper(open_page, find_barriers, screenshots):
    page = open_page("guides/exercises.html", color_scheme="dark")
    explorer = page.locator(".bp-explorer")

    def colour() -> list[int]:
        text = explorer.evaluate("node => getComputedStyle(node).backgroundColor")
        return [int(number) for number in re.findall(r"\d+", text)[:3]]

    assert max(colour()) < 60
    page.screenshot(path=screenshots / "site-dark.png", full_page=True)
    assert find_barriers(page, ["color-contrast"]) == []
    theme = "() => document.documentElement.dataset.theme"
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(theme) == "light", "paper is white"
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(theme) == "dark"
    page.locator(".theme-switch-button:visible").first.click()
    page.locator('.theme-change-button[data-mode="light"]:visible').first.click()
    assert min(colour()) > 200
    page.reload()
    wait_until_drawn(page)
    assert min(colour()) > 200, "the choice should last"
    assert page.errors == []


def test_search_finds_a_word_and_leads_to_it(open_page):
    page = open_page("guides/sources.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("saturated")
    page.keyboard.press("Enter")
    found = page.locator("#search-results a", has_text="Unit 1")
    found.first.wait_for()
    page.locator("#search-results .context mark, #search-results .highlighted").first.wait_for()
    found.first.click()
    page.wait_for_url("**/01_activations.html*")
    assert page.errors == []


def test_the_first_page_is_light(open_page, capsys):
    page = open_page("index.html")
    libraries = [url for url in page.asked if re.search("mathjax|requirejs|html-manager|anywidget", url)]
    assert libraries == [], "no formula, no widget, no library for them"
    resources = page.evaluate("() => performance.getEntriesByType('resource').map(one => one.decodedBodySize)")
    assert len(resources) <= FIRST_PAGE_REQUESTS and sum(resources) <= FIRST_PAGE_BYTES
    usable = page.evaluate("() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    with capsys.disabled():
        print(
            f"\nbenchmark: first page of the site usable after {usable / 1000:.2f} s (aim: 2 s), {sum(resources) / 1e6:.1f} MB"
        )


def test_without_javascript_explorers_are_pictures_with_words(address, browser_page):
    page = browser_page(java_script_enabled=False)
    page.goto(f"{address}/guides/exercises.html")
    picture = page.locator("img.jupyter-widget")
    assert picture.bounding_box()["width"] > 300
    assert len(picture.get_attribute("alt")) > 40


def test_as_files_pages_work_too(site, browser_page):
    page = browser_page()
    page.goto((site / "guides" / "exercises.html").as_uri())
    wait_until_drawn(page)
    move_every_control(page, page.locator(".bp-explorer").first)
    assert page.locator("mjx-container").count() > 0
    assert page.errors == []
    page.goto((site / "search.html").as_uri() + "?q=saturated")
    page.locator("#search-results a", has_text="Unit 1").first.wait_for()


class Links(HTMLParser):
    """What a page points to, the places in it that can be pointed to, and its pictures without words."""

    def __init__(self, path: Path):
        super().__init__()
        self.targets: set[str] = set()
        self.ids: set[str] = set()
        self.wordless: list[str] = []
        self.head: dict[str, str] = {}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids |= {attributes[key] for key in ("id", "name") if attributes.get(key)}
        self.targets |= {attributes[key] for key in ("href", "src") if attributes.get(key)}
        if tag == "img" and "logo__image" not in attributes.get("class", ""):
            words = attributes.get("alt") or ""
            if len(words) < 10 or "/" in words.split(" ")[0]:
                self.wordless.append(attributes["src"])
        if tag == "meta" and attributes.get("name"):
            self.head[attributes["name"]] = attributes["content"]


@pytest.fixture(scope="module")
def pages(site):
    """Path -> `Links` of every page."""
    return {path: Links(path) for path in site.rglob("*.html") if "_static" not in path.parts}


def test_every_link_leads_somewhere(site, pages):
    assert {path.relative_to(site).with_suffix("").as_posix() for path in pages} == set(PAGES)
    broken = []
    for path, links in pages.items():
        for target in links.targets:
            if urlsplit(target).scheme:
                assert target.startswith(("https://", "data:")), target
                continue
            file, fragment = urldefrag(target)
            aim = (path.parent / unquote(urlsplit(file).path)).resolve() if file else path
            if not aim.is_file() or (fragment and aim in pages and unquote(fragment) not in pages[aim].ids):
                broken.append(f"{path.name}: {target}")
    assert broken == []


def test_pages_say_what_they_are(pages):
    assert {path.name: links.wordless for path, links in pages.items() if links.wordless} == {}
    descriptions = [links.head.get("description", "") for path, links in pages.items() if path.name != "search.html"]
    assert min(map(len, descriptions)) > 40 and len(set(descriptions)) == len(descriptions)


def test_downloads_are_the_released_notebooks_and_the_kit(site, pages, tmp_path):
    import zipfile

    links = pages[site / "guides" / "exercises.html"]
    files = {Path(target).name: site / "guides" / target for target in links.targets if "_downloads" in target}
    for unit in all_units():
        released = ROOT / "release" / unit.id / f"{unit.notebook}.ipynb"
        assert files[released.name].read_bytes() == released.read_bytes()
        assert any(target.endswith(f"/{released.name}") for target in pages[site / f"{unit.id}.html"].targets)
    with zipfile.ZipFile(files["backprop-course.zip"]) as kit:
        names = kit.namelist()
    assert all(f"backprop-course/release/{unit.id}/{unit.notebook}.ipynb" in names for unit in all_units())


def test_the_page_on_errata_links_to_every_box_of_the_lessons(site, pages):
    links = pages[site / "guides" / "sources.html"].targets
    for lesson in LESSONS:
        boxes = sum(
            len(BOX.findall(cell.source)) for cell in nbformat.read(ROOT / "course" / f"{lesson}.ipynb", 4).cells
        )
        assert len({target for target in links if target.startswith(f"../{lesson}.html#")}) == boxes > 0, lesson


def test_a_cell_that_fails_fails_the_build(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    cell = nbformat.v4.new_code_cell("1 / 0", id="fails")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A page", id="title"), cell])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, source / "index.ipynb")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-c", ROOT / "course" / "site", source, tmp_path / "out"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0 and "ZeroDivisionError" in done.stderr


def test_icons_ask_for_no_font_that_is_not_here(open_page, address):
    """The widget manager brings rules for icons' letters; they would hold until the theme has put pictures in the
    letters' place.
    """
    page = open_page("guides/exercises.html")
    page.context.route("**/fontawesome.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{address}/guides/exercises.html")
    wait_until_drawn(page)
    page.evaluate("() => document.fonts.ready")
    assert page.locator("i.fas").count() > 0
    assert page.errors == []
