"""nbgrader's own steps without the work that they repeat for every cell and every submission.

nbgrader opens the gradebook some ten times for each submission, looks through all its tables each time, asks for each cell by itself,
commits after each, and checks its own schema before it checks a cell against it. That takes longer than running the notebook. Inside
of `thrift()` one session is kept and in it what a release wrote, cells are asked for all at once, what one opening wrote is committed
at its end, and the schema is checked once. What is stored stays nbgrader's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import fastjsonschema
import jsonschema
from nbgrader.api import Assignment, BaseCell, Course, Gradebook, GradeCell, Notebook, SourceCell
from nbgrader.nbgraderformat import common
from sqlalchemy import Engine
from sqlalchemy.orm import Session, scoped_session

_open, _find_notebook, _find_assignment = Gradebook.__init__, Gradebook.find_notebook, Gradebook.find_assignment
#: What a release wrote and no submission changes; loaded once.
RELEASED = (Assignment, BaseCell, Course, Notebook, SourceCell)
#: Looks an entry of one cell up -> gives those of all cells of its notebook.
_RELEASED_LISTS: dict[str, Callable] = {
    "find_source_cell": lambda gradebook, *place: gradebook.find_notebook(*place).source_cells,
    "find_graded_cell": lambda gradebook, *place: cells_of(GradeCell, gradebook.find_notebook(*place), gradebook),
}
_SUBMITTED_LISTS: dict[str, Callable] = {
    "find_grade": lambda gradebook, *place: gradebook.find_submission_notebook(*place).grades,
    "find_comment": lambda gradebook, *place: gradebook.find_submission_notebook(*place).comments,
}


def cells_of(kind: type, notebook: Notebook, gradebook: Gradebook) -> list:
    """All cells of one kind of a notebook, with all that is known of them; `notebook.grade_cells` asks for each cell's points by itself."""
    kept = getattr(gradebook, "released", {})  # outside of `thrift()` nothing is kept
    if (kind, notebook.id) not in kept:
        kept[kind, notebook.id] = gradebook.db.query(kind).filter(kind.notebook_id == notebook.id).all()
    return kept[kind, notebook.id]


class _Database:
    """One gradebook's engine and session, and what of it is kept: whatever a release wrote."""

    def __init__(self, engine: Engine):
        self.engine, self.courses, self.openings = engine, set(), 0
        self.start()

    def start(self) -> None:
        """Begin with nothing kept."""
        # what is only changed, and not new, is written before the next question to the database, or at the end
        self.session = Session(self.engine, autoflush=True, expire_on_commit=False, future=True)
        self.released: dict[tuple, Any] = {}

    def settle(self) -> None:
        """Write what an opening of the gradebook has changed; after the last one, forget what was read of submissions."""
        self.openings -= 1
        try:
            self.session.commit()
        except BaseException:
            self.session.close()
            self.start()
            raise
        for entry in list(self.session) if self.openings <= 0 else ():
            if not isinstance(entry, RELEASED):
                self.session.expunge(entry)


class _SessionOfAll(scoped_session):
    """nbgrader's handle of a session: what it commits step by step is written at once, and committed when the gradebook is closed."""

    def __init__(self, session: Session):
        super().__init__(lambda: session)

    def commit(self) -> None:
        session = self.registry()
        if session.new or session.deleted:
            session.flush()


@contextmanager
def thrift() -> Iterator[None]:
    """For a run in which this thread is the only one that writes the gradebook."""
    databases: dict[str, _Database] = {}

    def open_gradebook(self: Gradebook, db_url: str, course_id: str = "default_course", authenticator: Any = None) -> None:
        known = databases.get(db_url)
        if known is None or course_id not in known.courses:
            _open(self, db_url, course_id, authenticator)
            self.db.remove()
            if known is None:
                known = databases[db_url] = _Database(self.engine)
            else:  # this was for the new course's row
                self.engine.dispose()
            known.courses.add(course_id)
        known.openings += 1
        self.engine, self.course_id, self.authenticator = known.engine, course_id, authenticator
        self.db, self.database = _SessionOfAll(known.session), known
        self.released, self.submitted = known.released, {}

    def close_gradebook(self: Gradebook) -> None:
        self.submitted = {}
        self.database.settle()

    changed = {"__init__": open_gradebook, "close": close_gradebook,
               "find_assignment": _find_once(_find_assignment), "find_notebook": _find_once(_find_notebook),
               **{name: _find_in_list(name, find_all, "released") for name, find_all in _RELEASED_LISTS.items()},
               **{name: _find_in_list(name, find_all, "submitted") for name, find_all in _SUBMITTED_LISTS.items()}}
    try:
        with patch.multiple(Gradebook, **changed), patch.object(common, "jsonschema", SimpleNamespace(validate=_validate)):
            yield
    finally:
        for database in databases.values():
            database.session.close()
            database.engine.dispose()


def _find_once(find: Callable) -> Callable:
    """For the instructor's assignment and notebook, which nbgrader's steps ask for again with each cell."""

    def find_entry(self: Gradebook, *place: str) -> Any:
        if (find, place) not in self.released:
            self.released[find, place] = find(self, *place)
        return self.released[find, place]

    return find_entry


def _find_in_list(name: str, find_all: Callable, kept_in: str) -> Callable:
    """What loads the list of a notebook's entries once and looks there; what is not in it is asked for as ever."""
    find = getattr(Gradebook, name)

    def find_entry(self: Gradebook, cell: str, *place: str) -> Any:
        kept = getattr(self, kept_in).setdefault((name, place), {})
        if cell not in kept:
            # an entry's name is its cell's: all cells at once, kept since the session holds what it loaded only weakly
            notebook = self.find_notebook(*place[:2])
            self.released.setdefault(("cells", notebook.id), list(notebook._base_cells))
            kept.update((entry.name, entry) for entry in find_all(self, *place))
        return kept[cell] if cell in kept else find(self, cell, *place)

    return find_entry


def _validate(instance: dict, schema: dict) -> None:
    """`jsonschema.validate` for a schema that has been checked; its own code is asked only for what to say of an error."""
    is_valid, slow = _validator(json.dumps(schema))
    if not is_valid(instance):
        error = jsonschema.exceptions.best_match(slow.iter_errors(instance))
        if error is not None:
            raise error


@lru_cache(4)
def _validator(schema: str) -> tuple[Callable[[dict], bool], Any]:
    kept = json.loads(schema)
    kind = jsonschema.validators.validator_for(kept)
    kind.check_schema(kept)
    compiled = fastjsonschema.compile(kept)

    def is_valid(instance: dict) -> bool:
        try:
            compiled(instance)
        except fastjsonschema.JsonSchemaException:
            return False
        return True

    return is_valid, kind(kept)
