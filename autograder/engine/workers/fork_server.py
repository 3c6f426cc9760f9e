"""The grader's side of the fork server: one process that has imported what all zygotes need, and forks them.

Importing takes a second of processor time, so it is done once, and may begin before the grader knows its task.

    fork server      imports everything that both roles need, and forks
    ├── zygote       one per role and settings: loads what that role alone needs, finds out how to confine, and forks
    │   └── worker   one per notebook: runs the student's cells (confined), or the tests
    └── zygote …
"""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import autograder

if TYPE_CHECKING:
    from autograder.engine.workers.settings import ZygoteSettings

#: Variables of the grader's environment that its processes get.
INHERITED = ("PATH", "LANG", "LC_ALL", "TZ", "HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR")
#: Variables that they get with these values. Linear algebra must not use threads: a lock that another thread holds at
#: the fork is never released.
FIXED = {
    "NBGRADER_EXECUTION": "autograde",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYTHONDONTWRITEBYTECODE": "1",
}


class ForkServer:
    """Starts the process when it is first needed, and again when it has ended or its code has changed.

    Args:
        environment: its environment variables; None for what `clean_environment` gives.
    """

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = environment
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._process: subprocess.Popen | None = None
        self._stamp: float | None = None

    def start(self, preload: Iterable[str] = ()) -> None:
        """Begin to start it, without waiting.

        Args:
            preload: targets that the first settings will ask for, see `ZygoteSettings`, so that loading begins at once.
        """
        with self._lock:
            self._start(preload)

    def fork_zygote(self, settings: ZygoteSettings) -> socket.socket:
        """Ask for a zygote.

        Args:
            settings: with another ``stamp`` than before, they are for newer code than what was imported.

        Returns:
            The socket on which it will greet. If the process has ended, or never started, this socket has hung up.
        """
        mine, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with other, self._lock:
            if self._stamp is not None and self._stamp != settings.stamp:
                self._stop()
            self._start()
            self._stamp = settings.stamp
            with suppress(OSError):  # it has ended; `last_words` may say why
                socket.send_fds(self._socket, [settings.to_json().encode()], [other.fileno()])
        return mine

    def last_words(self) -> str:
        """End it; the last line that it or any of its zygotes printed."""
        with self._lock:
            if not self._process:
                return ""
            self._process.kill()
            self._process.wait()
            os.set_blocking(self._process.stderr.fileno(), False)  # a zygote may hold the other end
            lines = (self._process.stderr.read() or b"").decode(errors="replace").strip().splitlines()
            self._stop()
        return lines[-1] if lines else ""

    def stop(self) -> None:
        """End it; its zygotes live on."""
        with self._lock:
            self._stop()

    def _start(self, preload: Iterable[str] = ()) -> None:
        if self._process and self._process.poll() is None and not has_hung_up(self._socket):
            return
        self._stop()
        self._socket, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with other:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "autograder.engine.workers.fork_server_process",
                    str(other.fileno()),
                    f"--of={os.getpid()}",  # tells `ps` whose process it is
                    *preload,
                ],
                env=self._environment or clean_environment(),
                pass_fds=[other.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd="/",
                start_new_session=True,
            )

    def _stop(self) -> None:
        if self._socket:
            self._socket.close()
        if self._process:
            self._process.kill()  # it holds nothing that would have to be cleaned up
            self._process.wait()
            self._process.stderr.close()
        self._socket = self._process = self._stamp = None


def has_hung_up(sock: socket.socket) -> bool:
    """Whether nobody holds the other end any more."""
    try:
        return bool(select.select([sock], [], [], 0)[0]) and sock.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True


def clean_environment() -> dict[str, str]:
    """The environment of the grader's processes, without its secrets."""
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {**inherited, **FIXED, "PYTHONPATH": str(Path(autograder.__file__).parents[1])}


_of_process: dict[int, ForkServer] = {}


def fork_server() -> ForkServer:
    """The fork server of this process."""
    return _of_process.setdefault(os.getpid(), ForkServer())
