"""What a notebook would show of an object."""

from __future__ import annotations

from typing import Any

from IPython.core.formatters import DisplayFormatter


def displayed(shown: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The MIME bundle and its metadata, as Jupyter asks for them at the end of a cell."""
    return DisplayFormatter().format(shown)
