/* Gives out what a reader has kept (assets/keep.js) while the network does not answer. It stores nothing itself,
   and looks at nothing but the addresses of this site. Forgetting everything removes this worker too. */
"use strict";
var ROOT = new URL("./", location.href).pathname, NAME = "ijwi " + ROOT + " ", PATIENCE = 5000;

// The one kept file of a picture, whichever of its widths and formats the browser would have liked.
function picture(cache, path) {
  var name = /^.*\/assets\/pictures\/[0-9a-f]+-/.exec(path);
  return !name ? undefined : cache.keys().then(function (requests) {
    var found = requests.find(function (request) { return new URL(request.url).pathname.indexOf(name[0]) === 0; });
    return found && cache.match(found);
  });
}

// The kept copy of an address, however the host writes it: /x.html, /x, /x/ or /x/index.html.
function kept(path) {
  var forms = [path, path + ".html", path + "index.html", path + "/index.html"];
  return caches.keys().then(function (names) {
    return names.filter(function (name) { return name.indexOf(NAME) === 0; }).reduce(function (before, name) {
      return before.then(function (found) {
        if (found) return found;
        return caches.open(name).then(function (cache) {
          return cache.match(ROOT + "kept-list").then(function (complete) {
            return complete && forms.reduce(function (earlier, form) {
              return earlier.then(function (match) { return match || cache.match(form); });
            }, Promise.resolve()).then(function (match) { return match || picture(cache, path); });
          });
        });
      });
    }, Promise.resolve());
  });
}

// Without a network a page that is not kept leads to the page that says what is: in its own language, or any.
function keptPage(path) {
  var first = path.slice(ROOT.length).split("/")[0];
  return kept(ROOT + first + "/kept.html").then(function (own) {
    if (own) return ROOT + first + "/kept.html";
    return kept(ROOT + "kept.html").then(function (root) { return root && ROOT + "kept.html"; });
  }).then(function (address) {
    return address || caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) { return name.indexOf(NAME) === 0; }).map(function (name) {
        return caches.open(name).then(function (cache) { return cache.keys(); });
      }));
    }).then(function (requests) {
      return [].concat.apply([], requests).map(function (request) { return new URL(request.url).pathname; })
        .find(function (other) { return /\/kept\.html$/.test(other); });
    });
  });
}

addEventListener("fetch", function (event) {
  var request = event.request, url = new URL(request.url), path = url.pathname, timer;
  if (request.method !== "GET" || url.origin !== location.origin || path.indexOf(ROOT) !== 0) return;
  var late = new Promise(function (_resolve, reject) { timer = setTimeout(reject, PATIENCE, new Error("late")); });
  var answer = fetch(request);
  answer.catch(function () { /* answered below */ });
  event.respondWith(Promise.race([answer, late]).then(function (response) {
    clearTimeout(timer);
    if (response.status < 500) return response;
    throw response;
  }).catch(function (failure) {
    clearTimeout(timer);
    return kept(path).then(function (copy) {
      if (copy) return copy;
      if (failure instanceof Response) return failure;
      return answer.catch(function (error) {
        if (request.mode !== "navigate") throw error;
        return keptPage(path).then(function (address) {
          if (!address) throw error;
          return Response.redirect(address + "#not-kept", 302);
        });
      });
    });
  }));
});
