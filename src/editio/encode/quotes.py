"""Quotations as the edition wants them: with a word on their source, with marks or without.

TEI Guidelines, 3.3.3: an edition keeps the marks of its source as text, or lets the elements stand
for them. Marks are taken away in pairs, and only where they enclose exactly one element, from
without or, in a ``cit``, which holds no text, from within.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from editio.edition.parsing import parse_bytes
from editio.encode.conservation import ConservationError
from editio.names import tei

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What may close a quotation that a mark opens, in the use of one country or another.
PAIRS = {
    "“": "”",
    "”": "”",
    "„": "“”",
    "‘": "’",
    "’": "’",
    "‚": "‘’",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    '"': '"',
    "'": "'",
}
_QUOTED = tuple(map(tei, ("quote", "q", "said", "soCalled")))
#: Two marks, and something between.
_FEWEST = 3
_MARKS = str.maketrans("", "", "".join(sorted({*PAIRS, *"".join(PAIRS.values())})))


def without_marks(document: bytes, name: str) -> tuple[bytes, int]:
    """Return ``document`` without the marks around its quotations, and how many these were.

    Raises :class:`ConservationError` where anything else of the text changed.
    """
    root = parse_bytes(document)
    text = root.find(tei("text"))
    if text is None:
        return document, 0
    before = _words(text)
    count = sum(2 for one in list(text.iter(*_QUOTED)) if _taken_off(one) or _taken_off_within(one))
    after = _words(text)
    if len(before) - len(after) != count or before.translate(_MARKS) != after.translate(_MARKS):
        raise ConservationError(
            f"{name}: turning quotation marks into markup changed other text",
            "nothing is written; please report this with the file",
        )
    if not count:
        return document, 0
    return _written(root), count


def with_sources_stated(document: bytes) -> bytes:
    """Return ``document`` with ``type="no-source"`` on each quotation that names no source.

    The rules of the edition ask for it (``schemas/editio.sch``, quote-source).
    """
    root = parse_bytes(document)
    text = root.find(tei("text"))
    changed = False
    for element in () if text is None else text.iter(tei("quote")):
        parent = element.getparent()
        if parent is not None and parent.tag == tei("cit"):
            continue
        if element.get("source") is None and element.get("type") is None:
            element.set("type", "no-source")
            changed = True
    return _written(root) if changed else document


def _written(root: _Element) -> bytes:
    result: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + result + b"\n"


def _taken_off(element: _Element) -> bool:
    """Take away the marks right before and after an element, if they are a pair."""
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return False
    before = (parent.text if previous is None else previous.tail) or ""
    after = element.tail or ""
    if not after or after[0] not in PAIRS.get(before[-1:], ""):
        return False
    if previous is None:
        parent.text = before[:-1]
    else:
        previous.tail = before[:-1]
    element.tail = after[1:]
    return True


def _taken_off_within(element: _Element) -> bool:
    """Take away the marks at both ends of a quotation in a ``cit``, if they are a pair."""
    parent = element.getparent()
    if parent is None or parent.tag != tei("cit"):
        return False
    words = _words(element)
    if len(words) < _FEWEST or words[-1] not in PAIRS.get(words[0], ""):
        return False
    if words[0] in words[1:-1] or not (element.text or "").startswith(words[0]):
        return False
    last = element[-1] if len(element) else None
    ending = element.text if last is None else last.tail
    if not ending or ending[-1] != words[-1]:
        return False
    element.text = (element.text or "")[1:]
    if last is None:
        element.text = element.text[:-1]
    else:
        last.tail = ending[:-1]
    return True


def _words(text: _Element) -> str:
    return "".join(str(piece) for piece in text.itertext())
