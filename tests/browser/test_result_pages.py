"""Feedback and class report in a real browser: on a phone, in the dark, on paper, and with no network."""

from __future__ import annotations

import pytest

from autograder.course import Course
from autograder.exercises import find_unit
from autograder.grading.records import GRADED, Remark, StudentResult, SubmissionRecord, TestResult
from autograder.results.feedback import feedback_page
from autograder.results.report import Tally, report_page
from autograder.results.scores import Score
from helpers.checks.verdict import judge
from tests.browser.conftest import REPOSITORY

pytestmark = pytest.mark.browser
UNIT = find_unit("02_two_layer")
PHONE = {"width": 390, "height": 844}
LONG_LINE = (
    "def backward(x, y, parameters, cache):\n    return "
    + " + ".join(["np.dot(parameters['W1'], x)"] * 12)
    + "  # end-of-line"
)


def _results() -> list[StudentResult]:
    """Students who each make one known mistake in every exercise."""
    results = []
    for place in range(3):
        tests = []
        for id, exercise in UNIT.exercises.items():
            claim, mistake = exercise.visible.claims[0], exercise.mistakes[place % len(exercise.mistakes)]
            found = judge(exercise.visible, mistake.implementation, claim)
            tests.append(
                TestResult(
                    f"{id}-{claim}",
                    f"{UNIT.notebook}.{id}",
                    f"{id} is right",
                    0.0 if found else 4.0,
                    4.0,
                    found.to_dict() if found else None,
                )
            )
        remarks = (
            Remark("tampering", "backward-values", "The text of this read-only cell was changed."),
            Remark("timeout", "loss-values", "stopped after 8 s"),
        )
        record = SubmissionRecord(f"student-with-a-rather-long-name-{place}", UNIT.id, GRADED, remarks=remarks)
        results.append(StudentResult(record, tuple(tests), (("backward", LONG_LINE),)))
    return results


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The two pages as files, by name."""
    folder, results, tally = tmp_path_factory.mktemp("pages"), _results(), Tally()
    for result in results:
        tally.add(result)
    scores = {result.record.student: Score(20.0, 100.0, 0.0, GRADED) for result in results}
    texts = {
        "feedback": feedback_page(UNIT, results[0], Score(20.0, 100.0, 0.0, GRADED)),
        "report": report_page(Course(REPOSITORY), UNIT, [result.record for result in results], scores, tally),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.mark.parametrize("name", ["feedback", "report"])
def test_nothing_is_cut_off_on_a_phone_and_nothing_is_loaded(name, pages, browser_page, screenshots):
    page = browser_page(viewport=PHONE, color_scheme="dark")
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(pages[name].as_uri())
    for details in page.locator("summary").all():
        details.press("Enter")  # each opens by keyboard, the inner ones after the outer ones
    assert page.locator("details:not([open])").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    wider = """[...document.querySelectorAll('main *')].filter(e => !e.closest('svg') && e.clientWidth && e.scrollWidth > e.clientWidth + 1)
               .map(e => e.outerHTML.slice(0, 80))"""
    assert page.evaluate(wider) == []
    page.screenshot(path=screenshots / f"{name}-phone.png", full_page=True)
    assert page.errors == [] and requests == [pages[name].as_uri()]


def test_pictures_keep_a_readable_size_on_a_phone(pages, browser_page):
    page = browser_page(viewport=PHONE)
    page.goto(pages["report"].as_uri())
    sizes = page.evaluate("""[...document.querySelectorAll('svg text')].map(e => {
        const place = e.getScreenCTM();
        return parseFloat(getComputedStyle(e).fontSize) * Math.hypot(place.a, place.b);
    })""")
    assert len(sizes) > 30 and min(sizes) >= 9.5


def test_paper_shows_the_code_and_no_closed_hint(pages, browser_page):
    page = browser_page()
    page.goto(pages["feedback"].as_uri())
    code, hints = page.get_by_text("# end-of-line"), page.locator(".ladder")
    assert not code.is_visible() and hints.first.is_visible()
    hints.nth(1).locator("summary").first.click()
    page.emulate_media(media="print")
    assert code.is_visible() and not hints.first.is_visible()
    assert hints.nth(1).is_visible() and not hints.nth(1).locator("details").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
