"""The bank: references are right by an independent implementation, hidden inputs are secret and fresh."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import autograd
import autograd.numpy as anp
import nbformat
import numpy as np
import pytest

from autograder.course import Course
from autograder.errors import DefinitionError, UsageError
from autograder.exercises import (
    Inputs,
    Unit,
    all_units,
    bank_files,
    find_exercise,
    find_unit,
    find_variants,
    source_of,
    verify,
)
from helpers.checks import CheckFailed
from helpers.checks.compare import is_same
from helpers.checks.render import escape_prose, finding_html, finding_text
from helpers.checks.verdict import call, is_right, judge, run_case
from tests.conftest import ROOT

EXERCISES = [exercise for unit in all_units() for exercise in unit.exercises.values()]
each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.key)

#: The functions whose slopes unit 1 asks for, written with HIPS autograd, which differentiates them by itself.
ORACLES = {
    "activations.sigmoid_slope": lambda z: 1 / (1 + anp.exp(-z)),
    "activations.tanh_slope": anp.tanh,
    "activations.relu_slope": lambda z: anp.maximum(0.0, z),
}


@pytest.mark.parametrize("key", ORACLES)
def test_reference_slopes_agree_with_hips_autograd(key):
    exercise = find_exercise(key)
    for case in (*exercise.visible.cases, *exercise.hidden.cases):
        (z,) = case.arguments
        z = np.asarray(z, dtype=float)
        if "relu" in key and not z.all():
            continue  # the kink has no derivative
        np.testing.assert_allclose(exercise(z), autograd.elementwise_grad(ORACLES[key])(z), rtol=1e-6, atol=1e-15)


@pytest.mark.parametrize("leak", [0.01, 0.2])
def test_the_leaky_slope_agrees_with_hips_autograd(leak):
    z = np.array([[-3.0, 0.4], [2.0, -0.01]])
    slope = autograd.elementwise_grad(lambda z: anp.where(z > 0, z, leak * z))(z)
    np.testing.assert_allclose(find_exercise("activations.leaky_relu_slope")(z, leak), slope)


@pytest.mark.parametrize(
    ("key", "g"), [("sigmoid_slope_from_a", ORACLES["activations.sigmoid_slope"]), ("tanh_slope_from_a", anp.tanh)]
)
def test_slopes_from_the_cached_activation_agree_with_hips_autograd(key, g):
    z = np.linspace(-3, 3, 13)
    np.testing.assert_allclose(find_exercise(f"activations.{key}")(g(z)), autograd.elementwise_grad(g)(z), rtol=1e-9)


@pytest.mark.parametrize("layers", [1, 2, 5])
def test_the_slope_through_layers_agrees_with_hips_autograd(layers):
    def chain(z):
        for _ in range(layers):
            z = anp.tanh(z)
        return z

    z = np.linspace(-3, 3, 13)
    slope = find_exercise("activations.slope_through_layers")(z, layers)
    np.testing.assert_allclose(slope, autograd.elementwise_grad(chain)(z), rtol=1e-9)


def test_the_documents_numbers():
    z = np.array([10.0, -10.0, 0.0])
    sigmoid, slope = find_exercise("activations.sigmoid"), find_exercise("activations.sigmoid_slope")
    np.testing.assert_allclose(sigmoid(z), [0.9999546021312976, 4.5397868702434395e-05, 0.5], rtol=1e-12)
    np.testing.assert_allclose(slope(z), [4.5395807735907655e-05, 4.5395807735907655e-05, 0.25], rtol=1e-9)
    np.testing.assert_allclose(np.tanh(z), [0.99999999588, -0.99999999588, 0], atol=5e-12)
    np.testing.assert_allclose(find_exercise("activations.tanh_slope")(z), [8.2446e-9, 8.2446e-9, 1], rtol=1e-5)


@each_exercise
def test_the_reference_passes_its_own_claims(exercise):
    assert judge(exercise.visible, exercise.reference) is None
    assert judge(exercise.hidden, exercise.reference) is None


@each_exercise
def test_no_hidden_input_is_a_visible_one(exercise):
    """Answering only for what the fixture shows must earn nothing."""
    for claim in exercise.hidden.claims:
        hidden = [case for case in exercise.hidden.cases if case.claim == claim]
        fresh = [
            case for case in hidden if not any(is_same(_given(case), _given(seen)) for seen in exercise.visible.cases)
        ]
        assert fresh, claim


def _plain(argument):
    """Functions and lists of them compare by name here."""
    if isinstance(argument, list | tuple):
        return tuple(map(_plain, argument))
    return argument.__name__ if callable(argument) else argument


def _given(case):
    """All that a case hands to the student's code."""
    return _plain((case.arguments, case.calls))


def answering(exercise, answer):
    """A function or class, as the exercise asks for one, that gives `answer(calls so far)` to every call.

    The calls so far are ``(arguments of the class, ((method, arguments), …))``; for a function, of this call alone.
    """

    class Answers:
        def __init__(self, *setup):
            self._setup, self._steps = setup, []

        def __getattr__(self, method):
            if method.startswith("_"):
                raise AttributeError(method)

            def step(*arguments):
                self._steps.append((method, arguments))
                return answer((self._setup, tuple(self._steps)))

            return step

    if isinstance(exercise.reference, type):
        return Answers
    return lambda *arguments: answer((arguments, ()))


@each_exercise
def test_a_table_of_the_visible_answers_earns_nothing(exercise):
    table = []
    for case in exercise.visible.cases:
        if not case.calls:
            table.append(((case.arguments, ()), case.expected))
            continue
        # Asked anew, since a probe may have taken the place of the results, and to have an answer for each step.
        results = call(exercise.reference, case.arguments, case.calls).value.values()
        steps: dict[str, list] = {}  # what each object was asked so far
        for (step, arguments), result in zip(case.calls, results, strict=True):
            owner, _, method = step.rpartition(".")
            steps.setdefault(owner, []).append((method, arguments))
            table.append(((case.arguments, tuple(steps[owner])) if method else (arguments, ()), result))

    def memorised(calls):
        for seen, answer in table:
            if is_same(_plain(calls), _plain(seen)):
                return answer
        return table[0][1]

    memory = answering(exercise, memorised)
    if not any(case.probe for case in exercise.visible.cases):  # the table holds results, not what a probe finds
        assert judge(exercise.visible, memory) is None
    for claim in exercise.claims:
        assert judge(exercise.hidden, memory, claim) is not None, claim


@each_exercise
def test_no_message_about_a_hidden_input_shows_it(exercise):
    def tells_what_it_got(calls):
        raise ValueError(repr(calls))

    class OffClass:
        def __init__(self, *setup):
            self._right = exercise.reference(*setup)

        def __getattr__(self, method):
            return lambda *arguments: _off(getattr(self._right, method)(*arguments))

    is_class = isinstance(exercise.reference, type)
    wrong_everywhere = OffClass if is_class else lambda *arguments: _off(exercise.reference(*arguments))
    secrets = {
        f"{number:.3g}"
        for case in exercise.hidden.cases
        for number in _numbers((case.arguments, case.calls, case.expected))
    }
    secrets = {number for number in secrets if len(number.lstrip("-").replace(".", "")) >= 3}
    for answer in (
        answering(exercise, tells_what_it_got),
        wrong_everywhere,
        *(mistake.implementation for mistake in exercise.mistakes),
    ):
        finding = judge(exercise.hidden, answer)
        for said in (finding_text(finding), finding_html(finding).partition("</style>")[2]):
            for known in (*exercise.hidden.hints.values(), *exercise.ladder):
                said = said.replace(escape_prose(known), "").replace(known, "")
            assert not [number for number in secrets if number in said]


def _off(value):
    """The result with every number changed, and what is no number negated or lengthened."""
    if isinstance(value, dict):
        return {name: _off(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_off, value))
    if isinstance(value, bool | np.bool_):
        return not value
    if isinstance(value, str):
        return value + "x"
    return value + 1 if isinstance(value, int) else np.asarray(value, dtype=float) + 0.123


def _numbers(value):
    if isinstance(value, np.ndarray):
        return value.astype(float).ravel().tolist()
    if isinstance(value, dict):
        return _numbers(list(value.values()))
    if isinstance(value, list | tuple):
        return [number for item in value for number in _numbers(item)]
    return [value] if isinstance(value, float) else []


@each_exercise
def test_the_solution_in_the_source_notebook_is_the_reference(exercise, benches):
    solution = benches[exercise.key.split(".")[0]].solution(exercise)
    for case in exercise.hidden.cases:
        assert is_right(run_case(solution, case), case)


@each_exercise
def test_every_exercise_has_three_hints_and_each_mistake_one_of_its_own(exercise):
    assert len(exercise.ladder) == 3
    hints = [mistake.hint for mistake in exercise.mistakes]
    assert len(set(hints)) == len(hints)
    assert all(hint.endswith((".", "?", ".)")) for hint in hints)


@pytest.fixture(scope="module")
def benches(repository):
    from autograder.authoring.audit import TestBench

    return {unit.notebook: TestBench(Course(repository), unit) for unit in all_units()}


def test_verify_raises_for_a_wrong_answer_and_is_silent_about_the_inputs():
    with pytest.raises(CheckFailed, match="does not show") as caught:
        verify("activations.sigmoid", lambda z: 1 / (1 + np.exp(z)), claim="values")
    assert str(caught.value).count("does not show") == 1


def test_unknown_units_and_exercises_are_answered_with_those_that_exist():
    with pytest.raises(UsageError, match="01_activations"):
        find_unit("01_activation")
    with pytest.raises(UsageError, match="audit"):
        find_exercise("activations.nothing")


def test_a_definition_that_contradicts_itself_is_refused():
    unit = Unit("99_test", notebook="test")

    @unit.exercise("inverse", claims={"values": Inputs(visible=[(0.0,)])}, ladder=("?", "1/x", "divide"))
    def inverse(x):
        return 1 / x

    with pytest.raises(DefinitionError, match="fails its own claim 'values'"):
        _ = inverse.visible
    inverse.mistake("sign", "Wrong sign.")(lambda x: -x)
    with pytest.raises(DefinitionError, match="two mistakes named 'sign'"):
        inverse.mistake("sign", "Wrong sign.")(lambda x: -x)
    with pytest.raises(DefinitionError, match="two exercises named 'inverse'"):
        unit.exercise("inverse", claims={}, ladder=("", "", ""))(lambda x: x)
    with pytest.raises(DefinitionError, match="does not hold every exercise once"):
        unit.arrange()


def test_source_of_gives_a_cell_that_stands_alone():
    exercise = find_exercise("activations.relu")
    namespace = {"np": np}
    exec(source_of(exercise.mistakes[0].implementation, "relu"), namespace)
    assert namespace["relu"](np.array([-1.0, 2.0])).tolist() == [-1.0, 0.0]
    with pytest.raises(DefinitionError, match="not a plain function"):
        source_of(lambda z: z, "relu")


def test_grading_loads_no_variants_and_no_variant_changes_a_score():
    """Warm processes import the whole bank and are many; what decides a score does not hold the variants."""
    program = (
        "import sys; from autograder.exercises import warm_up, find_unit, find_variants; warm_up(); "
        "print([name for name in sys.modules if name.endswith('variants')]); "
        "print(len(find_variants(find_unit('01_activations'))))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", str(len(find_unit("01_activations").exercises))]
    for unit in all_units():
        names = {path.name for path in bank_files(unit)}
        assert {"__init__.py", "unit.py"} < names and "variants.py" not in names


@pytest.mark.parametrize("unit", all_units(), ids=lambda unit: unit.id)
def test_every_variant_has_a_source_that_stands_alone(unit):
    for id, variants in find_variants(unit).items():
        name = unit.exercises[id].name
        for variant in variants:
            assert isinstance(ast.parse(source_of(variant, name)).body[0], ast.FunctionDef | ast.ClassDef), variant
            assert re.match(rf"(def|class) {name}\b", source_of(variant, name)), variant


@pytest.mark.parametrize("unit", all_units(), ids=lambda unit: unit.id)
def test_what_a_unit_gives_stands_in_a_read_only_cell_of_its_notebook(unit, repository):
    """Mistakes and references call the functions of ``given.py``; in the notebook they must find the same ones."""
    given = next((file for file in bank_files(unit) if file.name == "given.py"), None)
    wanted = _definitions(given.read_text(encoding="utf-8")) if given else {}
    found = {}
    for cell in nbformat.read(Course(repository).source(unit), as_version=4).cells:
        settings = cell.metadata.get("nbgrader", {})
        if settings.get("locked") and not settings.get("grade"):
            found |= _definitions(cell.source)
    assert {name: found.get(name) for name in wanted} == wanted


def _definitions(source):
    return {
        node.name: ast.unparse(node)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


def test_the_answers_cell_of_an_exercise_has_its_id(repository):
    for unit in all_units():
        notebook = nbformat.read(Course(repository).source(unit), as_version=4)
        solutions = [
            cell.metadata.nbgrader.grade_id
            for cell in notebook.cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        ]
        assert solutions == list(unit.exercises)
