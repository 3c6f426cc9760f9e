import assert from "node:assert/strict";
import { test } from "node:test";
import { makeScales, tangentPath, ticks } from "../../../helpers/explorers/common/scales.js";
import { near } from "./made.js";

const box = { left: 46, top: 8, width: 400, height: 200 };
const scales = makeScales(box, [-6, 6], [-1, 3]);

test("corners of the axes are corners of the box, and y runs up", () => {
  assert.deepEqual([scales.x(-6), scales.x(6), scales.y(3), scales.y(-1)], [46, 446, 8, 208]);
  assert.ok(near(scales.xAt(scales.x(1.234)), 1.234));
});

test("a scale follows the box when its size changes", () => {
  const growing = { ...box, width: 100 };
  const { x } = makeScales(growing, [0, 1], [0, 1]);
  assert.equal(x(1), 146);
  growing.width = 300;
  assert.equal(x(1), 346);
});

test("what lies far outside stays within what a renderer can draw, and is not shown", () => {
  assert.equal(scales.yNear(1e300), -4000);
  assert.equal(scales.yNear(-Infinity), 4000);
  assert.deepEqual([3, 3.0001, -1, Number.NaN, Infinity].map(scales.shows), [true, false, true, false, false]);
});

test("a line is lifted where there is no number", () => {
  assert.equal(scales.path([-6, 0, 6], [3, Number.NaN, -1]), "M46.00,8.00M446.00,208.00");
  assert.equal(scales.path([-6, 0, 6], [3, 1, Infinity]), "M46.00,8.00L246.00,108.00");
  assert.equal(scales.path([], []), "");
  assert.equal(scales.path([0], [Number.NaN]), "");
});

test("ticks are the multiples of a nice step that lie in the limits", () => {
  assert.deepEqual(scales.xTicks(), { step: 2, values: [-6, -4, -2, 0, 2, 4, 6] });
  assert.deepEqual(ticks([0, 0.3], 0.1).values.length, 4, "0.3 / 0.1 is a hair below 3");
  assert.deepEqual(ticks([0.1, 0.4], 1).values, [], "none lies between");
  assert.ok(!ticks([-1, 1], 0.5).values.some((tick) => Object.is(tick, -0)));
});

test("a narrow picture has few ticks, a wide one more, and an empty range does not hang", () => {
  const count = (width) => makeScales({ ...box, width }, [0, 10], [0, 1]).xTicks().values.length;
  assert.ok(count(60) <= 3 && count(60) < count(300) && count(300) < count(1200));
  assert.ok(makeScales(box, [1, 1], [0, 1]).xTicks().values.length <= 1);
});

const endsOf = (path) => [...path.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

test("a flat tangent crosses the whole picture", () => {
  assert.deepEqual(endsOf(tangentPath(scales, box, [-6, 6], 1, 2, 0)), [
    [46, scales.y(2)],
    [446, scales.y(2)],
  ]);
});

test("a steep tangent is cut just outside the picture and passes through its point", () => {
  for (const slope of [1000, -1000, 5]) {
    const [[x0, y0], [x1, y1]] = endsOf(tangentPath(scales, box, [-6, 6], 1, 2, slope));
    for (const y of [y0, y1]) assert.ok(y >= box.top - 21 && y <= box.top + box.height + 21, `${y}`);
    const share = (scales.x(1) - x0) / (x1 - x0);
    assert.ok(near(y0 + share * (y1 - y0), scales.y(2), 0.2), "on the line, to the rounding of the path");
  }
});

test("there is no tangent where the value or the slope is no number", () => {
  assert.equal(tangentPath(scales, box, [-6, 6], 1, Number.NaN, 1), "");
  assert.equal(tangentPath(scales, box, [-6, 6], 1, 2, Infinity), "");
});
