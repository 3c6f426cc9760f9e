"""Calls from one process into another: arguments and results by value, functions and objects by reference.

`Peer` is one end; both ends work alike. What a call changes in place (arrays, lists, dicts, sets) is copied back. So is
what a later call changes in the arrays of an earlier one, which a student's object may have kept. While an end waits
for a result, it serves the calls that come back, as in ``numerical_gradient(f, x)``, where `f` lives with the caller.
"""

from __future__ import annotations

import builtins
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, cast

import numpy as np

from autograder.engine.rpc.channel import Channel
from autograder.engine.rpc.wire import Decoder, Encoder, WireClosed, WireError, WireTimeout

MAX_TEXT = 2000  # characters of an error's message
MAX_WARNINGS = 20
#: How many arrays of earlier calls are compared after each call, and how large they may be.
MAX_REMEMBERED, MAX_REMEMBERED_BYTES = 64, 2**20
ENDED = "the process has ended"
#: Errors that mean something to Python's own loops, which a call must not be able to end.
_LOOP_ERRORS = (StopIteration, StopAsyncIteration)
#: A group is made of errors, not of a text.
_NOT_REBUILT = (*_LOOP_ERRORS, BaseExceptionGroup)
_ERRORS = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, _NOT_REBUILT)
}


class PeerGone(Exception):
    """The other process has ended, was too slow or broke the protocol; no more calls can be made."""


class RemoteErrorMixin:
    """An error that was raised in the other process, with its type name, its text and its built-in base class."""

    def __init__(self, text: str):
        Exception.__init__(cast(Exception, self), text)  # not the base's own, which may want other arguments
        self._text = text

    def __str__(self) -> str:
        return self._text


def describe_error(error: BaseException) -> dict:
    """An error as plain data: the names of its type and of its built-in base classes, and its text."""
    try:
        text = str(error)[:MAX_TEXT]
    except Exception as failure:
        text = f"(its text cannot be shown: {type(failure).__name__})"
    bases = [base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins"]
    return {"type": type(error).__name__, "bases": bases, "text": text}


def rebuild_error(plain: Any) -> Exception:
    """The error that a description stands for.

    Raises:
        WireError: what arrived describes no error.
    """
    if (
        not isinstance(plain, dict)
        or not isinstance(plain.get("text"), str)
        or not isinstance(plain.get("bases"), list)
    ):
        raise WireError("malformed message: an invalid error")
    base = next((name for name in plain["bases"] if isinstance(name, str) and name in _ERRORS), "Exception")
    return _error_class(identifier(plain.get("type")), base)(plain["text"][:MAX_TEXT])


@lru_cache(256)
def _error_class(name: str, base: str) -> type:
    return type(name, (RemoteErrorMixin, _ERRORS[base]), {"__module__": "builtins"})


def identifier(name: Any) -> str:
    """A name that arrived, or ``object`` if it cannot be the name of a type."""
    return name if isinstance(name, str) and name.isidentifier() and len(name) < 100 else "object"


class Peer(ABC):
    """One end of a channel for calls.

    Args:
        channel: to the other end.
        timeout_seconds: for each call that is made from here; None waits forever.
    """

    def __init__(self, channel: Channel, timeout_seconds: float | None = None):
        self.channel, self.timeout_seconds = channel, timeout_seconds
        self.broken = ""  # why no more calls can be made
        self._exports: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._imports: dict[int, Any] = {}
        self._last_export = self._last_request = 0
        # Both ends number what crosses as arguments and can be changed, in the order in which it comes.
        self._sent: dict[int, np.ndarray] = {}
        self._received: dict[int, tuple[np.ndarray, Any]] = {}  # with what it was like when it was looked at last
        self._sent_count = self._received_count = 0

    #: Whether arrays of earlier calls are compared after a call has been served.
    remembers = False

    @abstractmethod
    def describe(self, value: Any) -> dict:
        """What the other end is told about an object that crosses as a reference."""

    @abstractmethod
    def stand_in(self, number: int, about: dict) -> Any:
        """Something that stands for an object of the other end."""

    @abstractmethod
    def number_of_stand_in(self, value: Any) -> int | None:
        """The number of the object that `value` stands for; None if it is no stand-in."""

    @abstractmethod
    def serve(self, operation: str, target: Any, arguments: list) -> Any:
        """Do what the other end asks for; an error that this raises goes back."""

    def running(self, function: Callable, *arguments: Any) -> Any:
        """Run what is served; an end that can be interrupted allows that here."""
        return function(*arguments)

    # references

    def _refer(self, value: Any) -> tuple:
        number = self.number_of_stand_in(value)
        if number is not None:
            return ("yours", number)
        number = self._numbers.get(id(value))
        if number is None:
            about = self.describe(value)
            self._last_export += 1
            number = self._last_export
            self._exports[number], self._numbers[id(value)] = value, number
            return ("mine", number, about)
        return ("mine", number, self.describe(value))

    def _resolve(self, reference: Any) -> Any:
        if type(reference) is not tuple or len(reference) < 2 or type(reference[1]) is not int:
            raise WireError("malformed message: an invalid reference")
        whose, number, *about = reference
        if whose == "yours" and number in self._exports:
            return self._exports[number]
        if whose == "mine" and len(about) == 1 and isinstance(about[0], dict):
            if number not in self._imports:
                self._imports[number] = self.stand_in(number, about[0])
            return self._imports[number]
        raise WireError("malformed message: a reference to nothing")

    def _forget_exports_after(self, last: int) -> None:
        for number in [number for number in self._exports if number > last]:
            del self._numbers[id(self._exports.pop(number))]

    # calls that are made from here

    def request(self, operation: str, *payload: Any) -> Any:
        """Ask the other end and wait; meanwhile serve what it asks.

        Raises:
            PeerGone: no answer can be had.
            WireError: the arguments cannot cross.
            Exception: what the other end raised, see `rebuild_error`.
        """
        if self.broken:
            raise PeerGone(self.broken)
        self._last_request += 1
        number = self._last_request
        encoder = Encoder(self._refer, track=True)
        frame = encoder.frame((operation, number, *payload))
        first, self._sent_count = self._sent_count, self._sent_count + len(encoder.mutables)
        try:
            self.channel.send(frame, self.timeout_seconds)
            while True:
                raw = self.channel.receive(self.timeout_seconds)
                decoder = Decoder(self._resolve)
                message = decoder.value(*raw)
                if type(message) is not tuple or len(message) < 2 or type(message[0]) is not str:
                    raise WireError("malformed message: no operation")
                if message[0] in ("return", "raise") and message[1] == number and len(message) == 5:
                    break
                if message[0] != "call":
                    raise WireError(f"malformed message: {message[0][:40]!r} was not expected")
                self.answer(message, decoder.mutables)
            return self._take(message, first, encoder.mutables)
        except WireError as error:
            reasons = {WireTimeout: "the call took too long", WireClosed: ENDED}
            self.broken = reasons.get(type(error), f"the process broke the protocol: {error}")
            raise PeerGone(self.broken) from None

    def _take(self, message: tuple, first: int, mutables: list) -> Any:
        kind, _, value, changed, warned = message
        if type(changed) is not list or type(warned) is not list:
            raise WireError("malformed message: an invalid reply")
        mine = dict(enumerate(mutables, start=first))
        for change in changed:
            if (
                type(change) is not tuple
                or len(change) != 2
                or type(change[0]) is not int
                or (not 0 <= change[0] < self._sent_count)
            ):
                raise WireError("malformed message: a change of nothing")
            place, new = change
            if place in mine or place in self._sent:  # else it is too long ago
                _replace(mine[place] if place in mine else self._sent[place], new)
        self._sent.update((place, sent) for place, sent in mine.items() if _is_worth_remembering(sent))
        _keep_latest(self._sent)
        error = rebuild_error(value) if kind == "raise" else None
        for text in warned[:MAX_WARNINGS]:
            if isinstance(text, str):
                warnings.warn(text[:MAX_TEXT], RuntimeWarning, stacklevel=4)
        if error is not None:
            raise error
        return value

    # calls that come in

    def answer_next(self) -> None:
        """Wait for one request and serve it.

        Raises:
            WireError: what came is no request, or the other end is gone.
        """
        raw = self.channel.receive()
        decoder = Decoder(self._resolve)
        message = decoder.value(*raw)
        if type(message) is not tuple or len(message) < 3:
            raise WireError("malformed message: no request")
        self.answer(message, decoder.mutables)

    def answer(self, message: tuple, mutables: list) -> None:
        """Serve one request and send the reply.

        Raises:
            WireError: it is no request, or the other end is gone.
        """
        operation, number, *payload = message
        if type(number) is not int or not payload:
            raise WireError("malformed message: no request")
        first, self._received_count = self._received_count, self._received_count + len(mutables)
        before = {place: (value, _shallow(value)) for place, value in enumerate(mutables, start=first)}
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                reply = ["return", number, self.running(self.serve, operation, payload[0], payload[1:])]
        except BaseException as error:  # KeyboardInterrupt and SystemExit too: they end the call, not this process
            reply = ["raise", number, describe_error(error)]
        warned = [str(warning.message)[:MAX_TEXT] for warning in caught[:MAX_WARNINGS]]
        seen = {**self._received, **before}
        changed = [change for place, (value, was) in seen.items() for change in self._look_again(place, value, was)]
        _keep_latest(self._received)
        self.channel.send(self._reply(reply, changed, warned))

    def _look_again(self, place: int, value: Any, was: Any) -> Iterator[tuple[int, Any]]:
        """What a call has done to something that crossed with this call or an earlier one."""
        now = _shallow(value)
        if self.remembers and _is_worth_remembering(value):
            self._received[place] = (value, now)
        if not _is_as_before(value, now, was):
            yield place, value

    def _reply(self, reply: list, changed: list, warned: list) -> bytes:
        try:
            return Encoder(self._refer).frame((*reply, changed, warned))
        except WireError as error:
            problem = {
                "type": "ValueError",
                "bases": ["ValueError"],
                "text": f"The result cannot be handed to the test: {error}.",
            }
            return Encoder().frame(("raise", reply[1], problem, [], []))


def _is_worth_remembering(value: Any) -> bool:
    """Whether it is an array that is small enough to be compared after every call."""
    return isinstance(value, np.ndarray) and value.dtype.kind != "O" and value.nbytes <= MAX_REMEMBERED_BYTES


def _keep_latest(arrays: dict[int, Any]) -> None:
    while len(arrays) > MAX_REMEMBERED:
        del arrays[next(iter(arrays))]


def _shallow(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return (value.dtype, value.shape, value.tobytes() if value.dtype.kind != "O" else value.ravel().tolist())
    return list(value.items()) if isinstance(value, dict) else list(value)


def _is_as_before(value: Any, now: Any, before: Any) -> bool:
    if isinstance(value, np.ndarray):
        return now[:2] == before[:2] and (
            now[2] == before[2] if value.dtype.kind != "O" else _same_items(now[2], before[2])
        )
    if isinstance(value, dict):
        return len(now) == len(before) and all(a is c and b is d for (a, b), (c, d) in zip(now, before, strict=True))
    return _same_items(now, before)


def _same_items(now: list, before: list) -> bool:
    return len(now) == len(before) and all(a is b for a, b in zip(now, before, strict=True))


def _replace(old: Any, new: Any) -> None:
    """Do to an argument what the call did to its copy.

    Raises:
        ValueError, WireError: that cannot be done.
    """
    if type(new) is not type(old) and not (isinstance(old, np.ndarray) and isinstance(new, np.ndarray)):
        raise WireError("malformed message: an argument changed its type")
    if isinstance(old, list):
        old[:] = new
    elif isinstance(old, dict | set):
        old.clear()
        old.update(new)
    else:
        # Another size would move the array's memory from under its views.
        if old.size != new.size:
            raise ValueError("the call changed the size of an array that it was given")
        try:
            if old.shape != new.shape:
                old.resize(new.shape, refcheck=False)
            np.copyto(old, new, casting="no")
        except (ValueError, TypeError) as error:
            raise WireError(f"an array cannot be changed in this way: {error}") from error


def shown(value: Any) -> str:
    """A short `repr`, even of an object whose own fails."""
    try:
        return repr(value)[:200]
    except Exception as error:
        return f"<{type(value).__name__}, whose repr raises {type(error).__name__}>"
