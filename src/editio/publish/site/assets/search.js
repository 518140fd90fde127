/* Search without a server: small data files say in which texts a word stands and at which places;
   the texts of the hits are loaded for their contexts. Each file is a script that calls
   editio.give(), because a page that is opened from a disk may load nothing else.
   How words are made is the same as in search/folding.py, how numbers are, as in coding.py. */
"use strict";

const editio = (() => {
  const given = new Map();
  const loading = new Map();
  return {
    /** What the data files call. */
    give: (name, data) => given.set(name, data),
    /** Load a data file; null where there is none. */
    load: (name) => {
      if (!loading.has(name)) {
        loading.set(name, new Promise((done) => {
          const script = document.createElement("script");
          script.src = `${name.split("/").map(encodeURIComponent).join("/")}.js`;
          script.addEventListener("load", () => done(given.get(name) ?? null));
          script.addEventListener("error", () => done(null));
          document.head.append(script);
        }));
      }
      return loading.get(name);
    },
  };
})();

/* Words and numbers. */
const words = (() => {
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h",
    ı: "i", ŋ: "n", ŧ: "t", ς: "σ", ə: "e", ƿ: "w", ȝ: "gh", ꝛ: "r" };
  const GONE = /[\p{Mn}\u00ad\u0640\u200c\u200d]/u;
  const ALONE = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const LETTER = /[\p{L}\p{N}]/u;

  /** The words of a text: each with its plain form and where it stands. */
  const of = (text) => {
    const found = [];
    let word = null;
    let at = 0;
    for (const character of text) {
      const end = at + character.length;
      for (const letter of character.normalize("NFKD").toLowerCase()) {
        if (GONE.test(letter)) continue;
        const plain = LETTERS[letter] ?? letter;
        if (ALONE.test(plain)) {
          found.push({ plain, start: at, end });
          word = null;
        } else if (LETTER.test(plain)) {
          if (word) word.plain += plain;
          else found.push(word = { plain, start: at, end });
          word.end = end;
        } else word = null;
      }
      at = end;
    }
    return found;
  };

  /** The words of what was typed; * and ? stay in them. */
  const typed = (text) => {
    const kept = text.replaceAll("*", "\ue000").replaceAll("?", "\ue001");
    const out = [];
    for (const part of kept.split(/\s+/)) {
      const pieces = part.split(/([\ue000\ue001]+)/);
      let glue = false;
      for (const piece of pieces) {
        if (/^[\ue000\ue001]+$/.test(piece)) {
          const sign = piece.replaceAll("\ue000", "*").replaceAll("\ue001", "?");
          if (out.length && glue) out[out.length - 1] += sign;
          else out.push(sign);
          glue = true;
          continue;
        }
        const found = of(piece).map(({ plain }) => plain);
        if (glue && found.length) out[out.length - 1] += found.shift();
        out.push(...found);
        glue = piece !== "";
      }
    }
    return out;
  };

  return { of, typed };
})();

const places = (() => {
  const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"]
    .map((character, digit) => [character, digit]));

  const numbers = function* (text) {
    let number = 0;
    for (const character of text) {
      const digit = DIGITS.get(character);
      number = number * 32 + (digit % 32);
      if (digit < 32) {
        yield number;
        number = 0;
      }
    }
  };

  /** Documents (as block * 4096 + number) with what `read` makes of their numbers. */
  const by = (text, read) => {
    const found = new Map();
    for (const part of text.split(" ")) {
      const stream = numbers(part);
      const block = stream.next().value * 4096;
      for (let next = stream.next(); !next.done; next = stream.next()) {
        found.set(block + next.value, read(stream, stream.next().value));
      }
    }
    return found;
  };

  const rising = (stream, count) => {
    const list = new Array(count);
    let place = 0;
    for (let index = 0; index < count; index += 1) list[index] = (place += stream.next().value);
    return list;
  };

  const stretches = (stream, count) => {
    const list = [];
    let place = 0;
    for (let index = 0; index < count; index += 1) {
      const start = place + stream.next().value;
      place = start + stream.next().value;
      list.push([start, place]);
    }
    return list;
  };

  const fixed = (text) => [...text].reduce((number, character) => number * 64 + DIGITS.get(character), 0);

  return { ofWord: (text) => by(text, rising), ofMark: (text) => by(text, stretches), fixed };
})();

/* The index: which documents have a word, and where. */
const index = (() => {
  const MOST_FORMS = 400;
  let head = null;
  const compare = (one, other) => {
    const [a, b] = [[...one], [...other]];
    for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
      const step = a[at].codePointAt(0) - b[at].codePointAt(0);
      if (step) return step;
    }
    return a.length - b.length;
  };
  const bucketOf = (term) => [...term].slice(0, /^\p{Nd}/u.test(term) ? 1 : 2).join("");
  const fileName = (bucket, number) =>
    `w/${[...bucket].map((letter) => letter.codePointAt(0).toString(16)).join("-")}-${number}`;

  const open = async () => {
    head ??= await editio.load("index");
    return head;
  };

  const file = async (bucket, number) => (await editio.load(fileName(bucket, number))) ?? {};

  const numberOf = (bucket, term) => {
    const firsts = head.buckets[bucket];
    let number = 0;
    while (number < firsts.length && compare(firsts[number], term) <= 0) number += 1;
    return number;
  };

  const has = (bucket) => Object.hasOwn(head.buckets, bucket);

  const term = async (name) => {
    const bucket = bucketOf(name);
    if (!has(bucket)) return "";
    const found = await file(bucket, numberOf(bucket, name));
    return Object.hasOwn(found, name) ? found[name] : "";
  };

  /** All words that a pattern with * or ? stands for. */
  const matching = async (pattern) => {
    const start = pattern.split(/[*?]/)[0];
    const test = new RegExp(`^${pattern.replaceAll(/[*]+/g, "\\S*").replaceAll("?", ".")}$`, "u");
    if ([...start].length < 2) throw new RangeError("short");
    const bucket = bucketOf(start);
    const found = [];
    if (!has(bucket)) return found;
    const last = head.buckets[bucket].length;
    for (let number = numberOf(bucket, start); number <= last; number += 1) {
      const data = await file(bucket, number);
      let beyond = false;
      for (const [name, value] of Object.entries(data)) {
        if (test.test(name)) found.push(value);
        if (!name.startsWith(start) && compare(name, start) > 0) beyond = true;
      }
      if (beyond || found.length > MOST_FORMS) break;
    }
    return found.slice(0, MOST_FORMS);
  };

  const union = (maps) => {
    if (maps.length === 1) return maps[0];
    const found = new Map();
    for (const map of maps) {
      for (const [doc, list] of map) {
        if (found.has(doc)) found.get(doc).push(...list);
        else found.set(doc, [...list]);
      }
    }
    for (const list of found.values()) list.sort((a, b) => a - b);
    return found;
  };

  /** Where a word or a pattern stands. */
  const word = async (name) => {
    if (!/[*?]/.test(name)) {
      const text = await term(name);
      return text ? places.ofWord(text) : new Map();
    }
    return union((await matching(name)).map(places.ofWord));
  };

  /** Where words stand one after the other: the places of the first. */
  const phrase = async (names) => {
    const [first, ...rest] = await Promise.all(names.map(word));
    if (!rest.length) return first;
    const found = new Map();
    for (const [doc, list] of first) {
      const others = rest.map((map) => map.get(doc));
      if (others.some((other) => !other)) continue;
      const sets = others.map((other) => new Set(other));
      const kept = list.filter((place) => sets.every((set, step) => set.has(place + step + 1)));
      if (kept.length) found.set(doc, kept);
    }
    return found;
  };

  /** The stretches of texts that a mark holds for. */
  const mark = async (name) => {
    const text = await term(name);
    return text ? places.ofMark(text) : new Map();
  };

  const meta = (doc) => {
    const text = head.blocks[Math.floor(doc / 4096)].slice((doc % 4096) * 6, (doc % 4096) * 6 + 6);
    const size = places.fixed(text.slice(0, 2));
    return { words: 2 ** ((size >> 2) - 1) * (1 + (size & 3) / 4), day: places.fixed(text.slice(2)) };
  };

  /** The name, the head and the pieces of a document. */
  const about = async (doc) => {
    const rows = await editio.load(`b/${Math.floor(doc / 4096)}`);
    const [id, title, authors, date, language, parts, chunks] = rows[doc % 4096];
    return { doc, id, title, authors, date, language, parts, chunks };
  };

  const named = async (id) => {
    for (let block = 0; block < head.blocks.length; block += 1) {
      const rows = (await editio.load(`b/${block}`)) ?? [];
      const number = rows.findIndex((row) => row[0] === id);
      if (number >= 0) return block * 4096 + number;
    }
    return -1;
  };

  /** The folder of a document's pieces: as the build reckons it. */
  const folder = (id) => {
    let number = 0;
    for (const character of id) number = (number * 31 + character.codePointAt(0)) % 256;
    return number.toString(16).padStart(2, "0");
  };

  /** The unit that a place is in, with its first word's number. */
  const unit = async (about, place) => {
    let number = 0;
    while (number + 1 < about.chunks.length && about.chunks[number + 1] <= place) number += 1;
    const rows = (await editio.load(`t/${folder(about.id)}/${about.id}-${number}`)) ?? [];
    let found = null;
    for (const row of rows) if (row[2] <= place) found = row;
    return found && { id: found[0], label: found[1], start: found[2], text: found[3], part: found[4] };
  };

  const documents = () => head.blocks.reduce((sum, text) => sum + text.length / 6, 0);

  return { open, phrase, mark, meta, about, named, unit, documents };
})();

/* A question: what is asked for, and which documents answer it. */
const question = (() => {
  /** The parts of what was typed: each a list of words that follow one another. */
  const parse = (text) => {
    const parts = [];
    const straight = text.replaceAll(/[“”„«»]/g, '"');
    for (const [, not, phrase, word] of straight.matchAll(/(-(?=["\p{L}\p{N}]))?(?:"([^"]*)"?|([^\s"]+))/gu)) {
      const names = words.typed(phrase ?? word);
      if (names.length) parts.push({ names, not: Boolean(not) });
    }
    return parts;
  };

  const inside = (list, stretches) => list.filter((place) =>
    stretches.some(([start, end]) => place >= start && place < end));

  /** The filters as one: documents with the stretches that all of them hold for; null for all. */
  const filter = async ({ marks, text }) => {
    let kept = null;
    for (const name of marks) {
      const found = await index.mark(name);
      if (!kept) kept = found;
      else {
        const both = new Map();
        for (const [doc, ours] of kept) {
          const theirs = found.get(doc) ?? [];
          const common = ours.flatMap(([start, end]) => theirs
            .map(([low, high]) => [Math.max(start, low), Math.min(end, high)])
            .filter(([low, high]) => low < high));
          if (common.length) both.set(doc, common);
        }
        kept = both;
      }
    }
    if (text) {
      const doc = await index.named(text);
      const stretches = kept ? kept.get(doc) : [[0, Infinity]];
      kept = new Map(doc >= 0 && stretches ? [[doc, stretches]] : []);
    }
    return kept;
  };

  const rank = (doc, lists, rarity) => {
    const length = index.meta(doc).words / 1000;
    let score = 0;
    lists.forEach((list, part) => {
      score += rarity[part] * list.length / (list.length + 0.6 + 0.6 * length);
    });
    if (lists.length > 1) {
      const near = lists[0].some((place) => lists.slice(1).every((list) =>
        list.some((other) => Math.abs(other - place) < 12)));
      if (near) score += 2;
    }
    return score;
  };

  /** The documents that answer, best first: each with the places of each part. */
  const answer = async (asked) => {
    await index.open();
    const parts = parse(asked.q);
    const wanted = parts.filter((part) => !part.not);
    const kept = await filter(asked);
    const found = await Promise.all(wanted.map((part) => index.phrase(part.names)));
    const banned = await Promise.all(parts.filter((part) => part.not).map((part) => index.phrase(part.names)));
    if (!wanted.length) {
      if (!kept || !asked.marks.some((name) => name.startsWith("=e"))) return null;
      found.push(new Map([...kept].map(([doc, list]) => [doc, list.map(([start]) => start)])));
      wanted.push({ names: [] });
    }
    const hits = [];
    const total = index.documents();
    const rarity = found.map((map) => Math.log(1 + total / (1 + map.size)));
    for (const doc of found[0].keys()) {
      if (banned.some((map) => map.has(doc)) || (kept && !kept.has(doc))) continue;
      const lists = found.map((map) => map.get(doc) ?? [])
        .map((list) => (kept ? inside(list, kept.get(doc)) : list));
      if (lists.some((list) => !list.length)) continue;
      hits.push({ doc, lists, sizes: wanted.map((part) => part.names.length), score: rank(doc, lists, rarity) });
    }
    const day = new Map(hits.map(({ doc }) => [doc, index.meta(doc).day || Infinity]));
    const byDate = (one, other) => day.get(one.doc) - day.get(other.doc) || 0;
    const byScore = (one, other) => other.score - one.score;
    hits.sort((one, other) => (asked.sort === "date"
      ? byDate(one, other) || byScore(one, other)
      : byScore(one, other) || byDate(one, other)) || one.doc - other.doc);
    return hits;
  };

  return { answer };
})();

/* The page. */
(() => {
  const PER_PAGE = 10;
  const CONTEXTS = 3;
  const MORE_CONTEXTS = 20;
  const AROUND = 14;
  const FIELDS = ["q", "kind", "text", "person", "place", "organisation", "work", "event", "decade", "lang", "sort"];
  const ENTRIES = ["person", "place", "organisation", "work", "event"];

  const say = JSON.parse(document.documentElement.dataset.words);
  const form = document.getElementById("search");
  const summary = document.getElementById("search-summary");
  const list = document.getElementById("hits");
  const more = document.getElementById("more");
  const field = (name) => document.getElementById(`search-${name}`);
  const names = new Map();
  let run = 0;

  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    return Object.assign(element, attributes);
  };

  /* Fields for names show labels; the address has keys. What is kept is the promise: who asks while
     the names are still on their way waits for them, too. */
  const labels = (name) => {
    if (!names.has(name)) names.set(name, listed(name));
    return names.get(name);
  };

  const listed = async (name) => {
    const made = new Map();
    const rows = name === "text"
      ? ((await editio.load("texts")) ?? []).map(([key, title]) => [key, title, ""])
      : ((await editio.load("names")) ?? []).filter(([kind]) => kind === name)
        .map(([, key, heading, dates]) => [key, heading, dates]);
    const options = document.getElementById(`list-${name}`);
    for (const [key, heading, dates] of rows) {
      let label = dates ? `${heading} (${dates})` : heading;
      if (made.has(label)) label = `${label} [${key}]`;
      made.set(label, key);
      options.append(make("option", "", { value: label }));
    }
    return made;
  };

  const isName = (name) => name === "text" || ENTRIES.includes(name);

  const keyOf = async (name) => {
    const label = field(name)?.value.trim();
    if (!label) return "";
    const known = await labels(name);
    if (known.has(label)) return known.get(label);
    const start = label.toLowerCase();
    const close = [...known.keys()].find((other) => other.toLowerCase().startsWith(start));
    if (!close) return label;
    field(name).value = close;
    return known.get(close);
  };

  const asked = async () => {
    const values = {};
    for (const name of FIELDS) {
      if (field(name)) values[name] = isName(name) ? await keyOf(name) : field(name).value.trim();
    }
    const marks = ENTRIES.filter((name) => values[name]).map((name) => `=e${values[name]}`);
    if (values.kind) marks.push(`=k${values.kind}`);
    if (values.decade) marks.push(`=d${values.decade}`);
    if (values.lang) marks.push(`=l${values.lang}`);
    return { ...values, values, marks };
  };

  const remember = (values) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(values)) {
      if (value && !(name === "sort" && value === "relevance")) query.set(name, value);
    }
    const text = query.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
  };

  const recall = async () => {
    const query = new URLSearchParams(location.search);
    for (const name of FIELDS) {
      const value = query.get(name);
      if (!value || !field(name)) continue;
      if (isName(name)) {
        const known = [...await labels(name)].find(([, key]) => key === value);
        field(name).value = known ? known[0] : value;
      } else field(name).value = value;
    }
    const narrow = form.querySelector("details");
    narrow.open = innerWidth > 700 || FIELDS.some((name) => name !== "q" && query.get(name));
    return FIELDS.some((name) => query.get(name));
  };

  /* The places to show: where most parts of the question are near, in the order of the text. */
  const chosen = (hit, number) => {
    const all = hit.lists.flatMap((places, part) => places.slice(0, 2000).map((place) => ({ place, part })))
      .sort((one, other) => one.place - other.place);
    const scored = all.map((item, at) => {
      const parts = new Set();
      for (let next = at; next < all.length && all[next].place < item.place + 30; next += 1) parts.add(all[next].part);
      return { ...item, parts: parts.size };
    });
    scored.sort((one, other) => other.parts - one.parts || one.place - other.place);
    const kept = [];
    for (const item of scored) {
      if (kept.length === number) break;
      if (kept.every((other) => Math.abs(other.place - item.place) > 2 * AROUND)) kept.push(item);
    }
    return kept.sort((one, other) => one.place - other.place);
  };

  const marked = (hit) => {
    const found = new Set();
    hit.lists.forEach((places, part) => {
      for (const place of places) for (let step = 0; step < hit.sizes[part]; step += 1) found.add(place + step);
    });
    return found;
  };

  /* The words around a place, those that were asked for marked. */
  const context = (unit, place, found, language) => {
    const all = words.of(unit.text);
    const here = place - unit.start;
    const first = Math.max(0, here - AROUND);
    const last = Math.min(all.length - 1, here + 2 * AROUND);
    const quote = make("q", "", { className: "context", dir: "auto" });
    if (language) quote.lang = language;
    let at = first > 0 ? all[first].start : 0;
    if (first > 0) quote.append("… ");
    for (let number = first; number <= last; number += 1) {
      if (!found.has(unit.start + number)) continue;
      let end = number;
      while (end < last && found.has(unit.start + end + 1)) end += 1;
      quote.append(unit.text.slice(at, all[number].start), make("mark", unit.text.slice(all[number].start, all[end].end)));
      at = all[end].end;
      number = end;
    }
    const stop = last < all.length - 1 ? all[last].end : unit.text.length;
    quote.append(unit.text.slice(at, stop), last < all.length - 1 ? " …" : "");
    return quote;
  };

  /* Where a text is split, the part that has the passage. */
  const address = (about, part) => {
    const id = encodeURIComponent(about.id);
    return part ? `../part/${id}-${part}.html` : `../text/${id}.html`;
  };

  const contexts = async (hit, about, number) => {
    const found = marked(hit);
    const made = make("ul", "", { className: "mentions" });
    const seen = new Set();
    for (const { place } of chosen(hit, number)) {
      const unit = await index.unit(about, place);
      if (!unit || seen.has(`${unit.id} ${Math.floor((place - unit.start) / (2 * AROUND))}`)) continue;
      seen.add(`${unit.id} ${Math.floor((place - unit.start) / (2 * AROUND))}`);
      const item = make("li");
      item.append(make("a", unit.label || about.title, { href: `${address(about, unit.part)}#${encodeURIComponent(unit.id)}`, className: "locator" }), " ",
        context(unit, place, found, about.language));
      made.append(item);
    }
    return made;
  };

  const shown = async (hit) => {
    const about = await index.about(hit.doc);
    const item = make("li", "", { className: "hit" });
    const head = make("h2");
    head.append(make("a", about.title, { href: address(about, about.parts ? 1 : 0), lang: about.language }));
    const facts = [about.authors, about.date].filter(Boolean).join(", ");
    const count = Math.max(...hit.lists.map((places) => places.length));
    item.append(head, make("p", [facts, `${say.hits}: ${count}`].filter(Boolean).join(" · "), { className: "byline" }));
    let body = await contexts(hit, about, CONTEXTS);
    item.append(body);
    const left = count > body.childElementCount && body.childElementCount >= CONTEXTS;
    if (left) {
      const button = make("button", say.here, { type: "button", className: "plain" });
      button.addEventListener("click", async () => {
        const wider = await contexts(hit, about, MORE_CONTEXTS);
        body.replaceWith(wider);
        const next = wider.children[body.childElementCount] ?? wider.lastElementChild;
        body = wider;
        button.remove();
        next?.querySelector("a").focus();
      });
      item.append(button);
    }
    return item;
  };

  const show = async (hits, from, mine) => {
    more.hidden = true;
    const items = await Promise.all(hits.slice(from, from + PER_PAGE).map(shown));
    if (mine !== run) return;
    list.append(...items);
    const rest = hits.length - from - PER_PAGE;
    more.hidden = rest <= 0;
    more.onclick = async () => {
      await show(hits, from + PER_PAGE, mine);
      items[0]?.parentElement?.children[from + PER_PAGE]?.querySelector("a").focus();
    };
  };

  const search = async () => {
    run += 1;
    const mine = run;
    summary.textContent = say.wait;
    const wanted = await asked();
    if (mine !== run) return;
    remember(wanted.values);
    let hits = null;
    try {
      hits = await question.answer(wanted);
    } catch (error) {
      if (mine !== run) return;
      list.replaceChildren();
      more.hidden = true;
      summary.textContent = error instanceof RangeError ? say.short : say.broken;
      return;
    }
    if (mine !== run) return;
    list.replaceChildren();
    more.hidden = true;
    if (!hits) {
      summary.textContent = "";
      return;
    }
    const count = hits.reduce((sum, hit) => sum + Math.max(...hit.lists.map((places) => places.length)), 0);
    summary.textContent = hits.length ? `${say.hits}: ${count} · ${say.texts}: ${hits.length}` : say.none;
    await show(hits, 0, mine);
  };

  form.hidden = false;
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) search();
  });
  form.addEventListener("change", (event) => { if (!event.target.matches("#search-q")) search(); });
  form.addEventListener("focusin", ({ target }) => {
    const name = target.id?.replace("search-", "");
    if (isName(name)) labels(name);
  });
  document.getElementById("search-go").addEventListener("click", search);
  /* A character alone would be in the way of those who speak to their computer (WCAG 2.1.4). */
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      field("q").focus();
    }
  });
  recall().then((any) => { if (any) search(); else field("q").focus(); });
})();
