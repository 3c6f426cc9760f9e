"""What the pages share: templates that escape everything, words for numbers."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.exercises import Unit
from autograder.grading.records import FAILED, GRADED, MISSING, REFUSED
from autograder.results import sentences  # noqa: F401  (the sentences of the pages join the catalogue)
from helpers.checks import render as cards
from helpers.checks.render import escape_prose
from helpers.messages import current_language, message, translate

#: A student's text on a page ends after this many characters; longer ones are not meant to be read.
LONGEST_TEXT = 600

#: Status in words, with a symbol so that colour is never alone.
STATUS_WORDS = {
    GRADED: "✓ graded",
    MISSING: "– without notebook",
    REFUSED: "✗ refused",
    FAILED: "! could not be graded",
    "": "· nothing handed in",
}

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.results"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(points=format_points, percent=format_percent, prose=format_prose)
    environment.globals.update(message=message, message_with=message_with, current_language=current_language)
    return environment


def render(template: str, **values: object) -> str:
    """Fill one of ``templates/``; every value is escaped unless it is `markupsafe.Markup`."""
    return _environment().get_template(template).render(**values)


def clean(text: object, limit: int = LONGEST_TEXT) -> str:
    """Text from a notebook, without control characters and cut to `limit` characters."""
    plain = _CONTROL.sub("", str(text))
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def format_points(points: float) -> str:
    """Points in few characters: ``7``, ``7.5``."""
    return f"{round(points, 2) + 0.0:.10g}"


def format_percent(share: float) -> str:
    """A share of 1 as whole percent: ``75 %``; only what is complete is 100 %."""
    percent = 100 * share
    return f"{99 if 99 < percent < 100 else percent:.0f} %"


def format_prose(text: str) -> Markup:
    """A sentence with its `code` set as code; everything else in it is escaped."""
    return Markup(escape_prose(str(text)))


def message_with(id: str, **values: object) -> Markup:
    """A sentence of the catalogue whose places hold markup; everything else in it is escaped.

    Args:
        id: the sentence.
        values: what its places stand for, escaped unless it is `markupsafe.Markup`.
    """
    holders = {
        name: f"\ue000{number}\ue001" for number, name in enumerate(values)
    }  # no text of ours has these characters
    text = str(escape(message(id, **holders)))
    for name, holder in holders.items():
        text = text.replace(holder, escape(values[name]))
    return Markup(text)


def unit_name(unit: Unit) -> str:
    """``01_activations`` without its number, in words: ``activations``; "" where it is made in another way."""
    number, _, name = unit.id.partition("_")
    return name.replace("_", " ") if number.isdigit() else ""


def unit_title(unit: Unit) -> str:
    """``01_activations`` as people say it: ``Unit 1: activations``."""
    name = unit_name(unit)
    if not name:
        return unit.id
    return message("page.unit", number=int(unit.id.partition("_")[0]), name=translate(f"unit.{unit.id}", name))


def exercise_name(key: str) -> str:
    """The name of an exercise, from its key: ``activations.sigmoid`` is ``sigmoid``."""
    return key.rpartition(".")[2]


def mistake_name(id: str) -> str:
    """The name of a known mistake, from its id: ``minus-missing`` is ``minus missing``."""
    return cards.mistake_name(clean(id, 80))
