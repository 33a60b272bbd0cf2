// Compares today, in the network's time zone, with the dates of this page, before it is painted.
// The page says in words until when it may be used; this only raises a warning sooner to the eye.
(function () {
  "use strict";
  var dates = document.currentScript.dataset;
  var root = document.documentElement;

  function today(zone) {
    try {
      var parts = {};
      new Intl.DateTimeFormat("en-GB", {
        timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit"
      }).formatToParts(new Date()).forEach(function (part) { parts[part.type] = part.value; });
      var day = parts.year + "-" + parts.month + "-" + parts.day;
      return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : "";
    } catch (problem) {
      return "";
    }
  }

  function days(from, to) {
    return Math.round((Date.parse(to) - Date.parse(from)) / 86400000);
  }

  var now = today(dates.zone);
  var found = [];
  if (!now || now < dates.built) {
    found.push("unknown");
  } else {
    if (dates.arrives && now >= dates.arrives) { found.push("arrived"); }
    if (dates.expires && now > dates.expires) { found.push("expired"); }
    if (dates.until && now > dates.until) { found.push("late"); }
    if (days(dates.built, now) > Number(dates.oldAfter)) { found.push("old"); }
  }
  root.setAttribute("data-handbook-dates", found.join(" ") || "checked");
  root.setAttribute("data-handbook-today", now);

  // Dates in lists are marked as soon as the list is there.
  document.addEventListener("DOMContentLoaded", function () {
    if (found.indexOf("unknown") !== -1) { return; }
    document.querySelectorAll(".hb-until[data-until]").forEach(function (date) {
      if (now > date.getAttribute("data-until")) {
        var word = document.createElement("strong");
        word.className = "hb-tag hb-care hb-passed";
        word.textContent = "Date passed";
        date.textContent = date.textContent.replace(/^Use until/, "Was to be used until");
        date.insertAdjacentElement("afterend", word);
        date.insertAdjacentText("afterend", " ");
      }
    });
  });
})();
