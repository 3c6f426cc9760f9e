"""How the time of several methods grows with the size of the problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from helpers.errors import ArgumentError
from helpers.messages import message
from helpers.plotting._common import LOOKS, Array, curve_look, finish, new_axes, number_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_timings(
    sizes: ArrayLike,
    times_by_name: Mapping[str, ArrayLike],
    *,
    size_name: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the time of several methods against the size of the problem, both scales logarithmic.

    Args:
        sizes: (k,) numbers above 0, in any order.
        times_by_name: for each method its k times in seconds, all above 0; at most eight methods.
        size_name: label of the horizontal axis, by default "number of examples m".
        title: by default it says how many times as fast the fastest method is at the largest size.
        ax: where to draw; a new figure by default.
    Returns:
        The Axes.
    Raises:
        ArgumentError: a size or time is not a number above 0, a method has not k times, or there is no method.
    Source: document 003, numerical differentiation is slow and backpropagation fast.
    """
    sizes = _positive("sizes", sizes)
    if not 1 <= len(times_by_name) <= len(LOOKS):
        raise ArgumentError(message("plot.bad-methods", count=len(times_by_name), most=len(LOOKS)))
    times = {name: _positive(message("plot.times-of", name=name), values) for name, values in times_by_name.items()}
    for name, values in times.items():
        if values.size != sizes.size:
            raise ArgumentError(message("plot.bad-times", name=name, times=values.size, sizes=sizes.size))
    order = np.argsort(sizes)

    from matplotlib.ticker import EngFormatter

    ax = new_axes(ax, left=0.85)
    for index, (name, values) in enumerate(times.items()):
        ax.loglog(sizes[order], values[order], **curve_look(index), markersize=5, label=name)
    ax.minorticks_off()
    ticks = np.unique(sizes)
    if ticks.size <= 8 and (ticks[1:] >= 1.5 * ticks[:-1]).all():  # their numbers do not run into each other
        ax.set_xticks(ticks)
    ax.xaxis.set_major_formatter(lambda value, position: f"{value:,.12g}")  # plain numbers: 1,000
    ax.yaxis.set_major_formatter(EngFormatter(unit="s"))  # 10 µs, 1 ms
    last = {name: values[order[-1]] for name, values in times.items()}
    title = title or _compare(last, f"{sizes[order[-1]]:,.6g}")
    return finish(ax, title, size_name or message("plot.size-name"), message("plot.time"), legend=True)


def _positive(name: str, values: ArrayLike) -> Array:
    values = np.asarray(values, dtype=np.float64).ravel()
    if not values.size or not (np.isfinite(values) & (values > 0)).all():
        raise ArgumentError(message("plot.not-positive", name=name, got=values.tolist()))
    return values


def _compare(last: Mapping[str, float], size: str) -> str:
    fastest, slowest = min(last, key=last.__getitem__), max(last, key=last.__getitem__)
    if len(last) == 1:
        return message("plot.time-one", size=size, name=fastest, seconds=number_text(last[fastest]))
    ratio = last[slowest] / last[fastest]
    if ratio < 1.05:  # within what two runs of one method differ by
        return message("plot.time-alike", size=size, seconds=number_text(last[slowest]))
    rounded = float(f"{ratio:.3g}")  # 8,440 rather than 8.44e+03
    return message("plot.time-ratio", size=size, fastest=fastest, ratio=rounded, slowest=slowest)
