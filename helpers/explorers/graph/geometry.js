// Where the picture of the graph explorer puts what Python has placed: which layout, how large, and the arrows' shapes.

const HEAD = { length: 9, half: 4 }; // pixels of an arrow's head

/** The layout for a width in pixels, and its scale. Writing below three quarters of its size is hard to read; then the
 * graph runs down the page instead, where that is narrower. */
export function chooseLayout({ wide, tall }, width) {
  const layout = width >= 0.76 * wide.width || wide.width <= tall.width ? wide : tall;
  return { layout, scale: Math.min(layout === wide ? 1.2 : 1.1, width / layout.width) };
}

/** Paths of an arrow along the parabola from (x0, y0) by (cx, cy) to (x1, y1): its shaft, which ends where the head begins. */
export function arrowShape([x0, y0, cx, cy, x1, y1]) {
  const length = Math.hypot(x1 - cx, y1 - cy) || 1;
  const [ux, uy] = [(x1 - cx) / length, (y1 - cy) / length];
  const [bx, by] = [x1 - HEAD.length * ux, y1 - HEAD.length * uy];
  const side = (way) => `${bx - way * HEAD.half * uy},${by + way * HEAD.half * ux}`;
  return { shaft: `M${x0},${y0}Q${cx},${cy} ${bx},${by}`, head: `M${x1},${y1}L${side(1)}L${side(-1)}Z` };
}
