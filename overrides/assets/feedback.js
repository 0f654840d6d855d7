/* On the page of messages: names the page that the reader comes from (#page=toolkits/stay-safe-online) in each message.
   Title and address are read from that page, most often out of the browser's own cache. A made-up address names
   nothing, nor does a page without a link to here: a sensitive one has none. */
(function () {
  "use strict";
  var path = /^#page=([a-z0-9-]+(?:\/[a-z0-9-]+)*)$/.exec(location.hash);
  if (!path || !window.fetch) return;
  fetch(window.ijwi.root + window.ijwi.prefix + path[1] + ".html", { cache: "force-cache" }).then(function (answer) {
    return answer.ok ? answer.text() : "";
  }).then(function (text) {
    var read = new DOMParser().parseFromString(text, "text/html"), title = read.querySelector("h1");
    var online = read.querySelector("link[rel=canonical]"), about = document.querySelector("[data-about]");
    if (!title || !read.querySelector("a[href$='" + location.hash + "']")) return;
    var named = [title.textContent].concat(online ? online.href : []);
    document.querySelectorAll(".share a").forEach(function (link) {
      var end = /^mailto:/.test(link.href) ? "\r\n" : "\n"; // RFC 6068, 5
      link.href += encodeURIComponent(named.concat("").join(end));
    });
    about.querySelector("bdi").textContent = named[0];
    about.hidden = false;
    document.querySelector("[data-unnamed]").hidden = true;
  }).catch(function () { /* from the disk, or without a network: the reader names the page */ });
})();
