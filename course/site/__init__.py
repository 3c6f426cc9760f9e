"""The web site: Sphinx makes it from the lessons in ``course/`` and the guides beside them; see ``python -m course.site``."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE, COURSE, BUILD = ROOT / "course" / "site", ROOT / "course", ROOT / "build"


class SiteError(Exception):
    """The site cannot be built; the message says what is missing and what to do."""
