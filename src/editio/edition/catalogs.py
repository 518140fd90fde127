"""OASIS XML Catalogs 1.1: which local file stands for an address of the web or a public id.

All entries of the standard are known: ``uri``, ``system``, ``public``, ``rewriteURI``,
``rewriteSystem``, ``uriSuffix``, ``systemSuffix``, ``delegateURI``, ``delegateSystem``,
``delegatePublic``, ``nextCatalog`` and ``group``, with ``xml:base`` and ``prefer``. Only catalogs
that are local files are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from editio.addresses import is_file, join_uri, local_path
from editio.errors import ConfigError, SourceError
from editio.names import XML_BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

_NS = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
_PUBLIC_URN = "urn:publicid:"
#: How often one catalog may delegate to others before it is taken for a circle.
_MOST_DELEGATIONS = 20
#: The attribute that is compared, and the one that holds the answer, of each kind of entry.
_ENTRIES = {
    "uri": ("name", "uri"),
    "system": ("systemId", "uri"),
    "public": ("publicId", "uri"),
    "rewriteURI": ("uriStartString", "rewritePrefix"),
    "rewriteSystem": ("systemIdStartString", "rewritePrefix"),
    "uriSuffix": ("uriSuffix", "uri"),
    "systemSuffix": ("systemIdSuffix", "uri"),
    "delegateURI": ("uriStartString", "catalog"),
    "delegateSystem": ("systemIdStartString", "catalog"),
    "delegatePublic": ("publicIdStartString", "catalog"),
}
#: Characters of a URI that section 6.3 wants written with ``%``; what is written so stays.
_SAFE = "!#$%&'()*+,-./:;=?@[]_~"


class _Entry(NamedTuple):
    """An entry of a catalog: what it is compared with, what it says, both absolute."""

    wanted: str
    target: str
    prefer_public: bool


@dataclass(slots=True)
class _File:
    """The entries of one catalog by kind, and the catalogs that it names."""

    entries: dict[str, list[_Entry]] = field(default_factory=dict)
    following: list[str] = field(default_factory=list)

    def exact(self, kind: str, name: str) -> str | None:
        found = (entry.target for entry in self.entries.get(kind, ()) if entry.wanted == name)
        return next(found, None)

    def rewritten(self, kind: str, name: str) -> str | None:
        best = _longest(e for e in self.entries.get(kind, ()) if name.startswith(e.wanted))
        return None if best is None else best.target + name[len(best.wanted) :]

    def by_suffix(self, kind: str, name: str) -> str | None:
        best = _longest(e for e in self.entries.get(kind, ()) if name.endswith(e.wanted))
        return None if best is None else best.target

    def delegates(self, kind: str, name: str) -> list[_Entry]:
        found = [e for e in self.entries.get(kind, ()) if name.startswith(e.wanted)]
        return sorted(found, key=lambda entry: -len(entry.wanted))


def _longest(entries: Iterable[_Entry]) -> _Entry | None:
    return max(entries, key=lambda entry: len(entry.wanted), default=None)


class Catalogs:
    """A list of catalogs, asked in their order. Files are read when they are needed, once.

    ``files`` are paths of catalogs that must be there.
    """

    def __init__(self, files: Sequence[Path]) -> None:
        self._roots = [path.absolute().as_uri() for path in files]
        self._files: dict[str, _File] = {}

    def resolve_uri(self, uri: str) -> str | None:
        """Return what a URI reference is mapped to (section 7.2), as an absolute URI.

        Where nothing maps it as a URI, it is looked up as a system identifier, too, as many
        catalogs have schemas there. Raises :class:`~editio.errors.ConfigError` where one of the
        given catalogs cannot be read.
        """
        if uri.startswith(_PUBLIC_URN):
            return self.resolve_external(_unwrapped(uri), None)
        name = _normal_uri(uri)
        return self._uri(self._roots, name, 0) or self._external(self._roots, "", name, 0)

    def resolve_external(self, public: str | None, system: str | None) -> str | None:
        """Return what a public and a system identifier are mapped to (section 7.1).

        Raises :class:`~editio.errors.ConfigError` as :meth:`resolve_uri` does.
        """
        public_id = _unwrapped(public or "")
        if system and system.startswith(_PUBLIC_URN):
            public_id, system = public_id or _unwrapped(system), None
        return self._external(self._roots, public_id, _normal_uri(system or ""), 0)

    def _uri(self, roots: Sequence[str], name: str, depth: int) -> str | None:
        for file in self._walk(roots):
            found = (
                file.exact("uri", name)
                or file.rewritten("rewriteURI", name)
                or file.by_suffix("uriSuffix", name)
            )
            if found is not None:
                return found
            delegates = file.delegates("delegateURI", name)
            if delegates:
                targets = [entry.target for entry in delegates]
                return self._uri(targets, name, depth + 1) if depth < _MOST_DELEGATIONS else None
        return None

    def _external(self, roots: Sequence[str], public: str, system: str, depth: int) -> str | None:
        for file in self._walk(roots):
            found = self._by_system(file, system) if system else None
            if found is not None:
                return found
            delegates = file.delegates("delegateSystem", system) if system else []
            if delegates:
                return self._delegated(delegates, "", system, depth)
            preferred = [
                entry
                for entry in file.entries.get("public", ())
                if entry.wanted == public and (entry.prefer_public or not system)
            ]
            if public and preferred:
                return preferred[0].target
            delegates = file.delegates("delegatePublic", public) if public else []
            delegates = [entry for entry in delegates if entry.prefer_public or not system]
            if delegates:
                return self._delegated(delegates, public, "", depth)
        return None

    @staticmethod
    def _by_system(file: _File, system: str) -> str | None:
        return (
            file.exact("system", system)
            or file.rewritten("rewriteSystem", system)
            or file.by_suffix("systemSuffix", system)
        )

    def _delegated(
        self, delegates: Sequence[_Entry], public: str, system: str, depth: int
    ) -> str | None:
        if depth >= _MOST_DELEGATIONS:
            return None
        return self._external([entry.target for entry in delegates], public, system, depth + 1)

    def _walk(self, roots: Sequence[str]) -> Iterator[_File]:
        """Yield catalogs and those that they name next, each once: circles end."""
        waiting = list(roots)
        seen: set[str] = set()
        while waiting:
            uri = waiting.pop(0)
            if uri in seen:
                continue
            seen.add(uri)
            file = self._read(uri)
            yield file
            waiting[:0] = file.following

    def _read(self, uri: str) -> _File:
        if uri not in self._files:
            try:
                self._files[uri] = _parsed(uri)
            except (OSError, SourceError, ValueError) as error:
                # Section 7: a catalog that another one names and that is not there is passed over.
                if uri in self._roots:
                    message = f"the catalog {unquote(uri)} cannot be read: {error}"
                    raise ConfigError(message, "correct the path, or the catalog") from error
                self._files[uri] = _File()
        return self._files[uri]


def listed_catalogs(listed: str) -> tuple[Path, ...]:
    """Return the catalogs that a list such as ``XML_CATALOG_FILES`` names and that are there.

    It holds paths or ``file:`` URIs with spaces between them.
    """
    paths = (local_path(item) if item.startswith("file:") else item for item in listed.split())
    return tuple(Path(path).absolute() for path in paths if path and is_file(path))


def _parsed(uri: str) -> _File:
    from editio.edition.parsing import parse_bytes  # few runs have catalogs

    path = local_path(uri)
    if path is None:
        raise OSError("it is no local file")
    root = parse_bytes(Path(path).read_bytes(), uri)
    if root.tag != f"{_NS}catalog":
        raise OSError("its root is no catalog of OASIS")
    file = _File()
    _collect(file, root, uri, prefer_public=True)
    return file


def _collect(file: _File, element: _Element, base: str, *, prefer_public: bool) -> None:
    """Take down the entries of a ``catalog`` or ``group``."""
    base = join_uri(base, element.get(XML_BASE, ""))
    prefer_public = element.get("prefer", "public" if prefer_public else "system") == "public"
    for child in element.iterchildren():
        if not isinstance(child.tag, str) or not child.tag.startswith(_NS):
            continue
        kind = child.tag[len(_NS) :]
        here = join_uri(base, child.get(XML_BASE, ""))
        if kind == "group":
            _collect(file, child, base, prefer_public=prefer_public)
        elif kind == "nextCatalog" and child.get("catalog"):
            file.following.append(join_uri(here, _normal_uri(child.get("catalog", ""))))
        elif kind in _ENTRIES:
            wanted, target = (child.get(name) for name in _ENTRIES[kind])
            if wanted and target is not None:
                is_public = kind in {"public", "delegatePublic"}
                name = _normal_public(wanted) if is_public else _normal_uri(wanted)
                uri = join_uri(here, _normal_uri(target))
                file.entries.setdefault(kind, []).append(_Entry(name, uri, prefer_public))


def _normal_uri(uri: str) -> str:
    """Write a URI as section 6.3 wants it: with ``%`` for what it cannot hold."""
    return quote(uri.strip(), safe=_SAFE)


def _normal_public(public: str) -> str:
    """Write a public identifier with single spaces (section 6.2)."""
    return " ".join(public.split())


_ESCAPES = {"+": " ", ":": "//", ";": "::"}


def _unwrapped(identifier: str) -> str:
    """Return the public identifier that a ``urn:publicid:`` holds (section 6.4, RFC 3151)."""
    if not identifier.startswith(_PUBLIC_URN):
        return _normal_public(identifier)
    rest = identifier[len(_PUBLIC_URN) :]
    return _normal_public(unquote(re.sub("[+:;]", lambda sign: _ESCAPES[sign[0]], rest)))
