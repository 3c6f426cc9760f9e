// Matrices as boxes to scale, with the sides lit that must agree; stands below equation_shapes.js in the same module.

const CELL = 17; // pixels of one number
const BAR = 7; // pixels of the mark on a side

let hatchCount = 0;

/** One matrix: its name, a box of rows × columns, both sizes, and marks {0: …, 1: …} on its left and its upper side. */
function drawBox(parent, { name, dims, marks = {}, kind = "", note = "" }) {
  const box = element("div", { class: `bp-box ${kind}` }, parent);
  const [rows, columns] = dims.length === 1 ? [ONE, dims[0]] : dims;
  const width = columns.number * CELL;
  const height = rows.number * CELL;
  const side = (dim) => (typeof dim.symbol === "string" ? `${dim.symbol} = ${dim.number}` : String(dim.number));
  const columnText = side(columns);
  const rowText = dims.length === 1 ? "" : side(rows);
  // Writing beside the box takes 6.6 pixels a letter at 12 pixels.
  const left = 6.6 * rowText.length + BAR + 8;
  const over = Math.max(0, (6.6 * columnText.length - width) / 2 + 2);
  const x = Math.max(left, over);
  const y = 18 + BAR + 3;
  const right = Math.max(4, over);
  const svg = svgElement("svg", { width: x + width + right, height: y + height + 3, "aria-hidden": "true" }, box);
  svgElement("rect", { class: "bp-cells", x, y, width, height }, svg);
  for (let row = 1; row < rows.number; row++)
    svgElement("line", { class: "bp-cell-line", x1: x, x2: x + width, y1: y + row * CELL, y2: y + row * CELL }, svg);
  for (let column = 1; column < columns.number; column++)
    svgElement(
      "line",
      { class: "bp-cell-line", x1: x + column * CELL, x2: x + column * CELL, y1: y, y2: y + height },
      svg,
    );
  svgElement("rect", { class: "bp-frame", x, y, width, height }, svg);
  const bar = (mark, place) =>
    mark && svgElement("rect", { class: `bp-bar bp-mark-${mark}`, ...place, ...fillOf(svg, mark) }, svg);
  if (dims.length === 2) bar(marks[0], { x: x - BAR - 2, y, width: BAR, height });
  bar(marks[1], { x, y: y - BAR - 2, width, height: BAR });
  const text = (words, mark, place) =>
    (svgElement("text", { class: mark ? "bp-side bp-lit" : "bp-side", ...place }, svg).textContent = words);
  text(columnText, marks[1], { x: x + width / 2, y: 13, "text-anchor": "middle" });
  text(rowText, marks[0], { x: x - BAR - 6, y: y + height / 2 + 4, "text-anchor": "end" });
  const underBox = `margin-left: ${x - right}px`; // in the middle of the box, not of what stands around it
  element("span", { class: "bp-box-name", style: underBox }, box, name);
  element("span", { class: "bp-box-note", style: underBox }, box, note || shapeText(dims));
}

/** Colour and hatch of a mark, so that marks stay apart without colour. */
function fillOf(svg, mark) {
  const id = `bp-hatch-${++hatchCount}`;
  const pattern = svgElement("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, svg);
  svgElement("rect", { class: `bp-mark-ground bp-mark-${mark}`, width: 6, height: 6 }, pattern);
  const strokes = {
    inner0: "M0,6L6,0",
    inner1: "M0,0L6,6",
    rows: "M3,0V6",
    columns: "M0,3H6",
    fault: "M0,0L6,6M0,6L6,0",
  };
  svgElement("path", { class: "bp-mark-hatch", d: strokes[mark] }, pattern);
  return { style: `fill: url(#${id})` };
}

/** The whole equation: what is needed = the terms with their signs → what they give. */
function drawEquation(parent, { equation, form, verdict, sizes, labels }) {
  parent.replaceChildren();
  const needed = sized(equation.shape, sizes);
  drawBox(parent, { name: equation.result, dims: needed, kind: "bp-needed" });
  const sign = (text, kind = "") => element("span", { class: `bp-sign ${kind}`, "aria-hidden": "true" }, parent, text);
  sign("=");
  if (form.average) sign("1/m");
  form.terms.forEach((term, index) => {
    if (index > 0) {
      const fault = verdict.fault === index - 1;
      sign(form.signs[index - 1], fault ? "bp-fault" : "");
      if (fault) sign("✗", "bp-cross");
    }
    if (term.sum) sign("Σ");
    // A sum is drawn before it is taken; its sides meet nothing yet.
    const dims = term.sum
      ? sized(term.shape, sizes)
      : (verdict.dims[index] ?? prepareTerm(term, sizes, { sentences: [] }, {}));
    const marks = term.sum ? {} : { 0: verdict.marks[[index, 0]], 1: verdict.marks[[index, 1]] };
    const before = term.turned
      ? fill(labels.turned, { name: `${term.name} ${shapeText(sized(term.shape, sizes))}` })
      : "";
    drawBox(parent, { name: term.sum ? term.text.replace("Σ ", "") : term.text, dims, marks, note: before });
  });
  sign("→");
  if (verdict.shape)
    drawBox(parent, {
      name: labels.gives,
      dims: verdict.shape.map((number) => ({ symbol: number, number })),
      kind: `bp-gives bp-${verdict.kind}`,
    });
  else element("span", { class: "bp-gives-nothing" }, parent, labels.nothing);
}
