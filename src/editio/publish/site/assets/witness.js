/* Reading the text as one witness has it: its readings take the place of those that the text shows. */
"use strict";

(() => {
  const list = document.querySelector('.view select[name="wit"]');
  if (!list) return;

  const apps = [...document.querySelectorAll("article .app[id]")].map((app) => ({
    app,
    base: app.querySelector(":scope > .lem, :scope > .rdg"),
    entry: document.getElementById(`app.${app.id}`),
  })).filter(({ base, entry }) => base && entry);

  const witnesses = (reading) => (reading.dataset.wit ?? "").split(" ").filter(Boolean);

  const readings = ({ entry }) => [...entry.querySelectorAll(".readings .rdg, .readings .lem")]
    .filter((reading) => reading.closest(".entry-app") === entry);

  /* The sigla behind a reading stand in the order of its witnesses. */
  const names = () => {
    const found = new Map();
    for (const { base, entry } of apps) {
      const lemma = entry.querySelector(".lemma .sigla");
      const all = [[base, lemma], ...readings({ entry }).map((one) => [one, one.nextElementSibling])];
      for (const [reading, sigla] of all) {
        const shown = sigla?.matches(".sigla") ? [...sigla.querySelectorAll(".siglum")] : [];
        witnesses(reading).forEach((id, at) => {
          if (!found.has(id)) found.set(id, shown[at]?.textContent.trim() || id.replaceAll("_", " "));
        });
      }
    }
    return found;
  };

  for (const [id, siglum] of names()) list.append(new Option(siglum, id));

  const restore = () => {
    for (const copy of document.querySelectorAll(".as-witness")) copy.remove();
    for (const base of document.querySelectorAll(".app > .not-read")) base.classList.remove("not-read");
  };

  /* A witness that no reading of an entry names has what the text has. */
  const read = (witness) => {
    for (const one of apps) {
      if (witnesses(one.base).includes(witness)) continue;
      const reading = readings(one).find((other) => witnesses(other).includes(witness));
      if (!reading) continue;
      const shown = document.createElement(one.base.localName);
      shown.className = "as-witness";
      const copy = editio.copy ? editio.copy(reading) : reading.cloneNode(true);
      shown.append(...copy.childNodes);
      if (!shown.textContent.trim()) shown.textContent = "⟨om.⟩";
      one.base.classList.add("not-read");
      one.base.after(shown);
    }
  };

  const follow = () => {
    restore();
    list.value = editio.witness;
    if (list.value) read(list.value);
  };

  list.closest("fieldset").hidden = list.options.length < 2;
  follow();
  document.addEventListener("editio:choice", ({ detail }) => { if (detail === "wit") follow(); });
})();
