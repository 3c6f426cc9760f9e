// A picture with axes that follows its width, and can be dragged.

import { element, oncePerFrame, setAll, setShown, svgElement, uniqueId } from "./dom.js";
import { formatSteps } from "./numbers.js";
import { makeScales, tangentPath } from "./scales.js";

/**
 * Axes in an svg that follows its width. `layout(plot)` is called after every change of size, to place what is fixed;
 * `xText(tick, step)` and `yText` write the numbers at the axes, as a logarithmic one needs.
 */
export function makePlot(parent, { title, xLimits, yLimits, layout, xText = formatSteps, yText = formatSteps }) {
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
    },
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
  const line = (tick, x1, y1, x2, y2) =>
    svgElement("line", { class: tick === 0 ? "bp-axis" : "bp-grid-line", x1, y1, x2, y2 }, axes);
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

/** `onMove(x)` while a mouse, pen or finger drags anywhere on the plot, `onDone()` when it lets go. */
export function makeDraggable(plot, { onMove, onDone, signal }) {
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

/** A vertical line at x from the bottom to the top of the picture. */
export function placeGuide(guide, plot, x) {
  const { top, height } = plot.box;
  setAll(guide, { x1: plot.x(x), x2: plot.x(x), y1: top, y2: top + height });
}

/** A circle at (x, value), hidden where it would lie outside the picture. */
export function placePoint(point, plot, x, value) {
  const shown = plot.shows(value);
  setShown(point, shown);
  setAll(point, { cx: plot.x(x), cy: shown ? plot.y(value) : 0 });
}

/** A square with its middle at (x, value), hidden where it would lie outside the picture. */
export function placeSquare(square, plot, x, value, shown = plot.shows(value)) {
  const half = Number(square.getAttribute("width")) / 2;
  setShown(square, shown);
  setAll(square, { x: plot.x(x) - half, y: shown ? plot.y(value) - half : 0 });
}
