"""The gradient-check explorer."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # Sentences for the browser; {…} are filled in there. {name} is the function, {var} its variable.
    "gradcheck_explorer.group": "Gradient check of {name}: move the point and the step h",
    "gradcheck_explorer.curve_panel": "{name}({var}) and the two measured slopes",
    "gradcheck_explorer.error_panel": "How far off a measured slope is, over the step h (log axes)",
    "gradcheck_explorer.x_slider": "{var}",
    "gradcheck_explorer.h_slider": "step h",
    "gradcheck_explorer.given_row": "your slope {name}′({var})",
    "gradcheck_explorer.reference_row": "slope {name}′({var}), extrapolated",
    "gradcheck_explorer.central_row": "central difference",
    "gradcheck_explorer.forward_row": "one-sided difference",
    "gradcheck_explorer.off": "{measured}, off by {error}",
    "gradcheck_explorer.undefined": "no number",
    "gradcheck_explorer.hint": (
        "Drag in the left picture to move the point, in the right one to change h. The sliders take the arrow keys."
    ),
    "gradcheck_explorer.legend_forward": "∝ h",
    "gradcheck_explorer.legend_central": "∝ h²",
    "gradcheck_explorer.legend_rounding": "∝ 1/h, rounding",
    "gradcheck_explorer.legend_best": "best",
    "gradcheck_explorer.legend_plateau": "so far off with every small h",
    # What is seen, one sentence for each answer of `judge`.
    "gradcheck_explorer.nowhere": (
        "There is no slope to compare at {var} = {x}: {name} or {name}′ gives no number here."
    ),
    "gradcheck_explorer.wrong": (
        "The error does not fall: measured with small h the slope is {reference}, but your {name}′ says {given}. That "
        "is {gap} off, and no step h fixes that. It is the formula that is wrong."
    ),
    "gradcheck_explorer.wrong_at_kink": (
        "There is a kink at {var} = {x}: slope {low} on one side, {high} on the other. Your {name}′ says {given}, "
        "which is neither of them nor between them."
    ),
    "gradcheck_explorer.kink": (
        "There is a kink at {var} = {x}: slope {low} on one side, {high} on the other. Your {name}′ says {given}, "
        "which is allowed; the central difference measures the mean of the two, whatever h is. Check beside a kink, "
        "not on it."
    ),
    "gradcheck_explorer.outside": "This h is too large: {name} gives no number at {var} − h or at {var} + h.",
    "gradcheck_explorer.lost": (
        "This h is too small to count: {var} + h is the same number as {var}, since only {all} digits are kept."
    ),
    "gradcheck_explorer.wide": (
        "Truncation: the triangle is too wide to be a tangent. With h ten times smaller the central error is about "
        "100 times smaller, the one-sided about 10 times."
    ),
    "gradcheck_explorer.wide_unbent": (
        "Truncation: the triangle is too wide. The curve does not bend here, so the one-sided difference is for once "
        "as good as the central one: with h ten times smaller both errors are about 100 times smaller."
    ),
    "gradcheck_explorer.near": "This is about the best that the central difference can do.",
    "gradcheck_explorer.between": (
        "For the central difference h is already so small that rounding counts; for the one-sided it is still too wide."
    ),
    "gradcheck_explorer.narrow": (
        "Rounding: {name}({var} + h) and {name}({var} − h) agree in about {digits} of {all} digits. The subtraction "
        "removes them, and what is left is uncertain."
    ),
    "gradcheck_explorer.best_line": (
        "Best: central near h = {central_h}, off by about {central_error}; one-sided near h = {forward_h}, off by "
        "about {forward_error}."
    ),
    "gradcheck_explorer.spoken": (
        "{var} = {x}, h = {h}: the central difference is off by {central}, the one-sided by {forward}. {verdict}"
    ),
    # Sentences for the static picture and plain text.
    "gradcheck_explorer.described": (
        "Slope of {name} at {var} = {x}: with h = {h} the central difference is off by {central}, the one-sided by "
        "{forward}. {verdict}"
    ),
    "gradcheck_explorer.described_problem": "The gradient-check explorer could not measure {name}. {problem}",
    "gradcheck_explorer.described_skipped": "The gradient-check explorer was not drawn.",
    "gradcheck_explorer.wrong_elsewhere": "Your {name}′ is right here, but not at {var} = {x}.",
    "gradcheck_explorer.error_title": "How far off a measured slope is",
    "gradcheck_explorer.off_axis": "off by",
    "gradcheck_explorer.curve_title": "{name}({var}) at {var} = {x}, h = {h}",
    "gradcheck_explorer.one_sided": "one-sided",
    "gradcheck_explorer.central": "central",
    # Errors for wrong settings.
    "gradcheck_explorer.empty_range": "x_min should be less than x_max, but x_min = {x_min:g} and x_max = {x_max:g}.",
    "gradcheck_explorer.not_positive": "h should be above 0, but it was set to {value:g}.",
    "gradcheck_explorer.fallback": (
        "Until {name}′ works, the measurements are compared with the value that they approach."
    ),
    "gradcheck_explorer.single": (
        "{name} rounds to single precision, about 7 digits instead of 16; the best h is much larger then."
    ),
}
