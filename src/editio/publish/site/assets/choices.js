/* What the reader has chosen to see, kept in the address: a link shows what its sender saw.
   Runs before the page is painted; the panel is wired when it is there. */
"use strict";

const editio = { root: document.documentElement, words: {} };

(() => {
  const { root } = editio;
  /* The parts of the query that are choices, each with the attribute of the root that styles read. */
  const NAMES = ["show", "source", "notes"];
  const LIST = /^[a-z]+(,[a-z]+)*$/;

  root.classList.add("js");

  const read = () => {
    const query = new URLSearchParams(location.search);
    for (const name of NAMES) {
      const value = query.get(name) ?? "";
      if (LIST.test(value)) root.dataset[name] = value.replaceAll(",", " ");
      else delete root.dataset[name];
    }
    editio.witness = query.get("wit") ?? "";
  };

  /** The query with one part changed. Commas stay commas, so that the address can be read. */
  const changed = (name, value) => {
    const query = new URLSearchParams(location.search);
    if (value) query.set(name, value);
    else query.delete(name);
    const text = query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
    return text ? `?${text}` : "";
  };

  /** Put something into the address, or take it away; `hash` leads to a passage. */
  editio.remember = (name, value, hash = location.hash) => {
    history.replaceState(null, "", `${location.pathname}${changed(name, value)}${hash}`);
  };

  const write = (name, value) => {
    editio.remember(name, value);
    read();
    document.dispatchEvent(new CustomEvent("editio:choice", { detail: name }));
  };

  const boxes = (panel, name) => [...panel.querySelectorAll(`input[name="${name}"]`)];

  const reflect = (panel) => {
    for (const name of NAMES) {
      const chosen = (root.dataset[name] ?? "").split(" ");
      for (const box of boxes(panel, name)) box.checked = chosen.includes(box.value);
    }
    const list = panel.querySelector("select");
    if (list) list.value = editio.witness;
  };

  const wire = (panel) => {
    reflect(panel);
    panel.addEventListener("change", ({ target }) => {
      if (target.matches("select")) write("wit", target.value);
      else write(target.name, boxes(panel, target.name).filter((box) => box.checked)
        .map((box) => box.value).join(","));
    });
    addEventListener("popstate", () => { read(); reflect(panel); });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && panel.open) {
        panel.open = false;
        panel.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", ({ target }) => {
      if (panel.open && !panel.contains(target)) panel.open = false;
    });
  };

  /* Links as they are in the page: where they lead changes with what the reader chooses. */
  const written = new WeakMap();

  /* The passage that the address names, or the first one, of those that a page has, where it begins
     in the upper third of the window, else the last one before; none at the top of the page. */
  const here = (path) => {
    const top = (handle) => handle.getBoundingClientRect().top;
    const handles = [...document.querySelectorAll("article .handle")]
      .filter((handle) => handle.pathname === location.pathname || handle.pathname === path);
    const wanted = location.hash.replace(/^#[lr]\./, "#");
    const named = handles.find((handle) => handle.hash === wanted && handle.closest(":target"));
    const next = handles.findIndex((handle) => top(handle) >= 0);
    const near = (handle) => handle && top(handle) >= 0 && top(handle) < innerHeight / 3;
    if (near(named)) return named;
    if (scrollY < innerHeight / 3) return null;
    return handles.at(next < 0 || near(handles[next]) ? next : Math.max(0, next - 1));
  };

  /* The number of the part of a text that holds a passage: each is known by the id that it begins with. */
  const part = (link, passage) => link.dataset.parts.split(" ").findLastIndex((name) => {
    const first = document.getElementById(name);
    return first && (first.compareDocumentPosition(passage) & Node.DOCUMENT_POSITION_FOLLOWING);
  }) + 1 || 1;

  /* Where the same text stands in another form, the reader stays at the passage. */
  const stay = (link) => {
    const passage = here(link.pathname);
    if (!passage) return;
    if (link.dataset.parts) link.href = link.getAttribute("href").replace(/\d+\.html$/, `${part(link, passage)}.html`);
    link.hash = (link.dataset.side ?? "") + passage.hash.slice(1);
  };

  /* From text to text, the choices go with the reader. */
  const carry = ({ target }) => {
    const link = target.closest?.("a[href]");
    if (!link || link.pathname === location.pathname) return;
    if (link.protocol !== location.protocol || link.host !== location.host) return;
    if (written.has(link)) link.setAttribute("href", written.get(link));
    else written.set(link, link.getAttribute("href"));
    if (link.matches(".whole a, a[data-side]")) stay(link);
    const query = changed("open", "");
    if (!query || link.search) return;
    if (/\/(text|part|parallel)\/[^/]+\.html$/.test(link.pathname)) link.search = query;
  };

  read();
  document.addEventListener("click", carry, true);
  document.addEventListener("DOMContentLoaded", () => {
    editio.words = JSON.parse(root.dataset.words ?? "{}");
    const panel = document.querySelector("details.view");
    if (panel) wire(panel);
  });
})();
