"""A warm process that has imported everything and forks students' processes or checkers.

Asked over a socket. There is one for each role, both forked from the nursery, which has imported what both need (see `nursery`): what
forks students has no test and no exercise bank in its memory, since only the other one loads them.
It has no threads, since a lock that another thread holds at the fork is never released; so NumPy must not start any. It starts with a
clean environment, whose variables are all that a student's code can see of the grader's.
"""

from __future__ import annotations

import gc
import importlib
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
from contextlib import suppress
from pathlib import Path

from autograder.engine.rpc.channel import Channel
from autograder.engine.sandbox import confine, linux
from autograder.engine.workers.figures import leave_out
from autograder.engine.workers.shell import CellShell, make_shell, show_errors
from helpers import checks, explorers

STUDENT, CHECKER = "student", "checker"
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "COURSE_LANGUAGE", "COURSE_LOCALES", "NBGRADER_EXECUTION", "OPENBLAS_NUM_THREADS",
             "OMP_NUM_THREADS", "MPLBACKEND", "PYTHONHASHSEED")
MAX_REQUEST_BYTES = 2**16
#: What notebooks import, what that imports when it is first used, and what runs them; both roles import all of it.
PRELOADED = ("autograder.engine.workers.checker", "autograder.engine.workers.student", "numpy", "matplotlib.pyplot", "matplotlib.backends.backend_agg",
             "contourpy", "encodings.cp437", "helpers.checks", "helpers.data", "helpers.explorers", "helpers.gradcheck", "helpers.plotting",
             "helpers.shapes", "anywidget", "ipywidgets")
CHECKER_MIB = 2048  # memory that test cells may use
IDLE_SECONDS = 600  # then it ends, and is started again when it is needed


class Zygote:
    """The warm process.

    Args:
        request_socket: a sequential-packet socket; one request is a line of JSON and the file descriptors of the new process.
        shell: runs the cells.
        settings: ``role``; ``preload``, calls of the form ``module:function`` to make before anything is forked; ``forbidden``, paths
            that no student's process may read; ``limits``; ``figures``, whether they are drawn; and, for tests, ``without``: layers to do without.
        home: an empty folder of its own.
    """

    def __init__(self, request_socket: socket.socket, shell: CellShell, settings: dict, home: str):
        self._socket, self._role, self._home = request_socket, settings["role"], home
        self._limits = confine.Limits(**settings["limits"])
        linux.adopt_orphans()
        self._layers = confine.probe(settings.get("without", ())) if self._role == STUDENT else confine.Layers()
        self._shell = shell
        if not settings.get("figures", True):
            leave_out(shell)
        self._warm_up(settings["preload"])
        if self._role == STUDENT:
            helpers = str(Path(importlib.import_module("helpers").__file__).parent)
            self._readable = confine.readable_paths([helpers], settings["forbidden"])
        if threading.active_count() > 1:
            raise RuntimeError(f"threads were started before the fork: {threading.enumerate()}")

    def _warm_up(self, preload: list[str]) -> None:
        module = importlib.import_module(f"autograder.engine.workers.{self._role}")
        self._main = module.main
        for call in preload:
            name, _, function = call.partition(":")
            getattr(importlib.import_module(name), function)()
        if preload:
            show_errors(self._shell)
        if self._role == STUDENT and any(name.startswith(("autograder.exercises", "nbgrader")) for name in sys.modules):
            raise RuntimeError("the exercise bank got into the process that forks students' processes")

    def serve(self) -> None:
        """Fork what is asked for, until the grader hangs up."""
        gc.collect()
        gc.freeze()  # else each forked process would look through all of this again, and copy the pages for it
        self._socket.sendall(json.dumps({"layers": self._layers.to_dict(), "pid": os.getpid()}).encode())
        while select.select([self._socket], [], [], IDLE_SECONDS)[0]:
            request, descriptors, *_ = socket.recv_fds(self._socket, MAX_REQUEST_BYTES, 3)
            if not request:
                return
            answer = self._fork_student(descriptors) if self._role == STUDENT else self._fork_checker(descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
            bury()
            self._socket.sendall(json.dumps(answer).encode())

    def _fork_student(self, descriptors: list[int]) -> dict:
        control, calls, lifeline = descriptors
        scratch = tempfile.mkdtemp(dir=self._home) if not self._layers.namespaces else self._home
        policy = confine.Policy(self._layers, scratch, self._readable, self._limits)

        def run() -> None:
            _clean_environment(scratch)
            self._main(self._shell, _channel(control), _channel(calls))

        confine.start(policy, socket.socket(fileno=os.dup(lifeline)), [control, calls], run)
        return {}

    def _fork_checker(self, descriptors: list[int]) -> dict:
        child = os.fork()
        if child:
            return {"pid": child}
        try:
            linux.end_with_parent()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            confine.close_others(descriptors)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            # what a student's code hands over is limited; what a test makes of it must not fill the machine either
            resource.setrlimit(resource.RLIMIT_AS, (confine.address_space_beyond(CHECKER_MIB),) * 2)
            self._main(self._shell, _channel(descriptors[0]))
        finally:
            os._exit(0)


def bury() -> None:
    """Wait for those children that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _channel(descriptor: int) -> Channel:
    return Channel(socket.socket(fileno=descriptor))


def _clean_environment(scratch: str) -> None:
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    os.environ.clear()
    os.environ.update(kept, HOME=scratch, TMPDIR=scratch, MPLCONFIGDIR=scratch)
    tempfile.tempdir = scratch


def main(arguments: list[str]) -> None:
    """The nursery: import what both roles need, and fork a warm process for each message, which is its settings, with its socket.

    Args:
        arguments: the number of the socket for the messages; what follows tells `ps` whose process it is.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, whose end ends this
    messages = socket.socket(fileno=int(arguments[0]))
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit())
    shell = make_shell()
    for name in PRELOADED:
        importlib.import_module(name)
    for name in explorers.__all__:
        getattr(explorers, name)
    checks.load_all()
    show_errors(shell)  # it looks for garbage, too
    gc.freeze()
    while select.select([messages], [], [], IDLE_SECONDS)[0]:
        raw, descriptors, *_ = socket.recv_fds(messages, MAX_REQUEST_BYTES, 1)
        if not raw:
            break
        bury()
        if os.fork() == 0:
            messages.close()
            _serve(socket.socket(fileno=descriptors[0]), shell, json.loads(raw))
        os.close(descriptors[0])
    os._exit(0)  # to take the interpreter down in good order would take a third of a second


def _serve(request_socket: socket.socket, shell: CellShell, settings: dict) -> None:
    """In the forked process; does not return."""
    home = tempfile.mkdtemp(prefix="cells-")
    try:
        os.chdir(home)
        try:
            zygote = Zygote(request_socket, shell, settings, home)
        except Exception as error:
            request_socket.sendall(json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())
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


if __name__ == "__main__":
    main(sys.argv[1:])
