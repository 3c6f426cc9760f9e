"""Reading what students hand in: broken files are refused with a reason, changes to locked cells are seen."""

from __future__ import annotations

import copy
import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course import Course
from autograder.errors import SubmissionError
from autograder.exercises import find_unit
from autograder.grading import submissions
from autograder.grading.submissions import find_tampering, fingerprint, read_submission

UNIT = find_unit("01_activations")


@pytest.fixture(scope="module")
def released(repository):
    return nbformat.read(Course(repository).release(UNIT), as_version=4)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b'{"cells": [', "is not JSON"),
        (b'{"cells"\x00: []}', "null bytes"),
        (b"\xff\xfe\x41", "not UTF-8"),
        (b"[]", "no list of cells"),
        (b'{"cells": 3, "nbformat": 4}', "no list of cells"),
        (b'{"cells": [], "nbformat": 9, "nbformat_minor": 0, "metadata": {}}', "format 9 is not known"),
        (b'{"cells": []}', "format None is not known"),
        (b'{"cells": [{"cell_type": "code"}], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "malformed"),
        (
            b'{"cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "\\ud800"}],'
            b' "nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
            "malformed",
        ),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(tmp_path, content, reason):
    path = tmp_path / "activations.ipynb"
    path.write_bytes(content)
    with pytest.raises(SubmissionError, match=reason):
        read_submission(path)


def test_a_file_that_is_too_large_is_not_even_read(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "MAX_BYTES", 10)
    path = tmp_path / "activations.ipynb"
    path.write_bytes(b"x" * 11)
    with pytest.raises(SubmissionError, match="at most"):
        read_submission(path)


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["cells", "nbformat", "metadata", "nbformat_minor", "worksheets"]) | st.text(), inner
            )
        ),
    ).map(lambda value: json.dumps(value).encode())
)
def test_whatever_the_file_holds_it_is_a_notebook_or_a_reason(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("fuzz") / "a.ipynb"
    path.write_bytes(content)
    try:
        notebook = read_submission(path)
    except SubmissionError as error:
        assert str(error)
    else:
        nbformat.validate(notebook)


def test_a_byte_order_mark_does_not_matter(tmp_path, released):
    path = tmp_path / "activations.ipynb"
    path.write_bytes(b"\xef\xbb\xbf" + nbformat.writes(released).encode())
    assert len(read_submission(path).cells) == len(released.cells)


def tamper(released, change):
    submitted = copy.deepcopy(released)
    place = next(place for place, cell in enumerate(submitted.cells) if cell.id == "sigmoid-values")
    change(submitted.cells, place)
    return [(remark.cell, remark.text) for remark in find_tampering(submitted, [released])]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda cells, place: cells.pop(place), "deleted"),
        (lambda cells, place: cells.insert(0, copy.deepcopy(cells[place])), "2 times"),
        (lambda cells, place: cells[place].update(source="pass"), "text of this read-only cell was changed"),
        (lambda cells, place: cells[place].update(cell_type="markdown"), "made a markdown cell"),
        (lambda cells, place: cells[place].metadata.pop("nbgrader"), "deleted"),
        (lambda cells, place: cells[place].metadata.update(nbgrader=3), "deleted"),
    ],
)
def test_a_change_to_a_locked_cell_is_told(released, change, told):
    ((cell, text),) = tamper(released, change)
    assert cell == "sigmoid-values"
    assert told in text


def test_what_students_may_do_is_not_tampering(released):
    def harmless(cells, place):
        cells[place].source += "\n"
        cells.insert(place, nbformat.v4.new_code_cell("print('mine')"))
        cells[-1].source += " more text"
        for cell in cells:
            if cell.metadata.get("nbgrader", {}).get("solution"):
                cell.source = "answer = 1"

    assert tamper(released, harmless) == []
    assert find_tampering(released, [released]) == []


def test_a_cell_of_any_version_that_was_handed_out_is_no_tampering(released):
    later = copy.deepcopy(released)
    for cell in later.cells:
        if cell.metadata.get("nbgrader", {}).get("locked"):
            cell.source += "\n# said better"
    added = copy.deepcopy(later.cells[-1])
    added.metadata = copy.deepcopy(next(cell.metadata for cell in later.cells if cell.id == "sigmoid-values"))
    added.metadata.nbgrader.grade_id = "later-values"
    later.cells.append(added)
    mixed = copy.deepcopy(released)
    mixed.cells[2:] = copy.deepcopy(later.cells[2:-1])
    for handed_in in (released, later, mixed):
        assert find_tampering(handed_in, [released, later]) == []
    assert {remark.cell for remark in find_tampering(released, [later])} > {"sigmoid-values", "later-values"}
    spoiled = copy.deepcopy(later)
    next(cell for cell in spoiled.cells if cell.id == "sigmoid-values").source = "pass"
    assert [remark.cell for remark in find_tampering(spoiled, [released, later])] == ["sigmoid-values"]


def test_a_fingerprint_depends_on_every_byte_and_on_where_a_file_ends(tmp_path):
    a, b = tmp_path / "a", tmp_path / "b"
    seen = set()
    for first, second in ((b"xy", b"z"), (b"x", b"yz"), (b"xyz", b"")):
        a.write_bytes(first)
        b.write_bytes(second)
        seen.add(fingerprint(a, b))
    assert len(seen) == 3
