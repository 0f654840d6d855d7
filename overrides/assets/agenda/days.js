/* Planning a workshop, part 6: days and items on the screen, put in order with buttons or by dragging. */
(function () {
  "use strict";
  var agenda = window.ijwi.agenda, BREAK = 15, OWN = 30;

  agenda.days = function (app) {
    var box = app.form.querySelector("[data-plan]"), place = box.querySelector("[data-days]"), library = app.library,
      undo = box.querySelector("[data-do=undo]"), removed = null, dragged = null;

    function content(name) { return document.importNode(box.querySelector("template[" + name + "]").content, true).firstElementChild; }
    function holder(target, name) { return target.closest("." + name); }
    function dayOf(target) {
      var element = holder(target, "day");
      return element && app.plan.days.find(function (day) { return String(day.id) === element.dataset.id; });
    }
    function itemOf(target) {
      var element = holder(target, "item"), day = dayOf(target);
      return element && day.items.find(function (item) { return String(item.id) === element.dataset.id; });
    }
    function input(element, name, value) {
      var field = element.querySelector("[name=" + name + "]");
      field.value = value;
      return field;
    }
    function name(button, title) { button.setAttribute("aria-label", button.textContent + ": " + title); }

    function drawItem(item) {
      var element = content("data-item"), session = library.session(item), title = library.title(item),
        own = element.querySelector(".choices"), shown = element.querySelector(".item-title");
      element.dataset.id = item.id;
      element.querySelector(".item-what").setAttribute("aria-label", title);
      element.querySelectorAll("[data-do]").forEach(function (button) { name(button, title); });
      if (session) {
        agenda.link(shown.appendChild(document.createElement("a")), session, title, library);
        agenda.facts(element.querySelector(".card-facts"), session, library);
      } else shown.textContent = item.path ? item.path + " (" + library.words.unknown + ")" : item.kind === "b" ? title : "";
      if (item.path) own.remove();
      else {
        input(element, "minutes", library.digits(item.minutes));
        if (item.kind === "b") input(element, "title", "").parentNode.remove();
        else input(element, "title", item.title);
      }
      input(element, "at", item.at === null ? "" : library.clock(item.at));
      input(element, "notes", item.notes);
      element.querySelector("details").open = item.at !== null || !!item.notes;
      return element;
    }

    // All of it anew. The focus goes to a control of an item or a day, by its number and name.
    function draw(id, control) {
      place.textContent = "";
      app.plan.days.forEach(function (day, number) {
        var element = content("data-day");
        element.dataset.id = day.id;
        input(element, "start", library.clock(day.start));
        input(element, "date", day.date);
        input(element, "notes", day.notes);
        element.querySelectorAll("[data-do]").forEach(function (button) { name(button, library.say("day", { num: number + 1 })); });
        element.querySelector("[data-do=remove]").hidden = app.plan.days.length === 1;
        day.items.forEach(function (item) { element.querySelector("ol").appendChild(drawItem(item)); });
        place.appendChild(element);
      });
      undo.hidden = !removed;
      if (id) (place.querySelector("[data-id='" + id + "'] " + control) || box.querySelector("[data-do=day]")).focus();
    }

    // What follows from the clock, beside what is being typed.
    function update() {
      app.timed.forEach(function (day, number) {
        var element = place.children[number], items = element.querySelector("ol").children;
        element.querySelector("h3").textContent = agenda.dayName(app.plan, number, library);
        day.rows.forEach(function (row, nth) {
          items[nth].querySelector(".item-time").textContent = library.clock(row.begin) + "–" + library.clock(row.end);
          items[nth].classList.toggle("late", !!row.late);
        });
        element.querySelector(".day-end").textContent = day.rows.length
          ? library.say("until", { time: library.clock(day.end) }) + library.words.comma + library.say("min", { num: day.end - day.day.start }) : "";
      });
      var said = agenda.clashes(app.plan, app.timed, library), list = box.querySelector(".clashes ul");
      list.textContent = "";
      said.forEach(function (text) { list.appendChild(document.createElement("li")).textContent = text; });
      list.parentNode.hidden = !said.length;
    }

    // Where an item is: its day, its place there. Moves it to another place, and says so.
    function whereIs(item) {
      var day = app.plan.days.find(function (one) { return one.items.indexOf(item) >= 0; });
      return { day: day, nth: day.items.indexOf(item) };
    }
    function move(item, day, nth, control) {
      var from = whereIs(item);
      from.day.items.splice(from.nth, 1);
      day.items.splice(nth, 0, item);
      app.changed();
      draw(item.id, control);
      update();
      app.say(library.say("moved", { title: library.title(item), num: nth + 1, day: agenda.dayName(app.plan, app.plan.days.indexOf(day), library) }));
    }
    function step(item, by, control) {
      var at = whereIs(item), days = app.plan.days, other = days[days.indexOf(at.day) + by], nth = at.nth + by;
      if (nth >= 0 && nth < at.day.items.length) move(item, at.day, nth, control);
      else if (other) move(item, other, by > 0 ? 0 : other.items.length, control);
    }

    function remove(list, one, title) {
      var nth = list.indexOf(one);
      removed = { list: list, nth: nth, one: one, title: title };
      list.splice(nth, 1);
      changed((list[nth] || list[nth - 1] || {}).id, one.items ? "[name=start]" : "[data-do=remove]");
      if (!list.length) undo.focus();
      app.say(library.say("removed", { title: title }));
    }
    function changed(id, control) {
      app.changed();
      draw(id, control);
      update();
    }

    app.add = function (item, day) {
      day.items.push(item);
      changed(item.kind !== "s" && item.id, item.kind === "o" ? "[name=title]" : "[name=minutes]");
      app.say(library.say("added", { title: library.title(item) }));
    };

    box.addEventListener("click", function (event) {
      var what = event.target.dataset.do, item = itemOf(event.target), day = dayOf(event.target), last;
      if (what === "earlier") step(item, -1, "[data-do=earlier]");
      if (what === "later") step(item, 1, "[data-do=later]");
      if (what === "break") app.add(agenda.item("b", "", BREAK), day);
      if (what === "own") app.add(agenda.item("o", "", OWN), day);
      if (what === "remove" && item) remove(day.items, item, library.title(item));
      else if (what === "remove") remove(app.plan.days, day, agenda.dayName(app.plan, app.plan.days.indexOf(day), library));
      if (what === "day") {
        last = agenda.day(app.plan.days[app.plan.days.length - 1].start);
        app.plan.days.push(last);
        changed(last.id, "[name=start]");
      }
      if (what === "undo" && removed) {
        last = removed;
        removed = null;
        last.list.splice(last.nth, 0, last.one);
        changed(last.one.id, last.one.items ? "[name=start]" : "[data-do=remove]");
        app.say(library.say("added", { title: last.title }));
      }
    });

    box.addEventListener("input", function (event) {
      var field = event.target, text = field.value, one = itemOf(field) || dayOf(field), value = text;
      if (field.name === "minutes") value = agenda.number(text);
      if (field.name === "start" || field.name === "at") value = agenda.minutes(text);
      if (field.name === "date") value = !text || agenda.isDate(text) ? text : null;
      // What cannot be read is marked, and changes nothing; no time at all is one where it may be left out.
      var wrong = value === null && !(field.name === "at" && !text.trim()) || field.name === "minutes" && value > 1440;
      field.setAttribute("aria-invalid", wrong);
      if (wrong) return;
      one[field.name] = value;
      app.changed();
      update();
    });

    // Dragging by the handle: a line shows where the item will stand; it moves when it is let go.
    function unmark() {
      place.querySelectorAll(".before, .after").forEach(function (one) { one.classList.remove("before", "after"); });
    }
    function target(event) {
      var under = document.elementFromPoint(event.clientX, event.clientY), element = under && holder(under, "item"), edge;
      if (!under || !place.contains(under)) return null;
      if (!element) return holder(under, "day") && { day: dayOf(under), element: holder(under, "day").querySelector("ol"), item: null };
      edge = element.getBoundingClientRect();
      return { day: dayOf(under), element: element, item: itemOf(under), after: event.clientY > edge.top + edge.height / 2 };
    }
    box.addEventListener("pointerdown", function (event) {
      if (!event.target.hasAttribute("data-drag") || event.button) return;
      event.preventDefault();
      dragged = itemOf(event.target);
    });
    document.addEventListener("pointermove", function (event) {
      if (!dragged) return;
      var over = target(event);
      unmark();
      if (over) over.element.classList.add(over.item && !over.after ? "before" : "after");
    });
    document.addEventListener("pointerup", function (event) {
      if (!dragged) return;
      var over = target(event), item = dragged, from = whereIs(item), nth;
      dragged = null;
      unmark();
      if (!over || over.item === item) return;
      nth = over.item ? over.day.items.indexOf(over.item) + (over.after ? 1 : 0) : over.day.items.length;
      if (over.day === from.day && from.nth < nth) nth -= 1;
      move(item, over.day, nth, "[data-do=earlier]");
    });
    document.addEventListener("pointercancel", function () {
      dragged = null;
      unmark();
    });

    return { draw: function () { removed = null; draw(); }, update: update };
  };
})();
