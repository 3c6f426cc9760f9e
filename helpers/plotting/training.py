"""What a training does: its costs, and the regions that the trained classifier makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from helpers.errors import ArgumentError
from helpers.messages import message
from helpers.plotting._common import COLOURS, LOOKS, Array, curve_look, finish, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GRID_SIDE = 121


def draw_decision_boundary(
    predict: Callable[[Array], ArrayLike], X: ArrayLike, Y: ArrayLike, ax: Axes | None = None
) -> Axes:
    """Draw the two regions that a classifier makes of the plane, with the examples; wrong ones are ringed.

    Args:
        predict: function of X (2, k) that gives k probabilities or labels, shape (1, k) or (k,); above 0.5 is class 1.
        X: examples (2, m).
        Y: labels (1, m), 0 or 1.
        ax: where to draw; a new figure by default.
    Returns:
        The Axes; its title says how many examples lie on the right side.
    Raises:
        ArgumentError: X, Y or what predict returns has a wrong shape.
    """
    X, Y = np.asarray(X, dtype=np.float64), np.asarray(Y, dtype=np.float64)
    if X.ndim != 2 or X.shape[0] != 2 or not X.size or Y.shape != (1, X.shape[1]):
        raise ArgumentError(message("plot.bad-examples", X=X.shape, Y=Y.shape))
    across, up = _frame(X)
    grid = np.stack([part.ravel() for part in np.meshgrid(across, up)])
    height = _probabilities(predict, grid).reshape(GRID_SIDE, GRID_SIDE)
    label = Y[0] > 0.5
    wrong = (_probabilities(predict, X) > 0.5) != label

    ax = new_axes(ax)
    ax.contourf(
        across, up, height > 0.5, levels=[-0.5, 0.5, 1.5], colors=[COLOURS["sky"], COLOURS["orange"]], alpha=0.25
    )
    if height.min() <= 0.5 < height.max():  # a classifier with one answer for all has no boundary to draw
        ax.contour(across, up, height, levels=[0.5], colors=COLOURS["black"], linewidths=1.2)
    for kind, colour, marker in ((0, "blue", "o"), (1, "vermillion", "^")):
        name = message("plot.class", label=kind)
        ax.scatter(X[0, label == kind], X[1, label == kind], color=COLOURS[colour], marker=marker, s=18, label=name)
    if wrong.any():
        ax.scatter(
            X[0, wrong],
            X[1, wrong],
            facecolors="none",
            edgecolors=COLOURS["black"],
            marker="o",
            s=70,
            linewidths=0.8,
            label=message("plot.wrong-side"),
        )
    right = wrong.size - int(wrong.sum())
    title = message("plot.right-side", right=right, total=wrong.size, share=right / wrong.size)
    ax = finish(ax, title, "x₁", "x₂", legend={"loc": "upper center", "ncols": 3, "fontsize": "small"})
    ax.set(xlim=(across[0], across[-1]), ylim=(up[0], up[-1]))
    return ax


def draw_costs(
    costs: Sequence[float] | Array | Mapping[str, Sequence[float] | Array], every: int = 1, ax: Axes | None = None
) -> Axes:
    """Draw the cost over the iterations of a training, or of several to compare them.

    Args:
        costs: one cost for each recorded iteration, any number ≥ 1; or such a list for each run, {"tanh": [...], ...},
            of any lengths, at most eight runs.
        every: how many iterations lie between two recorded costs.
        ax: where to draw; a new figure by default.
    Returns:
        The Axes; its title says from where to where the cost went, or that it stopped being a number; of several
        runs, which one ends lowest.
    Raises:
        ArgumentError: there are no costs, or more runs than can be told apart.
    """
    compare = isinstance(costs, Mapping)
    given = costs if isinstance(costs, Mapping) else {"": costs}
    runs = {name: np.asarray(values, dtype=np.float64).ravel() for name, values in given.items()}
    if not runs or not all(values.size for values in runs.values()):
        raise ArgumentError(message("plot.no-costs"))
    if len(runs) > len(LOOKS):
        raise ArgumentError(message("plot.many-runs", count=len(runs), most=len(LOOKS)))
    ax = new_axes(ax)
    for index, (name, values) in enumerate(runs.items()):
        look = curve_look(index)
        look["marker"] = look["marker"] if values.size <= 50 else None
        ax.plot(
            every * np.arange(values.size),
            np.where(np.isfinite(values), values, np.nan),
            markersize=4,
            label=name if compare else None,
            **look,
        )
    title = _compare_runs(runs, every) if compare else _describe_run(runs[""], every)
    return finish(ax, title, message("plot.iteration"), message("plot.cost-J"), legend=compare)


def _describe_run(costs: Array, every: int) -> str:
    finite = np.isfinite(costs)
    if not finite.all():
        return message("plot.cost-lost", iteration=every * np.argmin(finite))
    if costs.size == 1:
        return message("plot.cost-starts", first=costs[0])
    verb = "fell" if costs[-1] < costs[0] else "rose" if costs[-1] > costs[0] else "went"
    return message(f"plot.cost-{verb}", first=costs[0], last=costs[-1], count=every * (costs.size - 1))


def _compare_runs(runs: Mapping[str, Array], every: int) -> str:
    if len(runs) == 1:
        name, costs = next(iter(runs.items()))
        return message("plot.one-run", name=name, finding=_describe_run(costs, every))
    lost = [name for name, costs in runs.items() if not np.isfinite(costs).all()]
    last = {name: costs[-1] for name, costs in runs.items() if name not in lost}
    parts = []
    if last:
        best, worst = min(last, key=last.__getitem__), max(last, key=last.__getitem__)
        if last[best] == last[worst]:
            parts.append(message("plot.runs-alike", last=last[best]))
        else:
            ends = {"best": best, "low": last[best], "worst": worst, "high": last[worst]}
            parts.append(message("plot.runs-differ", **ends))
    if lost:
        parts.append(message("plot.runs-lost", names=", ".join(lost)))
    return ". ".join(parts)


def _frame(X: Array) -> tuple[Array, Array]:
    """Grid lines (k,) and (k,) around the points X (2, m), with a free strip above them for the legend."""
    (left, right), (bottom, top) = ((row.min(), row.max()) for row in X)
    wide, high = (right - left) or 1.0, (top - bottom) or 1.0
    return (
        np.linspace(left - 0.1 * wide, right + 0.1 * wide, GRID_SIDE),
        np.linspace(bottom - 0.1 * high, top + 0.25 * high, GRID_SIDE),
    )


def _probabilities(predict: Callable[[Array], ArrayLike], X: Array) -> Array:
    result = np.asarray(predict(X.copy()), dtype=np.float64)
    if result.shape not in ((1, X.shape[1]), (X.shape[1],)):
        raise ArgumentError(message("plot.bad-predict", got=result.shape, X=X.shape, expected=(1, X.shape[1])))
    return result.ravel()
