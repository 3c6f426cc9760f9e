// The slope explorer: a function, its tangent, and the triangle that runs into it. Every sentence comes from Python.

import { makeRow, makeSlider, makeSpokenText } from "../common/controls.js";
import { makeCurve } from "../common/curve.js";
import { element, setAll, setShown, setText, svgElement } from "../common/dom.js";
import { fill, formatNumber, formatSteps, niceStep, snap } from "../common/numbers.js";
import { makeDraggable, makePlot, placeGuide, placePoint } from "../common/plot.js";
import { mount } from "../common/view.js";
import { makeWidthScale, measure } from "./triangle.js";

function render(view) {
  const build = (parts) => buildView({ ...parts, curve: makeCurve(parts.spec) });
  return mount(view, { traits: ["z", "width"], build });
}

function buildView({ model, frame, spec, labels, curve, redraw, signal }) {
  const { zRange, widthRange } = spec;
  const fine = niceStep((zRange[1] - zRange[0]) / 1000);
  // Other views of the same model follow each move at once; Python hears of it when the movement ends.
  const moveTo = (z) => model.set("z", snap(z, fine, zRange));
  const save = () => model.save_changes();

  const panels = element("div", { class: "bp-panels" }, frame);
  const values = buildValuePanel(panels, { labels, curve, zRange, limits: spec.valueLimits, redraw });
  const slopes = buildSlopePanel(panels, { labels, curve, zRange, limits: spec.slopeLimits, redraw });
  for (const { plot } of [values, slopes]) makeDraggable(plot, { onMove: moveTo, onDone: save, signal });

  const controls = element("div", { class: "bp-controls" }, frame);
  const zSlider = makeSlider(controls, {
    label: labels.z_slider,
    min: zRange[0],
    max: zRange[1],
    step: niceStep((zRange[1] - zRange[0]) / 200),
    onInput: moveTo,
    onDone: save,
    signal,
  });
  const { widthAt, positionOf } = makeWidthScale(widthRange);
  const widthSlider = makeSlider(controls, {
    label: labels.width_slider,
    min: 0,
    max: 100,
    step: 1,
    onDone: save,
    signal,
    onInput: (position) => model.set("width", widthAt(position)),
  });

  const readout = buildReadout(frame, labels, curve);
  element("p", { class: "bp-hint" }, frame, labels.hint);
  const spoken = makeSpokenText(frame, signal);

  function draw() {
    const state = measure(curve, model.get("z"), model.get("width"), zRange);
    const zText = formatSteps(state.z, fine);
    const widthText = state.width.toPrecision(3);
    values.draw(state);
    slopes.draw(state);
    zSlider.show(state.z, zText);
    widthSlider.show(positionOf(state.width), widthText);
    readout.show(state, widthText, spec.worstZ);
    const say = (number) => formatNumber(number, labels.undefined);
    const sentence = fill(labels.spoken, {
      z: zText,
      value: say(state.value),
      slope: say(state.slope),
      height: say(state.height),
      width: widthText,
      secant: say(state.secant),
    });
    values.plot.describe(sentence);
    slopes.plot.describe(sentence);
    spoken.say(sentence);
  }
  return {
    draw,
    dispose() {
      for (const { plot } of [values, slopes]) plot.dispose();
    },
  };
}

function buildValuePanel(parent, { labels, curve, zRange, limits, redraw }) {
  const plot = makePlot(parent, {
    title: labels.value_panel,
    xLimits: zRange,
    yLimits: limits,
    layout(plot) {
      line.setAttribute("d", plot.path(curve.z, curve.values));
      redraw();
    },
  });
  const guide = svgElement("line", { class: "bp-guide" }, plot.content);
  const area = svgElement("path", { class: "bp-triangle-fill" }, plot.content);
  const line = svgElement("path", { class: "bp-line bp-curve" }, plot.content);
  const tangent = svgElement("path", { class: "bp-line bp-tangent" }, plot.content);
  const triangle = svgElement("path", { class: "bp-line bp-triangle" }, plot.content);
  const point = svgElement("circle", { class: "bp-point bp-on-curve", r: 8 }, plot.overlay);
  const widthLabel = svgElement("text", { class: "bp-legend", "text-anchor": "middle" }, plot.overlay);
  const heightLabel = svgElement("text", { class: "bp-legend" }, plot.overlay);
  widthLabel.textContent = labels.width;
  heightLabel.textContent = labels.height;

  function draw({ z, step, rise, value, slope }) {
    const at = (x, y) => `${plot.x(x).toFixed(2)},${plot.yNear(y).toFixed(2)}`;
    placeGuide(guide, plot, z);
    placePoint(point, plot, z, value);
    tangent.setAttribute("d", plot.tangent(zRange, z, value, slope));
    const drawn = plot.shows(value) && Number.isFinite(rise);
    const path = drawn ? `M${at(z, value)}L${at(z + step, value)}L${at(z + step, value + rise)}Z` : "";
    area.setAttribute("d", path);
    triangle.setAttribute("d", path);
    const across = drawn ? Math.abs(plot.x(z + step) - plot.x(z)) : 0;
    const up = drawn ? Math.abs(plot.y(rise) - plot.y(0)) : 0;
    setShown(widthLabel, across > 32);
    setShown(heightLabel, across > 24 && up > 14);
    if (!drawn) return;
    setAll(widthLabel, { x: plot.x(z + step / 2), y: plot.y(value) + (rise < 0 ? -7 : 16) });
    setAll(heightLabel, {
      x: plot.x(z + step) + (step > 0 ? 7 : -7),
      y: plot.y(value + rise / 2) + 4,
      "text-anchor": step > 0 ? "start" : "end",
    });
  }
  return { plot, draw };
}

function buildSlopePanel(parent, { labels, curve, zRange, limits, redraw }) {
  const plot = makePlot(parent, {
    title: labels.slope_panel,
    xLimits: zRange,
    yLimits: limits,
    layout(plot) {
      line.setAttribute("d", plot.path(curve.z, curve.slopes));
      if (curve.disagrees) numeric.setAttribute("d", plot.path(curve.z, curve.numeric));
      redraw();
    },
  });
  const guide = svgElement("line", { class: "bp-guide" }, plot.content);
  const line = svgElement("path", { class: "bp-line bp-tangent" }, plot.content);
  const numeric = svgElement("path", { class: "bp-line bp-dotted" }, plot.content);
  const point = svgElement("circle", { class: "bp-point bp-on-slope", r: 8 }, plot.overlay);
  const marker = svgElement("path", { class: "bp-marker" }, plot.overlay);

  function draw({ z, slope, secant }) {
    placeGuide(guide, plot, z);
    placePoint(point, plot, z, slope);
    const known = plot.shows(secant);
    setShown(marker, known);
    // A triangle as marker: where the slope of the finite triangle stands, running into the point as it shrinks.
    if (known) marker.setAttribute("d", markerPath(plot.x(z), plot.yNear(secant)));
  }
  return { plot, draw };
}

function markerPath(x, y) {
  return `M${x},${y - 6}l6,10h-12Z`;
}

function buildReadout(frame, labels, curve) {
  const list = element("div", { class: "bp-readout" }, frame);
  const value = makeRow(list, "bp-curve", labels.value_row);
  const slope = makeRow(list, "bp-tangent", curve.given ? labels.given_row : labels.tangent_row);
  const triangle = makeRow(list, "bp-triangle", labels.triangle_row);
  svgElement("path", { class: "bp-marker", d: markerPath(15, 5) }, triangle.key);
  const distance = makeRow(list, "", labels.distance_row);
  const small = curve.disagrees ? makeRow(list, "bp-dotted", labels.small_triangle) : null;
  const notice = element("p", { class: "bp-notice", role: "status" }, frame);
  const format = (number) => formatNumber(number, labels.undefined);

  function show(state, widthText, worstZ) {
    value.show(format(state.value));
    slope.show(format(state.slope));
    triangle.show(`${format(state.height)} / ${widthText} = ${format(state.secant)}`);
    distance.show(format(state.secant - state.slope));
    small?.show(format(state.numeric));
    const differ = { given: format(state.slope), numeric: format(state.numeric), z: formatNumber(worstZ ?? NaN) };
    const sentence = state.differs ? labels.disagree_here : worstZ === null ? "" : labels.disagree_elsewhere;
    setText(notice, fill(sentence, differ));
  }
  return { show };
}

export default { render };
