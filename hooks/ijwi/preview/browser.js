/* Asks the preview whether the page has changed, and shows what is wrong. */
(function () {
  var own = document.currentScript, bar = document.createElement("div"), said = "", request, timer;
  bar.setAttribute("role", "status");
  bar.lang = "en";
  bar.dir = "ltr";
  function show(text) {
    bar.textContent = text;
    bar.style.cssText = text ? "position:fixed;left:0;right:0;bottom:0;z-index:9999;max-height:40vh;overflow:auto;" +
      "padding:12px 16px;background:#7a1020;color:#fff;font:14px/1.5 monospace;text-align:left;white-space:pre-wrap;" +
      "overflow-wrap:anywhere" : "";
    if (text) bar.tabIndex = 0; else bar.removeAttribute("tabindex");
  }
  function poll() {
    stop();
    request = new XMLHttpRequest();
    request.onload = function () {
      var answer = this.status === 200 ? JSON.parse(this.responseText) : {};
      if (this.status !== 200) timer = setTimeout(poll, 300);
      else if (answer.page !== own.dataset.page || String(answer.files) !== own.dataset.files) location.reload();
      else {
        if (answer.said !== said) show(answer.wrong);
        said = answer.said;
        poll();
      }
    };
    request.onerror = function () { timer = setTimeout(poll, 300); };
    request.open("GET", "/livereload?" + ["address=" + encodeURIComponent(location.pathname), "page=" + own.dataset.page,
                                          "files=" + own.dataset.files, "said=" + said].join("&"));
    request.send();
  }
  function stop() {
    clearTimeout(timer);
    if (request) {
      request.onload = request.onerror = null;
      request.abort();
    }
  }
  /* A browser has few connections a site: pages that nobody sees must not wait on one. */
  function look() {
    if (document.visibilityState === "visible") poll(); else stop();
  }
  addEventListener("load", function () {
    document.body.appendChild(bar);
    look();
    document.addEventListener("visibilitychange", look);
  });
  addEventListener("pageshow", function (event) { if (event.persisted) look(); });
  addEventListener("pagehide", stop);
})();
