"""Notebooks that cheat: small sources in the text files here, one file for each class of attack, made into submissions.

An attack starts with ``=== name: what it does``. Its parts are ``--- first`` and ``--- last`` (cells behind the imports
and at the end),
``--- answer <exercise>`` (the solution cell) and ``--- edit`` (Python that changes the notebook: `notebook`, its graded
cells `tests`, `nbformat`). COURSE stands for the folder of the class, PORT for a port on which the grader's machine
listens.

``python -m tests.attacks`` grades all of them with plain nbgrader and with ours and prints what each gained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.authoring.demo import fill_in
from autograder.exercises import Unit, source_of

FOLDER = Path(__file__).parent


@dataclass
class Attack:
    """One attack; `kind` is the class of attacks that it belongs to."""

    kind: str
    name: str
    about: str
    first: str = ""
    last: str = ""
    edit: str = ""
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def student(self) -> str:
        """Who hands it in."""
        return f"{self.kind}-{self.name}"

    @property
    def tampers(self) -> bool:
        """Whether a read-only cell is changed, which grading must report."""
        return self.about.endswith("-- tampered")

    def notebook(self, released: NotebookNode, answers: dict[str, str], course: Path, port: int) -> NotebookNode:
        """The submission: honest (and wrong) but for the attack."""

        def place(text: str) -> str:
            return text.replace("COURSE", str(course)).replace("PORT", str(port))

        notebook = fill_in(released, answers | {id: place(text) for id, text in self.answers.items()})
        if self.first:
            notebook.cells.insert(2, new_code_cell(place(self.first), id="attack-first"))
        if self.last:
            notebook.cells.append(new_code_cell(place(self.last), id="attack-last"))
        if self.edit:
            tests = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
            exec(self.edit, {"notebook": notebook, "tests": tests, "nbformat": nbformat})
        return notebook


def load_attacks() -> list[Attack]:
    """All attacks, by class."""
    return [
        _parse(path.stem, text)
        for path in sorted(FOLDER.glob("*.txt"))
        for text in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    ]


def _parse(kind: str, text: str) -> Attack:
    head, *parts = re.split(r"^--- ", text, flags=re.MULTILINE)
    name, _, about = head.strip().partition(": ")
    attack = Attack(kind, name, about)
    for part in parts:
        where, _, source = part.partition("\n")
        if where.startswith("answer "):
            attack.answers[where.split()[1]] = source.strip()
        else:
            setattr(attack, where.strip(), source.strip())
    return attack


def wrong_answers(unit: Unit) -> dict[str, str]:
    """Source by exercise: each with its first known mistake."""
    return {
        id: source_of(exercise.mistakes[0].implementation, exercise.name) for id, exercise in unit.exercises.items()
    }


def hand_in(course, unit: Unit, port: int = 1) -> list[Attack]:
    """Write every attack, and two honest submissions, ``a-honest`` and ``z-honest``, to ``submitted/``."""
    released = nbformat.read(course.release(unit), as_version=4)
    attacks, answers = load_attacks(), wrong_answers(unit)
    handed_in = {attack.student: attack.notebook(released, answers, course.root, port) for attack in attacks}
    handed_in |= {"a-honest": fill_in(released, answers), "z-honest": fill_in(released, answers)}
    for student, notebook in handed_in.items():
        path = course.submission(unit, student)
        path.parent.mkdir(parents=True)
        path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return attacks
