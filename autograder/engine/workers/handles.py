"""The grader's side of zygotes and workers: start them, ask for new ones, talk to them.

Everything here hangs on sockets that the grader holds. When the grader ends, however it ends, they close, and all that
was started ends with them.
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
from dataclasses import replace
from time import monotonic
from typing import Any

from autograder.engine.rpc.channel import Channel
from autograder.engine.rpc.wire import WireError, WireTimeout, pack, unpack
from autograder.engine.sandbox.confine import Layers
from autograder.engine.workers.fork_server import ForkServer, fork_server, has_hung_up
from autograder.engine.workers.settings import ZygoteSettings
from autograder.errors import EngineError

START_SECONDS = 120
FORK_SECONDS = 30
END_SECONDS = 5  # for a zygote to clean up after itself
GRACE_SECONDS = 1.5  # between an interrupt and a kill
#: What the signals that end a process say about its code.
SIGNAL_REASONS = {
    "SIGSEGV": "it used memory that is not its own",
    "SIGXCPU": "it used up its processor time",
    "SIGXFSZ": "it wrote a file that is too large",
    "SIGSYS": "it called what is forbidden here",
}


class CodeEnded(Exception):
    """A worker ended while it ran a cell.

    Args:
        reason: how it ended.
        outputs: what it had sent of the cell's outputs.
        for_time: whether it was ended because the cell took too long.
    """

    def __init__(self, reason: str, outputs: Any, for_time: bool):
        super().__init__(reason)
        self.reason, self.outputs, self.for_time = reason, outputs, for_time


class ZygoteHandle:
    """The grader's handle on a zygote, which is started when it is first needed, and again when it has ended.

    Args:
        settings: what the zygote is told.
        server: what forks it; None for the fork server of this process.
    """

    def __init__(self, settings: ZygoteSettings, server: ForkServer | None = None):
        self.settings, self._server = settings, server or fork_server()
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._process: int | None = None  # a descriptor, known once it has greeted
        self._layers = Layers()

    def fork(self, sockets: list[socket.socket]) -> dict:
        """Ask for a worker that gets these sockets.

        Raises:
            EngineError: no worker can be had.
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
                        raise EngineError(
                            f"No process for cells could be started ({error}). Run `autograder doctor`."
                        ) from error
        raise AssertionError("unreachable")

    def start(self) -> Layers:
        """Start it now; the layers of confinement that it found come back.

        Raises:
            EngineError: it does not start.
        """
        with self._lock:
            self._start()
        return self._layers

    def launch(self) -> None:
        """Begin to start it, without waiting."""
        with self._lock:
            self._launch()

    def stop(self) -> None:
        """End it; its workers live on until their own sockets close."""
        with self._lock:
            self._stop()

    def _start(self) -> None:
        self._launch()
        if self._process is not None:
            return
        try:
            hello = self._receive(START_SECONDS)
        except (OSError, ValueError) as error:
            hello = {"error": self._server.last_words() or str(error)}
        if "error" in hello:
            self._stop()
            raise EngineError(f"The process that runs {self.settings.role} cells does not start: {hello['error']}")
        self._layers, self._process = Layers(**hello["layers"]), os.pidfd_open(hello["pid"])

    def _launch(self) -> None:
        if self._socket is None or has_hung_up(self._socket):
            self._stop()
            self._socket = self._server.fork_zygote(self.settings)

    def _receive(self, timeout_seconds: float) -> dict:
        self._socket.settimeout(timeout_seconds)
        raw = self._socket.recv(2**16)
        if not raw:
            raise ValueError("the zygote has ended")
        return json.loads(raw)

    def _stop(self) -> None:
        if self._socket:
            self._socket.close()  # it cleans up after itself
        if self._process is not None:
            if not select.select([self._process], [], [], END_SECONDS)[0]:
                signal.pidfd_send_signal(self._process, signal.SIGKILL)
            os.close(self._process)
        self._socket = self._process = None


class StudentHandle:
    """The grader's handle on a confined worker with a student's code.

    Args:
        zygote: forks students' workers.
        files: contents by relative path, for the scratch folder.

    Attributes:
        calls: the socket for the checker.
    """

    def __init__(self, zygote: ZygoteHandle, files: dict[str, bytes]):
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

    def run(self, number: int, source: str, state: str, timeout_seconds: float) -> tuple[list, bool]:
        """Run a cell.

        Args:
            number: its execution count.
            source: its text.
            state: what the tests so far have left for it, as JSON; "" for nothing.
            timeout_seconds: then the cell is interrupted.

        Returns:
            What the process says are the outputs (not checked yet), and whether the cell was interrupted.

        Raises:
            CodeEnded: the process ended, or had to be ended.
        """
        outputs: Any = []
        try:
            self._control.send(pack(("run", number, source, state)), GRACE_SECONDS)
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
                    raise CodeEnded(
                        f"stopped after {timeout_seconds:g} s, and could not be interrupted", outputs, True
                    ) from None
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
        """Do what Ctrl-C does: raise KeyboardInterrupt in the code."""
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
    reason = f": {SIGNAL_REASONS[name]}" if name in SIGNAL_REASONS else ""
    return f"the process was ended by {name} in this cell{reason}"


class CheckerHandle:
    """The grader's handle on a worker that runs test cells.

    Args:
        zygote: forks checkers.
    """

    def __init__(self, zygote: ZygoteHandle):
        control, inner = socket.socketpair()
        self.channel = Channel(control)
        try:
            with inner:
                self._pid = zygote.fork([inner])["pid"]
        except BaseException:
            control.close()
            raise

    def connect(self, student: StudentHandle, call_seconds: float) -> None:
        """Give it the socket for calls to a student's process."""
        self.channel.send(pack(("connect", call_seconds)), FORK_SECONDS)
        self.channel.receive(FORK_SECONDS)
        socket.send_fds(self.channel.socket, [b"f"], [student.calls.fileno()])
        student.calls.close()

    def begin(self, number: int, source: str, given: bool) -> None:
        """Have it run a cell; `finish` waits for the outputs."""
        self.channel.send(pack(("given" if given else "test", number, source)), FORK_SECONDS)

    def finish(self, timeout_seconds: float) -> tuple[list[dict], str, str]:
        """Outputs, what the tests leave for later cells as JSON, and what is wrong with the student's process.

        Raises:
            WireError: it did not finish in time, or ended.
        """
        _, outputs, state, broken = unpack(self.channel.receive(timeout_seconds))
        return outputs, state, broken

    def hang_up(self) -> None:
        """From another thread: end the process, and let whoever waits for it know."""
        with suppress(OSError):
            self.channel.socket.shutdown(socket.SHUT_RDWR)

    def kill(self) -> None:
        """End it. It never runs a student's code, so it is one process and nothing more."""
        self.channel.close()
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)


_zygotes: dict[str, ZygoteHandle] = {}
_lock = threading.Lock()


def zygote_for(settings: ZygoteSettings) -> ZygoteHandle:
    """The zygote of this process with these settings; one for older code is ended."""
    key = f"{os.getpid()} {replace(settings, stamp=None).to_json()}"
    with _lock:
        known = _zygotes.get(key)
        if known is None or known.settings.stamp != settings.stamp:
            if known:
                known.stop()
            known = _zygotes[key] = ZygoteHandle(settings)
        return known


@atexit.register
def stop_all() -> None:
    """End the zygotes and the fork server of this process."""
    with _lock:
        for zygote in _zygotes.values():
            zygote.stop()
        _zygotes.clear()
    fork_server().stop()
