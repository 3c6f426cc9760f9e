"""Every sentence that a learner may meet, by id, in the language of the class.

The English sentences stand in ``english/<area>.py``. A translation is a gettext catalogue,
``<folder>/<language>/LC_MESSAGES/backprop.mo``, in which a sentence's id is its context (msgctxt) and the English
sentence its msgid. ``COURSE_LANGUAGE`` chooses the language, ``COURSE_LOCALES`` names a folder of translations.
"""

from __future__ import annotations

import gettext
import importlib
import os
import pkgutil
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers.messages import english

DOMAIN = "backprop"
LOCALES = Path(__file__).parent.parent / "locale"
#: An id with this ending is the form for one thing of the sentence without it.
ONE = ".one"

_AREAS = [importlib.import_module(f"{english.__name__}.{area.name}") for area in pkgutil.iter_modules(english.__path__)]
#: The English sentences by id.
ENGLISH: dict[str, str] = {id: text for area in _AREAS for id, text in area.MESSAGES.items()}


def message(id: str, /, **values: Any) -> str:
    """The sentence with this id in the chosen language; without values its ``{places}`` stay as they are."""
    text = _catalogue().pgettext(id, ENGLISH[id])
    return text.format(**values) if values else text


def counted(id: str, count: int, /, **values: Any) -> str:
    """The sentence with this id in the form for this count, which fills the place ``{count}``."""
    return _catalogue().npgettext(id, ENGLISH[id + ONE], ENGLISH[id], count).format(count=count, **values)


def messages(prefix: str) -> dict[str, str]:
    """Every sentence whose id begins with this, by id, in the chosen language and with its ``{places}`` unfilled."""
    return {id: message(id) for id in ENGLISH if id.startswith(prefix)}


def _catalogue() -> gettext.NullTranslations:
    language = os.environ.get("COURSE_LANGUAGE") or "en"
    return _find_catalogue(language, os.environ.get("COURSE_LOCALES") or str(LOCALES))


@lru_cache
def _find_catalogue(language: str, folder: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, folder, languages=[language], fallback=True)
