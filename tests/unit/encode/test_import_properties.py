"""Whatever the source, the result holds its text and is valid, or there is a clear error."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editio.encode.importing import import_text
from editio.encode.structure.recognise import recognise
from editio.errors import SourceError

WORDS = ["ferry", "Oberau", "the", "ICE", "wrote", "said:", "“so”", "Anna Quell", "1891", "of"]
FORMS = """• item|  - inner|1. One|2. Two|a) letter|(i) roman|[1] A note.|* * *|THE ICE|# Head|=====
By Anna Quell|Oberau, 3 March 1891|Dear Anna,|ANNA: Come in.|BRUNO – I come.|[Music]|Notes|...
Source: a book|Bibliography|Carts ..... 7|a    b|Long live the ferry!|Print|Facebook|— said he
¹ note|word¹ word*|* note to a star that is long enough to be one|\f|com-|plaint|[1]
    set in, and long enough to be taken for a quotation of some kind or other"""
LINES = st.one_of(
    st.lists(st.sampled_from([*WORDS, "[1]"]), min_size=1, max_size=30).map(" ".join),
    st.sampled_from(re.split("[|\n]", FORMS)),
    st.text(max_size=40),
)
SOURCES = st.lists(st.one_of(LINES, st.just("")), min_size=1, max_size=25).map("\n".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOURCES)
def test_text_is_conserved_and_the_result_is_valid(source: str) -> None:
    """Both are checked by every import; a failure is an error that is no :class:`SourceError`."""
    data = source.encode("utf-8", "surrogatepass")
    try:
        first = import_text(data, "a.txt", date="2026-01-02", language="en")
    except SourceError:
        return
    second = import_text(data, "a.txt", date="2026-01-02", language="en")
    assert first.document == second.document


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOURCES)
def test_markdown_is_conserved_and_valid(source: str) -> None:
    try:
        import_text(source.encode("utf-8", "surrogatepass"), "a.md", date="2026-01-02")
    except SourceError:
        return


@settings(max_examples=100, deadline=None)
@given(SOURCES)
def test_blocks_are_in_order_and_do_not_overlap(source: str) -> None:
    blocks = recognise(source).blocks
    ends = [0, *(block.end for block in blocks)]
    assert all(end <= block.start for end, block in zip(ends, blocks, strict=False))


HOSTILE = {
    "no line end": b"A single line",
    "only quotation marks": "“".encode() * 20_000,
    "lines of quotation marks": ("“\n" * 3_000).encode(),
    "one long line": b"The ferry lay on the gravel [12] and waited. " * 10_000,
    "one long word": b"a" * 500_000,
    "notes": (" ".join(f"w[{n}]" for n in range(1, 2001)) + "\n\n").encode()
    + "\n".join(f"[{n}] Note {n}." for n in range(1, 2001)).encode(),
    "references to one note": b"x [1] " * 5_000 + b"\n\n[1] body",
    "nested lists": "\n".join("  " * n + "*-+"[n % 3] + " x" for n in range(300)).encode(),
    "a list of entries": b"Bibliography\n\n" + b"Quell, Anna. Ice. 1891.\n\n" * 2_000,
    "short rows": b"a .. 5\n" * 2_000,
    "filled lines": (b"word " * 14 + b"\n") * 2_000,
    "right to left": "שלום עולם. مرحبا بالعالم\n\n".encode() * 50,
    "controls": b"The ferry \x01lay \x0b on \x7f the gravel.\x0c " * 3 + b"And waited there. " * 20,
    "noncharacters": "a\ufdd0b\uffffc\ufdef".encode() * 3 + b"text " * 50,
    "noncharacters in an address": "See https://example.org/\ufffea and\n\nso on.".encode(),
    "carriage returns": b"One.\rTwo.\r\rThree.",
    "binary": bytes(range(256)) * 50,
    "unpaired surrogates": b"\xed\xa0\x80 text " * 20,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sources_end_soon_in_a_result_or_a_clear_error(name: str) -> None:
    started = time.process_time()
    if name == "binary":
        with pytest.raises(SourceError, match="control codes"):
            import_text(HOSTILE[name], "a.txt", date="2026-01-02", language="en")
    else:
        document = import_text(HOSTILE[name], "a.txt", date="2026-01-02", language="en").document
        assert document.startswith(b"<?xml")
    assert time.process_time() - started < 30


def test_the_time_grows_with_the_length_and_not_faster() -> None:
    def seconds(count: int) -> float:
        source = "“\n\nSTILL WATERS\n\nHe wrote:\n\n— Come.\n\n1. One\n\n    set in\n\n" * count
        started = time.process_time()
        recognise(source)
        return time.process_time() - started

    seconds(10)
    # Four times the length, sixteen times the time if it grew with the square: halfway is a lot.
    assert min(seconds(1600), seconds(1600)) < 12 * max(seconds(400), 0.1)
