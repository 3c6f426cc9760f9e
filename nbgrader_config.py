"""nbgrader's settings for this course; `nbgrader`, formgrader and `python -m autograder` all read them."""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821  (traitlets defines it)

# nbgrader starts `alembic` by name; without this a virtual environment that is not activated is not found.
os.environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + os.environ.get("PATH", "")

c.CourseDirectory.course_id = "backprop"

# A blank is the `...` that stands in the source above each solution region; nothing more is put in its place.
c.ClearSolutions.code_stub = {"python": ""}

# A cell that a student copied, or whose settings got lost, must not cost the whole submission.
c.Autograde.sanitize_preprocessors = [
    "autograder.grading.repair.RepairCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Our Execute confines the cells, keeps the tests in a process of their own, and keeps what ran before a crash or a
# time-out.
c.Autograde.autograde_preprocessors = [
    "autograder.engine.execute.Execute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Execute.timeout = 20
# What notebooks import is loaded once, and not again for each of them; the hidden tests, only where test cells run.
c.Execute.shared_preload = [
    "helpers.checks:load_all",
    "helpers.data",
    "helpers.explorers:load_all",
    "helpers.gradcheck",
    "helpers.plotting",
    "helpers.shapes",
]
c.Execute.test_preload = ["autograder.exercises:warm_up"]
c.Execute.shared_state = ["helpers.checks:get_progress", "helpers.checks:set_progress"]  # so progress() knows the tests
c.Execute.inherited_environment = ["COURSE_LANGUAGE", "COURSE_LOCALES"]
c.Execute.extra_arguments = ["--log-level=ERROR"]  # a kernel's warnings about its transport are not the class's

# A warning that a right answer prints to stderr must cost nothing; nbgrader would take all points of the cell.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"(?s).*"

# nbgrader's feedback shows whole notebooks; what a student's code said after the tests had called it could quote a
# hidden test.
c.GenerateFeedback.preprocessors = [
    "autograder.results.redact.WithholdOutputs",
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
