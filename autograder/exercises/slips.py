"""Slips: mistakes written as what they change in the reference.

Most mistakes differ from the reference in a statement or two, and a slip says only that::

    backward.slips('''
    sign: The signs of all gradients are wrong: the way back starts with A2 − Y, not with Y − A2.
        dZ2 = Y - cache["A2"]
    in-place: The cache is changed. Make a new array.
        dZ2 = cache["A2"]; dZ2 -= Y
    ''')

A line says what the mistake is called and what to tell the learner; below it, indented, stand the changes:

``dZ2 = Y - cache["A2"]``          takes the place of the statement with the same target, here ``dZ2 = …``
``dZ2 = cache["A2"]; dZ2 -= Y``    several statements; the first one says which statement they take the place of
``return dout``                    takes the place of the ``return``
``1 / m -> 1``                     an expression, or statements, for another one
``self.mask = x > 0 ->``           the statement is dropped
``W, b = ... -> W = W - dW``       the statement with this target is replaced by others, or dropped
``... -> return X.shape``          other statements for all there are

Every change must find its place in the reference exactly once. In a class, a method's name in front tells where to
look:
``backward: return dout``. Lines that are indented further go on with the change above them: the body of a loop,
or what follows behind ``;``, a comma or an opening bracket.
"""

from __future__ import annotations

import ast
import linecache
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from autograder.errors import DefinitionError

ARROW, INDENT = "->", "    "
UNFINISHED = (";", ",", "(", "[", "{")
NOTHING = "changes nothing. Write what the learner does instead."
Definition = ast.FunctionDef | ast.ClassDef


def read_slips(key: str, text: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Read slips as an exercise writes them down.

    Args:
        key: the exercise, for errors.
        text: in the notation of this module.

    Yields:
        Id, hint and changes of each slip.

    Raises:
        DefinitionError: a line is neither ``id: hint`` nor a change below one.
    """
    slips: list[tuple[str, str, list[str]]] = []
    for line in textwrap.dedent(text).splitlines():
        id, _, hint = line.partition(": ")
        if not line.strip():
            continue
        if not line.startswith(" "):
            if not hint.strip() or not re.fullmatch(r"[\w-]+", id):
                raise DefinitionError(
                    f"A slip of {key} begins with {line!r}; expected `id: hint`, with the changes indented below."
                )
            slips.append((id, hint, []))
        elif not slips:
            raise DefinitionError(
                f"The slips of {key} begin with the change {line.strip()!r}; expected a line `id: hint` before it."
            )
        elif line.startswith(INDENT + " ") and slips[-1][2]:
            change = slips[-1][2].pop()
            more = f" {line.strip()}" if change.endswith(UNFINISHED) else f"\n{line.removeprefix(INDENT)}"
            slips[-1][2].append(change + more)
        else:
            slips[-1][2].append(line.strip())
    for id, hint, changes in slips:
        yield id, hint, tuple(changes)


def make_slip(label: str, reference: Callable, source: str, changes: Sequence[str]) -> Callable:
    """The reference with all changes made, one after the other, as a function or class of the reference's own module.

    Args:
        label: names the exercise and the slip in errors and tracebacks, e.g. ``vectorized.backward: sign``.
        reference: a function or class of a module.
        source: its source, and nothing else.
        changes: in the notation of this module.

    Raises:
        DefinitionError: a change is no Python, fits nowhere, fits in several places, or changes nothing.
    """
    definition = apply_changes(label, source, changes)
    definition.name = "_"
    text, place = ast.unparse(definition) + "\n", f"<{label}>"
    # Tracebacks and `source_of` look for the text here.
    linecache.cache[place] = (len(text), None, text.splitlines(keepends=True), place)
    made: dict[str, Any] = {}
    exec(compile(text, place, "exec", dont_inherit=True), vars(sys.modules[reference.__module__]), made)
    return made["_"]


def apply_changes(label: str, source: str, changes: Sequence[str]) -> Definition:
    """The syntax tree of a definition with all changes made; see `make_slip`."""
    (definition,) = ast.parse(source).body
    if not changes:
        raise DefinitionError(
            f"The slip {label} changes nothing. Write down the statement in which it differs from the reference."
        )
    for change in changes:
        try:
            _apply(definition, change)
        except _Misfit as misfit:
            raise DefinitionError(f"The slip {label} does not fit: {change!r} {misfit}") from misfit
    return definition


class _Misfit(ValueError):
    """The second half of a sentence about a change: what is wrong with it, and what to write."""


def _apply(definition: Definition, change: str) -> None:
    scope, text = _scope(definition, change)
    old, arrow, new = text.partition(ARROW)
    if arrow:
        return _exchange(scope, _parse(old), _parse(new))
    statements = _parse(text)
    if not statements or _target(statements[0]) is None:
        raise _Misfit(f"sets nothing that would tell which statement it replaces. Write `old {ARROW} new`.")
    _replace(*_with_target_of(scope, statements[0]), statements)


def _with_target_of(scope: Definition, statement: ast.stmt) -> tuple[list[ast.stmt], slice]:
    """Where the statement stands that has the same target."""
    target = _target(statement)
    places = [(block, place) for block, place in _statements(scope) if _target(block[place]) == target]
    if len(places) > 1:  # `total = 0` and `total += x` have the same target
        places = [(block, place) for block, place in places if type(block[place]) is type(statement)]
    block, place = _the_only(places, f"Write `old {ARROW} new`, with more of the reference in `old`.")
    return block, slice(place, place + 1)


def _scope(definition: Definition, change: str) -> tuple[Definition, str]:
    """Where to look, the whole definition or the method that is named in front of the change; and the change itself."""
    named = re.match(r"(\w+):\s", change)
    for method in definition.body if named and isinstance(definition, ast.ClassDef) else ():
        if isinstance(method, ast.FunctionDef) and method.name == named[1]:
            return method, change[named.end() :]
    return definition, change


def _parse(text: str) -> list[ast.stmt]:
    try:
        return ast.parse(text.strip()).body
    except SyntaxError as error:
        raise _Misfit(f"is no Python: {error.msg}. Write statements or `old {ARROW} new`.") from error


def _exchange(scope: Definition, old: list[ast.stmt], new: list[ast.stmt]) -> None:
    if not old:
        raise _Misfit(f"has nothing in front of the arrow. Write `old {ARROW} new`.")
    advice = (
        "Copy from the reference what the learner gets wrong, a whole expression or statement, with enough around it."
    )
    if len(old) == 1 and isinstance(old[0], ast.Expr) and _is_ellipsis(old[0].value):
        return _replace(scope.body, slice(None), new)
    if len(old) == 1 and isinstance(old[0], ast.Assign | ast.AugAssign | ast.Return) and _is_ellipsis(old[0].value):
        return _replace(*_with_target_of(scope, old[0]), new)
    if len(old) == len(new) == 1 and isinstance(old[0], ast.Expr) and isinstance(new[0], ast.Expr):
        parent, field, place = _the_only(list(_expressions(scope, old[0].value)), advice)
        if _same(old, new):
            raise _Misfit(NOTHING)
        if place is None:
            setattr(parent, field, new[0].value)
        else:
            getattr(parent, field)[place] = new[0].value
        return
    places = [
        (block, slice(place, place + len(old)))
        for block, place in _statements(scope)
        if _same(block[place : place + len(old)], old)
    ]
    _replace(*_the_only(places, advice), new)


def _the_only(places: list[tuple], advice: str) -> tuple:
    if len(places) != 1:
        found = f"is found {len(places)} times in the reference" if places else "is not found in the reference"
        raise _Misfit(f"{found}; expected once. {advice}")
    return places[0]


def _replace(block: list[ast.stmt], where: slice, statements: list[ast.stmt]) -> None:
    if _same(block[where], statements):
        raise _Misfit(NOTHING)
    block[where] = statements
    if not block:
        block.append(ast.Pass())


def _statements(scope: ast.AST) -> Iterator[tuple[list[ast.stmt], int]]:
    """Every statement inside, as the block that holds it and its place there."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(scope, name, ())
        for place, statement in enumerate(block):
            yield block, place
            yield from _statements(statement)
    for handler in getattr(scope, "handlers", ()):
        yield from _statements(handler)


def _expressions(scope: ast.AST, wanted: ast.expr) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Every place that holds this expression: its parent, the field there, and the place in the field where that is a
    list.
    """
    text = ast.dump(wanted)
    for parent in ast.walk(scope):
        for field, value in ast.iter_fields(parent):
            for place, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if type(node) is type(wanted) and ast.dump(node) == text:
                    yield parent, field, place


def _target(statement: ast.stmt) -> str | None:
    """What a statement sets, as text; None for one that sets nothing, and a return returns."""
    match statement:
        case ast.Return():
            return "return"
        case ast.Assign(targets=targets):
            return " = ".join(map(ast.unparse, targets))
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            return ast.unparse(target)
        case ast.For(target=target):
            return f"for {ast.unparse(target)}"
        case ast.FunctionDef(name=name):
            return f"def {name}"
    return None


def _is_ellipsis(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


def _same(some: Sequence[ast.AST], others: Sequence[ast.AST]) -> bool:
    return len(some) == len(others) and all(
        type(one) is type(other) and ast.dump(one) == ast.dump(other) for one, other in zip(some, others, strict=True)
    )
