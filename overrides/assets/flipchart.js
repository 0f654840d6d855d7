/* A session as a flip chart: its steps in large letters, screen by screen, for a wall or for a phone held up, with the
   minutes of each step counted down without a sound. The page beneath stays as it is. Steps are the sections that
   begin with their minutes in bold (hooks/ijwi/checks/sessions.py), or all sections where none does. */
(function () {
  "use strict";
  var offer = document.querySelector("[data-flipchart]"), text = document.querySelector(".text");
  if (!offer || !text) return;
  var root = document.documentElement, words = offer.dataset, opener = offer.querySelector("button");
  var backwards = getComputedStyle(root).direction === "rtl";
  var chart, body, heading, position, bar, clock, said, steps, screens, shown, running, ticking, scrolled, awake, touched;

  function element(name, holder, className, content) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (content) made.textContent = content;
    holder.appendChild(made);
    return made;
  }
  function inDigits(value) {
    return String(value).replace(/\d/g, function (digit) { return words.digits.charAt(digit); });
  }
  function fromDigits(written) {
    return Array.from(written, function (sign) {
      var value = words.digits.indexOf(sign);
      return value < 0 ? sign : value;
    }).join("");
  }

  // The steps of the page

  // The bold words at the beginning of a step, if they hold its minutes.
  function bold(block) {
    var first = block && block.tagName === "P" && block.firstChild;
    return first && first.nodeName === "STRONG" && /\d/.test(fromDigits(first.textContent)) ? first : null;
  }
  function read() {
    var found = [];
    Array.from(text.children).forEach(function (node) {
      var title = node.tagName === "H2" ? node : node.classList.contains("section-head") && node.querySelector("h2");
      if (title) found.push({ title: title.textContent, blocks: [], minutes: 0 });
      else if (found.length && (!node.classList.contains("section-mark") || node.classList.contains("recalled"))) {
        found[found.length - 1].blocks.push(node);
      }
    });
    found.forEach(function (step) {
      var timed = bold(step.blocks[0]);
      if (timed) step.minutes = +fromDigits(timed.textContent).match(/\d{1,3}/)[0];
    });
    if (!found.length) found.push({ title: document.querySelector("h1").textContent, blocks: Array.from(text.children), minutes: 0 });
    var timed = found.filter(function (step) { return step.minutes; });
    return timed.length ? timed : found;
  }
  // A copy of a block that leads nowhere: a slip of the hand must not turn the page.
  function copy(block, step) {
    var made = block.cloneNode(true), timed = step.minutes && block === step.blocks[0] && bold(made);
    if (timed) {
      timed.remove();
      made.normalize();
      if (made.firstChild) made.firstChild.textContent = made.firstChild.textContent.replace(/^[\s.,:;،؛]+/, "");
      if (!made.textContent) return null;
    }
    made.removeAttribute("id");
    made.querySelectorAll("[id]").forEach(function (one) { one.removeAttribute("id"); });
    made.querySelectorAll("a[href]").forEach(function (link) { link.removeAttribute("href"); });
    made.querySelectorAll("details").forEach(function (one) { one.open = true; });
    made.querySelectorAll("[tabindex]").forEach(function (one) { one.removeAttribute("tabindex"); });
    return made;
  }

  // Screens: as many blocks as fit; a list, quotation or box that is too long alone goes on where it breaks.

  function screen(step) {
    var sheet = element("div", body, "flipchart-sheet");
    screens.push({ step: step, sheet: sheet });
    return sheet;
  }
  function fits() { return body.scrollHeight <= body.clientHeight; }
  function alone(sheet) {
    screens.forEach(function (one) { one.sheet.hidden = one.sheet !== sheet; });
    return sheet;
  }
  // How much room there is depends on the step's title and its clock.
  function announce(step) {
    heading.textContent = step.title;
    clock.hidden = bar.hidden = !step.minutes;
  }
  function layOut(step) {
    var sheet = alone(screen(step));
    announce(step);
    step.blocks.forEach(function (block) {
      var made = copy(block, step);
      if (!made) return;
      sheet.appendChild(made);
      if (!fits() && sheet.children.length > 1) {
        sheet.removeChild(made);
        sheet = alone(screen(step));
        sheet.appendChild(made);
      }
      if (!fits()) sheet = divide(made, sheet, step);
    });
  }
  // Goes on with a block that is too long on further screens; returns the last one.
  function divide(block, sheet, step) {
    var parts = Array.from(block.children), list = /^[OU]L$/.test(block.tagName), number = +block.getAttribute("start") || 1;
    if (parts.length < 2 || !(list || block.tagName === "BLOCKQUOTE" || block.classList.contains("admonition"))) {
      sheet.classList.add("dense");
      return sheet;
    }
    parts.forEach(function (part) { block.removeChild(part); });
    parts.forEach(function (part, place) {
      block.appendChild(part);
      if (!fits() && block.children.length > 1) {
        block.removeChild(part);
        block = block.cloneNode(false);
        if (block.tagName === "OL") block.start = number + place;
        block.appendChild(part);
        sheet = alone(screen(step));
        sheet.appendChild(block);
      }
    });
    if (!fits()) sheet.classList.add("dense");
    return sheet;
  }
  // What hangs on the wall first: the session and its steps.
  function plan() {
    var session = { title: document.querySelector("h1").textContent };
    var sheet = alone(screen(session)), list = element("ol", sheet);
    announce(session);
    steps.forEach(function (step) {
      var item = element("li", list, "", step.title);
      if (step.minutes) element("span", item, "flipchart-minutes", " " + inDigits(step.minutes) + "\u2032");
    });
    if (!fits()) divide(list, sheet, session);
  }
  function layOutAll() {
    body.textContent = "";
    screens = [];
    plan();
    steps.forEach(layOut);
  }

  // What is shown

  function show(place) {
    shown = Math.max(0, Math.min(screens.length - 1, place));
    var step = screens[shown].step;
    announce(step);
    alone(screens[shown].sheet);
    body.scrollTop = 0;
    position.textContent = words.position.replace("{num}", inDigits(shown + 1)).replace("{all}", inDigits(screens.length));
    if (running.step !== step) stop(step);
    heading.focus();
  }
  function turn(by) { show(shown + by); }

  // The clock of a step; it goes on beyond its end

  function stop(step) {
    clearInterval(ticking);
    ticking = null;
    running = { step: step, spent: 0 };
    tell();
  }
  function spent() { return running.spent + (ticking ? Date.now() - running.since : 0); }
  function tell() {
    var all = (running.step.minutes || 0) * 60, left = all - Math.floor(spent() / 1000), seconds = Math.abs(left);
    if (!all) return chart.classList.remove("over");
    clock.textContent = inDigits((left < 0 ? "+" : "") + Math.floor(seconds / 60) + ":" + ("0" + seconds % 60).slice(-2));
    clock.setAttribute("aria-label", (ticking ? words.stop : words.start) + " (" + clock.textContent + ")");
    clock.setAttribute("aria-pressed", !!ticking);
    bar.max = all;
    bar.value = Math.max(0, left);
    if (left <= 0 && !chart.classList.contains("over")) said.textContent = words.over;
    if (left > 0) said.textContent = "";
    chart.classList.toggle("over", left <= 0);
  }
  function startOrPause() {
    if (!running.step.minutes) return;
    running.spent = spent();
    if (ticking) ticking = clearInterval(ticking);
    else {
      running.since = Date.now();
      ticking = setInterval(tell, 250);
    }
    tell();
  }

  // Coming and going

  function button(name, holder, className, sign, act) {
    var made = element("button", holder, className, sign);
    made.type = "button";
    made.title = name;
    made.setAttribute("aria-label", name);
    made.addEventListener("click", act);
    return made;
  }
  function build() {
    chart = element("div", document.body, "flipchart");
    chart.setAttribute("role", "dialog");
    chart.setAttribute("aria-modal", "true");
    chart.setAttribute("aria-label", opener.textContent);
    var head = element("div", chart, "flipchart-bar");
    button(words.previous, head, "", backwards ? "→" : "←", function () { turn(-1); });
    button(words.next, head, "", backwards ? "←" : "→", function () { turn(1); });
    position = element("span", head, "flipchart-position");
    clock = button(words.start, head, "flipchart-clock", "", startOrPause);
    button(words.close, head, "flipchart-close", "×", function () { history.back(); });
    bar = element("progress", chart, "flipchart-left");
    bar.setAttribute("aria-hidden", "true");
    heading = element("h2", chart, "flipchart-title");
    heading.tabIndex = -1;
    said = element("p", chart, "flipchart-said");
    said.setAttribute("role", "status");
    body = element("div", chart, "flipchart-body");
    chart.addEventListener("touchstart", function (event) {
      touched = event.touches.length === 1 ? event.touches[0] : null;
    }, { passive: true });
    chart.addEventListener("touchend", function (event) {
      var end = event.changedTouches[0], across = touched ? end.clientX - touched.clientX : 0;
      if (Math.abs(across) > 50 && Math.abs(across) > 2 * Math.abs(end.clientY - touched.clientY)) {
        turn((across < 0) !== backwards ? 1 : -1);
      }
    });
  }
  function open() {
    scrolled = window.pageYOffset;
    steps = read();
    document.querySelector("[data-flipchart-look]").media = "all";
    build();
    root.classList.add("flipping");
    running = {};
    try { history.pushState({ flipchart: true }, ""); } catch (_error) { /* some viewers of offline copies have none */ }
    // The look may be on its way: what fits is known only then.
    whenStyled(function () { layOutAll(); show(0); });
    document.addEventListener("keydown", key);
    window.addEventListener("resize", resized);
    if (navigator.wakeLock) navigator.wakeLock.request("screen").then(function (held) { awake = held; }, function () {});
  }
  function whenStyled(then) {
    if (getComputedStyle(chart).position === "fixed") then();
    else requestAnimationFrame(function () { if (chart) whenStyled(then); });
  }
  function shut() {
    if (!chart) return;
    clearInterval(ticking);
    ticking = null;
    chart.remove();
    chart = null;
    root.classList.remove("flipping");
    document.querySelector("[data-flipchart-look]").media = "not all";
    document.removeEventListener("keydown", key);
    window.removeEventListener("resize", resized);
    if (awake) awake = awake.release() && null;
    window.scrollTo(0, scrolled);
    opener.focus({ preventScroll: true });
  }
  function resized() {
    var step = screens[shown].step;
    layOutAll();
    show(Math.max(0, screens.findIndex(function (one) { return one.step === step; })));
  }
  function key(event) {
    var onButton = event.target.tagName === "BUTTON", name = event.key;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (name === "Escape") history.back();
    else if (name === (backwards ? "ArrowLeft" : "ArrowRight") || name === "ArrowDown" || name === "PageDown" ||
      (name === " " && !onButton)) turn(1);
    else if (name === (backwards ? "ArrowRight" : "ArrowLeft") || name === "ArrowUp" || name === "PageUp") turn(-1);
    else if (name === "Home") show(0);
    else if (name === "End") show(screens.length - 1);
    else if (event.code === "KeyT") startOrPause();
    else return;
    event.preventDefault();
  }
  window.addEventListener("popstate", shut);
  opener.addEventListener("click", open);
  offer.hidden = false;
})();
