// Small mends to the frame around the page, for people who use a screen reader.
(function () {
  "use strict";
  // Two landmarks of one kind need two names.
  var seen = {};
  document.querySelectorAll("nav[aria-label]").forEach(function (landmark) {
    var name = landmark.getAttribute("aria-label");
    seen[name] = (seen[name] || 0) + 1;
    if (seen[name] > 1) { landmark.setAttribute("aria-label", name + " " + seen[name]); }
  });

  // The menu of a narrow screen is opened by a label: give keys a way in.
  var label = document.querySelector("label.md-header__button[for=__drawer]");
  if (label) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "hb-hidden hb-open hb-open__drawer";
    button.textContent = "Open the menu";
    button.addEventListener("click", function () { label.click(); });
    label.insertAdjacentElement("beforebegin", button);
  }

  // What is wider than the screen can be scrolled with keys. The frame wraps tables late.
  window.addEventListener("load", function () {
    document.querySelectorAll(".md-typeset__scrollwrap").forEach(function (wide, at) {
      if (wide.scrollWidth > wide.clientWidth) {
        wide.tabIndex = 0;
        wide.setAttribute("role", "region");
        wide.setAttribute("aria-label", "Table " + (at + 1) + ", scrolls sideways");
      }
    });
  });

  // A command is broken between its words: in the middle of "--" it would be typed wrong.
  document.querySelectorAll(".hb-text code").forEach(function (command) {
    if (command.children.length || command.textContent.indexOf("--") === -1) { return; }
    var words = command.textContent.split(/(\s+)/);
    command.textContent = "";
    words.forEach(function (word) {
      var part = document.createElement("span");
      if (word.length <= 36) { part.className = "hb-whole"; }
      part.textContent = word;
      command.appendChild(/^\s*$/.test(word) ? document.createTextNode(word) : part);
    });
  });

  // A table written in Markdown has no headers of rows. In the table of local adoption a cell means
  // nothing without its document.
  document.querySelectorAll(".hb-text table:has(.hb-m-organisation) tbody td:first-child").forEach(function (name) {
    name.setAttribute("role", "rowheader");
  });
})();
