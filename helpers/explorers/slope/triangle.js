// The small triangle at a point of the curve.

import { clamp } from "../common/numbers.js";

/** Everything the picture shows at z; the triangle turns to the left where it would leave the range. */
export function measure(curve, z, width, zRange) {
  const step = z + width <= zRange[1] ? width : -width;
  const here = curve.at(z);
  const rise = curve.at(clamp(z + step, zRange)).value - here.value;
  const height = step > 0 ? rise : -rise;
  return { z, width, step, rise, height, secant: height / width, ...here };
}

/** The slider of widths is logarithmic, so that one step always shrinks the triangle by the same factor. */
export function makeWidthScale([least, most]) {
  const ratio = most / least;
  return {
    /** The width at a position from 0 to 100. */
    widthAt: (position) => clamp(Number((least * ratio ** (position / 100)).toPrecision(3)), [least, most]),
    positionOf: (width) => (100 * Math.log(width / least)) / Math.log(ratio),
  };
}
