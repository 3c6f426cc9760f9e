"""The grader's side of the nursery: one process that has imported what warm processes of both roles need, and forks them.

Importing takes a second of a core, so it is done once, and can begin before the grader knows what it is asked for.
"""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

END_SECONDS = 5  # for a process to clean up after itself


class Nursery:
    """The process; it is started when it is first needed, again should it have ended, and again when its code has changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._process: subprocess.Popen | None = None
        self._stamp: Any = None

    def start(self) -> None:
        """Begin to start it, without waiting."""
        with self._lock:
            self._start()

    def fork(self, settings: dict) -> socket.socket:
        """Ask for a warm process.

        Args:
            settings: see `autograder.engine.workers.zygote.Zygote`; of another ``stamp`` than those before, they are for code that is newer
                than what was imported.

        Returns:
            The socket on which it will greet. When the process has ended, or never came to be, this socket has hung up.
        """
        mine, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with other, self._lock:
            if self._stamp != settings.get("stamp") and self._stamp is not None:
                self._stop()
            self._start()
            self._stamp = settings.get("stamp")
            with suppress(OSError):  # it has ended; `last_words` may say why
                socket.send_fds(self._socket, [json.dumps(settings).encode()], [other.fileno()])
        return mine

    def last_words(self) -> str:
        """End it; the last line that it or any process of its making has printed."""
        with self._lock:
            if not self._process:
                return ""
            self._process.kill()
            self._process.wait()
            os.set_blocking(self._process.stderr.fileno(), False)  # what it forked may hold the other end
            lines = (self._process.stderr.read() or b"").decode(errors="replace").strip().splitlines()
            self._stop()
        return lines[-1] if lines else ""

    def stop(self) -> None:
        """End it; what was forked from it goes on."""
        with self._lock:
            self._stop()

    def _start(self) -> None:
        if self._process and self._process.poll() is None and not has_hung_up(self._socket):
            return
        self._stop()
        self._socket, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with other:
            command = [sys.executable, "-m", "autograder.engine.workers.zygote", str(other.fileno()), f"--of={os.getpid()}"]
            self._process = subprocess.Popen(command, env=_environment(), pass_fds=[other.fileno()], stdin=subprocess.DEVNULL,
                                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", start_new_session=True)

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


def _environment() -> dict[str, str]:
    """What a warm process needs of the grader's environment. No secrets, and never more than one thread for linear algebra:
    a lock that another thread holds at the fork would never be released."""
    import autograder
    import helpers

    kept = {name: value for name, value in os.environ.items()
            if name in ("PATH", "LANG", "LC_ALL", "TZ", "HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR", "COURSE_LANGUAGE",
                        "COURSE_LOCALES")}
    roots = dict.fromkeys(str(Path(package.__file__).parents[1]) for package in (autograder, helpers))
    return {**kept, "PYTHONPATH": os.pathsep.join(roots), "NBGRADER_EXECUTION": "autograde", "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1", "MPLBACKEND": "module://matplotlib_inline.backend_inline", "PYTHONDONTWRITEBYTECODE": "1"}


_nurseries: dict[int, Nursery] = {}


def nursery() -> Nursery:
    """The one of this process."""
    return _nurseries.setdefault(os.getpid(), Nursery())
