"""The documents of an edition as lists show them: a small record each, so all fit in memory."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from editio.edition.fingerprints import digest
from editio.edition.model import Role
from editio.edition.timewords import time_words
from editio.publish.index.made import Made
from editio.publish.site.aligning import alignments_in
from editio.publish.site.media import pictures_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editio.edition.model import DocumentRef, DocumentResult, Interval, Metadata
    from editio.edition.settings import Settings
    from editio.publish.index.made import Aligned


#: Dates in the forms of ISO 8601, as attributes have them.
_MACHINE_READABLE = re.compile(
    r"-?\d{4}(-\d\d){0,2}(T[\d:.+Z-]*)?(–-?\d{4}(-\d\d){0,2}(T[\d:.+Z-]*)?)?"
)
#: Of more authors than these, the first three are named.
_MOST_AUTHORS = 5
#: A source that is longer tells of more than a shelfmark.
_SHORT = 80


class Brief(NamedTuple):
    """What other pages say of a document: little enough for every process to know all of them.

    ``page`` is where one begins to read; ``date`` is the first day as a number in the order of
    time, ``date_label`` how it is said, both empty where there is none.
    """

    id: str
    title: str
    page: str
    rendered: bool
    is_register: bool
    date: str
    date_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What lists and links need to know of a document. ``words`` counts its plain text.

    ``page`` is the one on which one begins to read: that of the whole, or of the first part.
    ``units`` is the list of its citable units as JSON, ``unit_count`` how many it has;
    ``mentions`` how often it mentions something. ``key`` stands for all that its HTML depends
    on, ``content`` is the SHA-256 of its source, each empty where that is not known. ``pictures``
    are the addresses of those that its pages show, as written, ``aligned`` the texts that stand
    side by side with it, ``parts`` the number of parts that it is split into. ``listed`` stands for
    what lists say of it but for words, units and mentions. ``foreign`` tells that it is no TEI,
    ``mark`` tells it from others with the same title.
    """

    ref: DocumentRef
    metadata: Metadata
    page: str
    words: int
    rendered: bool
    date_label: str = ""
    foreign: bool = False
    mark: str = ""
    pictures: tuple[str, ...] = ()
    key: str = ""
    content: str = ""
    units: str = "[]"
    aligned: tuple[Aligned, ...] = ()
    unit_count: int = 0
    mentions: int = 0
    parts: int = 0
    listed: str = ""

    @property
    def id(self) -> str:
        """The id of the document."""
        return self.ref.id

    @property
    def is_text(self) -> bool:
        """Whether it belongs in lists of texts, also if it could not be rendered."""
        return self.ref.role is Role.TEXT and not self.foreign

    @property
    def title(self) -> str:
        """The title, or the id where the header has none."""
        return self.metadata.title or self.ref.id

    @property
    def name(self) -> str:
        """The title as lists have it: with what tells the text from others of that title."""
        return f"{self.title} ({self.mark})" if self.mark else self.title

    @property
    def date_key(self) -> str:
        """The first day as a number in the order of time; empty without a date."""
        return _day_number(self.metadata.date)

    @property
    def date(self) -> tuple[str, str]:
        """When it is from: as it is said, and as a number."""
        return self.date_label, self.date_key

    @property
    def brief(self) -> Brief:
        """What other pages say of it."""
        is_register = self.ref.role is Role.REGISTER
        label, day = self.date
        return Brief(self.id, self.name, self.page, self.rendered, is_register, day, label)


def briefs_of(documents: Iterable[Document]) -> dict[str, Brief]:
    """Return what pages say of documents, by their ids."""
    return {item.id: item.brief for item in documents}


def told_apart(documents: Sequence[Document]) -> list[Document]:
    """Mark the texts that lists could not tell apart: by a short source, by id, or by both.

    Editions of manuscripts give many of them the title of the work.
    """
    alike: defaultdict[tuple[str, ...], list[Document]] = defaultdict(list)
    for item in documents:
        if item.is_text:
            said = (item.title.casefold(), *item.metadata.authors, item.metadata.date_label)
            alike[said].append(item)
    marks: dict[str, str] = {}
    for same in alike.values():
        sources = Counter(item.metadata.source for item in same)
        for item in same if len(same) > 1 else ():
            source = item.metadata.source if len(item.metadata.source) <= _SHORT else ""
            is_unique = source and sources[source] == 1
            marks[item.id] = source if is_unique else ", ".join(filter(None, (source, item.id)))
    return [
        replace(item, mark=mark, listed=item.listed and digest(item.listed, mark))
        if (mark := marks.get(item.id, ""))
        else item
        for item in documents
    ]


def authors_in_brief(authors: Sequence[str], separator: str = "; ") -> str:
    """Return the authors as one line: of very many, as a miscellany has them, the first three.

    Where a name has a comma, as in ``Oak, Ben``, semicolons part them whatever ``separator`` is.
    """
    shown = authors if len(authors) <= _MOST_AUTHORS else [*authors[:3], "et al."]
    return ("; " if any("," in name for name in shown) else separator).join(shown)


def made_of(
    result: DocumentResult, key: str = "", content: str = "", *, alone: bool = False
) -> Made:
    """Return what is to be known of a result in later builds."""
    return Made(
        result,
        units=len(result.units),
        mentions=len(result.mentions),
        rendered=bool(result.html),
        words=len(result.text.split()),
        pictures=pictures_in(result.html),
        key=key,
        content=content,
        unit_ids=json.dumps(
            [unit.id for unit in result.units], ensure_ascii=False, separators=(",", ":")
        ),
        aligned=alignments_in(result.html),
        alone=alone,
        parts=max(result.parts.values(), default=0),
        listed=_listed(result),
    )


def document_of(made: Made, settings: Settings) -> Document:
    """Return the record of what was made of a document."""
    ref = made.result.ref
    return Document(
        ref=ref,
        metadata=made.result.metadata,
        page=settings.plan.passage(ref.id, min(made.parts, 1)),
        words=made.words,
        rendered=made.rendered,
        date_label=_date_in_words(made.result.metadata, settings.language),
        foreign=any(finding.code == "XML-NOT-TEI" for finding in made.result.findings),
        pictures=made.pictures,
        key=made.key,
        content=made.content,
        units=made.unit_ids,
        aligned=made.aligned,
        unit_count=made.units,
        mentions=made.mentions,
        parts=made.parts,
        listed=made.listed,
    )


def _date_in_words(metadata: Metadata, language: str) -> str:
    """Return the date as the document has it, or in words where it has only attributes."""
    date, label = metadata.date, metadata.date_label
    if date is None or not _MACHINE_READABLE.fullmatch(label):
        return label
    return time_words(language).span(date.earliest, date.latest)


def _listed(result: DocumentResult) -> str:
    # Codes, because one of them says that a document is no text.
    findings = [(finding.severity.value, finding.code) for finding in result.findings]
    parts = max(result.parts.values(), default=0)
    return digest(repr((result.ref, result.metadata, bool(result.html), parts, findings)))


def _day_number(interval: Interval | None) -> str:
    day = (interval.earliest or interval.latest) if interval else None
    if day is None:
        return ""
    year, month, number = day
    return str((year * 12 + month) * 31 + number)
