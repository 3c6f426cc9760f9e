"""The same tests with other Pythons, with the oldest packages that are allowed, and with the wheels as they would be
published.

``nox`` runs all sessions, ``nox --list`` names them, ``nox -s tests-3.13 -- -k gradcheck`` hands options on to pytest.
A session whose interpreter this machine lacks is skipped, and says so; ``--error-on-missing-interpreters`` takes that
for a failure.
"""

from __future__ import annotations

import os
import platform
import tomllib
from pathlib import Path

import nox
from packaging.requirements import Requirement

nox.options.default_venv_backend = "venv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False

ROOT = Path(__file__).parent
VERSIONS = ["3.11", "3.12", "3.13", "3.14"]
HELPERS = "tests/helpers"
#: Cells are confined on Linux alone; what crosses between two processes is the same everywhere.
ENGINE = "tests/autograder/engine" if platform.system() == "Linux" else "tests/autograder/engine/rpc/test_wire.py"
#: What these tests need of the extra `dev`; a browser, a linter and the like are left out.
TOOLS = ["pytest", "pytest-xdist", "hypothesis", "autograd", "babel", "pillow"]

# pyenv's own python3.x starts only a version that is switched on; its interpreters stand here.
pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
found = [str(folder) for version in VERSIONS for folder in sorted(pyenv.glob(f"versions/{version}.*/bin"))]
os.environ["PATH"] = os.pathsep.join([*found, os.environ["PATH"]])


def pins(session: nox.Session) -> str:
    """Write the versions of requirements.txt as constraints, which may name no folder; returns the file's path."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    path = Path(session.create_tmp()) / "constraints.txt"
    path.write_text("".join(line for line in lines if not line.startswith("-e ")), encoding="utf-8")
    return str(path)


def lowest(session: nox.Session) -> str:
    """Write the oldest versions that helpers/pyproject.toml allows as constraints; returns the file's path."""
    project = tomllib.loads((ROOT / "helpers" / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    path = Path(session.create_tmp()) / "lowest.txt"
    with path.open("w", encoding="utf-8") as file:
        for requirement in map(Requirement, project["dependencies"]):
            bound = next(iter(requirement.specifier)).version
            file.write(f"{requirement.name}~={bound}.0\n")  # its newest repair: 1.26 means 1.26.x
        file.write("pyparsing<3.3\n")  # Matplotlib 3.8 parses formulas by names that 3.3 deprecates
    return str(path)


@nox.session(python=VERSIONS)
def tests(session: nox.Session) -> None:
    """Helpers and engine, with the pinned packages."""
    session.install("--constraint", pins(session), "-e", "./helpers", "-e", ".", *TOOLS)
    session.run("python", "-m", "pytest", "-n", "2", "--dist", "loadfile", HELPERS, ENGINE, *session.posargs)


@nox.session(name="helpers", python=VERSIONS)
def helpers_alone(session: nox.Session) -> None:
    """Helpers with the pinned packages: the quick half of `tests`."""
    session.install("--constraint", pins(session), "-e", "./helpers", "-e", ".", *TOOLS)
    session.run("python", "-m", "pytest", "-n", "2", "--dist", "loadfile", HELPERS, *session.posargs)


@nox.session(name="lowest", python="3.11")
def lowest_versions(session: nox.Session) -> None:
    """Helpers with the oldest packages that their metadata allow."""
    session.install("--constraint", lowest(session), "-e", "./helpers", "-e", ".", *TOOLS)
    session.run(
        "python", "-m", "pytest", "-n", "2", "--dist", "loadfile", HELPERS,
        "-W", "ignore::DeprecationWarning",  # old packages use what the new ones under them would like to drop
        # The committed numbers come from the pinned NumPy; another one may round their last digit otherwise.
        "--deselect", "tests/helpers/test_fixtures.py::test_the_committed_fixture_is_what_the_exercises_say",
        *session.posargs,
    )  # fmt: skip


@nox.session(python="3.11")
def wheels(session: nox.Session) -> None:
    """Build both distributions; a notebook's code runs with the helpers' wheel, NumPy 1.26 and nothing of the
    instructor's.
    """
    folder = Path(session.create_tmp()) / "dist"
    session.install("build", "hatchling")
    for home in ("helpers", "."):
        session.run("python", "-m", "build", "--no-isolation", "--outdir", str(folder), home)
    session.run("python", "-m", "pip", "uninstall", "--quiet", "--yes", "build", "hatchling")
    wheel = next(folder.glob("backprop_helpers-*.whl"))
    session.install("--only-binary", ":all:", "--constraint", lowest(session), str(wheel))
    session.chdir(session.create_tmp())  # the checkout's own helpers are not to be found from here
    session.run("python", "-I", str(ROOT / "tests" / "packaging" / "notebook_code.py"))
