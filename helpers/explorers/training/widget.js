// The training player: a training as regions in the plane and as a cost that falls. Every sentence comes from Python.

import { KEEP_KEYS, makeRow, makeSlider, makeSpokenText } from "../common/controls.js";
import { element, setAll, svgElement, uniqueId } from "../common/dom.js";
import { clamp, fill, formatNumber } from "../common/numbers.js";
import { makeDraggable, makePlot, placeGuide, placePoint } from "../common/plot.js";
import { mount } from "../common/view.js";
import { borderPath, fieldColours, pace, unpack } from "./frames.js";

function render(view) {
  const build = (parts) => buildView({ ...parts, training: unpack(parts.spec.training) });
  return mount(view, { traits: ["iteration"], className: "bp-player", build });
}

function buildView({ model, frame, labels, training, redraw, signal }) {
  const { iterations, last } = training;
  const steps = iterations.length - 1;
  const index = () => training.indexOf(model.get("iteration"));
  // Other views of the same model follow each move at once; Python hears of it when the movement ends.
  const show = (number) => model.set("iteration", iterations[clamp(number, [0, steps])]);
  const save = () => model.save_changes();

  const panels = element("div", { class: "bp-panels" }, frame);
  const plane = buildPlane(panels, { labels, training, redraw });
  const costs = buildCosts(panels, { labels, training, redraw });
  const controls = element("div", { class: "bp-controls" }, frame);
  const player = makePlayer(controls, { labels, steps, index, show, onRest: save, signal });
  const moveBy = (number) => {
    player.pause();
    show(number);
  };
  makeDraggable(costs.plot, { onMove: (x) => moveBy(training.indexOf(x)), onDone: save, signal });
  const slider = makeSlider(controls, {
    label: labels.slider,
    min: 0,
    max: steps,
    step: 1,
    onInput: moveBy,
    onDone: save,
    signal,
  });
  slider.input.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== " ") return;
      event.preventDefault(); // the page would scroll
      player.toggle();
    },
    { signal },
  );
  const readout = buildReadout(frame, labels, training);
  // As wide as its longest text, so that the slider does not change its length while it moves.
  frame.style.setProperty("--bp-position", `${fill(labels.position, { iteration: last, last }).length}ch`);
  element("p", { class: "bp-hint" }, frame, labels.hint);
  const spoken = makeSpokenText(frame, signal);

  function draw() {
    const at = index();
    plane.draw(at);
    costs.draw(at);
    slider.show(at, fill(labels.position, { iteration: iterations[at], last }));
    readout.show(at);
    const right = training.right[at][0] + training.right[at][1];
    const sentence = fill(labels.spoken, {
      iteration: iterations[at],
      last,
      cost: formatNumber(training.costs[at], labels.undefined),
      right,
      total: training.total,
    });
    plane.plot.describe(sentence);
    costs.plot.describe(sentence);
    spoken.say(sentence);
  }
  return {
    draw,
    dispose() {
      player.pause();
      for (const { plot } of [plane, costs]) plot.dispose();
    },
  };
}

/** The button, and the clock that it starts; nothing ever plays before it is pressed. */
function makePlayer(parent, { labels, steps, index, show, onRest, signal }) {
  const button = element("button", { class: "bp-play", type: "button", ...KEEP_KEYS }, parent);
  const icon = svgElement("path", {}, svgElement("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" }, button));
  const text = element("span", {}, button);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let handle = 0;
  let shownAt = 0;

  function sign(playing) {
    text.textContent = playing ? labels.pause : labels.play;
    icon.setAttribute("d", playing ? "M1,0h3.5v12H1ZM7.5,0H11v12H7.5Z" : "M1,0L11,6L1,12Z");
  }
  function tick(now) {
    handle = requestAnimationFrame(tick);
    const { pause, stride } = pace(steps, calm.matches);
    if (now - shownAt < pause) return;
    shownAt = now;
    show(index() + stride);
    if (index() >= steps) pauseAnd(onRest);
  }
  function pauseAnd(then) {
    if (!handle) return;
    cancelAnimationFrame(handle);
    handle = 0;
    sign(false);
    then();
  }
  function toggle() {
    if (handle) return pauseAnd(onRest);
    if (index() >= steps) show(0);
    shownAt = performance.now();
    handle = requestAnimationFrame(tick);
    sign(true);
  }
  button.addEventListener("click", toggle, { signal });
  sign(false);
  return { toggle, pause: () => pauseAnd(() => {}) };
}

function buildPlane(parent, { labels, training, redraw }) {
  const [xLimits, yLimits] = training.limits;
  const field = makeField(training);
  const plot = makePlot(parent, {
    title: labels.plane,
    xLimits,
    yLimits,
    layout(plot) {
      field.place(plot.box);
      for (const [kind, node] of classes.entries()) node.setAttribute("d", pointsPath(plot, training, kind));
      redraw();
    },
  });
  const stage = element("div", { class: "bp-stage" });
  plot.svg.replaceWith(stage);
  stage.append(field.node, plot.svg);
  const border = svgElement("path", { class: "bp-line bp-boundary" }, plot.content);
  const classes = ["bp-class0", "bp-class1"].map((name) => svgElement("path", { class: name }, plot.content));
  const rings = svgElement("path", { class: "bp-ring" }, plot.content);

  function draw(index) {
    const values = training.fieldAt(index);
    field.draw(values);
    border.setAttribute("d", borderPath(values, training.side, gridScale(plot, training)));
    const ring = (wrong, i) => (wrong ? circle(...pointAt(plot, training, i), 6) : "");
    rings.setAttribute("d", Array.from(training.wrongAt(index), ring).join(""));
  }
  return { plot, draw };
}

/** The regions as a small canvas that the browser enlarges, so that a frame costs a few thousand pixels, not half a million. */
function makeField({ side }) {
  const node = element("div", { class: "bp-field", "aria-hidden": "true" });
  const canvas = element("canvas", { width: side, height: side }, node);
  const context = canvas.getContext("2d");
  const image = context.createImageData(side, side);
  const pixels = new Uint32Array(image.data.buffer);
  const colours = fieldColours();
  return {
    node,
    /** The outer grid points lie on the edges of the axes, so half a pixel hangs over on each side. */
    place({ left, top, width, height }) {
      Object.assign(node.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
      const [across, down] = [width / (side - 1), height / (side - 1)];
      Object.assign(canvas.style, {
        left: `${-across / 2}px`,
        top: `${-down / 2}px`,
        width: `${side * across}px`,
        height: `${side * down}px`,
      });
    },
    draw(values) {
      for (let i = 0; i < values.length; i++) pixels[i] = colours[values[i]];
      context.putImageData(image, 0, 0);
    },
  };
}

function pointAt(plot, { points: [across, up] }, i) {
  return [plot.x(across[i]), plot.y(up[i])];
}

function circle(x, y, r) {
  return `M${(x - r).toFixed(1)},${y.toFixed(1)}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`;
}

function triangle(x, y) {
  return `M${x.toFixed(1)},${(y - 4).toFixed(1)}l3.8,6.6h-7.6Z`;
}

function pointsPath(plot, training, kind) {
  let path = "";
  training.labels.forEach((label, i) => {
    if (label === kind) path += (kind ? triangle : (x, y) => circle(x, y, 2.8))(...pointAt(plot, training, i));
  });
  return path;
}

/** From a column and a row of the field to pixels. */
function gridScale(plot, { side, limits: [[left, right], [low, high]] }) {
  const [x0, y0] = [plot.x(left), plot.y(high)];
  const [across, down] = [(plot.x(right) - x0) / (side - 1), (plot.y(low) - y0) / (side - 1)];
  return (column, row) => [x0 + column * across, y0 + row * down];
}

function buildCosts(parent, { labels, training, redraw }) {
  const [xs, ys] = training.curve;
  const plot = makePlot(parent, {
    title: labels.costs,
    xLimits: [0, training.last],
    yLimits: training.costLimits,
    layout(plot) {
      for (const line of [ahead, past]) line.setAttribute("d", plot.path(xs, ys));
      setAll(opening, { x: plot.box.left, y: plot.box.top, height: plot.box.height });
      redraw();
    },
  });
  plot.box.right = 24; // room for the number under the last tick
  const id = uniqueId("bp-past");
  const opening = svgElement("rect", {}, svgElement("clipPath", { id }, plot.defs));
  const guide = svgElement("line", { class: "bp-guide" }, plot.content);
  const ahead = svgElement("path", { class: "bp-line bp-ahead" }, plot.content);
  const past = svgElement("path", { class: "bp-line bp-curve", "clip-path": `url(#${id})` }, plot.content);
  const point = svgElement("circle", { class: "bp-point bp-on-curve", r: 8 }, plot.overlay);

  function draw(index) {
    const iteration = training.iterations[index];
    opening.setAttribute("width", Math.max(0, plot.x(iteration) - plot.box.left));
    placeGuide(guide, plot, iteration);
    placePoint(point, plot, iteration, training.costs[index]);
  }
  return { plot, draw };
}

function buildReadout(frame, labels, training) {
  const list = element("div", { class: "bp-readout" }, frame);
  const cost = makeRow(list, "bp-curve", labels.cost_row);
  const wrong = makeRow(list, "", labels.wrong_row);
  const rows = [makeRow(list, "", labels.first_row), makeRow(list, "", labels.second_row)];
  svgElement("path", { class: "bp-ring", d: circle(15, 5, 6) }, wrong.key);
  svgElement("path", { class: "bp-class0", d: circle(15, 5, 4) }, rows[0].key);
  svgElement("path", { class: "bp-class1", d: triangle(15, 6) }, rows[1].key);
  const { total } = training;

  function show(index) {
    const right = training.right[index];
    const missed = total - right[0] - right[1];
    cost.show(formatNumber(training.costs[index], labels.undefined));
    wrong.show(fill(labels.share, { count: missed, total, percent: ((100 * missed) / total).toFixed(1) }));
    for (const [kind, row] of rows.entries()) {
      row.show(fill(labels.count, { count: right[kind], total: training.totals[kind] }));
    }
  }
  return { show };
}

export default { render };
