"""Fixtures for tests in a real browser: a JupyterLab server on a folder, and pages that collect their console errors."""

import contextlib
import http.client
import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest

from tests.conftest import NOT_RUN

REPOSITORY = Path(__file__).parents[2]
START_SECONDS = 90
PORT_ATTEMPTS = 3
READY_MILLISECONDS = 60_000
KEY_MILLISECONDS = 10_000
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """Path of the system's Chromium, or the one that CHROMIUM names; None when there is none."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else ["/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome"]
    return next((path for path in map(shutil.which, candidates) if path), None)


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium for the whole session; skips, with the reason, where there is none."""
    path = find_chromium()
    if path is None:
        leave_out = pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip
        leave_out(f"{NOT_RUN}: no Chromium found; install one or set CHROMIUM to its path")
    sync_api = pytest.importorskip("playwright.sync_api", reason=f"{NOT_RUN}: playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@contextlib.contextmanager
def open_pages(browser):
    """Give a factory `open_page(**context_options) -> Page`; close what it opened at the end.

    `page.errors` lists console errors and uncaught exceptions. Options are those of playwright's `new_context`, such as
    `color_scheme="dark"` or `viewport={...}`.
    """
    with contextlib.ExitStack() as stack:

        def open_page(**options):
            context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}} | options)
            stack.callback(context.close)
            page = context.new_page()
            page.errors = []
            page.on("console", lambda message: message.type == "error" and page.errors.append(message.text))
            page.on("pageerror", lambda error: page.errors.append(f"uncaught: {error}"))
            return page

        yield open_page


@pytest.fixture
def browser_page(browser):
    """Factory `browser_page(**context_options) -> Page`, see `open_pages`."""
    with open_pages(browser) as open_page:
        yield open_page


@contextlib.contextmanager
def run_lab(folder: Path, home: Path, theme: str = "JupyterLab Light", program: str = "jupyterlab"):
    """A server on `folder`, with settings, runtime and logs in `home`; gives its base URL and stops it at the end.

    `program` is ``jupyterlab`` or ``notebook`` (Notebook 7, as `jupyter notebook` starts it).
    """
    _write_settings(home, theme)
    for attempt in range(PORT_ATTEMPTS):
        port, log = _find_free_port(), home / f"lab-{attempt}.log"
        with log.open("w") as stream:
            process = subprocess.Popen(
                _lab_command(program, folder, port),
                env=_lab_environment(home),
                stdout=stream,
                stderr=stream,
                cwd=folder,
            )
        try:
            if _wait_until_up(f"http://127.0.0.1:{port}", process):
                yield f"http://127.0.0.1:{port}"
                return
        finally:
            _stop(process)
    raise RuntimeError(f"{program} did not start in {PORT_ATTEMPTS} attempts. Its log ends:\n{log.read_text()[-3000:]}")


def _stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory):
    """Factory `lab_server(folder, theme="JupyterLab Light", program="jupyterlab") -> base URL`, see `run_lab`.

    Each server has its own settings, runtime and log folder; all are stopped at the end of the session.
    """
    with contextlib.ExitStack() as stack:

        def start(folder: Path, theme: str = "JupyterLab Light", program: str = "jupyterlab") -> str:
            return stack.enter_context(run_lab(folder, tmp_path_factory.mktemp("lab"), theme, program))

        yield start


class LabNotebook:
    """A notebook open in JupyterLab: `page`, `cells` (the locator of its code cells) and `run`.

    `path` is relative to the folder that is served, or absolute when the notebook lies directly in it.
    """

    address = "doc/tree/{path}?reset"

    def __init__(self, page, base_url: str, path: Path):
        self.page = page
        self.cells = page.locator(".jp-NotebookPanel .jp-CodeCell")
        page.goto(f"{base_url}/{self.address.format(path=path.name if path.is_absolute() else path.as_posix())}")
        self.cells.first.wait_for(timeout=READY_MILLISECONDS)
        self._wait_for_kernel()

    def _wait_for_kernel(self) -> None:
        # The round indicator calls itself idle before there is a kernel; the status bar does not.
        self.page.locator("#jp-main-statusbar", has_text="| Idle").wait_for(timeout=READY_MILLISECONDS)

    def write(self, index: int, source: str) -> None:
        """Replace the text of one code cell as a person does: select all, paste."""
        self.cells.nth(index).locator(".jp-InputArea-editor").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(source)

    def run(self, index: int):
        """Run one code cell as a person does, wait until its prompt shows a new number, and return its locator."""
        cell = self.cells.nth(index)
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        cell.locator(".jp-InputArea-editor").click()
        self._press_run(prompt, before)
        self.page.wait_for_function(
            "([node, before]) => /\\[\\d+\\]/.test(node.innerText) && node.innerText !== before",
            arg=[prompt.element_handle(), before],
            timeout=READY_MILLISECONDS,
        )
        return cell

    def _press_run(self, prompt, before: str) -> None:
        """Press the keys until the prompt says that the cell waits or runs: keys are lost while a page still loads its
        shortcuts.
        """
        from playwright.sync_api import TimeoutError

        for _ in range(READY_MILLISECONDS // KEY_MILLISECONDS):
            self.page.keyboard.press("Control+Enter")
            with contextlib.suppress(TimeoutError):
                self.page.wait_for_function(
                    "([node, before]) => node.innerText !== before",
                    arg=[prompt.element_handle(), before],
                    timeout=KEY_MILLISECONDS,
                )
                return


class ClassicNotebook(LabNotebook):
    """The same in Notebook 7, which gives every notebook a page of its own."""

    address = "notebooks/{path}"

    def _wait_for_kernel(self) -> None:
        # Its words about the kernel fade away once the kernel is idle for the first time.
        self.page.locator(".jp-NotebookKernelStatus-fade").wait_for(state="attached", timeout=READY_MILLISECONDS)


@pytest.fixture(scope="session")
def vendored() -> Path:
    """``build/vendor`` with what the site serves and axe-core; skips, with the reason, where npm cannot fetch it."""
    from course.site import SiteError
    from course.site.vendor import vendor

    try:
        return vendor()
    except SiteError as error:
        leave_out = pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip
        leave_out(f"{NOT_RUN}: {error}")


@pytest.fixture(scope="session")
def find_barriers(vendored):
    """Factory `find_barriers(page, rules=None, only="html") -> list`: what axe-core calls serious or critical on the
    page as it is now.

    `rules`: only these rules of axe-core, e.g. `["color-contrast"]`; None for all. `only`: CSS selector of the part
        that is looked at,
    which must be there.
    """
    script = (vendored / "tests" / "axe.min.js").read_text(encoding="utf-8")

    def run(page, rules: list[str] | None = None, only: str = "html") -> list[str]:
        page.evaluate(script)
        options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
        found = page.evaluate("([part, options]) => axe.run(part, options)", [only, options])["violations"]
        return [
            f"{problem['id']}: {node['target']} {node['failureSummary']}"
            for problem in found
            if problem["impact"] in ("serious", "critical")
            for node in problem["nodes"]
        ]

    return run


@pytest.fixture
def screenshots(tmp_path) -> Path:
    """Where pictures for people to look at go: the folder that SCREENSHOT_DIR names, else the test's own."""
    folder = Path(os.environ.get("SCREENSHOT_DIR") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def save_picture(screenshots, request):
    """Factory `save_picture(name, page, first, last)`: a picture of the README, from the top of `first` to the bottom
    of `last`.

    With `--update-pictures` it replaces the one in the repository; else the one there must show the same.
    """
    from tests.browser import pictures

    def save(name: str, page, first, last) -> None:
        fresh = pictures.take(page, first, last)
        path = pictures.FOLDER / f"{name}.png"
        (path if request.config.getoption("--update-pictures") else screenshots / path.name).write_bytes(fresh)
        assert pictures.find_faults(path, fresh) == []

    return save


@pytest.fixture
def open_in_lab():
    """Factory `open_in_lab(page, base_url, path, cells) -> LabNotebook`.

    Writes a notebook with the code `cells` to `path`, directly in the folder that is served, and opens it once its
    kernel is idle.
    """

    def open_notebook(page, base_url: str, path: Path, cells: list[str]) -> LabNotebook:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, path)
        return LabNotebook(page, base_url, path)

    return open_notebook


def _find_free_port() -> int:
    # Below the range from which the system hands out ports: kernels on the same machine would race for one of those.
    for port in random.sample(range(20_000, 32_000), 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    pytest.fail("no free port between 20000 and 32000")


def _lab_command(program: str, folder: Path, port: int) -> list[str]:
    options = {
        "ip": "127.0.0.1",
        "port": port,
        "port_retries": 0,
        "open_browser": False,
        "root_dir": folder,
        "disable_check_xsrf": True,
    }
    command = [sys.executable, "-m", program, "--allow-root", "--no-browser", "--IdentityProvider.token="]
    return command + [f"--ServerApp.{name}={value}" for name, value in options.items()]


def _lab_environment(home: Path) -> dict[str, str]:
    folders = {name: str(home / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    folders |= {
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }
    inherited = {key: value for key, value in os.environ.items() if key != "NBGRADER_EXECUTION"}
    search = os.pathsep.join(filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH")]))
    return inherited | folders | {"PYTHONPATH": search}


def _write_settings(home: Path, theme: str) -> None:
    settings = {
        "apputils-extension/themes": f'{{"theme": "{theme}"}}',
        "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
        # Every cell is in the page, also those far down: a test finds a cell by its place.
        "notebook-extension/tracker": '{"windowingMode": "none"}',
    }
    for name, text in settings.items():
        path = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def _wait_until_up(url: str, process: subprocess.Popen) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/api/status", timeout=5):
                return process.poll() is None  # an answer from someone else's port is not ours
        except (urllib.error.URLError, http.client.HTTPException, OSError):
            time.sleep(0.2)
    return False
