"""Import the seed texts, build an edition of their own from them, and print what became of them.

    python scripts/import_seeds.py [SEEDS] [--to FOLDER]

SEEDS is a folder of plain texts (default: ../shared/seeds), FOLDER the edition that is made
(default: build/seeds; it is emptied first). The registers are those of the sample edition. The
texts are in copyright: neither they nor what is made from them belongs into the repository.

Prints a table: words, divisions, notes linked, persons, places, dates, quotations, decisions that
are open (low confidence, or nowhere to be placed), and candidates left: names that no register
has, and how often they stand in the text. Ends with 1 where a document is not valid
or the build has an error.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from editio.cli.import_ import tags_of
from editio.edition.settings import load_settings
from editio.encode.header import date_of
from editio.encode.importing import Imported, import_file
from editio.encode.tagging.unknown import unknown_names
from editio.findings import Severity
from editio.relaxng import load_schema
from editio.run.executors import executor
from editio.run.pipeline import build
from editio.run.progress import NoProgress

ROOT = Path(__file__).resolve().parents[1]
TEI = "{http://www.tei-c.org/ns/1.0}"
SETTINGS = """[edition]
title = "Five documents"
language = "en"

[sources]
texts = ["tei/texts/**/*.xml"]
registers = ["tei/registers/**/*.xml"]

[validate]
relaxng_schema = "schemas/editio.rng"
schematron = "schemas/editio.sch"
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one text."""

    name: str
    words: int
    divisions: int
    heads: int
    lists: int
    notes: str
    persons: int
    places: int
    dates: int
    quotations: int
    open: int
    candidates: str
    valid: bool
    seconds: float


def main() -> int:
    """Import, build, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seeds", nargs="?", type=Path, default=ROOT.parent / "shared" / "seeds")
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "seeds")
    options = parser.parse_args()
    sources = sorted(options.seeds.glob("*.txt"))
    if not sources:
        sys.exit(f"{options.seeds}: there are no texts (*.txt)")
    edition = _edition(options.to)
    rows = _imported(sources, edition)
    _print(rows)
    with executor(0) as workers:
        report = build(load_settings(edition), edition / "build", workers, NoProgress())
    errors = [f for f in report.findings if f.severity is Severity.ERROR]
    print(
        f"\nBuilt: {report.documents} documents, {report.units} citable units, "
        f"{report.mentions} mentions; {len(errors)} errors among {len(report.findings)} findings"
    )
    for finding in errors[:10]:
        print(f"  {finding.file}:{finding.line}: {finding.code} {finding.message}")
    print(f"Open {edition / 'build' / 'site' / 'index.html'}")
    return 1 if errors or not all(row.valid for row in rows) else 0


def _edition(folder: Path) -> Path:
    """Make an empty edition with the registers of the sample edition."""
    if folder.exists() and not (folder / "edition.toml").is_file():
        sys.exit(f"{folder} exists and is no edition made by this script")
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "tei" / "texts").mkdir(parents=True)
    shutil.copytree(ROOT / "tei" / "registers", folder / "tei" / "registers")
    (folder / "schemas").mkdir()
    for name in ("editio.rng", "editio.sch"):
        shutil.copy(ROOT / "schemas" / name, folder / "schemas" / name)
    (folder / "edition.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def _imported(sources: list[Path], edition: Path) -> list[Row]:
    folder = edition / "tei" / "texts"
    tags = tags_of(load_settings(edition), folder)
    schema = load_schema(edition / "schemas" / "editio.rng")
    rows: list[Row] = []
    for source in sources:
        started = time.perf_counter()
        result = import_file(source, date=date_of(source), tags=tags)
        seconds = time.perf_counter() - started
        (folder / f"{source.stem}.xml").write_bytes(result.document)
        left = unknown_names([result.document], tags.tagger)
        named = f"{len(left)} ({sum(one.count for one in left)})"
        valid = schema.is_valid(result.document)
        rows.append(_row(source.stem, result, named, valid=valid, took=seconds))
    return rows


def _row(name: str, result: Imported, candidates: str, *, valid: bool, took: float) -> Row:
    text = etree.fromstring(result.document).find(f"{TEI}text")
    assert text is not None

    def count(*names: str) -> int:
        return sum(1 for _ in text.iter(*(f"{TEI}{tag}" for tag in names)))

    open_ones = [d for d in result.decisions if d.outcome != "tagged" or d.confidence == "low"]
    counts = dict(result.counts)
    linked = counts.get("linked note", 0)
    return Row(
        name=name[:12],
        words=len(" ".join(str(t) for t in text.itertext()).split()),
        divisions=count("div", "text") - 1,
        heads=count("head"),
        lists=count("list", "table"),
        notes=f"{linked}/{count('note')}",
        persons=count("persName"),
        places=count("placeName"),
        dates=count("date"),
        quotations=count("quote", "q", "said", "soCalled", "mentioned"),
        open=len(open_ones),
        candidates=candidates,
        valid=valid,
        seconds=round(took, 2),
    )


def _print(rows: list[Row]) -> None:
    names = list(Row.__slots__)
    table = [names, *([str(getattr(row, name)) for name in names] for row in rows)]
    widths = [max(len(line[at]) for line in table) for at in range(len(names))]
    for line in table:
        print("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)))


if __name__ == "__main__":
    sys.exit(main())
