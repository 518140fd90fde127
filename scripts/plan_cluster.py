"""What large editions need on a cluster, worked out from rates that are measured here.

    python scripts/plan_cluster.py [--corpora DIR] [--megabytes 30]

For each kind of text, an edition of so many megabytes is made of the real documents in DIR, and
built with one worker. What the worker spends is the part that a cluster divides; what the process
that merges spends is not, in part while the workers work (what it does with each document as it
comes), in part after them (indexes, pages). The pages are counted as one core makes them; on a
computer with several they are made by as many processes. CPU seconds count, so that a busy machine
does no harm.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from bench_build import MEGABYTE, ROOT, make_corpus
from editio.edition.find import find_documents
from editio.edition.settings import load_settings
from editio.patience import collect_less_often
from editio.run.executors import SerialExecutor
from editio.run.executors.processes import ProcessExecutor
from editio.run.pipeline import build
from editio.run.request import Request
from editio.run.validation import validate_documents
from editio.validate.options import Options
from measuring import machine

WORKERS = (1, 10, 100)


@dataclass(frozen=True)
class Target:
    """An edition that is to be: its name, the folder with texts like its own, and its size.

    ``unit`` is what its size is counted in: files, or the tag of an element.
    """

    name: str
    folder: str
    pattern: str
    unit: str
    count: int


TARGETS = (
    Target("EEBO, 60,000 texts", "prose-eebo-tcp", "*.xml", "files", 60_000),
    Target(
        "ParlaMint, 8 million speeches",
        "parliament-parlamint-tr",
        "ParlaMint-TR_*[0-9].xml",
        "<u ",
        8_000_000,
    ),
)


@dataclass(frozen=True)
class Rates:
    """CPU seconds for a megabyte of TEI: by a worker, by the merge for each document, at the end.

    ``per_unit`` are the megabytes of a text or a speech.
    """

    worker: float
    merge: float
    end: float
    per_unit: float

    def hours(self, megabytes: float, workers: int) -> float:
        """Return how long a build takes: the workers or the merge, whoever is slower; the end."""
        return megabytes * (max(self.worker / workers, self.merge) + self.end) / 3600

    @property
    def enough(self) -> float:
        """Return the number of workers beyond which only the merge counts."""
        return self.worker / self.merge


class Stages:
    """Takes the CPU time of this process at the beginning of each stage."""

    def __init__(self) -> None:
        self.started: dict[str, float] = {}

    def stage(self, name: str, _total: int) -> None:
        self.started[name] = time.process_time()

    def advance(self) -> None:
        pass


def main() -> None:
    options = arguments()
    collect_less_often()
    print(machine(), "\n")
    for target in TARGETS:
        source = options.corpora / target.folder
        building, checking = measured(source, target, options.megabytes * MEGABYTE)
        megabytes = building.per_unit * target.count
        size = f"{megabytes / 1000:,.1f} GB ({1000 * building.per_unit:,.1f} kB each)"
        print(f"{target.name}: {size}")
        report("build", building, megabytes)
        report("validate", checking, megabytes)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Work out what a cluster gains.")
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--megabytes", type=int, default=30)
    options = parser.parse_args()
    if not options.corpora.is_dir():
        parser.error(f"no corpora at {options.corpora}: name a folder of TEI with --corpora")
    return options


def measured(source: Path, target: Target, least: int) -> tuple[Rates, Rates]:
    """Build an edition of at least so many bytes with one worker, and validate it."""
    with tempfile.TemporaryDirectory(prefix="editio-plan-") as folder:
        edition = Path(folder) / "edition"
        size, _ = make_corpus(source, edition, least, target.pattern)
        files = [path.read_bytes() for path in edition.rglob("*.xml")]
        units = len(files)
        if target.unit != "files":
            units = sum(data.count(target.unit.encode()) for data in files)
        spent = build_rates(edition, Path(folder) / "build")
        checked = validation_rates(edition)
    megabytes = size / MEGABYTE
    return (
        Rates(*(seconds / megabytes for seconds in spent), megabytes / units),
        Rates(*(seconds / megabytes for seconds in checked), megabytes / units),
    )


class Far(ProcessExecutor):
    """A worker that makes no pages, as those of a cluster do not."""

    @property
    def near(self) -> SerialExecutor:
        """The process that merges, as if its computer had one core."""
        return SerialExecutor()


def build_rates(edition: Path, target: Path) -> tuple[float, float, float]:
    """Build; return CPU seconds of the worker, of the merge meanwhile, and of what follows."""
    stages = Stages()
    before = children()
    with Far(1) as workers:
        build(load_settings(edition), target, workers, stages)
    end, started = time.process_time(), stages.started
    worker = children() - before
    return worker, started["Indexes"] - started["Registers"], end - started["Indexes"]


def validation_rates(edition: Path) -> tuple[float, float, float]:
    """Validate; return the same."""
    settings = load_settings(edition)
    refs = find_documents(settings)
    before, start = children(), time.process_time()
    with ProcessExecutor(1) as workers:
        results = validate_documents(Request(refs, edition, Options()), workers)
        for _ in zip(refs, results, strict=False):  # those of single documents
            pass
        middle = time.process_time()
        for _ in results:
            pass
    return children() - before, middle - start, time.process_time() - middle


def children() -> float:
    """Return the CPU seconds of processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def report(command: str, rates: Rates, megabytes: float) -> None:
    print(
        f"  {command}: CPU s per MB: w = {rates.worker:.3f} (workers), m = {rates.merge:.3f}"
        f" (meanwhile), e = {rates.end:.3f} (after)"
    )
    for workers in WORKERS:
        hours = rates.hours(megabytes, workers)
        gain = rates.hours(megabytes, 1) / hours
        print(f"  {workers:>6} workers: {hours:>8.2f} hours, {gain:>5.1f} times as fast")
    print(f"    more than {rates.enough:,.0f} workers gain nothing\n")


if __name__ == "__main__":
    main()
