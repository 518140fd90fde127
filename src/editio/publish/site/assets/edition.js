/* Tables in other orders, for readers who have scripts: every page works without. The order is in the
   address ("sort=3", "sort=-3"). Plain ES, no dependency. */
"use strict";

/** Make the tables marked `data-sortable` sortable by a button in each column's heading. */
const sortable = (table) => {
  const body = table.tBodies[0];
  const headings = [...table.tHead.rows[0].cells];
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  const value = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();

  const compare = (kind) => (a, b) => (kind === "number" ? Number(a) - Number(b) : order.compare(a, b));

  const sort = (column, direction) => {
    const by = compare(headings[column].dataset.key);
    const rows = [...body.rows].map((row) => ({ row, key: value(row, column) }));
    // What has no value stands last in both directions.
    rows.sort((a, b) => (a.key === "") - (b.key === "") || direction * by(a.key, b.key));
    body.append(...rows.map(({ row }) => row));
    headings.forEach((heading, number) => {
      if (number === column) heading.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      else heading.removeAttribute("aria-sort");
    });
  };

  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const direction = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      const query = new URLSearchParams(location.search);
      query.set("sort", direction * (column + 1));
      history.replaceState(null, "", `${location.pathname}?${query}${location.hash}`);
      sort(column, direction);
    });
  });

  const wanted = Number(new URLSearchParams(location.search).get("sort"));
  if (headings[Math.abs(wanted) - 1]) sort(Math.abs(wanted) - 1, Math.sign(wanted));
};

document.querySelectorAll("table[data-sortable]").forEach(sortable);
