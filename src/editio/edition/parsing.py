"""The only place that makes an lxml parser: no network, no entities, no limits on size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from editio.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_bytes(data: bytes, base_uri: str = "") -> _Element:
    """Parse a document in UTF-8, whatever it declares, and return its root element.

    Entities are not expanded and nothing outside ``data`` is read; ids are not collected, since
    libxml2 refuses well-formed documents with duplicate ones. Raises :class:`SourceError`.
    """
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=True,
        collect_ids=False,
    )
    try:
        return etree.fromstring(data, parser, base_url=base_uri)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{base_uri}: {error}", "correct the XML") from error
