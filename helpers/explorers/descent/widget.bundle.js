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
function makePool(make) {
  const nodes = [];
  return {
    show(items, place) {
      while (nodes.length < items.length) nodes.push(make());
      for (const [i, node] of nodes.entries()) node.style.display = i < items.length ? "" : "none";
      for (const [i, item] of items.entries()) place(nodes[i], item, i);
    }
  };
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
function makeButton(parent, { text, onPress, signal, ...attributes }) {
  const button = element("button", { type: "button", ...attributes, ...KEEP_KEYS }, parent, text);
  const press = () => button.getAttribute("aria-disabled") !== "true" && onPress();
  button.addEventListener("click", press, { signal });
  return button;
}
function setAble(button, able) {
  button.setAttribute("aria-disabled", String(!able));
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
function plain(number, digits) {
  return Number.isFinite(number) ? withMinus(String(Number(number.toPrecision(digits)))) : "–";
}
function niceStep(size) {
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9);
  return [5, 2, 1].find((factor) => factor * power <= size * (1 + 1e-9)) * power;
}
function decimalsOf(step) {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}
function formatSteps(number, step) {
  const fixed2 = number.toFixed(decimalsOf(step));
  const text = Math.abs(fixed2 - number) < step * 1e-6 ? fixed2 : String(+number.toFixed(decimalsOf(step) + 2));
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

// descent/walk.js
var SAME = 1e-6;
function makeGround({ curve: curveSpec, slopes: slopesSpec, xRange, decimals }) {
  const curve = makeCurve(curveSpec);
  const slopes = slopesSpec ? makeCurve(slopesSpec) : null;
  const height = (x) => curve.at(x).value;
  const slopeAt = (x) => slopes ? slopes.at(x).value : curve.at(x).numeric;
  function walk(x0, rate, steps) {
    const [low, high] = xRange;
    const slack = 1e-9 * (high - low);
    const x = [x0];
    const felt = [slopeAt(x0)];
    let leftTo = null;
    for (let k = 0; k < steps; k++) {
      const goal = x[k] - rate * felt[k];
      if (!Number.isFinite(goal) || !Number.isFinite(height(x[k]))) break;
      if (goal < low - slack || goal > high + slack) {
        leftTo = goal;
        break;
      }
      x.push(clamp(goal, xRange));
      felt.push(slopeAt(x[k + 1]));
    }
    return { x, slopes: felt, steps: felt.map((slope) => -rate * slope), leftTo };
  }
  function judge({ x: places, slopes: slopes2, steps, leftTo }) {
    const k = places.length - 1;
    const [x, step] = [places[k], steps[k]];
    const before = k ? steps[k - 1] : 0;
    const ratio = before ? step / before : 0;
    const numbers = {
      x,
      next: x + step,
      slope: slopes2[k],
      k: k + 1,
      last: k ? places[k - 1] : x,
      ratio: Math.abs(ratio)
    };
    if (!Number.isFinite(step) || !Number.isFinite(height(x))) return ["nowhere", numbers];
    if (leftTo !== null) return [ratio < -1 - SAME ? "flies" : "left", numbers];
    const unseen = 0.5 * 10 ** -decimals;
    const tooShort = steps.map((length) => Math.abs(length) < unseen);
    if (tooShort[k]) {
      if (tooShort[0]) return [Math.abs(slopes2[0]) < unseen ? "flat" : "tiny", numbers];
      return [tooShort[1] ? "one_step" : "arrived", numbers];
    }
    return k ? compare(ratio, numbers) : ["begin", numbers];
  }
  function compare(ratio, numbers) {
    if (Math.abs(ratio + 1) < SAME) return ["alternates", numbers];
    if (ratio < 0) return [ratio > -1 ? "across" : "diverges", numbers];
    const here = height(numbers.x);
    if (here - height(numbers.last) > SAME * Math.abs(here)) return ["higher", numbers];
    if (Math.abs(ratio - 1) < SAME) return ["even", numbers];
    if (ratio > 1) return ["longer", numbers];
    return ["closer", { ...numbers, count: Math.max(1, Math.floor(Math.log(0.1) / Math.log(ratio) + 0.5)) }];
  }
  return { curve, height, slopeAt, walk, judge };
}
function isOver({ x }, steps, maxSteps) {
  return steps >= maxSteps || x.length <= steps;
}
function lastPlaces({ x, slopes, steps }, heights, rows) {
  const first = Math.max(0, x.length - rows);
  return x.slice(first).map((place, i) => {
    const k = first + i;
    return { k, x: place, height: heights[k], slope: slopes[k], step: steps[k], isLast: k === x.length - 1 };
  });
}
function fixed(number, decimals) {
  const text = number.toFixed(decimals);
  return (Number(text) === 0 ? 0 .toFixed(decimals) : text).replace("-", "−");
}
function hopPath([x0, y0], [x1, y1]) {
  if (![x0, y0, x1, y1].every(Number.isFinite)) return "";
  const [wide, high] = [x1 - x0, y1 - y0];
  return `M${x0},${y0}q${wide / 2 + 0.12 * high},${high / 2 - 0.12 * wide},${wide},${high}`;
}

// descent/widget.js
var ROWS = 5;
var PLAY_MILLISECONDS = 420;
var MOVING = ["x0", "rate", "steps"];
function render(view) {
  const build = (parts) => buildView({ ...parts, ground: makeGround(parts.spec) });
  return mount(view, { traits: MOVING, className: "bp-descent", build });
}
function buildView({ model, frame, spec, ground, redraw, signal }) {
  const { xRange, maxRate, maxSteps, labels } = spec;
  const fine = niceStep((xRange[1] - xRange[0]) / 1e3);
  const rateStep = niceStep(maxRate / 100);
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
    onInput: startAt
  });
  const rateSlider = slider({
    label: labels.rate_slider,
    min: 0,
    max: maxRate,
    step: rateStep,
    onInput: (rate) => model.set("rate", rate)
  });
  const stepsSlider = slider({ label: labels.steps_slider, min: 0, max: maxSteps, step: 1, onInput: goTo });
  const hasEnded = () => isOver(ground.walk(model.get("x0"), model.get("rate"), maxSteps), model.get("steps"), maxSteps);
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
      verdict: happening
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
    }
  };
}
function writeAll(numbers, write) {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, write(name, number)]));
}
function sentenceNumber(name, number) {
  return plain(number, name === "ratio" || name === "slope" ? 4 : 7);
}
function buildCurvePanel(parent, { spec, ground, redraw }) {
  const {
    labels,
    xRange,
    curve: { valueLimits }
  } = spec;
  const { curve } = ground;
  const plot = makePlot(parent, {
    title: labels.curve_panel,
    xLimits: xRange,
    yLimits: valueLimits,
    layout(plot2) {
      line.setAttribute("d", plot2.path(curve.z, curve.values));
      redraw();
    }
  });
  const head = uniqueId("bp-head");
  const marker = svgElement(
    "marker",
    { id: head, viewBox: "0 0 10 10", refX: 10, refY: 5, markerWidth: 7, markerHeight: 7, orient: "auto" },
    plot.content
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
    layout(plot2) {
      const { left, right, width } = plot2.box;
      if (lowest !== null) setAll(bottom, { x1: left, x2: left + width, y1: plot2.y(lowest), y2: plot2.y(lowest) });
      if (lowest !== null) setAll(legend, { x: left + width - right / 2, y: plot2.y(lowest) - 7 });
      redraw();
    }
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
        x
      )
    );
    places.show(x, (node, place, k) => setAll(node, { cx: plot.x(k), cy: plot.y(place) }));
    placeGuide(guide, plot, last);
    setAll(start, { x: plot.x(0) - 6, y: plot.y(x[0]) - 6 });
    placePoint(ball, plot, last, x[last]);
  }
  return { plot, draw };
}
function buildButtons(parent, { labels, hasEnded, steps, goTo, save, signal }) {
  const row = element("div", { class: "bp-buttons", role: "group", "aria-label": labels.controls }, parent);
  let timer = 0;
  const make = (text, onPress) => makeButton(row, { text, onPress, signal, class: "bp-button" });
  const jump = (k) => () => {
    pause();
    goTo(k());
    save();
  };
  const play = make(labels.play, () => timer ? pause() : begin());
  const forward = make(
    labels.step,
    jump(() => steps() + 1)
  );
  const back = make(
    labels.back,
    jump(() => steps() - 1)
  );
  const restart = make(
    labels.restart,
    jump(() => 0)
  );
  function begin() {
    if (hasEnded()) goTo(0);
    timer = setInterval(() => hasEnded() ? pause() : goTo(steps() + 1), PLAY_MILLISECONDS);
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
var widget_default = { render };
export {
  widget_default as default
};
