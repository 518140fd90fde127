"""Measure the whole of ``editio validate`` on an edition of many small documents.

    python scripts/bench_check.py [--documents 10000] [--jobs 2] [--schema FILE] [--keep DIR]

The documents are recombined from paragraphs, lines and speeches of ../shared/corpora, with pointers
to a register of persons, dates, and some mistakes. The command runs in a process of its own: a
first time, a second time over unchanged files, and after one document has changed. Shown are the
time, the CPU time of all processes, and the peak memory of the command and of its workers, for
half of the documents and for all: memory that grows with them shows, and so does how much of the
first run's CPU time the second one takes.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from editio import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("EDITIO_SHARED", ROOT.parent / "shared"))
SCHEMA = SHARED / "tei/p5-4.9.0a/compiled/tei_all.rng"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
PERSONS = 500
#: Blocks taken from each corpus, and files that they are taken from.
BLOCKS, FILES = 400, 12
HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>Document {number}</title></titleStmt>
<publicationStmt><p>Made for measuring.</p></publicationStmt>
<sourceDesc><p>Recombined.</p></sourceDesc></fileDesc></teiHeader>
<text><body><div>
"""


@dataclass
class Run:
    """What one run of the command took. Memory in MB."""

    seconds: float
    cpu: float
    parent: float
    worker: float
    summary: str


def blocks() -> list[str]:
    """Return paragraphs of the corpora as TEI, without ids and without pointers."""
    found: list[str] = []
    for corpus in sorted(path for path in (SHARED / "corpora").iterdir() if path.is_dir()):
        some: list[str] = []
        for path in sorted(corpus.rglob("*.xml"))[:FILES]:
            some += list(blocks_of(path))
        random.Random(1).shuffle(some)
        found += some[:BLOCKS]
    return found


def blocks_of(path: Path) -> Iterator[str]:
    try:
        root = etree.parse(path, etree.XMLParser(remove_comments=True, remove_pis=True)).getroot()
    except etree.XMLSyntaxError:
        return
    for element in root.iter(f"{TEI}p", f"{TEI}lg", f"{TEI}sp", f"{TEI}u"):
        text = "".join(element.itertext())
        if not 80 < len(text) < 2500 or element.xpath("ancestor::*[local-name()='teiHeader']"):
            continue
        for child in element.iter(etree.Element):
            for name in child.attrib:
                value = child.attrib[name]
                if name == XML_ID or "#" in value or ":" in value or name in {"who", "key", "ref"}:
                    del child.attrib[name]
        element.tail = "\n"
        etree.cleanup_namespaces(element)
        yield etree.tostring(element, encoding="unicode")


def write_edition(folder: Path, documents: int) -> int:
    """Write an edition of so many documents; return its size in bytes."""
    chance = random.Random(7)
    known = blocks()
    persons = "".join(
        f'<person xml:id="p{n}"><persName>Person {n}</persName><birth when="{1800 + n % 90}"/>'
        "</person>\n"
        for n in range(PERSONS)
    )
    (folder / "registers").mkdir(parents=True)
    head = HEADER.format(number=0)
    (folder / "registers" / "persons.xml").write_text(
        f"{head}<listPerson>{persons}</listPerson></div></body></text></TEI>\n", encoding="utf-8"
    )
    size = 0
    for number in range(documents):
        parts = [HEADER.format(number=number)]
        for block in chance.choices(known, k=chance.randint(2, 12)):
            person, year = chance.randrange(PERSONS + 5), chance.randint(1700, 1990)
            parts += [block, f'<p xml:id="x{len(parts)}">To <persName ref="']
            parts.append(f'../registers/persons.xml#p{person}">Person {person}</persName>, in ')
            parts.append(f'<date when="{year}-{chance.randint(1, 12):02}">{year}</date>.</p>\n')
        parts.append("</div></body></text></TEI>\n")
        target = folder / f"{number // 500:03}" / f"d{number:05}.xml"
        target.parent.mkdir(exist_ok=True)
        data = "".join(parts).encode()
        target.write_bytes(data)
        size += len(data)
    return size


def run(folder: Path, cache: Path, options: list[str]) -> Run:
    """Validate an edition in a process of its own."""
    command = [sys.executable, "-m", "editio", "validate", str(folder), "--format"]
    command += [f"json={cache.parent / 'out.json'}", *options]
    environment = {**os.environ, "EDITIO_CACHE_DIR": str(cache)}
    start = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        parent, worker, cpu = watch(process)
        summary = process.communicate()[1].strip().splitlines()
    return Run(
        seconds=time.perf_counter() - start,
        cpu=cpu,
        parent=parent,
        worker=worker,
        summary=next((line for line in summary if " checked: " in line), "failed"),
    )


def watch(process: subprocess.Popen[str]) -> tuple[float, float, float]:
    """Return the peak memory of a command and of its largest worker in MB, and all CPU seconds.

    Workers are children of a process that nobody waits for: what they took is looked up.
    """
    seconds: dict[int, float] = {}
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for pid in (process.pid, *descendants(process.pid)):
            seconds[pid] = max(seconds.get(pid, 0.0), used(pid))
            # The last peak counts: a child that has just been born has the memory of its parent.
            peaks[pid] = peak(pid) or peaks.get(pid, 0.0)
        time.sleep(0.05)
    parent = peaks.pop(process.pid, 0.0)
    return parent, max(peaks.values(), default=0.0), sum(seconds.values())


def used(pid: int) -> float:
    """Return the CPU seconds that a process has used so far (proc(5): fields 14 and 15)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM")), "0 0")
    return int(line.split()[1]) / 1024


def descendants(pid: int) -> Iterator[int]:
    # Workers are children of the threads that wait for them.
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = file.read_text().split()
        except OSError:
            continue
        for child in map(int, children):
            yield child
            yield from descendants(child)


def report(name: str, documents: int, found: Run) -> None:
    rate = documents / found.seconds
    print(
        f"{name:<28} {found.seconds:7.1f} s {rate:8.0f} docs/s {found.cpu:8.1f} s CPU"
        f" {found.parent:7.0f} MB {found.worker:7.0f} MB   {found.summary}",
        flush=True,
    )


def compare(documents: int, options: list[str], keep: Path | None = None) -> None:
    """Measure editions of half as many documents and of all, and print a table."""
    print(f"{'':<28} {'time':>9} {'':>15} {'':>14} {'command':>10} {'worker':>10}")
    with tempfile.TemporaryDirectory() as temporary:
        for count in (documents // 2, documents):
            _measure(count, options, keep or Path(temporary))


def _measure(documents: int, options: list[str], base: Path) -> None:
    folder, cache = base / f"edition-{documents}", base / f"cache-{documents}"
    size = write_edition(folder, documents)
    print(f"{documents} documents, {size / 1e6:.1f} MB", flush=True)
    first, second = (run(folder, cache, options) for _ in range(2))
    report("first run", documents, first)
    report("second run, unchanged", documents, second)
    print(f"{'':<28} {100 * second.cpu / first.cpu:.1f} % of the first run's CPU time")
    target = folder / "000" / "d00001.xml"
    target.write_bytes(target.read_bytes().replace(b"Recombined", b"Changed"))
    report("one document changed", documents, run(folder, cache, options))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure editio validate on many documents.")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--schema", type=Path, default=SCHEMA)
    parser.add_argument("--keep", type=Path, help="where the edition is written")
    given = parser.parse_args()
    print(
        f"Editio {__version__}, Python {platform.python_version()}, lxml {etree.__version__},"
        f" {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    )
    options = ["--schema", str(given.schema), "--jobs", str(given.jobs)]
    compare(given.documents, options, given.keep)


if __name__ == "__main__":
    main()
