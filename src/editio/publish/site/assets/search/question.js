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
