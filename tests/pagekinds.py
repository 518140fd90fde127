"""One page of every kind that a site has, and long pages made short."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

#: Above this size of a file another page of its kind is taken, where there is one.
_LARGE = 60_000

#: Takes out what is in the middle of long lists, tables, texts and pictures: what repeats.
_SHORTEN = """(most) => {
  for (const element of document.querySelectorAll("main, main *")) {
    const items = [...element.children];
    const mixed = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!mixed && items.length > most) for (const item of items.slice(most - 2, -2)) item.remove();
  }
}"""


def every_kind(site: Path) -> dict[str, Path]:
    """Return a page of each kind: the largest that is not large, else the smallest.

    Kinds are the folders of the site, and each page of ``index/`` but those of single letters.
    """
    pages: dict[str, list[Path]] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        folder, _, file = name.rpartition("/")
        kind = folder or "start"
        if folder == "index":
            kind = f"index of {file.partition('-')[0].removesuffix('.html')}"
        pages.setdefault(kind, []).append(path)
    return {kind: _chosen(paths) for kind, paths in pages.items()}


def _chosen(paths: list[Path]) -> Path:
    sizes = {path: path.stat().st_size for path in paths}
    small = [path for path in paths if sizes[path] <= _LARGE]
    return max(small, key=lambda path: sizes[path]) if small else min(paths, key=sizes.__getitem__)


def shorten(page: Page, most: int = 8) -> None:
    """Leave only the first and the last of what repeats, ``most`` together."""
    page.evaluate(_SHORTEN, most)
