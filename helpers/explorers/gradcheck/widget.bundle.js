// Made by `make js` from the modules named below: change those, not this.

// common/dom.js
var SVG = "http://www.w3.org/2000/svg";
function svgElement(name, attributes = {}, parent = null) {
  const node = document.createElementNS(SVG, name);
  setAll(node, attributes);
  parent?.append(node);
  return node;
}
function element(name, attributes = {}, parent = null, text = "") {
  const node = document.createElement(name);
  setAll(node, attributes);
  if (text) node.textContent = text;
  parent?.append(node);
  return node;
}
function setAll(node, attributes) {
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
}
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
function setShown(node, shown) {
  node.setAttribute("visibility", shown ? "visible" : "hidden");
}
function uniqueId(prefix) {
  return `${prefix}-${Math.random().toString(36).slice(2)}`;
}
function oncePerFrame(draw) {
  let handle = 0;
  const run = () => {
    handle = 0;
    draw();
  };
  const request = () => {
    handle ||= requestAnimationFrame(run);
  };
  request.cancel = () => cancelAnimationFrame(handle);
  return request;
}

// common/controls.js
var KEEP_KEYS = { "data-lm-suppress-shortcuts": "true" };
function makeSpokenText(parent, signal, waitMilliseconds = 500) {
  const node = element("p", { class: "bp-spoken", "aria-live": "polite", role: "status" }, parent);
  let timer = 0;
  signal.addEventListener("abort", () => clearTimeout(timer));
  return {
    say(text) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (text !== node.textContent) node.textContent = text;
      }, waitMilliseconds);
    }
  };
}
function makeSlider(parent, { label, min, max, step, onInput, onDone, signal }) {
  const row = element("label", { class: "bp-slider" }, parent);
  const name = element("span", {}, row, label);
  const input = element("input", { type: "range", min, max, step, "aria-label": label, ...KEEP_KEYS }, row);
  const output = element("output", {}, row);
  input.addEventListener("input", () => onInput(Number(input.value)), { signal });
  input.addEventListener("change", onDone, { signal });
  return {
    input,
    name,
    show(number, text) {
      if (Number(input.value) !== number && document.activeElement !== input) input.value = number;
      else if (Math.abs(Number(input.value) - number) > step / 2) input.value = number;
      input.setAttribute("aria-valuetext", text);
      output.textContent = text;
    }
  };
}
function makeRow(parent, lineClass, label) {
  const row = element("div", { class: "bp-row" }, parent);
  const key = svgElement("svg", { "aria-hidden": "true" }, row);
  if (lineClass) svgElement("line", { class: `bp-line ${lineClass}`, x1: 0, x2: 30, y1: 5, y2: 5 }, key);
  element("span", { class: "bp-name" }, row, label);
  const number = element("span", { class: "bp-number" }, row);
  return {
    key,
    show(text) {
      number.textContent = text;
    }
  };
}

// common/numbers.js
function toFloats(view) {
  if (!view || view.byteLength === 0) return null;
  return new Float64Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}
function toBytes(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, key) => key in values ? values[key] : whole);
}
function clamp(number, [low, high]) {
  return Math.min(Math.max(number, low), high);
}
function nearestIndex(numbers, value) {
  const closer = (best, number, index) => Math.abs(number - value) < Math.abs(numbers[best] - value) ? index : best;
  return numbers.reduce(closer, 0);
}
var withMinus = (text) => text.replaceAll("-", "−").replace("e+", "e");
function plain(number, digits) {
  return Number.isFinite(number) ? withMinus(String(Number(number.toPrecision(digits)))) : "–";
}
function scientific(number, digits) {
  if (!Number.isFinite(number)) return "–";
  if (number === 0 || Math.abs(number) >= 1e-3) return plain(number, digits);
  return withMinus(number.toExponential(digits - 1).replace(/\.?0+e/, "e"));
}
var SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
function powerOfTen(exponent) {
  return `10${Array.from(String(Math.round(exponent)), (sign) => SUPERSCRIPTS[sign]).join("")}`;
}
function niceStep(size) {
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9);
  return [5, 2, 1].find((factor) => factor * power <= size * (1 + 1e-9)) * power;
}
function decimalsOf(step) {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}
function formatSteps(number, step) {
  const fixed = number.toFixed(decimalsOf(step));
  const text = Math.abs(fixed - number) < step * 1e-6 ? fixed : String(+number.toFixed(decimalsOf(step) + 2));
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

// common/scales.js
var FAR = 4e3;
var PIXELS_PER_TICK = { x: 80, y: 55 };
function makeScales(box, xLimits, yLimits) {
  const scales = {
    x: (value) => box.left + (value - xLimits[0]) / (xLimits[1] - xLimits[0]) * box.width,
    y: (value) => box.top + (yLimits[1] - value) / (yLimits[1] - yLimits[0]) * box.height,
    yNear: (value) => clamp(scales.y(value), [-FAR, FAR]),
    /** The number at a distance in pixels from the picture's left edge. */
    xAt: (pixels) => xLimits[0] + (pixels - box.left) / box.width * (xLimits[1] - xLimits[0]),
    /** Points and labels stand above the clip, so that one on the edge is whole; one outside must be hidden. */
    shows: (value) => value >= yLimits[0] && value <= yLimits[1],
    /** A line through the points, lifted where there is no number. */
    path(xs, ys) {
      let pen = "M";
      let path = "";
      for (let i = 0; i < xs.length; i++) {
        if (Number.isFinite(ys[i])) {
          path += `${pen}${scales.x(xs[i]).toFixed(2)},${scales.yNear(ys[i]).toFixed(2)}`;
          pen = "L";
        } else pen = "M";
      }
      return path;
    },
    xTicks: () => ticks(xLimits, niceStep((xLimits[1] - xLimits[0]) / Math.max(2, box.width / PIXELS_PER_TICK.x))),
    yTicks: () => ticks(yLimits, niceStep((yLimits[1] - yLimits[0]) / Math.max(2, box.height / PIXELS_PER_TICK.y)))
  };
  return scales;
}
function ticks([low, high], step) {
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return { step, values: Array.from({ length: Math.max(count, 0) }, (_, i) => (first + i) * step + 0) };
}
function tangentPath(scales, { top, height }, xRange, x, value, slope) {
  if (!Number.isFinite(value) || !Number.isFinite(slope)) return "";
  const perUnit = scales.y(1) - scales.y(0);
  const xAt = (y) => x + (y - scales.y(value)) / (slope * perUnit);
  const reach = slope === 0 ? xRange : [xAt(top - 20), xAt(top + height + 20)].sort((a, b) => a - b);
  const ends = [Math.max(xRange[0], reach[0]), Math.min(xRange[1], reach[1])];
  return scales.path(
    ends,
    ends.map((end) => value + slope * (end - x))
  );
}

// common/plot.js
function makePlot(parent, { title, xLimits, yLimits, layout, xText = formatSteps, yText = formatSteps }) {
  const id = uniqueId("bp-plot");
  const figure = element("figure", { class: "bp-panel" }, parent);
  element("figcaption", {}, figure, title);
  const svg = svgElement("svg", { class: "bp-plot", role: "img", "aria-labelledby": `${id}-title ${id}-desc` }, figure);
  svgElement("title", { id: `${id}-title` }, svg).textContent = title;
  const description = svgElement("desc", { id: `${id}-desc` }, svg);
  const defs = svgElement("defs", {}, svg);
  const clip = svgElement("rect", {}, svgElement("clipPath", { id }, defs));
  const axes = svgElement("g", { "aria-hidden": "true" }, svg);
  const content = svgElement("g", { "clip-path": `url(#${id})` }, svg);
  const overlay = svgElement("g", {}, svg);
  const box = { left: 46, top: 8, right: 12, bottom: 26, width: 0, height: 0 };
  const scales = makeScales(box, xLimits, yLimits);
  const plot = {
    ...scales,
    svg,
    defs,
    content,
    overlay,
    box,
    tangent: (xRange, x, value, slope) => tangentPath(scales, box, xRange, x, value, slope),
    xUnder: (clientX) => scales.xAt(clientX - svg.getBoundingClientRect().left),
    describe(text) {
      description.textContent = text;
    }
  };
  function resize() {
    const { width, height } = svg.getBoundingClientRect();
    if (width < 40) return;
    box.width = width - box.left - box.right;
    box.height = height - box.top - box.bottom;
    setAll(clip, { x: box.left, y: box.top, width: box.width, height: box.height });
    drawAxes(plot, axes, xText, yText);
    layout(plot);
  }
  const observer = new ResizeObserver(oncePerFrame(resize));
  observer.observe(svg);
  plot.dispose = () => observer.disconnect();
  return plot;
}
function drawAxes(plot, axes, xText, yText) {
  const { left, top, width, height } = plot.box;
  axes.replaceChildren();
  const line = (tick, x1, y1, x2, y2) => svgElement("line", { class: tick === 0 ? "bp-axis" : "bp-grid-line", x1, y1, x2, y2 }, axes);
  const label = (text, x, y, anchor) => {
    svgElement("text", { x, y, "text-anchor": anchor }, axes).textContent = text;
  };
  const across = plot.xTicks();
  for (const tick of across.values) {
    line(tick, plot.x(tick), top, plot.x(tick), top + height);
    label(xText(tick, across.step), plot.x(tick), top + height + 17, "middle");
  }
  const up = plot.yTicks();
  for (const tick of up.values) {
    line(tick, left, plot.y(tick), left + width, plot.y(tick));
    label(yText(tick, up.step), left - 7, plot.y(tick) + 4, "end");
  }
}
function makeDraggable(plot, { onMove, onDone, signal }) {
  let dragging = false;
  const { svg } = plot;
  const start = (event) => {
    if (event.button !== 0) return;
    dragging = true;
    svg.setPointerCapture(event.pointerId);
    onMove(plot.xUnder(event.clientX));
  };
  const stop = () => {
    if (dragging) onDone();
    dragging = false;
  };
  svg.addEventListener("pointerdown", start, { signal });
  svg.addEventListener("pointermove", (event) => dragging && onMove(plot.xUnder(event.clientX)), { signal });
  for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, stop, { signal });
}
function placeGuide(guide, plot, x) {
  const { top, height } = plot.box;
  setAll(guide, { x1: plot.x(x), x2: plot.x(x), y1: top, y2: top + height });
}
function placePoint(point, plot, x, value) {
  const shown = plot.shows(value);
  setShown(point, shown);
  setAll(point, { cx: plot.x(x), cy: shown ? plot.y(value) : 0 });
}
function placeSquare(square, plot, x, value, shown = plot.shows(value)) {
  const half = Number(square.getAttribute("width")) / 2;
  setShown(square, shown);
  setAll(square, { x: plot.x(x) - half, y: shown ? plot.y(value) - half : 0 });
}

// common/view.js
function makeFrame(el, label, problem, notes) {
  const frame = element("section", { class: "bp-explorer", role: "group", "aria-label": label }, el);
  if (problem) element("p", { class: "bp-notice", role: "alert", style: "margin:0" }, frame, problem);
  for (const note of problem ? [] : notes) element("p", { class: "bp-notice", style: "margin:0 0 10px" }, frame, note);
  return problem ? null : frame;
}
function mount({ model, el }, { traits, className = "", build }) {
  const spec = model.get("spec");
  const frame = makeFrame(el, spec.labels.group, spec.problem, spec.notes);
  if (!frame) return () => {
  };
  if (className) frame.classList.add(className);
  const stop = new AbortController();
  let requestDraw = null;
  const redraw = () => requestDraw?.();
  const view = build({ model, frame, spec, labels: spec.labels, redraw, signal: stop.signal });
  requestDraw = oncePerFrame(view.draw);
  for (const trait of traits) model.on(`change:${trait}`, redraw);
  redraw();
  return () => {
    for (const trait of traits) model.off(`change:${trait}`, redraw);
    requestDraw.cancel();
    stop.abort();
    view.dispose?.();
  };
}

// gradcheck/differences.js
var ARRAYS = ["x", "h", "values", "central", "forward", "slope", "low", "high", "gap", "rounding", "theory"];
var BEST = ["centralBest", "centralExpected", "forwardBest", "forwardExpected"];
function makeDifferences(spec) {
  const arrays = Object.fromEntries([...ARRAYS, ...BEST].map((name) => [name, toFloats(spec[name])]));
  const { x, h, values, slope } = arrays;
  const [verdicts, agreeing] = [toBytes(spec.verdicts), toBytes(spec.agreeing)];
  const exponents = Array.from(h, Math.log10);
  const [lastPoint, lastStep] = [x.length - 1, h.length - 1];
  const spacing = lastPoint ? (x[lastPoint] - x[0]) / lastPoint : 1;
  const perExponent = lastStep / (exponents[lastStep] - exponents[0]);
  const row = (measured, i) => measured.subarray(i * h.length, (i + 1) * h.length);
  function judge(i, j) {
    const numbers = { x: x[i], given: slope[i], low: arrays.low[i], high: arrays.high[i], reference: arrays.low[i] };
    numbers.gap = arrays.gap[i];
    const hasBest = spec.hasBest[i];
    if (hasBest) {
      for (const way of ["central", "forward"]) {
        numbers[`${way}_h`] = h[arrays[`${way}Best`][i]];
        numbers[`${way}_error`] = arrays[`${way}Expected`][i];
      }
      numbers.all = spec.digits;
      numbers.digits = agreeing[i * h.length + j];
    }
    return { key: spec.verdictKeys[verdicts[i * h.length + j]], numbers, hasBest };
  }
  return {
    ...arrays,
    exponents,
    spacing,
    row,
    judge,
    /** How far off a way of measuring is at point i, for every step. */
    errors: (measured, i) => Array.from(row(measured, i), (number) => Math.abs(number - slope[i])),
    // Only what was measured can be shown: both x and h snap to the nearest measurement.
    indexOfPoint: (at) => clamp(Math.round((at - x[0]) / spacing), [0, lastPoint]),
    indexOfStep: (exponent) => clamp(Math.round((exponent - exponents[0]) * perExponent), [0, lastStep]),
    /** The corners of the two triangles: f at x + h and at x − h, as the quotients had them. */
    corners(i, j) {
      const above = values[i] + row(arrays.forward, i)[j] * h[j];
      return { above, below: above - row(arrays.central, i)[j] * 2 * h[j] };
    }
  };
}
function theoryLine({ power, factor, expected }, xLimits) {
  const heightAt = (exponent) => Math.log10(factor) + power * exponent;
  const start = (Math.log10(expected) - Math.log10(factor)) / power;
  const ends = power > 0 ? [start, xLimits[1]] : [xLimits[0], start];
  return { ends, heightAt, middle: ends[0] + (power > 0 ? 0.45 : 0.25) * (ends[1] - ends[0]) };
}

// gradcheck/widget.js
function render(view) {
  const build = (parts) => buildView({ ...parts, data: makeDifferences(parts.spec) });
  return mount(view, { traits: ["x", "h"], className: "bp-gradcheck", build });
}
function buildView({ model, frame, spec, data, redraw, signal }) {
  const { labels } = spec;
  const { x: points, h: steps } = data;
  const { indexOfPoint, indexOfStep, spacing } = data;
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
    signal
  });
  const hSlider = makeSlider(controls, {
    label: labels.h_slider,
    min: 0,
    max: steps.length - 1,
    step: 1,
    onInput: (index) => model.set("h", steps[index]),
    onDone: save,
    signal
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
      Object.entries(numbers).map(([name, number]) => [name, sentenceNumber(name, number)])
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
      verdict: seen
    });
    for (const { plot } of [curvePanel, errorPanel]) plot.describe(sentence);
    spoken.say(sentence);
  }
  return {
    draw,
    dispose() {
      for (const { plot } of [curvePanel, errorPanel]) plot.dispose();
    }
  };
}
function sentenceNumber(name, number) {
  return /_(h|error)$/.test(name) ? scientific(number, 2) : plain(number, 6);
}
function buildCurvePanel(parent, { spec, data, redraw }) {
  const { labels, xRange, valueLimits } = spec;
  const plot = makePlot(parent, {
    title: labels.curve_panel,
    xLimits: xRange,
    yLimits: valueLimits,
    layout(plot2) {
      line.setAttribute("d", plot2.path(data.x, data.values));
      redraw();
    }
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
      [x + h, above]
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
    yText: powerOfTen
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
      y: Math.min(plot.y(level) + 20, plot.box.top + plot.box.height - 4)
    });
  }
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
        y: plot.yNear(heightAt(middle)) + beside.y
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
  const digits = (number) => Number.isFinite(number) ? plain(number, 12) : labels.undefined;
  function show(state) {
    slope.show(digits(state.slope));
    for (const [row, way] of [
      [central, "central"],
      [forward, "forward"]
    ]) {
      row.show(
        Number.isFinite(state[way]) ? fill(labels.off, { measured: digits(state[way]), error: scientific(state.off[way], 2) }) : labels.undefined
      );
    }
  }
  return { show };
}
var widget_default = { render };
export {
  widget_default as default
};
