// The descent explorer: a walk downhill over a curve, step by step. Every sentence comes from Python.

import { makeButton, makeSlider, makeSpokenText, setAble } from "../common/controls.js";
import { element, makePool, setAll, setShown, setText, svgElement, uniqueId } from "../common/dom.js";
import { clamp, fill, formatNumber, formatSteps, niceStep, plain, snap } from "../common/numbers.js";
import { makeDraggable, makePlot, placeGuide, placePoint } from "../common/plot.js";
import { mount } from "../common/view.js";
import { fixed, hopPath, isOver, lastPlaces, makeGround } from "./walk.js";

const ROWS = 5; // of the table
const PLAY_MILLISECONDS = 420;
const MOVING = ["x0", "rate", "steps"];

function render(view) {
  const build = (parts) => buildView({ ...parts, ground: makeGround(parts.spec) });
  return mount(view, { traits: MOVING, className: "bp-descent", build });
}

function buildView({ model, frame, spec, ground, redraw, signal }) {
  const { xRange, maxRate, maxSteps, labels } = spec;
  const fine = niceStep((xRange[1] - xRange[0]) / 1000);
  const rateStep = niceStep(maxRate / 100);
  // Other views of the same model follow each move at once; Python hears of it when the movement ends.
  const startAt = (x) => model.set("x0", snap(x, fine, xRange));
  const goTo = (k) => model.set("steps", clamp(Math.round(k), [0, maxSteps]));
  const save = () => model.save_changes();

  const panels = element("div", { class: "bp-panels" }, frame);
  const curvePanel = buildCurvePanel(panels, { spec, ground, redraw });
  const walkPanel = buildWalkPanel(panels, { spec, redraw });
  makeDraggable(curvePanel.plot, { onMove: startAt, onDone: save, signal });
  makeDraggable(walkPanel.plot, { onMove: goTo, onDone: save, signal });

  const controls = element("div", { class: "bp-controls" }, frame);
  const slider = (options) => makeSlider(controls, { ...options, onDone: save, signal });
  const x0Slider = slider({
    label: labels.x0_slider,
    min: xRange[0],
    max: xRange[1],
    step: niceStep((xRange[1] - xRange[0]) / 200),
    onInput: startAt,
  });
  const rateSlider = slider({
    label: labels.rate_slider,
    min: 0,
    max: maxRate,
    step: rateStep,
    onInput: (rate) => model.set("rate", rate),
  });
  const stepsSlider = slider({ label: labels.steps_slider, min: 0, max: maxSteps, step: 1, onInput: goTo });
  const hasEnded = () =>
    isOver(ground.walk(model.get("x0"), model.get("rate"), maxSteps), model.get("steps"), maxSteps);
  const buttons = buildButtons(controls, { labels, hasEnded, steps: () => model.get("steps"), goTo, save, signal });

  const verdict = element("p", { class: "bp-verdict" }, frame);
  const table = buildTable(frame, labels);
  const notice = element("p", { class: "bp-notice", role: "status" }, frame);
  element("p", { class: "bp-hint" }, frame, labels.hint);
  const spoken = makeSpokenText(frame, signal);

  function draw() {
    const [x0, rate, steps] = MOVING.map((trait) => model.get(trait));
    const walk = ground.walk(x0, rate, steps);
    const heights = walk.x.map(ground.height);
    const k = walk.x.length - 1;
    curvePanel.draw(walk, heights);
    walkPanel.draw(walk);
    x0Slider.show(x0, formatSteps(x0, fine));
    rateSlider.show(rate, formatSteps(rate, rateStep));
    stepsSlider.show(steps, String(steps));
    buttons.show();
    table.show(walk, heights, spec.decimals);
    const [key, numbers] = ground.judge(walk);
    const happening = fill(labels[key], writeAll(numbers, sentenceNumber));
    setText(verdict, happening);
    const sentence = fill(labels.spoken, {
      x0: formatSteps(x0, fine),
      rate: formatSteps(rate, rateStep),
      k,
      x: plain(walk.x[k], 7),
      y: plain(heights[k], 7),
      verdict: happening,
    });
    for (const { plot } of [curvePanel, walkPanel]) plot.describe(sentence);
    spoken.say(sentence);
    const here = ground.curve.at(walk.x[k]);
    const doubt = here.differs ? labels.disagree_here : spec.worstX === null ? "" : labels.disagree_elsewhere;
    const numbersOfDoubt = { given: walk.slopes[k], numeric: here.numeric, z: spec.worstX ?? Number.NaN };
    const texts = writeAll(numbersOfDoubt, (_, number) => plain(number, 4));
    setText(notice, fill(doubt, texts));
  }
  return {
    draw,
    dispose() {
      buttons.pause();
      for (const { plot } of [curvePanel, walkPanel]) plot.dispose();
    },
  };
}

function writeAll(numbers, write) {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, write(name, number)]));
}

/** As `verdict` in widget.py writes them. */
function sentenceNumber(name, number) {
  return plain(number, name === "ratio" || name === "slope" ? 4 : 7);
}

function buildCurvePanel(parent, { spec, ground, redraw }) {
  const {
    labels,
    xRange,
    curve: { valueLimits },
  } = spec;
  const { curve } = ground;
  const plot = makePlot(parent, {
    title: labels.curve_panel,
    xLimits: xRange,
    yLimits: valueLimits,
    layout(plot) {
      line.setAttribute("d", plot.path(curve.z, curve.values));
      redraw();
    },
  });
  const head = uniqueId("bp-head");
  const marker = svgElement(
    "marker",
    { id: head, viewBox: "0 0 10 10", refX: 10, refY: 5, markerWidth: 7, markerHeight: 7, orient: "auto" },
    plot.content,
  );
  svgElement("path", { class: "bp-head", d: "M0,0.5L10,5L0,9.5Z" }, marker);
  const guide = svgElement("line", { class: "bp-guide" }, plot.content);
  const line = svgElement("path", { class: "bp-line bp-curve" }, plot.content);
  const tangent = svgElement("path", { class: "bp-line bp-tangent" }, plot.content);
  const hops = makePool(() => svgElement("path", { class: "bp-hop" }, plot.content));
  const places = makePool(() => svgElement("circle", { class: "bp-place", r: 3.5 }, plot.content));
  const start = svgElement("rect", { class: "bp-start", width: 14, height: 14 }, plot.overlay);
  const ball = svgElement("circle", { class: "bp-point bp-on-curve", r: 8 }, plot.overlay);

  function draw(walk, heights) {
    const last = walk.x.length - 1;
    const across = walk.x.map(plot.x);
    const down = heights.map(plot.yNear);
    places.show(walk.x, (node, _, k) => {
      const known = Number.isFinite(heights[k]);
      setShown(node, known);
      setAll(node, { cx: across[k], cy: known ? down[k] : 0 });
    });
    hops.show(walk.x.slice(1), (node, _, k) => {
      const known = Number.isFinite(heights[k]) && Number.isFinite(heights[k + 1]);
      node.setAttribute("d", known ? hopPath([across[k], down[k]], [across[k + 1], down[k + 1]]) : "");
      const room = Math.hypot(across[k + 1] - across[k], down[k + 1] - down[k]);
      if (room > 16) node.setAttribute("marker-end", `url(#${head})`);
      else node.removeAttribute("marker-end");
    });
    const [x, y, slope] = [walk.x[last], heights[last], walk.slopes[last]];
    placeGuide(guide, plot, x);
    placePoint(ball, plot, x, y);
    const begins = plot.shows(heights[0]);
    setShown(start, begins);
    setAll(start, { x: across[0] - 7, y: begins ? down[0] - 7 : 0 });
    tangent.setAttribute("d", plot.tangent(xRange, x, y, slope));
  }
  return { plot, draw };
}

function buildWalkPanel(parent, { spec, redraw }) {
  const { labels, xRange, maxSteps, lowest } = spec;
  const plot = makePlot(parent, {
    title: labels.walk_panel,
    xLimits: [-0.02 * maxSteps, 1.02 * maxSteps],
    yLimits: xRange,
    layout(plot) {
      const { left, right, width } = plot.box;
      if (lowest !== null) setAll(bottom, { x1: left, x2: left + width, y1: plot.y(lowest), y2: plot.y(lowest) });
      if (lowest !== null) setAll(legend, { x: left + width - right / 2, y: plot.y(lowest) - 7 });
      redraw();
    },
  });
  const bottom = svgElement("line", { class: "bp-lowest" }, plot.content);
  const guide = svgElement("line", { class: "bp-guide" }, plot.content);
  const line = svgElement("path", { class: "bp-line bp-triangle" }, plot.content);
  const places = makePool(() => svgElement("circle", { class: "bp-place", r: 3.5 }, plot.content));
  const start = svgElement("rect", { class: "bp-start", width: 12, height: 12 }, plot.overlay);
  const ball = svgElement("circle", { class: "bp-point bp-on-curve", r: 7 }, plot.overlay);
  const legend = svgElement("text", { class: "bp-legend", "text-anchor": "end" }, plot.overlay);
  if (lowest !== null) legend.textContent = fill(labels.lowest, { x: plain(lowest, 4) });

  function draw({ x }) {
    const last = x.length - 1;
    line.setAttribute(
      "d",
      plot.path(
        x.map((_, k) => k),
        x,
      ),
    );
    places.show(x, (node, place, k) => setAll(node, { cx: plot.x(k), cy: plot.y(place) }));
    placeGuide(guide, plot, last);
    setAll(start, { x: plot.x(0) - 6, y: plot.y(x[0]) - 6 });
    placePoint(ball, plot, last, x[last]);
  }
  return { plot, draw };
}

/** Play, one step, one back, to the start. While it plays, start and learning rate can still be moved. */
function buildButtons(parent, { labels, hasEnded, steps, goTo, save, signal }) {
  const row = element("div", { class: "bp-buttons", role: "group", "aria-label": labels.controls }, parent);
  let timer = 0;
  const make = (text, onPress) => makeButton(row, { text, onPress, signal, class: "bp-button" });
  const jump = (k) => () => {
    pause();
    goTo(k());
    save();
  };
  const play = make(labels.play, () => (timer ? pause() : begin()));
  const forward = make(
    labels.step,
    jump(() => steps() + 1),
  );
  const back = make(
    labels.back,
    jump(() => steps() - 1),
  );
  const restart = make(
    labels.restart,
    jump(() => 0),
  );

  function begin() {
    if (hasEnded()) goTo(0);
    timer = setInterval(() => (hasEnded() ? pause() : goTo(steps() + 1)), PLAY_MILLISECONDS);
    show();
  }
  function pause() {
    if (!timer) return;
    clearInterval(timer);
    timer = 0;
    save();
    show();
  }
  function show() {
    play.textContent = timer ? labels.pause : labels.play;
    setAble(forward, !hasEnded());
    for (const button of [back, restart]) setAble(button, steps() > 0);
  }
  return { show, pause };
}

/** The last places of the walk; it always has room for all its rows, so that nothing below it jumps. */
function buildTable(frame, labels) {
  const table = element("table", { class: "bp-places" }, element("div", { class: "bp-scroll" }, frame));
  element("caption", {}, table, labels.table);
  const head = element("tr", {}, element("thead", {}, table));
  const columns = [labels.column_k, labels.column_x, labels.column_y, labels.column_slope, labels.column_step];
  for (const text of columns) element("th", { scope: "col" }, head, text);
  const body = element("tbody", {}, table);
  const rows = Array.from({ length: ROWS }, () => element("tr", {}, body));
  const cells = rows.map((row) => columns.map(() => element("td", {}, row)));

  function show(walk, heights, decimals) {
    const places = lastPlaces(walk, heights, ROWS);
    cells.forEach((row, i) => {
      const place = places[i];
      const numbers = place ? [place.height, place.slope, place.step] : [];
      const texts = place ? [String(place.k), fixed(place.x, decimals)] : [];
      texts.push(...numbers.map((number) => formatNumber(number, labels.undefined)));
      row.forEach((cell, column) => {
        setText(cell, texts[column] ?? "");
      });
      rows[i].className = place?.isLast ? "bp-here" : "";
    });
  }
  return { show };
}

export default { render };
