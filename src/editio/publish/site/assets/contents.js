/* The contents beside a text: open where there is room, with the place where the reader is. */
"use strict";

(() => {
  const details = document.querySelector(".contents > details");
  if (!details) return;
  const wide = matchMedia("(min-width: 68.75rem)");
  const follow = () => { details.open = wide.matches; };
  follow();
  wide.addEventListener("change", follow);

  const links = [...details.querySelectorAll('a[href^="#"]')];
  const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let current = null;
  let waiting = false;

  /* The last heading above the upper third of the window, found by halving. */
  const here = () => {
    const line = innerHeight / 3;
    let [low, high] = [0, targets.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((targets[middle]?.getBoundingClientRect().top ?? 0) <= line) low = middle + 1;
      else high = middle;
    }
    return links[low - 1] ?? null;
  };

  const mark = () => {
    waiting = false;
    const now = here();
    if (now === current) return;
    current?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "location");
    current = now;
    const list = details.parentElement;
    if (!now || !wide.matches || list.contains(document.activeElement)) return;
    const [at, frame] = [now.getBoundingClientRect(), list.getBoundingClientRect()];
    if (at.top < frame.top + 40 || at.bottom > frame.bottom - 40) {
      list.scrollTop += at.top - frame.top - frame.height / 3;
    }
  };

  addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  }, { passive: true });
  mark();
})();
