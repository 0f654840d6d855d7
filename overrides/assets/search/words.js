/* Turns text into the terms of the index by the tables that come with it. The same as
   hooks/ijwi/search/{folding,stemming,tables}.py; tests/test_search_sides.py holds both to it. */
(function () {
  "use strict";

  window.ijwi.words = function (tables) {
    var marks = new RegExp("[" + tables.marks + "]+", "gu");
    var separators = new RegExp("[" + tables.separators + "]+", "u");
    // A word as it is written, with the marks that folding takes out of it.
    var written = new RegExp("((?:[^" + tables.separators + "]|[" + tables.marks + "])+)", "u");
    var signs = new RegExp("[" + tables.signs + "]", "gu");
    var letters = new RegExp(Object.keys(tables.letters).sort(function (a, b) { return b.length - a.length; })
      .map(function (key) { return key.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"); }).join("|"), "gu");
    var steps = tables.steps.map(function (step) {
      var affixes = Object.keys(step.rules);
      return {
        prefix: step.prefix, rules: step.rules,
        longest: affixes.reduce(function (most, affix) { return Math.max(most, Array.from(affix).length); }, 0)
      };
    });
    var lengths = Object.keys(tables.synonyms).reduce(function (found, expression) {
      var length = expression.split(" ").length;
      return length > 1 && found.indexOf(length) < 0 ? found.concat(length) : found;
    }, []).sort();
    var terms = new Map();

    function own(table, key) {
      return Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined;
    }

    function fold(text) {
      return text.replace(/\xb4/g, "'").replace(signs, " ").normalize("NFKD").toLowerCase()
        .replace(letters, function (letter) { return tables.letters[letter]; }).replace(marks, "");
    }

    function words(text) {
      return fold(text).split(separators).filter(Boolean);
    }

    function cut(word, step) {
      var characters = Array.from(word);
      for (var length = Math.min(step.longest, characters.length); length > 0; length--) {
        var rest = characters.length - length;
        var affix = (step.prefix ? characters.slice(0, length) : characters.slice(rest)).join("");
        var rule = own(step.rules, affix);
        if (rule === undefined) continue;
        var slash = rule.lastIndexOf("/"), put = rule.slice(0, slash);
        if (rest < +rule.slice(slash + 1) || !(put || rest)) continue;
        return step.prefix ? put + word.slice(affix.length) : word.slice(0, word.length - affix.length) + put;
      }
      return word;
    }

    function stem(word) {
      var irregular = own(tables.irregular, word);
      return irregular !== undefined ? irregular : steps.reduce(function (rest, step) { return cut(rest, step); }, word);
    }

    function term(word) {
      if (!terms.has(word)) {
        var found = stem(word), synonym = own(tables.synonyms, found);
        terms.set(word, synonym === undefined ? found : synonym);
      }
      return terms.get(word);
    }

    // The terms of the expressions of several words among these, each with where it starts and its length.
    function expressions(list) {
      var stems = list.map(stem), found = [];
      lengths.forEach(function (length) {
        for (var start = 0; start + length <= stems.length; start++) {
          var known = own(tables.synonyms, stems.slice(start, start + length).join(" "));
          if (known !== undefined) found.push({ term: known, start: start, length: length });
        }
      });
      return found;
    }

    return {
      fold: fold, words: words, term: term, expressions: expressions,
      // A word without the beginnings that are cut: what its term begins with while it is still being typed.
      begun: function (word) {
        return steps.reduce(function (rest, step) { return step.prefix ? cut(rest, step) : rest; }, word);
      },
      // The text in turn: what is between words, a word, what is between words, …
      parts: function (text) { return text.split(written); }
    };
  };
})();
