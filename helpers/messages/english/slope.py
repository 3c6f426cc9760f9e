"""The slope explorer."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # Sentences for the browser; {…} are filled in there.
    "slope.group": "Slope explorer for {name}: drag the point, or move the two sliders",
    "slope.value_panel": "{name}(z) with its tangent and the small triangle",
    "slope.slope_panel": "{name}′(z), the slope at every z",
    "slope.z_slider": "z",
    "slope.width_slider": "triangle width Δz",
    "slope.value_row": "{name}(z)",
    "slope.tangent_row": "slope of the tangent, {name}′(z)",
    "slope.given_row": "slope of the tangent, your {name}′(z)",
    "slope.triangle_row": "triangle: height / width",
    "slope.distance_row": "triangle − tangent",
    "slope.width": "width",
    "slope.height": "height",
    "slope.small_triangle": "slope of a very small triangle",
    "slope.undefined": "no number",
    "slope.hint": "Drag anywhere in the pictures, or use the sliders with the arrow keys.",
    "slope.disagree_here": "Your {name}′ says {given} here; a very small triangle says {numeric}.",
    "slope.disagree_elsewhere": (
        "Your {name}′ fits the curve here, but not everywhere: it is furthest off near z = {z}."
    ),
    "slope.spoken": (
        "z = {z}, {name}(z) = {value}, slope {slope}. Triangle: height {height} over width {width} is {secant}."
    ),
    # Sentences for the static picture and plain text.
    "slope.described": (
        "{name}({z:.4g}) = {value:.4g}; the tangent there has slope {slope:.4g}, the triangle of width {width:.4g} "
        "has slope {secant:.4g}."
    ),
    "slope.described_disagreement": "Your {name}′ and a very small triangle disagree, most near z = {z:.4g}.",
    "slope.described_problem": "The slope explorer could not draw {name}. {problem}",
    "slope.described_skipped": "The slope explorer was not drawn.",
    "slope.slope_axis": "{name}′(z)",
    "slope.value_title": "slope of {name} at z = {z:.4g}: {slope:.4g}",
    "slope.slope_title": "{name}′, the slope at every z",
    "slope.tangent": "tangent",
    "slope.triangle": "triangle, Δz = {width:.4g}",
    # Errors for wrong settings.
    "slope.empty_range": "z_min should be less than z_max, but z_min = {z_min:g} and z_max = {z_max:g}.",
}
