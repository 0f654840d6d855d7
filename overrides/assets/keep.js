/* Keeps a work for offline, only when its reader asks, and forgets it again. What is stored has been checked against
   the list of its files (hooks/ijwi/keeping.py): a broken connection leaves what was there before, whole. */
(function () {
  "use strict";
  var ijwi = window.ijwi, ROOT = new URL(ijwi.root).pathname, NAME = "ijwi " + ROOT + " ", LIST = ROOT + "kept-list";
  var words, worker = navigator.serviceWorker;

  function make(tag, text, name) {
    var element = document.createElement(tag);
    if (text) element.textContent = text;
    if (name) element.className = name;
    return element;
  }
  // A safety string: in the page's language, and beside it in one that somebody has read.
  function wordings(list, name) {
    var line = make("p", "", name);
    list.forEach(function (wording) {
      var part = make("span", wording[2], "wording");
      part.lang = wording[0];
      part.dir = wording[1];
      line.appendChild(part);
      line.appendChild(document.createTextNode(" "));
    });
    return line;
  }
  function button(text, act) {
    var element = make("button", text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  // What is stored: one cache a work and state of its list. The list is written last; a cache without it is no copy.
  function stored() {
    return caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) { return name.indexOf(NAME) === 0; }).map(function (name) {
        return caches.open(name).then(function (cache) {
          return cache.match(LIST);
        }).then(function (response) {
          return response ? response.json() : null;
        }).then(function (list) {
          return { cache: name, path: name.slice(NAME.length).split(" ")[0], list: list };
        });
      }));
    }).then(function (found) { return found.filter(function (one) { return one.list; }); });
  }
  function copyOf(path) {
    return stored().then(function (found) { return found.find(function (one) { return one.path === path; }); });
  }

  function online(path) {
    return fetch(ijwi.root + path, { cache: "no-cache" }).then(function (response) {
      if (!response.ok) throw new Error(path);
      return response;
    });
  }
  function hex(buffer) {
    return Array.from(new Uint8Array(buffer)).map(function (byte) { return (256 + byte).toString(16).slice(1); }).join("");
  }
  // A file, as the list has it; anything else (a half page, a login page of the network) is refused.
  function checked(file) {
    return online(file[0]).then(function (response) {
      return response.arrayBuffer().then(function (content) {
        return crypto.subtle.digest("SHA-256", content).then(function (digest) {
          if (hex(digest) !== file[1]) throw new Error(file[0]);
          return new Response(content, { headers: { "Content-Type": response.headers.get("Content-Type") || "" } });
        });
      });
    });
  }
  function digests(list) {
    var known = {};
    if (list) list.files.forEach(function (file) { known[file[0]] = file[1]; });
    return known;
  }

  // Stores everything that the list names, taking from an earlier copy what has not changed. `step` hears how far it is.
  function keep(path, list, step) {
    return copyOf(path).then(function (before) {
      var known = digests(before && before.list), done = 0;
      return crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(list))).then(function (digest) {
        var name = NAME + path + " " + hex(digest).slice(0, 16);
        if (before && before.cache === name) return undefined;
        return Promise.all([caches.open(name), before && caches.open(before.cache)]).then(function (both) {
          var cache = both[0], old = both[1];
          return list.files.reduce(function (earlier, file) {
            return earlier.then(function () {
              return known[file[0]] === file[1] ? old.match(ROOT + file[0]) : undefined;
            }).then(function (same) {
              return same || checked(file);
            }).then(function (response) {
              return cache.put(ROOT + file[0], response);
            }).then(function () { step(++done, list.files.length); });
          }, Promise.resolve()).then(function () {
            return cache.put(LIST, new Response(JSON.stringify(list)));
          });
        }).then(function () {
          return Promise.all([before && caches.delete(before.cache),
            worker.register(ijwi.root + "keep-worker.js", { scope: ROOT, updateViaCache: "none" })]);
        }).catch(function (error) {
          return caches.delete(name).then(function () { throw error; });
        });
      });
    });
  }

  // Pages that must not be followed as they were kept are exchanged without asking. Promises how many were.
  function correct(copy, list) {
    var known = digests(copy.list), urgent = list.files.filter(function (file) {
      return list.urgent.indexOf(file[0]) >= 0 && known[file[0]] !== file[1];
    });
    if (!urgent.length) return Promise.resolve(0);
    return Promise.all(urgent.map(checked)).then(function (responses) {
      return caches.open(copy.cache).then(function (cache) {
        return Promise.all(urgent.map(function (file, place) { return cache.put(ROOT + file[0], responses[place]); }))
          .then(function () {
            copy.list.files = copy.list.files.filter(function (file) {
              return !urgent.some(function (other) { return other[0] === file[0]; });
            }).concat(urgent);
            return cache.put(LIST, new Response(JSON.stringify(copy.list)));
          });
      });
    }).then(function () { return urgent.length; });
  }

  // Forgets one work, or everything; with the last copy the worker goes too.
  function forget(path) {
    return caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) {
        return name.indexOf(NAME) === 0 && (!path || name.indexOf(NAME + path + " ") === 0);
      }).map(function (name) { return caches.delete(name); }));
    }).then(stored).then(function (left) {
      if (left.length) return undefined;
      return worker.getRegistrations().then(function (registrations) {
        return Promise.all(registrations.filter(function (one) {
          return new URL(one.scope).pathname === ROOT;
        }).map(function (one) { return one.unregister(); }));
      });
    });
  }

  // One work: what keeping it means, or that it is kept. `box` is filled; `opened` if its reader has pressed the button.
  function panel(box, path, opened) {
    var said = make("p"), inside = make("div");
    said.setAttribute("role", "status");
    box.textContent = "";
    box.appendChild(inside);
    box.appendChild(said);

    function show(parts, focus) {
      inside.textContent = "";
      parts.forEach(function (part) { if (part) inside.appendChild(part); });
      if (focus) focus.focus();
    }
    function fail(error) {
      said.textContent = error && error.name === "QuotaExceededError" ? words.full : words.failed;
    }
    function run(list) {
      var bar = make("progress");
      bar.setAttribute("aria-label", words.wait);
      said.textContent = words.wait;
      show([bar]);
      keep(path, list, function (done, all) { bar.max = all; bar.value = done; }).then(function () {
        said.textContent = "";
        return look(true);
      }).catch(function (error) {
        return look(true).then(function () { fail(error); });
      });
    }
    function offer(list) {
      var go = button(words.keep, function () { if (list.sensitive) care(list); else run(list); });
      show([make("p", words.what.replace("%(size)s", list.size)), wordings(words.found), go], opened && go);
    }
    function care(list) {
      var no = button(words.rather_not, function () { offer(list); });
      show([wordings(words.care, "notice care"), no, button(words.keep_anyway, function () { run(list); })], no);
    }
    function have(copy, list, focus) {
      var all = make("a", words.all), state = make("p", words.kept.replace("%(day)s", copy.list.day));
      all.href = ijwi.root + ijwi.prefix + "kept.html";
      state.tabIndex = -1;
      var known = digests(copy.list), newer = list && list.files.some(function (file) { return known[file[0]] !== file[1]; });
      show([state, newer && make("p", words.newer.replace("%(size)s", list.size)),
        newer && button(words.fetch, function () { run(list); }),
        button(words.forget, function () {
          forget(path).then(function () {
            var gone = make("p", words.forgotten);
            gone.tabIndex = -1;
            show([gone, wordings(words.limits)], gone);
          }, fail);
        }), !document.querySelector("[data-kept]") && all], focus && state);
    }
    function look(focus) {
      return copyOf(path).then(function (copy) {
        return online(path).then(function (response) { return response.json(); }).then(function (list) {
          if (!copy) return offer(list);
          return correct(copy, list).then(function (count) {
            if (count) said.textContent = words.corrected;
            have(copy, list, focus);
          });
        }, function (error) {
          if (!copy) throw error;
          have(copy, null, focus);
        });
      });
    }
    return look(opened).catch(fail);
  }

  // The page "Kept on this device": every work that is kept, and the way to forget it all.
  function page(box) {
    return stored().then(function (copies) {
      box.textContent = "";
      if (!copies.length) return undefined;
      var none = document.querySelector("[data-kept-none]");
      none.hidden = true;
      copies.sort(function (a, b) { return a.list.title < b.list.title ? -1 : 1; }).forEach(function (copy) {
        var part = make("section"), title = make("h2"), link = make("a", copy.list.title), own = make("div", "", "keep");
        link.href = ijwi.root + copy.list.page;
        link.lang = copy.list.language;
        link.dir = copy.list.direction;
        title.appendChild(link);
        part.appendChild(title);
        part.appendChild(own);
        box.appendChild(part);
        panel(own, copy.path, false);
      });
      box.appendChild(button(words.forget_all, function () {
        forget().then(function () {
          var gone = make("p", words.forgotten);
          gone.tabIndex = -1;
          box.textContent = "";
          box.appendChild(gone);
          gone.focus();
          none.hidden = false;
        });
      }));
      return undefined;
    });
  }

  // A page of a kept work that shows no panel: only what must be corrected is looked for.
  function here() {
    var path = decodeURIComponent(location.pathname.slice(ROOT.length));
    return stored().then(function (copies) {
      copies.filter(function (copy) {
        return copy.list.files.some(function (file) { return file[0] === path && /\.html$/.test(path); });
      }).forEach(function (copy) {
        online(copy.path).then(function (response) { return response.json(); }).then(function (list) {
          return correct(copy, list);
        }).catch(function () { /* no network: it stays as it is */ });
      });
    });
  }

  // `opened`: the button was pressed. Otherwise something is kept already, or this is the page that shows it.
  ijwi.keep = function (said, opened) {
    words = said;
    var box = document.querySelector("[data-keep]"), list = document.querySelector("[data-kept]");
    if (list) return page(list);
    if (!box) return here();
    var path = ijwi.prefix + "keep/" + box.dataset.keep + ".json";
    if (opened) return panel(box, path, true);
    return copyOf(path).then(function (copy) { return copy ? panel(box, path, false) : undefined; });
  };
})();
