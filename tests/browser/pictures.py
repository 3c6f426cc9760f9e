"""The README's pictures: taken by tests from real notebooks, kept small, and known to be old by the words that they
show.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from PIL import Image, PngImagePlugin

from tests.conftest import ROOT

FOLDER = ROOT / "course" / "pictures"
MAX_BYTES = 100_000
COLOURS = 96  # enough for smooth letters on few surfaces, at a third of the size
WORDS = "Description"  # the PNG's text chunk that holds what can be read in the picture
MARGIN = 6  # pixels of the page around what is shown
SIZE_TOLERANCE = 0.15  # letters are a little wider or narrower where other fonts are installed
UPDATE = "Make the README's pictures anew with: .venv/bin/python -m pytest tests/browser/test_unit_in_jupyterlab.py --update-pictures"


def take(page, first, last) -> bytes:
    """A small PNG of the page from the top of the locator `first` to the bottom of `last`, with the words that stand
    there.
    """
    first.evaluate("node => node.scrollIntoView({ block: 'start' })")
    page.wait_for_timeout(500)  # the toolbar of the cell appears, scrollbars fade
    top, bottom = first.bounding_box(), last.bounding_box()
    clip = {
        "x": top["x"],
        "y": top["y"] - MARGIN,
        "width": top["width"],
        "height": bottom["y"] + bottom["height"] - top["y"] + 2 * MARGIN,
    }
    image = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
    information = PngImagePlugin.PngInfo()
    information.add_itxt(WORDS, "\n".join(map(read_words, (first, last))))
    stream = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True, pnginfo=information)
    return stream.getvalue()


def read_words(part) -> str:
    """The words of a part of the page; numbers, which hang on a pixel of a drag, are left out."""
    words = re.sub(r"\[\d+\]:", "", part.inner_text())
    return " ".join(re.findall(r"[^\W\d]{2,}", words))


def find_faults(path: Path, fresh: bytes) -> list[str]:
    """What is wrong with the picture in the repository, beside one just taken: sentences, none when it is as it should
    be.
    """
    if not path.is_file():
        return [f"{path.name} is missing. {UPDATE}"]
    faults = []
    if (size := path.stat().st_size) > MAX_BYTES:
        faults.append(f"{path.name} has {size} bytes, more than {MAX_BYTES}.")
    old, new = (Image.open(io.BytesIO(data)) for data in (path.read_bytes(), fresh))
    if old.format != "PNG":
        return [*faults, f"{path.name} is a file of the format {old.format}, not PNG. {UPDATE}"]
    if any(abs(one / other - 1) > SIZE_TOLERANCE for one, other in zip(old.size, new.size, strict=True)):
        faults.append(
            f"{path.name} is {old.size[0]} × {old.size[1]} pixels; taken now it is {new.size[0]} × {new.size[1]}. {UPDATE}"
        )
    if old.text.get(WORDS) != new.text[WORDS]:
        faults.append(
            f"{path.name} shows other words than the notebook does now. {UPDATE}\nthere: {old.text.get(WORDS)}\nnow:   {new.text[WORDS]}"
        )
    return faults
