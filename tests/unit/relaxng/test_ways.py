"""All ways through a document agree: on its verdict, and on every finding."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editio.relaxng import Schema, load_schema
from editio.relaxng.accept import accepts
from editio.relaxng.alphabet import Alphabet
from editio.relaxng.datatypes import NO_CONTEXT, find_datatype
from editio.relaxng.datatypes.plain import FORMS
from editio.relaxng.fast import accepts_fast
from editio.relaxng.reading import diagnose
from editio.relaxng.skipping import diagnose_skipping
from editio.relaxng.tags import HAS_POSSESSIVE_GROUPS, CannotTellError

pytestmark = pytest.mark.skipif(
    not HAS_POSSESSIVE_GROUPS, reason="this Python knows but the slow ways"
)

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
SCHEMA = f"""
<element name="log" xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="{XSD}">
  <oneOrMore>
    <element name="entry">
      <optional><attribute name="xml:id"><data type="ID"/></attribute></optional>
      <optional><attribute name="to"><list><oneOrMore><data type="anyURI"/></oneOrMore></list>
      </attribute></optional>
      <element name="day"><attribute name="n"><data type="positiveInteger"/></attribute><empty/>
      </element>
      <zeroOrMore>
        <choice>
          <text/>
          <element name="w"><optional><attribute name="kind"><choice><value>noun</value>
            <value>verb</value></choice></attribute></optional>
            <optional><attribute name="xml:id"><data type="ID"/></attribute></optional>
            <optional><attribute name="gloss"/></optional><text/></element>
          <element name="wind"><data type="decimal"/></element>
          <element name="sum"><oneOrMore><element name="n"><text/></element></oneOrMore></element>
        </choice>
      </zeroOrMore>
    </element>
  </oneOrMore>
</element>
"""
PIECES = [b"<", b">", b'"', b"'", b"&", b"&amp;", b"]]>", b"<!--", b"-->", b"</w>", b"<w>", b"\0"]
PIECES += [b"\xff", b" ", b"/", b"=", b"x", b"0", b"<n/>", b"<!-- a -->", b"<?b c?>", b"\xc3\xa9"]


def log(entries: int, seed: int = 1) -> bytes:
    """Return a ship's log that is valid."""
    chance = random.Random(seed)
    parts = ["<log>\n"]
    for number in range(1, entries + 1):
        to = ' to="#captain http://example.org/a b"' if chance.random() < 0.3 else ""
        parts.append(f'  <entry xml:id="e{number}"{to}><day n="{number}"/>')
        for _ in range(chance.randint(1, 6)):
            kinds = ['<w kind="noun">sea</w>', "<w>the</w>", '<w gloss="a b">ye</w>']
            kinds += ["<wind>4.5</wind>", "<!-- dry -->"]
            kinds.append(f'<w xml:id="w{chance.randrange(10**9)}">sail</w>')
            kinds.append("<sum>\n <n>1</n><n>2</n>\n</sum>")
            parts.append(chance.choice(kinds) + chance.choice([" ", "", " ahoy "]))
        parts.append("</entry>\n")
    return "".join([*parts, "</log>\n"]).encode()


@pytest.fixture(scope="module")
def logs() -> Schema:
    """The schema of the ship's log."""
    return load_schema(SCHEMA.encode())


@pytest.fixture(scope="module", params=["made here", "kept by another process"])
def alphabet(
    request: pytest.FixtureRequest, logs: Schema, tmp_path_factory: pytest.TempPathFactory
) -> Alphabet:
    """What is remembered after much was read."""
    alphabet = Alphabet(logs.automaton)
    if request.param != "made here":
        cache = tmp_path_factory.mktemp("cache")
        for _ in range(2):
            alphabet = load_schema(SCHEMA.encode(), cache_dir=cache).alphabet
            read_much(alphabet)
    read_much(alphabet)
    return alphabet


def read_much(alphabet: Alphabet) -> None:
    """Read some megabytes, so that expressions are made for what comes often."""
    document = log(3_000)
    for _ in range(20):
        assert accepts_fast(alphabet, lambda: [document])


def is_wrong(alphabet: Alphabet, logs: Schema, document: bytes) -> bool:
    """Return whether the fast way dares a verdict that differs from the slow one's."""
    try:
        return accepts_fast(alphabet, lambda: [document]) != accepts(logs.automaton, document)
    except CannotTellError:
        return False


def test_what_comes_often_is_taken_by_an_expression(alphabet: Alphabet) -> None:
    sources = [letters.run.source for letters in alphabet.states() if letters.run is not None]
    longest = max(sources, key=len)
    document = log(50, seed=2).replace(b"<!-- dry -->", b"")
    second = document.index(b"<entry", document.index(b"</entry>"))
    match = re.compile(longest).match(document, second)
    assert match is not None
    assert match.end() > 0.9 * len(document)


def test_very_many_elements_whose_data_are_empty() -> None:
    schema = load_schema(
        f"""<element name="notes" xmlns="http://relaxng.org/ns/structure/1.0"
        datatypeLibrary="{XSD}"><zeroOrMore><element name="note"><data type="string"/></element>
        </zeroOrMore></element>""".encode()
    )
    notes = b"<notes>" + b"<note></note>" * 40_000
    assert schema.is_valid(notes + b"</notes>")
    assert not schema.is_valid(notes + b"<note><note/></note></notes>")


def changed(seed: int, times: int) -> bytes:
    """Return a log in which something was changed, most often at the border of a tag."""
    chance = random.Random(seed)
    document = bytearray(log(30, seed))
    for _ in range(chance.randint(1, times)):
        at = document.find(chance.choice([b"<", b">", b'"', b" "]), chance.randrange(len(document)))
        at = max(at, 0) + chance.choice((0, 1))
        document[at : at + chance.choice((0, 0, 1, 4))] = chance.choice(PIECES)
    return bytes(document)


@given(st.integers(0, 2**32))
@settings(max_examples=400, deadline=None)
def test_verdicts_are_those_of_the_slow_way(alphabet: Alphabet, logs: Schema, seed: int) -> None:
    assert not is_wrong(alphabet, logs, changed(seed, 2))


def marred(seed: int) -> bytes:
    """Return a log that is well-formed and has several mistakes."""
    chance = random.Random(seed)
    parts = log(40, seed).decode().split("\n")
    for _ in range(chance.randint(1, 6)):
        mistakes = [
            "<wave/>",
            "<entry>",
            "</entry>",
            "<day/>",
            "x",
            "<w kind='x'>y</w>",
            "<!--a-->",
        ]
        mistakes += ['<w gloss="a>b" n="1">\n</w>', "<![CDATA[ \n z]]>", "&#10;é&amp;x", "<?a b?>"]
        mistakes += ['<b:w xmlns:b="urn:b">x</b:w>', "<wind>4.5<n/></wind>", "<wind>\r\n x</wind>"]
        mistakes += ['<w xmlns="urn:b">x</w>', "<sum/>", "<sum><w>1</w></sum>", '<w\n  kind=""/>']
        at = chance.randrange(1, len(parts) - 2)
        parts.insert(at, chance.choice(mistakes))
    return "\n".join(parts).encode()


@given(st.integers(0, 2**32))
@settings(max_examples=400, deadline=None)
def test_findings_are_those_of_reading_every_tag(
    alphabet: Alphabet, logs: Schema, seed: int
) -> None:
    document = marred(seed)
    try:
        found = diagnose_skipping(alphabet, logs.vocabulary, document)
    except CannotTellError:
        return  # it is not well-formed
    assert found == diagnose(logs.automaton, logs.vocabulary, document)


def test_findings_are_found_without_reading_every_tag(alphabet: Alphabet, logs: Schema) -> None:
    document = log(2_000).replace(b"</log>", b"<entry/><b/></log>")
    found = diagnose_skipping(alphabet, logs.vocabulary, document)
    line = document.count(b"\n")
    assert [(one.code, one.line) for one in found] == [
        ("RNG-MISSING", line),
        ("RNG-UNKNOWN", line),
    ]
    assert found[0].xpath == "/log[1]/entry[2001]"


@pytest.mark.parametrize(
    "tag",
    [
        '<entry xml:id=">e9"><day n="1"/></entry>',
        '<entry xml:id="a>b"><day n="1"/></entry>',
        '<entry><day n="1"/><w xml:id=">w2">sail</w></entry>',
        '<entry><day n="1"/><w gloss="a <b">ye</w></entry>',
        '<entry><day n="1"/><w>ye</n></entry>',
        '<entry"x"><day n="1"/></entry>',
        '<entry><day n="1" n="1"/></entry>',
        '<entry><day n="<1"/></entry>',
        '<entry to="#a" to="#b"><day n="1"/></entry>',
        '<entry><day n="1"/><w kind="noun</w></entry>',
        '<entry><day n="1"/></entry ></log >',
        '<entry><day n="1"/></day></entry>',
        '<entry><day n="1"/><wind>4<!-- -->5</wind><wind>x<!-- -->5</wind></entry>',
        '<entry><day n="1"/>&#xFFFE;</entry>',
        '<entry><day n="1"/><!-- a -- b --></entry>',
        '<entry><day n="1"/><?xml version="1.0"?></entry>',
        '<entry><day n="1"/></entry></log><log>',
        '<entry><day n="1"/></entry></log>x<log>',
    ],
)
def test_what_only_looks_like_a_tag_is_not_taken_for_one(
    alphabet: Alphabet, logs: Schema, tag: str
) -> None:
    document = log(3).replace(b"</log>", tag.encode() + b"</log>")
    assert not is_wrong(alphabet, logs, document)
    assert not accepts(logs.automaton, document)


@pytest.mark.parametrize(
    "tag",
    [
        "<entry><day n='1'/></entry>",
        '<entry to="a>b"><day n="1"/></entry >',
        '<entry\n to = "#a\r\n#b" ><day n="1" /><w>]]&gt;</w></entry>',
        '<entry><day n="1"/><wind>4<!-- a -->.5</wind><![CDATA[<day>]]></entry>',
        '<entry><day n="1"/>&#xE9; &amp; <?note a < b?></entry><!-- </log> -->',
    ],
)
def test_unusual_but_right_documents_are_accepted(
    alphabet: Alphabet, logs: Schema, tag: str
) -> None:
    document = log(3).replace(b"</log>", tag.encode() + b"</log>")
    assert accepts_fast(alphabet, lambda: [document])
    assert accepts(logs.automaton, document)


PATTERNS = [r"\S+", r"[^\p{C}\p{Z}]+", r"[a-z]?[0-9]*", r"(\p{L}|\p{N})+", r"a|b+", r"#.*"]
PLAIN = [(name, ()) for name in FORMS]
PLAIN += [(name, (("pattern", p),)) for name in ("token", "anyURI", "NCName") for p in PATTERNS]


@pytest.mark.parametrize(("name", "params"), PLAIN)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_plain_words_are_values(
    name: str, params: tuple[tuple[str, str], ...], data: st.DataObject
) -> None:
    datatype = find_datatype(XSD, name, params)
    for expression in datatype.plain_words:
        greedy = re.sub(r"([*+?}])\+", r"\1", expression)
        word = data.draw(st.from_regex(re.compile(greedy, re.ASCII), fullmatch=True))
        if re.fullmatch(expression, word, re.ASCII):
            assert datatype.value(word, NO_CONTEXT) is not None, word
