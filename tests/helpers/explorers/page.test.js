// What needs no more of a page than an animation frame.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { afterEach, beforeEach, test } from "node:test";
import { makePool, oncePerFrame, setText, uniqueId } from "../../../helpers/explorers/common/dom.js";

let frames = [];
beforeEach(() => {
  frames = [];
  globalThis.requestAnimationFrame = (draw) => frames.push(draw);
  globalThis.cancelAnimationFrame = (handle) => {
    frames[handle - 1] = () => {};
  };
});
afterEach(() => {
  delete globalThis.requestAnimationFrame;
  delete globalThis.cancelAnimationFrame;
});

test("many requests draw once a frame, and the next frame can draw again", () => {
  let drawn = 0;
  const request = oncePerFrame(() => {
    drawn += 1;
  });
  for (let i = 0; i < 5; i++) request();
  assert.deepEqual([frames.length, drawn], [1, 0]);
  frames[0]();
  request();
  frames[1]();
  assert.deepEqual([frames.length, drawn], [2, 2]);
});

test("a request made while drawing is not lost, and a cancelled one does not draw", () => {
  let drawn = 0;
  const request = oncePerFrame(() => {
    drawn += 1;
    if (drawn === 1) request();
  });
  request();
  frames[0]();
  assert.equal(frames.length, 2);
  request.cancel();
  frames[1]();
  assert.equal(drawn, 1);
});

test("a pool makes no node twice and hides those left over", () => {
  let made = 0;
  const placed = [];
  const pool = makePool(() => {
    made += 1;
    return { style: {}, number: made };
  });
  pool.show(["a", "b", "c"], (node, item) => placed.push(`${node.number}${item}`));
  pool.show(["d"], (node, item) => placed.push(`${node.number}${item} ${node.style.display}`));
  assert.deepEqual([made, placed], [3, ["1a", "2b", "3c", "1d "]]);
});

test("text that has not changed is not written again", () => {
  let writes = 0;
  const node = {
    text: "same",
    get textContent() {
      return this.text;
    },
    set textContent(text) {
      writes += 1;
      this.text = text;
    },
  };
  setText(node, "same");
  setText(node, "other");
  assert.deepEqual([writes, node.text], [1, "other"]);
});

test("ids do not repeat", () => {
  assert.equal(new Set(Array.from({ length: 1000 }, () => uniqueId("bp"))).size, 1000);
});

const EXPLORERS = new URL("../../../helpers/explorers/", import.meta.url);
const bundles = readdirSync(EXPLORERS, { recursive: true }).filter((path) => path.endsWith(".bundle.js"));

test("every bundle is a module by itself that gives anywidget a render", async () => {
  assert.equal(bundles.length, 6);
  for (const path of bundles) {
    const { default: widget, ...more } = await import(new URL(path, EXPLORERS));
    assert.equal(typeof widget.render, "function", path);
    assert.deepEqual(more, {});
  }
});
