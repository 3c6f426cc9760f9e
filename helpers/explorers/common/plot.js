// Axes, scales and dragging for explorers that draw curves; stands below base.js in the same module.

/**
 * Axes in an svg that follows its width. `layout(plot)` is called after every change of size, to place what is fixed;
 * `xText(tick, step)` and `yText` write the numbers at the axes, as a logarithmic one needs.
 */
function makePlot(parent, { title, xLimits, yLimits, layout, xText = formatSteps, yText = formatSteps }) {
  const id = uniqueId("bp-plot");
  const figure = element("figure", { class: "bp-panel" }, parent);
  element("figcaption", {}, figure, title);
  const svg = svgElement("svg", { class: "bp-plot", role: "img", "aria-labelledby": `${id}-title ${id}-desc` }, figure);
  svgElement("title", { id: `${id}-title` }, svg).textContent = title;
  const description = svgElement("desc", { id: `${id}-desc` }, svg);
  const clip = svgElement("rect", {}, svgElement("clipPath", { id }, svgElement("defs", {}, svg)));
  const axes = svgElement("g", { "aria-hidden": "true" }, svg);
  const content = svgElement("g", { "clip-path": `url(#${id})` }, svg);
  const overlay = svgElement("g", {}, svg);
  const box = { left: 46, top: 8, right: 12, bottom: 26, width: 0, height: 0 };
  const plot = {
    svg, content, overlay, box,
    x: (value) => box.left + ((value - xLimits[0]) / (xLimits[1] - xLimits[0])) * box.width,
    y: (value) => box.top + ((yLimits[1] - value) / (yLimits[1] - yLimits[0])) * box.height,
    // A number far outside the picture would overflow the renderer, not the clip.
    yNear: (value) => clamp(plot.y(value), [-4000, 4000]),
    xAt: (clientX) => xLimits[0] + ((clientX - svg.getBoundingClientRect().left - box.left) / box.width) * (xLimits[1] - xLimits[0]),
    // Points and labels stand above the clip, so that one on the edge is whole; one outside must be hidden.
    shows: (value) => value >= yLimits[0] && value <= yLimits[1],
    describe: (text) => (description.textContent = text),
    path(xs, ys) {
      let pen = "M";
      let path = "";
      for (let i = 0; i < xs.length; i++) {
        if (!Number.isFinite(ys[i])) { pen = "M"; continue; }
        path += `${pen}${plot.x(xs[i]).toFixed(2)},${plot.yNear(ys[i]).toFixed(2)}`;
        pen = "L";
      }
      return path;
    },
  };
  function resize() {
    const { width, height } = svg.getBoundingClientRect();
    if (width < 40) return;
    box.width = width - box.left - box.right;
    box.height = height - box.top - box.bottom;
    for (const [key, value] of Object.entries({ x: box.left, y: box.top, width: box.width, height: box.height })) clip.setAttribute(key, value);
    drawAxes(plot, axes, { xLimits, yLimits, xText, yText });
    layout(plot);
  }
  const observer = new ResizeObserver(oncePerFrame(resize));
  observer.observe(svg);
  plot.dispose = () => observer.disconnect();
  return plot;
}

function drawAxes(plot, axes, { xLimits, yLimits, xText, yText }) {
  const { left, top, width, height } = plot.box;
  axes.replaceChildren();
  const line = (kind, x1, y1, x2, y2) => svgElement("line", { class: kind, x1, y1, x2, y2 }, axes);
  const label = (text, x, y, anchor) => (svgElement("text", { x, y, "text-anchor": anchor }, axes).textContent = text);
  const xStep = niceStep((xLimits[1] - xLimits[0]) / Math.max(2, width / 80));
  for (const tick of ticks(xLimits, xStep)) {
    line(tick === 0 ? "bp-axis" : "bp-grid-line", plot.x(tick), top, plot.x(tick), top + height);
    label(xText(tick, xStep), plot.x(tick), top + height + 17, "middle");
  }
  const yStep = niceStep((yLimits[1] - yLimits[0]) / Math.max(2, height / 55));
  for (const tick of ticks(yLimits, yStep)) {
    line(tick === 0 ? "bp-axis" : "bp-grid-line", left, plot.y(tick), left + width, plot.y(tick));
    label(yText(tick, yStep), left - 7, plot.y(tick) + 4, "end");
  }
}

function ticks([low, high], step) {
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step + 0);
}

/** `onMove(x)` while a mouse, pen or finger drags anywhere on the plot, `onDone()` when it lets go. */
function makeDraggable(plot, { onMove, onDone, signal }) {
  let dragging = false;
  const { svg } = plot;
  const start = (event) => {
    if (event.button !== 0) return;
    dragging = true;
    svg.setPointerCapture(event.pointerId);
    onMove(plot.xAt(event.clientX));
  };
  const stop = () => {
    if (dragging) onDone();
    dragging = false;
  };
  svg.addEventListener("pointerdown", start, { signal });
  svg.addEventListener("pointermove", (event) => dragging && onMove(plot.xAt(event.clientX)), { signal });
  for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, stop, { signal });
}

/** The tangent across the whole picture, cut where it leaves it, so that a steep one keeps its dashes. */
function tangentPath(plot, xRange, x, value, slope) {
  const { top, height } = plot.box;
  const perUnit = plot.y(1) - plot.y(0);
  const xAt = (y) => x + (y - plot.y(value)) / (slope * perUnit);
  const reach = slope === 0 ? xRange : [xAt(top - 20), xAt(top + height + 20)].sort((a, b) => a - b);
  const ends = [Math.max(xRange[0], reach[0]), Math.min(xRange[1], reach[1])];
  return plot.path(ends, ends.map((end) => value + slope * (end - x)));
}

/** A vertical line at x from the bottom to the top of the picture. */
function placeGuide(guide, plot, x) {
  const { top, height } = plot.box;
  for (const [key, number] of Object.entries({ x1: plot.x(x), x2: plot.x(x), y1: top, y2: top + height })) guide.setAttribute(key, number);
}

/** A circle at (x, value), hidden where it would lie outside the picture. */
function placePoint(point, plot, x, value) {
  const shown = plot.shows(value);
  point.setAttribute("visibility", shown ? "visible" : "hidden");
  point.setAttribute("cx", plot.x(x));
  point.setAttribute("cy", shown ? plot.y(value) : 0);
}
