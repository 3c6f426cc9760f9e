"""The errors of `helpers`, in one tree. Each keeps the built-in type that people would catch::

    HelpersError
    ├── FixtureError (LookupError)          no such exercise, unit or claim, or a damaged fixture
    ├── CheckFailed (AssertionError)        an answer is not right yet
    ├── ShapeMismatch (AssertionError)      a variable has a wrong shape
    ├── GradientMismatch (AssertionError)   an analytic gradient disagrees with the numerical one
    ├── ArgumentError (ValueError)          an argument cannot be used
    ├── OutOfRangeError (IndexError)        there is no such example
    ├── ResultError (TypeError)             a function that was handed over gives something that cannot be used
    └── ExplorerError                       an explorer cannot do what was asked
        └── SettingError (ValueError)       a setting of an explorer cannot be used

What a learner's own function does wrong is mostly shown by checks and explorers, not raised; see `helpers.answers`.
"""

from __future__ import annotations


class HelpersError(Exception):
    """Root of the errors that `helpers` raises."""


class ArgumentError(HelpersError, ValueError):
    """An argument cannot be used; the message says which, what it should be and what it is."""


class OutOfRangeError(HelpersError, IndexError):
    """There is no example with this number."""


class ResultError(HelpersError, TypeError):
    """A function that was handed over gives something that cannot be used."""
