"""Make an edition of as many documents as you like, by recombining real ones.

    python scripts/make_corpus.py --documents 2000 --to DIR [--seed 1] [--corpora DIR]

Divisions of the documents in ../shared/corpora are taken apart and put together anew: letters,
novels, plays, poems, inscriptions, debates (some annotated word by word), a critical edition and
early prints. Names and dates in the running text become mentions of registers that are made with
it, some entries named often and most seldom, as in real texts. Sizes are spread as those of real
texts are, about 15 kB on average, so that 20,000 documents are some 300 MB. The same seed and
number give the same bytes; nothing of the corpora is kept but in DIR.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

CORPORA = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora"
TEI = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
MEAN_BYTES = 15_000
SPREAD = 0.9
"""The standard deviation of the logarithm of the sizes."""
SMALLEST, LARGEST = 1_500, 300_000
HEADER_BYTES = 1_600
SLOT = "\ue000"
"""Stands before a letter that says what is put there for each document anew."""


@dataclass(frozen=True)
class Family:
    """A kind of document: whence, how many of a hundred, and how large beside the others."""

    name: str
    pattern: str
    share: int
    size: float


FAMILIES: Final = (
    Family("letter", "letters-thun/editions/*.xml", 25, 0.7),
    Family("soldier", "letters-soldatenbriefe/**/*.xml", 10, 0.4),
    Family("novel", "prose-eltec-eng/level1/*.xml", 15, 1.5),
    Family("play", "drama-gerdracor/tei/*.xml", 10, 2.0),
    Family("poem", "verse-disco/**/*.xml", 12, 0.3),
    Family("stone", "epigraphy-isicily/**/ISic0*.xml", 8, 0.4),
    Family("debate", "parliament-parlamint-tr/ParlaMint-TR/*-tbmm-????-??-??.xml", 8, 1.8),
    Family("words", "parliament-parlamint-tr/ParlaMint-TR/*-tbmm-*.ana.xml", 2, 3.0),
    Family("critical", "critical-balex/*.xml", 4, 1.5),
    Family("print", "prose-eebo-tcp/*.xml", 6, 1.5),
)
_WEIGHT = sum(family.share * family.size for family in FAMILIES) / 100

#: What may stand in a division beside anything else.
BLOCKS = frozenset(
    {"p", "lg", "l", "sp", "stage", "u", "ab", "list", "quote", "note", "pb", "listBibl"}
)
#: What means nothing without what it points to.
DROPPED = frozenset(
    {"ptr", "link", "linkGrp", "graphic", "index", "anchor", "witDetail", "include", "handShift",
     "listApp", "facsimile", "spGrp", "floatingText", "nym"}
)  # fmt: skip
POINTERS = frozenset(
    {"target", "corresp", "sameAs", "copyOf", "next", "prev", "synch", "decls", "facs", "ana",
     "wit", "hand", "resp", "source", "who", "ref", "key", "url", "scheme", "edRef", "change",
     "nymRef", "rendition", "lemmaRef", "period", "datingMethod", "xmlns", "about", "property",
     "resource", "typeof", "content", "datatype", "rel", "targetEnd", "exclude", "select", "prefix",
     "vocab", "met", "enjamb", "rhyme"}
)  # fmt: skip
NAMING = {"persName": "p", "placeName": "l", "orgName": "o", "rs": "p", "name": "p", "u": "p"}
_KINDS = {"place": "l", "loc": "l", "org": "o", "institution": "o"}
#: Where a name may be put into the running text: after a word, so that no sentence begins there.
_CANDIDATE = re.compile(r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Þ][a-zß-ÿ]{3,}|\b1[5-9]\d\d\b")
_BETWEEN = 220
"""Characters of text from one name to the next."""
MIXED = frozenset({"p", "l", "ab", "seg", "hi", "item", "note", "quote", "foreign", "emph"})
CLOSED = frozenset({"persName", "placeName", "orgName", "rs", "name", "date", "w", "pc", "ref"})


@dataclass
class Pool:
    """What documents of one family are made from: runs of blocks, as templates, and headings."""

    runs: list[list[str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Register:
    """Entries of one kind: the letter before their numbers, and their names."""

    letter: str
    names: Sequence[str]

    def some(self, chance: random.Random) -> int:
        """Choose an entry: few are named often, most are named seldom (Zipf and Mandelbrot)."""
        flat = 10
        return int(flat * ((len(self.names) / flat + 1) ** chance.random() - 1))

    def pointer(self, number: int) -> str:
        return f"#{self.letter}{number}"


@dataclass(frozen=True)
class Corpus:
    """All that documents are made from."""

    seed: int
    count: int
    pools: dict[str, Pool]
    registers: dict[str, Register]


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a large edition from real documents.")
    parser.add_argument("--documents", type=int, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    options = parser.parse_args()
    if options.to.exists() and any(options.to.iterdir()):
        parser.error(f"{options.to} is not empty")
    if not options.corpora.is_dir():
        parser.error(f"no corpora at {options.corpora}: name a folder of TEI with --corpora")
    size = make_edition(options.corpora, options.to, options.documents, options.seed)
    print(f"{options.documents} documents, {size / 1e6:.1f} MB in {options.to}")


def make_edition(corpora: Path, target: Path, count: int, seed: int = 1) -> int:
    """Write an edition of so many documents into ``target``; return their bytes."""
    corpus = read_corpus(corpora, count, seed)
    write(target / "edition.toml", _SETTINGS.format(count=count))
    for name, content in registers_of(corpus):
        write(target / "registers" / f"{name}.xml", content)
    size = 0
    for number in range(count):
        size += write(target / path_of(corpus, number), document(corpus, number))
    return size


def write(path: Path, content: str) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(content.encode())


# --- reading ------------------------------------------------------------------------------------


def read_corpus(corpora: Path, count: int, seed: int) -> Corpus:
    """Take the documents apart."""
    registers = make_registers(corpora, count, random.Random(f"{seed}/registers"))
    pools = {}
    for family in FAMILIES:
        pool = pools[family.name] = Pool()
        for path in sorted(corpora.glob(family.pattern)):
            read_document(path, pool, registers)
        if not pool.runs:
            raise SystemExit(f"nothing in {corpora} matches {family.pattern}")
    return Corpus(seed, count, pools, registers)


def read_document(path: Path, pool: Pool, registers: dict[str, Register]) -> None:
    """Add the divisions of a document to a pool."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, collect_ids=False,
                             remove_comments=True, remove_pis=True, huge_tree=True)  # fmt: skip
    root = etree.parse(path, parser).getroot()
    for element in root.iter(etree.Element):
        element.tag = f"{{{TEI}}}{etree.QName(element).localname}"
    for body in root.iter(f"{{{TEI}}}body"):
        clean(body, registers)
        for division in (body, *body.iter(f"{{{TEI}}}div")):
            add_run(division, pool)


def add_run(division: Element, pool: Pool) -> None:
    """Add what stands in a division itself, without the divisions inside it."""
    blocks = [child for child in division if local(child) in BLOCKS]
    pool.heads.extend(
        title
        for child in division
        if local(child) == "head"
        and 2 < len(title := " ".join("".join(child.itertext()).split())) < 80
        and SLOT not in title
    )
    if any(local(block) != "pb" for block in blocks):
        pool.runs.append([template(block) for block in blocks])


def clean(body: Element, registers: dict[str, Register]) -> None:
    """Make what a document says independent of the rest of it, and mark names and dates."""
    for element in list(body.iter()):
        if local(element) in DROPPED:
            drop(element)
    for number, element in enumerate(body.iter()):
        point(element, number, registers)
    since = 0
    for element in body.iter():
        name = local(element)
        if name in MIXED:
            element.text, since = marked(element.text, since)
        parent = element.getparent()
        if parent is not None and local(parent) in MIXED and not inside_closed(parent):
            element.tail, since = marked(element.tail, since)


def point(element: Element, number: int, registers: dict[str, Register]) -> None:
    """Take pointers away, but those of names: the same entry always becomes the same of ours."""
    named = element.get("ref") or element.get("who") or element.get("key")
    for attribute in list(element.attrib):
        if attribute in POINTERS or (attribute.startswith("{") and "XML/1998" not in attribute):
            del element.attrib[attribute]
    if XML_ID in element.attrib:
        element.set(XML_ID, f"{SLOT}i{number}")
    name = local(element)
    if named and name in NAMING:
        kind = next(
            (k for start, k in _KINDS.items() if element.get("type", "").startswith(start)),
            NAMING[name],
        )
        register = registers[kind]
        pointer = register.pointer(zlib.crc32(named.encode()) % len(register.names))
        element.set("who" if name == "u" else "ref", pointer)
    elif name == "sp":
        element.set("who", f"{SLOT}s")
    elif name == "quote" and len("".join(element.itertext())) > 40:
        element.set("source", f"{SLOT}w")


def drop(element: Element) -> None:
    """Remove an element and keep the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)


def inside_closed(element: Element) -> bool:
    return any(local(item) in CLOSED for item in (element, *element.iterancestors()))


def marked(text: str | None, since: int) -> tuple[str | None, int]:
    """Put slots for names and dates into a text; ``since`` counts from the last one."""
    if not text or not text.strip():
        return text, since
    out, last = [], 0
    for found in _CANDIDATE.finditer(text):
        if found.start() - last + since < _BETWEEN:
            continue
        word = found[0]
        kind = "d" if word[0] == "1" else "pplpo"[zlib.crc32(word.encode()) % 5]
        out += (text[last : found.start()], SLOT, kind)
        last, since = found.end(), 0
    out.append(text[last:])
    return "".join(out), since + len(text) - last


def template(element: Element) -> str:
    tail, element.tail = element.tail, None
    text = etree.tostring(element, encoding="unicode")
    element.tail = tail
    text = re.sub(r' xmlns(:[\w.-]+)?="[^"]*"', "", text)
    return re.sub(r"(</?)[\w.-]+:", r"\1", text)


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


# --- registers ----------------------------------------------------------------------------------


def make_registers(corpora: Path, count: int, chance: random.Random) -> dict[str, Register]:
    """Make as many entries as such an edition may have: they grow slower than the documents."""
    indices = corpora / "letters-thun" / "indices"
    surnames, forenames = names_in(indices, "surname"), names_in(indices, "forename")
    towns, houses = names_in(indices, "placeName"), names_in(indices, "orgName")
    number = round(20 * count**0.6)
    pick = chance.choice
    persons = [f"{pick(forenames)} {pick(surnames)}" for _ in range(number)]
    places = [f"{pick(towns)}{pick(('', '', ' am See', ' Nova', '-West'))}" for _ in range(number)]
    orgs = [f"{pick(houses)}, {pick(towns)}" for _ in range(number // 4)]
    works = [f"{pick(surnames)}: {pick(houses)}" for _ in range(number // 3)]
    return {
        letter: Register(letter, names)
        for letter, names in (("p", persons), ("l", places), ("o", orgs), ("w", works))
    }


def names_in(folder: Path, element: str) -> list[str]:
    """Return the short texts of an element in the registers of a corpus."""
    found: set[str] = set()
    for path in sorted(folder.glob("*.xml")):
        for item in etree.parse(path).getroot().iter(f"{{{TEI}}}{element}"):
            name = " ".join("".join(item.itertext()).split())
            if 2 < len(name) < 40 and "(" not in name:
                found.add(name)
    if not found:
        raise SystemExit(f"no {element} in {folder}")
    return sorted(found)


def registers_of(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield the register files: names and content."""
    chance = random.Random(f"{corpus.seed}/entries")
    for name, letter, holder, entry in (
        ("persons", "p", "listPerson", person),
        ("places", "l", "listPlace", place),
        ("organisations", "o", "listOrg", organisation),
        ("works", "w", "listBibl", work),
    ):
        names = corpus.registers[letter].names
        entries = "\n".join(
            entry(f"{letter}{number}", escape(label), corpus, chance)
            for number, label in enumerate(names)
        )
        body = f"<text><body><{holder}>\n{entries}\n</{holder}></body></text>"
        yield name, wrapped(f"Register of {name}", "", body, "")


def person(key: str, name: str, corpus: Corpus, chance: random.Random) -> str:
    forename, _, surname = name.partition(" ")
    born = chance.randint(1760, 1810)
    home = corpus.registers["l"]
    where = home.pointer(home.some(chance))
    return (
        f'<person xml:id="{key}"><persName><forename>{forename}</forename> '
        f'<surname>{surname}</surname></persName><birth when="{born}">{born}</birth>'
        f'<note>Lived in <placeName ref="{where}">the town</placeName>.</note></person>'
    )


def place(key: str, name: str, corpus: Corpus, chance: random.Random) -> str:
    geo = f"{chance.uniform(36, 60):.4f} {chance.uniform(-8, 40):.4f}"
    return (
        f'<place xml:id="{key}"><placeName>{name}</placeName>'
        f"<location><geo>{geo}</geo></location></place>"
    )


def organisation(key: str, name: str, corpus: Corpus, chance: random.Random) -> str:
    return f'<org xml:id="{key}"><orgName>{name}</orgName></org>'


def work(key: str, name: str, corpus: Corpus, chance: random.Random) -> str:
    year = chance.randint(1600, 1900)
    return f'<bibl xml:id="{key}"><title>{name}</title> <date when="{year}">{year}</date></bibl>'


# --- documents ----------------------------------------------------------------------------------


def family_of(corpus: Corpus, number: int) -> Family:
    chance = random.Random(f"{corpus.seed}/family/{number}")
    return chance.choices(FAMILIES, [family.share for family in FAMILIES])[0]


def path_of(corpus: Corpus, number: int) -> PurePosixPath:
    """Return where a document lies in the edition: five hundred in a folder."""
    name = family_of(corpus, number).name
    return PurePosixPath("texts", f"{number // 500:03}", f"{name}-{number:05}.xml")


def document(corpus: Corpus, number: int) -> str:
    """Make a document."""
    family = family_of(corpus, number)
    chance = random.Random(f"{corpus.seed}/document/{number}")
    median = MEAN_BYTES * family.size / _WEIGHT / math.exp(SPREAD**2 / 2)
    size = min(max(int(chance.lognormvariate(math.log(median), SPREAD)), SMALLEST), LARGEST)
    filler = Filler(corpus, chance)
    divisions = []
    left = size - HEADER_BYTES
    while left > 0 or not divisions:
        content = filler.division(corpus.pools[family.name], min(left, chance.randint(1500, 9000)))
        divisions.append(content)
        left -= len(content.encode())
    heads = corpus.pools[family.name].heads
    title = f"{chance.choice(heads) if heads else family.name.title()} ({number})"
    return wrapped(
        title,
        filler.mention("p"),
        f"<text><body>\n{''.join(divisions)}{see_also(corpus, number, chance)}</body></text>",
        sending(filler, chance) if family.name in {"letter", "soldier"} else "",
    )


def sending(filler: Filler, chance: random.Random) -> str:
    """Return who wrote a letter to whom, and when."""
    day = f"{chance.randint(1830, 1890)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return (
        f'<correspDesc><correspAction type="sent">{filler.mention("p")}{filler.mention("l")}'
        f'<date when="{day}">{day}</date></correspAction><correspAction type="received">'
        f"{filler.mention('p')}{filler.mention('l')}</correspAction></correspDesc>"
    )


def see_also(corpus: Corpus, number: int, chance: random.Random) -> str:
    """Return a paragraph with a link to another document, for every fifth."""
    if chance.random() > 0.2:
        return ""
    other = path_of(corpus, chance.randrange(corpus.count))
    return f'<div><p>See <ref target="../{other.parent.name}/{other.name}">there</ref>.</p></div>'


@dataclass
class Filler:
    """Fills the slots of templates for one document."""

    corpus: Corpus
    chance: random.Random
    blocks: int = 0

    def division(self, pool: Pool, least: int) -> str:
        """Return a division of at least so many bytes, from one run of blocks or more."""
        out, size = [], 0
        if pool.heads and self.chance.random() < 0.8:
            out.append(f"<head>{escape(self.chance.choice(pool.heads))}</head>\n")
        while size < least or not size:
            run = self.chance.choice(pool.runs)
            for block in run[self.chance.randrange(len(run)) :]:
                out.append(self.fill(block) + "\n")
                size += len(out[-1])
                if size >= least:
                    break
        return f"<div>{''.join(out)}</div>\n"

    def fill(self, block: str) -> str:
        self.blocks += 1
        first, *rest = block.split(SLOT)
        return first + "".join(self.slot(piece[0]) + piece[1:] for piece in rest)

    def slot(self, letter: str) -> str:
        match letter:
            case "i":
                return f"b{self.blocks}."
            case "d":
                year = self.chance.randint(1500, 1918)
                return f'<date when="{year}">{year}</date>'
            case "s" | "w":
                register = self.corpus.registers["p" if letter == "s" else "w"]
                return register.pointer(register.some(self.chance))
            case _:
                return self.mention(letter)

    def mention(self, letter: str) -> str:
        """Return an element that names an entry, by its name or by a part of it."""
        register = self.corpus.registers[letter]
        number = register.some(self.chance)
        name = register.names[number]
        if letter == "p" and self.chance.random() < 0.6:
            name = name.partition(" ")[2]
        element = {"p": "persName", "l": "placeName", "o": "orgName"}[letter]
        return f"<{element} ref={quoteattr(register.pointer(number))}>{escape(name)}</{element}>"


def wrapped(title: str, author: str, text: str, profile: str) -> str:
    by = f"<author>{author}</author>" if author else ""
    about = f"<profileDesc>{profile}</profileDesc>" if profile else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{TEI}"><teiHeader><fileDesc>'
        f"<titleStmt><title>{escape(title)}</title>{by}</titleStmt><publicationStmt><p>Made to "
        "measure.</p></publicationStmt><sourceDesc><p>Put together from parts of real documents."
        f"</p></sourceDesc></fileDesc>{about}</teiHeader>\n{text}\n</TEI>\n"
    )


_SETTINGS = """[edition]
title = "{count} documents"
language = "en"

[sources]
texts = ["texts/**/*.xml"]
registers = ["registers/*.xml"]
"""


if __name__ == "__main__":
    main()
