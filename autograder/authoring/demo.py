"""A class to try everything on: right answers in several styles, every known mistake somewhere, and the usual
accidents.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.course import CONFIG_FILE, Course
from autograder.errors import DefinitionError, UsageError
from autograder.exercises import Exercise, Unit, find_unit, find_variants, source_of
from autograder.release import release_unit

#: Who hands in what. Those between the first and the last two carry the known mistakes.
RIGHT, UNTOUCHED, BROKEN = "ada-right", "yuki-untouched", "zeno-broken"
MIXED = (
    "bela-loop",
    "chen",
    "dina",
    "emil",
    "fatima",
    "goro",
    "hanna",
    "ines",
    "joao-crash",
    "kofi",
    "lena",
    "mika",
    "nora",
    "omar",
    "priya",
    "quentin",
    "rosa",
    "sami",
    "tariq",
    "uma",
    "viktor",
    "wanda",
    "ximena",
    "yara",
    "zofia",
    "anton",
    "bruno",
    "carla",
    "dmitri",
    "elif",
    "farid",
)

ENDLESS = "\n    while True:\n        pass\n"
CRASH = "\n    import os\n    os._exit(1)\n"
#: The loop stands in the first exercise, so that the rest shows it was graded; the crash in the last one.
TIMEOUT_SECONDS = 8
MARKER = ".demonstration"


def build_demo(course: Course, folder: Path) -> Course:
    """Make a course folder of its own with the class's submissions for every unit of `course`.

    Args:
        course: the course whose source notebooks and settings are used; it stays as it is.
        folder: a new or empty one, or an earlier demonstration, which is replaced.

    Returns:
        The new course, ready to be graded.

    Raises:
        UsageError: the folder holds something else.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise UsageError(f"{folder} is not empty and no demonstration, so it is not replaced. Choose another folder.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARKER).write_text("Made by `python -m autograder demo`, which replaces this folder.\n", encoding="utf-8")
    shutil.copytree(course.sources, folder / course.sources.name)
    settings = course.config_file.read_text(encoding="utf-8")
    (folder / CONFIG_FILE).write_text(f"{settings}\nc.Execute.timeout = {TIMEOUT_SECONDS}\n", encoding="utf-8")
    demo = Course(folder)
    for id in demo.units():
        unit = find_unit(id)
        release_unit(demo, unit)
        for student, submission in submissions(demo, unit, find_variants(unit)):
            path = demo.submission(unit, student)
            path.parent.mkdir(parents=True)
            path.write_text(submission, encoding="utf-8")
    return demo


def submissions(course: Course, unit: Unit, variants: dict[str, list[Callable]]) -> Iterator[tuple[str, str]]:
    """The class of one unit: 12 students, more where an exercise has more than 9 known mistakes.

    Yields:
        Student and the text of the file that the student hands in.
    """
    released = nbformat.read(course.release(unit), as_version=4)
    answers: dict[str, dict[str, str]] = {RIGHT: {}}
    for exercise in unit.exercises.values():
        styles = [exercise.reference, *variants.get(exercise.id, [])]
        answers[RIGHT][exercise.id] = source_of(styles[-1], exercise.name)
        for student, source in _answers(unit, exercise, styles):
            answers.setdefault(student, {})[exercise.id] = source
    for student, filled in answers.items():
        yield student, nbformat.writes(fill_in(released, filled))
    yield UNTOUCHED, nbformat.writes(released)
    yield BROKEN, nbformat.writes(released)[: len(nbformat.writes(released)) // 2]


def _answers(unit: Unit, exercise: Exercise, styles: list[Callable]) -> Iterator[tuple[str, str]]:
    """Deal an exercise's mistakes out over the class; who is left without one answers rightly."""
    first, last = next(iter(unit.exercises)), next(reversed(unit.exercises))
    special = {MIXED[0]: ENDLESS} if exercise.id == first else {MIXED[8]: CRASH} if exercise.id == last else {}
    mistakes = iter(exercise.mistakes)
    if mixed_students(unit) > len(MIXED):
        raise DefinitionError(
            f"{unit.id} has more known mistakes in one exercise than the made-up class has names. Add names to MIXED."
        )
    for place, student in enumerate(MIXED[: mixed_students(unit)]):
        if student in special:
            right = source_of(exercise.reference, exercise.name)
            yield student, right.splitlines()[0] + special[student]
            continue
        mistake = next(mistakes, None)
        answer = mistake.implementation if mistake else styles[place % len(styles)]
        yield student, source_of(answer, exercise.name)


def mixed_students(unit: Unit) -> int:
    """How many students it takes so that every known mistake is made by one; 9 at least."""
    ids = list(unit.exercises)
    accidents = {ids[0]: 1}
    accidents[ids[-1]] = accidents.get(ids[-1], 0) + 1
    return max(9, *(len(exercise.mistakes) + accidents.get(id, 0) for id, exercise in unit.exercises.items()))


def fill_in(released: NotebookNode, answers: dict[str, str]) -> NotebookNode:
    """Answer a student's notebook.

    Args:
        released: the notebook as handed out; it stays as it is.
        answers: source by id of the exercise, which is also the grade id of its cell.

    Returns:
        A new notebook, with a cell of the student's own at its end.
    """
    notebook = nbformat.from_dict(released)
    for cell in notebook.cells:
        settings = cell.metadata.get("nbgrader", {})
        if settings.get("solution") and settings["grade_id"] in answers:
            cell.source = answers[settings["grade_id"]]
    notebook.cells.append(new_code_cell('print("my own notes: done")', id="own-notes"))
    return notebook
