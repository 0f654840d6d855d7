/* Planning a workshop, part 3: minutes add up, and what does not fit is said. */
(function () {
  "use strict";
  var agenda = window.ijwi.agenda, DAY = 1440;

  // The days of a plan with their times, in minutes since midnight: of each item, and when the day ends. An item that
  // shall begin at a certain time does; if that is too early for what stands before it, `late` names the latter.
  agenda.timed = function (plan, library) {
    return plan.days.map(function (day) {
      var now = day.start, before = null, rows = day.items.map(function (item) {
        var session = library.session(item), minutes = session ? session.minutes : item.minutes;
        var begin = item.at === null ? now : item.at, late = begin < now ? before : null;
        now = Math.max(now, begin + minutes);
        before = item;
        return { item: item, session: session, minutes: minutes, begin: begin, end: begin + minutes, late: late };
      });
      return { day: day, rows: rows, end: now };
    });
  };

  // What does not fit, as sentences.
  agenda.clashes = function (plan, timed, library) {
    var said = [], seen = Object.create(null);
    timed.forEach(function (day, place) {
      day.rows.forEach(function (row) {
        var session = row.session, title = library.title(row.item), path = row.item.path;
        function say(name, values) {
          values.title = title;
          said.push(library.say(name, values));
        }
        if (row.late) say("overlap", { time: library.clock(row.begin), before: library.title(row.late) });
        if (path && seen[path] === 1) say("twice", {});
        if (path) seen[path] = (seen[path] || 0) + 1;
        if (!session) return;
        if (plan.group && plan.group < session.least) say("least", { num: session.least });
        if (plan.group && session.most && plan.group > session.most) say("most", { num: session.most });
        if (!plan.power && !session.noPower) say("no_power", {});
        if (!plan.internet && !session.noInternet) say("no_internet", {});
      });
      if (day.end > DAY) said.push(library.say("midnight", { day: library.say("day", { num: place + 1 }) }));
    });
    return said;
  };
})();
