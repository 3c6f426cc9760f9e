"""No fact, number or error of the five documents goes missing: each is looked up where it is said to be taught or
tested.
"""

import ast
from importlib import import_module

import nbformat
import pytest

from autograder.course import Course
from autograder.exercises import all_units, find_exercise
from tests.conftest import ROOT
from tests.course.facts import Exercise, Lesson, Task, Test
from tests.course.lessons import run_lesson

UNITS = all_units()
ROWS = [
    (unit, fact, place)
    for unit in UNITS
    for fact in import_module(f"tests.course.facts.unit_{unit.id[:2]}").FACTS
    for place in fact.places
]


def squeeze(text: str) -> str:
    return " ".join(text.split())


def cell_of(path, id: str):
    found = [cell for cell in nbformat.read(path, as_version=4).cells if cell.id == id]
    assert found, f"{path.name} has no cell {id!r}"
    return found[0]


@pytest.mark.parametrize(
    ("unit", "fact", "place"), ROWS, ids=lambda value: getattr(value, "text", getattr(value, "id", None))
)
def test_every_fact_is_where_it_is_said_to_be(unit, fact, place):
    match place:
        case Lesson(cell=id, text=text, printed=printed):
            path = ROOT / "course" / f"{unit.id}.ipynb"
            found = run_lesson(path).printed(id) if printed else cell_of(path, id).source
            assert squeeze(text) in squeeze(found), fact.text
        case Task(cell=id, text=text):
            assert squeeze(text) in squeeze(cell_of(Course(ROOT).source(unit), id).source), fact.text
        case Exercise(key=key):
            assert find_exercise(key).key == key
        case Test(file=file, name=name):
            tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
            assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, fact.text


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
def test_every_fact_has_a_place_and_every_unit_names_its_errata(unit):
    facts = import_module(f"tests.course.facts.unit_{unit.id[:2]}").FACTS
    assert all(fact.places for fact in facts)
    assert len({fact.text for fact in facts}) == len(facts) >= 10
    assert any(fact.text.startswith("erratum") for fact in facts)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
def test_every_box_about_an_error_of_the_document_is_a_listed_fact(unit):
    cells = [
        cell
        for cell in nbformat.read(ROOT / "course" / f"{unit.id}.ipynb", as_version=4).cells
        if "> **The document says**" in cell.source
    ]
    listed = {
        place.cell
        for row, fact, place in ROWS
        if row is unit and fact.text.startswith("erratum") and isinstance(place, Lesson)
    }
    assert cells
    assert {cell.id for cell in cells} <= listed
