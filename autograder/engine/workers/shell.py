"""An IPython shell that runs cells in a plain process and notes their outputs as a notebook has them.

No Jupyter kernel: there are no sockets, threads and event loops to be forked, and nothing to wait for. What a cell leaves behind
(streams, results, displays, figures, coloured tracebacks) is what a kernel would have sent; a test compares the two.
"""

from __future__ import annotations

import ast
import base64
import inspect
import io
import os
import subprocess
import sys
import types
from collections.abc import Callable
from functools import lru_cache
from time import monotonic
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets import CBool, Type
from traitlets.config import Config

from autograder.engine.workers.figures import draw_once, keep_tick_labels

MAX_TEXT_CHARS = 2**20  # of one cell; nbgrader shortens what is kept further
MAX_DISPLAYS = 1000
FLUSH_SECONDS = 0.25
INLINE = "module://matplotlib_inline.backend_inline"
#: Run before the process is forked: what is slow only the first time.
WARM_UP = ("import matplotlib.pyplot as plt; plt.figure(figsize=(6.4, 4)); plt.plot([0, 1]); plt.title('$z$');", "display({})", "1")

#: Errors as learners see them, see `show_errors`.
ERRORS = ("raise ValueError",
          "from helpers.gradcheck import check_gradients; check_gradients(lambda p: p['w'] @ p['w'], {'w': [1.0]}, {'w': [1.0]})")


class OutputLimitError(RuntimeError):
    """The cell prints or displays more than anyone would read."""


class OutputLog:
    """The outputs of the cell that runs, as dicts of the notebook format.

    Args:
        on_outputs: called now and then with the outputs so far, so that they are not lost when the process dies.
    """

    def __init__(self, on_outputs: Callable[[list[dict]], None] | None = None):
        self.on_outputs = on_outputs
        self.start()

    def start(self) -> None:
        """Forget the outputs of the cell before."""
        self.outputs: list[dict] = []
        self._by_display_id: dict[str, list[dict]] = {}
        self._chars = self._displays = 0
        self._clear_at_next = False
        self._flushed = monotonic()

    def write(self, name: str, text: str) -> None:
        """Text for ``stdout`` or ``stderr``; neighbours of one stream are one output."""
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
        """A result, a display or an error."""
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
        """The outputs of the cell, streams as one text each."""
        return [{**output, "text": "".join(output["text"])} if output["output_type"] == "stream" else output for output in self.outputs]

    def _clear_if_due(self) -> None:
        if self._clear_at_next:
            self._clear_at_next = False
            self.outputs.clear()

    def _flush_if_due(self) -> None:
        if self.on_outputs and monotonic() - self._flushed > FLUSH_SECONDS:
            self._flushed = monotonic()
            self.on_outputs(self.finish())


class _Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of a cell."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, name: str, log: OutputLog):
        self.name, self._log = f"<{name}>", log
        self._kind = name

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._log.write(self._kind, text)
        return len(text)

    def writable(self) -> bool:
        return True


class _Publisher(DisplayPublisher):
    def publish(self, data: dict, metadata: dict | None = None, *arguments: Any, transient: dict | None = None,
                update: bool = False, **ignored: Any) -> None:
        display_id = (transient or {}).get("display_id")
        if update:
            self.shell.log_of_cell.update(display_id, _plain(data), _plain(metadata or {}))
        else:
            output = {"output_type": "display_data", "data": _plain(data), "metadata": _plain(metadata or {})}
            self.shell.log_of_cell.add(output, display_id)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.log_of_cell.clear(wait)


class _DisplayHook(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        self.shell.log_of_cell.add({"output_type": "execute_result", "execution_count": self.prompt_count,
                                    "data": _plain(format_dict), "metadata": _plain(md_dict or {})})

    def finish_displayhook(self) -> None:
        self._is_active = False


@lru_cache(2)  # whoever looks at a cell does so more than once before it runs
def syntax_tree(source: str) -> ast.Module | None:
    """A cell's syntax, None where it is no Python; nobody may change it."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def as_python(source: str) -> str | None:
    """What IPython would make of a cell that is Python already, which is most of them; None for another, or where that is not plain to see.

    IPython splits each cell into tokens, several times, to look for its own syntax.
    """
    if source[:1].isspace() or source.startswith("In [") or "\\" in source:  # of \d in a text Python warns, and would do so twice
        return None
    if syntax_tree(source) is None:
        return None
    return source if source.endswith("\n") else source + "\n"


def _without_engine(trace: types.TracebackType | None) -> types.TracebackType | None:
    frames = []
    while trace is not None:
        if trace.tb_frame.f_globals.get("__package__") != __package__:
            frames.append(trace)
        trace = trace.tb_next
    for old in reversed(frames):
        trace = types.TracebackType(trace, old.tb_frame, old.tb_lasti, old.tb_lineno)
    return trace


def _plain(bundle: Any) -> Any:
    """A MIME bundle as JSON has it: bytes in base 64."""
    if isinstance(bundle, dict):
        return {str(key): _plain(value) for key, value in bundle.items()}
    if isinstance(bundle, list | tuple):
        return [_plain(value) for value in bundle]
    return base64.b64encode(bundle).decode("ascii") if isinstance(bundle, bytes) else bundle


class _Compiler(CachingCompiler):
    """Notes that a cell is no module: else Python's `inspect` looks through all modules, several times for each error."""

    def cache(self, *arguments: Any, **options: Any) -> str:
        name = super().cache(*arguments, **options)
        inspect.modulesbyfile[name] = inspect.modulesbyfile[os.path.abspath(name)] = ""
        return name


class CellShell(InteractiveShell):
    """IPython without a terminal; its outputs go to `log_of_cell`."""

    compiler_class = Type(_Compiler)
    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_DisplayHook)
    colors_force = CBool(True)

    def __init__(self, **options: Any):
        self.log_of_cell = OutputLog()
        super().__init__(**options)

    def init_io(self) -> None:
        """Nothing is written to the process's own streams."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Figures are inline whatever is asked for."""

    def system(self, command: str) -> None:
        """``!command``: IPython would open a terminal for it, which a confined process may not."""
        done = subprocess.run(self.var_expand(command, depth=1), shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
        self.user_ns["_exit_code"] = done.returncode
        print(done.stdout, end="")

    def transform_cell(self, raw_cell: str) -> str:
        """Python without IPython's own syntax; see `as_python`."""
        python = None if self.input_transformers_post else as_python(raw_cell)
        return super().transform_cell(raw_cell) if python is None else python

    def should_run_async(self, raw_cell: str, **options: Any) -> bool:
        """Whether the cell awaits something; IPython compiles every cell to find out."""
        return ("await" in raw_cell or "async" in raw_cell) and super().should_run_async(raw_cell, **options)

    def showtraceback(self, exc_tuple: tuple | None = None, *arguments: Any, **options: Any) -> None:
        """As IPython does, without the frames of this package: a call to the other process looks like a call."""
        kind, error, trace = self._get_exc_info(exc_tuple)
        super().showtraceback((kind, error, _without_engine(trace)), *arguments, **options)

    def _format_exception_for_storage(self, *arguments: Any, **options: Any) -> dict:
        """IPython would format each error a second time, for a history that is not kept."""
        return {}

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException | None, stb: list[str]) -> None:
        self.log_of_cell.add({"output_type": "error", "ename": str(etype.__name__), "evalue": str(evalue),
                              "traceback": [str(line) for line in stb]})

    def run(self, source: str, number: int) -> list[dict]:
        """Run one cell.

        Args:
            source: its text.
            number: what stands beside it, as in ``In [3]``.

        Returns:
            Its outputs.
        """
        self.log_of_cell.start()
        self.execution_count = number
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream("stdout", self.log_of_cell), _Stream("stderr", self.log_of_cell)
        try:
            self.run_cell(source, store_history=True)
        finally:
            sys.stdout, sys.stderr = before
        return self.log_of_cell.finish()


def make_shell() -> CellShell:
    """The shell of this process, with figures inline; NumPy and Matplotlib come with it."""
    shell = CellShell.instance(config=Config({HistoryManager.__name__: {"enabled": False}, CellShell.__name__: {"cache_size": 1000}}))
    import matplotlib.pyplot as plt  # before the backend is chosen, so that it is switched to now and not in the first cell
    from IPython.core.pylabtools import activate_matplotlib
    from matplotlib_inline.backend_inline import configure_inline_support

    activate_matplotlib(INLINE)
    configure_inline_support(shell, INLINE)
    draw_once(shell)
    keep_tick_labels()
    _keep_lexer()
    plt.uninstall_repl_displayhook()  # it draws each figure for a window that is not there; the inline backend draws it again
    for source in WARM_UP:
        shell.run(source, 1)
    return shell


def show_errors(shell: CellShell) -> None:
    """Have errors shown, for which Python's `inspect` looks through every module that has been imported since the last one, and
    the source of each function that an error came through is read."""
    for source in ERRORS:
        shell.run(source, 1)
    shell.reset()


def _keep_lexer() -> None:
    """Tracebacks are coloured by a subclass of this lexer that is made anew for each; let it inherit the tables, which take 10 ms to make."""
    from pygments.lexers.python import PythonLexer

    PythonLexer()
    PythonLexer.token_variants = True  # Pygments' own word for tables that are not to be made with the instance
