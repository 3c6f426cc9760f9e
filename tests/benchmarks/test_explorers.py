"""The explorers' benchmark: its table is whole, and its report says truly which limits are kept. Times are never
asserted.
"""

import pytest

import helpers.explorers
from tests.benchmarks import explorers as bench_explorers

FAST, SLOW = [10.0, 12.0, 49.0], [11.0, 17.0, 60.0]


def test_every_explorer_has_a_line(monkeypatch):
    bench_explorers.check_table()
    monkeypatch.setattr(helpers.explorers, "__all__", [*helpers.explorers.__all__, "NewExplorer"])
    with pytest.raises(SystemExit, match="no line for NewExplorer; add one"):
        bench_explorers.check_table()


@pytest.mark.parametrize(
    ("times", "verdict"),
    [
        (FAST, "both kept"),
        (SLOW, "missed: median, worst"),
        ([1.0, 2.0, 51.0], "missed: worst"),
        ([20.0, 21.0, 22.0], "missed: median"),
    ],
)
def test_the_report_names_the_limits_that_are_kept(times, verdict):
    _, _, line, reference = bench_explorers.report(
        {"Some": times, bench_explorers.INTERACT.name: [100.0, 120.0, 240.0]}
    ).splitlines()
    assert line.endswith(verdict)
    median = sorted(times)[1]
    assert line.split()[:6] == ["Some", f"{median:.1f}", "ms", f"{times[-1]:.1f}", "ms", f"{120 / median:.1f}"]
    assert reference.split()[-4:] == ["120.0", "ms", "240.0", "ms"]
