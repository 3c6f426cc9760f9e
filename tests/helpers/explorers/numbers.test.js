import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clamp,
  decimalsOf,
  fill,
  formatNumber,
  formatSteps,
  nearestIndex,
  niceStep,
  plain,
  powerOfTen,
  scientific,
  snap,
  toBytes,
  toFloats,
} from "../../../helpers/explorers/common/numbers.js";
import { packed, packedBytes } from "./made.js";

test("bytes become numbers, wherever they lie in their message", () => {
  assert.deepEqual([...toFloats(packed([1.5, Number.NaN, -Infinity]))], [1.5, Number.NaN, -Infinity]);
  assert.deepEqual([...toBytes(packedBytes([0, 7, 255]))], [0, 7, 255]);
  for (const nothing of [null, undefined, packed([])]) assert.equal(toFloats(nothing), null);
});

test("a sentence keeps the names that have no value, and takes a value as it is", () => {
  assert.equal(fill("{x} of {last}, {x}", { x: 3, last: "{x}" }), "3 of {x}, 3");
  assert.equal(fill("{other} { x }", { x: 1 }), "{other} { x }");
  assert.equal(fill("{a}", { a: "$&" }), "$&", "a dollar sign is a dollar");
});

test("clamping keeps the ends, and no number stays none", () => {
  assert.deepEqual(
    [-7, -6, 0, 6, 7].map((x) => clamp(x, [-6, 6])),
    [-6, -6, 0, 6, 6],
  );
  assert.ok(Number.isNaN(clamp(Number.NaN, [0, 1])));
  assert.equal(clamp(5, [2, 2]), 2);
});

test("the nearest number is the first of two, and the only one of one", () => {
  assert.equal(nearestIndex([0, 1, 2], 0.5), 0);
  assert.equal(nearestIndex([0, 1, 2], 1.51), 2);
  assert.equal(nearestIndex([4], -100), 0);
  assert.equal(nearestIndex(new Float64Array([3, 1]), Number.NaN), 0);
});

test("a place that is dragged to is a multiple of the step, without digits of rounding", () => {
  assert.equal(snap(0.30000000000000004, 0.1, [-1, 1]), 0.3);
  assert.equal(snap(0.29, 0.01, [-1, 1]), 0.29);
  assert.equal(snap(7, 0.01, [-6, 6]), 6);
  assert.equal(snap(5.999, 0.01, [-6, 5.995]), 5.995, "an end that is no multiple can be reached");
});

test("numbers have four significant digits and a real minus", () => {
  const texts = {
    0.42: "0.4200",
    "-0.42": "−0.4200",
    4.54e-5: "4.540e−5",
    12345: "1.235e4",
    123456: "1.235e5",
    1234.4: "1234",
    0: "0",
    1e-14: "0",
  };
  for (const [number, text] of Object.entries(texts)) assert.equal(formatNumber(Number(number)), text);
  assert.equal(formatNumber(-0), "0");
  for (const none of [Number.NaN, Infinity, -Infinity]) assert.equal(formatNumber(none, "no number"), "no number");
});

test("numbers in sentences have no zeros at their end", () => {
  assert.equal(plain(2.003803, 7), "2.003803");
  assert.equal(plain(-4, 7), "−4");
  assert.equal(plain(1e21, 7), "1e21");
  assert.equal(plain(Number.NaN, 7), "–");
  assert.equal(scientific(2.1e-12, 2), "2.1e−12");
  assert.equal(scientific(2e-12, 2), "2e−12");
  assert.equal(scientific(0.0154, 2), "0.015");
  assert.equal(scientific(0, 2), "0");
  assert.equal(scientific(Infinity, 2), "–");
  assert.equal(powerOfTen(-12.04), "10⁻¹²");
});

test("a nice step is 1, 2 or 5 times a power of ten and never above the size", () => {
  assert.deepEqual([1, 1.99, 2, 4.9, 5, 9.99, 10, 0.003, 1e-9].map(niceStep), [1, 1, 2, 2, 5, 5, 10, 0.002, 1e-9]);
  for (let size = 1e-7; size < 1e7; size *= 1.37) {
    const step = niceStep(size);
    assert.ok(step <= size * (1 + 1e-9) && step > size / 2.6, `${step} for ${size}`);
  }
});

test("multiples of a step have just the decimals that they need", () => {
  assert.deepEqual([10, 1, 0.5, 0.1, 0.02, 0.001].map(decimalsOf), [0, 0, 1, 1, 2, 3]);
  assert.equal(formatSteps(1, 0.01), "1.00");
  assert.equal(formatSteps(-0.001, 0.01), "−0.001", "a program may set a number between the steps");
  assert.equal(formatSteps(-0, 0.1), "0.0");
  assert.equal(formatSteps(-2.5, 0.5), "−2.5");
});
