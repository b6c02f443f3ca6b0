/* Comfort only: what the slider points at is said in words while somebody moves it. */
(function () {
  "use strict";
  var schuif = document.querySelector("[data-schuif]");
  var tekst = document.querySelector("[data-schuif-tekst]");
  if (!schuif || !tekst) {
    return;
  }
  schuif.addEventListener("input", function () {
    var hier = null;
    document.querySelectorAll("[data-versie]").forEach(function (regel) {
      if (!hier || Number(regel.dataset.versie) <= Number(schuif.value)) {
        hier = regel;
      }
    });
    if (hier) {
      var begin = "Gebeurtenis " + hier.dataset.versie + ": " + hier.dataset.wanneer;
      schuif.setAttribute("aria-valuetext", begin + ", " + hier.dataset.zin);
      tekst.textContent = begin;
    }
  });
  /* The steps beside it and the back button change the moment too. */
  document.addEventListener("htmx:afterSettle", function () {
    var veld = document.getElementById("versie");
    if (veld && schuif.value !== veld.value && document.activeElement !== schuif) {
      schuif.value = veld.value;
    }
  });
})();
