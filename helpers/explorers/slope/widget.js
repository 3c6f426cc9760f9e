// The slope explorer; base.js, plot.js and curve.js stand above this text in the same module. Every sentence comes from slope.py.

function render(view) {
  const build = (parts) => buildView({ ...parts, curve: makeCurve(parts.spec) });
  return mount(view, { traits: ["z", "width"], build });
}

function buildView({ model, frame, spec, labels, curve, redraw, signal }) {
  const { zRange, widthRange } = spec;
  const fine = niceStep((zRange[1] - zRange[0]) / 1000);
  // Other views of the same model follow each move at once; Python hears of it when the movement ends.
  const moveTo = (z) => model.set("z", clamp(Number((Math.round(z / fine) * fine).toFixed(12)), zRange));
  const save = () => model.save_changes();

  const panels = element("div", { class: "bp-panels" }, frame);
  const values = buildValuePanel(panels, { labels, curve, zRange, limits: spec.valueLimits, redraw });
  const slopes = buildSlopePanel(panels, { labels, curve, zRange, limits: spec.slopeLimits, redraw });
  for (const { plot } of [values, slopes]) makeDraggable(plot, { onMove: moveTo, onDone: save, signal });

  const controls = element("div", { class: "bp-controls" }, frame);
  const zSlider = makeSlider(controls, {
    label: labels.z_slider, min: zRange[0], max: zRange[1], step: niceStep((zRange[1] - zRange[0]) / 200), onInput: moveTo, onDone: save, signal,
  });
  // The width slider is logarithmic, so that one step always shrinks the triangle by the same factor.
  const ratio = widthRange[1] / widthRange[0];
  const widthSlider = makeSlider(controls, {
    label: labels.width_slider, min: 0, max: 100, step: 1, onDone: save, signal,
    onInput: (position) => model.set("width", clamp(Number((widthRange[0] * ratio ** (position / 100)).toPrecision(3)), widthRange)),
  });

  const readout = buildReadout(frame, labels, curve);
  element("p", { class: "bp-hint" }, frame, labels.hint);
  const spoken = makeSpokenText(frame, signal);

  function draw() {
    const state = measure(curve, model.get("z"), model.get("width"), zRange);
    const zText = formatSteps(state.z, fine);
    const widthText = state.width.toPrecision(3);
    values.draw(state);
    slopes.draw(state);
    zSlider.show(state.z, zText);
    widthSlider.show((100 * Math.log(state.width / widthRange[0])) / Math.log(ratio), widthText);
    readout.show(state, widthText, spec.worstZ);
    const say = (number) => formatNumber(number, labels.undefined);
    const sentence = fill(labels.spoken, {
      z: zText, value: say(state.value), slope: say(state.slope), height: say(state.height), width: widthText, secant: say(state.secant),
    });
    values.plot.describe(sentence);
    slopes.plot.describe(sentence);
    spoken.say(sentence);
  }
  return {
    draw,
    dispose() {
      for (const { plot } of [values, slopes]) plot.dispose();
    },
  };
}

/** Everything the picture shows at z; the triangle turns to the left where it would leave the range. */
function measure(curve, z, width, zRange) {
  const step = z + width <= zRange[1] ? width : -width;
  const here = curve.at(z);
  const rise = curve.at(clamp(z + step, zRange)).value - here.value;
  const height = step > 0 ? rise : -rise;
  return { z, width, step, rise, height, secant: height / width, ...here };
}

function buildValuePanel(parent, { labels, curve, zRange, limits, redraw }) {
  const plot = makePlot(parent, { title: labels.value_panel, xLimits: zRange, yLimits: limits, layout(plot) {
    line.setAttribute("d", plot.path(curve.z, curve.values));
    redraw();
  } });
  const guide = svgElement("line", { class: "bp-guide" }, plot.content);
  const area = svgElement("path", { class: "bp-triangle-fill" }, plot.content);
  const line = svgElement("path", { class: "bp-line bp-curve" }, plot.content);
  const tangent = svgElement("path", { class: "bp-line bp-tangent" }, plot.content);
  const triangle = svgElement("path", { class: "bp-line bp-triangle" }, plot.content);
  const point = svgElement("circle", { class: "bp-point bp-on-curve", r: 8 }, plot.overlay);
  const widthLabel = svgElement("text", { class: "bp-legend", "text-anchor": "middle" }, plot.overlay);
  const heightLabel = svgElement("text", { class: "bp-legend" }, plot.overlay);
  widthLabel.textContent = labels.width;
  heightLabel.textContent = labels.height;

  function draw({ z, step, rise, value, slope }) {
    const at = (x, y) => `${plot.x(x).toFixed(2)},${plot.yNear(y).toFixed(2)}`;
    const known = Number.isFinite(value);
    placeGuide(guide, plot, z);
    placePoint(point, plot, z, value);
    tangent.setAttribute("d", known && Number.isFinite(slope) ? tangentPath(plot, zRange, z, value, slope) : "");
    const drawn = plot.shows(value) && Number.isFinite(rise);
    const path = drawn ? `M${at(z, value)}L${at(z + step, value)}L${at(z + step, value + rise)}Z` : "";
    area.setAttribute("d", path);
    triangle.setAttribute("d", path);
    const across = drawn ? Math.abs(plot.x(z + step) - plot.x(z)) : 0;
    const up = drawn ? Math.abs(plot.y(rise) - plot.y(0)) : 0;
    widthLabel.setAttribute("visibility", across > 32 ? "visible" : "hidden");
    heightLabel.setAttribute("visibility", across > 24 && up > 14 ? "visible" : "hidden");
    if (!drawn) return;
    widthLabel.setAttribute("x", plot.x(z + step / 2));
    widthLabel.setAttribute("y", plot.y(value) + (rise < 0 ? -7 : 16));
    heightLabel.setAttribute("x", plot.x(z + step) + (step > 0 ? 7 : -7));
    heightLabel.setAttribute("y", plot.y(value + rise / 2) + 4);
    heightLabel.setAttribute("text-anchor", step > 0 ? "start" : "end");
  }
  return { plot, draw };
}

function buildSlopePanel(parent, { labels, curve, zRange, limits, redraw }) {
  const plot = makePlot(parent, { title: labels.slope_panel, xLimits: zRange, yLimits: limits, layout(plot) {
    line.setAttribute("d", plot.path(curve.z, curve.slopes));
    if (curve.disagrees) numeric.setAttribute("d", plot.path(curve.z, curve.numeric));
    redraw();
  } });
  const guide = svgElement("line", { class: "bp-guide" }, plot.content);
  const line = svgElement("path", { class: "bp-line bp-tangent" }, plot.content);
  const numeric = svgElement("path", { class: "bp-line bp-dotted" }, plot.content);
  const point = svgElement("circle", { class: "bp-point bp-on-slope", r: 8 }, plot.overlay);
  const marker = svgElement("path", { class: "bp-marker" }, plot.overlay);

  function draw({ z, slope, secant }) {
    placeGuide(guide, plot, z);
    placePoint(point, plot, z, slope);
    const known = plot.shows(secant);
    marker.setAttribute("visibility", known ? "visible" : "hidden");
    // A triangle as marker: where the slope of the finite triangle stands, running into the point as it shrinks.
    if (known) marker.setAttribute("d", markerPath(plot.x(z), plot.yNear(secant)));
  }
  return { plot, draw };
}

function markerPath(x, y) {
  return `M${x},${y - 6}l6,10h-12Z`;
}

function buildReadout(frame, labels, curve) {
  const list = element("div", { class: "bp-readout" }, frame);
  const value = makeRow(list, "bp-curve", labels.value_row);
  const slope = makeRow(list, "bp-tangent", curve.given ? labels.given_row : labels.tangent_row);
  const triangle = makeRow(list, "bp-triangle", labels.triangle_row);
  svgElement("path", { class: "bp-marker", d: markerPath(15, 5) }, triangle.key);
  const distance = makeRow(list, "", labels.distance_row);
  const small = curve.disagrees ? makeRow(list, "bp-dotted", labels.small_triangle) : null;
  const notice = element("p", { class: "bp-notice", role: "status" }, frame);
  const format = (number) => formatNumber(number, labels.undefined);

  function show(state, widthText, worstZ) {
    value.show(format(state.value));
    slope.show(format(state.slope));
    triangle.show(`${format(state.height)} / ${widthText} = ${format(state.secant)}`);
    distance.show(format(state.secant - state.slope));
    small?.show(format(state.numeric));
    const differ = { given: format(state.slope), numeric: format(state.numeric), z: formatNumber(worstZ ?? NaN) };
    const sentence = state.differs ? labels.disagree_here : worstZ === null ? "" : labels.disagree_elsewhere;
    const text = fill(sentence, differ);
    if (notice.textContent !== text) notice.textContent = text;
  }
  return { show };
}

export default { render };
