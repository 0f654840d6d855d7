/* A page of a work in two languages, section beside section, for those who interpret and those who learn. Both editions
   are the pages that the site has anyway: each stands in a frame that nobody sees and tells what it holds (framed.js),
   which works from the disk too. Which page and languages stands in the address: `#page=toolkits/plan/index&with=fr,rw`. */
(function () {
  "use strict";
  var box = document.querySelector("[data-side-by-side]");
  if (!box || !window.ijwi) return;
  var words = box.dataset, form = box.querySelector("form"), rows = box.querySelector("[data-rows]");
  var said = box.querySelector("[role=status]"), selects = Array.from(form.querySelectorAll("select"));
  var own = document.documentElement.lang, wanted, frames = [], given = {}, waiting;

  // Every language of the site: its name, and where its pages begin.
  var languages = {}, order = [];
  Array.from(selects[0].options).forEach(function (option) {
    languages[option.value] = { name: option.textContent, prefix: option.dataset.prefix };
    order.push(option.value);
  });

  function fromAddress() {
    var state = { page: "", codes: [] };
    location.hash.slice(1).split("&").forEach(function (pair) {
      var name = pair.split("=")[0], value = pair.slice(name.length + 1);
      if (name === "page" && /^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(value)) state.page = value;
      if (name === "with") state.codes = value.split(",").filter(function (code) { return languages[code]; }).slice(0, 2);
    });
    return state;
  }
  function address(state) { return "#page=" + state.page + "&with=" + state.codes.join(","); }
  function replace(state) {
    try { history.replaceState(null, "", address(state)); } catch (_error) { location.replace(address(state)); }
  }
  // The path of a page without its language: what both editions share.
  function pathOf(href) {
    var path = href.slice(window.ijwi.root.length).replace(/\.html$/, "").split("/");
    if (languages[path[0]] && languages[path[0]].prefix) path.shift();
    return path.join("/");
  }

  // Asking for the editions

  function ask(code) {
    var frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = languages[code].name;
    frame.src = window.ijwi.root + languages[code].prefix + wanted.page + ".html";
    frames.push({ code: code, frame: frame });
    box.appendChild(frame);
  }
  function forget() {
    clearTimeout(waiting);
    frames.forEach(function (one) { one.frame.remove(); });
    frames = [];
    given = {};
  }
  function begin() {
    var state = fromAddress();
    forget();
    wanted = state;
    rows.textContent = "";
    box.querySelector("[data-without]").hidden = !!state.page;
    form.hidden = true;
    if (!state.page) return;
    said.textContent = words.loading;
    if (!state.codes.length) state.codes = [own];
    ask(state.codes[0]);
    waiting = setTimeout(function () { said.textContent = words.failed; }, 15000);
  }
  window.addEventListener("message", function (event) {
    var from = frames.find(function (one) { return one.frame.contentWindow === event.source; });
    if (!from || !event.data || event.data.ijwi !== "page") return;
    given[from.code] = event.data;
    from.frame.remove();
    if (wanted.codes.length < 2) {
      var second = event.data.languages.find(function (code) { return code !== from.code && languages[code]; });
      if (!second) return show([from.code]);
      wanted.codes.push(second);
      replace(wanted);
    }
    var missing = wanted.codes.find(function (code) { return !given[code]; });
    if (!missing) show(wanted.codes);
    else if (event.data.languages.indexOf(missing) < 0) {
      said.textContent = words.missing.replace("{language}", languages[missing].name);
      show(wanted.codes.filter(function (code) { return given[code]; }));
    } else ask(missing);
  });

  // Showing them

  function element(name, holder, className, content) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (content) made.textContent = content;
    holder.appendChild(made);
    return made;
  }
  function cell(row, page) {
    var made = element("div", row, "beside-cell text");
    made.lang = page.lang;
    made.dir = page.dir;
    made.dataset.digits = page.digits;
    return made;
  }
  function fill(holder, html) {
    Array.from(new DOMParser().parseFromString(html, "text/html").body.childNodes).forEach(function (node) {
      holder.appendChild(document.adoptNode(node));
    });
  }
  // The ids of both editions: in the order of the first; what only the second has stands where it stands there.
  function together(first, second) {
    var ids = first.sections.map(function (one) { return one.id; }), at = 0;
    second.sections.forEach(function (one) {
      var place = ids.indexOf(one.id);
      if (place < 0) ids.splice(at++, 0, one.id);
      else at = place + 1;
    });
    return ids;
  }
  function section(page, id) { return page.sections.find(function (one) { return one.id === id; }); }
  function show(codes) {
    var pages = codes.map(function (code) { return given[code]; }), other = pages[1] || pages[0];
    clearTimeout(waiting);
    if (codes.length === wanted.codes.length) said.textContent = "";
    choices(pages[0].languages);
    var head = element("div", rows, "beside-row beside-head");
    pages.forEach(function (page) {
      var holder = cell(head, page);
      element("p", holder, "beside-language", languages[page.lang].name);
      element("h2", holder, "", page.title);
      element("p", holder, "lead", page.summary);
      fill(holder, page.notices);
    });
    together(pages[0], other).forEach(function (id) {
      if (!id && !pages.some(function (page) { return section(page, id).html; })) return;
      var row = element("div", rows, "beside-row");
      pages.forEach(function (page, place) {
        var found = section(page, id), holder = cell(row, page);
        if (found) fill(holder, found.html);
        else {
          holder.lang = own;
          holder.dir = document.documentElement.dir;
          element("p", holder, "hint", words.only.replace("{language}", languages[codes[1 - place]].name));
        }
      });
    });
    var more = element("p", rows, "beside-more");
    [["previous", words.previous], ["next", words.next]].forEach(function (way) {
      if (!pages[0][way[0]]) return;
      var link = element("a", more, "", way[1]);
      link.href = address({ page: pathOf(pages[0][way[0]]), codes: wanted.codes });
    });
  }
  // The languages in which the page exists; the rest cannot be chosen.
  function choices(codes) {
    form.hidden = false;
    selects.forEach(function (select, place) {
      select.textContent = "";
      order.filter(function (code) { return codes.indexOf(code) >= 0; }).forEach(function (code) {
        var option = element("option", select, "", languages[code].name);
        option.value = code;
        option.lang = code;
        option.selected = code === wanted.codes[place];
      });
    });
  }
  function chosen() {
    var codes = selects.map(function (select) { return select.value; });
    if (codes[0] === codes[1]) {  // she chose the language of the other side: they change places
      codes = wanted.codes.slice().reverse();
    }
    location.hash = address({ page: wanted.page, codes: codes });
  }
  form.addEventListener("change", chosen);
  form.querySelector("button").addEventListener("click", function () {
    location.hash = address({ page: wanted.page, codes: wanted.codes.slice().reverse() });
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", begin);
  begin();
})();
