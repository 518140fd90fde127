"""Compare Editio's RELAX NG validator with jing on mutated documents and on random values.

    python scripts/conformance_relaxng.py [--seeds 5] [--mutations 4000] [--values 4000]

Real documents are taken from ../shared/corpora; in each copy one thing is changed (an element, an
attribute, a value, a text, the order, the nesting), and verdict and line of the first mistake are
compared with jing's. All ways through the validator must agree: the fast one, the one on expat and
those with full diagnostics, which must have the same findings. Then values near the edge of every
datatype are compared one by one.

Needs Java and jing (on Debian: ``apt-get install jing``). Exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import copy
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from editio.relaxng import Schema, load_schema
from editio.relaxng.accept import accepts
from editio.relaxng.reading import diagnose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("EDITIO_SHARED", ROOT.parent / "shared"))
JARS = ("jing", "xercesImpl", "xmlParserAPIs", "xml-resolver", "Saxon-HE")
MAX_SIZE = 40_000
BATCH = 500
REPORT = re.compile(r"^(.*?):(\d+):(\d+): (error|fatal): (.*)$")
TEI = "{http://www.tei-c.org/ns/1.0}"
XSD = "http://www.w3.org/2001/XMLSchema-datatypes"


def jing(schema: Path, documents: list[Path]) -> dict[str, list[tuple[int, str]]]:
    """Return jing's errors (line, message) by document."""
    path = ":".join(f"/usr/share/java/{jar}.jar" for jar in JARS)
    command = ["java", "-cp", path, "com.thaiopensource.relaxng.util.Driver", "-i", str(schema)]
    run = subprocess.run(
        [*command, *map(str, documents)], capture_output=True, text=True, check=False
    )
    found: dict[str, list[tuple[int, str]]] = {}
    for line in run.stdout.splitlines():
        match = REPORT.match(line)
        if match:
            found.setdefault(match[1], []).append((int(match[2]), match[5]))
    if str(schema) in found:
        sys.exit(f"jing refuses the schema: {found[str(schema)]}")
    if run.returncode not in (0, 1) or "Exception in thread" in run.stderr:
        sys.exit(f"jing failed: {run.stderr[-2000:]}")
    return found


# -- mutations ------------------------------------------------------------------------------------


@dataclass
class Material:
    """What mutations draw from: names and values met in the documents, and odd ones."""

    random: random.Random
    elements: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def pick(self, root: etree._Element) -> etree._Element:
        """Return any element of the document."""
        return self.random.choice(list(root.iter("*")))


ODD = [
    *(
        "",
        " ",
        "x",
        "x y",
        "#",
        "##",
        "a#b#c",
        "%",
        "%41",
        "http://a b",
        ":",
        "a:b",
        "-",
        "0",
        "-0",
    ),
    *(
        "1",
        "01",
        "+1",
        "1.0",
        "1.",
        ".5",
        "1e3",
        "INF",
        "NaN",
        "true",
        "TRUE",
        "1828",
        "1828-02-30",
    ),
    *(
        "1828-13",
        "--02-30",
        "--02-29",
        "---31",
        "2000-02-29",
        "1900-02-29",
        "0000",
        "-0001",
        "12345",
    ),
    *("012345", "1828-09-09Z", "1828-09-09+14:00", "1828-09-09+14:01", "24:00:00", "24:00:01"),
    *(
        "08:30",
        "08:30:60",
        "P1Y",
        "P",
        "PT",
        "P1YT",
        "-P1D",
        "P1S",
        "PT1S",
        "de",
        "de-",
        "de-AT-1996",
    ),
    *(
        "abcdefghi",
        "x-klingon",
        "\u00a0",
        "a\u00a0b",
        "a\u2003b",
        "\u200b",
        "\ufeff",
        "\u0301",
        "\ue000",
    ),
    *(
        "unknown",
        "high",
        "low",
        "medium",
        "1.5",
        "100",
        "-1",
        "a\tb",
        "a\nb",
        "ñ",
        "ſ",
        "\U0001d504",
    ),
    *("1cm", "1 cm", "12.5%", "-3pt", "1828-09-09T08:30:00", "1828-09-09T24:00:00", "1e400", "3/4"),
]


# the mutations leave out what KNOWN tells of, so that every difference they show is a new one
PLAIN = [
    v
    for v in ODD
    if not any(c in v for c in "\u200b\ufeff\ue000ſ\U0001d504")
    and "24:0" not in v
    and ":60" not in v
]


def rename(root: etree._Element, m: Material) -> None:
    m.pick(root).tag = m.random.choice([*m.elements, TEI + "zebra", "p"])


def delete(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    parent = element.getparent()
    if parent is not None:
        index = parent.index(element)
        for child in reversed(list(element)):
            parent.insert(index, child)
        parent.remove(element)


def duplicate(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    parent = element.getparent()
    if parent is not None:
        parent.insert(parent.index(element), copy.deepcopy(element))


def swap(root: etree._Element, m: Material) -> None:
    parents = [e for e in root.iter("*") if len(e) > 1]
    if parents:
        parent = m.random.choice(parents)
        first, second = m.random.sample(range(len(parent)), 2)
        parent[first], parent[second] = copy.deepcopy(parent[second]), copy.deepcopy(parent[first])


def nest(root: etree._Element, m: Material) -> None:
    element, target = m.pick(root), m.pick(root)
    inside = copy.deepcopy(element)
    target.insert(m.random.randint(0, len(target)), inside)


def insert(root: etree._Element, m: Material) -> None:
    target = m.pick(root)
    target.insert(m.random.randint(0, len(target)), etree.Element(m.random.choice(m.elements)))


def wrap(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    parent = element.getparent()
    if parent is not None:
        wrapper = etree.Element(m.random.choice(m.elements))
        parent.replace(element, wrapper)
        wrapper.append(element)


def add_text(root: etree._Element, m: Material) -> None:
    m.pick(root).text = m.random.choice(PLAIN)


def add_tail(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    if element.getparent() is not None:
        element.tail = m.random.choice(PLAIN)


def empty(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    element.text = None
    for child in list(element):
        element.remove(child)


def add_attribute(root: etree._Element, m: Material) -> None:
    name = m.random.choice([*m.attributes, "zebra", "{urn:x}zebra"])
    m.pick(root).set(name, m.random.choice([*m.values, *PLAIN]))


def change_value(root: etree._Element, m: Material) -> None:
    elements = [e for e in root.iter("*") if e.attrib]
    if elements:
        element = m.random.choice(elements)
        element.set(m.random.choice(element.keys()), m.random.choice([*m.values, *PLAIN]))


def drop_attribute(root: etree._Element, m: Material) -> None:
    elements = [e for e in root.iter("*") if e.attrib]
    if elements:
        element = m.random.choice(elements)
        del element.attrib[m.random.choice(element.keys())]


def change_namespace(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    element.tag = m.random.choice(["{urn:x}", "{http://www.tei-c.org/ns/Examples}", ""]) + (
        etree.QName(element).localname
    )


MUTATIONS: list[Callable[[etree._Element, Material], None]] = [
    *(rename, delete, unwrap, duplicate, swap, nest, insert, wrap, add_text, add_tail, empty),
    *(add_attribute, add_attribute, change_value, change_value, drop_attribute, change_namespace),
]


def documents() -> list[etree._ElementTree]:
    """Return the real documents that are small enough to be mutated thousands of times."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, collect_ids=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    found = []
    for path in sorted((SHARED / "corpora").rglob("*.xml")):
        if path.stat().st_size <= MAX_SIZE:
            try:
                tree = etree.parse(path, parser)
            except etree.XMLSyntaxError:
                continue
            if tree.getroot().tag in (TEI + "TEI", TEI + "teiCorpus") and not tree.docinfo.doctype:
                found.append(tree)
    return found


def material(trees: list[etree._ElementTree], seed: int) -> Material:
    """Return what the mutations of one seed draw from."""
    elements, attributes, values = Counter[str](), Counter[str](), Counter[str]()
    for tree in trees:
        for element in tree.iter("*"):
            elements[element.tag] += 1
            attributes.update(str(name) for name in element.attrib)
            values.update(str(value) for value in element.attrib.values())
    common = [value for value, _ in values.most_common(400)]
    return Material(random.Random(seed), sorted(elements), sorted(attributes), common)


def mutants(trees: list[etree._ElementTree], seed: int, count: int) -> Iterator[bytes]:
    """Yield documents with one change each."""
    stuff = material(trees, seed)
    for _ in range(count):
        tree = copy.deepcopy(stuff.random.choice(trees))
        stuff.random.choice(MUTATIONS)(tree.getroot(), stuff)
        yield etree.tostring(tree, encoding="utf-8", xml_declaration=True)


@dataclass
class Tally:
    """What was compared and what differed."""

    compared: int = 0
    invalid: int = 0
    verdicts: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    known: Counter[str] = field(default_factory=Counter)


def compare(schema: Schema, path: Path, theirs: list[tuple[int, str]], tally: Tally) -> None:
    """Compare one document's verdicts and first lines."""
    data = path.read_bytes()
    tally.compared += 1
    tally.invalid += bool(theirs)
    ours = schema.diagnose(data)
    verdicts = {schema.is_valid(data), accepts(schema.automaton, data), not ours}
    if verdicts != {not theirs} or ours != diagnose(schema.automaton, schema.vocabulary, data):
        tally.verdicts.append(f"{path.name}: jing {theirs[:1]}, ours {verdicts} {ours[:1]}")
        keep(path)
    elif ours and not any(one.code == "RNG-ORDER" for one in ours):
        # of two in the wrong order jing names the first, we the one that came too late
        first, their_line = ours[0], theirs[0][0]
        # jing points at the end of a text, we at its first character
        span = 0
        if first.code in ("RNG-TEXT", "RNG-CONTENT"):
            text = data.decode().splitlines()[first.line - 1 :]
            span = next(
                (i for i, line in enumerate(text) if "<" in line[first.column * (not i) :]), 0
            )
        if not first.line <= their_line <= first.line + span:
            tally.lines.append(f"{path.name}: jing {theirs[0]}, ours {first.line} {first.message}")
            keep(path)


def keep(path: Path) -> None:
    """Keep a document that was judged differently, to be looked at."""
    folder = Path(tempfile.gettempdir()) / "editio-relaxng-differences"
    folder.mkdir(exist_ok=True)
    (folder / path.name).write_bytes(path.read_bytes())


def run_mutations(schema_path: Path, seeds: range, count: int) -> Tally:
    """Compare ``count`` mutants per seed."""
    schema, tally = load_schema(schema_path), Tally()
    trees = documents()
    for seed in seeds:
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            batch: list[Path] = []
            for number, data in enumerate(mutants(trees, seed, count), 1):
                path = Path(folder) / f"{seed}-{number}.xml"
                path.write_bytes(data)
                batch.append(path)
                if len(batch) == BATCH or number == count:
                    theirs = jing(schema_path, batch)
                    for one in batch:
                        compare(schema, one, theirs.get(str(one), []), tally)
                        one.unlink()
                    batch = []
        print(
            f"seed {seed}: {tally.compared} mutants so far, {tally.invalid} invalid,"
            f" {len(tally.verdicts)} other verdicts, {len(tally.lines)} other lines"
            f" ({time.monotonic() - started:.0f} s)",
            flush=True,
        )
    return tally


# -- values of datatypes --------------------------------------------------------------------------

TYPES = [
    *("string", "normalizedString", "token", "anyURI", "language", "Name", "NCName", "NMTOKEN"),
    *("NMTOKENS", "ID", "IDREF", "IDREFS", "QName", "decimal", "float", "double", "boolean"),
    *("integer", "nonPositiveInteger", "negativeInteger", "nonNegativeInteger", "positiveInteger"),
    *("long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort"),
    *("unsignedByte", "base64Binary", "hexBinary", "duration", "dateTime", "date", "time"),
    *("gYear", "gYearMonth", "gMonthDay", "gMonth", "gDay"),
]
NAMES = ("Name", "NCName", "NMTOKEN", "NMTOKENS", "ID", "IDREF", "IDREFS", "QName")
FACETS = [
    ("token", "pattern", r"[^\p{C}\p{Z}]+"), ("token", "pattern", r"\S+"),
    ("token", "pattern", r"\w+"),
    ("token", "pattern", r"[\i-[:]][\c-[:]]*"), ("token", "pattern", r"(a|ab)(c|bcd)*"),
    ("token", "pattern", r"\p{L}\p{M}*"), ("token", "pattern", r"[\-+]?\d+(\.\d+)?(%|cm|pt)"),
    ("token", "pattern", r"\p{IsGreek}+|[a-z-[aeiou]]+"),
    ("string", "length", "3"), ("token", "minLength", "2"), ("token", "maxLength", "2"),
    ("NMTOKENS", "length", "2"), ("base64Binary", "maxLength", "2"), ("hexBinary", "length", "1"),
    ("decimal", "totalDigits", "3"), ("decimal", "fractionDigits", "1"),
    ("decimal", "minExclusive", "1"),
    ("integer", "maxInclusive", "10"), ("double", "minInclusive", "0"),
    ("float", "maxExclusive", "1"),
    ("date", "minInclusive", "1828-09-09"), ("date", "maxExclusive", "1828-09-09Z"),
    ("dateTime", "minExclusive", "1828-09-09T08:30:00"), ("gYear", "maxInclusive", "1828"),
    ("time", "minInclusive", "08:30:00Z"), ("duration", "minInclusive", "P1M"),
    ("gMonthDay", "maxInclusive", "--02-28"), ("gDay", "minExclusive", "---15"),
]  # fmt: skip
LETTERS = [
    *"0123456789",
    *"--::..++TZPYMDHS",
    *"eEabcx_ ",
    *"/%#&'~=",
    "Ω",
    "é",
    "\u00a0",
    "𝔄",
    "ſ",
    "٣",
]


def known(kind: str, facet: str, value: str, sample: str) -> str:
    """Return the reason for a difference that is meant to be, "" where there is none."""
    newer = any(letter in sample for letter in "ſ\U0001d504٣\ufeff")
    if newer and (kind in NAMES or "\\i" in value):
        return "names follow the 5th edition of XML, in jing the 4th"
    if "^\\p{C}" in value and any(unicodedata.category(letter)[0] == "C" for letter in sample):
        return "jing does not leave out \\p{C} in [^\\p{C}…]; libxml2 does, as we do"
    if kind in ("dateTime", "time") and ("24:00:00" in sample or ":60" in sample):
        return "24:00:00 is a time, a minute has 60 seconds (XML Schema, second edition)"
    if facet in ("totalDigits", "fractionDigits") and sample.strip().endswith("0"):
        return "zeros at the end are not counted as digits"
    return ""


def values(seed: int, count: int) -> Iterator[str]:
    """Yield values: odd ones, and odd ones changed in a few letters."""
    chance = random.Random(seed)
    yield from ODD
    for _ in range(count):
        letters = list(chance.choice(ODD))
        for _ in range(chance.randint(1, 3)):
            at = chance.randint(0, len(letters))
            action = chance.random()
            if action < 0.5:
                letters.insert(at, chance.choice(LETTERS))
            elif letters and action < 0.8:
                letters[min(at, len(letters) - 1)] = chance.choice(LETTERS)
            elif letters:
                del letters[min(at, len(letters) - 1)]
        yield "".join(letters)


def run_values(seed: int, count: int) -> Tally:
    """Compare values of all datatypes: a document with one value on each line."""
    kinds = [(kind, "", "") for kind in TYPES] + FACETS
    parts = []
    for number, (kind, facet, value) in enumerate(kinds):
        param = f'<param name="{facet}">{value.replace("&", "&amp;")}</param>' if facet else ""
        parts.append(f'<element name="t{number}"><data type="{kind}">{param}</data></element>')
    source = (
        f'<element name="all" xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="{XSD}">'
        f"<zeroOrMore><choice>{''.join(parts)}</choice></zeroOrMore></element>"
    )
    schema, tally = load_schema(source.encode()), Tally()
    samples = [v.replace("\n", " ") for v in dict.fromkeys(values(seed, count))]
    with tempfile.TemporaryDirectory() as folder:
        schema_path, paths = Path(folder) / "all.rng", []
        schema_path.write_text(source, encoding="utf-8")
        for number, _ in enumerate(kinds):
            root = etree.Element("all", nsmap={"a": "urn:a"})
            for sample in samples:
                etree.SubElement(root, f"t{number}").text = sample
            body = etree.tostring(root, encoding="unicode").replace("><t", ">\n<t")
            paths.append(Path(folder) / f"{number}.xml")
            paths[-1].write_text(body, encoding="utf-8")
        theirs = jing(schema_path, paths)
        for (kind, facet, value), path in zip(kinds, paths, strict=True):
            wrong_there = {line for line, _ in theirs.get(str(path), [])}
            wrong_here = {finding.line for finding in schema.validate(path)}
            lines = path.read_text(encoding="utf-8").splitlines()
            tally.compared += len(samples)
            tally.invalid += len(wrong_there)
            for line in sorted(wrong_there ^ wrong_here):
                who = "jing" if line in wrong_there else "Editio"
                name = f"{kind} {facet} {value}".strip()
                sample = etree.fromstring(lines[line - 1].removesuffix("</all>")).text or ""
                reason = known(kind, facet, value, sample)
                if reason:
                    tally.known[reason] += 1
                else:
                    tally.verdicts.append(f"{name}: only {who} refuses {sample!r}")
    return tally


def main() -> int:
    """Run both comparisons and print what differed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    tei_all = SHARED / "tei/p5-4.9.0a/compiled/tei_all.rng"
    parser.add_argument("--schema", type=Path, default=tei_all)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--mutations", type=int, default=4000, help="mutants for each seed")
    parser.add_argument("--values", type=int, default=4000, help="values for each datatype")
    parser.add_argument("--show", type=int, default=60, help="differences to print")
    options = parser.parse_args()
    found = [run_values(options.first_seed, options.values)] if options.values else []
    if options.mutations:
        seeds = range(options.first_seed, options.first_seed + options.seeds)
        found.append(run_mutations(options.schema, seeds, options.mutations))
    different = 0
    for tally in found:
        print(f"{tally.compared} compared, {tally.invalid} invalid")
        for reason, number in tally.known.items():
            print(f"  {number} known differences: {reason}")
        print(f"{len(tally.verdicts)} other verdicts, {len(tally.lines)} other lines")
        print(*(tally.verdicts + tally.lines)[: options.show], sep="\n")
        different += len(tally.verdicts) + len(tally.lines)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
