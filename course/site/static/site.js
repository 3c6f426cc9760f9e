// Small repairs for people who use a keyboard or a screen reader, or who print.
(() => {
  /** A formula wider than its place can be scrolled; then it must be reachable by the Tab key. */
  function letKeyboardScrollFormulas() {
    for (const formula of document.querySelectorAll('mjx-container[display="true"]')) {
      if (formula.scrollWidth > formula.clientWidth) formula.setAttribute("tabindex", "0");
      else formula.removeAttribute("tabindex");
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    // The theme calls the button "Search" where it shows "Search Ctrl+K"; by its own text it is called what it shows.
    for (const button of document.querySelectorAll(".search-button-field")) button.removeAttribute("aria-label");
  });
  // Paper is white, whatever the screen is.
  const root = document.documentElement;
  let onScreen = null;
  addEventListener("beforeprint", () => {
    onScreen = root.dataset.theme;
    root.dataset.theme = "light";
  });
  addEventListener("afterprint", () => {
    root.dataset.theme = onScreen;
  });
  addEventListener("load", async () => {
    await window.MathJax?.startup?.promise;
    letKeyboardScrollFormulas();
    addEventListener("resize", letKeyboardScrollFormulas);
  });
})();
