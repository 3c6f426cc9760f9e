"""Figures that no window shows, and none that stays open."""

import matplotlib

matplotlib.use("Agg")

import pytest
from matplotlib import pyplot as plt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


@pytest.fixture(autouse=True)
def no_open_figures():
    plt.close("all")
    yield
    plt.close("all")


@pytest.fixture
def ax():
    # A Figure that pyplot does not know: whatever pyplot then holds was opened by the function under test.
    figure = Figure()
    FigureCanvasAgg(figure)  # without it drawing the canvas draws nothing
    return figure.subplots()
