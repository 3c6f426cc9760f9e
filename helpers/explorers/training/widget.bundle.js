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

// training/frames.js
var NO_NUMBER = 255;
var HALF = 127;
var PLAY_MILLISECONDS = 8e3;
var CALM_STEPS = 8;
function unpack(spec) {
  const { iterations, side } = spec;
  const [curve, points, costs] = [spec.curve, spec.points, spec.costs].map(toFloats);
  const [fields, labels, wrong] = [spec.fields, spec.labels, spec.wrong].map(toBytes);
  const half = curve.length / 2;
  const count = labels.length;
  return {
    ...spec,
    costs,
    labels,
    last: iterations.at(-1),
    total: spec.totals[0] + spec.totals[1],
    curve: [curve.subarray(0, half), curve.subarray(half)],
    points: [points.subarray(0, count), points.subarray(count)],
    fieldAt: (index) => fields.subarray(index * side * side, (index + 1) * side * side),
    wrongAt: (index) => wrong.subarray(index * count, (index + 1) * count),
    indexOf: (iteration) => nearestSorted(iterations, iteration)
  };
}
function nearestSorted(numbers, value) {
  let low = 0;
  let high = numbers.length - 1;
  while (high - low > 1) {
    const middle = low + high >> 1;
    if (numbers[middle] <= value) low = middle;
    else high = middle;
  }
  return value - numbers[low] <= numbers[high] - value ? low : high;
}
function pace(steps, calm) {
  if (calm) return { pause: 1e3, stride: Math.ceil(steps / CALM_STEPS) };
  return { pause: clamp(PLAY_MILLISECONDS / steps, [60, 400]), stride: 1 };
}
function fieldColours() {
  const colours = new Uint32Array(256);
  const parts = new Uint8Array(colours.buffer);
  for (let value = 0; value < NO_NUMBER; value++) {
    const alpha = 40 + 75 * Math.abs(value - HALF) / HALF;
    parts.set([...value > HALF ? [230, 159, 0] : [86, 180, 233], alpha], 4 * value);
  }
  return colours;
}
function borderPath(values, side, at) {
  let path = "";
  const corners = new Float64Array(4);
  const write = ([column, row]) => at(column, row).map((pixels) => pixels.toFixed(1));
  for (let row = 0; row < side - 1; row++) {
    for (let column = 0; column < side - 1; column++) {
      const first = row * side + column;
      corners.set([values[first], values[first + 1], values[first + side + 1], values[first + side]]);
      const crossings = crossedEdges(corners).map(([dx, dy]) => [column + dx, row + dy]);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        path += `M${write(crossings[i])}L${write(crossings[i + 1])}`;
      }
    }
  }
  return path;
}
var ENDS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1]
];
function crossedEdges(corners) {
  const found = [];
  const above = (i) => corners[i] > HALF;
  const sum = above(0) + above(1) + above(2) + above(3);
  if (sum === 0 || sum === 4 || corners.includes(NO_NUMBER)) return found;
  for (let i = 0; i < 4; i++) {
    const next = (i + 1) % 4;
    if (above(i) === above(next)) continue;
    const share = (HALF - corners[i]) / (corners[next] - corners[i]);
    found.push([0, 1].map((axis) => ENDS[i][axis] + share * (ENDS[next][axis] - ENDS[i][axis])));
  }
  return found;
}

// training/widget.js
function render(view) {
  const build = (parts) => buildView({ ...parts, training: unpack(parts.spec.training) });
  return mount(view, { traits: ["iteration"], className: "bp-player", build });
}
function buildView({ model, frame, labels, training, redraw, signal }) {
  const { iterations, last } = training;
  const steps = iterations.length - 1;
  const index = () => training.indexOf(model.get("iteration"));
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
    signal
  });
  slider.input.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      player.toggle();
    },
    { signal }
  );
  const readout = buildReadout(frame, labels, training);
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
      total: training.total
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
    }
  };
}
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
  return { toggle, pause: () => pauseAnd(() => {
  }) };
}
function buildPlane(parent, { labels, training, redraw }) {
  const [xLimits, yLimits] = training.limits;
  const field = makeField(training);
  const plot = makePlot(parent, {
    title: labels.plane,
    xLimits,
    yLimits,
    layout(plot2) {
      field.place(plot2.box);
      for (const [kind, node] of classes.entries()) node.setAttribute("d", pointsPath(plot2, training, kind));
      redraw();
    }
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
    const ring = (wrong, i) => wrong ? circle(...pointAt(plot, training, i), 6) : "";
    rings.setAttribute("d", Array.from(training.wrongAt(index), ring).join(""));
  }
  return { plot, draw };
}
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
        height: `${side * down}px`
      });
    },
    draw(values) {
      for (let i = 0; i < values.length; i++) pixels[i] = colours[values[i]];
      context.putImageData(image, 0, 0);
    }
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
    layout(plot2) {
      for (const line of [ahead, past]) line.setAttribute("d", plot2.path(xs, ys));
      setAll(opening, { x: plot2.box.left, y: plot2.box.top, height: plot2.box.height });
      redraw();
    }
  });
  plot.box.right = 24;
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
    wrong.show(fill(labels.share, { count: missed, total, percent: (100 * missed / total).toFixed(1) }));
    for (const [kind, row] of rows.entries()) {
      row.show(fill(labels.count, { count: right[kind], total: training.totals[kind] }));
    }
  }
  return { show };
}
var widget_default = { render };
export {
  widget_default as default
};
