"""What a check of the whole edition must know of one document: small, and a pure function of it.

Validation goes in steps. Each document is read once, by itself and in any process, and leaves its
:class:`Facts`. What several documents may ask for is put together as they come
(:mod:`editio.validate.gathering`), the rest waits on disk. What all this means is judged once
(:mod:`editio.validate.edition`). Only the documents with something wrong are opened again, to find
the place of each :class:`Problem`.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import unquote

from lxml import etree

from editio.addresses import split_uri
from editio.edition.dates import interval_of
from editio.edition.entries import entries_of
from editio.edition.model import Role
from editio.edition.pointerattributes import is_pointer, pointer_values
from editio.edition.prefixes import Prefix
from editio.edition.roles import role_of
from editio.edition.xpointers import XPOINTER, SyntaxFaultError, parse_xpointer
from editio.names import XML_ID, tei
from editio.validate.names import Marked, marked_names, plain_numbers
from editio.validate.usage import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from editio.edition.dates import Day
    from editio.edition.model import DocumentRef, Entry
    from editio.edition.source import OpenDocument
    from editio.findings import Severity

#: Elements whose ``key`` may name a register entry.
_NAMES = tuple(tei(name) for name in ("persName", "placeName", "orgName", "geogName", "name", "rs"))
#: Schemes of the web: whether such an address is reachable is not asked.
_WEB = re.compile(r"(?:https?|ftp)://(?:\[[0-9a-fA-F:.]+\]|[^/?#\s\[\]@]+)(?:[/?#].*)?")
_OPAQUE = re.compile(r"(?:mailto|urn|doi|tel|hdl|ark|tag|info|data|geo|isbn|oai):.+", re.IGNORECASE)
_NOT_IN_URIS = re.compile(r"[<>\"{}|\\^`\x00-\x20]")
#: What is no pointer, but may be the rest of an address that was cut by a space.
_PIECE = re.compile(r"[^:#]+")


_IDS = etree.XPath("descendant-or-self::*/@xml:id", smart_strings=False)


class Use(NamedTuple):
    """A pointer that the document alone does not settle, and an attribute that holds it.

    ``meant`` is what ``written`` means after the document's own private schemes, as it would be
    written in the document itself: one from an included file is relative to the document.
    ``is_id`` tells that the document has an id of this name: only the ``#`` is missing. ``beyond``
    says what an XPointer into the document reaches beyond, ``missing`` which ids in it are not
    those of the document.
    """

    written: str
    meant: str
    attribute: str
    is_id: bool = False
    beyond: str = ""
    missing: tuple[str, ...] = ()


class Letter(NamedTuple):
    """Who sent or received a letter, as a pointer, and on which days."""

    written: str
    meant: str
    earliest: Day | None
    latest: Day | None


class Facts(NamedTuple):
    """What one document contributes to the judgement of the edition.

    ``uses`` are its open pointers, each once. ``uris`` are the web addresses, as written and as
    meant, ``local`` the ids of its own entries and ``keys`` the keys that it names: they are right,
    but they are mentions.
    ``parts`` are the paths of files that it includes, and ``members`` the ids of the documents
    that a corpus includes. ``letters`` are those of its ``correspDesc``. ``is_register`` is true
    for a document that is little more than lists of entries. ``usable`` is false where it cannot
    be read. ``names`` are those marked up in its texts, ``plain`` what looks like one and is not
    (:mod:`editio.validate.names`); ``usage`` is empty where no report wants it.
    """

    ref: DocumentRef
    usable: bool = True
    prefixes: tuple[Prefix, ...] = ()
    entries: tuple[Entry, ...] = ()
    uses: tuple[Use, ...] = ()
    uris: tuple[tuple[str, str], ...] = ()
    local: frozenset[str] = frozenset()
    keys: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    letters: tuple[Letter, ...] = ()
    is_register: bool = False
    names: tuple[Marked, ...] = ()
    plain: bytes = b""
    usage: Usage = Usage()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong in a document, before its place is known.

    It stands at the first ``attribute`` that holds ``pointer``, or at the id ``xml_id``, or at the
    ``idno`` with this text. ``close`` are names from elsewhere that are like the one that leads
    nowhere. With a ``form`` it is about a name: that with the pointer, or the first one in this
    ``language`` that is not marked up. ``name`` is that of an element, or of an attribute (``@n``);
    with an ``attribute``, of the first element that has this ``value`` there, or has none.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    attribute: str = ""
    pointer: str = ""
    xml_id: str = ""
    idno: str = ""
    close: tuple[str, ...] = ()
    form: str = ""
    language: str = ""
    name: str = ""
    value: str = ""


def facts_of(
    document: OpenDocument,
    language: str = "",
    *,
    decide: Callable[[str, str], bool] = is_pointer,
    usage: Callable[[_Element], Usage] | None = None,
) -> Facts:
    """Return the facts of an open document.

    ``language`` is the edition's; ``decide`` tells whether an attribute of an element holds
    pointers; ``usage`` takes down what reports want.
    """
    if not document.usable:
        return Facts(ref=document.ref, usable=False)
    root = document.root()
    prefixes = _prefixes(root)
    entries = entries_of(root, document.ref, language)
    uses: dict[str, Use] = {}
    uris: dict[str, str] = {}
    local: set[str] = set()
    ids = ids_of(root)
    lengths = _Lengths(root)
    reader = _Reader(document.uri, prefixes)
    for element, name, value in pointer_values(root, document.attributes(), decide):
        for token in tokens(value):
            if token in uses or token in uris:
                continue
            meant = reader.meaning(element, token)
            if is_address(meant):
                uris[token] = meant
            elif meant.startswith("#") and unquote(meant[1:]) in ids:
                local.add(unquote(meant[1:]))
            else:
                beyond, missing = _xpointed(lengths, meant, ids)
                uses[token] = Use(token, meant, name, token in ids, beyond, missing)
    is_register = bool(entries) and (
        document.ref.role is Role.REGISTER or role_of(root) is Role.REGISTER
    )
    names = () if is_register else marked_names(root)
    keys = {str(item.get("key")) for item in root.iter(*_NAMES) if item.get("key")}
    return Facts(
        ref=document.ref,
        prefixes=prefixes,
        entries=entries,
        uses=tuple(uses.values()),
        uris=tuple(sorted(uris.items())),
        local=frozenset(local),
        keys=tuple(sorted(keys)),
        parts=tuple(name for name in document.files if name != document.ref.path),
        members=tuple(document.linked.values()),
        letters=tuple(_letters(root, reader)),
        is_register=is_register,
        names=names,
        plain=plain_numbers(root) if names else b"",
        usage=usage(root) if usage is not None else Usage(),
    )


@dataclass(slots=True)
class _Lengths:
    """How long the texts of elements are, for many pointers into the same ones."""

    root: _Element
    _elements: dict[str, _Element] = field(default_factory=dict)
    _known: dict[str, int] = field(default_factory=dict)

    def of(self, name: str) -> int:
        """Return the number of characters in the element with an id of the document."""
        if not self._elements:
            for item in self.root.iter():
                if item.get(XML_ID):
                    self._elements.setdefault(item.get(XML_ID, "").strip(), item)
        if name not in self._known:
            self._known[name] = sum(len(str(text)) for text in self._elements[name].itertext())
        return self._known[name]


def _xpointed(lengths: _Lengths, meant: str, ids: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """Return what an XPointer into the document reaches beyond, and its ids that are not there."""
    if not meant.startswith("#") or not XPOINTER.match(meant):
        return "", ()
    try:
        pointer = parse_xpointer(unquote(meant[1:]))
    except SyntaxFaultError:
        return "", ()
    missing = tuple(name for name in pointer.names if name not in ids)
    for reach in pointer.reaches:
        if reach.name in missing:
            continue
        length = lengths.of(reach.name)
        if not 0 <= reach.length <= length:
            return f"the text of {reach.name} has {length} characters", missing
    return "", missing


def is_address(pointer: str) -> bool:
    """Tell whether a pointer is an absolute URI that is written as such (RFC 3986)."""
    if _NOT_IN_URIS.search(pointer):
        return False
    return bool(_WEB.fullmatch(pointer) or _OPAQUE.fullmatch(pointer))


def tokens(value: str) -> Iterator[str]:
    """Yield the pointers of an attribute's value.

    One with an XPointer scheme is one, and so is an address of the web with spaces in it.
    """
    parts = value.split()
    broken = len(parts) > 1 and _WEB.fullmatch(parts[0]) and all(map(_PIECE.fullmatch, parts[1:]))
    if XPOINTER.search(value) or broken:
        yield value.strip()
    else:
        yield from parts


def ids_of(root: _Element) -> frozenset[str]:
    """Return all ids of a document."""
    return frozenset(found.strip() for found in cast("list[str]", _IDS(root)) if found)


def _letters(root: _Element, reader: _Reader) -> Iterator[Letter]:
    for action in root.iter(tei("correspAction")):
        date = action.find(tei("date"))
        parent = action.getparent()
        if date is None and parent is not None:  # nobody receives a letter before it is sent
            sent = (item for item in parent if item.get("type") == "sent")
            date = next((found for item in sent for found in item.iterchildren(tei("date"))), None)
        days = interval_of(dict(date.attrib)) if date is not None else None  # type: ignore[arg-type]
        if days is None or action.get("type") not in {"sent", "received"}:
            continue
        for name in action.iterchildren(tei("persName")):
            for token in name.get("ref", "").split():
                yield Letter(token, reader.meaning(name, token), days.earliest, days.latest)


def _prefixes(root: _Element) -> tuple[Prefix, ...]:
    return tuple(
        Prefix(
            ident=item.get("ident", ""),
            match_pattern=item.get("matchPattern", ""),
            replacement=item.get("replacementPattern", ""),
        )
        for item in root.iter(tei("prefixDef"))
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads pointers as the document means them."""

    base: str
    prefixes: tuple[Prefix, ...]

    def meaning(self, element: _Element, token: str) -> str:
        for prefix in self.prefixes:
            expanded = prefix.expand(token)
            if expanded is not None:
                token = expanded
                break
        if token.startswith("#") or re.match(r"[A-Za-z][\w+.-]*:", token):
            return token
        return self._rebased(element, token)

    def _rebased(self, element: _Element, token: str) -> str:
        """Return a path as it would be written without ``xml:base``, which includes leave."""
        base = element.base or self.base
        if base == self.base:
            return token
        if not base.startswith("file:"):
            return posixpath.join(base, token)
        folders = (posixpath.dirname(unquote(split_uri(uri).path)) for uri in (base, self.base))
        there, here = folders
        return posixpath.relpath(posixpath.join(there, token), here)
