/* Planning a workshop, part 7: paper, files, link, device, kit. Each only when it is asked for. */
(function () {
  "use strict";
  var agenda = window.ijwi.agenda, KEPT = "ijwi-agenda";

  // What was kept on this device, if anything was; browsers may refuse to say.
  agenda.kept = function () {
    try { return localStorage.getItem(KEPT); } catch (error) { return null; }
  };

  agenda.take = function (app) {
    var box = app.form.querySelector("[data-take]"), bring = app.form.querySelector("[data-bring]"), library = app.library,
      words = library.words, form = app.form, field = box.querySelector(".take-link"), kit = box.querySelector("[data-kit]"),
      paper = document.querySelector("[data-paper]"), warned = false, keeping = agenda.kept() !== null, kits = null;

    function button(name) { return box.querySelector("[data-do=" + name + "]"); }
    function say(text) { box.querySelector(".take-said").textContent = text; }
    // Asks before the first time; the focus goes to what is asked.
    function ask(name) {
      box.querySelectorAll("[data-before]").forEach(function (one) { one.hidden = one.dataset.before !== name; });
      if (name) box.querySelector("[data-before=" + name + "]").focus();
    }

    function copy() {
      ijwi.copy(form.dataset.address + "#" + agenda.write(app.plan), field, function (done) { if (done) say(words.copied); });
    }

    function store() {
      try { localStorage.setItem(KEPT, agenda.keepable(app.plan)); } catch (error) { return false; }
      return true;
    }
    function forget() {
      try { localStorage.removeItem(KEPT); } catch (error) { return; }
      keeping = false;
      say(words.forgotten);
      update();
      button("keep").focus();
    }

    // The files of the plan, made in this browser.
    var files = {
      ics: function () {
        var undated = app.timed.find(function (day) { return day.rows.length && !day.day.date; });
        if (undated) {
          say(words.dates);
          form.querySelector("[data-id='" + undated.day.id + "'] [name=date]").focus();
        } else agenda.save("agenda.ics", new Blob([agenda.calendar(app.plan, app.timed, library, new Date())], { type: "text/calendar" }));
      },
      txt: function () { agenda.save("agenda.txt", new Blob(["\ufeff" + documents().map(agenda.text).join("\n")], { type: "text/plain" })); },
      docx: function () {
        return ijwi.load("assets/docx.js").then(function () {
          var root = document.documentElement, both = documents(), trainer = { heading: both[1].title, level: 1 };
          agenda.save("agenda.docx", ijwi.docx({ language: root.lang, direction: root.dir, title: both[0].title,
            blocks: both[0].blocks.concat({ page: "next" }, trainer, both[1].blocks) }));
        });
      }
    };
    function documents() {
      return [agenda.forAll(app.plan, app.timed, library), agenda.forTrainer(app.plan, app.timed, library, form.dataset.site)];
    }

    box.addEventListener("click", function (event) {
      var what = event.target.dataset.do;
      if (!what) return;
      say("");
      field.hidden = true;
      ask(what === "link" && !warned || what === "keep" ? what : "");
      if (what === "print") window.print();
      if (what === "copy" || what === "link" && warned) {
        warned = true;
        copy();
      }
      if (what === "copy" || what === "no") button(what === "copy" ? "link" : "keep").focus();
      if (what === "store") {
        keeping = app.own = store();
        say(keeping ? words.kept : words.full);
        update();
        button(keeping ? "forget" : "keep").focus();
      }
      if (what === "forget") forget();
      if (files[what]) {
        ijwi.load("assets/agenda/exports.js").then(files[what]).catch(function () {
          say(document.getElementById("search").dataset.failed);
        });
      }
    });
    box.addEventListener("input", function (event) {
      if (event.target.name !== "place" && event.target.name !== "trainers") return;
      app.plan[event.target.name] = event.target.value;
      app.changed();
    });

    // Downloads of the works in the plan, by format, with what they weigh together.
    function drawKit() {
      var chosen = [];
      kit.textContent = "";
      agenda.items(app.plan).forEach(function (item) {
        var session = library.session(item);
        if (session && chosen.indexOf(session.work) < 0) chosen.push(session.work);
      });
      kits.formats.forEach(function (format) {
        var fold = document.createElement("details"), list = document.createElement("ul"), bytes = 0;
        chosen.forEach(function (work) {
          var own = (kits.works[work.name] || []).filter(function (file) { return file[0] === format[0]; });
          own.forEach(function (file) {
            var line = list.appendChild(document.createElement("li")), link = line.appendChild(document.createElement("a"));
            link.href = ijwi.root + file[1];
            link.download = "";
            link.textContent = own.length > 1 || !work.title ? file[1].split("/").pop() : work.title;
            line.insertAdjacentText("beforeend", " " + library.size(file[2]));
            bytes += file[2];
          });
        });
        if (!bytes) return;
        fold.appendChild(document.createElement("summary")).textContent = format[1] +
          " (" + library.digits(list.children.length) + library.words.comma + library.size(bytes) + ")";
        fold.appendChild(list);
        kit.appendChild(fold);
      });
    }
    if (kit && kit.dataset.kit) {
      ijwi.load(kit.dataset.kit).then(function (data) {
        kits = data;
        drawKit();
      }).catch(function () { kit.hidden = true; });
    }

    function fill(list, lines) {
      list.textContent = "";
      lines.forEach(function (line) {
        var item = list.appendChild(document.createElement("li"));
        if (line.page) agenda.link(item.appendChild(document.createElement("a")), line.page, agenda.plain(line.text), library);
        else agenda.add(item, "span", line);
      });
    }

    function update() {
      var some = agenda.items(app.plan).length > 0, brought = agenda.bring(app.plan, app.timed, library);
      box.hidden = !some && !keeping;
      bring.hidden = !brought.materials.length && !brought.handouts.length;
      fill(bring.querySelector("ul"), brought.materials);
      fill(bring.querySelector("[data-handouts]"), brought.handouts);
      button("keep").hidden = keeping && app.own;
      button("forget").hidden = !keeping;
      if (keeping && app.own) store();
      box.querySelector("[data-report] a").hash = agenda.write(app.plan);
      paper.textContent = "";
      if (some) documents().forEach(function (one) { paper.appendChild(agenda.printed(one)); });
      if (kits) drawKit();
    }
    return update;
  };
})();
