"""Every error that a command reports in one line.

AutograderError            the message says what, where, expected, got and what to do
├── UsageError             a unit, file or option that does not exist                 (exit code 2)
├── SubmissionError        one submission cannot be graded; the class goes on
├── ReleaseError           a source notebook is not fit to be released
├── DefinitionError        an exercise is defined wrongly
└── EngineError            the processes that run cells cannot be started
"""

from __future__ import annotations


class AutograderError(Exception):
    """Root of this package's errors; its text is meant for the terminal."""


class UsageError(AutograderError):
    """Something that was named on the command line does not exist."""


class SubmissionError(AutograderError):
    """One submission cannot be graded; the text is the reason that the report gives."""


class ReleaseError(AutograderError):
    """A source notebook is not fit to be released."""


class DefinitionError(AutograderError):
    """An exercise of the bank is defined wrongly."""


class EngineError(AutograderError):
    """The processes that run cells cannot be started; the text says why and what to do."""
