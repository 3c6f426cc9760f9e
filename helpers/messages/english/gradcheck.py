"""What the comparison of a gradient with the numerical one says; see `helpers.gradcheck`."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # In agreement.
    "gradcheck.agrees": "gradients agree: largest relative error {error:.1e} at {index}",
    "gradcheck.all-agree": "all {count} gradients agree: largest relative error {error:.1e} at {index} of {worst}",
    # f cannot be measured.
    "gradcheck.no-parameters": "parameters is empty: there is no gradient to check.",
    "gradcheck.h-not-positive": "h must be positive, got {h}.",
    "gradcheck.h-vanishes": "h = {h} vanishes beside x = {x:g} at {index}; use a larger h.",
    "gradcheck.f-none": "f returned None, expected one number. Is a `return` missing?",
    "gradcheck.f-array": (
        "f returned an array of shape {shape}, expected one number. For an elementwise function check lambda x: "
        "np.sum(f(x))."
    ),
    "gradcheck.f-not-numbers": "f returned {kind}, expected one real number.",
    "gradcheck.f-precision": (
        "f returned {dtype}, expected float64: with h near 1e-5, {dtype} has too few digits to check a gradient. "
        "Convert what f uses with .astype(np.float64)."
    ),
    # The gradient cannot be compared.
    "gradcheck.missing": (
        "d{name} is missing: gradients holds {present}. Add the gradient of {name} under the key 'd{name}'."
    ),
    "gradcheck.nothing": "nothing",
    "gradcheck.none": "{name} is None, expected an array of shape {expected}. Is a `return` or an assignment missing?",
    "gradcheck.blank": (
        "{name} is, or holds, the dots of a blank (...), expected an array of shape {expected}. Fill in the blank "
        "first."
    ),
    "gradcheck.not-numbers": "{name} is no array of numbers but {kind}, expected shape {expected}.",
    "gradcheck.shape": (
        "{name} has shape {got}, expected {expected}: a gradient always has the shape of its variable. {advice}"
    ),
    "gradcheck.transposed": "It is transposed: look at the order of the factors and at each .T.",
    "gradcheck.lost-one": "A dimension of size 1 is lost: sum with keepdims=True.",
    "gradcheck.print-shapes": "Print the shapes of the factors it is made of.",
    # The gradient is wrong.
    "gradcheck.wrong": "{name} is wrong at index {index}:",
    "gradcheck.analytic": "  analytic  {value!r}",
    "gradcheck.numeric": "  numeric   {value!r}",
    "gradcheck.error": "  relative error {error:.3g}, expected at most {threshold:g}",
    "gradcheck.other.agrees": "{name} agrees: relative error {error:.3g} at {index}",
    "gradcheck.other.wrong": "{name} is wrong too: relative error {error:.3g} at {index}",
    # What may be the cause.
    "gradcheck.not-finite": "The analytic gradient holds NaN or infinity. Look for 0/0, log(0) or an overflowing exp.",
    "gradcheck.f-not-finite": "f gives NaN or infinity near x. Look for 0/0, log(0) or an overflowing exp in f.",
    "gradcheck.f-constant": "f does not change when x changes. Does f use its argument, and not an outer variable?",
    "gradcheck.zero": "The analytic gradient is zero everywhere. Is it ever filled in?",
    "gradcheck.some-differ": "{wrong} of {size} elements differ. Work out that one element by hand and follow it back.",
    "gradcheck.sign": "Every element has the wrong sign. Which difference did you take, and in which order?",
    "gradcheck.nearly": (
        "Nearly right everywhere: is there a rounding, float32 or a kink near x? Check at another point."
    ),
    "gradcheck.factor": (
        "Every element is {factor:.6g} times the numeric one. Which constant factor (m, 1/m, 2, ½) is missing or extra?"
    ),
}
