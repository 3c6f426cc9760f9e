"""Logistic regression backwards: one sigmoid unit, one example."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.two_layer.given import sigmoid
from autograder.exercises.two_layer.unit import UNIT


def _unit(seed: int, n_x: int, y: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Inputs, activation and right answer of one sigmoid unit that has seen one example."""
    rng = np.random.default_rng(seed)
    x = np.round(rng.choice([-1.0, 1.0], size=(n_x, 1)) * rng.uniform(0.2, 2.0, size=(n_x, 1)), 2)
    W, b = np.round(rng.normal(scale=0.7, size=(1, n_x)), 2), np.array([[0.3]])
    return x, sigmoid(W @ x + b), np.array([[y]])


@UNIT.exercise(
    "logistic_backward",
    claims={
        "values": Inputs(
            visible=[_unit(2011, 3, 1), _unit(2012, 4, 0)],
            hidden=[_unit(2013, 5, 0), _unit(2014, 2, 1), _unit(2015, 6, 1)],
        ),
        "arguments kept": Inputs(visible=[_unit(2016, 2, 0)], hidden=[_unit(2017, 4, 1)], keeps_arguments=True),
    },
    ladder=(
        "You have seen what da · g′(z) collapses to. How does z react when one weight moves a little? And when b does?",
        "dz = a − y, dW = dz xᵀ, db = dz",
        "dz: a minus y. dW: dz @ x.T, one row with a number for each input. db: dz as it is",
    ),
)
def logistic_backward(x, a, y):
    dz = a - y
    return {"dz": dz, "dW": dz @ x.T, "db": dz}


logistic_backward.slips("""
sign: y − a points the wrong way: where a is too large, z should get smaller, so dz must be positive.
    dz = y - a
slope-twice: a − y already contains the slope of the sigmoid. Multiplying by a(1 − a) once more counts it twice.
    dz = (a - y) * a * (1 - a)
da-for-dz: That is da, the slope by a. One step is missing: back through the sigmoid to z.
    dz = -y / a + (1 - y) / (1 - a)
transposed: dW stands upright. W is a row here, and a gradient has the shape of its variable.
    dz @ x.T -> x @ dz
x-missing: x is missing in dW: a weight whose input is large moves z more.
    dz @ x.T -> dz
x-without-dz: dW is only x. It must also say how wrong the answer was.
    dz @ x.T -> x.T
x-summed: The inputs were added up. Each weight has its own input, so dW has a number for each.
    dz @ x.T -> dz @ np.ones_like(x).T * np.sum(x)
dot-without-transpose: `dz @ x` multiplies (1, 1) by (n_x, 1), and the inner sizes do not agree. Which factor has to lie on its side?
    dz @ x.T -> dz @ x
db-is-one: db is 1 here. That is how z reacts to b; how the loss reacts to z is missing.
    return {"dz": dz, "dW": dz @ x.T, "db": np.ones_like(dz)}
db-with-x: x got into db. The bias stands in z alone, without an input.
    return {"dz": dz, "dW": dz @ x.T, "db": dz @ x.T}
averaged-over-inputs: dW was divided by the number of inputs. There is one example and nothing to average.
    dz @ x.T -> dz @ x.T / x.shape[0]
db-flat: db lost its shape (1, 1). b is a (1, 1) array, and so is its gradient.
    return {"dz": dz, "dW": dz @ x.T, "db": np.sum(dz)}
in-place: Something writes into an array that you were given (`a -= y` does). The activation is needed again later: make a new array.
    dz = a - y -> a -= y
    return {"dz": a, "dW": a @ x.T, "db": a}
""")
