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

/** The numbers that `pack` in explorer.py wrote. */
function toFloats(view) {
  if (!view || view.byteLength === 0) return null;
  return new Float64Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

/** An id that no other explorer on the page has: each loads a copy of this module, so a counter would start anew. */
function uniqueId(prefix) {
  return `${prefix}-${Math.random().toString(36).slice(2)}`;
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
function makeSpokenText(parent, signal, waitMilliseconds = 500) {
  const node = element("p", { class: "bp-spoken", "aria-live": "polite", role: "status" }, parent);
  let timer = 0;
  signal.addEventListener("abort", () => clearTimeout(timer));
  return {
    say(text) {
      clearTimeout(timer);
      timer = setTimeout(() => text !== node.textContent && (node.textContent = text), waitMilliseconds);
    },
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

/** The explorer's frame; with a problem it holds the sentence and nothing else, and the answer is null. */
function makeFrame(el, label, problem, notes) {
  const frame = element("section", { class: "bp-explorer", role: "group", "aria-label": label }, el);
  if (problem) element("p", { class: "bp-notice", role: "alert", style: "margin:0" }, frame, problem);
  for (const note of problem ? [] : notes) element("p", { class: "bp-notice", style: "margin:0 0 10px" }, frame, note);
  return problem ? null : frame;
}

/** One view of an explorer, from its frame to its end. `build` gives { draw, dispose }; a change of a trait, or `redraw`, asks for a drawing. */
function mount({ model, el }, { traits, className = "", build }) {
  const spec = model.get("_spec");
  const frame = makeFrame(el, spec.labels.group, spec.problem, spec.notes);
  if (!frame) return () => {};
  if (className) frame.classList.add(className);
  const stop = new AbortController();
  let requestDraw = null; // parts of the view may ask before all of it is there
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
