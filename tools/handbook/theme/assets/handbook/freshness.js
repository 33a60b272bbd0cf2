// Compares today, in the network's time zone, with the dates of this page, before it is painted, and
// again whenever somebody comes back to it or prints it: a page may stay open for days.
// The page says in words until when it may be used; this only raises a warning sooner to the eye.
(function () {
  "use strict";
  var dates = document.currentScript.dataset;
  var root = document.documentElement;
  var EVERY = 10 * 60 * 1000; // a page on a screen that nobody touches
  var ASKED_EVERY = 60 * 60 * 1000;
  var BUILD = new URL("../../build.json", document.currentScript.src);

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

  function warnings(now) {
    if (!now || now < dates.built) { return ["unknown"]; }
    var raised = [];
    if (dates.arrives && now >= dates.arrives) { raised.push("arrived"); }
    if (dates.expires && now > dates.expires) { raised.push("expired"); }
    if (dates.until && now > dates.until) { raised.push("late"); }
    if (days(dates.built, now) > Number(dates.oldAfter)) { raised.push("old"); }
    return raised;
  }

  // Dates in lists are marked as soon as the list is there, and once each.
  function mark(now) {
    if (!now || now < dates.built) { return; }
    document.querySelectorAll(".hb-until[data-until]").forEach(function (date) {
      var next = date.nextElementSibling;
      var marked = next && next.classList.contains("hb-passed");
      if (!marked && now > date.getAttribute("data-until")) {
        var word = document.createElement("strong");
        word.className = "hb-tag hb-care hb-passed";
        word.textContent = "Date passed";
        date.textContent = date.textContent.replace(/^Use until/, "Was to be used until");
        date.insertAdjacentElement("afterend", word);
        date.insertAdjacentText("afterend", " ");
      }
    });
  }

  function judge() {
    var now = today(dates.zone);
    var raised = warnings(now).join(" ") || "checked";
    var changed = raised !== root.getAttribute("data-handbook-dates");
    root.setAttribute("data-handbook-dates", raised);
    root.setAttribute("data-handbook-today", now);
    if (document.readyState !== "loading") { mark(now); }
    if (changed) { document.dispatchEvent(new Event("handbook-judged")); }
  }

  // A page that was open for an hour asks, when somebody comes back to it, whether the handbook was
  // built anew since it was opened. It never loads itself: somebody may be reading it aloud.
  var opened = Date.now();
  var asked = opened;
  function renewed() {
    var now = Date.now();
    if (document.hidden || now - asked < ASKED_EVERY || !/^https?:$/.test(BUILD.protocol)) { return; }
    asked = now;
    fetch(BUILD, { cache: "no-store", redirect: "error" })
      .then(function (answer) { return answer.ok ? answer.json() : {}; })
      .then(function (build) {
        if (Date.parse(build.built) > opened) { tellRenewed(); }
      })
      .catch(function () {}); // without a network nobody can tell, and the dates still stand
  }

  function tellRenewed() {
    var before = document.getElementById("handbook-main");
    if (!before || document.querySelector(".hb-renewed")) { return; }
    var bar = document.createElement("div");
    bar.className = "hb-warning hb-renewed";
    bar.setAttribute("role", "status");
    var words = document.createElement("p");
    words.textContent = "The handbook was renewed after this page was opened, so this page may be out of date. ";
    var again = document.createElement("button");
    again.type = "button";
    again.className = "md-button";
    again.textContent = "Load it again";
    again.addEventListener("click", function () { location.reload(); });
    words.appendChild(again);
    bar.appendChild(words);
    before.insertAdjacentElement("beforebegin", bar);
  }

  judge();
  document.addEventListener("DOMContentLoaded", judge);
  document.addEventListener("visibilitychange", judge);
  document.addEventListener("visibilitychange", renewed);
  ["pageshow", "focus"].forEach(function (event) { window.addEventListener(event, renewed); });
  ["pageshow", "focus", "beforeprint"].forEach(function (event) { window.addEventListener(event, judge); });
  setInterval(judge, EVERY);
})();
