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
function nearestIndex(numbers, value) {
  const closer = (best, number, index) => Math.abs(number - value) < Math.abs(numbers[best] - value) ? index : best;
  return numbers.reduce(closer, 0);
}
var withMinus = (text) => text.replaceAll("-", "−").replace("e+", "e");
function formatNumber(number, noNumber = "–") {
  if (!Number.isFinite(number)) return noNumber;
  if (number === 0 || Math.abs(number) < 1e-13) return "0";
  return withMinus(Math.abs(number) < 1e-3 ? number.toExponential(3) : number.toPrecision(4));
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

// graph/text.js
function plainNumber(number, noNumber) {
  return formatNumber(number, noNumber).replace(/(\.\d*?)0+(?=e|$)/, "$1").replace(/\.(?=e|$)/, "");
}
var WIDE_TEXT = 13;
function shortValue(numbers, noNumber) {
  if (numbers.length === 1) return plainNumber(numbers[0], noNumber);
  const few = (number) => plainNumber(Number.isFinite(number) ? Number(number.toPrecision(2)) : number, noNumber);
  const all = [...numbers].map(few).join(", ");
  if (numbers.length <= 3 && all.length <= WIDE_TEXT) return all;
  return `${few(Math.min(...numbers))} … ${few(Math.max(...numbers))}`;
}
function asFactor(text) {
  return text.startsWith("−") ? `(${text})` : text;
}
function writeShape(shape) {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}
function describeStep(state, spec, labels) {
  const write = (name, numbers) => writeInFull(numbers, state.shapeOf(name), labels);
  if (state.kind === "inputs") {
    const given = spec.variables.filter((variable) => variable.given);
    return fill(labels.inputs, {
      inputs: given.map(({ name }) => `${name} = ${write(name, state.value(name))}`).join(", ")
    });
  }
  if (state.kind === "forward") {
    const inputs = state.operation.arguments.map(
      (argument) => argument.name ? `${argument.name} = ${write(argument.name, state.value(argument.name))}` : writeInFull(toFloats(argument.constant), argument.shape, labels)
    );
    return fill(labels.forward, {
      node: state.operation.title,
      inputs: inputs.join(", "),
      name: state.node,
      value: write(state.node, state.value(state.node))
    });
  }
  if (state.kind === "start") {
    const start = state.gradient(spec.result);
    const one = start.every((number) => number === 1);
    return fill(one && start.length === 1 ? labels.start_one : labels.start_other, {
      name: spec.result,
      value: write(spec.result, start)
    });
  }
  return describeBack(state, labels, write);
}
function describeBack(state, labels, write) {
  const arrived = state.gradient(state.node);
  if (!arrived) return fill(labels.sends_nothing, { variable: state.node });
  const sentences = [
    fill(labels.arrives, { name: state.node, value: write(state.node, arrived), node: state.operation.title })
  ];
  for (const edge of state.edges) {
    const numbers = {
      variable: edge.variable,
      shape: writeShape(edge.shape),
      arrived: plainNumber(arrived[0], labels.undefined),
      slope: plainNumber(state.part(edge, "slope")[0], labels.undefined),
      factor: asFactor(plainNumber(state.part(edge, "slope")[0], labels.undefined)),
      sent: plainNumber(state.part(edge, "gradient")[0], labels.undefined)
    };
    const alone = edge.size === 1 && arrived.length === 1 && edge.byElement;
    sentences.push(fill(edge.stored ? labels.stores : alone ? labels.sends : labels.sends_array, numbers));
  }
  for (const name of new Set(state.edges.filter((edge) => !edge.stored).map((edge) => edge.variable))) {
    const parts = state.partsOf(name);
    if (parts.length < 2 || parts[0].length > 1) continue;
    const total = plainNumber(state.gradient(name)[0], labels.undefined);
    sentences.push(
      fill(labels.adds_up, {
        variable: name,
        parts: parts.map((part, index) => (index ? asFactor : String)(plainNumber(part[0], labels.undefined))).join(" + "),
        total
      })
    );
  }
  const sent = new Set(state.edges.map((edge) => edge.variable));
  for (const { name } of state.operation.arguments) {
    if (name && !sent.has(name)) sentences.push(fill(labels.sends_nothing, { variable: name }));
  }
  return sentences.join(" ");
}
function describeWrong(state, labels) {
  return state.edges.filter((edge) => state.isWrong(edge)).map(
    (edge) => fill(edge.size > 1 ? labels.wrong_array : labels.wrong, {
      node: state.operation.title,
      variable: edge.variable,
      sent: plainNumber(state.part(edge, "gradient")[0], labels.undefined),
      expected: plainNumber(state.part(edge, "triangle")[0], labels.undefined)
    })
  ).join(" ");
}
function writeInFull(numbers, shape, labels) {
  if (numbers.length > 4) return `${shape.join(" × ")} ${labels.numbers}`;
  const text = [...numbers].map((number) => plainNumber(number, labels.undefined)).join(", ");
  return numbers.length === 1 ? text : `(${text})`;
}

// graph/detail.js
var MOST_ROWS = 6;
var MOST_COLUMNS = 8;
function drawTerms(parent, state, labels) {
  parent.replaceChildren();
  if (state.kind === "forward") {
    const inputs = state.operation.arguments.map(
      (argument) => argument.name ? { caption: argument.name, numbers: state.value(argument.name), shape: state.shapeOf(argument.name) } : { caption: "", numbers: toFloats(argument.constant), shape: argument.shape }
    );
    const row = element("div", { class: "bp-terms" }, parent);
    for (const input of inputs) addTerm(row, input, "bp-is-value", labels);
    addSign(row, `→ ${state.operation.label || state.operation.title} →`);
    addTerm(
      row,
      { caption: state.node, numbers: state.value(state.node), shape: state.shapeOf(state.node) },
      "bp-is-value bp-is-new",
      labels
    );
  }
  if (state.kind !== "back") return;
  const arrived = state.gradient(state.node);
  for (const edge of state.edges) {
    const row = element("div", { class: "bp-terms" }, parent);
    const slope = state.part(edge, "slope");
    const known = edge.byElement && !slope.every(Number.isNaN);
    addTerm(
      row,
      { caption: `d${state.node}`, numbers: arrived, shape: state.shapeOf(state.node) },
      "bp-is-gradient",
      labels
    );
    addSign(row, known ? edge.size > 1 ? "∗" : "×" : "→");
    if (known) {
      addTerm(
        row,
        { caption: fill(labels.slope_caption, { variable: edge.variable }), numbers: slope, shape: edge.shape },
        "bp-is-slope",
        labels
      );
      addSign(row, "=");
    }
    const kind = `bp-is-gradient bp-is-new ${state.isWrong(edge) ? "bp-is-wrong" : ""}`;
    addTerm(
      row,
      { caption: `d${edge.variable}`, numbers: state.part(edge, "gradient"), shape: edge.shape },
      kind,
      labels
    );
  }
}
function addSign(row, text) {
  element("span", { class: "bp-sign" }, row, text);
}
function addTerm(row, { caption, numbers, shape }, kind, labels) {
  const term = element("div", { class: `bp-term ${kind}` }, row);
  element("span", { class: "bp-caption" }, term, [caption, shape.length ? writeShape(shape) : ""].join(" ").trim());
  const columns = shape.length ? shape[shape.length - 1] : 1;
  const rows = numbers.length / columns;
  const shown = Math.min(columns, MOST_COLUMNS);
  const table = element(
    "span",
    {
      class: numbers.length > 12 ? "bp-matrix bp-large" : "bp-matrix",
      style: `grid-template-columns: repeat(${shown + (columns > shown)}, auto)`
    },
    term
  );
  for (let row2 = 0; row2 < Math.min(rows, MOST_ROWS); row2++) {
    for (let column = 0; column < shown; column++)
      element("span", {}, table, cellText(numbers[row2 * columns + column], numbers.length, labels));
    if (columns > shown) element("span", {}, table, "…");
  }
  if (rows > MOST_ROWS) element("span", {}, table, "…");
}
function cellText(number, count, labels) {
  if (count === 1 || !Number.isFinite(number)) return plainNumber(number, labels.undefined);
  return plainNumber(Number(number.toPrecision(3)), labels.undefined);
}

// graph/geometry.js
var HEAD = { length: 9, half: 4 };
function chooseLayout({ wide, tall }, width) {
  const layout = width >= 0.76 * wide.width || wide.width <= tall.width ? wide : tall;
  return { layout, scale: Math.min(layout === wide ? 1.2 : 1.1, width / layout.width) };
}
function arrowShape([x0, y0, cx, cy, x1, y1]) {
  const length = Math.hypot(x1 - cx, y1 - cy) || 1;
  const [ux, uy] = [(x1 - cx) / length, (y1 - cy) / length];
  const [bx, by] = [x1 - HEAD.length * ux, y1 - HEAD.length * uy];
  const side = (way) => `${bx - way * HEAD.half * uy},${by + way * HEAD.half * ux}`;
  return { shaft: `M${x0},${y0}Q${cx},${cy} ${bx},${by}`, head: `M${x1},${y1}L${side(1)}L${side(-1)}Z` };
}

// graph/picture.js
function writeFitting(node, text, room) {
  node.textContent = text;
  if (text.length * 7.4 > room) node.setAttribute("textLength", room);
  else node.removeAttribute("textLength");
}
function buildPicture(parent, { spec, graph, labels, onCard, signal }) {
  const id = uniqueId("bp-graph");
  const svg = svgElement(
    "svg",
    { class: "bp-graph", role: "img", "aria-labelledby": `${id}-title ${id}-desc` },
    parent
  );
  svgElement("title", { id: `${id}-title` }, svg).textContent = labels.picture;
  const description = svgElement("desc", { id: `${id}-desc` }, svg);
  const arrows = graph.arrows.map((arrow) => buildArrow(svg, arrow));
  const cards = spec.variables.map((variable) => buildCard(svg, variable, spec.layouts.card));
  for (const card of cards) card.group.addEventListener("click", () => onCard(card.variable.name), { signal });
  function place() {
    const width = parent.clientWidth;
    if (width < 40) return;
    const { layout, scale } = chooseLayout(spec.layouts, width);
    svg.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
    svg.setAttribute("width", layout.width * scale);
    svg.setAttribute("height", layout.height * scale);
    for (const card of cards) card.moveTo(layout.cards[card.variable.name], spec.layouts.card);
    for (const [index, arrow] of arrows.entries()) arrow.moveTo(layout.arrows[index]);
  }
  const observer = new ResizeObserver(oncePerFrame(place));
  observer.observe(parent);
  return {
    draw(state, sentence) {
      for (const card of cards) card.draw(state, labels);
      for (const arrow of arrows) arrow.draw(state, labels);
      description.textContent = sentence;
    },
    dispose: () => observer.disconnect()
  };
}
function buildCard(svg, variable, { width, height, line }) {
  const group = svgElement("g", { class: "bp-card", "data-name": variable.name }, svg);
  svgElement("rect", { width, height, rx: 7, class: variable.given ? "bp-given" : "" }, group);
  const text = (kind, row, attributes = {}) => svgElement("text", { class: kind, x: 9, y: 9.9 + line * (row + 0.55), ...attributes }, group);
  writeFitting(text("bp-card-name", 0), variable.name, width - 18);
  const label = text("bp-card-label", 0, { x: width - 9, "text-anchor": "end", lengthAdjust: "spacingAndGlyphs" });
  writeFitting(label, variable.label, Math.max(20, width - 28 - 8 * variable.name.length));
  const shapes = variable.shape.length > 0;
  const shape = shapes ? text("bp-card-shape", 1) : null;
  if (shape) shape.textContent = writeShape(variable.shape);
  const value = text("bp-card-value", shapes ? 2 : 1, { lengthAdjust: "spacingAndGlyphs" });
  const gradient = text("bp-card-gradient", shapes ? 3 : 2, { lengthAdjust: "spacingAndGlyphs" });
  return {
    group,
    variable,
    moveTo: ([x, y], card) => group.setAttribute("transform", `translate(${x - card.width / 2},${y - card.height / 2})`),
    draw(state, labels) {
      const numbers = state.value(variable.name);
      const back = state.gradient(variable.name);
      writeFitting(value, numbers ? shortValue(numbers, labels.undefined) : "", width - 18);
      const sent = back && (back.length === 1 ? plainNumber(back[0], labels.undefined) : writeShape(variable.shape));
      writeFitting(gradient, back ? `d${variable.name} ${sent}` : "", width - 18);
      group.classList.toggle("bp-current", state.current.has(variable.name));
      group.classList.toggle("bp-beside", state.beside.has(variable.name));
      group.classList.toggle("bp-backwards", state.backwards);
      group.classList.toggle("bp-wrong", state.wrong.has(variable.name));
    }
  };
}
function buildArrow(svg, arrow) {
  const group = svgElement("g", { class: "bp-arrow", "aria-hidden": "true" }, svg);
  const make = (kind) => ({
    shaft: svgElement("path", { class: `bp-shaft ${kind}` }, group),
    head: svgElement("path", { class: `bp-head ${kind}` }, group)
  });
  const forward = make("bp-forward");
  const back = arrow.edge === null ? null : make("bp-back");
  const label = svgElement("text", { class: "bp-factor", "text-anchor": "middle" }, group);
  const setCurve = ({ shaft, head }, curve) => {
    const shape = arrowShape(curve);
    shaft.setAttribute("d", shape.shaft);
    head.setAttribute("d", shape.head);
  };
  const show = (pair, reached, current) => {
    for (const node of Object.values(pair)) {
      node.classList.toggle("bp-reached", reached);
      node.classList.toggle("bp-now", current);
    }
  };
  return {
    moveTo(place) {
      setCurve(forward, place.forward);
      if (back) setCurve(back, place.back);
      label.setAttribute("x", place.label[0]);
      label.setAttribute("y", place.label[1] + 4);
    },
    draw(state, labels) {
      show(forward, state.ranForward(arrow.to), state.kind === "forward" && state.node === arrow.to);
      if (!back) return;
      const now = state.kind === "back" && state.node === arrow.to;
      show(back, state.ranBack(arrow.to), now);
      const slope = arrow.edge.byElement && arrow.edge.size === 1 && state.ranBack(arrow.to) ? state.part(arrow.edge, "slope")[0] : NaN;
      label.textContent = Number.isNaN(slope) ? "" : `× ${asFactor(plainNumber(slope, labels.undefined))}`;
      label.classList.toggle("bp-now", now);
    }
  };
}

// graph/state.js
var sizeOf = (shape) => shape.reduce((product, length) => product * length, 1);
function makeGraph(spec) {
  const [forward, back] = [indexSteps(spec, "forward"), indexSteps(spec, "back")];
  const graph = {
    spec,
    count: spec.operations.length,
    edges: spec.edges.map((edge) => ({ ...edge, size: sizeOf(edge.shape) })),
    variables: Object.fromEntries(
      spec.variables.map((variable) => [variable.name, { ...variable, size: sizeOf(variable.shape) }])
    ),
    first: toFloats(spec.first),
    start: toFloats(spec.start),
    choices: Object.fromEntries(spec.choices.map((choice) => [choice.name, unpackChoice(choice, spec)])),
    forwardStep: (name) => forward.get(name) ?? 0,
    // an input is there from the beginning
    backStep: (name) => back.get(name) ?? Number.POSITIVE_INFINITY
    // never, where the way back could not be walked
  };
  graph.arrows = findArrows(graph);
  graph.stateAt = (step, input, value) => readState(graph, step, input, value);
  graph.stepOf = (name, backwards) => findStep(graph, name, backwards);
  return graph;
}
function indexSteps({ steps }, kind) {
  return new Map(
    steps.map((step, index) => [step, index]).filter(([step]) => step.kind === kind).map(([step, index]) => [step.node, index])
  );
}
function unpackChoice({ name, grid, first }, spec) {
  return { name, grid: toFloats(grid), first, table: toFloats(spec.records[name]) };
}
function findArrows({ spec, edges }) {
  return spec.operations.flatMap(
    ({ name: to, arguments: inputs }) => inputs.map(({ name: from }, place) => ({ from, to, place })).filter(({ from }) => from).map(({ from, place }) => {
      const edge = edges.find((one) => one.node === to && one.place === place);
      return { from, to, edge: edge ?? null };
    })
  );
}
function findStep({ edges, variables, count, forwardStep, backStep }, name, backwards) {
  if (!backwards || !variables[name].hasGradient) return forwardStep(name);
  const sent = edges.filter((edge) => !edge.stored && edge.variable === name);
  return Math.max(count + 1, ...sent.map((edge) => backStep(edge.node)));
}
function readState(graph, step, input, value) {
  const { edges, variables, spec } = graph;
  const choice = graph.choices[input];
  const at = choice ? nearestIndex(choice.grid, value) : 0;
  const length = graph.first.length;
  const record = choice ? choice.table.subarray(at * length, (at + 1) * length) : graph.first;
  const { kind, node } = spec.steps[clamp(step, [0, spec.lastStep])];
  const state = {
    step,
    kind,
    node,
    at,
    operation: spec.operations.find(({ name }) => name === node),
    edges: kind === "back" ? edges.filter((edge) => edge.node === node) : [],
    backwards: kind === "back" || kind === "start",
    part: (edge, name) => record.subarray(edge[name], edge[name] + edge.size),
    isWrong: (edge) => record[edge.verdict] > 0,
    ranForward: (name) => graph.forwardStep(name) <= step,
    ranBack: (name) => graph.backStep(name) <= step,
    shapeOf: (name) => variables[name].shape
  };
  state.value = (name) => state.ranForward(name) ? record.subarray(variables[name].at, variables[name].at + variables[name].size) : null;
  state.partsOf = (name) => edges.filter((edge) => edge.variable === name && !edge.stored && state.ranBack(edge.node)).map((edge) => state.part(edge, "gradient"));
  state.gradient = (name) => addUp(name === spec.result && step > graph.count ? [graph.start] : state.partsOf(name));
  return Object.assign(state, findTakingPart(graph, state));
}
function addUp(parts) {
  if (!parts.length) return null;
  return parts.reduce((sum, more) => sum.map((number, index) => number + more[index]));
}
function findTakingPart({ edges, spec }, { kind, node, operation, edges: sent, ranBack, isWrong }) {
  const wrong = new Set(edges.filter((edge) => ranBack(edge.node) && isWrong(edge)).map((edge) => edge.node));
  if (kind === "inputs") {
    const given = spec.variables.filter((variable) => variable.given).map(({ name }) => name);
    return { current: new Set(given), beside: /* @__PURE__ */ new Set(), wrong };
  }
  if (kind === "back") {
    const receiving = sent.filter((edge) => !edge.stored).map((edge) => edge.variable);
    return { current: new Set(receiving), beside: /* @__PURE__ */ new Set([node]), wrong };
  }
  const inputs = kind === "forward" ? operation.arguments.map(({ name }) => name).filter(Boolean) : [];
  return { current: /* @__PURE__ */ new Set([node]), beside: new Set(inputs), wrong };
}

// graph/widget.js
function render(view) {
  return mount(view, { traits: ["step", "input", "value"], build: buildGraphView });
}
function buildGraphView({ model, frame, spec, labels, signal }) {
  const graph = makeGraph(spec);
  const save = () => model.save_changes();
  const moveTo = (step) => model.set("step", clamp(step, [0, spec.lastStep]));
  const jumpTo = (step) => {
    moveTo(step);
    save();
  };
  const holder = element("div", { class: "bp-graph-holder" }, frame);
  const onCard = (name) => jumpTo(graph.stepOf(name, model.get("step") > graph.count));
  const picture = buildPicture(holder, { spec, graph, labels, onCard, signal });
  buildLegend(frame, labels, spec.edges.length > 0);
  const walk = buildWalk(frame, { spec, labels, moveTo, jumpTo, save, step: () => model.get("step"), signal });
  const mover = spec.choices.length ? buildMover(frame, { model, spec, graph, labels, save, signal }) : null;
  const detail = element("div", { class: "bp-detail" }, frame);
  const heading = element("p", { class: "bp-heading" }, detail);
  const terms = element("div", { "aria-hidden": "true" }, detail);
  const words = element("p", { class: "bp-words" }, detail);
  const notice = element("p", { class: "bp-notice", role: "status" }, detail);
  element("p", { class: "bp-hint" }, frame, mover ? `${labels.dotted_hint} ${labels.hint}` : labels.hint);
  const spoken = makeSpokenText(frame, signal);
  function draw() {
    const state = graph.stateAt(model.get("step"), model.get("input"), model.get("value"));
    const sentence = describeStep(state, spec, labels);
    const wrong = describeWrong(state, labels);
    picture.draw(state, `${sentence} ${wrong}`);
    walk.show(state.step);
    mover?.show(state);
    heading.textContent = fill(labels[`heading_${state.kind}`], { node: state.operation?.title ?? "" });
    drawTerms(terms, state, labels);
    words.textContent = sentence;
    setText(notice, wrong);
    spoken.say(`${fill(labels.step_of, { step: state.step, last: spec.lastStep })}. ${sentence} ${wrong}`);
  }
  return { draw, dispose: picture.dispose };
}
function buildLegend(frame, labels, withGradients) {
  const legend = element("div", { class: "bp-graph-legend", "aria-hidden": "true" }, frame);
  for (const [kind, text] of [
    ["bp-forward", labels.value_legend],
    ["bp-back", labels.gradient_legend]
  ].slice(0, withGradients ? 2 : 1)) {
    const sample = svgElement("svg", { width: 34, height: 10 }, element("span", {}, legend));
    svgElement("line", { class: `bp-shaft bp-reached ${kind}`, x1: 1, x2: 33, y1: 5, y2: 5 }, sample);
    sample.after(text);
  }
}
function buildWalk(frame, { spec, labels, moveTo, jumpTo, save, step, signal }) {
  const controls = element("div", { class: "bp-walk", role: "group", "aria-label": labels.buttons }, frame);
  const targets = { first: () => 0, back: () => step() - 1, next: () => step() + 1, last: () => spec.lastStep };
  const buttons = Object.entries(targets).map(([name, target]) => ({
    button: makeButton(controls, {
      text: labels[name],
      onPress: () => jumpTo(target()),
      signal,
      class: `bp-button bp-go-${name}`
    }),
    atEnd: name === "next" || name === "last"
  }));
  const slider = makeSlider(controls, {
    label: labels.step_slider,
    min: 0,
    max: spec.lastStep,
    step: 1,
    onInput: moveTo,
    onDone: save,
    signal
  });
  return {
    show(now) {
      slider.show(now, fill(labels.step_of, { step: now, last: spec.lastStep }));
      for (const { button, atEnd } of buttons) setAble(button, now !== (atEnd ? spec.lastStep : 0));
    }
  };
}
function buildMover(frame, { model, spec, graph, labels, save, signal }) {
  const controls = element("div", { class: "bp-mover" }, frame);
  const row = element("label", { class: "bp-choice" }, controls);
  element("span", {}, row, labels.choice);
  const select = element("select", KEEP_KEYS, row);
  for (const { name } of spec.choices) element("option", { value: name }, select, name);
  const chosen = () => graph.choices[model.get("input")];
  select.addEventListener(
    "change",
    () => {
      const { name, grid, first } = graph.choices[select.value];
      model.set("input", name);
      model.set("value", grid[first]);
      save();
    },
    { signal }
  );
  const most = Math.max(...Object.values(graph.choices).map(({ grid }) => grid.length)) - 1;
  const slider = makeSlider(controls, {
    label: labels.choice,
    min: 0,
    max: most,
    step: 1,
    onDone: save,
    signal,
    onInput: (at) => model.set("value", chosen().grid[Math.min(at, chosen().grid.length - 1)])
  });
  return {
    show({ at }) {
      const { name, grid } = chosen();
      select.value = name;
      slider.input.max = grid.length - 1;
      slider.input.setAttribute("aria-label", name);
      slider.show(at, plainNumber(grid[at]));
      slider.name.textContent = name;
    }
  };
}
var widget_default = { render };
export {
  widget_default as default
};
