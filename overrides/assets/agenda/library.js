/* Planning a workshop, part 1: the sessions that there are, and how things are said in the page's language.
   `data` is what agenda/sessions.js gives (hooks/ijwi/agenda.py). */
(function () {
  "use strict";
  var DRAFT = 1, BEHIND = 2, SENSITIVE = 4, NEEDS_INTERNET = 1, NEEDS_POWER = 2;
  window.ijwi.agenda = {};

  function rows(columns) {
    var names = Object.keys(columns);
    return (names.length ? columns[names[0]] : []).map(function (_value, place) {
      var row = {};
      names.forEach(function (name) { row[name] = columns[name][place]; });
      return row;
    });
  }

  window.ijwi.agenda.library = function (data) {
    var words = data.words, works = rows(data.works), found = Object.create(null);

    function digits(text) {
      return String(text).replace(/\d/g, function (digit) { return words.digits.charAt(+digit); });
    }
    // A sentence with its gaps filled. Titles are isolated: one in Latin letters does not turn an Arabic sentence.
    function say(name, values) {
      return words[name].replace(/\{(\w+)\}/g, function (_gap, key) {
        return typeof values[key] === "number" ? digits(values[key]) : "\u2068" + values[key] + "\u2069";
      });
    }
    // Minutes since midnight as a time of the day.
    function clock(minutes) {
      return digits(ijwi.agenda.time(minutes));
    }
    function day(date) {
      var parts = date.split("-"), pattern = words.days[parts[1] - 1], solar = "";
      var said = pattern.replace("{day}", +parts[2]).replace("{year}", +parts[0]);
      if (words.calendar === "persian" && window.Intl) {
        solar = new Intl.DateTimeFormat("fa-u-ca-persian", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
          .formatToParts(new Date(date)).filter(function (part) { return /day|month|year/.test(part.type); })
          .map(function (part) { return part.value; });
        solar = (/^[\d\u06f0-\u06f9]{4}/.test(solar[0]) ? solar.reverse() : solar).join(" ");
      }
      return solar ? digits(solar + " (" + said + ")") : digits(said);
    }
    function size(bytes) {
      var large = bytes >= 1e6, tenths = Math.round(bytes / 1e5);
      return digits(large ? words.sizes[1].replace("{num}", Math.floor(tenths / 10) + words.sizes[2] + tenths % 10)
        : words.sizes[0].replace("{num}", Math.max(1, Math.round(bytes / 1000))));
    }

    works.forEach(function (work) {
      work.language = data.languages[work.language];
      work.handouts = work.handouts.map(function (handout) {
        return { path: handout[0], title: handout[1] || words.handout, language: data.languages[handout[2]] };
      });
      work.topics = work.topics.map(function (place) { return data.topics[place]; });
      work.level = data.levels[work.level];
    });
    var sessions = rows(data.sessions).map(function (session) {
      session.work = works[session.work];
      session.language = data.languages[session.language];
      session.noPower = !(session.needs & NEEDS_POWER);
      session.noInternet = !(session.needs & NEEDS_INTERNET);
      session.states = [[session.language[0] !== document.documentElement.lang && session.language[3], "other"],
        [session.flags & DRAFT && words.draft, "draft"], [session.flags & BEHIND && words.behind, "draft"],
        [session.flags & SENSITIVE && words.sensitive, "care"]].filter(function (state) { return state[0]; });
      found[session.path] = session;
      return session;
    });

    return {
      words: words, sessions: sessions, digits: digits, say: say, clock: clock, day: day, size: size,
      group: function (session) {
        return session.most ? words.group + " " + digits(session.least + "–" + session.most) : "";
      },
      topics: data.topics, levels: data.levels,
      // The session of an item; nothing for breaks, own items, and sessions that this centre does not have.
      session: function (item) { return found[item.path] || null; },
      title: function (item) {
        var session = this.session(item);
        return session ? session.title : item.path || (item.kind === "b" ? words["break"] : item.title || words.own);
      },
      // Where a session or handout lies, from the site's root.
      address: function (page) { return page.language[1] + page.path + ".html"; }
    };
  };
})();
