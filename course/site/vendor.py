"""What the site serves itself instead of asking a network for it: MathJax and its font, require.js, Jupyter's widget
manager.

All comes from npm packages whose versions and checksums ``package-lock.json`` pins. The packages are fetched once into
a temporary folder, the few files that a browser needs are kept in ``build/vendor``, and the rest is removed.

After a change of ``package.json``, ``python -m course.site.vendor`` pins anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from course.site import BUILD, SITE, SiteError

TEXT = {
    "no_npm": "make site fetches MathJax and the widget manager with npm, which is not installed. "
    "Install Node.js 18 or newer with npm (Debian, Ubuntu: apt install npm; elsewhere: nodejs.org) and try again.",
    "npm_failed": "npm could not fetch the packages of course/site/package-lock.json. It said:\n{output}\n"
    "Is the package registry reachable? Once fetched, "
    "the packages are kept in {kept} and no network is needed.",
    "moved": "the npm package {package} has no {file} any more. Correct the list in {here}.",
}

#: What is kept: folder in ``build/vendor`` -> {file or folder of the package: its name there}.
#: ``static`` is copied into the site, ``tests`` is what its tests use.
KEPT = {
    "static/vendor/mathjax": (
        "mathjax",
        {
            "startup.js": "",
            "core.js": "",
            "input/tex.js": "",
            "input/tex": "",
            "output/chtml.js": "",
            "a11y/assistive-mml.js": "",
            "LICENSE": "",
        },
    ),
    "static/vendor/mathjax/fonts/mathjax-newcm-font": (
        "@mathjax/mathjax-newcm-font",
        {"chtml.js": "", "chtml/woff2": "", "chtml/dynamic": ""},
    ),
    "static/vendor/requirejs": ("requirejs", {"require.js": ""}),
    "static/vendor/html-manager": ("@jupyter-widgets/html-manager", {"dist/embed-amd.js": "embed-amd.js"}),
    "static/vendor/anywidget": ("anywidget", {"dist/index.js": "index.js", "LICENSE": ""}),
    "tests": ("axe-core", {"axe.min.js": ""}),
}
#: Their files hold all that they need already; what they depend on would be over a hundred packages for nothing.
BUNDLES = {"node_modules/@jupyter-widgets/html-manager", "node_modules/anywidget"}
STAMP = "fetched"
LAST_LINES = 12


def vendor(target: Path = BUILD / "vendor") -> Path:
    """Fetch the packages unless `target` holds them already; whole or not at all.

    Args:
        target: the folder to fill; its ``static`` belongs into the site's static files.

    Returns:
        `target`.

    Raises:
        SiteError: npm is missing or fails, or a package has changed its layout.
    """
    wanted = _fingerprint()
    if _is_complete(target, wanted):
        return target
    npm = _find_npm()
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent) as folder:
        packages = _install(npm, Path(folder) / "npm")
        _pick(packages, fresh := Path(folder) / "vendor")
        (fresh / STAMP).write_text(wanted, encoding="utf-8")
        _replace(target, fresh, wanted)
    return target


def pin() -> None:
    """Write ``package-lock.json`` anew from ``package.json``, without what the bundles would draw in.

    Raises:
        SiteError: npm is missing or fails.
    """
    with TemporaryDirectory() as folder:
        shutil.copy(SITE / "package.json", folder)
        _run(_find_npm(), "install", "--package-lock-only", "--omit-lockfile-registry-resolved", folder=Path(folder))
        lock = json.loads((Path(folder) / "package-lock.json").read_text(encoding="utf-8"))
    packages = lock["packages"]
    for bundle in BUNDLES:
        packages[bundle].pop("dependencies", None)
    wanted, new = {""}, {""}
    while new:
        needed = {
            f"node_modules/{name}"
            for path in new
            for kind in ("dependencies", "devDependencies")
            for name in packages[path].get(kind, {})
        }
        new = needed - wanted
        wanted |= new
    lock["packages"] = {path: entry for path, entry in packages.items() if path in wanted}
    (SITE / "package-lock.json").write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


def _find_npm() -> str:
    npm = shutil.which("npm")
    if npm is None:
        raise SiteError(TEXT["no_npm"])
    return npm


def _run(npm: str, *arguments: str, folder: Path) -> None:
    """Run npm in `folder`; no package runs a script of its own."""
    command = [npm, *arguments, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        output = "\n".join(done.stdout.strip().splitlines()[-LAST_LINES:])
        raise SiteError(TEXT["npm_failed"].format(output=output, kept=BUILD / "vendor"))


def _fingerprint() -> str:
    parts = [(SITE / "package-lock.json").read_bytes(), repr(KEPT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _is_complete(target: Path, wanted: str) -> bool:
    stamp = target / STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def _install(npm: str, folder: Path) -> Path:
    """Install what the lock file says and return ``node_modules``."""
    folder.mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SITE / name, folder)
    _run(npm, "ci", folder=folder)
    return folder / "node_modules"


def _pick(packages: Path, target: Path) -> None:
    for place, (package, files) in KEPT.items():
        for name, new_name in files.items():
            source, copy = packages / package / name, target / place / (new_name or name)
            if not source.exists():
                raise SiteError(TEXT["moved"].format(package=package, file=name, here=__file__))
            copy.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copy)(source, copy)


def _replace(target: Path, fresh: Path, wanted: str) -> None:
    """Put the new folder in the old one's place, unless another process was quicker."""
    if _is_complete(target, wanted):
        return
    if target.exists():
        shutil.rmtree(target, ignore_errors=True)
    try:
        os.replace(fresh, target)
    except OSError:
        if not _is_complete(target, wanted):
            raise


if __name__ == "__main__":
    pin()
