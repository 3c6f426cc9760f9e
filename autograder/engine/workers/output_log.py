"""What a cell prints and displays, as dicts of the notebook format."""

from __future__ import annotations

import io
from collections.abc import Callable
from time import monotonic

MAX_TEXT_CHARS = 2**20  # of one cell; nbgrader shortens what is kept further
MAX_DISPLAYS = 1000
FLUSH_SECONDS = 0.25


class OutputLimitError(RuntimeError):
    """The cell prints or displays more than anyone would read."""


class OutputLog:
    """The outputs of the running cell.

    Args:
        on_outputs: called now and then with the outputs so far, so that they survive the process.
    """

    def __init__(self, on_outputs: Callable[[list[dict]], None] | None = None):
        self.on_outputs = on_outputs
        self.start()

    def start(self) -> None:
        """Forget the outputs of the previous cell."""
        self.outputs: list[dict] = []
        self._by_display_id: dict[str, list[dict]] = {}
        self._chars = self._displays = 0
        self._clear_at_next = False
        self._flushed = monotonic()

    def write(self, name: str, text: str) -> None:
        """Add text to ``stdout`` or ``stderr``; consecutive writes to one stream are one output."""
        if not text:
            return
        self._clear_if_due()
        room = MAX_TEXT_CHARS - self._chars
        self._chars += len(text)
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") != "stream" or last["name"] != name:
            last = {"output_type": "stream", "name": name, "text": []}
            self.outputs.append(last)
        last["text"].append(text[: max(room, 0)])
        if room < len(text):
            raise OutputLimitError(f"the cell printed more than {MAX_TEXT_CHARS} characters; the rest is not kept")
        self._flush_if_due()

    def add(self, output: dict, display_id: str | None = None) -> None:
        """Add a result, a display or an error."""
        self._clear_if_due()
        self._displays += 1
        if self._displays > MAX_DISPLAYS and output["output_type"] != "error":
            raise OutputLimitError(f"the cell displayed more than {MAX_DISPLAYS} things; the rest is not kept")
        self.outputs.append(output)
        if display_id is not None:
            self._by_display_id.setdefault(display_id, []).append(output)
        self._flush_if_due()

    def update(self, display_id: str | None, data: dict, metadata: dict) -> None:
        """Replace what the cell displayed under this id."""
        for output in self._by_display_id.get(display_id or "", ()):
            output["data"], output["metadata"] = data, metadata

    def clear(self, wait: bool) -> None:
        """Remove the outputs so far, now or when the next one comes."""
        self._clear_at_next = wait
        if not wait:
            self.outputs.clear()

    def finish(self) -> list[dict]:
        """The outputs of the cell, with the text of each stream joined."""
        return [
            {**output, "text": "".join(output["text"])} if output["output_type"] == "stream" else output
            for output in self.outputs
        ]

    def _clear_if_due(self) -> None:
        if self._clear_at_next:
            self._clear_at_next = False
            self.outputs.clear()

    def _flush_if_due(self) -> None:
        if self.on_outputs and monotonic() - self._flushed > FLUSH_SECONDS:
            self._flushed = monotonic()
            self.on_outputs(self.finish())


class LoggedStream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of a cell.

    Args:
        kind: ``stdout`` or ``stderr``.
        log: where the text goes.
    """

    encoding, errors = "utf-8", "replace"

    def __init__(self, kind: str, log: OutputLog):
        self.name, self._kind, self._log = f"<{kind}>", kind, log

    def write(self, text: str) -> int:
        """Log the text.

        Raises:
            TypeError: it is not a string.
            OutputLimitError: the cell has printed too much.
        """
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._log.write(self._kind, text)
        return len(text)

    def writable(self) -> bool:
        """It is."""
        return True
