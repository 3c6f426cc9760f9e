import assert from "node:assert/strict";
import { test } from "node:test";
import { makeCurve } from "../../../helpers/explorers/common/curve.js";
import { makeWidthScale, measure } from "../../../helpers/explorers/slope/triangle.js";
import { near, packed, sampled } from "./made.js";

const RANGE = [-6, 6];
const cubic = makeCurve(
  sampled(
    (z) => z ** 3 - 2 * z,
    (z) => 3 * z ** 2 - 2,
    RANGE,
    13,
  ),
);

test("between samples a cubic and its slope are exact", () => {
  for (let z = -6; z <= 6; z += 0.0713) {
    const { value, slope, numeric, differs } = cubic.at(z);
    assert.ok(near(value, z ** 3 - 2 * z) && near(slope, 3 * z ** 2 - 2) && slope === numeric && !differs);
  }
});

test("a sample is given back as it is, at both ends too", () => {
  for (const z of [-6, 0, 6]) assert.equal(cubic.at(z).value, z ** 3 - 2 * z);
});

test("a zero that interpolation just missed is 0, unless the curve says that nothing is rounded", () => {
  const spec = sampled(
    (z) => z - 1e-9,
    () => 1,
    [-1, 1],
    2,
  );
  assert.equal(makeCurve(spec).at(1e-12).value, 0);
  assert.notEqual(makeCurve({ ...spec, zero: 0 }).at(1e-12).value, 0);
});

test("a kink is not smeared: each side is read with its own slope", () => {
  const z = [-2, -1, 0, 1, 2];
  const relu = makeCurve({
    z: packed(z),
    values: packed(z.map((x) => Math.max(0, x))),
    left: packed([0, 0, 0, 1, 1]),
    right: packed([0, 0, 1, 1, 1]),
    numeric: packed([0, 0, 0.5, 1, 1]),
    given: null,
    gap: null,
  });
  assert.deepEqual(
    [-0.25, 0, 0.25].map((at) => relu.at(at).slope),
    [0, 0.5, 1],
  );
  assert.equal(relu.at(0.25).value, 0.25);
});

test("beside a place without a number there is none", () => {
  const { values, ...others } = sampled(
    (z) => z,
    () => 1,
    [0, 4],
    5,
  );
  const holed = makeCurve({ ...others, values: packed([0, 1, Number.NaN, 3, 4]) });
  assert.ok(Number.isNaN(holed.at(1.5).value) && Number.isNaN(holed.at(2).value));
  assert.equal(holed.at(0.5).value, 0.5);
});

test("a student's slope is shown beside the measured one, and where it disagrees is known", () => {
  const n = 5;
  const own = Array.from({ length: n }, () => 2);
  const spec = sampled(
    (z) => z,
    () => 1,
    [0, 4],
    n,
    { given: packed([...own, ...own, ...own]), gap: packed([0, 0, 0, 1, 1]) },
  );
  const curve = makeCurve(spec);
  assert.ok(curve.disagrees);
  assert.deepEqual(
    [0.4, 2.6].map((z) => curve.at(z).differs),
    [false, true],
  );
  assert.ok(near(curve.at(1.5).slope, 2) && near(curve.at(1.5).numeric, 1));
});

test("the triangle leans right, and left where it would leave the range", () => {
  const right = measure(cubic, 1, 0.5, RANGE);
  assert.ok(right.step === 0.5 && near(right.height, 1.5 ** 3 - 3 - (1 - 2)) && near(right.secant, right.height / 0.5));
  const left = measure(cubic, 5.8, 0.5, RANGE);
  assert.equal(left.step, -0.5);
  assert.ok(left.rise < 0 && left.height > 0, "its height counts from left to right");
  assert.equal(measure(cubic, 5.5, 0.5, RANGE).step, 0.5, "just fits");
});

test("the triangle's secant comes to the tangent's slope as it shrinks", () => {
  const off = (width) => Math.abs(measure(cubic, 1, width, RANGE).secant - 1);
  assert.ok(off(0.1) < off(1) / 5 && off(0.001) < off(0.1) / 50);
});

test("each step of the width slider shrinks by the same factor, between the ends", () => {
  const { widthAt, positionOf } = makeWidthScale([0.001, 4]);
  assert.deepEqual([widthAt(0), widthAt(100), widthAt(140)], [0.001, 4, 4]);
  for (let position = 0; position <= 100; position += 5) {
    assert.ok(Math.abs(positionOf(widthAt(position)) - position) < 0.5, "it stays where it was moved to");
  }
  const factors = [10, 50, 90].map((position) => widthAt(position) / widthAt(position - 1));
  assert.ok(factors.every((factor) => near(factor, 4000 ** 0.01, 0.02)));
});
