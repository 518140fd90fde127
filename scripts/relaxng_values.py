"""Values near the edge of every datatype, for ``conformance_relaxng.py``."""

from __future__ import annotations

import random
import tempfile
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from editio.relaxng import load_schema
from jing import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.relaxng import Schema

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
#: Values at the edge of some datatype.
ODD = [
    "", " ", "x", "x y", "#", "##", "a#b#c", "%", "%41", "http://a b", ":", "a:b", "-", "0",
    "-0", "1", "01", "+1", "1.0", "1.", ".5", "1e3", "INF", "NaN", "true", "TRUE", "1828",
    "1828-02-30", "1828-13", "--02-30", "--02-29", "---31", "2000-02-29", "1900-02-29", "0000",
    "-0001", "12345", "012345", "1828-09-09Z", "1828-09-09+14:00", "1828-09-09+14:01",
    "24:00:00", "24:00:01", "08:30", "08:30:60", "P1Y", "P", "PT", "P1YT", "-P1D", "P1S", "PT1S",
    "de", "de-", "de-AT-1996", "abcdefghi", "x-klingon", "\xa0", "a\xa0b", "a\u2003b", "\u200b",
    "\ufeff", "\u0301", "\ue000", "unknown", "high", "low", "medium", "1.5", "100", "-1", "a\tb",
    "a\nb", "ñ", "ſ", "\U0001d504", "1cm", "1 cm", "12.5%", "-3pt", "1828-09-09T08:30:00",
    "1828-09-09T24:00:00", "1e400", "3/4",
]  # fmt: skip
TYPES = [
    *("string", "normalizedString", "token", "anyURI", "language", "Name", "NCName", "NMTOKEN"),
    *("NMTOKENS", "ID", "IDREF", "IDREFS", "QName", "decimal", "float", "double", "boolean"),
    *("integer", "nonPositiveInteger", "negativeInteger", "nonNegativeInteger", "positiveInteger"),
    *("long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort"),
    *("unsignedByte", "base64Binary", "hexBinary", "duration", "dateTime", "date", "time"),
    *("gYear", "gYearMonth", "gMonthDay", "gMonth", "gDay"),
]
NAMES = ("Name", "NCName", "NMTOKEN", "NMTOKENS", "ID", "IDREF", "IDREFS", "QName")
#: A facet of a datatype, with its value.
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
LETTERS = [*"0123456789--::..++TZPYMDHSeEabcx_ /%#&'~=Ωé\u00a0𝔄ſ٣"]
KINDS = [(kind, "", "") for kind in TYPES] + FACETS


@dataclass
class Tally:
    """What was compared and what differed."""

    compared: int = 0
    invalid: int = 0
    verdicts: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    known: Counter[str] = field(default_factory=Counter)


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


def schema_source() -> str:
    """Return a schema in which each datatype and each facet has an element ``t0``, ``t1``, …"""
    parts = []
    for number, (kind, facet, value) in enumerate(KINDS):
        param = f'<param name="{facet}">{value.replace("&", "&amp;")}</param>' if facet else ""
        parts.append(f'<element name="t{number}"><data type="{kind}">{param}</data></element>')
    return (
        f'<element name="all" xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="{XSD}">'
        f"<zeroOrMore><choice>{''.join(parts)}</choice></zeroOrMore></element>"
    )


def compare_values(seed: int, count: int) -> Tally:
    """Compare values of all datatypes with jing: a document for each, one value on each line."""
    source = schema_source()
    schema, tally = load_schema(source.encode()), Tally()
    samples = [v.replace("\n", " ") for v in dict.fromkeys(values(seed, count))]
    with tempfile.TemporaryDirectory() as folder:
        schema_path, paths = Path(folder) / "all.rng", []
        schema_path.write_text(source, encoding="utf-8")
        for number, _ in enumerate(KINDS):
            root = etree.Element("all", nsmap={"a": "urn:a"})
            for sample in samples:
                etree.SubElement(root, f"t{number}").text = sample
            body = etree.tostring(root, encoding="unicode").replace("><t", ">\n<t")
            paths.append(Path(folder) / f"{number}.xml")
            paths[-1].write_text(body, encoding="utf-8")
        theirs = errors(schema_path, paths)
        for kind, path in zip(KINDS, paths, strict=True):
            wrong_there = {line for line, _ in theirs.get(str(path), [])}
            tally.compared += len(samples)
            tally.invalid += len(wrong_there)
            _compare_lines(kind, path, wrong_there, schema, tally)
    return tally


def _compare_lines(
    kind: tuple[str, str, str], path: Path, wrong_there: set[int], schema: Schema, tally: Tally
) -> None:
    wrong_here = {finding.line for finding in schema.validate(path)}
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in sorted(wrong_there ^ wrong_here):
        who = "jing" if line in wrong_there else "Editio"
        sample = etree.fromstring(lines[line - 1].removesuffix("</all>")).text or ""
        reason = known(*kind, sample)
        if reason:
            tally.known[reason] += 1
        else:
            tally.verdicts.append(f"{' '.join(kind).strip()}: only {who} refuses {sample!r}")
