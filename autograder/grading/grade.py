"""Grade a class: nbgrader's own sanitise and save steps here, in the only process that writes the gradebook;
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
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.writers import FilesWriter
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import reads_json, writes_json
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from traitlets.config import Config

from autograder.course import Course, collecting_log
from autograder.engine.execute import Execute, files_beside, run_in_place, run_notebook
from autograder.engine.session import DIED, NOT_RUN, TIMED_OUT, cancel_all
from autograder.errors import SubmissionError, UsageError
from autograder.exercises import Unit, bank_files
from autograder.grading.records import FAILED, GRADED, MISSING, REFUSED, Remark, SubmissionRecord
from autograder.grading.submissions import find_tampering, fingerprint, read_submission
from autograder.grading.thrift import thrift
from autograder.release import is_registered, release_unit

WAIT_SECONDS = 0.3
#: Submissions that are sanitised while no process is there yet to run them; as many on a large machine, since each takes memory.
AHEAD = 12
_REMARK_KINDS = {TIMED_OUT: "timeout", DIED: "crash", NOT_RUN: "not-run"}


@dataclass
class Task:
    """A submission on its way: sanitised, waiting for its cells to run."""

    unit: Unit
    record: SubmissionRecord
    converter: Autograde
    path: Path  # where the graded notebook will stand; the files beside it are there already
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
        workers: notebooks that run at a time; None for one a core.
        executor: where the cells run, e.g. ``client.get_executor()`` of dask.distributed; None for this machine.
        unconfined: run the cells in ordinary kernels, with the rights of whoever grades.
        figures: draw them; without, grading is faster and the graded notebooks have no pictures.
        on_record: called after each submission with its record and whether it was graded just now.

    Returns:
        A record a submission, in the order of the units and of the students' names.

    Raises:
        UsageError: nothing was submitted for one of the units, or a student that was named submitted none of them.
        ReleaseError: the source notebook is not fit to be released.
        EngineError: cells cannot be confined here, and `unconfined` is not set.
    """
    settings = _settings(course, unconfined, figures)
    if executor is None:
        Execute(config=Config(settings)).launch()
    chosen = choose(course, units, students)
    for unit in units:
        if not is_registered(course, unit):
            release_unit(course, unit)
    tell = on_record or (lambda record, fresh: None)
    records: dict[tuple[str, str], SubmissionRecord] = {}
    with _interrupts() as stop_if_asked, thrift(), _executor(settings, executor, workers) as (submit, limit):
        running: dict[Future, Task] = {}
        for unit, student in _longest_first(course, chosen):
            stop_if_asked()
            known = None if force else _known(course, unit, student)
            if known:
                records[unit.id, student] = known
                tell(known, False)
                continue
            prepared = _prepare(course, unit, student)
            if isinstance(prepared, SubmissionRecord):
                records[unit.id, student] = prepared
                tell(prepared, True)
                continue
            running[submit(prepared)] = prepared
            while len(running) >= limit:  # bounded, so that memory does not grow with the class
                _collect(course, running, records, tell)
                stop_if_asked()
        while running:
            _collect(course, running, records, tell)
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
    """In the order in which to run them: at the end, no core should wait long for the others. What takes long has a long source."""
    sizes = {unit.id: course.source(unit).stat().st_size for unit, _ in chosen}
    return sorted(chosen, key=lambda place: -sizes[place[0].id])


@contextmanager
def _interrupts() -> Iterator[Callable[[], None]]:
    """Ctrl-C takes effect where the yielded function is called: anywhere else Python may drop it (in a destructor) or cut a step in two."""
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
    same = submission.is_file() and record.fingerprint == fingerprint(submission, course.source(unit), *bank_files(unit))
    return record if same and record.status == GRADED and course.autograded(unit, student).is_file() else None


def _prepare(course: Course, unit: Unit, student: str) -> Task | SubmissionRecord:
    """Read and sanitise one submission; a record comes back where there is nothing to run."""
    record = SubmissionRecord(student, unit.id, GRADED)
    path = course.submission(unit, student)
    try:
        if not path.is_file():
            return _settle(course, unit, replace(record, status=MISSING, reason=_what_is_there(path)))
        record = replace(record, fingerprint=fingerprint(path, course.source(unit), *bank_files(unit)))
        submitted = read_submission(path)
        record = replace(record, remarks=tuple(find_tampering(submitted, _released(course.release(unit)))))
        return Task(unit, record, *_sanitise(course, unit, student, submitted))
    except SubmissionError as error:
        return _settle(course, unit, replace(record, status=REFUSED, reason=str(error)))
    except Exception as error:  # whatever is wrong with one submission, the class goes on
        return _settle(course, unit, replace(record, status=FAILED, reason=_one_line(error)))


@lru_cache(8)
def _read_release(path: Path, changed: int) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def _released(path: Path) -> NotebookNode:
    """The student's notebook as it was handed out; read once, and again when it is written anew."""
    return _read_release(path, path.stat().st_mtime_ns)


def _what_is_there(path: Path) -> str:
    others = ", ".join(sorted(other.name for other in path.parent.glob("*.ipynb")))
    return f"No {path.name} was submitted; " + (f"found {others}. Was it renamed?" if others else "the folder has no notebook.")


def _sanitise(course: Course, unit: Unit, student: str, submitted: NotebookNode) -> tuple[Autograde, Path, NotebookNode]:
    """nbgrader's first half: restore the instructor's cells, and put what else was handed in into ``autograded/``."""
    converter = Autograde(coursedir=course.directory(unit.id, student), config=course.config)
    converter.log, _ = collecting_log()
    converter.force = True
    converter.init_notebooks()
    converter.writer = FilesWriter(parent=converter, config=converter.config)
    converter.exporter = converter.exporter_class(parent=converter, config=converter.config)
    converter.notebooks = [str(course.submission(unit, student))]
    converter.init_destination(unit.id, student)
    converter.init_assignment(unit.id, student)
    converter._sanitizing = True
    converter._init_preprocessors()
    notebook, _ = _run_steps(converter, submitted, str(course.submission(unit, student)))
    return converter, course.autograded(unit, student), notebook


def _run_steps(converter: Autograde, notebook: NotebookNode, path: str) -> tuple[NotebookNode, dict]:
    """The steps that the converter's exporter holds, on this notebook itself: the exporter would copy and check it for each."""
    resources = converter.exporter._init_resources(converter.init_single_notebook_resources(path))
    for step in converter.exporter._preprocessors:
        notebook, resources = step(notebook, resources)
    return notebook, resources


def _settings(course: Course, unconfined: bool, figures: bool) -> dict:
    """What of the course's configuration the cells need to know, as plain data."""
    execute = dict(course.config.Execute)
    asked = {"unconfined": unconfined or execute.get("unconfined", False), "figures": figures and execute.get("figures", True)}
    return {"Execute": execute | asked,
            "CourseDirectory": {"root": str(course.root)}}


def _collect(course: Course, running: dict[Future, Task], records: dict[tuple[str, str], SubmissionRecord],
             tell: Callable[[SubmissionRecord, bool], None]) -> None:
    """Wait for a moment, or until at least one notebook has run, and save what has."""
    done, _ = wait(running, timeout=WAIT_SECONDS, return_when=FIRST_COMPLETED)
    for future in done:
        task = running.pop(future)
        try:
            executed, seconds = future.result()
            record = _save(course, task, reads_json(executed) if isinstance(executed, str) else executed, seconds)
        except BrokenProcessPool:
            raise
        except Exception as error:
            record = _settle(course, task.unit, replace(task.record, status=FAILED, reason=_one_line(error)))
        records[record.unit, record.student] = record
        tell(record, True)


def _save(course: Course, task: Task, executed: NotebookNode, seconds: float) -> SubmissionRecord:
    """nbgrader's second half: determine scores, save them, apply the late penalty, write the executed notebook."""
    unit, converter, student = task.unit, task.converter, task.record.student
    converter._sanitizing = False
    converter.exporter._preprocessors = []
    for step in converter.autograde_preprocessors[1:]:  # the first is Execute, which has just been done elsewhere
        converter.exporter.register_preprocessor(step)
    remarks = task.record.remarks + tuple(_remarks(executed))
    executed, resources = _run_steps(converter, executed, str(task.path))
    converter.write_single_notebook(writes_json(executed), resources)
    converter._sanitizing = True
    converter.set_permissions(unit.id, student)
    with course.gradebook() as gradebook:
        graded = gradebook.find_submission_notebook(unit.notebook, unit.id, student)
        score, max_score = max(0.0, graded.score - (graded.late_submission_penalty or 0.0)), graded.max_score
    record = replace(task.record, score=score, max_score=max_score, seconds=round(seconds, 3), remarks=remarks)
    record.save(course.records(unit.id))
    return record


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


def _settle(course: Course, unit: Unit, record: SubmissionRecord) -> SubmissionRecord:
    """Note a submission that cannot be run, and leave no stale score or page of an earlier one behind."""
    for folder in (course.autograded(unit, record.student).parent, course.feedback(unit, record.student).parent):
        shutil.rmtree(folder, ignore_errors=True)
    with course.gradebook() as gradebook:
        max_score = gradebook.find_assignment(unit.id).max_score
        with suppress(MissingEntry):  # never graded before
            gradebook.remove_submission(unit.id, record.student)
        if record.status == MISSING:
            _score_zero(gradebook, unit, record.student)
    record = replace(record, score=0.0, max_score=max_score)
    record.save(course.records(unit.id))
    return record


def _score_zero(gradebook: Gradebook, unit: Unit, student: str) -> None:
    """As nbgrader does for a notebook that was not handed in."""
    gradebook.update_or_create_student(student)
    gradebook.update_or_create_submission(unit.id, student)
    for grade in gradebook.find_submission_notebook(unit.notebook, unit.id, student).grades:
        grade.auto_score, grade.needs_manual_grade = 0, False
    gradebook.db.commit()


def _one_line(error: Exception) -> str:
    first = str(error).strip().splitlines()
    return f"{type(error).__name__}: {first[0]}" if first else type(error).__name__


@contextmanager
def _executor(settings: dict, executor: Executor | None, workers: int | None) -> Iterator[tuple[Callable[[Task], Future], int]]:
    """What has a notebook run, and how many to have under way.

    Raises:
        EngineError: cells are to run here, and cannot be confined.
    """
    count = workers or os.cpu_count() or 1

    def submit(task: Task) -> Future:
        return pool.submit(run_notebook, json.dumps(task.notebook), files_beside(str(task.path.parent)), settings)

    def submit_in_place(task: Task) -> Future:
        return pool.submit(run_in_place, task.notebook, files_beside(str(task.path.parent)), settings)

    if executor is not None:
        pool = executor
        yield submit, 2 * count + AHEAD
        return
    execute = Execute(config=Config(settings))
    if execute.unconfined:
        # processes, since an ordinary kernel is driven by an event loop; spawned, since the parent holds an open database
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=_serve_the_parent, initargs=(os.getpid(),))
    else:
        execute.require_confinement()
        pool, submit = ThreadPoolExecutor(count, thread_name_prefix="notebook"), submit_in_place  # threads that wait for the engine's processes
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
