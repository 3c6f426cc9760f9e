"""Generated mistakes: small changes to the syntax tree of a reference, such as a slip of the hand makes.

The hand-written mistakes say what learners get wrong; mutants ask whether the inputs would notice a slip that nobody
thought of. Every mutant must lose points, unless it is equivalent. *The rule for equivalent mutants:* one that no
test notices is run on `VARIATIONS` varied copies of every input; where its result is right on all of them, within the
tolerance of the check, it is taken to be another way to write the reference, and is dropped.
"""

from __future__ import annotations

import ast
import copy
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.exercises import Exercise, source_of
from helpers.checks import Case
from helpers.checks.verdict import is_right, run_case

VARIATIONS = 12
SECONDS_PER_CALL = 1.0

_OPERATORS: dict[type[ast.operator], list[type[ast.operator]]] = {
    ast.Add: [ast.Sub],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div, ast.Add, ast.MatMult],
    ast.Div: [ast.Mult],
    ast.MatMult: [ast.Mult],
    ast.Pow: [ast.Mult],
    ast.FloorDiv: [ast.Div],
    ast.Mod: [ast.FloorDiv],
}
_COMPARISONS: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.LtE],
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.GtE],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
}
#: NumPy functions that are easily taken for each other.
_FUNCTIONS = {
    "sum": ["mean", "max"],
    "mean": ["sum"],
    "max": ["min"],
    "min": ["max"],
    "maximum": ["minimum"],
    "minimum": ["maximum"],
    "exp": ["expm1", "log"],
    "log": ["log2", "exp"],
    "tanh": ["sinh"],
    "abs": ["square"],
    "zeros": ["ones"],
    "ones": ["zeros"],
    "zeros_like": ["ones_like"],
    "ones_like": ["zeros_like"],
    "argmax": ["argmin"],
    "argmin": ["argmax"],
    "hstack": ["vstack"],
    "vstack": ["hstack"],
    "dot": ["multiply"],
    "multiply": ["dot"],
    "floor": ["ceil"],
    "trunc": ["round"],
}


@dataclass(frozen=True)
class Mutant:
    """A changed reference.

    Attributes:
        change: what was changed, in words.
        source: the whole function or class.
    """

    change: str
    source: str


@dataclass(frozen=True)
class Survey:
    """What became of an exercise's mutants.

    Attributes:
        killed: how many lose points.
        equivalent: those that were dropped by the rule.
        survivors: those that no test notices although they are wrong somewhere.
    """

    killed: int
    equivalent: tuple[Mutant, ...]
    survivors: tuple[Mutant, ...]


def survey(exercise: Exercise) -> Survey:
    """Run all mutants of an exercise's reference on its inputs, visible and hidden."""
    cases = [*exercise.hidden.cases, *exercise.visible.cases]
    namespace = vars(sys.modules[exercise.reference.__module__])
    rng = np.random.default_rng(1)
    varied = [other for case in cases for _ in range(VARIATIONS) if (other := _vary(exercise, case, rng))]
    killed, equivalent, survivors = 0, [], []
    for mutant in generate(source_of(exercise.reference, exercise.name)):
        implementation = _build(mutant, exercise.name, namespace)
        if implementation is None or not _right_everywhere(implementation, cases):
            killed += 1
        elif _right_everywhere(implementation, varied):
            equivalent.append(mutant)
        else:
            survivors.append(mutant)
    return Survey(killed, tuple(equivalent), tuple(survivors))


def _build(mutant: Mutant, name: str, namespace: dict) -> Callable | None:
    """The changed function or class; None where the change cannot even be executed."""
    own = dict(namespace)
    try:
        exec(compile(mutant.source, "<mutant>", "exec"), own)
    except Exception:
        return None
    return own.get(name)


def _right_everywhere(implementation: Callable, cases: list[Case]) -> bool:
    return all(_is_right_in_time(implementation, case) for case in cases)


def _is_right_in_time(implementation: Callable, case: Case) -> bool:
    try:
        with _time_limit(SECONDS_PER_CALL):
            return is_right(run_case(implementation, case), case)
    except _TookTooLong:  # after the call; inside of it the check has caught it already
        return False


class _TookTooLong(Exception):
    """A mutant's time is up. Raised inside its code, it is an error like any other, so the mutant counts as killed."""


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise inside of the block when its time is up, again and again, should the code swallow it."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield  # only the main thread of a POSIX system can be interrupted like this
        return

    def stop(number: int, frame: Any) -> None:
        raise _TookTooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _vary(exercise: Exercise, case: Case, rng: np.random.Generator) -> Case | None:
    """A copy of a case with other numbers of the same kind and their right answer; None where the reference refuses."""
    has_arrays = any(isinstance(value, np.ndarray) for value in _leaves((case.arguments, case.calls)))
    arguments, calls = (_vary_value(part, rng, whole_too=not has_arrays) for part in (case.arguments, case.calls))
    asked = replace(case, arguments=arguments, calls=calls)
    right = run_case(exercise.reference, asked)
    if right.error or (isinstance(right.value, np.ndarray) and not np.isfinite(right.value).all()):
        return None
    other = run_case(exercise.other_end, asked).value if exercise.other_end else None
    return replace(asked, expected=right.value, other_end=other)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


def _vary_value(value: Any, rng: np.random.Generator, whole_too: bool) -> Any:
    """Labels and shares stay labels and shares; whole numbers (sizes, counts) vary only if no array must fit them."""
    if isinstance(value, dict):
        return {name: _vary_value(item, rng, whole_too) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_vary_value(item, rng, whole_too) for item in value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return _vary_array(value, rng).astype(value.dtype)
    if isinstance(value, float):
        return float(_vary_array(np.array(value), rng))
    if type(value) is int and whole_too:
        return value + int(rng.integers(0, 3))
    return value


def _vary_array(value: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    anything = value * (1 + 0.5 * rng.standard_normal(value.shape)) + 0.5 * rng.standard_normal(value.shape)
    if np.ptp(value) == 0:  # all alike, all 0 or all 1: too special to keep
        return anything
    if np.isin(value, (0.0, 1.0)).all():
        return rng.integers(0, 2, value.shape).astype(float)
    if (value >= 0).all() and (value <= 1).all():
        anything = np.clip(value + rng.uniform(-0.2, 0.2, value.shape), 0.01, 0.99)
    return np.where((value == 0) & (rng.random(value.shape) < 0.5), 0.0, anything)


def generate(source: str) -> Iterator[Mutant]:
    """Every mutant of a function or class, each with one change.

    Args:
        source: as `source_of` gives it.
    """
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    for place, node in enumerate(ast.walk(tree)):
        for words, changed in _changes(node, tree):
            mutated = _exchange(tree, place, changed)
            text = ast.unparse(ast.fix_missing_locations(mutated))
            if text not in seen:
                seen.add(text)
                yield Mutant(f"line {getattr(node, 'lineno', 1)}: {words}", text)


def _exchange(tree: ast.Module, place: int, changed: ast.AST | None) -> ast.Module:
    """A copy of the tree in which the node at this place of `ast.walk` is another one; None takes a statement out."""
    mutated = copy.deepcopy(tree)
    old = next(node for number, node in enumerate(ast.walk(mutated)) if number == place)

    class Exchange(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> Any:
            return (changed or ast.Pass()) if node is old else self.generic_visit(node)

    return Exchange().visit(mutated)


def _changes(node: ast.AST, tree: ast.Module) -> Iterator[tuple[str, ast.AST | None]]:
    """What could be slipped into a node's place, with words for it."""
    for kind, change in _CHANGES:
        if isinstance(node, kind):
            for changed in change(node, tree):
                if changed is None:
                    yield f"`{ast.unparse(node)}` left out", None
                else:
                    yield f"`{ast.unparse(changed)}` for `{ast.unparse(node)}`", changed


def _operation(node: ast.BinOp, tree: ast.Module) -> Iterator[ast.AST]:
    for operator in _OPERATORS.get(type(node.op), ()):
        yield ast.BinOp(node.left, operator(), node.right)
    yield node.left
    if not isinstance(node.op, ast.Sub | ast.Div | ast.Pow):
        yield node.right
    if isinstance(node.op, ast.MatMult):
        for side in ("left", "right"):
            changed = copy.copy(node)
            setattr(changed, side, ast.Attribute(getattr(node, side), "T", ast.Load()))
            yield changed


def _without_minus(node: ast.UnaryOp, tree: ast.Module) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.USub | ast.Not):
        yield node.operand


def _comparison(node: ast.Compare, tree: ast.Module) -> Iterator[ast.AST]:
    for operator in _COMPARISONS.get(type(node.ops[0]), ()):
        yield ast.Compare(node.left, [operator(), *node.ops[1:]], node.comparators)


def _constant(node: ast.Constant, tree: ast.Module) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
        if value:
            yield ast.UnaryOp(ast.USub(), ast.Constant(value))


def _transposed(node: ast.Attribute, tree: ast.Module) -> Iterator[ast.AST]:
    if node.attr == "T":
        yield node.value
    elif isinstance(node.value, ast.Name) and node.value.id == "np":
        for other in _FUNCTIONS.get(node.attr, ()):
            yield ast.Attribute(node.value, other, node.ctx)
    elif isinstance(node.value, ast.Name) and node.value.id == "self" and isinstance(node.ctx, ast.Load):
        for other in sorted(_own_attributes(tree) - {node.attr}):
            yield ast.Attribute(node.value, other, node.ctx)


def _own_attributes(tree: ast.Module) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}


def _call(node: ast.Call, tree: ast.Module) -> Iterator[ast.AST]:
    if len(node.args) > 1:
        yield ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
    for keyword in node.keywords:
        yield ast.Call(node.func, node.args, [other for other in node.keywords if other is not keyword])


def _name(node: ast.Name, tree: ast.Module) -> Iterator[ast.AST]:
    """Another variable of the same function in a variable's place."""
    if isinstance(node.ctx, ast.Load):
        around = next(
            function
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef) and any(inner is node for inner in ast.walk(function))
        )
        names = {argument.arg for argument in around.args.args} - {"self"}
        names |= {
            inner.id for inner in ast.walk(around) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
        }
        if node.id in names:
            for other in sorted(names - {node.id}):
                yield ast.Name(other, ast.Load())


def _key(node: ast.Subscript, tree: ast.Module) -> Iterator[ast.AST]:
    """Another entry of a dictionary in an entry's place."""
    if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str) and isinstance(node.ctx, ast.Load):
        keys = {
            inner.slice.value
            for inner in ast.walk(tree)
            if isinstance(inner, ast.Subscript)
            and isinstance(inner.slice, ast.Constant)
            and isinstance(inner.slice.value, str)
            and ast.unparse(inner.value) == ast.unparse(node.value)
        }
        for other in sorted(keys - {node.slice.value}):
            yield ast.Subscript(node.value, ast.Constant(other), node.ctx)


def _left_out(node: ast.stmt, tree: ast.Module) -> Iterator[None]:
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):  # a docstring is no step
        yield None


_CHANGES: list[tuple[Any, Callable[[Any, ast.Module], Iterator[ast.AST | None]]]] = [
    (ast.BinOp, _operation),
    (ast.UnaryOp, _without_minus),
    (ast.Compare, _comparison),
    (ast.Constant, _constant),
    (ast.Attribute, _transposed),
    (ast.Call, _call),
    (ast.Name, _name),
    (ast.Subscript, _key),
    (ast.Assign | ast.AugAssign | ast.Expr, _left_out),
]
