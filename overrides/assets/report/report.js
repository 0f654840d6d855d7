/* After a workshop, part 2: what is typed becomes a report, to look at, to take along, to keep if asked. Nothing is sent:
   the one thing that leaves the page is a link to the reader's own app, with the suggestions in it. */
(function () {
  "use strict";
  var report = window.ijwi.report, KEPT = "ijwi-report", root = document.documentElement,
    form = document.querySelector("[data-report]"), words = form.dataset, article = form.parentNode,
    result = document.querySelector(".report-result"), paper = result.querySelector(".report-paper"),
    message = document.querySelector("[data-message]"), before = result.querySelector("[data-before]"),
    fields = Array.from(form.querySelectorAll("input:not([name=plan]), textarea")), keeping = false;

  function field(name) { return form.elements[name]; }
  function value(name) { return field(name).value.trim(); }
  function button(name) { return result.querySelector("[data-do=" + name + "]"); }
  function say(text) { result.querySelector(".report-said").textContent = text; }
  function digits(number) {
    return String(number).replace(/\d/g, function (digit) { return words.digitsRow.charAt(+digit); });
  }
  function label(one) { return (one.labels[0].querySelector("span") || one.labels[0]).textContent; }
  function typed(name, text) { return { text: text, direction: getComputedStyle(field(name)).direction }; }

  // The report, as the blocks of assets/docx.js --------------------------------------------------------------------

  function heading(text, level) { return { heading: text, level: level || 2 }; }
  function lines(name) {
    return value(name).split("\n").map(function (line) { return line.trim(); }).filter(Boolean)
      .map(function (line) { return typed(name, line); });
  }

  // Each way of dividing the group, and how many there were: as many as were said in one place or the other.
  function counted() {
    var said = report.number(value("all")), all = said, sets = Array.from(form.querySelectorAll("[data-groups]"));
    sets = sets.map(function (set) {
      var inputs = Array.from(set.querySelectorAll("input"));
      var counts = inputs.map(function (one) { return report.number(one.value); }), sum = report.sum(counts);
      all = Math.max(all, sum);
      set.querySelector("[role=status]").textContent = said && sum > said ? words.over : "";
      return { title: set.querySelector("legend").textContent, labels: inputs.map(label), counts: counts, sum: sum };
    });
    return { all: all, sets: sets };
  }
  function numbers() {
    var found = counted(), all = found.all, blocks = [];
    if (!all) return blocks;
    blocks.push(heading(field("all").closest("[data-part]").querySelector("legend").textContent),
      { paragraph: label(field("all")) + ": " + (all < report.least ? words.few : digits(all)) });
    found.sets.forEach(function (set) {
      if (!set.sum || all < report.least) return;
      var rows = report.merged(set.counts, all);
      if (!rows) blocks.push({ paragraph: set.title + ": " + words.apart });
      else blocks.push({ head: true, widths: [4, 1], table: [[set.title, words.people]].concat(rows.map(function (row) {
        var names = row.places.map(function (place) { return set.labels[place]; }).join(words.comma);
        return [row.places.length > 1 ? words.merged.replace("{groups}", names) : names, digits(row.count)];
      })) });
    });
    return blocks;
  }
  function blocks() {
    var found = [];
    ["date", "place"].forEach(function (name) {
      if (value(name)) found.push({ paragraph: label(field(name)) + ": " + value(name) });
    });
    if (value("sessions")) found.push(heading(label(field("sessions"))), { list: lines("sessions") });
    found = found.concat(numbers());
    form.querySelectorAll("[data-texts] textarea").forEach(function (one) {
      if (!one.value.trim()) return;
      found.push(heading(label(one)));
      lines(one.name).forEach(function (line) { found.push({ paragraph: line }); });
    });
    return found;
  }

  // The same three ways: on the page, as text, as a document -------------------------------------------------------

  function plain(part) { return part.text === undefined ? part : part.text; }
  function element(parent, tag, text) {
    var made = parent.appendChild(document.createElement(tag));
    if (text !== undefined) made.textContent = plain(text);
    if (text && text.direction) made.dir = text.direction;
    return made;
  }
  function show(list) {
    paper.textContent = "";
    element(paper, "h3", words.title);
    list.forEach(function (block) {
      if (block.heading) element(paper, "h4", block.heading);
      if (block.paragraph) element(paper, "p", block.paragraph);
      if (block.list) block.list.forEach(function (item) { element(this, "li", item); }, element(paper, "ul"));
      if (block.table) {
        block.table.forEach(function (row, place) {
          var line = element(this, "tr");
          row.forEach(function (cell, column) {
            if (place && column) element(line, "td", cell);
            else element(line, "th", cell).scope = place ? "row" : "col";
          });
        }, element(paper, "table"));
      }
    });
  }
  function text(list) {
    // With a mark at the start, by which old editors know that it is UTF-8, and with their ends of lines.
    return "\ufeff" + [words.title].concat(list.map(function (block) {
      if (block.heading) return "\n" + block.heading;
      if (block.list) return block.list.map(function (item) { return "- " + plain(item); }).join("\n");
      if (block.table) return block.table.map(function (row, place) { return place ? "- " + row.join(": ") : row[0]; }).join("\n");
      return plain(block.paragraph);
    }), "").join("\n").replace(/\n/g, "\r\n");
  }
  function save(name, content) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  function update() {
    var list = blocks(), some = list.length > 0, suggestions = value("suggestions");
    show(list);
    article.classList.toggle("filled", some);
    result.hidden = !some && !keeping;
    button("keep").hidden = keeping;
    button("forget").hidden = !keeping;
    if (keeping) store();
    if (!message) return;
    message.hidden = !suggestions;
    message.querySelectorAll("a").forEach(function (link) {
      var start = link.dataset.start || (link.dataset.start = link.getAttribute("href"));
      link.href = start + encodeURIComponent(/^mailto:/.test(start) ? suggestions.replace(/\n/g, "\r\n") : suggestions);
    });
  }

  // Kept on the device, once asked for -----------------------------------------------------------------------------

  function store() {
    var kept = {};
    fields.forEach(function (one) { kept[one.name] = one.value; });
    try { localStorage.setItem(KEPT, JSON.stringify(kept)); } catch (error) { return false; }
    return true;
  }
  function restore() {
    var kept = null;
    try { kept = JSON.parse(localStorage.getItem(KEPT)); } catch (error) { /* nothing that we could read */ }
    if (!kept) return;
    keeping = true;
    fields.forEach(function (one) { one.value = String(kept[one.name] || ""); });
    say(words.isKept);
  }

  result.addEventListener("click", function (event) {
    var what = event.target.dataset.do, whole;
    if (!what) return;
    say("");
    before.hidden = what !== "keep";
    if (what === "keep") before.focus();
    if (what === "no") button("keep").focus();
    if (what === "store") {
      keeping = store();
      update();
      say(keeping ? words.isKept : words.full);
      button(keeping ? "forget" : "keep").focus();
    }
    if (what === "forget") {
      try { localStorage.removeItem(KEPT); } catch (error) { return; }
      keeping = false;
      update();
      say(words.forgotten);
      (result.hidden ? fields[0] : button("keep")).focus();
    }
    if (what === "print") window.print();
    if (what === "txt") save("report.txt", new Blob([text(blocks())], { type: "text/plain" }));
    if (what === "docx") {
      whole = { language: root.lang, direction: root.dir, title: words.title, blocks: blocks() };
      ijwi.load("assets/docx.js").then(function () { save("report.docx", ijwi.docx(whole)); })
        .catch(function () { say(document.getElementById("search").dataset.failed); });
    }
  });

  // The sessions of a plan: of its link, or of this page's own address (assets/agenda/plan.js says how it is written).
  function paths(address) {
    var fragment = address.slice(address.indexOf("#") + 1);
    try { fragment = decodeURIComponent(fragment); } catch (error) { return []; }
    return /^v=\d/.test(fragment) ? fragment.split("&").filter(function (pair) {
      return /^s=[a-z0-9-]+(\/[a-z0-9-]+)*(,|$)/.test(pair);
    }).map(function (pair) { return pair.slice(2).split(",")[0]; }) : [];
  }
  function take(address) {
    var wanted = paths(address);
    if (!wanted.length) return;
    function fill(titles) {
      var there = lines("sessions").map(plain);
      field("sessions").value = there.concat(titles.filter(function (title, place) {
        return there.indexOf(title) < 0 && titles.indexOf(title) === place;
      })).join("\n");
      update();
    }
    ijwi.load(ijwi.prefix + "search/works.js").then(function (data) {
      var sessions = data.sessions;
      fill(wanted.map(function (path) {
        var place = (sessions.path || []).indexOf(path);
        return place < 0 ? path : sessions.title[place] || data.manuals[sessions.manual[place]][0] + words.comma +
          words.session.replace("{num}", digits(sessions.number[place]));
      }));
    }).catch(function () { fill(wanted); });
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function (event) {
    if (event.target.name === "plan") take(event.target.value);
    else update();
  });
  document.querySelectorAll("[data-scripted]").forEach(function (one) { one.hidden = false; });
  restore();
  update();
  take(location.hash);
})();
