"""What always holds: the text is conserved, valid stays valid, tagging twice changes nothing."""

from __future__ import annotations

import re
import time
from html import escape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from editio import resources
from editio.edition.parsing import parse_bytes
from editio.encode.tagging import Tagger
from editio.relaxng import load_schema
from small_registers import registers

_PIECES = st.sampled_from(
    [
        "Erik Holm", "E. Holm", "Holm", "Varga", "Ilona", "Varga’s", "North Varga", "Lindenau",
        "N.V.", "Guild of Lindenau Millers", "The Mill on the Hill", "‘Dust’", "Great Flood",
        "Norland", "in Norland", "H. & M.", "Müller", "Mu\u0308ller", "Yeremov",
        "5 May 1912", "May", "1912–13", "the 1920s", "’27", "25 October (7 November) 1917",
        "between 1932 and 1934", "the 18th century", "p. 1912", "in April to June",
        "“", "”", "‘", "’", "„", "«", "»", '"', "'", "said:", "wrote that", "-", "–", ".", ",",
        "&", "<", "\u00ad", "\u200b", "\u00a0", "\u2029", "ﬁ", "עברית", "عربي", "字", "𝔄", "x",
    ]
)  # fmt: skip
_TEXT = st.lists(_PIECES, min_size=1, max_size=12).map(" ".join)
_INLINE = (
    "hi",
    "emph",
    "persName",
    "placeName",
    "date",
    "quote",
    "title",
    "ref",
    "foreign",
    "note",
)


_BREAKS = ("<lb break='no'/>", "<pb/>", "<!-- Holm -->", "&#160;")


@st.composite
def _content(draw: st.DrawFn, depth: int = 0) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        text = draw(_TEXT)
        half = draw(st.sampled_from([0, len(text) // 2]))
        parts.append(escape(text[:half], quote=False) + "<lb/>" * bool(half))
        parts.append(escape(text[half:], quote=False))
        if depth < 3 and draw(st.booleans()):
            name = draw(st.sampled_from(_INLINE))
            inner = f"<p>{draw(_content(3))}</p>" if name == "note" else draw(_content(depth + 1))
            if name in {"persName", "placeName", "date"}:
                inner = escape(draw(_TEXT), quote=False)
            parts.append(f"<{name}>{inner}</{name}>")
        if draw(st.booleans()):
            parts.append(draw(st.sampled_from(_BREAKS)))
    return "".join(parts)


_HEAD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Holm</title>
</titleStmt><publicationStmt><p>Holm</p></publicationStmt><sourceDesc><p>1912</p></sourceDesc>
</fileDesc></teiHeader><text><body>"""


def document(paragraphs: list[str]) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"{_HEAD}<div><head>Erik Holm, 1912</head>{body}</div></body></text></TEI>".encode()


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(registers())


@pytest.fixture(scope="module")
def strict() -> Tagger:
    schema = load_schema(resources.schema("editio.rng"))
    return Tagger(registers(), schema=schema)


def text_of(data: bytes) -> str:
    return "".join(parse_bytes(data).itertext())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(paragraphs=st.lists(_content(), min_size=1, max_size=4))
@example(paragraphs=["<persName>Erik Holm - Erik Holm «</persName>Erik HolmErik Holm . »"])
def test_text_is_conserved_and_tagging_twice_changes_nothing(
    tagger: Tagger, paragraphs: list[str]
) -> None:
    data = document(paragraphs)
    tagged = tagger.tag(data).document
    assert text_of(tagged) == text_of(data)
    assert tagger.tag(tagged).document is tagged
    header = tagged[: tagged.index(b"<text>")]
    assert header == data[: data.index(b"<text>")]


@pytest.mark.parametrize(
    "paragraph",
    [
        # A space at the end of an element belongs to no quotation.
        "»’27'<hi>Holm<hi>Erik Holm&#160;</hi>&#160;</hi><lb break='no'/>",
        # What crosses a name that is marked up now has a place when it is not.
        "“Holm 5 May 1912 « Ilona<note><p>&amp;„ the 18th century -in Müller</p></note> Varga’s",
    ],
)
def test_tagging_twice_changed_this_once(tagger: Tagger, paragraph: str) -> None:
    tagged = tagger.tag(document([paragraph])).document
    assert tagger.tag(tagged).document is tagged


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(paragraphs=st.lists(_TEXT.map(lambda t: escape(t, quote=False)), min_size=1, max_size=4))
def test_what_is_valid_stays_valid(strict: Tagger, paragraphs: list[str]) -> None:
    data = document(paragraphs)
    assert strict.schema is not None
    before = strict.schema.is_valid(data)
    tagged = strict.tag(data).document
    assert strict.schema.is_valid(tagged) == before
    assert text_of(tagged) == text_of(data)
    assert strict.tag(tagged).document is tagged


_BIG = 8_000


@pytest.mark.parametrize(
    "text",
    [
        "“" * _BIG,
        "“”" * (_BIG // 2),
        "‘a’ " * (_BIG // 4),
        "»" * _BIG,
        '"' * _BIG,
        "'" * _BIG,
        "“a " * (_BIG // 3),
        "Holm" * (_BIG // 4),
        "Holm " * (_BIG // 5),
        "H. " * (_BIG // 3),
        "1912 " * (_BIG // 5),
        "1912-" * (_BIG // 5),
        "May " * (_BIG // 4),
        "5 May " * (_BIG // 6),
        "A" * _BIG,
        "A " * (_BIG // 2),
        "Aa Bb " * (_BIG // 6),
        "&amp;" * (_BIG // 5),
        "a.b@" * (_BIG // 4),
        "ש" * _BIG,
        " " * _BIG + "Holm",
        "<hi>" * 200 + "Holm" + "</hi>" * 200,
        "<note>Holm</note>" * 2_000,
        "<quote>a</quote>" * 1_000 + "“b”" * 1_000,
        "“It rains,” said Erik Holm, “and on.” (Holm: Letters, p. 4) " * 300,
        "“a b.”<note>Erik Holm, The Mill on the Hill, 1912, 4.</note> " * 300,
        "שלום Erik Holm „גשם“ 5 May 1912. مرحبا " * 300,
        "\u202eErik Holm\u202c \u200f“a”\u2066 b\u2069 \x85\x9f " * 300,
        "his Report on the Plan for the " + "North of " * 1_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_texts_take_bounded_time(tagger: Tagger, text: str) -> None:
    data = document([text])
    start = time.process_time()
    tagged = tagger.tag(data).document
    assert time.process_time() - start < 8
    assert re.sub(rb"<[^>]*>", b"", tagged) == re.sub(rb"<[^>]*>", b"", data)


@pytest.mark.parametrize(
    "text",
    [
        "Erik Holm said “it rains” in Lindenau on 5 May 1912, and he went. ",
        "Text.<note>Erik Holm, The Mill on the Hill (Lindenau: Weir, 1923), 4.</note> ",
        "“",
        "Erik Holm, ",
        "שלום Erik Holm „גשם“ 5 May 1912. ",
        "(Lindenau: Weir, 19",
        "“a b” ",
        "“It rains,” said Erik Holm, “and on.” (Holm: Letters, p. 4) ",
        "the Report on the Plan for the Weirs of ",
    ],
    ids=lambda text: text[:12],
)
def test_the_time_grows_with_the_length_and_not_faster(tagger: Tagger, text: str) -> None:
    def seconds(length: int) -> float:
        data = document([text * (length // len(text))])
        start = time.process_time()
        tagger.tag(data)
        return time.process_time() - start

    seconds(5_000)
    # Four times the length, sixteen times the time if it grew with the square: halfway is a lot.
    assert min(seconds(80_000), seconds(80_000)) < 11 * max(seconds(20_000), 0.05)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 100,
        b"\xff\xfe\0",
        b"<TEI>",
        b"text",
        b"<?xml version='1.0'?>",
        b"<a/>",
        b"<TEI/>",
        bytes(range(256)) * 40,
        b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><p>Erik \x01Holm</p></text></TEI>",
        "<TEI><text><p>Erik Holm".encode("utf-16-le"),
    ],
)
def test_what_is_no_document_comes_back_as_it_is(tagger: Tagger, data: bytes) -> None:
    assert tagger.tag(data).document == data


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encoding_stays(tagger: Tagger, encoding: str) -> None:
    text = '<?xml version="1.0" encoding="{}"?>\r\n<TEI xmlns="http://www.tei-c.org/ns/1.0">'
    text = text.format(encoding) + "<text><body><p>Ada Müller</p></body></text></TEI>\r\n"
    tagged = tagger.tag(text.encode(encoding)).document.decode(encoding)
    assert re.sub("</?persName[^>]*>", "", tagged) == text
    assert '<persName ref="person:muller">Ada Müller</persName>' in tagged
