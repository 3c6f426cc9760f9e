"""The pictures of the class report: inline SVG, the same bytes for the same numbers, bounded for any class."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from io import StringIO
from typing import Any

from markupsafe import Markup, escape
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BINS = 10
MOST_BARS = 40
#: Longer lines would leave no room for the bars.
LONGEST_NAME = 26

# Okabe and Ito's colours; the hatch says the same again, for print and for eyes that see fewer colours.
_LOOKS: tuple[dict[str, Any], ...] = (
    {"color": "#009e73"},
    {"color": "#e69f00", "hatch": "//"},
    {"color": "#d55e00", "hatch": "xx"},
)
_GOOD, _MIDDLE, _LOW = _LOOKS
#: Stands for the page's text colour until the picture is put into a page, so that it follows light and dark.
_INK = "#010203"
_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "autograder",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 11,
    "text.color": _INK,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "hatch.linewidth": 0.8,
    "text.parse_math": False,
}


def bin_scores(shares: Sequence[float]) -> list[int]:
    """Number of students in each tenth of the points; who has all of them is in the last."""
    counts = [0] * BINS
    for share in shares:
        counts[min(max(int(share * BINS + 1e-9), 0), BINS - 1)] += 1
    return counts


def draw_scores(shares: Sequence[float]) -> Markup:
    """Distribution of scores, with the median marked.

    Args:
        shares: points of every student as a share of 1; at least one.
    """
    counts, median = bin_scores(shares), 100 * statistics.median(shares)
    with rc_context(_SETTINGS):
        figure, ax = _axes(height=2.8)
        bars = ax.bar([100 * (place + 0.5) / BINS for place in range(BINS)], counts, width=9.2, color="#0072b2")
        ax.bar_label(bars, labels=[str(count) if count else "" for count in counts], padding=2)
        ax.plot(median, 1.3 * max(counts), marker="v", color=_INK, clip_on=False)
        side: dict[str, Any] = {"ha": "right", "x": median - 2} if median > 50 else {"ha": "left", "x": median + 2}
        ax.text(y=1.3 * max(counts), s=f"median {median:.3g} %", va="center", **side)
        ax.set(
            xlim=(0, 100),
            ylim=(0, 1.35 * max(counts)),
            xticks=range(0, 101, 10),
            yticks=[],
            xlabel="score in %",
            ylabel="students",
        )
        said = ", ".join(f"{place * 10} to {place * 10 + 10} %: {count}" for place, count in enumerate(counts) if count)
        return _to_svg(figure, "scores", f"Histogram of scores, median {median:.3g} %. Students by score: {said}.")


def draw_difficulty(names: Sequence[str], shares: Sequence[float]) -> Markup:
    """Mean share of points of each exercise, in the order of the notebook.

    Args:
        names: exercises; at least one.
        shares: mean share of points of each, 0 to 1.
    """
    names, shares = list(names[:MOST_BARS]), list(shares[:MOST_BARS])
    with rc_context(_SETTINGS):
        figure, ax = _axes(height=0.9 + 0.3 * len(names))
        for place, share in enumerate(shares):
            percent = round(100 * share)
            look = _GOOD if percent >= 80 else _MIDDLE if percent >= 50 else _LOW
            ax.barh(place, 100 * share, height=0.7, edgecolor=_INK, linewidth=0.6, **look)
            ax.text(100 * share + 1.5, place, f"{percent} %", va="center")
        _name_bars(ax, names)
        ax.set(xlim=(0, 118), xticks=range(0, 101, 20), xlabel="mean share of the points in %")
        ax.spines["bottom"].set_bounds(0, 100)
        said = ", ".join(f"{name} {100 * share:.0f} %" for name, share in zip(names, shares, strict=True))
        return _to_svg(figure, "exercises", f"Bars: mean share of points of each exercise. {said}.")


def draw_mistakes(names: Sequence[tuple[str, str]], counts: Sequence[int]) -> Markup:
    """The known mistakes that most students made.

    Args:
        names: exercise and name of each mistake, the most frequent first; at least one.
        counts: number of students who made each.
    """
    names, counts = list(names), list(counts)
    with rc_context(_SETTINGS):
        figure, ax = _axes(height=0.7 + 0.46 * len(names))
        bars = ax.barh(
            range(len(names)), counts, height=0.7, color="#56b4e9", edgecolor=_INK, linewidth=0.6, hatch=".."
        )
        ax.bar_label(bars, padding=4)
        _name_bars(ax, names)
        ax.spines["bottom"].set_visible(False)
        ax.set(xlim=(0, max(counts) * 1.12), xticks=[], xlabel="students")
        said = ", ".join(f"{exercise}, {name}: {count}" for (exercise, name), count in zip(names, counts, strict=True))
        return _to_svg(figure, "mistakes", f"Bars: students who made each known mistake. {said}.")


def _axes(height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(4.8, height), layout="constrained")
    ax = figure.add_subplot()
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.patch.set_visible(False)
    return figure, ax


def _name_bars(ax: Axes, names: Sequence[str | tuple[str, ...]]) -> None:
    """Write a name beside each bar; the parts of a tuple below each other."""
    lines = [[name] if isinstance(name, str) else name for name in names]
    ax.set_yticks(range(len(names)), ["\n".join(map(_shorten, parts)) for parts in lines], linespacing=1.1)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(names) - 0.4, -0.6)  # the first on top


def _shorten(line: str) -> str:
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}…"


def _to_svg(figure: Figure, name: str, description: str) -> Markup:
    """The figure as an element of a page; ids carry `name`, since they must be unique in the whole page."""
    file = StringIO()
    nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
    figure.savefig(file, format="svg", transparent=True, metadata=nothing)
    svg = file.getvalue()
    svg = svg[svg.index("<svg") :].replace(_INK, "currentColor")
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-", svg)
    view = re.findall(r'viewBox="[^"]+"', svg)[0]
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {view} role="img"'
    return Markup(f'{opening} aria-label="{escape(description)}">') + Markup(svg[svg.index(">") + 1 :])
