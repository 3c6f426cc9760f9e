"""`make bench`: the same class graded by nbgrader, by us, and its cells run bare, on the same cores in one run.

The class is drawn from the exercise bank: right answers in several styles and known mistakes. Every score of every cell
must be the same in nbgrader's gradebook and in ours. "Bare" is what running the cells alone takes: each notebook in a
process of its own, forked from one that has imported NumPy and Matplotlib, as many at a time as there are cores; no
Jupyter, no confinement, no gradebook, and figures are made but not drawn. nbgrader draws them, and so does this engine,
unless it is asked not to.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from time import perf_counter

import nbformat

from autograder.authoring.demo import fill_in
from autograder.course import Course
from autograder.exercises import find_unit, find_variants, source_of
from autograder.release import release_unit
from tests.conftest import ROOT, copy_course


def build_class(folder: Path, count: int) -> Course:
    """A course with `count` submissions over all of its units."""
    course = Course(copy_course(folder))
    draw = random.Random(1)
    units = [find_unit(id) for id in course.units()]
    for unit in units:
        release_unit(course, unit)
        released = nbformat.read(course.release(unit), as_version=4)
        variants = find_variants(unit)
        for number in range(-(-count // len(units))):
            answers = {}
            for exercise in unit.exercises.values():
                right = [exercise.reference, *variants.get(exercise.id, [])]
                wrong = [mistake.implementation for mistake in exercise.mistakes]
                answers[exercise.id] = source_of(draw.choice(right if draw.random() < 0.6 else wrong), exercise.name)
            path = course.submission(unit, f"student{number:04}")
            path.parent.mkdir(parents=True)
            path.write_text(nbformat.writes(fill_in(released, answers)), encoding="utf-8")
    return course


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds that a command took, and the largest memory of its process in MiB."""
    started = perf_counter()
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, env=os.environ | {"PYTHONPATH": str(ROOT)}
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        if process.returncode:
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{log.read()[-3000:]}")
    return perf_counter() - started, usage.ru_maxrss / 1024


def grade_with_nbgrader(course: Course) -> float:
    """nbgrader's own executor, one submission after the other, as its command does it."""
    settings = course.root / "nbgrader_config.py"
    settings.write_text(
        settings.read_text().replace("autograder.engine.execute.Execute", "nbgrader.preprocessors.Execute")
    )
    nbgrader = str(Path(sys.executable).parent / "nbgrader")
    return sum(timed([nbgrader, "autograde", unit], course.root)[0] for unit in course.units())


def grade_with_ours(course: Course, *options: str) -> tuple[float, float]:
    """`autograder grade` with as many workers as cores."""
    return timed([sys.executable, "-m", "autograder", "--course-dir", str(course.root), "grade", *options], course.root)


def run_bare(course: Course) -> float:
    """The cells alone; needs the graded notebooks, which hold the hidden tests."""
    import matplotlib.pyplot  # noqa: F401
    import numpy  # noqa: F401

    cells = [
        [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        for path in sorted(course.root.glob("autograded/*/*/*.ipynb"))
    ]
    started, running = perf_counter(), set()
    for sources in cells:
        if len(running) >= (os.cpu_count() or 1):
            running.discard(os.wait()[0])
        child = os.fork()
        if child == 0:
            _run_cells(sources)
        running.add(child)
    for child in running:
        os.waitpid(child, 0)
    return perf_counter() - started


def _run_cells(sources: list[str]) -> None:
    try:
        os.environ["NBGRADER_EXECUTION"] = "autograde"
        names: dict = {"__name__": "__main__"}
        with redirect_stdout(io.StringIO()):
            for source in sources:
                try:
                    exec(compile(source, "<cell>", "exec"), names)
                except Exception:
                    continue
    finally:
        os._exit(0)


def scores(course: Course) -> dict:
    """Points of every graded cell."""
    with course.gradebook() as gradebook:
        return {
            (unit, submission.student.id, grade.name): grade.auto_score
            for unit in course.units()
            for submission in gradebook.assignment_submissions(unit)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def main() -> None:
    """Print the comparison; end with an error where scores differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=60, help="submissions in all")
    parser.add_argument(
        "--memory", type=int, nargs="*", default=[50, 500], help="class sizes whose peak memory is measured"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        theirs = build_class(Path(place) / "theirs", options.count)
        ours, without_figures = (
            Course(shutil.copytree(theirs.root, Path(place) / name)) for name in ("ours", "no-figures")
        )
        seconds, _ = grade_with_ours(ours)
        quickest, _ = grade_with_ours(without_figures, "--no-figures")
        bare = run_bare(ours)
        plain = grade_with_nbgrader(theirs)
        plains = scores(theirs)
        different = {
            key: (plains[key], mine.get(key))
            for mine in (scores(ours), scores(without_figures))
            for key in plains
            if plains[key] != mine.get(key)
        }
        count = len(list(ours.root.glob("autograded/*/*/*.ipynb")))
        print(
            f"{count} notebooks, {len(plains)} graded cells, {os.cpu_count()} cores; average {sum(plains.values()) / count:.1f} points"
        )
        print(f"{'nbgrader autograde':34}{plain:8.1f} s {plain / count:7.2f} s a notebook")
        print(f"{'autograder grade, confined':34}{seconds:8.1f} s {seconds / count:7.2f} s a notebook")
        print(f"{'the same with --no-figures':34}{quickest:8.1f} s {quickest / count:7.2f} s a notebook")
        print(f"{'the cells alone':34}{bare:8.1f} s {bare / count:7.2f} s a notebook")
        print(
            f"{plain / seconds:.1f} times as fast as nbgrader, {plain / quickest:.1f} times without figures (at least 10 is promised)"
        )
        print(
            f"{seconds / bare:.2f} times as long as the cells alone, {quickest / bare:.2f} times without figures (at most 2 is promised)"
        )
        print(f"different scores: {different or 'none'}")
        for size in options.memory:
            course = build_class(Path(place) / f"memory-{size}", size)
            took, mebibytes = grade_with_ours(course)
            print(f"{size} submissions: peak memory of the grader {mebibytes:.0f} MiB, {took:.1f} s")
        if different:
            sys.exit("the scores differ")


if __name__ == "__main__":
    main()
