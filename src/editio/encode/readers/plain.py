"""Plain text: decoded, its structure recognised, its blocks assembled."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from editio.encode.assemble import Assembler
from editio.encode.conservation import Kept
from editio.encode.decoding import decode
from editio.encode.fill import HYPHEN, Filler
from editio.encode.model import Kind, Span
from editio.encode.readers.body import DOUBTFUL, Body, Doubt
from editio.encode.structure.headings import BEFORE_TITLE
from editio.encode.structure.recognise import recognise
from editio.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.encode.decoding import DecodedText
    from editio.encode.model import Block, Dropped
    from editio.encode.structure.recognise import Recognised

_MOST_WORDS = 200
#: With so many words of its beginning a text without a title is named.
_INCIPIT = 8


def read_plain(data: bytes, name: str) -> Body:
    """Return the body of a plain text. Raises :class:`SourceError` where it is none, or empty."""
    decoded = decode(data, name)
    source = decoded.text
    recognised = recognise(source)
    if not recognised.blocks:
        raise SourceError(f"{name}: the file holds no text", "there is nothing to import")
    assembler = Assembler(recognised.notes)
    filler = Filler(source, recognised.marks, assembler.mark)
    assembler.filler = filler
    text = assembler.text(recognised.blocks)
    moved = {key: Span(block.start, block.end) for key, block in assembler.moved.items()}
    author = _author(recognised, source)
    return Body(
        text=text,
        source=source,
        kept=Kept(filler.dropped, moved),
        form=f"plain text in {decoded.encoding}",
        encoding=decoded.encoding,
        title=_title(recognised, source),
        authors=(author,) if author else (),
        rules=tuple(_rules(decoded, filler)),
        counts=_counts(recognised.blocks, len(assembler.moved)),
        left_out=_left_out(filler.dropped),
        joined=tuple(word for _, word in filler.joined),
        doubts=tuple(_doubts(recognised.blocks, source)),
    )


def _title(recognised: Recognised, source: str) -> str:
    """The heading that the text begins with; its first words in brackets where it has none."""
    for block in recognised.blocks:
        if block.kind is Kind.HEAD:
            return _words(block, recognised, source)
        if block.kind not in BEFORE_TITLE:
            words = source[block.start : block.end].split()
            return f"[{' '.join(words[:_INCIPIT])}{' …' * (len(words) > _INCIPIT)}]"
    return ""


def _author(recognised: Recognised, source: str) -> str:
    bylines = (block for block in recognised.blocks[:12] if block.kind is Kind.BYLINE)
    byline = next(bylines, None)
    if byline is None or sum(block.article for block in recognised.blocks) > 1:
        return ""
    words = _words(byline, recognised, source)
    first, _, rest = words.partition(" ")
    return rest if first.casefold().rstrip(":") in {"by", "von", "par", "di", "por"} else words


def _words(block: Block, recognised: Recognised, source: str) -> str:
    """Return the words of a block without references to notes."""
    words = " ".join(source[span.start : span.end] for span in block.spans)
    for mark in recognised.marks:
        if block.start <= mark.start and mark.end <= block.end:
            words = words.replace(source[mark.start : mark.end], "")
    return " ".join(words.split())


def _rules(decoded: DecodedText, filler: Filler) -> Iterator[str]:
    yield f"The encoding of the source is {decoded.encoding} ({decoded.how})."
    yield (
        "The structure was recognised by rules from the form and the place of lines: headings, "
        "paragraphs, lists, quotations set off, notes, what opens and closes a text."
    )
    hyphens = sum(dropped.why == HYPHEN for dropped in filler.dropped)
    if hyphens:
        words = ", ".join(dict.fromkeys(word for _, word in filler.joined[:_MOST_WORDS]))
        yield f"Words divided at line ends were joined, {hyphens} in number: {words}."
    for why, count in _left_out(filler.dropped):
        if why != HYPHEN:
            yield f"Not kept as text, but said by the encoding: {why} ({count})."


def _left_out(dropped: Sequence[Dropped]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(gone.why for gone in dropped).items()))


def _counts(blocks: Sequence[Block], notes: int) -> tuple[tuple[str, int], ...]:
    counts = Counter(str(block.kind) for block in blocks)
    if notes:
        counts["linked note"] = notes
    return tuple(sorted(counts.items()))


def _doubts(blocks: Sequence[Block], source: str) -> Iterator[Doubt]:
    line, at = 1, 0
    for block in blocks:
        if block.confidence >= DOUBTFUL:
            continue
        line += source.count("\n", at, block.start)
        at = block.start
        text = " ".join(source[block.start : min(block.end, block.start + 80)].split())
        yield Doubt(line, str(block.kind), text, block.reason, block.confidence)
