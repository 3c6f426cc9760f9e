// The equation explorer: an equation as boxes whose sizes can be changed. Every sentence comes from Python.

import { KEEP_KEYS, makeButton, makeSpokenText, setAble } from "../common/controls.js";
import { element, setText, uniqueId } from "../common/dom.js";
import { clamp, fill, toFloats } from "../common/numbers.js";
import { mount } from "../common/view.js";
import { drawEquation } from "./boxes.js";
import {
  answerAt,
  describeAll,
  describeAnswer,
  isRight,
  keyBeside,
  readVerdict,
  SIZES,
  shapeText,
  sized,
  sizesNow,
} from "./shapes.js";

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
  const steppers = SIZES.map((name) =>
    makeStepper(top, {
      name,
      label: labels[name],
      labels,
      limits: spec.limits,
      signal,
      onSize: (size) => set({ [name]: size }),
    }),
  );
  const list = buildList(frame, {
    id,
    spec,
    labels,
    signal,
    onEquation: (equation) => set({ equation, form: "right" }),
  });
  const keys = spec.one.map(({ key }) => key);
  const forms = buildForms(frame, {
    spec,
    labels,
    signal,
    onForm: (form) => set({ form }),
    onStep: (by) => set({ equation: keyBeside(keys, model.get("equation"), by), form: "right" }),
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
      `${fill(labels.picture, { result: equation.result, right: form.code })}. ${words.textContent}`,
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
      onChoose: () => onMode(vectorized),
    }).input;
    return { input, vectorized };
  });
  return {
    show(now) {
      for (const { input, vectorized } of inputs) input.checked = now === vectorized;
    },
  };
}

function makeRadio(parent, { name, text, onChoose, signal }) {
  const label = element("label", { class: "bp-radio" }, parent);
  const input = element("input", { type: "radio", name, ...KEEP_KEYS }, label);
  const words = element("span", {}, label, text);
  input.addEventListener("change", () => input.checked && onChoose(), { signal });
  return { label, input, words };
}

/** A size with a button on either side; a native number field, so arrow keys work as everywhere. */
function makeStepper(parent, { name, label, labels, limits, onSize, signal }) {
  const row = element("div", { class: "bp-stepper" }, parent);
  element("span", { class: "bp-stepper-name", "aria-hidden": "true" }, row, label);
  const button = (text, by, key) =>
    makeButton(row, {
      text,
      onPress: () => onSize(clamp(Number(input.value) + by, limits)),
      signal,
      "aria-label": fill(labels[key], { name }),
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
    { signal },
  );
  return {
    show(size, used) {
      if (Number(input.value) !== size) input.value = size;
      input.disabled = !used;
      row.hidden = !used;
      setAble(less, used && size > limits[0]);
      setAble(more, used && size < limits[1]);
    },
  };
}

/** All ten equations: the way forward, then the six of the way back, with the verdict on the student's shapes. */
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
        const given = answer[key] !== undefined;
        const right = given && isRight(equation, answer, sizes);
        const text = `${equation.result} ${shapeText(sized(equation.shape, sizes))}${given ? (right ? " ✓" : " ✗") : ""}`;
        setText(words, text);
        label.classList.toggle("bp-wrong", given && !right);
        input.checked = key === chosen.key;
      });
    },
  };
}

function buildForms(frame, { spec, labels, onForm, onStep, signal }) {
  const row = element("div", { class: "bp-forms" }, frame);
  const steps = [
    [-1, labels.back],
    [1, labels.next],
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
    },
  };
}

export default { render };
