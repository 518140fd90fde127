"""What goes between the stages of a build: what a document is given, and what comes of it.

The process of the run knows these records and not the tools of the workers, which take time to
import.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from editio.edition.model import DocumentRef, DocumentResult, Entry
    from editio.edition.pointers import Resolver
    from editio.edition.prefixes import Prefix


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What a document may know of the edition: how pointers resolve, and which files are members.

    ``members`` are the documents by resolved path: an XInclude of one becomes a link to its page.
    """

    resolver: Resolver
    members: Mapping[Path, str]


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A document's role, as its content shows it, and the register entries that it holds.

    ``probed`` are the files besides the document that this depends on.
    """

    ref: DocumentRef
    entries: tuple[Entry, ...] = ()
    probed: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True)
class Processed:
    """The result of a document, and what it was made from besides the document's own bytes.

    ``probed`` are the files that it includes or would include; ``pointers``, with ``prefixes`` and
    ``local_ids``, are what it asks of the edition's registers and of its other documents, and
    ``meanings`` a hash of the answer.
    """

    result: DocumentResult
    probed: frozenset[Path] = frozenset()
    pointers: tuple[str, ...] = ()
    prefixes: tuple[Prefix, ...] = ()
    local_ids: frozenset[str] = frozenset()
    meanings: str = ""
