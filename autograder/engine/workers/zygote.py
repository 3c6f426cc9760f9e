"""A zygote: a warm process of one role that forks the workers of that role, asked over a socket.

There is one per role, both forked from the fork server, which has imported what both need. The one for students has no
test and nothing that only tests need in its memory, since only the other one loads that.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import select
import shutil
import signal
import socket
import sys
import tempfile
import threading
import traceback
from abc import ABC, abstractmethod
from contextlib import suppress

from autograder.engine.rpc.channel import Channel
from autograder.engine.sandbox import confine, linux
from autograder.engine.workers import checker, student
from autograder.engine.workers.figures import draw_none
from autograder.engine.workers.settings import CHECKER, STUDENT, ZygoteSettings, find_function, load
from autograder.engine.workers.shell import CellShell, show_an_error

#: Environment variables that a student's process keeps, besides those that its settings name.
KEPT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TZ",
    "NBGRADER_EXECUTION",
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MPLBACKEND",
    "PYTHONHASHSEED",
)
MAX_REQUEST_BYTES = 2**16
CHECKER_MIB = 2048  # memory that test cells may use
IDLE_SECONDS = 600  # then it ends; it is started again when it is needed


class Zygote(ABC):
    """What the zygotes of both roles have in common.

    Args:
        requests: a sequential-packet socket; one request is a line of JSON and the file descriptors of the new worker.
        shell: runs the cells.
        settings: see `ZygoteSettings`.
        home: an empty folder of its own.
    """

    layers = confine.Layers()

    def __init__(self, requests: socket.socket, shell: CellShell, settings: ZygoteSettings, home: str):
        self.requests, self.shell, self.settings, self.home = requests, shell, settings, home
        linux.adopt_orphans()
        os.environ.update(settings.environment)
        if not settings.figures:
            draw_none()
        for target in settings.preload:
            load(target)
        self.state = find_function(settings.state) if settings.state else None
        if settings.preload:
            show_an_error(shell)
        self.check_modules()
        if threading.active_count() > 1:
            raise RuntimeError(f"threads were started before the fork: {threading.enumerate()}")

    def check_modules(self) -> None:
        """See that nothing forbidden has been imported.

        Raises:
            RuntimeError: something has.
        """
        for name in self.settings.forbidden_modules:
            if any(loaded == name or loaded.startswith(f"{name}.") for loaded in sys.modules):
                raise RuntimeError(f"{name} was imported into the process that forks {self.settings.role} processes")

    def serve(self) -> None:
        """Fork what is asked for, until the grader hangs up."""
        gc.collect()
        gc.freeze()  # else every worker would search all of this for garbage, and copy its pages for that
        self.requests.sendall(json.dumps({"layers": self.layers.to_dict(), "pid": os.getpid()}).encode())
        while select.select([self.requests], [], [], IDLE_SECONDS)[0]:
            request, descriptors, *_ = socket.recv_fds(self.requests, MAX_REQUEST_BYTES, 3)
            if not request:
                return
            answer = self.fork_worker(descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
            reap()
            self.requests.sendall(json.dumps(answer).encode())

    @abstractmethod
    def fork_worker(self, descriptors: list[int]) -> dict:
        """Fork a worker that has these sockets; what comes back is for the grader."""


class StudentZygote(Zygote):
    """Forks confined processes for students' cells."""

    def __init__(self, requests: socket.socket, shell: CellShell, settings: ZygoteSettings, home: str):
        super().__init__(requests, shell, settings, home)
        self.layers = confine.probe(settings.without)
        self._limits = confine.Limits(**settings.limits)
        self._readable = confine.readable_paths(settings.readable_paths, settings.forbidden_paths)

    def fork_worker(self, descriptors: list[int]) -> dict:
        """Fork a worker with the sockets `control`, `calls` and `lifeline`."""
        control, calls, lifeline = descriptors
        scratch = tempfile.mkdtemp(dir=self.home) if not self.layers.namespaces else self.home
        policy = confine.Policy(self.layers, scratch, self._readable, self._limits)

        def run() -> None:
            _clean_environment(scratch, self.settings.environment)
            student.main(self.shell, _channel(control), _channel(calls), self.state)

        confine.start(policy, socket.socket(fileno=os.dup(lifeline)), [control, calls], run)
        return {}


class CheckerZygote(Zygote):
    """Forks processes for the tests."""

    def fork_worker(self, descriptors: list[int]) -> dict:
        """Fork a worker with the socket `control`; its process number comes back."""
        worker = os.fork()
        if worker:
            return {"pid": worker}
        try:
            linux.end_with_parent()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            confine.close_others(descriptors)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            # What a student's code hands over is limited; what a test makes of it must not fill the machine either.
            resource.setrlimit(resource.RLIMIT_AS, (confine.address_space_beyond(CHECKER_MIB),) * 2)
            checker.main(self.shell, _channel(descriptors[0]), self.state)
        finally:
            os._exit(0)


OF_ROLE: dict[str, type[Zygote]] = {STUDENT: StudentZygote, CHECKER: CheckerZygote}


def reap() -> None:
    """Wait for those children that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def main(requests: socket.socket, shell: CellShell, settings: ZygoteSettings) -> None:
    """Be a zygote, in a process that was just forked; it does not return."""
    home = tempfile.mkdtemp(prefix="cells-")
    try:
        os.chdir(home)
        try:
            zygote = OF_ROLE[settings.role](requests, shell, settings, home)
        except Exception as error:
            requests.sendall(json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())
            raise
        with suppress(ConnectionError):  # the grader was killed
            zygote.serve()
    except SystemExit:
        pass
    except BaseException:
        traceback.print_exc()
    finally:
        shutil.rmtree(home, ignore_errors=True)
        os._exit(0)


def _channel(descriptor: int) -> Channel:
    return Channel(socket.socket(fileno=descriptor))


def _clean_environment(scratch: str, more: dict[str, str]) -> None:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept | more, HOME=scratch, TMPDIR=scratch, MPLCONFIGDIR=scratch)
    tempfile.tempdir = scratch
