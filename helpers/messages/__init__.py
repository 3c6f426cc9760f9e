"""Every sentence that a learner may meet, by id, in the language of the class.

The English sentences stand in ``english/<area>.py``. A translation is a gettext catalogue,
``<folder>/<language>/LC_MESSAGES/backprop.mo``, in which a sentence's id is its context (msgctxt) and the English
sentence its msgid: when the English changes, the translation no longer fits, and English is shown until it is renewed.
A sentence or a whole catalogue that is missing or broken never stops a check; English is shown instead.

``COURSE_LANGUAGE`` chooses the language, `use_language` another one for the session. ``COURSE_LOCALES`` names a folder
of translations to look into before those that come with the course.

Hints, names of mistakes and the like belong to the exercise bank and come with their English text: see `translate`.
"""

from __future__ import annotations

import gettext
import importlib
import os
import pkgutil
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from helpers.messages import english

DOMAIN = "backprop"
LOCALES = Path(__file__).parent.parent / "locale"
#: An id with this ending is the form for one thing of the sentence without it.
ONE = ".one"

_DEEPEST, _LONGEST = 3, 2000  # of a stored sentence: sentences within sentences, characters of a value
_PLACE = re.compile(r"\{(\w+)[^{}]*\}")
_english: dict[str, str] = {}
_chosen: str | None = None  # by `use_language`

#: The English sentences by id.
ENGLISH: Mapping[str, str] = MappingProxyType(_english)


class Sentence(str):
    """A text that knows which sentence of the catalogue it is, so that it can be told again in another language.

    Attributes:
        id: the sentence.
        values: what stands in its places: texts, whole numbers, or sentences.
        english: the English text of a sentence that the catalogue does not hold (see `translate`), else "".
    """

    id: str
    values: Mapping[str, Any]
    english: str

    def __new__(cls, text: str, id: str = "", values: Mapping[str, Any] | None = None, english: str = "") -> Sentence:
        self = super().__new__(cls, text)
        self.id, self.values, self.english = id, dict(values or {}), english
        return self

    def to_dict(self) -> dict:
        """The sentence as plain data, for `retell`."""
        if self.english:
            return {"id": self.id, "english": self.english}
        values = {
            name: value.to_dict()
            if isinstance(value, Sentence)
            else value
            if type(value) is int
            else _clean(str(value))
            for name, value in self.values.items()
        }
        return {"id": self.id, "values": values}


def message(id: str, /, **values: Any) -> Sentence:
    """The sentence with this id in the chosen language.

    Args:
        id: of a sentence in ``english/``; the id of what speaks of several things is for `counted`.
        values: what its ``{places}`` stand for. Without any, the text comes as it is. A sentence that opens with
            words of the catalogue (``message("part.result")``, say) gets its capital letter.

    Raises:
        KeyError: there is no such sentence.
    """
    return _tell(id, _translated(id), values)


def counted(id: str, count: int, /, **values: Any) -> Sentence:
    """The sentence with this id, in the form that the language uses for this count, which fills the place ``{count}``.

    In English there are two: that of the id itself, and that of ``<id>.one``.
    """
    one, several = ENGLISH[id + ONE], ENGLISH[id]
    text = _catalogue().npgettext(id, one, several, count)
    return _tell(id, text if _fits(text, several) else one if count == 1 else several, {"count": count, **values})


def translate(id: str, english: str, /) -> Sentence:
    """A sentence whose English text comes with it, such as a hint of the exercise bank; it has no places to fill.

    Args:
        id: ``hint.<exercise key>.<mistake>``, ``ladder.<exercise key>.<number>``, ``mistake.<mistake>``,
            ``unit.<unit>``.
        english: the text, which is shown where no translation of exactly this text is known.
    """
    return Sentence(_clean(_catalogue().pgettext(id, english) if english else ""), id, english=english)


def messages(prefix: str) -> dict[str, str]:
    """Every sentence whose id begins with this, by id, in the chosen language and with its ``{places}`` unfilled.

    Meant to be handed to JavaScript. Of a sentence that counts, both forms are there, ``<id>.one`` and ``<id>``.
    """
    return {id: _translated(id) for id in ENGLISH if id.startswith(prefix)}


def retell(stored: object, _depth: int = 0) -> Sentence | None:
    """A stored sentence in the chosen language.

    Args:
        stored: what `Sentence.to_dict` gave; or anything, since a student may have changed it.

    Returns:
        The sentence; None for what is none, or no sentence of this catalogue.
    """
    if not isinstance(stored, dict) or not isinstance(id := stored.get("id"), str):
        return None
    if isinstance(stored.get("english"), str):
        return translate(id[:_LONGEST], stored["english"][:_LONGEST])
    given = stored.get("values", {})
    if (
        id not in ENGLISH
        or not isinstance(given, dict)
        or not _places(ENGLISH[id]) <= given.keys()
        or _depth > _DEEPEST
    ):
        return None
    values: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, dict):
            value = retell(value, _depth + 1)
        elif isinstance(value, str):
            value = value[:_LONGEST]
        elif type(value) is not int or value.bit_length() > 64:
            return None
        if value is None:
            return None
        values[str(name)] = value
    if id + ONE not in ENGLISH:
        return message(id, **values)
    count = values.pop("count", None)
    return counted(id, count, **values) if type(count) is int else None


def use_language(language: str | None) -> None:
    """Choose the language of this session, e.g. ``use_language("ja")``; None for that of ``COURSE_LANGUAGE`` again."""
    global _chosen
    _chosen = language


def current_language() -> str:
    """The language in which sentences are told, e.g. ``en``."""
    return _chosen or os.environ.get("COURSE_LANGUAGE") or "en"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Tell the sentences of a block in this language."""
    before = _chosen
    use_language(language)
    try:
        yield
    finally:
        use_language(before)


def add_messages(area: Mapping[str, str]) -> None:
    """Add English sentences to the catalogue.

    Raises:
        ValueError: an id is already taken by another sentence.
    """
    for id, text in area.items():
        if _english.setdefault(id, text) != text:
            raise ValueError(f"Two sentences have the id {id!r}: {_english[id]!r} and {text!r}. Rename one of them.")


def load() -> None:
    """Read the catalogue of the chosen language now, for a process that is to be quick later."""
    _catalogue()


def _catalogue() -> gettext.NullTranslations:
    return _find_catalogue(current_language(), os.environ.get("COURSE_LOCALES", ""))


@lru_cache
def _find_catalogue(language: str, folder: str) -> gettext.NullTranslations:
    for locales in (folder, LOCALES) if folder else (LOCALES,):
        try:
            return gettext.translation(DOMAIN, locales, languages=[language])
        except Exception:  # not there, or damaged in any way: a check must not fail for want of a translation
            continue
    return gettext.NullTranslations()


def _translated(id: str) -> str:
    """The sentence in the chosen language, with its places; English where there is none that fits."""
    if id not in ENGLISH:
        raise KeyError(f"There is no sentence {id!r}. Add it to a module of helpers/messages/english.")
    several = id.removesuffix(ONE)
    if several + ONE in ENGLISH and several in ENGLISH:
        count = 2 if id == several else 1
        text = _catalogue().npgettext(several, ENGLISH[several + ONE], ENGLISH[several], count)
    else:
        text = _catalogue().pgettext(id, ENGLISH[id])
    return text if _fits(text, ENGLISH[several]) else ENGLISH[id]


def _places(text: str) -> set[str]:
    return set(_PLACE.findall(text))


def _fits(text: str, english: str) -> bool:
    """Whether a translation has no place that the English sentence has not, since nothing would fill it."""
    return _places(text) <= _places(english)


def _tell(id: str, text: str, values: dict[str, Any]) -> Sentence:
    if not values:
        return Sentence(text, id)
    try:
        told = text.format(**values)
    except (ValueError, LookupError, AttributeError):  # braces of a translation; the English sentences are tested
        text = ENGLISH[id]
        told = text.format(**values)
    opening = _PLACE.match(text)
    first = values.get(opening[1]) if opening else None
    if isinstance(first, Sentence) and not first.values:
        told = told[:1].upper() + told[1:]
    # What no place shows is not kept: a hidden test may know more than it says.
    kept = _places(ENGLISH[id]) | {"count"}
    return Sentence(_clean(told), id, {name: value for name, value in values.items() if name in kept})


def _clean(text: str) -> str:
    """A text that can be sent and stored: half characters (lone surrogates), which UTF-8 cannot hold, become ``?``."""
    return text.encode("utf-8", "replace").decode("utf-8")


for _area in pkgutil.iter_modules(english.__path__):
    add_messages(importlib.import_module(f"{english.__name__}.{_area.name}").MESSAGES)
