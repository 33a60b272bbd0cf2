// Printing: the day on which it was done, where links lead, nothing folded; and a choice of what to print.
// Without this script a page prints whole, and each sheet says that the day of printing is not known.
(function () {
  "use strict";
  var SHORT = "data-handbook-print";
  var LONGEST = 90;
  var root = document.documentElement;
  var words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
  var line = document.querySelector(".hb-sheet-address");
  var recorded = line ? line.textContent.trim() : "";
  var here = recorded || location.href.replace(/[?#].*$/, "");
  // Where somebody looks at a build of their own, the address is nobody else's.
  var reachable = /^https?:/.test(here) && !/^https?:\/\/(localhost|127\.|\[::1\])/.test(here);

  // Where a link leads, as it can be typed; of one too long to type, whose server it is.
  function where(link) {
    var target;
    try { target = new URL(link.getAttribute("href"), location.href); } catch (problem) { return ""; }
    var inside = target.protocol === location.protocol && target.host === location.host;
    if (!inside && !/^https?:$/.test(target.protocol)) { return ""; }
    if (inside && (!reachable || target.pathname === location.pathname || link.closest("table"))) { return ""; }
    var address = (inside ? new URL(link.getAttribute("href"), here) : target).href;
    if (address.length > LONGEST) { return inside ? "" : "at " + target.host; }
    return address.replace(/^https?:\/\//, "");
  }

  var folds = [];
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".hb-printed").forEach(function (place) {
      place.textContent = "Printed on " + words.format(new Date()) + ".";
    });
    if (line && !recorded && reachable) { line.textContent = here; }
    document.querySelectorAll(".hb-text a[href]:not(.headerlink):not(.hb-term)").forEach(function (link) {
      var address = where(link);
      if (address && link.textContent.indexOf(address) === -1) { link.setAttribute("data-address", address); }
    });
    folds = Array.from(document.querySelectorAll("details:not([open])"));
    folds.forEach(function (fold) { fold.open = true; });
  });
  window.addEventListener("afterprint", function () {
    root.removeAttribute(SHORT);
    folds.forEach(function (fold) { fold.open = false; });
    folds = [];
  });

  // ---- The short print leaves out what a document is governed by ----
  var text = document.querySelector(".hb-text");
  var box = document.querySelector(".hb-box");
  if (!box || !text) { return; }

  // What may not be relied on is printed in one way only: whole.
  function shortens() {
    var dates = root.getAttribute("data-handbook-dates") || "";
    var stopped = text.classList.contains("hb-marked") || box.classList.contains("hb-stop") || /expired|arrived/.test(dates);
    return !stopped && Boolean(text.querySelector(".hb-fold"));
  }
  if (/[?&]print=short(&|$)/.test(location.search) && shortens()) { root.setAttribute(SHORT, "short"); }

  function button(title, short) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "hb-print-way";
    made.textContent = title;
    made.addEventListener("click", function () {
      if (short && shortens()) { root.setAttribute(SHORT, "short"); } else { root.removeAttribute(SHORT); }
      window.print();
    });
    return made;
  }
  var ways = document.createElement("div");
  ways.className = "hb-print-ways";
  if (shortens()) { ways.appendChild(button("Print for the ward", true)); }
  ways.appendChild(button(shortens() ? "Print everything" : "Print this page", false));
  var head = document.querySelector(".hb-head:has(.hb-eyebrow)");
  if (head && window.matchMedia("(min-width: 60em)").matches) {
    head.appendChild(ways);
  } else {
    text.insertBefore(ways, text.querySelector(".hb-fold"));
  }
})();
