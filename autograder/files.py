"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Write a file by replacing it: a reader sees the old one or the new one, never half of one.

    Args:
        path: its folder is made where it is missing.

    Yields:
        A path beside it to write to. After an error it is removed and `path` stays as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> Path:
    """Write a text file by `replacing` it.

    Args:
        path: its folder is made where it is missing.
        text: lone surrogates, which a hostile notebook may hold, are replaced.

    Returns:
        `path`.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode("utf-8", "replace"))
    return path
