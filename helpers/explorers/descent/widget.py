"""The descent explorer: gradient descent on a function of one variable, with start, learning rate and steps to move.

The walk is that of document 004, x_new = x_old − ν · dy/dx, and the default its y = x² − 4x + 6. The student's
functions are sampled once; a cubic between the samples gives a parabola and its slope to rounding, so the places shown
are the exact ones. A walk that leaves the sampled range ends there, and the explorer says so.
"""

import numpy as np
import traitlets

from helpers.explorers.common.explorer import (
    Explorer,
    ExplorerError,
    Number,
    SettingError,
    labels_of,
    read_script,
    read_style,
    robust_limits,
    to_number,
)
from helpers.explorers.descent.walk import Ground, Walk
from helpers.messages import counted, message

# Okabe-Ito; the same meanings have the same colour and line style in theme.css and widget.css.
CURVE, TANGENT, WALK = "#0072B2", "#D55E00", "#009E73"
MOST_STEPS = 200


def parabola(x):
    """The function of document 004, y = x² − 4x + 6; number or array of any shape."""
    return x**2 - 4 * x + 6


def parabola_slope(x):
    """Its slope, dy/dx = 2x − 4."""
    return 2 * x - 4


class _Whole(traitlets.Int):
    def validate(self, obj, value) -> int:
        number = to_number(value, self.name)
        if number != round(number):
            raise SettingError(message("descent.whole", trait=self.name, value=value))
        return round(number)


class DescentExplorer(Explorer):
    """Shows gradient descent on a curve: the walk, the tangent, the places over the steps, and what is happening.

    f: function of an array (n,) that returns an array (n,); None takes document 004's y = x² − 4x + 6 and its slope.
    slope: the student's f′, of the same kind; None walks by the numerical slope.
    x0, rate, steps: where the walk starts, its learning rate ν ≥ 0 and how many steps are shown; all three follow the
        picture and move it, and are moved into their ranges.
    x_min, x_max: the range that is sampled and shown.
    max_rate, max_steps: the right ends of two sliders; max_steps is at most 200.
    name, variable: what the picture calls the function's value and its variable.

    Raises SettingError for settings that are no finite numbers, or ranges that are empty. A wrong f or slope is never
    raised: the explorer says inside its frame what is wrong with it.
    """

    _esm = read_script("descent")
    _css = read_style("descent")
    _static_inches = (9.0, 3.8)
    x0 = Number(8.0, help="Where the walk starts.").tag(sync=True)
    rate = Number(0.1, help="Learning rate ν.").tag(sync=True)
    steps = _Whole(10, help="How many steps are shown.").tag(sync=True)

    def __init__(self, f=None, slope=None, x0=8.0, rate=0.1, steps=10, *, x_min=-12.0, x_max=16.0, max_rate=1.2,
                 max_steps=40, name="y", variable="x"):  # fmt: skip
        low, high = self._x_range = to_number(x_min, "x_min"), to_number(x_max, "x_max")
        if low >= high:
            raise SettingError(message("descent.empty_range", x_min=low, x_max=high))
        self._max_rate = to_number(max_rate, "max_rate")
        if self._max_rate <= 0:
            raise SettingError(message("descent.max_rate", value=self._max_rate))
        self._max_steps = round(to_number(max_steps, "max_steps"))
        if not 1 <= self._max_steps <= MOST_STEPS:
            raise SettingError(message("descent.max_steps", value=max_steps, most=MOST_STEPS))
        self.name, self.variable = str(name), str(variable)
        self.ground: Ground | None = None
        if f is None:
            f, slope = parabola, slope or parabola_slope
        super().__init__(x0=x0, rate=rate, steps=steps, **self._measure(f, slope))

    def _measure(self, f, slope) -> dict:
        """Sample the functions and return the `spec` trait; nothing while grading, when nobody looks."""
        if self._skipped:
            return {}
        self.ground = ground = Ground(f, slope, self._x_range, self.name, self.variable)
        curve = ground.curve
        spec = {
            "xRange": self._x_range,
            "maxRate": self._max_rate,
            "maxSteps": self._max_steps,
            "decimals": ground.decimals,
            "labels": labels_of("descent", name=self.name, var=self.variable),
            "problem": curve.problem,
            "notes": curve.notes,
        }
        if not curve.problem:
            spec |= {"curve": curve.to_spec(), "slopes": ground.slopes.to_spec() if ground.slopes else None}
            spec |= {"worstX": curve.worst_z(), "lowest": ground.lowest()}
        return {"spec": spec}

    def _say(self, key: str, **values: object) -> str:
        return message(f"descent.{key}", name=self.name, var=self.variable, **values)

    @property
    def x_min(self) -> float:
        """Left end of the range."""
        return self._x_range[0]

    @property
    def x_max(self) -> float:
        """Right end of the range."""
        return self._x_range[1]

    @property
    def problem(self) -> str:
        """The sentence that says why nothing is drawn; "" when f is drawn."""
        return "" if self.ground is None else self.ground.curve.problem

    @property
    def notes(self) -> list[str]:
        """Sentences about what is wrong with parts of f or with the slope."""
        return [] if self.ground is None else list(self.ground.curve.notes)

    @traitlets.validate("x0")
    def _keep_x0_in_range(self, proposal) -> float:
        return _clamp(proposal["value"], self._x_range)

    @traitlets.validate("rate")
    def _keep_rate_in_range(self, proposal) -> float:
        return _clamp(proposal["value"], (0.0, self._max_rate))

    @traitlets.validate("steps")
    def _keep_steps_in_range(self, proposal) -> int:
        return _clamp(proposal["value"], (0, self._max_steps))

    def walk(self) -> Walk:
        """The walk that is shown: its places, slopes and steps. While grading nothing is sampled: ExplorerError."""
        if self.ground is None or self.problem:
            raise ExplorerError(self.describe())
        return self.ground.walk(self.x0, self.rate, self.steps)

    @property
    def path(self) -> np.ndarray:
        """The places of the walk (k + 1,), the start first; fewer than `steps` + 1 where it ends early."""
        return self.walk().x

    def verdict(self) -> str:
        """The sentence that says what the walk does; the browser shows the same one."""
        key, numbers = self.ground.judge(self.walk())
        return self._say(
            key,
            **{name: _number_text(value, 4 if name in ("ratio", "slope") else 7) for name, value in numbers.items()},
        )

    def describe(self) -> str:
        if self.ground is None:
            return message("descent.described_skipped")
        if self.problem:
            return self._say("described_problem", problem=self.problem)
        x = self.path[-1]
        numbers = {"x0": self.x0, "rate": self.rate, "x": x, "y": self.ground.height(x)}
        texts = {name: _number_text(value) for name, value in numbers.items()} | {
            "count": counted("descent.count", self.path.size - 1)
        }
        sentences = [self._say("described", **texts, verdict=self.verdict())]
        if (worst := self.ground.curve.worst_z()) is not None:
            sentences.append(self._say("described_disagreement", z=_number_text(worst)))
        return " ".join(sentences + self.notes)

    def draw_static(self, figure) -> bool:
        if self.ground is None or self.problem:
            return False
        left, right = figure.subplots(1, 2)
        walk = self.walk()
        self._draw_curve(left, walk)
        self._draw_walk(right, walk)
        for ax in (left, right):
            ax.spines[["top", "right"]].set_visible(False)
        return True

    def _draw_curve(self, ax, walk: Walk) -> None:
        curve, x = self.ground.curve, walk.x[-1]
        heights = [self.ground.height(place) for place in walk.x]
        limits = robust_limits(curve.values)
        ax.plot(curve.z, curve.values, color=CURVE, linewidth=2, label=self.name)
        tangent = [heights[-1] + walk.slopes[-1] * (end - x) for end in self._x_range]
        ax.plot(self._x_range, tangent, "--", color=TANGENT, label=message("descent.tangent"))
        for here, there in zip(range(walk.x.size - 1), range(1, walk.x.size), strict=True):
            arrow = {"arrowstyle": "-|>", "color": WALK, "connectionstyle": "arc3,rad=0.12", "shrinkA": 2, "shrinkB": 2}
            ax.annotate("", (walk.x[there], heights[there]), (walk.x[here], heights[here]), arrowprops=arrow)
        ax.plot(walk.x, heights, "o", color=WALK, markersize=4, label=message("descent.walk"))
        ax.plot(walk.x[:1], heights[:1], "s", color=WALK, markeredgecolor="white", markersize=9)
        ax.plot([x], heights[-1:], "o", color=CURVE, markeredgecolor="white", markersize=10)
        ax.set(xlabel=self.variable, ylabel=self.name, xlim=self._x_range, ylim=limits)
        texts = {
            "rate": _number_text(self.rate),
            "count": counted("descent.count", walk.x.size - 1),
            "x": _number_text(x),
        }
        ax.set_title(self._say("curve_title", **texts), fontsize="medium")
        ax.legend(frameon=False, fontsize="small")

    def _draw_walk(self, ax, walk: Walk) -> None:
        ax.plot(range(walk.x.size), walk.x, "o-.", color=WALK, markersize=5)
        if (lowest := self.ground.lowest()) is not None:
            text = self._say("lowest", x=_number_text(lowest))
            ax.axhline(lowest, color="0.4", linestyle=":", label=text)
            ax.legend(frameon=False, fontsize="small")
        ax.set(
            xlabel=message("descent.column_k"), ylabel=self.variable, xlim=(-0.5, self._max_steps), ylim=self._x_range
        )
        ax.set_title(self._say("walk_title"), fontsize="medium")


def _number_text(value: float, digits: int = 7) -> str:
    return f"{value + 0.0:.{digits}g}".replace("-", "−")


def _clamp(number, limits):
    return min(max(number, limits[0]), limits[1])
