"""nbgrader's own steps without the work that they repeat for every cell and every submission.

nbgrader opens the gradebook some ten times for each submission, looks through all its tables each time, asks for each cell by itself,
commits after each, and checks its own schema before it checks a cell against it. That takes longer than running the notebook. Inside
of `thrift()` the gradebook's engine is kept, cells are asked for all at once, what one opening wrote is committed at its end, and the
schema is checked once. What is stored stays nbgrader's.
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
from nbgrader.api import Gradebook, GradeCell, Notebook
from nbgrader.nbgraderformat import common
from sqlalchemy import Engine
from sqlalchemy.orm import scoped_session, sessionmaker

_open = Gradebook.__init__
#: Looks an entry of one cell up -> gives those of all cells of its notebook.
_LISTS: dict[str, Callable] = {
    "find_grade": lambda gradebook, *place: gradebook.find_submission_notebook(*place).grades,
    "find_comment": lambda gradebook, *place: gradebook.find_submission_notebook(*place).comments,
    "find_source_cell": lambda gradebook, *place: gradebook.find_notebook(*place).source_cells,
    "find_graded_cell": lambda gradebook, *place: cells_of(GradeCell, gradebook.find_notebook(*place), gradebook),
}


def cells_of(kind: type, notebook: Notebook, gradebook: Gradebook) -> list:
    """All cells of one kind of a notebook, with all that is known of them; `notebook.grade_cells` asks for each cell's points by itself."""
    return gradebook.db.query(kind).filter(kind.notebook_id == notebook.id).all()


@contextmanager
def thrift() -> Iterator[None]:
    """For a run in which this thread is the only one that writes the gradebook."""
    engines: dict[tuple[str, str], Engine] = {}

    def open_gradebook(self: Gradebook, db_url: str, course_id: str = "default_course", authenticator: Any = None) -> None:
        known = engines.get((db_url, course_id))
        if known is None:
            _open(self, db_url, course_id, authenticator)
            engines[db_url, course_id] = self.engine
        else:
            self.engine, self.course_id, self.authenticator = known, course_id, authenticator
            self.db = scoped_session(sessionmaker(autoflush=True, bind=known, future=True))
        session = self.db.registry()
        # what is only changed, and not new, is written before the next question to the database, or at the end
        self.db.commit = lambda: session.flush() if session.new or session.deleted else None
        self.kept_entries = {}

    def close_gradebook(self: Gradebook) -> None:
        self.db.registry().commit()  # what each commit would have done
        self.db.remove()

    changed = {"__init__": open_gradebook, "close": close_gradebook, "find_notebook": _find_notebook_once,
               **{name: _find_in_list(name) for name in _LISTS}}
    try:
        with patch.multiple(Gradebook, **changed), patch.object(common, "jsonschema", SimpleNamespace(validate=_validate)):
            yield
    finally:
        for engine in engines.values():
            engine.dispose()


_find_notebook = Gradebook.find_notebook


def _find_notebook_once(self: Gradebook, name: str, assignment: str) -> Notebook:
    """The instructor's notebook, which nbgrader's steps ask for again with each cell."""
    place = ("notebook", name, assignment)
    if place not in self.kept_entries:
        self.kept_entries[place] = _find_notebook(self, name, assignment)
    return self.kept_entries[place]


def _find_in_list(name: str) -> Callable:
    """One of `_LISTS`, which loads the list once and looks there; what is not in it is asked for as ever."""
    find, entries = getattr(Gradebook, name), _LISTS[name]

    def find_entry(self: Gradebook, cell: str, *place: str) -> Any:
        kept = self.kept_entries.setdefault((name, place), {})
        if cell not in kept:
            # an entry's name is its cell's: all cells at once, kept since the session holds what it loaded only weakly
            self.kept_entries["cells", place[:2]] = list(self.find_notebook(*place[:2])._base_cells)
            kept.update((entry.name, entry) for entry in entries(self, *place))
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
