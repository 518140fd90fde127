"""Write docs/explanation/messages.md: what libxml2, jing and Editio say about the same mistakes.

    python scripts/compare_messages.py

Needs jing (on Debian: ``apt-get install jing``) and TEI All in ../shared.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from lxml import etree

from editio.relaxng import load_schema
from jing import command

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("EDITIO_SHARED", ROOT.parent / "shared"))
SCHEMA = SHARED / "tei/p5-4.9.0a/compiled/tei_all.rng"
PAGE = ROOT / "docs" / "explanation" / "messages.md"
MAX_LENGTH = 260

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>A letter</title></titleStmt>
      <publicationStmt><p>Not published.</p></publicationStmt>
      <sourceDesc><p>Written for this table.</p></sourceDesc>
    </fileDesc>
    <profileDesc><langUsage><language ident="en">English</language></langUsage></profileDesc>
  </teiHeader>
  <text>
    <body>
      <div type="letter">
        <head>To Bo</head>
        <p>Dear <persName ref="#bo">Bo</persName>, on <date when="1828-09-09">that day</date>.</p>
        <list><item>one</item></list>
        <lg><l n="1">A line</l></lg>
      </div>
    </body>
  </text>
</TEI>
"""


@dataclass(frozen=True)
class Mistake:
    """A slip: what is replaced by what in the letter."""

    name: str
    old: str
    new: str


_TITLE = "<titleStmt><title>A letter</title></titleStmt>"
_SOURCE = "<sourceDesc><p>Written for this table.</p></sourceDesc>"
_PUBLICATION = "<publicationStmt><p>Not published.</p></publicationStmt>"
_ORDER = f"{_TITLE}\n      {_PUBLICATION}"
_DIV = '<div type="letter">'
MISTAKES = [
    Mistake("a capital forgotten", "persName", "persname"),
    Mistake("a letter too much", "<item>one</item>", "<itemm>one</itemm>"),
    Mistake("an element of HTML", '<persName ref="#bo">Bo</persName>', "<b>Bo</b>"),
    Mistake("a paragraph in a paragraph", "Dear <", "<p>Dear</p> <"),
    Mistake("text outside of a paragraph", "<head>To Bo</head>", "<head>To Bo</head>Dear Bo"),
    Mistake("a paragraph after a division", "</div>", "</div><p>PS</p>"),
    Mistake("the source description left out", _SOURCE, ""),
    Mistake("the title left out", "<title>A letter</title>", ""),
    Mistake("header parts in the wrong order", _ORDER, f"{_PUBLICATION}\n      {_TITLE}"),
    Mistake("a heading at the end", "</div>", "<head>PS</head></div>"),
    Mistake("a list without items", "<item>one</item>", ""),
    Mistake("a paragraph in a list", "<item>one</item>", "<p>one</p>"),
    Mistake("a date in words", 'when="1828-09-09"', 'when="9 September 1828"'),
    Mistake("a day that does not exist", "1828-09-09", "1828-02-30"),
    Mistake("a pointer that is no URI", 'ref="#bo"', 'ref="#bo#x"'),
    Mistake("a misspelt attribute", 'type="letter"', 'tpye="letter"'),
    Mistake("an attribute of another element", "<p>Dear", '<p when="1828">Dear'),
    Mistake("a required attribute left out", ' ident="en"', ""),
    Mistake("a value that is not in the list", "<title>", '<title level="book">'),
    Mistake("an id that begins with a digit", _DIV, '<div type="letter" xml:id="1st">'),
    Mistake("the namespace forgotten", ' xmlns="http://www.tei-c.org/ns/1.0"', ""),
]


def libxml2(schema: etree.RelaxNG, data: bytes) -> list[str]:
    schema.validate(etree.fromstring(data, etree.XMLParser(collect_ids=False)))
    return [f"{entry.line}: {entry.message}" for entry in schema.error_log]


def jing(path: Path) -> list[str]:
    driver = command(SCHEMA, [path], with_ids=True)
    run = subprocess.run(driver, capture_output=True, text=True, check=False)
    return [re.sub(r"^.*?:(\d+):\d+: \w+: ", r"\1: ", line) for line in run.stdout.splitlines()]


def cell(messages: list[str]) -> str:
    """Return messages as a cell of a Markdown table: the first, and how many more."""
    if not messages:
        return "accepted"
    first = messages[0]
    if len(first) > MAX_LENGTH:
        first = first[:MAX_LENGTH] + f" … ({len(messages[0])} characters)"
    for char, entity in {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "\\|", "*": "\\*"}.items():
        first = first.replace(char, entity)
    more = len(messages) - 1
    return first + (f" **(and {more} more)**" if more else "")


def main() -> int:
    """Write the page."""
    ours = load_schema(SCHEMA)
    theirs = etree.RelaxNG(etree.parse(SCHEMA))
    assert ours.is_valid(LETTER.encode())
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letter.xml"
        for mistake in MISTAKES:
            assert mistake.old in LETTER, mistake.name
            data = LETTER.replace(mistake.old, mistake.new).encode()
            path.write_bytes(data)
            findings = [
                f"{one.line}:{one.column}: {one.message}" + (f" — {one.hint}" if one.hint else "")
                for one in ours.validate(data)
            ]
            cells = [cell(libxml2(theirs, data)), cell(jing(path)), cell(findings)]
            rows.append(f"| {mistake.name} | " + " | ".join(cells) + " |")
    libxml = ".".join(map(str, etree.LIBXML_VERSION))
    PAGE.write_text(
        "# What validators say\n\n"
        "The same small slips in a letter, validated against TEI All, and the first message of each"
        " validator; the number before it is the line (and column). This page is written by"
        " `scripts/compare_messages.py`.\n\n"
        f"libxml2 {libxml} (lxml {version('lxml')}), jing of Debian, Python"
        f" {platform.python_version()}.\n\n"
        "| slip | libxml2 | jing | Editio |\n| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n",
        encoding="utf-8",
    )
    print(f"{PAGE.relative_to(ROOT)}: {len(rows)} mistakes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
