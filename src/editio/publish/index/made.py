"""What is made of a document, as the merge keeps it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from editio.edition.fingerprints import digest
from editio.edition.quick import quick

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editio.edition.model import DocumentResult
    from editio.edition.siteplan import SitePlan


@quick
@dataclass(frozen=True, slots=True)
class Aligned:
    """A text that passages of a document correspond to: another document, or, where ``document``
    is empty, the two versions within it that have these names."""

    document: str
    left: str = ""
    right: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Made:
    """The result of a document, and how much is in it.

    ``rendered`` tells whether it has pages and a plain text, ``words`` counts the plain text,
    ``pictures`` are the addresses of those that its pages show. ``key`` stands for all that the
    result depends on, ``content`` is the SHA-256 of the source; both are empty where they are not
    known. ``unit_ids`` is the list of its citable units as JSON. ``aligned`` are the texts that
    stand side by side with it, ``parts`` is the number of parts that it is split into. ``alone``
    tells that no other file is part of the document. ``listed`` is a hash of what lists of
    documents say but for words, units and mentions.
    """

    result: DocumentResult
    units: int = 0
    mentions: int = 0
    rendered: bool = False
    words: int = 0
    pictures: tuple[str, ...] = ()
    key: str = ""
    content: str = ""
    unit_ids: str = "[]"
    aligned: tuple[Aligned, ...] = ()
    alone: bool = False
    parts: int = 0
    listed: str = ""

    def light(self) -> Made:
        """Return the same without all that is long: a small record for each document."""
        result = replace(self.result, html="", text="", units=(), mentions=(), links=(), parts={})
        return replace(self, result=result)


def listed_key(made: Iterable[Made], plan: SitePlan) -> str:
    """Return a hash of what lists say of documents; empty if it is not known of all."""
    listed = [item.listed for item in made]
    return digest(repr(plan), *listed) if all(listed) else ""
