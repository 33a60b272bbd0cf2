// Lets a reader of a policy see only the items of which one thing holds. Without it all are shown.
(function () {
  "use strict";
  var key = document.querySelector(".hb-key");
  var cells = Array.from(document.querySelectorAll('td[data-label="Holds today"]'));
  if (!key || !cells.length) { return; }

  var tables = Array.from(new Set(cells.map(function (cell) { return cell.closest("table"); })));
  var bar = document.createElement("div");
  var said = document.createElement("p");
  bar.className = "hb-filter";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Which items to show");
  said.className = "hb-filter-said";
  said.setAttribute("role", "status");

  function word(cell) {
    var tag = cell.querySelector(".hb-tag");
    return tag ? tag.textContent.trim() : "";
  }

  function show(wanted, pressed) {
    var count = 0;
    cells.forEach(function (cell) {
      var fits = !wanted || word(cell) === wanted;
      cell.closest("tr").hidden = !fits;
      count += fits ? 1 : 0;
    });
    tables.forEach(function (table) {
      var none = !table.querySelector("tbody tr:not([hidden])");
      var outer = table.closest(".md-typeset__scrollwrap") || table;
      var heading = outer.previousElementSibling;
      outer.hidden = none;
      if (heading && /^H[2-4]$/.test(heading.tagName)) { heading.hidden = none; }
    });
    bar.querySelectorAll("button").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button === pressed));
    });
    said.textContent = count + (count === 1 ? " item is shown." : " items are shown.");
  }

  function offer(label, wanted) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.setAttribute("aria-pressed", String(!wanted));
    button.addEventListener("click", function () { show(wanted, button); });
    bar.appendChild(button);
  }

  offer("All items", "");
  key.querySelectorAll("tbody tr").forEach(function (row) {
    var label = row.querySelector("th").textContent.trim();
    if (Number(row.querySelector("td").textContent)) { offer(label, label); }
  });
  key.insertAdjacentElement("afterend", said);
  key.insertAdjacentElement("afterend", bar);

  // A link to an item leads to it, whatever is filtered.
  window.addEventListener("hashchange", function () {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var row = target && target.closest("tr");
    if (row && row.hidden) { bar.querySelector("button").click(); target.scrollIntoView(); }
  });
})();
