"""What the site serves itself: fetched once, pinned, and clear words where that fails. The pages are tested in
`tests/browser`.
"""

from __future__ import annotations

import json
import re
import shutil

import pytest

from course.site import SITE, SiteError, __main__, fingerprint_lessons_surroundings, vendor

LOCK = json.loads((SITE / "package-lock.json").read_text(encoding="utf-8"))


@pytest.fixture
def path_with_npm(tmp_path, monkeypatch):
    """Factory: PATH holds one program, an npm with this shell script as its body; None for no npm at all."""
    folder = tmp_path / "bin"
    folder.mkdir()
    shell = shutil.which("sh")

    def write(script: str | None) -> None:
        if script is not None:
            (folder / "npm").write_text(f"#!{shell}\n{script}\n")
            (folder / "npm").chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))

    return write


def test_without_npm_one_line_says_so(path_with_npm, tmp_path, monkeypatch, capsys):
    path_with_npm(None)
    monkeypatch.setattr(__main__, "vendor", lambda: vendor.vendor(tmp_path / "vendor"))
    monkeypatch.setattr("sys.argv", ["course.site", "--to", str(tmp_path / "site")])
    assert __main__.main() == 1
    message = capsys.readouterr().err
    assert message.startswith("make site: ") and "npm" in message and message.count("\n") == 1
    assert not (tmp_path / "site").exists()


def test_what_npm_says_is_passed_on_and_nothing_is_left(path_with_npm, tmp_path):
    path_with_npm("echo no way to the registry; exit 1")
    with pytest.raises(SiteError, match="no way to the registry"):
        vendor.vendor(tmp_path / "vendor")
    assert {path.name for path in tmp_path.iterdir()} == {"bin"}


def test_a_package_that_lost_a_file_is_named(path_with_npm, tmp_path):
    path_with_npm("exit 0")
    with pytest.raises(SiteError, match="has no startup.js any more"):
        vendor.vendor(tmp_path / "vendor")
    assert not (tmp_path / "vendor").exists()


def fill(mkdir: str) -> str:
    """Shell commands that make every file that is kept, as `npm ci` would in the folder it runs in."""
    wanted = [f"node_modules/{package}/{name}" for package, files in vendor.KEPT.values() for name in files]
    return "\n".join(f"{mkdir} -p {path.rpartition('/')[0]}; : > {path}" for path in wanted)


def test_what_is_there_is_not_fetched_again_until_the_pins_change(path_with_npm, tmp_path, monkeypatch):
    path_with_npm(fill(shutil.which("mkdir")))
    target = vendor.vendor(tmp_path / "vendor")
    assert (target / "static" / "vendor" / "anywidget" / "index.js").is_file() and (
        target / "tests" / "axe.min.js"
    ).is_file()
    path_with_npm("echo asked again; exit 1")
    assert vendor.vendor(target) == target
    monkeypatch.setattr(vendor, "KEPT", vendor.KEPT | {"more": ("axe-core", {"axe.min.js": ""})})
    with pytest.raises(SiteError, match="asked again"):
        vendor.vendor(target)


def test_the_lock_pins_what_is_kept_and_names_no_host():
    packages = {path.removeprefix("node_modules/"): entry for path, entry in LOCK["packages"].items() if path}
    assert set(packages) == {package for package, _ in vendor.KEPT.values()}
    assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in packages.values())
    asked = json.loads((SITE / "package.json").read_text(encoding="utf-8"))
    for name, version in (asked["dependencies"] | asked["devDependencies"]).items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version) and packages[name]["version"] == version


def test_the_loader_of_anywidget_is_the_one_of_the_python_package():
    import anywidget

    assert json.loads((SITE / "package.json").read_text())["dependencies"]["anywidget"] == anywidget.__version__


def test_results_are_kept_only_while_helpers_and_packages_stay(tmp_path):
    (tmp_path / "helpers" / "__pycache__").mkdir(parents=True)
    requirements, helper = tmp_path / "requirements.txt", tmp_path / "helpers" / "draw.js"
    requirements.write_text("numpy==1")
    helper.write_text("one")
    seen = [fingerprint_lessons_surroundings(tmp_path)]
    (tmp_path / "helpers" / "__pycache__" / "draw.pyc").write_text("compiled")
    assert fingerprint_lessons_surroundings(tmp_path) == seen[0]
    for path, text in [(requirements, "numpy==2"), (helper, "two")]:
        path.write_text(text)
        seen.append(fingerprint_lessons_surroundings(tmp_path))
    assert len(set(seen)) == 3


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(SiteError, match="something else"):
        __main__.build(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "dear"
