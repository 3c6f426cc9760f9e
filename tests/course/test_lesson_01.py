"""Lesson 1, from document 000: what its cells compute is what its text says."""

import re

import nbformat
import pytest

from tests.course.lessons import LESSONS, run_lesson

PATH = LESSONS[0]


@pytest.fixture(scope="module")
def lesson():
    return nbformat.read(PATH, as_version=nbformat.NO_CONVERT)


@pytest.fixture(scope="module")
def executed():
    return run_lesson(PATH)


# Numbers that the cells compute when they run: content.md, document 000.
@pytest.mark.parametrize(
    ("cell_id", "facts"),
    [
        ("triangle-shrink", ["0.19511514", "0.23196975", "0.23471433", "0.23497492", "0.23500083"]),
        ("sigmoid-slope-again-run", ["0.2350037"]),
        (
            "sigmoid-three-run",
            ["0.9999546021    slope = 4.5396e-05", "4.53978687e-05    slope = 4.5396e-05", "0.5    slope = 0.25"],
        ),
        ("sigmoid-symmetry", ["[1. 1. 1.]"]),
        ("cache-count-run", ["way forward:            50000", "cached a:  50000"]),
        ("cache-count-again", ["100000", "same slopes: True"]),
        (
            "tanh-three-run",
            [" 0.99999999588    slope = 8.2446e-09", "-0.99999999588    slope = 8.2446e-09", " 0    slope = 1"],
        ),
        ("tanh-erratum-run", ["0 and 0", "0.53788", "0.78644773"]),
        ("tanh-caret", ["8 1 1"]),
        ("compare-vanishing", ["10 layers: sigmoid slopes multiply to at most 9.5e-07"]),
        ("relu-numbers-run", ["slopes [0. 0. 1.]", "slopes [0.01 0.01 1.  ]"]),
        ("kink-triangles", ["to the right 1,  to the left 0"]),
        ("zero-pixels", ["(64, 267)", "47.4%"]),
        ("zero-patch-run", ["z is exactly 0 for 32.6% of 267 images"]),
        ("zero-weights-run", ["exactly 0: 100%", "(z > 0):  0%", "(z >= 0): 100%"]),
        ("check-slip-run", ["1 - a**1 is wrong at index"]),
        ("check-h-numbers", ["h = 1e-15   measured 0.2775"]),
    ],
)
def test_cells_show_the_facts(executed, cell_id, facts):
    printed = executed.printed(cell_id)
    assert [fact for fact in facts if fact not in printed] == [], printed


def test_all_four_formulas_pass_the_gradient_check(executed):
    lines = executed.printed("check-four").splitlines()
    assert [line.split()[0] for line in lines] == ["sigmoid", "tanh", "relu", "leaky_relu"]
    assert all("gradients agree" in line for line in lines)


@pytest.mark.parametrize(
    "fact",
    [
        r"$4.5396 \cdot 10^{-5}$",
        r"$a = 4.5398 \cdot 10^{-5}$",
        "$a = 0.9999546021$",
        r"$8.2446 \cdot 10^{-9}$",
        "$a = 0.99999999588$",
        "$a = -0.99999999588$",
        r"$9.5 \cdot 10^{-7}$",
        "g prime of z",
        r"\frac{d}{dz}\,g(z)",
        r"\max(0,\, z)",
        r"\max(0.01\,z,\; z)",
        "a **subgradient**",
        r"g'(z) = a\,(1 - a)",
        "1 - a^2",
        "height over width",
    ],
)
def test_the_text_states_the_facts(lesson, fact):
    assert any(fact.lower() in cell.source.lower() for cell in lesson.cells if cell.cell_type == "markdown")


def test_both_errors_of_the_document_stand_in_boxes(lesson):
    boxes = re.findall(
        r"^> \*\*The document says\*\*.*", "\n".join(cell.source for cell in lesson.cells), flags=re.MULTILINE
    )
    assert len(boxes) == 2
    assert "1^1" in boxes[0] and "$1 - 1^2$" in boxes[0]
    assert "almost never exactly 0" in boxes[1]


def test_the_explorer_is_drawn(executed):
    data = [output.data for id_, output in executed.outputs() if id_ == "triangle-explorer"]
    assert [kind for kind in ("application/vnd.jupyter.widget-view+json", "image/png") if kind not in data[0]] == []
