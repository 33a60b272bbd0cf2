// Reading a document: what it is governed by is folded below what it says, its contents stand above
// on a phone, and how it stands stays in sight. Without this script everything is there, unfolded.
(function () {
  "use strict";
  var text = document.querySelector(".hb-text");
  var box = document.querySelector(".hb-box");
  if (!text || !box) { return; }

  function element(name, classes, words) {
    var made = document.createElement(name);
    made.className = classes;
    if (words) { made.textContent = words; }
    return made;
  }

  // ---- Governance, folded ----
  var FOLDED = ["hb-front-sheet", "hb-linked", "hb-adoption", "hb-decisions", "hb-versions", "hb-serves"];
  FOLDED.forEach(function (id) {
    var heading = text.querySelector("h2#" + id);
    if (!heading) { return; }
    var fold = element("details", "hb-fold");
    var summary = element("summary", "hb-fold-head");
    heading.parentNode.insertBefore(fold, heading);
    summary.appendChild(heading);
    fold.appendChild(summary);
    heading.querySelectorAll(".headerlink").forEach(function (mark) { fold.appendChild(mark); });
    while (fold.nextSibling && fold.nextSibling.nodeName !== "H2" && !/hb-mark-end/.test(fold.nextSibling.className || "")) {
      fold.appendChild(fold.nextSibling);
    }
  });
  function unfold(id) {
    var target = id && document.getElementById(id);
    var fold = target && target.closest("details.hb-fold");
    if (fold && !fold.open) {
      fold.open = true;
      // Once it is laid out: a jump into what was just opened lands under the bars at the top.
      requestAnimationFrame(function () {
        requestAnimationFrame(function () { target.scrollIntoView(); });
      });
    }
  }
  function address() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch (problem) { return ""; }
  }
  unfold(address());
  window.addEventListener("hashchange", function () { unfold(address()); });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href*='#']");
    if (link && link.hash && link.pathname === location.pathname) {
      var id = link.hash.slice(1);
      setTimeout(function () { unfold(id); }, 0);
    }
  });

  // ---- A citation, with the day on which it is read, to copy ----
  var cite = document.querySelector(".hb-cite-words");
  if (cite) {
    var day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" }).format(new Date());
    var here = /https?:\/\//.test(cite.textContent) || !/^http/.test(location.protocol) ? "" :
      " " + location.origin + location.pathname;
    cite.querySelector(".hb-cite-read").textContent = here + " Read on " + day + ".";
    var copy = element("button", "hb-copy", "Copy");
    var copied = element("span", "hb-copied", "");
    copy.type = "button";
    copied.setAttribute("role", "status");
    copy.addEventListener("click", function () {
      var range = document.createRange();
      range.selectNodeContents(cite);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      var done = function () { copied.textContent = "Copied."; };
      var byHand = function () { copied.textContent = document.execCommand("copy") ? "Copied." : "Selected: copy it with your device."; };
      if (navigator.clipboard) { navigator.clipboard.writeText(cite.textContent.trim()).then(done, byHand); } else { byHand(); }
    });
    cite.insertAdjacentElement("afterend", copied);
    cite.insertAdjacentElement("afterend", copy);
  }

  // ---- Contents, where there is no room for them beside the text ----
  var headings = Array.from(text.querySelectorAll("h2[id]"));
  // A text that may not be used leads to what replaced it or to a number, never to its own parts.
  if (headings.length > 2 && !text.matches(".hb-marked:is(.hb-kind-document, .hb-kind-version)")) {
    var contents = element("details", "hb-contents");
    var list = element("ul", "");
    contents.appendChild(element("summary", "", "On this page"));
    headings.forEach(function (heading) {
      var copy = heading.cloneNode(true);
      copy.querySelectorAll(".headerlink").forEach(function (mark) { mark.remove(); });
      var link = element("a", "", copy.textContent.trim());
      link.href = "#" + encodeURIComponent(heading.id);
      list.appendChild(document.createElement("li")).appendChild(link);
    });
    list.addEventListener("click", function () { contents.open = false; });
    contents.appendChild(list);
    text.parentNode.insertBefore(contents, text);
  }

  // ---- How it stands, in sight while the box is not ----
  if (text.classList.contains("hb-marked") || !window.IntersectionObserver) { return; }
  var WARNED = {
    arrived: "a newer text may have taken its place",
    expired: "the last day of its endorsement has passed",
    late: "the day until which it was to be used has passed",
    unknown: "the date of this device cannot be right",
    old: "this copy of the handbook has not been renewed"
  };
  var OVER = ["arrived", "expired"];
  function said(selector) {
    var copy = box.querySelector(selector);
    if (!copy) { return ""; }
    copy = copy.cloneNode(true);
    copy.querySelectorAll(".hb-hidden").forEach(function (part) { part.remove(); });
    return copy.textContent.trim();
  }
  var slim = element("div", "hb-slim");
  var link = element("a", "", "");
  link.href = "#handbook-main";
  link.appendChild(element("strong", "", said(".hb-box-heading")));
  var rest = link.appendChild(document.createTextNode(""));
  function tell() {
    var dates = (document.documentElement.getAttribute("data-handbook-dates") || "unknown").split(" ");
    var warned = Object.keys(WARNED).filter(function (word) { return dates.indexOf(word) !== -1; })[0];
    var tone = warned ? (warned === "unknown" || warned === "old" ? "care" : "stop") :
      (/hb-(good|care|stop|quiet)\b/.exec(box.className) || ["", "stop"])[1];
    slim.className = "hb-slim hb-" + tone;
    rest.data = warned
      ? ", but " + WARNED[warned] + (OVER.indexOf(warned) === -1 ? ". Check before you rely on it." : ". Do not rely on it.")
      : " " + said(".hb-advice").split(";")[0].replace(/\.?$/, ".");
  }
  tell();
  document.addEventListener("handbook-judged", tell);
  slim.setAttribute("role", "region");
  slim.setAttribute("aria-label", "How this page stands");
  slim.hidden = true;
  slim.appendChild(link);
  document.body.appendChild(slim);
  new IntersectionObserver(function (seen) {
    var now = seen[seen.length - 1];
    slim.hidden = now.isIntersecting || now.boundingClientRect.top > 0;
  }, { rootMargin: "-60px 0px 0px 0px" }).observe(box.querySelector(".hb-box-top"));
})();
