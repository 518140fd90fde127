"""Texts that correspond passage by passage, side by side: which passages stand in one row.

What corresponds is in ``data-corresp``, which the HTML stylesheet makes of ``@corresp`` (TEI
Guidelines, 17.4.2). A row is made of blocks: phrases that correspond bring their paragraphs beside
each other. The finest blocks that correspond make the rows; what lies between them has a row of
its own, so that nothing of either text is missing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html import unescape
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import unquote

from editio.edition.siteplan import SitePlan
from editio.publish.index.made import Aligned
from editio.publish.site.elements import Element, elements_of, first_heading, words_of
from editio.publish.site.parts import split_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

#: Two texts with fewer rows in common than this are no parallel texts.
ENOUGH = 2

_BLOCKS = frozenset(
    {
        "p", "div", "section", "blockquote", "li", "tr", "table", "ul", "ol", "dl", "figure",
        "h1", "h2", "h3", "h4", "h5", "h6", "article", "aside",
    }
)  # fmt: skip
_CORRESP = re.compile(r'\sdata-corresp="([^"]*)"')
_TYPE = re.compile(r"\btype-(\S+)")

#: Two blocks that correspond, the one that points first.
Link = tuple[Element, Element]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbours that stand in a text one after the other: what they are in, and their place."""

    parent: Element
    start: int
    end: int


@dataclass(slots=True)
class Piece:
    """A passage of a text. ``unit`` is the block that it is, nothing for what lies between."""

    runs: list[Run] = field(default_factory=list)
    unit: Element | None = None


@dataclass(slots=True)
class Row:
    """What stands side by side, or, if ``whole``, over both columns (in ``left``)."""

    left: list[Piece] = field(default_factory=list)
    right: list[Piece] = field(default_factory=list)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A text, or a part of one, that has a column: its markup, all of which is in ``html``."""

    html: str
    root: Element
    name: str = ""


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two versions, that which is pointed at first, with what corresponds in them.

    Where both are mixed in one part of a text, they have the same root.
    """

    left: Version
    right: Version
    links: tuple[Link, ...]

    def rows(self) -> list[Row]:
        """Return the rows, which hold all of both versions, in the order of the left one."""
        return list(_mixed(self) if self.left.root is self.right.root else _side_by_side(self))


def alignments_in(html: str) -> tuple[Aligned, ...]:
    """Return what the text of a document stands side by side with."""
    if ' data-corresp="' not in html:
        return ()
    text = str(split_parts(html).text)
    own = (Aligned("", one.left.name, one.right.name) for one in parallels_in(text))
    return (*own, *(Aligned(name) for name in _aligned_texts(text)))


def parallel_texts(left: str, right: str, names: tuple[str, str]) -> Parallel:
    """Return two texts side by side; ``names`` are those of their pages."""
    texts = [elements_of(html) for html in (left, right)]
    ids = [_by_id(text) for text in texts]
    links = [
        *_links(texts[1], names[0], ids[0]),
        *((one, other) for other, one in _links(texts[0], names[1], ids[1])),
    ]
    return Parallel(Version(left, texts[0][0]), Version(right, texts[1][0]), tuple(_finest(links)))


def parallels_in(html: str) -> list[Parallel]:
    """Return the versions within one text that stand side by side.

    Versions are parts of the text that follow one another, such as a poem and its translations.
    Where both alternate, there is one pair of them.
    """
    if ' data-corresp="' not in html:
        return []
    text = elements_of(html)
    links = _finest(link for link in _links(text, "", _by_id(text)) if link[0] is not link[1])
    if len(links) < ENOUGH:
        return []
    root = _common([block for link in links for block in link])
    ways = [(_child_of(root, one), _child_of(root, other)) for one, other in links]
    pairs = Counter(frozenset(map(id, way)) for way in ways)
    if all(len(way) == 2 and count >= ENOUGH for way, count in pairs.items()):
        return list(_versions(html, links, ways))
    mixed = Version(html, root)
    return [Parallel(mixed, mixed, tuple(links))]


def _versions(
    html: str, links: Sequence[Link], ways: Sequence[tuple[Element, Element]]
) -> Iterator[Parallel]:
    """Yield the pairs of parts that have links; what most links lead to is on the left."""
    parts = sorted({part for way in ways for part in way}, key=lambda part: part.start)
    for pair in combinations(parts, 2):
        found = [link for link, way in zip(links, ways, strict=True) if set(way) == set(pair)]
        if not found:
            continue
        led = Counter(target for source, target in ways if {source, target} == set(pair))
        left, right = sorted(pair, key=lambda part: (-led[part], part.start))
        yield Parallel(
            Version(html, left, _name(html, left)),
            Version(html, right, _name(html, right)),
            tuple(found),
        )


def _name(html: str, part: Element) -> str:
    """What to call a version: its heading, or the type or language that the encoding gives it."""
    kind = _TYPE.search(part.attribute("class"))
    return (
        first_heading(html[part.inner : part.close])
        or (kind.group(1).replace("-", " ") if kind else "")
        or part.attribute("lang")
    )


def _aligned_texts(html: str) -> tuple[str, ...]:
    """Return the names of the other texts that several passages of this one correspond to."""
    counts: Counter[str] = Counter()
    for found in _CORRESP.finditer(html):
        counts.update({name for name, _ in _targets(unescape(found.group(1)))})
    return tuple(name for name, count in counts.items() if name and count >= ENOUGH)


def _targets(corresp: str) -> Iterator[tuple[str, str]]:
    """Yield the text (empty for this one) and the id of each link."""
    for link in corresp.split():
        page, _, name = link.partition("#")
        document = SitePlan.linked_from_text(unquote(page)) if page else ""
        if document is not None:
            yield document, unquote(name)


def _by_id(text: Iterable[Element]) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for element in text:
        if ' id="' in element.written:
            found.setdefault(element.attribute("id"), element)
    return found


def _links(text: Iterable[Element], name: str, ids: Mapping[str, Element]) -> list[Link]:
    """Return the blocks of a text with those that they point at in the text of this name."""
    found: dict[Link, None] = {}
    for element in text:
        if ' data-corresp="' in element.written:
            for page, target in _targets(element.attribute("data-corresp")):
                if page == name and target in ids:
                    found[_block(element), _block(ids[target])] = None
    return list(found)


def _block(element: Element) -> Element:
    while element.name not in _BLOCKS and element.parent is not None:
        element = element.parent
    return element


def _finest(links: Iterable[Link]) -> list[Link]:
    """Return the links but for those of blocks that hold others with a link."""
    links = list(links)
    outer = {holder for link in links for block in link for holder in block.ancestors()}
    return [link for link in links if not outer.intersection(link)]


def _common(blocks: Sequence[Element]) -> Element:
    """Return the innermost element that holds all of these."""
    shared = list(blocks[0].ancestors())
    for block in blocks[1:]:
        holders = set(block.ancestors())
        while shared[0] not in holders:
            shared.pop(0)
    return shared[0]


def _child_of(root: Element, element: Element) -> Element:
    while element.parent is not None and element.parent is not root:
        element = element.parent
    return element


def _pieces(html: str, root: Element, units: Collection[Element]) -> list[Piece]:
    """Cut what is in ``root`` into units and what lies between them."""
    holders = {holder for unit in units for holder in unit.ancestors()}
    pieces: list[Piece] = []
    for run, unit in _runs(root, units, holders):
        if unit is not None:
            pieces.append(Piece([run], unit))
        elif _has_content(html[run.start : run.end]):
            if not pieces or pieces[-1].unit is not None:
                pieces.append(Piece())
            _add(html, pieces[-1].runs, run)
    return pieces


def _runs(
    root: Element, units: Collection[Element], holders: Collection[Element]
) -> Iterator[tuple[Run, Element | None]]:
    """Yield what is in ``root``, bit by bit, each with the unit that it is.

    Not recursive: a document may be nested as deep as it likes.
    """
    waiting = [(root, iter(root.children), root.inner)]
    while waiting:
        parent, children, place = waiting.pop()
        for child in children:
            yield Run(parent, place, child.start), None
            place = child.end
            if child in holders and child not in units:
                waiting += [(parent, children, place), (child, iter(child.children), child.inner)]
                break
            yield Run(parent, child.start, child.end), child if child in units else None
        else:
            yield Run(parent, place, parent.close), None


def _add(html: str, runs: list[Run], run: Run) -> None:
    """Add a run to others; it goes on with the last one where only blanks lie between."""
    last = runs[-1] if runs else None
    if last and last.parent is run.parent and not html[last.end : run.start].strip():
        runs[-1] = Run(run.parent, last.start, run.end)
    else:
        runs.append(run)


def _has_content(html: str) -> bool:
    """Whether there is something to read or see in it, or something that a link may lead to."""
    return " id=" in html or "<img" in html or bool(words_of(html))


def _groups(links: Iterable[Link]) -> dict[Element, list[Element]]:
    """Return for each block all that correspond with it, directly or not, itself too."""
    heads: dict[Element, Element] = {}

    def head(block: Element) -> Element:
        while (above := heads.setdefault(block, block)) is not block:
            heads[block] = heads[above]
            block = above
        return block

    for one, other in links:
        heads[head(other)] = head(one)
    groups: defaultdict[Element, list[Element]] = defaultdict(list)
    for block in list(heads):
        groups[head(block)].append(block)
    return {block: group for group in groups.values() for block in group}


def _side_by_side(parallel: Parallel) -> Iterator[Row]:
    """Yield the rows in the order of the left text; what is between its units beside the same."""
    groups = _groups(parallel.links)
    left, right = (
        _pieces(side.html, side.root, {unit for unit in groups if side.root in unit.ancestors()})
        for side in (parallel.left, parallel.right)
    )
    follows = _what_follows(right)
    waiting = follows.pop(None, [])
    shown: set[Element] = set()
    places = {piece.unit: piece for piece in left} | {piece.unit: piece for piece in right}
    for piece in left:
        if piece.unit is None:
            yield Row([piece], waiting)
            waiting = []
        elif piece.unit not in shown:
            if waiting:
                yield Row([], waiting)
            group = groups[piece.unit]
            shown.update(group)
            lefts, rights = _sides(group, parallel.left.root, places)
            yield Row(lefts, rights)
            waiting = [part for one in rights for part in follows.get(one.unit, ())]
    if waiting:
        yield Row([], waiting)


def _what_follows(pieces: Iterable[Piece]) -> dict[Element | None, list[Piece]]:
    """Return what is no unit by the unit before it; nothing is the key of the beginning."""
    found: defaultdict[Element | None, list[Piece]] = defaultdict(list)
    last: Element | None = None
    for piece in pieces:
        if piece.unit is None:
            found[last].append(piece)
        last = piece.unit or last
    return found


def _sides(
    group: Iterable[Element], root: Element, places: Mapping[Element | None, Piece]
) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of a group that are inside ``root``, and the others, in their order."""
    ordered = sorted(group, key=lambda unit: unit.start)
    is_left = {unit: root in unit.ancestors() for unit in ordered}
    return (
        [places[unit] for unit in ordered if is_left[unit]],
        [places[unit] for unit in ordered if not is_left[unit]],
    )


def _mixed(parallel: Parallel) -> Iterator[Row]:
    """Yield the rows of two versions that alternate; what is neither stands over both columns."""
    groups = _groups(parallel.links)
    sources = {source for source, _ in parallel.links}
    pieces = _pieces(parallel.left.html, parallel.left.root, groups)
    places = {piece.unit: piece for piece in pieces}
    shown: set[Element] = set()
    for piece in pieces:
        if piece.unit is None:
            yield Row([piece], whole=True)
        elif piece.unit not in shown:
            members = sorted(groups[piece.unit], key=lambda unit: unit.start)
            shown.update(members)
            led = [unit for unit in members if unit not in sources] or members[:1]
            others = sorted(set(members).difference(led), key=lambda unit: unit.start)
            yield Row([places[unit] for unit in led], [places[unit] for unit in others])
