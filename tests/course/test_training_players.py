"""The training players of lessons 3 and 6: they are drawn, and what the text says one sees in them is there."""

import re

import numpy as np
import pytest

from helpers.data import planar_flower
from helpers.explorers import TrainingExplorer
from tests.course.lessons import LESSONS, run_lesson
from tests.support import network

FLOWER = planar_flower(200, seed=3)


def drawn(unit, cell_id):
    (data,) = (output.data for id_, output in run_lesson(LESSONS[unit - 1]).outputs() if id_ == cell_id)
    assert {"application/vnd.jupyter.widget-view+json", "image/png"} <= set(data)
    return data["text/plain"]


def play(start, iterations=1500):
    return TrainingExplorer(network.train, network.forward, *FLOWER, start, 0.5, iterations)


def random_start():
    rng = np.random.default_rng(1)
    W1 = 0.1 * rng.standard_normal((6, 2))
    return {"W1": W1, "b1": np.zeros((6, 1)), "W2": 0.1 * rng.standard_normal((1, 6)), "b2": np.zeros((1, 1))}


def equal_start(value):
    return {"W1": np.full((6, 2), value), "b1": np.zeros((6, 1)), "W2": np.full((1, 6), value), "b2": np.zeros((1, 1))}


def pieces(explorer, iteration):
    """Into how many pieces the border cuts the diagonal from the lower left to the upper right, across the petals of
    class 0.
    """
    explorer.iteration = iteration
    says = np.diag(explorer.recording.probabilities(explorer.recording.index_of(iteration)))
    return 1 + np.count_nonzero(np.diff(says > 0.5))


def test_lesson_3_plays_its_random_start():
    explorer = play(random_start())
    assert drawn(3, "start-player") == explorer.describe()
    costs = explorer.recording.costs
    assert costs[0] - costs[150] < 0.01 and costs[200] < costs[150] - 0.03, "flat for about 150 steps, then it falls"
    assert [pieces(explorer, iteration) for iteration in (100, 197, 300, 1500)] == [2, 2, 3, 1]
    assert all(pieces(explorer, iteration) == 2 for iteration in explorer.recorded if 60 <= iteration <= 180)


def test_lesson_3_says_what_the_other_starts_do():
    equal, zero = play(equal_start(0.1)), play(equal_start(0.0))
    assert {pieces(equal, iteration) for iteration in equal.recorded} <= {1, 2}
    assert re.search("every parameter is still what it was at the start", zero.notes[0])


@pytest.fixture(scope="module")
def flower():
    return planar_flower(noise=0.05)


def test_lesson_6_plays_its_training(flower):
    explorer = TrainingExplorer(network.train, network.forward, *flower, network.start(), 1, 2000)
    assert drawn(6, "flower-player") == explorer.describe()
    assert len(explorer.recorded) == 80
    shares = {}
    for iteration in (25, 38, 45):
        explorer.iteration = iteration
        shares[explorer.iteration] = explorer.accuracy
    assert shares[25] == pytest.approx(0.8, abs=0.01) and min(shares[38], shares[45]) > 0.9


@pytest.mark.parametrize(("rate", "sentence"), [(8, "The cost rose in 9"), (-0.1, "The cost rose from")])
def test_lesson_6_says_what_other_rates_do(flower, rate, sentence):
    explorer = TrainingExplorer(network.train, network.forward, *flower, network.start(), rate, 2000)
    assert explorer.notes[0].startswith(sentence)
