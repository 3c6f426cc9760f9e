"""What a notebook of the course imports: checks, gradient checks, shape tables, plots, data and explorers.

``from helpers import expect, progress`` is all that most notebooks need. Names are loaded when first used, so that
importing `helpers` costs little; matplotlib and the widget libraries load only when something is drawn.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"  # of both distributions: their pyproject.toml files read it here

_HOMES = {
    "helpers.checks": ("expect", "example", "once_filled_in", "progress", "CheckFailed"),
    "helpers.gradcheck": (
        "numerical_gradient",
        "relative_error",
        "check_gradient",
        "check_gradients",
        "GradientMismatch",
    ),
    "helpers.errors": ("HelpersError",),
    "helpers.shapes": ("check_shapes", "ShapeMismatch"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
_MODULES = (
    "answers",
    "checks",
    "data",
    "errors",
    "explorers",
    "fixtures",
    "gradcheck",
    "messages",
    "plotting",
    "shapes",
)

__all__ = ["__version__", *_HOME_OF, *_MODULES]


def __getattr__(name: str) -> Any:
    if name in _HOME_OF:
        return getattr(import_module(_HOME_OF[name]), name)
    if name in _MODULES:
        return import_module(f"helpers.{name}")
    raise AttributeError(f"helpers has no {name!r}. It has: {', '.join(sorted(__all__))}.")


def __dir__() -> list[str]:
    return sorted(__all__)
