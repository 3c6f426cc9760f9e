"""Plain records that one stage hands to the next; all of them survive a round trip through JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from autograder.files import write_whole

#: What can become of a submission.
GRADED, MISSING, REFUSED, FAILED = "graded", "missing", "refused", "failed"


@dataclass(frozen=True)
class Remark:
    """Something about a submission that an instructor should look at.

    Attributes:
        kind: ``timeout``, ``crash``, ``not-run`` or ``tampering``.
        cell: grade id or cell id.
        text: one sentence.
    """

    kind: str
    cell: str
    text: str


@dataclass(frozen=True)
class SubmissionRecord:
    """What grading found out about one submission of one unit.

    Attributes:
        student, unit: whose, and of what.
        status: `GRADED`, `MISSING` (no notebook of the right name: 0 points), `REFUSED` (the file is broken: no score)
            or `FAILED` (grading itself went wrong: no score).
        reason: why it was not graded; "" where it was.
        score, max_score: points.
        seconds: how long its cells ran.
        remarks: what needs a look.
        fingerprint: digest of the submission, the source notebook and the exercise bank, to know whether it has to be
            graded again.
    """

    student: str
    unit: str
    status: str
    reason: str = ""
    score: float = 0.0
    max_score: float = 0.0
    seconds: float = 0.0
    remarks: tuple[Remark, ...] = ()
    fingerprint: str = ""

    @property
    def needs_a_look(self) -> bool:
        """Whether an instructor should open this submission."""
        return self.status != GRADED or bool(self.remarks)

    def save(self, folder: Path) -> Path:
        """Write the record to ``<folder>/<student>.json``, whole or not at all."""
        return write_whole(
            folder / f"{self.student}.json", json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"
        )

    @classmethod
    def load(cls, path: Path) -> SubmissionRecord:
        """Read a record that `save` wrote."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        remarks = tuple(Remark(**remark) for remark in raw.pop("remarks"))
        return cls(**raw, remarks=remarks)


@dataclass(frozen=True)
class TestResult:
    """One graded cell of one student.

    Attributes:
        cell: grade id.
        exercise: key of the exercise, "" where the cell names none.
        claim: the claim that the cell opens with.
        score, max_score: points, a grader's manual score included.
        finding: what the check said (`helpers.checks.Finding.to_dict`), None where it passed or said nothing.
        error: name and text of another error that ended the cell, "" where there is none.
        comment: what a grader wrote.
    """

    __test__ = False  # not a test case, whatever pytest makes of the name

    cell: str
    exercise: str
    claim: str
    score: float
    max_score: float
    finding: dict | None = None
    error: str = ""
    comment: str = ""

    @property
    def passed(self) -> bool:
        """Whether the cell earned all its points."""
        return self.score >= self.max_score


@dataclass(frozen=True)
class StudentResult:
    """One student's results in one unit: the record, every graded cell, and the code handed in by exercise name."""

    record: SubmissionRecord
    tests: tuple[TestResult, ...] = ()
    code: tuple[tuple[str, str], ...] = ()
