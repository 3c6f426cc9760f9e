"""Gradient descent seen as a walk: on the curve of a function of one variable, and on the cost over w and b."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from helpers.errors import ArgumentError
from helpers.messages import counted, message
from helpers.plotting._common import COLOURS, Array, finish, measure_text, new_axes, number_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CURVE_POINTS = 301
SURFACE_SIDE = 61
#: Points of a path that are drawn; a longer path is thinned out, its first and last point stay.
PATH_POINTS = 200
#: Arrows shorter than this part of the picture would be heads without shafts.
SHORTEST_ARROW = 0.02
#: How far an arrow on a curve leaves the straight line, as a part of its length.
BEND = 0.12
#: Beyond it the numbers of an axis overflow.
LARGEST = 1e100


def draw_descent(
    f: Callable[[Array], ArrayLike],
    path: ArrayLike,
    *,
    x_range: tuple[float, float] | None = None,
    names: tuple[str, str] = ("x", "y"),
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a curve and the points that gradient descent visited on it, joined by arrows.

    Args:
        f: elementwise function of a float64 array (k,).
        path: the points x₀, x₁, … (k,), k ≥ 1. Where it, or f on it, leaves the numbers below
            1e100 (or is NaN), it is cut off, and the title says so.
        x_range: first and last x; by default three tenths more on both sides than the path.
        names: of the variable and of f's value, for the labels.
        title: by default it says from where to where in how many steps, and whether f fell.
        ax: where to draw; a new figure by default.
    Returns:
        The Axes.
    Raises:
        ArgumentError: path is empty or starts with a point that cannot be drawn.
    Source: document 004, x_new = x_old − ν · dy/dx.
    """
    path = np.asarray(path, dtype=np.float64).ravel()
    heights = _heights(f, path)
    drawable = (np.abs(path) < LARGEST) & (np.abs(heights) < LARGEST)  # False for NaN as well
    if not path.size or not drawable[0]:
        raise ArgumentError(message("plot.bad-path-start", got=path[:1].tolist()))
    known = path.size if drawable.all() else int(np.argmin(drawable))
    x, y = path[:known], heights[:known]
    margin = 0.3 * (np.ptp(x) or 5.0)
    low, high = x_range or (x.min() - margin, x.max() + margin)

    ax = new_axes(ax)
    curve = np.linspace(low, high, CURVE_POINTS)
    ax.plot(curve, _heights(f, curve), color=COLOURS["blue"], label=f"{names[1]} = f({names[0]})")
    ax.margins(y=0.18)
    _draw_path(ax, x, y, bend=BEND)
    _label_ends(ax, x, y, names[0])
    return finish(ax, title or _tell_walk(x, y, names, path.size), *names)


def draw_cost_surface(
    cost: Callable[[float, float], float],
    w_range: tuple[float, float],
    b_range: tuple[float, float],
    *,
    path: ArrayLike | None = None,
    names: tuple[str, str] = ("w", "b"),
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the cost over two parameters as filled contours, and the path that a training took.

    Args:
        cost: function of two numbers (w, b) that gives one number; it is called 3,721 times.
        w_range, b_range: first and last w, first and last b.
        path: the parameters after each step, (k, 2), k ≥ 1; the first row is the start.
        names: of the two parameters, for the labels.
        title: by default the cost at both ends of the path; without a path, where the cost is lowest in the picture.
        ax: where to draw; a new figure by default.
    Returns:
        The Axes; its colour bar is an Axes of its own. Costs above 0 that span more than a factor of 100 get
        logarithmic levels.
    Raises:
        ArgumentError: path is not (k, 2), or the cost is nowhere a finite number.
    """
    if path is not None:
        path = np.asarray(path, dtype=np.float64)
        if path.ndim != 2 or path.shape[1] != 2 or not path.size or not np.isfinite(path).all():
            raise ArgumentError(message("plot.bad-path", names=", ".join(names), got=path.shape))
    w, b = np.linspace(*w_range, SURFACE_SIDE), np.linspace(*b_range, SURFACE_SIDE)
    heights = np.array([[float(np.squeeze(cost(float(across), float(up)))) for across in w] for up in b])
    heights = np.ma.masked_invalid(heights)
    if heights.count() == 0:
        raise ArgumentError(message("plot.no-cost"))

    ax = new_axes(ax)
    levels, norm = _levels(float(heights.min()), float(heights.max()))
    filled = ax.contourf(w, b, heights, levels=levels, norm=norm, cmap="Blues", extend="both")
    ax.contour(w, b, heights, levels=levels, colors="white", linewidths=0.5)
    bar = ax.figure.colorbar(
        filled, ax=ax, label=message("plot.cost"), ticks=levels[::2], format=lambda value, _: number_text(value)
    )
    bar.minorticks_off()
    if path is None:
        row, column = np.unravel_index(np.argmin(heights), heights.shape)
        place = {"w": names[0], "w_value": number_text(w[column]), "b": names[1], "b_value": number_text(b[row])}
        finding = message("plot.cost-lowest", cost=number_text(heights[row, column]), **place)
    else:
        _draw_path(ax, path[:, 0], path[:, 1], bend=0)
        ax.set(xlim=w_range, ylim=b_range)
        first, last = (float(np.squeeze(cost(*map(float, path[end])))) for end in (0, -1))
        steps = counted("plot.steps", len(path) - 1)
        finding = message("plot.cost-goes", first=number_text(first), last=number_text(last), steps=steps)
    ax = finish(ax, title or finding, *names, legend={"loc": "best"} if path is not None else False)
    ax.grid(False)
    return ax


def _heights(f: Callable[[Array], ArrayLike], x: Array) -> Array:
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        heights = np.asarray(f(x.copy()), dtype=np.float64)
    if heights.shape not in ((), x.shape):
        raise ArgumentError(
            message("plot.not-elementwise", name="f", variable="x", got=heights.shape, expected=x.shape)
        )
    return np.broadcast_to(heights, x.shape)


def _thin(size: int) -> Array:
    """Indices of at most `PATH_POINTS` points of a path, with its first and its last."""
    return np.unique(np.linspace(0, size - 1, min(size, PATH_POINTS)).round().astype(int))


def _draw_path(ax: Axes, x: Array, y: Array, bend: float) -> None:
    """Mark the points and join them by arrows; `bend` keeps the way there apart from the way back."""
    kept = _thin(x.size)
    x, y = x[kept], y[kept]
    ax.plot(
        x,
        y,
        color=COLOURS["orange"],
        linestyle="none",
        marker="o",
        markersize=4.5,
        markeredgecolor=COLOURS["black"],
        markeredgewidth=0.5,
        label=message("plot.path"),
        zorder=3,
    )
    for index, marker, size, key in ((0, "s", 8, "plot.start"), (-1, "*", 13, "plot.end")):
        ax.plot(
            x[index],
            y[index],
            color=COLOURS["vermillion"],
            linestyle="none",
            marker=marker,
            markersize=size,
            markeredgecolor=COLOURS["black"],
            markeredgewidth=0.7,
            label=message(key),
            zorder=4,
        )
    ax.autoscale_view()
    wide, high = np.ptp(ax.get_xlim()), np.ptp(ax.get_ylim())
    for start in range(x.size - 1):
        if np.hypot((x[start + 1] - x[start]) / wide, (y[start + 1] - y[start]) / high) > SHORTEST_ARROW:
            ax.annotate(
                "",
                (x[start + 1], y[start + 1]),
                (x[start], y[start]),
                zorder=2.5,
                arrowprops={
                    "arrowstyle": "-|>",
                    "color": COLOURS["black"],
                    "linewidth": 0.9,
                    "shrinkA": 2,
                    "shrinkB": 2,
                    "mutation_scale": 9,
                    "connectionstyle": f"arc3,rad={bend}",
                },
            )


def _label_ends(ax: Axes, x: Array, y: Array, name: str) -> None:
    """Write x beside the first and the last point, where neither the curve nor an arrow runs."""
    ends = {0: "plot.start-at", x.size - 1: "plot.end-at"}
    if x.size == 1 or np.hypot((x[-1] - x[0]) / np.ptp(ax.get_xlim()), (y[-1] - y[0]) / np.ptp(ax.get_ylim())) < 0.03:
        ends = {0: "plot.start-at" if x.size == 1 else "plot.both-ends-at"}
    # Points, the unit of text; before the figure is laid out the size of the Axes is known closely enough.
    frame = np.asarray(ax.get_window_extent().size) / ax.figure.figure.dpi * 72
    origin, scale = (
        np.array([ax.get_xlim()[0], ax.get_ylim()[0]]),
        frame / (np.ptp(ax.get_xlim()), np.ptp(ax.get_ylim())),
    )
    curve = ax.lines[0].get_xydata()
    points = (np.column_stack([x, y]) - origin) * scale
    taken = np.concatenate([(curve - origin) * scale, points, _arcs(points)])
    for index, key in ends.items():
        text = message(key, name=name, value=number_text(x[index]))
        size = np.array(measure_text(text, 10))
        at = points[index]
        best = min(_places_beside(size), key=lambda move: _crowd(at + move, size, taken, frame))
        taken = np.concatenate([taken, at + best + size * np.array([[0, 0], [0.5, 0.5], [1, 1], [0, 1], [1, 0]])])
        ax.annotate(text, (x[index], y[index]), xytext=tuple(best), textcoords="offset points", ha="left", va="bottom")


def _arcs(points: Array) -> Array:
    """Points on the bent arrows between the points (k, 2) of a path: parabolas, as matplotlib's arc3 draws them."""
    first, last = points[:-1], points[1:]
    way = last - first
    middle = (first + last) / 2 + BEND * np.column_stack([way[:, 1], -way[:, 0]])
    part = np.linspace(0, 1, 30)[:, None, None]
    return ((1 - part) ** 2 * first + 2 * part * (1 - part) * middle + part**2 * last).reshape(-1, 2)


def _places_beside(size: Array) -> list[Array]:
    """Where the lower left corner of a text may be, seen from its point: beside, above and below it, best first."""
    wide, high = size
    return [
        np.array(move)
        for move in (
            (10, -high / 2),
            (-wide - 10, -high / 2),
            (-wide / 2, 11),
            (-wide / 2, -high - 11),
            (8, 8),
            (-wide - 8, 8),
            (8, -high - 8),
            (-wide - 8, -high - 8),
        )
    ]


def _crowd(corner: Array, size: Array, taken: Array, frame: Array) -> float:
    """How many of the taken points a text covers; leaving the frame counts for more than any of them."""
    margin = 3
    covered = ((taken > corner - margin) & (taken < corner + size + margin)).all(axis=1).sum()
    outside = (corner < 0).any() or (corner + size > frame).any()
    return covered + outside * len(taken)


def _tell_walk(x: Array, y: Array, names: tuple[str, str], size: int) -> str:
    said = {"x": names[0], "y": names[1], "first": number_text(x[0]), "last": number_text(x[-1])}
    if x.size < size:
        return message("plot.runs-away", steps=counted("plot.steps", x.size), **said)
    if size == 1:
        return message("plot.only-start", height=number_text(y[0]), **said)
    # A height that comes back after rounding has not changed.
    change = 0 if np.isclose(y[-1], y[0], rtol=1e-9, atol=0) else np.sign(y[-1] - y[0])
    key = {-1: "plot.walk-fell", 0: "plot.walk-level", 1: "plot.walk-rose"}[int(change)]
    heights = {"before": number_text(y[0]), "after": number_text(y[-1])}
    return message(key, steps=counted("plot.steps", size - 1), **heights, **said)


def _levels(low: float, high: float) -> tuple[Array, object]:
    """Thirteen levels from low to high, and how colours follow them."""
    from matplotlib.colors import LogNorm, Normalize

    if high <= low:
        high = low + (abs(low) or 1.0)
    if low > 0 and high / low > 100:
        return np.geomspace(low, high, 13), LogNorm(low, high)
    return np.linspace(low, high, 13), Normalize(low, high)
