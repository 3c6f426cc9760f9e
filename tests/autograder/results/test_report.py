"""The class report: numbers, pictures, hostile input, and classes of 0, 1 and 500."""

import re

import pytest

from autograder.grading.records import (
    FAILED,
    GRADED,
    MISSING,
    REFUSED,
    Remark,
    StudentResult,
    SubmissionRecord,
    TestResult,
)
from autograder.results import pictures
from autograder.results.report import (
    ExerciseRow,
    Tally,
    feedback_link,
    hardest_exercises,
    look_rows,
    mistake_rows,
    report_page,
    write_report,
)
from autograder.results.scores import Score

HOSTILE = "<script>alert(1)</script>"


def _result(student, tests):
    return StudentResult(SubmissionRecord(student, "01_activations", GRADED), tuple(tests))


def _test(exercise, score, mistake=None, cell="c"):
    finding = {"mistake": mistake, "hint": f"about {mistake}"} if mistake else None
    return TestResult(cell, f"activations.{exercise}", "claim", score, 4.0, finding)


@pytest.fixture
def written(fake_class, read_page):
    """Write the report and read it."""

    def write():
        path = write_report(fake_class.course, fake_class.unit)
        assert path == fake_class.course.root / "reports/01_activations/report.html"
        return read_page(path)

    return write


def test_report_without_anyone(written):
    text = written().text
    assert "Nothing is graded yet." in text and "No students yet." in text and "Graded 0 of 0" in text


def test_report_on_one_student(fake_class, written):
    fake_class.grade("ada", {"sigmoid-values": fake_class.finding("sigmoid", "minus-missing", "values")})
    text = written().text
    assert "Mean 94 of 100" in text and "Median 94 of 100" in text and "Graded 1 of 1" in text
    assert "Hardest: sigmoid , with 25 % of the points on average." in text
    assert "“minus missing” in sigmoid , made by 1 of 1" in text
    assert fake_class.unit.exercises["sigmoid"].mistakes[0].hint in text


def test_mean_median_and_statuses(fake_class, written):
    fake_class.grade("ada")
    fake_class.grade("bob", {"sigmoid-values": ""})
    fake_class.grade("cat", {"sigmoid-values": "", "sigmoid_slope-values": "", "relu-values": ""}, penalty=10)
    fake_class.record("dan", MISSING, "No activations.ipynb was submitted.")
    fake_class.record("eve", REFUSED, "The file is empty.")
    fake_class.record("fay", FAILED, "OSError: disk")
    fake_class.enrol("gus")
    text = written().text
    low = 100 - 6 - 6 - fake_points(fake_class, "relu-values") - 10
    assert f"Mean {round((100 + 94 + low) / 3, 2):g} of 100" in text and "Median 94 of 100" in text
    assert "3 graded · 1 without notebook · 1 refused · 1 could not be graded · 1 nothing handed in" in text
    assert "Need a look 3" in text
    for reason in ("No activations.ipynb was submitted.", "The file is empty.", "OSError: disk", "late: 10 points off"):
        assert reason in text
    assert "gus – – · nothing handed in" in text and "dan 0 0 %" in text and "eve – –" in text


def fake_points(fake_class, cell):
    """Points of a cell."""
    with fake_class.course.gradebook() as gradebook:
        return gradebook.find_grade_cell(cell, fake_class.unit.notebook, fake_class.unit.id).max_score


def test_links_lead_to_the_feedback(fake_class, written):
    student = "o'neil #1 <b>?"
    fake_class.grade(student, remarks=[("timeout", "relu-values", "stopped")])
    links = [attributes["href"] for tag, attributes in written().tags if tag == "a" and attributes["href"][0] != "#"]
    expected = "../../feedback/o%27neil%20%231%20%3Cb%3E%3F/01_activations/activations.html"
    assert links == [expected, expected] == [feedback_link(fake_class.course, fake_class.unit, student)] * 2


def test_hostile_texts_are_text(fake_class, written):
    student = "<script>alert('name')"
    fake_class.grade(
        student, {"sigmoid-values": {"mistake": HOSTILE, "hint": HOSTILE}}, remarks=[("crash", HOSTILE, HOSTILE)]
    )
    fake_class.record("bob", REFUSED, HOSTILE)
    page = written()
    assert page.text.count("alert(1)") >= 5 and "alert('name')" in page.text


def test_report_is_the_same_each_time(fake_class, written):
    fake_class.grade("ada", {"relu-values": fake_class.finding("relu", "minimum", "values")})
    written()
    path = fake_class.course.reports(fake_class.unit) / "report.html"
    first = path.read_bytes()
    written()
    assert path.read_bytes() == first


def test_tally_counts_students_not_claims():
    tally = Tally()
    tally.add(_result("a", [_test("relu", 0, "minimum"), _test("relu", 2, "minimum", "d"), _test("tanh_slope", 4)]))
    tally.add(_result("b", [_test("relu", 4), _test("relu", 4, "minimum", "d"), _test("tanh_slope", 4)]))
    assert tally.shares == {"activations.relu": [0.25, 1.0], "activations.tanh_slope": [1.0, 1.0]}
    assert tally.mistakes == {("activations.relu", "minimum"): 1}
    assert tally.solved == {"activations.relu": 1, "activations.tanh_slope": 2}


def test_mistakes_are_sorted_and_hints_come_from_the_bank(fake_class):
    tally = Tally()
    for student, mistake in enumerate(["minimum", "renamed-since", "renamed-since"]):
        tally.add(_result(str(student), [_test("relu", 0, mistake)]))
    first, second = mistake_rows(fake_class.unit, tally)
    assert (first.name, first.students, first.hint) == ("renamed since", 2, "about renamed-since")
    assert second.students == 1 and second.hint == fake_class.unit.exercises["relu"].mistakes[0].hint


def test_look_list_puts_missing_scores_first_and_is_bounded():
    remarks = tuple(Remark("tampering", f"c{number}", f"text {number}") for number in range(50))
    records = [
        SubmissionRecord("a", "u", GRADED, remarks=remarks),
        SubmissionRecord("b", "u", REFUSED, "empty"),
        SubmissionRecord("c", "u", GRADED),
    ]
    rows = look_rows(records, dict.fromkeys("abc", ""))
    assert [row.student for row in rows] == ["b"] + ["a"] * 9
    assert rows[0].text == "empty" and rows[-1].text.startswith("42 more remarks")


def test_cells_with_the_same_remark_share_a_row(fake_class, written):
    remarks = [("tampering", f"cell{number}", "The text was changed.") for number in range(9)] + [
        ("crash", "relu", "It ended.")
    ]
    rows = look_rows(
        [SubmissionRecord("a", "u", GRADED, remarks=tuple(Remark(*remark) for remark in remarks))], {"a": ""}
    )
    assert [(len(row.cells), row.more_cells, row.text) for row in rows] == [
        (6, 3, "The text was changed."),
        (1, 0, "It ended."),
    ]
    fake_class.grade("ada", remarks=remarks)
    text = written().text
    assert "cell5 and 3 more: The text was changed." in text and "relu : It ended." in text and "cell6" not in text


def test_exercises_that_are_equally_hard_are_all_named():
    rows = [ExerciseRow(name, mean, 1, 3) for name, mean in (("a", 0.5), ("b", 0.1 + 0.2), ("c", 0.3))]
    assert hardest_exercises(rows) == ["b", "c"]
    assert hardest_exercises([ExerciseRow("a", 1.0, 3, 3)]) == hardest_exercises([]) == []


def test_class_of_500_stays_readable(fake_class, read_page, tmp_path):
    tally, scores, records = Tally(), {}, []
    for number in range(500):
        student = f"student{number:03d}"
        tally.add(
            _result(student, [_test(f"exercise{place}", number % 5, f"mistake-{number % 70}") for place in range(60)])
        )
        scores[student] = Score(float(number % 101), 100.0, 0.0, GRADED)
        records.append(SubmissionRecord(student, "01_activations", GRADED))
    path = tmp_path / "report.html"
    path.write_text(report_page(fake_class.course, fake_class.unit, records, scores, tally), encoding="utf-8")
    page = read_page(path)
    assert len([tag for tag, _ in page.tags if tag == "tr"]) > 500
    pictures_drawn = re.findall(r"<svg.*?</svg>", path.read_text(), re.S)
    assert len(pictures_drawn) == 3 and max(map(len, pictures_drawn)) < 100_000
    assert "more, none of them more frequent" in page.text


def test_bins_hold_everyone_once():
    assert pictures.bin_scores([0, 0.099, 0.1, 0.3, 0.7, 0.9, 1.0, 1.2, -0.1]) == [3, 1, 0, 1, 0, 0, 0, 1, 0, 3]


def test_picture_describes_itself_and_follows_the_page():
    svg = pictures.draw_difficulty(["relu", "<b>"], [0.25, 0.9])
    assert svg.startswith("<svg") and 'role="img"' in svg and "relu 25 %" in svg
    assert "currentColor" in svg and "#010203" not in svg and "<metadata" not in svg
    assert "<b>" not in svg and "&lt;b&gt;" in svg
    assert set(re.findall(r'\bid="(\w+?)-', svg)) == {"exercises"}
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
    assert used <= set(re.findall(r'\bid="([^"]+)"', svg)) and used


def test_picture_survives_long_names_and_dollar_signs():
    svg = pictures.draw_mistakes([("x" * 300, "y" * 300), ("a", "$\\frac"), ("a " * 100, "b")], [3, 2, 1])
    drawn = svg.partition(">")[2]
    assert re.search("x{20,}", drawn) and re.search("y{20,}", drawn) and not re.search("x{27,}|y{27,}", drawn)
    assert "$\\frac" in svg


def test_all_scores_zero_and_all_full_can_be_drawn():
    assert "0 to 10 %: 3" in pictures.draw_scores([0.0, 0.0, 0.0])
    assert "90 to 100 %: 1" in pictures.draw_scores([1.0])
