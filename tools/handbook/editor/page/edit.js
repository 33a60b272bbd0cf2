// The id of a record that exists never changes: its field can be read there, and not written in.
(function () {
  "use strict";
  document.addEventListener(
    "focusin",
    function (event) {
      var field = event.target.closest ? event.target.closest("[data-key-path]") : null;
      if (field && field.dataset.keyPath === "id" && "readOnly" in event.target) {
        event.target.readOnly = window.location.hash.indexOf("/entries/") > 0;
      }
    },
    true
  );
})();
