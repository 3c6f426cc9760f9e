"""The commands for translators: extract, update, compile, check."""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po, write_po
from click.testing import CliRunner

from autograder.authoring import messages as translations
from autograder.authoring.messages import (
    LOCALES,
    Uses,
    check,
    check_ids,
    compile_language,
    find_uses,
    po_file,
    template_text,
    update,
)
from autograder.cli import main
from autograder.errors import UsageError
from helpers.messages import ENGLISH, message
from tests.support.pseudo import make_pseudo_language


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    return make_pseudo_language(tmp_path_factory.mktemp("locales"), "ja")


@pytest.fixture
def locales(finished, tmp_path):
    """A folder with finished translations into one language."""
    file = po_file("ja", tmp_path)
    file.parent.mkdir(parents=True)
    file.write_bytes(po_file("ja", finished).read_bytes())
    compile_language("ja", tmp_path)
    return tmp_path


def change(locales, edit):
    """Edit the messages of the .po file, by context."""
    with open(po_file("ja", locales), "rb") as file:
        catalogue = read_po(file, locale="ja")
    edit({entry.context: entry for entry in catalogue if entry.id}, catalogue)
    with open(po_file("ja", locales), "wb") as file:
        write_po(file, catalogue)
    compile_language("ja", locales)


def test_the_template_is_fresh_and_made_without_dates():
    text = template_text()
    assert (LOCALES / "backprop.pot").read_text(encoding="utf-8") == text, "run `python -m autograder messages extract`"
    assert "Date" not in text.partition("\n\n")[0] and text == template_text()


def test_the_code_tells_every_sentence_and_no_other():
    assert check_ids(find_uses(), ENGLISH) == []


def test_ids_without_a_sentence_and_sentences_never_told_are_reported():
    uses = Uses(
        told={"a.b": "x.py", "a.no": "x.py"},
        patterns={r"c\..+": "y.py", r"no\..+": "y.py"},
        mentioned={"a.m"},
        areas={"w": "w.py", "x": "x.py"},
        words={"play", "`head_${"},
    )
    problems = check_ids(uses, ["a.b", "a.b.one", "a.m", "c.d", "never", "w.play", "w.head_1", "w.stop"])
    assert len(problems) == 5
    assert (
        "a.no: told in x.py" in problems[0]
        and "y.py" in problems[1]
        and problems[2].startswith("x: handed over in x.py")
    )
    assert problems[3:] == ["never: never told", "w.stop: never told"]


def test_finished_translations_have_no_problem(locales):
    assert check(["ja"], locales) == []


def test_a_new_language_has_every_sentence_and_none_translated(tmp_path):
    update("pt_BR", tmp_path)
    problems = check(locales=tmp_path)
    entries = translations.all_entries()
    assert sum(problem.endswith("missing translation") for problem in problems) == len(entries) > 2000
    assert [problem for problem in problems if "missing" not in problem] == [
        "pt_BR: backprop.mo: not made from backprop.po. Run `python -m autograder messages compile`."
    ]


def test_what_is_wrong_with_a_translation_is_told_in_one_line_each(locales):
    def edit(entries, catalogue):
        entries["card.right"].string = ""
        entries["hidden.value"].string = "{teil}"
        entries["card.cases"].string = ("数",)  # English may leave the number of one thing out, too
        entries["error.raised"].string = "{name}"
        entries["part.result"].flags.add("fuzzy")
        catalogue.add("Gone.", "もうない", context="gone.id")

    change(locales, edit)
    assert sorted(check(["ja"], locales)) == [
        "ja: card.right: missing translation",
        "ja: error.raised: placeholders differ: {name}; expected {error}, {message}, {name}",
        "ja: gone.id: stale, there is no such sentence any more",
        "ja: hidden.value: placeholders differ: {teil}; expected {part}",
        "ja: part.result: stale, the English sentence has changed",
    ]


def test_a_changed_english_sentence_makes_its_translation_stale(locales, monkeypatch):
    update("ja", locales)
    before = po_file("ja", locales).read_bytes()
    update("ja", locales)
    assert po_file("ja", locales).read_bytes() == before
    changed = {id: text for id, text in ENGLISH.items() if id != "card.hint"} | {
        "card.right": "correct",
        "card.new": "New",
    }
    monkeypatch.setattr(translations, "ENGLISH", changed)
    assert "ja: card.right: stale, the English sentence has changed" in check(["ja"], locales)
    update("ja", locales)
    text = po_file("ja", locales).read_text(encoding="utf-8")
    assert '#| msgid "right"\n' in text and 'msgid "correct"\nmsgstr "[¡right!]"' in text
    assert '#~ msgid "Hint {number}"' in text
    update("ja", locales)
    assert po_file("ja", locales).read_text(encoding="utf-8") == text  # what is kept stays kept
    compile_language("ja", locales)
    problems = [problem for problem in check(["ja"], locales) if "told" not in problem]
    assert problems == ["ja: card.new: missing translation", "ja: card.right: stale, the English sentence has changed"]
    monkeypatch.setenv("COURSE_LOCALES", str(locales))
    monkeypatch.setenv("COURSE_LANGUAGE", "ja")
    assert message("card.right") == "right"  # a stale translation is not shown


@pytest.mark.parametrize("language", ["klingon", "../ja", ""])
def test_what_is_no_language_is_refused(language, tmp_path):
    with pytest.raises(UsageError, match="is no language that Babel knows"):
        update(language, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_damaged_or_missing_po_file_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match=r"is missing\. Begin it with"):
        check(["ja"], tmp_path)
    po_file("ja", tmp_path).parent.mkdir(parents=True)
    po_file("ja", tmp_path).write_bytes(b'msgid "a\nmsgstr \xff')
    with pytest.raises(UsageError, match="cannot be read"):
        compile_language("ja", tmp_path)


def test_the_commands(tmp_path):
    def run(*arguments):
        return CliRunner().invoke(main, ["messages", *arguments, "--locales", str(tmp_path)])

    assert run("extract").exit_code == 0 and (tmp_path / "backprop.pot").read_text(encoding="utf-8") == template_text()
    assert run("update", "ja").exit_code == 0 and run("compile").exit_code == 0
    assert po_file("ja", tmp_path).with_suffix(".mo").is_file()
    checked = run("check")
    assert checked.exit_code == 1 and "ja: card.right: missing translation" in checked.output.splitlines()
    assert run("update", "klingon").exit_code == 2
