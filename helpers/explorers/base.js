// Shared by every explorer: Python joins this file and the explorer's own into one ES module, so nothing is exported here.

const SVG = "http://www.w3.org/2000/svg";

function svgElement(name, attributes = {}, parent = null) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  parent?.append(node);
  return node;
}

function element(name, attributes = {}, parent = null, text = "") {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  parent?.append(node);
  return node;
}

/** The numbers that `pack` in base.py wrote. */
function toFloats(view) {
  if (!view || view.byteLength === 0) return null;
  return new Float64Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

function clamp(number, [low, high]) {
  return Math.min(Math.max(number, low), high);
}

/** Four significant digits with a real minus sign, as in "−0.4200" and "4.540e−5". */
function formatNumber(number, noNumber = "–") {
  if (!Number.isFinite(number)) return noNumber;
  if (number === 0 || Math.abs(number) < 1e-13) return "0";
  const size = Math.abs(number);
  const text = size < 1e-3 || size >= 1e5 ? number.toExponential(3) : number.toPrecision(4);
  return text.replaceAll("-", "−").replace("e+", "e");
}

/** The largest of 1, 2, 5 times a power of ten that is not above `size`. */
function niceStep(size) {
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9);
  return [5, 2, 1].find((factor) => factor * power <= size * (1 + 1e-9)) * power;
}

function decimalsOf(step) {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

/** Fixed decimals, more of them only for a number that a program set between the steps. */
function formatSteps(number, step) {
  const fixed = number.toFixed(decimalsOf(step));
  const text = Math.abs(fixed - number) < step * 1e-6 ? fixed : String(+number.toFixed(decimalsOf(step) + 2));
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

/** Run `draw` at most once a frame, however often the returned function is called. */
function oncePerFrame(draw) {
  let handle = 0;
  const request = () => (handle ||= requestAnimationFrame(() => ((handle = 0), draw())));
  request.cancel = () => cancelAnimationFrame(handle);
  return request;
}

/** A sentence for screen readers that follows the picture, but waits for a pause of movement. */
function makeSpokenText(parent, waitMilliseconds = 500) {
  const node = element("p", { class: "bp-spoken", "aria-live": "polite", role: "status" }, parent);
  let timer = 0;
  return {
    say(text) {
      clearTimeout(timer);
      timer = setTimeout(() => text !== node.textContent && (node.textContent = text), waitMilliseconds);
    },
    cancel: () => clearTimeout(timer),
  };
}

/** A labelled native range input; `onInput(number)` while it moves, `onDone()` when it rests. */
function makeSlider(parent, { label, min, max, step, onInput, onDone, signal }) {
  const row = element("label", { class: "bp-slider" }, parent);
  element("span", {}, row, label);
  // JupyterLab would take the arrow keys to walk from cell to cell.
  const attributes = { type: "range", min, max, step, "aria-label": label, "data-lm-suppress-shortcuts": "true" };
  const input = element("input", attributes, row);
  const output = element("output", {}, row);
  input.addEventListener("input", () => onInput(Number(input.value)), { signal });
  input.addEventListener("change", onDone, { signal });
  return {
    show(number, text) {
      if (Number(input.value) !== number && document.activeElement !== input) input.value = number;
      else if (Math.abs(Number(input.value) - number) > step / 2) input.value = number;
      input.setAttribute("aria-valuetext", text);
      output.textContent = text;
    },
  };
}

/** A row of a read-out (no dl: JupyterLab lays those out in its own way): a sample of the line it belongs to, what it is, and its number, which `show` sets. */
function makeRow(parent, lineClass, label) {
  const row = element("div", { class: "bp-row" }, parent);
  const key = svgElement("svg", { "aria-hidden": "true" }, row);
  if (lineClass) svgElement("line", { class: `bp-line ${lineClass}`, x1: 0, x2: 30, y1: 5, y2: 5 }, key);
  element("span", { class: "bp-name" }, row, label);
  const number = element("span", { class: "bp-number" }, row);
  return { key, show: (text) => (number.textContent = text) };
}

let plotCount = 0;

/** Axes in an svg that follows its width. `layout(plot)` is called after every change of size, to place what is fixed. */
function makePlot(parent, { title, xLimits, yLimits, layout }) {
  const id = `bp-plot-${++plotCount}`;
  const figure = element("figure", { class: "bp-panel" }, parent);
  element("figcaption", {}, figure, title);
  const svg = svgElement("svg", { class: "bp-plot", role: "img", "aria-labelledby": `${id}-title ${id}-desc` }, figure);
  svgElement("title", { id: `${id}-title` }, svg).textContent = title;
  const description = svgElement("desc", { id: `${id}-desc` }, svg);
  const clip = svgElement("rect", {}, svgElement("clipPath", { id }, svgElement("defs", {}, svg)));
  const axes = svgElement("g", { "aria-hidden": "true" }, svg);
  const content = svgElement("g", { "clip-path": `url(#${id})` }, svg);
  const overlay = svgElement("g", {}, svg);
  const box = { left: 46, top: 8, right: 12, bottom: 26, width: 0, height: 0 };
  const plot = {
    svg, content, overlay, box,
    x: (value) => box.left + ((value - xLimits[0]) / (xLimits[1] - xLimits[0])) * box.width,
    y: (value) => box.top + ((yLimits[1] - value) / (yLimits[1] - yLimits[0])) * box.height,
    // A number far outside the picture would overflow the renderer, not the clip.
    yNear: (value) => clamp(plot.y(value), [-4000, 4000]),
    xAt: (clientX) => xLimits[0] + ((clientX - svg.getBoundingClientRect().left - box.left) / box.width) * (xLimits[1] - xLimits[0]),
    // Points and labels stand above the clip, so that one on the edge is whole; one outside must be hidden.
    shows: (value) => value >= yLimits[0] && value <= yLimits[1],
    describe: (text) => (description.textContent = text),
    path(xs, ys) {
      let pen = "M";
      let path = "";
      for (let i = 0; i < xs.length; i++) {
        if (!Number.isFinite(ys[i])) { pen = "M"; continue; }
        path += `${pen}${plot.x(xs[i]).toFixed(2)},${plot.yNear(ys[i]).toFixed(2)}`;
        pen = "L";
      }
      return path;
    },
  };
  function resize() {
    const { width, height } = svg.getBoundingClientRect();
    if (width < 40) return;
    box.width = width - box.left - box.right;
    box.height = height - box.top - box.bottom;
    for (const [key, value] of Object.entries({ x: box.left, y: box.top, width: box.width, height: box.height })) clip.setAttribute(key, value);
    drawAxes(plot, axes, xLimits, yLimits);
    layout(plot);
  }
  const observer = new ResizeObserver(oncePerFrame(resize));
  observer.observe(svg);
  plot.dispose = () => observer.disconnect();
  return plot;
}

function drawAxes(plot, axes, xLimits, yLimits) {
  const { left, top, width, height } = plot.box;
  axes.replaceChildren();
  const line = (kind, x1, y1, x2, y2) => svgElement("line", { class: kind, x1, y1, x2, y2 }, axes);
  const label = (text, x, y, anchor) => (svgElement("text", { x, y, "text-anchor": anchor }, axes).textContent = text);
  const xStep = niceStep((xLimits[1] - xLimits[0]) / Math.max(2, width / 80));
  for (const tick of ticks(xLimits, xStep)) {
    line(tick === 0 ? "bp-axis" : "bp-grid-line", plot.x(tick), top, plot.x(tick), top + height);
    label(formatSteps(tick, xStep), plot.x(tick), top + height + 17, "middle");
  }
  const yStep = niceStep((yLimits[1] - yLimits[0]) / Math.max(2, height / 55));
  for (const tick of ticks(yLimits, yStep)) {
    line(tick === 0 ? "bp-axis" : "bp-grid-line", left, plot.y(tick), left + width, plot.y(tick));
    label(formatSteps(tick, yStep), left - 7, plot.y(tick) + 4, "end");
  }
}

function ticks([low, high], step) {
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step + 0);
}

/** `onMove(x)` while a mouse, pen or finger drags anywhere on the plot, `onDone()` when it lets go. */
function makeDraggable(plot, { onMove, onDone, signal }) {
  let dragging = false;
  const { svg } = plot;
  const start = (event) => {
    if (event.button !== 0) return;
    dragging = true;
    svg.setPointerCapture(event.pointerId);
    onMove(plot.xAt(event.clientX));
  };
  const stop = () => {
    if (dragging) onDone();
    dragging = false;
  };
  svg.addEventListener("pointerdown", start, { signal });
  svg.addEventListener("pointermove", (event) => dragging && onMove(plot.xAt(event.clientX)), { signal });
  for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, stop, { signal });
}

/** A sampled function read at any z, as `Curve.at` in curve.py does it. */
function makeCurve(spec) {
  const names = ["z", "values", "left", "right", "numeric", "given", "gap"];
  const curve = Object.fromEntries(names.map((name) => [name, toFloats(spec[name])]));
  const { z, values, left, right, numeric, given } = curve;
  const n = z.length;
  const cell = (z[n - 1] - z[0]) / (n - 1);
  curve.slopes = given ? given.subarray(n, 2 * n) : numeric;
  curve.disagrees = curve.gap !== null && curve.gap.some((gap) => gap > 0);
  curve.at = (at) => {
    const position = (at - z[0]) / cell;
    const nearest = clamp(Math.round(position), [0, n - 1]);
    const differs = curve.gap !== null && curve.gap[nearest] > 0;
    if (Math.abs(position - nearest) < 1e-9) {
      return { value: values[nearest], numeric: numeric[nearest], slope: curve.slopes[nearest], differs };
    }
    const i = clamp(Math.floor(position), [0, n - 2]);
    const t = position - i;
    const rise = values[i + 1] - values[i];
    const bend0 = right[i] * cell - rise;
    const bend1 = left[i + 1] * cell - rise;
    let value = values[i] + t * rise + t * (1 - t) * ((1 - t) * bend0 - t * bend1);
    if (Math.abs(value) < 1e-6 * (Math.abs(values[i]) + Math.abs(values[i + 1]))) value = 0;
    const slope = (rise + (1 - t) * (1 - 3 * t) * bend0 + t * (3 * t - 2) * bend1) / cell;
    const difference = given ? (1 - t) * (given[2 * n + i] - right[i]) + t * (given[i + 1] - left[i + 1]) : 0;
    return { value, numeric: slope, slope: slope + difference, differs };
  };
  return curve;
}

/** The explorer's frame; with a problem it holds the sentence and nothing else, and the answer is null. */
function makeFrame(el, label, problem, notes) {
  const frame = element("section", { class: "bp-explorer", role: "group", "aria-label": label }, el);
  if (problem) element("p", { class: "bp-notice", role: "alert", style: "margin:0" }, frame, problem);
  for (const note of problem ? [] : notes) element("p", { class: "bp-notice", style: "margin:0 0 10px" }, frame, note);
  return problem ? null : frame;
}
