"""What confined code can do, tried from inside; and what the policy lets it read."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.doctor import OK, PROBLEM, examine
from autograder.engine.execute import Execute
from autograder.engine.sandbox import linux
from autograder.engine.sandbox.confine import Layers, close_others, probe, readable_paths
from autograder.engine.workers.handles import CodeEnded, StudentHandle, ZygoteHandle
from autograder.engine.workers.settings import STUDENT, ZygoteSettings
from tests.autograder.engine.test_session import texts


@pytest.fixture(scope="module", params=["all layers", "no namespaces"])
def zygote(request):
    """A zygote; also one that has to do without namespaces, as in many containers."""
    without = ("namespaces",) if request.param == "no namespaces" else ()
    if without and (linux.landlock_version() < 6 or not linux.can_filter_system_calls()):
        pytest.skip("takes Landlock 6 and seccomp")
    made = ZygoteHandle(ZygoteSettings(STUDENT, limits={"scratch_mib": 8, "processes": 8}, without=without))
    yield made
    made.stop()


def run(zygote, source, seconds=20):
    student = StudentHandle(zygote, {})
    try:
        outputs, _ = student.run(1, source, "", seconds)
        return texts([Output(output) for output in outputs])
    except CodeEnded as ended:
        return ended.reason
    finally:
        student.kill()


class Output(dict):
    """An output whose entries are attributes, as in a notebook."""

    __getattr__ = dict.__getitem__


def test_this_machine_confines_in_both_ways(zygote):
    assert zygote.start().missing == []


@pytest.mark.parametrize(
    "source",
    [
        "open('/etc/passwd')",
        "open('/proc/1/environ')",
        "__import__('os').listdir('/')",
        f"open({str(Path(__file__))!r})",
        "open('/tmp/no-such-file', 'w')",
        "open('/dev/shm/x', 'w')",
        f"__import__('os').truncate({str(Path(__file__))!r}, 0)",
        "import socket; socket.socket()",
        "import socket; socket.socket(socket.AF_UNIX)",
        "import os; os.setuid(0); os.chroot('/')",
        "import os; os.kill(1, 9) or open('/gone')",
        "import os; os.mkdir('/usr/local/x')",
    ],
)
def test_what_is_outside_cannot_be_touched(zygote, source):
    assert any(
        name in run(zygote, source)
        for name in ("PermissionError", "Read-only", "ProcessLookupError", "ended", "FileNotFoundError")
    )


@pytest.mark.parametrize(
    "call",
    [
        "shmget(7, 4096, 0o1666)",
        "semget(7, 1, 0o1666)",
        "msgget(7, 0o1666)",
        "memfd_create(b'x', 0)",
        "inotify_init1(0)",
        "ptrace(16, 1, 0, 0)",
        "setpriority(2, 0, 5)",
        "syscall(302, 1, 7, 0, 0)",
        "sched_setaffinity(0, 8, b'\\x01' + bytes(7))",
        "unshare(0x10000000)",
        "socket(16, 3, 0)",
        "mq_open(b'/x', 0o102, 0o600, 0)",
    ],
)
def test_system_calls_that_reach_beyond_the_process_are_refused(zygote, call):
    if "syscall(302" in call and os.uname().machine != "x86_64":
        pytest.skip("the number of another machine")
    said = run(zygote, f"import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n(libc.{call}, ctypes.get_errno())")
    assert said == "(-1, 1)"


def test_a_process_can_still_set_its_own_limits(zygote):
    assert (
        run(
            zygote,
            "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (5, 5)); resource.getrlimit(resource.RLIMIT_CPU)",
        )
        == "(5, 5)"
    )


def test_closing_reaches_every_descriptor_whatever_the_limit():
    child = os.fork()
    if child == 0:
        try:
            high = os.dup2(os.open(os.devnull, os.O_RDONLY), 900)
            resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
            close_others([5])
            os.fstat(high)
        except OSError:
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0


def test_times_and_rights_of_files_stay(zygote):
    before = os.stat(__file__)
    run(
        zygote,
        f"import os\nfor act in (lambda p: os.utime(p, (1, 1)), lambda p: os.chmod(p, 0), lambda p: os.chown(p, 5, 5)):\n"
        f"    try: act({__file__!r})\n    except OSError: pass",
    )
    after = os.stat(__file__)
    assert (before.st_mtime, before.st_mode, before.st_uid) == (after.st_mtime, after.st_mode, after.st_uid)


@pytest.mark.parametrize(
    "source, expected",
    [
        ("open('a', 'w').write('x'); print(open('a').read())", "x\n"),
        ("import shutil; open('a', 'w'); shutil.copy('a', 'b'); 1", "1"),
        ("import tempfile; tempfile.NamedTemporaryFile().name.startswith(tempfile.gettempdir())", "True"),
        ("import subprocess; subprocess.run(['echo', 'x'], capture_output=True).stdout", "b'x\\n'"),
        ("import sqlite3, scipy_that_is_not_here", "No module"),
        ("import json, decimal, statistics; statistics.mean([1, 3])", "2"),
        ("import socket; a, b = socket.socketpair(); a.send(b'x')", "1"),
        ("from multiprocessing import Pipe; len(Pipe())", "2"),
    ],
)
def test_what_notebooks_do_works(zygote, source, expected):
    assert expected in run(zygote, source)


@pytest.mark.parametrize(
    "source, expected",
    [
        (
            "import os, time\nfor _ in range(20):\n    if os.fork() == 0: time.sleep(60)\ntime.sleep(5)",
            "more than 8 processes",
        ),
        ("open('big', 'wb').write(b'x' * 2**24)", "File too large|No space left"),
        (
            "import time\nfor n in range(12):\n    open(f'f{n}', 'wb').write(b'x' * 2**20)\ntime.sleep(5)",
            "No space left|more than 8 MiB of files",
        ),
        ("files = [open('/dev/null') for _ in range(1000)]", "Too many open files"),
    ],
)
def test_limits_hold(zygote, source, expected):
    import re

    assert re.search(expected, run(zygote, source))


def test_the_environment_and_open_files_of_the_grader_are_not_there(monkeypatch):
    monkeypatch.setenv("GRADER_SECRET", "sesame")
    secret = os.open("/etc/hostname", os.O_RDONLY)
    os.set_inheritable(secret, True)
    fresh = ZygoteHandle(ZygoteSettings(STUDENT))
    try:
        assert "sesame" not in run(fresh, "import os; print(os.environ)")
        probe = "import os\ndef is_open(n):\n    try: os.fstat(n); return True\n    except OSError: return False\nsum(map(is_open, range(3, 200)))"
        assert int(run(fresh, probe)) <= 4  # its two sockets, and what waits for them
    finally:
        os.close(secret)
        fresh.stop()


def test_a_forbidden_folder_inside_of_a_readable_one_is_left_out(tmp_path):
    for name in ("packages/course/bank.py", "packages/course/helpers/a.py", "packages/numpy/n.py", "packages/one.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "packages" / "link").symlink_to(tmp_path / "packages" / "course")
    needed = [str(tmp_path / "packages"), str(tmp_path / "packages/course/helpers")]
    paths = {
        path
        for path in readable_paths(needed, [str(tmp_path / "packages" / "course")])
        if path.startswith(str(tmp_path))
    }
    assert paths == {str(tmp_path / "packages" / name) for name in ("numpy", "one.py", "course/helpers")}


def test_without_a_filter_of_system_calls_nothing_runs(monkeypatch):
    monkeypatch.setattr(linux, "can_filter_system_calls", lambda: False)  # sockets that lie in folders could be reached
    assert "network" in probe().missing


def test_layers_say_what_is_missing():
    assert Layers().missing == ["files", "network", "processes"]
    assert Layers("a", "b", "c").missing == []


def test_doctor_says_how_cells_are_confined_and_what_to_do_where_they_are_not(make_course, monkeypatch):
    course = make_course()
    said = [diagnosis for diagnosis in examine(course) if "confined" in diagnosis.text]
    assert [diagnosis.state for diagnosis in said] == [OK]
    assert "Landlock" in said[0].text
    monkeypatch.setattr(ZygoteHandle, "start", lambda self: Layers())
    (said,) = [diagnosis for diagnosis in examine(Course(course.root)) if "confined" in diagnosis.text]
    assert said.state == PROBLEM and "--unconfined" in said.text
    course.config.Execute.unconfined = True
    assert any("with your rights" in diagnosis.text for diagnosis in examine(course))
    assert Execute(config=course.config).unconfined
