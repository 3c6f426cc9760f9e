"""The worker that runs a student's cells. It never holds a test, an expected value or the gradebook.

Two sockets lead out of it: `control` to the grader, which sends cells and takes their outputs, and `calls` to the
checker, which calls the functions that the cells defined. All that comes from here is data from a stranger.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder.engine.rpc.calls import Peer, shown
from autograder.engine.rpc.channel import Channel
from autograder.engine.rpc.outputs import error_output
from autograder.engine.rpc.wire import Encoder, WireClosed, WireError, pack, unpack
from autograder.engine.workers.shell import CellShell

MAX_OUTPUT_CHARS = 16 * 2**20  # pictures included


class Interrupts:
    """Let Ctrl-C, with which the grader ends a cell, reach the student's code and nothing else."""

    def __init__(self) -> None:
        self._running = False
        signal.signal(signal.SIGINT, self._handle)

    def _handle(self, number: int, frame: Any) -> None:
        if self._running:
            raise KeyboardInterrupt

    def during(self, function: Callable, *arguments: Any) -> Any:
        """Call a function that may be interrupted."""
        before, self._running = self._running, True
        try:
            return function(*arguments)
        finally:
            self._running = before

    def not_during(self, function: Callable, *arguments: Any) -> Any:
        """Call a function that may not, since it would leave half a message."""
        before, self._running = self._running, False
        try:
            return function(*arguments)
        finally:
            self._running = before


class Callback:
    """Stands for a function of the test that was passed to the student's code; calling it calls the test."""

    def __init__(self, peer: Served, number: int, name: str):
        self._peer, self._number = peer, number
        self.__name__ = self.__qualname__ = name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        peer = self._peer
        return peer.interrupts.not_during(peer.request, "call", self._number, list(arguments), named)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"

    def __deepcopy__(self, memo: dict) -> Callback:
        return self


@lru_cache(64)
def _callback_class(name: str) -> type[Callback]:
    """A class with the name of the function's own type, so that an error about it reads as if there were no wire."""
    return type(name, (Callback,), {})


class Served(Peer):
    """The student's end of the calls that tests make.

    Args:
        channel: to the checker.
        names: what the cells have defined.
    """

    remembers = True  # a student's object may keep an array and change it in a later call

    def __init__(self, channel: Channel, names: dict, interrupts: Interrupts):
        super().__init__(channel)
        self.names, self.interrupts = names, interrupts

    def describe(self, value: Any) -> dict:
        """Name, type and repr, and whether it can be called."""
        name = getattr(value, "__name__", "")
        return {
            "type": type(value).__name__,
            "name": name if isinstance(name, str) else "",
            "callable": callable(value),
            "class": isinstance(value, type),
            "repr": shown(value),
        }

    def stand_in(self, number: int, about: dict) -> Callback:
        """A function of the test."""
        return _callback_class(str(about.get("type")))(self, number, str(about.get("name")))

    def number_of_stand_in(self, value: Any) -> int | None:
        """The number of a test's own function, which goes back to it as itself."""
        return value._number if isinstance(value, Callback) else None

    def running(self, function: Callable, *arguments: Any) -> Any:
        """Call a function, and let the grader interrupt it."""
        return self.interrupts.during(function, *arguments)

    def serve(self, operation: str, target: Any, arguments: list) -> Any:
        """Do one of the four things that a test may: look names up, call, read or set a public attribute."""
        if operation == "names":
            return self._look_up(target)
        thing = self._exports[target]
        if operation == "call":
            given, named = arguments
            return thing(*given, **named)
        (name, *value) = arguments
        if operation == "get":
            return getattr(thing, name)
        return setattr(thing, name, *value)

    def _look_up(self, wanted: list) -> dict:
        """Values by name; `TooLarge` for a value that is too large or too deep to be copied."""
        found = {}
        for name in wanted:
            if name in self.names:
                value = self.names[name]
                try:
                    Encoder(self._refer).frame(value)
                except WireError:
                    value = TooLarge()
                found[name] = value
        return found


class TooLarge:
    """Stands for data that is beyond the limits of the wire."""


def main(shell: CellShell, control: Channel, calls: Channel, set_state: Callable[[Any], None] | None) -> None:
    """Serve the grader and the checker until the grader hangs up, in a process that was just forked and confined.

    Args:
        shell: of this process.
        control: to the grader.
        calls: to the checker.
        set_state: takes what the tests so far have left for later cells.
    """
    interrupts = Interrupts()
    _start_afresh()
    peer = Served(calls, shell.user_ns, interrupts)
    shell.output_log.on_outputs = lambda outputs: interrupts.not_during(_send_outputs, control, "outputs", outputs)
    poller = select.poll()
    poller.register(control.socket, select.POLLIN)
    poller.register(calls.socket, select.POLLIN)
    while True:
        ready = [] if control.has_read_ahead else [descriptor for descriptor, _ in poller.poll()]
        if control.has_read_ahead or control.socket.fileno() in ready:
            try:
                _obey(shell, control, interrupts, set_state, unpack(control.receive()))
            except WireClosed:
                return
        elif ready:
            try:
                _serve_call(shell, peer)
            except WireClosed:  # the checker has gone; the grader may start another
                poller.unregister(calls.socket)


def _start_afresh() -> None:
    """Reseed: all workers of a zygote would draw the same random numbers."""
    np.random.seed()
    random.seed()
    os.environ["NBGRADER_EXECUTION"] = "autograde"


def _obey(
    shell: CellShell,
    control: Channel,
    interrupts: Interrupts,
    set_state: Callable[[Any], None] | None,
    order: tuple,
) -> None:
    kind, *rest = order
    if kind == "files":
        for name, content in rest[0].items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return
    number, source, state = rest
    if set_state and state:
        with suppress(Exception):  # a student's code may have changed what it needs
            set_state(json.loads(state))
    try:
        outputs = interrupts.during(shell.run, source, number)
    except KeyboardInterrupt:  # it came when the cell had just ended
        outputs = shell.output_log.finish()
    _send_outputs(control, "done", outputs)


def _send_outputs(control: Channel, kind: str, outputs: list[dict]) -> None:
    try:
        frame = pack((kind, outputs))
        if len(frame) > MAX_OUTPUT_CHARS:
            raise WireError(f"more than {MAX_OUTPUT_CHARS // 2**20} MiB")
    except WireError as error:
        if kind != "done":
            return
        frame = pack((kind, [error_output("OutputLimitError", f"The outputs of this cell cannot be kept: {error}.")]))
    control.send(frame)


def _serve_call(shell: CellShell, peer: Served) -> None:
    """Answer one request of the checker; drop what the code prints, which could be the inputs of a hidden test."""
    shell.output_log.start()
    peer.answer_next()
