"""Make the pictures of the README from a built site: ``make_pictures.py [SITE] [FOLDER]``.

SITE is ``build/site`` and FOLDER ``docs/pictures`` where they are not given. Needs Chromium and the
packages of the tests. A page that the site does not have is left out, and said so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ROOT = Path(__file__).resolve().parents[1]
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name, the page with query and fragment, and what is to be seen before.

    ``own`` is one of the edition that ``editio init`` starts, which has what the sample lacks.
    ``size`` is in CSS pixels; a picture has one pixel for each.
    """

    name: str
    page: str
    seen: str
    own: bool = False
    size: tuple[int, int] = (1000, 640)


PICTURES = (
    Picture("start", "index.html", ".documents"),
    Picture(
        "text",
        "text/collection.html?show=persons,places,dates&open=person/hoxha",
        ".pop-card",
        size=(1280, 820),
    ),
    Picture("apparatus", "text/*.html#part-apparatus", ".apparatus", own=True),
    Picture("index", "index/persons-letter-t.html", ".group .heading .ends"),
    Picture("map", "index/map.html", ".dot"),
    Picture("timeline", "index/timeline.html", ".column"),
    Picture("search", "search/index.html?q=revol*+workers", ".hit"),
)


def found(site: Path, picture: Picture) -> str:
    """Return the address of the page of a picture; empty if the site has none."""
    name, mark, rest = picture.page.partition("?")
    path, hash_, fragment = name.partition("#")
    for page in sorted(site.glob(path)):
        if not fragment or f'id="{fragment}"' in page.read_text(encoding="utf-8"):
            return page.as_uri() + mark + rest + hash_ + fragment
    return ""


def take(browser: Browser, address: str, picture: Picture, target: Path) -> None:
    """Take a picture."""
    width, height = picture.size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    page.goto(address)
    page.locator(picture.seen).first.wait_for()
    page.screenshot(path=target)
    page.close()


def begun(folder: Path) -> Path:
    """Start an edition, build it, and return its site."""
    for command in (["init"], ["build", "--quiet"]):
        subprocess.run([sys.executable, "-m", "editio", *command, str(folder)], check=True)
    return folder / "build" / "site"


def main() -> None:
    """Take all pictures."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else _ROOT / "build" / "site").resolve()
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else _ROOT / "docs" / "pictures")
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        sys.exit("no Chromium: see scripts/ensure_test_tools.sh")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as api, TemporaryDirectory() as scratch:
        other = begun(Path(scratch) / "edition")
        browser = api.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for picture in PICTURES:
            address = found(other if picture.own else site, picture)
            if not address:
                print(f"{picture.name}: the site has no such page")
                continue
            target = folder / f"{picture.name}.png"
            take(browser, address, picture, target)
            print(f"{target}: {target.stat().st_size // 1000} kB")
        browser.close()


if __name__ == "__main__":
    main()
