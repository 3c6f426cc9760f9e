"""Run a lesson once, for all tests that look at what came out."""

import fcntl
import os
import pickle
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient

REPOSITORY = Path(__file__).parents[2]
LESSONS = sorted((REPOSITORY / "course").glob("*.ipynb"))
CELL_TIMEOUT_SECONDS = 60

# Runs before the lesson, in its kernel: PYTHONWARNINGS would hit the start of the kernel itself, which is not ours.
PRELUDE = """
import sys, warnings
warnings.simplefilter("error")
for kind in (DeprecationWarning, PendingDeprecationWarning):
    # Python itself shows these to no reader, unless our own code is to blame.
    warnings.simplefilter("ignore", kind)
    warnings.filterwarnings("error", category=kind, module="__main__|helpers")

def _refuse_network(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise RuntimeError(f"a lesson must run without network, but asked for {event} {arguments}")

sys.addaudithook(_refuse_network)
"""
# CPU time, not time on the wall: other tests run beside this one.
EPILOGUE = """
import time
print(time.process_time())
"""


@dataclass(frozen=True)
class Executed:
    """A lesson after it ran: its cells with outputs, its kernel's CPU time, and the files it left in its folder."""

    cells: list
    cpu_seconds: float
    left_behind: list[str]

    def outputs(self) -> list:
        """(cell id, output) of every output, in order."""
        return [(cell.id, output) for cell in self.cells if cell.cell_type == "code" for output in cell.outputs]

    def printed(self, cell_id: str) -> str:
        """What the cell wrote to stdout."""
        return "".join(
            output.text
            for id_, output in self.outputs()
            if id_ == cell_id and output.output_type == "stream" and output.name == "stdout"
        )


#: Where the processes of one test run leave executed lessons for each other; None: each for itself.
shared: Path | None = None


@lru_cache
def run_lesson(path: Path) -> Executed:
    """A lesson of the course, run once a test run."""
    if shared is None:
        return execute(nbformat.read(path, as_version=nbformat.NO_CONVERT))
    shared.mkdir(exist_ok=True)
    with open(shared / f"{path.stem}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # whoever comes second waits, and finds what came out
        done = shared / f"{path.stem}.pickle"
        if not done.exists():
            done.write_bytes(pickle.dumps(execute(nbformat.read(path, as_version=nbformat.NO_CONVERT))))
        return pickle.loads(done.read_bytes())


def execute(notebook) -> Executed:
    """Run a copy of the notebook in a fresh kernel and folder, going on after an error so that tests can name the cell."""
    copy = nbformat.from_dict(notebook)
    prelude, epilogue = (nbformat.v4.new_code_cell(source) for source in (PRELUDE, EPILOGUE))
    copy.cells = [prelude, *copy.cells, epilogue]
    # While grading explorers draw nothing; a reader sees them.
    environment = {key: value for key, value in os.environ.items() if key != "NBGRADER_EXECUTION"}
    with TemporaryDirectory() as folder, TemporaryDirectory() as home:
        client = NotebookClient(
            copy,
            timeout=CELL_TIMEOUT_SECONDS,
            kernel_name="python3",
            allow_errors=True,
            resources={"metadata": {"path": folder}},
        )
        client.execute(env=environment | {"IPYTHONDIR": home})
        left_behind = sorted(os.listdir(folder))
    assert not prelude.outputs, f"the prelude of the test failed: {prelude.outputs}"
    return Executed(copy.cells[1:-1], float(epilogue.outputs[0].text), left_behind)
