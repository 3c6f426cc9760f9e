"""What every explorer shares: safe sampling of a student's function, a static picture, the theme, the skip while grading.

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
from typing import Any

import anywidget
import numpy as np
import traitlets

TEXT = {
    "blank": "Fill in the blank (...) in your function first, then run this cell again.",
    "not_written": "{name} is not written yet: it raises NotImplementedError. Fill it in, then run this cell again.",
    "not_a_function": "{name} should be a function such as np.tanh, but it is {kind}. Hand over the function itself, without calling it.",
    "array_only_fails": "{name} works for one number but not for an array ({error}). Use np.where or a comparison such as ({variable} > 0) "
    "instead of if, and np.exp instead of math.exp.",
    "raises": "{name} stopped with an error: {error}.",
    "none": "{name} gives back None. Does every path through it end with return?",
    "list": "{name} gives back a {kind}, but a NumPy array is needed: one number for each {variable}.",
    "kind": "{name} gives back {kind} instead of numbers.",
    "one_number": "{name} gives back a single number, {value:.4g}, for a whole array of {variable}. It should give one number for each {variable}.",
    "shape": "{name} gives back an array of shape {got} for an array {variable} of shape {expected}. The two shapes should be equal.",
    "nowhere_finite": "{name} gives {value} for every {variable} from {first:.4g} to {last:.4g}, so there is nothing to draw.",
    "not_a_number": "{trait} should be one finite number, but it was set to {value!r}.",
    "not_whole": "{trait} should be a whole number from {low} to {high}, but it was set to {value!r}.",
    "skipped": "{explorer}: not drawn while the notebook is being graded.",
}

FOLDER = Path(__file__).parents[1]


class ExplorerError(Exception):
    """Root of the errors an explorer raises for wrong settings; wrong student functions are shown instead of raised."""


class SettingError(ExplorerError, ValueError, traitlets.TraitError):
    """A setting such as `z` or `z_min` cannot be used; traitlets and plain Python callers can both catch it."""


def is_grading() -> bool:
    """True while nbgrader executes or validates the notebook; it sets NBGRADER_EXECUTION then."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


def read_script(room: str) -> str:
    """The ES module of the explorer in the folder `room`: the bundle that `make js` built from its widget.js."""
    return (FOLDER / room / "widget.bundle.js").read_text(encoding="utf-8")


def read_style(room: str) -> str:
    """The style sheet of the explorer in the folder `room`: theme.css, which every explorer shares, then its widget.css."""
    sheets = [FOLDER / "common" / "theme.css", FOLDER / room / "widget.css"]
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.exists())


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
    raise SettingError(TEXT["not_a_number"].format(trait=trait, value=value))


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
    raise SettingError(TEXT["not_whole"].format(trait=trait, low=low, high=high, value=value))


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
    if function is Ellipsis:
        return Sampled(None, TEXT["blank"])
    if not callable(function):
        return Sampled(None, TEXT["not_a_function"].format(name=name, kind=kind_of(function)))
    try:
        answer = call_quietly(function, points.copy())  # a copy: the student's function may change its argument in place
    except Exception as error:  # whatever the student's function raises is shown, not raised
        works = _works_for_single_numbers(function, points)
        return Sampled(None, explain_error(error, name, "array_only_fails" if works else "raises", variable))
    if problem := _find_problem(answer, points, name, variable):
        return Sampled(None, problem)
    array = np.asarray(answer)
    return Sampled(array.astype(float), single_precision=array.dtype in (np.float32, np.float16))


def call_quietly(function, *arguments):
    """What `function` answers, with NumPy's and Python's warnings silenced; its errors pass through."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return function(*arguments)


def explain_error(error: Exception, name: str, sentence: str = "raises", variable: str = "z") -> str:
    """The plain sentence for an error that the student's function `name` raised; `sentence` is a key of TEXT."""
    if "ellipsis" in str(error).lower():
        return TEXT["blank"]
    if isinstance(error, NotImplementedError):
        return TEXT["not_written"].format(name=name)
    # The first sentence only: NumPy's second one sends a beginner to a.any().
    first = str(error).strip().split("\n")[0].split(". ")[0].rstrip(".")
    message = f"{type(error).__name__}: {first}" if first else type(error).__name__
    return TEXT[sentence].format(name=name, variable=variable, error=message)


def _works_for_single_numbers(function, points) -> bool:
    for point in np.linspace(points.min(), points.max(), 7):
        try:
            answer = call_quietly(function, float(point))
        except Exception:
            return False
        if np.ndim(answer) != 0 or np.asarray(answer).dtype.kind not in "biuf":
            return False
    return True


def _find_problem(answer, points, name, variable) -> str:
    """The sentence that says why `answer` is not one number for each of `points`; "" when it is."""
    if answer is None:
        return TEXT["none"].format(name=name)
    if answer is Ellipsis or holds_ellipsis(answer):
        return TEXT["blank"]
    if isinstance(answer, (list, tuple)):
        return TEXT["list"].format(name=name, variable=variable, kind=type(answer).__name__)
    array = np.asarray(answer)
    if array.dtype.kind not in "biuf":
        return TEXT["kind"].format(name=name, kind=kind_of(answer))
    if array.ndim == 0:
        return TEXT["one_number"].format(name=name, variable=variable, value=float(array))
    if array.shape != points.shape:
        return TEXT["shape"].format(name=name, variable=variable, got=array.shape, expected=points.shape)
    if not np.isfinite(array).any():
        ends = {"first": points.min(), "last": points.max()}
        return TEXT["nowhere_finite"].format(name=name, variable=variable, value=array.flat[0], **ends)
    return ""


def holds_ellipsis(answer) -> bool:
    """True where a blank `...` is left inside an array, a list or a tuple."""
    if isinstance(answer, np.ndarray):
        return answer.dtype == object and any(item is Ellipsis for item in answer.flat)
    return isinstance(answer, (list, tuple)) and any(item is Ellipsis for item in answer)


def kind_of(value) -> str:
    """What messages call a value: "an array of complex128", "a value of type str"."""
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype.name}"
    return f"a value of type {type(value).__name__}"


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
    """Base of the explorers: what is fixed goes to JavaScript as `_spec`, once; what moves is a trait of the subclass.

    A subclass sets `_esm = read_script("…")` and `_css = read_style("…")`, and writes `describe` and `draw_static`.
    """

    _spec = traitlets.Dict().tag(sync=True)
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
            return {"text/plain": TEXT["skipped"].format(explorer=type(self).__name__)}, {}
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
