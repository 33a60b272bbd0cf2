// Narrows a list down and sorts it; what was chosen stands in the address. Without it all is listed.
// It runs where it stands, before the list is drawn, so that nothing on the page moves.
(function () {
  "use strict";
  var bar = document.querySelector(".hb-narrow");
  var more = bar && bar.querySelector("details");
  var name = bar && bar.querySelector("input");
  var selects = bar ? Array.from(bar.querySelectorAll("select")) : [];
  var sorting = selects.pop();
  if (!bar || !sorting || !window.URLSearchParams) { return; }
  bar.classList.add("hb-narrow-on");
  if (window.matchMedia("(min-width: 60em)").matches) { more.open = true; }

  function known(select, value) {
    return Array.from(select.options).some(function (option) { return option.value === value; });
  }
  function titled(select) { return bar.querySelector("label[for='" + select.id + "']").textContent.trim(); }
  // What the address asks for; of what is not here (any more) it is said where it was asked, and it
  // hides nothing. No word of an address is repeated: anybody can write one.
  function read() {
    var asked = new URLSearchParams(location.search);
    var lost = [];
    selects.concat(sorting).forEach(function (select) {
      var value = asked.get(select.name) || "";
      if (!known(select, value)) { lost.push(titled(select)); value = ""; }
      select.value = value;
      if (value) { more.open = true; }
    });
    name.value = asked.get("name") || "";
    return { lost: lost, down: asked.get("order") === "down" };
  }
  var state = read();

  function write(replace) {
    var asked = new URLSearchParams();
    [name].concat(selects, sorting).forEach(function (field) {
      if (field.value.trim()) { asked.set(field.name, field.value.trim()); }
    });
    if (sorting.value && state.down) { asked.set("order", "down"); }
    var query = asked.toString();
    try {
      history[replace ? "replaceState" : "pushState"](null, "", location.pathname + (query ? "?" + query : "") + location.hash);
    } catch (problem) { /* A copy read from a disk has no address to keep it in. */ }
  }

  document.addEventListener("DOMContentLoaded", function () {
    var tables = Array.from(document.querySelectorAll(".hb-text table")).filter(function (table) {
      return table.querySelector("th[class*='hb-c-']");
    });
    var rows = [].concat.apply([], tables.map(function (table) { return Array.from(table.tBodies[0].rows); }));
    var said = bar.querySelector(".hb-narrow-said");
    var whole = said.textContent.trim();
    if (rows.length !== parseInt(whole, 10)) { bar.classList.remove("hb-narrow-on"); return; }
    var heads = {};
    tables.forEach(function (table) {
      Array.from(table.tHead.rows[0].cells).forEach(function (head) {
        var key = (/\bhb-c-([a-z0-9-]+)/.exec(head.className) || [])[1];
        if (!known(sorting, key)) { return; }
        (heads[key] = heads[key] || []).push(head);
        // Rows that are cards have no heads to be seen: there the choice above sorts.
        if (window.matchMedia("(max-width: 44.9375em)").matches) { return; }
        var button = document.createElement("button");
        button.type = "button";
        button.className = "hb-sort";
        while (head.firstChild) { button.appendChild(head.firstChild); }
        head.appendChild(button);
        button.addEventListener("click", function () {
          state.down = sorting.value === key && !state.down;
          sorting.value = key;
          write();
          show();
        });
      });
    });
    var reset = document.createElement("button");
    reset.type = "button";
    reset.className = "hb-narrow-all";
    reset.textContent = "Show all " + rows.length;
    reset.addEventListener("click", function () {
      name.value = "";
      selects.concat(sorting).forEach(function (select) { select.value = ""; });
      state = { lost: [], down: false };
      write();
      show();
      name.focus();
    });
    said.insertAdjacentElement("afterend", reset);

    // A date as a number, so that days come in their order; any other words as they are.
    function worth(cell) {
      var day = cell && /(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})/.exec(cell.textContent);
      if (day) { return new Date(day[2] + " " + day[1] + ", " + day[3] + " 12:00 UTC").toISOString(); }
      return cell ? cell.textContent.trim().toLowerCase() : "";
    }
    function sort(table) {
      var mine = rows.filter(function (row) { return row.parentNode === table.tBodies[0]; });
      var head = (heads[sorting.value] || []).filter(function (each) { return table.contains(each); })[0];
      if (head) {
        var words = new Intl.Collator("en", { numeric: true });
        var ranked = mine.map(function (row) { return { row: row, worth: worth(row.cells[head.cellIndex]) }; });
        ranked.sort(function (a, b) {
          if (!a.worth || !b.worth) { return (a.worth ? 0 : 1) - (b.worth ? 0 : 1); }
          return (state.down ? -1 : 1) * words.compare(a.worth, b.worth);
        });
        mine = ranked.map(function (each) { return each.row; });
      }
      mine.forEach(function (row) { table.tBodies[0].appendChild(row); });
    }
    function chosen() {
      return selects.filter(function (select) { return select.value; }).map(function (select) {
        return new Set(select.selectedOptions[0].dataset.rows.split(" ").map(Number));
      });
    }
    function by() {
      var ways = selects.filter(function (select) { return select.value; }).map(function (select) {
        return titled(select) + ": " + select.selectedOptions[0].textContent.replace(/ \(\d+\)$/, "");
      });
      if (name.value.trim()) { ways.push("words in the name"); }
      return " (" + ways.join("; ") + ")";
    }
    function show() {
      var sets = chosen();
      var words = name.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      var count = 0;
      rows.forEach(function (row, number) {
        var title = row.cells[0].textContent.toLowerCase();
        var fits = sets.every(function (set) { return set.has(number); }) &&
          words.every(function (word) { return title.indexOf(word) !== -1; });
        row.hidden = !fits;
        count += fits ? 1 : 0;
      });
      tables.forEach(function (table) {
        sort(table);
        var none = !table.querySelector("tbody tr:not([hidden])");
        var part = table.closest(".md-typeset__scrollwrap") || table;
        // The heading and the words over a table go with it.
        while (part && !(part !== table && /^(TABLE|H1)$/.test(part.nodeName))) {
          part.hidden = none;
          if (/^H[2-6]$/.test(part.nodeName)) { break; }
          part = part.previousElementSibling;
          if (!part || /\b(hb-lead|md-typeset__scrollwrap)\b/.test(part.className)) { break; }
        }
      });
      Object.keys(heads).forEach(function (key) {
        heads[key].forEach(function (head) {
          if (sorting.value === key) {
            head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
          } else { head.removeAttribute("aria-sort"); }
        });
      });
      var hidden = rows.length - count;
      said.textContent = (state.lost.length ? "What the address asks for under " + state.lost.join(", ") + " is not in this list (any more). " : "") +
        (hidden ? count + " of " + rows.length + " are shown; " + hidden + (hidden === 1 ? " is" : " are") + " hidden by what was chosen" + by() + "." : whole);
      reset.hidden = !hidden && !sorting.value && !state.lost.length;
      bar.classList.toggle("hb-narrow-hides", hidden > 0);
      document.documentElement.toggleAttribute("data-handbook-narrowed", hidden > 0);
    }
    name.addEventListener("input", function () { write(true); show(); });
    selects.concat(sorting).forEach(function (select) {
      select.addEventListener("change", function () { state.lost = []; state.down = false; write(); show(); });
    });
    window.addEventListener("popstate", function () { state = read(); show(); });
    // A link to a place in the list leads there, whatever is hidden.
    function arrive() {
      var target;
      try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (problem) { return; }
      if (target && target.closest(".hb-text [hidden]")) { reset.click(); target.scrollIntoView(); }
    }
    window.addEventListener("hashchange", arrive);
    show();
    arrive();
  });
})();
