"""The training player, and what it says about the learner's `train` and `forward`."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # Sentences for the browser; {…} are filled in there.
    "training.group": "Training player: press Play, drag in the cost picture, or move the slider",
    "training.plane": "The network's two regions; on the line it says ½",
    "training.costs": "The cost over the iterations",
    "training.slider": "iteration",
    "training.play": "Play",
    "training.pause": "Pause",
    "training.position": "{iteration} of {last}",
    "training.cost_row": "cost J",
    "training.wrong_row": "on the wrong side",
    "training.first_row": "class 0, right",
    "training.second_row": "class 1, right",
    "training.count": "{count} of {total}",
    "training.share": "{count} of {total} ({percent} %)",
    "training.undefined": "no number",
    "training.hint": (
        "Press Play, drag in the cost picture, or use the slider with the arrow keys; the space bar plays and pauses."
    ),
    "training.spoken": "Iteration {iteration} of {last}: cost {cost}, {right} of {total} examples on the right side.",
    # Sentences for the static picture and plain text.
    "training.described": (
        "Iteration {iteration} of {last}: cost {cost:.4g}, {right} of {total} examples ({share:.0%}) on the right side."
    ),
    "training.described_problem": "The training player could not play this training. {problem}",
    "training.described_skipped": "The training player was not run.",
    "training.static_title": "iteration {iteration}: {right} of {total} right",
    "training.static_costs": "The cost went from {first:.4g} to {last:.4g}",
    "training.first_class": "class 0",
    "training.second_class": "class 1",
    "training.iteration_axis": "iteration",
    "training.cost_axis": "cost J",
    # Errors for wrong settings.
    "training.X": "X should hold points of the plane, one column each: an array of shape (2, m). It is {kind}.",
    "training.Y": (
        "Y should hold one label, 0 or 1, for each of the {m} examples: an array of shape (1, {m}). It is {kind}."
    ),
    "training.labels": "Y should hold nothing but 0 and 1, but it holds {value:g}.",
    "training.shape": "an array of shape {shape}",
    "training.finite": "X should hold finite numbers only.",
    # What makes a training unusable.
    "training_record.start": "the parameters",
    "training_record.parameters": (
        "The parameters to start with should be a dict of arrays such as W1 and b1, but they are {kind}."
    ),
    "training_record.parameter_kind": "{key} should be an array of numbers, but it is {kind}.",
    "training_record.two_things": (
        "{name} should return two things, the new parameters and the costs, but it returns {kind}."
    ),
    "training_record.new_parameters": (
        "The first thing that {name} returns should be a dict of parameters, but it is {kind}."
    ),
    "training_record.names": (
        "{name} returns the parameters {got}, but it was given {expected}. The names should be the same."
    ),
    "training_record.parameter_shape": (
        "{key} comes out of {name} with shape {got}, but it went in with {expected}. A parameter keeps its shape, and "
        "its gradient has the same one."
    ),
    "training_record.cost_kind": (
        "The second thing that {name} returns should be the costs, plain numbers, but it is {kind}."
    ),
    "training_record.cost_count": (
        "{name} returns {got} costs for {expected} iterations. Every iteration should record one cost: is the number "
        "of iterations hard-coded instead of taken from the argument?"
    ),
    "training_record.no_output": (
        "{name} returns a dict that holds {got}, but no A2. The explorer looks there for the network's output."
    ),
    "training_record.list": (
        "{name} returns {kind}, but a NumPy array of shape (1, m) is needed: one probability for each example."
    ),
    "training_record.output_shape": (
        "{name} returns an array of shape {got} for {count} examples. It should be (1, {count}): one probability for "
        "each."
    ),
    "training_record.no_numbers": (
        "{name} gives {value} for every point at the very start, so there is nothing to draw."
    ),
    # What is strange about a training that can be played.
    "training_record.broke": "The training can be played up to iteration {iteration} only. {problem}",
    "training_record.diverged": (
        "After iteration {iteration} the parameters are no longer numbers: the training has diverged. A smaller "
        "learning rate than {rate:g} may help; if it does not, measure your gradients."
    ),
    "training_record.cost_lost": (
        "The cost is not a finite number at {count} of {total} iterations, first at iteration {first} ({value}). Does "
        "it take the logarithm of 0?"
    ),
    "training_record.unchanged": (
        "After {last} iterations every parameter is still what it was at the start. Either all gradients are 0, or "
        "{name} does not keep the new parameters."
    ),
    "training_record.rose": (
        "The cost rose from {first:.4g} to {last:.4g}. Downhill means against the gradient: is a minus missing, or is "
        "the learning rate {rate:g} too large?"
    ),
    "training_record.stayed": (
        "The cost stays at {first:.4g} although the parameters change. Is it computed from the new parameters each "
        "time?"
    ),
    "training_record.jumps": (
        "The cost rose in {count} of {total} iterations instead of falling: the learning rate {rate:g} is large."
    ),
    "training_record.not_probabilities": (
        "{name} gives numbers from {low:.4g} to {high:.4g}, but a probability lies between 0 and 1. Is there a "
        "sigmoid in the last layer?"
    ),
    "training_record.slow": (
        "The training was stopped after {last} of {asked} iterations, because those took {seconds:.1f} seconds. Fewer "
        "examples, or a version without loops, would get further."
    ),
    "training_record.thinned": "The picture draws {shown} of {total} examples; the numbers count all of them.",
}
