"""Explorers on a page with nothing but their own script, style sheet and saved traits: no kernel, no Jupyter, no
network.
"""

import base64

from helpers.explorers.common.explorer import Explorer

MOUNT = """async ([esm, css, widgets]) => {
  const revive = value =>
    value?.bytes !== undefined ? new DataView(Uint8Array.from(atob(value.bytes), c => c.charCodeAt(0)).buffer)
    : Array.isArray(value) ? value.map(revive)
    : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item)]))
    : value;
  document.head.append(Object.assign(document.createElement('style'), { textContent: css }));
  window.models = [];
  window.disposers = [];
  for (const traits of widgets) {
    // A copy of the module for each, as anywidget does it.
    const module = await import(URL.createObjectURL(new Blob([esm], { type: 'text/javascript' })));
    const state = Object.fromEntries(Object.entries(traits).map(([key, value]) => [key, revive(value)]));
    const listeners = {};
    const model = {
      saves: 0,
      get: key => state[key],
      set(key, value) {
        if (state[key] === value) return;
        state[key] = value;
        for (const listener of listeners['change:' + key] ?? []) listener();
      },
      on: (event, listener) => (listeners[event] ??= []).push(listener),
      off: (event, listener) => (listeners[event] = (listeners[event] ?? []).filter(other => other !== listener)),
      save_changes: () => (model.saves += 1),
      listening: () => Object.values(listeners).flat().length,
    };
    window.models.push(model);
    const el = document.body.appendChild(document.createElement('div'));
    window.disposers.push(module.default.render({ model, el }));
  }
}"""


def mount(page, *explorers):
    """Show explorers of one kind below each other; `models[i]` is the i-th's model in the page, with `saves` counted."""
    page.set_content("<!doctype html><html lang=en><title>explorers</title><body>")
    first = explorers[0]
    moving = set(first.traits(sync=True)) - set(Explorer.class_trait_names()) - {"_esm", "_anywidget_id"}
    widgets = [
        pack({"spec": explorer.spec} | {name: getattr(explorer, name) for name in moving}) for explorer in explorers
    ]
    page.evaluate(MOUNT, [str(first._esm), str(first._css), widgets])
    return page.locator(".bp-explorer")


def pack(value):
    """The value with every bytes as text that JSON can carry."""
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, dict):
        return {key: pack(item) for key, item in value.items()}
    return [pack(item) for item in value] if isinstance(value, list | tuple) else value


def frames_that_moved(page, panel: int, node: str, attribute: str, shares) -> list[bool]:
    """Drag over the panel, one move a frame; for each whether the node's attribute has changed by the end of its frame."""
    return page.evaluate(
        """async ([panel, node, attribute, shares]) => {
          const svg = document.querySelectorAll('.bp-explorer svg.bp-plot')[panel];
          const moving = svg.querySelector(node);
          const box = svg.getBoundingClientRect();
          const fire = (type, share) => svg.dispatchEvent(new PointerEvent(type, {
            clientX: box.left + share * box.width, clientY: box.top + 90, button: 0, pointerId: 1, bubbles: true }));
          svg.setPointerCapture = () => {};
          const frame = async () => { await new Promise(requestAnimationFrame); await new Promise(done => setTimeout(done)); };
          fire('pointerdown', shares[0]);
          await frame();
          const moved = [];
          for (const share of shares.slice(1)) {
            const before = moving.getAttribute(attribute);
            fire('pointermove', share);
            await frame();
            moved.push(moving.getAttribute(attribute) !== before);
          }
          fire('pointerup', shares.at(-1));
          return moved;
        }""",
        [panel, node, attribute, list(shares)],
    )


def sticks_out(explorer) -> list[str]:
    """The parts that reach beyond the explorer's right edge."""
    return explorer.evaluate("""node => [...node.querySelectorAll('.bp-number, output, input, button, svg.bp-plot, td, p:not(.bp-spoken)')]
        .filter(part => part.getBoundingClientRect().right > node.getBoundingClientRect().right).map(part => part.outerHTML)""")


def check_narrow_layout(page, explorer, picture):
    """On a page of a phone's width the panels stand below each other, and nothing sticks out."""
    page.set_viewport_size({"width": 400, "height": 1500})
    page.wait_for_function("document.querySelectorAll('svg.bp-plot')[1].getBoundingClientRect().top > 250")
    assert sticks_out(explorer) == []
    explorer.screenshot(path=picture)


def check_end(page):
    """An explorer that is taken away listens to nothing any more, and nothing on the page went wrong."""
    page.evaluate("disposers.forEach(dispose => dispose())")
    assert set(page.evaluate("models.map(model => model.listening())")) == {0}
    assert page.errors == []
