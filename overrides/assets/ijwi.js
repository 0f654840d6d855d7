/* The site's own small script. Without it everything still reads. */
(function () {
  "use strict";
  var language = document.documentElement.lang;

  // Further scripts and data come as script elements: that works from the disk too, where fetch does not.
  // A data file calls `ijwi.give(path, data)`. Paths start at the root of the site.
  var own = document.currentScript, asked = {}, given = {};
  window.ijwi = {
    root: own.src.slice(0, own.src.indexOf("assets/ijwi.js")),
    prefix: own.dataset.prefix,
    give: function (path, data) { given[path] = data; },
    // Promises what the file gives; fails if there is no such file or it cannot be had now.
    load: function (path) {
      return asked[path] || (asked[path] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = window.ijwi.root + path;
        script.onload = function () { resolve(given[path]); };
        script.onerror = function () { delete asked[path]; script.remove(); reject(new Error(path)); };
        document.head.appendChild(script);
      }));
    },
    // Copies a text and says whether it could. Where nothing may write to the clipboard, it is selected in `field`, to
    // be copied by hand; without one, in a field that nobody sees.
    copy: function (text, field, said) {
      function select() {
        var shown = field || document.createElement("textarea"), opener = document.activeElement, done = false;
        if (!field) document.body.appendChild(shown).className = "visually-hidden";
        shown.hidden = false;
        shown.value = text;
        shown.select();
        try { done = document.execCommand("copy"); } catch (refused) { /* by hand, then */ }
        if (!field) {
          shown.remove();
          opener.focus();
        }
        said(done);
      }
      if (navigator.clipboard && navigator.clipboard.writeText) {
        navigator.clipboard.writeText(text).then(function () { said(true); }, select);
      } else select();
    }
  };

  // Two languages side by side: a link beside those to the other editions, and what such a page asks of this one.
  var also = own.dataset.beside && document.querySelector(".also"), other = also && also.querySelector("[lang]");
  if (other) {
    var beside = document.createElement("a"), home = window.ijwi.root + window.ijwi.prefix;
    beside.href = home + "side-by-side.html#page=" + location.href.slice(home.length).replace(/(\.html)?([?#].*)?$/, "") +
      "&with=" + language + "," + other.lang;
    beside.textContent = own.dataset.beside;
    also.append(" \u00b7 ", beside);
  }
  if (window.parent !== window) window.ijwi.load("assets/framed.js");

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

  // "Copy link" gives the online address, also from the disk. Where nothing may write to the clipboard, it is shown.
  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    var address = button.getAttribute("data-copy"), said = button.closest(".share").querySelector("[role=status]");
    button.parentNode.hidden = false;
    button.addEventListener("click", function () {
      said.textContent = "";
      window.ijwi.copy(address, null, function (done) {
        said.textContent = done ? button.getAttribute("data-done") : address;
      });
    });
  });

  // "Suggest a change" beside the heading of every section; without this script the one at the foot remains. Editors on
  // the web open at no line, so the link says which section it was. On sensitive pages it leads to the foot, where
  // it is said what leaving shows: no slip of a finger sends a reader away.
  var suggest = document.querySelector("#suggest > a");
  document.querySelectorAll(suggest ? ".text > h2[id]" : "none").forEach(function (heading) {
    var head = document.createElement("div"), link = document.createElement("a");
    head.className = "section-head";
    link.href = suggest.hasAttribute("data-here") ? "#suggest" : suggest.href;
    link.rel = suggest.rel;
    link.textContent = "\u270f\ufe0e";
    link.title = suggest.textContent + ": " + heading.textContent;
    link.setAttribute("aria-label", link.title + ". " + suggest.nextElementSibling.textContent);
    heading.parentNode.replaceChild(head, heading);
    head.appendChild(heading);
    head.appendChild(link);
  });

  // Search: nothing of it is loaded before somebody asks for it. Without this script its links lead to the topics.
  var search = document.getElementById("search"), opener;
  var openSearch = function () {
    var field = search.querySelector("input");
    search.hidden = false;
    field.spellcheck = false;
    field.setAttribute("autocapitalize", "off");
    field.focus();
    Promise.all(["assets/search/words.js", "assets/search/index.js", "assets/search/panel.js",
      window.ijwi.prefix + "search/index.js"].map(window.ijwi.load)).then(function (loaded) {
      if (!search.dataset.ready) window.ijwi.panel(search, loaded[3].words);
      search.dataset.ready = "yes";
    }, function () { search.querySelector("[role=status]").textContent = search.dataset.failed; });
  };
  // Nothing is ever sent; who presses Enter before the scripts are there is answered when they are.
  search.addEventListener("submit", function (event) { event.preventDefault(); });
  document.querySelectorAll("[data-search]").forEach(function (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      opener = link;
      openSearch();
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || search.hidden) return;
    search.hidden = true;
    if (opener) opener.focus();
  });
  // Back from a result: only the tab remembers the words.
  if (history.state && history.state.search) {
    search.querySelector("input").value = history.state.search;
    openSearch();
  }

  // Keeping a work for offline: nothing of it is loaded before somebody asks, or has asked (assets/keep.js).
  var keep = document.querySelector("[data-keep]"), worker = /^http/.test(location.protocol) && window.isSecureContext &&
    window.caches && navigator.serviceWorker;
  var openKeep = function (asked) {
    return Promise.all([window.ijwi.prefix + "keep/words.js", "assets/keep.js"].map(window.ijwi.load))
      .then(function (loaded) { return window.ijwi.keep(loaded[0], asked); });
  };
  if (worker && keep) {
    keep.hidden = false;
    keep.querySelector("button").addEventListener("click", function () {
      openKeep(true).catch(function () {
        keep.textContent = search.dataset.failed;
      });
    });
  }
  if (worker && (worker.controller || document.querySelector("[data-kept]"))) openKeep(false).catch(function () {});

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
