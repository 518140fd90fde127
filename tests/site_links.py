"""The links of a site on disk, looked at as a build does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.publish.site.links import dead_links, links_of

if TYPE_CHECKING:
    from pathlib import Path

    from editio.findings import Finding


def check_links(site: Path) -> list[Finding]:
    """Return a finding for each link inside a site that leads nowhere."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {
        name: links_of(name, (site / name).read_text(encoding="utf-8"))
        for name in files
        if name.endswith(".html")
    }
    return dead_links(files, pages, pages.__getitem__, lambda page: pages[page].names)[0]
