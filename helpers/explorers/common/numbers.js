// Numbers: unpacked from bytes, rounded to steps, written for people.

/** The numbers that `pack` in explorer.py wrote; null where there are none. */
export function toFloats(view) {
  if (!view || view.byteLength === 0) return null;
  return new Float64Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

/** The bytes of a message, without a copy. */
export function toBytes(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** A sentence with its {names} filled in; a name without a value stays as it is. */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

export function clamp(number, [low, high]) {
  return Math.min(Math.max(number, low), high);
}

/** Index of the number that is nearest to `value`, the first of two that are equally near; 0 when `value` is NaN. */
export function nearestIndex(numbers, value) {
  const closer = (best, number, index) => (Math.abs(number - value) < Math.abs(numbers[best] - value) ? index : best);
  return numbers.reduce(closer, 0);
}

/** `value` moved to a multiple of `step` that lies in `limits`, without the digits that rounding leaves behind. */
export function snap(value, step, limits) {
  return clamp(Number((Math.round(value / step) * step).toFixed(12)), limits);
}

const withMinus = (text) => text.replaceAll("-", "−").replace("e+", "e");

/** Four significant digits with a real minus sign, as in "−0.4200" and "4.540e−5". */
export function formatNumber(number, noNumber = "–") {
  if (!Number.isFinite(number)) return noNumber;
  if (number === 0 || Math.abs(number) < 1e-13) return "0";
  return withMinus(Math.abs(number) < 1e-3 ? number.toExponential(3) : number.toPrecision(4));
}

/** That many significant digits and no zeros at the end: "2.003803", "−4", "1e−7". */
export function plain(number, digits) {
  return Number.isFinite(number) ? withMinus(String(Number(number.toPrecision(digits)))) : "–";
}

/** "2.1e−12" for a small number, "0.015" for one of usual size. */
export function scientific(number, digits) {
  if (!Number.isFinite(number)) return "–";
  if (number === 0 || Math.abs(number) >= 1e-3) return plain(number, digits);
  return withMinus(number.toExponential(digits - 1).replace(/\.?0+e/, "e"));
}

const SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** "10⁻³", for a logarithmic axis. */
export function powerOfTen(exponent) {
  return `10${Array.from(String(Math.round(exponent)), (sign) => SUPERSCRIPTS[sign]).join("")}`;
}

/** The largest of 1, 2, 5 times a power of ten that is not above `size`. */
export function niceStep(size) {
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9);
  return [5, 2, 1].find((factor) => factor * power <= size * (1 + 1e-9)) * power;
}

/** How many decimals the multiples of `step` have. */
export function decimalsOf(step) {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

/** Fixed decimals, more of them only for a number that a program set between the steps. */
export function formatSteps(number, step) {
  const fixed = number.toFixed(decimalsOf(step));
  const text = Math.abs(fixed - number) < step * 1e-6 ? fixed : String(+number.toFixed(decimalsOf(step) + 2));
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}
