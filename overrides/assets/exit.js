/* Leaves at once. Without this script the exit link still leads away. After GOV.UK's "Exit this page":
   https://design-system.service.gov.uk/patterns/exit-a-page-quickly/
   It empties the screen before the next page is there, and it takes the page's own place in the list behind
   "Back". It does not, and cannot, take the pages that were visited out of the browser's history. */
(function () {
  "use strict";
  var exit = document.querySelector("a.exit");
  if (!exit) return;
  var WITHIN = 5000, PRESSES = 3, ROWS = 10;
  var own = exit.dataset, said = document.getElementById("exit-said");
  var root = document.documentElement, icon = document.querySelector("link[rel=icon]");
  var before = null, replaced = false, presses = 0, alone = false, timer;

  // A copy (from the disk, on a hotspot, in a ZIM) has no internet to leave to: there the exit stays inside.
  function isOnline() {
    var host = location.hostname.replace(/^www\./, "");
    return /^https?:$/.test(location.protocol) && navigator.onLine !== false && (!own.host || host === own.host) &&
      !/^((10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+|\[.*|[^.]+|.*\.(local|lan|home|internal|arpa))$/.test(host);
  }

  // Nothing of the page is left to see: not its text, its title, its icon, nor the words of a search.
  function cover(title) {
    try { history.replaceState(null, ""); } catch (_error) { /* some viewers of offline copies have none */ }
    if (!before) {
      before = { title: document.title, icon: icon ? icon.href : "" };
      var screen = document.createElement("div"), words = document.createElement("p");
      screen.className = "exit-cover";
      words.className = "visually-hidden";
      words.setAttribute("role", "alert");
      screen.appendChild(words);
      document.body.appendChild(screen);
      words.textContent = own.leaving;
    }
    root.classList.add("exiting");
    document.title = title;
    if (icon) icon.href = "data:,";
  }

  // Back to a page that was covered and then kept by the browser: it is whole again.
  function uncover() {
    forget();
    if (!before || replaced) return;
    root.classList.remove("exiting");
    document.querySelector(".exit-cover").remove();
    document.title = before.title;
    if (icon) icon.href = before.icon;
    before = null;
  }

  // The same as the neutral page (hooks/ijwi/neutral.py), made here: no network is needed to get it.
  function becomeNeutral(address) {
    var title = document.createElement("h1"), table = document.createElement("table");
    title.textContent = own.title;
    for (var row = 1; row <= ROWS; row++) {
      var line = table.insertRow();
      for (var column = 1; column <= ROWS; column++) {
        var cell = document.createElement(row === 1 || column === 1 ? "th" : "td");
        cell.textContent = row * column;
        line.appendChild(cell);
      }
    }
    replaced = true;
    root.lang = "zxx";
    root.dir = "ltr";
    document.body.textContent = "";
    document.body.className = "neutral";
    document.body.appendChild(title);
    document.body.appendChild(table);
    root.classList.remove("exiting");
    scrollTo(0, 0);
    try { history.replaceState(null, "", address); } catch (_error) { /* the address stays */ }
  }

  function leave() {
    if (replaced) return;
    var inside = document.createElement("a");
    inside.href = own.inside;
    if (isOnline()) {
      cover(exit.hostname);
      location.replace(exit.href);
    } else {
      cover(own.title);
      // Without a network a page from the web can't be fetched any more; on the disk it can.
      if (/^https?:$/.test(location.protocol)) becomeNeutral(inside.href);
      else location.replace(inside.href);
    }
  }

  function say() { said.textContent = own.pressed.replace("#", own.numbers[presses]); }

  function forget() {
    presses = 0;
    clearTimeout(timer);
    said.textContent = "";
  }

  exit.addEventListener("click", function (event) {
    event.preventDefault();
    leave();
  });

  // Shift, three times, alone: a capital letter or a marked word is no wish to leave.
  addEventListener("keydown", function (event) {
    if (event.key !== "Shift") forget();
    if (event.key !== "Shift" || !event.repeat) alone = event.key === "Shift";
  }, true);
  addEventListener("pointerdown", function () { alone = false; }, true);
  addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !alone || replaced) return;
    alone = false;
    presses++;
    if (presses === PRESSES) {
      forget();
      leave();
      return;
    }
    if (presses === 1) {
      timer = setTimeout(function () {
        forget();
        say();
      }, WITHIN);
    }
    say();
  }, true);
  addEventListener("pageshow", function (event) { if (event.persisted) uncover(); });

  var keys = exit.querySelector(".exit-keys");
  if (keys) keys.hidden = false;
})();
