// Finds pages by their names, references, other words and texts, and says how each stands today.
// Nothing is fetched until somebody searches; then a small index of names, and of texts only the
// words that begin as those that were typed. render/search/ writes what is read here.
(function () {
  "use strict";
  var FIELDS = ["url", "title", "kind", "weight", "summary", "names", "label", "tone", "dates", "until"];
  var SMALL = ("a an and are as at be by can do does for from has have how i if in is it my of on or our " +
    "should that the their this to we what when where which who with you your").split(" ");
  var SHOWN = 12;
  var TEXT_ALONE = 0.35;
  var here = document.currentScript.src;
  var root = new URL("../../", here);

  // ---- Words, as render/search/words.py takes them apart ----
  function wordsOf(text) {
    return (text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'\u2018\u2019\u02bc]/g, "")
      .match(/[a-z0-9]+/g)) || [];
  }
  function asked(text) {
    var words = wordsOf(text);
    var telling = words.filter(function (word) { return SMALL.indexOf(word) === -1; });
    return telling.length ? telling : words;
  }

  // ---- Files: each is one call of handbookSearch, from a web server or from a disk ----
  var files = {};
  var waiting = {};
  var savedAt = 0; // when the oldest was saved of what a browser gave that had no network
  window.handbookSearch = function (name, data) {
    if (waiting[name]) { waiting[name](data); }
  };
  function script(address) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement("script");
      element.src = address;
      element.onload = resolve;
      element.onerror = function () { reject(new Error("cannot be read: " + address)); };
      document.head.appendChild(element);
    });
  }
  function file(path, name) {
    if (!files[path]) {
      var address = new URL("search/" + path, root).href;
      // Asked anew each time that a page is opened: an old answer could call a text in force.
      files[path] = root.protocol === "file:"
        ? new Promise(function (resolve, reject) {
          waiting[name] = resolve;
          script(address).catch(reject);
        })
        : fetch(address, { cache: "no-cache" }).then(function (answer) {
          if (!answer.ok) { throw new Error(answer.status + " " + address); }
          var then = Date.parse(answer.headers.get("x-handbook-saved") || "");
          if (then) { savedAt = Math.min(then, savedAt || then); }
          return answer.text();
        }).then(function (text) {
          return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
        });
      files[path].catch(function () { delete files[path]; });
    }
    return files[path];
  }

  // A folder on a disk does not open its page by itself.
  function addressOf(url) {
    var address = new URL(url, root);
    if (root.protocol === "file:" && /\/$/.test(address.pathname)) { address.pathname += "index.html"; }
    return address.href;
  }

  // ---- The index ----
  var index = null;
  // Entries are known by their numbers, and another build numbers others: nothing of two is read together.
  function OfAnotherBuild() {}
  function afresh() {
    files = {};
    index = null;
    savedAt = 0;
  }
  window.addEventListener("online", function () { if (savedAt) { afresh(); } });
  function entry(row, number) {
    var made = { id: number };
    FIELDS.forEach(function (field, place) { made[field] = row[place] || ""; });
    made.names = row[5] || [];
    // A reference is found however it is typed: FV-G01, fv g01, fvg01.
    made.together = made.names.map(function (name) { return wordsOf(name).join(""); })
      .filter(function (name) { return /\d/.test(name) && name.length < 20; });
    return made;
  }
  function library() {
    return window.MiniSearch ? Promise.resolve() : script(new URL("minisearch.js", here).href);
  }
  function ready() {
    if (!index) {
      index = Promise.all([file("names.js", "names"), file("late.js", "late"), library()]).then(function (parts) {
        if (parts[0].of !== parts[1].of) { throw new OfAnotherBuild(); }
        var rows = parts[0].entries.concat(parts[1].entries);
        var mini = new window.MiniSearch({
          fields: ["title", "names", "together", "kind", "summary"],
          extractField: function (made, field) {
            var value = made[field];
            return Array.isArray(value) ? value.join(" / ") : value;
          },
          tokenize: wordsOf,
          processTerm: function (word) { return word; }
        });
        var entries = rows.map(entry);
        entries.forEach(function (made) { made.late = made.id >= parts[0].entries.length; });
        mini.addAll(entries);
        return { mini: mini, entries: entries, same: parts[0].same, shelves: parts[0].shelves, of: parts[0].of };
      });
      index.catch(function () { index = null; });
    }
    return index;
  }

  // ---- What else the words may be called ----
  function readings(query, same) {
    var plain = " " + wordsOf(query).join(" ") + " ";
    var readings = [{ text: query, worth: 1 }];
    same.forEach(function (group) {
      var phrases = group.map(function (phrase) { return wordsOf(phrase).join(" "); });
      phrases.forEach(function (phrase) {
        if (plain.indexOf(" " + phrase + " ") === -1) { return; }
        phrases.forEach(function (other) {
          if (other !== phrase && readings.length < 9) {
            readings.push({ text: plain.replace(" " + phrase + " ", " " + other + " "), worth: 0.9 });
          }
        });
      });
    });
    return readings;
  }

  // ---- Words of texts ----
  var namesOnly = false;
  function shelf(word, library) {
    var letters = word.slice(0, 2);
    if (word.length < 2 || library.shelves.indexOf(letters) === -1) { return Promise.resolve({}); }
    return file("words/" + letters + ".js", letters).then(function (held) {
      if (held.of !== library.of) { throw new OfAnotherBuild(); }
      return held.words;
    }).catch(function (problem) {
      var saved = savedAt || document.documentElement.hasAttribute("data-handbook-saved");
      if (!saved || problem instanceof OfAnotherBuild) { throw problem; }
      namesOnly = true; // the words of texts are not saved for reading without a network
      return {};
    });
  }
  function near(one, other, most) {
    if (Math.abs(one.length - other.length) > most) { return false; }
    var before = [];
    for (var i = 0; i <= other.length; i += 1) { before.push(i); }
    for (var a = 1; a <= one.length; a += 1) {
      var row = [a];
      var least = a;
      for (var b = 1; b <= other.length; b += 1) {
        row.push(Math.min(before[b] + 1, row[b - 1] + 1, before[b - 1] + (one[a - 1] === other[b - 1] ? 0 : 1)));
        least = Math.min(least, row[b]);
      }
      if (least > most) { return false; }
      before = row;
    }
    return before[other.length] <= most;
  }
  function inTexts(word, library) {
    var many = library.entries.length;
    return shelf(word, library).then(function (words) {
      var stem = word.length > 4 ? word.replace(/(es|s|ing|ed)$/, "") : word;
      var all = Object.keys(words);
      var fitting = all.filter(function (other) { return other === word || (stem.length > 2 && other.indexOf(stem) === 0); });
      if (!fitting.length && word.length > 4) {
        fitting = all.filter(function (other) { return near(word, other, word.length > 7 ? 2 : 1); });
      }
      var holding = {};
      fitting.forEach(function (other) {
        var rare = Math.log(1 + many / words[other].length);
        words[other].forEach(function (number) { holding[number] = Math.max(holding[number] || 0, rare); });
      });
      return holding;
    });
  }

  // ---- Ranking ----
  function rankOne(reading, library) {
    var terms = asked(reading.text);
    if (!terms.length) { return Promise.resolve({ hits: [], nowhere: [] }); }
    var met = {};
    library.mini.search(terms.join(" "), {
      boost: { title: 4, names: 5, together: 5, summary: 0.8, kind: 0.5 },
      prefix: function (term) { return term.length > 2; },
      fuzzy: function (term) { return term.length > 7 ? 2 : (term.length > 4 ? 1 : false); },
      weights: { fuzzy: 0.35, prefix: 0.7 },
      // Whoever mistypes a word seldom mistypes its first letter: medication is not education.
      boostDocument: function (id, term) {
        return terms.some(function (typed) { return typed[0] === term[0]; }) ? 1 : 0;
      },
      bm25: { k: 1.2, b: 0.4, d: 0.5 }
    }).forEach(function (hit) {
      met[hit.id] = { score: hit.score, terms: hit.queryTerms.slice(), named: true };
    });
    return Promise.all(terms.map(function (term) {
      return inTexts(term, library).then(function (holding) {
        Object.keys(holding).forEach(function (number) {
          var hit = met[number] = met[number] || { score: 0, terms: [], named: false };
          hit.score += TEXT_ALONE * holding[number];
          if (hit.terms.indexOf(term) === -1) { hit.terms.push(term); }
        });
      });
    })).then(function () {
      var phrase = wordsOf(reading.text).join(" ");
      var nowhere = terms.filter(function (term) {
        return !Object.keys(met).some(function (number) { return met[number].terms.indexOf(term) !== -1; });
      });
      var hits = Object.keys(met).map(function (number) {
        var found = library.entries[number];
        var hit = met[number];
        var covered = Math.min(1, hit.terms.length / terms.length);
        // What is met by more words scores more by itself: readings of different length compare.
        var score = hit.score * covered * covered / (terms.length * terms.length);
        var titled = wordsOf(found.title).join(" ");
        var named = found.names.map(function (name) { return wordsOf(name).join(" "); });
        var exact = titled === phrase || named.indexOf(phrase) !== -1 || found.together.indexOf(terms.join("")) !== -1;
        var within = phrase.indexOf(" ") > 0 && (titled.indexOf(phrase) !== -1 || named.join(" / ").indexOf(phrase) !== -1);
        if (exact && !found.late) { score = score * (titled === phrase ? 4 : 3) + 20; }
        else if (exact || within) { score *= 2; }
        if ((titled + " ").indexOf(phrase + " ") === 0) { score *= 1.3; }
        return { entry: found, score: score * found.weight * reading.worth, covered: covered, named: hit.named };
      });
      return { hits: hits, nowhere: nowhere };
    });
  }
  function rank(query) {
    namesOnly = false;
    return rankAll(query).catch(function (problem) {
      if (!(problem instanceof OfAnotherBuild)) { throw problem; }
      afresh(); // a newer build was put in place meanwhile: everything is asked anew, once
      return rankAll(query);
    });
  }
  function rankAll(query) {
    return ready().then(function (library) {
      return Promise.all(readings(query, library.same).map(function (reading) {
        return rankOne(reading, library);
      })).then(function (lists) {
        var best = {};
        lists.forEach(function (list) {
          list.hits.forEach(function (hit) {
            var before = best[hit.entry.id];
            if (!before || before.score < hit.score) { best[hit.entry.id] = hit; }
          });
        });
        var hits = Object.keys(best).map(function (id) { return best[id]; });
        hits.sort(function (one, other) {
          return other.score - one.score || (one.entry.title < other.entry.title ? -1 : 1);
        });
        var whole = hits.filter(function (hit) { return hit.covered === 1; });
        // As it was typed, and not as a synonym reads: a word that nothing holds is named.
        return { hits: whole.length ? whole : hits, whole: whole.length > 0, nowhere: lists[0].nowhere, library: library };
      });
    });
  }

  // ---- What is shown ----
  function moment(then) {
    return new Intl.DateTimeFormat("en-GB", {
      day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit"
    }).format(then);
  }
  function element(name, classes, text) {
    var made = document.createElement(name);
    if (classes) { made.className = classes; }
    if (text) { made.textContent = text; }
    return made;
  }
  function stands(found) {
    var line = element("p", "hb-hit-standing");
    if (found.label) {
      line.appendChild(element("strong", "hb-tag hb-" + found.tone, found.label));
      line.appendChild(document.createTextNode(" "));
    }
    var now = document.documentElement.getAttribute("data-handbook-today");
    var unsure = (document.documentElement.getAttribute("data-handbook-dates") || "unknown").indexOf("unknown") !== -1;
    if (found.until && (unsure || !now)) {
      line.appendChild(document.createTextNode(found.dates + ", if the date of this device is right"));
    } else if (found.until && now > found.until) {
      line.appendChild(document.createTextNode(found.dates.replace(/^Use until/, "Was to be used until") + " "));
      line.appendChild(element("strong", "hb-tag hb-care hb-passed", "Date passed"));
    } else if (found.dates) {
      line.appendChild(document.createTextNode(found.dates));
    }
    return line.childNodes.length ? line : null;
  }
  function shown(hit) {
    var found = hit.entry;
    var item = element("li", "hb-hit");
    var link = element("a", "hb-hit-title", found.title);
    link.href = addressOf(found.url);
    item.appendChild(element("p", "hb-hit-kind", found.kind));
    item.appendChild(link);
    var standing = stands(found);
    if (standing) { item.appendChild(standing); }
    if (found.summary) { item.appendChild(element("p", "hb-hit-summary", found.summary)); }
    if (!hit.named) { item.appendChild(element("p", "hb-hit-where", "Its text holds your words.")); }
    return item;
  }
  // Words of names that begin alike. What is merely spelt alike was found already; any other word of
  // nearly the same letters means something else, and leads astray.
  function suggestions(query, library) {
    var words = library.words = library.words || Array.from(new Set([].concat.apply([], library.entries.map(function (made) {
      return made.late ? [] : wordsOf([made.title].concat(made.names).join(" "));
    })))).sort();
    var near = words.filter(function (word) {
      return asked(query).some(function (typed) { return typed.length > 5 && word.slice(0, 5) === typed.slice(0, 5); });
    });
    return near.slice(0, 4);
  }
  function helpless(query, library, ask) {
    var box = element("div", "hb-none");
    box.appendChild(element("p", "", "Nothing here is called “" + query + "”, and no text holds it. Not everything has a page in this handbook."));
    var words = suggestions(query, library);
    if (words.length) {
      var line = element("p", "", "Words here that begin alike: ");
      words.forEach(function (word) {
        var button = element("button", "hb-suggest", word);
        button.type = "button";
        button.addEventListener("click", function () { ask(word); });
        line.appendChild(button);
        line.appendChild(document.createTextNode(" "));
      });
      box.appendChild(line);
    }
    function listed(words, items) {
      var list = element("ul");
      items.forEach(function (item) { list.appendChild(element("li")).appendChild(item); });
      if (items.length) { box.appendChild(element("p", "", words)); box.appendChild(list); }
    }
    listed("If it cannot wait, ring:", Array.from(document.querySelectorAll(".hb-foot-ring li")).map(function (line) {
      var copy = element("span");
      line.childNodes.forEach(function (node) { copy.appendChild(node.cloneNode(true)); });
      return copy;
    }));
    listed("Try a shorter or another word, or look here:", [
      ["browse/", "Every document from A to Z, by audience, setting or stage"],
      ["glossary/", "Words and what they mean"],
      ["register/", "Every document, by how it stands"]
    ].map(function (way) {
      var link = element("a", "", way[1]);
      link.href = addressOf(way[0]);
      return link;
    }));
    return box;
  }

  // ---- The search itself, in a place that is given ----
  function build(place, begin) {
    var form = element("form", "hb-search-form");
    form.setAttribute("role", "search");
    var label = element("label", "hb-search-label", "Search the handbook");
    var input = element("input", "hb-search-input");
    input.type = "search";
    input.id = label.htmlFor = "hb-search-words" + (place.tagName === "DIALOG" ? "" : "-page");
    input.autocomplete = "off";
    input.spellcheck = false;
    input.setAttribute("enterkeyhint", "search");
    input.placeholder = "A title, a number or any word";
    var status = element("p", "hb-search-status");
    status.setAttribute("role", "status");
    var results = element("div", "hb-search-results");
    form.appendChild(label);
    form.appendChild(input);
    place.appendChild(form);
    place.appendChild(status);
    place.appendChild(results);

    var turn = 0;
    var timer = 0;
    function say(hits, whole, nowhere, query) {
      var many = hits.length;
      status.textContent = !many ? "Nothing found." :
        (many === 1 ? "1 page" : many + " pages") + (whole ? "." : ", none with all of these words.");
      if (many && nowhere.length) { status.textContent += " Nothing here holds “" + nowhere.join("” or “") + "”."; }
      if (savedAt) { status.textContent += " The handbook cannot be reached: this is how documents stood on " + moment(savedAt) + "."; }
      if (namesOnly) { status.textContent += " Without a network only names are searched."; }
      status.setAttribute("data-query", query);
    }
    function draw(answer, query, most) {
      results.textContent = "";
      say(answer.hits, answer.whole, answer.nowhere, query);
      if (!answer.hits.length) {
        results.appendChild(helpless(query, answer.library, ask));
        return;
      }
      var list = element("ol", "hb-hits");
      answer.hits.slice(0, most).forEach(function (hit) { list.appendChild(shown(hit)); });
      results.appendChild(list);
      if (answer.hits.length > most) {
        var more = element("button", "hb-more", "Show more");
        more.type = "button";
        more.addEventListener("click", function () {
          draw(answer, query, most + SHOWN);
          results.querySelectorAll(".hb-hit-title")[most].focus();
        });
        results.appendChild(more);
      }
    }
    function look() {
      var query = input.value.trim();
      var mine = turn += 1;
      if (begin) { begin(query); }
      if (!wordsOf(query).length) {
        results.textContent = status.textContent = "";
        return;
      }
      return rank(query).then(function (answer) {
        if (mine === turn) { draw(answer, query, SHOWN); }
      }).catch(function () {
        if (mine !== turn) { return; }
        results.textContent = "";
        status.textContent = "The search cannot be reached. Look in the menu, or try again when you are connected.";
      });
    }
    function ask(words) {
      input.value = words;
      input.focus();
      look();
    }
    input.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(look, 120);
    });
    input.addEventListener("focus", function () { ready().catch(function () {}); });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      clearTimeout(timer);
      var drawn = status.getAttribute("data-query") === input.value.trim() && results.firstChild;
      Promise.resolve(drawn || look()).then(function () {
        var first = results.querySelector("a");
        if (first) { first.focus(); }
      });
    });
    place.addEventListener("keydown", function (event) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") { return; }
      var stops = [input].concat(Array.from(results.querySelectorAll(".hb-hit-title")));
      var at = stops.indexOf(document.activeElement);
      var next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (at !== -1 && next) { event.preventDefault(); next.focus(); }
    });
    return { input: input, ask: ask };
  }

  // ---- Where it is opened ----
  var dialog = null;
  var inside = null;
  function open() {
    // A copy that shows its pages no longer finds them no longer either.
    if ((document.documentElement.getAttribute("data-handbook-copy") || "held") !== "held") { return; }
    if (!dialog) {
      dialog = element("dialog", "hb-search md-typeset");
      dialog.setAttribute("aria-label", "Search the handbook");
      var close = element("button", "hb-search-close", "Close");
      close.type = "button";
      close.addEventListener("click", function () { dialog.close(); });
      inside = build(dialog);
      dialog.appendChild(close);
      dialog.addEventListener("click", function (event) { if (event.target === dialog) { dialog.close(); } });
      document.body.appendChild(dialog);
    }
    if (!dialog.open) { dialog.showModal(); }
    inside.input.focus();
    inside.input.select();
  }

  document.addEventListener("click", function (event) {
    var way = event.target.closest && event.target.closest("a.hb-find-way");
    if (!way || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    if (page) { event.preventDefault(); page.input.focus(); return; }
    event.preventDefault();
    open();
  });
  // No key alone does anything: whoever speaks to a browser, or brushes the keys, is led nowhere (WCAG 2.1.4).
  document.addEventListener("keydown", function (event) {
    if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (page) { page.input.focus(); } else { open(); }
    }
  });

  // The page of the search keeps the words in its address, so that they can be sent to somebody.
  var page = null;
  document.addEventListener("DOMContentLoaded", function () {
    var text = document.querySelector(".hb-kind-search");
    if (!text) { return; }
    var place = element("div", "hb-search-page");
    text.insertBefore(place, text.firstChild);
    page = build(place, function (query) {
      var address = new URL(location.href);
      if (query) { address.searchParams.set("q", query); } else { address.searchParams.delete("q"); }
      try { history.replaceState(null, "", address.href); } catch (problem) { /* not from a disk */ }
    });
    var words = new URL(location.href).searchParams.get("q");
    if (words) { page.ask(words); } else { page.input.focus(); }
  });

  rank.wordsOf = wordsOf;
  window.handbookFind = rank;
})();
