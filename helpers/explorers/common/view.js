// One view of an explorer, from its frame to its end.

import { element, oncePerFrame } from "./dom.js";

/** The explorer's frame; with a problem it holds the sentence and nothing else, and the answer is null. */
function makeFrame(el, label, problem, notes) {
  const frame = element("section", { class: "bp-explorer", role: "group", "aria-label": label }, el);
  if (problem) element("p", { class: "bp-notice", role: "alert", style: "margin:0" }, frame, problem);
  for (const note of problem ? [] : notes) element("p", { class: "bp-notice", style: "margin:0 0 10px" }, frame, note);
  return problem ? null : frame;
}

/** Show an explorer in `el`. `build` gives { draw, dispose }; a change of a trait, or `redraw`, asks for a drawing. */
export function mount({ model, el }, { traits, className = "", build }) {
  const spec = model.get("spec");
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
