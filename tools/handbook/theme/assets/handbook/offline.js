// Lets this browser save the pages of the handbook, or takes away what it saved, as the handbook says.
// On a page that was saved, looks whether the handbook can be reached again.
(function () {
  "use strict";
  var given = document.currentScript.dataset;
  var root = document.documentElement;
  var workers = navigator.serviceWorker;
  var home = new URL(given.base.replace(/\/?$/, "/"), location).href;
  if (!workers || !/^https?:$/.test(location.protocol)) { return; } // from a disk, or without a safe connection

  function mine(name) { return name.indexOf("handbook-saved " + home + " ") === 0; }
  function nothing() {}

  if (given.saves === "on") {
    workers.register(home + "sw.js", { scope: home, updateViaCache: "none" }).catch(nothing);
    if (!workers.controller) { // the first page that is opened here came before there was a worker
      workers.ready.then(function (registration) {
        if (registration.scope === home) { registration.active.postMessage({ visited: location.href }); }
      }).catch(nothing);
    }
  } else {
    workers.getRegistrations().then(function (all) {
      all.forEach(function (one) { if (one.scope === home) { one.unregister(); } });
    }).catch(nothing);
    if (window.caches) {
      caches.keys().then(function (names) {
        names.filter(mine).forEach(function (name) { caches.delete(name); });
      }).catch(nothing);
    }
  }

  var saved = Date.parse(root.getAttribute("data-handbook-saved") || "");
  if (!saved && !root.hasAttribute("data-handbook-away")) { return; }
  function again() { location.reload(); }
  window.addEventListener("online", again);

  // Once it is too old it is not shown any longer, although it was left open.
  function judge() {
    var days = Number(root.getAttribute("data-handbook-days"));
    if (saved && !(Date.now() <= saved + days * 86400000)) { again(); }
  }
  document.addEventListener("visibilitychange", judge);
  window.addEventListener("pageshow", function (event) { if (event.persisted) { again(); } });
  setInterval(judge, 3600000);

  // The network was slow: whatever it brings takes the place of this page.
  if (root.getAttribute("data-handbook-why") === "slow" && workers.controller) {
    workers.addEventListener("message", function (event) {
      var state = event.data && event.data.handbook;
      if (state === "newer") { again(); }
      if (state === "same") {
        document.querySelectorAll(".hb-saved").forEach(function (bar) { bar.remove(); });
      }
    });
    workers.startMessages();
    workers.controller.postMessage({ handbook: location.href });
  }

  // What can be read here without a network.
  if (!root.hasAttribute("data-handbook-away") || !window.caches) { return; }
  function listed(cache, request, list) {
    return cache.match(request).then(function (answer) {
      var then = Date.parse(answer.headers.get("x-handbook-saved") || "");
      var days = Number(root.getAttribute("data-handbook-days"));
      if (!(Date.now() <= then + days * 86400000) || Date.now() < then - 600000) { return null; }
      return answer.text().then(function (text) {
        var title = new DOMParser().parseFromString(text, "text/html").querySelector("h1");
        if (!title || request.url.indexOf("/offline/away/") !== -1) { return; }
        var link = document.createElement("a");
        link.href = request.url;
        link.textContent = title.textContent.replace("\u00b6", "").trim();
        list.appendChild(document.createElement("li")).appendChild(link);
      });
    });
  }
  caches.keys().then(function (names) {
    var place = document.querySelector("#hb-saved-here");
    var name = names.filter(function (one) { return mine(one) && !/ files$/.test(one); })[0];
    if (!place || !name) { return; }
    var list = document.createElement("ul");
    place.insertAdjacentElement("afterend", list);
    caches.open(name).then(function (cache) {
      cache.keys().then(function (all) {
        all.filter(function (request) { return /\/$/.test(request.url); }).reduce(function (before, request) {
          return before.then(function () { return listed(cache, request, list); });
        }, Promise.resolve());
      });
    });
  }).catch(nothing);
})();
