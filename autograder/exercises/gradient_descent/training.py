"""One step for a whole dict of parameters, and the loop that trains a network with it."""

from __future__ import annotations

import numpy as np

from autograder.exercises.definition import Inputs
from autograder.exercises.gradient_descent.given import backward, compute_cost, forward
from autograder.exercises.gradient_descent.neuron_gradients import neuron_gradients
from autograder.exercises.gradient_descent.unit import (
    NETWORK,
    NETWORK_ONE_OUTPUT,
    NEURON,
    SECRET_NETWORK,
    SECRET_NETWORK_ONE_OUTPUT,
    SECRET_NETWORK_WIDE,
    SECRET_NEURON,
    UNIT,
    Network,
    Neuron,
)


def _network_update(network: Network, learning_rate: float) -> tuple:
    cache = forward(network.X, network.parameters)
    return network.parameters, backward(network.X, network.Y, network.parameters, cache), learning_rate


def _neuron_update(neuron: Neuron, learning_rate: float) -> tuple:
    return {"w": neuron.w, "b": neuron.b}, neuron_gradients(*neuron.given), learning_rate


@UNIT.exercise(
    "update",
    claims={
        "values": Inputs(
            visible=[_neuron_update(NEURON, 0.7), _network_update(NETWORK, 0.3)],
            hidden=[
                _network_update(SECRET_NETWORK, 1.2),
                _neuron_update(SECRET_NEURON, 0.4),
                _network_update(SECRET_NETWORK_WIDE, 0.05),
            ],
        ),
        "arguments kept": Inputs(
            visible=[_network_update(NETWORK_ONE_OUTPUT, 0.6)],
            hidden=[_network_update(SECRET_NETWORK_ONE_OUTPUT, 0.9)],
            keeps_arguments=True,
        ),
    },
    ladder=(
        'It is the step of exercise 3, once for each parameter. Under which name does the gradient of "W1" lie?',
        'W_new = W_old − η dW for each name W of the dict; the gradient\'s name is "d" + name',
        'new[name] is parameters[name] minus learning_rate times gradients["d" + name]; do not use -=',
    ),
)
def update(parameters, gradients, learning_rate):
    new = {}
    for name in parameters:
        new[name] = parameters[name] - learning_rate * gradients["d" + name]
    return new


update.slips("""
plus: That is a step uphill: the cost grows. The gradient is taken off.
    new[name] = parameters[name] + learning_rate * gradients["d" + name]
rate-missing: The gradient is taken off whole. The learning rate says what part of it.
    new[name] = parameters[name] - gradients["d" + name]
hard-coded-rate: The rate 0.1 is written into the code. It is an argument, and may be another number.
    learning_rate -> 0.1
divided-by-the-rate: The gradient is divided by the rate, so that a small rate makes a large step.
    new[name] = parameters[name] - gradients["d" + name] / learning_rate
""")


@update.mistake(
    "hard-coded-names",
    "The names W1, b1, W2, b2 are written into the code. A neuron has w and b, a deeper network more: loop over the dict.",
)
def _(parameters, gradients, learning_rate):
    new = {}
    for name in ("W1", "b1", "W2", "b2"):
        new[name] = parameters[name] - learning_rate * gradients["d" + name]
    return new


update.slips("""
gradient-not-found: The gradient of "w" does not lie under "w" but under "dw": put a d in front of the name.
    "d" + name -> name
""")


@update.mistake(
    "in-place",
    "The old parameters are changed: `-=` and `parameters[name] = ...` write into what you were given, and so does `-=` on the arrays of a copied dict. Fill a new dict with new arrays.",
)
def _(parameters, gradients, learning_rate):
    for name in parameters:
        parameters[name] -= learning_rate * gradients["d" + name]
    return parameters


@update.mistake("biases-forgotten", "Only the weights learn. The biases have gradients too.")
def _(parameters, gradients, learning_rate):
    new = dict(parameters)
    for name in parameters:
        if name.lower().startswith("w"):
            new[name] = parameters[name] - learning_rate * gradients["d" + name]
    return new


@update.mistake("returned-in-the-loop", "`return` stands inside the loop, so only the first parameter is done.")
def _(parameters, gradients, learning_rate):
    new = {}
    for name in parameters:
        new[name] = parameters[name] - learning_rate * gradients["d" + name]
        return new


update.slips("""
old-value-dropped: That is only the step. It has to be taken from the old parameter.
    new[name] = -learning_rate * gradients["d" + name]
""")


@update.mistake(
    "gradient-names",
    "The values are right, but they lie under the names of the gradients. The result has the names of the parameters.",
)
def _(parameters, gradients, learning_rate):
    new = {}
    for name in parameters:
        new["d" + name] = parameters[name] - learning_rate * gradients["d" + name]
    return new


update.slips("""
nothing-learned: The old parameters come back unchanged.
    ... -> return parameters
""")


def _train(network: Network, learning_rate: float, iterations: int) -> tuple:
    return network.X, network.Y, network.parameters, learning_rate, iterations


@UNIT.exercise(
    "train",
    claims={
        "one iteration": Inputs(
            visible=[_train(NETWORK_ONE_OUTPUT, 0.6, 1)],
            hidden=[_train(SECRET_NETWORK_ONE_OUTPUT, 0.9, 1), _train(SECRET_NETWORK, 0.25, 1)],
        ),
        "many iterations": Inputs(
            visible=[_train(NETWORK, 0.4, 4)],
            hidden=[_train(SECRET_NETWORK, 0.8, 7), _train(SECRET_NETWORK_WIDE, 0.3, 3)],
        ),
        "start kept": Inputs(
            visible=[_train(NETWORK_ONE_OUTPUT, 0.5, 2)],
            hidden=[_train(SECRET_NETWORK_ONE_OUTPUT, 0.2, 5)],
            keeps_arguments=True,
        ),
    },
    ladder=(
        "Which of the four lines need the parameters of this moment? Then which of them stand inside the loop?",
        "repeat: forward → cost (recorded) → backward → update",
        "cache from forward, then cost from compute_cost, then gradients from backward, then new from update; each uses the line before it",
    ),
)
def train(X, Y, parameters, learning_rate, iterations):
    costs = []
    for _ in range(iterations):
        cache = forward(X, parameters)
        costs.append(compute_cost(cache["A2"], Y))
        gradients = backward(X, Y, parameters, cache)
        parameters = update(parameters, gradients, learning_rate)
    return parameters, np.array(costs)


train.slips("""
cost-after-the-step: Each cost is one step late: the first one recorded should be that of the start.
    costs.append(compute_cost(cache["A2"], Y)) ->
    parameters = update(parameters, gradients, learning_rate);
        costs.append(compute_cost(forward(X, parameters)["A2"], Y))
one-too-few: One iteration is missing: the loop ends too early.
    range(iterations) -> range(1, iterations)
one-too-many: There is one iteration too many.
    range(iterations) -> range(iterations + 1)
hard-coded-iterations: The number of iterations is written into the code. It is an argument.
    range(iterations) -> range(10)
hard-coded-rate: The learning rate 0.1 is written into the code. It is an argument.
    parameters = update(parameters, gradients, 0.1)
stale-gradients: The gradients were computed once, before the loop. After the first step they belong to a place where you no longer are.
    cache = ... ->
    gradients = ... ->
    cache["A2"] -> forward(X, parameters)["A2"]
    costs = []; gradients = backward(X, Y, parameters, forward(X, parameters))
""")


@train.mistake(
    "stale-cache",
    "The forward pass was made once, before the loop. The cache has to belong to the parameters of this iteration.",
)
def _(X, Y, parameters, learning_rate, iterations):
    costs = []
    cache = forward(X, parameters)
    for _ in range(iterations):
        costs.append(compute_cost(cache["A2"], Y))
        gradients = backward(X, Y, parameters, cache)
        parameters = update(parameters, gradients, learning_rate)
    return parameters, np.array(costs)


train.slips("""
update-lost: update returns new parameters, but they were not kept. So every iteration starts at the same place.
    parameters = update(parameters, gradients, learning_rate) -> update(parameters, gradients, learning_rate)
always-from-the-start: Every iteration makes its step from the start, and only the last one is kept. The next iteration has to go on with the new parameters.
    parameters = update(parameters, gradients, learning_rate) -> new = update(parameters, gradients, learning_rate)
    return new, np.array(costs)
cost-arguments-exchanged: The arguments of compute_cost are exchanged: the output of the network comes first, then the labels. (The logarithm of a label 0 is minus infinity.)
    costs.append(compute_cost(cache["A2"], Y)) -> with np.errstate(divide="ignore"):
        costs.append(compute_cost(Y, cache["A2"]))
""")


@train.mistake(
    "backward-with-new-parameters",
    "The update came before backward, so that the gradients mix new weights with an old cache.",
)
def _(X, Y, parameters, learning_rate, iterations):
    costs = []
    gradients = {"d" + name: np.zeros_like(value) for name, value in parameters.items()}
    for _ in range(iterations):
        cache = forward(X, parameters)
        costs.append(compute_cost(cache["A2"], Y))
        parameters = update(parameters, gradients, learning_rate)
        gradients = backward(X, Y, parameters, cache)
    return parameters, np.array(costs)


train.slips("""
uphill: The costs rise: the gradients are added instead of taken off.
    parameters = {name: parameters[name] + learning_rate * gradients["d" + name] for name in parameters}
in-place: The start parameters are spoilt for whoever called: `-=` writes into their arrays. The next training could not begin at the same place.
    parameters = ... -> for name in parameters:
        parameters[name] -= learning_rate * gradients["d" + name]
last-cost-only: Only the last cost is returned. Record the cost of every iteration.
    costs = [] ->
    costs.append(compute_cost(cache["A2"], Y)) -> cost = compute_cost(cache["A2"], Y)
    return parameters, cost
""")


@train.mistake(
    "returned-in-the-loop", "`return` stands inside the loop, so the training ends after the first iteration."
)
def _(X, Y, parameters, learning_rate, iterations):
    costs = []
    for _ in range(iterations):
        cache = forward(X, parameters)
        costs.append(compute_cost(cache["A2"], Y))
        gradients = backward(X, Y, parameters, cache)
        parameters = update(parameters, gradients, learning_rate)
        return parameters, np.array(costs)


train.slips("""
costs-forgotten: Only the parameters are returned. The costs belong to the answer too, as a second result.
    costs = [] ->
    costs.append(compute_cost(cache["A2"], Y)) ->
    return parameters
""")
