import assert from "node:assert/strict";
import { test } from "node:test";
import { CELL, cellLines, layOutBox } from "../../../helpers/explorers/equations/geometry.js";
import {
  answerAt,
  describeAll,
  describeAnswer,
  isRight,
  keyBeside,
  patternOf,
  readVerdict,
  shapeText,
  sized,
  sizesNow,
} from "../../../helpers/explorers/equations/shapes.js";

const sizes = (n_x, n_h, n_y, m) => ({ n_x, n_h, n_y, m });
const LABELS = {
  yours_right: "{result} {got} right",
  yours_wrong: "{result} {got} needs {needed}",
  yours_wrong_now: "wrong: {names}",
};
const EQUATIONS = [
  { key: "dz1", result: "dZ1", shape: ["n_h", "m"] },
  { key: "db1", result: "db1", shape: ["n_h", 1] },
];

test("for one example m is 1, whatever the slider says", () => {
  const get = (name) => ({ n_x: 3, n_h: 4, n_y: 2, m: 5 })[name];
  assert.equal(sizesNow(get, false).m, 1);
  assert.deepEqual(sizesNow(get, true), sizes(3, 4, 2, 5));
});

test("shapes are written as Python writes them", () => {
  assert.equal(shapeText(sized(["n_h", 1], sizes(3, 4, 2, 5))), "(4, 1)");
  assert.equal(shapeText(sized(["n_h"], sizes(3, 4, 2, 5))), "(4,)");
});

test("a pattern tells which sizes are 1 and which are equal, and nothing else", () => {
  const patterns = {
    1234: [2, 3, 4, 5],
    1123: [3, 3, 4, 5],
    "0000": [1, 1, 1, 1],
    1010: [5, 1, 5, 1],
    1221: [2, 5, 5, 2],
  };
  for (const [pattern, numbers] of Object.entries(patterns)) assert.equal(patternOf(sizes(...numbers)), pattern);
  assert.equal(patternOf(sizes(2, 3, 4, 5)), patternOf(sizes(5, 4, 3, 2)));
});

test("a verdict is read for the pattern and filled with the sizes", () => {
  const outcome = { kind: "right", fault: null, marks: { "0,1": "inner0" } };
  const table = {
    patterns: ["1234", "1223"],
    sentences: ["It is ({n_h}, {m}).", "n_h = n_y = {n_h}."],
    forms: {
      "dz1 right": {
        outcomes: [
          { ...outcome, sentences: [0], shape: ["n_h", "m"] },
          { ...outcome, sentences: [1, 0], shape: null, kind: "fault" },
        ],
        at: [0, 1],
      },
    },
  };
  const read = (...numbers) => readVerdict(table, { key: "dz1" }, { key: "right" }, sizes(...numbers));
  assert.deepEqual(read(2, 3, 4, 5).sentences, ["It is (3, 5)."]);
  assert.deepEqual(read(2, 3, 4, 5).shape, [3, 5]);
  assert.deepEqual(read(4, 3, 3, 5).sentences, ["n_h = n_y = 3.", "It is (3, 5)."]);
  assert.equal(read(4, 3, 3, 5).shape, null);
  assert.deepEqual(read(2, 3, 4, 5).marks, outcome.marks);
});

test("Next and Back stop at the ends", () => {
  const keys = ["z1", "a1", "z2"];
  assert.deepEqual(
    [
      ["z1", -1],
      ["z1", 1],
      ["z2", 1],
    ].map(([key, by]) => keyBeside(keys, key, by)),
    ["z1", "a1", "z2"],
  );
});

test("answers lie in the order of nested loops over the sizes", () => {
  const limits = [1, 5];
  const index = Array.from({ length: 625 }, (_, i) => i);
  const answers = { outcomes: index.map((i) => ({ i })), index };
  assert.equal(answerAt(answers, sizes(1, 1, 1, 1), limits).i, 0);
  assert.equal(answerAt(answers, sizes(1, 1, 2, 3), limits).i, 7);
  assert.equal(answerAt(answers, sizes(5, 5, 5, 5), limits).i, 624);
  assert.deepEqual(answerAt({ outcomes: [], index: null }, sizes(1, 1, 1, 1), limits), {}, "no function was given");
});

test("only the needed shape is right, and words never are", () => {
  const now = sizes(3, 4, 2, 5);
  const right = (got) => isRight(EQUATIONS[0], { dz1: got }, now);
  assert.deepEqual([[4, 5], [5, 4], [4], [], "None, not an array"].map(right), [true, false, false, false, false]);
});

test("the student's shape is told beside the needed one", () => {
  const now = sizes(3, 4, 2, 5);
  const here = (answer) => describeAnswer(EQUATIONS[1], answer, now, LABELS);
  assert.deepEqual(here({ db1: [4, 1] }), { here: "db1 (4, 1) right", wrong: false });
  assert.deepEqual(here({ db1: [4] }), { here: "db1 (4,) needs (4, 1)", wrong: true });
  assert.deepEqual(here({}), { here: "", wrong: false });
  assert.equal(here({ error: "stopped" }).error, "stopped");
  assert.equal(describeAll(EQUATIONS, { dz1: [5, 4], db1: [4] }, now, LABELS), "wrong: dZ1, db1");
  assert.equal(describeAll(EQUATIONS, { dz1: [4, 5] }, now, LABELS), "");
});

const dims = (...numbers) => sized(numbers, {});

test("a box is to scale, and its picture has room for the writing around it", () => {
  const box = layOutBox(sized(["n_h", "n_x"], sizes(3, 4, 2, 5)));
  assert.deepEqual([box.width, box.height], [3 * CELL, 4 * CELL]);
  assert.deepEqual([box.rowText, box.columnText], ["n_h = 4", "n_x = 3"]);
  assert.ok(box.x >= 6.6 * box.rowText.length && box.picture.height > box.y + box.height);
  const middle = box.x + box.width / 2;
  const half = (6.6 * box.columnText.length) / 2;
  assert.ok(middle - half >= 0 && middle + half <= box.picture.width, "the writing above is not cut");
});

test("an array with one axis is a row without a size at its side", () => {
  const box = layOutBox(dims(4));
  assert.deepEqual([box.rows, box.columns, box.rowText, box.columnText], [1, 4, "", "4"]);
});

test("writing above a narrow box makes the picture wider on both sides", () => {
  const [narrow, wide] = [layOutBox(sized([1, "m"], sizes(1, 1, 1, 1))), layOutBox(sized([1, "m"], sizes(1, 1, 1, 5)))];
  assert.ok(narrow.picture.width - narrow.x - narrow.width > wide.picture.width - wide.x - wide.width);
});

test("a box of one number has no lines inside, a larger one has them between all numbers", () => {
  assert.deepEqual(cellLines(layOutBox(dims(1, 1))), []);
  const box = layOutBox(dims(3, 2));
  const lines = cellLines(box);
  assert.equal(lines.length, 3);
  for (const [x1, y1, x2, y2] of lines) {
    assert.ok(x1 >= box.x && x2 <= box.x + box.width && y1 >= box.y && y2 <= box.y + box.height);
    assert.ok(x1 === x2 || y1 === y2);
  }
});
