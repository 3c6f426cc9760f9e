"""The training player: a training of the student's own functions, as regions in the plane and as a cost that falls.

Unit 6 trains a network on points in the plane and shows the border before and after. Here every state in between can be
looked at: press Play, or drag along the cost curve.
"""

import numpy as np
import traitlets

from helpers.answers import kind_of
from helpers.explorers.common.explorer import (
    Explorer,
    SettingError,
    labels_of,
    read_script,
    read_style,
    robust_limits,
    to_number,
    to_whole,
)
from helpers.explorers.training.recording import Recording, record_training
from helpers.messages import message

MOST_ITERATIONS = 100_000
# Okabe-Ito; class 0, class 1, and the regions behind them; the same in theme.css and widget.js.
BLUE, VERMILLION, SKY, ORANGE = "#0072B2", "#D55E00", "#56B4E9", "#E69F00"


class Iteration(traitlets.Int):
    """A trait for the number of an iteration, with a message that names the trait and shows what was given."""

    def validate(self, obj, value) -> int:
        """The number, or a SettingError that says what was given instead."""
        return to_whole(value, self.name, 0, MOST_ITERATIONS)


class TrainingExplorer(Explorer):
    """Plays a training on points of the plane: the regions that the network makes, and its cost, at every recorded
    iteration.

    train: function (X, Y, parameters, learning_rate, iterations) that returns the new parameters and the costs, one for
        each iteration; it is called for short stretches, each going on from the parameters of the one before. A third
        result and anything printed are ignored.
    forward: function (X, parameters) that returns probabilities (1, m), or a dict that holds them under "A2".
    X, Y: examples (2, m) and their labels (1, m), 0 or 1.
    parameters: dict of arrays to start from; it stays as it is.
    learning_rate, iterations: as in train.
    iteration: what is shown at first. `explorer.iteration` follows the picture and moves it, to the nearest recorded
        iteration; `recorded` lists them.

    Raises SettingError for X, Y, a learning rate, an iteration or a number of iterations that cannot be used. Wrong
    functions and
    parameters are never raised: the explorer says inside its frame what is wrong with them.
    """

    _esm = read_script("training")
    _css = read_style("training")
    _static_inches = (10.0, 3.4)
    iteration = Iteration(0, help="The iteration that is shown.").tag(sync=True)

    def __init__(self, train, forward, X, Y, parameters, learning_rate=1.0, iterations=2000, iteration=0):
        self.recording: Recording | None = None
        super().__init__(**self._record(train, forward, X, Y, parameters, learning_rate, iterations))
        self.iteration = iteration

    def _record(self, train, forward, X, Y, parameters, learning_rate, iterations) -> dict:
        """Run the training and return the `spec` trait; nothing while grading, when nobody looks."""
        if self._skipped:
            return {}
        rate, count = to_number(learning_rate, "learning_rate"), to_whole(iterations, "iterations", 1, MOST_ITERATIONS)
        self.X = _check_examples(X)
        self.Y = _check_labels(Y, self.X.shape[1])
        self.recording = recording = record_training(train, forward, self.X, self.Y, parameters, rate, count)
        spec = {"labels": labels_of("training"), "problem": recording.problem, "notes": recording.notes}
        return {"spec": spec | ({} if recording.problem else {"training": recording.to_spec(self.X, self.Y)})}

    @property
    def problem(self) -> str:
        """The sentence that says why nothing is played; "" when the training is played."""
        return "" if self.recording is None else self.recording.problem

    @property
    def notes(self) -> list[str]:
        """Sentences about what is strange in the training."""
        return [] if self.recording is None else list(self.recording.notes)

    @property
    def recorded(self) -> list[int]:
        """The iterations that can be shown; empty when there is nothing to play."""
        return [] if self.recording is None else self.recording.iterations.tolist()

    @property
    def accuracy(self) -> float:
        """Share of the examples on the right side at the iteration shown; NaN when there is nothing to play."""
        return float(1 - np.mean(self.recording.wrong[self._index])) if self.recorded else float("nan")

    @property
    def cost(self) -> float:
        """The cost at the iteration shown; NaN when there is nothing to play."""
        return float(self.recording.costs[self.iteration]) if self.recorded else float("nan")

    @property
    def _index(self) -> int:
        return self.recording.index_of(self.iteration)

    @traitlets.validate("iteration")
    def _keep_to_recorded(self, proposal) -> int:
        recorded = self.recorded
        return recorded[self.recording.index_of(proposal["value"])] if recorded else proposal["value"]

    def describe(self) -> str:
        if self.recording is None:
            return message("training.described_skipped")
        if self.problem:
            return message("training.described_problem", problem=self.problem)
        indices = {self._index: None, len(self.recorded) - 1: None}  # the state shown, then the last one
        return " ".join([*(self._describe_state(index) for index in indices), *self.notes])

    def _describe_state(self, index) -> str:
        iterations, costs = self.recording.iterations, self.recording.costs
        counts = self._count_right(index)
        return message(
            "training.described",
            iteration=iterations[index],
            last=iterations[-1],
            cost=costs[iterations[index]],
            share=counts["right"] / counts["total"],
            **counts,
        )

    def _count_right(self, index) -> dict[str, int]:
        wrong = self.recording.wrong[index]
        return {"right": int(np.sum(~wrong)), "total": wrong.size}

    def draw_static(self, figure) -> bool:
        if self.recording is None or self.problem:
            return False
        last = len(self.recorded) - 1
        # What is shown and how it ends; of the end, how it began.
        states = sorted({self._index, last if self._index < last else 0})
        *planes, costs = figure.subplots(1, len(states) + 1)
        for ax, index in zip(planes, states, strict=True):
            self._draw_plane(ax, index)
        self._draw_costs(costs)
        for ax in figure.axes:
            ax.spines[["top", "right"]].set_visible(False)
        return True

    def _draw_plane(self, ax, index) -> None:
        recording = self.recording
        across, up = (np.linspace(*pair, recording.fields.shape[1]) for pair in recording.limits)
        height = recording.probabilities(index)
        ax.contourf(across, up, height, levels=[-1, 0.5, 2], colors=[SKY, ORANGE], alpha=0.3)
        if np.nanmin(height) < 0.5 < np.nanmax(height):
            ax.contour(across, up, height, levels=[0.5], colors="black", linewidths=1.2)
        label = self.Y[0] > 0.5
        for kind, colour, marker in ((False, BLUE, "o"), (True, VERMILLION, "^")):
            name = message("training.second_class" if kind else "training.first_class")
            ax.plot(*self.X[:, label == kind], marker, color=colour, markersize=3, label=name)
        ring = {"markerfacecolor": "none", "markeredgecolor": "black", "markersize": 8, "markeredgewidth": 0.8}
        ax.plot(*self.X[:, recording.wrong[index]], "o", **ring, label=message("training.wrong_row"))
        title = message("training.static_title", iteration=recording.iterations[index], **self._count_right(index))
        ax.set_title(title, fontsize="medium")
        ax.set(xlabel="x₁", ylabel="x₂", xlim=recording.limits[0], ylim=recording.limits[1])
        ax.legend(fontsize="x-small", loc="upper right")

    def _draw_costs(self, ax) -> None:
        costs, iterations = self.recording.costs, self.recording.iterations
        ax.plot(np.where(np.isfinite(costs), costs, np.nan), color=BLUE, linewidth=2)
        ax.plot([self.iteration], [self.cost], "o", color=BLUE, markeredgecolor="white", markersize=9)
        ax.set(
            xlabel=message("training.iteration_axis"),
            ylabel=message("training.cost_axis"),
            ylim=robust_limits([0.0], costs),
        )
        title = message("training.static_costs", first=costs[0], last=costs[iterations[-1]])
        ax.set_title(title, fontsize="medium")


def _check_examples(X) -> np.ndarray:
    if not isinstance(X, np.ndarray) or X.dtype.kind not in "biuf":
        raise SettingError(message("training.X", kind=kind_of(X)))
    if X.ndim != 2 or X.shape[0] != 2 or X.shape[1] == 0:
        raise SettingError(message("training.X", kind=message("training.shape", shape=X.shape)))
    if not np.isfinite(X).all():
        raise SettingError(message("training.finite"))
    return X.astype(float)


def _check_labels(Y, m: int) -> np.ndarray:
    if not isinstance(Y, np.ndarray) or Y.dtype.kind not in "biuf":
        raise SettingError(message("training.Y", m=m, kind=kind_of(Y)))
    if Y.shape != (1, m):
        raise SettingError(message("training.Y", m=m, kind=message("training.shape", shape=Y.shape)))
    if (odd := Y[(Y != 0) & (Y != 1)]).size:
        raise SettingError(message("training.labels", value=odd[0]))
    return Y.astype(float)
