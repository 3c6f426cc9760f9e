"""What students handed in: is it a notebook at all, and did they change what was not theirs to change?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.errors import SubmissionError
from autograder.grading.records import Remark

#: A notebook of the course has some 60 KiB; one of this size carries something else.
MAX_BYTES = 20 * 1024 * 1024


def read_submission(path: Path) -> NotebookNode:
    """Read a submitted notebook.

    Args:
        path: an existing file.

    Returns:
        The notebook in nbformat 4.

    Raises:
        SubmissionError: too large, empty, not text, not JSON, or not a notebook; the text says which.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise SubmissionError(f"The file has {size / 2**20:.0f} MiB; at most {MAX_BYTES // 2**20} MiB are accepted.")
    raw = path.read_bytes()
    if not raw.strip():
        raise SubmissionError("The file is empty.")
    if b"\x00" in raw:
        raise SubmissionError("The file holds null bytes, so it is no text. Was it damaged on the way?")
    try:
        content = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SubmissionError(f"The file is not UTF-8 text ({error.reason} at byte {error.start}).") from error
    except ValueError as error:
        raise SubmissionError(f"The file is not JSON: {error}.") from error
    except RecursionError as error:
        raise SubmissionError("The file is nested too deeply to be a notebook.") from error
    if not isinstance(content, dict) or not isinstance(content.get("cells", content.get("worksheets")), list):
        raise SubmissionError("The file is JSON but no notebook: it has no list of cells.")
    if not isinstance(content.get("nbformat"), int) or content["nbformat"] not in (3, 4):
        raise SubmissionError(
            f"Notebook format {content.get('nbformat')!r} is not known; expected 4. Save it again in JupyterLab."
        )
    try:
        notebook = nbformat.convert(
            nbformat.reader.reads(json.dumps(content)), 4
        )  # `nbformat.reads` would validate it, too
        nbformat.validate(notebook)
        json.dumps(notebook, ensure_ascii=False).encode(
            "utf-8"
        )  # half of a surrogate pair can be read, but not written again
    except Exception as error:  # nbformat and jsonschema raise many kinds for a malformed notebook
        first = str(error).strip().splitlines()
        raise SubmissionError(f"The notebook is malformed: {first[0] if first else type(error).__name__}") from error
    return notebook


def fingerprint(*paths: Path) -> str:
    """SHA-256 over the contents of some files, to know whether anything changed."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
        digest.update(b"\x00")
    return digest.hexdigest()


def find_tampering(submitted: NotebookNode, versions: Sequence[NotebookNode]) -> list[Remark]:
    """Compare the locked cells of a submission with those that were handed out.

    Grading restores them in any case; this is only what the instructor gets to know.

    Args:
        submitted: what a student handed in.
        versions: every version of the notebook that was handed out; a student may hand in an earlier one, or cells of
            several.

    Returns:
        A remark for every locked cell that is there twice, is missing although every version has it, or has a text or
        type that no version has.
    """
    found: dict[str, list[NotebookNode]] = {}
    for cell in submitted.cells:
        found.setdefault(_grade_id(cell), []).append(cell)
    released: dict[str, list[NotebookNode]] = {}
    for cell in (cell for version in versions for cell in version.cells):
        if _grade_id(cell) and cell.metadata.nbgrader.get("locked"):
            released.setdefault(_grade_id(cell), []).append(cell)
    remarks = []
    for name, known in released.items():
        copies = found.get(name, [])
        if not copies and len(known) == len(versions):
            remarks.append(Remark("tampering", name, "This read-only cell was deleted."))
        elif len(copies) > 1:
            remarks.append(Remark("tampering", name, f"This read-only cell is there {len(copies)} times."))
        elif copies and all(copies[0].cell_type != cell.cell_type for cell in known):
            remarks.append(Remark("tampering", name, f"This read-only cell was made a {copies[0].cell_type} cell."))
        elif copies and all(copies[0].source.rstrip() != cell.source.rstrip() for cell in known):
            remarks.append(Remark("tampering", name, "The text of this read-only cell was changed."))
    return remarks


def _grade_id(cell: NotebookNode) -> str:
    settings = cell.metadata.get("nbgrader")
    return str(settings.get("grade_id", "")) if isinstance(settings, dict) else ""
