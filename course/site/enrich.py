"""What the site adds to the notebooks it is made of: a way to the exercises, places to link to, words and pictures for
those who see no widget.

A Sphinx extension. The notebooks themselves stay as a student has them.
"""

from __future__ import annotations

import hashlib
import json
import re
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from autograder.exercises import UNIT_MODULES, find_unit
from course.site import ROOT

TEXT = {
    "exercises": "## Now you\n\n{{download}}`{notebook}.ipynb <{release}>` is the exercise notebook of this unit. "
    "It needs the course's "
    "helpers beside it: [how to get the exercises](guides/exercises.md).",
    "box": "> **The document says",
    "picture": "The picture shows ",
}
WIDGET, PICTURE, WORDS = "application/vnd.jupyter.widget-view+json", "image/png", "text/plain"
#: Documents of the repository that a page of the site includes.
INCLUDED = {
    ROOT / "autograder" / "GRADING.md": "/guides/grading.md",
    ROOT / "CONTRIBUTING.md": "/guides/authors.md",
    ROOT / "README.md": "/guides/instructors.md",
}
DESCRIPTION_LENGTH, DESCRIPTION_AT_LEAST = 200, 60
BEFORE_SPHINX_COLLECTS = 400  # below the default of 500, at which Sphinx notes images and downloads


def add_to_lesson(app: Sphinx, docname: str, content: list[str]) -> None:
    """Give each box about an error of a document a name to link to, and end a lesson with its exercise notebook.

    The box in cell ``tanh-erratum`` of unit 1 becomes ``#01-tanh-erratum``, a second one in that cell would be
    ``#01-tanh-erratum-2``. Only text cells change, so results that are kept stay valid.
    """
    if docname not in UNIT_MODULES:
        return
    notebook = json.loads(content[0])
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            cell["source"] = _name_boxes(source, f"{docname[:2]}-{cell['id']}")
    unit = find_unit(docname)
    text = TEXT["exercises"].format(notebook=unit.notebook, release=f"../release/{unit.id}/{unit.notebook}.ipynb")
    notebook["cells"].append({"cell_type": "markdown", "id": "now-you", "metadata": {}, "source": text})
    content[0] = json.dumps(notebook)


def _name_boxes(source: str, name: str) -> str:
    numbers = count(1)

    def name_box(match: re.Match) -> str:
        number = next(numbers)
        return f"({name if number == 1 else f'{name}-{number}'})=\n{match.group()}"

    return re.sub(rf"^{re.escape(TEXT['box'])}", name_box, source, flags=re.MULTILINE)


def mend_links(app: Sphinx, path: Path, docname: str, content: list[str]) -> None:
    """Let links in an included document of the repository lead to the site's own page, where there is one; else only
    their words stay.
    """
    folder = (app.srcdir / path).resolve().parent

    def mend(match: re.Match) -> str:
        file, hash_sign, place = match["target"].partition("#")
        page = INCLUDED.get((folder / file).resolve())
        return f"[{match['words']}]({page}{hash_sign}{place})" if page else match["words"]

    content[0] = re.sub(r"(?<!!)\[(?P<words>[^\]]+)\]\((?!https?:|#)(?P<target>[^)\s]+)\)", mend, content[0])


def mark_boxes(app: Sphinx, document: nodes.document) -> None:
    """Let the style sheet know the boxes about errors from other quotations."""
    for quote in document.findall(nodes.block_quote):
        if quote.astext().startswith(TEXT["box"].strip("> *")):
            quote["classes"].append("erratum")


def describe_pictures(app: Sphinx, document: nodes.document) -> None:
    """Put an explorer's static picture where a browser without JavaScript sees it, and words for every picture of an
    output.
    """
    for bundle in list(document.findall(lambda node: _is(node, "mime_bundle"))):
        children = {child["mime_type"]: child for child in bundle.children}
        if WIDGET in children and PICTURE in children:
            _add_static_picture(children)
    following = ""
    for node in reversed(list(document.findall(nodes.Element))):
        if isinstance(node, nodes.paragraph) and node.astext().startswith(TEXT["picture"]):
            following = _first_sentence(node.astext())
        elif isinstance(node, nodes.image) and _is_output(node):
            node["loading"] = "lazy"
            node["alt"] = node.get("alt") or following


def _is(node: nodes.Node, element: str) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == element


def _is_output(node: nodes.Node | None) -> bool:
    while node is not None and not _is(node, "cell_code_output"):
        node = node.parent
    return node is not None


def _add_static_picture(children: dict[str, nodes.Element]) -> None:
    for image in children[PICTURE].findall(nodes.image):
        picture = image.deepcopy()
        picture["classes"] = ["jupyter-widget"]  # site.css hides it as soon as the widget stands beside it
        if WORDS in children:
            picture["alt"] = children[WORDS].astext().strip()
        children[WIDGET].insert(0, picture)


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", " ".join(text.split()))[0]


def describe_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], document: nodes.document | None
) -> None:
    """Give a page without a description the beginning of its first paragraph that is more than a few words."""
    if document is None or 'name="description"' in context.get("metatags", ""):
        return
    for paragraph in document.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        if len(text) < DESCRIPTION_AT_LEAST:
            continue
        if len(text) > DESCRIPTION_LENGTH:
            text = text[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0] + " …"
        context["metatags"] = context.get("metatags", "") + f'<meta name="description" content="{escape(text)}" />\n'
        return


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx, which reads all pages again when this file changed."""
    app.add_config_value(
        "enrich_fingerprint", hashlib.sha256(Path(__file__).read_bytes()).hexdigest(), "env", frozenset({str})
    )
    app.connect("source-read", add_to_lesson)
    app.connect("include-read", mend_links)
    app.connect("doctree-read", mark_boxes)
    app.connect("doctree-read", describe_pictures, priority=BEFORE_SPHINX_COLLECTS)
    app.connect("html-page-context", describe_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
