"""Measure Editio's RELAX NG validator beside libxml2 and jing, in one run.

    python scripts/bench_validate.py [--rounds 5] [--jing-rounds 14]

All run on one core (pinned), and what counts is CPU time. Documents are real ones of
../shared/corpora that are valid against the schema: lightly tagged ones, and the same words with a
<w> around each. jing is measured cold (the command line, all documents at once) and warm (rounds in
one running JVM, the best one counts); it is left out where it is not installed.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from editio.relaxng import Schema, load_schema

if TYPE_CHECKING:
    from collections.abc import Callable

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


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds that ``work`` takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def child_cpu(command: list[str]) -> float:
    """Return the CPU seconds that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


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
        Load("TEI All, a <w> per word", TEI_ALL, dense),
        Load("a customization (plays)", dracor, plays),
    ]


def best(rounds: int, work: Callable[[], object]) -> float:
    """Return the CPU seconds of the fastest round."""
    return min(cpu(work) for _ in range(rounds))


def measure(load: Load, options: argparse.Namespace, folder: Path) -> list[tuple[str, float]]:
    """Return CPU seconds by way of validating."""
    documents = [path.read_bytes() for path in load.paths]
    fresh = load_schema(load.schema)

    def accept(schema: Schema) -> None:
        assert all(schema.is_valid(document) for document in documents)

    first = cpu(lambda: accept(fresh))
    found = [
        ("Editio, first pass", first),
        ("Editio, accepting, warm", best(options.rounds, lambda: accept(fresh))),
        (
            "Editio, diagnosing each, warm",
            best(2, lambda: [fresh.diagnose(document) for document in documents]),
        ),
    ]
    code = (
        "import sys; from pathlib import Path; from editio.relaxng import load_schema\n"
        "schema = load_schema(sys.argv[1], cache_dir=Path(sys.argv[2]))\n"
        "print(all([schema.is_valid(p) for p in Path(sys.argv[3]).read_text().splitlines()]))"
    )
    names = folder / "names"
    names.write_text("\n".join(map(str, load.paths)), encoding="utf-8")
    command = [sys.executable, "-c", code, str(load.schema), str(folder / "cache"), str(names)]
    found.append(("Editio, a new process", child_cpu(command)))
    found.append(("Editio, a new process, schema cached", child_cpu(command)))
    if options.libxml2:
        relaxng = etree.RelaxNG(etree.parse(load.schema))
        parser = etree.XMLParser(huge_tree=True, collect_ids=False)
        found.append(
            (
                "libxml2, warm",
                best(1, lambda: [relaxng.validate(etree.fromstring(d, parser)) for d in documents]),
            )
        )
    if shutil.which("java") and Path("/usr/share/java/jing.jar").exists():
        driver = ["java", "-cp", JARS, "com.thaiopensource.relaxng.util.Driver", "-i"]
        found.append(
            ("jing, a new process", child_cpu([*driver, str(load.schema), *map(str, load.paths)]))
        )
        rounds = ["java", "-cp", JARS, str(ROOT / "scripts" / "JingRounds.java")]
        run = subprocess.run(
            [*rounds, str(load.schema), str(options.jing_rounds), str(names)],
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = [float(line) for line in run.stdout.split()[1:]]
        if seconds:
            found.append(("jing, warm", min(seconds)))
    return found


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
            print(f"\n| {load.name}: {len(load.paths)} files, {load.megabytes:.1f} MB | s | MB/s |")
            print("| --- | --: | --: |", flush=True)
            for name, seconds in measure(load, options, Path(folder)):
                print(f"| {name} | {seconds:.2f} | {load.megabytes / seconds:.1f} |", flush=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nLargest memory of a child process: {peak:.0f} MB")


if __name__ == "__main__":
    main()
