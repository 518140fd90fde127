/* Index pages: a filter while one types, and other orders. Accents and capitals do not matter.
   Both are in the address, so that a link shows what its sender saw. Where an index has several
   pages, the names on all of them are a file that is loaded when somebody filters. */
"use strict";

const editio = { names: null };

(() => {
  const field = document.getElementById("filter");
  if (!field) return;
  const MOST = 200;
  const index = document.querySelector(".index");
  const order = document.getElementById("order");
  const output = field.parentElement.querySelector("output");
  const plain = (text) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const headings = [...document.querySelectorAll(".group > .headings > .heading")].map((element) => {
    const names = [...element.querySelectorAll(".label")].map((label) => label.textContent);
    return { element, text: plain(names.join(" ")), home: element.parentElement };
  });

  /** A list that is no letter's: of headings in another order, or of those that fit on all pages. */
  const flat = () => {
    const group = document.createElement("div");
    const list = document.createElement("ul");
    group.className = "group";
    list.className = "headings";
    group.append(list);
    return group;
  };
  const sorted = flat();
  const list = sorted.firstChild;
  document.querySelector(".index > .group")?.before(sorted);
  const groups = [...document.querySelectorAll(".group")];

  /* ---- The names on all pages ---- */

  let loading = null;
  const all = () => {
    loading ??= new Promise((done, failed) => {
      editio.names = (pages) => done(Object.entries(pages).flatMap(([page, rows]) =>
        rows.map(([label, dates, count, ...ids]) => ({ label, dates, count, ids, page, text: plain(label) }))));
      const script = document.createElement("script");
      script.src = index.dataset.names;
      script.addEventListener("error", failed);
      document.head.append(script);
    });
    return loading;
  };

  const found = flat();
  found.hidden = true;
  index.prepend(found);

  const line = ({ label, dates, count, ids, page }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    item.className = "heading";
    link.className = count < 0 ? "label see" : "label";
    link.href = (index.dataset.root ?? "") + page + (ids.length ? `#${encodeURIComponent(ids[0])}` : "");
    link.textContent = label;
    item.append(link);
    for (const [name, words] of [["dates", dates], ["count", count > 0 ? count : ""]]) {
      if (!words) continue;
      const more = document.createElement("span");
      more.className = name;
      more.textContent = words;
      item.append(" ", more);
    }
    return item;
  };

  const filterAll = async () => {
    const names = field.value.trim() ? await all().catch(() => []) : [];
    const wanted = words();
    const fitting = wanted.length ? names.filter(({ text }) => wanted.every((word) => text.includes(word))) : [];
    found.hidden = !wanted.length;
    for (const group of groups) group.hidden = wanted.length > 0;
    found.firstChild.replaceChildren(...fitting.slice(0, MOST).map(line));
    output.textContent = wanted.length ? `${fitting.length} / ${names.length}` : "";
  };

  /* ---- The names on this page ---- */

  const words = () => plain(field.value).split(/\s+/).filter(Boolean);

  const filterHere = () => {
    const wanted = words();
    let shown = 0;
    for (const { element, text } of headings) {
      const fits = wanted.every((word) => text.includes(word));
      element.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector(":scope > .headings > .heading:not([hidden])");
    output.textContent = wanted.length ? `${shown} / ${headings.length}` : "";
  };

  const filter = () => {
    if (index.dataset.names) filterAll();
    else filterHere();
  };

  /* What nothing mentions, and references to other headings, stand last. */
  const key = ({ element }, by) => (by === "count" ? -1 : 1) * Number(element.dataset[by]);
  const arrange = (by) => {
    const mentioned = headings.filter(({ element }) => by in element.dataset);
    const others = headings.filter(({ element }) => !(by in element.dataset));
    for (const { element } of mentioned.toSorted((a, b) => key(a, by) - key(b, by))) list.append(element);
    for (const { element, home } of others) (by ? list : home).append(element);
    for (const group of groups) group.hidden = !group.querySelector(":scope > .headings > .heading");
  };

  const remember = () => {
    const query = new URLSearchParams();
    if (field.value) query.set("filter", field.value);
    if (order?.value) query.set("order", order.value);
    history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
  };

  /* A heading may have come to stand on another page than when somebody linked to it. */
  const follow = async () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id || !index.dataset.names || document.getElementById(id)) return;
    const there = (await all().catch(() => [])).find(({ ids }) => ids.includes(id));
    if (there) location.replace(`${there.page}#${encodeURIComponent(id)}`);
  };

  const query = new URLSearchParams(location.search);
  field.value = query.get("filter") ?? field.value;
  if (order && [...order.options].some(({ value }) => value === query.get("order"))) order.value = query.get("order");
  field.parentElement.hidden = false;
  field.addEventListener("input", () => { filter(); remember(); });
  order?.addEventListener("change", () => { arrange(order.value); filter(); remember(); });
  if (order?.value) arrange(order.value);
  filter();
  follow();
})();
