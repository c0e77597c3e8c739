// Comfort only: titles while one types, as a combobox with a listbox (WAI-ARIA). Without it the form just searches.
(function () {
  "use strict";
  var WAIT = 150;
  var count = 0;

  function setUp(form) {
    var input = form.querySelector('input[type="search"]');
    if (!input || input.getAttribute("role") === "combobox" || !window.fetch) return;
    var list = document.createElement("ul");
    var id = "suggestions-" + ++count;
    var timer = 0;
    var asked = null;
    var current = -1;

    list.id = id;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    var label = form.querySelector("label");
    list.setAttribute("aria-label", label ? label.textContent.trim() : input.placeholder);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", id);
    input.insertAdjacentElement("afterend", list);

    function close() {
      list.hidden = true;
      current = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function select(index) {
      var options = list.children;
      if (current >= 0 && options[current]) options[current].setAttribute("aria-selected", "false");
      current = index;
      if (index < 0) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      options[index].setAttribute("aria-selected", "true");
      options[index].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[index].id);
    }

    function show(suggestions) {
      list.textContent = "";
      suggestions.forEach(function (suggestion, index) {
        var option = document.createElement("li");
        var title = document.createElement("span");
        option.id = id + "-" + index;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.url = suggestion.url;
        title.textContent = suggestion.text;
        option.appendChild(title);
        if (suggestion.kind) {
          var kind = document.createElement("span");
          kind.className = "suggestion-kind";
          kind.textContent = suggestion.kind;
          option.appendChild(kind);
        }
        list.appendChild(option);
      });
      current = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !suggestions.length;
      input.setAttribute("aria-expanded", String(suggestions.length > 0));
    }

    function ask() {
      var text = input.value.trim();
      if (asked) asked.abort();
      if (!text) {
        close();
        return;
      }
      asked = new AbortController();
      fetch(form.action + "suggest/?q=" + encodeURIComponent(text), { signal: asked.signal })
        .then(function (answer) {
          return answer.ok ? answer.json() : { suggestions: [] };
        })
        .then(function (answer) {
          if (document.activeElement === input) show(answer.suggestions);
        })
        .catch(function (error) {
          if (error.name !== "AbortError") close();
        });
    }

    input.addEventListener("input", function (event) {
      clearTimeout(timer);
      // While an input method composes, the text is not yet what will be searched.
      if (!event.isComposing) timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("compositionend", function () {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });

    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      var last = list.children.length - 1;
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "ArrowDown" && !list.hidden) {
        event.preventDefault();
        select(current < last ? current + 1 : 0);
      } else if (event.key === "ArrowUp" && !list.hidden) {
        event.preventDefault();
        select(current > 0 ? current - 1 : last);
      } else if (event.key === "Enter" && current >= 0 && !list.hidden) {
        event.preventDefault();
        location.assign(list.children[current].dataset.url);
      }
    });

    // Before the input loses the focus, which would close the list.
    list.addEventListener("pointerdown", function (event) {
      event.preventDefault();
    });
    list.addEventListener("click", function (event) {
      var option = event.target.closest("li");
      if (option) location.assign(option.dataset.url);
    });
    input.addEventListener("blur", close);
  }

  document.querySelectorAll("form[data-suggest]").forEach(setUp);
})();
