/* What is chosen in a picture, kept in the address: a link shows what its sender saw. */
"use strict";

(() => {
  const write = (search, hash) => history.replaceState(null, "", `${location.pathname}${search}${hash}`);

  /* The network: only those who are mentioned together often enough. */
  const choice = document.getElementById("threshold");
  const show = () => {
    for (const item of document.querySelectorAll("[data-together]")) {
      item.toggleAttribute("hidden", Number(item.dataset.together) < Number(choice.value));
    }
  };
  if (choice) {
    const asked = new URLSearchParams(location.search).get("together");
    if ([...choice.options].some(({ value }) => value === asked)) choice.value = asked;
    choice.parentElement.hidden = false;
    choice.addEventListener("change", () => {
      show();
      write(choice.selectedIndex ? `?together=${choice.value}` : "", location.hash);
    });
    show();
  }

  /* The timeline: the stretch that was opened last, with those around it. */
  const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let zoom = asked?.closest(".zoom"); zoom; zoom = zoom.parentElement.closest(".zoom")) zoom.open = true;
  asked?.scrollIntoView();
  for (const zoom of document.querySelectorAll(".zoom")) {
    zoom.firstElementChild.addEventListener("click", () => {
      const shown = zoom.open ? zoom.parentElement.closest(".zoom") : zoom;
      write(location.search, shown ? `#${shown.id}` : "");
    });
  }
})();
