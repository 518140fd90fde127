"""Entities settled: what a document declares is expanded, what it does not is made visible.

XML 1.0, sections 4.1 to 4.5. DTDs and external entities are never read, so a reference to an
entity declared there would silently vanish from the text. It is replaced by the character that
HTML and the ISO sets give the name, or stays visible as ``&name;``, and a finding tells.
"""

from __future__ import annotations

import html.entities
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from editio.edition.encoding import place
from editio.edition.sniff import without
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from editio.edition.sniff import Doctype, Sniff

#: How many bytes the entities of a document may add to it.
MAX_EXPANSION = 8_000_000

_PREDEFINED = frozenset({b"lt", b"gt", b"amp", b"apos", b"quot"})
_REFERENCE = re.compile(rb"&([^\s#;&<>\"'][^\s;&<>\"']*);")
_TOKEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|" + _REFERENCE.pattern, re.DOTALL)
_MARKUP = {ord("&"): "&#38;", ord("<"): "&#60;", ord('"'): "&#34;", ord("'"): "&#39;"}


@dataclass(frozen=True, slots=True)
class Settled:
    """A document that needs no DOCTYPE, and what is to be said about its entities."""

    text: bytes
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Declarations:
    """What the internal subset declares: replacement texts, and names of external entities."""

    internal: dict[bytes, bytes] = field(default_factory=dict)
    external: dict[bytes, str] = field(default_factory=dict)
    sizes: dict[bytes, int] = field(default_factory=dict)


def bomb(text: bytes, doctype: Doctype) -> Finding | None:
    """Return a finding if expanding the entities would never end or fill the memory.

    Only the DOCTYPE is parsed, and nothing expanded: this comes before any parser sees the rest.
    """
    declared = _declarations(text, doctype)
    if not declared.internal:
        return None
    total = 0
    for match in _REFERENCE.finditer(text, doctype.end):
        if match[1] not in declared.internal:
            continue
        size = _size(declared, match[1], ())
        if size is None:
            return _loop(text, match)
        total += size
        if total > MAX_EXPANSION:
            return _too_large(text, match)
    return None


def settle(text: bytes, sniff: Sniff) -> Settled:
    """Expand and replace all references to entities, and take the DOCTYPE away if need be.

    ``text`` is well-formed and no bomb. What needs no change comes back as the same object.
    """
    doctype = sniff.doctype
    if doctype is None:
        return Settled(text)
    notes = [_unread(text, doctype)] if doctype.external else []
    body = text[doctype.end :]
    subset = text[doctype.subset_start : doctype.subset_end]
    if b"<!ENTITY" not in subset and not any(
        match[1] not in _PREDEFINED for match in _REFERENCE.finditer(body)
    ):
        return Settled(text, tuple(notes))
    expander = _Expander(_declarations(text, doctype), doctype.end)
    body = _TOKEN.sub(expander.replace, body)
    notes += [expander.finding(text, name) for name in expander.undeclared]
    head = without(text[: doctype.end], doctype)
    return Settled(head + body, tuple(notes))


@dataclass(slots=True)
class _Expander:
    """Replaces references, and remembers where an undeclared name was met first and how often."""

    declared: _Declarations
    start: int
    undeclared: dict[bytes, list[int]] = field(default_factory=dict)

    def replace(self, match: re.Match[bytes]) -> bytes:
        name = match[1]
        if name is None or name in _PREDEFINED:
            return match[0]
        if name not in self.declared.internal:
            self.undeclared.setdefault(name, []).append(self.start + match.start())
        return self.expand(name)

    def expand(self, name: bytes) -> bytes:
        """Return what stands for the entity: XML source that may stand in a text or a value."""
        replacement = self.declared.internal.get(name)
        if replacement is not None:
            expanded = _REFERENCE.sub(self._nested, replacement)
            if b"<" in expanded:
                return expanded
            return expanded.replace(b'"', b"&#34;").replace(b"'", b"&#39;")
        known = standard_character(name)
        if known and name not in self.declared.external:
            return known.translate(_MARKUP).encode()
        return b"&#38;" + name + b";"

    def _nested(self, match: re.Match[bytes]) -> bytes:
        return match[0] if match[1] in _PREDEFINED else self.expand(match[1])

    def finding(self, text: bytes, name: bytes) -> Finding:
        """Say what became of the references to an undeclared entity."""
        offsets = self.undeclared[name]
        times = f" ({len(offsets)} times)" if len(offsets) > 1 else ""
        label = name.decode("utf-8", "replace")
        known = standard_character(name)
        if name in self.declared.external:
            where = self.declared.external[name]
            message = f"the entity &{label}; stands for {where}, which is never read{times}"
            hint = "include it with xi:include; the reference stays visible in the text"
            return _finding("XML-ENTITY-EXTERNAL", Severity.ERROR, message, hint, text, offsets[0])
        if known:
            message = f"the entity &{label}; is not declared in the file: {known} is taken{times}"
            hint = f"write {known} itself: it needs no DTD"
            return _finding("XML-ENTITY", Severity.WARNING, message, hint, text, offsets[0])
        message = f"the entity &{label}; is not declared in the file, and DTDs are not read{times}"
        hint = "write the character itself; the reference stays visible in the text"
        return _finding("XML-ENTITY", Severity.ERROR, message, hint, text, offsets[0])


def standard_character(name: bytes) -> str:
    """Return what HTML (and with it the ISO entity sets) gives a name, empty if nothing."""
    return html.entities.html5.get(name.decode("utf-8", "replace") + ";", "")


def unparsed_files(text: bytes, doctype: Doctype) -> dict[str, str]:
    """Return the external entities that the internal subset declares, each with its file."""
    declared = _declarations(text, doctype).external
    return {name.decode("utf-8", "replace"): file for name, file in declared.items()}


def _declarations(text: bytes, doctype: Doctype) -> _Declarations:
    """Read the internal subset, and nothing else."""
    declared = _Declarations()

    def entity(
        name: str,
        is_parameter: bool,
        value: str | None,
        _base: str | None,
        system: str | None,
        _public: str | None,
        _notation: str | None,
    ) -> None:
        if is_parameter:
            return
        key = name.encode()
        if value is None:
            declared.external.setdefault(key, system or "another file")
        else:
            declared.internal.setdefault(key, value.encode())

    if b"<!ENTITY" not in text[doctype.subset_start : doctype.subset_end]:
        return declared
    parser = expat.ParserCreate("utf-8")
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(text[: doctype.end], False)
    except (expat.ExpatError, ValueError):
        return declared
    return declared


def _size(declared: _Declarations, name: bytes, path: tuple[bytes, ...]) -> int | None:
    """Return the length of an entity when expanded; ``None`` if it contains itself."""
    if name in path or len(path) > 100:
        return None
    if name in declared.sizes:
        return declared.sizes[name]
    text = declared.internal[name]
    size = len(text)
    for match in _REFERENCE.finditer(text):
        if match[1] not in declared.internal:
            continue
        inner = _size(declared, match[1], (*path, name))
        if inner is None:
            return None
        size += inner
    declared.sizes[name] = size
    return size


def _loop(text: bytes, match: re.Match[bytes]) -> Finding:
    message = f"the entity {match[0].decode('utf-8', 'replace')} contains itself"
    hint = "correct its declaration in the DOCTYPE"
    return _finding("XML-ENTITY-LOOP", Severity.ERROR, message, hint, text, match.start())


def _too_large(text: bytes, match: re.Match[bytes]) -> Finding:
    message = f"the entities of this file expand to more than {MAX_EXPANSION:,} bytes"
    hint = "remove the DOCTYPE, or declare entities that stand for characters only"
    return _finding("XML-ENTITY-BOMB", Severity.ERROR, message, hint, text, match.start())


def _unread(text: bytes, doctype: Doctype) -> Finding:
    message = "the document type declaration names a DTD, which is never read"
    hint = "TEI P5 needs none: remove the declaration, and write characters instead of entities"
    return _finding("XML-DOCTYPE", Severity.INFO, message, hint, text, doctype.start)


def _finding(  # noqa: PLR0913, PLR0917 - a finding has that many parts
    code: str, severity: Severity, message: str, hint: str, text: bytes, offset: int
) -> Finding:
    line, column = place(text, offset)
    return Finding(
        code=code, severity=severity, message=message, hint=hint, line=line, column=column
    )
