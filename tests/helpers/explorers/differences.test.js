import assert from "node:assert/strict";
import { test } from "node:test";
import { makeDifferences, theoryLine } from "../../../helpers/explorers/gradcheck/differences.js";
import { near, packed, packedBytes } from "./made.js";

// Two points and three steps.
const spec = {
  x: packed([0, 0.5]),
  h: packed([1e-2, 1e-1, 1]),
  values: packed([1, 2]),
  central: packed([3, 4, 5, 6, 7, 8]),
  forward: packed([3.5, 4.5, 5.5, 6.5, 7.5, Number.NaN]),
  slope: packed([3, 6.25]),
  low: packed([3, 6]),
  high: packed([3, 6.5]),
  gap: packed([0, 0]),
  rounding: packed([1e-16, 1e-16]),
  theory: packed([1, 1, 1, 1]),
  centralBest: packed([0, 1]),
  centralExpected: packed([1e-4, 1e-5]),
  forwardBest: packed([2, 0]),
  forwardExpected: packed([1e-2, 1e-3]),
  verdictKeys: ["near", "kink", "outside"],
  verdicts: packedBytes([0, 0, 2, 1, 1, 1]),
  agreeing: packedBytes([2, 1, 0, 4, 5, 6]),
  hasBest: [true, false],
  wrong: [false, false],
  kink: [false, true],
  digits: 16,
};
const data = makeDifferences(spec);

test("a point and a step snap to the nearest measured ones, and stay within them", () => {
  assert.deepEqual([-9, 0.24, 0.26, 9].map(data.indexOfPoint), [0, 0, 1, 1]);
  assert.deepEqual([-15, -1.6, -1.4, -0.4, 3].map(data.indexOfStep), [0, 0, 1, 2, 2]);
});

test("one point alone can be shown", () => {
  const alone = makeDifferences({ ...spec, x: packed([2]) });
  assert.deepEqual([alone.indexOfPoint(-5), alone.indexOfPoint(5), alone.spacing], [0, 0, 1]);
});

test("a row of measurements belongs to its point", () => {
  assert.deepEqual([...data.row(data.central, 1)], [6, 7, 8]);
  assert.deepEqual(data.errors(data.central, 1), [0.25, 0.75, 1.75]);
  assert.ok(Number.isNaN(data.errors(data.forward, 1)[2]));
});

test("what Python saw is told with the numbers of that place", () => {
  const { key, numbers, hasBest } = data.judge(0, 2);
  assert.deepEqual(
    [key, hasBest, numbers.central_h, numbers.forward_h, numbers.digits, numbers.all],
    ["outside", true, 0.01, 1, 0, 16],
  );
  const atKink = data.judge(1, 0);
  assert.deepEqual([atKink.key, atKink.hasBest, atKink.numbers.low, atKink.numbers.high], ["kink", false, 6, 6.5]);
  assert.ok(!("central_h" in atKink.numbers));
});

test("the corners of the triangles are those of the quotients", () => {
  const { above, below } = data.corners(0, 1);
  assert.ok(near(above, 1 + 4.5 * 0.1) && near(above - below, 4 * 2 * 0.1));
  assert.ok(Number.isNaN(data.corners(1, 2).above));
});

test("lines of theory run from the best error to the end of the axis, on the side of their power", () => {
  const limits = [-15, 0];
  const truncation = theoryLine({ power: 2, factor: 0.1, expected: 1e-11 }, limits);
  assert.ok(near(truncation.ends[0], -5) && truncation.ends[1] === 0);
  assert.ok(near(truncation.heightAt(-1), -3), "0.1 · (10⁻¹)² is 10⁻³");
  const rounding = theoryLine({ power: -1, factor: 1e-16, expected: 1e-11 }, limits);
  assert.deepEqual([rounding.ends[0], Math.round(rounding.ends[1])], [-15, -5]);
  for (const { ends, middle } of [truncation, rounding]) assert.ok(middle > ends[0] && middle < ends[1]);
});
