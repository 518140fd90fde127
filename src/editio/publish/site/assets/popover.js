/* One small window for notes, readings, cards and citations; what it shows is in the address.
   Browsers without popovers follow the links instead, as everyone does without scripts. */
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
      if (newState !== "closed") return;
      editio.remember("open", "");
      if (document.activeElement === document.body || box.contains(document.activeElement)) {
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

  /* What opens the window has a name in the address: where it leads, and which of several links
     to there it is ("n3", "person/brandt~2"); that of a citation is "cite", at its passage. */
  const openers = () => document.querySelectorAll("main a:is(.note-ref, .app-ref, [href^='../'])");
  const nameOf = (link) => {
    if (link.matches(".handle")) return "cite";
    const href = link.getAttribute("href");
    const alike = [...openers()].filter((other) => other.getAttribute("href") === href);
    const number = alike.indexOf(link) + 1;
    const name = decodeURIComponent(href.replace(/^(#|\.\.\/)/, "").replace(/\.html$/, ""));
    return number > 1 ? `${name}~${number}` : name;
  };

  const reopen = () => {
    const wanted = new URLSearchParams(location.search).get("open");
    if (!wanted) return;
    const plain = wanted.replace(/~\d+$/, "");
    const near = (link) => decodeURIComponent(link.getAttribute("href")).includes(plain);
    const link = wanted === "cite"
      ? [...document.querySelectorAll("main .handle")].find(({ hash }) => hash && hash === location.hash)
      : [...openers()].find((one) => near(one) && nameOf(one) === wanted);
    if (!link) return;
    const { top, bottom } = link.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) link.scrollIntoView({ block: "center", behavior: "instant" });
    link.click();
  };
  document.addEventListener("DOMContentLoaded", reopen);

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
    editio.remember("open", nameOf(anchor), anchor.matches(".handle") ? anchor.hash : undefined);
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
