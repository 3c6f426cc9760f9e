// Measured slopes and what can be said about them, as differences.py does it; stands below base.js in the same module.

const NEAR = 4; // a step within that factor of the best one counts as near it

/** The measurements that Python made: arrays, and what is seen at point i with step j. */
function makeDifferences(spec) {
  const names = ["x", "h", "values", "central", "forward", "slope", "low", "high", "rounding", "theory",
    "centralBest", "centralExpected", "forwardBest", "forwardExpected"];
  const arrays = Object.fromEntries(names.map((name) => [name, toFloats(spec[name])]));
  const { x, h, values, slope, low, high } = arrays;
  const row = (measured, i) => measured.subarray(i * h.length, (i + 1) * h.length);
  const errors = (measured, i) => Array.from(row(measured, i), (number) => Math.abs(number - slope[i]));

  /** What is seen, as the key of a label, and the numbers for its sentence. */
  function judge(i, j) {
    const numbers = { x: x[i], given: slope[i], low: low[i], high: high[i], reference: low[i] };
    numbers.gap = Math.max(low[i] - slope[i], slope[i] - high[i], 0);
    if (![slope[i], low[i], high[i]].every(Number.isFinite)) return ["nowhere", numbers];
    if (spec.wrong[i]) return [spec.kink[i] ? "wrong_at_kink" : "wrong", numbers];
    if (spec.kink[i]) return ["kink", numbers];
    for (const way of ["central", "forward"]) {
      numbers[`${way}_h`] = h[arrays[`${way}Best`][i]];
      numbers[`${way}_error`] = arrays[`${way}Expected`][i];
    }
    numbers.all = spec.digits;
    if (![arrays.central, arrays.forward].every((way) => Number.isFinite(row(way, i)[j]))) return [x[i] + h[j] === x[i] ? "lost" : "outside", numbers];
    const above = values[i] + row(arrays.forward, i)[j] * h[j];
    const rise = row(arrays.central, i)[j] * 2 * h[j];
    const size = Math.max(Math.abs(above), Math.abs(above - rise));
    numbers.digits = clamp(rise ? Math.floor(Math.log10(size / Math.abs(rise)) + 0.5) : spec.digits, [0, spec.digits]);
    if (h[j] > NEAR * numbers.central_h) return [arrays.theory[i] ? "wide" : "wide_unbent", numbers];
    if (h[j] < numbers.forward_h / NEAR) return ["narrow", numbers];
    return [h[j] > numbers.central_h / NEAR ? "near" : "between", numbers];
  }
  return { ...arrays, row, errors, judge };
}
