// A sampled function, read between its samples while something is dragged.

import { clamp, toFloats } from "./numbers.js";

/** A sampled function read at any z, as `Curve.at` in curve.py does it; a test holds the two together. */
export function makeCurve(spec) {
  const names = ["z", "values", "left", "right", "numeric", "given", "gap"];
  const curve = Object.fromEntries(names.map((name) => [name, toFloats(spec[name])]));
  const { z, values, left, right, numeric, given } = curve;
  const { zero = 1e-6 } = spec;
  const n = z.length;
  const cell = (z[n - 1] - z[0]) / (n - 1);
  curve.slopes = given ? given.subarray(n, 2 * n) : numeric;
  curve.disagrees = curve.gap?.some((gap) => gap > 0) ?? false;
  curve.at = (at) => {
    const position = (at - z[0]) / cell;
    const nearest = clamp(Math.round(position), [0, n - 1]);
    const differs = curve.gap !== null && curve.gap[nearest] > 0;
    if (Math.abs(position - nearest) < 1e-9) {
      return { value: values[nearest], numeric: numeric[nearest], slope: curve.slopes[nearest], differs };
    }
    const i = clamp(Math.floor(position), [0, n - 2]);
    const t = position - i;
    const rise = values[i + 1] - values[i];
    const bend0 = right[i] * cell - rise;
    const bend1 = left[i + 1] * cell - rise;
    let value = values[i] + t * rise + t * (1 - t) * ((1 - t) * bend0 - t * bend1);
    if (Math.abs(value) < zero * (Math.abs(values[i]) + Math.abs(values[i + 1]))) value = 0;
    const slope = (rise + (1 - t) * (1 - 3 * t) * bend0 + t * (3 * t - 2) * bend1) / cell;
    const difference = given ? (1 - t) * (given[2 * n + i] - right[i]) + t * (given[i + 1] - left[i + 1]) : 0;
    return { value, numeric: slope, slope: slope + difference, differs };
  };
  return curve;
}
