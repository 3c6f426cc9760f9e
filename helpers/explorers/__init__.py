"""Explorers: small interactive pictures that draw the student's own functions.

`import helpers.explorers` stays cheap: the widget libraries are imported when an explorer is first asked for, so that
a notebook that only needs the checks, and the grader, do not pay for them.
"""

from importlib import import_module

_ROOM_OF = {
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
    """Import the explorer `name` from its room; AttributeError when there is none of that name."""
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"{__name__}.{_ROOM_OF[name]}.widget"), name)


def load_all() -> None:
    """Import every explorer and the widget libraries now, for a process that is to be quick later."""
    for name in _ROOM_OF:
        __getattr__(name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
