// A policy: its sections open one by one, and its items can be narrowed down to those of which one
// thing holds; that stands in the address. Without it every section is open and all items are shown.
// It runs where it stands, before the sections are drawn, so that nothing on the page moves.
(function () {
  "use strict";
  var root = document.documentElement;
  var key = document.querySelector(".hb-key");
  if (!key) { return; }
  var wanted = "";
  var bar = document.createElement("div");
  var said = document.createElement("p");
  bar.className = "hb-filter";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Which items to show");
  said.className = "hb-filter-said";
  said.setAttribute("role", "status");

  function named(label) { return label.toLowerCase().replace(/[^a-z0-9]+/g, "-"); }
  function offer(label, value) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.value = value;
    button.setAttribute("aria-pressed", String(value === wanted));
    bar.appendChild(button);
  }
  function read() {
    var asked = window.URLSearchParams ? new URLSearchParams(location.search).get("holds") || "" : "";
    return Array.from(bar.querySelectorAll("button")).some(function (button) { return button.value === asked; }) ? asked : "";
  }
  offer("All items", "");
  key.querySelectorAll("tbody tr").forEach(function (row) {
    var label = row.querySelector("th").textContent.trim();
    if (Number(row.querySelector("td").textContent)) { offer(label, named(label)); }
  });
  said.textContent = "\u00a0";
  key.insertAdjacentElement("afterend", said);
  key.insertAdjacentElement("afterend", bar);
  root.setAttribute("data-handbook-folds", "soon");

  document.addEventListener("DOMContentLoaded", function () {
    try { start(); } finally { root.removeAttribute("data-handbook-folds"); }
  });

  function address() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch (problem) { return ""; }
  }

  function start() {
    var text = document.querySelector(".hb-text");
    var cells = Array.from(text.querySelectorAll('td[data-label="Addressed today"]'));
    var folds = Array.from(text.querySelectorAll("h2[id^='section-'], h2#hb-items")).map(fold);

    function fold(heading) {
      var details = document.createElement("details");
      var summary = document.createElement("summary");
      details.className = "hb-fold";
      summary.className = "hb-fold-head";
      heading.parentNode.insertBefore(details, heading);
      heading.querySelectorAll(".headerlink").forEach(function (mark) { mark.remove(); });
      summary.appendChild(heading);
      details.appendChild(summary);
      while (details.nextSibling && details.nextSibling.nodeName !== "H2") {
        details.appendChild(details.nextSibling);
      }
      var counted = details.querySelector(".hb-counted");
      if (counted) { summary.appendChild(counted); }
      return details;
    }
    function unfold() {
      var target = address() && document.getElementById(address());
      var around = target && target.closest("details.hb-fold");
      if (!around) { return; }
      var row = target.closest("tr");
      if (row && row.hidden) { choose("", true); }
      around.open = true;
      // Once it is laid out: a jump into what was just opened lands under the bars at the top.
      requestAnimationFrame(function () {
        requestAnimationFrame(function () { target.scrollIntoView(); });
      });
    }
    function holds(cell) {
      var tag = cell.querySelector(".hb-tag");
      return tag ? named(tag.textContent.trim()) : "";
    }
    function show() {
      var count = 0;
      cells.forEach(function (cell) {
        var fits = !wanted || holds(cell) === wanted;
        cell.closest("tr").hidden = !fits;
        count += fits ? 1 : 0;
      });
      folds.forEach(function (details) {
        details.hidden = !details.querySelector("tbody tr:not([hidden])");
        details.open = Boolean(wanted);
      });
      bar.querySelectorAll("button").forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.value === wanted));
      });
      var rest = cells.length - count;
      root.toggleAttribute("data-handbook-narrowed", rest > 0);
      said.textContent = !rest && folds.length ? count + " items, in sections that open." :
        count + (count === 1 ? " item is shown." : " items are shown.") + (rest ? " " + rest + (rest === 1 ? " is hidden." : " are hidden.") : "");
    }
    function choose(value, quietly) {
      wanted = value;
      try {
        history[quietly ? "replaceState" : "pushState"](null, "", location.pathname + (value ? "?holds=" + value : "") + location.hash);
      } catch (problem) { /* A copy read from a disk has no address to keep it in. */ }
      show();
    }
    bar.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (button) { choose(button.value); }
    });
    window.addEventListener("popstate", function () { wanted = read(); show(); unfold(); });
    window.addEventListener("hashchange", unfold);
    document.addEventListener("click", function (event) {
      var link = event.target.closest("a[href^='#']");
      if (link && link.hash === location.hash) { unfold(); }
    });
    wanted = read();
    show();
    unfold();
  }
})();
