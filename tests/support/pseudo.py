"""A language in which every sentence of the catalogue can be told from text that never went through it: "[¡…!]"."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.pofile import read_po, write_po

from autograder.authoring.messages import compile_language, po_file, update

#: A real language, since Babel needs its plural forms; Esperanto has two, as English has.
LANGUAGE = "eo"
#: Code and places of a sentence; what stands in them is looked at like any other text.
_KEPT = re.compile(r"(`[^`\n]+`|\{\w+[^{}]*\})")
#: Attributes that are read out or shown.
_SPOKEN = ("alt", "aria-label", "aria-description", "aria-valuetext", "placeholder", "title")


def make_pseudo_language(locales: Path, language: str = LANGUAGE) -> Path:
    """Translate every sentence into "[¡…!]", through a real .po and .mo file.

    Args:
        locales: an empty folder, for ``COURSE_LOCALES``.
        language: one that Babel knows.

    Returns:
        `locales`.
    """
    update(language, locales)
    path = po_file(language, locales)
    with open(path, "rb") as file:
        catalogue = read_po(file, locale=language)
    for message in catalogue:
        if message.id:
            is_bank = message.context.partition(".")[0] in ("hint", "ladder", "mistake", "unit")
            forms = [message.id] if isinstance(message.id, str) else list(message.id)
            marked = [f"[¡{form}!]" if is_bank else mark(form) for form in forms][-catalogue.num_plurals :]
            message.string = marked[0] if isinstance(message.id, str) else tuple(marked)
    with open(path, "wb") as file:
        write_po(file, catalogue)
    compile_language(language, locales)
    return locales


def mark(text: str) -> str:
    """Put what is words into brackets, and leave places and code outside of them."""
    pieces = _KEPT.split(text)
    return "".join(piece if number % 2 or not piece else f"[¡{piece}!]" for number, piece in enumerate(pieces))


def untranslated(text: str, known: tuple[str, ...] = ()) -> list[str]:
    """English words of a text that stand in no brackets.

    Args:
        text: plain text.
        known: what is no sentence: names, code, Python's own words.
    """
    rest, depth, kept = re.sub(r"`[^`\n]+`", " ", text), 0, []
    for piece in re.split(r"(\[¡|!\])", rest):
        if piece == "[¡":
            depth += 1
        elif piece == "!]" and depth:
            depth -= 1
        elif not depth:
            kept.append(piece)
    assert depth == 0, text
    outside = " ".join(kept)
    for word in sorted(known, key=len, reverse=True):
        outside = re.sub(rf"(?<![A-Za-z_]){re.escape(word)}(?![A-Za-z_])", " ", outside)
    return re.findall(r"[A-Za-z]{2,}", outside)


def readable(html: str) -> str:
    """The text of a page and of those attributes that are shown or read out; without code, styles and scripts."""
    reader = _Reader()
    reader.feed(html)
    return "\n".join(reader.pieces)


class _Reader(HTMLParser):
    LEFT_OUT = ("code", "pre", "style", "script")

    def __init__(self):
        super().__init__()
        self.pieces, self._left_out = [], 0

    def handle_starttag(self, tag, attributes):
        self._left_out += tag in self.LEFT_OUT
        self.pieces += [value for name, value in attributes if name in _SPOKEN and value]

    def handle_endtag(self, tag):
        self._left_out -= tag in self.LEFT_OUT

    def handle_data(self, data):
        if not self._left_out:
            self.pieces.append(data)
