/* Planning a workshop, part 9: the page. The plan stands in the address's fragment, and what must not stand there in the
   state of this tab's history; the device keeps it only if asked. */
(function () {
  "use strict";
  var agenda = window.ijwi.agenda, form = document.querySelector("[data-agenda]");
  if (!form || !window.Promise) return;

  function start(data) {
    var app = { form: form, library: agenda.library(data), plan: null, timed: [], own: false }, parts = {}, fields = form.elements;

    // Which plan to open: that of the address, with this tab's or this device's words if they belong to it; else the
    // kept one. `own`: the plan that the device keeps is this one, and what changes is kept too.
    function opened() {
      var asked = agenda.read(location.hash.slice(1)), mine = agenda.restore(history.state && history.state.agenda),
        kept = agenda.restore(agenda.kept()), address = asked && agenda.write(asked);
      app.own = !!kept && (!asked || agenda.write(kept) === address || !!(history.state && history.state.own));
      if (mine && (!asked || agenda.write(mine) === address)) return mine;
      if (kept && (!asked || agenda.write(kept) === address)) return kept;
      return asked || agenda.empty();
    }

    // To be called after every change of the plan.
    app.changed = function () {
      var fragment = agenda.write(app.plan);
      app.timed = agenda.timed(app.plan, app.library);
      if (agenda.kept() === null) app.own = true;  // there is no other plan to spoil
      try {
        history.replaceState({ agenda: agenda.keepable(app.plan), own: app.own }, "", location.href.split("#")[0] + (fragment && "#" + fragment));
      } catch (error) { location.replace("#" + fragment); }
      parts.picker();
      parts.take();
    };
    app.say = function (text) { form.querySelector(".said [role=status]").textContent = text; };

    function show() {
      app.plan = opened();
      app.timed = agenda.timed(app.plan, app.library);
      fields.group.value = app.plan.group ? app.library.digits(app.plan.group) : "";
      fields.power.checked = !app.plan.power;
      fields.internet.checked = !app.plan.internet;
      fields.place.value = app.plan.place;
      fields.trainers.value = app.plan.trainers;
      parts.picker(true);
      parts.days.draw();
      parts.days.update();
      parts.take();
    }

    parts = { picker: agenda.picker(app), days: agenda.days(app), take: agenda.take(app) };
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.querySelector("fieldset").addEventListener("input", function () {
      var group = agenda.number(fields.group.value);
      fields.group.setAttribute("aria-invalid", group === null && !!fields.group.value.trim());
      app.plan.group = group || null;
      app.plan.power = !fields.power.checked;
      app.plan.internet = !fields.internet.checked;
      app.changed();
      parts.picker(true);
      parts.days.update();
    });
    // Another language shows the same plan.
    document.querySelectorAll(".languages a").forEach(function (link) {
      link.addEventListener("click", function () { link.hash = agenda.write(app.plan); });
    });
    window.addEventListener("hashchange", function () { if (agenda.read(location.hash.slice(1))) show(); });
    show();
    document.querySelector("[data-by-hand]").classList.add("spare");
    form.hidden = false;
  }

  window.ijwi.load(window.ijwi.prefix + "agenda/sessions.js").then(start, function () {
    // Without its data the page stays as it is without scripts.
  });
})();
