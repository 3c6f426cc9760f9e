// What the present step of the graph explorer does, as rows of terms with signs between.

import { element } from "../common/dom.js";
import { fill, toFloats } from "../common/numbers.js";
import { plainNumber, writeShape } from "./text.js";

const MOST_ROWS = 6;
const MOST_COLUMNS = 8;

/** Rows of terms with signs between: what goes in and comes out, or gradient × slope = gradient. */
export function drawTerms(parent, state, labels) {
  parent.replaceChildren();
  if (state.kind === "forward") {
    const inputs = state.operation.arguments.map((argument) =>
      argument.name
        ? { caption: argument.name, numbers: state.value(argument.name), shape: state.shapeOf(argument.name) }
        : { caption: "", numbers: toFloats(argument.constant), shape: argument.shape },
    );
    const row = element("div", { class: "bp-terms" }, parent);
    for (const input of inputs) addTerm(row, input, "bp-is-value", labels);
    addSign(row, `→ ${state.operation.label || state.operation.title} →`);
    addTerm(
      row,
      { caption: state.node, numbers: state.value(state.node), shape: state.shapeOf(state.node) },
      "bp-is-value bp-is-new",
      labels,
    );
  }
  if (state.kind !== "back") return;
  const arrived = state.gradient(state.node);
  for (const edge of state.edges) {
    const row = element("div", { class: "bp-terms" }, parent);
    const slope = state.part(edge, "slope");
    const known = edge.byElement && !slope.every(Number.isNaN);
    addTerm(
      row,
      { caption: `d${state.node}`, numbers: arrived, shape: state.shapeOf(state.node) },
      "bp-is-gradient",
      labels,
    );
    addSign(row, known ? (edge.size > 1 ? "∗" : "×") : "→");
    if (known) {
      addTerm(
        row,
        { caption: fill(labels.slope_caption, { variable: edge.variable }), numbers: slope, shape: edge.shape },
        "bp-is-slope",
        labels,
      );
      addSign(row, "=");
    }
    const kind = `bp-is-gradient bp-is-new ${state.isWrong(edge) ? "bp-is-wrong" : ""}`;
    addTerm(
      row,
      { caption: `d${edge.variable}`, numbers: state.part(edge, "gradient"), shape: edge.shape },
      kind,
      labels,
    );
  }
}

function addSign(row, text) {
  element("span", { class: "bp-sign" }, row, text);
}

function addTerm(row, { caption, numbers, shape }, kind, labels) {
  const term = element("div", { class: `bp-term ${kind}` }, row);
  element("span", { class: "bp-caption" }, term, [caption, shape.length ? writeShape(shape) : ""].join(" ").trim());
  const columns = shape.length ? shape[shape.length - 1] : 1;
  const rows = numbers.length / columns;
  const shown = Math.min(columns, MOST_COLUMNS);
  const table = element(
    "span",
    {
      class: numbers.length > 12 ? "bp-matrix bp-large" : "bp-matrix",
      style: `grid-template-columns: repeat(${shown + (columns > shown)}, auto)`,
    },
    term,
  );
  for (let row = 0; row < Math.min(rows, MOST_ROWS); row++) {
    for (let column = 0; column < shown; column++)
      element("span", {}, table, cellText(numbers[row * columns + column], numbers.length, labels));
    if (columns > shown) element("span", {}, table, "…");
  }
  if (rows > MOST_ROWS) element("span", {}, table, "…");
}

function cellText(number, count, labels) {
  if (count === 1 || !Number.isFinite(number)) return plainNumber(number, labels.undefined);
  return plainNumber(Number(number.toPrecision(3)), labels.undefined);
}
