"""The fork server itself, started by `fork_server`: imports what all zygotes need, and forks one for each message.

It has no threads, since a lock that another thread holds at the fork is never released. It starts with a clean
environment, which is all that a student's code can see of the grader's.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Iterable
from contextlib import suppress

from autograder.engine.workers import zygote
from autograder.engine.workers.settings import ZygoteSettings, load
from autograder.engine.workers.shell import CellShell, make_shell, show_an_error

MAX_REQUEST_BYTES = 2**16
IDLE_SECONDS = 600  # then it ends; it is started again when it is needed
#: What most notebooks import, and what that imports when it is first used.
PRELOADED = ("numpy", "matplotlib.pyplot", "matplotlib.backends.backend_agg", "contourpy", "encodings.cp437")


class Preloader:
    """Loads what settings ask for, each target once.

    Args:
        shell: shows an error after each change, which is slow the first time.
    """

    def __init__(self, shell: CellShell):
        self._shell = shell
        self._loaded: set[str] = set()

    def load(self, settings: ZygoteSettings) -> None:
        """Load the targets that all zygotes share."""
        sys.path += [path for path in settings.import_paths if path not in sys.path]
        self.load_targets(settings.shared_preload)

    def load_targets(self, targets: Iterable[str]) -> None:
        """Load some targets, unless they have been loaded."""
        targets = [target for target in targets if target not in self._loaded]
        for target in targets:
            load(target)
            self._loaded.add(target)
        if targets:
            show_an_error(self._shell)
            gc.freeze()


def main(arguments: list[str]) -> None:
    """Fork a zygote for each message, which is its settings with the socket on which it will serve.

    Args:
        arguments: the number of the socket for the messages; something for `ps`; targets to load at once.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, whose end ends this
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit())
    messages = socket.socket(fileno=int(arguments[0]))
    shell = make_shell()
    for name in PRELOADED:
        importlib.import_module(name)
    show_an_error(shell)
    gc.freeze()
    preloader = Preloader(shell)
    with suppress(Exception):  # what cannot be loaded is told when settings ask for it
        preloader.load_targets(arguments[2:])
    while select.select([messages], [], [], IDLE_SECONDS)[0]:
        raw, descriptors, *_ = socket.recv_fds(messages, MAX_REQUEST_BYTES, 1)
        if not raw:
            break
        _fork_zygote(messages, socket.socket(fileno=descriptors[0]), shell, preloader, ZygoteSettings.from_json(raw))
    os._exit(0)  # taking the interpreter down in good order would take a third of a second


def _fork_zygote(
    messages: socket.socket, requests: socket.socket, shell: CellShell, preloader: Preloader, settings: ZygoteSettings
) -> None:
    zygote.reap()
    with requests:
        try:
            preloader.load(settings)
        except Exception as error:
            requests.sendall(json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())
            return
        if os.fork() == 0:
            messages.close()
            zygote.main(requests, shell, settings)


if __name__ == "__main__":
    main(sys.argv[1:])
