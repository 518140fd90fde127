/* The card of a name: what the register says, and where else it is mentioned. The data of a few
   entries at a time is a script, because a page that is opened from a disk may load nothing else. */
"use strict";

(() => {
  if (!editio.pop) return;

  const ENTRY = /^\.\.\/(person|place|organisation|work|event)(?:-[0-9a-f]{2})?\/([^/?#]+)\.html$/;
  const shards = JSON.parse(editio.root.dataset.cards ?? "{}");
  const loading = new Map();
  const cards = new Map();

  /** What the data files call. */
  editio.cards = (kind, data) => {
    for (const [key, card] of Object.entries(data)) cards.set(`${kind}/${key}`, card);
  };

  /* FNV-1a over UTF-8, as in cards.py. */
  const shard = (key, number) => {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    return hash % number;
  };

  const load = (file) => {
    if (!loading.has(file)) {
      loading.set(file, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `../data/${file}.js`;
        script.addEventListener("load", done);
        script.addEventListener("error", failed);
        document.head.append(script);
      }));
    }
    return loading.get(file);
  };

  const make = (name, words, attributes = {}) => {
    const element = document.createElement(name);
    if (words) element.textContent = words;
    return Object.assign(element, attributes);
  };

  const line = (words, className) => (words ? [make("p", words, { className })] : []);

  const authorities = (card) => {
    if (!card.ids.length) return [];
    const list = make("p", "", { className: "card-ids" });
    for (const [kind, value, url] of card.ids) {
      list.append(url ? make("a", kind, { href: url, rel: "external", title: value }) : `${kind} ${value}`, " ");
    }
    return [list];
  };

  const mentions = (card) => {
    const list = make("ul", "", { className: "card-mentions" });
    for (const [href, title, times] of card.texts) {
      const item = make("li");
      item.append(make("a", title, { href }), times > 1 ? ` ×${times}` : "");
      list.append(item);
    }
    return [make("p", card.summary, { className: "card-summary" }), list];
  };

  const content = (link, card) => {
    const head = make("p", "", { className: "card-head" });
    head.append(make("a", card.heading, { href: link.getAttribute("href") }),
      card.dates ? make("span", ` ${card.dates}`, { className: "card-dates" }) : "");
    return [head, ...line(card.description, "card-text"), ...line(card.forms, "card-forms"),
      ...authorities(card), ...mentions(card)];
  };

  /* Where there is no card, the link leads to the entry, if it was the reader who followed it. */
  const open = async (link, kind, key, follow) => {
    const name = `${kind}/${key}`;
    try {
      if (!cards.has(name)) await load(`${kind}-${shard(key, shards[kind])}`);
      const card = cards.get(name);
      if (!card) throw new Error(name);
      editio.pop(link, content(link, card), card.heading, "pop-card");
      document.querySelector(".pop").lang = document.documentElement.lang;
    } catch {
      if (follow) location.assign(link.href);
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("main a[href]");
    if (!link || !editio.plain(event)) return;
    const found = ENTRY.exec(link.getAttribute("href"));
    if (!found || !shards[found[1]]) return;
    event.preventDefault();
    open(link, found[1], decodeURIComponent(found[2]), event.isTrusted);
  });
})();
