"""The slope explorer: any function g, a point to drag, its tangent, the small triangle, and g′ beside it.

The first source document (000) reads the slope as "height over width of the small triangle"; here the width is a
slider, so that the triangle's slope is seen to run into the tangent's.
"""

import traitlets

from helpers.explorers.common.curve import Curve, sample_curve
from helpers.explorers.common.explorer import (
    Explorer,
    Number,
    SettingError,
    labels_of,
    read_script,
    read_style,
    robust_limits,
    to_number,
)
from helpers.messages import message

# Okabe-Ito; the same three meanings have the same colour and line style in theme.css.
CURVE, TANGENT, TRIANGLE = "#0072B2", "#D55E00", "#009E73"


class SlopeExplorer(Explorer):
    """Shows g, a draggable point at z, the tangent and the small triangle there, and g′ in a second panel.

    g: function of an array (n,) that returns an array (n,).
    slope: the student's g′, of the same kind; None shows the numerical slope.
    z: where the point stands at first; moved into the range if outside it. `explorer.z` follows the picture and moves
        it.
    z_min, z_max: the range of the horizontal axis.
    name: what the picture calls the function.

    Raises SettingError for a range or a z that is not made of finite numbers. A wrong g or slope is never raised:
    the explorer says inside its frame what is wrong with it.
    """

    _esm = read_script("slope")
    _css = read_style("slope")
    z = Number(1.0, help="Where the point stands.").tag(sync=True)
    width = Number(1.0, help="Width Δz of the triangle.").tag(sync=True)

    def __init__(self, g, slope=None, z=1.0, z_min=-6.0, z_max=6.0, name="g"):
        self._z_range = to_number(z_min, "z_min"), to_number(z_max, "z_max")
        low, high = self._z_range
        if low >= high:
            raise SettingError(message("slope.empty_range", z_min=low, z_max=high))
        # On the usual range of 12 the widths run from 0.01 to 2.
        self._width_range = (high - low) / 1200, (high - low) / 6
        self.name = str(name)
        self.curve: Curve | None = None
        traits = {"z": _clamp(to_number(z, "z"), self._z_range), "width": (high - low) / 12}
        super().__init__(**traits, **self._measure(g, slope))

    def _measure(self, g, slope) -> dict:
        """Sample the functions and return the `spec` trait; nothing while grading, when nobody looks."""
        if self._skipped:
            return {}
        self.curve = curve = sample_curve(g, slope, self._z_range[0], self._z_range[1], self.name)
        labels = labels_of("slope", name=self.name)
        spec = {"zRange": self._z_range, "widthRange": self._width_range, "labels": labels}
        spec |= {"problem": curve.problem, "notes": curve.notes, "worstZ": curve.worst_z()}
        return {"spec": spec | ({} if curve.problem else curve.to_spec())}

    @property
    def z_min(self) -> float:
        """Left end of the range."""
        return self._z_range[0]

    @property
    def z_max(self) -> float:
        """Right end of the range."""
        return self._z_range[1]

    @property
    def problem(self) -> str:
        """The sentence that says why nothing is drawn; "" when g is drawn."""
        return "" if self.curve is None else self.curve.problem

    @property
    def notes(self) -> list[str]:
        """Sentences about what is wrong with parts of g or with the slope."""
        return [] if self.curve is None else list(self.curve.notes)

    @traitlets.validate("z")
    def _keep_z_in_range(self, proposal) -> float:
        return _clamp(proposal["value"], self._z_range)

    @traitlets.validate("width")
    def _keep_width_in_range(self, proposal) -> float:
        return _clamp(proposal["value"], self._width_range)

    def triangle(self) -> tuple[float, float]:
        """(width, height) of the small triangle at z; it lies to the left of z where it would leave the range."""
        other = self.z + self.width if self.z + self.width <= self.z_max else self.z - self.width
        low, high = sorted((self.z, other))
        return high - low, self.curve.at(high)[0] - self.curve.at(low)[0]

    def describe(self) -> str:
        if self.curve is None:
            return message("slope.described_skipped")
        if self.problem:
            return message("slope.described_problem", name=self.name, problem=self.problem)
        value, _, slope = self.curve.at(self.z)
        width, height = self.triangle()
        secant = height / width
        sentences = [
            message("slope.described", name=self.name, z=self.z, value=value, slope=slope, width=width, secant=secant)
        ]
        if (worst := self.curve.worst_z()) is not None:
            sentences.append(message("slope.described_disagreement", name=self.name, z=worst))
        return " ".join(sentences + self.notes)

    def draw_static(self, figure) -> bool:
        if self.curve is None or self.problem:
            return False
        left, right = figure.subplots(1, 2)
        self._draw_values(left)
        self._draw_slopes(right)
        for ax in (left, right):
            ax.set(xlabel="z", xlim=self._z_range)
            ax.axhline(0, color="0.75", linewidth=0.8, zorder=0)
            ax.spines[["top", "right"]].set_visible(False)
        return True

    def _draw_values(self, ax) -> None:
        curve, (low, high) = self.curve, self._z_range
        value, _, slope = curve.at(self.z)
        width, height = self.triangle()
        step = width if self.z + self.width <= self.z_max else -width
        rise = height if step > 0 else -height
        ax.plot(curve.z, curve.values, color=CURVE, linewidth=2, label=f"{self.name}(z)")
        ends = [low, high]
        ax.plot(
            ends, [value + slope * (end - self.z) for end in ends], "--", color=TANGENT, label=message("slope.tangent")
        )
        corners = [self.z, self.z + step, self.z + step], [value, value, value + rise]
        ax.fill(*corners, facecolor=TRIANGLE, alpha=0.2)
        ax.plot(
            [*corners[0], self.z],
            [*corners[1], value],
            "-.",
            color=TRIANGLE,
            label=message("slope.triangle", width=width),
        )
        ax.plot([self.z], [value], "o", color=CURVE, markeredgecolor="white", markersize=9)
        ax.set(ylabel=f"{self.name}(z)", ylim=robust_limits(curve.values))
        ax.set_title(message("slope.value_title", name=self.name, z=self.z, slope=slope), fontsize="medium")
        ax.legend(frameon=False, fontsize="small")

    def _draw_slopes(self, ax) -> None:
        curve = self.curve
        ax.plot(curve.z, curve.slopes, "--", color=TANGENT, linewidth=2, label=f"{self.name}′(z)")
        if curve.worst_z() is not None:
            ax.plot(curve.z, curve.numeric, ":", color=TRIANGLE, label=message("slope.small_triangle"))
            ax.legend(frameon=False, fontsize="small")
        ax.plot([self.z], [curve.at(self.z)[2]], "o", color=TANGENT, markeredgecolor="white", markersize=9)
        ax.set(
            ylabel=message("slope.slope_axis", name=self.name), ylim=robust_limits([0.0], curve.slopes, curve.numeric)
        )
        ax.set_title(message("slope.slope_title", name=self.name), fontsize="medium")


def _clamp(number: float, limits: tuple[float, float]) -> float:
    return min(max(number, limits[0]), limits[1])
