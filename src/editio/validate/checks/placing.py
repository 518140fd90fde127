"""Placing findings at the elements that a check is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.positions import path_of
from editio.findings import Finding

if TYPE_CHECKING:
    from lxml.etree import _Element

    from editio.edition.source import OpenDocument
    from editio.findings import Severity
    from editio.validate.spots import TextSpot


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
