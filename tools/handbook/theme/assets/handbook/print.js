// Printing: the day on which it was done and the address, on every sheet; and a choice of what to print.
// Without this script the browser prints everything, and each sheet says as of which day.
(function () {
  "use strict";
  var root = document.documentElement;
  var words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });

  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".hb-printed").forEach(function (place) {
      place.textContent = "Printed on " + words.format(new Date()) + ".";
    });
    document.querySelectorAll(".hb-sheet-address").forEach(function (place) {
      // Where somebody looks at a build of their own, the address is nobody else's.
      if (!place.textContent && /^https?:$/.test(location.protocol) && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(location.hostname)) {
        place.textContent = location.origin + location.pathname;
      }
    });
  });

  // ---- The short print leaves out what a document is governed by ----
  var SHORT = "data-handbook-print";
  if (/[?&]print=short(&|$)/.test(location.search)) { root.setAttribute(SHORT, "short"); }
  var text = document.querySelector(".hb-text");
  if (!document.querySelector(".hb-box") || !text || !text.querySelector(".hb-fold")) { return; }

  function button(title, explained, short) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "hb-print-way";
    made.textContent = title;
    made.title = explained;
    made.addEventListener("click", function () {
      if (short) { root.setAttribute(SHORT, "short"); } else { root.removeAttribute(SHORT); }
      window.print();
    });
    return made;
  }
  window.addEventListener("afterprint", function () { root.removeAttribute(SHORT); });

  var ways = document.createElement("p");
  ways.className = "hb-print-ways";
  ways.appendChild(document.createTextNode("Print "));
  ways.appendChild(button("for the ward", "The standing and the text, without who endorsed it, its history and its adoption", true));
  ways.appendChild(document.createTextNode(" or "));
  ways.appendChild(button("everything", "The standing, the text and all that is recorded about it", false));
  var below = text.querySelector(".hb-fold");
  below.parentNode.insertBefore(ways, below);
})();
