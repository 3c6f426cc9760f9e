"""The few Linux system calls that confinement needs and Python 3.11 lacks.

Landlock is called directly, since the package on PyPI is an alpha that knows neither its network nor its signal scopes.
Every function raises OSError if the kernel refuses.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from contextlib import suppress
from pathlib import Path

NEW_NS, NEW_UTS, NEW_IPC, NEW_USER, NEW_PID, NEW_NET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
_NEW_ANYTHING = NEW_NS | NEW_UTS | NEW_IPC | NEW_USER | NEW_PID | NEW_NET | 0x2000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 2, 4, 8, 0x4000, 1 << 18

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP, _PR_SET_SECUREBITS = 1, 4, 22, 24, 28
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 36, 38
_MOUNT_SETATTR, _CLOSE_RANGE = 442, 436
_NO_ROOT_LOCKED = 0b11  # user 0 is nobody special, and that stays so

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def _prctl(option: int, *arguments: int) -> None:
    padded = [ctypes.c_ulong(argument) for argument in (*arguments, 0, 0, 0, 0)[:4]]
    _check(_libc.prctl(option, *padded), f"prctl {option}")


def unshare(flags: int) -> None:
    """Leave the namespaces that the `NEW_…` flags name; with `NEW_PID`, only processes that are forked later do."""
    _check(_libc.unshare(flags), "unshare")


def mount(kind: str, target: str, flags: int, options: str = "") -> None:
    """Mount a new file system of a kind such as ``tmpfs``; with kind "", change how `target` is shared."""
    source = kind.encode() or b"none"
    _check(
        _libc.mount(source, target.encode(), source, ctypes.c_ulong(flags), options.encode() or None), f"mount {target}"
    )


def make_read_only(path: str) -> None:
    """Make a mount and all below it read-only in this mount namespace, including the times and rights of files."""
    attributes = struct.pack("=QQQQ", 1 | 2, 0, 0, 0)  # read-only, no set-user-id programs
    _check(
        _libc.syscall(_MOUNT_SETATTR, -100, path.encode(), 0x8000, attributes, ctypes.c_size_t(len(attributes))),
        "mount_setattr",
    )


def map_user() -> None:
    """In a new user namespace, stay the same user and group as outside."""
    user, group = os.geteuid(), os.getegid()
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def close_from(first: int) -> None:
    """Close every file descriptor from this one on, however many are open."""
    if (
        _libc.syscall(_CLOSE_RANGE, ctypes.c_uint(first), ctypes.c_uint(2**32 - 1), ctypes.c_uint(0)) < 0
    ):  # before Linux 5.9
        for name in os.listdir("/proc/self/fd"):
            if int(name) >= first:
                with suppress(OSError):  # the one with which the folder was read
                    os.close(int(name))


def end_with_parent() -> None:
    """Be killed when the process that forked this one ends."""
    _prctl(_PR_SET_PDEATHSIG, 9)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent has ended."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def forbid_tracing() -> None:
    """Let no process of the same user look into this one."""
    _prctl(_PR_SET_DUMPABLE, 0)


def drop_privileges() -> None:
    """Give up every capability for good, even those that a new user namespace or a set-user-id program would give."""
    for capability in range(64):
        if _libc.prctl(_PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) < 0:
            break  # beyond the last one that this kernel knows, or without the right to drop any: there is none to drop
    if _libc.prctl(_PR_SET_SECUREBITS, ctypes.c_ulong(_NO_ROOT_LOCKED), 0, 0, 0) < 0 and os.geteuid() == 0:
        raise OSError(ctypes.get_errno(), "prctl: the privileges of root cannot be given up")
    header, nothing = struct.pack("=Ii", 0x20080522, 0), bytes(24)
    _check(_libc.capset(header, nothing), "capset")
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE, _IOCTL_DEV = 1, 2, 4, 8, 1 << 14, 1 << 15
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
#: Rights over files by the version of Landlock: 2 adds linking between folders, 3 truncation, 5 device control.
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
READ, WRITE = _EXECUTE | _READ_FILE | _READ_DIR, -1


def landlock_version() -> int:
    """The version of the kernel's Landlock; 0 if there is none."""
    return max(0, _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)) if platform.system() == "Linux" else 0


class Landlock:
    """A set of rules: only these files may be used; no TCP, signals or abstract sockets reach the outside."""

    def __init__(self) -> None:
        version = landlock_version()
        self._rights = _FILE_RIGHTS[min(version, 5)]
        network = 0b11 if version >= 4 else 0
        scopes = 0b11 if version >= 6 else 0
        attributes = struct.pack("=QQQ", self._rights, network, scopes)[
            : 8 if version < 4 else 16 if version < 6 else 24
        ]
        self._rules = _check(
            _libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0), "landlock"
        )

    def allow(self, path: str, rights: int) -> None:
        """Allow `READ` or `WRITE` (everything) for a file, or a folder and all in it; ignore a missing path."""
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            return
        try:
            allowed = self._rights & rights & (-1 if os.path.isdir(path) else _OF_FILES)
            rule = struct.pack("=Qi", allowed, place)
            _check(_libc.syscall(_ADD_RULE, self._rules, 1, rule, 0), f"landlock {path}")
        finally:
            os.close(place)

    def enforce(self) -> None:
        """Bind this process and all that it starts, for good; `drop_privileges` must have been called."""
        _check(_libc.syscall(_RESTRICT_SELF, self._rules, 0), "landlock")
        os.close(self._rules)


# fmt: off
#: System calls that no cell of a notebook needs, by machine: name -> number. socket() is among them, socketpair() is
#: not. Files in memory and System V's shared memory and queues belong to no folder of limited size, and outlive the
#: process where there is no namespace; watches of files tell names in folders that cannot be listed; the last few act
#: on any process of the same user.
_SHARED_CALLS = {"io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428, "move_mount": 429,
                 "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433, "pidfd_getfd": 438, "mount_setattr": 442,
                 "memfd_secret": 447, "process_madvise": 440, "process_mrelease": 448}
#: What Landlock does not control: rights, owners and times of files. These calls do nothing and report success, since
#: copying a file makes them; setting extended attributes is refused.
_PRETENDED = {"x86_64": (90, 91, 268, 452, 92, 93, 94, 260, 132, 235, 261, 280), "aarch64": (52, 53, 452, 54, 55, 88)}
_MACHINES = {
    "x86_64": (0xC000003E, 56, {
        "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190, "removexattr": 197, "lremovexattr": 198, "fremovexattr": 199,
        "socket": 41, "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "unshare": 272, "setns": 308, "mount": 165,
        "umount2": 166, "pivot_root": 155, "chroot": 161, "bpf": 321, "perf_event_open": 298, "keyctl": 250, "add_key": 248,
        "request_key": 249, "userfaultfd": 323, "kcmp": 312, "open_by_handle_at": 304, "kexec_load": 246, "init_module": 175,
        "finit_module": 313, "delete_module": 176, "reboot": 169, "syslog": 103,
        "memfd_create": 319, "shmget": 29, "shmat": 30, "shmctl": 31, "semget": 64, "semop": 65, "semctl": 66, "semtimedop": 220,
        "msgget": 68, "msgsnd": 69, "msgrcv": 70, "msgctl": 71, "mq_open": 240, "mq_unlink": 241,
        "inotify_init": 253, "inotify_init1": 294, "fanotify_init": 300,
        "setpriority": 141, "ioprio_set": 251, "sched_setaffinity": 203, "sched_setparam": 142, "sched_setscheduler": 144,
        "sched_setattr": 314, "migrate_pages": 256, "move_pages": 279}, 302),
    "aarch64": (0xC00000B7, 220, {
        "setxattr": 5, "lsetxattr": 6, "fsetxattr": 7, "removexattr": 14, "lremovexattr": 15, "fremovexattr": 16,
        "socket": 198, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "unshare": 97, "setns": 268, "mount": 40,
        "umount2": 39, "pivot_root": 41, "chroot": 51, "bpf": 280, "perf_event_open": 241, "keyctl": 219, "add_key": 217,
        "request_key": 218, "userfaultfd": 282, "kcmp": 272, "open_by_handle_at": 265, "kexec_load": 104, "init_module": 105,
        "finit_module": 273, "delete_module": 106, "reboot": 142, "syslog": 116,
        "memfd_create": 279, "shmget": 194, "shmat": 196, "shmctl": 195, "semget": 190, "semop": 193, "semctl": 191, "semtimedop": 192,
        "msgget": 186, "msgsnd": 189, "msgrcv": 188, "msgctl": 187, "mq_open": 180, "mq_unlink": 181,
        "inotify_init1": 26, "fanotify_init": 262,
        "setpriority": 140, "ioprio_set": 30, "sched_setaffinity": 122, "sched_setparam": 118, "sched_setscheduler": 119,
        "sched_setattr": 274, "migrate_pages": 238, "move_pages": 239}, 261),
}
# fmt: on
_CLONE3 = 435
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _REFUSE, _UNKNOWN, _PRETEND = (
    0x7FFF0000,
    0x80000000,
    0x50000 | 1,
    0x50000 | 38,
    0x50000,
)  # EPERM, ENOSYS, 0


def can_filter_system_calls() -> bool:
    """Whether the numbers of this machine's system calls are known here."""
    return platform.system() == "Linux" and platform.machine() in _MACHINES


def filter_system_calls() -> None:
    """Refuse, for good, what `_MACHINES` lists: sockets, tracing, new namespaces, mounts, rare kernel interfaces.

    What `_PRETENDED` lists does nothing. A process can set no limits but its own. clone3 is said not to exist, since a
    filter cannot see its arguments; the C library then falls back to clone.
    """
    architecture, clone, calls, prlimit = _MACHINES[platform.machine()]
    program = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    if architecture == _MACHINES["x86_64"][0]:
        program += [(_AT_LEAST, 0, 1, 0x40000000), (_RETURN, 0, 0, _UNKNOWN)]  # the x32 calls have other numbers
    program += [(_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _UNKNOWN)]
    for number in (*calls.values(), *_SHARED_CALLS.values()):
        program += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    for number in _PRETENDED[platform.machine()]:
        program += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _PRETEND)]
    program += [
        (_EQUAL, 0, 4, prlimit),
        (_LOAD, 0, 0, 16),
        (_EQUAL, 1, 0, 0),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    program += [
        (_EQUAL, 0, 3, clone),
        (_LOAD, 0, 0, 16),
        (_ANY_BIT, 0, 1, _NEW_ANYTHING),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in program))
    pointer = struct.pack("@HP", len(program), ctypes.addressof(code))
    _check(_libc.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(2), pointer, 0, 0), "seccomp")
