"""Where each fact, number and error of the source documents is taught or tested; `tests/course/test_facts.py` holds the
list.

One module a unit, ``unit_01.py`` and so on, each with ``FACTS``. A fact that the course does not teach anywhere cannot
be listed, since every place is looked up.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    """A cell of the unit's lesson whose source, or what it prints when it runs, holds a text.

    Attributes:
        cell: id of the cell.
        text: what stands there; runs of white space count as one blank.
        printed: look at what the cell prints, not at its source.
    """

    cell: str
    text: str
    printed: bool = False


@dataclass(frozen=True)
class Exercise:
    """An exercise of the bank, by its key, that cannot be solved without knowing the fact."""

    key: str


@dataclass(frozen=True)
class Task:
    """A cell of the unit's exercise notebook (``source/``) whose source holds a text."""

    cell: str
    text: str


@dataclass(frozen=True)
class Test:
    """A test that proves the fact: file below ``tests/`` and name of the function or method."""

    __test__ = False  # not a test case, whatever pytest makes of the name

    file: str
    name: str


@dataclass(frozen=True)
class Fact:
    """A fact in words, and every place where it is taught or tested."""

    text: str
    places: tuple[Lesson | Exercise | Task | Test, ...]

    def __init__(self, text: str, *places: Lesson | Exercise | Task | Test):
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "places", places)
