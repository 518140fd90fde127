"""Which documents a change concerns: those that changed, and those that point to them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from editio.edition.pointers import normal_uri
from editio.edition.settings import CONFIG_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from editio.edition.model import DocumentRef
    from editio.edition.prefixes import Prefix
    from editio.run.checking import Checked
    from editio.run.git import Changes
    from editio.validate.facts import Facts
    from editio.validate.waiting import Spool

#: Files that every document may depend on: schemas, rules, catalogs.
_SCHEMAS = frozenset({".rng", ".rnc", ".sch", ".odd", ".xsl", ".xslt", ".cat"})
_ID = re.compile(rb"""\bxml:id\s*=\s*["']\s*([^"'\s]+)""")
_PREFIX = re.compile(rb"""<(?:[\w.-]+:)?prefixDef\b[^>]*?\bident\s*=\s*["']([^"']+)["']""")
_SCHEME = re.compile(r"([A-Za-z][\w+.-]*):", re.ASCII)


def concerns_everything(changes: Changes, root: Path, schemas: Iterable[Path]) -> bool:
    """Tell whether a change of the settings or of a schema may concern every document."""
    named = {path.resolve() for path in schemas}
    return any(
        path in named
        or path == root / CONFIG_NAME
        or (path.suffix.casefold() in _SCHEMAS and path.is_relative_to(root))
        for path in changes.paths
    )


def concerned(surveyed: Spool[Checked], changes: Changes, root: Path) -> list[DocumentRef]:
    """Return the documents of an edition that changed, and those that point to what changed.

    ``surveyed`` are the facts of all documents, each at its number. A pointer to an id that a
    changed file had before counts, too: it may lead nowhere now.
    """
    paths = frozenset(_named(path, root) for path in changes.paths)
    changed = [
        item.facts
        for _, item in surveyed
        if item.facts.ref.path in paths
        or (root / item.facts.ref.path).resolve() in changes.paths
        or not paths.isdisjoint(item.probed)
    ]
    targets = _targets((item.facts for _, item in surveyed), changed, paths, changes)
    return [item.facts.ref for _, item in surveyed if targets.concern(item.facts)]


@dataclass(frozen=True, slots=True)
class _Targets:
    """What pointers may mean that has changed.

    ``paths`` are changed files, relative to the edition where they lie in it; ``documents`` the
    ids of changed documents; ``names`` the ids of their entries, and ids that were there before;
    ``addresses`` those of their entries on the web; ``schemes`` the private schemes that they
    define. ``prefixes`` are the private schemes of the whole edition.
    """

    paths: frozenset[str]
    documents: frozenset[str]
    names: frozenset[str]
    addresses: frozenset[str]
    schemes: frozenset[str]
    prefixes: dict[str, tuple[tuple[Prefix, str], ...]]

    def concern(self, facts: Facts) -> bool:
        """Tell whether a document changed, or points to what changed."""
        if facts.ref.path in self.paths or not self.documents.isdisjoint(facts.members):
            return True
        if not self.names.isdisjoint(facts.keys):
            return True
        if self.addresses and any(normal_uri(uri) in self.addresses for _, uri in facts.uris):
            return True
        return any(self._is_meant(use.meant, facts.ref.path) for use in facts.uses)

    def _is_meant(self, pointer: str, path: str) -> bool:
        scheme = _SCHEME.match(pointer)
        if scheme is not None:
            return scheme[1] in self.schemes or any(
                self._is_meant(expanded, where)
                for prefix, where in self.prefixes.get(scheme[1], ())
                if (expanded := prefix.expand(pointer)) is not None and not _SCHEME.match(expanded)
            )
        file, _, fragment = pointer.partition("#")
        if file:
            folder = posixpath.dirname(path)
            there = posixpath.normpath(posixpath.join(folder, unquote(file.partition("?")[0])))
            return there in self.paths or pointer in self.names
        return unquote(fragment) in self.names


def _targets(
    facts: Iterable[Facts], changed: Sequence[Facts], paths: frozenset[str], changes: Changes
) -> _Targets:
    entries = [entry for item in changed for entry in item.entries]
    names = {entry.id for entry in entries if entry.id} | set(_lost_ids(changes))
    schemes = {prefix.ident for item in changed for prefix in item.prefixes}
    schemes |= {
        found.decode("utf-8", "replace")
        for data in changes.before.values()
        for found in _PREFIX.findall(data)
    }
    return _Targets(
        paths=paths | {item.ref.path for item in changed},
        documents=frozenset(item.ref.id for item in changed),
        names=frozenset(names),
        addresses=frozenset(normal_uri(uri) for entry in entries for uri in entry.uris),
        schemes=frozenset(schemes),
        prefixes=_prefixes(facts),
    )


def _lost_ids(changes: Changes) -> Iterator[str]:
    """Yield the ids that files had and have no more."""
    for path, data in changes.before.items():
        try:
            now = set(_ID.findall(path.read_bytes()))
        except OSError:
            now = set()
        yield from (
            name.decode("utf-8", "replace") for name in _ID.findall(data) if name not in now
        )


def _named(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _prefixes(facts: Iterable[Facts]) -> dict[str, tuple[tuple[Prefix, str], ...]]:
    found: dict[str, tuple[tuple[Prefix, str], ...]] = {}
    for item in facts:
        for prefix in item.prefixes:
            known = found.get(prefix.ident, ())
            if all(prefix != other for other, _ in known):
                found[prefix.ident] = (*known, (prefix, item.ref.path))
    return found
