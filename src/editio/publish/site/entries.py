"""A page per register entry: what the register says about it, and where the texts mention it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.publish.index.model import IndexName
from editio.publish.site import urls
from editio.publish.site.cards import Cards
from editio.publish.site.indexes import mentions_by_document
from editio.publish.site.pages import Frame, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from editio.edition.model import Entry
    from editio.publish.index.model import AnyIndex, Heading
    from editio.publish.site.documents import Document
    from editio.publish.site.output import Output

#: The index in which the entries of a kind stand.
INDEX_OF_KIND = {
    Kind.PERSON: IndexName.PERSONS,
    Kind.PLACE: IndexName.PLACES,
    Kind.ORGANISATION: IndexName.ORGANISATIONS,
    Kind.WORK: IndexName.WORKS,
    Kind.EVENT: IndexName.EVENTS,
}


def write_entries(
    output: Output,
    frame: Frame,
    indexes: Iterable[AnyIndex],
    entries: Iterable[Entry],
    documents: Mapping[str, Document],
) -> None:
    """Write the pages and cards of the entries; an entry that no text mentions has them too."""
    headings = {index.name: _by_entry(index) for index in indexes}
    cards = Cards(frame.shards, frame.words)
    for entry in entries:
        if entry.kind not in INDEX_OF_KIND:
            continue
        name = INDEX_OF_KIND[entry.kind]
        heading = headings.get(name, {}).get(entry.key)
        locators = heading.locators if heading else ()
        page = Page(
            path=urls.entry_page(entry.kind, entry.key),
            title=entry.heading,
            description=" ".join(part for part in (entry.dates, entry.description) if part)[:300],
            kind="entry",
        )
        mentions = list(mentions_by_document(locators, documents))
        forms = other_forms(entry)
        cards.add(entry, mentions, forms)
        content = frame.render(
            "entry.html",
            page,
            entry=entry,
            forms=forms,
            count=len(locators),
            mentions=mentions,
            register=documents.get(entry.document),
            index_name=name.value if name in headings else "",
        )
        output.write_text(f"site/{page.path}", content)
    cards.write(output)


def other_forms(entry: Entry) -> tuple[str, ...]:
    """Return the other names of an entry, each once: as texts write it, not inverted as well."""

    def straight(form: str) -> str:
        family, comma, given = form.partition(", ")
        return f"{given} {family}" if comma else form

    given = set(entry.forms)
    return tuple(
        form for form in entry.forms if straight(form) == form or straight(form) not in given
    )


def _by_entry(index: AnyIndex) -> dict[str, Heading]:
    return {item.entry: item for item in index.headings() if item.entry and not item.see}
