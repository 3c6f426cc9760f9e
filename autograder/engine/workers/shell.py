"""An IPython shell that runs cells in a plain process and logs their outputs as a notebook has them.

It is no Jupyter kernel: it has no sockets, threads or event loop, which could not be forked. What a cell leaves behind
(streams, results, displays, figures, tracebacks) is what a kernel would have sent, but without colour; a
test compares them.
"""

from __future__ import annotations

import ast
import base64
import subprocess
import sys
import types
from functools import lru_cache
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from autograder.engine.workers.figures import draw_once
from autograder.engine.workers.output_log import LoggedStream, OutputLog

MAX_FRAMES = 20  # from each end of a traceback
INLINE = "module://matplotlib_inline.backend_inline"
#: Cells that are run before the process is forked, for what is slow only the first time.
WARM_UP = (
    "import matplotlib.pyplot as plt; plt.figure(figsize=(6.4, 4)); plt.plot([0, 1]); plt.title('$z$');",
    "display({})",
    "1",
)


@lru_cache(2)  # a cell is looked at more than once before it runs
def syntax_tree(source: str) -> ast.Module | None:
    """A cell's syntax, which nobody may change; None where it is not Python."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def as_python(source: str) -> str | None:
    """What IPython would make of a cell that is plain Python, as most are; None where that is not certain.

    IPython tokenizes each cell several times to look for its own syntax, which takes a twelfth of the time of grading.
    """
    # The syntax tree below would warn of a \d in a string, and so would IPython, a second time.
    if source[:1].isspace() or source.startswith("In [") or "\\" in source:
        return None
    if syntax_tree(source) is None:
        return None
    return source if source.endswith("\n") else source + "\n"


class _Publisher(DisplayPublisher):
    def publish(  # type: ignore[override]  # `source`, deprecated, is among the ignored
        self,
        data: dict,
        metadata: dict | None = None,
        *,
        transient: dict | None = None,
        update: bool = False,
        **ignored: Any,
    ) -> None:
        data, metadata = to_json_bundle(data), to_json_bundle(metadata or {})
        display_id = (transient or {}).get("display_id")
        if update:
            self.shell.output_log.update(display_id, data, metadata)
        else:
            output = {"output_type": "display_data", "data": data, "metadata": metadata}
            self.shell.output_log.add(output, display_id)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.output_log.clear(wait)


class _DisplayHook(DisplayHook):
    @property
    def prompt_count(self) -> int:
        return self.shell.execution_count  # which counts on only where IPython keeps the history, see `CellShell.run`

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        self.shell.output_log.add(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": to_json_bundle(format_dict),
                "metadata": to_json_bundle(md_dict or {}),
            }
        )


class CellShell(InteractiveShell):
    """IPython without a terminal; its outputs go to `output_log`."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_DisplayHook)

    def __init__(self, **options: Any):
        self.output_log = OutputLog()
        super().__init__(**options)

    def init_io(self) -> None:
        """Leave the process's own streams alone."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Keep figures inline, whatever is asked for."""

    def system(self, command: str) -> None:
        """Run a ``!command``; IPython would open a terminal, which a confined process may not."""
        done = subprocess.run(
            self.var_expand(command, depth=1),
            shell=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        self.user_ns["_exit_code"] = done.returncode
        print(done.stdout, end="")

    def transform_cell(self, raw_cell: str) -> str:
        """Turn IPython's own syntax into Python, if there is any; see `as_python`."""
        python = None if self.input_transformers_post else as_python(raw_cell)
        return super().transform_cell(raw_cell) if python is None else python

    def should_run_async(self, raw_cell: str, **options: Any) -> bool:
        """Say whether the cell awaits something; IPython compiles every cell to find out."""
        return ("await" in raw_cell or "async" in raw_cell) and super().should_run_async(raw_cell, **options)

    def showtraceback(self, exc_tuple: Any = None, *arguments: Any, **options: Any) -> None:
        """Show a traceback as `shorten_trace` leaves it."""
        kind, error, trace = exc_tuple or sys.exc_info()
        shown: Any = kind and (kind, error, shorten_trace(trace))
        super().showtraceback(shown, *arguments, **options)

    def _showtraceback(
        self, etype: Any, evalue: Any, stb: Any
    ) -> None:  # IPython's hook for subclasses, which ipykernel uses too
        self.output_log.add(
            {
                "output_type": "error",
                "ename": str(etype.__name__),
                "evalue": str(evalue),
                "traceback": [str(line) for line in stb],
            }
        )

    def run(self, source: str, number: int) -> list[dict]:
        """Run one cell.

        Args:
            source: its text.
            number: its execution count, as in ``In [3]``.

        Returns:
            Its outputs.
        """
        self.output_log.start()
        self.execution_count = number
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = LoggedStream("stdout", self.output_log), LoggedStream("stderr", self.output_log)
        self.history_manager.store_inputs(number, source)
        try:
            # With `store_history` IPython would also format each error, shown or not, for its history.
            self.run_cell(source)
        finally:
            sys.stdout, sys.stderr = before
        return self.output_log.finish()


def shorten_trace(trace: types.TracebackType | None) -> types.TracebackType | None:
    """Copy a traceback without this package's frames, and without most frames of an endless recursion.

    So a call to the other process looks like a call, and IPython does not look at a thousand frames to show ten.
    """
    frames = []
    while trace is not None:
        if trace.tb_frame.f_globals.get("__package__") != __package__:
            frames.append(trace)
        trace = trace.tb_next
    if len(frames) > 2 * MAX_FRAMES:
        frames = frames[:MAX_FRAMES] + frames[-MAX_FRAMES:]
    for old in reversed(frames):
        trace = types.TracebackType(trace, old.tb_frame, old.tb_lasti, old.tb_lineno)
    return trace


def to_json_bundle(bundle: Any) -> Any:
    """Turn a MIME bundle into what JSON can hold, with bytes in base 64."""
    if isinstance(bundle, dict):
        return {str(key): to_json_bundle(value) for key, value in bundle.items()}
    if isinstance(bundle, list | tuple):
        return [to_json_bundle(value) for value in bundle]
    return base64.b64encode(bundle).decode("ascii") if isinstance(bundle, bytes) else bundle


def make_shell() -> CellShell:
    """Make the shell of this process, with figures inline; this imports NumPy and Matplotlib."""
    shell = CellShell.instance(
        config=Config(
            {
                HistoryManager.__name__: {"enabled": False},
                # Colouring an error takes five times as long as finding out where it came from.
                CellShell.__name__: {"cache_size": 1000, "colors": "nocolor"},
            }
        )
    )
    # First pyplot, then the backend, so that it is switched to now and not in the first cell.
    import matplotlib.pyplot as plt
    from IPython.core.pylabtools import activate_matplotlib
    from matplotlib_inline.backend_inline import configure_inline_support

    activate_matplotlib(INLINE)
    configure_inline_support(shell, INLINE)
    draw_once(shell)
    plt.uninstall_repl_displayhook()  # it draws each figure for a window; the inline backend draws it again
    for source in WARM_UP:
        shell.run(source, 1)
    return shell


def show_an_error(shell: CellShell) -> None:
    """Show an error and forget it: for the first one, Python's `inspect` looks through all modules imported since."""
    shell.run("raise ValueError", 1)
    shell.reset()
