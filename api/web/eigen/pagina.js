/* Comfort only: every page works without this. */
(function () {
  "use strict";

  /* After a form comes back with mistakes, the summary of them is read out and in sight. */
  var aandacht = document.querySelector("[data-aandacht]");
  if (aandacht) {
    aandacht.focus();
  }

  /* What a list asks because something changed does not tell that somebody is there: the session may end. */
  document.addEventListener("htmx:configRequest", function (vraag) {
    var reden = vraag.detail.triggeringEvent;
    if (reden && reden.type.indexOf("sse:") === 0) {
      vraag.detail.headers["X-Vanzelf"] = "ja";
    }
  });

  /* Ctrl+Enter (or Cmd+Enter) in a form does what its first button does. */
  document.addEventListener("keydown", function (toets) {
    if (toets.key !== "Enter" || !(toets.ctrlKey || toets.metaKey) || !toets.target.form) {
      return;
    }
    var knop = toets.target.form.querySelector("button[data-ctrl-enter]");
    if (knop) {
      toets.preventDefault();
      toets.target.form.requestSubmit(knop);
    }
  });
})();
