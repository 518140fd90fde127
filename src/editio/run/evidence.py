"""What the findings of a run depend on, as it was when they were made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from editio.edition.fingerprints import digest, file_digest, program
from editio.validate.waiting import Answers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from editio.edition.model import DocumentRef
    from editio.run.contents import Contents
    from editio.run.request import Request
    from editio.run.schemafiles import SchemaHashes
    from editio.validate.options import Options

#: Findings that may be a passing weakness of the machine: such a result is not kept.
PASSING = frozenset(
    {
        *("XML-ENGINE", "XML-KILLER", "XML-TIME", "XML-MEMORY", "XML-UNREADABLE"),
        "SCH-EVALUATION",
    }
)
#: The code whose findings another day takes away.
FUTURE = "DAT-FUTURE"


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all documents of a run: folders, the edition's language, settings."""

    root: Path
    folders: tuple[Path, ...]
    language: str
    depth: int
    options: Options

    @classmethod
    def of(cls, request: Request) -> Terms:
        """Return what holds for all documents of a request."""
        folders, depth = request.include_folders, request.limits.depth
        return cls(request.root, folders, request.language, depth, request.options)

    def key(self, hashes: SchemaHashes) -> str:
        """Return a hash of it, with the program's; empty if nothing may be remembered."""
        options = self.options
        grammar = hashes.of(options.relaxng_schema)
        rules = hashes.of(options.schematron, rules=True)
        if options.schemas.allow_network or not (grammar and rules):
            return ""
        return digest(
            "check",
            program(),
            str(self.root),
            self.language,
            str(self.folders),
            str(self.depth),
            *(str(schema or "") for schema in (options.relaxng_schema, options.schematron)),
            grammar,
            rules,
            options.phase,
            *sorted(options.reports),
        )


class Probe(NamedTuple):
    """A file that a document includes: its path, its hash, the document of the edition it is."""

    path: str
    content: str
    member: str


class Probes:
    """The state of files that documents include; each is read once.

    ``members`` gives the documents of the edition by their path, where anybody asks.
    """

    def __init__(self, root: Path, members: Callable[[], Mapping[Path, str]]) -> None:
        self._root = root
        self._members = members
        self._known: dict[str, Probe] = {}

    def of(self, written: str) -> Probe:
        """Return the state of a file now."""
        known = self._known.get(written)
        if known is None:
            path = self._root / written
            member = self._members().get(path.resolve(), "")
            known = self._known[written] = Probe(written, file_digest(path), member)
        return known


class Documents:
    """A hash of documents, taken one after the other: names, places, and hashes of their bytes."""

    def __init__(self) -> None:
        self._hash = hashlib.blake2b(digest_size=20)

    def add(self, ref: DocumentRef, content: str) -> None:
        """Take up the next document; ``content`` is the hash of its bytes."""
        parts = f"{ref.id}\0{ref.path}\0{ref.role.value}\0{content}\0"
        self._hash.update(parts.encode("utf-8", "surrogatepass"))

    @property
    def digest(self) -> str:
        """The hash of what was taken up so far."""
        return self._hash.hexdigest()


@dataclass(slots=True)
class Evidence:
    """What a run has seen: all that its findings depend on, besides its :class:`Terms`.

    ``contents`` know the bytes of the documents without reading them again, and ``documents`` is
    what was read. ``probes`` are the files that documents include, ``schemas`` those that they
    name, with their hashes, and ``asked`` other files, and whether they are there. Where the
    findings are not to be relied on in another run, it is not ``reliable``; ``has_future`` tells
    that another day may take some away.
    """

    contents: Contents
    documents: Documents = field(default_factory=Documents)
    probes: dict[str, Probe] = field(default_factory=dict)
    schemas: dict[str, str] = field(default_factory=dict)
    asked: Answers = field(default_factory=Answers)
    has_future: bool = False
    reliable: bool = True


def holds_later(has_future: bool, then: Any, now: Any) -> bool:
    """Tell whether findings hold on a later day: dates that lay in the future may not any more."""
    is_later = then is not None and now is not None and then <= now
    return bool(then == now or (is_later and not has_future))
