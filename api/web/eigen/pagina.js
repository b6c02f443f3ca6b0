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

  /* A concept that is kept by itself says so when that did not succeed, until it does. */
  document.addEventListener("htmx:afterRequest", function (vraag) {
    var niet = document.getElementById("niet-bewaard");
    var wie = vraag.detail.requestConfig && vraag.detail.requestConfig.elt;
    if (niet && wie && wie.id === "conceptstand") {
      /* 412: it was saved elsewhere, and what came back says so. */
      niet.hidden = Boolean(vraag.detail.successful || (vraag.detail.xhr && vraag.detail.xhr.status === 412));
    }
  });

  /* Ctrl+Enter (or Cmd+Enter) in a form does what its first button does. */
  document.addEventListener("keydown", function (toets) {
    if (toets.key !== "Enter" || !(toets.ctrlKey || toets.metaKey)) {
      return;
    }
    /* Beside a form, as on the message that was looked at first, it is that of the page. */
    var knop = (toets.target.form || document).querySelector("button[data-ctrl-enter]");
    if (knop && (toets.target.form || toets.target.closest("main"))) {
      toets.preventDefault();
      knop.form.requestSubmit(knop);
    }
  });
})();
