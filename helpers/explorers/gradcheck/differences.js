// The measurements that Python made, and what it saw in each: nothing is judged anew here.

import { clamp, toBytes, toFloats } from "../common/numbers.js";

const ARRAYS = ["x", "h", "values", "central", "forward", "slope", "low", "high", "gap", "rounding", "theory"];
const BEST = ["centralBest", "centralExpected", "forwardBest", "forwardExpected"];

/** The arrays by name, and what is seen at point i with step j, both found by `indexOfPoint` and `indexOfStep`. */
export function makeDifferences(spec) {
  const arrays = Object.fromEntries([...ARRAYS, ...BEST].map((name) => [name, toFloats(spec[name])]));
  const { x, h, values, slope } = arrays;
  const [verdicts, agreeing] = [toBytes(spec.verdicts), toBytes(spec.agreeing)];
  const exponents = Array.from(h, Math.log10);
  const [lastPoint, lastStep] = [x.length - 1, h.length - 1];
  const spacing = lastPoint ? (x[lastPoint] - x[0]) / lastPoint : 1;
  const perExponent = lastStep / (exponents[lastStep] - exponents[0]);
  const row = (measured, i) => measured.subarray(i * h.length, (i + 1) * h.length);

  /** What is seen, as the key of a label, the numbers for its sentence, and whether the best steps are worth a word. */
  function judge(i, j) {
    const numbers = { x: x[i], given: slope[i], low: arrays.low[i], high: arrays.high[i], reference: arrays.low[i] };
    numbers.gap = arrays.gap[i];
    const hasBest = spec.hasBest[i];
    if (hasBest) {
      for (const way of ["central", "forward"]) {
        numbers[`${way}_h`] = h[arrays[`${way}Best`][i]];
        numbers[`${way}_error`] = arrays[`${way}Expected`][i];
      }
      numbers.all = spec.digits;
      numbers.digits = agreeing[i * h.length + j];
    }
    return { key: spec.verdictKeys[verdicts[i * h.length + j]], numbers, hasBest };
  }
  return {
    ...arrays,
    exponents,
    spacing,
    row,
    judge,
    /** How far off a way of measuring is at point i, for every step. */
    errors: (measured, i) => Array.from(row(measured, i), (number) => Math.abs(number - slope[i])),
    // Only what was measured can be shown: both x and h snap to the nearest measurement.
    indexOfPoint: (at) => clamp(Math.round((at - x[0]) / spacing), [0, lastPoint]),
    indexOfStep: (exponent) => clamp(Math.round((exponent - exponents[0]) * perExponent), [0, lastStep]),
    /** The corners of the two triangles: f at x + h and at x − h, as the quotients had them. */
    corners(i, j) {
      const above = values[i] + row(arrays.forward, i)[j] * h[j];
      return { above, below: above - row(arrays.central, i)[j] * 2 * h[j] };
    },
  };
}

/**
 * A straight line on the logarithmic axes, error = factor · h^power, from where it comes down to the `expected` best
 * error to the end of the axis: its ends, its height, and where its legend stands, on the side that no curve crosses.
 */
export function theoryLine({ power, factor, expected }, xLimits) {
  const heightAt = (exponent) => Math.log10(factor) + power * exponent;
  const start = (Math.log10(expected) - Math.log10(factor)) / power;
  const ends = power > 0 ? [start, xLimits[1]] : [xLimits[0], start];
  return { ends, heightAt, middle: ends[0] + (power > 0 ? 0.45 : 0.25) * (ends[1] - ends[0]) };
}
