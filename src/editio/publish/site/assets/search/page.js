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
    const folder = "spread" in document.documentElement.dataset ? `-${index.folder(about.id, 64)}` : "";
    return part ? `../part${folder}/${id}-${part}.html` : `../text${folder}/${id}.html`;
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
