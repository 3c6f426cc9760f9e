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

// equations/geometry.js
var CELL = 17;
var BAR = 7;
var LETTER = 6.6;
var TOP = 18 + BAR + 3;
var ONE = { symbol: 1, number: 1 };
function layOutBox(dims) {
  const [rows, columns] = dims.length === 1 ? [ONE, dims[0]] : dims;
  const [width, height] = [columns.number * CELL, rows.number * CELL];
  const columnText = writeSide(columns);
  const rowText = dims.length === 1 ? "" : writeSide(rows);
  const over = Math.max(0, (LETTER * columnText.length - width) / 2 + 2);
  const x = Math.max(LETTER * rowText.length + BAR + 8, over);
  const right = Math.max(4, over);
  return {
    rows: rows.number,
    columns: columns.number,
    rowText,
    columnText,
    x,
    y: TOP,
    width,
    height,
    picture: { width: x + width + right, height: TOP + height + 3 },
    /** In the middle of the box, not of what stands around it. */
    indent: x - right
  };
}
function writeSide({ symbol, number }) {
  return typeof symbol === "string" ? `${symbol} = ${number}` : String(number);
}
function cellLines({ x, y, width, height, rows, columns }) {
  const lines = [];
  for (let row = 1; row < rows; row++) lines.push([x, y + row * CELL, x + width, y + row * CELL]);
  for (let column = 1; column < columns; column++) {
    lines.push([x + column * CELL, y, x + column * CELL, y + height]);
  }
  return lines;
}

// equations/shapes.js
var SIZES = ["n_x", "n_h", "n_y", "m"];
function sizesNow(get, vectorized) {
  return Object.fromEntries(SIZES.map((name) => [name, name === "m" && !vectorized ? 1 : get(name)]));
}
function sized(shape, sizes) {
  return shape.map((symbol) => ({ symbol, number: typeof symbol === "string" ? sizes[symbol] : symbol }));
}
function writeShape(numbers) {
  return numbers.length === 1 ? `(${numbers[0]},)` : `(${numbers.join(", ")})`;
}
function shapeText(dims) {
  return writeShape(dims.map(({ number }) => number));
}
function patternOf(sizes) {
  const digitOf = /* @__PURE__ */ new Map([[1, 0]]);
  return SIZES.map((name) => {
    if (!digitOf.has(sizes[name])) digitOf.set(sizes[name], digitOf.size);
    return digitOf.get(sizes[name]);
  }).join("");
}
function readVerdict({ patterns, sentences, forms }, equation, form, sizes) {
  const { outcomes, at } = forms[`${equation.key} ${form.key}`];
  const outcome = outcomes[at[patterns.indexOf(patternOf(sizes))]];
  return {
    ...outcome,
    sentences: outcome.sentences.map((index) => fill(sentences[index], sizes)),
    shape: outcome.shape && sized(outcome.shape, sizes).map(({ number }) => number)
  };
}
function keyBeside(keys, key, by) {
  return keys[clamp(keys.indexOf(key) + by, [0, keys.length - 1])];
}
function answerAt({ outcomes, index }, sizes, [low, high]) {
  if (!index) return {};
  const place = SIZES.reduce((sum, name) => sum * (high - low + 1) + sizes[name] - low, 0);
  return outcomes[index[place]];
}
function isRight(equation, answer, sizes) {
  const got = answer[equation.key];
  const needed = sized(equation.shape, sizes).map(({ number }) => number);
  return Array.isArray(got) && got.join() === needed.join();
}
function describeAnswer(equation, answer, sizes, labels) {
  if (answer.error !== void 0) return { error: answer.error, here: "", wrong: true };
  const got = answer[equation.key];
  if (got === void 0) return { here: "", wrong: false };
  const right = isRight(equation, answer, sizes);
  const needed = shapeText(sized(equation.shape, sizes));
  const values = { result: equation.result, got: Array.isArray(got) ? writeShape(got) : got, needed };
  return { here: fill(right ? labels.yours_right : labels.yours_wrong, values), wrong: !right };
}
function describeAll(equations, answer, sizes, labels) {
  const given = equations.filter(({ key }) => answer[key] !== void 0);
  const wrong = given.filter((equation) => !isRight(equation, answer, sizes)).map(({ result }) => result);
  return wrong.length ? fill(labels.yours_wrong_now, { names: wrong.join(", ") }) : "";
}

// equations/boxes.js
function drawBox(parent, { name, dims, marks = {}, kind = "", note = "" }) {
  const box = element("div", { class: `bp-box ${kind}` }, parent);
  const layout = layOutBox(dims);
  const { x, y, width, height } = layout;
  const svg = svgElement("svg", { ...layout.picture, "aria-hidden": "true" }, box);
  svgElement("rect", { class: "bp-cells", x, y, width, height }, svg);
  for (const [x1, y1, x2, y2] of cellLines(layout)) svgElement("line", { class: "bp-cell-line", x1, y1, x2, y2 }, svg);
  svgElement("rect", { class: "bp-frame", x, y, width, height }, svg);
  const bar = (mark, place) => mark && svgElement("rect", { class: `bp-bar bp-mark-${mark}`, ...place, ...fillOf(svg, mark) }, svg);
  if (dims.length === 2) bar(marks[0], { x: x - BAR - 2, y, width: BAR, height });
  bar(marks[1], { x, y: y - BAR - 2, width, height: BAR });
  const write = (words, mark, place) => {
    svgElement("text", { class: mark ? "bp-side bp-lit" : "bp-side", ...place }, svg).textContent = words;
  };
  write(layout.columnText, marks[1], { x: x + width / 2, y: 13, "text-anchor": "middle" });
  write(layout.rowText, marks[0], { x: x - BAR - 6, y: y + height / 2 + 4, "text-anchor": "end" });
  const style = `margin-left: ${layout.indent}px`;
  element("span", { class: "bp-box-name", style }, box, name);
  element("span", { class: "bp-box-note", style }, box, note || shapeText(dims));
}
var HATCHES = {
  inner0: "M0,6L6,0",
  inner1: "M0,0L6,6",
  rows: "M3,0V6",
  columns: "M0,3H6",
  fault: "M0,0L6,6M0,6L6,0"
};
function fillOf(svg, mark) {
  const id = uniqueId("bp-hatch");
  const pattern = svgElement("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, svg);
  svgElement("rect", { class: `bp-mark-ground bp-mark-${mark}`, width: 6, height: 6 }, pattern);
  svgElement("path", { class: "bp-mark-hatch", d: HATCHES[mark] }, pattern);
  return { style: `fill: url(#${id})` };
}
function drawEquation(parent, { equation, form, verdict, sizes, labels }) {
  parent.replaceChildren();
  drawBox(parent, { name: equation.result, dims: sized(equation.shape, sizes), kind: "bp-needed" });
  const sign = (text, kind = "") => element("span", { class: `bp-sign ${kind}`, "aria-hidden": "true" }, parent, text);
  sign("=");
  if (form.average) sign("1/m");
  for (const [index, term] of form.terms.entries()) {
    if (index > 0) {
      const fault = verdict.fault === index - 1;
      sign(form.signs[index - 1], fault ? "bp-fault" : "");
      if (fault) sign("✗", "bp-cross");
    }
    drawTerm(parent, { term, index, verdict, sizes, labels, sign });
  }
  sign("→");
  if (verdict.shape) {
    const dims = verdict.shape.map((number) => ({ symbol: number, number }));
    drawBox(parent, { name: labels.gives, dims, kind: `bp-gives bp-${verdict.kind}` });
  } else element("span", { class: "bp-gives-nothing" }, parent, labels.nothing);
}
function drawTerm(parent, { term, index, verdict, sizes, labels, sign }) {
  const shape = sized(term.shape, sizes);
  if (term.sum) {
    sign("Σ");
    drawBox(parent, { name: term.text.replace("Σ ", ""), dims: shape });
    return;
  }
  const marks = { 0: verdict.marks[`${index},0`], 1: verdict.marks[`${index},1`] };
  const note = term.turned ? fill(labels.turned, { name: `${term.name} ${shapeText(shape)}` }) : "";
  drawBox(parent, { name: term.text, dims: sized(term.usedShape, sizes), marks, note });
}

// equations/widget.js
function render(view) {
  return mount(view, { traits: [...SIZES, "vectorized", "equation", "form"], build: buildEquationView });
}
function buildEquationView({ model, frame, spec, labels, signal }) {
  const id = uniqueId("bp-equations");
  const answers = { outcomes: spec.answers.outcomes, index: toFloats(spec.answers.index) };
  const set = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
  };
  const top = element("div", { class: "bp-top" }, frame);
  const modes = buildModes(top, { id, labels, signal, onMode: (vectorized) => set({ vectorized, form: "right" }) });
  const steppers = SIZES.map(
    (name) => makeStepper(top, {
      name,
      label: labels[name],
      labels,
      limits: spec.limits,
      signal,
      onSize: (size) => set({ [name]: size })
    })
  );
  const list = buildList(frame, {
    id,
    spec,
    labels,
    signal,
    onEquation: (equation) => set({ equation, form: "right" })
  });
  const keys = spec.one.map(({ key }) => key);
  const forms = buildForms(frame, {
    spec,
    labels,
    signal,
    onForm: (form) => set({ form }),
    onStep: (by) => set({ equation: keyBeside(keys, model.get("equation"), by), form: "right" })
  });
  const picture = element("div", { class: "bp-boxes", role: "img" }, frame);
  const code = element("code", { class: "bp-code" }, frame);
  const verdictLine = element("p", { class: "bp-judged" }, frame);
  const mark = element("strong", {}, verdictLine);
  const words = element("span", {}, verdictLine);
  const yours = element("p", { class: "bp-yours" }, frame);
  const notice = element("p", { class: "bp-notice", role: "status" }, frame);
  element("p", { class: "bp-hint" }, frame, labels.hint);
  const spoken = makeSpokenText(frame, signal);
  function draw() {
    const vectorized = model.get("vectorized");
    const sizes = sizesNow((name) => model.get(name), vectorized);
    const equations = vectorized ? spec.many : spec.one;
    const equation = equations.find(({ key }) => key === model.get("equation"));
    const form = equation.forms.find(({ key }) => key === model.get("form")) ?? equation.forms[0];
    const verdict = readVerdict(vectorized ? spec.verdicts.many : spec.verdicts.one, equation, form, sizes);
    const answer = answerAt(answers, sizes, spec.limits);
    modes.show(vectorized);
    for (const [index, stepper] of steppers.entries()) {
      stepper.show(model.get(SIZES[index]), SIZES[index] !== "m" || vectorized);
    }
    list.show(equations, equation, sizes, answer);
    forms.show(equation, form);
    drawEquation(picture, { equation, form, verdict, sizes, labels });
    const line = `${equation.result} = ${form.code}`;
    code.textContent = line;
    verdictLine.className = `bp-judged bp-${verdict.kind}`;
    mark.textContent = `${verdict.kind === "right" ? "✓" : "✗"} ${labels[`mark_${verdict.kind}`]}. `;
    words.textContent = verdict.sentences.join(" ");
    picture.setAttribute(
      "aria-label",
      `${fill(labels.picture, { result: equation.result, right: form.code })}. ${words.textContent}`
    );
    const mine = describeAnswer(equation, answer, sizes, labels);
    yours.textContent = mine.here;
    yours.classList.toggle("bp-wrong", mine.wrong);
    setText(notice, mine.error ?? describeAll(equations, answer, sizes, labels));
    spoken.say(`${line}. ${mark.textContent}${words.textContent} ${mine.here}`);
  }
  return { draw };
}
function buildModes(parent, { id, labels, onMode, signal }) {
  const group = element("div", { class: "bp-modes", role: "radiogroup", "aria-label": labels.mode }, parent);
  const inputs = [false, true].map((vectorized) => {
    const input = makeRadio(group, {
      name: `${id}-mode`,
      text: vectorized ? labels.mode_many : labels.mode_one,
      signal,
      onChoose: () => onMode(vectorized)
    }).input;
    return { input, vectorized };
  });
  return {
    show(now) {
      for (const { input, vectorized } of inputs) input.checked = now === vectorized;
    }
  };
}
function makeRadio(parent, { name, text, onChoose, signal }) {
  const label = element("label", { class: "bp-radio" }, parent);
  const input = element("input", { type: "radio", name, ...KEEP_KEYS }, label);
  const words = element("span", {}, label, text);
  input.addEventListener("change", () => input.checked && onChoose(), { signal });
  return { label, input, words };
}
function makeStepper(parent, { name, label, labels, limits, onSize, signal }) {
  const row = element("div", { class: "bp-stepper" }, parent);
  element("span", { class: "bp-stepper-name", "aria-hidden": "true" }, row, label);
  const button = (text, by, key) => makeButton(row, {
    text,
    onPress: () => onSize(clamp(Number(input.value) + by, limits)),
    signal,
    "aria-label": fill(labels[key], { name })
  });
  const less = button("−", -1, "less");
  const attributes = { type: "number", min: limits[0], max: limits[1], step: 1, "aria-label": label, ...KEEP_KEYS };
  const input = element("input", attributes, row);
  const more = button("+", 1, "more");
  input.addEventListener(
    "input",
    () => {
      const size = Number(input.value);
      if (Number.isInteger(size) && size >= limits[0] && size <= limits[1]) onSize(size);
    },
    { signal }
  );
  return {
    show(size, used) {
      if (Number(input.value) !== size) input.value = size;
      input.disabled = !used;
      row.hidden = !used;
      setAble(less, used && size > limits[0]);
      setAble(more, used && size < limits[1]);
    }
  };
}
function buildList(frame, { id, spec, labels, onEquation, signal }) {
  const group = element("div", { class: "bp-list", role: "radiogroup", "aria-label": labels.equations }, frame);
  const rows = [labels.forward, labels.backward].map((name) => {
    const row = element("div", { class: "bp-list-row" }, group);
    element("span", { class: "bp-list-name" }, row, name);
    return row;
  });
  const entries = spec.one.map(({ key, result, like }) => {
    const row = rows[result === like ? 0 : 1];
    return { key, ...makeRadio(row, { name: `${id}-equation`, text: "", signal, onChoose: () => onEquation(key) }) };
  });
  return {
    show(equations, chosen, sizes, answer) {
      entries.forEach(({ key, input, label, words }, index) => {
        const equation = equations[index];
        const given = answer[key] !== void 0;
        const right = given && isRight(equation, answer, sizes);
        const text = `${equation.result} ${shapeText(sized(equation.shape, sizes))}${given ? right ? " ✓" : " ✗" : ""}`;
        setText(words, text);
        label.classList.toggle("bp-wrong", given && !right);
        input.checked = key === chosen.key;
      });
    }
  };
}
function buildForms(frame, { spec, labels, onForm, onStep, signal }) {
  const row = element("div", { class: "bp-forms" }, frame);
  const steps = [
    [-1, labels.back],
    [1, labels.next]
  ].map(([by, text]) => makeButton(row, { text, onPress: () => onStep(by), signal }));
  const label = element("label", { class: "bp-choice" }, row);
  element("span", {}, label, labels.form);
  const select = element("select", KEEP_KEYS, label);
  select.addEventListener("change", () => onForm(select.value), { signal });
  let shown = null;
  return {
    show(equation, form) {
      if (shown !== equation) {
        select.replaceChildren();
        const [right, ...others] = equation.forms;
        element("option", { value: right.key }, select, right.words);
        const wrong = element("optgroup", { label: labels.wrong_forms }, select);
        for (const { key, words } of others) element("option", { value: key }, wrong, words);
        shown = equation;
      }
      select.value = form.key;
      const ends = [spec.one[0].key, spec.one.at(-1).key];
      for (const [index, button] of steps.entries()) setAble(button, equation.key !== ends[index]);
    }
  };
}
var widget_default = { render };
export {
  widget_default as default
};
