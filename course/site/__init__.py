"""The web site: Sphinx makes it from the lessons in ``course/`` and the guides beside them; see ``python -m
course.site``.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE, COURSE, BUILD = ROOT / "course" / "site", ROOT / "course", ROOT / "build"
RESULTS = BUILD / "lessons"  # what the lessons gave, one folder for each state of their surroundings


class SiteError(Exception):
    """The site cannot be built; the message says what is missing and what to do."""


def fingerprint_lessons_surroundings(root: Path) -> str:
    """Name the state of what lessons import: the helpers and the pinned packages of the course in `root`.

    Results of a lesson that ran among others must not be taken for its results now.
    """
    files = [
        path for path in sorted((root / "helpers").rglob("*")) if path.is_file() and "__pycache__" not in path.parts
    ]
    digest = hashlib.sha256()
    for path in [root / "requirements.txt", *files]:
        data = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()[:16]
