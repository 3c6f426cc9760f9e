// Matrices as boxes to scale, with the sides lit that must agree.

import { element, svgElement, uniqueId } from "../common/dom.js";
import { fill } from "../common/numbers.js";
import { BAR, cellLines, layOutBox } from "./geometry.js";
import { shapeText, sized } from "./shapes.js";

/** One matrix: its name, a box of rows × columns, both sizes, and marks {0: …, 1: …} on its left and its upper side. */
function drawBox(parent, { name, dims, marks = {}, kind = "", note = "" }) {
  const box = element("div", { class: `bp-box ${kind}` }, parent);
  const layout = layOutBox(dims);
  const { x, y, width, height } = layout;
  const svg = svgElement("svg", { ...layout.picture, "aria-hidden": "true" }, box);
  svgElement("rect", { class: "bp-cells", x, y, width, height }, svg);
  for (const [x1, y1, x2, y2] of cellLines(layout)) svgElement("line", { class: "bp-cell-line", x1, y1, x2, y2 }, svg);
  svgElement("rect", { class: "bp-frame", x, y, width, height }, svg);
  const bar = (mark, place) =>
    mark && svgElement("rect", { class: `bp-bar bp-mark-${mark}`, ...place, ...fillOf(svg, mark) }, svg);
  if (dims.length === 2) bar(marks[0], { x: x - BAR - 2, y, width: BAR, height });
  bar(marks[1], { x, y: y - BAR - 2, width, height: BAR });
  const write = (words, mark, place) => {
    svgElement("text", { class: mark ? "bp-side bp-lit" : "bp-side", ...place }, svg).textContent = words;
  };
  write(layout.columnText, marks[1], { x: x + width / 2, y: 13, "text-anchor": "middle" });
  write(layout.rowText, marks[0], { x: x - BAR - 6, y: y + height / 2 + 4, "text-anchor": "end" });
  const style = `margin-left: ${layout.indent}px`;
  element("span", { class: "bp-box-name", style }, box, name);
  element("span", { class: "bp-box-note", style }, box, note || shapeText(dims));
}

const HATCHES = {
  inner0: "M0,6L6,0",
  inner1: "M0,0L6,6",
  rows: "M3,0V6",
  columns: "M0,3H6",
  fault: "M0,0L6,6M0,6L6,0",
};

/** Colour and hatch of a mark, so that marks stay apart without colour. */
function fillOf(svg, mark) {
  const id = uniqueId("bp-hatch");
  const pattern = svgElement("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, svg);
  svgElement("rect", { class: `bp-mark-ground bp-mark-${mark}`, width: 6, height: 6 }, pattern);
  svgElement("path", { class: "bp-mark-hatch", d: HATCHES[mark] }, pattern);
  return { style: `fill: url(#${id})` };
}

/** The whole equation: what is needed = the terms with their signs → what they give. */
export function drawEquation(parent, { equation, form, verdict, sizes, labels }) {
  parent.replaceChildren();
  drawBox(parent, { name: equation.result, dims: sized(equation.shape, sizes), kind: "bp-needed" });
  const sign = (text, kind = "") => element("span", { class: `bp-sign ${kind}`, "aria-hidden": "true" }, parent, text);
  sign("=");
  if (form.average) sign("1/m");
  for (const [index, term] of form.terms.entries()) {
    if (index > 0) {
      const fault = verdict.fault === index - 1;
      sign(form.signs[index - 1], fault ? "bp-fault" : "");
      if (fault) sign("✗", "bp-cross");
    }
    drawTerm(parent, { term, index, verdict, sizes, labels, sign });
  }
  sign("→");
  if (verdict.shape) {
    const dims = verdict.shape.map((number) => ({ symbol: number, number }));
    drawBox(parent, { name: labels.gives, dims, kind: `bp-gives bp-${verdict.kind}` });
  } else element("span", { class: "bp-gives-nothing" }, parent, labels.nothing);
}

function drawTerm(parent, { term, index, verdict, sizes, labels, sign }) {
  const shape = sized(term.shape, sizes);
  if (term.sum) {
    // A sum is drawn before it is taken; its sides meet nothing yet.
    sign("Σ");
    drawBox(parent, { name: term.text.replace("Σ ", ""), dims: shape });
    return;
  }
  const marks = { 0: verdict.marks[`${index},0`], 1: verdict.marks[`${index},1`] };
  const note = term.turned ? fill(labels.turned, { name: `${term.name} ${shapeText(shape)}` }) : "";
  drawBox(parent, { name: term.text, dims: sized(term.usedShape, sizes), marks, note });
}
