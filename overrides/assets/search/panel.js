/* The search box and its results. What somebody searches for stays on her device: it is compared here
   with files that anybody gets, it is not part of any address, and the browser is told not to remember it. */
(function () {
  "use strict";
  var ijwi = window.ijwi;
  var AT_ONCE = 5, ELSEWHERE = 3, PAUSE = 500;

  // `box` is the form of overrides/partials/search.html; `say` holds the words to use, from the index.
  ijwi.panel = function (box, say) {
    var input = box.querySelector("input"), status = box.querySelector("[role=status]");
    var results = box.querySelector(".search-results");
    var run = 0, timer, last = "";

    function make(tag, name, text) {
      var element = document.createElement(tag);
      if (name) element.className = name;
      if (text) element.textContent = text;
      return element;
    }

    function link(address, text) {
      var element = make("a", "", text);
      element.href = ijwi.root + address;
      return element;
    }

    function item(result, language) {
      var element = make("li"), title = make("p", "search-title"), about = make("p", "search-about");
      title.appendChild(link(result.url, result.title));
      about.textContent = [result.kindName, result.above].filter(Boolean).join(" · ");
      if (result.sensitive) {
        about.appendChild(document.createTextNode(" "));
        about.appendChild(make("span", "tag care", say.sensitive));
      }
      var context = make("p", "search-context");
      if (result.excerpt.heading) {
        var section = make("span", "search-section");
        section.appendChild(link(result.url + (result.excerpt.id && "#" + result.excerpt.id), result.excerpt.heading));
        context.appendChild(section);
        context.appendChild(document.createTextNode(" "));
      }
      result.excerpt.parts.forEach(function (part, place) {
        context.appendChild(place % 2 ? make("mark", "", part) : document.createTextNode(part));
      });
      [title, about, context].forEach(function (child) { element.appendChild(child); });
      if (language) [title, context].forEach(function (child) { child.lang = language.code; child.dir = language.direction; });
      return element;
    }

    // Shows further results in a list, and a button while there are more. Promises how many it has added.
    function show(index, found, list, count, language, current) {
      var added = 0;
      function next() {
        if (current !== run || !found.pages.length || added >= count) return Promise.resolve();
        var batch = found.pages.splice(0, count - added);
        return Promise.all(batch.map(function (page) { return index.result(page, found); })).then(function (shown) {
          if (current !== run) return undefined;
          shown.filter(Boolean).forEach(function (result) {
            list.appendChild(item(result, language));
            added++;
          });
          return next();
        });
      }
      return next().then(function () {
        if (current !== run || !found.pages.length) return added;
        var more = make("button", "search-more", say.more);
        more.type = "button";
        more.addEventListener("click", function () {
          var place = list.children.length;
          more.remove();
          show(index, found, list, count, language, current).then(function () {
            var first = list.children[place];
            if (first) first.querySelector("a").focus();
          }, fail);
        });
        list.parentNode.insertBefore(more, list.nextSibling);
        return added;
      });
    }

    // Looks in another language of hers. Promises how many results it has shown.
    function elsewhere(other, query, current) {
      var language = { code: other[0], name: other[1], direction: other[2] };
      return ijwi.index(other[3]).then(function (index) {
        return index.search(query, false).then(function (found) {
          if (current !== run) return 0;
          var part = make("section"), list = make("ol");
          part.appendChild(make("h3", "search-language", language.name));
          part.appendChild(list);
          if (found.pages.length) results.appendChild(part);
          return show(index, found, list, ELSEWHERE, language, current).then(function (added) {
            if (!added) part.remove();
            return added;
          });
        });
      });
    }

    // Her other languages: at once if hers says little, else a button each.
    function others(head, query, few, current) {
      if (current !== run || !head.others.length) return Promise.resolve(0);
      if (few) {
        return head.others.reduce(function (before, other) {
          return before.then(function (sum) {
            return elsewhere(other, query, current).then(function (added) { return sum + added; });
          });
        }, Promise.resolve(0));
      }
      var row = make("p", "search-others", say.others + " ");
      head.others.forEach(function (other) {
        var button = make("button", "", other[1]);
        button.type = "button";
        button.addEventListener("click", function () {
          button.disabled = true;
          elsewhere(other, query, current).then(function (added) {
            if (!added) button.textContent += " (" + number(0) + ")";
          }, fail);
        });
        row.appendChild(button);
        row.appendChild(document.createTextNode(" "));
      });
      results.appendChild(row);
      return Promise.resolve(0);
    }

    // A number in the digits of the page's language.
    function number(value) {
      var zero = { arab: 0x660, arabext: 0x6f0, beng: 0x9e6 }[document.documentElement.dataset.digits];
      return String(value).replace(/\d/g, function (digit) {
        return zero ? String.fromCharCode(zero + +digit) : digit;
      });
    }

    function fail() {
      status.textContent = box.dataset.failed;
      last = "";
    }

    function search(typing) {
      var query = input.value.trim();
      clearTimeout(timer);
      if (query === last && results.children.length) return;  // the run that showed them goes on
      var current = ++run;
      last = query;
      // The tab's memory, not the address: Back brings the results again, the history shows no word of them.
      try { history.replaceState({ search: query }, ""); } catch (_error) { /* some viewers of offline copies have none */ }
      if (!query) {
        results.textContent = status.textContent = "";
        return;
      }
      status.textContent = say.wait;
      ijwi.index(ijwi.prefix).then(function (index) {
        return index.search(query, typing).then(function (found) {
          if (current !== run) return undefined;
          var total = found.pages.length, list = make("ol");
          results.textContent = "";
          results.appendChild(list);
          return show(index, found, list, AT_ONCE, null, current).then(function (added) {
            if (current !== run) return undefined;
            if (found.phrases.length && !found.pages.length) total = added;
            status.textContent = total ? say.results.replace("%s", number(total)) : say.none;
            return others(index.head, query, added < AT_ONCE, current).then(function (further) {
              if (current === run && !total && further) status.textContent = say.elsewhere;
            });
          });
        });
      }).catch(function () { if (current === run) fail(); });
    }

    box.addEventListener("submit", function () { search(false); });
    input.addEventListener("input", function () {
      clearTimeout(timer);
      // Who saves data decides herself when to search.
      if (navigator.connection && navigator.connection.saveData) return;
      timer = setTimeout(function () { search(true); }, PAUSE);
    });
    status.parentNode.insertBefore(make("p", "hint", say.hint), status);
    if (input.value) search(false);
  };
})();
