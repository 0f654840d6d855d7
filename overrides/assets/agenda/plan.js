/* Planning a workshop, part 2: the plan itself, and how it stands in an address.

     #v=1&g=25&no=power,internet&day=09:00,2026-12-01&s=manuals/our-manual/first&b=15&o=30,14:00&day=09:00&s=…

   v    the version of this notation; a later one can read it, and what it adds is passed over here
   g    how many people          no   what the room does not have
   day  a day: when it starts, and its date if it has one; what follows belongs to it
   s    a session by its path    b    a break, o an item of one's own, by its minutes
   Behind a comma: when this item shall begin. Whoever wants the sessions alone reads each `s` up to its comma, in order.
   Place, names, notes and the words of own items never stand there: an address is sent, and stays in histories. */
(function () {
  "use strict";
  var agenda = window.ijwi.agenda, MOST = 300, START = 540, ids = 0;

  // Digits of every script that our languages write, as 0 to 9; what is no number gives null.
  agenda.number = function (text) {
    var plain = String(text).trim().replace(/[^\x00-\x7f]/g, function (sign) {
      var code = sign.charCodeAt(0), zero = [0x660, 0x6f0, 0x966, 0x9e6].find(function (first) {
        return code >= first && code < first + 10;
      });
      return zero ? String(code - zero) : sign;
    });
    return /^\d{1,4}$/.test(plain) ? +plain : null;
  };
  // 9:30, 9.30, 0930 and 9 are times of the day, in minutes; what is none gives null.
  agenda.minutes = function (text) {
    var parts = String(text).trim().split(/[:.\u066b\u200f\u200e]+/), whole = agenda.number(parts[0]), rest = 0;
    if (whole === null || parts.length > 2) return null;
    if (parts.length === 2) rest = parts[1].length === 2 ? agenda.number(parts[1]) : null;
    else if (whole > 24) { rest = whole % 100; whole = Math.floor(whole / 100); }
    return rest === null || rest > 59 || whole > 23 ? null : whole * 60 + rest;
  };
  agenda.time = function (minutes) {
    var two = function (number) { return (number < 10 ? "0" : "") + number; };
    return two(Math.floor(minutes / 60) % 24) + ":" + two(minutes % 60);
  };

  agenda.day = function (start, date) {
    return { id: ++ids, start: start === null || start === undefined ? START : start, date: date || "", notes: "", items: [] };
  };
  // kind: "s" with a path, "b" and "o" with minutes. `at`: when it shall begin, or null.
  agenda.item = function (kind, path, minutes, at) {
    return { id: ++ids, kind: kind, path: path, minutes: minutes, at: at === undefined ? null : at, title: "", notes: "" };
  };
  agenda.empty = function () {
    return { group: null, power: true, internet: true, place: "", trainers: "", days: [agenda.day()] };
  };
  agenda.items = function (plan) {
    return plan.days.reduce(function (all, day) { return all.concat(day.items); }, []);
  };

  agenda.write = function (plan) {
    var no = ["power", "internet"].filter(function (name) { return !plan[name]; }), parts = ["v=1"];
    if (plan.group) parts.push("g=" + plan.group);
    if (no.length) parts.push("no=" + no.join(","));
    plan.days.forEach(function (day) {
      parts.push("day=" + agenda.time(day.start) + (day.date && "," + day.date));
      day.items.forEach(function (item) {
        parts.push(item.kind + "=" + (item.path || item.minutes) + (item.at === null ? "" : "," + agenda.time(item.at)));
      });
    });
    return parts.join("&") === "v=1&day=09:00" ? "" : parts.join("&");
  };

  // The plan of an address; nothing if there is none in it. Whatever makes no sense is passed over.
  agenda.read = function (fragment) {
    var plan = agenda.empty(), day = null, count = 0;
    try { fragment = decodeURIComponent(fragment); } catch (error) { return null; }
    if (!/^v=\d+(&|$)/.test(fragment)) return null;
    fragment.split("&").forEach(function (pair) {
      var key = pair.split("=")[0], values = pair.slice(key.length + 1).split(","), at = agenda.minutes(values[1] || "");
      if (key === "g") plan.group = agenda.number(values[0]) || null;
      if (key === "no") values.forEach(function (name) { if (name === "power" || name === "internet") plan[name] = false; });
      if (key !== "day" && !/^[sbo]$/.test(key) || ++count > MOST) return;
      if (key === "day" || !day) {
        if (!day) plan.days = [];
        day = key === "day" ? agenda.day(agenda.minutes(values[0]), agenda.isDate(values[1]) ? values[1] : "") : agenda.day();
        plan.days.push(day);
      }
      if (key === "s" && /^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(values[0])) day.items.push(agenda.item("s", values[0], 0, at));
      if (/[bo]/.test(key) && agenda.number(values[0]) !== null) {
        day.items.push(agenda.item(key, "", Math.min(agenda.number(values[0]), 1440), at));
      }
    });
    return plan;
  };
  // A day of the calendar, as 2026-12-01.
  agenda.isDate = function (text) {
    return /^\d{4}-\d\d-\d\d$/.test(text || "") && !isNaN(new Date(text)) && new Date(text).toISOString().slice(0, 10) === text;
  };

  // A plan that was kept on the device, with all that is not in its address. Nothing if it is none of ours.
  agenda.restore = function (text) {
    var kept, plan;
    try { kept = JSON.parse(text); } catch (error) { return null; }
    plan = kept && agenda.read(String(kept.address || ""));
    if (!plan) return null;
    plan.place = String(kept.place || "");
    plan.trainers = String(kept.trainers || "");
    plan.days.concat(agenda.items(plan)).forEach(function (one, place) {
      var words = (kept.words || [])[place] || [];
      one.notes = String(words[0] || "");
      one.title = String(words[1] || "");
    });
    return plan;
  };
  agenda.keepable = function (plan) {
    var words = plan.days.concat(agenda.items(plan)).map(function (one) { return [one.notes, one.title || ""]; });
    return JSON.stringify({ address: agenda.write(plan) || "v=1", place: plan.place, trainers: plan.trainers, words: words });
  };
})();
