"""The descent explorer."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # Sentences for the browser; {…} are filled in there. {name} is the function, {var} its variable.
    "descent.group": "Descent explorer for {name}: move the start and the learning rate, then walk step by step",
    "descent.curve_panel": "{name} over {var}: the walk, and the tangent where it stands",
    "descent.walk_panel": "{var} after k steps",
    "descent.x0_slider": "start {var}₀",
    "descent.rate_slider": "learning rate ν",
    "descent.steps_slider": "steps k",
    "descent.play": "Play",
    "descent.pause": "Pause",
    "descent.step": "One step",
    "descent.back": "One back",
    "descent.restart": "To the start",
    "descent.controls": "Walk",
    "descent.table": "The last places of the walk; the next step is −ν times the slope",
    "descent.column_k": "k",
    "descent.column_x": "{var}",
    "descent.column_y": "{name}",
    "descent.column_slope": "slope",
    "descent.column_step": "next step",
    "descent.lowest": "lowest at {var} = {x}",
    "descent.undefined": "no number",
    "descent.hint": (
        "Drag in the left picture to move the start, in the right one to choose the step. The sliders take the arrow "
        "keys."
    ),
    "descent.disagree_here": "Your {name}′ says {given} here; a very small triangle says {numeric}.",
    "descent.disagree_elsewhere": (
        "Your {name}′ fits the curve here, but not everywhere: it is furthest off near {var} = {z}."
    ),
    "descent.spoken": "Start {x0}, learning rate {rate}, {k} steps: {var} = {x}, {name} = {y}. {verdict}",
    # What is happening, one sentence for each answer of `judge`.
    "descent.nowhere": "{name} or its slope is no number at {var} = {x}, so there is no next step.",
    "descent.flat": "The curve is flat here: the slope is 0, so every step stays in this place.",
    "descent.tiny": "ν times the slope is so small that nothing seems to move.",
    "descent.begin": "The slope here is {slope}. The first step goes against it, to {var} = {next}.",
    "descent.one_step": "It lands in one step: the slope is now 0, so further steps stay here.",
    "descent.arrived": "It has arrived: from here on the steps are too short to change the digits shown.",
    "descent.closer": (
        "It comes closer from one side. The next step is {ratio} times as long as the last; at this pace each further "
        "decimal takes about {count} steps."
    ),
    "descent.across": (
        "It jumps across the lowest point and comes closer: the next jump is {ratio} times as long as the last."
    ),
    "descent.alternates": "It alternates between {var} = {last} and {var} = {x}, and comes no closer.",
    "descent.diverges": (
        "It diverges: each jump lands on the other side, and the next is {ratio} times as long as the last."
    ),
    "descent.even": "The slope is the same as before, and so is the length of the steps.",
    "descent.longer": "The ground gets steeper: the next step is {ratio} times as long as the last.",
    "descent.flies": (
        "It diverges: the next jump would be {ratio} times as long as the last and go to {var} = {next}, outside the "
        "picture, where {name} was not sampled. The walk ends here."
    ),
    "descent.higher": (
        "The last step ended higher than it began. Is the learning rate too large, or does the slope have the wrong "
        "sign?"
    ),
    "descent.left": (
        "Step {k} would go to {var} = {next}, outside the picture, where {name} was not sampled. The walk ends here."
    ),
    # Sentences for the static picture and plain text.
    "descent.described": (
        "Gradient descent on {name} from {var} = {x0} with learning rate {rate}: after {count} {var} = {x} and {name} "
        "= {y}. {verdict}"
    ),
    "descent.described_disagreement": "Your {name}′ and a very small triangle disagree, most near {var} = {z}.",
    "descent.described_problem": "The descent explorer could not draw {name}. {problem}",
    "descent.described_skipped": "The descent explorer was not drawn.",
    "descent.curve_title": "ν = {rate}, {count}: {var} = {x}",
    "descent.walk_title": "{var} after k steps",
    "descent.count": "{count} steps",
    "descent.count.one": "{count} step",
    "descent.tangent": "tangent",
    "descent.walk": "walk",
    # Errors for wrong settings.
    "descent.empty_range": "x_min should be less than x_max, but x_min = {x_min:g} and x_max = {x_max:g}.",
    "descent.max_rate": "max_rate should be above 0, but it is {value:g}.",
    "descent.max_steps": "max_steps should be from 1 to {most}, but it is {value}.",
    "descent.whole": "{trait} should be a whole number, but it was set to {value!r}.",
}
