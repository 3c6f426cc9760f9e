// The picture of the graph explorer: cards for variables, arrows forward and back.

import { oncePerFrame, svgElement, uniqueId } from "../common/dom.js";
import { arrowShape, chooseLayout } from "./geometry.js";
import { asFactor, plainNumber, shortValue, writeShape } from "./text.js";

// The width of a letter is a guess: to measure the text on every move would be slow.
/** Write into a card, closer together where it would not fit. */
function writeFitting(node, text, room) {
  node.textContent = text;
  if (text.length * 7.4 > room) node.setAttribute("textLength", room);
  else node.removeAttribute("textLength");
}

/** Cards and arrows, placed for the width there is. `draw(state)` shows a step, `onCard(name)` hears of clicks. */
export function buildPicture(parent, { spec, graph, labels, onCard, signal }) {
  const id = uniqueId("bp-graph");
  const svg = svgElement(
    "svg",
    { class: "bp-graph", role: "img", "aria-labelledby": `${id}-title ${id}-desc` },
    parent,
  );
  svgElement("title", { id: `${id}-title` }, svg).textContent = labels.picture;
  const description = svgElement("desc", { id: `${id}-desc` }, svg);
  const arrows = graph.arrows.map((arrow) => buildArrow(svg, arrow));
  const cards = spec.variables.map((variable) => buildCard(svg, variable, spec.layouts.card));
  for (const card of cards) card.group.addEventListener("click", () => onCard(card.variable.name), { signal });

  function place() {
    const width = parent.clientWidth;
    if (width < 40) return;
    const { layout, scale } = chooseLayout(spec.layouts, width);
    svg.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
    svg.setAttribute("width", layout.width * scale);
    svg.setAttribute("height", layout.height * scale);
    for (const card of cards) card.moveTo(layout.cards[card.variable.name], spec.layouts.card);
    for (const [index, arrow] of arrows.entries()) arrow.moveTo(layout.arrows[index]);
  }
  const observer = new ResizeObserver(oncePerFrame(place));
  observer.observe(parent);
  return {
    draw(state, sentence) {
      for (const card of cards) card.draw(state, labels);
      for (const arrow of arrows) arrow.draw(state, labels);
      description.textContent = sentence;
    },
    dispose: () => observer.disconnect(),
  };
}

function buildCard(svg, variable, { width, height, line }) {
  const group = svgElement("g", { class: "bp-card", "data-name": variable.name }, svg);
  svgElement("rect", { width, height, rx: 7, class: variable.given ? "bp-given" : "" }, group);
  const text = (kind, row, attributes = {}) =>
    svgElement("text", { class: kind, x: 9, y: 9.9 + line * (row + 0.55), ...attributes }, group);
  writeFitting(text("bp-card-name", 0), variable.name, width - 18);
  const label = text("bp-card-label", 0, { x: width - 9, "text-anchor": "end", lengthAdjust: "spacingAndGlyphs" });
  writeFitting(label, variable.label, Math.max(20, width - 28 - 8 * variable.name.length));
  const shapes = variable.shape.length > 0;
  // As in "foo and dfoo have the same shape": the shape stands behind both.
  const shape = shapes ? text("bp-card-shape", 1) : null;
  if (shape) shape.textContent = writeShape(variable.shape);
  const value = text("bp-card-value", shapes ? 2 : 1, { lengthAdjust: "spacingAndGlyphs" });
  const gradient = text("bp-card-gradient", shapes ? 3 : 2, { lengthAdjust: "spacingAndGlyphs" });
  return {
    group,
    variable,
    moveTo: ([x, y], card) =>
      group.setAttribute("transform", `translate(${x - card.width / 2},${y - card.height / 2})`),
    draw(state, labels) {
      const numbers = state.value(variable.name);
      const back = state.gradient(variable.name);
      writeFitting(value, numbers ? shortValue(numbers, labels.undefined) : "", width - 18);
      const sent = back && (back.length === 1 ? plainNumber(back[0], labels.undefined) : writeShape(variable.shape));
      writeFitting(gradient, back ? `d${variable.name} ${sent}` : "", width - 18);
      group.classList.toggle("bp-current", state.current.has(variable.name));
      group.classList.toggle("bp-beside", state.beside.has(variable.name));
      group.classList.toggle("bp-backwards", state.backwards);
      group.classList.toggle("bp-wrong", state.wrong.has(variable.name));
    },
  };
}

function buildArrow(svg, arrow) {
  const group = svgElement("g", { class: "bp-arrow", "aria-hidden": "true" }, svg);
  const make = (kind) => ({
    shaft: svgElement("path", { class: `bp-shaft ${kind}` }, group),
    head: svgElement("path", { class: `bp-head ${kind}` }, group),
  });
  const forward = make("bp-forward");
  const back = arrow.edge === null ? null : make("bp-back");
  const label = svgElement("text", { class: "bp-factor", "text-anchor": "middle" }, group);
  const setCurve = ({ shaft, head }, curve) => {
    const shape = arrowShape(curve);
    shaft.setAttribute("d", shape.shaft);
    head.setAttribute("d", shape.head);
  };
  const show = (pair, reached, current) => {
    for (const node of Object.values(pair)) {
      node.classList.toggle("bp-reached", reached);
      node.classList.toggle("bp-now", current);
    }
  };
  return {
    moveTo(place) {
      setCurve(forward, place.forward);
      if (back) setCurve(back, place.back);
      label.setAttribute("x", place.label[0]);
      label.setAttribute("y", place.label[1] + 4);
    },
    draw(state, labels) {
      show(forward, state.ranForward(arrow.to), state.kind === "forward" && state.node === arrow.to);
      if (!back) return;
      const now = state.kind === "back" && state.node === arrow.to;
      show(back, state.ranBack(arrow.to), now);
      const slope =
        arrow.edge.byElement && arrow.edge.size === 1 && state.ranBack(arrow.to)
          ? state.part(arrow.edge, "slope")[0]
          : NaN;
      label.textContent = Number.isNaN(slope) ? "" : `× ${asFactor(plainNumber(slope, labels.undefined))}`;
      label.classList.toggle("bp-now", now);
    },
  };
}
