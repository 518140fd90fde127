"""TEI in another namespace, or in none: seen by the engines as TEI."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editio.edition.encoding import place
from editio.edition.parsers import new_parser, read
from editio.findings import Finding, Severity
from editio.names import TEI_DIALECTS, TEI_NS

if TYPE_CHECKING:
    from editio.edition.sniff import Sniff


def to_tei_namespace(text: bytes, sniff: Sniff) -> bytes:
    """Return ``text`` with the namespace of its root replaced by the TEI's, in every tag."""
    if not sniff.namespace:
        start, end = sniff.tag
        tag = re.sub(rb"""\sxmlns\s*=\s*(?:""|'')""", b"", text[start:end])
        name = re.match(rb"<[^\s/>]+", tag)
        cut = name.end() if name else len(tag)
        declared = b' xmlns="' + TEI_NS.encode() + b'"'
        return text[:start] + tag[:cut] + declared + tag[cut:] + text[end:]
    return _replace_namespace(text, sniff.namespace)


def namespace_finding(text: bytes, sniff: Sniff) -> Finding | None:
    """Return what is to be said about a root that is TEI by name only; ``None`` for dialects."""
    if sniff.namespace in TEI_DIALECTS:
        return None
    where = f"in the namespace {sniff.namespace}" if sniff.namespace else "in no namespace"
    line, column = place(text, sniff.tag[0])
    return Finding(
        code="XML-NAMESPACE",
        severity=Severity.WARNING,
        message=f"<{sniff.root}> is {where}: it is treated as TEI",
        hint=f'write xmlns="{TEI_NS}" in the root element',
        line=line,
        column=column,
    )


def _replace_namespace(text: bytes, namespace: str) -> bytes:
    """Replace a namespace in the tags that declare it, and nowhere else."""
    parser = new_parser()
    offsets: list[int] = []

    def declared(_prefix: str | None, uri: str) -> None:
        if uri == namespace:
            offsets.append(parser.CurrentByteIndex)

    parser.StartNamespaceDeclHandler = declared
    read(parser, text)
    old = re.escape(namespace.encode())
    declaration = re.compile(rb"(\bxmlns(?::[^\s=]+)?\s*=\s*([\"']))" + old + rb"(?=\2)")
    new = rb"\g<1>" + TEI_NS.encode()
    pieces: list[bytes] = []
    done = 0
    for offset in dict.fromkeys(offsets):
        end = _tag_end(text, offset)
        pieces += [text[done:offset], declaration.sub(new, text[offset:end])]
        done = end
    return b"".join([*pieces, text[done:]])


_TAG = re.compile(rb"""<[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>""")


def _tag_end(text: bytes, offset: int) -> int:
    match = _TAG.match(text, offset)
    return match.end() if match else offset
