"""What makes a picture of the README old: other words, another size, another format, too many bytes, or its absence."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from tests.browser import pictures
from tests.conftest import ROOT


def draw(words: str, size: tuple[int, int] = (200, 100), format: str = "PNG") -> bytes:
    information = PngImagePlugin.PngInfo()
    information.add_itxt(pictures.WORDS, words)
    stream = io.BytesIO()
    Image.new("RGB", size).save(stream, format, **({"pnginfo": information} if format == "PNG" else {}))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kept", "fault"),
    [
        (draw("Hint 1"), None),
        (draw("Hint 1", (210, 108)), None),  # other fonts
        (draw("Hint 2"), "shows other words"),
        (draw("Hint 1", (200, 150)), "200 × 150 pixels; taken now it is 200 × 100"),
        (draw("", format="JPEG"), "format JPEG, not PNG"),
        (draw("Hint 1") + bytes(pictures.MAX_BYTES), "bytes, more than 100000"),
        (None, "is missing"),
    ],
)
def test_a_fault_is_found_and_named(tmp_path, kept, fault):
    path = tmp_path / "card.png"
    if kept is not None:
        path.write_bytes(kept)
    faults = pictures.find_faults(path, draw("Hint 1"))
    assert len(faults) == (fault is not None) and all(fault in said for said in faults)


def test_every_picture_of_the_repository_is_small_knows_its_words_and_is_shown():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    paths = list(pictures.FOLDER.iterdir())
    assert {path.name for path in paths} == {"card.png", "explorer.png"}
    for path in paths:
        assert path.stat().st_size <= pictures.MAX_BYTES
        assert len(Image.open(io.BytesIO(path.read_bytes())).text[pictures.WORDS]) > 50
        assert f"course/pictures/{path.name})" in readme
