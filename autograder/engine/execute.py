"""The preprocessor that replaces nbgrader's `Execute`, named in ``nbgrader_config.py``.

nbgrader runs a submission in an ordinary kernel, with the rights of whoever grades and with the tests in the same
process; if the kernel dies, the whole submission is lost. Here the cells run in confined processes (see `session`).
Where nothing can be confined, nothing runs, unless `unconfined` asks for an ordinary kernel; there too what ran is
kept, and what did not run scores 0.

What a course needs is set in ``nbgrader_config.py``, since the engine knows no course: see the options of `Execute`.
"""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import sysconfig
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from time import monotonic

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode, from_dict
from nbformat.v4 import reads_json
from nbgrader.preprocessors import Execute as NbgraderExecute
from nbgrader.utils import setenv
from traitlets import Bool, Dict, Integer, List, Unicode
from traitlets.config import Config

import autograder
from autograder.engine.sandbox.confine import Layers
from autograder.engine.session import DIED, NOT_RUN, TIMED_OUT, Session, error
from autograder.engine.workers.handles import ZygoteHandle, zygote_for
from autograder.engine.workers.settings import CHECKER, STUDENT, ZygoteSettings, module_of
from autograder.errors import EngineError

MAX_FILES_MIB = 32
#: Modules that no student's process may have imported, besides those that only tests load.
FORBIDDEN_MODULES = ("nbgrader",)
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": platform.python_version(),
}


class Execute(NbgraderExecute):
    """Run a notebook and keep whatever it came to."""

    notebook_timeout_seconds = Integer(
        300, help="After this many seconds the remaining cells of a notebook are not run.", min=1
    ).tag(config=True)
    shared_preload = List(
        Unicode(),
        help="What every notebook imports, as module or module:function, to be loaded (and called) once and not "
        "again for each notebook. Students' cells may read the packages it names, wherever those are.",
    ).tag(config=True)
    test_preload = List(
        Unicode(),
        help="The same for what only tests need. It is never in the memory of a process that runs students' cells.",
    ).tag(config=True)
    shared_state = List(
        Unicode(),
        help="Two functions, as module:function: the first tells, after each test, what later cells of the student "
        "should know, as data that JSON can hold; the second takes it in the student's process.",
        maxlen=2,
    ).tag(config=True)
    inherited_environment = List(
        Unicode(), help="Environment variables of the grader that cells see too, besides PATH, LANG, LC_ALL and TZ."
    ).tag(config=True)
    limits = Dict(help="What a submission may use, see autograder.engine.sandbox.confine.Limits.").tag(config=True)
    figures = Bool(
        True,
        help="Draw figures, as a notebook does. Grading is faster without, and scores do not depend on them. An "
        "ordinary kernel always draws them.",
    ).tag(config=True)
    unconfined = Bool(
        False, help="Run the cells in an ordinary kernel, tests included, with the rights of whoever grades."
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict | None = None, km: object = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Run every code cell of `nb`, in place.

        Returns:
            The notebook with outputs, and the resources. It never raises for what a student's code does.

        Raises:
            EngineError: cells cannot be confined here, and `unconfined` is not set.
        """
        folder = (dict(resources or {}).get("metadata") or {}).get("path") or ""
        if self.unconfined:
            _forget_tags(nb)
            return self._run_in_kernel(nb, resources, km)
        self.run_confined(nb, files_beside(folder))
        return nb, resources

    def run_confined(self, nb: NotebookNode, files: dict[str, bytes]) -> None:
        """Run every code cell of `nb`, in place, in confined processes, with `files` beside it.

        Raises:
            EngineError: cells cannot be confined here.
        """
        _forget_tags(nb)
        self.require_confinement()
        cell_seconds = self.timeout if self.timeout and self.timeout > 0 else self.notebook_timeout_seconds
        students, checkers = self._zygotes()
        Session(students, checkers, files, cell_seconds, self.notebook_timeout_seconds).run(nb.cells)
        nb.metadata["language_info"] = from_dict(LANGUAGE)

    def launch(self) -> None:
        """Begin to start the processes that cells need, if any, without waiting."""
        if platform.system() == "Linux" and not self.unconfined:
            for zygote in self._zygotes():
                zygote.launch()

    def require_confinement(self) -> Layers:
        """Say how cells are confined here.

        Raises:
            EngineError: not well enough to run a stranger's code.
        """
        if platform.system() != "Linux":
            raise EngineError(
                f"Cells cannot be confined on {platform.system()}; that takes Linux. With --unconfined they run in "
                "ordinary kernels, with your rights: only for submissions that you trust."
            )
        self.launch()
        students, _ = self._zygotes()
        layers = students.start()
        if layers.missing:
            raise EngineError(
                f"Cells cannot be confined here: nothing protects {' and '.join(layers.missing)} (`autograder doctor` "
                "says more). With --unconfined they run in ordinary kernels, with your rights: only for submissions "
                "that you trust."
            )
        return layers

    def _zygotes(self) -> tuple[ZygoteHandle, ZygoteHandle]:
        """The zygotes for the student's cells and for the tests."""
        own = Path(autograder.__file__).parent
        shared, for_tests = find_code(self.shared_preload), find_code(self.test_preload)
        get_state, set_state = (*self.shared_state, "", "")[:2]
        both = ZygoteSettings(
            role=CHECKER,
            shared_preload=tuple(self.shared_preload),
            import_paths=tuple(dict.fromkeys(str(place.parent) for place in (*shared, *for_tests))),
            environment={name: os.environ[name] for name in self.inherited_environment if name in os.environ},
            stamp=newest_change(own, *shared, *for_tests),
        )
        student = replace(
            both,
            role=STUDENT,
            state=set_state,
            forbidden_modules=(*FORBIDDEN_MODULES, *map(module_of, self.test_preload)),
            forbidden_paths=(str(own), str(self.config.CourseDirectory.get("root") or os.getcwd())),
            readable_paths=tuple(map(str, shared)),
            limits=dict(self.limits),
            figures=self.figures,
        )
        return zygote_for(student), zygote_for(replace(both, preload=tuple(self.test_preload), state=get_state))

    def _run_in_kernel(
        self, nb: NotebookNode, resources: ResourcesDict | None, km: object
    ) -> tuple[NotebookNode, ResourcesDict]:
        self._deadline = monotonic() + self.notebook_timeout_seconds
        self._current = -1
        try:
            return super().preprocess(nb, resources, km)
        except DeadKernelError:
            self._stop(nb, DIED, "the kernel died in this cell")
        except CellTimeoutError:
            self._stop(nb, TIMED_OUT, f"stopped after {self.timeout} s, and could not be interrupted")
        except _OutOfTime:
            self._stop(nb, NOT_RUN, f"the notebook had used up its {self.notebook_timeout_seconds} s")
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: ResourcesDict, index: int) -> tuple:
        """Run one cell in a kernel; stop the notebook when its time is used up."""
        self._current = index
        if monotonic() > self._deadline:
            raise _OutOfTime
        return super().preprocess_cell(cell, resources, index)

    def _stop(self, nb: NotebookNode, name: str, reason: str) -> None:
        """Write the reason into the cell that stopped the notebook, and into those that were never run."""
        for index, cell in enumerate(nb.cells):
            if cell.cell_type != "code" or index < self._current:
                continue
            if index == self._current:
                cell.outputs = [output for output in cell.outputs if output.output_type == "stream"]
                cell.outputs.append(error(name, reason))
            else:
                cell.outputs = [error(NOT_RUN, "an earlier cell stopped the notebook")]


class _OutOfTime(Exception):
    """The notebook's time is used up."""


def _forget_tags(nb: NotebookNode) -> None:
    for cell in nb.cells:
        cell.metadata.pop("tags", None)  # "skip-execution" on a test cell would earn its points


def files_beside(folder: str) -> dict[str, bytes]:
    """The files in a folder that cells may want to read: contents by relative path, without notebooks.

    Links are left out, since they could lead anywhere, and so is what exceeds `MAX_FILES_MIB` in total.
    """
    found, room = {}, MAX_FILES_MIB * 2**20
    for path in sorted(Path(folder).rglob("*")) if folder else ():
        if path.is_file() and not path.is_symlink() and path.suffix != ".ipynb" and path.stat().st_size <= room:
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
            room -= len(found[path.relative_to(folder).as_posix()])
    return found


def find_code(targets: Iterable[str]) -> list[Path]:
    """Where the top-level packages and modules lie that these targets name: folders, and files of single modules."""
    names = dict.fromkeys(module_of(target).partition(".")[0] for target in targets)
    specs = [spec for spec in map(importlib.util.find_spec, names) if spec]
    places = [spec.submodule_search_locations or [spec.origin] * spec.has_location for spec in specs]
    return [Path(place) for found in places for place in found]


def newest_change(*places: Path) -> float:
    """When one of these files, or a Python or JSON file in these folders, last changed; older zygotes must not be used.

    Packages that were installed are left out, since they do not change while the grader runs. The answer is kept for
    two seconds: there are hundreds of files, and notebooks by the thousand.
    """
    installed = sysconfig.get_path("purelib")
    own = tuple(dict.fromkeys(place for place in places if not place.is_relative_to(installed)))
    return _newest_change(own, int(monotonic() / 2))


@lru_cache(1)
def _newest_change(places: tuple[Path, ...], moment: int) -> float:
    inside = (path for place in places for ending in ("*.py", "*.json") for path in place.rglob(ending))
    return max((path.stat().st_mtime for path in (*places, *inside)), default=0.0)


def run_notebook(text: str, files: dict[str, bytes], settings: dict) -> tuple[str, float]:
    """Run a sanitised notebook: plain data in, plain data out, so that any `concurrent.futures.Executor` will do.

    Args:
        text: the notebook as JSON.
        files: what lies beside it: contents by relative path.
        settings: nbgrader's configuration by class, e.g. ``{"Execute": {"timeout": 20}}``.

    Returns:
        The executed notebook as JSON, and the seconds that it took.

    Raises:
        EngineError: see `Execute.preprocess`.
    """
    notebook, seconds = run_in_place(reads_json(text), files, settings)
    return json.dumps(notebook), seconds


def run_in_place(notebook: NotebookNode, files: dict[str, bytes], settings: dict) -> tuple[NotebookNode, float]:
    """Do as `run_notebook`, for an executor of threads: the notebook itself gets its outputs, and comes back."""
    started = monotonic()
    execute = Execute(config=Config(settings))
    if not execute.unconfined:
        execute.run_confined(notebook, files)
        return notebook, monotonic() - started
    with tempfile.TemporaryDirectory(prefix="cells-") as folder, setenv(NBGRADER_EXECUTION="autograde"):
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        execute.preprocess(notebook, ResourcesDict(metadata={"path": folder}))
    return notebook, monotonic() - started
