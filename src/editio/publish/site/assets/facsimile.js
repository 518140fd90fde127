/* The picture of the page that one reads, beside the text: the reader chooses it under "View". */
"use strict";

(() => {
  const margin = document.querySelector(".margin");
  const pictures = [...document.querySelectorAll("article .facs")];
  if (!margin || !pictures.length) return;

  const wide = matchMedia("(min-width: 68.75rem)");
  let panel = null;
  let shown = null;
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

  const show = () => {
    waiting = false;
    const picture = here();
    if (!panel || picture === shown) return;
    shown = picture;
    const link = document.createElement("a");
    link.href = picture.currentSrc || picture.src || picture.href;
    if (picture.localName === "img") {
      const copy = document.createElement("img");
      copy.src = picture.src;
      copy.alt = picture.alt;
      link.append(copy);
    } else {
      link.rel = "external";
      link.textContent = picture.textContent;
    }
    panel.replaceChildren(link);
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
      panel.remove();
      [panel, shown] = [null, null];
    }
  };

  addEventListener("scroll", () => {
    if (panel && !waiting) requestAnimationFrame(show);
    waiting = Boolean(panel);
  }, { passive: true });
  follow();
  wide.addEventListener("change", follow);
  document.addEventListener("editio:choice", follow);
})();
