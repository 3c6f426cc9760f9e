"""Translations of what learners read: the template of all sentences, one .po file for each language, and what is wrong
with them.

``helpers/locale/backprop.pot`` holds every sentence of `helpers.messages` and of the exercise bank in English;
``helpers/locale/<language>/LC_MESSAGES/backprop.po`` its translations, and the ``.mo`` beside it is what is read at run
time. A sentence's id is its context (msgctxt). Babel reads and writes all of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

import autograder
import helpers
from autograder.errors import UsageError
from autograder.exercises import all_units
from autograder.files import replacing, write_whole
from autograder.results.pages import unit_name
from helpers.checks.render import mistake_name
from helpers.messages import DOMAIN, ENGLISH, LOCALES, ONE, speaking

#: Functions that tell the sentence whose id is their first argument.
TELLERS = ("message", "counted", "about", "message_with", "messages", "labels_of")
_PLACE = re.compile(r"\{\w+[^{}]*\}")
_TEMPLATE_ID = re.compile(r"[\"']([a-z][\w-]*(?:\.[\w-]+)+)[\"']")
_WIDTH = 110


@dataclass(frozen=True)
class Entry:
    """One sentence of the template.

    Attributes:
        id: its id.
        text: the English sentence; of one that counts, both forms: for one thing, for several.
        is_bank: whether it comes from the exercise bank; then braces in it are text, not places.
    """

    id: str
    text: str | tuple[str, str]
    is_bank: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The English form or forms."""
        return (self.text,) if isinstance(self.text, str) else self.text


def all_entries() -> dict[str, Entry]:
    """Every sentence that a learner may meet, by id: the catalogue by id, then the bank in the order of the course."""
    entries = {}
    for id in sorted(ENGLISH):
        if id.endswith(ONE) and id.removesuffix(ONE) in ENGLISH:
            continue
        entries[id] = Entry(id, (ENGLISH[id + ONE], ENGLISH[id]) if id + ONE in ENGLISH else ENGLISH[id])
    for id, text in _bank_sentences():
        entries.setdefault(id, Entry(id, text, is_bank=True))
    return entries


def _bank_sentences() -> Iterator[tuple[str, str]]:
    for unit in all_units():
        yield f"unit.{unit.id}", unit_name(unit)
        for exercise in unit.exercises.values():
            for step, text in enumerate(exercise.ladder, start=1):
                yield f"ladder.{exercise.key}.{step}", text
            for mistake in exercise.mistakes:
                yield f"hint.{exercise.key}.{mistake.id}", mistake.hint
                with speaking("en"):
                    name = mistake_name(mistake.id)
                yield name.id, str(name)


def write_template(locales: Path = LOCALES) -> Path:
    """Write ``backprop.pot``; the same sentences give the same bytes."""
    return write_whole(locales / f"{DOMAIN}.pot", template_text())


def template_text() -> str:
    """The template of all sentences, without dates."""
    return _text_of(_new_catalogue(None, "Sentences that learners of the course read; the context of each is its id."))


def po_file(language: str, locales: Path = LOCALES) -> Path:
    """Where the translations into a language are."""
    return locales / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def languages(locales: Path = LOCALES) -> list[str]:
    """Languages that have a .po file, in the order of the alphabet."""
    return sorted(path.parents[1].name for path in locales.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def update(language: str, locales: Path = LOCALES) -> Path:
    """Begin a language's .po file, or bring it up to date.

    A translation whose English sentence has changed stays, marked fuzzy, with the English that it was made for; it is
    not shown until somebody removes the mark. Translations of sentences that are gone are kept at the end, as obsolete.

    Raises:
        UsageError: Babel does not know the language, or the file cannot be read.
    """
    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError) as error:
        raise UsageError(f"{language!r} is no language that Babel knows. Write it as in ja or pt_BR.") from error
    path = po_file(language, locales)
    catalogue = _new_catalogue(language, f"Sentences that learners of the course read: {language}.")
    if path.is_file():
        old = _read(path, language)
        by_context = {message.context: message for message in old if message.id}
        for message in catalogue:
            if message.id and (before := by_context.pop(message.context, None)) and any(_forms(before.string)):
                _take_over(message, before)
        catalogue.header_comment = old.header_comment
        gone = [*old.obsolete.values(), *by_context.values()]
        kept: Any = {(message.context, message.id): message for message in gone if any(_forms(message.string))}
        catalogue.obsolete.update(kept)
    return write_whole(path, _text_of(catalogue))


def _take_over(message: Message, before: Message) -> None:
    """Keep a translation; where its English has changed since, mark it."""
    counts = message.pluralizable == before.pluralizable
    kept: Any = before.string if counts else _forms(before.string)[0] if before.pluralizable else (before.string, "")
    message.string = kept
    message.flags |= before.flags & {"fuzzy"}
    message.user_comments = [comment for comment in before.user_comments if not comment.startswith("|")]
    message.previous_id = _previous(before)
    if message.id != before.id:
        message.flags.add("fuzzy")
        message.previous_id = list(_forms(before.id))


def _previous(message: Message) -> list[str]:
    """The English that a fuzzy translation was made for, which Babel writes (``#|``) but reads as a comment."""
    lines = [comment.removeprefix("|").strip() for comment in message.user_comments if comment.startswith("|")]
    if not lines:
        return []
    lines.append('msgstr[0] ""' if any(line.startswith("msgid_plural") for line in lines) else 'msgstr ""')
    return [form for said in read_po(BytesIO("\n".join(lines).encode())) if said.id for form in _forms(said.id)]


def compile_language(language: str, locales: Path = LOCALES) -> Path:
    """Write the .mo file of a language, without its fuzzy translations.

    Raises:
        UsageError: the .po file is missing or cannot be read.
    """
    source = po_file(language, locales)
    compiled = _compiled(_read(source, language))
    with replacing(source.with_suffix(".mo")) as temporary:
        temporary.write_bytes(compiled)
    return source.with_suffix(".mo")


def check(chosen: Iterable[str] = (), locales: Path = LOCALES) -> list[str]:
    """What is wrong with the catalogue and its translations.

    Args:
        chosen: languages; all that have a .po file where there are none.
        locales: the folder of translations.

    Returns:
        A line for each: an id without a sentence or a sentence that is never told, a template that is not fresh; in
            each
        language translations that are missing, stale or do not have the places of the English sentence, and a .mo file
        that is not made from the .po file.

    Raises:
        UsageError: a .po file is missing or cannot be read.
    """
    problems = check_ids(find_uses(), ENGLISH)
    template = locales / f"{DOMAIN}.pot"
    if locales == LOCALES and (not template.is_file() or template.read_text(encoding="utf-8") != template_text()):
        problems.append(f"{template.name}: not fresh. Run `python -m autograder messages extract`.")
    for language in chosen or languages(locales):
        problems += [f"{language}: {problem}" for problem in _check_language(language, locales)]
    return problems


def _check_language(language: str, locales: Path) -> Iterator[str]:
    catalogue = _read(po_file(language, locales), language)
    translations = {message.context: message for message in catalogue if message.id}
    entries = all_entries()
    for id, entry in entries.items():
        message = translations.get(id)
        if message is None or not all(_forms(message.string)):
            yield f"{id}: missing translation"
        elif _forms(message.id) != entry.forms or message.fuzzy:
            yield f"{id}: stale, the English sentence has changed"
        elif not entry.is_bank:
            yield from _check_places(entry, message)
    for unknown in translations.keys() - entries.keys():
        yield f"{unknown}: stale, there is no such sentence any more"
    compiled = po_file(language, locales).with_suffix(".mo")
    if not compiled.is_file() or compiled.read_bytes() != _compiled(catalogue):
        yield f"{compiled.name}: not made from {compiled.stem}.po. Run `python -m autograder messages compile`."


def _check_places(entry: Entry, message: Message) -> Iterator[str]:
    allowed = set().union(*map(_places, entry.forms))
    needed = _places(entry.forms[-1]) - ({"{count}"} if len(entry.forms) > 1 else set())
    for form in _forms(message.string):
        if not needed <= _places(form) <= allowed:
            expected, got = (
                ", ".join(sorted(places)) or "none" for places in (_places(entry.forms[-1]), _places(form))
            )
            yield f"{entry.id}: placeholders differ: {got}; expected {expected}"


@dataclass
class Uses:
    """Which sentences the code tells.

    Attributes:
        told: ids that are the argument of a teller, with the file.
        patterns: regular expressions of ids that are put together, and of prefixes that are handed to JavaScript.
        mentioned: every other text that may be an id.
        made: regular expressions of every other text that is put together and may be an id.
    """

    told: dict[str, str] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)
    mentioned: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)


def find_uses() -> Uses:
    """Look through the code and the templates of both packages."""
    uses = Uses()
    for package in (helpers, autograder):
        home = Path(str(package.__file__)).parent
        for path in sorted([*home.rglob("*.py"), *home.rglob("*.j2")]):
            if path.parent.name == "english" or path.name == "sentences.py":
                continue
            name, text = str(path.relative_to(home.parent)), path.read_text(encoding="utf-8")
            if path.suffix == ".py":
                _add_uses(uses, ast.parse(text), name)
            else:
                uses.told |= dict.fromkeys((id for id in _TEMPLATE_ID.findall(text) if not id.endswith(".j2")), name)
    return uses


def _add_uses(uses: Uses, tree: ast.AST, name: str) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            uses.mentioned.add(node.value)
        elif isinstance(node, ast.JoinedStr) and re.match(r"[a-z]\w*\\\.", _pattern_of(node)):
            uses.made.add(_pattern_of(node))
        elif isinstance(node, ast.Call) and node.args and _called(node) in TELLERS:
            for id in _possible(node.args[0]):
                if isinstance(id, ast.JoinedStr):
                    uses.patterns[_pattern_of(id)] = name
                elif isinstance(id, ast.Constant) and isinstance(id.value, str):
                    if _called(node) in ("messages", "labels_of"):  # all sentences of an area, for the browser
                        uses.patterns[re.escape(id.value.rstrip(".")) + r"\..+"] = name
                    else:
                        uses.told[id.value] = name


def _pattern_of(text: ast.JoinedStr) -> str:
    """An f-string as a regular expression."""
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in text.values)


def _called(node: ast.Call) -> str:
    return (
        node.func.id
        if isinstance(node.func, ast.Name)
        else node.func.attr
        if isinstance(node.func, ast.Attribute)
        else ""
    )


def _possible(node: ast.expr) -> list[ast.expr]:
    """What an argument may be: itself, or both sides of a choice."""
    return [*_possible(node.body), *_possible(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def check_ids(uses: Uses, english: Iterable[str]) -> list[str]:
    """Ids that are told but have no sentence, and sentences that are never told.

    Args:
        uses: what the code tells.
        english: ids of all sentences.
    """
    ids = set(english)
    problems = [
        f"{id}: told in {name}, but there is no such sentence" for id, name in uses.told.items() if id not in ids
    ]
    problems += [
        f"{pattern}: told in {name}, but no sentence has such an id"
        for pattern, name in uses.patterns.items()
        if not any(re.fullmatch(pattern, id) for id in ids)
    ]
    patterns = {*uses.patterns, *uses.made}
    for id in sorted(ids):
        known = {id, id.removesuffix(ONE)}
        if not known & (uses.told.keys() | uses.mentioned) and not any(
            re.fullmatch(pattern, id) for pattern in patterns
        ):
            problems.append(f"{id}: never told")
    return problems


def _places(text: str) -> set[str]:
    return set(_PLACE.findall(text))


def _forms(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _new_catalogue(language: str | None, comment: str) -> Catalog:
    """A Babel catalogue of all sentences, none of them translated."""
    catalogue = Catalog(locale=language, project="backprop-course", header_comment=f"# {comment}", fuzzy=False)
    for entry in all_entries().values():
        catalogue.add(entry.text, context=entry.id)
    return catalogue


def _text_of(catalogue: Catalog) -> str:
    written = BytesIO()
    write_po(written, catalogue, width=_WIDTH, include_previous=True)
    header, _, rest = written.getvalue().decode().partition("\n\n")
    # Dates, version numbers and the blanks of a form would change without any sentence being changed, or say nothing.
    kept = [
        line
        for line in header.splitlines()
        if not re.match(
            r'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid|Last-Translator|Language-Team|Project-Id)',
            line,
        )
    ]
    return "\n".join(kept) + "\n\n" + rest.rstrip("\n") + "\n"


def _compiled(catalogue: Catalog) -> bytes:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def _read(path: Path, language: str) -> Catalog:
    try:
        with open(path, "rb") as file:
            return read_po(file, locale=language, abort_invalid=True)
    except FileNotFoundError as error:
        raise UsageError(
            f"{path} is missing. Begin it with `python -m autograder messages update {language}`."
        ) from error
    except (PoFileError, UnicodeDecodeError, UnknownLocaleError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
