/* The network: only those who are mentioned together often enough. */
"use strict";

(() => {
  const choice = document.getElementById("threshold");
  if (!choice) return;
  choice.parentElement.hidden = false;
  choice.addEventListener("change", () => {
    for (const item of document.querySelectorAll("[data-together]")) {
      item.toggleAttribute("hidden", Number(item.dataset.together) < Number(choice.value));
    }
  });
})();
