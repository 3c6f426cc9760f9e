"""Grade all attacks with plain nbgrader and with ours, and print what each gained beyond the honest score."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.course import Course
from autograder.exercises import find_unit
from autograder.grade import grade_unit
from autograder.release import release_unit
from tests.attacks import hand_in
from tests.conftest import copy_course

UNIT = find_unit("01_activations")


def scores(course: Course) -> dict[str, float]:
    """Score by student."""
    with course.gradebook() as gradebook:
        return {submission.student.id: submission.score for submission in gradebook.assignment_submissions(UNIT.id)}


def main() -> None:
    """Print the comparison."""
    with tempfile.TemporaryDirectory(prefix="attacks-") as place:
        ours = Course(copy_course(Path(place) / "ours"))
        release_unit(ours, UNIT)
        attacks = [attack for attack in hand_in(ours, UNIT) if attack.kind not in ("neighbours", "leftovers", "reading")]
        theirs = Course(shutil.copytree(ours.root, Path(place) / "theirs"))
        keep = {attack.student for attack in attacks} | {"a-honest"}  # the others would do harm where nothing confines them
        for course in (ours, theirs):
            for path in (course.root / "submitted").iterdir():
                if path.name not in keep:
                    shutil.rmtree(path)
        grade_unit(ours, UNIT)
        settings = theirs.root / "nbgrader_config.py"
        plain = ['c.Execute.timeout = 10', 'import os, sys',
                 'os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]']
        settings.write_text("c = get_config()\n" + "\n".join(plain) + "\n")
        for student in sorted(keep):
            subprocess.run([str(Path(sys.executable).parent / "nbgrader"), "autograde", UNIT.id, "--student", student], cwd=theirs.root,
                           capture_output=True, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}, timeout=300, check=False)
        mine, plain_scores = scores(ours), scores(theirs)
        print(f"honest: nbgrader {plain_scores.get('a-honest')}, ours {mine['a-honest']}")
        for attack in attacks:
            theirs_score = plain_scores.get(attack.student)
            shown = "not graded" if theirs_score is None else f"{theirs_score:g}"
            print(f"{attack.student:34} nbgrader {shown:>10}   ours {mine[attack.student]:g}")


if __name__ == "__main__":
    main()
