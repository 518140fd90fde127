"""The pages of the indexes: one page each, or a page per letter where an index is large."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from editio.edition.model import Role
from editio.publish.index.model import IndexName
from editio.publish.site import urls
from editio.publish.site.pages import INDEX_TITLES, Frame, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from editio.publish.index.model import AnyIndex, Group, Heading, Locator
    from editio.publish.site.documents import Document
    from editio.publish.site.output import Output

#: An index with more lines (headings and locators) than this gets a page per group.
PAGE_LIMIT = 6_000

_FULL_TEXT = frozenset({IndexName.CHRONOLOGY, IndexName.QUOTATIONS})


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionsIn:
    """The mentions of one heading in one document, in the order of the text."""

    document: str
    title: str
    rendered: bool
    locators: tuple[Locator, ...]

    def shortened(self) -> Iterator[tuple[Locator, str, int]]:
        """Yield the locators as a printed index has them: what does not change is said once.

        "The famines, § 1" and "The famines, note 4" become "The famines, § 1" and "note 4";
        mentions in one unit are one locator, with their number.
        """
        before = ""
        for _, group in groupby(self.locators, key=lambda locator: (locator.unit, locator.note)):
            first, *rest = group
            place, comma, last = first.label.rpartition(", ")
            yield first, last if comma and place == before else first.label, 1 + len(rest)
            before = place


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLink:
    """A letter of an index: where its headings are, and how many."""

    group: Group
    page: str
    fragment: str
    count: int


def mentions_by_document(
    locators: Iterable[Locator], documents: Mapping[str, Document]
) -> Iterator[MentionsIn]:
    """Group locators by document, in the order in which they come, registers after texts."""
    grouped = [
        (name, tuple(items))
        for name, items in groupby(locators, key=lambda locator: locator.document)
    ]
    grouped.sort(key=lambda pair: _is_register(documents.get(pair[0])))
    for name, items in grouped:
        document = documents.get(name)
        yield MentionsIn(
            document=name,
            title=document.title if document else name,
            rendered=document is not None and document.rendered,
            locators=items,
        )


def _is_register(document: Document | None) -> bool:
    return document is not None and document.ref.role is Role.REGISTER


def write_index(
    output: Output, frame: Frame, index: AnyIndex, documents: Mapping[str, Document]
) -> None:
    """Write the page or pages of an index."""
    split = _size(index) > PAGE_LIMIT and len(index.groups) > 1
    links = [_group_link(index, group, split=split) for group in index.groups]
    places = {
        heading.id: (heading.label, link.page) for link in links for heading in link.group.headings
    }
    pages = [(urls.index_page(index.name.value), () if split else index.groups, "")]
    if split:
        pages += [(link.page, (link.group,), link.group.label) for link in links]
    for path, groups, part in pages:
        title = frame.words.say(INDEX_TITLES[index.name])
        page = Page(path=path, title=f"{title}: {part}" if part else title, kind="index")
        content = frame.render(
            "index.html",
            page,
            index=index,
            groups=groups,
            links=links,
            split=split,
            places=places,
            full_text=index.name in _FULL_TEXT,
            by_document=lambda locators: list(mentions_by_document(locators, documents)),
        )
        output.write_text(f"site/{path}", content)


def _group_link(index: AnyIndex, group: Group, *, split: bool) -> GroupLink:
    return GroupLink(
        group=group,
        page=urls.index_page(index.name.value, group.id if split else ""),
        fragment="" if split else f"group-{group.id}",
        count=sum(1 for heading in group.headings if not heading.see),
    )


def _size(index: AnyIndex) -> int:
    return sum(_lines(heading) for heading in index.headings())


def _lines(heading: Heading) -> int:
    return 1 + len(heading.locators) + sum(_lines(child) for child in heading.children)
