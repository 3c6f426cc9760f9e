"""The bank: references are right by an independent implementation, hidden inputs are secret and fresh."""

from __future__ import annotations

from html import escape

import autograd
import autograd.numpy as anp
import nbformat
import numpy as np
import pytest

from autograder.course import Course
from autograder.errors import DefinitionError, UsageError
from autograder.exercises import Inputs, Unit, all_units, find_exercise, find_unit, source_of, verify
from helpers.checks import CheckFailed
from helpers.checks.card import finding_html, finding_text
from helpers.checks.compare import is_same
from helpers.checks.judge import judge

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


@pytest.mark.parametrize(("key", "g"), [("sigmoid_slope_from_a", ORACLES["activations.sigmoid_slope"]),
                                        ("tanh_slope_from_a", anp.tanh)])
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
        fresh = [case for case in hidden if not any(
            is_same(tuple(map(_plain, case.arguments)), tuple(map(_plain, seen.arguments)))
            for seen in exercise.visible.cases)]
        assert fresh, claim


def _plain(argument):
    """Functions and lists of them compare by name here."""
    if isinstance(argument, list):
        return tuple(map(_plain, argument))
    return argument.__name__ if callable(argument) else argument


@each_exercise
def test_a_table_of_the_visible_answers_earns_nothing(exercise):
    table = [(case.arguments, case.expected) for case in exercise.visible.cases]

    def memorised(*arguments):
        for seen, answer in table:
            if is_same(tuple(map(_plain, arguments)), tuple(map(_plain, seen))):
                return answer
        return table[0][1]

    assert judge(exercise.visible, memorised) is None
    for claim in exercise.claims:
        assert judge(exercise.hidden, memorised, claim) is not None, claim


@each_exercise
def test_no_message_about_a_hidden_input_shows_it(exercise):
    def tells_what_it_got(*arguments):
        raise ValueError(repr(arguments))

    def wrong_everywhere(*arguments):
        return np.asarray(exercise.reference(*arguments), dtype=float) + 0.123

    secrets = {f"{number:.3g}" for case in exercise.hidden.cases for number in _numbers((case.arguments, case.expected))}
    secrets = {number for number in secrets if len(number.lstrip("-").replace(".", "")) >= 3}
    for answer in (tells_what_it_got, wrong_everywhere, *(mistake.implementation for mistake in exercise.mistakes)):
        finding = judge(exercise.hidden, answer)
        for said in (finding_text(finding), finding_html(finding).partition("</style>")[2]):
            for known in (*exercise.hidden.hints.values(), *exercise.ladder):
                said = said.replace(escape(known), "").replace(known, "")
            assert not [number for number in secrets if number in said]


def _numbers(value):
    if isinstance(value, np.ndarray):
        return value.astype(float).ravel().tolist()
    if isinstance(value, list | tuple):
        return [number for item in value for number in _numbers(item)]
    return [value] if isinstance(value, float) else []


@each_exercise
def test_the_solution_in_the_source_notebook_is_the_reference(exercise, benches):
    solution = benches[exercise.key.split(".")[0]].solution(exercise)
    for case in exercise.hidden.cases:
        assert is_same(solution(*case.arguments), case.expected, case.other_end, case.rtol)


@each_exercise
def test_every_exercise_has_three_hints_and_each_mistake_one_of_its_own(exercise):
    assert len(exercise.ladder) == 3
    hints = [mistake.hint for mistake in exercise.mistakes]
    assert len(set(hints)) == len(hints)
    assert all(hint.endswith((".", "?", ".)")) for hint in hints)


@pytest.fixture(scope="module")
def benches(repository):
    from autograder.audit import TestBench

    return {unit.notebook: TestBench(Course(repository), unit) for unit in all_units()}


def test_verify_raises_for_a_wrong_answer_and_is_silent_about_the_inputs():
    with pytest.raises(CheckFailed, match="does not show"):
        verify("activations.sigmoid", lambda z: 1 / (1 + np.exp(z)), claim="values")


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


def test_the_answers_cell_of_an_exercise_has_its_id(repository):
    for unit in all_units():
        notebook = nbformat.read(Course(repository).source(unit), as_version=4)
        solutions = [cell.metadata.nbgrader.grade_id for cell in notebook.cells
                     if cell.metadata.get("nbgrader", {}).get("solution")]
        assert solutions == list(unit.exercises)
