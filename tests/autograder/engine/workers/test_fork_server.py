"""Zygotes come from a fork server that has imported everything, and come again when any of them has ended."""

from __future__ import annotations

import os
import signal
import socket
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest

from autograder.engine.workers.fork_server import ForkServer, fork_server, has_hung_up
from autograder.engine.workers.handles import CheckerHandle, StudentHandle, ZygoteHandle, stop_all
from autograder.engine.workers.settings import CHECKER, STUDENT, ZygoteSettings
from autograder.errors import EngineError
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def none_of_another_test():
    stop_all()
    wait_until(lambda: not processes())


@pytest.fixture
def zygotes():
    made = [ZygoteHandle(ZygoteSettings(STUDENT)), ZygoteHandle(ZygoteSettings(CHECKER))]
    yield made
    for one in made:
        one.stop()
    fork_server().stop()


def processes() -> dict[int, int]:
    """The fork server and zygotes of this test by number, each with its parent's."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command, stat = (place / "cmdline").read_bytes(), (place / "stat").read_text()
        except OSError:
            continue
        if f"--of={os.getpid()}".encode() in command and ") Z " not in stat:
            found[int(place.name)] = int(stat.rpartition(")")[2].split()[1])
    return found


def wait_until(condition):
    end = monotonic() + 10
    while not condition():
        assert monotonic() < end
        sleep(0.02)


def answer(students):
    student = StudentHandle(students, {})
    try:
        return student.run(1, "6 * 7", "", 10)[0][0]["data"]["text/plain"]
    finally:
        student.kill()


def test_both_roles_come_from_one_process_and_end_with_it_unless_they_are_stopped(zygotes):
    students, checkers = zygotes
    assert students.start().missing == []
    checkers.start()
    running = processes()
    (first,) = [pid for pid, parent in running.items() if parent == os.getpid()]
    assert len(running) == 3 and [parent for pid, parent in running.items() if pid != first] == [first, first]
    students.stop()
    wait_until(lambda: len(processes()) == 2)
    assert answer(students) == "42"
    students.stop()
    checkers.stop()
    fork_server().stop()
    wait_until(lambda: not processes())


def test_a_zygote_works_on_without_the_fork_server_and_the_next_one_comes_from_a_new_one(zygotes):
    students, checkers = zygotes
    students.start()
    (first,) = [pid for pid, parent in processes().items() if parent == os.getpid()]
    os.kill(first, signal.SIGKILL)
    assert answer(students) == "42"
    CheckerHandle(checkers).kill()
    (second,) = [pid for pid, parent in processes().items() if parent == os.getpid()]
    assert second != first


def test_a_zygote_that_was_killed_is_replaced(zygotes):
    students, _ = zygotes
    students.start()
    (killed,) = [pid for pid, parent in processes().items() if parent != os.getpid()]
    os.kill(killed, signal.SIGKILL)
    assert answer(students) == "42" and killed not in processes()


def test_code_that_has_changed_is_imported_anew(zygotes):
    first, second = (ZygoteHandle(ZygoteSettings(STUDENT, stamp=stamp)) for stamp in (1.0, 2.0))
    try:
        first.start()
        before = {pid for pid, parent in processes().items() if parent == os.getpid()}
        second.start()
        after = {pid for pid, parent in processes().items() if parent == os.getpid()}
        assert len(before) == len(after) == 1 and before != after
    finally:
        first.stop()
        second.stop()


@pytest.mark.parametrize("where", ["preload", "shared_preload"])
def test_what_cannot_be_loaded_is_said_and_leaves_nothing(where):
    broken = ZygoteHandle(replace(ZygoteSettings(CHECKER), **{where: ("autograder.nothing:here",)}))
    with pytest.raises(
        EngineError, match="checker cells does not start: ModuleNotFoundError: No module named 'autograder.nothing'"
    ):
        broken.start()
    fork_server().stop()
    wait_until(lambda: not processes())


def test_the_last_line_that_was_printed_says_why_a_fork_server_ended(tmp_path):
    (tmp_path / "msgpack.py").write_text("raise ImportError('half an installation')")
    broken = ForkServer({"PYTHONPATH": f"{tmp_path}:{ROOT}"})
    with pytest.raises(EngineError, match="student cells does not start: ImportError: half an installation"):
        ZygoteHandle(ZygoteSettings(STUDENT), broken).start()


def test_one_that_was_started_early_and_not_needed_is_gone_when_it_is_stopped():
    alone = ForkServer()
    alone.start()
    wait_until(processes)
    alone.stop()
    assert not processes()


def test_a_socket_knows_when_its_other_end_is_gone():
    mine, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    mine.settimeout(5)
    with mine:
        assert not has_hung_up(mine)
        other.send(b"x")
        assert not has_hung_up(mine) and mine.recv(1) == b"x"
        other.close()
        assert has_hung_up(mine)
