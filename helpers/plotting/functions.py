"""An activation function, its slope, and how far a numerical slope can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.errors import ArgumentError
from helpers.gradcheck import STEP, relative_error
from helpers.messages import message
from helpers.plotting._common import COLOURS, Array, Function, finish, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CURVE_POINTS = 601
# A logarithmic axis has no place for an error of exactly 0; half of the spacing of float64 at 1 stands in for it.
SMALLEST_ERROR = 1e-16


def draw_activation(
    g: Function,
    slope: Function | None = None,
    z_range: tuple[float, float] = (-6, 6),
    name: str = "g",
    ax: Axes | None = None,
) -> Axes:
    """Draw an activation function and its slope g′ over the same z.

    Args:
        g: elementwise function of a float64 array (k,).
        slope: g′ as such a function; by default estimated by central differences.
        z_range: first and last z.
        name: of the function, for title and legend.
        ax: where to draw; a new figure by default.
    Returns:
        The Axes; its title says where g is steepest.
    Source: document 000.
    """
    ax = new_axes(ax)
    z = np.linspace(*z_range, CURVE_POINTS)
    slopes = _sample(slope or _estimate_slope(g), z)
    ax.plot(z, _sample(g, z), color=COLOURS["blue"], label=f"{name}(z)")
    ax.plot(z, slopes, color=COLOURS["vermillion"], linestyle="--", label=message("plot.slope-of", name=name))
    return finish(ax, _steepest(z, slopes, name), "z", message("plot.and-slope", name=name), legend=True)


def draw_tangent(
    g: Function,
    z: float,
    width: float = 1.0,
    slope: Function | None = None,
    z_range: tuple[float, float] = (-6, 6),
    name: str = "g",
    ax: Axes | None = None,
) -> Axes:
    """Draw a curve, its tangent at z and the small triangle whose height over width is the slope.

    Args:
        g: elementwise function of a float64 array (k,).
        z: the point of the tangent.
        width: of the triangle, in units of z; not 0.
        slope: g′ as a function like g; by default estimated by a central difference.
        z_range: first and last z of the curve.
        name: of the function.
        ax: where to draw; a new figure by default.
    Returns:
        The Axes; its title gives the slope as height / width.
    Raises:
        ArgumentError: width is 0.
    Source: document 000, slope = height over width of the small triangle.
    """
    if width == 0:
        raise ArgumentError(message("plot.no-width"))
    ax = new_axes(ax)
    zs = np.linspace(*z_range, CURVE_POINTS)
    curve = _sample(g, zs)
    at = float(_sample(g, np.array([z]))[0])
    steepness = float(_sample(slope or _estimate_slope(g), np.array([z]))[0])
    height = steepness * width

    ax.plot(zs, curve, color=COLOURS["blue"], label=f"{name}(z)")
    # The curve sets the view: the tangent may run far out of it.
    low, high = min(curve.min(), at, at + height), max(curve.max(), at, at + height)
    margin = 0.15 * (high - low) or 1.0
    # Room for the labels: that of the height stands beside the triangle, that of the width may be wider than it.
    room = np.sign(width) * abs(z_range[1] - z_range[0])
    ends = (*z_range, z - 0.08 * room, z + width + 0.37 * room)
    ax.set(xlim=(min(ends), max(ends)), ylim=(low - margin, high + margin))
    ax.axline(
        (z, at),
        slope=steepness,
        color=COLOURS["black"],
        linestyle="--",
        linewidth=1,
        label=message("plot.tangent", z=z),
    )
    ax.plot([z, z + width, z + width], [at, at, at + height], color=COLOURS["vermillion"], linewidth=2.5)
    ax.plot([z], [at], color=COLOURS["vermillion"], marker="o", linestyle="none")
    _label_triangle(ax, z, at, width, height)
    title = message("plot.slope-at", name=name, z=z, height=height, width=width, slope=steepness)
    return finish(ax, title, "z", f"{name}(z)", legend=True)


def draw_slopes_compared(z: ArrayLike, analytic: ArrayLike, numeric: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw analytic slopes as a line and numerical slopes as points over the same z.

    Args:
        z, analytic, numeric: arrays of one shape.
        ax: where to draw; a new figure by default.
    Returns:
        The Axes; its title gives the largest gap and where it is, and a gap that can be seen is marked.
    Raises:
        ArgumentError: the shapes differ or are empty.
    Source: document 000; document 003, backpropagation checked by numerical differentiation.
    """
    z, analytic, numeric = (np.asarray(values, dtype=np.float64) for values in (z, analytic, numeric))
    if not z.shape == analytic.shape == numeric.shape or not z.size:
        raise ArgumentError(message("plot.slope-shapes", z=z.shape, analytic=analytic.shape, numeric=numeric.shape))
    order = np.argsort(z, axis=None)
    z, analytic, numeric = (values.ravel()[order] for values in (z, analytic, numeric))
    gap = np.nan_to_num(np.abs(analytic - numeric), nan=np.inf)
    worst = int(np.argmax(gap))

    ax = new_axes(ax)
    ax.plot(z, analytic, color=COLOURS["blue"], label=message("plot.analytic"))
    ax.plot(
        z,
        numeric,
        color=COLOURS["orange"],
        marker="o",
        markersize=5,
        markerfacecolor="none",
        linestyle="none",
        markevery=max(1, z.size // 40),
        label=message("plot.numeric"),
    )
    # A hundredth of the range is about what an eye can see in the picture.
    visible = gap[worst] > 0.01 * max(np.ptp(numeric), np.abs(numeric).max())
    if visible:
        ax.axvline(z[worst], color=COLOURS["vermillion"], linestyle=":", label=message("plot.largest-gap", z=z[worst]))
        verdict = "plot.slopes-differ"
    elif gap[worst] > 1e-6 * np.abs(numeric).max():
        verdict = "plot.slopes-look-alike"
    else:
        verdict = "plot.slopes-agree"
    title = message(verdict, gap=gap[worst], z=z[worst])
    return finish(ax, title, "z", message("plot.slope"), legend=True)


def draw_error_against_h(g: Function, slope: Function, z: float, ax: Axes | None = None) -> Axes:
    """Draw how wrong the central and the forward difference are, for steps h from 1e-15 to 1.

    Args:
        g: elementwise function of a float64 array (k,).
        slope: the exact g′, a function like g.
        z: the point.
        ax: where to draw; a new figure by default.
    Returns:
        The Axes, both scales logarithmic; its title names the best step. An error of exactly 0 is drawn at 1e-16.
    Source: document 003 calls the numerical gradient accurate; this shows how accurate it can be.
    """
    h = np.logspace(-15, 0, 121)
    exact = _sample(slope, np.array([z]))
    above, below, here = _sample(g, z + h), _sample(g, z - h), _sample(g, np.array([z]))
    # The step really taken: z + h is rounded, and dividing by the intended h would add that error.
    central = relative_error((above - below) / ((z + h) - (z - h) + (z + h == z - h)), exact)
    forward = relative_error((above - here) / ((z + h) - z + (z + h == z)), exact)

    ax = new_axes(ax)
    ax.loglog(
        h,
        np.maximum(forward, SMALLEST_ERROR),
        color=COLOURS["orange"],
        linestyle="--",
        marker="s",
        markersize=3,
        markevery=4,
        label=message("plot.forward"),
    )
    ax.loglog(
        h,
        np.maximum(central, SMALLEST_ERROR),
        color=COLOURS["blue"],
        marker="o",
        markersize=3,
        markevery=4,
        label=message("plot.central"),
    )
    ax.axvline(STEP, color=COLOURS["black"], linestyle=":", linewidth=1, label=message("plot.used-h", h=STEP))
    for x, side, key in ((0.02, "left", "plot.rounding"), (0.98, "right", "plot.truncation")):
        ax.text(x, 0.04, message(key), transform=ax.transAxes, ha=side)
    best = int(np.argmin(central))
    title = message("plot.best-h", z=z, h=h[best], error=central[best])
    # The errors form a V, so the middle of the top is free.
    return finish(ax, title, message("plot.step"), message("plot.relative-error"), legend={"loc": "upper center"})


def _sample(g: Function, z: Array) -> Array:
    """Return g(z) as float64; g gets a copy, and may give one number for all z, as a constant slope does."""
    values = np.asarray(g(z.copy()), dtype=np.float64)
    if values.shape not in ((), z.shape):
        raise ArgumentError(message("plot.not-elementwise", name="g", variable="z", got=values.shape, expected=z.shape))
    return np.broadcast_to(values, z.shape)


def _estimate_slope(g: Function) -> Function:
    return lambda z: (_sample(g, z + STEP) - _sample(g, z - STEP)) / (2 * STEP)


def _steepest(z: Array, slopes: Array, name: str) -> str:
    size = np.abs(slopes)
    at = np.flatnonzero(size >= size.max() * (1 - 1e-6))
    if at.size == 1 or np.ptp(z[at]) < 0.05 * np.ptp(z):
        # z + 0 turns −0 into 0.
        place = round(float(np.mean(z[at])), 2) + 0
        return message("plot.steepest", name=name, z=place, slope=slopes[at[0]])
    if at.size == z.size:
        return message("plot.slope-everywhere", name=name, slope=slopes[at[0]])
    values, counts = np.unique(np.round(slopes, 6), return_counts=True)
    common = np.sort(values[np.argsort(counts)[-2:]])
    if np.sort(counts)[-2:].sum() >= 0.99 * slopes.size:  # at a kink a measured slope may be a third number
        return message("plot.slope-either", name=name, one=common[0], other=common[1])
    return message("plot.slope-between", name=name, low=slopes.min(), high=slopes.max())


def _label_triangle(ax: Axes, z: float, at: float, width: float, height: float) -> None:
    # Outside the triangle, on the side that the tangent does not cross.
    style: dict[str, Any] = {
        "textcoords": "offset points",
        "color": COLOURS["vermillion"],
        "bbox": {"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 1},
    }
    below, right = height >= 0, width > 0
    ax.annotate(
        message("plot.width", width=width),
        (z + width / 2, at),
        xytext=(0, -7 if below else 7),
        ha="center",
        va="top" if below else "bottom",
        **style,
    )
    ax.annotate(
        message("plot.height", height=height),
        (z + width, at + height / 2),
        xytext=(7 if right else -7, 0),
        ha="left" if right else "right",
        va="center",
        **style,
    )
