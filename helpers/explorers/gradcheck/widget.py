"""The gradient-check explorer: how far a measured slope is from a formula, for every step h.

Document 003 calls the numerical gradient accurate. Here a wide step shows its truncation error, a tiny one its rounding
error, and a wrong formula an error that no step makes smaller.
"""

import math

import numpy as np
import traitlets

from helpers.explorers.common.explorer import (
    Explorer,
    Number,
    SettingError,
    labels_of,
    pack,
    read_script,
    read_style,
    robust_limits,
    to_number,
)
from helpers.explorers.gradcheck.differences import PER_DECADE, VERDICTS, WAYS, Differences, H, make_points, measure
from helpers.messages import message

# Okabe-Ito; the same meanings have the same colour and line style in theme.css.
CURVE, FORWARD, CENTRAL = "#0072B2", "#D55E00", "#009E73"
FLOOR = 1e-17  # an error of exactly 0 has no logarithm; it is drawn here


class GradcheckExplorer(Explorer):
    """Shows the error of the central and of the one-sided difference against the step h, at a point to drag.

    f: function of an array (n,) that returns an array (n,).
    slope: the student's f′, of the same kind; None compares with an extrapolated slope.
    x, h: the point and the step. Both follow the picture and move it, and snap to the nearest measured ones: f is
        evaluated with real rounding, so nothing is interpolated. h runs from 1e-15 to 1, four steps to a decade.
    x_min, x_max: the range of the point.
    name, variable: what the picture calls the function and its variable.

    Raises SettingError for settings that are no finite numbers, an empty range or an h that is not positive. A wrong f
    or slope is never raised: the explorer says inside its frame what is wrong with it.
    """

    _esm = read_script("gradcheck")
    _css = read_style("gradcheck")
    _static_inches = (9.0, 3.8)
    x = Number(1.0, help="The point.").tag(sync=True)
    h = Number(1e-2, help="The step.").tag(sync=True)

    def __init__(self, f, slope=None, x=1.0, h=1e-2, *, x_min=-6.0, x_max=6.0, name="f", variable="x"):
        low, high = self._x_range = to_number(x_min, "x_min"), to_number(x_max, "x_max")
        if low >= high:
            raise SettingError(message("gradcheck_explorer.empty_range", x_min=low, x_max=high))
        self.name, self.variable = str(name), str(variable)
        self.differences: Differences | None = None
        self._points = make_points(self._x_range)
        super().__init__(x=x, h=h, **self._measure(f, slope))

    def _measure(self, f, slope) -> dict:
        """Measure, and return the `spec` trait; nothing while grading, when nobody looks."""
        if self._skipped:
            return {}
        self.differences = measured = measure(f, slope, self._points, self.name, self.variable)
        spec = {
            "xRange": self._x_range,
            "labels": labels_of("gradcheck_explorer", name=self.name, var=self.variable),
            "problem": measured.problem,
            "notes": measured.notes,
        }
        return {"spec": spec if measured.problem else spec | self._to_spec(measured)}

    def _to_spec(self, measured: Differences) -> dict:
        names = ("x", "values", "central", "forward", "slope", "low", "high", "gap", "rounding", "theory")
        arrays = {name: getattr(measured, name) for name in names} | {"h": H}
        for way in WAYS:
            arrays |= {f"{way}Best": measured.best[way], f"{way}Expected": measured.best_error[way]}
        spec = {name: pack(array) for name, array in arrays.items()}
        return spec | {
            "verdictKeys": list(VERDICTS),
            "verdicts": measured.verdicts.tobytes(),
            "agreeing": measured.agreeing.tobytes(),
            "hasBest": measured.has_best.tolist(),
            "wrong": measured.is_wrong.tolist(),
            "kink": measured.is_kink.tolist(),
            "given": measured.given,
            "digits": measured.digits,
            "floor": FLOOR,
            "valueLimits": robust_limits(measured.values),
            "errorLimits": self._error_limits(),
        }

    def _say(self, key: str, **values: object) -> str:
        return message(f"gradcheck_explorer.{key}", name=self.name, var=self.variable, **values)

    def _error_limits(self) -> tuple[float, float]:
        """Exponents of ten: the range of the axis of errors, the same for every point."""
        errors = np.concatenate(list(self.differences.errors.values()))
        errors = np.log10(np.maximum(errors[np.isfinite(errors)], FLOOR))
        low, high = robust_limits(errors) if errors.size else (-17.0, 0.0)
        return max(math.floor(low), -17.0) - 0.3, min(math.ceil(high), 20.0) + 0.3

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
        """The sentence that says why nothing is drawn; "" when f could be measured."""
        return "" if self.differences is None else self.differences.problem

    @property
    def notes(self) -> list[str]:
        """Sentences about what is wrong with the slope, or special about f."""
        return [] if self.differences is None else list(self.differences.notes)

    @traitlets.validate("x")
    def _keep_to_points(self, proposal) -> float:
        return float(self._points[np.argmin(np.abs(self._points - proposal["value"]))])

    @traitlets.validate("h")
    def _keep_to_steps(self, proposal) -> float:
        value = proposal["value"]
        if value <= 0:
            raise SettingError(message("gradcheck_explorer.not_positive", value=value))
        return float(H[np.argmin(np.abs(np.log(H / value)))])

    def wrong_at(self) -> float | None:
        """A point where the slope is wrong, the one nearest to x; None when it is right everywhere or not given."""
        if self.differences is None or self.problem or not self.differences.is_wrong.any():
            return None
        wrong = self.differences.x[self.differences.is_wrong]
        return float(wrong[np.argmin(np.abs(wrong - self.x))])

    def verdict(self) -> str:
        """The sentences that say what is seen with the present x and h; the browser shows the same ones."""
        key, numbers = self.differences.judge(*self.indices())
        texts = {name: _number_text(value) for name, value in numbers.items()}
        texts |= {name: _scientific(numbers[name]) for name in numbers if name.endswith(("_error", "_h"))}
        lines = [key, "best_line"] if "central_h" in numbers else [key]
        return " ".join(self._say(line, **texts) for line in lines)

    def describe(self) -> str:
        if self.differences is None:
            return message("gradcheck_explorer.described_skipped")
        if self.problem:
            return self._say("described_problem", problem=self.problem)
        central, forward = self.errors()
        texts = {"x": _number_text(self.x), "h": _scientific(self.h, 3), "verdict": self.verdict()}
        texts |= {"central": _scientific(central), "forward": _scientific(forward)}
        sentences = [self._say("described", **texts)]
        if (wrong := self.wrong_at()) not in (None, self.x):
            sentences.append(self._say("wrong_elsewhere", x=_number_text(wrong)))
        return " ".join(sentences + self.notes)

    def errors(self) -> tuple[float, float]:
        """How far the central and the one-sided difference are from the slope, with the present x and h."""
        i, j = self.indices()
        central, forward = (float(self.differences.errors[way][i, j]) for way in WAYS)
        return central, forward

    def indices(self) -> tuple[int, int]:
        """Where x and h stand: the nearest sampled point and the nearest step."""
        return int(np.argmin(np.abs(self._points - self.x))), int(np.argmin(np.abs(np.log(H / self.h))))

    def draw_static(self, figure) -> bool:
        if self.differences is None or self.problem:
            return False
        left, right = figure.subplots(1, 2)
        self._draw_curve(left)
        self._draw_errors(right)
        for ax in (left, right):
            ax.spines[["top", "right"]].set_visible(False)
        return True

    def _draw_curve(self, ax) -> None:
        measured, (i, j) = self.differences, self.indices()
        here, h = measured.values[i], H[j]
        above = here + measured.forward[i, j] * h
        below = above - measured.central[i, j] * 2 * h
        ax.plot(measured.x, measured.values, color=CURVE, linewidth=2, label=f"{self.name}({self.variable})")
        ends = np.array(self._x_range)
        with np.errstate(invalid="ignore"):
            ax.plot(
                ends, here + measured.forward[i, j] * (ends - self.x), "--", color=FORWARD, label=self._say("one_sided")
            )
            ax.plot(
                ends,
                below + measured.central[i, j] * (ends - self.x + h),
                "-.",
                color=CENTRAL,
                label=self._say("central"),
            )
        ax.plot([self.x - h, self.x + h], [below, above], "o", color=CENTRAL, markersize=6)
        ax.plot([self.x], [here], "o", color=CURVE, markeredgecolor="white", markersize=9)
        texts = {"x": _number_text(self.x), "h": _scientific(h, 3)}
        ax.set(xlabel=self.variable, ylabel=self.name, xlim=self._x_range, ylim=robust_limits(measured.values))
        ax.set_title(self._say("curve_title", **texts), fontsize="medium")
        ax.legend(frameon=False, fontsize="small")

    def _draw_errors(self, ax) -> None:
        measured, (i, j) = self.differences, self.indices()
        looks = {"forward": ("one_sided", "s--", FORWARD), "central": ("central", "o-.", CENTRAL)}
        for way, (key, style, colour) in looks.items():
            errors = np.maximum(measured.errors[way][i], FLOOR)
            ax.loglog(H, errors, style, color=colour, markersize=3, markevery=4, label=self._say(key))
            ax.plot(H[j], errors[j], style[0], color=colour, markeredgecolor="white", markersize=9)
        ax.axvline(H[j], color="0.5", linestyle=":", linewidth=1)
        low, high = self._error_limits()
        if not measured.is_wrong[i] and not measured.is_kink[i]:
            for power, factor in ((1, measured.theory[0, i]), (2, measured.theory[1, i]), (-1, measured.rounding[i])):
                ax.plot(H, factor * H**power, ":", color="0.4", linewidth=1)
            ax.plot(
                H[measured.best["central"][i]],
                measured.best_error["central"][i],
                "D",
                color="white",
                markeredgecolor=CENTRAL,
            )
        ax.set(
            xlabel=message("gradcheck_explorer.h_slider"),
            ylabel=message("gradcheck_explorer.off_axis"),
            ylim=(10.0**low, 10.0**high),
        )
        ax.set_title(message("gradcheck_explorer.error_title"), fontsize="medium")
        ax.minorticks_off()
        ax.set_xticks(H[:: 3 * PER_DECADE])
        for axis in (ax.xaxis, ax.yaxis):  # a picture without mathematical text has no exponents
            axis.set_major_formatter(lambda tick, _: _scientific(tick, 1))
        ax.legend(frameon=False, fontsize="small", loc="upper center")


def _number_text(value: float) -> str:
    return f"{value + 0.0:.6g}".replace("-", "−")


def _scientific(value: float, digits: int = 2) -> str:
    """ "2.1e−12" for a small number, "0.015" for one of usual size."""
    if value == 0 or not abs(value) < 1e-3:
        return f"{value:.{digits}g}".replace("-", "−")
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa}e{int(exponent)}".replace("-", "−")
