"""Hashes of schemas with all files that they include, for the store of results."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editio.addresses import join_uri, split_fragment
from editio.edition.fingerprints import digest

if TYPE_CHECKING:
    from pathlib import Path

    from editio.validate.schemas import SchemaSources

#: References to other files, in XML and in the compact syntax. What is found too much is harmless.
_REFERENCE = re.compile(
    rb"""\b(?:href|schemaLocation)\s*=\s*["']([^"'<>]+)["']"""
    rb"""|\b(?:include|external)\s+["']([^"'<>]+)["']"""
)
#: What rules can read besides the document: their result does not depend on the document alone.
_READS = re.compile(
    rb"\b(?:doc|document|doc-available|collection|uri-collection|unparsed-text[\w-]*|json-doc"
    rb"|environment-variable|available-environment-variables|current-date(?:Time)?|current-time"
    rb"|transform|evaluate|random-number-generator|stream-available)\s*\(|\bdocuments\s*="
    rb"|xsl:(?:source-document|evaluate)\b"
)
#: A schema of more files is not followed.
_MOST_FILES = 500


class SchemaHashes:
    """The hashes of schemas by address; each is read once."""

    def __init__(self, sources: SchemaSources) -> None:
        self._sources = sources
        self._known: dict[str, str] = {}

    def of(self, schema: Path | str | None, *, rules: bool = False) -> str:
        """Return a hash of a schema with what it includes; empty if nothing can be relied on.

        That is where a file cannot be had, or where ``rules`` read something else than the
        document. ``None`` has the hash ``-``.
        """
        if schema is None:
            return "-"
        uri = schema if isinstance(schema, str) else schema.absolute().as_uri()
        key = f"{rules}{uri}"
        if key not in self._known:
            self._known[key] = self._hash(uri, rules=rules)
        return self._known[key]

    def named(self, schema: str) -> str:
        """Return the hash of a schema that a document names, as kind and address."""
        kind, _, address = schema.partition(" ")
        return self.of(address, rules=kind == "rules")

    def _hash(self, uri: str, *, rules: bool) -> str:
        pending, seen, parts = [uri], {uri}, []
        while pending:
            current = pending.pop()
            try:
                data, final = self._sources.read(current)
            except (OSError, ValueError):
                if current == uri:
                    return ""
                parts.append(f"{current} is not there")
                continue
            if rules and _READS.search(data):
                return ""
            parts += [current, final, digest(data)]
            for match in _REFERENCE.finditer(data):
                target = _joined(final, (match[1] or match[2]).decode("utf-8", "replace"))
                if target not in seen:
                    seen.add(target)
                    pending.append(target)
            if len(seen) > _MOST_FILES:
                return ""
        return digest(*parts)


def _joined(base: str, reference: str) -> str:
    try:
        return split_fragment(join_uri(base, reference.strip().replace(" ", "%20")))[0]
    except ValueError:
        return reference
