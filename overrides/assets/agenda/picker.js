/* Planning a workshop, part 5: choosing sessions. `app` is made in screen.js. */
(function () {
  "use strict";
  var agenda = window.ijwi.agenda, STEP = 10;

  // Letters as one searches for them: without case, marks and the forms that differ between keyboards.
  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f\u0640\u064b-\u0655\u0670]/g, "").toLowerCase()
      .replace(/[يى]/g, "ی").replace(/ك/g, "ک");
  }

  // The tags of a session: minutes, group, state of its edition.
  agenda.facts = function (element, session, library) {
    element.textContent = "";
    [[library.say("min", { num: session.minutes }), ""], [library.group(session), ""]].concat(session.states).forEach(function (tag) {
      var span = element.appendChild(document.createElement("span"));
      span.className = tag[1] ? "tag " + tag[1] : "tag";
      span.textContent = tag[0];
      span.insertAdjacentText("afterend", " ");
    });
  };
  // A title that leads to the page, in its own language.
  agenda.link = function (element, page, title, library) {
    element.textContent = title;
    element.href = ijwi.root + library.address(page);
    if (page.language[0] !== document.documentElement.lang) {
      element.lang = page.language[0];
      element.dir = page.language[2];
    }
  };

  agenda.picker = function (app) {
    var box = app.form.querySelector("[data-picker]"), library = app.library, list = box.querySelector("ul"),
      fields = app.form.elements, more = box.querySelector("[data-do=more]"), shown = STEP,
      pattern = box.querySelector("template").content;

    [["topic", library.topics], ["level", library.levels]].forEach(function (field) {
      field[1].forEach(function (term) { fields[field[0]].add(new Option(term[1], term[0])); });
    });

    function matching() {
      var words = folded(fields.words.value).split(/\s+/).filter(Boolean), time = +fields.time.value, plan = app.plan,
        topic = fields.topic.value, level = fields.level.value;
      return library.sessions.filter(function (session) {
        var title = folded(session.title + " " + session.work.title);
        return words.every(function (word) { return title.indexOf(word) >= 0; }) &&
          (!time || session.minutes <= time) && (!level || session.work.level[0] === level) &&
          (!topic || session.work.topics.some(function (one) { return one[0] === topic; })) &&
          (!fields.fitting.checked || (!plan.group || plan.group >= session.least && (!session.most || plan.group <= session.most)) &&
          (plan.power || session.noPower) && (plan.internet || session.noInternet));
      });
    }

    function draw(from) {
      var found = matching();
      if (!from) list.textContent = "";
      found.slice(from, shown).forEach(function (session) {
        var pick = document.importNode(pattern, true), button = pick.querySelector("button");
        agenda.link(pick.querySelector("a"), session, session.title, library);
        pick.querySelector(".hint").textContent = session.work.title;
        agenda.facts(pick.querySelector(".card-facts"), session, library);
        button.dataset.path = session.path;
        button.setAttribute("aria-label", button.textContent + ": " + session.title);
        list.appendChild(pick);
      });
      more.hidden = found.length <= shown;
      box.querySelector(".found").textContent = library.say("found", { num: found.length, all: library.sessions.length }) +
        (found.length ? "" : " – " + library.words.nothing);
    }

    function fresh() {
      shown = STEP;
      draw(0);
    }
    box.addEventListener("input", function (event) { if (event.target.name !== "into") fresh(); });
    box.addEventListener("click", function (event) {
      var path = event.target.dataset.path, last = app.plan.days.length - 1;
      if (path) app.add(agenda.item("s", path, 0), app.plan.days[fields.into.value || last] || app.plan.days[last]);
      if (event.target !== more) return;
      shown += STEP;
      draw(shown - STEP);
      list.children[shown - STEP].querySelector("a").focus();
    });

    // The days that a session can be added to; nobody is asked while there is one.
    return function (room) {
      var into = fields.into, chosen = into.value, known = into.options.length;
      into.textContent = "";
      app.plan.days.forEach(function (_day, place) {
        into.add(new Option(agenda.dayName(app.plan, place, library), place));
      });
      into.value = known === into.options.length ? chosen : into.options.length - 1;
      into.parentNode.hidden = app.plan.days.length < 2;
      if (room) fresh();
    };
  };
})();
