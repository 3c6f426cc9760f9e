// What a reader moves and reads beside the picture: sliders, buttons, rows of numbers, the sentence for screen readers.

import { element, svgElement } from "./dom.js";

/** JupyterLab would take the arrow keys, Enter and Space to walk from cell to cell. */
export const KEEP_KEYS = { "data-lm-suppress-shortcuts": "true" };

/** A sentence for screen readers that follows the picture, but waits for a pause of movement. */
export function makeSpokenText(parent, signal, waitMilliseconds = 500) {
  const node = element("p", { class: "bp-spoken", "aria-live": "polite", role: "status" }, parent);
  let timer = 0;
  signal.addEventListener("abort", () => clearTimeout(timer));
  return {
    say(text) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (text !== node.textContent) node.textContent = text;
      }, waitMilliseconds);
    },
  };
}

/** A labelled native range input; `onInput(number)` while it moves, `onDone()` when it rests. */
export function makeSlider(parent, { label, min, max, step, onInput, onDone, signal }) {
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
    },
  };
}

/** A button that acts unless `setAble` has switched it off. It stays focusable: a button that loses the focus as it is
 * pressed throws a reader with a keyboard out of the picture, so it is never `disabled`. */
export function makeButton(parent, { text, onPress, signal, ...attributes }) {
  const button = element("button", { type: "button", ...attributes, ...KEEP_KEYS }, parent, text);
  const press = () => button.getAttribute("aria-disabled") !== "true" && onPress();
  button.addEventListener("click", press, { signal });
  return button;
}

export function setAble(button, able) {
  button.setAttribute("aria-disabled", String(!able));
}

/** A row of a read-out (no dl: JupyterLab lays those out in its own way): a sample of the line it belongs to, what it is, and its number, which `show` sets. */
export function makeRow(parent, lineClass, label) {
  const row = element("div", { class: "bp-row" }, parent);
  const key = svgElement("svg", { "aria-hidden": "true" }, row);
  if (lineClass) svgElement("line", { class: `bp-line ${lineClass}`, x1: 0, x2: 30, y1: 5, y2: 5 }, key);
  element("span", { class: "bp-name" }, row, label);
  const number = element("span", { class: "bp-number" }, row);
  return {
    key,
    show(text) {
      number.textContent = text;
    },
  };
}
