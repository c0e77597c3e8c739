// Comfort only: every page works without this file.
(function () {
  "use strict";
  var root = document.documentElement;

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function setUpTheme(button) {
    function show() {
      button.setAttribute("aria-pressed", String(isDark()));
    }
    show();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      try {
        localStorage.setItem("theme", root.dataset.theme);
      } catch (refused) {
        // The choice then lasts for this page only.
      }
      show();
    });
  }

  function each(selector, act) {
    document.querySelectorAll(selector).forEach(act);
  }

  each("[data-theme-toggle]", setUpTheme);

  // On paper nothing stays folded.
  addEventListener("beforeprint", function () {
    each("details:not([open])", function (fold) {
      fold.dataset.wasClosed = "";
      fold.open = true;
    });
  });
  addEventListener("afterprint", function () {
    each("details[data-was-closed]", function (fold) {
      fold.open = false;
      delete fold.dataset.wasClosed;
    });
  });
})();
