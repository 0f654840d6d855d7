/* Planning a workshop, part 8, loaded when a file is asked for: calendar, text and Word document. */
(function () {
  "use strict";
  var agenda = window.ijwi.agenda;

  // iCalendar (RFC 5545): times of the place where the workshop is, without a zone. Sessions go by the titles that betray
  // nothing. An event keeps its UID when the plan is written again: it is made of its day and of what it is.
  agenda.calendar = function (plan, timed, library, now) {
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Agenda//" + document.documentElement.lang.toUpperCase()];
    var stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
    timed.forEach(function (day) {
      var seen = Object.create(null);
      day.rows.forEach(function (row) {
        var what = row.item.kind + (row.item.path || row.minutes);
        seen[what] = (seen[what] || 0) + 1;
        lines.push("BEGIN:VEVENT", "UID:" + digest(day.day.date + " " + what + " " + seen[what]), "DTSTAMP:" + stamp,
          "DTSTART:" + local(day.day.date, row.begin), "SUMMARY:" + escaped(library.title(row.item)));
        if (row.end > row.begin) lines.push("DTEND:" + local(day.day.date, row.end));
        if (plan.place) lines.push("LOCATION:" + escaped(plan.place));
        if (row.item.notes) lines.push("DESCRIPTION:" + escaped(row.item.notes));
        lines.push("END:VEVENT");
      });
    });
    return lines.concat("END:VCALENDAR", "").map(folded).join("\r\n");
  };
  function local(date, minutes) {
    var day = new Date(date + "T00:00:00Z");
    day.setUTCMinutes(minutes);
    return day.toISOString().slice(0, 19).replace(/[-:]/g, "");
  }
  function escaped(text) {
    return text.replace(/\\/g, "\\\\").replace(/[;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
  }
  // A line has at most 75 octets, and is not folded within a letter.
  function folded(line) {
    var size = 0;
    return Array.from(line).map(function (letter) {
      var octets = unescape(encodeURIComponent(letter)).length, fold = size + octets > 75;
      size = fold ? 1 + octets : size + octets;
      return (fold ? "\r\n " : "") + letter;
    }).join("");
  }
  // 128 bits that are the same for the same words (four times FNV-1a).
  function digest(words) {
    return [1, 2, 3, 4].map(function (seed) {
      var hash = 0x811c9dc5;
      Array.from(seed + words).forEach(function (letter) {
        hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193) >>> 0;
      });
      return ("0000000" + hash.toString(16)).slice(-8);
    }).join("");
  }

  // Plain text, to paste into a message.
  agenda.text = function (whole) {
    return [whole.title, ""].concat(whole.blocks.map(function (block) {
      if (block.list) return block.list.map(function (item) { return "- " + agenda.plain(item); }).join("\n");
      if (block.table) return block.table.slice(1).map(function (row) { return row.map(agenda.plain).join("  "); }).join("\n");
      return block.heading ? "\n" + block.heading : block.paragraph;
    }), "").join("\n").replace(/[\u2068\u2069]/g, "");
  };

  agenda.save = function (name, file) {
    var link = document.createElement("a"), address = URL.createObjectURL(file);
    link.href = address;
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(address); }, 60000);
  };
})();
