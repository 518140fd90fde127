"""What one document adds to the indexes: postings, which the merge puts together.

An index of the edition is the sum of its documents' postings, heading by heading. A posting is a
function of one document and of the entries that it points to; the registers are one more source,
whose postings say what entries are called. So a change of one document asks for the headings anew
that it is or was under, and for no others.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from editio.publish.index.model import Heading, IndexName

#: What parts are sorted by among their siblings; comparable within one index and level.
Order: TypeAlias = tuple[object, ...]

#: Between what an id is and what it is made of; no key of an entry has it.
_SEPARATOR = "~"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Part:
    """What a source says of one heading.

    ``heading`` has the source's own locators and no children; those are in ``children``.
    ``forms`` are the words that texts use for it, each with the number of times. ``sort_as`` is
    what the heading is sorted by where that is not its label. ``own`` tells that the source says
    what the heading is called, and not only that it mentions it.
    """

    heading: Heading
    order: Order = ()
    forms: tuple[tuple[str, int], ...] = ()
    sort_as: str = ""
    own: bool = False
    children: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A group of an index, where it does not follow from the headings' first letters."""

    id: str
    label: str
    order: Order


@dataclass(frozen=True, slots=True)
class Posting:
    """A part of a heading in one of the indexes; its place is ``(index, part.heading.id)``."""

    index: IndexName
    part: Part
    section: Section | None = None


def made_id(kind: str, text: str) -> str:
    """Return the id of a heading that no register has: ``person~ida-brandt``.

    The same text always gets the same id, whatever else is in the index, so that links to it
    last; texts that the plain form would confuse get a hash behind it.
    """
    return f"{kind}{_SEPARATOR}{name_of(text)}"


def name_of(text: str) -> str:
    """Return a name for a text: its plain form, with a hash where others could have the same."""
    plain = "-".join(text.casefold().split())
    found = slug(text)
    return found if found == plain else f"{found}{_SEPARATOR}{_hash(text)}"


def slug(text: str) -> str:
    """Return letters and digits of a text, joined with hyphens; at most 60 characters."""
    plain = "".join(
        part for part in unicodedata.normalize("NFKD", text) if not unicodedata.combining(part)
    )
    return re.sub(r"[^\w.]+", "-", plain.casefold()).strip("-.")[:_LONGEST].rstrip("-.")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
