// What a word of the glossary means, beside the word: under the pointer, at the keyboard's focus, at
// a touch. Escape puts it away, and it stays while the pointer is on it. Without this script the
// word is a link to its page, with the meaning as its title.
(function () {
  "use strict";
  var terms = document.querySelectorAll("a.hb-term[title]");
  if (!terms.length) { return; }

  var tip = document.createElement("div");
  var words = document.createElement("p");
  var more = document.createElement("a");
  var open = null, touched = null, leaving = 0;
  tip.className = "hb-tip md-typeset";
  tip.hidden = true;
  words.id = "hb-tip-words";
  words.setAttribute("role", "tooltip");
  more.className = "hb-tip-more";
  more.textContent = "Open the glossary";
  tip.appendChild(words);
  tip.appendChild(more);
  // Among the words of the page, so that whoever goes from part to part by ear comes upon it there.
  (document.querySelector("main") || document.body).appendChild(tip);

  function place() {
    var word = open.getClientRects()[0] || open.getBoundingClientRect();
    var room = document.documentElement.clientWidth;
    var left = Math.max(8, Math.min(word.left, room - tip.offsetWidth - 8));
    var below = word.bottom + 4, above = word.top - tip.offsetHeight - 4;
    var fits = below + tip.offsetHeight <= window.innerHeight || above < 60;
    tip.style.left = (left + window.scrollX) + "px";
    tip.style.top = ((fits ? below : above) + window.scrollY) + "px";
  }
  function hide() {
    clearTimeout(leaving);
    if (!open) { return; }
    open.title = "Glossary: " + words.textContent.replace(/^Glossary: /, "");
    open.removeAttribute("aria-describedby");
    open = null;
    tip.hidden = true;
  }
  function show(term, byTouch) {
    clearTimeout(leaving);
    if (open === term) { return; }
    hide();
    open = term;
    words.textContent = term.title;
    more.href = term.href;
    more.hidden = !byTouch;
    term.removeAttribute("title");
    term.setAttribute("aria-describedby", words.id);
    tip.hidden = false;
    place();
  }
  function later() {
    clearTimeout(leaving);
    leaving = setTimeout(function () { if (document.activeElement !== open) { hide(); } }, 250);
  }

  terms.forEach(function (term) {
    term.addEventListener("pointerenter", function (event) {
      if (event.pointerType === "mouse") { show(term, false); }
    });
    term.addEventListener("pointerleave", function (event) {
      if (event.pointerType === "mouse" && open === term) { later(); }
    });
    term.addEventListener("pointerdown", function (event) {
      touched = event.pointerType === "mouse" ? null : term;
    });
    term.addEventListener("focus", function () { if (touched !== term) { show(term, false); } });
    term.addEventListener("blur", function () {
      if (open === term && more.hidden) { hide(); }
    });
    term.addEventListener("click", function (event) {
      if (touched === term && open !== term) {
        event.preventDefault();
        show(term, true);
      }
    });
  });
  tip.addEventListener("pointerenter", function () { clearTimeout(leaving); });
  tip.addEventListener("pointerleave", function (event) { if (event.pointerType === "mouse") { later(); } });
  document.addEventListener("pointerdown", function (event) {
    if (open && event.target !== open && !open.contains(event.target) && !tip.contains(event.target)) { hide(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && open) {
      hide();
      event.stopPropagation();
    }
  }, true);
  window.addEventListener("resize", hide);
})();
