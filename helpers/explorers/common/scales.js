// From numbers to pixels and back: the geometry of a picture with two axes, without the picture.

import { clamp, niceStep } from "./numbers.js";

/** Pixels beyond which a line is not drawn: a number far outside would overflow the renderer, not the clip. */
const FAR = 4000;
const PIXELS_PER_TICK = { x: 80, y: 55 };

/** Scales of the box { left, top, width, height }, which may change its size later. */
export function makeScales(box, xLimits, yLimits) {
  const scales = {
    x: (value) => box.left + ((value - xLimits[0]) / (xLimits[1] - xLimits[0])) * box.width,
    y: (value) => box.top + ((yLimits[1] - value) / (yLimits[1] - yLimits[0])) * box.height,
    yNear: (value) => clamp(scales.y(value), [-FAR, FAR]),
    /** The number at a distance in pixels from the picture's left edge. */
    xAt: (pixels) => xLimits[0] + ((pixels - box.left) / box.width) * (xLimits[1] - xLimits[0]),
    /** Points and labels stand above the clip, so that one on the edge is whole; one outside must be hidden. */
    shows: (value) => value >= yLimits[0] && value <= yLimits[1],
    /** A line through the points, lifted where there is no number. */
    path(xs, ys) {
      let pen = "M";
      let path = "";
      for (let i = 0; i < xs.length; i++) {
        if (Number.isFinite(ys[i])) {
          path += `${pen}${scales.x(xs[i]).toFixed(2)},${scales.yNear(ys[i]).toFixed(2)}`;
          pen = "L";
        } else pen = "M";
      }
      return path;
    },
    xTicks: () => ticks(xLimits, niceStep((xLimits[1] - xLimits[0]) / Math.max(2, box.width / PIXELS_PER_TICK.x))),
    yTicks: () => ticks(yLimits, niceStep((yLimits[1] - yLimits[0]) / Math.max(2, box.height / PIXELS_PER_TICK.y))),
  };
  return scales;
}

/** { step, values }: the multiples of `step` in the limits. */
export function ticks([low, high], step) {
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return { step, values: Array.from({ length: Math.max(count, 0) }, (_, i) => (first + i) * step + 0) };
}

/** The tangent across the whole picture, cut where it leaves it, so that a steep one keeps its dashes. */
export function tangentPath(scales, { top, height }, xRange, x, value, slope) {
  if (!Number.isFinite(value) || !Number.isFinite(slope)) return "";
  const perUnit = scales.y(1) - scales.y(0);
  const xAt = (y) => x + (y - scales.y(value)) / (slope * perUnit);
  const reach = slope === 0 ? xRange : [xAt(top - 20), xAt(top + height + 20)].sort((a, b) => a - b);
  const ends = [Math.max(xRange[0], reach[0]), Math.min(xRange[1], reach[1])];
  return scales.path(
    ends,
    ends.map((end) => value + slope * (end - x)),
  );
}
