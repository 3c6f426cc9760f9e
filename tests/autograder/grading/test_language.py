"""A class is graded in its language: the cards in the graded notebooks are told in it."""

from __future__ import annotations

import nbformat

from autograder.authoring.demo import fill_in
from autograder.engine.workers.fork_server import fork_server
from autograder.exercises import find_unit
from autograder.grading.grade import grade_unit
from autograder.release import release_unit
from helpers.checks.specification import FINDING_MIME
from tests.attacks import wrong_answers
from tests.support.pseudo import LANGUAGE, make_pseudo_language, untranslated

UNIT = find_unit("01_activations")


def test_warm_processes_speak_the_language_of_the_class(make_course, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_LOCALES", str(make_pseudo_language(tmp_path / "locales")))
    monkeypatch.setenv("COURSE_LANGUAGE", LANGUAGE)
    course = make_course()
    release_unit(course, UNIT)
    released = nbformat.read(course.release(UNIT), as_version=4)
    path = course.submission(UNIT, "ada")
    path.parent.mkdir(parents=True)
    nbformat.write(fill_in(released, wrong_answers(UNIT)), path)
    fork_server().stop()  # it may have been started for another language
    try:
        grade_unit(course, UNIT)
    finally:
        fork_server().stop()
    notebook = nbformat.read(course.autograded(UNIT, "ada"), as_version=4)
    findings = [
        output.data[FINDING_MIME]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if output.output_type == "display_data" and FINDING_MIME in output.data
    ]
    assert len(findings) > 5
    for finding in findings:
        assert "[¡" in finding["headline"] and untranslated(finding["headline"], (finding["name"],)) == []
        assert all(hint.startswith("[¡") for hint in finding["ladder"])
