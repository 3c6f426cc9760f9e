"""One notebook's cells, in order: the student's in one process, the tests in another.

Read-only cells run in both. A cell that ends its process, or has to be ended, costs only itself: a new process takes
over, runs the earlier cells again without keeping what they print, and goes on with the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from nbformat.notebooknode import NotebookNode, from_dict
from nbgrader.utils import is_grade, is_locked, is_solution

from autograder.engine.rpc.calls import ENDED
from autograder.engine.rpc.outputs import clean_outputs, error_output
from autograder.engine.rpc.wire import WireError
from autograder.engine.workers.handles import (
    GRACE_SECONDS,
    CheckerHandle,
    CodeEnded,
    StudentHandle,
    ZygoteHandle,
)
from autograder.errors import EngineError

#: Names of the errors that are written into cells that were cut short; reports look for them.
TIMED_OUT, DIED, NOT_RUN = "CellTimeoutError", "KernelDied", "NotRun"
MAX_RESTARTS = 20

_running: set[Session] = set()


def cancel_all() -> None:
    """End the notebooks that run in other threads of this process."""
    for session in list(_running):
        session.cancel()


@dataclass(eq=False)
class Session:
    """Runs the cells of one notebook.

    Attributes:
        students, checkers: the zygotes to fork from.
        files: what lies beside the notebook: contents by relative path.
        cell_seconds, notebook_seconds: time limits.
    """

    students: ZygoteHandle
    checkers: ZygoteHandle
    files: dict[str, bytes]
    cell_seconds: float
    notebook_seconds: float
    _student: StudentHandle | None = None
    _checker: CheckerHandle | None = None
    _ran: list[tuple[int, str]] = field(default_factory=list)  # cells of the student that ended well
    _given: list[tuple[int, str]] = field(default_factory=list)
    _state: str = ""  # what the tests have left for later cells, as JSON
    _restarts: int = 0
    _cancelled: bool = False

    def run(self, cells: list[NotebookNode]) -> None:
        """Run every code cell, in place. It never raises for what a student's code does.

        Raises:
            EngineError: no process can be started, or `cancel` was called.
        """
        end = monotonic() + self.notebook_seconds
        number = 0
        _running.add(self)
        try:
            for cell in cells:
                if cell.cell_type != "code" or not cell.source.strip():
                    continue
                number += 1
                if self._cancelled:
                    raise EngineError("Grading was interrupted.")
                if monotonic() > end:
                    cell.outputs = [error(NOT_RUN, f"the notebook had used up its {self.notebook_seconds:g} s")]
                    continue
                self._run_cell(cell, number)
        finally:
            _running.discard(self)
            self.close()

    def cancel(self) -> None:
        """From another thread: end both processes and let `run` raise."""
        self._cancelled = True
        for process in (self._student, self._checker):
            if process:
                process.hang_up()

    def close(self) -> None:
        """End both processes and all that they started."""
        for process in (self._student, self._checker):
            if process:
                process.kill()
        self._student = self._checker = None

    def _run_cell(self, cell: NotebookNode, number: int) -> None:
        problem = self._make_ready()
        cell.execution_count = number
        if problem:
            cell.outputs = [error(NOT_RUN, problem)]
        elif is_grade(cell) and not is_solution(cell):
            cell.outputs = self._run_test(cell.source, number)
        else:
            cell.outputs = self._run_student(cell.source, number)
            if is_locked(cell):
                self._run_given(cell.source, number)

    def _make_ready(self) -> str:
        """See that both processes are there; return why the student's cannot be, if so."""
        if self._student and self._student.has_ended:  # in the background, after its cell was done
            self._student.how_it_ended()
            self._student = None
        if self._student is None:
            if self._restarts > MAX_RESTARTS:
                return f"the notebook's process had ended {MAX_RESTARTS} times"
            self._restarts += 1
            self._student = StudentHandle(self.students, self.files)
            fresh = self._checker is None
            if fresh:
                self._checker = CheckerHandle(self.checkers)
            self._checker.connect(self._student, self.cell_seconds + 2 * GRACE_SECONDS)
            self._replay()
            if fresh:
                for number, source in self._given:
                    self._on_checker(source, number, given=True)
        return ""

    def _replay(self) -> None:
        """Bring a new process to where the old one was; leave out a cell that fails this time."""
        for number, source in list(self._ran):
            try:
                self._student.run(number, source, self._state, self.cell_seconds)
            except CodeEnded:
                self._ran.remove((number, source))
                return

    def _run_student(self, source: str, number: int) -> list[NotebookNode]:
        try:
            raw, interrupted = self._student.run(number, source, self._state, self.cell_seconds)
        except CodeEnded as ended:
            self._student = None
            return [*clean_outputs(ended.outputs), error(TIMED_OUT if ended.for_time else DIED, ended.reason)]
        outputs = clean_outputs(raw)
        if interrupted:
            return [*outputs, error(TIMED_OUT, f"stopped after {self.cell_seconds:g} s")]
        self._ran.append((number, source))
        return outputs

    def _run_given(self, source: str, number: int) -> None:
        self._given.append((number, source))
        self._on_checker(source, number, given=True)

    def _run_test(self, source: str, number: int) -> list[NotebookNode]:
        outputs, problem = self._on_checker(source, number, given=False)
        if problem == TIMED_OUT:
            return [*outputs, error(TIMED_OUT, f"stopped after {self.cell_seconds:g} s")]
        if problem and self._student:
            reason = self._student.how_it_ended() if problem == ENDED else problem
            self._end_student()
            return [*outputs, error(DIED, reason)]
        return outputs

    def _on_checker(self, source: str, number: int, given: bool) -> tuple[list[NotebookNode], str]:
        """Run a cell in the checker.

        If it takes too long, first the student's code is interrupted, then its process is ended, at last the checker's,
        whose test itself never ends.

        Returns:
            Its outputs, and what was wrong: `TIMED_OUT`, what the checker says about the student's process, or "".
        """
        self._checker.begin(number, source, given)
        steps = [
            (self.cell_seconds, lambda: self._student.interrupt()),
            (GRACE_SECONDS, self._end_student),
            (GRACE_SECONDS, None),
        ]
        problem = ""
        for seconds, stop in steps:
            try:
                outputs, self._state, broken = self._checker.finish(seconds)
            except WireError:
                problem = TIMED_OUT
                if stop:
                    stop()
                continue
            return [from_dict(output) for output in outputs], problem or broken
        self._checker.kill()
        self._end_student()
        self._checker = None
        return [], TIMED_OUT

    def _end_student(self) -> None:
        if self._student:
            self._student.kill()
        self._student = None


def error(name: str, reason: str) -> NotebookNode:
    """Make an output that says why a cell was cut short."""
    return from_dict(error_output(name, reason))
