"""Grade all attacks with plain nbgrader and with ours, and print what each gained: ``python -m tests.attacks [class or
name]...``

Nothing confines an attack in plain nbgrader, and many of them do harm there. So each runs in a throw-away copy of this
machine: its own processes, network and mounts, and files whose changes are kept in memory only. That takes Linux and
root; it takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

from autograder.course import Course
from autograder.exercises import find_unit
from autograder.release import release_unit
from tests.attacks import hand_in
from tests.attacks.harm import SECRET, Listener, forbidden_texts, in_shared_memory, planted, snapshot, still_running
from tests.conftest import ROOT, copy_course

UNIT = find_unit("01_activations")
HONEST = "a-honest"
PORT = 45671  # inside of the copy, where nobody else has one
CELL_SECONDS, SECONDS = 4, 150  # for a cell, and for all that the grading of one submission may take
PLAIN, OURS = "nbgrader", "ours"

#: Mounts a changeable view of all files, /proc and a /dev without disks; then the command, which is the first process
#: there.
COPY = """set -e
mount -t tmpfs tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
cd "$1/root"
mount -t proc proc proc
mount -t tmpfs tmpfs dev
for device in null zero full random urandom; do touch dev/$device; mount --bind /dev/$device dev/$device; done
mkdir -p dev/shm .before
mount -t tmpfs tmpfs dev/shm
pivot_root . .before
umount -l .before
cd "$2"
shift 2
exec "$@"
"""


def main() -> int:
    """Print the comparison; 1 where an attack gained anything in ours."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("which", nargs="*", help="classes or names of attacks; all if none is given")
    parser.add_argument("--inside", nargs=2, metavar=("GRADER", "COURSE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        grade_inside(*options.inside, options.which)
        return 0
    if sys.platform != "linux" or os.geteuid():
        sys.exit("This takes root on Linux: plain nbgrader runs the attacks in a throw-away copy of the machine.")
    with tempfile.TemporaryDirectory(prefix="attacks-") as place:
        return compare(Path(place), options.which)


def compare(place: Path, which: list[str]) -> int:
    """Grade everything and print one line per attack."""
    for path in (place, ROOT, Path(sys.prefix)):
        if path.stat().st_dev != Path("/").stat().st_dev:
            sys.exit(f"{path} is on a file system of its own, which the copy of the machine would lack.")
    course = Course(copy_course(place / "course"))
    (course.root / "secret.txt").write_text(SECRET)
    release_unit(course, UNIT)
    attacks = [
        attack
        for attack in hand_in(course, UNIT, PORT)
        if not which or {attack.kind, attack.name, attack.student} & set(which)
    ]
    print(f"{len(attacks)} attacks; ours grades them as one class, nbgrader one by one", flush=True)
    started = monotonic()
    ours = run_in_copy(OURS, course, [HONEST, *(attack.student for attack in attacks)])
    print(f"ours: {monotonic() - started:.0f} s", flush=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        plain = dict(
            pool.map(
                lambda student: (student, run_in_copy(PLAIN, course, [student])),
                [HONEST, *(attack.student for attack in attacks)],
            )
        )
    honest = {PLAIN: plain[HONEST]["scores"][HONEST], OURS: ours["scores"][HONEST]}
    print(
        f"an honest submission with the same wrong answers: {honest[PLAIN]:g} points in nbgrader, {honest[OURS]:g} in ours\n"
    )
    print(f"{'attack':34} {'nbgrader':>10}  {'':42} {'ours':>6}")
    counts = {PLAIN: 0, OURS: 0}
    for attack in attacks:
        told = {}
        for grader, found in ((PLAIN, plain[attack.student]), (OURS, ours)):
            gains = gains_of(attack.student, found, honest[grader])
            counts[grader] += bool(gains)
            told[grader] = (points(found["scores"].get(attack.student)), ", ".join(gains))
        print(f"{attack.student:34} {told[PLAIN][0]:>10}  {told[PLAIN][1]:42} {told[OURS][0]:>6}  {told[OURS][1]}")
    print(
        f"\nattacks that got something: {counts[PLAIN]} of {len(attacks)} in nbgrader, {counts[OURS]} in ours; {monotonic() - started:.0f} s"
    )
    return int(counts[OURS] > 0)


def points(score: float | None) -> str:
    """A score for the table."""
    return "no score" if score is None else f"{score:g}"


def gains_of(student: str, found: dict, honest: float) -> list[str]:
    """What an attack got: points beyond the honest score, texts that it may not read, and what it did to the machine."""
    score = found["scores"].get(student)
    gains = [f"{score - honest:+g} points"] if score is not None and score > honest else []
    return gains + (["read secrets"] if student in found["read"] else []) + found["harm"]


def run_in_copy(grader: str, course: Course, students: list[str]) -> dict:
    """Grade some submissions in a copy of this machine, which is gone afterwards; see `grade_inside` for what comes
    back.
    """
    top = tempfile.mkdtemp(prefix="copy-")
    unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--net", "--ipc", "--uts"]
    command = [
        *unshare,
        "sh",
        "-c",
        COPY,
        "sh",
        top,
        str(ROOT),
        sys.executable,
        "-m",
        "tests.attacks",
        "--inside",
        grader,
        str(course.root),
        *students,
    ]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "GRADER_SECRET": SECRET}
    started = monotonic()
    try:
        done = subprocess.run(
            command,
            env=environment,
            capture_output=True,
            text=True,
            timeout=SECONDS * (1 + len(students) // 8),
            check=False,
        )
        found = json.loads(done.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        found = {"scores": {}, "read": [], "harm": ["stopped the grader"]}
    except (IndexError, ValueError):
        raise RuntimeError(f"{grader} could not be tried on {students}: {done.stderr[-2000:]}") from None
    finally:
        shutil.rmtree(top, ignore_errors=True)
    if len(students) == 1:
        print(f"  {students[0]}: {points(found['scores'].get(students[0]))}, {monotonic() - started:.0f} s", flush=True)
    return found


def grade_inside(grader: str, root: str, students: list[str]) -> None:
    """In the copy: hand in only these, grade, and print as JSON the scores, who read what, and what was done to the
    machine.
    """
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    course = Course(root)
    listener = Listener(PORT)
    listener.start()
    for path in (course.root / "submitted").iterdir():
        if path.name not in students and not path.name.endswith("honest"):
            shutil.rmtree(path)
    before = snapshot(course, UNIT)
    command = [sys.executable, "-m", "autograder", "--course-dir", root, "grade", UNIT.id]
    if grader == PLAIN:
        (course.root / "nbgrader_config.py").write_text(f"c = get_config()\nc.Execute.timeout = {CELL_SECONDS}\n")
        os.environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]
        command = ["nbgrader", "autograde", UNIT.id, "--student", students[0]]
    limit = SECONDS - 30 if grader == PLAIN else None
    harm = []
    try:
        code = subprocess.run(
            command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=limit, check=False
        ).returncode
        harm += ["killed the grader"] if code < 0 else []
    except subprocess.TimeoutExpired:
        harm.append("stopped the grader")
    harm += ["changed files"] if snapshot(course, UNIT) != before else []
    harm += ["planted files"] if planted(course) else []
    harm += ["reached the network"] if listener.reached() else []
    harm += ["left a process"] if still_running() else []
    harm += ["left shared memory"] if in_shared_memory() else []
    graded = {student: course.autograded(UNIT, student) for student in students}
    read = [student for student, path in graded.items() if path.is_file() and forbidden_texts(path)]
    print(json.dumps({"scores": scores_of(course), "read": read, "harm": harm}))
    sys.stdout.flush()
    os._exit(0)  # the first process of the copy: all others end with it


def scores_of(course: Course) -> dict[str, float]:
    """Score by student, as far as the gradebook can still be read."""
    try:
        with course.gradebook() as gradebook:
            return {submission.student.id: submission.score for submission in gradebook.assignment_submissions(UNIT.id)}
    except Exception as error:  # an attack may have spoiled it
        print(f"no scores: {error}", file=sys.stderr)
        return {}


if __name__ == "__main__":
    sys.exit(main())
