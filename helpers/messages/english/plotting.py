"""Titles, labels and legends that pictures write by themselves, and what stops them; see `helpers.plotting`."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # A function and its slope.
    "plot.and-slope": "{name}(z) and {name}′(z)",
    "plot.slope-of": "slope {name}′(z)",
    "plot.slope": "slope",
    "plot.tangent": "tangent at z = {z:g}",
    "plot.width": "width {width:g}",
    "plot.height": "height {height:.3g}",
    "plot.slope-at": "Slope of {name} at z = {z:g}: height / width = {height:.4g} / {width:g} = {slope:.4g}",
    "plot.steepest": "{name} is steepest at z = {z:g}, where its slope is {slope:.3g}",
    "plot.slope-everywhere": "{name} has the same slope everywhere: {slope:.3g}",
    "plot.slope-either": "The slope of {name} is either {one:.3g} or {other:.3g}",
    "plot.slope-between": "The slope of {name} lies between {low:.3g} and {high:.3g}",
    "plot.analytic": "analytic slope",
    "plot.numeric": "numerical slope",
    "plot.largest-gap": "largest gap, z = {z:.3g}",
    "plot.slopes-differ": "The slopes differ: largest gap {gap:.2g}, at z = {z:.3g}",
    "plot.slopes-look-alike": "The slopes look alike, but differ: largest gap {gap:.2g}, at z = {z:.3g}",
    "plot.slopes-agree": "The slopes agree: largest gap {gap:.2g}, at z = {z:.3g}",
    "plot.forward": "forward difference",
    "plot.central": "central difference",
    "plot.used-h": "h = {h:g}, used by the check",
    "plot.rounding": "← rounding grows",
    "plot.truncation": "truncation grows →",
    "plot.best-h": "Central difference at z = {z:g}: best near h = {h:.0e}, error {error:.0e}",
    "plot.step": "step h",
    "plot.relative-error": "relative error",
    # Descent.
    "plot.steps": "{count:,} steps",
    "plot.steps.one": "{count:,} step",
    "plot.path": "path",
    "plot.start": "start",
    "plot.end": "end",
    "plot.cost": "cost",
    "plot.start-at": "start: {name} = {value}",
    "plot.end-at": "end: {name} = {value}",
    "plot.both-ends-at": "start and end:\n{name} = {value}",
    "plot.cost-lowest": "The cost is lowest, {cost}, near {w} = {w_value}, {b} = {b_value}",
    "plot.cost-goes": "The cost goes from {first} to {last} in {steps}",
    "plot.runs-away": "From {x} = {first} the path runs away: no number to draw after {steps}",
    "plot.only-start": "The start: {x} = {first}, where {y} = {height}",
    "plot.walk-fell": "From {x} = {first} to {last} in {steps}: {y} fell from {before} to {after}",
    "plot.walk-rose": "From {x} = {first} to {last} in {steps}: {y} rose from {before} to {after}",
    "plot.walk-level": "From {x} = {first} to {last} in {steps}: {y} is still {before}",
    # A graph.
    "plot.value-forward": "value, forward →",
    "plot.gradient-backward": "gradient, backward ←",
    # Images.
    "plot.images": "{count} images",
    "plot.images.one": "{count} image",
    "plot.no-images": "No images",
    "plot.nothing-to-show": "no images to show",
    # Matrices.
    "plot.shapes-do-not-fit": "The shapes do not fit: {fault}",
    "plot.sides-fit": "The shapes fit: both sides are {shape}",
    "plot.result-fits": "The shapes fit: the result is {shape}",
    "plot.inner-sizes": "{left} has {columns}, but {right} has {rows}",
    "plot.columns": "{count} columns",
    "plot.columns.one": "{count} column",
    "plot.rows": "{count} rows",
    "plot.rows.one": "{count} row",
    "plot.other-shape": "{left} is {left_shape}, but {right} is {right_shape}",
    "plot.not-to-scale": "The sides are not to scale: long ones are drawn shorter than they are.",
    # Times.
    "plot.size-name": "number of examples m",
    "plot.time": "time",
    "plot.time-one": "At size {size}, {name} takes {seconds} seconds",
    "plot.time-alike": "At size {size}, all take about {seconds} seconds",
    "plot.time-ratio": "At size {size}, {fastest} is {ratio:,.12g} times as fast as {slowest}",
    # Training.
    "plot.class": "class {label}",
    "plot.wrong-side": "on the wrong side",
    "plot.right-side": "{right} of {total} examples lie on the right side ({share:.0%})",
    "plot.iteration": "iteration",
    "plot.cost-J": "cost J",
    "plot.cost-lost": "The cost is no longer a number from iteration {iteration} on",
    "plot.cost-starts": "The cost starts at {first:.4g}",
    "plot.cost-fell": "The cost fell from {first:.4g} to {last:.4g} in {count} iterations",
    "plot.cost-rose": "The cost rose from {first:.4g} to {last:.4g} in {count} iterations",
    "plot.cost-went": "The cost went from {first:.4g} to {last:.4g} in {count} iterations",
    "plot.one-run": "{name}: {finding}",
    "plot.runs-alike": "Every cost ends at {last:.4g}",
    "plot.runs-differ": "The cost ends lowest with {best}, at {low:.4g}; highest with {worst}, at {high:.4g}",
    "plot.runs-lost": "No longer a number: {names}",
    # Arguments that cannot be drawn.
    "plot.no-width": "width is 0: a triangle without width has no slope. Choose another width.",
    "plot.slope-shapes": (
        "z, analytic and numeric must have one shape and not be empty, got {z}, {analytic} and {numeric}."
    ),
    "plot.not-elementwise": (
        "{name} gave shape {got} for {variable} of shape {expected}; it must work element by element."
    ),
    "plot.bad-path-start": "path must start with a finite number where f is one too, got {got}.",
    "plot.bad-path": "path must be finite numbers of shape (k, 2), a row ({names}) for each step; got shape {got}.",
    "plot.no-cost": "the cost is nowhere in the picture a finite number. Check cost(w, b) and both ranges.",
    "plot.node-twice": "two nodes are named {name!r}; give each a name of its own and the same label.",
    "plot.nodes-too-close": (
        "nodes {one!r} at {one_at} and {other!r} at {other_at} are too close; leave half a column or half a row "
        "between them."
    ),
    "plot.no-nodes": "there are no nodes to draw.",
    "plot.bad-edge": "edge {edge!r} must be (from, to) or (from, to, label) between two nodes.",
    "plot.unknown-node": "edge {edge!r} names {name!r}, which is no node. The nodes are: {known}.",
    "plot.bad-value": (
        "value of {name!r} must be one number or text, got {value!r}. Write an array as text, or give its shape."
    ),
    "plot.bad-gradient": (
        "gradient of {name!r} must be one number or text, got {value!r}. Write an array as text, or give its shape."
    ),
    "plot.bad-kind": "node {name!r} has kind {kind!r}, expected 'variable' or 'operation'.",
    "plot.bad-image": (
        "image {index} has shape {got}, expected (height, width). A column of X is one image: reshape it first."
    ),
    "plot.bad-titles": "there are {titles} titles for {images} images; each image needs one.",
    "plot.bad-columns": "columns is {columns}, expected 1 or more.",
    "plot.no-matrix": "terms holds no Matrix, so there is nothing to draw.",
    "plot.bad-matrix": "{name} has shape {got}, expected (rows, columns).",
    "plot.unknown-size": "{name} has the size {size!r}, which sizes does not hold; it has: {known}.",
    "plot.no-sizes": "nothing",
    "plot.bad-size": "{name}: the size {size} is {number}, expected a whole number above 0.",
    "plot.no-sign": "{left} and {right} stand side by side; put a sign such as '·' between them.",
    "plot.bad-methods": "times_by_name holds {count} methods, expected 1 to {most}.",
    "plot.bad-times": "{name} has {times} times for {sizes} sizes; each size needs one time.",
    "plot.times-of": "times of {name}",
    "plot.not-positive": "{name} must be numbers above 0, for a logarithmic axis has no 0; got {got}.",
    "plot.bad-examples": "X must be (2, m) and Y (1, m) with m > 0, got {X} and {Y}.",
    "plot.no-costs": "costs is empty: record the cost in each iteration first.",
    "plot.many-runs": "costs holds {count} runs, but only {most} can be told apart in one picture. Draw fewer.",
    "plot.bad-predict": "predict gave shape {got} for X of shape {X}, expected {expected}.",
}
