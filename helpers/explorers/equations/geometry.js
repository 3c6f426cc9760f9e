// How large the box of a matrix is, and where the writing around it stands.

export const CELL = 17; // pixels of one number
export const BAR = 7; // pixels of the mark on a side
const LETTER = 6.6; // pixels of a letter beside the box, whose writing is 12 pixels high
const TOP = 18 + BAR + 3; // above the box: writing and a mark

const ONE = { symbol: 1, number: 1 };

/**
 * The box of a matrix, rows × columns to scale, in a picture that has room for what is written beside and above it.
 * dims: [rows, columns], or [columns] for an array with one axis, which NumPy lays as a row.
 */
export function layOutBox(dims) {
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
    indent: x - right,
  };
}

/** "n_h = 4", or the number alone where it stands for no size. */
function writeSide({ symbol, number }) {
  return typeof symbol === "string" ? `${symbol} = ${number}` : String(number);
}

/** The lines between the numbers of a box, as [x1, y1, x2, y2]. */
export function cellLines({ x, y, width, height, rows, columns }) {
  const lines = [];
  for (let row = 1; row < rows; row++) lines.push([x, y + row * CELL, x + width, y + row * CELL]);
  for (let column = 1; column < columns; column++) {
    lines.push([x + column * CELL, y, x + column * CELL, y + height]);
  }
  return lines;
}
