"""Run a student's function on the cases of an exercise and decide what to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np

from helpers import answers
from helpers.answers import Outcome, find_function_fault, make_plain, type_name
from helpers.checks.compare import is_same, is_same_outcome, parts
from helpers.checks.diagnose import about, describe_error, describe_value, is_own_signature, spoken
from helpers.checks.explain import KNOWN_ERRORS, explain_error
from helpers.checks.probes import PROBES, describe_look
from helpers.checks.specification import Case, Finding, Specification
from helpers.messages import Sentence, message, translate

#: A call that is told in a sentence is shortened until it has no more characters, as far as that can be done.
LONGEST_CALL = 160


def call(
    implementation: Callable, arguments: tuple, calls: tuple[tuple[str, tuple], ...] = (), probe: str = ""
) -> Outcome:
    """Call an implementation on copies of the arguments and note all that a check looks at.

    Args:
        implementation: the student's function or class, the reference or a known mistake.
        arguments, calls, probe: as in `Case`; they stay as they are whatever the implementation does.

    Returns:
        The value, or the error; which of its arguments the call changed; the first warning it gave.
    """
    given = _each(arguments, calls)
    outcome = answers.call(lambda *copies: _run(implementation, len(arguments), calls, copies), *given, watch=True)
    if probe and not outcome.error:
        with suppress(Exception):  # a result that the probe cannot read is compared as it is, and found wrong
            return replace(outcome, value=PROBES[probe](outcome.value))
    return outcome


def run_case(implementation: Callable, case: Case) -> Outcome:
    """Call an implementation as a case says."""
    return call(implementation, case.arguments, case.calls, case.probe)


def _run(implementation: Callable, own: int, calls: tuple[tuple[str, tuple], ...], given: tuple) -> Any:
    """One call; or several, whose results are copied at once, since a later call may change them.

    Args:
        own: how many of the arguments in `given` are the implementation's own; those of the calls follow.
    """
    arguments, rest = given[:own], iter(given[own:])
    if not calls:
        return implementation(*arguments)
    objects: dict[str, Any] = {}
    return {
        name: make_plain(_callee(implementation, arguments, step, objects)(*islice(rest, len(wanted))))
        for name, (step, wanted) in zip(name_calls(calls), calls, strict=True)
    }


def _callee(implementation: Callable, arguments: tuple, step: str, objects: dict[str, Any]) -> Callable:
    """What a step calls: the function itself, or a method of the object it names, made when it is first named."""
    if not step:
        return implementation
    owner, _, method = step.rpartition(".")
    if owner not in objects:
        objects[owner] = implementation(*arguments)
    return getattr(objects[owner], method)


def name_calls(calls: tuple[tuple[str, tuple], ...]) -> list[str]:
    """Names for the results of several calls: the method's, numbered from 1 where it is called more than once."""
    methods = [method or "call" for method, _ in calls]
    seen: dict[str, int] = {}
    names = []
    for method in methods:
        seen[method] = seen.get(method, 0) + 1
        names.append(f"{method} {seen[method]}" if methods.count(method) > 1 else method)
    return names


def _each(arguments: tuple, calls: tuple[tuple[str, tuple], ...]) -> list[Any]:
    return [*arguments, *(argument for _, given in calls for argument in given)]


class Trial:
    """What an implementation does with an exercise's cases. Each is run when it is first asked for, and once: a call
    may be slow.

    Args:
        implementation: what the student wrote.
    """

    def __init__(self, implementation: Callable):
        self._implementation = implementation
        self._outcomes: dict[int, Outcome] = {}

    def of(self, case: Case) -> Outcome:
        """What the implementation does with one case."""
        if id(case) not in self._outcomes:
            self._outcomes[id(case)] = run_case(self._implementation, case)
        return self._outcomes[id(case)]

    @property
    def warning(self) -> str:
        """The first warning that came with any of the cases so far, "" for none."""
        return next((outcome.warning for outcome in self._outcomes.values() if outcome.warning), "")


def is_right(outcome: Outcome, case: Case) -> bool:
    """Whether one call gave what the case asks for."""
    if outcome.error or (case.keeps_arguments and outcome.changed):
        return False
    return is_same(outcome.value, case.expected, case.other_end, case.rtol)


def judge(specification: Specification, implementation: Any, claim: str | None = None) -> Finding | None:
    """Check an implementation against one claim, or all; see `examine`."""
    return examine(specification, implementation, claim)[0]


@np.errstate(all="ignore")  # what NumPy thinks of wrong numbers is of no interest here, whatever the notebook has set
def examine(specification: Specification, implementation: Any, claim: str | None = None) -> tuple[Finding | None, str]:
    """Check an implementation against one claim, or all.

    Args:
        specification: the exercise.
        implementation: what the student wrote.
        claim: name of the claim whose cases decide; None for all.

    Returns:
        None where every case is right. Else what to tell the student about the first wrong case; for the name of a
        known mistake the implementation must agree with that mistake on every case of the exercise.
        And the first warning that its calls gave, "" for none.
    """
    if fault := find_function_fault(implementation):
        return _not_a_function(specification, fault.kind, implementation, claim), ""
    trial = Trial(implementation)
    for case in specification.cases:
        if claim in (None, case.claim) and not is_right(trial.of(case), case):
            return _explain(specification, trial, case), trial.warning
    return None, trial.warning


def name_mistakes(specification: Specification, trial: Trial) -> Iterable[str]:
    """Ids of the known mistakes that give exactly what the implementation gives, on every case."""
    candidates = dict.fromkeys(specification.hints)
    for case in specification.cases:
        for mistake in list(candidates):
            if not is_same_outcome(trial.of(case), case.mistakes[mistake], case.rtol):
                del candidates[mistake]
        if not candidates:
            break
    return tuple(candidates)


def _not_a_function(specification: Specification, kind: str, got: Any, claim: str | None) -> Finding:
    name = specification.name
    said = (
        ("blank", message("blank.name", name=name))
        if kind == "blank"
        else ("type", message("value.not-callable", name=name, got=_briefly(got)))
    )
    return _finding(specification, claim or specification.claims[0], said)


def _briefly(value: Any) -> str:
    """What somebody wrote for a function, in few characters; by its type where it cannot say what it is."""
    with suppress(Exception):
        return str.__str__(repr(value))[:60]
    return message("value.of-type", type=type_name(value))


def _explain(specification: Specification, trial: Trial, case: Case) -> Finding:
    name, outcome = specification.name, trial.of(case)
    details = []
    if outcome.error:
        said = describe_error(name, outcome, case)
        explained = explain_error(outcome)
        told = explained == message("error.arguments") and is_own_signature(name, outcome) and not specification.hidden
        details += [explained] if explained and not told else []
        if specification.hidden and said[0] != "blank":  # the error's text may hold the secret input
            error = outcome.error if outcome.error in KNOWN_ERRORS else message("error.unknown")
            said = ("error", message("error.hidden", name=name, error=error))
    elif is_same(outcome.value, case.expected, case.other_end, case.rtol):
        said = ("argument", message("argument.changed", name=name))
    else:
        fault = describe_value(name, outcome.value, case)
        if fault.numbers and not specification.hidden:
            details.append(fault.numbers)
        said = (
            fault.kind,
            about("hidden.value", fault.part) if specification.hidden and fault.tells else fault.sentence,
        )
    if said[0] == "blank":
        return _finding(specification, case.claim, said)
    if not specification.hidden:
        details.append(message("number.input", call=show_case_briefly(name, case)))
    for mistake in name_mistakes(specification, trial):
        hint = translate(f"hint.{specification.key}.{mistake}", specification.hints[mistake])
        return _finding(specification, case.claim, ("mistake", hint), (said[1], *details), mistake)
    return _finding(specification, case.claim, said, tuple(details))


def _finding(
    specification: Specification,
    claim: str,
    said: tuple[str, Sentence],
    details: tuple[Sentence, ...] = (),
    mistake: str | None = None,
) -> Finding:
    kind, sentence = said
    return Finding(
        key=specification.key,
        name=specification.name,
        claim=claim,
        kind=kind,
        headline=sentence,
        details=details,
        mistake=mistake,
        hint=sentence if mistake else None,
        ladder=hint_ladder(specification.key, specification.ladder),
        hidden=specification.hidden,
    )


def hint_ladder(key: str, ladder: Iterable[str]) -> tuple[Sentence, ...]:
    """The hints of an exercise, each saying more than the one before, in the language of the class."""
    return tuple(translate(f"ladder.{key}.{step}", text) for step, text in enumerate(ladder, start=1))


def show_case(name: str, case: Case, most: int | None = None) -> str:
    """The call or calls of a case as a student would type them: ``sigmoid([0. 1. 2.])``.

    Args:
        name: the student's function or class.
        case: the input.
        most: arrays of more numbers than that are told by their shape; None for none.
    """
    if not case.calls:
        return _show_call(name, case.arguments, most)
    if not any(step for step, _ in case.calls):
        return "; ".join(_show_call(name, given, most) for _, given in case.calls)
    owners = dict.fromkeys(step.rpartition(".")[0] or "layer" for step, _ in case.calls)
    made = [f"{owner} = {_show_call(name, case.arguments, most)}" for owner in owners]
    return "; ".join(
        made + [_show_call(step if "." in step else f"layer.{step}", given, most) for step, given in case.calls]
    )


def show_case_briefly(name: str, case: Case) -> str:
    """`show_case` for a sentence: of a whole network's arrays the largest are told by their shape, until it is short
    enough.
    """
    sizes = {array.size for array in _arrays(_each(case.arguments, case.calls))} - {1}
    said = show_case(name, case)
    for size in sorted(sizes, reverse=True):
        if len(said) <= LONGEST_CALL:
            break
        said = show_case(name, case, size - 1)
    return said


def _arrays(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _arrays(item)


def show_result(value: Any) -> str:
    """A result, a line for each of its pieces; a matrix has a line for each row, and a small one is shown in full."""
    return "\n".join(_show_piece(f"{spoken(name)} = " if name else "", piece) for name, piece in parts(value).items())


def _show_piece(label: str, piece: Any) -> str:
    if isinstance(piece, np.ndarray) and piece.ndim == 2 and min(piece.shape) > 1:
        return label + np.array2string(piece, precision=4, threshold=40, edgeitems=2, separator=", ", prefix=label)
    return label + (describe_look(piece) or piece if isinstance(piece, str) else show(piece))


def _show_call(name: str, arguments: tuple, most: int | None = None) -> str:
    return f"{name}({', '.join(show(argument, most) for argument in arguments)})"


def show(value: Any, most: int | None = None) -> str:
    """A value in few characters: arrays without the word array, or of more than `most` numbers their shape; functions
    by name.
    """
    if isinstance(value, np.ndarray):
        if most is not None and value.size > most:
            return message("number.shape", shape=value.shape)
        return np.array2string(value, precision=4, threshold=12, edgeitems=2, separator=", ").replace("\n", "")
    if isinstance(value, tuple):
        return f"({', '.join(show(item, most) for item in value)}{',' if len(value) == 1 else ''})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {show(item, most)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(show(item, most) for item in value) + "]"
    if callable(value):
        return getattr(value, "__name__", repr(value))
    if isinstance(value, float):
        return repr(float(f"{value:.12g}"))  # 0.065 rather than 0.06500000000000002: the last digits are rounding
    return repr(value)
