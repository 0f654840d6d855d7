/* The site's own small script. Without it everything still reads. */
(function () {
  "use strict";
  var language = document.documentElement.lang;

  // How long ago something was checked: the page is built once, the clock is the reader's.
  document.querySelectorAll("time[data-age]").forEach(function (time) {
    if (!window.Intl || !Intl.RelativeTimeFormat) return;
    var days = Math.round((new Date(time.getAttribute("datetime")) - new Date()) / 864e5);
    if (days > 0 || isNaN(days)) return;
    var format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
    var ago = days > -60 ? format.format(days, "day")
      : days > -700 ? format.format(Math.round(days / 30.4), "month")
      : format.format(Math.round(days / 365), "year");
    time.insertAdjacentText("afterend", " (" + ago + ")");
  });

  // The home page offers the browser's languages first.
  var row = document.querySelector("[data-languages]");
  if (row) {
    var wanted = (navigator.languages || [navigator.language || ""]).map(function (tag) {
      return tag.toLowerCase();
    });
    var rank = function (item) {
      var code = item.querySelector("a").getAttribute("hreflang").toLowerCase();
      var place = wanted.findIndex(function (tag) { return tag === code || tag.split("-")[0] === code.split("-")[0]; });
      return place < 0 ? wanted.length : place;
    };
    Array.from(row.children)
      .map(function (item, index) { return { item: item, rank: rank(item), index: index }; })
      .sort(function (a, b) { return a.rank - b.rank || a.index - b.index; })
      .forEach(function (entry) {
        if (entry.rank < wanted.length) entry.item.hidden = false;
        row.appendChild(entry.item);
      });
  }

  // Only one menu is open at a time; Escape closes it.
  var menus = Array.from(document.querySelectorAll("details.menu"));
  menus.forEach(function (menu) {
    menu.addEventListener("toggle", function () {
      if (menu.open) menus.forEach(function (other) { if (other !== menu) other.open = false; });
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    menus.forEach(function (menu) {
      if (menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  });
})();
