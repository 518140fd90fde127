/* Concordances: other orders than that of what follows the keyword. The order is in the address. */
"use strict";

(() => {
  const order = document.getElementById("order");
  const list = document.querySelector(".kwic");
  if (!order) return;
  const collator = new Intl.Collator(document.documentElement.lang, { ignorePunctuation: true });
  const lines = [...list.children];

  /** What precedes, read backwards from the keyword. */
  const backwards = (line) => line.querySelector(".before").textContent.split(/\s+/).filter(Boolean).reverse().join(" ");

  const arrange = (by) => {
    const keyed = lines.map((line) => ({ line, left: by === "left" ? backwards(line) : "", place: Number(line.dataset.place) }));
    if (by === "left") keyed.sort((a, b) => collator.compare(a.left, b.left) || a.place - b.place);
    if (by === "text") keyed.sort((a, b) => a.place - b.place);
    list.append(...keyed.map(({ line }) => line));
  };

  const asked = new URLSearchParams(location.search).get("order");
  if ([...order.options].some(({ value }) => value === asked)) order.value = asked;
  order.parentElement.hidden = false;
  order.addEventListener("change", () => {
    arrange(order.value);
    history.replaceState(null, "", `${location.pathname}${order.value ? `?order=${order.value}` : ""}${location.hash}`);
  });
  if (order.value) arrange(order.value);
})();
