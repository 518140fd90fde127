/* The picture of the page that one reads, beside the text: the reader chooses it under "View". Where
   the encoding knows the zones of passages, the one at hand is marked in the picture, and back. */
"use strict";

(() => {
  const margin = document.querySelector(".margin");
  const pictures = [...document.querySelectorAll("article .facs")];
  if (!margin || !pictures.length) return;

  const wide = matchMedia("(min-width: 68.75rem)");
  let panel = null;
  let shown = null;
  let held = null;
  let seen = false;
  let waiting = false;

  /* The last page that began above the middle of the window. A picture that is not shown has no
     place of its own: that of the number of its page counts. */
  const here = () => {
    const line = innerHeight / 2;
    let [low, high] = [0, pictures.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pictures[middle].parentElement.getBoundingClientRect().top <= line) low = middle + 1;
      else high = middle;
    }
    return pictures[Math.max(0, low - 1)];
  };

  /* ---- Zones ---- */

  /* A passage is on the last page that began before it. */
  const pictureOf = new Map();
  let last = null;
  for (const one of document.querySelectorAll("article :is(.facs, [data-zone])")) {
    if (one.matches(".facs")) last = one;
    else if (last) pictureOf.set(one, last);
  }

  const zones = new Map();

  const inSight = (passage) => {
    const { top, bottom } = passage?.getBoundingClientRect() ?? {};
    return bottom > 0 && top < innerHeight;
  };

  const mark = (passage) => {
    held?.classList.remove("zone-near");
    if (passage !== held) seen = inSight(passage);
    held = passage;
    for (const [one, zone] of zones) {
      one.classList.toggle("zone-near", one === passage);
      zone.classList.toggle("zone-near", one === passage);
    }
  };

  /* Percent of the picture, or pixels of it as it is on the disk. */
  const place = (zone, passage, image) => {
    const sizes = [image.naturalWidth, image.naturalHeight];
    const values = passage.dataset.zone.split(" ").map((value, number) =>
      parseFloat(value) * (value.endsWith("px") ? 100 / sizes[number % 2] : 1));
    if (values.length !== 4 || !values.every(Number.isFinite)) return;
    ["left", "top", "width", "height"].forEach((name, number) => {
      zone.style[name] = `${values[number]}%`;
    });
  };

  const zoneOf = (passage, image) => {
    const zone = document.createElement("button");
    zone.type = "button";
    zone.className = "zone";
    zone.setAttribute("aria-label", passage.innerText.trim().replace(/\s+/g, " ").slice(0, 60));
    const put = () => place(zone, passage, image);
    if (image.complete) put();
    else image.addEventListener("load", put);
    for (const name of ["pointerenter", "focus"]) zone.addEventListener(name, () => mark(passage));
    zone.addEventListener("click", () => passage.scrollIntoView({ block: "center" }));
    return zone;
  };

  /* ---- The panel ---- */

  const put = (picture) => {
    if (!panel || picture === shown) return;
    shown = picture;
    zones.clear();
    const link = document.createElement("a");
    link.href = picture.currentSrc || picture.src || picture.href;
    if (picture.localName !== "img") {
      link.rel = "external";
      link.textContent = picture.title || picture.textContent;
      panel.replaceChildren(link);
      return;
    }
    const copy = document.createElement("img");
    copy.src = picture.src;
    copy.alt = picture.alt;
    link.append(copy);
    const frame = document.createElement("div");
    frame.className = "facs-frame";
    for (const [passage, page] of pictureOf) {
      if (page === picture) zones.set(passage, zoneOf(passage, copy));
    }
    frame.append(link, ...zones.values());
    panel.replaceChildren(frame);
  };

  /* The passage that was pointed at counts until it has been seen and is out of sight. */
  const show = () => {
    waiting = false;
    const near = inSight(held);
    const passage = near || !seen ? held : null;
    put(pictureOf.get(passage) ?? here());
    mark(passage);
    seen = near;
  };

  const follow = () => {
    const chosen = (editio.root.dataset.show ?? "").split(" ").includes("facsimiles");
    editio.root.classList.toggle("beside-facsimile", chosen && wide.matches);
    if (chosen && wide.matches && !panel) {
      panel = document.createElement("div");
      panel.className = "facs-panel";
      margin.append(panel);
      show();
    } else if (!(chosen && wide.matches) && panel) {
      mark(null);
      zones.clear();
      panel.remove();
      [panel, shown] = [null, null];
    }
  };

  addEventListener("scroll", () => {
    if (panel && !waiting) requestAnimationFrame(show);
    waiting = Boolean(panel);
  }, { passive: true });

  const point = ({ target }) => {
    const passage = panel && target.closest?.("[data-zone]");
    if (!pictureOf.has(passage) || passage === held) return;
    put(pictureOf.get(passage));
    mark(passage);
  };
  const article = document.querySelector("article");
  /* The text that moves below a pointer at rest is not what the reader points at. */
  let pointer = "";
  article.addEventListener("pointermove", (event) => {
    const now = `${event.screenX} ${event.screenY}`;
    if (now !== pointer) point(event);
    pointer = now;
  });
  article.addEventListener("focusin", point);

  follow();
  wide.addEventListener("change", follow);
  document.addEventListener("editio:choice", follow);
})();
