"""A finding about an element or an attribute of an open document, with its place in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.positions import path_of
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from lxml.etree import _Element

    from editio.edition.source import OpenDocument


def finding(  # noqa: PLR0913 - the parts of a finding, and where it is
    document: OpenDocument,
    element: _Element,
    code: str,
    severity: Severity,
    message: str,
    hint: str = "",
    *,
    attribute: str = "",
) -> Finding:
    """Return a finding at an element of ``document.root()``, or at one of its attributes."""
    xpath = path_of(element) + (f"/@{attribute}" if attribute else "")
    where = document.locate(xpath)
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
