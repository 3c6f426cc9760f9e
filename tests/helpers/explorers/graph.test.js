import assert from "node:assert/strict";
import { test } from "node:test";
import { arrowShape, chooseLayout } from "../../../helpers/explorers/graph/geometry.js";
import { makeGraph } from "../../../helpers/explorers/graph/state.js";
import {
  asFactor,
  describeStep,
  describeWrong,
  plainNumber,
  shortValue,
  writeShape,
} from "../../../helpers/explorers/graph/text.js";
import { near, packed } from "./made.js";

const LABELS = {
  inputs: "given {inputs}",
  forward: "{node}: {inputs} -> {name} = {value}",
  start_one: "d{name} = 1",
  start_other: "d{name} = {value}",
  arrives: "{node} gets {value}.",
  sends: "{variable}: {arrived} × {factor} = {sent}.",
  sends_array: "{variable} has {shape}.",
  stores: "stores {variable}.",
  sends_nothing: "{variable} gets nothing.",
  adds_up: "{variable} = {parts} = {total}.",
  wrong: "{variable}: {sent}, expected {expected}",
  wrong_array: "{variable} is wrong",
  numbers: "numbers",
  undefined: "no number",
};

/** y = (x + x) · c with c given, so that x gets two gradients and c none; x can be moved between 1 and 2. */
function makeSpec({ verdict = 0, start = [1] } = {}) {
  const record = (x) => [x, 4, 2 * x, 8 * x, 4, 4, 4, 4, 4, 4, 1, 1, 4, 0, 0, verdict];
  const edge = (node, place, variable, at) => ({
    node,
    place,
    variable,
    shape: [],
    byElement: true,
    stored: false,
    gradient: 4 + at,
    triangle: 7 + at,
    slope: 10 + at,
    verdict: 13 + at,
  });
  const variable = (name, at, given, hasGradient) => ({ name, label: "", given, at, shape: [], hasGradient });
  return {
    result: "y",
    lastStep: 5,
    steps: [
      { kind: "inputs" },
      { kind: "forward", node: "s" },
      { kind: "forward", node: "y" },
      { kind: "start", node: "y" },
      { kind: "back", node: "y" },
      { kind: "back", node: "s" },
    ],
    variables: [
      variable("x", 0, true, true),
      variable("c", 1, true, false),
      variable("s", 2, false, true),
      variable("y", 3, false, true),
    ],
    operations: [
      { name: "s", title: "Add", label: "+", arguments: [{ name: "x" }, { name: "x" }] },
      { name: "y", title: "Mul", label: "×", arguments: [{ name: "s" }, { name: "c" }] },
    ],
    edges: [edge("s", 0, "x", 0), edge("s", 1, "x", 1), edge("y", 0, "s", 2)],
    choices: [{ name: "x", grid: packed([1, 2]), first: 0 }],
    records: { x: packed([...record(1), ...record(2)]) },
    first: packed(record(1)),
    start: packed(start),
  };
}
const graph = makeGraph(makeSpec());
const at = (step, value = 1) => graph.stateAt(step, "x", value);
const one = (numbers) => (numbers === null ? null : numbers[0]);

test("values appear node by node, gradients only after the turn", () => {
  const names = ["x", "c", "s", "y"];
  const filled = (read) => [0, 1, 2, 3, 4, 5].map((step) => names.filter((name) => read(at(step), name)).join(""));
  assert.deepEqual(
    filled((state, name) => state.value(name)),
    ["xc", "xcs", "xcsy", "xcsy", "xcsy", "xcsy"],
  );
  assert.deepEqual(
    filled((state, name) => state.gradient(name)),
    ["", "", "", "y", "sy", "xsy"],
  );
});

test("gradients that come several ways are added, and the records are left as they are", () => {
  assert.equal(one(at(5).gradient("x")), 8);
  assert.equal(one(at(5).gradient("x")), 8, "reading twice does not add twice");
  const edge = graph.edges[0];
  assert.equal(at(5).part(edge, "gradient")[0], 4);
});

test("the nearest sampled value is read, and steps beyond the ends are the ends", () => {
  assert.deepEqual(
    [1.4, 1.6, 99, -99, Number.NaN].map((value) => one(at(2, value).value("y"))),
    [8, 16, 16, 8, 8],
  );
  assert.deepEqual(
    [-3, 99].map((step) => at(step).kind),
    ["inputs", "back"],
  );
  assert.equal(one(graph.stateAt(2, "unknown", 7).value("y")), 8, "an unknown choice shows the inputs as given");
});

test("cards light up that a step fills and those it reads", () => {
  const lit = (step) => [[...at(step).current].join(""), [...at(step).beside].join("")];
  assert.deepEqual([0, 1, 2, 4, 5].map(lit), [
    ["xc", ""],
    ["s", "x"],
    ["y", "sc"],
    ["s", "y"],
    ["x", "s"],
  ]);
});

test("a click on a card goes to the step that fills it, on the way that is being walked", () => {
  assert.deepEqual(
    ["x", "s", "y"].map((name) => graph.stepOf(name, false)),
    [0, 1, 2],
  );
  assert.deepEqual(
    ["x", "s", "y", "c"].map((name) => graph.stepOf(name, true)),
    [5, 4, 3, 0],
  );
});

test("where the way back cannot be walked there are no gradients", () => {
  const spec = makeSpec();
  const forward = makeGraph({ ...spec, steps: spec.steps.slice(0, 3), lastStep: 2, edges: [] });
  const state = forward.stateAt(2, "x", 1);
  assert.ok(!state.ranBack("s") && state.gradient("x") === null && forward.arrows.every(({ edge }) => edge === null));
});

test("each variable that goes into a node has an arrow, with its edge where a gradient comes back", () => {
  const arrows = graph.arrows.map(({ from, to, edge }) => `${from}${to}${edge?.place ?? "-"}`);
  assert.deepEqual(arrows, ["xs0", "xs1", "sy0", "cy-"]);
});

test("each step has its sentence", () => {
  const spec = makeSpec();
  const say = (step) => describeStep(at(step), spec, LABELS);
  assert.equal(say(0), "given x = 1, c = 4");
  assert.equal(say(2), "Mul: s = 2, c = 4 -> y = 8");
  assert.equal(say(3), "dy = 1");
  assert.equal(say(4), "Mul gets 1. s: 1 × 4 = 4. c gets nothing.");
  assert.equal(say(5), "Add gets 4. x: 4 × 1 = 4. x: 4 × 1 = 4. x = 4 + 4 = 8.");
  const other = makeSpec({ start: [-0.5] });
  assert.equal(describeStep(makeGraph(other).stateAt(3, "x", 1), other, LABELS), "dy = −0.5");
});

test("a node found wrong is named at its step and stays marked after it", () => {
  const wrong = makeGraph(makeSpec({ verdict: 1 }));
  const marks = [3, 4, 5].map((step) => [...wrong.stateAt(step, "x", 1).wrong].join(""));
  assert.deepEqual(marks, ["", "y", "y"]);
  assert.equal(describeWrong(wrong.stateAt(4, "x", 1), LABELS), "s: 4, expected 4");
  assert.equal(describeWrong(wrong.stateAt(5, "x", 1), LABELS), "");
});

test("numbers in cards are short", () => {
  assert.deepEqual(
    [-0.5, 1, 7.02e-4, 0.1 + 0.2].map((x) => plainNumber(x)),
    ["−0.5", "1", "7.02e−4", "0.3"],
  );
  assert.equal(shortValue([0.5, -0.25], "–"), "0.5, −0.25");
  assert.equal(shortValue([1, 2, 3, 4, -5], "–"), "−5 … 4");
  assert.equal(shortValue([-0.123, -0.456, -0.789], "–"), "−0.79 … −0.12", "three that do not fit");
  assert.equal(shortValue([Number.NaN], "no number"), "no number");
  assert.deepEqual([asFactor("−0.5"), asFactor("2")], ["(−0.5)", "2"]);
  assert.deepEqual([writeShape([4]), writeShape([2, 3])], ["(4,)", "(2, 3)"]);
});

test("a graph runs across a wide page, and down a narrow one unless it is narrow itself", () => {
  const [wide, tall] = [{ width: 800 }, { width: 200 }];
  assert.equal(chooseLayout({ wide, tall }, 900).layout, wide);
  assert.equal(chooseLayout({ wide, tall }, 600).layout, tall);
  assert.equal(chooseLayout({ wide: tall, tall: wide }, 100).layout, tall);
  assert.deepEqual(
    [2000, 700].map((width) => chooseLayout({ wide, tall }, width).scale),
    [1.2, 0.875],
  );
});

test("an arrow's head lies on its end and points along it", () => {
  const { shaft, head } = arrowShape([0, 0, 50, 0, 100, 0]);
  assert.equal(shaft, "M0,0Q50,0 91,0");
  assert.equal(head, "M100,0L91,4L91,-4Z");
  assert.ok(!arrowShape([5, 5, 5, 5, 5, 5]).head.includes("NaN"), "one of no length");
  const [, x, y] = arrowShape([0, 0, 0, 0, 30, 40]).shaft.match(/ (\S+),(\S+)$/);
  assert.ok(near(Math.hypot(30 - x, 40 - y), 9));
});
