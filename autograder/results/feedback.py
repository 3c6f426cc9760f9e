"""One page a student: points, the claims that failed, the named mistake and its hint.

What a page may say about a hidden test is decided here: the claim and the finding's own words, which the checks keep
free of secret inputs. The text of other errors is dropped, since a test's error may quote the test (nbclient's time-out
does).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.course import Course
from autograder.exercises import Unit
from autograder.files import write_whole
from autograder.grading.records import FAILED, GRADED, MISSING, REFUSED, StudentResult, TestResult
from autograder.results.collect import collect_records, collect_results
from autograder.results.pages import clean, exercise_name, mistake_name, render, unit_title
from autograder.results.quotes import told_details, told_hint, unquoted_headline
from autograder.results.scores import Score, read_scores
from helpers.checks.verdict import hint_ladder
from helpers.messages import message

#: Longer answers are cut on the page; the largest solution of the course has some 2,000 characters.
LONGEST_CODE = 20_000

#: Why a submission has no score -> the last part of the ids of its sentences, ``page.problem.…`` and ``page.advice.…``.
PROBLEMS = {MISSING: "missing", REFUSED: "refused", FAILED: "failed"}

#: Words of one or two letters that may open a sentence; other short ones are names of variables.
SHORT_WORDS = frozenset({"a", "an", "as", "at", "by", "if", "in", "it", "no", "of", "on", "so", "to", "we"})

_LEXER, _FORMATTER = PythonLexer(stripnl=False), HtmlFormatter()
_SECONDS = re.compile(r"after (\d+(?:\.\d+)?) ?s")
_UNDEFINED = re.compile(r"NameError: name '(\w{1,60})' is not defined")


@dataclass(frozen=True)
class Trouble:
    """Why a claim failed, in the words of the page; an empty text is not shown."""

    headline: str
    mistake: str = ""
    hint: str = ""
    details: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Claim:
    """One graded cell on the page.

    Attributes:
        text: what is claimed, as a sentence.
        score, max_score: points.
        state: ``passed``, ``partly`` or ``failed``.
        trouble: why points are missing; None where none are.
        comment: of a person who graded it; "" for none.
        again: the trouble is that of the claim before, which has told it already, perhaps with other details.
    """

    text: str
    score: float
    max_score: float
    state: str
    trouble: Trouble | None
    comment: str
    again: bool = False


@dataclass(frozen=True)
class Section:
    """One exercise on the page.

    Attributes:
        name: its display name.
        claims: its graded cells, in order.
        ladder: hints, each saying more than the one before; empty where nothing failed.
        code: the student's own code, highlighted.
    """

    name: str
    claims: tuple[Claim, ...]
    ladder: tuple[str, ...]
    code: tuple[Markup, ...]

    @property
    def score(self) -> float:
        """Points of all claims."""
        return sum(claim.score for claim in self.claims)

    @property
    def max_score(self) -> float:
        """Points that all claims could earn."""
        return sum(claim.max_score for claim in self.claims)

    @property
    def passed(self) -> bool:
        """Whether nothing is left to do."""
        return all(claim.state == "passed" for claim in self.claims)


def write_all_feedback(course: Course, unit: Unit) -> list[Path]:
    """Write the page of every student whose submission was looked at.

    Returns:
        The pages, in the order of the students.
    """
    with course.gradebook() as gradebook:
        scores = read_scores(gradebook, unit.id, collect_records(course, unit.id))
    return [
        write_feedback(course, unit, result, scores[result.record.student]) for result in collect_results(course, unit)
    ]


def write_feedback(course: Course, unit: Unit, result: StudentResult, score: Score | None = None) -> Path:
    """Write one student's page.

    Args:
        course: the folder; ``feedback/<student>/<unit>/`` is written.
        unit: the unit.
        result: from `results.collect`.
        score: the student's score; read from the gradebook where it is None.

    Returns:
        The page.
    """
    record = result.record
    if score is None:
        with course.gradebook() as gradebook:
            score = read_scores(gradebook, unit.id, [record])[record.student]
    return write_whole(course.feedback(unit, record.student), feedback_page(unit, result, score))


def feedback_page(unit: Unit, result: StudentResult, score: Score) -> str:
    """The page as HTML; complete in itself, no network needed."""
    record, sections = result.record, make_sections(unit, result)
    problem = PROBLEMS[record.status] if record.status != GRADED else "" if sections else "gone"
    return render(
        "feedback.html.j2",
        title=unit_title(unit),
        student=clean(record.student, 200),
        score=score,
        sections=sections,
        problem=problem and message(f"page.problem.{problem}"),
        reason="" if record.status == FAILED else clean(record.reason),  # a failure's text is about our machine
        advice=problem and message(f"page.advice.{problem}", notebook=unit.notebook),
        left=[section for section in sections if not section.passed],
        restored=sorted({clean(remark.cell, 80) for remark in record.remarks if remark.kind == "tampering"}),
    )


def make_sections(unit: Unit, result: StudentResult) -> list[Section]:
    """The exercises of the page in the order of the notebook; code that belongs to no exercise is left out."""
    grouped: dict[str, list[TestResult]] = {}
    for test in result.tests:
        grouped.setdefault(test.exercise, []).append(test)
    return [
        Section(
            name=exercise_name(key) or message("page.other-cells"),
            claims=make_claims(tests),
            ladder=() if all(test.passed for test in tests) else _ladder(unit, key, tests),
            code=tuple(
                highlight_code(source) for cell, source in result.code if cell.partition("-")[0] == exercise_name(key)
            ),
        )
        for key, tests in grouped.items()
    ]


def make_claims(tests: Sequence[TestResult]) -> tuple[Claim, ...]:
    """What the page says about the graded cells of one exercise; a reason that two in a row share is told once."""
    claims: list[Claim] = []
    for test in tests:
        claim, before = make_claim(test), claims[-1].trouble if claims else None
        now = claim.trouble
        again = (
            now is not None
            and before is not None
            and (now.headline, now.mistake, now.hint) == (before.headline, before.mistake, before.hint)
        )
        claims.append(replace(claim, again=again))
    return tuple(claims)


def make_claim(test: TestResult) -> Claim:
    """What the page says about one graded cell."""
    state = "passed" if test.passed else "partly" if test.score > 0 else "failed"
    return Claim(
        text=as_sentence(clean(test.claim), exercise_name(test.exercise)) or test.cell,
        score=test.score,
        max_score=test.max_score,
        state=state,
        trouble=None if test.passed else _trouble(test),
        comment=clean(test.comment, 5000),
    )


def as_sentence(claim: str, name: str) -> str:
    """A claim as it opens a line of the page: with a capital, or with the code that it begins with in backticks.

    Args:
        claim: as it stands in the test cell, ``the slope is right …`` or ``relu(z) is max(0, z) …``.
        name: name of the exercise; it is code wherever it opens a claim.
    """
    code = re.match(rf"(?:[A-Za-z_]\w*(?:\([^`()]*\)|\[[^`\[\]]*\])|{re.escape(name or '=')}\b)", claim)
    if code:
        return f"`{code[0]}`{claim[code.end() :]}"
    word = re.match(r"[a-z]+(?=[\s,:]|$)", claim)
    is_word = word and (len(word[0]) > 2 or word[0] in SHORT_WORDS)  # dz and da are names
    return claim[0].upper() + claim[1:] if is_word else claim


def _trouble(test: TestResult) -> Trouble:
    finding = test.finding
    if finding is None:
        return Trouble(explain_error(test.error))
    # Without the checker's own process a student can print a finding, so nothing about its form is taken for granted.
    headline, hint = clean(unquoted_headline(finding)), clean(told_hint(finding))
    hidden = finding.get("hidden") is not False
    return Trouble(
        headline=headline or message("page.check-failed"),
        mistake=mistake_name(finding["mistake"]) if finding.get("mistake") else "",
        hint="" if hint == headline else hint,
        details=() if hidden else tuple(clean(text) for text in told_details(finding)[:10]),
        hidden=hidden,
    )


def explain_error(error: str) -> str:
    """An error that ended a test cell, in plain words and without the error's own text, which may quote a hidden test.

    Args:
        error: ``Name: text``, as `TestResult.error`; "" where there is none.
    """
    name = clean(error.partition(":")[0], 60)
    seconds, undefined = _SECONDS.search(error), _UNDEFINED.fullmatch(error)
    if name in ("CellTimeoutError", "KeyboardInterrupt"):
        return (
            message("page.error.seconds", seconds=f"{float(seconds[1]):g}") if seconds else message("page.error.time")
        )
    if name in ("KernelDied", "DeadKernelError"):
        return message("page.error.died")
    if name == "NotRun":
        return message("page.error.not-run")
    if undefined:
        return message("page.error.undefined", name=undefined[1])
    if name:
        return message("page.error.stopped", error=name)
    return message("page.error.none")


def highlight_code(source: str) -> Markup:
    """Python code as ``div.highlight`` with Pygments' short class names, which the page's style gives their colours."""
    return Markup(highlight(clean(source, LONGEST_CODE), _LEXER, _FORMATTER))  # Pygments escapes the code


def _ladder(unit: Unit, key: str, tests: Sequence[TestResult]) -> tuple[str, ...]:
    """The exercise's hints: from the bank, or as the check gave them where the bank no longer has the exercise."""
    exercise = unit.exercises.get(exercise_name(key))
    if exercise:
        return hint_ladder(exercise.key, exercise.ladder)
    return next((tuple(_texts(test.finding.get("ladder"))) for test in tests if test.finding), ())


def _texts(value: object) -> list[str]:
    return [clean(text) for text in value[:10]] if isinstance(value, list | tuple) else []
