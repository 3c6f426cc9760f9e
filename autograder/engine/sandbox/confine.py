"""What a forked process may touch: files, network, processes, memory, time.

A submission's code runs in the last of three nested processes:

    launcher      leaves the system's namespaces, forks the supervisor, and ends
    supervisor    the first process of the new PID namespace; holds the lifeline to the grader. It ends when that
                  closes, when the worker ends or when a limit is exceeded, and takes along all that was started inside
    worker        gets rlimits, no privileges, Landlock and a filter of system calls; then runs the student's cells

None of this needs root. Which layers hold is found out by trying (`probe`), not from version numbers.
"""

from __future__ import annotations

import json
import os
import resource
import select
import shutil
import signal
import site
import socket
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

from autograder.engine.sandbox import linux

NAMESPACES = linux.NEW_NS | linux.NEW_IPC | linux.NEW_PID | linux.NEW_NET | linux.NEW_UTS
WATCH_SECONDS = 0.1
#: Without these, strangers' code must not run; each can be had in more than one way.
REQUIRED = ("files", "network", "processes")
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes:
        memory_mib: memory beyond what the worker starts with, for each process and for all of them together.
        processes: at a time, threads not counted.
        scratch_mib: all files in the scratch folder; also the largest file.
        open_files: file descriptors of a process.
        cpu_seconds: processor time of a process.
    """

    memory_mib: int = 1024
    processes: int = 32
    scratch_mib: int = 64
    open_files: int = 256
    cpu_seconds: int = 600


@dataclass(frozen=True)
class Layers:
    """How each kind of confinement is achieved here; "" where it is not.

    Attributes:
        namespaces: the flags that `unshare` grants.
    """

    files: str = ""
    network: str = ""
    processes: str = ""
    scratch: str = ""
    calls: str = ""
    namespaces: int = 0

    @property
    def missing(self) -> list[str]:
        """Those of `REQUIRED` that cannot be had."""
        return [name for name in REQUIRED if not getattr(self, name)]

    def to_dict(self) -> dict:
        """Plain data."""
        return asdict(self)


@dataclass(frozen=True)
class Policy:
    """What the confined code finds.

    Attributes:
        layers: from `probe`.
        scratch: an empty folder; with a mount namespace a file system in memory covers it, else it is used as it is.
        readable: files and folders that may be read, besides those of `SYSTEM`.
        limits: see `Limits`.
    """

    layers: Layers
    scratch: str
    readable: tuple[str, ...]
    limits: Limits = field(default_factory=Limits)


def probe(without: Iterable[str] = ()) -> Layers:
    """Try every layer in processes that end at once. Call it from a process without threads.

    Args:
        without: ``namespaces`` to pretend that the system grants none.
    """
    both = (
        NAMESPACES | linux.NEW_USER,
        NAMESPACES,
    )  # root can do without a user namespace where those are switched off
    granted = (flags for flags in both if _works(partial(_try_namespaces, flags)))
    namespaces = 0 if "namespaces" in without else next(granted, 0)
    calls = linux.can_filter_system_calls() and _works(_try_filter)
    version = linux.landlock_version()
    landlock = version >= 3 and _works(_try_landlock)  # before 3, any file could be truncated
    signals = landlock and version >= 6 and calls
    return Layers(
        # Landlock does not control changes of a file's rights and times; one of the other two has to.
        files=f"Landlock {version}" if landlock and (namespaces or calls) else "",
        # A namespace alone leaves the sockets that lie in folders, such as those of the machine's services.
        network=("own network namespace, " * bool(namespaces) + "no sockets (seccomp)") if calls else "",
        processes="own PID namespace" if namespaces else f"Landlock {version} and seccomp" if signals else "",
        scratch="in memory, of limited size" if namespaces else "a folder, watched",
        calls="seccomp" if calls else "",
        namespaces=namespaces,
    )


def _works(attempt: Callable[[], None]) -> bool:
    child = os.fork()
    if child == 0:
        try:
            attempt()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def _try_namespaces(flags: int) -> None:
    _enter_namespaces(flags)
    child = os.fork()
    if child == 0:
        try:
            _mount("/tmp", 1)
            os._exit(0 if os.getpid() == 1 else 1)
        except BaseException:
            os._exit(1)
    if os.waitpid(child, 0)[1]:
        raise OSError("no PID namespace")


def _try_filter() -> None:
    linux.drop_privileges()
    linux.filter_system_calls()
    with suppress(PermissionError):
        socket.socket()
        raise OSError("the filter does not hold")
    os.utime("/")  # pretends


def _try_landlock() -> None:
    linux.drop_privileges()
    rules = linux.Landlock()
    rules.allow("/dev/null", linux.WRITE)
    rules.enforce()
    with suppress(PermissionError):
        os.listdir("/")
        raise OSError("the rules do not hold")


def _enter_namespaces(flags: int) -> None:
    linux.unshare(flags)
    if flags & linux.NEW_USER:
        linux.map_user()


def _mount(scratch: str, mebibytes: int) -> None:
    """In a new mount namespace, make everything read-only but a scratch folder in memory, and mount a new /proc."""
    linux.mount("", "/", linux.MS_REC | linux.MS_PRIVATE)
    linux.make_read_only("/")
    linux.mount("tmpfs", scratch, linux.MS_NOSUID | linux.MS_NODEV, f"size={mebibytes}m,nr_inodes=4096,mode=700")
    linux.mount("proc", "/proc", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC)


def readable_paths(needed: Iterable[str], forbidden: Iterable[str]) -> tuple[str, ...]:
    """Python's own folders, `SYSTEM` and what else is needed, without what is forbidden.

    A folder that holds something forbidden is replaced by its other entries. What is needed may lie inside a forbidden
    folder: a course folder is forbidden, but the environment and the packages in it are not.
    """
    found = [*SYSTEM, sys.prefix, sys.base_prefix, sys.exec_prefix, *site.getsitepackages(), *needed]
    banned = [os.path.realpath(path) for path in forbidden]
    paths: dict[str, None] = {}
    for path in found:
        for part in _without(os.path.realpath(path), banned):
            paths[part] = None
    return tuple(paths)


def _without(path: str, banned: list[str]) -> Iterable[str]:
    if not any(ban.startswith(path.rstrip(os.sep) + os.sep) for ban in banned):
        yield path
        return
    for entry in os.scandir(path):
        if not entry.is_symlink() and entry.path not in banned:
            yield from _without(entry.path, banned)


def start(policy: Policy, lifeline: socket.socket, keep: list[int], run: Callable[[], None]) -> None:
    """Fork a confined worker and return.

    Args:
        policy: what it may do.
        lifeline: a socket whose other end the grader holds. The supervisor reads one letter from it, ``i`` (interrupt
            the code), and writes a line of JSON to it: ``{"exit": code}`` (negative: the signal) or ``{"limit": which
            one was exceeded}``. When the other end is closed, everything ends.
        keep: file descriptors that the worker may keep.
        run: called in the worker; its return ends it.
    """
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        os.setsid()
        if policy.layers.namespaces:
            _enter_namespaces(policy.layers.namespaces)
        if os.fork() == 0:
            _supervise(policy, lifeline, keep, run)
    except BaseException as error:
        _tell(lifeline, {"limit": f"could not be confined: {error}"})
    finally:
        os._exit(0)


def _tell(lifeline: socket.socket, what: dict) -> None:
    with suppress(OSError):
        lifeline.sendall(json.dumps(what).encode() + b"\n")


def _supervise(policy: Policy, lifeline: socket.socket, keep: list[int], run: Callable[[], None]) -> None:
    """Be the supervisor: fork the worker, and wait for its end, for the grader's, or for a limit."""
    namespaces = policy.layers.namespaces
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    linux.forbid_tracing()
    if namespaces:
        _mount(policy.scratch, policy.limits.scratch_mib)
    else:
        linux.adopt_orphans()
    close_others([lifeline.fileno(), *keep])
    worker = os.fork()
    if worker == 0:
        _work(policy, lifeline, keep, run)
    for descriptor in keep:
        os.close(descriptor)
    try:
        _tell(lifeline, _watch(policy, lifeline, worker))
    finally:
        if not namespaces:
            _kill_descendants()
            shutil.rmtree(policy.scratch, ignore_errors=True)
        os._exit(0)  # as the first process of its PID namespace it takes every other one with it


def _work(policy: Policy, lifeline: socket.socket, keep: list[int], run: Callable[[], None]) -> None:
    """Be the worker: confine this process, then run the code."""
    try:
        linux.end_with_parent()
        confine(policy, keep)
        run()
        os._exit(0)
    except BaseException as error:
        _tell(lifeline, {"limit": f"could not be confined: {type(error).__name__}: {error}"})
    finally:
        os._exit(71)


def _watch(policy: Policy, lifeline: socket.socket, worker: int) -> dict:
    """Wait for the worker's end, and return what ended it."""
    ended = os.pidfd_open(worker)
    poller = select.poll()
    poller.register(lifeline, select.POLLIN)
    poller.register(ended, select.POLLIN)
    base = _resident_mib(worker)
    while True:
        ready = [descriptor for descriptor, _ in poller.poll(WATCH_SECONDS * 1000)]
        if lifeline.fileno() in ready:
            order = lifeline.recv(1)
            if order != b"i":
                return {"exit": -signal.SIGKILL}
            os.kill(worker, signal.SIGINT)
        if ended in ready:
            _, status = os.waitpid(worker, 0)
            return {"exit": os.waitstatus_to_exitcode(status)}
        exceeded = _exceeded_limit(policy, base)
        if exceeded:
            return {"limit": exceeded}
        _reap_orphans(worker)


def _exceeded_limit(policy: Policy, base_mib: float) -> str:
    """The limit that all processes of the submission together exceed, if any; rlimits hold for each of them alone."""
    limits = policy.limits
    inside = _descendants()
    if len(inside) > limits.processes:
        return f"more than {limits.processes} processes at a time"
    if sum(max(0.0, _resident_mib(pid) - base_mib) for pid in inside) > 1.5 * limits.memory_mib:
        return f"more than {limits.memory_mib} MiB of memory"
    if not policy.layers.namespaces and _size_mib(policy.scratch) > limits.scratch_mib:
        return f"more than {limits.scratch_mib} MiB of files"
    return ""


def _reap_orphans(worker: int) -> None:
    """Wait for adopted processes that have ended; `_watch` waits for the worker itself."""
    with suppress(ChildProcessError):
        while (ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)) and ended.si_pid != worker:
            os.waitpid(ended.si_pid, 0)


def _descendants() -> list[int]:
    """Processes that this one started, directly or not; all others, if it is the first in its PID namespace."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with suppress(OSError, ValueError, IndexError):
                parents[int(name)] = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
    found, fresh = [], [os.getpid()]
    while fresh:
        fresh = sorted(pid for pid, parent in parents.items() if parent in fresh and pid not in found)
        found += fresh
    return found


def _resident_mib(pid: int) -> float:
    with suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
    return 0.0


def _size_mib(folder: str) -> float:
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += os.lstat(os.path.join(place, name)).st_size
    return total / 2**20


def _kill_descendants() -> None:
    """End all that was started, until nothing is left that could start more; takes the place of a PID namespace."""
    while True:
        left = _descendants()
        for pid in left:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if not left:
            return


def close_others(keep: list[int]) -> None:
    """Close every file descriptor but 0, 1, 2 and these."""
    for last, descriptor in pairwise((2, *sorted(keep))):
        os.closerange(last + 1, descriptor)
    linux.close_from(max([2, *keep]) + 1)


def confine(policy: Policy, keep: list[int]) -> None:
    """Confine this process for good. What is open stays open, so everything but `keep` is closed first."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    close_others(keep)
    _set_limits(policy.limits, own_user=bool(policy.layers.namespaces & linux.NEW_USER))
    os.chdir(policy.scratch)
    linux.drop_privileges()
    if policy.layers.files:
        rules = linux.Landlock()
        for path in policy.readable:
            rules.allow(path, linux.READ)
        for path in (*DEVICES, policy.scratch):
            rules.allow(path, linux.WRITE)
        rules.enforce()
    if policy.layers.calls:
        linux.filter_system_calls()


def address_space_beyond(mebibytes: int) -> int:
    """Bytes of address space that this process has now, plus so much more; for `RLIMIT_AS`."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + mebibytes * 2**20


def _set_limits(limits: Limits, own_user: bool) -> None:
    size = limits.scratch_mib * 2**20
    values = {
        resource.RLIMIT_AS: address_space_beyond(limits.memory_mib),
        resource.RLIMIT_FSIZE: size,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_MEMLOCK: 0,
    }
    if own_user:  # else it would count the user's other processes; it counts threads too
        values[resource.RLIMIT_NPROC] = 4 * limits.processes
    for what, value in values.items():
        hard = resource.getrlimit(what)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (value, value))
