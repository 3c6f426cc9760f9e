"""Importing helpers is cheap: what draws is loaded when something is drawn."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("matplotlib", "ipywidgets", "anywidget", "IPython", "scipy", "nbformat", "autograder")


def test_importing_helpers_loads_nothing_that_draws():
    code = (
        "import sys, helpers; from helpers import expect, example, progress, once_filled_in, numerical_gradient, "
        "check_shapes; import helpers.explorers, helpers.plotting, helpers.data;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_check_outside_of_jupyter_does_not_load_ipython():
    code = (
        "import sys, numpy as np; from helpers import expect;"
        "expect('activations.relu', lambda z: np.maximum(0, z));"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
