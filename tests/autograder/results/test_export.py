"""CSV for learning platforms: formats, scores as nbgrader has them, no formulas, and `nbgrader export`."""

import csv
import os
import subprocess
import sys

import pytest
from traitlets.config import Config

from autograder.errors import UsageError
from autograder.exercises import Unit
from autograder.grading.records import FAILED, MISSING, REFUSED
from autograder.results.collect import collect_records
from autograder.results.export import CanvasExporter, MoodleExporter, guard, write_csv
from autograder.results.scores import read_scores


def read(path):
    """All lines of a CSV file."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def class_of_six(fake_class):
    """One of each kind."""
    fake_class.grade(
        "ada",
        {"sigmoid-values": ""},
        student_entry={"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.org"},
    )
    fake_class.grade("bob", penalty=2.5)
    fake_class.grade("cat", {"sigmoid-values": ""})
    fake_class.record("cat", REFUSED, "The file is empty.")  # with a score of an earlier time still in the gradebook
    fake_class.record("dan", MISSING)
    fake_class.record("eve", FAILED, "OSError")
    fake_class.enrol("fay", first_name="Fay")
    return fake_class


def test_plain(class_of_six, tmp_path):
    path = write_csv(class_of_six.course, [class_of_six.unit], tmp_path / "new" / "grades.csv")
    assert read(path) == [
        ["student", "01_activations score", "01_activations max", "01_activations status"],
        ["ada", "94", "100", "graded"],
        ["bob", "97.5", "100", "graded"],
        ["cat", "", "100", "refused"],
        ["dan", "0", "100", "missing"],
        ["eve", "", "100", "failed"],
        ["fay", "", "100", "not submitted"],
    ]


def test_moodle(class_of_six, tmp_path):
    path = write_csv(class_of_six.course, [class_of_six.unit], tmp_path / "grades.csv", "moodle")
    assert read(path) == [
        ["ID number", "Email address", "01_activations"],
        ["ada", "ada@example.org", "94"],
        ["bob", "", "97.5"],
        ["cat", "", "-"],
        ["dan", "", "0"],
        ["eve", "", "-"],
        ["fay", "", "-"],
    ]


def test_canvas(class_of_six, tmp_path):
    path = write_csv(class_of_six.course, [class_of_six.unit], tmp_path / "grades.csv", "canvas")
    assert read(path) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "01_activations"],
        ["Points Possible", "", "", "", "", "100"],
        ["Lovelace, Ada", "", "ada", "ada", "", "94"],
        ["bob", "", "bob", "bob", "", "97.5"],
        ["cat", "", "cat", "cat", "", ""],
        ["dan", "", "dan", "dan", "", "0"],
        ["eve", "", "eve", "eve", "", ""],
        ["Fay", "", "fay", "fay", "", ""],
    ]


def test_scores_are_those_of_nbgrader(class_of_six):
    with class_of_six.course.gradebook() as gradebook:
        scores = read_scores(
            gradebook, class_of_six.unit.id, collect_records(class_of_six.course, class_of_six.unit.id)
        )
    for student in ("ada", "bob"):
        assert scores[student].points + scores[student].penalty == class_of_six.nbgrader_score(student)
    assert class_of_six.nbgrader_score("cat") == 94 and scores["cat"].points is None


def test_penalty_never_makes_a_score_negative(fake_class, tmp_path):
    fake_class.grade("ada", penalty=1000)
    assert read(write_csv(fake_class.course, [fake_class.unit], tmp_path / "g.csv"))[1][1] == "0"


def test_two_units_are_two_columns(fake_class, tmp_path):
    fake_class.grade("ada")
    other = Unit("02_other", notebook="other")
    with fake_class.course.gradebook() as gradebook:
        gradebook.add_assignment(other.id)
    path = write_csv(fake_class.course, [other, fake_class.unit], tmp_path / "g.csv", "moodle")
    assert read(path) == [["ID number", "Email address", "02_other", "01_activations"], ["ada", "", "-", "100"]]


def test_what_does_not_exist_is_a_usage_error(fake_class, tmp_path):
    with pytest.raises(UsageError, match=r"no CSV layout 'excel'\. Layouts: plain, moodle, canvas"):
        write_csv(fake_class.course, [fake_class.unit], tmp_path / "g.csv", "excel")
    with pytest.raises(UsageError, match="does not know '99_none'"):
        write_csv(fake_class.course, [Unit("99_none", notebook="none")], tmp_path / "g.csv")
    assert not list(tmp_path.glob("*.csv"))


@pytest.mark.parametrize(
    "text, guarded",
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\t=1", "'\t=1"), ("a=1", "a=1"), ("", "")],
)
def test_formulas_become_text(text, guarded):
    assert guard(text) == guarded


def test_hostile_names_survive_the_csv(fake_class, tmp_path):
    fake_class.grade('=cmd|" C calc"', student_entry={"last_name": '@x,"\ny', "email": "+a@b"})
    lines = read(write_csv(fake_class.course, [fake_class.unit], tmp_path / "g.csv", "canvas"))
    assert lines[2] == ["'@x,\"\ny", "", '\'=cmd|" C calc"', '\'=cmd|" C calc"', "", "100"]
    lines = read(write_csv(fake_class.course, [fake_class.unit], tmp_path / "g.csv", "moodle"))
    assert lines[1] == ['\'=cmd|" C calc"', "'+a@b", "100"]


def test_exporter_without_a_course_folder_uses_the_gradebook_alone(class_of_six, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    config = Config({"ExportPlugin": {"student": ["ada", "cat"], "assignment": ["01_activations"]}})
    with class_of_six.course.gradebook() as gradebook:
        MoodleExporter(config=config).export(gradebook)
    assert read("moodle.csv")[1:] == [["ada", "ada@example.org", "94"], ["cat", "", "94"]]


@pytest.mark.parametrize("exporter", [MoodleExporter, CanvasExporter])
def test_nbgrader_export_runs_it(class_of_six, exporter):
    root = class_of_six.course.root
    command = [
        sys.executable,
        "-m",
        "nbgrader",
        "export",
        "--to=out.csv",
        "--student=['ada','cat']",
        f"--exporter=autograder.results.export.{exporter.__name__}",
    ]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env=os.environ, timeout=120)
    assert done.returncode == 0, done.stderr
    ours = read(write_csv(class_of_six.course, [class_of_six.unit], root / "ours.csv", exporter.layout))
    keep = [line for line in ours if line[0] not in ("bob", "dan", "eve", "Fay", "fay")]
    assert read(root / "out.csv") == keep and len(keep) in (3, 4)
