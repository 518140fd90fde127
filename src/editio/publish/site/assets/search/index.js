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

  /** In which of so many folders something of a document lies: as the build reckons it. */
  const folder = (id, folders) => {
    let number = 0;
    for (const character of id) number = (number * 31 + character.codePointAt(0)) % folders;
    return number.toString(16).padStart(2, "0");
  };

  /** The unit that a place is in, with its first word's number. */
  const unit = async (about, place) => {
    let number = 0;
    while (number + 1 < about.chunks.length && about.chunks[number + 1] <= place) number += 1;
    const rows = (await editio.load(`t/${folder(about.id, 256)}/${about.id}-${number}`)) ?? [];
    let found = null;
    for (const row of rows) if (row[2] <= place) found = row;
    return found && { id: found[0], label: found[1], start: found[2], text: found[3], part: found[4] };
  };

  const documents = () => head.blocks.reduce((sum, text) => sum + text.length / 6, 0);

  return { open, phrase, mark, meta, about, named, folder, unit, documents };
})();
