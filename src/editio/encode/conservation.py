"""Nothing is lost: the text of the result is the text of the source.

The finished document is read again and compared with the source, character by character. White
space does not count; what the import says that it left out (hyphens at line ends, markers of
lists, numbers of notes) is taken off the source, and a note that moved to its reference is
compared where it stood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.parsing import parse_bytes
from editio.errors import EditioError
from editio.names import XML_ID, tei

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from editio.encode.model import Dropped, Span

_INVISIBLE = str.maketrans("", "", "\ufeff")


class ConservationError(EditioError):
    """The result of an import does not hold the text of its source: a fault of the program."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the import knows of its own doing: what it left out, and which notes it moved.

    ``moved`` gives for the ``xml:id`` of a note where it stood.
    """

    dropped: Sequence[Dropped]
    moved: Mapping[str, Span]


def check(document: bytes, source: str, kept: Kept, name: str) -> None:
    """Raise :class:`ConservationError` where ``document`` has another text than ``source``."""
    for expected, found in _streams(parse_bytes(document), source, kept):
        if expected != found:
            raise ConservationError(
                f"{name}: the text of the result is not that of the source: "
                f"{_difference(expected, found)}",
                "nothing is written; please report this with the file",
            )


def text_streams(root: _Element, moved: Mapping[str, Span]) -> dict[str, str]:
    """Return the text of the ``text`` element without moved notes (key ``""``), and of each."""
    streams: dict[str, list[str]] = {"": []}
    for key, piece in _pieces(root, moved):
        streams.setdefault(key, []).append(piece)
    return {key: "".join(pieces) for key, pieces in streams.items()}


def _streams(root: _Element, source: str, kept: Kept) -> Iterator[tuple[str, str]]:
    """Yield pairs of what should be there and what is: the text, then each moved note."""
    found = text_streams(root, kept.moved)
    left = bytearray(b"\1") * len(source)
    for gone in kept.dropped:
        left[gone.start : gone.end] = bytes(gone.end - gone.start)
    for key, span in kept.moved.items():
        yield _squeezed(_remaining(source, left, span.start, span.end)), _squeezed(found[key])
        left[span.start : span.end] = bytes(span.end - span.start)
    yield _squeezed(_remaining(source, left, 0, len(source))), _squeezed(found[""])


def _remaining(source: str, left: bytearray, start: int, end: int) -> str:
    """Return the characters of a stretch of ``source`` that are marked in ``left``."""
    pieces: list[str] = []
    at = left.find(1, start, end)
    while at != -1:
        stop = left.find(0, at, end)
        stop = end if stop == -1 else stop
        pieces.append(source[at:stop])
        at = left.find(1, stop, end)
    return "".join(pieces)


def _pieces(root: _Element, moved: Mapping[str, Span]) -> Iterator[tuple[str, str]]:
    """Yield each text node with the id of the moved note it stands in, or an empty string."""
    text = root.find(tei("text"))
    if text is None:
        return
    # Without recursion: a document may be deeply nested.
    stack: list[tuple[_Element, str, bool]] = [(text, "", False)]
    while stack:
        element, key, is_tail = stack.pop()
        if is_tail:
            yield key, element.tail or ""
            continue
        inner = element.get(XML_ID, "")
        inner = inner if inner in moved else key
        yield inner, element.text or ""
        for child in reversed(element):
            stack.append((child, inner, True))
            stack.append((child, inner, False))


def _squeezed(text: str) -> str:
    return "".join(text.translate(_INVISIBLE).split())


def _difference(expected: str, found: str) -> str:
    """Say in words where two texts part."""
    at = next(
        (at for at, (one, other) in enumerate(zip(expected, found, strict=False)) if one != other),
        min(len(expected), len(found)),
    )
    here = slice(max(0, at - 10), at + 20)
    return f"“{expected[here]}” became “{found[here]}”"
