"""nbgrader's own steps without the work that they repeat for every cell and every submission.

nbgrader opens the gradebook some ten times for each submission, looks through all its tables each time, commits after each cell, and
checks its own schema before it checks a cell against it. That takes longer than running the notebook. Inside of `thrift()` the
gradebook's engine is kept, what one opening of it wrote is committed at its end, and the schema is checked once. What is stored, and
in which order, stays nbgrader's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import jsonschema
from nbgrader.api import Gradebook
from nbgrader.nbgraderformat import common
from sqlalchemy import Engine
from sqlalchemy.orm import scoped_session, sessionmaker

_open = Gradebook.__init__


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
        self.db.commit = self.db.flush

    def close_gradebook(self: Gradebook) -> None:
        self.db.registry().commit()  # what `commit` would have done
        self.db.remove()

    validation = SimpleNamespace(validate=_validate)
    try:
        with patch.object(Gradebook, "__init__", open_gradebook), patch.object(Gradebook, "close", close_gradebook), \
                patch.object(common, "jsonschema", validation):
            yield
    finally:
        for engine in engines.values():
            engine.dispose()


def _validate(instance: dict, schema: dict) -> None:
    """`jsonschema.validate` for a schema that has been checked."""
    error = jsonschema.exceptions.best_match(_validator(json.dumps(schema)).iter_errors(instance))
    if error is not None:
        raise error


@lru_cache(4)
def _validator(schema: str) -> Any:
    kept = json.loads(schema)
    kind = jsonschema.validators.validator_for(kept)
    kind.check_schema(kept)
    return kind(kept)
