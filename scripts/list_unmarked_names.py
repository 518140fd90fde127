"""List capitalised words and years of texts outside markup: names and dates that were forgotten.

python scripts/list_unmarked_names.py                 the texts of the edition
python scripts/list_unmarked_names.py FILE ...        these files

Prints file:line: word, with the words around it, and exits with 1 if there are any. A word at the
beginning of a sentence counts only if a register has it. Adjectives of nations, peoples and
languages, and names of traditions, are no names in this edition: see ``NOT_NAMES``.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
TEI: Final = "{http://www.tei-c.org/ns/1.0}"

#: Elements whose whole text is accounted for: names, dates, and words that are not the editors'.
_MARKED: Final = """
persName placeName orgName title rs date quote q soCalled foreign code gi author editor biblScope
term
"""
MARKED: Final = frozenset(_MARKED.split())

#: Capitalised in English, but no names: nations, languages, traditions, calendars, offices.
_NOT_NAMES: Final = """
I American Americans Argentine British Catalan Caucasian Chinese Cuban Dutch English French Georgian
German Germans Iranian Italian Japanese Jew Jews Jewish anti-Jewish Karelo-Finnish Kazakhs Korean
Latin Latvians Poles Polish Russian Soviet Spanish Ukrainian Yiddish
East Eastern West Western Cold War
Bolshevik Bolshevism Leninism Leninist Marxist Menshevik Nazism Stalinism Stalinist Stalinists
Trotskyist Trotskyists Zionism Zionist
Gregorian Julian Old New Style January February March April May June July August September October
November December
Congress Congressman General Great President Secretary State Vice-President
Guidelines ISO ODD TEI WGS XML
"""
NOT_NAMES: Final = frozenset(_NOT_NAMES.split())
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
_YEAR: Final = re.compile(r"\b(1[5-9]|20)\d\d(?:s\b|\b)(?![-–/]?\d)")
_END: Final = re.compile(r"(^|[.!?:]['’”)]*\s+|[(]\s*|^\s*[-–—]\s+)$")


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A capitalised word or a year outside markup: its line (from 1) and the words around it."""

    file: Path
    line: int
    word: str
    context: str


def unmarked(path: Path, known: frozenset[str]) -> Iterator[Unmarked]:
    """Yield the suspects of one file; ``known`` are the words of the registers' names."""
    body = etree.parse(path).find(f"{TEI}text")
    if body is None:
        return
    for block in body.iter(f"{TEI}p", f"{TEI}head", f"{TEI}item", f"{TEI}cell", f"{TEI}note"):
        yield from _of_block(path, block, known)


def _of_block(path: Path, block: etree._Element, known: frozenset[str]) -> Iterator[Unmarked]:
    text = ""
    pieces = list(_pieces(block))
    for piece, marked, line in pieces:
        for word in () if marked else _WORD.finditer(piece):
            before = text + piece[: word.start()]
            if _is_suspect(word.group(), before, known):
                yield _suspect(path, line, before, word)
        for year in () if marked else _YEAR.finditer(piece):
            yield _suspect(path, line, text + piece[: year.start()], year)
        text += piece


def _suspect(path: Path, line: int, before: str, match: re.Match[str]) -> Unmarked:
    context = f"{before[-40:]}{match.string[match.start() :][:40]}"
    return Unmarked(path, line, match.group(), " ".join(context.split()))


def _pieces(element: etree._Element) -> Iterator[tuple[str, bool, int]]:
    """Yield the text of a block in order, whether it is marked up, and its line."""
    yield element.text or "", False, element.sourceline or 0
    for child in element:
        name = etree.QName(child).localname
        if name in MARKED:
            yield "".join(child.itertext()), True, child.sourceline or 0
        elif name == "note":  # a block of its own, which does not interrupt this sentence
            pass
        else:
            yield from _pieces(child)
        yield child.tail or "", False, child.sourceline or 0


def _is_suspect(word: str, before: str, known: frozenset[str]) -> bool:
    bare = re.sub(r"[’']s?$", "", word)
    if not bare[0].isupper() or bare in NOT_NAMES:
        return False
    return bare in known if _END.search(before) or not before.strip() else True


def known_names(registers: Iterable[Path], texts: Iterable[Path]) -> frozenset[str]:
    """Return the words that only names have: capitalised in the registers, nowhere in lower case.

    A word that a text also has in lower case, such as "party", begins an ordinary sentence.
    """
    tags = [TEI + name for name in ("persName", "placeName", "orgName", "eventName")]
    names = {
        word
        for path in registers
        for name in etree.parse(path).iter(*tags)
        if name.get("type") is not None
        for word in _WORD.findall("".join(name.itertext()))
        if len(word) > 1 and word[0].isupper()
    }
    ordinary = {
        word
        for path in texts
        for word in _WORD.findall("".join(etree.parse(path).getroot().itertext()))
        if word[0].islower()
    }
    return frozenset(name for name in names if name.lower() not in ordinary)


def main() -> int:
    texts = sorted((ROOT / "tei" / "texts").glob("*.xml"))
    known = known_names((ROOT / "tei" / "registers").glob("*.xml"), texts)
    files = [Path(name) for name in sys.argv[1:]] or texts
    found = [hit for path in files for hit in unmarked(path, known)]
    for hit in found:
        print(f"{hit.file.name}:{hit.line}: {hit.word}    … {hit.context} …")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
