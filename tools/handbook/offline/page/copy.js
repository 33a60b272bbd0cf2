// Shows the pages of a copy only from the day on which it was made to its last day, in the network's
// time zone. Whatever it cannot judge it leaves hidden.
(function () {
  "use strict";
  var given = document.currentScript.dataset;
  var DAY = /^\d{4}-\d{2}-\d{2}$/;

  function today() {
    try {
      var parts = {};
      new Intl.DateTimeFormat("en-GB", {
        timeZone: given.zone, year: "numeric", month: "2-digit", day: "2-digit"
      }).formatToParts(new Date()).forEach(function (part) { parts[part.type] = part.value; });
      return parts.year + "-" + parts.month + "-" + parts.day;
    } catch (problem) {
      return "";
    }
  }

  function judge() {
    var now = today();
    var state = "held";
    if (!DAY.test(now) || !DAY.test(given.made) || !DAY.test(given.last)) {
      state = "unknown";
    } else if (now < given.made) {
      state = "early";
    } else if (now > given.last) {
      state = "expired";
    }
    document.documentElement.setAttribute("data-handbook-copy", state);
  }

  judge();
  // A page may stay open over the last midnight, or be brought back as it was.
  ["pageshow", "focus", "beforeprint"].forEach(function (event) {
    window.addEventListener(event, judge);
  });
  document.addEventListener("visibilitychange", judge);
  setInterval(judge, 60000);
})();
