"""The only place that makes an lxml parser: no network, no entities, no limits on size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from editio.edition.sniff import sniff, without
from editio.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_bytes(data: bytes, base_uri: str = "") -> _Element:
    """Parse a document in UTF-8, whatever it declares, and return its root element.

    Its entities are settled before (:mod:`editio.edition.entities`), and nothing outside ``data``
    is read. Ids are not collected: libxml2 refuses well-formed documents with duplicate ones.
    Raises :class:`SourceError`.
    """
    data = _without_doctype(data)
    try:
        return etree.fromstring(data, _parser(recover=False), base_url=base_uri)
    except etree.XMLSyntaxError as error:
        root = _tolerated(data, base_uri)
        if root is None:
            raise SourceError(f"{base_uri}: {error}", "correct the XML") from error
        return root


def _without_doctype(data: bytes) -> bytes:
    """Take away the DOCTYPE: libxml2 reads external DTDs even when told not to.

    It does so whenever ids are not collected, ``load_dtd=False`` notwithstanding.
    """
    if b"<!DOCTYPE" not in data:
        return data
    doctype = sniff(data).doctype
    return data if doctype is None else without(data, doctype)


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=True,
        collect_ids=False,
        recover=recover,
    )


def _tolerated(data: bytes, base_uri: str) -> _Element | None:
    """Parse what libxml2 refuses only for the form of a namespace's URI, which XML leaves free."""
    parser = _parser(recover=True)
    try:
        root: _Element | None = etree.fromstring(data, parser, base_url=base_uri)
    except etree.XMLSyntaxError:
        return None
    namespaces = etree.ErrorDomains.NAMESPACE
    return root if all(entry.domain == namespaces for entry in parser.error_log) else None
