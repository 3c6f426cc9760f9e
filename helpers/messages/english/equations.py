"""The equation explorer: its labels, the forms of an equation, what becomes of the shapes, the learner's own shapes."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # Sentences for the browser; {…} are filled in there.
    "equations.group": "Shapes of the two-layer network: choose an equation, change the sizes",
    "equations.sizes": "sizes",
    "equations.n_x": "n_x, inputs",
    "equations.n_h": "n_h, hidden",
    "equations.n_y": "n_y, outputs",
    "equations.m": "m, examples",
    "equations.less": "{name}: one less",
    "equations.more": "{name}: one more",
    "equations.mode": "how many examples at once",
    "equations.mode_one": "one example",
    "equations.mode_many": "m examples",
    "equations.equations": "equation",
    "equations.forward": "forward",
    "equations.backward": "backward",
    "equations.back": "Back",
    "equations.next": "Next",
    "equations.form": "written as",
    "equations.wrong_forms": "wrong forms",
    "equations.needed": "needed",
    "equations.gives": "gives",
    "equations.nothing": "nothing",
    "equations.turned": "{name}, transposed",
    "equations.picture": "{result} = {right}, drawn as boxes",
    "equations.mark_right": "right",
    "equations.mark_fault": "does not fit",
    "equations.mark_shape": "wrong shape",
    "equations.mark_silent": "fits, but wrong",
    "equations.yours_right": "Your {result} is {got} here, as it should be.",
    "equations.yours_wrong": "Your {result} is {got} here, but it should be {needed}.",
    "equations.yours_wrong_now": "Wrong in your function for these sizes: {names}.",
    "equations.hint": (
        "Sizes that all differ show the most. Every control works with the keyboard: arrow keys change a size or the "
        "equation."
    ),
    # Sentences for the static picture and plain text.
    "equations.described": "Shapes of {equation} for {sizes}. {verdict}",
    "equations.described_skipped": "The equation explorer was not drawn.",
    "equations.title": "{equation}: {mark}",
    # Errors for wrong settings.
    "equations.not_equation": "equation should be one of {known}, but it was set to {value!r}.",
    "equations.not_form": "form should be one of {known} for {equation}, but it was set to {value!r}.",
    "equations.not_truth": "vectorized should be True or False, but it was set to {value!r}.",
    # What a form does wrong, for the list to choose from.
    "equation_form.right": "the right equation",
    "equation_form.transpose": "the transpose is missing",
    "equation_form.turned": "one transpose too many",
    "equation_form.order": "the factors in the wrong order",
    "equation_form.flat_bias": "b without its second axis",
    "equation_form.layer": "the wrong layer",
    "equation_form.input": "x where a1 belongs",
    "equation_form.activation": "a1 where x belongs",
    "equation_form.bias": "b1 where b2 belongs",
    "equation_form.sign": "the wrong sign",
    "equation_form.star": "∗ where the matrix product belongs",
    "equation_form.product": "a matrix product where ∗ belongs",
    "equation_form.gradient": "dW2 where W2 belongs",
    "equation_form.slope": "g′ is left out",
    "equation_form.average": "1/m is left out",
    "equation_form.keepdims": "keepdims=True is left out",
    "equation_form.axis": "the sum over the wrong axis",
    "equation_form.no_sum": "the sum is left out",
    # Why a form is wrong though its shapes fit, or may fit.
    "equation_form.why_transpose": "the rows and columns of a matrix have changed their meaning.",
    "equation_form.why_turned": "rows and columns have changed their meaning.",
    "equation_form.why_order": "a matrix product in the other order is another product.",
    "equation_form.why_flat_bias": "the numbers of b are added to the wrong axis.",
    "equation_form.why_layer": "it uses the other layer.",
    "equation_form.why_input": "the second layer looks at a1, not at x.",
    "equation_form.why_activation": "the first layer looked at x, not at a1.",
    "equation_form.why_bias": "it is the other layer's bias.",
    "equation_form.why_sign": (
        "the gradient points the other way, so every step of learning would make the loss larger."
    ),
    "equation_form.why_star": "element by element only numbers at the same place meet; here each must meet each.",
    "equation_form.why_product": (
        "each unit's slope belongs to this unit alone, so it is multiplied element by element."
    ),
    "equation_form.why_gradient": (
        "dW2 has the shape of W2, but the way back to a unit leads through the weights, not through their gradient."
    ),
    "equation_form.why_slope": "the slope of the activation is missing from the chain.",
    "equation_form.why_average": (
        "the cost is an average over the examples; without 1/m the gradient is m times too large."
    ),
    "equation_form.why_keepdims": "the column has lost its second axis.",
    "equation_form.why_axis": "it adds up over the units instead of the examples.",
    "equation_form.why_no_sum": "b is the same for all examples, so their gradients are added up.",
    "equation_verdict.turns": "{name} is {before}; transposed, {turned} is {after}.",
    "equation_verdict.sums": "Σ adds up the {columns} of {name} and keeps one: {after}.",
    "equation_verdict.sums_flat": "The sum over the {columns} of {name} loses its axis without keepdims=True: {after}.",
    "equation_verdict.sums_rows": "This sum runs down the rows of {name} and leaves {after}.",
    "equation_verdict.flattens": "{name} has one axis only here: {after}.",
    "equation_verdict.multiplies": (
        "{left} is {before} and {right} is {with}: the inner sizes are both {inner} and disappear, which leaves "
        "{after}."
    ),
    "equation_verdict.cannot_multiply": (
        "{left} has {columns}, but {right} has {rows}. The inner sizes do not match, and NumPy stops with an error."
    ),
    "equation_verdict.elements": "Element by element, {before} and {with} give {after}.",
    "equation_verdict.stretches": "A size of 1 is stretched: {before} and {with} give {after}.",
    "equation_verdict.cannot_combine": (
        "{left} is {before}, but {right} is {with}. Element by element that does not fit, and NumPy stops with an "
        "error."
    ),
    "equation_verdict.good": "d{like} has the shape {after} of {like}.",
    "equation_verdict.good_forward": "{result} is {after}, as it should be.",
    "equation_verdict.bad_shape": "It gives {after}, but d{like} must be {needed}, the shape of {like}.",
    "equation_verdict.bad_forward": "It gives {after}, but {result} must be {needed}.",
    "equation_verdict.one_column": "1 column",
    "equation_verdict.columns": "{count} columns",
    "equation_verdict.one_row": "1 row",
    "equation_verdict.rows": "{count} rows",
    "equation_verdict.silent": "The shapes fit, and yet the formula is wrong: {why}",
    "equation_verdict.by_chance": "They fit only because {sizes}. Choose sizes that all differ, and it shows.",
    "equation_verdict.and": "and",
    "equation_verdict.by_one": "They fit only because a size is 1. Choose larger sizes that all differ, and it shows.",
    "equation_verdict.never": "No choice of sizes shows it. Only the gradient check does.",
    "equation_answer.no_matrix": (
        "{name} stopped at a matrix product (@) that got a single number or a blank (...) for a matrix. Is every "
        "blank filled in?"
    ),
    "equation_answer.not_a_dict": "{name} returns {kind}; a dict with {keys} is needed.",
    "equation_answer.no_key": "{name} returns a dict without any of {keys}.",
    "equation_answer.no_array": "not an array ({kind})",
    "equation_answer.a_blank": "still a blank (...)",
}
