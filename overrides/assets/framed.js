/* Loaded in a page that stands in a frame of this site: gives side-by-side.js what the page holds, section by section.
   A page from the disk may not look into another, but it may be told; only our own site is (hosting.py's
   frame-ancestors lets no other frame us). */
(function () {
  "use strict";
  var text = document.querySelector("main .text"), root = document.documentElement;
  function all(query, holder) { return Array.from((holder || document).querySelectorAll(query)); }
  function words(query) {
    var found = document.querySelector(query);
    return found ? found.textContent.trim() : "";
  }
  // HTML that stands anywhere: whole addresses, no ids that another section may have too.
  function html(nodes) {
    return nodes.map(function (node) {
      var copy = node.cloneNode(true), inner = [copy].concat(all("[id], [href], [src]", copy));
      inner.forEach(function (one, place) {
        var original = place ? all("[id], [href], [src]", node)[place - 1] : node;
        if (one.hasAttribute("href")) one.setAttribute("href", original.href);
        if (one.hasAttribute("src")) one.setAttribute("src", original.src);
        one.removeAttribute("id");
      });
      return copy.outerHTML;
    }).join("");
  }
  function sections() {
    var found = [{ id: "", nodes: all(".session-plan") }];
    Array.from(text.children).forEach(function (node) {
      var heading = node.tagName === "H2" ? node : node.classList.contains("section-head") && node.querySelector("h2");
      if (heading) found.push({ id: heading.id, nodes: [heading] });
      else found[found.length - 1].nodes.push(node);
    });
    return found.map(function (section) { return { id: section.id, html: html(section.nodes) }; });
  }
  if (!text) return;
  window.parent.postMessage({
    ijwi: "page", lang: root.lang, dir: root.dir, digits: root.dataset.digits || "latn",
    title: words("h1"), summary: words(".page-head .lead"), notices: html(all("main .page > .notice")), sections: sections(),
    languages: [root.lang].concat(all(".also a[lang]").map(function (link) { return link.lang; })),
    previous: (document.querySelector(".next-part .previous") || {}).href || "",
    next: (document.querySelector(".next-part .next") || {}).href || ""
  }, /^http/.test(location.protocol) ? location.origin : "*");
})();
