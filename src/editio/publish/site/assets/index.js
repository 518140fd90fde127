/* Index pages: a filter while one types. Accents and capitals do not matter. */
"use strict";

(() => {
  const field = document.getElementById("filter");
  if (!field) return;
  const output = field.parentElement.querySelector("output");
  const plain = (text) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const headings = [...document.querySelectorAll(".group > .headings > .heading")].map((element) => {
    const names = [...element.querySelectorAll(".label")].map((label) => label.textContent);
    return { element, text: plain(names.join(" ")) };
  });
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

  field.parentElement.hidden = false;
  field.addEventListener("input", filter);
  if (field.value) filter();
})();
