"""Explorers: small interactive pictures that draw the student's own functions.

`import helpers.explorers` stays cheap: the widget libraries are imported when an explorer is first asked for, so that
a notebook that only needs the checks, and the grader, do not pay for them.
"""

from importlib import import_module

_MODULE_OF = {
    "DescentExplorer": "descent",
    "EquationExplorer": "equations",
    "GradcheckExplorer": "gradcheck",
    "GraphExplorer": "graph",
    "SlopeExplorer": "slope",
    "TrainingExplorer": "training",
}

__all__ = [
    "DescentExplorer",
    "EquationExplorer",
    "GradcheckExplorer",
    "GraphExplorer",
    "SlopeExplorer",
    "TrainingExplorer",
]


def __getattr__(name: str):
    """Import the explorer `name` from its module; AttributeError when there is none of that name."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
