"""What every explorer shares: safe sampling of a student's function, a static picture, the theme, the skip while
grading.

An explorer is three things: Python samples the student's functions once, a JavaScript module draws and reacts, and
`describe` says the same in a sentence. JavaScript is never given a reason to call Python while something is dragged.
"""

import base64
import io
import os
import warnings
from dataclasses import dataclass
from functools import cached_property
from numbers import Real
from pathlib import Path
from types import MappingProxyType
from typing import Any

import anywidget
import numpy as np
import traitlets

from helpers.answers import Fault, ask, describe, find_fault, make_plain
from helpers.errors import HelpersError
from helpers.messages import message, messages

FOLDER = Path(__file__).parents[1]


class ExplorerError(HelpersError):
    """Root of the errors an explorer raises for wrong settings; wrong student functions are shown instead of raised."""


class SettingError(ExplorerError, ValueError, traitlets.TraitError):
    """A setting such as `z` or `z_min` cannot be used; traitlets and plain Python callers can both catch it."""


class Unusable(Exception):
    """A sentence that says why a learner's functions cannot be used any further; an explorer shows it."""


def is_grading() -> bool:
    """True while nbgrader executes or validates the notebook; it sets NBGRADER_EXECUTION then."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


def read_script(room: str) -> str:
    """The ES module of the explorer in the folder `room`: the bundle that `make js` built from its widget.js."""
    return (FOLDER / room / "widget.bundle.js").read_text(encoding="utf-8")


def read_style(room: str) -> str:
    """The style sheet of the explorer in the folder `room`: theme.css, which every explorer shares, then its
    widget.css.
    """
    sheets = [FOLDER / "common" / "theme.css", FOLDER / room / "widget.css"]
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.exists())


def labels_of(area: str, **names: str) -> dict[str, str]:
    """The sentences of one explorer for the browser, in the language chosen now.

    Args:
        area: of the catalogue, e.g. "slope".
        names: what stands for {name} and the like all the time; JavaScript fills in the other places.
    """
    labels = {}
    for id, text in messages(area + ".").items():
        for place, name in names.items():
            text = text.replace(f"{{{place}}}", name)
        labels[id.removeprefix(f"{area}.")] = text
    return labels


def pack(array) -> bytes:
    """Little-endian float64 bytes of `array`, which `toFloats` in numbers.js unpacks; JSON could not carry NaN."""
    return np.ascontiguousarray(array, dtype="<f8").tobytes()


def to_number(value: Any, trait: str) -> float:
    """`value` as a float.

    Raises SettingError when it is not one finite real number (a bool, text, None, NaN, an array of several).
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if _is_real(value) and np.isfinite(value):
        return float(value)
    raise SettingError(message("explorers.not_a_number", trait=trait, value=value))


def _is_real(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, (bool, np.bool_))


class Number(traitlets.Float):
    """A trait for one finite number, with a message that names the trait and shows what was given."""

    def validate(self, obj, value) -> float:
        """The number, or a SettingError that says what was given instead."""
        return to_number(value, self.name)


def to_whole(value: Any, trait: str, low: int, high: int) -> int:
    """`value` as an int from `low` to `high`.

    Raises SettingError when it is not a whole number in that range (a bool, text, None, 2.5, an array of several).
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    whole = _is_real(value) and np.isfinite(value) and value == int(value)
    if whole and low <= value <= high:
        return int(value)
    raise SettingError(message("explorers.not_whole", trait=trait, low=low, high=high, value=value))


def ask_for(name: str, function, *arguments, read=make_plain) -> object:
    """What a learner's function `name` gives, see `helpers.answers.ask`; Unusable where it gives nothing."""
    answer = ask(function, *arguments, read=read)
    if answer.fault:
        raise Unusable(describe(answer.fault, name))
    return answer.value


def read_numbers(name: str, value: object, shape: tuple[int, ...] | None = None, ids=MappingProxyType({}), **words):
    """The numbers in what `name` gives, as float64; Unusable where it is something else, see
    `helpers.answers.describe`.
    """
    if fault := find_fault(value, shape):
        raise Unusable(describe(fault, name, ids, **words))
    return np.array(value, dtype=float)


@dataclass(frozen=True)
class Sampled:
    """A function's values at the points asked for, or the plain sentence that says why there are none."""

    values: np.ndarray | None  # (n,) float64; NaN or infinity where the function has no finite number
    problem: str = ""
    single_precision: bool = False  # the function rounds to float32 or less, so tiny differences are noise


def sample(function, points: np.ndarray, name: str, variable: str = "z") -> Sampled:
    """Call `function` once with all `points (n,)` and examine the answer; never raises for a wrong function.

    name, variable: how messages call the function and its argument, e.g. "g" and "z".
    """
    answer = ask(function, points)
    fault = answer.fault or find_fault(answer.value, points.shape)
    if fault:
        return Sampled(None, _explain(fault, function, points, name, variable))
    values = answer.value
    if not np.isfinite(values).any():
        ends = {"first": points.min(), "last": points.max()}
        return Sampled(
            None, message("explorers.nowhere_finite", name=name, variable=variable, value=values.flat[0], **ends)
        )
    return Sampled(values.astype(float), single_precision=values.dtype in (np.float32, np.float16))


def _explain(fault: Fault, function, points, name: str, variable: str) -> str:
    """The sentence about a fault of a function that should give one number for each of `points`."""
    ids = {"list": "explorers.list", "shape": "explorers.shape"}
    words: dict[str, Any] = {"variable": variable}
    if fault.kind == "raised" and _works_for_single_numbers(function, points):
        ids["raised"] = "explorers.array_only_fails"
    if fault.kind == "shape" and np.ndim(fault.value) == 0:
        ids["shape"], words["value"] = "explorers.one_number", float(fault.value)
    return describe(fault, name, ids, **words)


def _works_for_single_numbers(function, points) -> bool:
    answers = (ask(function, float(point)) for point in np.linspace(points.min(), points.max(), 7))
    return all(answer.fault is None and find_fault(answer.value, ()) is None for answer in answers)


def robust_limits(*arrays) -> tuple[float, float]:
    """Axis limits (low, high) that show the finite values of `arrays`, but do not let a pole squash the rest."""
    values = np.concatenate([np.ravel(array) for array in arrays])
    values = values[np.isfinite(values)]
    if values.size == 0:
        return -1.0, 1.0
    low, high = values.min(), values.max()
    inner_low, inner_high = np.percentile(values, [3, 97])
    if high - low > 8 * (inner_high - inner_low) > 0:
        margin = inner_high - inner_low
        low, high = max(low, inner_low - margin), min(high, inner_high + margin)
    pad = 0.08 * (high - low) or max(0.5, 0.1 * abs(high))
    return float(low - pad), float(high + pad)


class Explorer(anywidget.AnyWidget):
    """Base of the explorers: what is fixed goes to JavaScript as `spec`, once; what moves is a trait of the subclass.

    A subclass sets `_esm = read_script("…")` and `_css = read_style("…")`, and writes `describe` and `draw_static`.
    """

    spec = traitlets.Dict().tag(sync=True)
    _static_inches = (8.0, 3.4)

    @cached_property
    def _skipped(self) -> bool:
        """Decided once, when the explorer is made: what was not sampled cannot be shown later."""
        return is_grading()

    def open(self) -> None:
        """Open the connection to the browser; while grading there is none, so nothing is opened."""
        if not self._skipped:
            super().open()

    def describe(self) -> str:
        """One plain sentence with the numbers that the picture shows."""
        raise NotImplementedError

    def draw_static(self, figure) -> bool:
        """Draw the present state into a matplotlib `figure`; False when there is nothing to draw."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs):
        """The live widget, and for places that run none (GitHub, PDF) a picture and a sentence.

        Front ends prefer the widget's type to image/png, and nbconvert does so when the widget's state was saved.
        PNG, not SVG: nbconvert stops a PDF export with an error at every SVG when Inkscape is not installed.
        """
        if self._skipped:
            return {"text/plain": message("explorers.skipped", explorer=type(self).__name__)}, {}
        data, metadata = super()._repr_mimebundle_(**kwargs)
        data["text/plain"] = self.describe()
        if picture := self._draw_png():
            data["image/png"] = base64.b64encode(picture).decode("ascii")
            metadata["image/png"] = {"alt": self.describe()}
        return data, metadata

    def _draw_png(self) -> bytes:
        import matplotlib.style
        from matplotlib.figure import Figure

        # Not pyplot, and not the student's rcParams: the picture must not depend on, or appear among, other figures.
        with matplotlib.style.context("default", after_reset=True), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a name in a script that the font lacks draws boxes; the sentence has it
            matplotlib.rcParams["text.parse_math"] = False  # a "$" in a name is a dollar
            figure = Figure(figsize=self._static_inches, layout="constrained")
            if not self.draw_static(figure):
                return b""
            buffer = io.BytesIO()
            figure.savefig(buffer, format="png", dpi=110)
        return buffer.getvalue()
