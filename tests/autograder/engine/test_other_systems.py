"""Where grading is done otherwise: by a user other than root, without confinement, and on systems that have none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from autograder.authoring.demo import fill_in
from autograder.course import Course
from autograder.exercises import find_unit, source_of
from autograder.grading.grade import grade_unit
from autograder.release import release_unit
from tests.attacks import wrong_answers
from tests.conftest import ROOT, copy_course

UNIT = find_unit("01_activations")
OTHER_USER = 54321
#: The command on a system that says it is another one.
ON = "import platform, sys; name = sys.argv.pop(1); platform.system = lambda: name; from autograder.cli import main; main()"
#: Some folder above Python may be closed to others, as root's own is: a view of the files in which it is open, then
#: another user.
AS_ANOTHER_USER = """set -e
if [ -n "$CLOSED" ]; then
    mount -t tmpfs -o mode=755 tmpfs /mnt
    mkdir /mnt/python
    mount --bind "$PREFIX" /mnt/python
    mount -t tmpfs -o mode=755 tmpfs "$CLOSED"
    mkdir -p "$PREFIX"
    mount --bind /mnt/python "$PREFIX"
fi
exec setpriv --reuid=$OTHER_USER --regid=$OTHER_USER --clear-groups --bounding-set=-all --inh-caps=-all -- "$@"
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """One submission, half wrong, that also looks at what it may do; and its score where it is confined as usual."""
    course = Course(copy_course(tmp_path_factory.mktemp("other") / "course"))
    release_unit(course, UNIT)
    right = {id: source_of(exercise.reference, exercise.name) for id, exercise in UNIT.exercises.items()}
    answers = right | {id: wrong_answers(UNIT)[id] for id in ("sigmoid", "relu", "slope_table")}
    notebook = fill_in(nbformat.read(course.release(UNIT), as_version=4), answers)
    notebook.cells.append(new_code_cell("import os; print('listed', len(os.listdir('/')))", id="look"))
    path = course.submission(UNIT, "ada")
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    alone = Course(shutil.copytree(course.root, course.root.parent / "alone"))
    (record,) = grade_unit(alone, UNIT)
    assert 50 < record.score < 100 and "PermissionError" in look(alone)
    return course, record.score


@pytest.fixture
def course(base, tmp_path):
    """A class of its own."""
    return Course(shutil.copytree(base[0].root, tmp_path / "course"))


def look(course):
    """What the submission's last cell said."""
    return str(nbformat.read(course.autograded(UNIT, "ada"), as_version=4).cells[-1].outputs)


def score_of(course):
    with course.gradebook() as gradebook:
        return gradebook.find_submission(UNIT.id, "ada").score


def command(course, system, *arguments):
    return subprocess.run(
        [sys.executable, "-c", ON, system, "--course-dir", str(course.root), *arguments],
        capture_output=True,
        text=True,
        timeout=200,
        cwd=ROOT,
    )


@pytest.mark.parametrize("system", ["Linux", "Windows"])
def test_unconfined_grades_in_ordinary_kernels_with_the_same_score(base, course, system):
    done = command(course, system, "grade", "--unconfined")
    assert done.returncode == 0, done.stderr
    assert score_of(course) == base[1]
    assert "listed" in look(course)  # nothing confined it


@pytest.mark.parametrize("system", ["Darwin", "Windows"])
def test_where_nothing_can_be_confined_nothing_runs_and_one_line_says_why(course, system):
    done = command(course, system, "grade")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.strip()]
    assert line.startswith(f"autograder: Cells cannot be confined on {system}") and "--unconfined" in line
    assert not course.autograded(UNIT, "ada").exists()
    told = command(course, system, "doctor")
    assert told.returncode == 1 and f"✗ Cells cannot be confined on {system}" in told.stdout


def closed_folder(path: Path) -> str:
    """The topmost folder above a path that other users may not enter, "" for none."""
    return next((str(folder) for folder in reversed(path.parents) if not folder.stat().st_mode & 0o001), "")


def as_another_user(home: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run Python as a user who has no rights but to a home of their own."""
    prefix = Path(sys.base_prefix).resolve()
    environment = {
        "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "CLOSED": closed_folder(prefix / "bin"),
        "PREFIX": str(prefix),
        "OTHER_USER": str(OTHER_USER),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", AS_ANOTHER_USER, "sh", sys.executable, *arguments],
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=200,
    )


@pytest.mark.skipif(
    os.geteuid() != 0, reason="takes root to become another user; otherwise all tests run as a user who is not root"
)
def test_a_user_other_than_root_grades_confined(base):
    home = Path(tempfile.mkdtemp(prefix="another-user-"))
    try:
        course = Course(shutil.copytree(base[0].root, home / "course"))
        for path in (home, *home.rglob("*")):
            os.chown(path, OTHER_USER, OTHER_USER)
        told = as_another_user(home, "-m", "autograder", "--course-dir", str(course.root), "doctor")
        assert "✓ cells are confined: files: Landlock" in told.stdout, told.stdout + told.stderr
        done = as_another_user(home, "-m", "autograder", "--course-dir", str(course.root), "grade")
        assert done.returncode == 0, done.stdout + done.stderr
        assert score_of(course) == base[1]
        assert "PermissionError" in look(course)
        assert course.autograded(UNIT, "ada").stat().st_uid == OTHER_USER
        assert [path.name for path in home.iterdir() if path.name.startswith("cells-")] == []
    finally:
        shutil.rmtree(home)
