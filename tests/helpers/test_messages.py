"""The catalogue of sentences: ids, places, languages, and that a broken translation never stops a check."""

from __future__ import annotations

import importlib
import json
import pickle
import pkgutil
import re
import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from helpers.messages import (
    ENGLISH,
    Sentence,
    add_messages,
    counted,
    current_language,
    english,
    message,
    messages,
    retell,
    speaking,
    translate,
    use_language,
)

AREAS = [module.name for module in pkgutil.iter_modules(english.__path__)]


@pytest.fixture
def translated(tmp_path, monkeypatch):
    """Translate some sentences: context -> (msgid, msgstr)."""

    def make(sentences, language="ja"):
        catalogue = Catalog(locale=language)
        for id, (text, translation) in sentences.items():
            catalogue.add(text, translation, context=id)
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with open(folder / "backprop.mo", "wb") as file:
            write_mo(file, catalogue)
        monkeypatch.setenv("COURSE_LOCALES", str(tmp_path))
        monkeypatch.setenv("COURSE_LANGUAGE", language)
        return folder / "backprop.mo"

    return make


def test_ids_are_unique_across_areas_and_well_formed():
    seen = [id for area in AREAS for id in importlib.import_module(f"{english.__name__}.{area}").MESSAGES]
    assert len(seen) == len(set(seen)) and set(seen) <= set(ENGLISH)
    assert [id for id in ENGLISH if not re.fullmatch(r"[a-z][\w-]*(\.[\w-]+)+", id)] == []


def test_an_id_cannot_be_taken_twice():
    id, text = next(iter(ENGLISH.items()))
    add_messages({id: text})  # a module that is imported twice
    with pytest.raises(ValueError, match=f"Two sentences have the id '{id}'"):
        add_messages({id: text + "!"})
    assert ENGLISH[id] == text


def test_places_are_named():
    assert [id for id, text in ENGLISH.items() if re.search(r"\{(\d*|\d.*)\}", text)] == []
    for id in ENGLISH:
        if id.endswith(".one"):
            assert id.removesuffix(".one") in ENGLISH, id


def test_an_unknown_id_is_an_error_that_names_it():
    with pytest.raises(KeyError, match=r"There is no sentence 'card\.wrong'"):
        message("card.wrong")


def test_a_sentence_is_filled_and_opens_with_a_capital():
    assert message("value.wrong", part="dW1", got=1, expected=2) == "dW1 is 1, expected 2."
    assert message("value.wrong", part=message("part.result"), got=1, expected=2) == "The result is 1, expected 2."


def test_one_thing_and_several():
    assert counted("card.cases", 1) == "1 input tried" and counted("card.cases", 2) == "2 inputs tried"
    assert messages("card.cases") == {"card.cases": "{count} inputs tried", "card.cases.one": "{count} input tried"}


def test_plural_forms_are_those_of_the_language(translated):
    translated(
        {"card.cases": (("{count} input tried", "{count} inputs tried"), ("{count} po", "{count} pa", "{count} py"))},
        "pl",
    )
    assert [counted("card.cases", count) for count in (1, 3, 5)] == ["1 po", "3 pa", "5 py"]


def test_languages_with_one_form(translated):
    translated({"card.cases": (("{count} input tried", "{count} inputs tried"), ("入力{count}個",))})
    assert [counted("card.cases", count) for count in (1, 3)] == ["入力1個", "入力3個"]
    assert set(messages("card.cases").values()) == {"入力{count}個"}


def test_the_language_is_that_of_the_environment_or_of_the_session(translated, monkeypatch):
    translated({"card.right": ("right", "正解")})
    assert message("card.right") == "正解" and current_language() == "ja"
    use_language("en")
    try:
        assert message("card.right") == "right"
        with speaking("ja"):
            assert message("card.right") == "正解"
        assert current_language() == "en"
    finally:
        use_language(None)
    monkeypatch.setenv("COURSE_LANGUAGE", "fr")
    assert message("card.right") == "right"


def test_a_translation_of_another_english_sentence_is_not_shown(translated):
    translated({"card.right": ("correct", "正解"), "hint.a.b": ("Old hint.", "古い")})
    assert message("card.right") == "right"
    assert translate("hint.a.b", "New hint.") == "New hint." and translate("hint.a.b", "Old hint.") == "古い"


@pytest.mark.parametrize("translation", ["{wrong}は", "{part", "{0}", "{part.__class__.x}"])
def test_a_translation_with_other_places_is_not_shown(translated, translation):
    translated({"hidden.value": ("{part} is wrong.", translation)})
    assert message("hidden.value", part="dW1") == "dW1 is wrong."


@pytest.mark.parametrize("content", [b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40, None])
def test_a_broken_catalogue_is_not_shown(translated, content):
    path = translated({"card.right": ("right", "正解")})
    path.write_bytes(path.read_bytes()[:200] if content is None else content)
    assert message("card.right") == "right" and counted("card.cases", 2) == "2 inputs tried"


def test_a_stored_sentence_is_told_in_another_language(translated):
    said = message("type.list", part=message("part.result"), got="list", expected=message("type.array"))
    stored = json.loads(json.dumps(said.to_dict()))
    assert retell(stored) == said == "The result is a list; expected a NumPy array."
    translated(
        {
            "part.result": ("the result", "結果"),
            "type.array": ("a NumPy array", "NumPy配列"),
            "type.list": ("{part} is a {got}; expected {expected}.", "{part}は{got}、正しくは{expected}"),
        }
    )
    assert retell(stored) == "結果はlist、正しくはNumPy配列"
    assert retell(counted("card.cases", 3).to_dict()) == "3 inputs tried"


def test_values_that_the_sentence_does_not_show_are_not_stored():
    assert message("hidden.value", part="dW1", got="secret").to_dict() == {
        "id": "hidden.value",
        "values": {"part": "dW1"},
    }


@pytest.mark.parametrize(
    "stored",
    [
        None,
        5,
        [],
        {},
        {"id": 5},
        {"id": "nothing"},
        {"id": "hidden.value"},
        {"id": "hidden.value", "values": {"part": 1.5}},
        {"id": "hidden.value", "values": []},
        {"id": "hidden.value", "values": {"part": 10**400}},
        {"id": "card.cases", "values": {}},
        {"id": "card.cases", "values": {"count": "3"}},
        {"id": "hidden.value", "values": {"part": {"id": "nothing"}}},
    ],
)
def test_what_is_no_stored_sentence_is_none(stored):
    assert retell(stored) is None


def test_sentences_within_sentences_come_to_an_end():
    stored = {"id": "hidden.value", "values": {"part": "x"}}
    for _ in range(5000):
        stored = {"id": "hidden.value", "values": {"part": stored}}
    assert retell(stored) is None
    assert len(retell({"id": "hidden.value", "values": {"part": "x" * 10**6}})) < 3000


def test_a_sentence_can_be_sent():
    said = message("hidden.value", part="\ud800")
    assert said == "? is wrong." and said.to_dict()["values"] == {"part": "?"}
    copy = pickle.loads(pickle.dumps(said))
    assert isinstance(copy, Sentence) and copy == said and copy.id == said.id


def test_the_catalogue_is_cheap_to_load():
    code = "import sys, helpers.messages; print([name for name in ('numpy', 'babel', 'matplotlib') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
