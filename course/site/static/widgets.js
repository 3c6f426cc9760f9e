// Where require.js finds anywidget: beside the other vendored files, whatever folder the page is in.
(() => {
  const root = new URL(document.documentElement.dataset.content_root || "./", document.baseURI).href;
  window.require.config({ paths: { anywidget: `${root}_static/vendor/anywidget/index` } });
})();
