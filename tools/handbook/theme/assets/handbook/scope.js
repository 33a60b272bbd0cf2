// Gives the frame around the pages what it asks for: a store for what the reader chose, kept apart
// from that of another handbook on the same server.
(function () {
  "use strict";
  var scope = new URL(document.currentScript.dataset.base, location);

  function name(key, base) {
    return (base || scope).pathname + "." + key;
  }

  window.__md_scope = scope;
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, sign) {
      return (sum << 5) - sum + sign.charCodeAt(0);
    }, 0);
  };
  window.__md_get = function (key, store, base) {
    return JSON.parse((store || localStorage).getItem(name(key, base)));
  };
  window.__md_set = function (key, value, store, base) {
    try {
      (store || localStorage).setItem(name(key, base), JSON.stringify(value));
    } catch (problem) {
      // A browser may keep nothing: then the choice lasts as long as the page.
    }
  };
})();
