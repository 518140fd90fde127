/* Index pages: a filter while one types, and other orders. Accents and capitals do not matter.
   Both are in the address, so that a link shows what its sender saw. */
"use strict";

(() => {
  const field = document.getElementById("filter");
  if (!field) return;
  const order = document.getElementById("order");
  const output = field.parentElement.querySelector("output");
  const plain = (text) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const headings = [...document.querySelectorAll(".group > .headings > .heading")].map((element) => {
    const names = [...element.querySelectorAll(".label")].map((label) => label.textContent);
    return { element, text: plain(names.join(" ")), home: element.parentElement };
  });

  /** Where headings stand that are not in the order of their names: one list without letters. */
  const flat = document.createElement("div");
  const list = document.createElement("ul");
  flat.className = "group";
  list.className = "headings";
  flat.append(list);
  document.querySelector(".index > .group")?.before(flat);
  const groups = [...document.querySelectorAll(".group")];

  const filter = () => {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, text } of headings) {
      const fits = wanted.every((word) => text.includes(word));
      element.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector(":scope > .headings > .heading:not([hidden])");
    output.textContent = wanted.length ? `${shown} / ${headings.length}` : "";
  };

  /* What nothing mentions, and references to other headings, stand last. */
  const key = ({ element }, by) => (by === "count" ? -1 : 1) * Number(element.dataset[by]);
  const arrange = (by) => {
    const mentioned = headings.filter(({ element }) => by in element.dataset);
    const others = headings.filter(({ element }) => !(by in element.dataset));
    for (const { element } of mentioned.toSorted((a, b) => key(a, by) - key(b, by))) list.append(element);
    for (const { element, home } of others) (by ? list : home).append(element);
  };

  const remember = () => {
    const query = new URLSearchParams();
    if (field.value) query.set("filter", field.value);
    if (order?.value) query.set("order", order.value);
    history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
  };

  const query = new URLSearchParams(location.search);
  field.value = query.get("filter") ?? field.value;
  if (order && [...order.options].some(({ value }) => value === query.get("order"))) order.value = query.get("order");
  field.parentElement.hidden = false;
  field.addEventListener("input", () => { filter(); remember(); });
  order?.addEventListener("change", () => { arrange(order.value); filter(); remember(); });
  if (order?.value) arrange(order.value);
  filter();
})();
