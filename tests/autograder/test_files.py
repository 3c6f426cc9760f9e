"""A file is written whole or not at all."""

from __future__ import annotations

import pytest

from autograder import files


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    files.write_whole(path, "old")

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(files.os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        files.write_whole(path, "new")
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_an_error_while_writing_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    path = files.write_whole(tmp_path / "new folder" / "page.html", "old")
    with pytest.raises(ValueError, match="broken"), files.replacing(path) as temporary:
        temporary.write_text("half")
        raise ValueError("broken")
    assert path.read_text() == "old" and list(path.parent.iterdir()) == [path]


def test_lone_surrogates_are_replaced(tmp_path):
    assert files.write_whole(tmp_path / "page.html", "a\ud800b").read_text() == "a?b"
