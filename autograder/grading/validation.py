"""nbgrader's check of its settings in a notebook, with the schema compiled once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any

import fastjsonschema
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.nbgraderformat.common import BaseMetadataValidator
from nbgrader.preprocessors import CheckCellMetadata


class _CompiledSchema(BaseMetadataValidator):
    """Checks a cell against nbgrader's schema, compiled once; nbgrader's way reads, checks and walks the schema for
    each cell.
    """

    def validate_cell(self, cell: NotebookNode) -> None:
        settings = cell.metadata.get("nbgrader")
        if settings is None or (settings.get("schema_version") == self.schema_version and self._fits(settings)):
            return
        super().validate_cell(cell)  # says what is wrong

    def _fits(self, settings: dict) -> bool:
        try:
            self._compiled(settings)
        except fastjsonschema.JsonSchemaException:
            return False
        return True

    @cached_property
    def _compiled(self) -> Callable[[dict], Any]:
        return fastjsonschema.compile(self.schema)


class _QuickValidator(MetadataValidator, _CompiledSchema):
    """nbgrader's validator, whose ``super().validate_cell`` is that of `_CompiledSchema`."""


@lru_cache(1)
def _validator() -> _QuickValidator:
    return _QuickValidator()


class CheckSettings(CheckCellMetadata):
    """`CheckCellMetadata` with a compiled schema."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Check that every cell's settings are nbgrader's, and each grade id there once.

        Raises:
            ValidationError: they are not.
        """
        try:
            _validator().validate_nb(nb)
        except Exception:  # whatever it was, nbgrader's own step decides and finds the words
            return super().preprocess(nb, resources)
        return nb, resources
