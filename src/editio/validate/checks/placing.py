"""Selecting the elements that a check is about, and placing findings at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lxml import etree

from editio.edition.positions import path_of
from editio.findings import Finding
from editio.names import TEI_NS

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from editio.edition.source import OpenDocument
    from editio.findings import Severity
    from editio.validate.spots import TextSpot


def selector(path: str) -> Callable[[_Element], list[_Element]]:
    """Return a function that selects elements by an XPath 1.0, with ``tei:`` for the TEI."""
    compiled = etree.XPath(path, namespaces={"tei": TEI_NS}, smart_strings=False)
    return lambda root: cast("list[_Element]", compiled(root))


def finding(  # noqa: PLR0913 - the parts of a finding, and where it is
    document: OpenDocument,
    element: _Element,
    code: str,
    severity: Severity,
    message: str,
    *,
    hint: str = "",
    attribute: str = "",
    spot: TextSpot | None = None,
) -> Finding:
    """Return a finding at an element of ``document.root()``, or at one of its attributes.

    With a ``spot`` it stands at a character of the text.
    """
    xpath = path_of(element) + (f"/@{attribute}" if attribute else "")
    if spot is None:
        where = document.locate(xpath)
    else:
        where = document.locate_text(path_of(spot.tag), spot.offset, after=spot.after)
    return Finding(
        code=code,
        severity=severity,
        message=message,
        hint=hint,
        file=where.file,
        line=where.line,
        column=where.column,
        xpath=xpath,
        document=document.ref.id,
    )
