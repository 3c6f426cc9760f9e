"""``python -m autograder``: every command of the instructor.

Exit codes: 0 all fine, 1 something needs a look, 2 usage. Libraries are imported inside the commands, so that
``--help`` answers at once.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import platform
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.errors import AutograderError, UsageError
from helpers import __version__

if TYPE_CHECKING:
    from autograder.course import Course
    from autograder.exercises import Unit
    from autograder.grading.records import SubmissionRecord

NEEDS_A_LOOK, USAGE = 1, 2


class Group(click.Group):
    """Commands whose errors end in one line and an exit code, not in a traceback."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command; `UsageError` ends with exit code 2, every other error of this package with 1."""
        try:
            return super().invoke(context)
        except AutograderError as error:
            click.echo(f"autograder: {error}", err=True)
            context.exit(USAGE if isinstance(error, UsageError) else NEEDS_A_LOOK)
        except OSError as error:
            click.echo(f"autograder: {error.filename or 'a file'}: {error.strerror or error}.", err=True)
            context.exit(NEEDS_A_LOOK)
        except KeyboardInterrupt:
            click.echo(
                "autograder: interrupted. What was finished is saved; the same command goes on from there.", err=True
            )
            context.exit(NEEDS_A_LOOK)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--course-dir",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="this folder",
    help="The course folder: the one with source/.",
)
@click.version_option(__version__, prog_name="autograder", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context, course_dir: Path) -> None:
    """Release, grade and report on the course's notebooks.

    Units are named like their folders, e.g. 01_activations. A command without a unit takes all of them.
    """
    warnings.filterwarnings(
        "ignore", module=r"nbgrader\..*"
    )  # nbgrader's own queries warn; an instructor cannot mend that
    context.obj = course_dir


units_argument = click.argument("units", nargs=-1, metavar="[UNIT]...")
student_option = click.option("--student", "students", multiple=True, help="Only this student; may be repeated.")


@main.command()
@units_argument
@click.option("--force", is_flag=True, help="Replace a released notebook even where somebody has worked in it.")
@click.pass_obj
def release(folder: Path, units: tuple[str, ...], force: bool) -> None:
    """Make release/ and the checks' fixtures from source/ and the exercise bank."""
    from autograder.release import has_own_fixtures, release_unit, write_fixture

    course, chosen = _open(folder, units)
    own = has_own_fixtures(course)
    for unit in chosen:
        state = (
            "fixtures: not this course's" if not own else f"fixture {'written' if write_fixture(unit) else 'unchanged'}"
        )
        path = release_unit(course, unit, force=force)
        click.echo(f"{unit.id}: {path.relative_to(course.root)}, {state}")


@main.command()
@units_argument
@click.option(
    "--to",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    show_default="build/backprop-course.zip",
    help="The zip to write.",
)
@click.pass_obj
def kit(folder: Path, units: tuple[str, ...], path: Path | None) -> None:
    """Pack what students need into one zip: lessons, exercise notebooks, helpers, the list of packages."""
    from autograder.classroom.kit import write_kit

    course, chosen = _open(folder, units)
    path = write_kit(course, chosen, path or course.kit)
    click.echo(f"{os.path.relpath(path)}: {len(chosen)} units, {path.stat().st_size / 1024:.0f} KiB")


@main.command()
@units_argument
@student_option
@click.option("--force", is_flag=True, help="Grade again what is unchanged since the last time.")
@click.option("--workers", type=click.IntRange(min=1), show_default="one per core", help="Notebooks to run at a time.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="Run the cells on a dask.distributed cluster, e.g. tcp://10.0.0.5:8786."
)
@click.option(
    "--unconfined",
    is_flag=True,
    help="Run the cells in ordinary kernels, with your rights: only for submissions that you trust.",
)
@click.option(
    "--no-figures",
    is_flag=True,
    help="Draw no figures: faster, with the same scores; the graded notebooks have no pictures.",
)
@click.pass_obj
def grade(
    folder: Path,
    units: tuple[str, ...],
    students: tuple[str, ...],
    force: bool,
    workers: int | None,
    scheduler: str | None,
    unconfined: bool,
    no_figures: bool,
) -> None:
    """Grade what is in submitted/<student>/<unit>/.

    Continues an interrupted run. Results are in gradebook.db and autograded/, as nbgrader stores them.
    """
    if scheduler is None and not unconfined and platform.system() == "Linux":
        from autograder.course import Course
        from autograder.engine.workers.fork_server import fork_server

        # The rest of the grader is imported meanwhile.
        preload = Course(folder).config.Execute.get("shared_preload", [])
        fork_server().start(preload if isinstance(preload, list) else [])
    with _nothing_to_collect():
        import autograder.grading.grade  # noqa: F401
    course, chosen = _open(folder, units, submitted=True)
    with _cluster(scheduler) as executor:
        records = _grade(
            course,
            chosen,
            students,
            force=force,
            workers=workers,
            executor=executor,
            unconfined=unconfined,
            figures=not no_figures,
        )
    _print_scores(records)
    if any(record.needs_a_look for record in records):
        sys.exit(NEEDS_A_LOOK)


@main.command()
@units_argument
@click.pass_obj
def feedback(folder: Path, units: tuple[str, ...]) -> None:
    """Write one page per student to feedback/<student>/<unit>/."""
    from autograder.results.feedback import write_all_feedback

    course, chosen = _open(folder, units, graded=True)
    for unit in chosen:
        pages = write_all_feedback(course, unit)
        click.echo(f"{unit.id}: {len(pages)} pages in feedback/*/{unit.id}/")


@main.command()
@units_argument
@click.pass_obj
def report(folder: Path, units: tuple[str, ...]) -> None:
    """Write a page about the class to reports/<unit>/report.html."""
    from autograder.results.report import write_report

    course, chosen = _open(folder, units, graded=True)
    for unit in chosen:
        click.echo(f"{unit.id}: {write_report(course, unit).relative_to(course.root)}")


@main.command()
@units_argument
@click.option(
    "--layout",
    type=click.Choice(["plain", "moodle", "canvas"]),
    default="plain",
    show_default=True,
    help="Columns for a spreadsheet, Moodle's grade import or Canvas's gradebook import.",
)
@click.option(
    "--to",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("grades.csv"),
    show_default=True,
    help="The file to write.",
)
@click.pass_obj
def export(folder: Path, units: tuple[str, ...], layout: str, path: Path) -> None:
    """Write scores as CSV."""
    from autograder.results.export import write_csv

    course, chosen = _open(folder, units, graded=True)
    write_csv(course, chosen, path, layout)
    click.echo(f"{path}: {len(chosen)} units, layout {layout}")


@main.command()
@units_argument
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def audit(folder: Path, units: tuple[str, ...], as_json: bool) -> None:
    """Show how good the tests are: mistakes caught and named, right variants passed, generated mistakes found."""
    from autograder.authoring.audit import audit_unit

    course, chosen = _open(folder, units)
    audits = []
    with _progress("auditing", sum(len(unit.exercises) for unit in chosen)) as advance:
        for unit in chosen:
            audits.append(audit_unit(course, unit, advance))
    if as_json:
        click.echo(json.dumps([audit.to_dict() for audit in audits], indent=2))
    else:
        _print_audits(audits)
    if not all(audit.ok for audit in audits):
        sys.exit(NEEDS_A_LOOK)


@main.command()
@click.option(
    "--to",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    show_default="build/demo",
    help="Folder of the demonstration; replaced.",
)
@click.pass_obj
def demo(folder: Path, target: Path | None) -> None:
    """Build a class of made-up submissions for every unit, grade it, and write feedback, reports and CSV."""
    from autograder.authoring.demo import BROKEN, RIGHT, UNTOUCHED, build_demo
    from autograder.results.export import write_csv
    from autograder.results.feedback import write_all_feedback
    from autograder.results.report import write_report

    course, chosen = _open(folder, ())
    target = target or course.demonstration
    class_course = build_demo(course, target)
    records = _grade(class_course, chosen, (), force=True)
    for unit in chosen:
        write_all_feedback(class_course, unit)
        write_report(class_course, unit)
    write_csv(class_course, chosen, class_course.grades, "plain")
    _print_scores(records)
    _print_where_to_look(class_course, chosen[0])
    expected = {RIGHT: 1.0, UNTOUCHED: 0.0, BROKEN: 0.0}
    wrong = [
        record
        for record in records
        if record.student in expected and record.score != expected[record.student] * record.max_score
    ]
    for record in wrong:
        click.echo(
            f"autograder: {record.student} has {record.score:g} points in {record.unit}, which is not as it should be.",
            err=True,
        )
    if wrong:
        sys.exit(NEEDS_A_LOOK)


@main.group()
def messages() -> None:
    """Translate what learners read: sentences of checks, explorers and pages, and the hints of the exercises."""


locales_option = click.option(
    "--locales",
    type=click.Path(file_okay=False, path_type=Path),
    show_default="helpers/locale",
    help="Folder of the translations; notebooks read another one if COURSE_LOCALES names it.",
)
languages_argument = click.argument("languages", nargs=-1, metavar="[LANGUAGE]...")


@messages.command()
@locales_option
def extract(locales: Path | None) -> None:
    """Write backprop.pot: every sentence in English."""
    from autograder.authoring.messages import LOCALES, write_template

    click.echo(os.path.relpath(write_template(locales or LOCALES)))


@messages.command()
@click.argument("languages", nargs=-1, required=True, metavar="LANGUAGE...")
@locales_option
def update(languages: tuple[str, ...], locales: Path | None) -> None:
    """Begin a language's .po file, e.g. for ja, or bring it up to date."""
    from autograder.authoring import messages as translations

    for language in languages:
        click.echo(os.path.relpath(translations.update(language, locales or translations.LOCALES)))


@messages.command(name="compile")
@languages_argument
@locales_option
def compile_(languages: tuple[str, ...], locales: Path | None) -> None:
    """Write the .mo files, which are what is read at run time; without a language all."""
    from autograder.authoring import messages as translations

    folder = locales or translations.LOCALES
    for language in languages or translations.languages(folder):
        click.echo(os.path.relpath(translations.compile_language(language, folder)))


@messages.command()
@languages_argument
@locales_option
def check(languages: tuple[str, ...], locales: Path | None) -> None:
    """Say what is missing, stale or does not fit, in the code and in the translations; without a language in all."""
    from autograder.authoring import messages as translations

    problems = translations.check(languages, locales or translations.LOCALES)
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(NEEDS_A_LOOK)


@main.command()
@click.pass_obj
def doctor(folder: Path) -> None:
    """Check the machine and the course."""
    from autograder.course import Course
    from autograder.doctor import PROBLEM, examine

    marks = {"ok": "✓", "note": "·", "problem": "✗"}
    found = []
    for diagnosis in examine(Course(folder)):
        found.append(diagnosis.state)
        click.echo(f"{marks[diagnosis.state]} {diagnosis.text}")
    if PROBLEM in found:
        sys.exit(NEEDS_A_LOOK)


def _open(
    folder: Path, ids: tuple[str, ...], *, submitted: bool = False, graded: bool = False
) -> tuple[Course, list[Unit]]:
    """The course and the units that a command is about; every id is looked at before anything is written."""
    from autograder.course import Course
    from autograder.exercises import UNIT_MODULES, find_unit

    course = Course(folder)
    chosen = [find_unit(id) for id in ids or UNIT_MODULES if ids or id in course.units()]
    for unit in chosen:
        if not course.source(unit).is_file():
            raise UsageError(f"{course.source(unit)} is missing. Restore it, e.g. with `git checkout source`.")
    if not ids and submitted:
        chosen = [unit for unit in chosen if course.students(unit)]
        if not chosen:
            raise UsageError(f"Nothing was submitted: {course.submitted}/<student>/<unit>/ has no unit of this course.")
    if graded:
        ungraded = [unit.id for unit in chosen if not course.reports(unit).is_dir()]
        chosen = [unit for unit in chosen if course.reports(unit).is_dir()]
        if ungraded and (ids or not chosen):
            raise UsageError(f"{', '.join(ungraded)} has not been graded yet. Run `python -m autograder grade` first.")
    return course, chosen


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Switch the garbage collector off during imports, and keep what they load out of its later searches.

    Imported modules stay until the process ends, so searching them finds nothing.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        atexit.register(gc.freeze)


@contextmanager
def _cluster(address: str | None) -> Iterator[Any]:
    """The executor of a dask.distributed cluster; None without an address."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(f"--scheduler needs {error.name}: pip install 'backprop-autograder[cluster]'.") from error
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise UsageError(f"No scheduler answers at {address} ({error}). Start one with `dask scheduler`.") from error
    with client:
        yield client.get_executor()


def _grade(course: Course, units: list[Unit], students: tuple[str, ...], **options: Any) -> list[SubmissionRecord]:
    from autograder.grading.grade import choose, grade_units

    failed = 0
    notices: list[str] = []

    def tell(record: SubmissionRecord, fresh: bool) -> None:
        nonlocal failed
        failed += record.needs_a_look
        advance(f"{record.unit} {record.student}, {failed} to look at" + ("" if fresh else " (unchanged)"))

    named = list(students) or None
    with _progress("grading", len(choose(course, units, named))) as advance:
        records = grade_units(course, units, named, on_record=tell, on_notice=notices.append, **options)
    for notice in notices:
        click.echo(f"autograder: {notice}", err=True)
    return records


@contextmanager
def _progress(what: str, total: int) -> Iterator[Any]:
    """A bar on the terminal: done, left, time to go; the yielded function moves it on by one."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[now]}"),
    )
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, refresh_per_second=4, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task(what, total=total, now="")
        yield lambda now: progress.update(task, advance=1, now=now)


def _print_scores(records: list[SubmissionRecord]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("student", "unit", "score", "status", "to look at", box=None, pad_edge=False)
    table.columns[2].justify = "right"
    for record in records:
        score = f"{record.score:g} / {record.max_score:g}" if record.status in ("graded", "missing") else "–"
        kinds = ", ".join(dict.fromkeys(remark.kind for remark in record.remarks))
        table.add_row(record.student, record.unit, score, record.status, record.reason or kinds)
    Console(width=None if sys.stdout.isatty() else 140).print(table)


def _print_where_to_look(course: Course, unit: Unit) -> None:
    """Paths of the first unit, relative to where the user is."""
    paths = {
        "class report": course.report(unit),
        "feedback, one page per student": course.all_feedback,
        "scores as CSV": course.grades,
        "gradebook": course.gradebook_file,
    }
    click.echo()
    for name, path in paths.items():
        shown = os.path.relpath(path)
        click.echo(f"{name}: {shown if not shown.startswith('..') else path}")


def _print_audits(audits: list) -> None:
    from rich.console import Console
    from rich.table import Table

    counts = ("mistakes", "caught", "named", "variants", "passed", "mutants", "killed")
    table = Table("exercise", *counts, box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    rows = [exercise for audit in audits for exercise in audit.exercises]
    for row in rows:
        table.add_row(row.key, *(str(getattr(row, name)) for name in counts))
    table.add_row("all", *(str(sum(getattr(row, name) for row in rows)) for name in counts))
    Console(width=None if sys.stdout.isatty() else 140).print(table)
    for part, name in [(row, row.key) for row in rows] + [(audit, audit.unit) for audit in audits]:
        for problem in part.problems:
            click.echo(f"{name}: {problem}")
    for row in rows:
        for survivor in row.survivors:
            click.echo(f"{row.key}: no test notices the change in {survivor}")
