"""What stops the data sets; see `helpers.data`."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "data.no-gate": "There is no gate {name!r}; choose one of {known}.",
    "data.negative-noise": "noise must not be negative, got {noise}.",
    "data.bad-part": "part must be 'train' or 'test', got {part!r}.",
    "data.no-image": "There is no {part} image {i}; there are {count}, counted from 0.",
    "data.no-digit": "There are no images of {digit!r}; choose two whole numbers from 0 to 9.",
    "data.same-digits": "Both digits are {digit}: choose two different digits, or there is nothing to tell apart.",
    "data.too-few": "m must be at least 2, one example of each class, got {m}.",
}
