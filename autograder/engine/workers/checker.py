"""The worker that runs the test cells. It never holds a student's code.

A name that a test cell uses and that neither Python nor a read-only cell defines is looked up in the student's process:
data comes as a copy, everything else as a stand-in. A name that this process has itself is never taken from there, so a
student who defines an ``np`` or a ``check`` of their own changes nothing in a test.
"""

from __future__ import annotations

import ast
import builtins
import json
import socket
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from autograder.engine.rpc.calls import Peer, PeerGone, identifier
from autograder.engine.rpc.channel import Channel
from autograder.engine.rpc.outputs import error_output
from autograder.engine.rpc.wire import WireClosed, WireError, pack, unpack
from autograder.engine.workers.shell import CellShell, syntax_tree

MAX_REPR = 200
#: Packages whose modules a student's name may stand for, besides Python's own: never one with tests or right answers.
SHARED_PACKAGES = ("numpy", "matplotlib")
HEAP_TYPE = 1 << 9  # of `type.__flags__`: made by a class statement


class StandIn:
    """Stands for an object of the student's process; forwards public attributes only."""

    def __init__(self, link: Link, number: int, about: dict):
        for name, value in (("_link", link), ("_number", number), ("_repr", str(about.get("repr"))[:MAX_REPR])):
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return self._link.request("get", self._number, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            raise AttributeError(f"{name!r} of a student's object cannot be set: only public attributes can")
        self._link.request("set", self._number, name, value)

    def __repr__(self) -> str:
        return self._repr

    def __copy__(self) -> StandIn:
        return self

    def __deepcopy__(self, memo: dict) -> StandIn:
        return self

    def __reduce__(self) -> Any:
        raise TypeError("a stand-in for a student's object cannot be pickled")


class CallableStandIn(StandIn):
    """Stands for a function, a class, a method or an object that can be called."""

    def __init__(self, link: Link, number: int, about: dict):
        super().__init__(link, number, about)
        name = about.get("name")
        for attribute in ("__name__", "__qualname__") if isinstance(name, str) and name else ():
            object.__setattr__(self, attribute, name)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._link.request("call", self._number, list(arguments), named)


@lru_cache(256)
def _stand_in_class(name: str, base: type) -> type:
    return type(name, (base,), {"__module__": "builtins"})


class Link(Peer):
    """The checker's end of the calls; it exports only the functions that a test passes, for one call each."""

    def describe(self, value: Any) -> dict:
        """Its name and that of its type.

        Raises:
            WireError: it is neither plain data nor a function.
        """
        kind = type(value)
        if not callable(value):
            raise WireError(f"an object of type {kind.__name__} cannot be passed to a student's function")
        # Python's own messages name a type that is made in C with its module, as in `numpy.ufunc`.
        made_in_c = not kind.__flags__ & HEAP_TYPE and kind.__module__ != "builtins"
        type_name = f"{kind.__module__}.{kind.__name__}" if made_in_c else kind.__name__
        return {"name": getattr(value, "__name__", kind.__name__), "type": type_name}

    def stand_in(self, number: int, about: dict) -> Any:
        """A stand-in whose class has the name of the object's own; for a shared module, this process's own module."""
        if about.get("type") == "module" and is_shared_module(str(about.get("name"))):
            return sys.modules.get(str(about.get("name")))
        base = CallableStandIn if about.get("callable") is True else StandIn
        return _stand_in_class(identifier(about.get("type")), base)(self, number, about)

    def number_of_stand_in(self, value: Any) -> int | None:
        """The number of a student's function, which arrives as itself when it is passed to another one."""
        if not isinstance(value, StandIn):
            return None
        if value._link is not self:
            raise WireError("this object belongs to a process that has ended")
        return value._number

    def serve(self, operation: str, target: Any, arguments: list) -> Any:
        """Do the one thing that a student's code may: call a function that it was given."""
        given, named = arguments
        if type(target) is not int or target not in self._exports or type(given) is not list or type(named) is not dict:
            raise WireError("this function was given for another call only")
        return self._exports[target](*given, **named)

    def request(self, operation: str, *payload: Any) -> Any:
        """Do as `Peer.request`, and forget what was exported for it."""
        last = self._last_export
        try:
            return super().request(operation, *payload)
        finally:
            self._forget_exports_after(last)


def is_shared_module(name: str) -> bool:
    """Whether a name may stand for this process's own module; whoever says that an object is a module may be lying."""
    package = name.partition(".")[0]
    return package in SHARED_PACKAGES or package in sys.stdlib_module_names


class Checker:
    """Runs read-only and test cells.

    Args:
        shell: of this process.
    """

    def __init__(self, shell: CellShell):
        self.shell = shell
        self.link: Link | None = None
        self._borrowed: dict[str, Any] = {}
        self._given_names: set[str] = set()

    def run(self, source: str, number: int, given: bool) -> list[dict]:
        """Run a cell with what it needs from the student.

        Args:
            source, number: see `CellShell.run`.
            given: whether it is a read-only cell; then the names that it uses are borrowed for the tests too.
        """
        names = _names_in(source) or _names_in(self.shell.transform_cell(source))  # one with a %magic is not Python yet
        if given:
            self._given_names |= names
        self._give_back()
        problem = self._borrow(names | self._given_names)
        if problem and not given:
            return [error_output("StudentCodeEnded", problem)]
        return self.shell.run(source, number)

    def _give_back(self) -> None:
        """Forget what was borrowed for the previous cell, unless it has been defined here since."""
        for name, value in self._borrowed.items():
            if self.shell.user_ns.get(name) is value:
                del self.shell.user_ns[name]
        self._borrowed = {}

    def _borrow(self, names: set[str]) -> str:
        """Take names from the student; return what went wrong, if anything."""
        wanted = sorted(name for name in names if name not in self.shell.user_ns and not hasattr(builtins, name))
        if not wanted or self.link is None:
            return ""
        try:
            found = self.link.request("names", wanted)
        except PeerGone as error:
            return str(error)
        except Exception as error:
            return f"the names could not be looked up: {error}"
        if type(found) is not dict:
            self.link.broken = "the process broke the protocol: names that are none"
            return self.link.broken
        self._borrowed = {name: found[name] for name in wanted if name in found}
        self.shell.user_ns.update(self._borrowed)
        return ""


def _names_in(source: str) -> set[str]:
    """Names that a cell uses, anywhere in it; none where it is not Python."""
    tree = syntax_tree(source)
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} if tree else set()


def main(shell: CellShell, control: Channel, get_state: Callable[[], Any] | None) -> None:
    """Obey the grader until it hangs up, in a process that was just forked.

    Args:
        shell: of this process.
        control: to the grader.
        get_state: tells what the tests so far leave for later cells, as data that JSON can hold.
    """
    checker = Checker(shell)
    while True:
        try:
            kind, *rest = unpack(control.receive())
        except WireClosed:
            return
        if kind == "connect":
            (timeout_seconds,) = rest
            _connect(checker, control, timeout_seconds)
        else:
            number, source = rest
            outputs = checker.run(source, number, given=kind == "given")
            state = json.dumps(get_state()) if get_state else ""
            _send_outputs(control, outputs, state, checker.link.broken if checker.link else "")


def _connect(checker: Checker, control: Channel, timeout_seconds: float) -> None:
    """Take the socket to a student's process."""
    control.send(pack("ready"))  # the descriptor must not come before: reading ahead would lose it
    _, (descriptor,), *_ = socket.recv_fds(control.socket, 1, 1)
    if checker.link:
        checker.link.channel.close()
    checker.link = Link(Channel(socket.socket(fileno=descriptor)), timeout_seconds)


def _send_outputs(control: Channel, outputs: list[dict], state: str, broken: str) -> None:
    try:
        frame = pack(("done", outputs, state, broken))
    except WireError as error:
        problem = error_output("OutputLimitError", f"The outputs of this cell cannot be kept: {error}.")
        frame = pack(("done", [problem], state, broken))
    control.send(frame)
