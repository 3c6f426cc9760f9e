"""What a zygote and its workers are told: their role, and what the course asks for."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

#: Who runs a cell: a student's own cells, and the tests.
STUDENT, CHECKER = "student", "checker"


@dataclass(frozen=True)
class ZygoteSettings:
    """Settings of one zygote, as plain data.

    A *target* is ``module``, which is imported, or ``module:function``, which is also called, without arguments.

    Attributes:
        role: `STUDENT` or `CHECKER`.
        shared_preload: targets that the fork server loads once for all its zygotes.
        preload: targets that this zygote alone loads.
        state: for a checker, the function ``module:function`` that tells what tests share with later cells; for a
            student, the function that takes it; "" for none.
        forbidden_modules: modules and packages that must not have been imported here.
        forbidden_paths: files and folders that a student's process may not read.
        readable_paths: files and folders that it may read, even inside forbidden ones.
        import_paths: folders from which modules can be imported, besides the usual ones.
        environment: environment variables, by name.
        limits: what a student's process may use, see `sandbox.confine.Limits`.
        figures: whether figures are drawn.
        without: layers of confinement to do without, for tests.
        stamp: when the code that is loaded was last changed; another stamp starts a new fork server.
    """

    role: str
    shared_preload: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()
    state: str = ""
    forbidden_modules: tuple[str, ...] = ()
    forbidden_paths: tuple[str, ...] = ()
    readable_paths: tuple[str, ...] = ()
    import_paths: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    limits: dict[str, int] = field(default_factory=dict)
    figures: bool = True
    without: tuple[str, ...] = ()
    stamp: float | None = None

    def to_json(self) -> str:
        """All settings as text."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str | bytes) -> ZygoteSettings:
        """The inverse of `to_json`."""
        return cls(**json.loads(text))


def load(target: str) -> None:
    """Import a module, and call the function that the target names, if any."""
    if ":" in target:
        find_function(target)()
    else:
        importlib.import_module(target)


def find_function(target: str) -> Callable[..., Any]:
    """The function that ``module:function`` names."""
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def module_of(target: str) -> str:
    """The module that a target names."""
    return target.partition(":")[0]
