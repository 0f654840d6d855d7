/* A handout's own buttons: print it, or print two of it on one sheet, to cut in the middle. The page stays as it is. */
(function () {
  "use strict";
  var bar = document.querySelector("[data-handout]"), twoUp = document.querySelector("link[data-two-up]"),
    LARGEST = 11, SMALLEST = 6, STEP = 0.25, pair = null;

  // One half of the sheet: title, what must be known first, text, and whose it is.
  function half() {
    var copy = document.createElement("article");
    bar.parentNode.querySelectorAll("h1, aside.notice, .text, .printed").forEach(function (one) {
      copy.appendChild(one.cloneNode(true));
    });
    copy.querySelectorAll("[id]").forEach(function (one) { one.removeAttribute("id"); });
    return copy;
  }
  function undo() {
    if (!pair) return;
    pair.remove();
    pair = null;
    twoUp.media = "not all";
  }
  // The largest letters with which it fits: measured as it will be printed, out of sight.
  function fit(halves) {
    var size = LARGEST;
    do {
      pair.style.fontSize = size + "pt";
      size -= STEP;
    } while (size >= SMALLEST && halves.some(function (one) { return one.scrollHeight > one.clientHeight; }));
  }
  function printTwo() {
    undo();
    pair = document.createElement("div");
    pair.className = "two-up";
    var halves = [half(), half()];
    halves.forEach(function (one) { pair.appendChild(one); });
    halves[1].setAttribute("aria-hidden", "true");
    document.body.appendChild(pair);
    twoUp.media = "all";
    fit(halves);
    window.print();
  }

  bar.hidden = false;
  bar.addEventListener("click", function (event) {
    var what = event.target.dataset.do;
    if (what === "print") window.print();
    if (what === "two") printTwo();
  });
  window.addEventListener("afterprint", undo);
  // From the list of a work's parts: whoever pressed "Print" there need not look for it here.
  if (location.hash === "#print") window.addEventListener("load", function () { window.print(); });
})();
