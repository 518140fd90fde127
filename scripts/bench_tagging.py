"""Measure tagging: ``bench_tagging.py [CORPUS] [--megabytes 100] [--entries 10000] [--profile]``.

Makes a register of so many entries with ten forms each, and documents of a megabyte each in which
a name of the register stands in every 400 characters, both from the words of the TEI below CORPUS
(default: ../shared/corpora/prose-eltec-eng). Tags the documents one after the other in one
process, without a schema, and prints the time to read the register, megabytes per second,
CPU seconds, and the memory in use after each tenth of the text (Linux only) and at its peak. With
--profile, where the time goes in one document.
"""

from __future__ import annotations

import argparse
import cProfile
import html
import platform
import pstats
import random
import re
import resource
import sys
import time
from importlib.metadata import version
from itertools import cycle, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from editio import __version__
from editio.edition.model import Entry, Kind
from editio.edition.registers import Registers
from editio.encode.tagging import Outcome, Tagger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpora" / "prose-eltec-eng"
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_FORMS = 10
_EVERY = 400
_MEGABYTE = 1_000_000
_TENTHS = 10
_HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Bench</title>'
    "</titleStmt></fileDesc></teiHeader><text xml:lang='en'><body>"
)
#: Of ten entries, so many are persons, places, organisations and works.
_KINDS = (*[Kind.PERSON] * 6, *[Kind.PLACE] * 2, Kind.ORGANISATION, Kind.WORK)


def paragraphs_of(corpus: Path) -> list[str]:
    """Return the paragraphs of all TEI files as plain text."""
    return [
        text
        for path in sorted(corpus.rglob("*.xml"))
        for part in _PARAGRAPH.findall(path.read_text(encoding="utf-8", errors="ignore"))
        if len(text := " ".join(html.unescape(_TAG.sub("", part)).split())) > 80
    ]


def entries_from(words: Sequence[str], number: int) -> list[Entry]:
    """Make entries, ten forms each, from words with capitals; always the same."""
    chance = random.Random(7)
    middles = [word[: len(word) // 2] + other[len(other) // 2 :] for word, other in pairwise(words)]
    surnames = [word.capitalize() for word in dict.fromkeys(middles) if len(word) > 4]
    entries: list[Entry] = []
    for count in range(number):
        kind = _KINDS[count % len(_KINDS)]
        surname = f"{surnames[count % len(surnames)]}{'' if count < len(surnames) else 'son'}"
        given = chance.sample(words, _FORMS)
        if kind is Kind.PERSON:
            forms = [f"{surname}, {name} {other}" for name, other in pairwise(given)]
            forms.append(f"{given[0]} {surname}")
        else:
            forms = [
                f"{surname} {name}" if place else f"{surname} of {name}"
                for place, name in enumerate(given)
            ]
        entries.append(
            Entry(
                key=f"e{count}",
                kind=kind,
                id=f"e{count}",
                document="register",
                heading=forms[0],
                forms=tuple(forms[1:]),
            )
        )
    return entries


def document_of(source: Iterator[str], names: Iterator[str]) -> bytes:
    """Make a document of a megabyte with a name in every 400 characters."""
    pieces, length = [_HEAD], 0
    while length < _MEGABYTE:
        text = next(source)
        parts = [text[at : at + _EVERY] for at in range(0, len(text), _EVERY)]
        marked = "".join(f"{part} {next(names)} " for part in parts)
        pieces.append(f"<p>{html.escape(marked, quote=False)}</p>\n")
        length += len(pieces[-1])
    return "".join([*pieces, "</body></text></TEI>"]).encode()


def main() -> int:
    """Make, tag, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    texts = paragraphs_of(options.corpus)
    words = list(dict.fromkeys(w for text in texts for w in _CAPITAL.findall(text)))
    entries = entries_from(words, options.entries)
    forms = sum(1 + len(entry.forms) for entry in entries)
    print(
        f"Editio {__version__}, Python {platform.python_version()}, ahocorasick-rs "
        f"{version('ahocorasick-rs')}, {platform.machine()}, {platform.system()}"
    )
    tagger = Tagger(Registers.of(entries))
    source = cycle(texts)
    names = cycle([form for entry in entries for form in (entry.forms[-1], entry.heading)])
    began = time.process_time()
    tagger.tag(document_of(iter(["Empty."] * 200_000), iter([""] * 200_000)))
    took = time.process_time() - began
    print(f"register: {len(entries):,} entries, {forms:,} forms, read in {took:.1f} s")
    if options.profile:
        _profile(tagger, document_of(source, names))
        return 0
    documents = (document_of(source, names) for _ in range(options.megabytes))
    _measure(tagger, documents, options.megabytes)
    return 0


def _profile(tagger: Tagger, document: bytes) -> None:
    profile = cProfile.Profile()
    profile.runcall(tagger.tag, document)
    pstats.Stats(profile).sort_stats("tottime").print_stats(35)


def _measure(tagger: Tagger, documents: Iterator[bytes], total: int) -> None:
    size = count = 0
    cpu = elapsed = 0.0
    memory: list[str] = []
    for number, document in enumerate(documents, 1):
        began, started = time.process_time(), time.perf_counter()
        found = tagger.tag(document)
        cpu += time.process_time() - began
        elapsed += time.perf_counter() - started
        size += len(document)
        count += sum(one.outcome is Outcome.TAGGED for one in found.decisions)
        if number % max(1, total // _TENTHS) == 0:
            memory.append(f"{_memory():.0f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    megabytes = size / _MEGABYTE
    print(f"text: {megabytes:.0f} MB, {count:,} places marked up")
    print(
        f"CPU {cpu:.0f} s, elapsed {elapsed:.0f} s: {megabytes / cpu:.2f} MB per CPU second, "
        f"{cpu / megabytes * 100 / 60:.1f} minutes for 100 MB; peak memory {peak:.0f} MB"
    )
    print(f"memory after each tenth of the text: {', '.join(memory)} MB")


def _memory() -> float:
    """The megabytes that this process has in memory now, 0 where the system does not tell."""
    statistics = Path("/proc/self/statm")
    if not statistics.exists():
        return 0
    return int(statistics.read_text().split()[1]) * resource.getpagesize() / _MEGABYTE


if __name__ == "__main__":
    sys.exit(main())
