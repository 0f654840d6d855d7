/* The filters of the library page. They take the place of its links to kinds, topics and languages; without this
   script, or without its data, the links stay. What is chosen stands in the address's fragment and nowhere else. */
(function () {
  "use strict";
  var box = document.querySelector("[data-filters]");
  if (!box || !window.ijwi || !window.Promise) return;
  var links = document.querySelector("[data-without-script]"), bar = document.querySelector(".filter-bar"),
    filtered = document.querySelector("[data-filtered]"), unfiltered = document.querySelector("[data-unfiltered]"),
    status = bar.querySelector(".filter-count"), said = bar.querySelector(".filter-said"),
    clear = bar.querySelector("[data-clear-list]"), copy = bar.querySelector("[data-copy-list]"),
    field = bar.querySelector(".filter-link"), words,
    inputs = Array.from(box.querySelectorAll("input")), page = document.documentElement.lang,
    address = /^https?:/.test(box.dataset.address) ? box.dataset.address : "",
    NEEDS = ["internet", "power"], CARDS = 50, library = null;
  var DRAFT = 1, BEHIND = 2, SENSITIVE = 4, NEEDS_INTERNET = 1, NEEDS_POWER = 2;

  function number(value) {
    // The sample is 1,234,567,890 in this language: what stands second in it stands between thousands.
    var between = words.number.length > 10 ? words.number.charAt(1) : "", digits = words.number.split(between).join("");
    return String(value).replace(/\B(?=(\d{3})+$)/g, ",").replace(/./g, function (sign) {
      return sign === "," ? between : digits.charAt((+sign + 9) % 10);
    });
  }
  function say(pattern, num, all) { return pattern.replace("{num}", number(num)).replace("{all}", number(all)); }
  function input(name, value) {
    return inputs.find(function (one) { return one.name === name && one.value === value; });
  }
  function label(one) { return one.nextElementSibling; }

  // What is chosen: field → values. The address says it as `topic=a,b&kind=c`; what the form does not know is left out.
  function chosen() {
    var state = {};
    inputs.forEach(function (one) {
      if (one.checked) (state[one.name] = state[one.name] || []).push(one.value);
    });
    return state;
  }
  function fragment() {
    var state = chosen();
    return Object.keys(state).map(function (name) { return name + "=" + state[name].join(","); }).join("&");
  }
  function fromAddress() {
    var text = location.hash.slice(1);
    if (text && text.indexOf("=") < 0) return;  // a place on the page, such as #content
    inputs.forEach(function (one) { one.checked = false; });
    text.split("&").forEach(function (pair) {
      var name = pair.split("=")[0], values = pair.slice(name.length + 1);
      try { values = decodeURIComponent(values); } catch (error) { return; }
      values.split(",").forEach(function (value) {
        var one = input(name, value);
        if (one) one.checked = true;
      });
    });
    update();
  }
  function toAddress() {
    var now = fragment();
    if (now === location.hash.slice(1)) return;
    // An emptied `location.hash` would jump to the top of the page.
    try {
      history.pushState(null, "", location.href.split("#")[0] + (now && "#" + now));
    } catch (error) { location.hash = now; }
  }

  // The data file as items: what each has to say to a field, and what its card shows.
  function read(data) {
    var steps = inputs.filter(function (one) { return one.name === "time" && +one.value; }).map(function (one) { return +one.value; });
    function names(table, places) { return places.map(function (place) { return data[table][place]; }); }
    function row(columns, place) {
      var found = {};
      Object.keys(columns).forEach(function (name) { found[name] = columns[name][place]; });
      return found;
    }
    function item(record, has) {
      var length = data.lengths[record.length], minutes = length[0];
      has.language = names("languages", record.exists);
      has.time = !minutes ? [] : steps.filter(function (step) { return minutes <= step; }).map(String);
      if (minutes && !has.time.length) has.time = ["longer"];
      record.has = has;
      record.time = length[1];
      record.language = data.languages[record.language];
      return record;
    }
    var works = (data.works.title || []).map(function (_title, place) {
      var work = row(data.works, place);
      return item(work, { kind: names("kinds", [work.kind]), topic: names("topics", work.topics),
        audience: names("audiences", work.audiences), level: names("levels", [work.level]) });
    });
    var sessions = (data.sessions.title || []).map(function (_title, place) {
      var session = row(data.sessions, place), work = works[session.work].has, manual = data.manuals[session.manual];
      session.manual = { title: manual[0], language: data.languages[manual[1]] };
      return item(session, { kind: work.kind, topic: work.topic, audience: work.audience, level: work.level,
        internet: session.needs & NEEDS_INTERNET ? [] : ["without"], power: session.needs & NEEDS_POWER ? [] : ["without"] });
    });
    return { works: works, sessions: sessions };
  }

  // The items that agree with every field, and for each choice how many it would leave: those that agree with
  // all other fields and have it.
  function count(items, state) {
    var matching = [], counts = {}, fields = Object.keys(state);
    items.forEach(function (item) {
      var against = fields.filter(function (name) {
        return !(item.has[name] || []).some(function (value) { return state[name].indexOf(value) >= 0; });
      });
      if (!against.length) matching.push(item);
      if (against.length > 1) return;
      (against.length ? against : Object.keys(item.has)).forEach(function (name) {
        item.has[name].forEach(function (value) { counts[name + "=" + value] = (counts[name + "=" + value] || 0) + 1; });
      });
    });
    return { matching: matching, counts: counts };
  }

  // Cards, just as overrides/partials/ijwi.html makes them.
  function make(tag, name, text, language) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    if (language && language !== page) {
      element.lang = language;
      element.dir = label(input("language", language)).dir;
    }
    return element;
  }
  function card(item, level) {
    var session = item.number !== undefined, kind = item.has.kind[0], other = item.language !== page;
    var name = session ? say(words.session, item.number) : "", element = make("li", "card kind-" + kind);
    element.appendChild(session ? make("p", "card-kind", item.manual.title, item.manual.language)
      : make("p", "card-kind", label(input("kind", kind)).dataset.one));
    var title = make("h" + level, "card-title", "", item.title ? item.language : ""), link = make("a", "", item.title || name);
    link.href = ijwi.root + label(input("language", item.language)).dataset.prefix + item.path + ".html";
    if (other) link.hreflang = item.language;
    title.appendChild(link);
    element.appendChild(title);
    if (!session) element.appendChild(make("p", "card-summary", item.summary, item.language));
    var facts = element.appendChild(make("p", "card-facts"));
    [[other && label(input("language", item.language)).dataset.one, "other"], [session && item.title && name, ""], [item.time, ""],
      [!session && label(input("level", item.has.level[0])).textContent, ""], [item.flags & DRAFT && words.draft, "draft"],
      [item.flags & BEHIND && words.behind, "draft"], [item.flags & SENSITIVE && words.sensitive, "care"]
    ].forEach(function (tag) {
      if (tag[0]) facts.appendChild(make("span", tag[1] ? "tag " + tag[1] : "tag", tag[0])).insertAdjacentText("afterend", " ");
    });
    return element;
  }

  // The list as the library page has it: a section a kind, her language first. More of it when asked for.
  function draw(items, title, from) {
    if (!from) filtered.textContent = "";
    var groups = [];
    items.forEach(function (item) {
      var name = title ? "" : item.has.kind[0], group = groups.find(function (one) { return one.name === name; });
      if (!group) groups.push(group = { name: name, own: [], others: [] });
      (item.language === page ? group.own : group.others).push(item);
    });
    var place = 0, first = null;
    groups.forEach(function (group) {
      var id = "filtered-" + (group.name || "sessions"), section = document.getElementById(id);
      [group.own, group.others].forEach(function (list, others) {
        list.forEach(function (item, index) {
          place += 1;
          if (place <= from || place > from + CARDS) return;
          if (!section) {
            section = filtered.appendChild(make("section"));
            section.id = id;
            section.setAttribute("aria-labelledby", id + "-title");
            section.appendChild(make("h2", "", title || label(input("kind", group.name)).textContent)).id = id + "-title";
          }
          if (others && !index) {
            section.appendChild(make("h3", "other-languages", words.others));
            section.appendChild(make("p", "hint", words.hint));
          }
          var cards = section.lastElementChild;
          if (!index || !cards.matches(".cards")) cards = section.appendChild(make("ul", "cards"));
          var shown = cards.appendChild(card(item, others ? 4 : 3));
          first = first || shown;
        });
      });
    });
    if (place > from + CARDS) {
      var more = make("button", "filter-more", words.more);
      more.type = "button";
      more.addEventListener("click", function () {
        more.remove();
        draw(items, title, from + CARDS).querySelector("a").focus();
      });
      filtered.appendChild(more);
    }
    return first;
  }

  function update() {
    var state = chosen(), fields = Object.keys(state);
    if (!library) {
      if (fields.length) load();
      return;
    }
    var sessions = NEEDS.some(function (name) { return state[name]; }), items = sessions ? library.sessions : library.works,
      found = count(items, state), needs = sessions ? found : count(library.sessions, state);
    inputs.forEach(function (one) {
      var counts = NEEDS.indexOf(one.name) < 0 ? found.counts : needs.counts, left = counts[one.name + "=" + one.value] || 0;
      one.parentNode.lastElementChild.textContent = number(left);
      // What is chosen can be taken back, and the focus stays where it is.
      one.disabled = !left && !one.checked && one !== document.activeElement;
    });
    var labels = [];
    box.querySelectorAll("fieldset").forEach(function (set) {
      var own = Array.from(set.querySelectorAll("input:checked")).map(function (one) { return label(one).textContent; });
      set.querySelector(".chosen").textContent = own.join(words.comma);
      labels = labels.concat(own);
    });
    box.querySelector("summary .chosen").textContent = labels.join(words.comma);
    status.textContent = say(sessions ? words.sessions : words.works, found.matching.length, items.length)
      + (found.matching.length ? "" : " · " + words.nothing);
    said.textContent = "";
    field.hidden = true;
    clear.hidden = !fields.length;
    copy.hidden = !fields.length || !address;
    bar.hidden = !fields.length && !box.open;
    unfiltered.hidden = !!fields.length;
    filtered.hidden = !fields.length;
    filtered.textContent = "";
    if (fields.length) draw(found.matching, sessions && words.list, 0);
  }

  var asked = false;
  function load() {
    if (asked) return;
    asked = true;
    ijwi.load(ijwi.prefix + "search/works.js").then(function (data) {
      words = data.words;
      library = read(data);
      // A choice that no work has is no choice.
      var all = [count(library.works, {}).counts, count(library.sessions, {}).counts];
      inputs = inputs.filter(function (one) {
        var name = one.name + "=" + one.value, useful = all[0][name] || all[1][name];
        if (!useful) one.closest("li").remove();
        return useful;
      });
      box.querySelectorAll("fieldset").forEach(function (set) { if (!set.querySelector("input")) set.remove(); });
      fromAddress();
      update();
    }).catch(function () {
      links.hidden = false;
      links.open = box.open;
      box.hidden = true;
    });
  }

  links.hidden = true;
  box.hidden = false;
  if (window.matchMedia && matchMedia("(min-width: 48rem)").matches) {
    box.querySelectorAll("fieldset details").forEach(function (fold) { fold.open = true; });
  }
  box.addEventListener("toggle", function () {
    if (box.open) load();
    if (library) bar.hidden = !box.open && !fragment();
  });
  box.querySelector("form").addEventListener("submit", function (event) { event.preventDefault(); });
  box.addEventListener("change", function () { toAddress(); update(); });
  clear.addEventListener("click", function () {
    inputs.forEach(function (one) { one.checked = false; });
    toAddress();
    update();
    box.querySelector("summary").focus();
  });
  copy.addEventListener("click", function () {
    window.ijwi.copy(address + "#" + fragment(), field, function (done) { if (done) said.textContent = words.copied; });
  });
  // Another language shows the same choice.
  document.querySelectorAll(".languages a").forEach(function (link) {
    link.addEventListener("click", function () { link.hash = fragment(); });
  });
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
