/* Looks words up in the index of one language (hooks/ijwi/search/pieces.py writes it) and ranks its pages.
   What is loaded: one piece for the terms that begin like a word, and the passages shown. */
(function () {
  "use strict";
  var ijwi = window.ijwi;
  var DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_", STEPS = 63;
  // What a word counts that is not quite the one typed: its beginning, its kin, its neighbour by one letter.
  var BEGUN = 0.7, KIN = 0.6, MISSPELT = 0.5;
  // How much more a page counts that has all the words, and what share of the best page's score is still a result.
  var COVERAGE = 1.5, LEAST = 15;
  // What a beginning must have to be completed; how many words an excerpt has.
  var FEWEST_LETTERS = 3, EXCERPT = 34;

  function hex(letters) {
    return Array.from(letters).map(function (letter) { return letter.codePointAt(0).toString(16); }).join("-");
  }

  // Whether one letter was changed, left out, put in too many or exchanged with the next.
  function oneLetterApart(a, b) {
    if (Math.abs(a.length - b.length) > 1 || a === b) return false;
    var start = 0, end = 0;
    while (start < a.length && a[start] === b[start]) start++;
    while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
    var left = a.slice(start, a.length - end), right = b.slice(start, b.length - end);
    return (left.length <= 1 && right.length <= 1) ||
      (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]);
  }

  function Index(prefix, head) {
    this.prefix = prefix + "search/";
    this.head = head;
    this.words = ijwi.words(head.tables);
    this.pieces = new Set(head.pieces);
    this.lines = new Map();
  }

  Index.prototype = {
    // The beginning whose piece holds a term.
    beginningOf: function (term) {
      for (var length = term.length; length >= 0; length--) {
        if (this.pieces.has(term.slice(0, length))) return term.slice(0, length);
      }
      return null;
    },

    // Promises the lines of a piece: a Map of term to its postings as written, and how many there are if not all.
    piece: function (beginning) {
      var lines = this.lines;
      if (beginning === null) return Promise.resolve(new Map());
      return ijwi.load(this.prefix + "w-" + hex(beginning) + ".js").then(function (text) {
        if (!lines.has(beginning)) {
          lines.set(beginning, new Map(text.split("\n").map(function (line) {
            var term = line.slice(0, line.indexOf(" "));
            return [term, line.slice(term.length + 1).split(" ")];
          })));
        }
        return lines.get(beginning);
      });
    },

    // Promises {weights: Map of passage to weight, size}, or null if no passage has the term.
    postings: function (term) {
      return this.piece(this.beginningOf(term)).then(function (lines) {
        if (!lines.has(term)) return null;
        var text = lines.get(term)[0], found = new Map(), passage = -1, distance = 0;
        for (var at = 0; at < text.length; at++) {
          var digit = DIGITS.indexOf(text[at]);
          if (digit >= 32) { distance = (distance + digit - 32) * 32; continue; }
          passage += distance + digit + 1;
          distance = 0;
          found.set(passage, DIGITS.indexOf(text[++at]) / STEPS);
        }
        return { weights: found, size: +lines.get(term)[1] || found.size };
      });
    },

    // Promises the terms that begin with a word still being typed, those most like it first.
    begunTerms: function (word) {
      var index = this;
      var beginnings = [word, this.words.begun(word)].filter(function (beginning, place, all) {
        return beginning.length >= FEWEST_LETTERS && all.indexOf(beginning) === place;
      });
      return Promise.all(beginnings.map(function (beginning) {
        return index.piece(index.beginningOf(beginning)).then(function (lines) {
          return Array.from(lines.keys()).filter(function (term) { return term.startsWith(beginning); });
        });
      })).then(function (found) {
        return [].concat.apply([], found).sort(function (a, b) { return a.length - b.length; }).slice(0, 12);
      });
    },

    // Promises the terms that may have been meant by a word which no page has.
    meant: function (word) {
      var index = this, term = this.words.term(word);
      var firsts = Array.from(new Set([term[0], word[0], word[1]])).filter(function (letter) {
        return letter && index.head.letters.indexOf(letter) >= 0;
      });
      return Promise.all(firsts.map(function (letter) {
        return ijwi.load(index.prefix + "v-" + hex(letter) + ".js").then(function (text) { return text.split(" "); });
      })).then(function (lists) {
        var known = [].concat.apply([], lists);
        var kin = known.filter(function (other) {
          var shorter = Math.min(other.length, term.length);
          return shorter >= 4 && Math.abs(other.length - term.length) <= 3 &&
            (other.startsWith(term) || term.startsWith(other) || word.startsWith(other));
        });
        var near = word.length < 4 ? [] : known.filter(function (other) {
          return oneLetterApart(other, term) || oneLetterApart(other, word);
        });
        return near.slice(0, 4).map(function (other) { return { term: other, factor: MISSPELT }; })
          .concat(kin.slice(0, 4).map(function (other) { return { term: other, factor: KIN }; }));
      });
    },

    // Promises {terms, weights}: what a word of the query is found under, and each passage's weight for it.
    lookUp: function (asked) {
      var index = this;
      function gather(candidates) {
        return Promise.all(candidates.map(function (candidate) {
          return index.postings(candidate.term).then(function (postings) {
            return { term: candidate.term, factor: candidate.factor, postings: postings };
          });
        })).then(function (all) {
          var weights = new Map(), terms = [], rarest = 0;
          all = all.filter(function (one) { return one.postings; });
          var closest = Math.max.apply(null, all.map(function (one) { return one.factor; }));
          all.forEach(function (one) {
            terms.push(one.term);
            var rarity = one.factor / closest * Math.log(1 + index.head.passages.length / one.postings.size);
            rarest = Math.max(rarest, rarity);
            one.postings.weights.forEach(function (weight, passage) {
              weights.set(passage, Math.max(weights.get(passage) || 0, weight * rarity));
            });
          });
          return { terms: terms, weights: weights, rarity: rarest };
        });
      }
      var exact = { term: asked.term || this.words.term(asked.word), factor: 1 };
      var begun = asked.typing && asked.word ? this.begunTerms(asked.word) : Promise.resolve([]);
      return begun.then(function (terms) {
        return gather([exact].concat(terms.filter(function (term) { return term !== exact.term; })
          .map(function (term) { return { term: term, factor: BEGUN }; })));
      }).then(function (found) {
        return found.terms.length || !asked.word ? found : index.meant(asked.word).then(gather);
      });
    },

    // The words to look up: expressions of several words stand for themselves, the rest singly.
    asked: function (query, typing) {
      var words = this.words.words(query), taken = [], asked = [];
      this.words.expressions(words).reverse().forEach(function (expression) {
        asked.push({ term: expression.term });
        for (var place = 0; place < expression.length; place++) taken[expression.start + place] = true;
      });
      words.forEach(function (word, place) {
        if (!taken[place]) asked.push({ word: word, typing: typing && place === words.length - 1 });
      });
      return asked;
    },

    // Promises {pages, terms, phrases}: the best first, each {passages, score}, the passages that say most first.
    // Nothing of them is loaded yet.
    search: function (query, typing) {
      var index = this, phrases = [];
      var loose = query.replace(/["“”„«»]([^"“”„«»]+)["“”„«»]/g, function (_all, phrase) {
        phrases.push(index.words.words(phrase));
        return " " + phrase + " ";
      });
      return Promise.all(this.asked(loose, typing && !phrases.length).map(function (asked) {
        return index.lookUp(asked);
      })).then(function (found) {
        var words = found.filter(function (word) { return word.terms.length; });
        var all = words.reduce(function (sum, word) { return sum + word.rarity; }, 0);
        var pages = new Map();
        words.forEach(function (word) {
          var best = new Map();
          word.weights.forEach(function (weight, passage) {
            var page = index.pageOf(passage), now = best.get(page);
            if (!now || now.weight < weight) best.set(page, { weight: weight, passage: passage });
          });
          best.forEach(function (one, page) {
            var entry = pages.get(page) || { score: 0, covered: 0, words: 0, passages: new Map() };
            entry.score += one.weight;
            entry.covered += word.rarity;
            entry.words++;
            entry.passages.set(one.passage, (entry.passages.get(one.passage) || 0) + one.weight);
            pages.set(page, entry);
          });
        });
        var ranked = [];
        pages.forEach(function (entry) {
          if (phrases.length && entry.words < words.length) return;
          var passages = Array.from(entry.passages).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
          ranked.push({
            passages: passages.map(function (one) { return one[0]; }),
            score: entry.score * Math.pow(entry.covered / all, COVERAGE)
          });
        });
        ranked.sort(function (a, b) { return b.score - a.score || a.passages[0] - b.passages[0]; });
        return {
          pages: ranked.filter(function (page) { return page.score > ranked[0].score / LEAST; }),
          terms: new Set([].concat.apply([], words.map(function (word) { return word.terms; }))), phrases: phrases
        };
      });
    },

    // The first passage of the page that a passage belongs to.
    pageOf: function (passage) {
      while (this.head.passages[passage] === "1") passage--;
      return passage;
    },

    // Promises a result to show, or null if a phrase of the query is nowhere in the page.
    result: function (page, found) {
      var index = this;
      function from(place) {
        if (place >= page.passages.length) return Promise.resolve(null);
        return ijwi.load(index.prefix + "t-" + page.passages[place].toString(16) + ".js").then(function (data) {
          var passage = {
            url: data[0], title: data[1], above: data[2], kindName: index.head.kinds[data[3]] || "",
            sensitive: !!data[4], summary: data[5],
            sections: data[6].map(function (section) { return { id: section[0], heading: section[1], text: section[2] }; })
          };
          if (!found.phrases.every(function (phrase) { return index.says(passage, phrase); })) return from(place + 1);
          passage.excerpt = index.excerpt(passage, found);
          return passage;
        });
      }
      return from(0);
    },

    // Whether these words stand together in a passage.
    says: function (passage, phrase) {
      var words = this.words, sought = " " + phrase.join(" ") + " ", texts = [passage.title, passage.summary];
      passage.sections.forEach(function (section) { texts.push(section.heading, section.text); });
      return texts.some(function (text) { return (" " + words.words(text).join(" ") + " ").indexOf(sought) >= 0; });
    },

    // {id, heading, parts}: the section with most of the words, and the run of text that holds most of them.
    // In `parts` every second one is a word that was sought.
    excerpt: function (passage, found) {
      var index = this;
      // The text in parts, and which term that was sought stands at which of them.
      function hits(text) {
        var words = index.words, parts = words.parts(text), at = [], every = [], places = [];
        for (var place = 1; place < parts.length; place += 2) {
          words.words(parts[place]).forEach(function (word) {
            if (found.terms.has(words.term(word))) at[place] = words.term(word);
            every.push(word);
            places.push(place);
          });
        }
        words.expressions(every).forEach(function (expression) {
          if (!found.terms.has(expression.term)) return;
          for (var word = 0; word < expression.length; word++) at[places[expression.start + word]] = expression.term;
        });
        return { parts: parts, at: at };
      }
      function distinct(list) { return new Set(list.filter(Boolean)).size; }
      var best = null;
      passage.sections.forEach(function (section) {
        var inText = hits(section.text), inHeading = distinct(hits(section.heading).at);
        var score = 2 * distinct(inText.at) + inHeading + Math.min(inText.at.filter(Boolean).length, 9) / 10;
        if (!best || score > best.score) best = { section: section, hits: inText, score: score };
      });
      if (!best || !distinct(best.hits.at)) {
        best = { section: best && best.score ? best.section : { id: "", heading: "" }, hits: hits(passage.summary) };
      }
      var parts = best.hits.parts, at = best.hits.at, start = 0, most = -1;
      for (var from = 1; from < parts.length; from += 2) {
        var count = distinct(at.slice(from, from + 2 * EXCERPT));
        if (at[from] && count > most) { most = count; start = from; }
      }
      // A few words before the first one that was sought.
      start = Math.max(0, start - 12 - start % 2);
      while (start > 0 && !/\s/.test(parts[start])) start -= 2;
      var end = Math.min(parts.length, start + 2 * EXCERPT), shown = [start > 0 ? "… " : ""];
      for (var place = start; place < end; place++) {
        if (at[place]) shown.push(parts[place], "");
        else shown[shown.length - 1] += parts[place];
      }
      if (end < parts.length) shown[shown.length - 1] += " …";
      return { id: best.section.id, heading: best.section.heading, parts: shown };
    }
  };

  var opened = {};
  // Promises the index of the language that lives under a prefix.
  ijwi.index = function (prefix) {
    return opened[prefix] || (opened[prefix] = ijwi.load(prefix + "search/index.js").then(function (head) {
      return new Index(prefix, head);
    }));
  };
})();
