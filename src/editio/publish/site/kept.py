"""Files of the previous build that are what this build would write again.

Each file has a key: a hash of all that it is made from. Where the previous build wrote a file with
the same key, and nobody has touched it since, it is linked into the new build and not made again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.publish.site.links import PageLinks, dead_links, links_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from editio.findings import Finding
    from editio.publish.index.state import State
    from editio.publish.site.output import Output

_SITE = "site/"


@dataclass(frozen=True, slots=True)
class Record:
    """A file that was written: its key, its size and time, whether it has links that lead nowhere.

    The key of a file that is to be made in every build is empty.
    """

    key: str
    size: int
    time: int
    dead: bool = False


@dataclass(slots=True)
class Kept:
    """Knows the files of the previous build, and takes down those of this one.

    Without a ``state`` every file is new. Paths are those of the build: ``site/text/a.html``.
    """

    output: Output
    state: State | None = None
    _before: dict[str, Record] = field(default_factory=dict)
    _pages: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _taken: set[str] = field(default_factory=set)
    _written: dict[str, str] = field(default_factory=dict)
    _links: dict[str, PageLinks] = field(default_factory=dict)
    _with_dead: set[str] = field(default_factory=set)
    #: Files of the edition that were copied, or would have been.
    sources: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.state is not None:
            self._before = {row[0]: Record(*row[1:]) for row in self.state.files()}

    def take(self, path: str, key: str) -> bool:
        """Put the file of the previous build in its place, if it has this key and is intact."""
        before = self._before.get(path)
        if not key or before is None or before.key != key:
            return False
        if not self.output.link(path, before.size, before.time):
            return False
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

    def again(self, path: str, other: str) -> None:
        """Put a file of this build in a second place."""
        self.output.again(path, other)
        self.note(other)

    def note(self, path: str, key: str = "", content: str = "") -> None:
        """Take down a file that was written, with its content if it is a page."""
        self._written[path] = key
        if path.startswith(_SITE) and path.endswith(".html"):
            page = path.removeprefix(_SITE)
            self._links[page] = links_of(page, content)

    def dead_links(self) -> list[Finding]:
        """Return the links of the site that lead nowhere, when all its pages are there."""
        files = {
            path.removeprefix(_SITE)
            for path in (*self._taken, *self._written)
            if path.startswith(_SITE)
        }
        found, with_dead = dead_links(files, self._to_check(files), self._links_of)
        self._with_dead = with_dead
        return found

    def keep(self) -> None:
        """Note for the next build what was written."""
        if self.state is not None:
            self._keep(self.state, self._with_dead)

    def _to_check(self, files: set[str]) -> Iterator[str]:
        """Yield the pages whose links may lead nowhere: new ones, and those to what is gone."""
        yield from self._links
        gone = {
            path.removeprefix(_SITE)
            for path in self._before
            if path.startswith(_SITE) and path.removeprefix(_SITE) not in files
        }
        lost = {
            page: missing
            for page, found in self._links.items()
            if (missing := self._anchors_before(page) - found.anchors)
        }
        for path in sorted(self._taken):
            page = path.removeprefix(_SITE)
            if not path.endswith(".html") or page == path:
                continue
            if self._before[path].dead or ((gone or lost) and self._leads_to(page, gone, lost)):
                yield page

    def _anchors_before(self, page: str) -> frozenset[str]:
        return self._stored(page).anchors if _SITE + page in self._before else frozenset()

    def _leads_to(self, page: str, gone: set[str], lost: dict[str, frozenset[str]]) -> bool:
        return any(
            link.target in gone or link.anchor in lost.get(link.target, ())
            for link in self._stored(page).links
        )

    def _links_of(self, page: str) -> PageLinks:
        return self._links.get(page) or self._stored(page)

    def _stored(self, page: str) -> PageLinks:
        assert self.state is not None
        found = self.state.links_in(_SITE + page)
        return PageLinks.from_json(json.loads(found)) if found else PageLinks()

    def _keep(self, state: State, dead: set[str]) -> None:
        """Write down the files of this build; those that were taken are there."""
        for path in self._before.keys() - self._taken - self._written.keys():
            state.forget_file(path)
        for path in self._taken:
            if self._before[path].dead != (is_dead := path.removeprefix(_SITE) in dead):
                state.mark_dead(path, dead=is_dead)
        for path, key in self._written.items():
            size, time = self.output.stamp(path)
            page = path.removeprefix(_SITE)
            found = self._links.get(page) if path.startswith(_SITE) else None
            links = json.dumps(found.to_json(), ensure_ascii=False) if found else ""
            state.keep_file((path, key, size, time, int(page in dead), links))
