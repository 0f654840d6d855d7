/* On the page "Kept on this device": what was typed into a form of this site and kept, because somebody asked for it. */
(function () {
  "use strict";
  var none = document.querySelector("[data-kept-none]"), shown = Array.from(document.querySelectorAll("[data-kept-form]"));
  function kept(one) {
    try { return localStorage.getItem(one.dataset.keptForm) !== null; } catch (error) { return false; }
  }
  function show() {
    shown.forEach(function (one) { one.hidden = !kept(one); });
    if (shown.some(kept)) none.hidden = true;
  }
  shown.forEach(function (one) {
    one.querySelector("button").addEventListener("click", function () {
      var said = one.parentNode.querySelector("[role=status]");
      try { localStorage.removeItem(one.dataset.keptForm); } catch (error) { return; }
      show();
      said.textContent = said.dataset.forgotten;
      if (!shown.some(kept) && !document.querySelector("[data-kept] section")) none.hidden = false;
    });
  });
  show();
})();
