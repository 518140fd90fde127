/* Citing a passage: the citation of the text, with the link and the place of the passage. */
"use strict";

(() => {
  const box = document.querySelector("details.cite");
  if (!box || !editio.pop) return;

  const formats = [...box.querySelectorAll("[data-format]")];
  const words = (name) => box.querySelector(`[data-format="${name}"]`).textContent;
  const published = box.dataset.url;

  /* From a part of a text, to the page of the whole. */
  const whole = document.querySelector(".whole > a[href^='../text']")?.href ?? location.href;
  const permalink = (hash) => (published || whole.split(/[?#]/)[0]) + hash;

  /* The formats know the text; the link and the place of the passage are put in. */
  const adapted = (name, url, place) => {
    const text = words(name);
    if (name === "csl") {
      const [item] = JSON.parse(text);
      return `${JSON.stringify([{ ...item, URL: url, page: place }], null, 1)}\n`;
    }
    if (name === "ris") {
      return text.replace(/^UR {2}- .*\n/m, "")
        .replace("ER  -", () => `SP  - ${place}\nUR  - ${url}\nER  -`);
    }
    if (name === "bibtex") {
      const escaped = (value) => value.replace(/[%#&_$]/g, "\\$&");
      return text.replace(/,\n {2}url = .*(?=,?\n)/, "")
        .replace(/\n\}\n$/, () => `,\n  pages = {${escaped(place)}},\n  url = {${escaped(url)}}\n}\n`);
    }
    return published ? text.trim().replace(published, () => `${place}. ${url}`) : `${text.trim()} ${place}. ${url}`;
  };

  /* Handles of paragraphs leave out what the handle of the heading before them says (handles.py). */
  const placeOf = (handle) => {
    const label = handle.getAttribute("aria-label");
    const isHeading = (one) => /^H[2-6]$/.test(one.parentElement.tagName);
    if ("full" in handle.dataset || isHeading(handle)) return label;
    const handles = [...document.querySelectorAll("article .handle")];
    const heading = handles.slice(0, handles.indexOf(handle)).findLast(isHeading);
    return heading ? `${heading.getAttribute("aria-label")}, ${label}` : label;
  };

  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", () => act(made));
    return made;
  };

  const copier = (text) => button(editio.words.copy, async (made) => {
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      getSelection().selectAllChildren(made.closest(".pop").querySelector(".cite-text"));
      document.execCommand("copy");
    }
    made.textContent = editio.words.copied;
  });

  const saver = (format, content) => button(format.dataset.label, () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: "text/plain" }));
    link.download = format.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });

  document.addEventListener("click", (event) => {
    const handle = event.target.closest?.("a.handle");
    if (!handle || !editio.plain(event)) return;
    event.preventDefault();
    const hash = handle.getAttribute("href");
    const url = permalink(hash);
    const place = placeOf(handle);
    const text = document.createElement("p");
    text.className = "cite-text";
    text.textContent = adapted("text", url, place);
    const link = document.createElement("p");
    link.className = "cite-link";
    const way = document.createElement("a");
    way.href = hash;
    way.textContent = url;
    link.append(way);
    const row = document.createElement("p");
    row.className = "cite-buttons";
    row.append(copier(() => text.textContent));
    for (const format of formats.filter((one) => one.dataset.file)) {
      row.append(saver(format, adapted(format.dataset.format, url, place)));
    }
    editio.pop(handle, [text, link, row], editio.words.cite, "pop-cite");
  });
})();
