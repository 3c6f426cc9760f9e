// The graph explorer: steps through a computation graph, forward and back. Every sentence comes from Python.

import { KEEP_KEYS, makeButton, makeSlider, makeSpokenText, setAble } from "../common/controls.js";
import { element, setText, svgElement } from "../common/dom.js";
import { clamp, fill } from "../common/numbers.js";
import { mount } from "../common/view.js";
import { drawTerms } from "./detail.js";
import { buildPicture } from "./picture.js";
import { makeGraph } from "./state.js";
import { describeStep, describeWrong, plainNumber } from "./text.js";

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
    ["bp-back", labels.gradient_legend],
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
      class: `bp-button bp-go-${name}`,
    }),
    atEnd: name === "next" || name === "last",
  }));
  const slider = makeSlider(controls, {
    label: labels.step_slider,
    min: 0,
    max: spec.lastStep,
    step: 1,
    onInput: moveTo,
    onDone: save,
    signal,
  });
  return {
    show(now) {
      slider.show(now, fill(labels.step_of, { step: now, last: spec.lastStep }));
      for (const { button, atEnd } of buttons) setAble(button, now !== (atEnd ? spec.lastStep : 0));
    },
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
    { signal },
  );
  const most = Math.max(...Object.values(graph.choices).map(({ grid }) => grid.length)) - 1;
  const slider = makeSlider(controls, {
    label: labels.choice,
    min: 0,
    max: most,
    step: 1,
    onDone: save,
    signal,
    onInput: (at) => model.set("value", chosen().grid[Math.min(at, chosen().grid.length - 1)]),
  });
  return {
    show({ at }) {
      const { name, grid } = chosen();
      select.value = name;
      slider.input.max = grid.length - 1;
      slider.input.setAttribute("aria-label", name);
      slider.show(at, plainNumber(grid[at]));
      slider.name.textContent = name;
    },
  };
}

export default { render };
