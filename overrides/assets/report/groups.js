/* After a workshop, part 1: numbers of people, told apart only as far as nobody can be picked out of them. */
(function () {
  "use strict";
  var LEAST = 5, report = window.ijwi.report = { least: LEAST };

  // Digits of every script that our languages write, as 0 to 9. What is no number is nobody.
  report.number = function (text) {
    var plain = text.replace(/[^\x00-\x7f]/g, function (sign) {
      var zero = [0x660, 0x6f0, 0x966, 0x9e6].find(function (first) {
        return sign.charCodeAt(0) >= first && sign.charCodeAt(0) < first + 10;
      });
      return zero ? sign.charCodeAt(0) - zero : sign;
    }).trim();
    return /^\d{1,5}$/.test(plain) ? +plain : 0;
  };

  // One way of dividing all who took part; `counts` ends with those who did not say, who are also all that are left.
  // Gives the groups by their places: [{ places: [0], count: 17 }, { places: [1, 2], count: 6 }], or null where they
  // can't be told apart. Groups of fewer than LEAST become one, and so that nobody can work them out from the total,
  // not even by this rule: the next smallest are taken in, equal ones together, while these are too few or a single
  // group, or while their number leaves each but one possibility. A group of nobody is not named.
  report.merged = function (counts, all) {
    var own = counts.slice(), last = own.length - 1, together = [], count = 0, left;
    own[last] += Math.max(0, all - report.sum(own));
    left = own.map(function (_count, place) { return place; }).filter(function (place) { return own[place]; })
      .sort(function (a, b) { return own[a] - own[b]; });
    function small(place) { return own[place] < LEAST; }
    function take() {
      var size = own[left[0]];
      while (left.length && (own[left[0]] === size || small(left[0]))) {
        count += own[left[0]];
        together.push(left.shift());
      }
    }
    if (left.length && small(left[0])) {
      take();
      while (left.length && (count < LEAST || together.length < 2 ||
        together.every(small) && (count === together.length || count === together.length * (LEAST - 1)))) take();
      if (!left.length) return null;
    }
    var rows = left.sort(inOrder).map(function (place) { return { places: [place], count: own[place] }; });
    // Always last, and its groups in the form's order: nothing tells which of them is the smallest.
    return together.length ? rows.concat({ places: together.sort(inOrder), count: count }) : rows;
  };
  report.sum = function (counts) {
    return counts.reduce(function (sum, count) { return sum + count; }, 0);
  };
  function inOrder(a, b) { return a - b; }
})();
