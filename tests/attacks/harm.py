"""What an attack may be after besides points, and how to see whether it got it."""

from __future__ import annotations

import hashlib
import re
import socket
import threading
from pathlib import Path

import nbformat
import numpy

import helpers
from autograder.course import Course
from autograder.exercises import Unit, bank_files

SECRET = "sesame-of-the-grader"
#: Texts that no cell of a student may ever show: hidden tests, the bank, secrets, other submissions, files of the
#: system.
FORBIDDEN = (SECRET, "HIDDEN TESTS", "@UNIT.exercise", "Z_SECRET", "SQLite format", "root:x:", "stolen", '"cell_type"')
#: What the attacks leave running, and the key of what they leave in shared memory.
MARK, KEY = "98765", "424242"


class Listener(threading.Thread):
    """A server on this machine that nothing of a submission may reach.

    Args:
        port: 0 for any.
    """

    def __init__(self, port: int = 0):
        super().__init__(daemon=True)
        self.server = socket.create_server(("127.0.0.1", port))
        self.datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.datagrams.bind(self.server.getsockname())
        self.datagrams.setblocking(False)
        self.port, self._connections = self.server.getsockname()[1], 0

    def run(self) -> None:
        """Count connections until the server is closed."""
        while True:
            try:
                self.server.accept()
            except OSError:
                return
            self._connections += 1

    def reached(self) -> bool:
        """Whether anything came, by connection or datagram."""
        try:
            self.datagrams.recv(100)
        except BlockingIOError:
            return bool(self._connections)
        return True

    def close(self) -> None:
        """Stop listening."""
        self.server.close()
        self.datagrams.close()


def snapshot(course: Course, unit: Unit) -> dict[Path, str]:
    """Digests of all that a submission must not change."""
    folders = [course.root / name for name in ("source", "release", "submitted")] + [Path(helpers.__file__).parent]
    files = [
        path for folder in folders for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in [*files, *bank_files(unit), Path(numpy.__file__)]
        if path.is_file()
    }


def planted(course: Course) -> list[Path]:
    """Files that the attacks leave wherever they can."""
    places = [
        course.root,
        Path("/tmp"),
        Path("/var/tmp"),
        Path("/dev/shm"),
        Path.home(),
        Path("/"),
        Path("/usr/local"),
        Path("/run"),
    ]
    return [path for place in places for path in place.glob("planted*")] + list(course.root.rglob("planted*"))


def still_running() -> list[str]:
    """Command lines of processes that the attacks start and leave."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return [line for line in lines if MARK in line]


def in_shared_memory() -> list[str]:
    """Kinds of shared memory, semaphores and message queues that the attacks left."""
    return [kind for kind in ("shm", "sem", "msg") if KEY in Path(f"/proc/sysvipc/{kind}").read_text()]


def forbidden_texts(notebook: Path) -> list[str]:
    """Which of `FORBIDDEN` the student's own cells of a graded notebook show."""
    cells = nbformat.read(notebook, as_version=4).cells
    own = [cell for cell in cells if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade")]
    seen = re.sub(r"\\x1b\[[\d;]*m", "", "\n".join(str(output) for cell in own for output in cell.outputs))
    return [text for text in FORBIDDEN if text in seen]
