"""What pages of texts and indexes weigh: all that a browser loads to show them, but pictures.

    python scripts/page_weight.py build/site

For every page in text/, part/ and index/: the words of the plain text (of a whole text), the bytes
of the page, of its stylesheets and of its scripts as they are on the disk, and the sum, also
compressed (gzip, level 6).
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

AREAS = ("text", "part", "index")
_LOADED = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^"?#]*)"')


def loaded_by(page: Path) -> list[Path]:
    """Return the files that a page loads by itself, the page first."""
    links = _LOADED.findall(page.read_text(encoding="utf-8"))
    return [page, *((page.parent / link).resolve() for link in links)]


def main(site: Path) -> None:
    print(f"{'words':>8} {'html':>9} {'css':>8} {'js':>8} {'all':>9} {'gzip':>9}  page")
    for page in sorted(page for area in AREAS for page in site.glob(f"{area}/*.html")):
        text = site / "download" / "text" / f"{page.stem}.txt"
        whole = page.parent.name == "text" and text.is_file()
        words = len(text.read_text(encoding="utf-8").split()) if whole else 0
        files = [path.read_bytes() for path in loaded_by(page)]
        kinds = [path.suffix for path in loaded_by(page)]
        html, css, js = (
            sum(len(data) for data, kind in zip(files, kinds, strict=True) if kind == suffix)
            for suffix in (".html", ".css", ".js")
        )
        packed = sum(len(gzip.compress(data, 6)) for data in files)
        print(
            f"{words:>8} {html:>9} {css:>8} {js:>8} {html + css + js:>9} {packed:>9}  "
            f"{page.relative_to(site).as_posix()}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
