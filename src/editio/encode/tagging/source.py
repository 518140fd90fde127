"""The source of a document: its tags with their places, without changing a character.

Markup is inserted into the source as it was written, so that what is not concerned stays as it is:
attributes in their order, entities, line ends. The document is known to be well-formed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.edition.encoding import declared_encoding
from editio.edition.sniff import sniff
from editio.errors import SourceError
from editio.names import TEI_DIALECTS, TEI_NS

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"""|<(?P<close>/)?(?P<name>[^\s<>/"'!?=]+)(?P<rest>(?:[^<>"']++|"[^"]*"|'[^']*')*+)>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_BOM = "\ufeff"
#: How much of a document is looked at for its DOCTYPE, in characters.
_HEAD = 1 << 20


@dataclass(slots=True)
class Element:
    """An element as written: offsets into the source of its tags, and its place in the tree.

    ``tei`` is its local name where it is TEI, else empty. An empty-element tag is both tags.
    """

    index: int
    name: str
    tei: str
    parent: int
    start: tuple[int, int]
    end: tuple[int, int] = (0, 0)
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        """The namespace prefix with its colon, empty where there is none."""
        return self.name[: self.name.rfind(":") + 1]

    @property
    def is_empty(self) -> bool:
        """Whether it is written as an empty-element tag."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: offsets into the source, the element it belongs to, and whether it opens."""

    start: int
    end: int
    element: int
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class Text:
    """Character data: offsets into the source and the element around it.

    ``cdata`` tells that no references are in it.
    """

    start: int
    end: int
    element: int
    cdata: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a string, with its elements and tags in order."""

    text: str
    codec: str
    elements: tuple[Element, ...]
    tags: tuple[Tag, ...]
    texts: tuple[Text, ...]

    def encode(self, text: str) -> bytes:
        """Return a changed text in the encoding of the document."""
        return text.encode(self.codec, "xmlcharrefreplace")


def read_source(data: bytes) -> Source:
    """Read a well-formed document. Raises :class:`SourceError` where its encoding is unknown."""
    text, codec = _decode(data)
    reader = _Reader(text)
    reader.read(_body_start(text))
    return Source(text, codec, tuple(reader.elements), tuple(reader.tags), tuple(reader.texts))


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-16-le" if data[:1] == b"\xff" else "utf-16-be"
    else:
        codec = declared_encoding(data) or "utf-8"
    try:
        return data.decode(codec), codec
    except (UnicodeDecodeError, LookupError) as error:
        message = f"the document is not in {codec} as it says"
        raise SourceError(message, "save it as UTF-8") from error


def _body_start(text: str) -> int:
    """Return where the DOCTYPE ends, if there is one: it holds things that look like tags."""
    head = text[:_HEAD]
    if "<!DOCTYPE" not in head:
        return 0
    start = 1 if head.startswith(_BOM) else 0
    data = head[start:].encode()
    doctype = sniff(data).doctype  # what looks like one in a comment is none
    return start if doctype is None else start + len(data[: doctype.end].decode())


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.elements: list[Element] = []
        self.tags: list[Tag] = []
        self.texts: list[Text] = []
        self.open: list[int] = []
        self.scopes: list[dict[str, str]] = [{}]
        self.vocabulary = frozenset({TEI_NS, *TEI_DIALECTS})

    def read(self, start: int) -> None:
        at = start
        for token in _TOKEN.finditer(self.text, start):
            self.take_text(at, token.start())
            at = token.end()
            if token["name"] is None:
                if token[0].startswith("<![CDATA["):
                    self.take_text(token.start() + 9, token.end() - 3, cdata=True)
            elif token["close"]:
                self.close(token)
            else:
                self.start(token)

    def take_text(self, start: int, end: int, *, cdata: bool = False) -> None:
        if end > start and self.open:
            self.texts.append(Text(start, end, self.open[-1], cdata))

    def start(self, token: re.Match[str]) -> None:
        rest = token["rest"]
        attributes = {m[1]: m[2] or m[3] or "" for m in _ATTRIBUTE.finditer(rest)}
        scope = self.scopes[-1]
        if "xmlns" in rest:
            declared = {k[6:]: v for k, v in attributes.items() if k.startswith("xmlns")}
            scope = {**scope, **declared}
        prefix, _, local = token["name"].rpartition(":")
        index = len(self.elements)
        place = token.span()
        self.elements.append(
            Element(
                index,
                token["name"],
                local if scope.get(prefix, "") in self.vocabulary else "",
                self.open[-1] if self.open else -1,
                place,
                place,
                attributes,
            )
        )
        empty = rest.endswith("/")
        self.tags.append(Tag(*place, index, True, empty))
        if not empty:
            self.open.append(index)
            self.scopes.append(scope)

    def close(self, token: re.Match[str]) -> None:
        index = self.open.pop()
        self.scopes.pop()
        self.elements[index].end = token.span()
        self.tags.append(Tag(*token.span(), index, False, True))


def language_of(source: Source) -> str:
    """Return the language (BCP 47) that a document says its text is in, empty if it says none.

    That is ``@xml:lang`` of the text or the document, else the only ``language`` of the header.
    """
    for element in source.elements:
        if element.tei == "text" and element.attributes.get("xml:lang"):
            return element.attributes["xml:lang"]
    own = source.elements[0].attributes.get("xml:lang", "") if source.elements else ""
    if own:
        return own
    used = {
        e.attributes["ident"]
        for e in source.elements
        if e.tei == "language" and "ident" in e.attributes
    }
    return used.pop() if len(used) == 1 else ""


def visible_text(text: str) -> Iterator[str]:
    """Yield the character data of a document's source, for comparing before with after."""
    at = _body_start(text)
    for token in _TOKEN.finditer(text, at):
        yield text[at : token.start()]
        at = token.end()
        if token[0].startswith("<![CDATA["):
            yield token[0]
    yield text[at:]
