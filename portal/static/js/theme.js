// Before the first paint: the reader's own choice of colours, and a mark that scripts run. Nothing is stored until they choose.
(function () {
  var root = document.documentElement;
  root.classList.add("has-script");
  try {
    var chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch (refused) {
    // Storage may be forbidden; then the system's colours hold.
  }
})();
