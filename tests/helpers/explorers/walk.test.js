import assert from "node:assert/strict";
import { test } from "node:test";
import { fixed, hopPath, isOver, lastPlaces, makeGround } from "../../../helpers/explorers/descent/walk.js";
import { near, sampled } from "./made.js";

const X_RANGE = [-12, 16];

function makeParabola(more = {}) {
  const curve = sampled(
    (x) => x ** 2 - 4 * x + 6,
    (x) => 2 * x - 4,
    X_RANGE,
    57,
  );
  return makeGround({ curve, slopes: null, xRange: X_RANGE, decimals: 6, ...more });
}
const ground = makeParabola();
const verdict = (...settings) => ground.judge(ground.walk(...settings))[0];

test("the walk of the document: x = 2 + 6 · 0.8^k", () => {
  const { x, slopes, steps, leftTo } = ground.walk(8, 0.1, 33);
  assert.equal(x.length, 34);
  for (const [k, place] of x.entries()) assert.ok(near(place, 2 + 6 * 0.8 ** k, 1e-12));
  assert.ok(leftTo === null && slopes.length === 34 && near(steps[0], -1.2, 1e-12));
});

test("no steps are a walk of one place", () => {
  const walk = ground.walk(8, 0.1, 0);
  assert.deepEqual([walk.x, walk.steps.length], [[8], 1]);
  assert.equal(verdict(8, 0.1, 0), "begin");
});

test("a walk that leaves the range ends where it did, and says where it went", () => {
  const { x, leftTo } = ground.walk(8, 1.05, 40);
  assert.ok(x.length < 41 && x.every((place) => place >= -12 && place <= 16) && (leftTo < -12 || leftTo > 16));
  assert.equal(verdict(8, 1.05, 40), "flies");
  assert.equal(verdict(-11, 1.2, 1), "left");
});

test("each kind of walk has its verdict", () => {
  const kinds = { one_step: [8, 0.5, 3], across: [8, 0.9, 5], alternates: [8, 1, 5], diverges: [8, 1.05, 3] };
  Object.assign(kinds, { closer: [8, 0.1, 12], tiny: [8, 0, 5], flat: [2, 0.3, 0], arrived: [8, 0.45, 30] });
  for (const [key, settings] of Object.entries(kinds)) assert.equal(verdict(...settings), key);
  assert.equal(ground.judge(ground.walk(8, 0.1, 12))[1].count, 10, "steps to the next decimal, at 0.8 for each");
});

test("without a number for the slope or the height the walk stops and says so", () => {
  const curve = sampled(
    (x) => (x < 0 ? Number.NaN : x),
    () => 1,
    [-4, 4],
    9,
  );
  const holed = makeGround({ curve, slopes: null, xRange: [-4, 4], decimals: 6 });
  const walk = holed.walk(2, 1, 10);
  assert.ok(walk.x.length < 11 && walk.x.at(-1) <= 0);
  assert.equal(holed.judge(walk)[0], "nowhere");
});

test("a student's slope leads the walk, even uphill", () => {
  const slopes = sampled(
    (x) => 4 - 2 * x,
    () => -2,
    X_RANGE,
    57,
    { zero: 0 },
  );
  const wrong = makeParabola({ slopes });
  const walk = wrong.walk(3, 0.1, 4);
  assert.ok(near(walk.x[1], 3.2, 1e-12));
  assert.equal(wrong.judge(walk)[0], "higher");
});

test("an end of the range can be reached, and rounding does not count as leaving it", () => {
  const { x, leftTo } = ground.walk(2 - 14 / 3, 2, 1); // lands on 16 but for rounding
  assert.ok(leftTo === null && near(x[1], 16, 1e-12) && x[1] <= 16);
});

test("playing stops at the last step or where the walk has ended", () => {
  assert.ok(isOver({ x: [1, 2, 3] }, 3, 40), "it ended before");
  assert.ok(!isOver({ x: [1, 2, 3] }, 1, 40));
  assert.ok(isOver({ x: Array(41).fill(0) }, 40, 40));
});

test("the table shows the last places, fewer at the beginning", () => {
  const walk = { x: [1, 2, 3], slopes: [10, 20, 30], steps: [-1, -2, -3] };
  assert.deepEqual(lastPlaces(walk, [5, 6, 7], 2), [
    { k: 1, x: 2, height: 6, slope: 20, step: -2, isLast: false },
    { k: 2, x: 3, height: 7, slope: 30, step: -3, isLast: true },
  ]);
  assert.equal(lastPlaces(walk, [5, 6, 7], 5).length, 3);
});

test("fixed decimals never write a minus before zeros", () => {
  assert.deepEqual(
    [-0.0000001, 0, -1.5, 2].map((x) => fixed(x, 3)),
    ["0.000", "0.000", "−1.500", "2.000"],
  );
});

test("a hop bends to one side on the way there and to the other on the way back", () => {
  const bend = (from, to) =>
    hopPath(from, to)
      .match(/q(-?[\d.]+),(-?[\d.]+)/)
      .slice(1)
      .map(Number);
  const [there, back] = [bend([0, 0], [100, 0]), bend([100, 0], [0, 0])];
  assert.deepEqual(
    [there, back],
    [
      [50, -12],
      [-50, 12],
    ],
  );
  assert.equal(hopPath([0, Number.NaN], [1, 1]), "");
});
