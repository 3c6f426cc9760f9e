// A recorded training: its states, which one is shown when, and the border between the two regions.

import { clamp, toBytes, toFloats } from "../common/numbers.js";

export const NO_NUMBER = 255; // in a field: forward gave no number there; 0 to 254 are probabilities from 0 to 1
export const HALF = 127;
const PLAY_MILLISECONDS = 8000; // from the first to the last state
const CALM_STEPS = 8; // with reduced motion the player shows this many stills, one a second

/** The recording that `to_spec` in recording.py wrote, with a state's parts by its index. */
export function unpack(spec) {
  const { iterations, side } = spec;
  const [curve, points, costs] = [spec.curve, spec.points, spec.costs].map(toFloats);
  const [fields, labels, wrong] = [spec.fields, spec.labels, spec.wrong].map(toBytes);
  const half = curve.length / 2;
  const count = labels.length;
  return {
    ...spec,
    costs,
    labels,
    last: iterations.at(-1),
    total: spec.totals[0] + spec.totals[1],
    curve: [curve.subarray(0, half), curve.subarray(half)],
    points: [points.subarray(0, count), points.subarray(count)],
    fieldAt: (index) => fields.subarray(index * side * side, (index + 1) * side * side),
    wrongAt: (index) => wrong.subarray(index * count, (index + 1) * count),
    indexOf: (iteration) => nearestSorted(iterations, iteration),
  };
}

/** Index of the number in the rising `numbers` that is nearest to `value`, the lower one of two that are equally near. */
export function nearestSorted(numbers, value) {
  let low = 0;
  let high = numbers.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= value) low = middle;
    else high = middle;
  }
  return value - numbers[low] <= numbers[high] - value ? low : high;
}

/** How a training of that many `steps` is played: milliseconds from one state to the next, and how many states on. */
export function pace(steps, calm) {
  if (calm) return { pause: 1000, stride: Math.ceil(steps / CALM_STEPS) };
  return { pause: clamp(PLAY_MILLISECONDS / steps, [60, 400]), stride: 1 };
}

/** RGBA of each value that a field can hold: the further from one half the stronger, nothing where there is no number. */
export function fieldColours() {
  const colours = new Uint32Array(256);
  const parts = new Uint8Array(colours.buffer);
  for (let value = 0; value < NO_NUMBER; value++) {
    const alpha = 40 + (75 * Math.abs(value - HALF)) / HALF; // transparent enough for a light and for a dark page
    parts.set([...(value > HALF ? [230, 159, 0] : [86, 180, 233]), alpha], 4 * value);
  }
  return colours;
}

/** Marching squares: in every cell of the grid the straight pieces along which the probability is one half.
 * `at(column, row)` gives the pixels of a place on the grid. */
export function borderPath(values, side, at) {
  let path = "";
  const corners = new Float64Array(4);
  const write = ([column, row]) => at(column, row).map((pixels) => pixels.toFixed(1));
  for (let row = 0; row < side - 1; row++) {
    for (let column = 0; column < side - 1; column++) {
      const first = row * side + column;
      // Clockwise from the top left.
      corners.set([values[first], values[first + 1], values[first + side + 1], values[first + side]]);
      const crossings = crossedEdges(corners).map(([dx, dy]) => [column + dx, row + dy]);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        path += `M${write(crossings[i])}L${write(crossings[i + 1])}`;
      }
    }
  }
  return path;
}

const ENDS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

/** Where the border crosses the edges of one cell, clockwise from the top edge; at a saddle the first two belong
 * together. Nothing where a corner has no number. */
export function crossedEdges(corners) {
  const found = [];
  const above = (i) => corners[i] > HALF;
  const sum = above(0) + above(1) + above(2) + above(3);
  if (sum === 0 || sum === 4 || corners.includes(NO_NUMBER)) return found;
  for (let i = 0; i < 4; i++) {
    const next = (i + 1) % 4;
    if (above(i) === above(next)) continue;
    const share = (HALF - corners[i]) / (corners[next] - corners[i]);
    found.push([0, 1].map((axis) => ENDS[i][axis] + share * (ENDS[next][axis] - ENDS[i][axis])));
  }
  return found;
}
