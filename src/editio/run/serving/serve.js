/* Only while `editio serve` runs: shows the page anew when the edition was built again, at the place
   where the reader was, and what is wrong with the encoding. No part of what is published. */
"use strict";

(() => {
  const PLACE = `editio:${location.pathname}`;

  const remember = () => {
    const top = [...document.querySelectorAll("main [id]")]
      .find((element) => element.getBoundingClientRect().top >= 0);
    sessionStorage.setItem(PLACE, JSON.stringify({
      id: top?.id ?? "", offset: top ? top.getBoundingClientRect().top : 0, y: scrollY,
      open: [...document.querySelectorAll("details")].map((details) => details.open),
    }));
  };

  const restore = () => {
    const text = sessionStorage.getItem(PLACE);
    if (!text) return;
    sessionStorage.removeItem(PLACE);
    const { id, offset, y, open } = JSON.parse(text);
    document.querySelectorAll("details").forEach((details, number) => { details.open = open[number] ?? details.open; });
    const element = id && document.getElementById(id);
    const top = element ? element.getBoundingClientRect().top + scrollY - offset : y;
    scrollTo({ top, behavior: "instant" });
  };

  const make = (name, text, style = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    Object.assign(element.style, style);
    return element;
  };

  const show = ({ failure, findings, more }) => {
    document.getElementById("editio-serve")?.remove();
    if (!failure && !findings.length) return;
    const panel = make("details", "", { position: "fixed", insetInline: "0", bottom: "0", maxHeight: "45vh",
      overflow: "auto", padding: "0.5rem 1rem", background: "#5c1010", color: "#fff", zIndex: "1000",
      font: "14px/1.5 sans-serif" });
    panel.id = "editio-serve";
    panel.lang = "en";
    panel.open = true;
    panel.append(make("summary", failure ? "The edition could not be built" : `Findings: ${findings.length + more}`,
      { cursor: "pointer" }));
    const list = make("ul", "", { margin: "0.5rem 0", paddingInlineStart: "1rem" });
    if (failure) list.append(make("li", failure, { whiteSpace: "pre-wrap" }));
    for (const { place, severity, code, message } of findings) {
      const item = make("li", `${severity} ${code}: ${message}`);
      item.prepend(make("code", place, { marginInlineEnd: "0.5rem" }));
      list.append(item);
    }
    panel.append(list);
    document.body.append(panel);
  };

  /** Whether this page is no longer in the site, because its text has a mistake. It stays, then. */
  const isGone = async () =>
    Boolean(document.querySelector("main")) && (await fetch(location.pathname, { cache: "no-store" })).status === 404;

  const listen = async () => {
    let version = null;
    for (;;) {
      try {
        const answer = await fetch(`/.editio/state?after=${version ?? ""}`, { cache: "no-store" });
        if (!answer.ok) throw new Error(String(answer.status));
        const state = await answer.json();
        const isNew = version !== null && state.version !== version && !state.failure;
        if (isNew && !(await isGone())) {
          remember();
          location.reload();
          return;
        }
        version = state.version;
        show(state);
      } catch {
        await new Promise((done) => { setTimeout(done, 1500); });
      }
    }
  };

  restore();
  listen();
})();
