/* Planning a workshop, part 4: the plan as two documents, for paper and for files: a title, and blocks as
   assets/docx.js describes them. */
(function () {
  "use strict";
  var agenda = window.ijwi.agenda;

  function span(row, library) { return library.clock(row.begin) + "–" + library.clock(row.end); }
  // Words of a page in another language say which.
  function spoken(text, page) {
    return !page || page.language[0] === document.documentElement.lang ? text
      : { text: text, language: page.language[0], direction: page.language[2] };
  }
  agenda.plain = function (text) { return text.text === undefined ? text : text.text; };

  // What a day is called: its number if there are several, and its date. (A dot between digits is a zero in Arabic.)
  agenda.dayName = function (plan, place, library) {
    var day = plan.days[place], number = library.say("day", { num: place + 1 });
    return !day.date ? number : plan.days.length > 1 ? number + " – " + library.day(day.date) : library.day(day.date);
  };

  // Materials and handouts of all sessions, each once. Of handouts there is one for everybody.
  agenda.bring = function (plan, timed, library) {
    var materials = [], handouts = [], seen = Object.create(null), times = plan.group ? library.digits(plan.group) + " × " : "";
    function once(list, key, entry) {
      if (!seen[key]) list.push(entry);
      seen[key] = true;
    }
    timed.forEach(function (day) {
      day.rows.forEach(function (row) {
        var session = row.session, elsewhere;
        if (!session) return;
        elsewhere = library.title(row.item) + library.words.comma + library.words.elsewhere;
        (session.materials.length ? session.materials : [elsewhere]).forEach(function (text) {
          once(materials, text, spoken(text, session));
        });
        session.work.handouts.forEach(function (handout) {
          once(handouts, handout.path, { text: spoken(times + handout.title, handout), page: handout });
        });
      });
    });
    return { materials: materials, handouts: handouts };
  };

  // The agenda, which everybody may see: one page for a day.
  agenda.forAll = function (plan, timed, library) {
    var words = library.words, blocks = plan.place ? [{ paragraph: plan.place }] : [];
    timed.forEach(function (day, place) {
      blocks.push({ heading: agenda.dayName(plan, place, library), level: 2 }, {
        table: [[words.when, words.what, words.minutes]].concat(day.rows.map(function (row) {
          return [span(row, library), spoken(library.title(row.item), row.session), library.digits(row.minutes)];
        })), head: true, widths: [2, 5, 1]
      }, { paragraph: library.say("until", { time: library.clock(day.end) }) });
    });
    return { title: words.agenda, blocks: blocks };
  };

  // What the trainer needs besides. `site`: the online address at which sessions can be read.
  agenda.forTrainer = function (plan, timed, library, site) {
    var words = library.words, blocks = [], bring = agenda.bring(plan, timed, library);
    function add(text) { if (text) blocks.push({ paragraph: text }); }
    add(plan.trainers);
    add(plan.group && words.people + ": " + library.digits(plan.group));
    timed.forEach(function (day, place) {
      blocks.push({ heading: agenda.dayName(plan, place, library), level: 2 });
      add(day.day.notes);
      day.rows.forEach(function (row) {
        var session = row.session;
        if (!session && !row.item.notes) return;
        blocks.push({ heading: span(row, library) + "  " + library.title(row.item), level: 3 });
        if (session) {
          add([session.work.title, session.number, library.group(session)].filter(Boolean).join(words.comma));
          add(site && site + library.address(session));
        }
        add(row.item.notes);
      });
    });
    if (bring.materials.length) blocks.push({ heading: words.materials, level: 2 }, { list: bring.materials });
    if (bring.handouts.length) blocks.push({ list: bring.handouts.map(function (one) { return one.text; }) });
    return { title: words.trainer, blocks: blocks };
  };

  // Adds an element, with a text in its own language.
  agenda.add = function (parent, tag, text) {
    var element = parent.appendChild(document.createElement(tag));
    if (text === undefined) return element;
    element.textContent = agenda.plain(text);
    element.lang = text.language || document.documentElement.lang;
    if (text.direction) element.dir = text.direction;
    return element;
  };
  // A document as a section of the page.
  agenda.printed = function (whole) {
    var holder = document.createElement("section"), add = agenda.add;
    add(holder, "h1", whole.title);
    whole.blocks.forEach(function (block) {
      var element = block.list ? add(holder, "ul") : block.table ? add(holder, "table") : null;
      if (block.heading) add(holder, "h" + block.level, block.heading);
      if (block.paragraph) add(holder, "p", block.paragraph);
      (block.list || []).forEach(function (item) { add(add(element, "li"), "span", item); });
      (block.table || []).forEach(function (row, number) {
        var line = add(add(element, number ? "tbody" : "thead"), "tr");
        row.forEach(function (cell) { add(line, number ? "td" : "th", cell); });
      });
    });
    return holder;
  };
})();
