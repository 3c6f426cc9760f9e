// What several tests make: numbers as Python hands them over, and samples of a function.

/** Numbers as the bytes that `pack` in explorer.py writes, inside a larger buffer as a message from Jupyter has them. */
export function packed(numbers) {
  const room = new Float64Array([0, ...numbers, 0]);
  return new DataView(room.buffer, 8, 8 * numbers.length);
}

export function packedBytes(numbers) {
  const room = new Uint8Array([9, ...numbers, 9]);
  return new DataView(room.buffer, 1, numbers.length);
}

/** The spec of a curve with exact values and slopes at n evenly spaced points. */
export function sampled(f, slope, [low, high], n, more = {}) {
  const z = Array.from({ length: n }, (_, i) => low + ((high - low) * i) / (n - 1));
  const slopes = z.map(slope);
  const spec = { z: packed(z), values: packed(z.map(f)), left: packed(slopes), right: packed(slopes) };
  return { ...spec, numeric: packed(slopes), given: null, gap: null, ...more };
}

export const near = (number, expected, tolerance = 1e-9) =>
  Math.abs(number - expected) <= tolerance * Math.max(1, Math.abs(expected));
