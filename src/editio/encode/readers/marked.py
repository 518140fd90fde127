"""Sources with markup of their own: Markdown, and office documents through pandoc."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from editio.encode.decoding import decode
from editio.encode.fill import UNWRITABLE
from editio.encode.readers.body import Body
from editio.encode.rich.build import Builder
from editio.encode.rich.markdown import read_markdown
from editio.encode.rich.model import TooDeepError, words_of
from editio.encode.rich.office import pictures_of, read_office
from editio.errors import SourceError
from editio.names import tei

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from editio.encode.rich.model import RichText

_COUNTED = ("head", "p", "list", "table", "quote", "note", "figure", "ref", "lg", "code")


def read_markdown_file(data: bytes, name: str) -> Body:
    """Return the body of a Markdown file."""
    decoded = decode(data, name)
    try:
        return _body(read_markdown(decoded.text), decoded.encoding, name, Builder())
    except TooDeepError as error:
        raise _too_deep(name) from error


def read_office_file(data: bytes, name: str) -> Body:
    """Return the body of a document that pandoc reads, with the pictures that it holds."""
    suffix = PurePosixPath(name).suffix.lower()
    builder = Builder()
    try:
        body = _body(read_office(data, name, suffix), "", name, builder)
    except TooDeepError as error:
        raise _too_deep(name) from error
    return replace(body, pictures=tuple(pictures_of(data, suffix, builder.images)))


def _body(read: RichText, encoding: str, name: str, builder: Builder) -> Body:
    words = words_of((*read.title, *read.blocks))
    source = UNWRITABLE.sub("", words)
    if not source.strip():
        raise SourceError(f"{name}: the file holds no text", "there is nothing to import")
    text = builder.text(read.blocks, read.title)
    return Body(
        text=text,
        source=source,
        form=read.form,
        encoding=encoding or read.form,
        title=" ".join(_title(text).split()),
        authors=read.authors,
        rules=tuple(_rules(read)),
        counts=_counts(text),
        left_out=(*read.left_out, *_unwritable(len(words) - len(source))),
    )


def _unwritable(count: int) -> tuple[tuple[str, int], ...]:
    return (("control characters", count),) if count else ()


def _too_deep(name: str) -> SourceError:
    return SourceError(f"{name}: the text is nested too deeply", "is it what it should be?")


def _title(text: _Element) -> str:
    head = next(text.iter(tei("head")), None)
    if head is None:
        return ""
    return "".join(
        str(piece)
        for piece in head.xpath(".//text()[not(ancestor::*[local-name() = 'note'])]")  # type: ignore[union-attr]
    )


def _rules(read: RichText) -> Iterator[str]:
    yield (
        "The structure is that of the source: its headings, paragraphs, lists, tables, notes and "
        "links were taken over."
    )
    for what, count in read.left_out:
        yield f"Left out, as it holds nothing to read: {what} ({count})."


def _counts(text: _Element) -> tuple[tuple[str, int], ...]:
    counts = Counter(
        str(element.tag).rpartition("}")[2] for element in text.iter(*map(tei, _COUNTED))
    )
    return tuple(sorted(counts.items()))
