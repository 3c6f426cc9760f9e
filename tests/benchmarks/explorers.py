"""`make latency`: how long from a movement of the mouse to the picture that shows it, in JupyterLab in headless
Chromium.

Each explorer is dragged by a real (simulated) mouse. The clock starts with the time stamp that the browser gives the
movement, and stops when the frame is painted in which the explorer changed its part of the page: an animation frame
draws, then a message that was posted in that frame arrives. In the same run a slider of `ipywidgets.interact` that
draws the sigmoid with matplotlib is dragged; there the clock stops with the frame in which the new image is in the
page.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page, TimeoutError, sync_playwright

import helpers.explorers
from tests.browser.conftest import CHROMIUM_ARGUMENTS, LabNotebook, find_chromium, run_lab

MEDIAN_MILLISECONDS, WORST_MILLISECONDS = 16, 50  # what the course promises
WARM_UP_MOVES = 5  # the first movements also compile the script
WAIT_MILLISECONDS = 10_000


@dataclass(frozen=True)
class Subject:
    """Something to drag: the code of its cell, and a selector inside the cell's output of what the mouse takes hold of.

    The drag runs from a tenth to nine tenths of the handle's width and back, `sweeps` times one way; every movement has
    to change the picture, so a slider with few positions needs several sweeps.
    """

    name: str
    code: str
    handle: str
    sweeps: int = 1
    keys: tuple[str, ...] = ()  # pressed in turn on the focused handle, where an explorer has nothing to drag


#: One line an explorer; the program stops when one of helpers.explorers is missing.
EXPLORERS = [
    Subject("SlopeExplorer", "explorers.SlopeExplorer(np.tanh, lambda z: 1 - np.tanh(z) ** 2)", "svg.bp-plot >> nth=0"),
    Subject("DescentExplorer", "explorers.DescentExplorer()", "svg.bp-plot >> nth=0"),
    Subject(
        "GradcheckExplorer",
        "explorers.GradcheckExplorer(np.tanh, lambda z: 1 - np.tanh(z) ** 2)",
        "svg.bp-plot >> nth=0",
    ),
    # 80 iterations are 81 states at equal distances, so that every movement reaches another one.
    Subject(
        "EquationExplorer", "explorers.EquationExplorer()", "input[type=number] >> nth=0", keys=("ArrowDown", "ArrowUp")
    ),
    Subject(
        "GraphExplorer",
        "explorers.GraphExplorer({'x': 3.0, 'w': 0.5}, [('y', (lambda x, w: x * w, lambda dy, x, w: (dy * w, dy * x)), 'x', 'w')])",
        "input[type=range] >> nth=1",
        sweeps=3,
    ),
    Subject(
        "TrainingExplorer",
        "explorers.TrainingExplorer(network.train, network.forward, *planar_flower(), network.start(), iterations=80)",
        "svg.bp-plot >> nth=1",
    ),
]
IMPORTS = """import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import FloatSlider, interact
from helpers import explorers
from helpers.data import planar_flower
from tests.support import network"""
INTERACT = Subject(
    "interact with matplotlib",
    """z = np.linspace(-6, 6, 401)
@interact(at=FloatSlider(-4.8, min=-6, max=6, step=0.01))  # its knob stands where the drag begins
def draw(at):
    fig, ax = plt.subplots()
    ax.plot(z, np.tanh(z))
    ax.plot(z, np.tanh(at) + (1 - np.tanh(at) ** 2) * (z - at), "--")
    ax.plot(at, np.tanh(at), "o")
    ax.set(ylim=(-1.5, 1.5), title=f"slope {1 - np.tanh(at) ** 2:.4f}")
    plt.show()""",
    ".noUi-base",
)

# `page.evaluate` installs this once; `measure(root, image, kind)` then times each event of that kind until `root` has
# changed and is painted.
STOPWATCH = """() => {
  let stop = () => {};
  window.measure = (root, image, kind) => {
    stop();
    window.latencies = [];
    const channel = new MessageChannel();
    let began = null;
    let changed = false;
    const observer = new MutationObserver((records) => {
      if (!image) changed = true;
      // A new image counts once it can be painted.
      else for (const record of records) for (const node of record.addedNodes) {
        const picture = node.nodeType === 1 && (node.matches('img') ? node : node.querySelector('img'));
        if (picture) picture.decode().then(() => (changed = true));
      }
    });
    observer.observe(root, { subtree: true, childList: true, attributes: !image, characterData: !image });
    const onFrame = () => channel.port1.postMessage(0);
    channel.port2.onmessage = () => {
      if (began === null) return;
      if (!changed) return requestAnimationFrame(onFrame);
      latencies.push(performance.now() - began);
      began = null;
    };
    const onEvent = (event) => {
      if (began !== null) return;
      began = event.timeStamp;
      changed = false;
      requestAnimationFrame(onFrame);
    };
    window.addEventListener(kind, onEvent, { capture: true });
    stop = () => { observer.disconnect(); window.removeEventListener(kind, onEvent, { capture: true }); };
  };
}"""


def drag(page: Page, cell: Locator, subject: Subject, moves: int, image: bool = False) -> list[float]:
    """Milliseconds from each of `moves` movements of a drag, or presses of a key, to the picture that shows it."""
    output = cell.locator(".jp-Cell-outputArea")
    handle = output.locator(subject.handle)
    handle.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # JupyterLab scrolls after a cell has run
    steps = moves + WARM_UP_MOVES
    act = begin_keys(page, handle, subject.keys) if subject.keys else begin_drag(page, handle, subject.sweeps / steps)
    page.wait_for_timeout(
        500
    )  # what pressing the button changed is not to be taken for an answer to the first movement
    kind = "keydown" if subject.keys else "pointermove"
    page.evaluate("([root, image, kind]) => measure(root, image, kind)", [output.element_handle(), image, kind])
    for step in range(1, steps + 1):
        act(step)
        try:
            page.wait_for_function("count => latencies.length >= count", arg=step, timeout=WAIT_MILLISECONDS)
        except TimeoutError:
            sys.exit(
                f"{subject.name}: movement {step} of {steps} changed nothing within {WAIT_MILLISECONDS / 1000:.0f} s. {page.faults}"
            )
    page.mouse.up()
    return page.evaluate("latencies")[WARM_UP_MOVES:]


def begin_drag(page: Page, handle: Locator, stride: float) -> Callable[[int], None]:
    """Press the mouse button on the handle; the function given back makes the movement of that number."""
    box = handle.bounding_box()

    def move(step: int) -> None:
        way = step * stride % 2
        share = 0.1 + 0.8 * min(way, 2 - way)
        page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)

    move(0)
    page.mouse.down()
    return move


def begin_keys(page: Page, handle: Locator, keys: tuple[str, ...]) -> Callable[[int], None]:
    """Focus the handle; the function given back presses the next key."""
    handle.focus()
    return lambda step: page.keyboard.press(keys[step % len(keys)])


def check_table() -> None:
    """Stop with a sentence when an explorer has no line in the table."""
    missing = set(helpers.explorers.__all__) - {subject.name for subject in EXPLORERS}
    if missing:
        sys.exit(f"tests/benchmarks/explorers.py has no line for {', '.join(sorted(missing))}; add one to EXPLORERS.")


def run(moves: int) -> dict[str, list[float]]:
    """The latencies in milliseconds of every explorer, and of interact under its own name."""
    subjects = [*EXPLORERS, INTERACT]
    cells = [nbformat.v4.new_code_cell(source) for source in (IMPORTS, *(subject.code for subject in subjects))]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as home,
        sync_playwright() as playwright,
    ):
        path = Path(folder) / "bench.ipynb"
        nbformat.write(notebook, path)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        with run_lab(Path(folder), Path(home)) as url:
            page = browser.new_page(viewport={"width": 1200, "height": 900})
            page.faults = []
            page.on("pageerror", lambda error: page.faults.append(str(error)))
            opened = LabNotebook(page, url, path)
            opened.run(0)
            page.evaluate(STOPWATCH)
            latencies = {}
            for index, subject in enumerate(subjects, 1):
                cell = opened.run(index)
                cell.locator(subject.handle).wait_for()
                latencies[subject.name] = drag(page, cell, subject, moves, image=subject is INTERACT)
        browser.close()
    return latencies


def report(latencies: dict[str, list[float]]) -> str:
    """A line for each explorer: median, worst, how many times as fast as interact, and which limits are met."""
    of_interact = statistics.median(latencies[INTERACT.name])
    moves = len(latencies[INTERACT.name])
    lines = [
        f"from movement to painted picture, {moves} movements each, on {os.cpu_count()} cores",
        f"{'':26}{'median':>10}{'worst':>10}{'interact / this':>18}   limits ({MEDIAN_MILLISECONDS} ms, {WORST_MILLISECONDS} ms)",
    ]
    for name, times in latencies.items():
        median, worst = statistics.median(times), max(times)
        ratio, verdict = "", ""
        if name != INTERACT.name:
            ratio = f"{of_interact / median:.1f}"
            kept = {"median": median <= MEDIAN_MILLISECONDS, "worst": worst <= WORST_MILLISECONDS}
            verdict = (
                "both kept"
                if all(kept.values())
                else "missed: " + ", ".join(limit for limit, held in kept.items() if not held)
            )
        lines.append(f"{name:26}{median:>7.1f} ms{worst:>7.1f} ms{ratio:>18}   {verdict}".rstrip())
    return "\n".join(lines)


def main() -> None:
    """Print the figures; they are never asserted, since they say as much about the machine as about the explorers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moves", type=int, default=40, help="drag moves for each explorer")
    options = parser.parse_args()
    check_table()
    if find_chromium() is None:
        sys.exit("No Chromium found; install one or set CHROMIUM to its path.")
    load = os.getloadavg()[0]
    print(report(run(options.moves)))
    if load > 0.5 * os.cpu_count():
        print(
            f"The machine was busy before this began (load {load:.1f} on {os.cpu_count()} cores): the figures are too high."
        )


if __name__ == "__main__":
    main()
