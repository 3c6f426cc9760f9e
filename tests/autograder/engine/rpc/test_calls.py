"""What a student's process may answer, taken from one that lies: the checker is neither fooled nor harmed."""

from __future__ import annotations

import socket
import sys
import threading

import nbgrader.api  # noqa: F401  (a module that no name may stand for)
import numpy as np
import pytest

import autograder.exercises.two_layer  # noqa: F401
from autograder.engine.rpc.calls import PeerGone, rebuild_error
from autograder.engine.rpc.channel import Channel
from autograder.engine.rpc.wire import Decoder, Encoder, pack
from autograder.engine.workers.checker import Link, StandIn, is_shared_module
from tests.autograder.engine.test_session import cell, run, texts


class Liar(threading.Thread):
    """The other end of a link: answers one request with the frame that `answer` gives for its number."""

    def __init__(self, answer, seconds=5):
        super().__init__(daemon=True)
        mine, theirs = socket.socketpair()
        self.link, self._channel, self._answer = Link(Channel(theirs), seconds), Channel(mine), answer

    def run(self):
        message = Decoder(resolve=lambda reference: reference).value(*self._channel.receive(5))
        self._channel.send(self._answer(message[1]))

    def __enter__(self):
        self.start()
        return self.link

    def __exit__(self, *error):
        self.join()
        self.link.channel.close()
        self._channel.close()


def ask(answer, *arguments):
    """What a call gives whose answer is made up. Of what crosses, the list of arguments has the number 0, the first
    array 1.
    """
    with Liar(answer) as link:
        return link.request("call", 1, list(arguments), {})


def refer(about):
    """An encoder for which every function is an object that is described in this way."""
    return Encoder(refer=lambda value: ("mine", 7, about))


@pytest.mark.parametrize(
    "name",
    [
        "autograder.exercises",
        "autograder.exercises.two_layer",
        "helpers.checks",
        "nbgrader.api",
        "__main__",
        "tests",
        "",
    ],
)
def test_an_object_is_never_a_module_that_could_hold_tests_or_answers(name):
    value = ask(lambda number: refer({"type": "module", "name": name}).frame(("return", number, print, [], [])))
    assert isinstance(value, StandIn) and value is not sys.modules.get(name)


def test_numpy_is_numpy_on_both_sides():
    value = ask(lambda number: refer({"type": "module", "name": "numpy"}).frame(("return", number, print, [], [])))
    assert value is np
    assert is_shared_module("math") and is_shared_module("numpy.linalg") and not is_shared_module("numpyx")


def test_an_array_cannot_be_given_another_size_under_its_views():
    x = np.arange(6.0)
    view = x[:3]
    with pytest.raises(ValueError, match="changed the size"):
        ask(lambda number: pack(("return", number, None, [(1, np.zeros(10**6))], [])), x)
    assert view.base is x and x.tolist() == [0, 1, 2, 3, 4, 5]
    ask(lambda number: pack(("return", number, None, [(1, np.ones((2, 3)))], [])), x)
    assert x.shape == (2, 3) and view.tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    "change", [(99, np.zeros(6)), (-1, np.zeros(6)), ("x", 1), (1, [1]), (1, np.zeros(6, np.int8)), 5]
)
def test_a_change_that_cannot_be_ends_the_link(change):
    with pytest.raises(PeerGone):
        ask(lambda number: pack(("return", number, None, [change], [])), np.arange(6.0))


def test_a_read_only_array_stays_as_it_is():
    x = np.arange(3.0)
    x.flags.writeable = False
    with pytest.raises(PeerGone):
        ask(lambda number: pack(("return", number, None, [(1, np.zeros(3))], [])), x)
    assert x.tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    "name",
    ["ExceptionGroup", "BaseExceptionGroup", "StopIteration", "KeyboardInterrupt", "SystemExit", "UnicodeDecodeError"],
)
def test_any_error_comes_as_an_error_with_its_text(name):
    error = rebuild_error({"type": name, "bases": [name, "Exception"], "text": "why"})
    assert isinstance(error, Exception) and str(error) == "why" and type(error).__name__ == name
    assert not isinstance(error, StopIteration)


def test_the_text_that_stands_for_an_object_is_short():
    value = ask(lambda number: refer({"type": "Net", "repr": "x" * 10**6}).frame(("return", number, print, [], [])))
    assert len(repr(value)) <= 200


@pytest.mark.parametrize(
    "answer",
    [
        lambda number: pack(("return", number + 1, 1, [], [])),
        lambda number: pack(("get", number, 1, [])),
        lambda number: pack(("return", number, 1)),
        lambda number: pack("return"),
        lambda number: pack(("raise", number, 5, [], [])),
        lambda number: pack(("return", number, 1, {}, [])),
        lambda number: b"\xff" * 40,
        lambda number: pack(("call", number, 1))[:-1],
    ],
)
def test_an_answer_that_is_none_ends_the_link(answer):
    with Liar(answer, seconds=0.5) as link:
        for _ in range(2):
            with pytest.raises(PeerGone):
                link.request("call", 1, [], {})


def test_a_test_that_takes_too_much_memory_fails_and_the_machine_stays():
    outputs = run(
        cell("def f(x): return [x] * 10"),
        cell("x = bytearray(3 * 2**30)", "test"),
        cell("assert f(1) == [1] * 10", "test"),
    )
    assert "MemoryError" in texts(outputs[1]) and texts(outputs[2]) == ""
