"""Measure Editio's RELAX NG validator beside libxml2 and jing, in one run.

    python scripts/bench_validate.py [--rounds 5] [--jing-rounds 14] [--whole 10000]

All run on one core (pinned) but where two are named, and what counts is CPU time, on two cores that
of the busier one. Documents are real ones of ../shared/corpora that are valid against the schema:
lightly tagged ones, and the same words with a <w> around each. "With a mistake" means that one
element of each document was given a name that is not in the schema.

Command lines get the documents again and again until there are 25 MB of them; Editio and jing take
turns, and the best turn of each counts. That of Editio is measured with an empty cache, with what
a run left in it (the compiled schema, and expressions for what comes often), and with all
checks. The bytecode of Python is there, as in an installation. jing gets all documents at once;
warm means rounds in one running JVM, of which the best counts. It may be missing.

``--whole`` goes on with the whole check, pointers and registers included, of an edition of so many
documents, on all cores: what scripts/bench_check.py measures alone.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

import bench_check
import jing
import measuring
from editio.relaxng import load_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.synchronize import Barrier

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("EDITIO_SHARED", ROOT.parent / "shared"))
TEI_ALL = SHARED / "tei/p5-4.9.0a/compiled/tei_all.rng"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
WORD = re.compile(r"\w+|[^\w\s]")
LIMIT = 25_000_000
CORES = os.sched_getaffinity(0)
WARM, TWO_CORES = "Editio, accepting, warm", "Editio, accepting, warm, on two cores"
MISTAKES = "Editio, with a mistake in each, warm"
EMPTY, COLD = "editio validate --schema-only, empty cache", "editio validate --schema-only"
WARM_JING, COLD_JING = "jing, warm", "jing, command line"
PAIRS = [
    (WARM, WARM_JING),
    (TWO_CORES, WARM_JING),
    (WARM, "libxml2, parsing"),
    (WARM, "libxml2, without"),
    (MISTAKES, "libxml2, with a mistake"),
    (COLD, COLD_JING),
    (EMPTY, COLD_JING),
]
"""Rows that are compared, the second by the beginning of its name."""
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
    yield Row(WARM, best(options.rounds, accept), size)
    yield Row(TWO_CORES, two_cores(load, options.rounds), size)
    diagnosed = best(3, lambda: [fresh.diagnose(document) for document in documents])
    yield Row("Editio, looking for mistakes, warm", diagnosed, size)
    found = best(3, lambda: [list(fresh.validate(document)) for document in wrong])
    yield Row(MISTAKES, found, size)
    if options.libxml2:
        yield from measure_libxml2(load, options.patience)
    yield from measure_commands(load, options, folder)
    if jing.is_installed():
        yield measure_warm_jing(load, options.jing_rounds, folder)


def two_cores(load: Load, rounds: int) -> float:
    """Return the CPU seconds of the busier of two processes that share the documents."""
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(2), context.SimpleQueue()
    by_size = sorted(load.paths, key=lambda path: path.stat().st_size)
    cores = sorted(CORES)[-2:]
    halves = zip(cores, (by_size[0::2], by_size[1::2]), strict=False)
    processes = [
        context.Process(target=_half, args=(load.schema, paths, core, rounds, barrier, results))
        for core, paths in halves
    ]
    for process in processes:
        process.start()
    seconds = [results.get() for _ in processes]
    for process in processes:
        process.join()
    return max(seconds)


def _half(  # noqa: PLR0913, PLR0917 - what a process is told
    schema_path: Path,
    paths: list[Path],
    core: int,
    rounds: int,
    barrier: Barrier,
    results: multiprocessing.SimpleQueue[float],
) -> None:
    os.sched_setaffinity(0, {core})
    schema = load_schema(schema_path)
    documents = [path.read_bytes() for path in paths]
    for _ in range(5):
        assert all(map(schema.is_valid, documents))
    barrier.wait()
    results.put(best(rounds, lambda: list(map(schema.is_valid, documents))))


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


def measure_commands(load: Load, options: argparse.Namespace, folder: Path) -> Iterator[Row]:
    """Yield what command lines take."""
    times = math.ceil(LIMIT / 1e6 / load.megabytes)
    copies = Path(tempfile.mkdtemp(dir=folder))
    for number, path in enumerate(load.paths * times):
        shutil.copy(path, copies / f"{number}.xml")
    validate = measuring.editio("validate", "--quiet", "-j1", "--schema", str(load.schema))
    ours = [*validate, "--schema-only", str(copies)]
    theirs = jing.command(load.schema, sorted(copies.glob("*.xml")))
    with environment(folder):
        measuring.measure(ours)  # writes the bytecode
    size = load.megabytes * times
    costs: dict[str, list[measuring.Cost]] = {EMPTY: [], COLD: [], COLD_JING: []}
    for _ in range(options.turns):
        with environment(folder) as cache:
            costs[EMPTY].append(measuring.measure(ours))
            costs[COLD].append(measuring.measure(ours))
            shutil.rmtree(cache)
        if jing.is_installed():
            costs[COLD_JING].append(measuring.measure(theirs))
    with environment(folder):
        costs["editio validate, all checks"] = [measuring.measure([*validate, str(copies)])]
    for name, found in costs.items():
        if found:
            memory = round(max(cost.memory for cost in found))
            yield Row(name, min(cost.cpu for cost in found), size, memory)


@contextmanager
def environment(folder: Path) -> Iterator[Path]:
    """Let programs find Editio here, an empty cache, and keep their bytecode; yield the cache."""
    before = dict(os.environ)
    cache = tempfile.mkdtemp(dir=folder)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.update(EDITIO_CACHE_DIR=cache, PYTHONPYCACHEPREFIX=str(folder / "bytecode"))
    yield Path(cache)
    os.environ.clear()
    os.environ.update(before)


def measure_warm_jing(load: Load, rounds: int, folder: Path) -> Row:
    """Return what jing takes in a JVM that has been running for some rounds."""
    names = folder / "names"
    names.write_text("\n".join(map(str, load.paths)), encoding="utf-8")
    program = ["java", "-cp", jing.JARS, str(ROOT / "scripts" / "JingRounds.java")]
    run = subprocess.run(
        [*program, str(load.schema), str(rounds), str(names)],
        capture_output=True,
        text=True,
        check=True,
    )
    return Row(WARM_JING, min(float(line) for line in run.stdout.split()[1:]), load.megabytes)


def ratios(rows: list[Row]) -> Iterator[str]:
    """Yield how many times as fast as others Editio is."""
    speed = {row.name: row.megabytes / row.seconds for row in rows if row.seconds > 0}
    for ours, theirs in PAIRS:
        for name, other in speed.items():
            if ours in speed and name.startswith(theirs):
                yield f"* {ours}: {speed[ours] / other:.2f} times as fast as {name}"


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
    parser.add_argument("--turns", type=int, default=5, help="of each command line")
    parser.add_argument("--no-libxml2", dest="libxml2", action="store_false", help="it takes long")
    parser.add_argument("--patience", type=int, default=300, help="seconds for libxml2")
    parser.add_argument("--whole", type=int, default=0, help="documents of a whole check")
    options = parser.parse_args()
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(CORES)})
    print(measuring.machine())
    print("CPU seconds on one core\n\n| loading TEI All | s |\n| --- | --: |")
    for name, seconds in schema_times():
        print(f"| {name} | {seconds:.3f} |")
    if options.libxml2:
        print(f"| libxml2 | {cpu(lambda: etree.RelaxNG(etree.parse(TEI_ALL))):.3f} |")
    with tempfile.TemporaryDirectory() as folder:
        for load in loads(Path(folder)):
            what = f"{load.name}: {len(load.paths)} files, {load.megabytes:.1f} MB"
            print(f"\n| {what} | s | MB/s | memory, MB |\n| --- | --: | --: | --: |", flush=True)
            rows = []
            for row in measure(load, options, Path(folder)):
                print(row, flush=True)
                rows.append(row)
            print("", *ratios(rows), sep="\n", flush=True)
    if options.whole:
        print("\nThe whole check\n")
        os.sched_setaffinity(0, cores)
        bench_check.compare(options.whole, ["--schema", str(bench_check.SCHEMA)])


if __name__ == "__main__":
    main()
