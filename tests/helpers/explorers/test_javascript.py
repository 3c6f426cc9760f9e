"""The explorers' JavaScript passes its own tests and its linter, and the committed bundles are what it builds."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from helpers import explorers
from tests.conftest import ROOT
from tests.helpers.explorers.node import EXPLORERS, leave_out, need

HERE = ROOT / "tests" / "helpers" / "explorers"
PACKAGE = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
LOCK = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))


def run(*command: str) -> None:
    """Run a command in the repository; what it printed is the message when it fails."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def npm_packages() -> None:
    """The pinned npm packages; leaves the test out where they, or others, are installed."""
    need("node")
    for name, version in PACKAGE["devDependencies"].items():
        manifest = ROOT / "node_modules" / name / "package.json"
        if not manifest.is_file() or json.loads(manifest.read_text(encoding="utf-8"))["version"] != version:
            leave_out(f"the npm package {name} {version} is not installed; run npm ci, or make js")


def test_unit_tests_pass():
    run(need("node"), "--test", *map(str, sorted(HERE.glob("*.test.js"))))


def test_the_linter_has_no_complaint(npm_packages):
    run(need("npm"), "run", "--silent", "lint", "--", "--colors=off")


def test_bundles_are_what_their_modules_build_byte_for_byte(npm_packages, tmp_path):
    run(need("node"), str(EXPLORERS / "build.js"), "--into", str(tmp_path))
    fresh = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.js")}
    committed = {path.relative_to(EXPLORERS): path.read_bytes() for path in EXPLORERS.rglob("*.bundle.js")}
    assert fresh.keys() == committed.keys()
    old = sorted(str(name) for name in fresh if fresh[name] != committed[name])
    assert not old, f"{', '.join(old)}: not what its modules build. Run make js and commit the bundles."


def test_every_explorer_has_a_bundle_and_every_bundle_an_explorer():
    classes = [getattr(explorers, name) for name in explorers.__all__]
    scripts = {path.read_text(encoding="utf-8") for path in EXPLORERS.rglob("*.bundle.js")}
    assert {str(explorer._esm) for explorer in classes} == scripts and len(scripts) == len(classes)
    for explorer in classes:
        assert (EXPLORERS / "common" / "theme.css").read_text(encoding="utf-8") in str(explorer._css)


def test_bundles_ask_no_network():
    for path in EXPLORERS.rglob("*.js"):
        addresses = set(re.findall(r"https?://[^\"'` ]+", path.read_text(encoding="utf-8")))
        assert addresses <= {"http://www.w3.org/2000/svg"}, path  # the name of SVG, not a place


def test_the_lock_pins_every_package_and_names_no_host():
    packages = {path: entry for path, entry in LOCK["packages"].items() if path}
    for path, entry in packages.items():
        assert entry["integrity"].startswith("sha512-") and "resolved" not in entry, path
    for name, version in PACKAGE["devDependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version) and packages[f"node_modules/{name}"]["version"] == version
