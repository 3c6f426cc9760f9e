"""The grader's side of the warm processes: start them, ask them for new processes, talk to those.

Everything here hangs on sockets that the grader holds. When the grader ends, however it ends, they close, and all that was started
ends with them.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import threading
from contextlib import suppress
from time import monotonic
from typing import Any

from autograder.engine.rpc.channel import Channel
from autograder.engine.rpc.wire import WireError, WireTimeout, pack, unpack
from autograder.engine.sandbox.confine import Layers
from autograder.engine.workers.fork_server import END_SECONDS, has_hung_up, nursery
from autograder.errors import EngineError

START_SECONDS = 120
FORK_SECONDS = 30
GRACE_SECONDS = 1.5  # between an interrupt and a kill
STUDENT, CHECKER = "student", "checker"


class CodeEnded(Exception):
    """A process ended while it ran a cell; the text says how."""


class Zygote:
    """A warm process of one role; it is started when it is first needed, and again should it end.

    Args:
        role: `STUDENT` or `CHECKER`.
        settings: see `autograder.engine.workers.zygote.Zygote`.
    """

    def __init__(self, role: str, settings: dict):
        self._settings = {**settings, "role": role}
        self.stamp = settings.get("stamp")
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._process: int | None = None  # a descriptor; known once it has greeted
        self.layers = Layers()

    def fork(self, sockets: list[socket.socket]) -> dict:
        """Ask for a new process that gets these sockets.

        Raises:
            EngineError: no process can be had.
        """
        with self._lock:
            for attempt in (1, 2):
                try:
                    self._start()
                    socket.send_fds(self._socket, [b"{}"], [end.fileno() for end in sockets])
                    return self._receive(FORK_SECONDS)
                except (OSError, ValueError) as error:  # it was killed, or the machine ran out of memory
                    self._stop()
                    if attempt == 2:
                        raise EngineError(f"No process for cells could be started ({error}). Run `autograder doctor`.") from error
        raise AssertionError("unreachable")

    def start(self) -> Layers:
        """Start it now; the layers of confinement come back.

        Raises:
            EngineError: it does not start.
        """
        with self._lock:
            self._start()
        return self.layers

    def launch(self) -> None:
        """Begin to start it, without waiting."""
        with self._lock:
            self._launch()

    def _start(self) -> None:
        self._launch()
        if self._process is not None:
            return
        try:
            hello = self._receive(START_SECONDS)
        except (OSError, ValueError) as error:
            hello = {"error": nursery().last_words() or str(error)}
        if "error" in hello:
            self._stop()
            raise EngineError(f"The process that runs {self._settings['role']} cells does not start: {hello['error']}")
        self.layers, self._process = Layers(**hello["layers"]), os.pidfd_open(hello["pid"])

    def _launch(self) -> None:
        if self._socket is None or has_hung_up(self._socket):
            self._stop()
            self._socket = nursery().fork(self._settings)

    def _receive(self, timeout_seconds: float) -> dict:
        self._socket.settimeout(timeout_seconds)
        raw = self._socket.recv(2**16)
        if not raw:
            raise ValueError("the warm process has ended")
        return json.loads(raw)

    def _stop(self) -> None:
        if self._socket:
            self._socket.close()  # it cleans up after itself
        if self._process is not None:
            if not select.select([self._process], [], [], END_SECONDS)[0]:
                signal.pidfd_send_signal(self._process, signal.SIGKILL)
            os.close(self._process)
        self._socket = self._process = None

    def stop(self) -> None:
        """End the warm process; what was forked from it goes on until its own sockets close."""
        with self._lock:
            self._stop()


class StudentProcess:
    """A confined process with a student's code.

    Args:
        zygote: of the role `STUDENT`.
        files: contents by relative path, for the scratch folder.

    Attributes:
        calls: the socket for the checker.
    """

    def __init__(self, zygote: Zygote, files: dict[str, bytes]):
        control, inner_control = socket.socketpair()
        self.calls, inner_calls = socket.socketpair()
        self._lifeline, inner_lifeline = socket.socketpair()
        self._control, self._ended = Channel(control), ""
        try:
            zygote.fork([inner_control, inner_calls, inner_lifeline])
        except BaseException:
            self.kill()
            raise
        finally:
            for end in (inner_control, inner_calls, inner_lifeline):
                end.close()
        if files:
            self._control.send(pack(("files", files)), FORK_SECONDS)

    def run(self, number: int, source: str, seen: str, timeout_seconds: float) -> tuple[list, bool]:
        """Run a cell.

        Args:
            number: what stands beside the cell.
            source: its text.
            seen: what the checks have seen so far, see `helpers.checks.set_progress`, as JSON: it goes along with every cell.
            timeout_seconds: then the cell is interrupted.

        Returns:
            What the process says are the outputs (not looked at yet), and whether the cell was interrupted.

        Raises:
            CodeEnded: the process ended, or had to be ended; `args[1]` are the outputs so far, `args[2]` whether it was for time.
        """
        outputs: Any = []
        try:
            self._control.send(pack(("run", number, source, seen)), GRACE_SECONDS)
        except WireError:
            raise CodeEnded(self.how_it_ended(), outputs, False) from None
        deadline, interrupted = monotonic() + timeout_seconds, False
        while True:
            try:
                kind, outputs = self._next(deadline)
                if kind == "done":
                    return outputs, interrupted
            except WireTimeout:
                if interrupted:
                    self.kill()
                    raise CodeEnded(f"stopped after {timeout_seconds:g} s, and could not be interrupted", outputs, True) from None
                interrupted, deadline = True, monotonic() + GRACE_SECONDS
                self.interrupt()
            except WireError:
                raise CodeEnded(self.how_it_ended(), outputs, False) from None

    def _next(self, deadline: float) -> tuple[str, Any]:
        message = unpack(self._control.receive(max(deadline - monotonic(), 0.001)))
        if type(message) is not tuple or len(message) != 2 or message[0] not in ("outputs", "done"):
            raise WireError("malformed message")
        return message

    def interrupt(self) -> None:
        """What Ctrl-C does: the code gets a KeyboardInterrupt."""
        with suppress(OSError):
            self._lifeline.send(b"i")

    @property
    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return bool(self._ended) or bool(select.select([self._lifeline], [], [], 0)[0])

    def how_it_ended(self) -> str:
        """Wait for the end, which is near or is brought about, and say how it came."""
        if not self._ended:
            self._lifeline.settimeout(GRACE_SECONDS)
            said = b""
            with suppress(OSError):
                while piece := self._lifeline.recv(4096):
                    said += piece
            self._ended = _explain_end(said)
        self.kill()
        return self._ended

    def hang_up(self) -> None:
        """From another thread: end the process, and let whoever waits for it know."""
        for end in (self._lifeline, self._control.socket):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def kill(self) -> None:
        """End the process and all that it started."""
        self._ended = self._ended or "the process was ended"
        for end in (self._lifeline, self.calls, self._control.socket):
            end.close()


def _explain_end(said: bytes) -> str:
    try:
        what = json.loads(said)
    except ValueError:
        return "the process broke off, or did not keep to the protocol"
    if "limit" in what:
        return what["limit"]
    code = what["exit"]
    if code >= 0:
        return f"the process ended itself in this cell (exit code {code})"
    name = signal.Signals(-code).name
    reasons = {"SIGSEGV": "it used memory that is not its own", "SIGXCPU": "it used up its processor time",
               "SIGXFSZ": "it wrote a file that is too large", "SIGSYS": "it called what is forbidden here"}
    return f"the process was ended by {name} in this cell" + (f": {reasons[name]}" if name in reasons else "")


class CheckerProcess:
    """A process that runs test cells.

    Args:
        zygote: of the role `CHECKER`.
    """

    def __init__(self, zygote: Zygote):
        control, inner = socket.socketpair()
        self.channel = Channel(control)
        try:
            with inner:
                self._pid = zygote.fork([inner])["pid"]
        except BaseException:
            control.close()
            raise

    def connect(self, student: StudentProcess, call_seconds: float) -> None:
        """Give it the socket for calls to a student's process."""
        self.channel.send(pack(("connect", call_seconds)), FORK_SECONDS)
        self.channel.receive(FORK_SECONDS)
        socket.send_fds(self.channel.socket, [b"f"], [student.calls.fileno()])
        student.calls.close()

    def begin(self, number: int, source: str, given: bool) -> None:
        """Have it run a cell; `finish` waits for the outputs."""
        self.channel.send(pack(("given" if given else "test", number, source)), FORK_SECONDS)

    def finish(self, timeout_seconds: float) -> tuple[list[dict], str, str]:
        """Outputs, what the checks have seen so far as JSON, and what is wrong with the student's process ("" for nothing).

        Raises:
            WireError: it did not finish in time, or ended.
        """
        _, outputs, seen, broken = unpack(self.channel.receive(timeout_seconds))
        return outputs, seen, broken

    def hang_up(self) -> None:
        """From another thread: end the process, and let whoever waits for it know."""
        with suppress(OSError):
            self.channel.socket.shutdown(socket.SHUT_RDWR)

    def kill(self) -> None:
        """End it. It never runs a student's code, so it is one process and nothing more."""
        self.channel.close()
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)


_zygotes: dict[str, Zygote] = {}
_lock = threading.Lock()


def zygote(role: str, settings: dict) -> Zygote:
    """This process's warm process of a role with these settings; made once.

    Args:
        settings: as for `Zygote`; ``stamp`` tells when what it loads was changed last, and a new one ends the process that is older.
    """
    key = json.dumps([os.getpid(), role, {name: value for name, value in settings.items() if name != "stamp"}], sort_keys=True)
    with _lock:
        known = _zygotes.get(key)
        if known is None or known.stamp != settings.get("stamp"):
            if known:
                known.stop()
            known = _zygotes[key] = Zygote(role, settings)
        return known


@atexit.register
def stop_zygotes() -> None:
    """End the warm processes of this process."""
    with _lock:
        for warm in _zygotes.values():
            warm.stop()
        _zygotes.clear()
    nursery().stop()
