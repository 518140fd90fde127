"""Measure Editio's RELAX NG validator beside libxml2 and jing, in one run.

    python scripts/bench_validate.py [--rounds 5] [--jing-rounds 14]

All run on one core (pinned), and what counts is CPU time. Documents are real ones of
../shared/corpora that are valid against the schema: lightly tagged ones, and the same words with a
<w> around each. "With a mistake" means that one element of each document was given a name that is
not in the schema. New processes get the documents again and again until there are 25 MB of them.
jing is measured cold (the command line, all documents at once) and warm (rounds in one running JVM,
the best one counts); it is left out where it is not installed.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from editio.relaxng import load_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("EDITIO_SHARED", ROOT.parent / "shared"))
TEI_ALL = SHARED / "tei/p5-4.9.0a/compiled/tei_all.rng"
JARS = ":".join(
    f"/usr/share/java/{jar}.jar"
    for jar in ("jing", "xercesImpl", "xmlParserAPIs", "xml-resolver", "Saxon-HE")
)
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
WORD = re.compile(r"\w+|[^\w\s]")
LIMIT = 25_000_000
SLOW = 0.5
"""A file that libxml2 needs more seconds for than this is slow."""


@dataclass
class Load:
    """Documents to validate and the schema that they are valid against."""

    name: str
    schema: Path
    paths: list[Path]

    @property
    def megabytes(self) -> float:
        """How large the documents are together."""
        return sum(path.stat().st_size for path in self.paths) / 1e6


@dataclass
class Row:
    """A line of the table: CPU seconds for so many megabytes, and the memory of a new process."""

    name: str
    seconds: float
    megabytes: float
    memory: int = 0

    def __str__(self) -> str:
        if math.isnan(self.seconds):
            return f"| {self.name} | | | |"
        memory = f"{self.memory}" if self.memory else ""
        speed = self.megabytes / self.seconds
        return f"| {self.name} | {self.seconds:.2f} | {speed:.1f} | {memory} |"


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds that ``work`` takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


_SPAWN = (
    "import os, sys; null = os.open(os.devnull, os.O_WRONLY); os.dup2(null, 1); os.dup2(null, 2)\n"
    "process = os.spawnvp(os.P_NOWAIT, sys.argv[2], sys.argv[2:])\n"
    "used = os.wait4(process, 0)[2]\n"
    "open(sys.argv[1], 'w').write(f'{used.ru_utime + used.ru_stime} {used.ru_maxrss}')"
)
"""The largest memory of a child counts its parent's before it began, so the parent is small."""


def child(name: str, command: list[str], megabytes: float) -> Row:
    """Return what a command takes."""
    with tempfile.NamedTemporaryFile("r") as result:
        subprocess.run([sys.executable, "-S", "-c", _SPAWN, result.name, *command], check=True)
        seconds, memory = result.read().split()
    return Row(name, float(seconds), megabytes, int(memory) // 1024)


def words(source: Path, target: Path) -> None:
    """Write a copy of a document in which each word of its paragraphs is a <w> or <pc>."""
    tree = etree.parse(source)
    tei = "{http://www.tei-c.org/ns/1.0}"
    number = 0
    for element in tree.iter(tei + "p", tei + "l", tei + "ab"):
        if len(element) or not element.text:
            continue
        tokens = WORD.findall(element.text)
        element.text = None
        for token in tokens:
            number += 1
            kind = "w" if token.isalpha() else "pc"
            attributes = {XML_ID: f"w.{number}"}
            if kind == "w":
                attributes.update(lemma=token.lower(), pos="NN" if token.istitle() else "XX")
            etree.SubElement(element, tei + kind, attributes).text = token
    tree.write(target, encoding="utf-8", xml_declaration=True)


def loads(folder: Path) -> list[Load]:
    """Return what is measured."""
    corpora = SHARED / "corpora"
    tei_all = load_schema(TEI_ALL)
    light = [p for p in sorted(corpora.rglob("*.xml")) if tei_all.is_valid(p)]
    dense = []
    for path in light:
        copy = folder / f"{len(dense)}.xml"
        words(path, copy)
        if tei_all.is_valid(copy) and copy.stat().st_size > 1.3 * path.stat().st_size:
            dense.append(copy)
            if sum(p.stat().st_size for p in dense) > LIMIT:
                break
    dracor = next((corpora / "drama-gerdracor" / "schema").rglob("*.rng"))
    drama = load_schema(dracor)
    plays = [p for p in sorted((corpora / "drama-gerdracor").rglob("*.xml")) if drama.is_valid(p)]
    return [
        Load("TEI All, lightly tagged", TEI_ALL, light),
        Load("TEI All, a `<w>` per word", TEI_ALL, dense),
        Load("a customization (plays)", dracor, plays),
    ]


def best(rounds: int, work: Callable[[], object]) -> float:
    """Return the CPU seconds of the fastest round."""
    return min(cpu(work) for _ in range(rounds))


def with_mistake(document: bytes) -> bytes:
    """Return ``document`` with a name in its middle that is not in the schema."""
    tag = re.compile(rb"<(\w+)( [^<>]*)?>([^<]*)</\1>").search(document, len(document) // 2)
    if tag is None:
        return document
    wrong = b"<zebra%s>%s</zebra>" % (tag[2] or b"", tag[3])
    return document[: tag.start()] + wrong + document[tag.end() :]


def measure(load: Load, options: argparse.Namespace, folder: Path) -> Iterator[Row]:
    """Yield what each way of validating takes."""
    documents = [path.read_bytes() for path in load.paths]
    wrong = [with_mistake(document) for document in documents]
    size = load.megabytes
    fresh = load_schema(load.schema)

    def accept() -> None:
        assert all(fresh.is_valid(document) for document in documents)

    yield Row("Editio, accepting, first pass", cpu(accept), size)
    yield Row("Editio, accepting, warm", best(options.rounds, accept), size)
    diagnosed = best(3, lambda: [fresh.diagnose(document) for document in documents])
    yield Row("Editio, looking for mistakes, warm", diagnosed, size)
    found = best(3, lambda: [list(fresh.validate(document)) for document in wrong])
    yield Row("Editio, with a mistake in each, warm", found, size)
    if options.libxml2:
        yield from measure_libxml2(load, options.patience)
    yield from measure_processes(load, options, folder)


def measure_libxml2(load: Load, patience: int) -> Iterator[Row]:
    """Yield what libxml2 takes, in a process of its own that is ended after ``patience`` seconds.

    Its time grows with more than the square of the number of siblings, and some schemas take it
    hours to load.
    """
    context = multiprocessing.get_context("fork")
    rows: multiprocessing.Queue[Row] = context.Queue()
    process = context.Process(target=_libxml2, args=(load, rows))
    process.start()
    process.join(patience)
    if process.is_alive():
        process.kill()
        process.join()
        yield Row(f"libxml2: not ready after {patience} s", math.nan, math.nan)
    while not rows.empty():
        yield rows.get()


def _libxml2(load: Load, rows: multiprocessing.Queue[Row]) -> None:
    documents = [path.read_bytes() for path in load.paths]
    wrong = [with_mistake(document) for document in documents]
    relaxng = etree.RelaxNG(etree.parse(load.schema))
    parser = etree.XMLParser(huge_tree=True, collect_ids=False)
    trees = [etree.fromstring(document, parser) for document in documents]
    parsing = cpu(lambda: [etree.fromstring(document, parser) for document in documents])
    each = [cpu(partial(relaxng.validate, tree)) for tree in trees]
    rows.put(Row("libxml2, parsing and validating", parsing + sum(each), load.megabytes))
    quick = [path for path, seconds in zip(load.paths, each, strict=True) if seconds < SLOW]
    size = sum(path.stat().st_size for path in quick) / 1e6
    seconds = parsing * size / load.megabytes + sum(one for one in each if one < SLOW)
    rows.put(Row(f"libxml2, without {len(trees) - len(quick)} slow files", seconds, size))
    trees = [etree.fromstring(document, parser) for document in wrong]
    validating = cpu(lambda: [relaxng.validate(tree) for tree in trees])
    rows.put(Row("libxml2, with a mistake in each", parsing + validating, load.megabytes))


def measure_processes(load: Load, options: argparse.Namespace, folder: Path) -> Iterator[Row]:
    """Yield what new processes take, and jing in rounds."""
    code = (
        "import sys; from pathlib import Path; from editio.relaxng import load_schema\n"
        "schema = load_schema(sys.argv[1], cache_dir=Path(sys.argv[2]))\n"
        "print(all([schema.is_valid(p) for p in Path(sys.argv[3]).read_text().splitlines()]))"
    )
    times = math.ceil(LIMIT / 1e6 / load.megabytes)
    paths, size = [str(path) for path in load.paths] * times, load.megabytes * times
    names = folder / "names"
    names.write_text("\n".join(paths), encoding="utf-8")
    command = [sys.executable, "-c", code, str(load.schema), str(folder / "cache"), str(names)]
    yield child("Editio, a new process", command, size)
    yield child("Editio, a new process, schema cached", command, size)
    if not shutil.which("java") or not Path("/usr/share/java/jing.jar").exists():
        return
    driver = ["java", "-cp", JARS, "com.thaiopensource.relaxng.util.Driver", "-i"]
    yield child("jing, a new process", [*driver, str(load.schema), *paths], size)
    names.write_text("\n".join(map(str, load.paths)), encoding="utf-8")
    rounds = ["java", "-cp", JARS, str(ROOT / "scripts" / "JingRounds.java")]
    run = subprocess.run(
        [*rounds, str(load.schema), str(options.jing_rounds), str(names)],
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = [float(line) for line in run.stdout.split()[1:]]
    if seconds:
        yield Row("jing, warm", min(seconds), load.megabytes)


def schema_times() -> list[tuple[str, float]]:
    """Return CPU seconds for loading TEI All."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        fresh = best(3, lambda: load_schema(TEI_ALL))
        load_schema(TEI_ALL, cache_dir=cache)
        cached = best(3, lambda: load_schema(TEI_ALL, cache_dir=cache))
    return [("Editio", fresh), ("Editio, cached", cached)]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jing-rounds", type=int, default=14)
    parser.add_argument("--no-libxml2", dest="libxml2", action="store_false", help="it takes long")
    parser.add_argument("--patience", type=int, default=300, help="seconds for libxml2")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print(f"{platform.platform()}, Python {platform.python_version()}, lxml {version('lxml')}")
    print("CPU seconds on one core\n\n| loading TEI All | s |\n| --- | --: |")
    for name, seconds in schema_times():
        print(f"| {name} | {seconds:.3f} |")
    if options.libxml2:
        print(f"| libxml2 | {cpu(lambda: etree.RelaxNG(etree.parse(TEI_ALL))):.3f} |")
    with tempfile.TemporaryDirectory() as folder:
        for load in loads(Path(folder)):
            what = f"{load.name}: {len(load.paths)} files, {load.megabytes:.1f} MB"
            print(f"\n| {what} | s | MB/s | memory, MB |\n| --- | --: | --: | --: |", flush=True)
            for row in measure(load, options, Path(folder)):
                print(row, flush=True)


if __name__ == "__main__":
    main()
