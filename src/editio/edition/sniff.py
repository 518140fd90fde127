"""What a file is, told from its first bytes: no parser, no names looked up, no whole tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from editio.edition.encoding import decode
from editio.names import TEI_DIALECTS, TEI_EXAMPLES_NS, TEI_NS

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 1 << 16
_SPACE = re.compile(rb"[ \t\r\n]*")
# What has been matched is never given back, and what is not closed goes to the end: otherwise a
# name of a megabyte, or very many comments that do not end, would take hours.
_START_TAG = re.compile(rb"""<([^\s<>/!?"'=][^\s<>/"'=]*+)((?:[^<>"']|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(rb"""(?<![^\s<>/"'=])([^\s<>/"'=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
_SUBSET_ITEM = re.compile(
    rb"""<!--(?:.*?-->|.*)|<\?(?:.*?\?>|.*)|"[^"]*+"|'[^']*+'|[\[\]>]""", re.DOTALL
)
_DOCTYPE_NAME = re.compile(rb"<!DOCTYPE\s+([^\s\[>]+)")
_P4_ROOTS = frozenset({"TEI.2", "teiCorpus.2"})


class RootKind(StrEnum):
    """What the root element says a file is."""

    TEI = "tei"
    CORPUS = "corpus"
    FRAGMENT = "fragment"
    P4 = "p4"
    OTHER = "other"
    NOT_XML = "not-xml"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctype:
    """Byte offsets of a document type declaration: all of it, and what stands in its brackets."""

    start: int
    end: int
    subset_start: int = 0
    subset_end: int = 0
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sniff:
    """What the beginning of a document tells.

    ``root`` is the local name of the root element as written, ``namespace`` its namespace
    (empty if none), ``tag`` the byte offsets of its start tag.
    """

    kind: RootKind
    root: str = ""
    namespace: str = ""
    prefix: str = ""
    tag: tuple[int, int] = (0, 0)
    doctype: Doctype | None = None

    @property
    def is_tei(self) -> bool:
        """Whether Editio takes the file for TEI, adapted or not."""
        return self.kind in {RootKind.TEI, RootKind.CORPUS, RootKind.FRAGMENT, RootKind.P4}

    @property
    def foreign_namespace(self) -> bool:
        """Whether the root is a TEI element outside the TEI namespace."""
        return self.is_tei and self.kind is not RootKind.P4 and self.namespace != TEI_NS


def is_tei(path: Path) -> Sniff:
    """Read the first 64 KB of a file and say what it is. Raises :class:`OSError`."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    head = head[: len(head) & ~3] if len(head) == _HEAD else head
    return sniff(decode(head).text)


def sniff(data: bytes) -> Sniff:
    """Say what a document in UTF-8 (or its beginning) is."""
    if not data or data.isspace():
        return Sniff(kind=RootKind.EMPTY)
    doctype: Doctype | None = None
    position = _skip_space(data, 0)
    while data.startswith((b"<?", b"<!"), position):
        if data.startswith(b"<!DOCTYPE", position):
            doctype = _doctype(data, position)
            end = doctype.end if doctype else -1
        else:
            closer = b"-->" if data.startswith(b"<!--", position) else b"?>"
            end = data.find(closer, position)
            end = end + len(closer) if end >= 0 else -1
        if end < 0:
            return Sniff(kind=RootKind.OTHER, doctype=doctype)
        position = _skip_space(data, end)
    match = _START_TAG.match(data, position)
    if match is None:
        kind = RootKind.OTHER if data.startswith(b"<", position) else RootKind.NOT_XML
        return Sniff(kind=kind, doctype=doctype)
    return _root(match, doctype)


def attributes(tag: bytes) -> dict[str, str]:
    """Return the attributes in the source of a start tag, by name as written."""
    return {
        match[1].decode("utf-8", "replace"): (match[2] or match[3] or b"").decode(
            "utf-8", "replace"
        )
        for match in _ATTRIBUTE.finditer(tag)
    }


def without(data: bytes, doctype: Doctype) -> bytes:
    """Return a document without its DOCTYPE; lines stay where they are."""
    lines = b"\n" * data.count(b"\n", doctype.start, doctype.end)
    return data[: doctype.start] + lines + data[doctype.end :]


def _skip_space(data: bytes, position: int) -> int:
    match = _SPACE.match(data, position)
    return match.end() if match else position


def _root(match: re.Match[bytes], doctype: Doctype | None) -> Sniff:
    prefix, _, local = match[1].decode("utf-8", "replace").rpartition(":")
    declared = attributes(match[2])
    namespace = declared.get(f"xmlns:{prefix}" if prefix else "xmlns", "")
    return Sniff(
        kind=_kind(local, namespace),
        root=local,
        namespace=namespace,
        prefix=prefix,
        tag=match.span(),
        doctype=doctype,
    )


def _kind(local: str, namespace: str) -> RootKind:
    """Root elements named TEI are TEI in any namespace: the finding says that it is a wrong one."""
    if local in _P4_ROOTS:
        return RootKind.P4
    if namespace == TEI_EXAMPLES_NS:
        return RootKind.OTHER
    if local == "TEI":
        return RootKind.TEI
    if local == "teiCorpus":
        return RootKind.CORPUS
    return RootKind.FRAGMENT if namespace in {TEI_NS, *TEI_DIALECTS} else RootKind.OTHER


def _doctype(data: bytes, start: int) -> Doctype | None:
    """Find the end of a document type declaration and its internal subset."""
    name = _DOCTYPE_NAME.match(data, start)
    position = name.end() if name else start + len(b"<!DOCTYPE")
    subset_start = subset_end = 0
    external = re.match(rb"\s*(?:SYSTEM|PUBLIC)\b", data[position : position + 80]) is not None
    for item in _SUBSET_ITEM.finditer(data, position):
        token = item[0]
        if token == b"[" and not subset_start:
            subset_start = item.end()
        elif token == b"]" and subset_start and not subset_end:
            subset_end = item.start()
        elif token == b">" and (not subset_start or subset_end):
            return Doctype(
                start=start,
                end=item.end(),
                subset_start=subset_start,
                subset_end=subset_end,
                external=external,
            )
    return None
