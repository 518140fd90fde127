"""The fast ways through a document give the verdict and the findings of those that read every tag.

Real documents are changed byte by byte, most often at the border of a tag, with what the fast way
must tell apart by itself: quotes, comments, references, control characters, torn letters.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from editio.relaxng import load_schema
from editio.relaxng.accept import accepts
from editio.relaxng.encodings import UnknownEncodingError, readable
from editio.relaxng.reading import diagnose
from editio.relaxng.skipping import diagnose_skipping
from editio.relaxng.tags import CannotTellError

if TYPE_CHECKING:
    from pathlib import Path

    from editio.relaxng import Schema

MUTANTS = 2_500
MAX_SIZE = 60_000
PIECES = [
    *(b"<", b">", b'"', b"'", b"&", b"/", b"=", b":", b" ", b"\t", b"\r", b"\r\n", b"x"),
    *(b"&amp;", b"&#x41;", b"&#1;", b"&foo;", b"]]>", b"--", b"<!--", b"-->", b"<!-- x -->"),
    *(b"<?pi x?>", b"<?x:y z?>", b"<?xml?>", b'<?xml version="1.0"?>', b"<!DOCTYPE TEI>"),
    *(b"<![CDATA[ ]]>", b"<![CDATA[]]>", b"<![CDATA[x<y]]>", b"</", b"/>", b"<p>", b"</p>"),
    *(b"\0", b"\x0b", b"\x7f", b"\xff", b"\xc3", b"\xc3\xa9", b"\xef\xbf\xbe", b"\xef\xbb\xbf"),
    *(b"\xed\xa0\x80", b"\xe2\x80\x83", b"<\xc3\xa9/>", b"<lb/>", b'<hi rend="x">', b"</hi>"),
    *(b' n="1"', b' xml:id="a"', b' rend="a>b"', b" rend='a'", b' rend="a<b"', b' xmlns:x="u"'),
    *(b'<q:p xmlns:q="http://www.tei-c.org/ns/1.0"/>', b"xml:", b' xmlns=""', b' x:n="1"'),
]


def _mutant(document: bytes, chance: random.Random) -> bytes:
    data = bytearray(document)
    at = chance.randrange(len(data) + 1)
    kind = chance.random()
    if kind < 0.6:
        if kind < 0.4:
            at = max(data.find(chance.choice((b"<", b">", b'"')), at), 0) + chance.choice((0, 1))
        data[at : at + chance.choice((0, 0, 1))] = chance.choice(PIECES)
    elif kind < 0.75:
        del data[at : at + chance.choice((1, 2, 3, 300))]
    else:
        start = chance.randrange(len(data) + 1)
        data[at:at] = data[start : start + chance.randint(1, 200)]
    return bytes(data)


def _slow_verdict(schema: Schema, document: bytes) -> bool:
    try:
        return accepts(schema.automaton, readable(document))
    except UnknownEncodingError:
        return False


def test_fast_verdicts_are_those_of_expat_on_changed_documents(
    shared: Path, tmp_path: Path
) -> None:
    tei_all = shared / "tei/p5-4.9.0a/compiled/tei_all.rng"
    slow = load_schema(tei_all)
    paths = sorted((shared / "corpora").rglob("*.xml"))
    documents = [path.read_bytes() for path in paths if path.stat().st_size <= MAX_SIZE]
    for _ in range(2):  # so that there are expressions for the states that come most, kept ones too
        fast = load_schema(tei_all, cache_dir=tmp_path)
        for path in paths:
            fast.is_valid(path)
    chance = random.Random(20)
    accepted = 0
    for number in range(MUTANTS):
        mutant = _mutant(chance.choice(documents), chance)
        verdict = fast.is_valid(mutant)
        assert verdict == _slow_verdict(slow, mutant), f"mutant {number}: {mutant!r}"
        accepted += verdict
    assert accepted > MUTANTS / 20


def test_findings_are_those_of_reading_every_tag(shared: Path) -> None:
    schema = load_schema(shared / "tei/p5-4.9.0a/compiled/tei_all.rng")
    paths = sorted((shared / "corpora").rglob("*.xml"))
    documents = [path.read_bytes() for path in paths if path.stat().st_size <= MAX_SIZE]
    chance = random.Random(21)
    compared = 0
    for number in range(500):
        mutant = _mutant(chance.choice(documents), chance)
        try:
            found = diagnose_skipping(schema.alphabet, schema.vocabulary, mutant)
        except CannotTellError:
            continue
        everything = diagnose(schema.automaton, schema.vocabulary, mutant)
        assert found == everything, f"mutant {number}: {mutant!r}"
        compared += bool(found)
    assert compared > 50
