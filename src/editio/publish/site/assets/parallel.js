/* Two texts side by side: what corresponds to the passage at hand is marked in the other column. */
"use strict";

(() => {
  const rows = document.querySelector(".pairs");
  if (!rows) return;

  const element = (link) => document.getElementById(decodeURIComponent(link.slice(1)));
  /* Who comes from a text with both versions need not know in which column the passage is. */
  const wanted = location.hash;
  if (wanted && !element(wanted) && element(wanted.replace("#l.", "#r."))) {
    location.replace(wanted.replace("#l.", "#r."));
  }

  const partners = new Map();
  const join = (one, other) => {
    if (!other) return;
    partners.set(one, [...(partners.get(one) ?? []), other]);
    partners.set(other, [...(partners.get(other) ?? []), one]);
  };
  for (const one of rows.querySelectorAll("[data-corresp]")) {
    for (const link of one.dataset.corresp.split(" ")) join(one, element(link));
  }

  /* Only phrases: that a whole passage is beside another one can be seen. */
  const near = ({ target }) => {
    let found = target;
    while (found && found !== rows && !(partners.has(found) && found.localName === "span")) {
      found = found.parentElement;
    }
    return partners.get(found) ?? [];
  };

  let marked = [];
  const mark = (event) => {
    for (const one of marked) one.classList.remove("partner");
    marked = near(event);
    for (const one of marked) one.classList.add("partner");
  };

  rows.addEventListener("pointerover", mark);
  rows.addEventListener("focusin", mark);
  rows.addEventListener("pointerleave", mark);
})();
