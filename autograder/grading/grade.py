"""Grade a class: submissions are repaired and scored here, in the only process that writes the gradebook;
the cells run on a `concurrent.futures.Executor`. One submission that cannot be graded never stops the others."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import reads_json
from traitlets.config import Config

from autograder.course import Course
from autograder.engine.execute import Execute, files_beside, run_in_place, run_notebook
from autograder.engine.session import DIED, NOT_RUN, TIMED_OUT, cancel_all
from autograder.errors import SubmissionError, UsageError
from autograder.exercises import Unit, bank_files
from autograder.grading.gradebook import RunGradebook
from autograder.grading.handed_out import HandedOut, prepare_unit
from autograder.grading.pipeline import Conversion
from autograder.grading.records import FAILED, GRADED, MISSING, REFUSED, Remark, SubmissionRecord
from autograder.grading.submissions import find_tampering, fingerprint, read_submission

WAIT_SECONDS = 0.3
#: Submissions that are sanitised while no process is there yet to run them; as many on a large machine, since each
#: takes memory.
AHEAD = 12
_REMARK_KINDS = {TIMED_OUT: "timeout", DIED: "crash", NOT_RUN: "not-run"}


@dataclass(frozen=True)
class Task:
    """A submission on its way: prepared, waiting for its cells to run."""

    unit: Unit
    record: SubmissionRecord
    conversion: Conversion
    notebook: NotebookNode


def grade_unit(course: Course, unit: Unit, students: list[str] | None = None, **options: Any) -> list[SubmissionRecord]:
    """Grade the submissions of one unit; see `grade_units`."""
    return grade_units(course, [unit], students, **options)


def grade_units(
    course: Course,
    units: list[Unit],
    students: list[str] | None = None,
    *,
    force: bool = False,
    workers: int | None = None,
    executor: Executor | None = None,
    unconfined: bool = False,
    figures: bool = True,
    on_record: Callable[[SubmissionRecord, bool], None] | None = None,
    on_notice: Callable[[str], None] | None = None,
) -> list[SubmissionRecord]:
    """Grade the submissions of some units.

    A submission that was graded before, and whose file and source notebook are the same since, is left as it is: a
    run that was interrupted goes on where it stopped.

    Args:
        course: the folder; ``submitted/<student>/<unit>/`` is read, ``autograded/``, ``gradebook.db`` and
            ``reports/<unit>/records/`` are written.
        units: what to grade.
        students: only these; None for all.
        force: grade again what was graded before.
        workers: notebooks that run at a time; None for one on each core.
        executor: where the cells run, e.g. ``client.get_executor()`` of dask.distributed; None for this machine.
        unconfined: run the cells in ordinary kernels, with the rights of whoever grades.
        figures: draw them; without, grading is faster and the graded notebooks have no pictures.
        on_record: called after each submission with its record and whether it was graded just now.
        on_notice: called with each line that the instructor should read, before anything is graded.

    Returns:
        A record for each submission, in the order of the units and of the students' names.

    Raises:
        UsageError: nothing was submitted for one of the units, or a student that was named submitted none of them.
        ReleaseError: nbgrader refuses the source notebook, or its cells and points are not those that were handed out.
        EngineError: cells cannot be confined here, and `unconfined` is not set.
    """
    settings = _settings(course, unconfined, figures)
    if executor is None:
        Execute(config=Config(settings)).launch()
    chosen = choose(course, units, students)
    tell = on_record or (lambda record, fresh: None)
    records: dict[tuple[str, str], SubmissionRecord] = {}
    with _interrupts() as stop_if_asked, RunGradebook(course.gradebook()) as gradebook:
        grader = Grader(course, gradebook, {unit.id: prepare_unit(course, unit, gradebook) for unit in units})
        for handed_out in grader.handed_out.values():
            if handed_out.notice and on_notice:
                on_notice(handed_out.notice)
        with _executor(settings, executor, workers) as (submit, limit):
            running: dict[Future, Task] = {}
            for unit, student in _longest_first(course, chosen):
                stop_if_asked()
                known = None if force else _known(course, unit, student)
                if known:
                    records[unit.id, student] = known
                    tell(known, False)
                    continue
                prepared = grader.prepare(unit, student)
                if isinstance(prepared, SubmissionRecord):
                    records[unit.id, student] = prepared
                    tell(prepared, True)
                    continue
                running[submit(prepared)] = prepared
                while len(running) >= limit:  # bounded, so that memory does not grow with the class
                    _collect(grader, running, records, tell)
                    stop_if_asked()
            while running:
                _collect(grader, running, records, tell)
                stop_if_asked()
    return [records[unit.id, student] for unit, student in chosen]


def choose(course: Course, units: list[Unit], students: list[str] | None) -> list[tuple[Unit, str]]:
    """The submissions to these units, of all students or of some.

    Raises:
        UsageError: nothing was submitted for a unit, or a student submitted none of them.
    """
    found = {unit.id: course.students(unit) for unit in units}
    for unit in units:
        if not found[unit.id]:
            raise UsageError(f"Nothing was submitted for {unit.id}: no folder matches {course.submitted}/*/{unit.id}.")
    everyone = sorted(set().union(*found.values()))
    for student in students or ():
        if student not in everyone:
            raise UsageError(f"{student!r} submitted nothing for {', '.join(found)}. Submitted: {', '.join(everyone)}.")
    return [(unit, student) for unit in units for student in found[unit.id] if not students or student in students]


def _longest_first(course: Course, chosen: list[tuple[Unit, str]]) -> list[tuple[Unit, str]]:
    """In the order in which to run them: at the end, no core should wait long for the others. What takes long has a
    long source.
    """
    sizes = {unit.id: course.source(unit).stat().st_size for unit, _ in chosen}
    return sorted(chosen, key=lambda place: -sizes[place[0].id])


@contextmanager
def _interrupts() -> Iterator[Callable[[], None]]:
    """Ctrl-C takes effect where the yielded function is called: anywhere else Python may drop it (in a destructor) or
    cut a step in two.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or before is not signal.default_int_handler:
        yield lambda: None
        return
    asked = threading.Event()

    def stop_if_asked() -> None:
        if asked.is_set():
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, lambda number, frame: asked.set())
    try:
        yield stop_if_asked
    finally:
        signal.signal(signal.SIGINT, before)


def _known(course: Course, unit: Unit, student: str) -> SubmissionRecord | None:
    """The record of an earlier run, if everything it was made from is unchanged and still there."""
    path = course.records(unit.id) / f"{student}.json"
    try:
        record = SubmissionRecord.load(path)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    submission = course.submission(unit, student)
    same = submission.is_file() and record.fingerprint == fingerprint(
        submission, course.source(unit), *bank_files(unit)
    )
    return record if same and record.status == GRADED and course.autograded(unit, student).is_file() else None


@dataclass(frozen=True)
class Grader:
    """What every submission of a run is graded with.

    Attributes:
        course: the folder.
        gradebook: the run's.
        handed_out: what the students of each unit were given, by id of the unit.
    """

    course: Course
    gradebook: RunGradebook
    handed_out: dict[str, HandedOut]

    def prepare(self, unit: Unit, student: str) -> Task | SubmissionRecord:
        """Read one submission and restore the instructor's cells; a record comes back where there is nothing to run."""
        record = SubmissionRecord(student, unit.id, GRADED)
        path = self.course.submission(unit, student)
        try:
            if not path.is_file():
                return self.settle(unit, replace(record, status=MISSING, reason=_what_is_there(path)))
            record = replace(record, fingerprint=fingerprint(path, self.course.source(unit), *bank_files(unit)))
            submitted = read_submission(path)
            record = replace(record, remarks=tuple(find_tampering(submitted, self.handed_out[unit.id].versions)))
            conversion = Conversion(self.course, unit, student, self.gradebook)
            return Task(unit, record, conversion, conversion.prepare(submitted))
        except SubmissionError as error:
            return self.settle(unit, replace(record, status=REFUSED, reason=str(error)))
        except Exception as error:  # whatever is wrong with one submission, the class goes on
            return self.settle(unit, replace(record, status=FAILED, reason=_one_line(error)))

    def save(self, task: Task, executed: NotebookNode, seconds: float) -> SubmissionRecord:
        """Score a submission whose cells were run, and keep its record."""
        remarks = task.record.remarks + tuple(_remarks(executed))
        score, max_score = task.conversion.finish(executed)
        record = replace(task.record, score=score, max_score=max_score, seconds=round(seconds, 3), remarks=remarks)
        record.save(self.course.records(task.unit.id))
        return record

    def settle(self, unit: Unit, record: SubmissionRecord) -> SubmissionRecord:
        """Note a submission that cannot be run, and leave no stale score or page of an earlier one behind."""
        for folder in (
            self.course.autograded(unit, record.student).parent,
            self.course.feedback(unit, record.student).parent,
        ):
            shutil.rmtree(folder, ignore_errors=True)
        if record.status == MISSING:
            self.gradebook.score_zero(unit.id, record.student)
        else:
            self.gradebook.remove_submission(unit.id, record.student)
        record = replace(record, score=0.0, max_score=self.gradebook.released(unit.id).max_score)
        record.save(self.course.records(unit.id))
        return record


def _what_is_there(path: Path) -> str:
    others = ", ".join(sorted(other.name for other in path.parent.glob("*.ipynb")))
    return f"No {path.name} was submitted; " + (
        f"found {others}. Was it renamed?" if others else "the folder has no notebook."
    )


def _settings(course: Course, unconfined: bool, figures: bool) -> dict:
    """What of the course's configuration the cells need to know, as plain data."""
    execute = dict(course.config.Execute)
    asked = {
        "unconfined": unconfined or execute.get("unconfined", False),
        "figures": figures and execute.get("figures", True),
    }
    return {"Execute": execute | asked, "CourseDirectory": {"root": str(course.root)}}


def _collect(
    grader: Grader,
    running: dict[Future, Task],
    records: dict[tuple[str, str], SubmissionRecord],
    tell: Callable[[SubmissionRecord, bool], None],
) -> None:
    """Wait for a moment, or until at least one notebook has run, and save what has."""
    done, _ = wait(running, timeout=WAIT_SECONDS, return_when=FIRST_COMPLETED)
    for future in done:
        task = running.pop(future)
        try:
            executed, seconds = future.result()
            record = grader.save(task, reads_json(executed) if isinstance(executed, str) else executed, seconds)
        except BrokenProcessPool:
            raise
        except Exception as error:
            record = grader.settle(task.unit, replace(task.record, status=FAILED, reason=_one_line(error)))
        records[record.unit, record.student] = record
        tell(record, True)


def _remarks(executed: NotebookNode) -> Iterator[Remark]:
    """Cells that were cut short; of those that were not run, only the first, since the rest follow from it."""
    told = False
    for cell in executed.cells:
        for output in cell.get("outputs", ()):
            kind = _REMARK_KINDS.get(output.get("ename")) if output.output_type == "error" else None
            if kind and not (kind == "not-run" and told):
                told = told or kind == "not-run"
                reason = output.evalue or "stopped at the time limit"
                yield Remark(kind, cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", ""), reason)


def _one_line(error: Exception) -> str:
    first = str(error).strip().splitlines()
    return f"{type(error).__name__}: {first[0]}" if first else type(error).__name__


@contextmanager
def _executor(
    settings: dict, executor: Executor | None, workers: int | None
) -> Iterator[tuple[Callable[[Task], Future], int]]:
    """What has a notebook run, and how many to have under way.

    Raises:
        EngineError: cells are to run here, and cannot be confined.
    """
    count = workers or os.cpu_count() or 1

    def submit(task: Task) -> Future:
        return pool.submit(run_notebook, json.dumps(task.notebook), files_beside(str(task.conversion.folder)), settings)

    def submit_in_place(task: Task) -> Future:
        return pool.submit(run_in_place, task.notebook, files_beside(str(task.conversion.folder)), settings)

    if executor is not None:
        pool = executor
        yield submit, 2 * count + AHEAD
        return
    execute = Execute(config=Config(settings))
    if execute.unconfined:
        # processes, since an ordinary kernel is driven by an event loop; spawned, since the parent holds an open
        # database
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=_serve_the_parent, initargs=(os.getpid(),))
    else:
        execute.require_confinement()
        pool, submit = (
            ThreadPoolExecutor(count, thread_name_prefix="notebook"),
            submit_in_place,
        )  # threads that wait for the engine's processes
    with pool:
        try:
            yield submit, 2 * count + AHEAD
        except BaseException:  # an interrupt must not wait for notebooks that run
            pool.shutdown(wait=False, cancel_futures=True)
            cancel_all()
            for worker in multiprocessing.active_children():
                worker.terminate()
            raise


def _serve_the_parent(parent: int) -> None:
    """A worker must not answer Ctrl-C with a traceback, and must not outlive a parent that was killed.

    A handler for the signal, since kernels would inherit that it is ignored.
    """
    signal.signal(signal.SIGINT, lambda number, frame: None)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
