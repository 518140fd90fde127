"""Files of the previous build that are what this build would write again.

Each file has a key: a hash of all that it is made from. Where the previous build wrote a file with
the same key, and nobody has touched it since, it is linked into the new build and not made again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.publish.files import WrittenFile, passing_files
from editio.publish.site.links import PageLinks, dead_links, links_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from editio.findings import Finding
    from editio.publish.files import WrittenFiles
    from editio.publish.site.output import Output

_SITE = "site/"


def page_of(path: str) -> str:
    """Return the page of the site that a file of the build is; empty if it is none."""
    return path.removeprefix(_SITE) if path.startswith(_SITE) and path.endswith(".html") else ""


@dataclass(slots=True)
class Kept:
    """Knows the files of the previous build, and takes down those of this one.

    Without ``files`` every file is new. Paths are those of the build: ``site/text/a.html``. What
    pages link to is on disk and not in memory; of their anchors one string a page is.
    """

    output: Output
    files: WrittenFiles = field(default_factory=passing_files)
    _before: dict[str, WrittenFile] = field(default_factory=dict)
    _pages: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _taken: set[str] = field(default_factory=set)
    _written: set[str] = field(default_factory=set)
    _names: dict[str, str] = field(default_factory=dict)
    #: Anchors that pages of the previous build had and have no more.
    _lost: dict[str, frozenset[str]] = field(default_factory=dict)
    #: Pages with links that lead nowhere: in the previous build, and in this.
    _dead: set[str] = field(default_factory=set)
    _with_dead: set[str] = field(default_factory=set)
    #: Files of the edition that were copied, or would have been.
    sources: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._before = self.files.all()
        self._dead = {path for path, file in self._before.items() if file.dead}

    def take(self, path: str, key: str) -> bool:
        """Put the file of the previous build in its place, if it has this key and is intact."""
        before = self._before.get(path)
        if not key or before is None or before.key != key:
            return False
        inode = self.output.link(path, before.size, before.time, before.inode)
        if inode is None:
            return False
        if inode != before.inode:  # it comes from another disk: a cache that was brought here
            self._before[path] = known = before._replace(inode=inode)
            self.files.keep(path, known)
        self._taken.add(path)
        return True

    def page(self, path: str, key: str, make: Callable[[], str]) -> bool:
        """Write the page at ``path``, below ``site/``, unless the previous one can be taken.

        Returns whether it was taken.
        """
        taken = self.take(_SITE + path, key)
        if not taken:
            self.write(_SITE + path, key, make())
        return taken

    def pages_with(self, key: str) -> list[str]:
        """Return the pages of the previous build that have this key, below ``site/``."""
        if not self._pages:
            for path, record in self._before.items():
                if record.key and path.startswith(_SITE):
                    self._pages[record.key].append(path.removeprefix(_SITE))
        return self._pages.get(key, [])

    def write(self, path: str, key: str, content: str) -> None:
        """Write a new file."""
        self.output.write_text(path, content)
        self.note(path, key, content)

    def write_bytes(self, path: str, key: str, content: bytes) -> None:
        """Write a new file that is no page."""
        self.output.write_bytes(path, content)
        self.note(path, key)

    def copy(self, source: Path, path: str) -> None:
        """Copy a file of the edition; it is the same file if its size and time are the same."""
        self.sources.add(source)
        found = source.stat()
        key = f"{source} {found.st_size} {found.st_mtime_ns}"
        if not self.take(path, key):
            self.output.copy(source, path)
            self.note(path, key)

    def pieces(self, path: str, key: str, make: Callable[[], Iterable[str]]) -> None:
        """Write a file that may be long in pieces, unless the previous one can be taken."""
        if not self.take(path, key):
            self.output.write_pieces(path, make())
            self.note(path, key)

    def again(self, path: str, other: str, key: str = "") -> None:
        """Put a file of this build in a second place, where it may be with this ``key``."""
        if not self.take(other, key):
            self.output.again(path, other)
            self.note(other, key)

    def note(self, path: str, key: str = "", content: str = "") -> None:
        """Take down a file that was written, with its content if it is a page."""
        page = page_of(path)
        links = links_of(page, content) if page else None
        self.note_made(path, key, self.output.stamp(path), links)

    def note_made(
        self, path: str, key: str, stamp: tuple[int, int, int], found: PageLinks | None
    ) -> None:
        """Take down a file with its stamp, and with its links if it is a page."""
        self._written.add(path)
        self.files.keep(path, WrittenFile(key, *stamp))
        if found is not None:
            page = path.removeprefix(_SITE)
            if path in self._before and (lost := self._stored(page).anchors - found.anchors):
                self._lost[page] = lost
            self._names[page] = found.names
            self.files.keep_links(path, *found)

    def dead_links(self) -> list[Finding]:
        """Return the links of the site that lead nowhere, when all its pages are there."""
        files, gone = (
            {path.removeprefix(_SITE) for path in paths if path.startswith(_SITE)}
            for paths in (self._taken | self._written, self._gone())
        )
        pages = self._to_check(gone)
        found, self._with_dead = dead_links(files, pages, self._stored, self._names_in)
        return found

    def keep(self) -> None:
        """Note for the next build what is not noted yet: files that are gone, dead links."""
        for path in self._gone():
            self.files.forget(path)
        dead = {_SITE + page for page in self._with_dead}
        for path in (self._dead & self._taken) ^ dead:
            self.files.mark_dead(path, dead=path in dead)

    def _gone(self) -> list[str]:
        """Return the files of the previous build that are none of this."""
        taken, written = self._taken, self._written
        return [path for path in self._before if path not in taken and path not in written]

    def _to_check(self, gone: set[str]) -> Iterator[str]:
        """Yield the pages whose links may lead nowhere: new ones, and those to what is gone."""
        yield from self._names
        yield from map(page_of, self._dead & self._taken)
        if gone or self._lost:
            pages = filter(None, map(page_of, self._taken))
            yield from (page for page in pages if self._leads_to(page, gone))

    def _leads_to(self, page: str, gone: set[str]) -> bool:
        """Tell whether a page has a link to a page that is gone, or to an anchor that is."""
        return any(
            link.target in gone or link.anchor in self._lost.get(link.target, ())
            for link in self._stored(page).links(page)
        )

    def _names_in(self, page: str) -> str:
        return self._names.get(page) or self._stored(page).names

    def _stored(self, page: str) -> PageLinks:
        return PageLinks(*self.files.links_in(_SITE + page))
