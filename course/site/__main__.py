"""Build the web site: ``python -m course.site [--to FOLDER]``.

Steps: fetch the browser's libraries (once), pack the student kit that the site offers, run Sphinx, which runs the
lessons (a lesson that is as it was is not run again). A lesson that fails, or any warning, fails the build.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from course.site import BUILD, COURSE, RESULTS, ROOT, SITE, SiteError, fingerprint_lessons_surroundings
from course.site.vendor import vendor

TEXT = {
    "failed": "Sphinx stopped: see its messages above. The site was not built; an older one stays as it was.",
    "not_a_site": "{folder} holds something else than a site, which would be lost. Give another folder.",
    "extra": "{packages} must be installed for the site: pip install 'backprop-autograder[site]'.",
    "begin": "Sphinx makes the pages and runs the lessons that changed, the first time all of them: "
    "about half a minute.",
    "done": "{pages} pages in {folder}. To look at them: {python} -m http.server --directory {folder}, then open http://localhost:8000/",
    "file": "index.html can also be opened as a file; then only the excerpts below search results are missing.",
}
PACKAGES = ("sphinx", "docutils", "myst_nb", "sphinx_book_theme")
KIT = BUILD / "backprop-course.zip"


def build(target: Path) -> Path:
    """Build the whole site into `target`, in place of what is there; `vendor` has run.

    Returns:
        `target`.

    Raises:
        SiteError: `target` holds something else, a lesson fails, a link is broken, or Sphinx warns of anything else.
    """
    from sphinx.cmd.build import build_main

    from autograder.classroom.kit import write_kit
    from autograder.course import Course
    from autograder.errors import AutograderError
    from autograder.exercises import all_units

    if target.exists() and not _is_site(target):
        raise SiteError(TEXT["not_a_site"].format(folder=target))
    _forget_old_results()
    try:
        write_kit(Course(ROOT), all_units(), KIT)
    except AutograderError as error:
        raise SiteError(str(error)) from error
    # Beside the site: the pages while they are made, and what Sphinx remembers of them.
    fresh, memory = target.with_name(f".{target.name}-new"), target.with_name(f".{target.name}-memory")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    options = ["-q", "-W", "--keep-going", "-b", "html", "-c", SITE, "-d", memory, COURSE, fresh]
    if build_main([str(option) for option in options]):
        raise SiteError(TEXT["failed"])
    for left_over in [
        fresh / ".buildinfo",
        *(fresh / "_static").glob("*webpack-macros.html"),
    ]:  # the theme's own sources
        left_over.unlink(missing_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    os.replace(fresh, target)
    return target


def _require_packages() -> None:
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise SiteError(TEXT["extra"].format(packages=", ".join(missing)))


def _is_site(folder: Path) -> bool:
    return folder.is_dir() and ((folder / "searchindex.js").is_file() or not any(folder.iterdir()))


def _forget_old_results() -> None:
    for folder in RESULTS.glob("*"):
        if folder.name != fingerprint_lessons_surroundings(ROOT):
            shutil.rmtree(folder)


def main() -> int:
    """Build the site that the command line asks for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m course.site", description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=BUILD / "site", metavar="FOLDER", help="default: build/site")
    folder = parser.parse_args().to.resolve()
    try:
        _require_packages()
        vendor()
        print(TEXT["begin"], flush=True)
        build(folder)
    except SiteError as error:
        print(f"make site: {error}", file=sys.stderr)
        return 1
    shown = os.path.relpath(folder)
    print(
        TEXT["done"].format(
            pages=len(list(folder.rglob("*.html"))), folder=shown, python=os.path.relpath(sys.executable)
        )
    )
    print(TEXT["file"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
