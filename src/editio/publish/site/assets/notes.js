/* Notes and readings where they belong: in the margin of a wide page, in a small window elsewhere.
   The lists at the end of the page stay as they are. */
"use strict";

(() => {
  if (!editio.pop) return;

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.note-ref, a.app-ref");
    if (!link || !editio.plain(event)) return;
    const item = editio.target(link);
    if (!item) return;
    event.preventDefault();
    const words = link.classList.contains("note-ref")
      ? `${editio.words.note} ${link.textContent.trim()}` : editio.words.readings;
    editio.pop(link, [editio.copy(item)], words, link.classList.contains("note-ref") ? "pop-note" : "pop-app");
  });

  /* ---- The margin ---- */

  const margin = document.querySelector(".margin");
  const refs = [...document.querySelectorAll("article a.note-ref")];
  if (!margin || !refs.length || !("IntersectionObserver" in window)) return;

  const wide = matchMedia("(min-width: 68.75rem)");
  const order = new Map(refs.map((ref, number) => [ref, number]));
  const placed = new Map();
  let waiting = false;
  let watching = null;

  const marginal = (ref) => {
    const item = editio.target(ref);
    if (!item) return null;
    const aside = editio.copy(item);
    aside.className = "margin-note";
    aside.setAttribute("aria-hidden", "true");
    for (const link of aside.querySelectorAll("a, button, summary")) link.tabIndex = -1;
    const number = document.createElement("span");
    number.className = "margin-number";
    number.textContent = `${ref.textContent.trim()} `;
    aside.prepend(number);
    return aside;
  };

  /* Each beside its number, or below the one before; what has a place keeps it if it can. */
  const arrange = () => {
    waiting = false;
    const notes = [...placed].filter(([, note]) => note.element)
      .sort(([one], [two]) => order.get(one) - order.get(two));
    const start = margin.getBoundingClientRect().top;
    const measured = notes.map(([ref, note]) => [
      note, ref.getBoundingClientRect().top - start - 4, note.element.offsetHeight]);
    let bottom = 44;
    for (const [note, wanted, height] of measured) {
      const kept = note.top !== undefined && note.top >= Math.max(bottom, wanted);
      if (!kept) note.top = Math.max(bottom, wanted);
      note.element.style.top = `${note.top}px`;
      note.element.classList.toggle("long", note.element.scrollHeight > height + 2);
      bottom = note.top + height + 8;
    }
  };

  const soon = () => {
    if (!waiting) requestAnimationFrame(arrange);
    waiting = true;
  };

  const see = (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting && !placed.has(target)) {
        const element = marginal(target);
        placed.set(target, { element });
        if (element) margin.append(element);
      } else if (!isIntersecting && placed.has(target)) {
        placed.get(target).element?.remove();
        placed.delete(target);
      }
    }
    soon();
  };

  const stop = () => {
    watching?.disconnect();
    watching = null;
    for (const { element } of placed.values()) element?.remove();
    placed.clear();
  };

  const follow = () => {
    stop();
    if (!wide.matches || editio.root.dataset.notes === "foot") return;
    watching = new IntersectionObserver(see, { rootMargin: "100% 0px" });
    for (const ref of refs) watching.observe(ref);
  };

  follow();
  wide.addEventListener("change", follow);
  document.addEventListener("editio:choice", follow);
  new ResizeObserver(() => {
    for (const note of placed.values()) delete note.top;
    if (placed.size) soon();
  }).observe(margin);
  margin.addEventListener("click", ({ target }) => {
    const note = target.closest(".margin-note.long");
    if (!note || target.closest("a")) return;
    const [ref] = [...placed].find(([, value]) => value.element === note);
    ref.click();
  });
})();
