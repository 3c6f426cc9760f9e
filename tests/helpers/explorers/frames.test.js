import assert from "node:assert/strict";
import { test } from "node:test";
import {
  borderPath,
  crossedEdges,
  fieldColours,
  HALF,
  NO_NUMBER,
  nearestSorted,
  pace,
  unpack,
} from "../../../helpers/explorers/training/frames.js";
import { packed, packedBytes } from "./made.js";

test("the parts of a state are found by its index", () => {
  const training = unpack({
    iterations: [0, 1, 10],
    side: 2,
    costs: packed([3, 2, 1]),
    curve: packed([0, 10, 3, 1]),
    points: packed([1, 2, 3, 4]),
    labels: packedBytes([0, 1]),
    wrong: packedBytes([1, 1, 0, 1, 0, 0]),
    fields: packedBytes([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    totals: [1, 1],
  });
  assert.deepEqual([...training.fieldAt(1)], [4, 5, 6, 7]);
  assert.deepEqual([...training.wrongAt(1)], [0, 1]);
  assert.deepEqual(
    training.curve.map((part) => [...part]),
    [
      [0, 10],
      [3, 1],
    ],
  );
  assert.deepEqual([training.last, training.total, training.indexOf(6), [...training.points[1]]], [10, 2, 2, [3, 4]]);
});

test("the nearest recorded iteration is found as by looking at all of them", () => {
  const numbers = [0, 1, 3, 7, 15, 31, 63];
  for (let value = -5; value < 80; value += 0.5) {
    const slow = numbers.reduce(
      (best, number, i) => (Math.abs(number - value) < Math.abs(numbers[best] - value) ? i : best),
      0,
    );
    assert.equal(nearestSorted(numbers, value), slow, `${value}`);
  }
  assert.deepEqual([nearestSorted([0], 9), nearestSorted([0, 1], 0.5)], [0, 0]);
});

test("a training plays in some eight seconds, few states slower, many not faster than the eye", () => {
  assert.deepEqual(pace(80, false), { pause: 100, stride: 1 });
  assert.equal(pace(2, false).pause, 400);
  assert.equal(pace(1000, false).pause, 60);
});

test("with reduced motion there are at most eight stills, and the last one is reached", () => {
  for (const steps of [1, 7, 8, 9, 80, 81]) {
    const { pause, stride } = pace(steps, true);
    assert.ok(pause === 1000 && Number.isInteger(stride) && Math.ceil(steps / stride) <= 8, `${steps}`);
  }
});

test("colours are strongest where the network is sure, and nothing is drawn where it has no number", () => {
  const parts = new Uint8Array(fieldColours().buffer);
  const alpha = (value) => parts[4 * value + 3];
  assert.ok(alpha(0) > alpha(60) && alpha(60) > alpha(HALF) && alpha(254) > alpha(200));
  assert.equal(alpha(NO_NUMBER), 0);
  assert.notDeepEqual([...parts.slice(0, 3)], [...parts.slice(4 * 254, 4 * 254 + 3)]);
});

test("the border crosses a cell where the probability is one half", () => {
  assert.deepEqual(crossedEdges([0, 254, 254, 0]), [
    [0.5, 0],
    [0.5, 1],
  ]);
  assert.deepEqual(crossedEdges([HALF, 254, 254, 254]).length, 2, "one half itself is below");
  assert.deepEqual(crossedEdges([0, 0, 0, 0]), []);
  assert.deepEqual(crossedEdges([254, 254, 254, 200]), []);
  assert.deepEqual(crossedEdges([0, 254, NO_NUMBER, 0]), [], "no border beside a place without a number");
  assert.equal(crossedEdges([0, 254, 0, 254]).length, 4, "a saddle has two pieces");
});

test("the border of two halves is one straight line, piece by piece", () => {
  const side = 4;
  const values = Uint8Array.from({ length: side * side }, (_, i) => (i % side < 2 ? 0 : 254));
  const path = borderPath(values, side, (column, row) => [10 * column, 100 + 10 * row]);
  assert.equal(path, "M15.0,100.0L15.0,110.0M15.0,110.0L15.0,120.0M15.0,120.0L15.0,130.0");
  assert.equal(
    borderPath(new Uint8Array(side * side), side, (x, y) => [x, y]),
    "",
  );
});
