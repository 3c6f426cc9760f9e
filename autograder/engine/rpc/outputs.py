"""Outputs of cells as plain data, and as a notebook takes them."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

STREAMS = ("stdout", "stderr")


def error_output(name: str, text: str) -> dict:
    """An error that ended a cell without a traceback of its own."""
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [f"{name}: {text}"]}


def clean_outputs(raw: Any) -> list[NotebookNode]:
    """The outputs that a student's process claims, as far as a notebook can hold them."""
    from nbformat.notebooknode import from_dict  # takes a tenth of a second, and only the grader calls this

    found = []
    for output in raw if type(raw) is list else ():
        with suppress(Exception):  # whatever is wrong with it, it is no output
            # By way of JSON, so that it is plain data, and text that UTF-8 can encode.
            plain = json.loads(json.dumps(output).encode("utf-8", "replace"))
            found.append(from_dict(_clean_output(plain)))
    return found


def _clean_output(raw: dict) -> dict:
    kind = raw["output_type"]
    if kind == "stream":
        return {"output_type": kind, "name": STREAMS[STREAMS.index(raw["name"])], "text": _text(raw["text"])}
    if kind == "error":
        return {
            "output_type": kind,
            "ename": _text(raw["ename"]),
            "evalue": _text(raw["evalue"]),
            "traceback": [_text(line) for line in raw["traceback"]],
        }
    more = {"execution_count": raw["execution_count"]} if kind == "execute_result" else {}
    if kind not in ("display_data", "execute_result") or type(more.get("execution_count", 0)) is not int:
        raise ValueError(kind)
    data = {mime: value if mime.endswith("json") else _text(value) for mime, value in raw["data"].items()}
    return {"output_type": kind, "data": data, "metadata": dict(raw["metadata"]), **more}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value.encode("utf-8", "replace").decode("utf-8")
