// Puts on the colours that the reader chose last time, before anything is painted.
(function () {
  "use strict";
  var kept = null;
  try {
    kept = window.__md_get("__palette");
  } catch (problem) {
    return; // a browser that keeps nothing: the colours of the device
  }
  if (!kept || !kept.color) { return; }
  var colours = kept.color;
  if (colours.media === "(prefers-color-scheme)") {
    var light = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    var input = document.querySelector("[data-md-color-media='(prefers-color-scheme: " + light + ")']");
    if (!input) { return; }
    colours = {};
    ["media", "scheme", "primary", "accent"].forEach(function (part) {
      colours[part] = input.getAttribute("data-md-color-" + part);
    });
  }
  Object.keys(colours).forEach(function (part) {
    document.body.setAttribute("data-md-color-" + part, colours[part]);
  });
})();
