// The gradient-check explorer: measured slopes, and how far off they are for every step h. Every sentence comes from Python.

import { makeRow, makeSlider, makeSpokenText } from "../common/controls.js";
import { element, setAll, setShown, setText, svgElement } from "../common/dom.js";
import { clamp, fill, formatSteps, nearestIndex, niceStep, plain, powerOfTen, scientific } from "../common/numbers.js";
import { makeDraggable, makePlot, placeGuide, placePoint, placeSquare } from "../common/plot.js";
import { mount } from "../common/view.js";
import { makeDifferences, theoryLine } from "./differences.js";

function render(view) {
  const build = (parts) => buildView({ ...parts, data: makeDifferences(parts.spec) });
  return mount(view, { traits: ["x", "h"], className: "bp-gradcheck", build });
}

function buildView({ model, frame, spec, data, redraw, signal }) {
  const { labels } = spec;
  const { x: points, h: steps } = data;
  const { indexOfPoint, indexOfStep, spacing } = data;
  // Other views of the same model follow each move at once; Python hears of it when the movement ends.
  const moveTo = (x) => model.set("x", points[indexOfPoint(x)]);
  const stepTo = (exponent) => model.set("h", steps[indexOfStep(exponent)]);
  const save = () => model.save_changes();

  const panels = element("div", { class: "bp-panels" }, frame);
  const curvePanel = buildCurvePanel(panels, { spec, data, redraw });
  const errorPanel = buildErrorPanel(panels, { spec, data, redraw });
  makeDraggable(curvePanel.plot, { onMove: moveTo, onDone: save, signal });
  makeDraggable(errorPanel.plot, { onMove: stepTo, onDone: save, signal });

  const controls = element("div", { class: "bp-controls" }, frame);
  const xSlider = makeSlider(controls, {
    label: labels.x_slider,
    min: points[0],
    max: points[points.length - 1],
    step: spacing,
    onInput: moveTo,
    onDone: save,
    signal,
  });
  const hSlider = makeSlider(controls, {
    label: labels.h_slider,
    min: 0,
    max: steps.length - 1,
    step: 1,
    onInput: (index) => model.set("h", steps[index]),
    onDone: save,
    signal,
  });
  const readout = buildReadout(frame, { labels, given: spec.given });
  const verdict = element("p", { class: "bp-verdict" }, frame);
  const bestLine = element("p", { class: "bp-best" }, frame);
  const notice = element("p", { class: "bp-notice", role: "status" }, frame);
  element("p", { class: "bp-hint" }, frame, labels.hint);
  const spoken = makeSpokenText(frame, signal);
  const wrongPoints = Array.from(points).filter((_, i) => spec.wrong[i]);

  function draw() {
    const i = indexOfPoint(model.get("x"));
    const j = indexOfStep(Math.log10(model.get("h")));
    const central = data.row(data.central, i)[j];
    const forward = data.row(data.forward, i)[j];
    const off = { central: Math.abs(central - data.slope[i]), forward: Math.abs(forward - data.slope[i]) };
    const xText = formatSteps(points[i], niceStep(spacing));
    curvePanel.draw(i, j);
    errorPanel.draw(i, j);
    xSlider.show(points[i], xText);
    hSlider.show(j, scientific(steps[j], 3));
    readout.show({ slope: data.slope[i], central, forward, off });
    const { key, numbers, hasBest } = data.judge(i, j);
    const texts = Object.fromEntries(
      Object.entries(numbers).map(([name, number]) => [name, sentenceNumber(name, number)]),
    );
    const seen = fill(labels[key], texts);
    setText(verdict, seen);
    setText(bestLine, hasBest ? fill(labels.best_line, texts) : "");
    const elsewhere = !spec.wrong[i] && wrongPoints.length;
    const nearest = elsewhere ? wrongPoints[nearestIndex(wrongPoints, points[i])] : NaN;
    setText(notice, elsewhere ? fill(labels.wrong_elsewhere, { x: plain(nearest, 6) }) : "");
    const sentence = fill(labels.spoken, {
      x: xText,
      h: scientific(steps[j], 3),
      central: scientific(off.central, 2),
      forward: scientific(off.forward, 2),
      verdict: seen,
    });
    for (const { plot } of [curvePanel, errorPanel]) plot.describe(sentence);
    spoken.say(sentence);
  }
  return {
    draw,
    dispose() {
      for (const { plot } of [curvePanel, errorPanel]) plot.dispose();
    },
  };
}

/** As `verdict` in widget.py writes them. */
function sentenceNumber(name, number) {
  return /_(h|error)$/.test(name) ? scientific(number, 2) : plain(number, 6);
}

function buildCurvePanel(parent, { spec, data, redraw }) {
  const { labels, xRange, valueLimits } = spec;
  const plot = makePlot(parent, {
    title: labels.curve_panel,
    xLimits: xRange,
    yLimits: valueLimits,
    layout(plot) {
      line.setAttribute("d", plot.path(data.x, data.values));
      redraw();
    },
  });
  const guide = svgElement("line", { class: "bp-guide" }, plot.content);
  const line = svgElement("path", { class: "bp-line bp-curve" }, plot.content);
  const forwardLine = svgElement("path", { class: "bp-line bp-tangent" }, plot.content);
  const centralLine = svgElement("path", { class: "bp-line bp-triangle" }, plot.content);
  const square = svgElement("rect", { class: "bp-square", width: 10, height: 10 }, plot.overlay);
  const rings = [0, 1].map(() => svgElement("circle", { class: "bp-ring", r: 5.5 }, plot.overlay));
  const point = svgElement("circle", { class: "bp-point bp-on-curve", r: 8 }, plot.overlay);

  function draw(i, j) {
    const [x, value, h] = [data.x[i], data.values[i], data.h[j]];
    const forward = data.row(data.forward, i)[j];
    const central = data.row(data.central, i)[j];
    const { above, below } = data.corners(i, j);
    placeGuide(guide, plot, x);
    placePoint(point, plot, x, value);
    forwardLine.setAttribute("d", plot.tangent(xRange, x, value, forward));
    centralLine.setAttribute("d", plot.tangent(xRange, x - h, below, central));
    const inside = (at, height) => at >= xRange[0] && at <= xRange[1] && plot.shows(height);
    [
      [x - h, below],
      [x + h, above],
    ].forEach(([at, height], side) => {
      const shown = inside(at, height) && Number.isFinite(central);
      placePoint(rings[side], plot, clamp(at, xRange), shown ? height : NaN);
    });
    placeSquare(square, plot, clamp(x + h, xRange), above, inside(x + h, above));
  }
  return { plot, draw };
}

function buildErrorPanel(parent, { spec, data, redraw }) {
  const { labels, floor, errorLimits } = spec;
  const { exponents } = data;
  const xLimits = [exponents[0] - 0.3, exponents[exponents.length - 1] + 0.3];
  const plot = makePlot(parent, {
    title: labels.error_panel,
    xLimits,
    yLimits: errorLimits,
    layout: redraw,
    xText: powerOfTen,
    yText: powerOfTen,
  });
  const guide = svgElement("line", { class: "bp-guide" }, plot.content);
  const theory = [1, 2, -1].map((power) => {
    const text = power === 1 ? labels.legend_forward : power === 2 ? labels.legend_central : labels.legend_rounding;
    const line = svgElement("path", { class: "bp-line bp-theory" }, plot.content);
    const legend = svgElement("text", { class: "bp-legend bp-soft" }, plot.overlay);
    legend.textContent = text;
    return { power, line, legend };
  });
  const plateau = svgElement("path", { class: "bp-line bp-plateau" }, plot.content);
  const plateauText = svgElement("text", { class: "bp-legend", "text-anchor": "middle" }, plot.overlay);
  plateauText.textContent = labels.legend_plateau;
  const forwardLine = svgElement("path", { class: "bp-line bp-tangent bp-errors" }, plot.content);
  const centralLine = svgElement("path", { class: "bp-line bp-triangle bp-errors" }, plot.content);
  const star = svgElement("path", { class: "bp-star" }, plot.overlay);
  const starText = svgElement("text", { class: "bp-legend", "text-anchor": "middle" }, plot.overlay);
  starText.textContent = labels.legend_best;
  const square = svgElement("rect", { class: "bp-square", width: 11, height: 11 }, plot.overlay);
  const ring = svgElement("circle", { class: "bp-ring", r: 6.5 }, plot.overlay);
  const logOf = (error) => Math.max(Math.log10(Math.max(error, floor)), errorLimits[0]);

  function draw(i, j) {
    const logs = (measured) => data.errors(measured, i).map(logOf);
    const [central, forward] = [logs(data.central), logs(data.forward)];
    centralLine.setAttribute("d", plot.path(exponents, central));
    forwardLine.setAttribute("d", plot.path(exponents, forward));
    placeGuide(guide, plot, exponents[j]);
    placePoint(ring, plot, exponents[j], central[j]);
    placeSquare(square, plot, exponents[j], forward[j]);
    drawTheory(i);
    drawPlateau(i);
    const best = data.centralBest[i];
    const level = Math.log10(Math.max(data.centralExpected[i], floor));
    const marked = !spec.wrong[i] && !spec.kink[i] && plot.shows(level);
    for (const node of [star, starText]) setShown(node, marked);
    if (!marked) return;
    star.setAttribute("d", `M${plot.x(exponents[best])},${plot.y(level)}m0,-6l6,6l-6,6l-6,-6Z`);
    setAll(starText, {
      x: plot.x(exponents[best]),
      y: Math.min(plot.y(level) + 20, plot.box.top + plot.box.height - 4),
    });
  }

  /** Straight lines on these axes, where theory has them: truncation from the right, rounding from the left. */
  function drawTheory(i) {
    const n = data.x.length;
    const factors = [data.theory[i], data.theory[n + i], data.rounding[i]];
    theory.forEach(({ power, line, legend }, which) => {
      const factor = factors[which];
      const shown = factor > 0 && !spec.wrong[i] && !spec.kink[i];
      for (const node of [line, legend]) setShown(node, shown);
      if (!shown) return;
      const expected = power === 1 ? data.forwardExpected[i] : data.centralExpected[i];
      const { ends, heightAt, middle } = theoryLine({ power, factor, expected }, xLimits);
      line.setAttribute("d", plot.path(ends, ends.map(heightAt)));
      const beside = { 1: { x: -8, y: -4 }, 2: { x: 8, y: 12 }, [-1]: { x: 8, y: -6 } }[power];
      setAll(legend, {
        "text-anchor": power === 1 ? "end" : "start",
        x: plot.x(middle) + beside.x,
        y: plot.yNear(heightAt(middle)) + beside.y,
      });
      setShown(legend, plot.shows(heightAt(middle)));
    });
  }

  function drawPlateau(i) {
    const gap = data.gap[i];
    const shown = spec.wrong[i] && gap > 0;
    for (const node of [plateau, plateauText]) setShown(node, shown);
    if (!shown) return;
    const level = Math.log10(gap);
    plateau.setAttribute("d", plot.path(xLimits, [level, level]));
    setAll(plateauText, { x: plot.box.left + plot.box.width / 2, y: plot.yNear(level) + 18 });
  }
  return { plot, draw };
}

function buildReadout(frame, { labels, given }) {
  const list = element("div", { class: "bp-readout" }, frame);
  const slope = makeRow(list, "", given ? labels.given_row : labels.reference_row);
  const central = makeRow(list, "bp-triangle", labels.central_row);
  svgElement("circle", { class: "bp-ring", cx: 15, cy: 5, r: 5 }, central.key);
  const forward = makeRow(list, "bp-tangent", labels.forward_row);
  svgElement("rect", { class: "bp-square", x: 10.5, y: 0.5, width: 9, height: 9 }, forward.key);
  const digits = (number) => (Number.isFinite(number) ? plain(number, 12) : labels.undefined);

  function show(state) {
    slope.show(digits(state.slope));
    for (const [row, way] of [
      [central, "central"],
      [forward, "forward"],
    ]) {
      row.show(
        Number.isFinite(state[way])
          ? fill(labels.off, { measured: digits(state[way]), error: scientific(state.off[way], 2) })
          : labels.undefined,
      );
    }
  }
  return { show };
}

export default { render };
