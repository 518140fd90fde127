"""Measure the search: ``bench_search.py FOLDER [DOCUMENTS]``.

Makes documents of 15 paragraphs from the TEI below FOLDER, indexes them from nothing, again
unchanged, and with one document changed, and prints CPU seconds, peak memory, sizes, and what a
browser loads for a first search. With Pagefind installed (``pip install 'pagefind[bin]'``), the
same texts go through it as pages.
"""

from __future__ import annotations

import html
import importlib.util
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from editio.edition.model import DocumentRef, DocumentResult, Interval, Metadata, Role, Unit
from editio.publish.search.index import open_search
from editio.publish.search.postings import postings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_EACH = 15
_LONGEST = 1_500


def paragraphs(folder: Path) -> Iterator[str]:
    """Yield the paragraphs of all TEI files, again and again."""
    found = [
        text
        for path in sorted(folder.rglob("*.xml"))
        if path.stat().st_size < 5_000_000
        for part in _PARAGRAPH.findall(path.read_text(encoding="utf-8", errors="ignore"))
        if len(text := " ".join(html.unescape(_TAG.sub("", part)).split())) > 80
    ]
    place = 0
    while found:
        yield found[place % len(found)][:_LONGEST]
        # A step that has nothing in common with the number: no two documents are the same.
        place += 7919


def documents(folder: Path, number: int) -> Iterator[DocumentResult]:
    """Yield so many documents."""
    source = paragraphs(folder)
    for count in range(number):
        units = tuple(
            Unit(id=f"p{n}", kind="p", parent="", label=f"§ {n}", text=next(source))
            for n in range(1, _EACH + 1)
        )
        day = (1500 + count % 400, 1, 1)
        yield DocumentResult(
            ref=DocumentRef(id=f"doc{count:05}", path=f"doc{count:05}.xml", role=Role.TEXT),
            metadata=Metadata(
                title=f"Document {count}",
                language="en",
                date=Interval(earliest=day, latest=day),
            ),
            html="<p/>",
            units=units,
        )


class Disk:
    """Writes what is new, and knows what was there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys: dict[str, str] = {}
        self.made = 0

    def __call__(self, path: str, key: str, make: Callable[[], str]) -> None:
        """Write a file unless it is there with this key."""
        if key and self.keys.get(path) == key:
            return
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(make(), encoding="utf-8")
        self.keys[path] = key
        self.made += 1


def index(disk: Disk, cache: Path, texts: list[DocumentResult], changed: int) -> float:
    """Index the texts, the first ``changed`` of them anew, and return the CPU seconds."""
    start = time.process_time()
    disk.made = 0
    with open_search(cache, "bench") as opened:
        search = opened.into(disk)
        for number, item in enumerate(texts):
            result = replace(item, units=item.units[1:]) if number < changed else item
            key = f"{item.ref.id} {number < changed}"
            search.add(item.ref.id, key, partial(postings_of, result))
        search.finish([])
    return time.process_time() - start


def first_search(folder: Path, word: str) -> int:
    """Return the bytes that the browser loads for a word, with the contexts of ten texts."""
    search = folder / "search"
    bucket = "-".join(f"{ord(letter):x}" for letter in word[:2])
    entry = f'"{word}":"'
    having = (
        path
        for path in sorted(search.glob(f"w/{bucket}-*.js"))
        if entry in path.read_text(encoding="utf-8")
    )
    files = [search / "index.js", *having]
    files += [*sorted(search.glob("b/*.js"))[:10], *sorted(search.glob("t/*.js"))[:10]]
    return sum(path.stat().st_size for path in files)


def size(folder: Path) -> float:
    """Return the size of a folder in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def pagefind(texts: list[DocumentResult], folder: Path) -> None:
    """Index the same texts as pages with Pagefind, and print what it takes."""
    for item in texts:
        body = "".join(f'<p id="{unit.id}">{html.escape(unit.text)}</p>' for unit in item.units)
        page = f'<html lang="en"><body><h1>{item.metadata.title}</h1>{body}</body></html>'
        (folder / f"{item.ref.id}.html").write_text(page, encoding="utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime
    print(f"Pagefind: {seconds:.1f} s, {used.ru_maxrss / 1024:.0f} MB of memory, ", end="")
    print(f"{size(folder / 'pagefind'):.1f} MB of files")


def main() -> None:
    """Measure, and print."""
    source, number = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    texts = list(documents(source, number))
    letters = sum(len(unit.text) for item in texts for unit in item.units)
    print(f"{number} documents, {letters / 1e6:.1f} million characters")
    with tempfile.TemporaryDirectory() as scratch:
        site, cache, other = (Path(scratch) / name for name in ("site", "cache", "other"))
        disk = Disk(site)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for name, changed in (("from nothing", 0), ("unchanged", 0), ("one changed", 1)):
            seconds = index(disk, cache, texts, changed)
            print(f"{name}: {seconds:.2f} s, {disk.made} files written")
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"memory besides the texts: {(after - before) / 1024:.0f} MB")
        texts_size = size(site / "search" / "t")
        print(f"index {size(site) - texts_size:.1f} MB, texts for contexts {texts_size:.1f} MB")
        for word in ("history", "the", "kettle"):
            print(f"first search for {word}: {first_search(site, word) / 1000:.0f} kB")
        if importlib.util.find_spec("pagefind"):
            other.mkdir()
            pagefind(texts, other)


if __name__ == "__main__":
    main()
