"""Pointers: from what a document writes to what it means in the edition.

TEI Guidelines, chapter 16 (linking) and 16.2.3 (private URI schemes, ``prefixDef``).
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from editio.addresses import is_uri_reference, split_uri
from editio.edition.fingerprints import digest
from editio.edition.siteplan import PLAIN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from editio.edition.model import DocumentRef, Entry
    from editio.edition.prefixes import Prefix
    from editio.edition.registers import Registers
    from editio.edition.siteplan import SitePlan


class TargetKind(StrEnum):
    """What a pointer leads to."""

    ENTRY = "entry"
    DOCUMENT = "document"
    LOCAL = "local"
    EXTERNAL = "external"
    DANGLING = "dangling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a pointer means.

    ``href`` is relative to the pages of texts, or an absolute URI; empty for a dangling pointer.
    ``entry`` is the register entry, if it is one.
    """

    kind: TargetKind
    href: str = ""
    entry: Entry | None = None


#: Safe in a path and in a fragment (RFC 3986: pchar).
_SAFE = "-._~!$&'()*+,;=@"
_EXTERNAL = frozenset({"http", "https", "mailto", "urn", "doi", "ftp"})
_DANGLING = Target(kind=TargetKind.DANGLING)


def normal_uri(uri: str) -> str:
    """Return the form in which absolute URIs are compared.

    Without the difference between ``http`` and ``https``, a ``www.``, a trailing slash or the
    letter case of the host, because authority files are cited in all these ways.
    """
    if not is_uri_reference(uri):
        return uri
    parts = split_uri(uri.strip())
    host = parts.netloc.casefold().removeprefix("www.")
    path = unquote(parts.path).rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{host}{path}{query}{fragment}"


class Resolver:
    """Resolves the pointers of an edition's documents. Immutable after it is made.

    ``plan`` says where the pages lie that they lead to.
    """

    def __init__(
        self,
        registers: Registers,
        documents: Iterable[DocumentRef],
        plan: SitePlan = PLAIN,
    ) -> None:
        self._registers = registers
        self._plan = plan
        self._by_path = {_normal(ref.path): ref for ref in documents}

    @cached_property
    def _by_name(self) -> Mapping[str, DocumentRef | None]:
        """The documents by the names of their files, where only one has it: seldom asked for."""
        found: dict[str, DocumentRef | None] = {}
        for ref in self._by_path.values():
            name = posixpath.basename(ref.path)
            found[name] = None if name in found else ref
        return found

    @cached_property
    def _by_id(self) -> Mapping[str, DocumentRef]:
        return {ref.id: ref for ref in self._by_path.values()}

    def document(self, path: str) -> DocumentRef | None:
        """Return the document with this path, relative to the edition and normalised."""
        return self._by_path.get(path)

    @property
    def registers(self) -> Registers:
        """The entries that pointers may mean."""
        return self._registers

    def resolve(
        self,
        pointer: str,
        document: DocumentRef,
        prefixes: Iterable[Prefix] = (),
        local_ids: Collection[str] = (),
    ) -> Target:
        """Return what one pointer of a document means.

        In this order: an id of the document's own register entries, its own ids, an entry of any
        register with this id (if only one has it), another document of the edition, a private
        scheme, an authority's URI, the web. A bare word is a ``@key``: an entry's id or identifier,
        or else the id of a document.
        """
        text = pointer.strip()
        for prefix in prefixes:
            expanded = prefix.expand(text)
            if expanded is not None:
                return self.resolve(expanded, document, (), local_ids)
        entry = self._registers.by_uri(text)
        if entry is not None:
            return self._entry(entry)
        if text.startswith("#"):
            return self._fragment(unquote(text[1:]), document, local_ids)
        return self._other(text, document, local_ids)

    def _other(self, text: str, document: DocumentRef, local_ids: Collection[str]) -> Target:
        """An address of the web, a key, a path: what is neither an entry's nor a local id."""
        scheme = re.match(r"([A-Za-z][\w+.-]*):", text, re.ASCII)
        if scheme is None:
            return self._relative(text, document, local_ids)
        if scheme[1].casefold() not in _EXTERNAL:
            return self._key(text[scheme.end() :], document)
        return Target(kind=TargetKind.EXTERNAL, href=text) if is_uri_reference(text) else _DANGLING

    def links(
        self,
        pointers: Iterable[str],
        document: DocumentRef,
        prefixes: Iterable[Prefix] = (),
        local_ids: Collection[str] = (),
    ) -> Mapping[str, Target]:
        """Return the pointers that lead to an entry or to another document of the edition."""
        defined = tuple(prefixes)
        found = {
            pointer: self.resolve(pointer, document, defined, local_ids) for pointer in pointers
        }
        kinds = (TargetKind.ENTRY, TargetKind.DOCUMENT)
        return {pointer: target for pointer, target in found.items() if target.kind in kinds}

    def _fragment(self, name: str, document: DocumentRef, local_ids: Collection[str]) -> Target:
        own = self._registers.by_id(document.id, name)
        if own is not None:
            return self._entry(own)
        if name in local_ids:
            return Target(kind=TargetKind.LOCAL, href=f"#{quote(name, safe=_SAFE)}")
        entry = self._registers.by_unique_id(name)
        return self._entry(entry) if entry is not None else _DANGLING

    def _key(self, name: str, document: DocumentRef) -> Target:
        entry = (
            self._registers.by_id(document.id, name)
            or self._registers.by_unique_id(name)
            or self._registers.by_identifier(name)
        )
        return self._entry(entry) if entry is not None else _DANGLING

    def _relative(self, text: str, document: DocumentRef, local_ids: Collection[str]) -> Target:
        path, _, fragment = text.partition("#")
        here = posixpath.dirname(document.path)
        there = posixpath.normpath(posixpath.join(here, unquote(path)))
        ref = self._by_path.get(there) or (
            self._by_name.get(posixpath.basename(there)) if fragment or "." in path else None
        )
        if ref is None:
            found = self._key(unquote(fragment or text), document)
            # Editions that name their letters by ids write them without the ending of the file.
            ref = self._by_id.get(unquote(text)) if found.kind is TargetKind.DANGLING else None
            if ref is None:
                return found
        if ref.id == document.id:
            return self._fragment(unquote(fragment), document, local_ids)
        entry = self._registers.by_id(ref.id, unquote(fragment)) if fragment else None
        if entry is not None:
            return self._entry(entry)
        anchor = f"#{quote(unquote(fragment), safe=_SAFE)}" if fragment else ""
        page = quote(self._plan.from_text(ref.id), safe=f"{_SAFE}/")
        return Target(kind=TargetKind.DOCUMENT, href=f"{page}{anchor}")

    def _entry(self, entry: Entry) -> Target:
        page = self._plan.entry(entry.kind, entry.key)
        href = quote(f"../{page}", safe=f"{_SAFE}/")
        return Target(kind=TargetKind.ENTRY, href=href, entry=entry)


def meanings_of(targets: Mapping[str, Target]) -> str:
    """Return a hash of what pointers mean, from :meth:`Resolver.links`; empty if of none."""
    links = (
        f"{pointer}\0{target.href}\0{target.entry.key if target.entry else ''}"
        for pointer, target in sorted(targets.items())
    )
    return digest(*links) if targets else ""


def _normal(path: str) -> str:
    """Return a path as it is compared; most are so already, and take no room twice."""
    found = posixpath.normpath(path)
    return path if found == path else found
