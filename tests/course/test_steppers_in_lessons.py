"""The graph and equation explorers of the lessons show what the text beside them says."""

import pytest

from tests.course.lessons import LESSONS, run_lesson

PATHS = {path.stem[:2]: path for path in LESSONS}


@pytest.mark.parametrize(
    ("lesson", "cell_id", "facts"),
    [
        (
            "02",
            "graph-walk",
            [
                "z = 1.5, a = 0.8176, L = 0.2014",
                "dL = 1, da = −1.223, dz = −0.1824, dW = (−0.1824, 0.3649, −0.5473), db = −0.1824",
            ],
        ),
        ("02", "shapes-walk-run", ["dz1 = W2.T @ dz2 * slope(z1)", "dz1 has the shape (4, 1) of z1."]),
        (
            "03",
            "shapes-walk-run",
            ["db2 = np.sum(dZ2, axis=1, keepdims=True) / m", "Σ adds up the 5 columns of dZ2 and keeps one: (2, 1)."],
        ),
        ("05", "node-walk-run", ["product = 1.5, z = 0.5", "dproduct = 1, db = 1, dx = 0.5, dw = 3"]),
        ("05", "sigmoid-walk-run", ["u = −0.5, e = 0.6065, s = 1.607, y = 0.6225", "dx = 0.235."]),
        ("05", "network-walk-run", ["Z1 = 4 × 8 numbers", "dA1 = 4 × 8 numbers", "dX = 6 × 8 numbers"]),
    ],
)
def test_the_explorer_is_drawn_with_the_lessons_numbers_and_blames_nobody(lesson, cell_id, facts):
    (data,) = [output.data for id_, output in run_lesson(PATHS[lesson]).outputs() if id_ == cell_id]
    assert {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"} <= set(data)
    assert [fact for fact in facts if fact not in data["text/plain"]] == [], data["text/plain"]
    assert "triangle" not in data["text/plain"] and "Your" not in data["text/plain"]
