/* One small window for notes, readings, cards and citations. Browsers without popovers follow the
   links instead, as everyone does without scripts. */
"use strict";

(() => {
  if (!("popover" in HTMLElement.prototype)) return;

  const wide = matchMedia("(min-width: 68.75rem)");
  const gap = 8;
  let box = null;
  let opener = null;

  const make = () => {
    box = document.createElement("div");
    box.className = "pop";
    box.popover = "auto";
    box.tabIndex = -1;
    box.setAttribute("role", "dialog");
    document.body.append(box);
    box.addEventListener("toggle", ({ newState }) => {
      if (newState === "closed" && (document.activeElement === document.body || box.contains(document.activeElement))) {
        opener?.focus({ preventScroll: true });
      }
    });
  };

  /* In the margin where there is one, else below the line, inside the window. */
  const place = (anchor) => {
    const at = anchor.getClientRects()[0] ?? anchor.getBoundingClientRect();
    const margin = document.querySelector(".margin")?.getBoundingClientRect();
    box.classList.toggle("beside", Boolean(wide.matches && margin?.width > 150));
    const size = box.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    if (box.classList.contains("beside")) {
      box.style.left = `${margin.left + scrollX}px`;
      box.style.width = `${margin.width}px`;
      box.style.top = `${Math.max(gap, at.top - gap) + scrollY}px`;
    } else {
      box.style.width = "";
      box.style.left = `${Math.max(gap, Math.min(at.left - 24, room - size.width - gap)) + scrollX}px`;
      box.style.top = `${at.bottom + gap + scrollY}px`;
    }
  };

  const closer = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pop-close";
    button.textContent = editio.words.close;
    button.addEventListener("click", () => box.hidePopover());
    return button;
  };

  /** Open the window at an element; `content` are nodes, `label` is its name. */
  editio.pop = (anchor, content, label, kind = "") => {
    if (!box) make();
    if (box.matches(":popover-open")) box.hidePopover();
    opener = anchor;
    box.className = `pop ${kind}`;
    box.setAttribute("aria-label", label);
    box.replaceChildren(...content, closer());
    box.showPopover();
    place(anchor);
    box.focus({ preventScroll: true });
    box.scrollIntoView?.({ block: "nearest" });
  };

  /** A click that means "here", and not "in another window". */
  editio.plain = (event) =>
    event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

  /** A copy that can stand a second time in the page: without ids and ways back. */
  editio.copy = (element) => {
    const copy = element.cloneNode(true);
    copy.removeAttribute("id");
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    for (const part of copy.querySelectorAll(".note-back")) part.remove();
    const owner = element.closest("[lang]");
    const piece = document.createElement("div");
    if (owner) piece.lang = owner.lang;
    const direction = element.closest("[dir]");
    if (direction) piece.dir = direction.dir;
    piece.append(...copy.childNodes);
    return piece;
  };

  /** The element that a link of this page leads to. */
  editio.target = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
})();
