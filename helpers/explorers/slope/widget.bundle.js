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
function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, key) => key in values ? values[key] : whole);
}
function clamp(number, [low, high]) {
  return Math.min(Math.max(number, low), high);
}
function snap(value, step, limits) {
  return clamp(Number((Math.round(value / step) * step).toFixed(12)), limits);
}
var withMinus = (text) => text.replaceAll("-", "−").replace("e+", "e");
function formatNumber(number, noNumber = "–") {
  if (!Number.isFinite(number)) return noNumber;
  if (number === 0 || Math.abs(number) < 1e-13) return "0";
  return withMinus(Math.abs(number) < 1e-3 ? number.toExponential(3) : number.toPrecision(4));
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

// common/curve.js
function makeCurve(spec) {
  const names = ["z", "values", "left", "right", "numeric", "given", "gap"];
  const curve = Object.fromEntries(names.map((name) => [name, toFloats(spec[name])]));
  const { z, values, left, right, numeric, given } = curve;
  const { zero = 1e-6 } = spec;
  const n = z.length;
  const cell = (z[n - 1] - z[0]) / (n - 1);
  curve.slopes = given ? given.subarray(n, 2 * n) : numeric;
  curve.disagrees = curve.gap?.some((gap) => gap > 0) ?? false;
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
    if (Math.abs(value) < zero * (Math.abs(values[i]) + Math.abs(values[i + 1]))) value = 0;
    const slope = (rise + (1 - t) * (1 - 3 * t) * bend0 + t * (3 * t - 2) * bend1) / cell;
    const difference = given ? (1 - t) * (given[2 * n + i] - right[i]) + t * (given[i + 1] - left[i + 1]) : 0;
    return { value, numeric: slope, slope: slope + difference, differs };
  };
  return curve;
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

// slope/triangle.js
function measure(curve, z, width, zRange) {
  const step = z + width <= zRange[1] ? width : -width;
  const here = curve.at(z);
  const rise = curve.at(clamp(z + step, zRange)).value - here.value;
  const height = step > 0 ? rise : -rise;
  return { z, width, step, rise, height, secant: height / width, ...here };
}
function makeWidthScale([least, most]) {
  const ratio = most / least;
  return {
    /** The width at a position from 0 to 100. */
    widthAt: (position) => clamp(Number((least * ratio ** (position / 100)).toPrecision(3)), [least, most]),
    positionOf: (width) => 100 * Math.log(width / least) / Math.log(ratio)
  };
}

// slope/widget.js
function render(view) {
  const build = (parts) => buildView({ ...parts, curve: makeCurve(parts.spec) });
  return mount(view, { traits: ["z", "width"], build });
}
function buildView({ model, frame, spec, labels, curve, redraw, signal }) {
  const { zRange, widthRange } = spec;
  const fine = niceStep((zRange[1] - zRange[0]) / 1e3);
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
    signal
  });
  const { widthAt, positionOf } = makeWidthScale(widthRange);
  const widthSlider = makeSlider(controls, {
    label: labels.width_slider,
    min: 0,
    max: 100,
    step: 1,
    onDone: save,
    signal,
    onInput: (position) => model.set("width", widthAt(position))
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
      secant: say(state.secant)
    });
    values.plot.describe(sentence);
    slopes.plot.describe(sentence);
    spoken.say(sentence);
  }
  return {
    draw,
    dispose() {
      for (const { plot } of [values, slopes]) plot.dispose();
    }
  };
}
function buildValuePanel(parent, { labels, curve, zRange, limits, redraw }) {
  const plot = makePlot(parent, {
    title: labels.value_panel,
    xLimits: zRange,
    yLimits: limits,
    layout(plot2) {
      line.setAttribute("d", plot2.path(curve.z, curve.values));
      redraw();
    }
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
      "text-anchor": step > 0 ? "start" : "end"
    });
  }
  return { plot, draw };
}
function buildSlopePanel(parent, { labels, curve, zRange, limits, redraw }) {
  const plot = makePlot(parent, {
    title: labels.slope_panel,
    xLimits: zRange,
    yLimits: limits,
    layout(plot2) {
      line.setAttribute("d", plot2.path(curve.z, curve.slopes));
      if (curve.disagrees) numeric.setAttribute("d", plot2.path(curve.z, curve.numeric));
      redraw();
    }
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
var widget_default = { render };
export {
  widget_default as default
};
