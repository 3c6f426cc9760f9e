"""The explorers in the lessons: each is drawn, and shows what the text beside it says."""

import re

import nbformat
import numpy as np
import pytest

from helpers.explorers import DescentExplorer, GradcheckExplorer
from tests.course.lessons import LESSONS, run_lesson

WIDGET = "application/vnd.jupyter.widget-view+json"
PATHS = {path.stem: path for path in LESSONS}


def shown(unit, cell_id):
    """The data of the one output of a cell."""
    (data,) = [output.data for id_, output in run_lesson(PATHS[unit]).outputs() if id_ == cell_id]
    return data


def text_of(unit, cell_id):
    return next(cell.source for cell in nbformat.read(PATHS[unit], as_version=4).cells if cell.id == cell_id)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_explorer_of_a_lesson_is_drawn_and_has_a_static_picture(path):
    explorers = [(id_, output.data) for id_, output in run_lesson(path).outputs() if WIDGET in output.get("data", {})]
    assert [id_ for id_, data in explorers if "image/png" not in data or "could not" in data["text/plain"]] == []


def test_lesson_6_walks_downhill():
    described = shown("06_gradient_descent", "rate-explorer")["text/plain"]
    assert "from x = 8 with learning rate 0.1: after 10 steps x = 2.644245" in described and "0.8 times" in described
    text = text_of("06_gradient_descent", "rate-explorer-seen")
    steps = re.search(r"ν = 1\.05 the walk leaves the picture after (\d+) steps, with 1\.2 after (\d+)", text)
    assert [DescentExplorer(rate=rate, steps=40).path.size - 1 for rate in (1.05, 1.2)] == [
        int(step) for step in steps.groups()
    ]
    fast, smooth = (np.abs(DescentExplorer(rate=rate, steps=20).path - 2) for rate in (0.9, 0.1))
    np.testing.assert_allclose(fast, smooth, rtol=1e-9)


def test_lesson_5_shows_an_error_that_no_step_mends():
    described = shown("05_layers", "accurate-explorer")["text/plain"]
    assert (
        "It is the formula that is wrong" in described
        and "0.21391, but your σ′ says 0.689974. That is 0.476065 off" in described
    )
    text = text_of("05_layers", "accurate-explorer-seen")
    assert all(number in text for number in ("0.476", "0.2139", "0.6900"))


def test_lesson_1_measures_with_every_step():
    described = shown("01_activations", "check-h-explorer")["text/plain"]
    assert described.startswith("Slope of σ at z = 0.5: with h = 0.01") and "Best: central near h = 1e−5" in described

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    def slope(z):
        return sigmoid(z) * (1 - sigmoid(z))

    central, forward = GradcheckExplorer(sigmoid, slope, x=0, h=1e-2).errors()
    assert forward == pytest.approx(central, rel=1e-6), "at z = 0 the one-sided arm drops onto the central one"
    assert "It is the formula that is wrong" in GradcheckExplorer(np.tanh, slope, x=0.5).describe()
