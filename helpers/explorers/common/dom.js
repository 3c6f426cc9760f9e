// Nodes of the page, and when to draw them.

const SVG = "http://www.w3.org/2000/svg";

export function svgElement(name, attributes = {}, parent = null) {
  const node = document.createElementNS(SVG, name);
  setAll(node, attributes);
  parent?.append(node);
  return node;
}

export function element(name, attributes = {}, parent = null, text = "") {
  const node = document.createElement(name);
  setAll(node, attributes);
  if (text) node.textContent = text;
  parent?.append(node);
  return node;
}

export function setAll(node, attributes) {
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
}

/** Write only what has changed: every write lays the page out anew, and has a live region read out again. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function setShown(node, shown) {
  node.setAttribute("visibility", shown ? "visible" : "hidden");
}

/** An id that no other explorer on the page has: each loads a copy of this module, so a counter would start anew. */
export function uniqueId(prefix) {
  return `${prefix}-${Math.random().toString(36).slice(2)}`;
}

/** As many nodes as there are items; those left over are taken out of the picture, not made anew at every draw. */
export function makePool(make) {
  const nodes = [];
  return {
    show(items, place) {
      while (nodes.length < items.length) nodes.push(make());
      for (const [i, node] of nodes.entries()) node.style.display = i < items.length ? "" : "none";
      for (const [i, item] of items.entries()) place(nodes[i], item, i);
    },
  };
}

/** Run `draw` at most once a frame, however often the returned function is called. */
export function oncePerFrame(draw) {
  let handle = 0;
  const run = () => {
    handle = 0;
    draw();
  };
  const request = () => {
    handle ||= requestAnimationFrame(run);
  };
  request.cancel = () => cancelAnimationFrame(handle);
  return request;
}
