"""Pages that show two texts side by side, or two versions within one, by what corresponds.

They are for reading: permalinks, citations and the search lead to the pages of the texts, and the
handles of the passages do so here. The ids of the left column begin with ``l.`` and those of the
right one with ``r.``, because both texts may use the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from markupsafe import Markup

from editio.edition.model import Role
from editio.edition.siteplan import SitePlan
from editio.publish.site.aligning import parallel_texts, parallels_in
from editio.publish.site.elements import TAG, Element
from editio.publish.site.pages import Page
from editio.publish.site.splitting import Items
from editio.publish.site.view import View, view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from editio.publish.site.aligning import Parallel, Piece, Run, Version
    from editio.publish.site.documents import Document
    from editio.publish.site.pages import Frame
    from editio.publish.site.parts import Parts

#: What ids begin with in the left column, and in the right one.
LEFT, RIGHT = "l.", "r."

#: The scripts of a page with two texts, in their order; choices.js comes before them.
SCRIPTS = ("popover.js", "notes.js", "cards.js", "parallel.js")

_ATTRIBUTE = re.compile(r'\s(id|href|data-moved|data-corresp)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')
_MOVED = re.compile(r'\sdata-moved="([^"]*)"')
_SAFE = "-._~!$&'()*+,;=:@/?"
#: What only says where in a text one is; around a passage that stands elsewhere it is left out.
_PLAIN = frozenset(
    {
        "document", "TEI", "teiCorpus", "text", "group", "front", "body", "back", "div", "div1",
        "div2", "div3", "div4", "div5", "div6", "div7",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that have a page together: ``path``, from the root of the site.

    If both are one document, ``own`` tells which of its pairs of versions it is, and ``names``
    are those of the versions.
    """

    left: Document
    right: Document
    path: str
    own: int | None = None
    names: tuple[str, str] = ("", "")

    def titles(self) -> tuple[str, str]:
        """What the columns are called."""
        if self.own is None:
            return self.left.title, self.right.title
        return self.names

    def side(self, document: Document) -> str:
        """Return what the ids of a document begin with on the page."""
        return LEFT if document.id == self.left.id else RIGHT

    def label(self, document: Document) -> str:
        """What the page is called on that of one of its texts."""
        if self.own is None:
            return self.left.title if document.id == self.right.id else self.right.title
        return " | ".join(name for name in self.names if name)


def pairs_of(documents: Iterable[Document], plan: SitePlan) -> list[Pair]:
    """Return the pairs of texts that have a page; what is pointed at is on the left."""
    known = {item.id: item for item in documents if item.rendered and item.ref.role is Role.TEXT}
    pairs: list[Pair] = []
    numbers: dict[str, int] = {}
    seen: set[frozenset[str]] = set()

    def add(pair: Pair) -> None:
        numbers[pair.left.id] = numbers.get(pair.left.id, 0) + 1
        name = pair.left.id
        pairs.append(replace(pair, path=plan.parallel(name, numbers[name])))

    for document in known.values():
        own = [aligned for aligned in document.aligned if not aligned.document]
        for number, one in enumerate(own):
            add(Pair(document, document, "", number, (one.left, one.right)))
    for document in known.values():
        for name in (one.document for one in document.aligned if one.document):
            both = frozenset((name, document.id))
            if name in known and both not in seen:
                seen.add(both)
                add(Pair(known[name], document, ""))
    return pairs


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a row: its markup, language and direction."""

    content: Markup
    lang: str = ""
    dir: str = ""


@dataclass(slots=True)
class _Column:
    """What a version brings to the page.

    ``page`` is that of its text, from the root of the site, ``other`` the column beside it.
    """

    version: Version
    document: str
    page: str
    prefix: str
    parts: Parts
    ids: set[str] = field(default_factory=set)
    notes: str = ""
    apparatus: str = ""
    other: _Column | None = None
    _begun: set[Element] = field(default_factory=set)

    def __post_init__(self) -> None:
        root = self.version.root
        text = self.version.html[root.start : root.end]
        notes, readings = Items.of(str(self.parts.notes)), Items.of(str(self.parts.apparatus))
        wanted = set(_MOVED.findall(text))
        wanted.update(*(_MOVED.findall(item) for item in notes.with_ids(wanted)))
        whole = root.parent is None
        self.notes = notes.take(wanted, rest=whole)
        self.apparatus = readings.take(wanted, rest=whole)
        content = text + self.notes + self.apparatus
        self.ids = {unescape(name) for name in _ID.findall(content)}

    def cell(self, pieces: Sequence[Piece]) -> Cell:
        """Return the passages of one row."""
        runs = [run for piece in pieces for run in piece.runs]
        lang, direction = _language(runs[0].parent)
        content = "".join(self._run(run, (lang, direction)) for run in runs)
        return Cell(self.placed(content), lang, direction)

    def _run(self, run: Run, language: tuple[str, str]) -> str:
        chain = [run.parent, *run.parent.ancestors()]
        root = self.version.root
        inside = chain[: chain.index(root)][::-1]
        begun = [
            one for one in (root, *inside) if one not in self._begun and ' id="' in one.written
        ]
        self._begun.update(begun)
        anchors = "".join(f'<span id="{escape(one.attribute("id"))}"></span>' for one in begun)
        around = [one for one in inside if one.attribute("class").partition(" ")[0] not in _PLAIN]
        opened = "".join(f"<{one.name}{_ID.sub('', one.written)}>" for one in around)
        closed = "".join(f"</{one.name}>" for one in reversed(around))
        content = f"{anchors}{opened}{self.version.html[run.start : run.end]}{closed}"
        own = _language(run.parent)
        return content if own == language else f"<div{_attributes(*own)}>{content}</div>"

    def placed(self, html: str) -> Markup:
        """Return markup of this column with its ids and links made to work on the page."""

        def tag(found: re.Match[str]) -> str:
            closing, name, attributes, empty = found.groups()
            if closing or '="' not in attributes:
                return found.group()
            is_handle = ' class="handle"' in attributes
            changed = _ATTRIBUTE.sub(lambda one: self._attribute(one, is_handle), attributes)
            return f"<{name}{changed}{' /' if empty else ''}>"

        return Markup(TAG.sub(tag, html))  # noqa: S704  what was markup before

    def _attribute(self, found: re.Match[str], is_handle: bool) -> str:
        name, value = found[1], unescape(found[2])
        if name == "id":
            return f' id="{self.prefix}{found[2]}"'
        if name == "href":
            href = self._there(value) if is_handle else self._here(value)
            return f' href="{escape(href)}"'
        if name == "data-corresp":
            links = [link for one in value.split() if (link := self._here(one)).startswith("#")]
            return f' data-corresp="{escape(" ".join(links))}"' if links else ""
        return ""

    def _here(self, href: str) -> str:
        """Return where a link leads: on this page if its target is here, else as it did."""
        page, _, fragment = href.partition("#")
        document = SitePlan.linked_from_text(unquote(page)) if page else self.document
        if document is None:
            return href
        name = unquote(fragment)
        for column in (self, self.other):
            if column and column.document == document and name in column.ids:
                return f"#{quote(column.prefix + name, safe=_SAFE)}"
        return self._there(href)

    def _there(self, href: str) -> str:
        page, mark, fragment = href.partition("#")
        if page.startswith("../"):
            return href
        target = f"text/{page}" if page else quote(self.page, safe=_SAFE)
        return f"../{target}{mark}{fragment}"


def _language(element: Element) -> tuple[str, str]:
    around = [element, *element.ancestors()]
    lang = next((value for one in around if (value := one.attribute("lang"))), "")
    return lang, next((value for one in around if (value := one.attribute("dir"))), "")


def _attributes(lang: str, direction: str) -> str:
    pairs = (("lang", lang), ("dir", direction))
    return "".join(f' {name}="{escape(value)}"' for name, value in pairs if value)


def parallel_page(frame: Frame, pair: Pair, parts: Mapping[str, Parts]) -> str:
    """Return the page of a pair; ``parts`` are those of its documents by their ids."""
    left, right = parts[pair.left.id], parts[pair.right.id]
    parallel, plan = _parallel(pair, str(left.text), str(right.text)), frame.plan
    one = _Column(parallel.left, pair.left.id, plan.text(pair.left.id), LEFT, left)
    other = one
    if parallel.left.root is not parallel.right.root:
        other = _Column(parallel.right, pair.right.id, plan.text(pair.right.id), RIGHT, right)
        one.other, other.other = other, one
    columns = [one] if one is other else [one, other]
    titles = pair.titles()
    return frame.render(
        "parallel.html",
        Page(path=pair.path, title=" | ".join(filter(None, titles)), kind="text"),
        pair=pair,
        titles=titles,
        rows=list(_rows(parallel, one, other)),
        lists=[
            (title, column.placed(column.notes), column.placed(column.apparatus))
            for title, column in zip(titles, columns, strict=False)
        ],
        view=_view(columns),
        scripts=SCRIPTS,
    )


def _parallel(pair: Pair, left: str, right: str) -> Parallel:
    if pair.own is None:
        return parallel_texts(left, right, (pair.left.id, pair.right.id))
    return parallels_in(left)[pair.own]


def _rows(
    parallel: Parallel, left: _Column, right: _Column
) -> Iterator[tuple[Cell | None, Cell | None, bool]]:
    for row in parallel.rows():
        yield (
            left.cell(row.left) if row.left else None,
            right.cell(row.right) if row.right else None,
            row.whole,
        )


def _view(columns: Iterable[_Column]) -> View:
    """Return what the reader can choose; to read as a witness is for the page of a text."""
    views = [view_of(column.parts) for column in columns]
    show = dict(choice for view in views for choice in view.show)
    source = dict(choice for view in views for choice in view.source)
    genres = any(view.genres for view in views)
    return View(tuple(show.items()), tuple(source.items()), genres=genres)
