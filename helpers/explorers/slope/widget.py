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
    read_script,
    read_style,
    robust_limits,
    to_number,
)

TEXT = {
    # Sentences for the browser; {…} are filled in there.
    "group": "Slope explorer for {name}: drag the point, or move the two sliders",
    "value_panel": "{name}(z) with its tangent and the small triangle",
    "slope_panel": "{name}′(z), the slope at every z",
    "z_slider": "z",
    "width_slider": "triangle width Δz",
    "value_row": "{name}(z)",
    "tangent_row": "slope of the tangent, {name}′(z)",
    "given_row": "slope of the tangent, your {name}′(z)",
    "triangle_row": "triangle: height / width",
    "distance_row": "triangle − tangent",
    "width": "width",
    "height": "height",
    "small_triangle": "slope of a very small triangle",
    "undefined": "no number",
    "hint": "Drag anywhere in the pictures, or use the sliders with the arrow keys.",
    "disagree_here": "Your {name}′ says {given} here; a very small triangle says {numeric}.",
    "disagree_elsewhere": "Your {name}′ fits the curve here, but not everywhere: it is furthest off near z = {z}.",
    "spoken": "z = {z}, {name}(z) = {value}, slope {slope}. Triangle: height {height} over width {width} is {secant}.",
    # Sentences for the static picture and plain text.
    "described": "{name}({z:.4g}) = {value:.4g}; the tangent there has slope {slope:.4g}, "
    "the triangle of width {width:.4g} has slope {secant:.4g}.",
    "described_disagreement": "Your {name}′ and a very small triangle disagree, most near z = {z:.4g}.",
    "described_problem": "The slope explorer could not draw {name}. {problem}",
    "described_skipped": "The slope explorer was not drawn.",
    "slope_axis": "{name}′(z)",
    "value_title": "slope of {name} at z = {z:.4g}: {slope:.4g}",
    "slope_title": "{name}′, the slope at every z",
    # Errors for wrong settings.
    "empty_range": "z_min should be less than z_max, but z_min = {z_min:g} and z_max = {z_max:g}.",
}

# Okabe-Ito; the same three meanings have the same colour and line style in theme.css.
CURVE, TANGENT, TRIANGLE = "#0072B2", "#D55E00", "#009E73"


class SlopeExplorer(Explorer):
    """Shows g, a draggable point at z, the tangent and the small triangle there, and g′ in a second panel.

    g: function of an array (n,) that returns an array (n,).
    slope: the student's g′, of the same kind; None shows the numerical slope.
    z: where the point stands at first; moved into the range if outside it. `explorer.z` follows the picture and moves it.
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
            raise SettingError(TEXT["empty_range"].format(z_min=low, z_max=high))
        # On the usual range of 12 the widths run from 0.01 to 2.
        self._width_range = (high - low) / 1200, (high - low) / 6
        self.name = str(name)
        self.curve: Curve | None = None
        traits = {"z": _clamp(to_number(z, "z"), self._z_range), "width": (high - low) / 12}
        super().__init__(**traits, **self._measure(g, slope))

    def _measure(self, g, slope) -> dict:
        """Sample the functions and return the `_spec` trait; nothing while grading, when nobody looks."""
        if self._skipped:
            return {}
        self.curve = curve = sample_curve(g, slope, self._z_range[0], self._z_range[1], self.name)
        labels = {key: text.replace("{name}", self.name) for key, text in TEXT.items()}
        spec = {"zRange": self._z_range, "widthRange": self._width_range, "labels": labels}
        spec |= {"problem": curve.problem, "notes": curve.notes, "worstZ": curve.worst_z()}
        return {"_spec": spec | ({} if curve.problem else curve.to_spec())}

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
            return TEXT["described_skipped"]
        if self.problem:
            return TEXT["described_problem"].format(name=self.name, problem=self.problem)
        value, _, slope = self.curve.at(self.z)
        width, height = self.triangle()
        secant = height / width
        sentences = [
            TEXT["described"].format(name=self.name, z=self.z, value=value, slope=slope, width=width, secant=secant)
        ]
        if (worst := self.curve.worst_z()) is not None:
            sentences.append(TEXT["described_disagreement"].format(name=self.name, z=worst))
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
        ax.plot(ends, [value + slope * (end - self.z) for end in ends], "--", color=TANGENT, label="tangent")
        corners = [self.z, self.z + step, self.z + step], [value, value, value + rise]
        ax.fill(*corners, facecolor=TRIANGLE, alpha=0.2)
        ax.plot([*corners[0], self.z], [*corners[1], value], "-.", color=TRIANGLE, label=f"triangle, Δz = {width:.4g}")
        ax.plot([self.z], [value], "o", color=CURVE, markeredgecolor="white", markersize=9)
        ax.set(ylabel=f"{self.name}(z)", ylim=robust_limits(curve.values))
        ax.set_title(TEXT["value_title"].format(name=self.name, z=self.z, slope=slope), fontsize="medium")
        ax.legend(frameon=False, fontsize="small")

    def _draw_slopes(self, ax) -> None:
        curve = self.curve
        ax.plot(curve.z, curve.slopes, "--", color=TANGENT, linewidth=2, label=f"{self.name}′(z)")
        if curve.worst_z() is not None:
            ax.plot(curve.z, curve.numeric, ":", color=TRIANGLE, label=TEXT["small_triangle"])
            ax.legend(frameon=False, fontsize="small")
        ax.plot([self.z], [curve.at(self.z)[2]], "o", color=TANGENT, markeredgecolor="white", markersize=9)
        ax.set(ylabel=TEXT["slope_axis"].format(name=self.name), ylim=robust_limits([0.0], curve.slopes, curve.numeric))
        ax.set_title(TEXT["slope_title"].format(name=self.name), fontsize="medium")


def _clamp(number: float, limits: tuple[float, float]) -> float:
    return min(max(number, limits[0]), limits[1])
