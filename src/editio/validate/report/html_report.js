
"use strict";
const form = document.getElementById("filters");
if (form) {
  const sections = [...document.querySelectorAll("section")];
  const shown = document.getElementById("shown");
  const filter = () => {
    const wanted = Object.fromEntries(new FormData(form));
    let count = 0;
    for (const section of sections) {
      const here = !wanted.file || section.dataset.file === wanted.file;
      let visible = 0;
      for (const item of here ? section.querySelectorAll("li") : []) {
        const fits = (!wanted.code || item.dataset.code === wanted.code)
          && (!wanted.severity || item.dataset.severity === wanted.severity);
        item.hidden = !fits;
        visible += fits;
      }
      section.hidden = !visible;
      count += visible;
    }
    shown.textContent = `${count} shown`;
  };
  form.addEventListener("change", filter);
  form.hidden = false;
  filter();
}
