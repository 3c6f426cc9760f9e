"""What every explorer may say."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "explorers.array_only_fails": (
        "{name} works for one number but not for an array ({error}). Use np.where or a comparison such as ({variable} "
        "> 0) instead of if, and np.exp instead of math.exp."
    ),
    "explorers.list": "{name} returns {kind}, but a NumPy array is needed: one number for each {variable}.",
    "explorers.one_number": (
        "{name} returns a single number, {value:.4g}, for a whole array of {variable}. It should give one number for "
        "each {variable}."
    ),
    "explorers.shape": (
        "{name} returns an array of shape {got} for an array {variable} of shape {expected}. The two shapes should be "
        "equal."
    ),
    "explorers.nowhere_finite": (
        "{name} gives {value} for every {variable} from {first:.4g} to {last:.4g}, so there is nothing to draw."
    ),
    "explorers.not_a_number": "{trait} should be one finite number, but it was set to {value!r}.",
    "explorers.not_whole": "{trait} should be a whole number from {low} to {high}, but it was set to {value!r}.",
    "explorers.skipped": "{explorer}: not drawn while the notebook is being graded.",
    "explorers.partly_finite": (
        "{name} gives no finite number at {count} of {total} points, first at {variable} = {first:.4g} ({value})."
    ),
    "explorers.slope_fallback": "Until {name} works, the slope drawn is that of a very small triangle.",
}
