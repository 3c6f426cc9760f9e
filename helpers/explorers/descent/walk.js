// Gradient descent along a sampled curve, for any start and learning rate that a reader drags to.

import { makeCurve } from "../common/curve.js";
import { clamp } from "../common/numbers.js";

const SAME = 1e-6; // two steps in a row count as equally long when their quotient is that close to 1 or −1

/** The function and its slope, on which walks are made: `walk`, `judge`, `height(x)` and `slopeAt(x)`, as `Ground` in
 * walk.py makes them; a test holds the two together. */
export function makeGround({ curve: curveSpec, slopes: slopesSpec, xRange, decimals }) {
  const curve = makeCurve(curveSpec);
  const slopes = slopesSpec ? makeCurve(slopesSpec) : null;
  const height = (x) => curve.at(x).value;
  const slopeAt = (x) => (slopes ? slopes.at(x).value : curve.at(x).numeric);

  /** `{ x, slopes, steps, leftTo }`: the places, the slope and the next step at each, and where the walk left the range, or null. */
  function walk(x0, rate, steps) {
    const [low, high] = xRange;
    const slack = 1e-9 * (high - low); // rounding may put a jump to the very end of the range a hair outside
    const x = [x0];
    const felt = [slopeAt(x0)];
    let leftTo = null;
    for (let k = 0; k < steps; k++) {
      const goal = x[k] - rate * felt[k];
      if (!Number.isFinite(goal) || !Number.isFinite(height(x[k]))) break;
      if (goal < low - slack || goal > high + slack) {
        leftTo = goal;
        break;
      }
      x.push(clamp(goal, xRange));
      felt.push(slopeAt(x[k + 1]));
    }
    return { x, slopes: felt, steps: felt.map((slope) => -rate * slope), leftTo };
  }

  /** What the walk does, as the key of a label, and the numbers for its sentence. */
  function judge({ x: places, slopes, steps, leftTo }) {
    const k = places.length - 1;
    const [x, step] = [places[k], steps[k]];
    const before = k ? steps[k - 1] : 0;
    const ratio = before ? step / before : 0;
    const numbers = {
      x,
      next: x + step,
      slope: slopes[k],
      k: k + 1,
      last: k ? places[k - 1] : x,
      ratio: Math.abs(ratio),
    };
    if (!Number.isFinite(step) || !Number.isFinite(height(x))) return ["nowhere", numbers];
    if (leftTo !== null) return [ratio < -1 - SAME ? "flies" : "left", numbers];
    const unseen = 0.5 * 10 ** -decimals; // half a unit of the last decimal shown
    const tooShort = steps.map((length) => Math.abs(length) < unseen);
    if (tooShort[k]) {
      if (tooShort[0]) return [Math.abs(slopes[0]) < unseen ? "flat" : "tiny", numbers];
      return [tooShort[1] ? "one_step" : "arrived", numbers];
    }
    return k ? compare(ratio, numbers) : ["begin", numbers];
  }

  function compare(ratio, numbers) {
    if (Math.abs(ratio + 1) < SAME) return ["alternates", numbers];
    if (ratio < 0) return [ratio > -1 ? "across" : "diverges", numbers];
    const here = height(numbers.x);
    if (here - height(numbers.last) > SAME * Math.abs(here)) return ["higher", numbers];
    if (Math.abs(ratio - 1) < SAME) return ["even", numbers];
    if (ratio > 1) return ["longer", numbers];
    return ["closer", { ...numbers, count: Math.max(1, Math.floor(Math.log(0.1) / Math.log(ratio) + 0.5)) }];
  }
  return { curve, height, slopeAt, walk, judge };
}

/** Whether no further step is shown: the most have been made, or the walk has ended before. */
export function isOver({ x }, steps, maxSteps) {
  return steps >= maxSteps || x.length <= steps;
}

/** The last `rows` places of a walk: { k, x, height, slope, step, isLast }, the earliest first. */
export function lastPlaces({ x, slopes, steps }, heights, rows) {
  const first = Math.max(0, x.length - rows);
  return x.slice(first).map((place, i) => {
    const k = first + i;
    return { k, x: place, height: heights[k], slope: slopes[k], step: steps[k], isLast: k === x.length - 1 };
  });
}

/** Fixed decimals, without a minus before nothing but zeros. */
export function fixed(number, decimals) {
  const text = number.toFixed(decimals);
  return (Number(text) === 0 ? (0).toFixed(decimals) : text).replace("-", "−");
}

/** The bow from one place to the next; the bend keeps the way there apart from the way back. */
export function hopPath([x0, y0], [x1, y1]) {
  if (![x0, y0, x1, y1].every(Number.isFinite)) return "";
  const [wide, high] = [x1 - x0, y1 - y0];
  return `M${x0},${y0}q${wide / 2 + 0.12 * high},${high / 2 - 0.12 * wide},${wide},${high}`;
}
